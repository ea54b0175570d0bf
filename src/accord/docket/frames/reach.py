"""On what and on whom a measure falls: the phrases after it, before its rate, between it and its verb."""

from __future__ import annotations

from accord.docket.frames.bare import ON, listed_so
from accord.docket.frames.bearers import borne, entering, of_another, of_relative_on
from accord.docket.frames.duties import RATED
from accord.docket.frames.extent import origin_apart, past_adjunct
from accord.docket.frames.frame import Frame
from accord.docket.frames.fronted import of_front
from accord.docket.frames.grammar import AUX, HAVE, NOT, Clause, act_of, is_adverb, is_verb
from accord.docket.frames.marks import Mark, unit_goods
from accord.docket.frames.phrases import GENERIC, MAKERS, Falls, falls_on, flush
from accord.docket.rules import words

_SKIP = frozenset([")", "(", "%", '"']) | words("beside_rates", "measures")


_OPEN = words("after_measures", "measures")


def fill_reach(frame: Frame, rate: int | None, mates: list[int]) -> None:
    """Fill in goods, economies and exclusions from the phrases that belong to the measure."""
    row, clause = frame.clause.row, frame.clause
    frame.goods = tuple(goods_before(row, frame.first, frame.at))
    anchors = [frame.at] if rate is None else [max(rate, frame.at)]
    if rate is not None and len(mates) > 1:
        anchors = [rate]
    elif rate is not None and rate != frame.at:
        anchors = [frame.at, rate] if frame.at < rate else [frame.at]
    stop = min((m for m in mates if rate is not None and m > rate), default=_end_of(frame, rate))
    for anchor in anchors:
        found = _complement(row, anchor, clause.last if anchor != rate else max(stop, anchor), frame)
        if found is not None:
            _merge(frame.falls, found)
    if rate is not None and len(mates) > 1 and (told := _upon_before(frame, rate, mates)) is not None:
        frame.falls = told
    if not frame.falls.goods and len(mates) < 2:
        _of_relative(frame)
    if rate is not None and len(mates) > 1:
        _of_several(frame, rate, mates)
    given = row[frame.first].lower in ("a", "an", "the", "another") and row[frame.first - 1].kind in (
        "party",
        "good",
    )
    if not frame.falls.origins and not frame.falls.everybody and (given or not frame.falls.goods):
        _after_verb(frame)
    if not frame.falls.goods and frame.kinds and _opens_list(row, clause.last) and len(mates) < 2:
        _merge(frame.falls, falls_on(row, clause.last + 1, len(row)))
    _of_own_act(frame)
    if not frame.falls.goods and not frame.goods:
        frame.goods = of_relative_on(frame) or borne(frame)
    if row[frame.at].kind == "amount":
        entering(frame)
        of_another(frame)
    if frame.lever in RATED and not (frame.falls.origins or frame.falls.dests):
        of_front(frame)
    frame.falls.origins += origin_apart(row, frame.at, frame.falls.origins) if frame.falls.goods else ()
    frame.goods = tuple(dict.fromkeys((*frame.falls.goods, *(frame.goods if not frame.falls.goods else ()))))
    frame.excluded = tuple(frame.falls.excluded)


def _opens_list(row: list[Mark], at: int) -> bool:
    """Whether a colon opens a list, and not one of firms."""
    lead = {m.lower for m in row[at - 4 : at]}
    return at < len(row) and row[at].lower == ":" and not (MAKERS | {"companies", "firms"}) & lead


def _end_of(frame: Frame, rate: int | None) -> int:
    """Return where the clause of a rate ends: "duties vary; 9 percent for Peru | "."""
    return next(
        (c.last for c in frame.siblings if rate is not None and c.first <= rate < c.last), frame.clause.last
    )


def _of_own_act(frame: Frame) -> None:
    """Fill in whom sanctions strike by the verb that they are the subject of: "the sanctions target Peru's banks"."""
    own = frame.own if frame.lever == "sanction" else None
    if own is not None and own.act.lemma in ("target", "hit") and not own.passive:
        _merge(frame.falls, falls_on(frame.clause.row, own.at + 1, frame.clause.last))


def _of_several(frame: Frame, rate: int, mates: list[int]) -> None:
    """Fill in what one of several rates falls on: its own thing, in turn or named before it, else what all share."""
    row, clause = frame.clause.row, frame.clause
    bare = all(m.kind == "amount" or m.lower in ("and", ",") for m in row[min(mates) + 1 : max(mates)])
    if (bare and frame.at < min(mates)) or "respectively" in [m.lower for m in row[rate : clause.last]]:
        _in_turn(frame, rate, mates)
    if frame.falls.goods or frame.falls.origins or frame.falls.whole:
        return
    before = frame.at if frame.at < rate else clause.first - 1
    _thing_first(frame, max((m for m in mates if m < rate), default=before) + 1, rate)
    if not (frame.falls.goods or frame.falls.origins) and frame.at < min(mates):
        _merge(frame.falls, _complement(row, frame.at, min(mates), frame) or Falls())


def _upon_before(frame: Frame, rate: int, mates: list[int]) -> Falls | None:
    """Return what stands right before one of several rates: "on rice to 12 percent, on sugar to 20 percent and on maize to"."""
    row = frame.clause.row
    before = max((m for m in mates if m < rate), default=min(frame.at, rate))
    on = next((i for i in range(before + 1, rate) if row[i].lower == "on"), None)
    if on is None or row[rate - 1].lower != "to" or any(row[i].kind == "amount" for i in range(on, rate)):
        return None
    part = falls_on(row, on + 1, rate)
    return part if part.goods or part.origins else None


def _in_turn(frame: Frame, rate: int, mates: list[int]) -> None:
    """Give each of several rates its thing in turn: "tariffs on beef and wine to 9 and 4 percent respectively"."""
    row, last = frame.clause.row, frame.clause.last
    verb = frame.verbs[-1] if frame.verbs else None
    turn, count = sorted(mates).index(rate), len(mates)
    behind = next((i for i in range(max(mates) + 1, last) if row[i].lower in (*ON, "to", "for")), last)
    parts = [_complement(row, frame.at, min(mates), frame) if frame.at < min(mates) else None]
    parts += [falls_on(row, verb.at + 1, frame.at)] if verb is not None and verb.at < frame.first else []
    for part in (*parts, falls_on(row, behind + 1, last)):
        if part is not None and count in (len(part.goods), len(part.origins)):
            part.goods = [part.goods[turn]] if len(part.goods) == count else part.goods
            part.origins = [part.origins[turn]] if len(part.origins) == count else part.origins
            frame.falls = part
            owned = any(m.lower == "'s" for m in row[frame.first : frame.at])
            frame.first = frame.first if owned else frame.at
            return


def _of_relative(frame: Frame) -> None:
    """Read on what a measure falls in the relative clause right after it: "the duty that Peru charges on shrimp"."""
    row, clause = frame.clause.row, frame.clause
    part = next((c for c in frame.siblings if c.parent is clause and c.opener in ("that", "which")), None)
    after = row[frame.at + 1] if frame.at + 1 < len(row) else None
    near = frame.agent.how == "placed" or (
        after is not None and (after.kind == "party" or after.lower in _WHO)
    )
    if part is None and near and frame.at + 3 < clause.last:
        part = Clause(row, frame.at + 1, clause.last, "that", clause)
    listed = row[frame.at].lower.endswith("list")  # who else is on it
    if part is not None and not listed and part.last > part.first + 2 and row[part.first + 1].lower in _HOLDS:
        frame.falls.goods += falls_on(row, part.first + 2, part.last).goods
    if part is None or part.first - frame.at > 2 or frame.falls.origins or frame.falls.everybody:
        return
    on = next((i for i in range(part.first, part.last - 1) if row[i].lower in ON or _strikes(row, i)), None)
    if on is not None and any(act_of(m) for m in row[part.first : on]):
        _merge(frame.falls, falls_on(row, on + 1, part.last))


_HOLDS = frozenset(["contain", "contains", "cover", "covers", "include", "includes", "use", "uses"])
"""Verbs by which a relative clause says what goods a measure is on: "products that contain steel"."""
_WHO = frozenset(["it", "he", "she", "they"])


def _strikes(row: list[Mark], at: int) -> bool:
    """Whether a verb of a measure itself tells on whom it falls: "sanctions that hit Chilean banks"."""
    act = act_of(row[at])
    return (
        act is not None
        and act.lemma in ("hit", "target", "affect")
        and row[at - 1].lower in ("that", "which", "will")
    )


def _merge(into: Falls, found: Falls) -> Falls:
    for name in ("goods", "origins", "dests", "excluded", "excluded_codes", "unknown"):
        target = getattr(into, name)
        target += [x for x in getattr(found, name) if x not in target]
    into.everybody = into.everybody or found.everybody
    into.whole = into.whole or found.whole
    into.back = into.back or found.back
    into.imports = into.imports or found.imports
    into.theirs = into.theirs or (found.theirs and not into.origins)
    into.exports = into.exports or found.exports
    return into


def _complement(row: list[Mark], anchor: int, stop: int, frame: Frame) -> Falls | None:
    """Read what follows a measure: "on steel from Brazil", "for Vietnam", "imposed by Norway on ..."."""
    index = anchor + 1
    found: Falls | None = None
    while index < stop:
        word, mark = row[index].lower, row[index]
        if _opens(row, index, anchor, frame):
            part = falls_on(row, index + 1, stop)
            found = _merge(found or Falls(), part)
            index = max(part.end, index + 1)
            anchor = index
            continue
        if word in ("and", "or", ",") and index + 1 < stop and row[index + 1].kind == "lever":
            index += 2
            continue
        if word in HAVE and index + 1 < stop and row[index + 1].lower in ON:
            break
        act = act_of(mark)
        if act is not None and act.kinds[0] == "other" and is_verb(row, index):
            break
        if aside := _aside(row, index, stop):
            index += aside
            continue
        related = word == "with" and row[min(index + 1, stop - 1)].lower in ("regard", "respect")
        if related or _passed(mark):
            index += 1 + related
            continue
        if word == "by" and index + 1 < stop:
            index += 2 + (row[min(index + 2, stop - 1)].lower in _BUYERS)
            continue
        if word in ("and", "or") and found is None and row[anchor].kind == "lever" and index == anchor + 1:
            after = next((i for i in range(index + 2, min(index + 5, stop)) if row[i].lower in ON), None)
            if after is not None and all(m.kind in ("word", "act") for m in row[index + 1 : after]):
                index = after
                continue
        past = past_adjunct(row, index, stop) if found is None else index
        if past == index:
            break
        index = past
    return found


def _aside(row: list[Mark], index: int, stop: int) -> int:
    """Return how many marks a day, letters in brackets or a name in quotes take, 0 where none stands: "from May", "(MEP)"."""
    word, after = row[index].lower, row[index + 1 : min(index + 3, stop)]
    if word in ("from", "until", "since", "starting") and after and after[0].kind == "date":
        return 2
    if word == '"' and (
        close := next((i for i in range(index + 2, min(index + 5, stop)) if row[i].lower == word), 0)
    ):
        return close + 1 - index
    return 3 if word == "(" and len(after) == 2 and after[1].lower == ")" else 0


_NO_OBJECT = frozenset(
    ["ice", "hold", "account", "behalf", "grounds", "condition", "top", "average", "suspicion", "track"]
)


def _opens(row: list[Mark], index: int, anchor: int, frame: Frame) -> bool:
    """Whether what a measure falls on begins after a word: "on steel", "exports of", "barriers across"."""
    word, after = row[index].lower, row[index + 1 : index + 2]
    tied = index == anchor + 1 or (index > anchor and row[anchor + 1].lower == "by")
    if word == "of" and tied and after and after[0].kind != "amount":
        flows = row[anchor].lower.endswith(("exports", "imports", "purchase"))
        return flows or (row[anchor].ref in _OF_FLOWS and _curbs_flow(row, anchor))
    if word in ON and after and after[0].lower not in _NO_OBJECT:
        return True
    if word == "across" and row[index - 1].lower in ("barriers", "tariffs", "duties"):
        return True
    return word in ("for", "to", "from", "in") and index - anchor <= 7 and _may_open(row, index, frame)


def _passed(mark: Mark) -> bool:
    """Whether a mark may stand between a measure and what it falls on."""
    word = mark.lower
    return (
        word in _SKIP
        or word in _OPEN
        or word in NOT
        or mark.kind in ("amount", "date", "lever")
        or is_adverb(mark)
        or word in AUX
        or act_of(mark) is not None
        or word in ("effect", "into", "force", "a", "an", "the", "new", "additional", ",")
    )


_OF_FLOWS = ("limit", "quota", "export_quota", "tariff_quota", "import_ban", "export_ban")
"""Levers whose noun "of" ties to what flows: "its control of cocoa exports", "a quota of herring"."""
_OUT = words("flows_out", "measures")


def _curbs_flow(row: list[Mark], at: int) -> bool:
    """Whether a curb is on trade: not "its control of supply chains"."""
    return not row[at].lower.startswith("control") or bool(_OUT & {m.lower for m in row[at : at + 7]})


_OF_GOODS = ("quota", "tariff_quota", "export_quota", "minimum_price", "price_floor", "price_cap")
"""Levers that are for goods: "a minimum price of $9 a tonne for onions"."""


_LEADING = words("leading_goods", "measures")


def _made_by(row: list[Mark], at: int) -> bool:
    """Whether a thing or its makers and whose they are stand at a mark: "resins of U.S. origin", "exporting producers in Peru"."""
    at += row[at].kind == "act" and row[at].lower.endswith("ing")
    ties = row[at + 1 : at + 3]
    tied = bool(ties) and ties[0].lower in ("of", "from", "in", "originating", "made")
    return tied and row[at].kind == "word" and any(m.kind == "party" for m in row[at + 2 : at + 5])


_BUYERS = frozenset(["countries", "states", "members", "firms", "companies", "refiners", "governments"])
_APPLIED = words("applied_to", "measures")


def _may_open(row: list[Mark], index: int, frame: Frame) -> bool:
    word = row[index].lower
    nxt = index + 1
    while nxt < len(row) and row[nxt].lower in _LEADING:
        nxt += 1
    if nxt >= len(row):
        return False
    follows = row[nxt]
    if word == "for" and follows.kind == "word" and (frame.lever in _OF_GOODS or listed_so(row, index - 1)):
        return True
    if word == "for":
        named = nxt + 1 < len(row) and row[nxt + 1].kind == "good" and follows.kind in ("word", "act")
        named = named or (row[index - 1].kind == "amount" and _made_by(row, nxt))
        return (
            named
            or follows.kind in ("party", "good")
            or row[nxt - 1].lower in ("goods", "imports", "products", "all")
        )
    if word == "to":
        left = index - 1
        while left and (row[left].lower == "," or is_adverb(row[left])):
            left -= 1
        verb = row[left]
        applied = any((a := act_of(m)) and a.lemma == "apply" for m in row[:index])
        at_rate = (
            verb.kind in ("amount", "date") and applied and follows.kind in ("party", "good", "word", "act")
        )
        return at_rate or (follows.kind in ("party", "good", "word", "act") and (verb.lower in _APPLIED))
    if word == "from":
        return follows.kind == "party"
    return word == "in" and any(m.lower in ("sectors", "areas") for m in row[index : index + 4])


_LEADS = frozenset(
    [",", "and", ";", ")", ":", "on", "for", "while", "or", "with", "of", "at", "to", "from", "those", "that"]
)


def _thing_first(frame: Frame, floor: int, rate: int) -> None:
    """Read a list that names the thing before its rate: "steel at 25 percent, Cambodia (49%)"."""
    row = frame.clause.row
    opens = (
        i + 1
        for i in range(floor, rate)
        if row[i].lower == ":"
        or (row[i].sizes("rate", "specific") and row[i + 1].lower != "to")
        or (act_of(row[i]) and is_verb(row, i))
    )
    first = max(opens, default=floor)
    while first < rate and (row[first].lower in _LEADS or row[first].kind in ("amount", "lever")):
        first += 1
    part = falls_on(row, first, rate)
    _merge(frame.falls, part)


_TAKING = ("impose", "raise", "cut", "end", "pause", "exempt", "resume", "allow", "trade", "buy")


def _after_verb(frame: Frame) -> None:
    """Read who stands between the verb and its measure: "hit Brazil with a 50% duty"."""
    row = frame.clause.row
    verb = frame.verbs[-1] if frame.verbs else None
    if verb is None or verb.kind not in _TAKING:
        return
    first = verb.at + 1
    if any(m.kind == "lever" for m in row[first : frame.first]):
        return
    upon = first < frame.first and row[first].lower in ("on", "against", "upon")
    first += upon
    part = falls_on(row, first, frame.first)
    if verb.kind in ("allow", "trade", "buy") and not part.goods:
        counted = [row[i] for i in range(first, frame.first) if row[i].sizes("quantity", "count")]
        part.goods += [g for m in counted for g in unit_goods(m)]
    if part.origins or part.everybody or (part.goods and (upon or verb.kind in ("allow", "trade", "buy"))):
        _merge(frame.falls, part)


def goods_before(row: list[Mark], first: int, last: int) -> list[str]:
    """Return the goods that stand within a measure's phrase: "the steel and copper tariffs"."""
    found, chunk = Falls(), list[Mark]()
    for index in range(first, last):
        mark = row[index]
        if mark.kind == "good" or (
            mark.kind == "word" and chunk and mark.lower not in GENERIC | {"and", "or"}
        ):
            chunk.append(mark)
        else:
            flush(found, chunk, False)
    flush(found, chunk, False)
    return found.goods
