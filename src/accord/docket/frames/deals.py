"""Purchases, investments and credits: each size with its goods, the giver and who receives."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.amounts import Amount
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, Clause, Verb, act_of, is_verb, party_of
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.markets import economies_at
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import falls_on, unit_goods
from accord.docket.frames.single import is_tied, verb_frame
from accord.docket.frames.subjects import subject
from accord.docket.tokens import Sentence

DEALS = ("purchase", "investment", "credit", "subsidy", "stake", "purchase_stop")


COMMITS = frozenset(
    ["agree", "announce", "buy", "invest", "raise", "impose", "propose", "support", "start", "keep", "make"]
)
"""Classes of verbs by which somebody takes a deal on."""


def deals(frame: Frame) -> list[Frame]:
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
        _noun_roles(frame)
        return [frame] if frame.goods else []
    if frame.lever == "purchase":
        sizes = [
            i
            for i in range(frame.at, clause.last)
            if row[i].kind == "amount" and row[i].amount.kind in ("money", "quantity", "count")
        ]
        if len(sizes) > 1:
            return _sizes(frame, sizes)
    if frame.lever == "stake":
        return _stake(frame)
    near = _amounts_near(frame)
    if frame.lever == "purchase" and not near and sizes and frame.at == clause.first and frame.goods:
        near = [row[sizes[0]].amount]
    committed = set(frame.kinds) & COMMITS
    if not near and not (committed and is_tied(frame) and (frame.goods or frame.lever == "investment")):
        return []
    if near:
        frame.amount = near[0]
        frame.value = near[0].value
    if frame.lever in ("credit", "subsidy") and not frame.goods:
        frame.goods = _given_for(row, frame.at, clause.last)
    _noun_roles(frame)
    return [frame]


def _given_for(row: list[Mark], at: int, stop: int) -> tuple[str, ...]:
    """Return what money is for: "loans to critical minerals projects", "aid for dairy farms"."""
    for index in range(at + 1, min(at + 6, stop)):
        if row[index].lower in ("to", "for", "towards"):
            last = index + 1
            while last < stop and row[last].kind not in ("date", "amount", "act", "punct"):
                last += 1
            known = tuple(m.lower for m in row[index + 1 : last] if m.kind == "good")
            return known or (tuple(falls_on(row, index + 1, last).goods) if row[index].lower == "for" else ())
    return ()


def _stake(frame: Frame) -> list[Frame]:
    """Return a stake that somebody takes, with its share: "took a 15% equity stake in a mine"."""
    row, clause = frame.clause.row, frame.clause
    shares = [
        i for i in range(frame.first, frame.at) if row[i].kind == "amount" and row[i].amount.kind == "rate"
    ]
    taken = {"make", "buy", "agree", "announce", "face", "invest", "propose"} & set(frame.kinds)
    if not taken or not (shares or frame.falls.goods):
        return []
    if shares:
        frame.amount, frame.value = row[shares[-1]].amount, row[shares[-1]].amount.value
    frame.deed = "invest"
    if frame.at + 2 < clause.last and row[frame.at + 1].lower == "in":
        frame.falls = falls_on(row, frame.at + 2, clause.last, place=False)
        frame.goods = tuple(frame.falls.goods)
    _noun_roles(frame)
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
        _noun_roles(one)
        found.append(one)
    return found


def word_of(row: list[Mark], at: int) -> str:  # noqa: D103
    return row[at].lower if at < len(row) else ""


def _amounts_near(frame: Frame) -> list[Amount]:
    row, clause = frame.clause.row, frame.clause
    kinds = ("money",) if frame.lever in ("investment", "credit", "subsidy") else ("money", "quantity")
    window = range(max(clause.first, frame.at - 9), min(clause.last, frame.at + 9))
    found = [i for i in window if row[i].kind == "amount" and row[i].amount.kind in kinds]
    return [row[i].amount for i in sorted(found, key=lambda i: abs(i - frame.at))]


def _noun_roles(frame: Frame) -> None:
    """Fill in who gives and who receives by the phrases of the noun itself, whatever its clause says of it."""
    giver, taker = _told_by(frame, _GIVERS[frame.lever]), _told_by(frame, _TAKERS[frame.lever])
    faces = frame.patient if frame.patient.how == "faces it" else NOBODY
    if faces and frame.lever in ("credit", "investment", "subsidy"):
        taker = faces
    owner = frame.agent if frame.agent.how == "owner" else NOBODY
    if giver:
        frame.agent = giver
    elif not owner and (set(taker.codes) & set(frame.agent.codes) or (_only_spoken_of(frame) and not taker)):
        frame.agent = NOBODY
    if taker and not set(taker.codes) & set(frame.agent.codes):
        frame.patient = taker
    else:
        _deal_roles(frame)


_GIVERS = {
    "credit": ("by", "from"), "investment": ("by", "from"), "subsidy": ("by", "from"), "stake": ("by",),
    "purchase": ("by",), "purchase_stop": ("by",),
}  # fmt: skip
_TAKERS = {
    "credit": ("to", "for"), "investment": ("in", "into", "to"), "subsidy": ("to",), "stake": ("in",),
    "purchase": ("from",), "purchase_stop": ("from",),
}  # fmt: skip
"""Words that bring who gives and who receives after the noun of a deal: "a loan from Chile to Peru"."""
_SPEAKING = frozenset(
    ["confirm", "affirm", "reaffirm", "say", "tell", "note", "add", "state", "detail", "report"]
)


def _only_spoken_of(frame: Frame) -> bool:
    """Whether who stands as the subject only speaks of a deal: "Chile confirmed the investment"."""
    verb = frame.verbs[-1] if frame.verbs else frame.own
    return frame.agent.how in ("subject", "by") and verb is not None and verb.act.lemma in _SPEAKING


def _told_by(frame: Frame, ties: tuple[str, ...]) -> Role:
    """Return the economy that a preposition brings after the noun of a deal, before any verb."""
    row = frame.clause.row
    for at in range(frame.at + 1, frame.clause.last - 1):
        act = act_of(row[at])
        if (row[at].lower in AUX and row[at].lower != "to") or (
            act is not None and is_verb(row, at) and act.form not in ("both", "participle")
        ):
            break
        if row[at].lower in ties and not (row[at].lower == "by" and _speaks(row[at - 1])):
            step = at + 1 + (row[at + 1].lower == "the")
            party = party_of(row[step]) if step < frame.clause.last else None
            goods = step + 1 < len(row) and row[step + 1].kind == "good" and party is not None
            if (
                party is not None
                and party.codes
                and party.kind != "person"
                and not (goods and row[at].lower == "by")
            ):
                return replace(economies_at(row, step, frame.clause.last), how=row[at].lower)
    return NOBODY


def _speaks(mark: Mark) -> bool:
    act = act_of(mark)
    return act is not None and act.lemma in _SPEAKING


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
            or (index + 1 < len(row) and row[index + 1].kind in ("good", "word"))
        ):
            frame.patient = Role(party.codes, "dealt with", row[index].text, party.kind)
            return
    others = [c for c in (*falls.origins, *falls.dests) if c not in agent]
    if others:
        frame.patient = Role(tuple(others[:1]), "dealt with", "", "economy")


def promised(verb: Verb) -> bool:
    """Whether a verb tells of a purchase to come; "imported $2 million of cheese" is but trade."""
    return verb.tense in ("future", "infinitive") and not verb.passive


def buying(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return purchases: each quantity with its goods, "300 trucks and 4 million tonnes of wheat"."""
    row = clause.row
    told = verb_frame(sentence, clause, at, "purchase")
    kinds = told.kinds[:-1]
    if _is_no_promise(row, clause, at, kinds) or is_figure_of(row, clause, told.verbs[-1]):
        return []
    stops = _no_longer(row, clause, at) or {"end", "pause", "deny", "cut"} & set(kinds)
    last = next((i for i in range(at + 1, clause.last) if _another(row[i])), clause.last)
    sizes = [
        i
        for i in range(at, last)
        if row[i].kind == "amount" and row[i].amount.kind in ("money", "quantity", "count")
    ]
    found: list[Frame] = []
    if not sizes and (bought := _bought(sentence, clause, at, "purchase_stop" if stops else "purchase")):
        return [bought]
    for number, size in enumerate(sizes or [at]):
        frame = verb_frame(sentence, clause, at, "purchase_stop" if stops else "purchase")
        end = sizes[number + 1] if number + 1 < len(sizes) else last
        first = size + 1
        while first < end and row[first].lower in ("of", "worth", "in", "the"):
            first += 1
        part = falls_on(row, first, end)
        counted = unit_goods(row[size]) if sizes and row[size].amount.kind == "quantity" else ()
        if sizes and not part.goods and size > at + 1 and not (number and counted):
            part = falls_on(row, at + 1, size)
        if sizes:
            frame.amount, frame.value = row[size].amount, row[size].amount.value
        frame.falls, frame.goods = part, (*counted, *part.goods)
        if not sizes and not frame.goods:
            continue
        _sold_by(frame, len(sizes))
        if stops:
            frame.deed = "buy"
        if not sizes and not stops and not {"agree"} & set(frame.kinds):
            habit = frame.verbs[-1].tense in ("present", "possible") and clause.opener in _WHO
            if habit or not frame.patient:
                continue
        found.append(frame)
    return found


_WHO = frozenset(["that", "which", "who", "because", "as", "since", "while", "although", "when", "where"])
"""Words that open a clause on what somebody does by habit: "because it buys Russian oil"."""


def _no_longer(row: list[Mark], clause: Clause, at: int) -> bool:
    """Whether what is bought will be so no more: "will no longer buy gas"."""
    more = [m.lower for m in row[at + 1 : at + 3]] == ["no", "more"]
    return more or "no longer" in " ".join(m.lower for m in row[max(at - 4, clause.first) : at])


def _sold_by(frame: Frame, many: int) -> None:
    """Let each of several goods have its own seller: "maize from Zambia and 200 tractors from Japan"."""
    _deal_roles(frame)
    sellers = tuple(c for c in frame.falls.origins if c not in frame.agent.codes)
    if many > 1 and sellers:
        frame.patient = Role(sellers[:1], "goods of", "", "economy")


_SUPPLIES = frozenset(["supply", "deliver", "sell"])


def supplying(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return the purchase that a seller tells: "Qatar will supply Kenya with 2 million tonnes of gas"."""
    row = clause.row
    sizes = [
        i
        for i in range(verb.at + 1, clause.last)
        if row[i].kind == "amount" and row[i].amount.kind in ("quantity", "count")
    ]
    if (
        verb.act.lemma not in _SUPPLIES
        or verb.negated
        or verb.tense not in ("future", "infinitive")
        or not sizes
    ):
        return []
    frame = verb_frame(sentence, clause, verb.at, "purchase")
    size = row[sizes[0]].amount
    frame.amount, frame.value, frame.cue = size, size.value, "supplied"
    frame.kinds, frame.deed = [*frame.kinds[:-1], "agree", "buy"], "buy"
    part = falls_on(row, sizes[0] + 1 + (word_of(row, sizes[0] + 1) == "of"), clause.last)
    frame.falls, frame.goods = part, tuple(part.goods) or unit_goods(row[sizes[0]])
    seller = subject(clause, verb.group)
    if verb.passive:
        frame.agent, seller = seller, Role(tuple(part.origins), "goods of", "", "economy")
    else:
        given = falls_on(row, verb.at + 1, sizes[0])
        buyers = tuple(c for c in (*given.origins, *part.dests) if c not in seller.codes)
        frame.agent = Role(buyers, "supplied", row[verb.at].text, "economy") if buyers else NOBODY
    frame.patient = replace(seller, how="supplies")
    part.dests = []
    return [frame] if frame.goods else []


def _is_no_promise(row: list[Mark], clause: Clause, at: int, kinds: list[str]) -> bool:
    """Whether a purchase is what somebody is charged for or is let do: "a duty for buying oil", "allows Chile to buy"."""
    charged = row[at - 1].lower in ("for", "over") and any(m.kind == "lever" for m in row[clause.first : at])
    act = act_of(row[at])
    why = row[at - 1].lower in ("for", "over") and act is not None and act.form == "ing"
    barred = why or (row[at - 1].lower == "from" and {"impose", "end"} & set(kinds[-1:]))
    return charged or bool({"allow", "exempt"} & set(kinds) or barred)


def is_figure_of(row: list[Mark], clause: Clause, verb: Verb) -> bool:
    """Whether trade of a year gone by is told, and no deal: "bought 66 million tonnes last year"."""
    years = [m.date for m in row[clause.first : clause.last] if m.kind == "date"]
    return verb.tense == "past" and any(
        d.precision in ("year", "fiscal year") and not d.ahead and d.role in ("", "on") for d in years
    )


def _another(mark: Mark) -> bool:
    """Whether a noun names a measure that is no deal: what is bought ends before it."""
    return mark.kind == "lever" and mark.lever not in (*DEALS, "limit", "permit", "cap", "other")


def _bought(sentence: Sentence, clause: Clause, at: int, lever: str) -> Frame | None:
    """Return a purchase told in the passive, its size before the verb: "cheese for $3 million is to be bought"."""
    row = clause.row
    frame = verb_frame(sentence, clause, at, lever)
    verb = frame.verbs[-1]
    sizes = [
        i
        for i in range(clause.first, verb.group)
        if row[i].kind == "amount" and row[i].amount.kind in ("money", "quantity", "count")
    ]
    if not verb.passive or not sizes:
        return None
    frame.amount, frame.value = row[sizes[-1]].amount, row[sizes[-1]].amount.value
    frame.falls = falls_on(row, clause.first, sizes[-1] if sizes[-1] > clause.first else verb.group)
    frame.goods = tuple(frame.falls.goods)
    others = tuple(c for c in frame.falls.origins if c not in frame.agent.codes)
    if others:
        frame.patient = Role(others[:1], "goods of", "", "economy")
    return frame


def giving(sentence: Sentence, clause: Clause, at: int, lever: str) -> list[Frame]:
    """Return an investment or a credit: who gives, how much, where."""
    row = clause.row
    frame = verb_frame(sentence, clause, at, lever)
    if frame.verbs and frame.verbs[-1].act.lemma == "spend" and is_figure_of(row, clause, frame.verbs[-1]):
        return []
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
    if not sizes and (not frame.patient or frame.verbs[-1].act.lemma == "spend"):
        return []
    return [frame, *(replace(frame, amount=row[i].amount, value=row[i].amount.value) for i in also)]
