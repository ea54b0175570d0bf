"""Frames of a report: every noun and verb that names a measure, with what its clause tells of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from accord.docket.frames.anybody import hide_described
from accord.docket.frames.bare import ON
from accord.docket.frames.duties import RATED, assign, at_least, clause_of, old_of, spoken_of
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, party_of
from accord.docket.frames.kind import echoed, in_kind, priced_next
from accord.docket.frames.life import is_question
from accord.docket.frames.marks import Mark
from accord.docket.frames.others import others_of
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.single import is_head, is_label, is_tied, make_frame, supposed
from accord.docket.reading import Reading
from accord.docket.rules import words
from accord.docket.tokens import Sentence


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
    hide_described(row)
    _name_imports(row)
    _name_plans(row)
    _name_rates(row, any(f.lever in RATED for f in before[-12:]))
    _name_taxes(row)
    for at in (i for i, m in enumerate(row) if _points_of(row, i)):
        row[at] = row[at]._replace(ref=replace(row[at].amount, kind="rate", unit="percent"))
    old = old_of(reading, sentence)
    rates = [
        i
        for i, m in enumerate(row)
        if m.kind == "amount"
        and m.amount.kind in ("rate", "zero", "specific")
        and m.amount.start not in old
        and not (m.amount.kind == "specific" and (_prices(row, i) or at_least(row, i) or _floored(row, i)))
    ]
    levers = [i for i, m in enumerate(row) if m.kind == "lever" and m.ref in RATED]
    levers = [i for i in levers if i == levers[0] or not _restates(row, i)]
    held = assign(row, parts, rates, levers, before, sentence, spoken_of(reading, sentence))
    found: list[Frame] = []
    for at in levers:
        clause = clause_of(parts, at)
        mine = held.get(at, [])
        if not mine and is_head(row, at):
            frame = make_frame(sentence, clause, row[at].lever, at, None, parts=parts)
            found += _each(frame) if is_tied(frame) else []
        told = [make_frame(sentence, clause, row[at].lever, at, r, mine, parts) for r in mine]
        _share_goods(told)
        found += _share([f for f in told if not (is_label(f) or supposed(f))])
    found += _share(
        [make_frame(sentence, clause_of(parts, r), "tariff", r, r, held[-1], parts) for r in held.get(-1, [])]
    )
    found = _with_its_rate(found)
    found = _without_free(found, others_of(reading, sentence, parts, held))
    found += [again for f in found if (again := in_kind(f)) is not None]
    found = priced_next(sentence, parts, before, echoed(sentence, parts, before, found))
    for frame in found:
        frame.siblings = parts
    return found


def _name_imports(row: list[Mark]) -> None:
    """Let what is "brought in from" somewhere be imported: "peas brought in from Canada"."""
    for at in range(1, len(row) - 1):
        if (
            row[at].lower == "brought in"
            and row[at + 1].lower == "from"
            and row[at - 1].kind in ("good", "word")
        ):
            row[at] = row[at]._replace(kind="word", lower="imported", ref=None)


def _share_goods(told: list[Frame]) -> None:
    """Let rates told for economies be on the goods of their duty: "duties on tea: 5 percent for Kenya, 9 percent for Chad"."""
    for frame in told if len(told) > 1 else ():
        row = frame.clause.row
        rate = next((i for i, m in enumerate(row) if m.ref is frame.amount), 0)
        tied = rate > frame.at + 2 and row[frame.at + 1].lower in ON
        if tied and not frame.goods and frame.falls.origins and not frame.falls.whole:
            frame.falls.goods = falls_on(row, frame.at + 2, rate).goods
            frame.goods = tuple(frame.falls.goods)


def _name_rates(row: list[Mark], told: bool) -> None:
    """Let "the rate on semiconductors" name a duty, where duties were told of before; "a rate of 9% on Chilean goods" anywhere."""
    rated = any(m.sizes("rate", "zero") for m in row)
    for at in range(1, len(row) - 2) if rated else ():
        mark = row[at]
        if mark.lower not in ("rate", "rates") or mark.kind != "word":
            continue
        on = at + 1 + 2 * (row[at + 1].lower == "of" and row[at + 2].kind == "amount")
        if on + 2 > len(row):
            continue
        near = row[on + 1 : on + 5]
        named = told and row[at - 1].lower in ("the", "new", "its", "current")
        goods = row[on].lower in ("on", "for") and any(m.kind == "good" for m in row[on + 1 : on + 7])
        ends = next((i for i, m in enumerate(near) if m.kind in ("amount", "punct")), len(near))
        theirs = any(m.kind == "party" for m in near[:ends]) and any(m.lower in _WARES for m in near[:ends])
        theirs = theirs and row[on].lower in ("on", "to", "for") and row[at - 1].lower not in _OTHER_RATES
        if (named and goods) or theirs:
            row[at] = mark._replace(kind="lever", ref="tariff")


_OTHER_RATES = frozenset(
    ["tax", "interest", "exchange", "growth", "freight", "inflation", "utilisation", "utilization"]
)


def _with_its_rate(duties: list[Frame]) -> list[Frame]:
    """Let a duty and its rates told after "with" be one: "set duties on coils from Peru, with tariffs ranging from 4% to 9%"."""
    kept: list[Frame] = []
    for frame in duties:
        told = kept[-1] if kept else None
        apart = frame.clause.row[frame.first - 1].lower == "with" and not frame.goods
        fits = told is not None and told.value is None and told.lever == frame.lever and apart
        if (
            told is not None
            and fits
            and {*frame.falls.origins} <= {*told.falls.origins}
            and frame.amount
            and not {"end", "pause"} & {*told.kinds}
        ):
            kept[-1] = replace(told, amount=frame.amount, value=frame.value)
        else:
            kept.append(frame)
    return kept


_VAULTS = frozenset(["bank", "reserves"])
_PLANS = words("plans_of_aid", "measures")


def _name_plans(row: list[Mark]) -> None:
    """Let a plan with its sum name the aid it brings: "a $2 billion plan to help farmers", "$3 million in funding".

    Money that one state places with another's bank is credit: "a $2 billion deposit with the State Bank of Chad".
    """
    held = any(m.sizes("money") for m in row) and _VAULTS & {m.lower for m in row}
    for at in range(2, len(row)):
        mark = row[at]
        placed = mark.lower in ("deposit", "deposits", "disbursement") and mark.kind in ("word", "act")
        if placed and (held or any(m.sizes("money") for m in row[at - 1 : at + 3])):
            row[at] = mark._replace(kind="lever", ref="credit")
        share = mark.lower == "interest" and any(m.sizes("rate") for m in row[at - 2 : at])
        if share and at + 1 < len(row) and row[at + 1].lower == "in":
            row[at] = mark._replace(kind="lever", ref="stake")
        if mark.lower not in _PLANS or mark.kind not in ("word", "act"):
            continue
        sums = [i for i in range(max(at - 6, 0), at) if row[i].sizes("money")]
        between = row[sums[-1] + 1 : at] if sums else []
        tie = mark.lower != "funding" or any(m.lower in ("in", "of") for m in between)
        if (
            sums
            and tie
            and not any(m.kind in ("lever", "party", "punct") and m.lower not in ")-" for m in between)
        ):
            row[at] = mark._replace(kind="lever", ref="subsidy")


_FOREIGN = frozenset(["imports", "imported", "foreign"])
_WARES = frozenset(["goods", "imports", "products", "exports"])


def _name_taxes(row: list[Mark]) -> None:
    """Let "the tax on Canadian oilseeds" and "taxes on imported cars" name a duty, by whose goods they are on.

    A tax on what goes out, or on goods beside such a tax, is one on exports: "raised taxes on beef exports".
    """
    for at in range(len(row) - 3):
        if row[at].ref == "tariff" and row[at + 1].lower == "on" and _leaves(row[at + 2 : at + 6]):
            row[at] = row[at]._replace(ref="export_tax")
        if row[at].lower not in ("tax", "taxes") or row[at + 1].lower != "on" or row[at].kind == "lever":
            continue
        on = at + 2 + (row[at + 2].lower in ("all", "the", "some", "most", "certain"))
        party = party_of(row[on])
        after = row[on : on + 5]
        wares = any(m.kind == "good" or m.lower in _WARES for m in after[1:4])
        theirs = party is not None and party.kind == "adjective" and wares
        ends = next(
            (i for i, m in enumerate(after) if m.lower in ("from", "to", "by", ",", "and")), len(after)
        )
        whole = any(m.kind in ("party", "amount") for m in after[:ends])
        out = not whole and any(m.lower == "exports" for m in after[:ends])
        beside = row[on].kind == "good" and any(m.ref == "export_tax" for m in row[:at])
        if out or beside or theirs or row[on].lower in _FOREIGN:
            row[at] = row[at]._replace(kind="lever", ref="export_tax" if out or beside else "tariff")


def _leaves(after: list[Mark]) -> bool:
    """Whether goods are said to leave: "the duty on | wheat exported from Chile"."""
    out = next((i for i, m in enumerate(after) if m.lower in ("exported", "leaving")), 0)
    return any(m.kind == "good" for m in after[:out])


def _points_of(row: list[Mark], at: int) -> bool:
    """Whether percentage points are the part of a duty that something is done to: "suspend 24 points of the additional duty"."""
    after = row[at + 1 : at + 6]
    return (
        row[at].sizes("points")
        and bool(after)
        and after[0].lower == "of"
        and any(m.kind == "lever" for m in after)
    )


def _restates(row: list[Mark], at: int) -> bool:
    """Whether a duty only says how one named before is charged: "to be collected in the form of a specific duty of"."""
    return "form" in [m.lower for m in row[max(at - 4, 0) : at]]


def _prices(row: list[Mark], at: int) -> bool:
    """Whether a sum is the figure of a price named right before it: "a minimum import price of $1.25 per kg"."""
    named = [m.lever for m in row[max(at - 4, 0) : at] if m.kind == "lever"]
    return bool(named) and named[-1] in ("minimum_price", "price_floor", "price_cap")


def _floored(row: list[Mark], at: int) -> bool:
    """Whether a sum is that below which nothing may be sold: "will not be allowed below $770 a tonne"."""
    below = row[at - 1].lower == "below" or row[at].lower.startswith("below")
    return below and any(m.lower in ("not", "no") for m in row[max(at - 6, 0) : at])


def _each(frame: Frame) -> list[Frame]:
    """Return a measure without a rate once for each thing and origin it is told on: "duties on tea from Peru and on rice from"."""
    row, stop = frame.clause.row, frame.clause.last
    ons = [i for i in range(frame.at + 1, stop) if row[i].lower == "on"]
    again = [i for i in ons[1:] if row[i - 1].lower in ("and", ",")]
    ends = [*again, stop]
    parts = [falls_on(row, i + 1, end) for i, end in zip([*ons[:1], *again], ends, strict=False)]
    if len(parts) < 2 or not all(p.goods and p.origins for p in parts):
        return [frame]
    return [replace(frame, falls=p, goods=tuple(p.goods)) for p in parts]


def _without_free(duties: list[Frame], others: list[Frame]) -> list[Frame]:
    """Let a volume that comes in free of duty be one measure, its quota."""
    _share([f for f in others if f.lever == "tariff_quota"])
    nil = {f.clause.first: f.at for f in duties if f.value == 0 and f.clause.row[f.at].kind == "amount"}
    for quota in others:
        free = nil.get(quota.clause.first, -9) - quota.at
        if quota.lever == "quota" and quota.value and (free > 0 or -4 < free < 0):
            quota.lever = "tariff_quota"
    volumes = [f.clause.first for f in others if f.lever == "tariff_quota" and f.value is not None]
    within = {f.clause.first: f for f in others if f.lever.endswith("quota") and _within(f)}
    within_name = {i for f in others if f.lever == "quota" and f.value for i in range(f.first, f.at)}
    kept = [f for f in duties if f.value != 0 or not (f.clause.first in volumes or f.at in within_name)]
    for bare in [f for f in kept if f.value is None and f.clause.first in within]:
        quota = within[bare.clause.first]
        quota.lever, quota.agent, quota.patient, quota.falls = (
            "tariff_quota",
            bare.agent,
            bare.patient,
            bare.falls,
        )
        kept.remove(bare)
    return [*kept, *others]


def _within(frame: Frame) -> bool:
    """Whether a volume bounds what is done to a duty: "an end to the duty on tea within a quota of 9,000 tonnes"."""
    return frame.value is not None and any(
        m.lower == "within" for m in frame.clause.row[max(frame.first - 2, 0) : frame.at]
    )


def _on_those(frame: Frame) -> bool:
    """Whether a rate is on the goods of the one before: "and $238 a tonne for those of Canadian origin"."""
    row = frame.clause.row
    at = next((i for i, m in enumerate(row) if m.ref is frame.amount), 0)
    return "those" in [m.lower for m in row[at + 1 : at + 3]]


def _share(mates: list[Frame]) -> list[Frame]:
    """Let the origin told last hold for a whole list: "145% on cars and 721% on graphite from Chile"."""
    last = mates[-1] if mates else None
    for one, other in pairwise(mates):
        other.goods = other.goods or (one.goods if _on_those(other) else ())
    if last is not None and len(mates) > 1 and last.falls.origins:
        for frame in mates[:-1]:
            falls = frame.falls
            if frame.goods and not (falls.origins or falls.dests or falls.unknown or falls.everybody):
                falls.origins = list(last.falls.origins)
    return mates
