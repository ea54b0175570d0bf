"""Measures told by a verb and a sum: money pledged for something, spent on somebody's goods, charged on ships."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, Verb, act_of, party_of, verb_at
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.single import verb_frame
from accord.docket.frames.subjects import subject
from accord.docket.rules import words
from accord.docket.tokens import Sentence

PLEDGING = frozenset(
    [*("pledge", "commit", "promise", "earmark", "allocate", "provide", "announce", "approve"),
     *("unveil", "set aside", "grant", "award", "put", "pour", "inject", "plough")]
)  # fmt: skip
SHIPS = frozenset(
    ["ship", "ships", "vessel", "vessels", "tanker", "tankers", "carrier", "carriers", "operators"]
)
_GIVEN = frozenset(["purchase", "investment", "credit", "subsidy", "stake"])
_SUBSIDISES = frozenset(["subsidise", "subsidize", "bankroll"])
_RIGHTS = frozenset(["rights", "right", "concession", "concessions", "share", "licence", "license"])
"""What an investor pays for: "will pay $2 billion for the rights to mine"."""
_FOR = frozenset(["for", "to", "towards", "toward", "in", "into"])


def summed(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return what a verb with a sum tells, where no noun names the measure."""
    row = clause.row
    sums = [i for i in range(verb.at + 1, min(verb.at + 8, clause.last)) if row[i].kind == "amount"]
    if not sums or verb.act.lemma in _SUBSIDISES:
        return _subsidised(sentence, clause, verb)
    size, kind = sums[0], row[sums[0]].amount.kind
    if verb.act.lemma in ("charge", "levy", "impose", "collect") and kind in ("money", "specific"):
        return _per_ship(sentence, clause, verb, size) or _per_unit(sentence, clause, verb, size)
    named = any(
        m.kind == "lever" and (i < size or m.lever in _GIVEN) and not paid_into(row, i)
        for i, m in enumerate(row[: clause.last])
        if i >= clause.first
    )
    if named or kind != "money":
        return []
    if any(act_of(row[i]) and verb_at(row, i, clause.first) for i in range(verb.at + 1, size)):
        return []
    pays = verb.act.lemma in ("contribute", "pay") and (
        _fund(row, size, clause.last) or _RIGHTS & {m.lower for m in row[size + 2 : size + 5]}
    )
    if (
        (verb.act.lemma in PLEDGING or pays)
        and not verb.passive
        and size + 1 < clause.last
        and row[size + 1].lower in _FOR
    ):
        return _pledged(sentence, clause, verb, size)
    return []


def _pledged(sentence: Sentence, clause: Clause, verb: Verb, size: int) -> list[Frame]:
    row = clause.row
    home = verb.act.lemma in ("earmark", "allocate", "set aside", "grant", "award")
    fund = _fund(row, size, clause.last)
    home = home and not fund
    if (
        row[size + 1].lower in ("to", "in", "into")
        and not (home or fund)
        and not _place(row, size + 2, clause.last)
    ):
        return []
    contract = any(m.lower in ("contract", "order") for m in row[verb.at + 1 : size])
    frame = verb_frame(
        sentence, clause, verb.at, "purchase" if contract else "subsidy" if home else "investment"
    )
    frame.amount, frame.value = row[size].amount, row[size].amount.value
    frame.agent = frame.agent if frame.agent.codes or verb.passive else subject(clause, verb.group)
    frame.fall_on(falls_on(row, size + 2, clause.last, place=False))
    others = tuple(c for c in (*frame.falls.origins, *frame.falls.dests) if c not in frame.agent.codes)
    if fund:
        placed = (i for i in range(fund, len(row) - 1) if row[i].lower in _WHERE)
        others = tuple(
            c for i in placed if (p := party_of(row[i + 1])) and p.kind != "person" for c in p.codes
        )
        frame.goods = ()
    if contract:
        others = tuple(c for m in row[verb.at + 1 : size] if (p := party_of(m)) for c in p.codes)
    frame.deed = "buy" if contract else "support" if home else "invest"
    if not contract and LENDERS & {*" ".join(m.lower for m in row[clause.first : verb.group]).split()}:
        frame.lever = "credit"
    if others:
        frame.patient = Role(others[:1], "dealt with", "", "economy")
    return [frame]


LENDERS = words("lenders", "measures")
_WHERE = frozenset(["in", "for", "with", "to"])


def paid_into(row: list[Mark], at: int) -> bool:
    """Whether a fund is what money goes into, and is given to nobody: "will put $2 billion into a joint fund"."""
    lead = [m.lower for m in row[max(at - 6, 0) : at]]
    after = lead[
        max((i for i, w in enumerate(lead) if w in ("into", "to", "for", "in")), default=len(lead)) :
    ]
    sized = at > len(after) and row[at - len(after) - 1].sizes("money")
    named = any(m.lower.endswith(("fund", "funds")) for m in row[at : at + 2])
    return named and bool(after) and sized


def _fund(row: list[Mark], size: int, stop: int) -> int:
    """Return where the fund stands that a sum goes into, 0 where it goes into none."""
    return next(
        (
            i
            for i in range(size + 2, min(size + 8, stop))
            if row[i].lower in ("fund", "funds") and paid_into(row, i)
        ),
        0,
    )


def _place(row: list[Mark], at: int, stop: int) -> bool:
    """Whether an economy stands next, where the money goes: "pledged $2 billion to Chile"."""
    return any((p := party_of(m)) is not None and p.kind != "person" for m in row[at : min(at + 3, stop)])


def _per_ship(sentence: Sentence, clause: Clause, verb: Verb, size: int) -> list[Frame]:
    """Return a fee on ships: "will charge Chilean-built ships $18 a net ton"."""
    row = clause.row
    near = range(verb.at + 1, min(size + 6, clause.last))
    if not any(row[i].lower in SHIPS for i in near) or any(row[i].kind == "lever" for i in near):
        return []
    frame = verb_frame(sentence, clause, verb.at, "port_fee")
    frame.amount, frame.value, frame.deed = row[size].amount, row[size].amount.value, "impose"
    frame.goods = tuple(row[i].lower for i in near if row[i].lower in SHIPS)[:1]
    hit = tuple(c for i in near if (p := party_of(row[i])) for c in p.codes if c not in frame.agent.codes)
    frame.patient = Role(hit, "goods of", "", "economy") if hit else frame.patient
    return [frame]


_EACH = frozenset(["each", "every", "a", "an", "per"])


def _per_unit(sentence: Sentence, clause: Clause, verb: Verb, size: int) -> list[Frame]:
    """Return a duty told by a verb and a sum for each unit: "collects 72 shillings on each tray of Chilean eggs"."""
    row, after = clause.row, size + 1
    if any(m.kind == "lever" for m in row[clause.first : clause.last]) or after + 1 >= clause.last:
        return []
    amount = row[size].amount
    each = row[after + 1].lower in _EACH and row[after].lower in ("on", "for", "upon")
    if amount.kind == "money" and each and after + 2 < clause.last:
        amount = replace(amount, kind="specific", unit=f"{amount.unit} per {row[after + 2].lower}")
        after += 2
    elif amount.kind != "specific" or row[after].lower not in ("on", "for", "upon", "of"):
        return []
    falls = falls_on(row, after + 1, len(row))
    outward = {"export", "exports", "exported"} & {m.lower for m in row[after : clause.last + 6]}
    frame = verb_frame(sentence, clause, verb.at, "export_tax" if outward else "tariff")
    frame.amount, frame.value, frame.deed, frame.kinds = amount, amount.value, "impose", ["impose"]
    frame.fall_on(falls)
    return [frame] if frame.goods or falls.origins or falls.theirs else []


def _subsidised(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return aid, with its sum where that is told: "will subsidise power prices", "subsidises a plant with 5 million euros"."""
    if verb.act.lemma not in _SUBSIDISES:
        return []
    frame = verb_frame(sentence, clause, verb.at, "subsidy")
    frame.fall_on(falls_on(clause.row, verb.at + 1, clause.last))
    frame.amount = next((m.amount for m in clause.row[verb.at + 1 : clause.last] if m.sizes("money")), None)
    frame.value = frame.amount.value if frame.amount is not None else None
    return [replace(frame, deed="support")] if frame.goods else []


def spending(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return money spent on somebody's goods as a purchase: "will spend $2 billion on Chilean copper"."""
    row = clause.row
    tie = "on" if verb.act.lemma == "spend" else "for"
    on = next((i for i in range(verb.at + 1, min(verb.at + 10, clause.last)) if row[i].lower == tie), None)
    sums = [i for i in range(verb.at + 1, on or verb.at) if row[i].sizes("money")]
    if on is None or not sums:
        return []
    frame = verb_frame(sentence, clause, verb.at, "purchase")
    frame.amount, frame.value, frame.deed = row[sums[0]].amount, row[sums[0]].amount.value, "buy"
    frame.fall_on(falls_on(row, on + 1, clause.last))
    sellers = tuple(c for c in frame.falls.origins if c not in frame.agent.codes)
    frame.patient = Role(sellers[:1], "goods of", "", "economy")
    sold = sellers or any(
        row[i].kind == "company" and row[i - 1].lower == "from" for i in range(on, clause.last)
    )
    return [frame] if sold and frame.goods else []


def kept_by(frame: Frame) -> Role:
    """Return who placed or keeps money, as a relative clause after it tells: "a deposit that Norway keeps in Peru's bank"."""
    row, at = frame.clause.row, frame.at + 1
    at += at < len(row) and row[at].lower in ("that", "which")
    party = party_of(row[at]) if at + 1 < len(row) and frame.lever == "credit" else None
    if party is None or not (
        act_of(row[at + 1]) is not None or row[at + 1].lower in ("had", "has", "keeps", "holds")
    ):
        return NOBODY
    return Role(party.codes, "by", row[at].text, party.kind)
