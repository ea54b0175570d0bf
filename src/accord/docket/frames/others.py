"""Frames of levers other than duties: bans and controls, sanctions, quotas, purchases, investments, credits."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.amounts import Amount
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, Verb, act_of, party_of, verb_at
from accord.docket.frames.life import deed_of
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.frames.subjects import NOBODY, Role, subject
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

DEALS = ("purchase", "investment", "credit", "subsidy", "stake", "purchase_stop")
_LIMITING = frozenset(
    ["ban", "prohibit", "forbid", "bar", "outlaw", "block", "halt", "restrict", "limit", "curb", "stop", "embargo", "suspend", "tighten"]
)
_HARD = frozenset(["ban", "prohibit", "forbid", "bar", "outlaw", "block", "halt", "stop", "embargo", "suspend"])
_OUT = frozenset(["export", "exports", "shipment", "shipments", "exporting", "shipping", "sale", "sales", "selling", "supplies"])
_IN = frozenset(["import", "imports", "importing", "importation"])
_TRADE = frozenset(["trade"])
_CROSS = frozenset(["deal", "agreement", "pact", "war", "talks"])
_NO_MEASURE = frozenset(
    ["visa", "travel", "flight", "flights", "speech", "media", "immigration", "migration", "abortion", "birth", "age", "spending", "speed", "weapons", "nuclear", "missile", "price-gouging", "smoking", "emissions", "time", "debt"]
)


def others_of(
    reading: Reading, sentence: Sentence, parts: list[Clause], held: dict[int, list[int]]
) -> list[Frame]:
    """Return the frames of a sentence that are no duties."""
    found: list[Frame] = []
    row = parts[0].row
    for clause in parts:
        used: set[int] = set()
        for at in range(clause.first, clause.last):
            if row[at].kind == "lever" and row[at].ref not in ("tariff", "export_tax", "tariff_exemption"):
                found += _noun(sentence, clause, at)
            elif act_of(row[at]) is not None:
                found += _verb(sentence, clause, at, used)
            elif row[at].kind == "amount" and row[at].amount.kind == "specific":
                found += _priced(sentence, clause, at)
    return found


_CEILING = frozenset(["cap", "ceiling", "capped"])
_FLOOR = frozenset(["floor", "minimum"])


def _priced(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return a price cap or a floor told by its figure: "to pay no more than $44 a barrel"."""
    row = clause.row
    near = [m.lower for m in row[max(clause.first, at - 12) : min(at + 8, clause.last)]]
    bound = row[at].amount.bound
    lead = " ".join(m.lower for m in row[max(at - 3, 0) : at])
    text = row[at].lower
    if any(m.kind == "lever" and m.ref in ("tariff", "export_tax", "price_cap", "minimum_price", "price_floor") for m in row):
        return []
    if "no more than" in lead + text or set(near) & _CEILING:
        lever = "price_cap"
    elif "less than" in lead + text or set(near) & _FLOOR or (bound == "at least" and "price" in near):
        lever = "minimum_price"
    else:
        return []
    frame = _verb_frame(sentence, clause, at, lever)
    frame.amount, frame.value = row[at].amount, row[at].amount.value
    frame.falls = falls_on(row, clause.first, at)
    frame.goods = tuple(frame.falls.goods)
    frame.deed, frame.patient = "impose", Role(tuple(frame.falls.origins), "goods of", "", "economy")
    return [frame]


# Nouns


def _noun(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    from accord.docket.frames.build import _frame, _is_head, is_tied

    row = clause.row
    if not _is_head(row, at):
        return []
    frame = _frame(sentence, clause, str(row[at].ref), at, None)
    if frame.lever == "limit":
        if at + 2 < clause.last and any(m.kind == "lever" for m in row[at + 2 : at + 4]):
            return []
        frame.lever = _limit(frame)
        near = {m.lower for m in row[at : at + 9]}
        if frame.lever and near & _OUT and near & _IN and is_tied(frame):
            hard = frame.lever.endswith("ban")
            return [
                replace(frame, lever=x)
                for x in (("export_ban", "import_ban") if hard else ("export_control", "import_restriction"))
            ]
    if frame.lever == "cap":
        frame.lever = "price_cap" if "price" in [m.lower for m in row[max(at - 2, 0) : at + 5]] else "quota"
    if not frame.lever:
        return []
    if frame.lever in DEALS:
        return _deals(frame)
    if not is_tied(frame):
        return []
    if frame.lever == "other":
        frame.goods = (" ".join(m for m in row[at].lower.split() if not m.startswith("tax")),)
    if frame.lever in ("licence",) and not frame.kinds:
        return []
    if frame.lever in (
        "quota",
        "export_quota",
        "tariff_quota",
        "price_cap",
        "minimum_price",
        "price_floor",
        "port_fee",
    ):
        return _with_amounts(frame, ("quantity", "money", "specific", "count"))
    return [frame]


def _limit(frame: Frame) -> str:
    """Return what a ban, a control or a curb is: of exports, of imports, or nothing economic."""
    row = frame.clause.row
    noun = row[frame.at].lower
    hard = noun.startswith(("ban", "embargo", "moratorium", "halt"))
    near = [m.lower for m in row[max(frame.first - 2, 0) : frame.at + 12]]
    if set(near) & _NO_MEASURE:
        return ""
    after = [m.lower for m in row[frame.at : frame.at + 8]]
    if set(after) & _IN or "import" in near[: frame.at - max(frame.first - 2, 0)]:
        return "import_ban" if hard else "import_restriction"
    if set(after) & _OUT or "export" in near or frame.falls.exports:
        return "export_ban" if hard else "export_control"
    if not frame.falls.goods and not frame.goods:
        return ""
    if frame.falls.origins and hard:
        return "import_ban"
    if frame.falls.dests or not hard:
        return "export_control"
    return "import_ban" if frame.falls.origins else "export_ban"


def _with_amounts(frame: Frame, kinds: tuple[str, ...]) -> list[Frame]:
    """Give a quota or a price its figure: the nearest in its clause."""
    row, clause = frame.clause.row, frame.clause
    near = [
        (abs(i - frame.at), i)
        for i in range(clause.first, clause.last)
        if row[i].kind == "amount" and row[i].amount.kind in kinds
    ]
    if near:
        found = row[min(near)[1]].amount
        frame.amount, frame.value = found, found.value
    return [frame]


# Deals: purchases, investments, credits


def _deals(frame: Frame) -> list[Frame]:
    """Return a deal named by a noun where somebody commits to it or its size is told."""
    row, clause = frame.clause.row, frame.clause
    if frame.lever == "purchase":
        of = next(
            (i for i in range(frame.at + 1, min(frame.at + 8, clause.last)) if row[i].lower == "of"), None
        )
        part = falls_on(row, of + 1, clause.last) if of is not None else frame.falls
        frame.falls = part
        frame.goods = tuple(part.goods) or frame.goods
    if frame.lever == "purchase" and {"end", "pause"} & set(frame.kinds):
        frame.lever, frame.deed = "purchase_stop", "buy"
        _deal_roles(frame)
        return [frame] if frame.goods else []
    if frame.lever == "purchase":
        sizes = [
            i
            for i in range(frame.at, clause.last)
            if row[i].kind == "amount" and row[i].amount.kind in ("money", "quantity", "count")
        ]
        if len(sizes) > 1:
            return _sizes(frame, sizes)
    near = _amounts_near(frame)
    committed = set(frame.kinds) & {
        "agree",
        "announce",
        "buy",
        "invest",
        "raise",
        "impose",
        "propose",
        "support",
        "start",
        "keep",
    }
    from accord.docket.frames.build import is_tied

    if not near and not (committed and is_tied(frame) and (frame.goods or frame.lever == "investment")):
        return []
    if near:
        frame.amount = near[0]
        frame.value = near[0].value
    _deal_roles(frame)
    return [frame]


def _sizes(frame: Frame, sizes: list[int]) -> list[Frame]:
    """Return one purchase for each size told: "purchases of 300 trucks, 4 million tonnes of wheat"."""
    row, clause = frame.clause.row, frame.clause
    found = []
    for number, size in enumerate(sizes):
        end = sizes[number + 1] if number + 1 < len(sizes) else clause.last
        first = size + 1
        while first < end and row[first].lower in ("of", "worth", "in", "the"):
            first += 1
        part = falls_on(row, first, end)
        one = replace(
            frame, amount=row[size].amount, value=row[size].amount.value, falls=part, goods=tuple(part.goods)
        )
        _deal_roles(one)
        found.append(one)
    return found


def _word(row: list[Mark], at: int) -> str:
    return row[at].lower if at < len(row) else ""


def _amounts_near(frame: Frame) -> list[Amount]:
    row, clause = frame.clause.row, frame.clause
    kinds = ("money",) if frame.lever in ("investment", "credit", "subsidy") else ("money", "quantity")
    close = [
        row[i].amount
        for i in range(max(clause.first, frame.at - 9), min(clause.last, frame.at + 9))
        if row[i].kind == "amount" and row[i].amount.kind in kinds
    ]
    return close


def _deal_roles(frame: Frame) -> None:
    """The giver imposes, who receives is the target: "in the United States", "from Norway", "U.S. soybeans"."""
    falls = frame.falls
    row, clause = frame.clause.row, frame.clause
    agent = set(frame.agent.codes)
    for index in range(frame.at + 1, clause.last):
        party = party_of(row[index])
        if party is None or party.kind == "person" or not party.codes:
            continue
        lead = [m.lower for m in row[max(index - 2, 0) : index]]
        if not set(party.codes) & agent and (
            set(lead) & {"in", "into", "from", "to", "with"}
            or (index + 1 < len(row)
            and row[index + 1].kind in ("good", "word"))
        ):
            frame.patient = Role(party.codes, "dealt with", row[index].text, party.kind)
            return
    others = [c for c in (*falls.origins, *falls.dests) if c not in agent]
    if others:
        frame.patient = Role(tuple(others[:1]), "dealt with", "", "economy")


# Verbs


def _verb(sentence: Sentence, clause: Clause, at: int, used: set[int]) -> list[Frame]:
    verb = verb_at(clause.row, at, clause.first)
    if verb is None or at in used:
        return []
    limited = _amount_limited(sentence, clause, verb)
    if limited:
        return limited
    kind = verb.kind
    if "buy" in verb.act.kinds:
        return (
            []
            if verb.act.lemma in ("import", "order", "source") and not _promised(verb)
            else _buying(sentence, clause, at)
        )
    if kind == "invest":
        return _giving(sentence, clause, at, "investment")
    if kind == "lend":
        return _giving(sentence, clause, at, "credit")
    if verb.kind == "resume":
        return _limiting(sentence, clause, at)
    if verb.act.lemma in _LIMITING:
        return _limiting(sentence, clause, at)
    if verb.act.lemma in ("sanction", "blacklist"):
        return _striking(sentence, clause, at)
    return []


def _amount_limited(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return quotas told by a verb and a quantity: "may export up to 300 tonnes", "raise output by 300 barrels"."""
    row = clause.row
    size = next(
        (
            i
            for i in range(verb.at + 1, min(verb.at + 9, clause.last))
            if row[i].kind == "amount" and row[i].amount.kind in ("quantity", "count")
        ),
        None,
    )
    if size is None:
        return []
    lever = ""
    let_out = verb.act.lemma in ("export", "ship") and (
        verb.modal in ("may", "can") or "allow" in _kinds(row, clause, verb.at)
    )
    bounded = row[size].amount.bound == "up to" or row[size - 1].lower == "to"
    if let_out and bounded:
        lever = "export_quota"
    elif (
        verb.kind in ("allow", "trade", "buy")
        and verb.act.lemma not in ("export", "buy", "purchase", "sell", "ship")
        and bounded
        and any(m.kind == "lever" and m.ref == "tariff" for m in row[size : clause.last])
    ):
        lever = "tariff_quota"
    elif verb.kind in ("raise", "cut") and any(
        m.lower in ("output", "production") for m in row[verb.at : min(verb.at + 8, clause.last)]
    ):
        lever = "quota"
    if not lever:
        return []
    frame = _verb_frame(sentence, clause, verb.at, lever)
    frame.amount, frame.value = row[size].amount, row[size].amount.value
    first = size + 1 + (_word(row, size + 1) == "of")
    frame.falls = falls_on(row, first, clause.last)
    frame.goods = tuple(frame.falls.goods) or _unit_goods(row[size])
    if lever != "tariff_quota" and not frame.falls.dests and not frame.falls.origins:
        frame.falls.everybody = True
    if lever == "export_quota":
        frame.kinds, frame.deed = [k for k in frame.kinds if k not in ("propose",)], "impose"
        frame.verbs = []
    return [frame]


def _unit_goods(mark: Mark) -> tuple[str, ...]:
    """Return the goods that a counted unit names: "49,000 electric vehicles"."""
    words = [
        w
        for w in mark.lower.split()
        if w[:1].isalpha()
        and w
        not in ("up", "to", "at", "least", "tonnes", "tons", "barrels", "per", "day", "million", "year", "a")
    ]
    return (" ".join(words),) if words else ()


def _kinds(row: list[Mark], clause: Clause, at: int) -> list[str]:
    return [v.kind for i in range(clause.first, at) if (v := verb_at(row, i, clause.first))]


def _promised(verb: Verb) -> bool:
    """Whether a verb tells of a purchase to come; "imported $2 million of cheese" is but trade."""
    return verb.tense in ("future", "infinitive") and not verb.passive


def _verb_frame(sentence: Sentence, clause: Clause, at: int, lever: str) -> Frame:
    """Make a frame whose measure is a verb: its own verbs are those before it, itself the innermost."""
    from accord.docket.frames.build import _agent, _before, above

    frame = Frame(sentence, clause, lever, at, at)
    verbs, kinds = _before(clause.row, clause, at + 1)
    frame.verbs, frame.kinds, frame.direct = verbs, kinds, True
    above(frame)
    frame.deed = deed_of(kinds)
    _agent(frame)
    return frame


def _buying(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return purchases: each quantity with its goods, "300 trucks and 4 million tonnes of wheat"."""
    row = clause.row
    stops = {"end", "pause", "deny", "cut"} & {
        k for k in _verb_frame(sentence, clause, at, "purchase").kinds[:-1]
    }
    sizes = [
        i
        for i in range(at, clause.last)
        if row[i].kind == "amount" and row[i].amount.kind in ("money", "quantity", "count")
    ]
    found: list[Frame] = []
    for number, size in enumerate(sizes or [at]):
        frame = _verb_frame(sentence, clause, at, "purchase_stop" if stops else "purchase")
        end = sizes[number + 1] if number + 1 < len(sizes) else clause.last
        first = size + 1
        while first < end and row[first].lower in ("of", "worth", "in", "the"):
            first += 1
        part = falls_on(row, first, end)
        if sizes and not part.goods and size > at + 1:
            part = falls_on(row, at + 1, size)
        if sizes:
            frame.amount, frame.value = row[size].amount, row[size].amount.value
        counted = _unit_goods(row[size]) if sizes and row[size].amount.kind == "quantity" else ()
        frame.falls, frame.goods = part, (*counted, *part.goods)
        if not sizes and not frame.goods:
            continue
        _deal_roles(frame)
        if stops:
            frame.deed = "buy"
        if not sizes and not frame.patient and not stops and not {"agree"} & set(frame.kinds):
            continue
        found.append(frame)
    return found


def _giving(sentence: Sentence, clause: Clause, at: int, lever: str) -> list[Frame]:
    row = clause.row
    frame = _verb_frame(sentence, clause, at, lever)
    sizes = [
        i
        for i in range(clause.first, clause.last)
        if row[i].kind == "amount" and row[i].amount.kind == "money"
    ]
    if sizes:
        near = min(sizes, key=lambda i: abs(i - at))
        frame.amount, frame.value = row[near].amount, row[near].amount.value
    also = (
        [
            i
            for i in sizes
            if at < i and sizes and i > near and row[i - 1].lower == "and" and row[i - 2].kind == "amount"
        ]
        if sizes
        else []
    )
    for index in range(at + 1, clause.last):
        if row[index].lower in ("in", "into"):
            frame.falls = falls_on(row, index + 1, clause.last, place=False)
            break
    frame.goods = tuple(frame.falls.goods)
    _deal_roles(frame)
    if not sizes and not frame.patient:
        return []
    return [frame, *(replace(frame, amount=row[i].amount, value=row[i].amount.value) for i in also)]


def _limiting(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return bans and curbs told by a verb: "banned exports of cheese to Chile", "bans shellfish exports from"."""
    row = clause.row
    window = range(at + 1, min(at + 9, clause.last))
    flow = next(
        (
            i
            for i in window
            if row[i].lower in _OUT | _IN
            or (row[i].lower == "trade"
            and _word(row, i + 1) in ("with", ".", ","))
        ),
        None,
    )
    if flow is not None and any(
        act_of(row[i]) and verb_at(row, i, clause.first) and row[i].lower not in _OUT | _IN
        for i in range(at + 1, flow)
    ):
        return []
    frame = _verb_frame(sentence, clause, at, "")
    passive = frame.verbs[-1].passive
    if flow is None and passive:
        flow = next((i for i in range(clause.first, at) if row[i].lower in _OUT | _IN), None)
    if flow is None or any(row[i].kind == "lever" for i in range(at + 1, flow)):
        return []
    resumed = frame.verbs[-1].kind == "resume"
    hard = frame.verbs[-1].act.lemma in _HARD or resumed
    inward = row[flow].lower in _IN
    before = falls_on(row, at + 1, flow) if flow > at else Falls()
    after_at = flow + 1
    if _word(row, after_at) in ("of", "from", "to", "and"):
        after_at += _word(row, after_at) == "of"
    after = falls_on(row, after_at, clause.last) if after_at < clause.last else Falls()
    goods = [*before.goods, *after.goods]
    other = [c for c in (*before.origins, *after.origins, *after.dests) if c not in frame.agent.codes]
    word = _word(row, flow + 1)
    if not inward and word == "from" and (other or after.ours):
        inward = True
    both = row[flow].lower in _TRADE or any(
        row[i].lower in (_IN if not inward else _OUT) for i in range(flow + 1, min(flow + 5, clause.last))
    )
    levers = (
        ["import_ban" if hard else "import_restriction"]
        if inward
        else ["export_ban" if hard else "export_control"]
    )
    if both:
        levers = ["export_ban", "import_ban"] if hard else ["export_control", "import_restriction"]
    found = []
    for lever in levers:
        one = _verb_frame(sentence, clause, at, lever)
        one.goods = tuple(g for g in goods if g not in ("trade",))
        one.falls = after
        one.deed = (
            "impose"
            if one.deed in ("", "end", "pause") and frame.verbs[-1].act.lemma in _LIMITING
            else one.deed
        )
        one.kinds = [*one.kinds[:-1], "end" if resumed else "impose"]
        one.deed = "end" if resumed else one.deed
        if other:
            one.patient = Role(tuple(dict.fromkeys(other)), "goods of", "", "economy")
        found.append(one)
    return found


def _striking(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    row = clause.row
    frame = _verb_frame(sentence, clause, at, "sanction")
    verb = frame.verbs[-1]
    if verb.passive:
        who = subject(clause, verb.group)
        frame.patient = Role(who.codes, "struck", who.words, who.kind)
    else:
        frame.falls = falls_on(row, at + 1, clause.last)
        frame.goods = tuple(frame.falls.goods)
        others = tuple(c for c in frame.falls.origins if c not in frame.agent.codes)
        frame.patient = Role(others, "goods of", "", "economy") if others else NOBODY
    return [frame]
