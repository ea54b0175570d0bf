"""Contracts for works and machines: "signed a contract with Japan's Hitachi to build two reactors", "won an order for 90 trains"."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.amounts import Amount
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import DETERMINERS, PREPOSITIONS, Clause, act_of, party_of, verb_at
from accord.docket.frames.heads import NOBODY, Role, joined
from accord.docket.frames.marks import Mark, unit_goods
from accord.docket.frames.single import verb_frame
from accord.docket.frames.subjects import subject
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.rules import words
from accord.docket.tokens import Sentence

CONTRACTS = frozenset(
    ["contract", "deal", "agreement", "order", "accord", "tender", "contract for", "deal for", "order for"]
)
_SIGNED, _WORKS, _BUILDS = (
    words("signed", "measures"),
    words("works", "measures"),
    words("builds", "measures"),
)
_AWARDED = frozenset(["awarded", "awards", "gave", "handed"])
_LEAVES = PREPOSITIONS | {"worth", "that", "which", "and"}
_WORTH = regex(r"\b(?:worth|valued at|price|costs?|cost of|put at|estimated at|value)\b")


def ordered(reading: Reading, sentence: Sentence, clause: Clause, at: int, used: set[int]) -> list[Frame]:
    """Return the purchase that a contract for works tells: who orders buys, who builds or supplies sells."""
    row, homes = clause.row, reading.words.companies
    under = any(m.lower == "under" for m in row[max(at - 2, 0) : at])
    signed = None if under else _signed(clause, at)
    built = _built(clause, at) if signed is None else None
    opens = _opens(clause, at) if signed is not None else built
    if opens is None:
        return []
    goods, after = _things(row, opens, clause.last)
    deed = opens - 1 if signed is None else signed
    if not goods or (built is not None and built != opens):
        return []
    buyer, seller = (_by_home(r, homes) for r in _sides(clause, deed, at, opens, after))
    if not (buyer and seller) or set(buyer.codes) & set(seller.codes):
        return []
    frame = verb_frame(sentence, clause, deed, "purchase")
    frame.at, frame.kinds, frame.deed, frame.cue = at, ["agree", "buy"], "buy", "works"
    frame.agent, frame.patient, frame.goods = buyer, seller, goods
    counted = (m.amount for m in row[opens:after] if m.sizes("count", "quantity"))
    frame.amount = _price(reading, sentence) or next(counted, None)
    frame.value = frame.amount.value if frame.amount is not None else None
    used.update(range(at, after))
    return [frame]


def _by_home(role: Role, homes: dict[str, str]) -> Role:
    """Return the economy of a company in its place."""
    codes = tuple(c for c in (homes.get(role.words, "") if role.kind == "company" else "",) if c)
    return replace(role, codes=codes) if role.kind == "company" else role


def _built(clause: Clause, at: int) -> int | None:
    """Return where what is built "under a deal" begins: "will build two reactors in Peru under a contract"."""
    row = clause.row
    if all(m.lower != "under" for m in row[max(at - 3, 0) : at]):
        return None
    acts = ((i, act_of(row[i])) for i in range(clause.first, at))
    return next(
        (i + 1 for i, a in acts if a is not None and a.lemma in _BUILDS and verb_at(row, i, clause.first)),
        None,
    )


def _signed(clause: Clause, at: int) -> int | None:
    """Return where the verb stands by which a contract was made; None where it is only wished for or denied."""
    row = clause.row
    for index in range(at - 1, max(at - 9, clause.first), -1):
        if row[index].lower in _SIGNED:
            lead = {m.lower for m in row[max(index - 3, clause.first) : index]}
            return (
                index
                if not lead & {"to", "not", "never", "could", "may", "might", "would", "yet", "n't"}
                else None
            )
        if row[index].kind == "act" and verb_at(row, index, clause.first) is not None:
            return None
    return None


def _opens(clause: Clause, at: int) -> int | None:
    """Return where what is ordered begins, after "to build" or "for"; None where the contract is on something else."""
    row = clause.row
    if row[at].lower.endswith(" for"):
        return at + 1
    for index in range(at + 1, min(at + 14, clause.last - 1)):
        act = act_of(row[index + 1])
        if row[index].lower == "to" and (
            row[index + 1].lower in _BUILDS or (act is not None and act.lemma in _BUILDS)
        ):
            return index + 2
        if row[index].lower == "for":
            return index + 1
        dated = row[index].lower == "on" and row[index + 1].kind == "date"
        if row[index].lower in ("to", "on", "under", "that", "which", ",") and not dated:
            return None
    return None


def _things(row: list[Mark], first: int, stop: int) -> tuple[tuple[str, ...], int]:
    """Return what is ordered, where a machine or a work is named, and where its words end."""
    end = first
    while (
        end < stop
        and row[end].lower not in _LEAVES
        and (row[end].kind not in ("punct", "party") or row[end].lower == "-")
    ):
        end += 1
    counted = [w for m in row[first : first + 1] if m.sizes("count", "quantity") for w in unit_goods(m)]
    plain = [*counted, *(m.lower for m in row[first:end] if m.kind in ("word", "good", "act"))]
    named = [w for w in plain if w not in DETERMINERS and (w.isalpha() or " " in w)]
    last = named[-1].split()[-1] if named else ""
    works = {last, last.removesuffix("s"), last.removesuffix("es"), last.replace("ies", "y")} & _WORKS
    known = tuple(m.lower for m in row[first:end] if m.kind == "good")
    return (known or (" ".join(named[-2:]),)) if works else (), end


def _sides(clause: Clause, signed: int, at: int, opens: int, after: int) -> tuple[Role, Role]:
    """Return who orders and who builds: where it is built, whose firm builds it, who awards it."""
    row = clause.row
    who = subject(clause, _group(clause, signed))
    firm = next((i for i in range(clause.first, signed) if row[i].kind == "company"), None)
    who = _role(row, firm) if firm is not None and not who.codes else who
    other = _named(row, at + 1, opens, ("with", "from"))
    if not other and party_of(row[at - 1]):  # "won the Peruvian tender for"
        other = _role(row, at - 1)
    if row[signed].lower in _AWARDED:
        given = next((i for i in range(signed + 1, at) if party_of(row[i])), None)
        return who, _role(row, given) if given is not None else _named(row, at + 1, clause.last, ("to",))
    if who.codes and (builder := _builder(row, after)):
        return who, builder
    place = _named(row, after, clause.last, ("in", "for", "to"))
    other = other or _named(row, after, clause.last, ("with", "from"))
    if place and set(place.codes) != set(who.codes):
        return place, who
    if place:
        return place, other
    firms = _is_firm(row, clause.first, signed), _is_firm(row, at + 1, opens)
    if other and firms[0] != firms[1]:
        return (other, who) if firms[0] else (who, other)
    supplied = row[opens - 1].lower.endswith("for") or row[at].lower.endswith(" for")
    return (who, other) if supplied and not firms[0] else (NOBODY, NOBODY)


def _builder(row: list[Mark], after: int) -> Role:
    """Return who builds what is ordered by the clause behind it: "two reactors | that Hitachi of Japan will build"."""
    if after >= len(row) or row[after].lower not in ("that", "which"):
        return NOBODY
    for at in range(after + 1, min(after + 10, len(row))):
        act = act_of(row[at])
        if act is not None and act.lemma in _BUILDS:
            named = [i for i in range(after + 1, at) if row[i].kind == "company" or party_of(row[i])]
            firm = next((i for i in named if row[i].kind == "company"), named[0] if named else None)
            return _role(row, firm) if firm is not None else NOBODY
    return NOBODY


def _group(clause: Clause, at: int) -> int:
    verb = verb_at(clause.row, at, clause.first)
    return verb.group if verb is not None else at - (clause.row[at - 1].lower in ("has", "have", "had"))


def _named(row: list[Mark], first: int, stop: int, ties: tuple[str, ...]) -> Role:
    """Return the economy that a preposition brings between two marks."""
    for index in range(first, stop - 1):
        step = index + 1 + (row[index + 1].lower == "the")
        known = step < stop and (row[step].kind == "company" or party_of(row[step]))
        if row[index].lower in ties and known:
            return _role(row, step)
    return NOBODY


def _role(row: list[Mark], at: int) -> Role:
    """Return the economy of a party or of a company."""
    if row[at].kind == "company":
        return Role((str(row[at].ref),), "company", str(row[at].ref), "company")
    return joined(row, at, at, at + 1)


def _is_firm(row: list[Mark], first: int, stop: int) -> bool:
    """Whether a firm stands between two marks: a company, or a name that an economy owns."""
    return any(
        row[i].kind == "company"
        or (row[i].lower == "'s" and row[i + 1].kind == "word" and row[i + 1].text[:1].isupper())
        or (row[i].kind == "party" and getattr(row[i].ref, "kind", "") == "institution")
        for i in range(first, stop)
    )


def _price(reading: Reading, sentence: Sentence) -> Amount | None:
    """Return what the contract is worth, by its own sentence or one of the next three."""
    for number in range(sentence.number, min(sentence.number + 4, len(reading.sentences))):
        told = reading.sentences[number]
        sums = [a for a in reading.amounts_of(told) if a.kind == "money"]
        if sums and (number == sentence.number or _WORTH.search(told.text)):
            return sums[0]
    return None
