"""Purchases, investments and credits: each size with its goods, the giver and who receives."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.amounts import Amount
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, Clause, Verb, act_of, is_verb, party_of
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.holdings import sold_to, stake
from accord.docket.frames.markets import economies_at
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.single import is_tied, verb_frame
from accord.docket.frames.sums import kept_by, paid_into
from accord.docket.rules import words
from accord.docket.tokens import Sentence

DEALS = ("purchase", "investment", "credit", "subsidy", "stake", "purchase_stop")


COMMITS = frozenset(
    ["agree", "announce", "buy", "invest", "raise", "impose", "propose", "support", "start", "keep", "make"]
)
"""Classes of verbs by which somebody takes a deal on."""


def deals(frame: Frame) -> list[Frame]:  # noqa: PLR0911
    """Return a deal named by a noun where somebody commits to it or its size is told."""
    row, clause = frame.clause.row, frame.clause
    told = {m.lower for m in row[frame.at + 1 : min(frame.at + 6, clause.last)]}
    if _AMOUNTS & told or _is_stock(row, frame) or (frame.lever == "subsidy" and paid_into(row, frame.at)):
        return []
    sizes = list[int]()
    if frame.lever == "purchase":
        before = act_of(row[frame.first - 1 - (row[frame.first - 1].lower == "the")])
        if before is not None and before.lemma in _FINANCES | _EASES:
            return []
        reach = range(frame.at + 1, min(frame.at + 8, clause.last))
        if (of := next((i for i in reach if row[i].lower == "of"), None)) is not None:
            frame.falls = falls_on(row, of + 1, clause.last)
        frame.goods = tuple(frame.falls.goods) or frame.goods
        if {"end", "pause"} & set(frame.kinds):
            frame.lever, frame.deed = "purchase_stop", "buy"
            _noun_roles(frame)
            return [frame] if frame.goods else []
        sizes = [i for i in range(frame.at, clause.last) if row[i].sizes("money", "quantity", "count")]
        if len(sizes) > 1:
            return _sizes(frame, sizes)
    if frame.lever == "stake":
        found = stake(frame)
        for one in found:
            _noun_roles(one)
            sold_to(one)
        return found
    near, bare = _amounts_near(frame), row[frame.at].lower in _BARE
    if sizes and not near and frame.goods and (frame.at == clause.first or bare):
        near = [row[sizes[0]].amount]
    committed = set(frame.kinds) & COMMITS and not bare and row[frame.first - 1].lower not in ("on", "about")
    if not near and not (committed and is_tied(frame) and (frame.goods or frame.lever == "investment")):
        return []
    if near:
        frame.amount, frame.value = near[0], near[0].value
    if frame.lever in ("credit", "subsidy") and not frame.goods:
        frame.goods = _given_for(row, frame.at, clause.last)
    _noun_roles(frame)
    return _shared_out(frame) or [frame, *_again(frame)]


def _shared_out(frame: Frame) -> list[Frame]:
    """Return a deal once for each who receives a sum of it: "loans of $3 million to Chile and $2 million to Peru"."""
    row, found = frame.clause.row, list[Frame]()
    for at in range(frame.clause.first, len(row) - 2):
        step = at + 2 + (row[at + 2].lower == "the")
        party = party_of(row[step]) if step < len(row) and row[at + 1].lower in _SHARES else None
        if row[at].sizes("money") and party is not None and party.codes and party.kind != "person":
            to = Role(party.codes, "dealt with", row[step].text, party.kind)
            found.append(replace(frame, amount=row[at].amount, value=row[at].amount.value, patient=to))
    return found if len(found) > 1 and frame.lever != "purchase" else []


_SHARES = frozenset(["to", "for", "in", "into"])


def _is_stock(row: list[Mark], frame: Frame) -> bool:
    """Whether what has been invested so far is told: "with a stock of $3 billion in investments"; not "increase the stock by"."""
    near = row[max(frame.first - 5, 0) : min(frame.at + 8, len(row))]
    return "a stock of" in " ".join(m.lower for m in near)


def _again(frame: Frame) -> list[Frame]:
    """Return the deal once more for a second sum: "by $50 billion in ten years and by a further $60 billion"."""
    row = frame.clause.row
    more = [
        row[i].amount
        for i in range(frame.at + 2, frame.clause.last)
        if row[i].kind == "amount" and row[i - 1].lower in _AGAIN
    ]
    sums = [a for a in more if a.kind == "money" and a is not frame.amount]
    return [replace(frame, amount=a, value=a.value) for a in sums if frame.amount is not None]


_AGAIN = frozenset(["further", "another", "additional", "extra"])


_BARE = frozenset(["fund", "funds", "order for", "orders for", "contract for", "deal for"])
"""Nouns that name a deal only with its size."""


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


def _sizes(frame: Frame, sizes: list[int]) -> list[Frame]:
    """Return one purchase for each size told: "purchases of 300 trucks, 4 million tonnes of wheat"."""
    row, clause = frame.clause.row, frame.clause
    sizes = unpriced(row, sizes)
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


def unpriced(row: list[Mark], sizes: list[int]) -> list[int]:
    """Leave out the price of what is counted: "50 aircraft for more than $8 billion", "300 trucks worth $9 million"."""
    counted = bool(sizes) and row[sizes[0]].amount.kind in ("count", "quantity")
    priced = {
        i for i in sizes if row[i].amount.kind == "money" and row[i - 1].lower in ("worth", "for", "(", "at")
    }
    return [i for i in sizes if not (counted and i in priced)]


def word_of(row: list[Mark], at: int) -> str:  # noqa: D103
    return row[at].lower if at < len(row) else ""


def _amounts_near(frame: Frame) -> list[Amount]:
    row, clause = frame.clause.row, frame.clause
    kinds = ("money",) if frame.lever in ("investment", "credit", "subsidy") else ("money", "quantity")
    fund = row[frame.at].lower in _BARE and frame.lever == "subsidy"
    reach = (frame.first, frame.at + 3) if fund else (frame.at - 9, frame.at + 9)
    window = range(max(clause.first, reach[0]), min(clause.last, reach[1]))
    found = [i for i in window if row[i].kind == "amount" and row[i].amount.kind in kinds]
    found = [i for i in found if not _is_converted(row, i)] or found
    found = [i for i in found if i + 1 != frame.at or row[i].amount.value > 20]  # "two yen loans"
    drawn = [i for i in found if _TRANCHES & {m.lower for m in row[i + 1 : i + 7]}]
    found = drawn or found  # "$1 billion in two tranches of its $4 billion loan"
    return [row[i].amount for i in sorted(found, key=lambda i: abs(i - frame.at))]


_TRANCHES = frozenset(["tranche", "tranches", "instalment", "instalments", "installment", "installments"])


def _is_converted(row: list[Mark], at: int) -> bool:
    """Whether a sum in brackets is but the one before them in other money: "A$2 billion (US$1.4 billion)"."""
    start = at - 1 if row[at - 1].lower == "(" else at - 3 if row[at - 2].sizes("money") else at
    return start > 0 and row[start].lower == "(" and row[start - 1].sizes("money")


_AMOUNTS = words("amounts_to", "measures")


def _noun_roles(frame: Frame) -> None:
    """Fill in who gives and who receives by the phrases of the noun itself, whatever its clause says of it."""
    giver = _told_by(frame, _GIVERS[frame.lever]) or kept_by(frame)
    taker = _told_by(frame, _TAKERS[_kept(frame)])
    if frame.lever == "credit" and not (giver or taker) and (both := _between(frame)):
        frame.agent, frame.patient = both
        return
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
        deal_roles(frame)


_GIVERS = {
    "credit": ("by", "from"), "investment": ("by", "from"), "subsidy": ("by", "from"), "stake": ("by",),
    "purchase": ("by",), "purchase_stop": ("by",),
}  # fmt: skip
_TAKERS = {
    "credit": ("to", "for"), "deposit": ("to", "for", "with", "in"), "investment": ("in", "into", "to"), "subsidy": ("to",), "stake": ("in",),
    "purchase": ("from",), "purchase_stop": ("from",),
}  # fmt: skip
"""Words that bring who gives and who receives after the noun of a deal: "a loan from Chile to Peru"."""
_SPEAKING = frozenset(
    ["confirm", "affirm", "reaffirm", "say", "tell", "note", "add", "state", "detail", "report"]
)


_LENDERS = frozenset(["bank", "exim", "bank's", "banks", "fund", "lender"])


def _kept(frame: Frame) -> str:
    """Return the key of who receives: a deposit is placed with its taker."""
    return "deposit" if frame.clause.row[frame.at].lower.startswith("deposit") else frame.lever


def _between(frame: Frame) -> tuple[Role, Role] | None:
    """Return who of two sides lends, the bank: "an agreement between Petroperu of Peru and a Kenyan bank for a loan"."""
    row, first = frame.clause.row, frame.clause.first
    sides = [i for i in range(first, frame.first) if (p := party_of(row[i])) is not None and p.codes]
    ties = (
        [i for i in range(sides[0], sides[-1]) if row[i].lower in ("and", "with")] if len(sides) == 2 else []
    )
    if not ties or row[sides[0]].ref == row[sides[1]].ref:
        return None
    lends = [
        bool(_LENDERS & {m.lower for m in row[a:b]}) for a, b in ((first, ties[-1]), (ties[-1], frame.first))
    ]
    if lends[0] == lends[1]:
        return NOBODY, NOBODY
    both = [
        Role(p.codes, "between", row[i].text, p.kind) for i in sides if (p := party_of(row[i])) is not None
    ]
    return (both[0], both[1]) if lends[0] else (both[1], both[0])


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


def deal_roles(frame: Frame) -> None:
    """The giver imposes, who receives is the target: "in the United States", "from Norway", "U.S. soybeans"."""
    falls = frame.falls
    row, clause = frame.clause.row, frame.clause
    agent = set(frame.agent.codes)
    for index in range(frame.at + 1, clause.last):
        party = party_of(row[index])
        if row[index].kind == "company" and row[index - 1].lower == "from":
            return
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


def is_figure_of(row: list[Mark], clause: Clause, verb: Verb) -> bool:
    """Whether trade gone by is told, and no deal: "bought 66 million tonnes last year", "bought 2 million barrels, down 8%"."""
    moved = any(m.kind == "amount" and row[i].lower in ("up", "down") for i, m in enumerate(row[1:]))
    some = any(m.lower in ("amounts", "quantities", "volumes") for m in row[verb.at + 1 : verb.at + 5])
    return verb.tense == "past" and (moved or some or of_a_year(row[clause.first : clause.last]))


def of_a_year(row: list[Mark]) -> bool:
    """Whether a year gone by is named, of which figures are told."""
    return any(
        m.kind == "date"
        and m.date.precision in ("year", "fiscal year")
        and not m.date.ahead
        and m.date.role in ("", "on")
        for m in row
    )


_FINANCES = frozenset(["finance", "fund", "underwrite"])
_EASES = frozenset(["facilitate", "enable", "encourage", "promote", "support", "help"])


def _lent(row: list[Mark]) -> bool:
    """Whether a credit or aid is named, of which a verb further on only says what it is for: "a loan to finance"."""
    return any(m.kind == "lever" and m.lever in ("credit", "subsidy", "investment") for m in row)


def giving(sentence: Sentence, clause: Clause, at: int, lever: str) -> list[Frame]:
    """Return an investment or a credit: who gives, how much, where."""
    row = clause.row
    frame = verb_frame(sentence, clause, at, lever)
    if frame.verbs and frame.verbs[-1].act.lemma == "spend" and is_figure_of(row, clause, frame.verbs[-1]):
        return []
    verb = frame.verbs[-1]
    if verb.act.lemma in _FINANCES and verb.tense in ("infinitive", "gerund") and _lent(row[:at]):
        return []
    sizes = [i for i in range(clause.first, clause.last) if row[i].sizes("money")]
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
    deal_roles(frame)
    if row[at].lower == "financing" and word_of(row, at + 1) == "from" and frame.patient:
        frame.agent, frame.patient = frame.patient, NOBODY  # "obtain financing from Russia"
    if not sizes and _of_purpose(frame.verbs[-1], row):
        return []
    wished = frame.verbs[-1].tense == "infinitive" and any(m.lower == "like" for m in row[clause.first : at])
    if not sizes and (
        wished or not frame.patient or frame.verbs[-1].act.lemma in ("spend", "pour", "inject")
    ):
        return []
    if any(m.lower == "budget" for m in row[clause.first : at]) and not (frame.goods or frame.patient):
        return []
    each = [replace(frame, amount=row[i].amount, value=row[i].amount.value) for i in also]
    return _shared_out(frame) or [frame, *each]


def _of_purpose(verb: Verb, row: list[Mark]) -> bool:
    """Whether a verb only says what money or a body is for: "a fund to finance roads in Chile", "which is to fund"."""
    lead = row[verb.group - 1]
    named = lead.kind in ("lever", "amount") or (lead.kind == "word" and act_of(lead) is None)
    return (
        verb.act.lemma in ("finance", "fund")
        and verb.tense in ("infinitive", "future")
        and named
        and row[verb.at - 1].lower == "to"
    )
