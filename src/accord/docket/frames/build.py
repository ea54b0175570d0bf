"""Frames of a report: every noun and verb that names a measure, with what its clause tells of it."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import (
    AUX,
    HAVE,
    NOMINAL,
    NOT,
    PREPOSITIONS,
    Clause,
    Verb,
    act_of,
    clauses,
    is_adverb,
    is_verb,
    party_of,
    phrase_start,
    verb_at,
)
from accord.docket.frames.life import deed_of, is_hypothetical, is_question
from accord.docket.frames.marks import Mark, marks_of
from accord.docket.frames.phrases import Falls, falls_on, goods_before
from accord.docket.frames.subjects import NOBODY, Role, subject
from accord.docket.reading import Reading
from accord.docket.rules import words
from accord.docket.tokens import Sentence

RATED = ("tariff", "export_tax", "tariff_exemption")
_ON = frozenset(["on", "against", "upon", "targeting", "hitting", "covering", "facing"])
_SKIP = frozenset(
    ['rate', 'rates', ')', '(', '%', 'ad', 'valorem', 'level', 'duty-free', 'each', 'both', 'respectively', '"', 'at', 'of', 'currently']
)
_OPEN = frozenset(
    ["imposed", "levied", "placed", "applied", "applicable", "applying", "put", "charged", "announced", "introduced", "set"]
)


def rows_of(reading: Reading) -> dict[int, list[Clause]]:
    """Return the clauses of every sentence, by its number."""
    return {s.number: clauses(marks_of(reading, s)) for s in reading.sentences if s.tokens}


def frames_of(reading: Reading) -> list[Frame]:
    """Return every frame of a report, in order."""
    found: list[Frame] = []
    for sentence in reading.sentences:
        if not reading.has_room(found, "measures"):
            break
        parts = reading.clauses_of(sentence)
        if not parts or is_question(sentence.text) or reading.in_table(sentence):
            continue
        found += _of_sentence(reading, sentence, parts, found)
    return found


def _of_sentence(
    reading: Reading, sentence: Sentence, parts: list[Clause], before: list[Frame]
) -> list[Frame]:
    row = parts[0].row
    old = _old(reading, sentence)
    rates = [
        i
        for i, m in enumerate(row)
        if m.kind == "amount" and m.amount.kind in ("rate", "zero", "specific") and m.amount.start not in old
    ]
    levers = [i for i, m in enumerate(row) if m.kind == "lever" and m.ref in RATED]
    held = _assign(row, parts, rates, levers, before, sentence, _spoken_of(reading, sentence))
    found: list[Frame] = []
    for at in levers:
        clause = _clause_of(parts, at)
        mine = held.get(at, [])
        if not mine and _is_head(row, at):
            frame = _frame(sentence, clause, row[at].lever, at, None)
            found += [frame] if is_tied(frame) else []
        found += _share([_frame(sentence, clause, row[at].lever, at, r, mine) for r in mine])
    found += _share(
        [_frame(sentence, _clause_of(parts, r), "tariff", r, r, held[-1]) for r in held.get(-1, [])]
    )
    from accord.docket.frames.others import others_of

    found += others_of(reading, sentence, parts, held)
    for frame in found:
        frame.siblings = parts
    return found


_NOT_HEAD = words("not_head", "measures")


def _is_head(row: list[Mark], at: int) -> bool:
    """Whether a measure's noun is no mere description of what follows: "the tariff threat"."""
    if at >= 2 and row[at - 1].lower == "-" and row[at - 2].lower == "non":
        return False
    return at + 1 >= len(row) or row[at + 1].lower not in _NOT_HEAD


def is_tied(frame: Frame) -> bool:
    """Whether something is done to the measure here, or it is said on what it falls: no mere mention."""
    row, clause = frame.clause.row, frame.clause
    before = frame.first - 1
    while before >= clause.first and (row[before].lower in ('"', "(") or is_adverb(row[before])):
        before -= 1
    lead = row[before] if before >= clause.first else None
    falls = frame.falls
    placed = bool(
        falls.goods or falls.origins or falls.dests or falls.everybody or frame.agent.how in ("by", "placed")
    )
    if frame.own is not None:
        return True
    if lead is None:
        return bool(frame.own) or placed
    if (act_of(lead) is not None and is_verb(row, before)) or (lead.lower in HAVE and bool(frame.verbs)):
        return True
    if (
        lead.lower in ("out", "up", "down", "off", "back", "away")
        and before - 1 >= clause.first
        and act_of(row[before - 1])
    ):
        return True
    if (
        lead.lower in ("of", "in", "to", "on", "from")
        and before - 1 >= clause.first
        and row[before - 1].lower in NOMINAL
    ):
        return True
    if lead.lower in NOMINAL:
        return True
    if lead.lower in PREPOSITIONS:
        return placed and lead.lower not in ("about", "over", "despite", "like", "than", "on")
    return placed or (
        lead.lower in ("and", "or", ",") and row[before - 1].kind == "lever" and bool(frame.verbs)
    )


def _clause_of(parts: list[Clause], at: int) -> Clause:
    return next(c for c in parts if c.first <= at < c.last)


def _share(mates: list[Frame]) -> list[Frame]:
    """Let the origin told last hold for a whole list: "145% on cars and 721% on graphite from Chile"."""
    last = mates[-1] if mates else None
    if last is not None and len(mates) > 1 and last.falls.origins:
        for frame in mates[:-1]:
            falls = frame.falls
            if frame.goods and not (falls.origins or falls.dests or falls.unknown or falls.everybody):
                falls.origins = list(last.falls.origins)
    return mates


def _old(reading: Reading, sentence: Sentence) -> set[int]:
    """Return where the amounts stand that only say what another was before, or by how much it moves."""
    old: set[int] = set()
    for change in reading.changes_of(sentence):
        told = [a for a in (change.new, change.old, change.by) if a is not None]
        head = change.new or change.old or change.by
        old |= {a.start for a in told if a is not head}
    return old


# Which rates are duties


_NOT_AFTER = frozenset(
    ["share", "stake", "growth", "decline", "drop", "chance", "owned", "higher", "lower", "more", "less", "decrease", "increase", "interest", "points", "of"]
)
_NOT_NEAR = frozenset(
    ["growth", "inflation", "gdp", "share", "shares", "deficit", "surplus", "stake", "ownership", "accounts", "accounted", "fell", "rose", "grew", "repo", "interest", "unemployment", "yield", "probability", "approval", "capacity", "output", "production", "population", "respondents", "vote"]
)
_CHARGING = frozenset(
    ["charge", "tax", "pay", "face", "levy", "impose", "slap", "hit", "set", "cut", "raise", "lower", "reduce", "increase", "bring", "apply"]
)


def _assign(
    row: list[Mark], parts: list[Clause], rates: list[int], levers: list[int], before: list[Frame],
    sentence: Sentence, near: bool,
) -> dict[int, list[int]]:  # fmt: skip
    """Give each rate that is a duty to the noun it belongs to; -1 for those of a duty told of before."""
    held: dict[int, list[int]] = {}
    last: int | None = None
    near = near or any(f.lever in RATED and sentence.number - f.sentence.number <= 2 for f in before[-6:])
    for rate in rates:
        lever = _lever_of(row, parts, rate, levers)
        if (
            row[rate].amount.kind == "zero"
            and lever is None
            and ("dut" in row[rate].lower or "tarif" in row[rate].lower)
        ):
            lever = -1
        if lever is None and _excluded(row, rate):
            continue
        if lever is None and last is not None and _lists(row, rate, last):
            lever = next(k for k, v in held.items() if last in v)
            if lever >= 0 and _own_verb(row, _clause_of(parts, rate), lever, rate):
                lever = -1
        if (
            lever is None
            and row[rate].amount.kind != "specific"
            and _carried(row, parts, rate, near, bool(levers))
        ):
            lever = -1
        if lever is not None:
            held.setdefault(lever, []).append(rate)
            last = rate
    return held


def _own_verb(row: list[Mark], clause: Clause, lever: int, rate: int) -> bool:
    """Whether a rate stands in a clause of its own with a verb of its own: ", and it will raise it to 25%"."""
    return lever < clause.first and any(verb_at(row, i, clause.first) for i in range(clause.first, rate))


def _excluded(row: list[Mark], rate: int) -> bool:
    after = row[rate + 1].lower if rate + 1 < len(row) else ""
    if after in _NOT_AFTER:
        tail = [m for m in row[rate + 1 : rate + 5]]
        return not any(m.kind == "lever" or m.lower == "rate" for m in tail)
    lead = rate - 1
    while lead > 0 and (
        is_adverb(row[lead])
        or row[lead].lower in ("about", "around", "some", "more", "than", "over", "another", "a", "further")
    ):
        lead -= 1
    if rate and row[lead].lower == "by":
        return True
    return any(m.lower in _NOT_NEAR for m in row[max(rate - 7, 0) : rate + 4])


def _lever_of(row: list[Mark], parts: list[Clause], rate: int, levers: list[int]) -> int | None:
    clause = _clause_of(parts, rate)
    best: tuple[int, int] | None = None
    for at in levers:
        if rate < at and phrase_start(row, at, clause.first) <= rate:
            return at
        if (
            rate < at <= rate + 4
            and not _excluded(row, rate)
            and row[rate + 1].lower in ("in", "rate", "reciprocal")
        ):
            best = min(best or (99, at), (at - rate, at))
        if clause.first <= at < rate and not _excluded(row, rate):
            best = min(best or (99, at), (rate - at, at))
    return best[1] if best else None


def _lists(row: list[Mark], rate: int, last: int) -> bool:
    """Whether a rate goes on a list: "25 percent on steel, 10 percent on copper"."""
    between = row[last + 1 : rate]
    return (
        len(between) < 24
        and any(m.lower in (",", "and", ";", "while", "or") for m in between)
        and (
            (rate + 1 < len(row) and row[rate + 1].lower in _ON | {"for", ")"})
            or row[rate - 1].lower in ("(", "at", ":", "of", "to", "-")
            or row[rate - 1].kind in ("party", "good")
        )
    )


def _spoken_of(reading: Reading, sentence: Sentence) -> bool:
    """Whether one of the two sentences before names a duty, be it in a question."""
    for other in reading.sentences[max(sentence.number - 3, 0) : sentence.number]:
        parts = reading.clauses_of(other)
        if parts and any(m.kind == "lever" and m.ref in RATED for m in parts[0].row):
            return True
    return False


def _carried(row: list[Mark], parts: list[Clause], rate: int, near: bool, here: bool) -> bool:
    """Whether a rate without a noun goes on about a duty told of before: "the rate will rise to 30%"."""
    near = near or here
    clause = _clause_of(parts, rate)
    window = row[max(clause.first, rate - 8) : rate]
    verbs = [a for m in window if (a := act_of(m)) is not None]
    charging = any(a.lemma in _CHARGING or a.kinds[0] in ("raise", "cut", "impose") for a in verbs)
    after = row[rate + 1].lower if rate + 1 < len(row) else ""
    direct = charging and row[rate - 1].lower in (
        "charged",
        "taxed",
        "pay",
        "pays",
        "paying",
        "levied",
        "at",
        "to",
    )
    charged = bool(verbs) and verbs[-1].lemma in ("charge", "tax", "levy") and window[-1].kind == "act"
    if not near:
        follows = row[rate + 2].kind if rate + 2 < len(row) else ""
        goods = any(m.lower in ("goods", "imports", "exports", "products") for m in row[clause.first : clause.last])
        paid = bool(verbs) and verbs[-1].lemma in ("pay", "face") and goods
        return (direct or charged or paid) and (
            (after in ("on", "for") and (follows in ("good", "party") or goods)) or (paid and after in ("in", "to", "instead"))
        )
    offered = bool(verbs) and verbs[-1].kinds[0] in ("propose", "agree", "threaten", "face")
    return (
        charging or offered or after in _ON or any(m.lower in ("rate", "rates", "it", "that") for m in window)
    )


# One frame


def _frame(
    sentence: Sentence, clause: Clause, lever: str, at: int, rate: int | None, mates: list[int] | None = None
) -> Frame:
    row = clause.row
    amount = row[rate].amount if rate is not None else None
    first = phrase_start(row, at, clause.first) if row[at].kind == "lever" else at
    frame = Frame(sentence, clause, lever, at, first)
    frame.amount = amount
    if amount is not None:
        frame.value = amount.value
    _govern(frame)
    _falls(frame, rate, mates or [])
    _agent(frame)
    if amount is not None and amount.kind == "zero" and at == rate:
        _free(frame)
    _exempts(frame)
    if (
        amount is None
        and lever == "tariff"
        and any(m.lower == "no" for m in row[first:at])
        and _told_of_nobody(frame)
    ):
        frame.lever, frame.value, frame.deed = "tariff_exemption", 0.0, "exempt"
    return frame


def _told_of_nobody(frame: Frame) -> bool:
    """Whether "no duty" says that goods are free: "no duties on goods from Chile", "pays no duty"."""
    verbs = [*frame.verbs, *((frame.own,) if frame.own else ())]
    return (
        (not verbs
        and bool(frame.falls.origins or frame.falls.goods))
        or (bool(verbs)
        and verbs[-1].kind in ("face", "impose")
        and (
            frame.own is None
            and verbs[-1].tense in ("present", "past", "future")
            and verbs[-1].kind == "face"
        ))
    )


def _free(frame: Frame) -> None:
    """Read "duty-free access to Norway for Chile's cheese": the market grants it, whose goods enter has it."""
    row, clause = frame.clause.row, frame.clause
    for index in range(frame.at + 1, clause.last - 1):
        if row[index].lower in ("to", "into", "in") and (
            party := party_of(row[min(index + 1 + (row[index + 1].lower == "the"), clause.last - 1)])
        ):
            frame.falls = falls_on(row, clause.last, clause.last)
            frame.agent = Role(party.codes, "market", row[index + 1].text, party.kind)
            others = [
                c
                for i in range(clause.first, clause.last)
                if (p := party_of(row[i])) and p.kind != "person"
                for c in p.codes
                if c not in party.codes
            ]
            if others:
                frame.patient = Role(tuple(dict.fromkeys(others)), "enters", "", "economy")
            return


def _exempts(frame: Frame) -> None:
    """Read "the duty will not apply to energy" as what it is, an exemption for energy."""
    own = frame.own
    if own is None or own.act.lemma != "apply" or not own.negated:
        return
    row = frame.clause.row
    if any(m.lower == "longer" for m in row[own.group : own.at]):
        frame.deed = "end"
        return
    if own.at + 1 < frame.clause.last and row[own.at + 1].lower == "to":
        frame.lever, frame.deed = "tariff_exemption", "exempt"
        frame.falls = falls_on(row, own.at + 2, frame.clause.last)
        frame.goods = tuple(frame.falls.goods)


def _govern(frame: Frame) -> None:
    """Collect the verbs and nouns of acting that govern the measure, and the verb it is the subject of."""
    row, clause = frame.clause.row, frame.clause
    verbs, kinds = _before(row, clause, frame.first)
    direct = bool(kinds)
    if direct and verbs and not _reaches(row, verbs[-1], frame.first):
        direct = False
    after = row[frame.at + 1].lower if frame.at + 1 < clause.last else ""
    if after in NOMINAL and NOMINAL[after] in ("cut", "raise", "end", "pause", "exempt", "impose"):
        kinds = [*kinds, NOMINAL[after]]
    own = (
        None
        if direct and kinds[-1] not in ("announce", "agree", "ask", "threaten", "propose")
        else _own(frame)
    )
    if own is None and not direct and kinds:
        pass
    frame.verbs, frame.kinds = verbs, kinds
    frame.direct = own is None and bool(verbs)
    above(frame)
    if own is not None:
        frame.own = own
        frame.kinds = [*frame.kinds, own.kind]
    frame.deed = _stopped(frame) or deed_of(frame.kinds)


def _stopped(frame: Frame) -> str:
    """Return "end" or "pause" where the verb of imposing is what stops: "will stop collecting the duty"."""
    if len(frame.verbs) < 2 or frame.own is not None:
        return ""
    outer, inner = frame.verbs[-2:]
    near = inner.at - outer.at <= 3 and inner.tense in ("gerund", "infinitive")
    return outer.kind if near and outer.kind in ("end", "pause", "resume") and inner.kind == "impose" else ""


def above(frame: Frame) -> None:
    """Add the verbs of the clauses that a clause with "that" hangs on: "announced that it would impose"."""
    up = frame.clause
    first = frame.verbs[0] if frame.verbs else None
    if first is not None and up.opener in ("and", "or", ",") and up.parent is not None and _bare(first):
        more, outer = _before(up.row, up.parent, up.parent.last)
        if more and more[-1].tense in ("infinitive", "future", "gerund"):
            shared = replace(
                first, modal=more[-1].modal, tense=more[-1].tense, negated=first.negated or more[-1].negated
            )
            frame.verbs = [*more[:-1], shared, *frame.verbs[1:]]
            frame.kinds = [*outer[:-1], *frame.kinds]
            up = up.parent
    while up.parent is not None and up.opener in ("that", "to") and not is_hypothetical(up.parent):
        up = up.parent
        more, outer = _before(up.row, up, up.last)
        frame.verbs = [*more, *frame.verbs]
        frame.kinds = [*outer, *frame.kinds]


def _bare(verb: Verb) -> bool:
    """Whether a verb has neither modal nor ending, and so shares what stands before "and": "to cut or end"."""
    return not verb.modal and verb.group == verb.at and verb.act.form in ("base", "any", "ing")


def _before(row: list[Mark], clause: Clause, end: int) -> tuple[list[Verb], list[str]]:
    verbs: list[Verb] = []
    kinds: list[str] = []
    for index in range(clause.first, end):
        verb = verb_at(row, index, clause.first)
        if verb is not None:
            if verb.passive and verb.at + 1 < end and row[verb.at + 1].lower == "by":
                continue
            verb = _carried_on(verb, clause)
            verbs.append(verb)
            kinds.append(_kind(verb, row))
        elif row[index].lower in NOMINAL and row[index].kind in ("word", "act"):
            kinds.append(NOMINAL[row[index].lower])
    return verbs, kinds


def _carried_on(verb: Verb, clause: Clause) -> Verb:
    """Give a participle after "and" the modal it shares: "will be raised or newly introduced"."""
    parent = clause.parent
    bare = (
        (verb.act.form in ("both", "participle")
        and verb.group == verb.at)
        or (verb.tense == "past"
        and not verb.modal)
    )
    if parent is None or clause.opener not in ("and", "or", ",") or not bare or verb.act.form == "past":
        return verb
    earlier = [v for i in range(parent.first, parent.last) if (v := verb_at(parent.row, i, parent.first))]
    last = earlier[-1] if earlier else None
    if last is not None and last.passive and last.modal and verb.group == verb.at:
        return replace(verb, passive=True, modal=last.modal, tense=last.tense)
    return verb


def _kind(verb: Verb, row: list[Mark]) -> str:
    """Return a verb's class; "lift to 20 percent" is a rise, "cut" with nothing after it is a cut."""
    if verb.act.lemma == "lift" and any(m.lower == "to" for m in row[verb.at : verb.at + 12]):
        if any(m.kind == "amount" for m in row[verb.at : verb.at + 14]):
            return "raise"
    return verb.kind


def _reaches(row: list[Mark], verb: Verb, first: int) -> bool:
    """Whether a verb before a measure has it as its object: no other subject between them."""
    between = row[verb.at + 1 : first]
    return not any(m.lower in (";", ":") for m in between)


def _own(frame: Frame) -> Verb | None:
    """Return the verb that the measure is the subject of: "the duty will rise", "tariffs were lifted"."""
    row, clause = frame.clause.row, frame.clause
    for index in range(frame.at + 1, clause.last):
        verb = verb_at(row, index, clause.first)
        if verb is None:
            continue
        if verb.passive and verb.group == verb.at:
            if verb.kind not in ("cut", "raise", "end", "pause"):
                continue
        return verb if _kind(verb, row) not in ("announce",) or verb.passive else None
    return None


# On what and whom it falls


def _falls(frame: Frame, rate: int | None, mates: list[int]) -> None:
    row, clause = frame.clause.row, frame.clause
    frame.goods = tuple(goods_before(row, frame.first, frame.at))
    anchors = [frame.at] if rate is None else [max(rate, frame.at)]
    if rate is not None and len(mates) > 1:
        anchors = [rate]
    elif rate is not None and rate != frame.at:
        anchors = [frame.at, rate] if frame.at < rate else [frame.at]
    stop = min((m for m in mates if rate is not None and m > rate), default=clause.last)
    for anchor in anchors:
        found = _complement(row, anchor, clause.last if anchor != rate else max(stop, anchor), frame)
        if found is not None:
            _merge(frame.falls, found)
    if rate is not None and len(mates) > 1 and not (frame.falls.goods or frame.falls.origins):
        floor = (
            max((m for m in mates if m < rate), default=frame.at if frame.at < rate else clause.first - 1) + 1
        )
        _thing_first(frame, floor, rate)
    if not frame.falls.goods and not frame.falls.origins and not frame.falls.everybody:
        _after_verb(frame)
    if (
        not frame.falls.goods
        and frame.kinds
        and clause.last < len(row)
        and row[clause.last].lower == ":"
        and len(mates) < 2
    ):
        _merge(frame.falls, falls_on(row, clause.last + 1, len(row)))
    frame.goods = tuple(dict.fromkeys((*frame.falls.goods, *(frame.goods if not frame.falls.goods else ()))))
    frame.excluded = tuple(frame.falls.excluded)


def _merge(into: Falls, found: Falls) -> None:
    for name in ("goods", "origins", "dests", "excluded", "excluded_codes", "unknown"):
        target = getattr(into, name)
        target += [x for x in getattr(found, name) if x not in target]
    into.everybody = into.everybody or found.everybody
    into.imports = into.imports or found.imports
    into.exports = into.exports or found.exports


def _complement(row: list[Mark], anchor: int, stop: int, frame: Frame) -> Falls | None:
    """Read what follows a measure: "on steel from Brazil", "for Vietnam", "imposed by Norway on ..."."""
    index = anchor + 1
    found: Falls | None = None
    while index < stop:
        word, mark = row[index].lower, row[index]
        near = index - anchor <= 7
        if word in _ON or (word in ("for", "to", "from", "in") and near and _may_open(row, index, frame)):
            part = falls_on(row, index + 1, stop)
            if found is None:
                found = part
            else:
                _merge(found, part)
            index = max(part.end, index + 1)
            anchor = index
            continue
        if word in HAVE and index + 1 < stop and row[index + 1].lower in _ON:
            break
        if (
            word in _SKIP
            or word in _OPEN
            or word in NOT
            or mark.kind in ("amount", "date", "lever")
            or is_adverb(mark)
            or (word in AUX or (act_of(mark) is not None))
            or word in ("effect", "into", "force", "a", "an", "the", "new", "additional", ",")
        ):
            index += 1
            continue
        if word == "by" and index + 1 < stop:
            index += 2
            continue
        break
    return found


def _may_open(row: list[Mark], index: int, frame: Frame) -> bool:
    word = row[index].lower
    nxt = index + 1
    while nxt < len(row) and row[nxt].lower in (
        "the",
        "all",
        "goods",
        "imports",
        "certain",
        "most",
        "other",
        "products",
        "any",
        "both",
    ):
        nxt += 1
    if nxt >= len(row):
        return False
    follows = row[nxt]
    if word == "for":
        return follows.kind in ("party", "good") or row[nxt - 1].lower in (
            "goods",
            "imports",
            "products",
            "all",
        )
    if word == "to":
        verb = row[index - 1]
        return follows.kind in ("party", "good", "word") and (
            verb.lower in ("apply", "applies", "applied", "applicable", "applying", "extended", "exports")
        )
    if word == "from":
        return follows.kind == "party"
    return word == "in" and any(m.lower in ("sectors", "areas") for m in row[index : index + 4])


def _thing_first(frame: Frame, floor: int, rate: int) -> None:
    """Read a list that names the thing before its rate: "steel at 25 percent, Cambodia (49%)"."""
    row = frame.clause.row
    first = floor
    while first < rate and (
        row[first].lower in (",", "and", ";", ")", "on", "for", "while", "or", "with", "of", "at", "to")
    ):
        first += 1
    part = falls_on(row, first, rate)
    _merge(frame.falls, part)


def _after_verb(frame: Frame) -> None:
    """Read who stands between the verb and its measure: "hit Brazil with a 50% duty"."""
    row = frame.clause.row
    verb = frame.verbs[-1] if frame.verbs else None
    if verb is None or verb.kind not in (
        "impose",
        "raise",
        "cut",
        "end",
        "pause",
        "exempt",
        "resume",
        "allow",
        "trade",
        "buy",
    ):
        return
    first = verb.at + 1
    if first < frame.first and row[first].lower in ("on", "against", "upon"):
        first += 1
    part = falls_on(row, first, frame.first)
    if part.origins or part.everybody or (part.goods and verb.kind in ("allow", "trade", "buy")):
        _merge(frame.falls, part)


# Who does it


def _agent(frame: Frame) -> None:
    """Fill agent and patient by grammar: who imposed it, whose it is, who acts, who faces it."""
    row, clause = frame.clause.row, frame.clause
    agent = _by(row, frame.at, clause.last) if row[frame.at].kind != "act" else NOBODY
    owner = _owner(frame)
    verb = frame.verbs[-1] if frame.verbs else frame.own
    acting = subject(clause, verb.group) if frame.direct and verb is not None else NOBODY
    if frame.direct and verb is not None and verb.passive and frame.deed != "face":
        frame.patient = frame.patient or Role(acting.codes, "struck", acting.words, acting.kind)
        acting = _by(row, verb.at, clause.last)
    if "face" in frame.kinds and acting.codes:
        frame.patient, acting = replace(acting, how="faces it"), NOBODY
        agent = agent or _market(frame)
    elif acting.kind == "seller" and acting.codes:
        frame.patient, acting = acting, NOBODY
    if not agent and owner.codes and acting.codes and set(owner.codes) != set(acting.codes):
        if acting.kind != "person" or frame.deed in ("cut", "end", "impose", "raise"):
            if _owner_is_target(frame, acting):
                frame.patient, owner = frame.patient or replace(owner, how="owner"), NOBODY
    frame.agent = agent or owner or acting
    if not frame.agent.kind and acting.kind:
        frame.agent = acting
    if not frame.agent and frame.agent.kind in ("", "thing", "measure"):
        frame.agent = _announced(frame) or frame.agent


def _market(frame: Frame) -> Role:
    """Return where a duty is faced: "will pay 20 percent in the United States"."""
    row = frame.clause.row
    for index in range(frame.at, min(frame.at + 8, frame.clause.last - 1)):
        if row[index].lower in ("in", "into", "to"):
            step = index + 1 + (row[index + 1].lower == "the")
            party = party_of(row[step]) if step < frame.clause.last else None
            if party is not None and party.codes:
                return Role(party.codes, "market", row[step].text, party.kind)
    return NOBODY


def _owner_is_target(frame: Frame, acting: Role) -> bool:
    """Whether "Swiss tariffs" are those on Swiss goods: somebody else cuts or imposes them."""
    return frame.deed in ("impose", "cut", "raise", "end", "pause") and not (
        {"ask", "agree", "announce", "propose"} & set(frame.kinds[-2:-1]) and acting.kind == "person"
    )


def _announced(frame: Frame) -> Role:
    """Return who announces a measure, unless it is who suffers it."""
    who = _matrix(frame)
    hit = {*frame.patient.codes, *frame.falls.origins}
    return NOBODY if set(who.codes) & hit else who


def _matrix(frame: Frame) -> Role:
    """Return who announces what clause tells: "Norway said the duty would rise"."""
    clause = frame.clause
    row = clause.row
    for index in range(frame.first - 1, clause.first - 1, -1):
        verb = verb_at(row, index, clause.first)
        if verb is not None and verb.kind in ("announce", "agree", "threaten", "impose", "cut", "end"):
            who = subject(clause, verb.group)
            if who.codes:
                return replace(who, how="announces it")
    for index in range(clause.last, min(clause.last + 14, len(row))):
        act = act_of(row[index])
        if act is not None and act.lemma in ("say", "announce", "tell", "state"):
            told = [p for i in range(clause.last, index) if (p := party_of(row[i])) is not None and p.codes]
            if told:
                return Role(told[-1].codes, "announces it", row[index].text, told[-1].kind)
    if clause.parent is not None and clause.opener == "that":
        up = clause.parent
        for index in range(up.last - 1, up.first - 1, -1):
            verb = verb_at(row, index, up.first)
            if verb is not None:
                who = subject(up, verb.group)
                return replace(who, how="announces it") if who.codes else who
    return NOBODY


def _by(row: list[Mark], at: int, stop: int) -> Role:
    """Return who a measure is imposed by, or who a relative clause says placed it."""
    for index in range(at + 1, min(at + 14, len(row))):
        word = row[index].lower
        if row[index].kind == "punct" and word in ";:.,":
            break
        before = act_of(row[index - 1])
        if word == "by" and before is not None and "face" in before.kinds:
            return NOBODY
        if word == "by" and (before is not None or index - at <= 2):
            step = index + 1
            while step < len(row) and step < index + 4 and row[step].kind != "party":
                step += 1
            party = party_of(row[step]) if step < len(row) else None
            if party is not None and row[index + 1].kind != "amount":
                codes = list(party.codes)
                while (
                    step + 2 < len(row)
                    and row[step + 1].lower in ("and", ",")
                    and (more := party_of(row[step + 2]))
                ):
                    codes += more.codes
                    step += 2
                return Role(tuple(dict.fromkeys(codes)), "by", row[step].text, party.kind or "unknown")
            return NOBODY
        if row[index].kind == "party" and index - at <= 8:
            step = index + 1
            while step < len(row) and (row[step].lower in AUX or is_adverb(row[step])):
                step += 1
            act = act_of(row[step]) if step < len(row) else None
            relative = (
                row[index - 1].lower in ("that", "which", "the")
                or index - at <= 2
                or (row[index - 1].kind in ("amount", "lever"))
            )
            if (
                act is not None
                and relative
                and act.kinds[0] in ("impose", "raise", "announce", "threaten")
                and (is_verb(row, step) and row[index - 1].lower not in PREPOSITIONS | {","})
            ):
                party = party_of(row[index])
                return Role(party.codes, "placed", row[index].text, party.kind) if party else NOBODY
    return NOBODY


def _owner(frame: Frame) -> Role:
    """Return whose the measure is by its own phrase: "U.S. tariffs", "India's average duty", "its levy"."""
    row = frame.clause.row
    for index in range(frame.first, frame.at):
        mark = row[index]
        party = party_of(mark)
        if party is not None:
            if party.kind == "person" and row[index + 1].lower != "'s":
                continue
            nxt = row[index + 1] if index + 1 < len(row) else None
            if (
                nxt is not None
                and (nxt.kind == "good" or nxt.lower in ("imports", "goods", "-", "import"))
                and (
                    not (
                        (nxt.kind == "good"
                        and mark.text.endswith((".", "US", "EU", "UK")))
                        or nxt.lower == "import"
                    )
                )
            ):
                frame.patient = frame.patient or Role(party.codes, "goods of", mark.text, party.kind)
                continue
            return Role(party.codes, "owner", mark.text, party.kind or "unknown")
        if mark.lower in ("its", "their", "his", "her", "our"):
            if index and row[index - 1].lower in PREPOSITIONS and mark.lower in ("its", "their"):
                near = next(
                    (
                        p
                        for i in range(index - 1, -1, -1)
                        if (p := party_of(row[i])) and p.kind != "person" and p.codes
                    ),
                    None,
                )
                if near is not None:
                    return Role(near.codes, "owner", mark.lower, near.kind)
            verb = frame.verbs[-1] if frame.verbs else None
            if verb is not None:
                who = subject(frame.clause, verb.group)
                if who.codes or who.kind:
                    return replace(who, how="owner")
            return Role((), "pronoun", mark.lower, "we" if mark.lower == "our" else "pronoun")
    return NOBODY
