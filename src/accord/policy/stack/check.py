"""What does not fit in a book: contradictions, gaps in time, exemptions that lapse, dates and sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from accord.core.frozen import dataclass
from accord.policy.stack.book import DutyBook
from accord.policy.stack.duty import BASE_KINDS, COLLECTED, Duty
from accord.policy.stack.products import Exemption, codes_of
from accord.policy.stack.stack import small_rates

Weight = Literal["error", "warning", "note"]

NEAR = timedelta(days=45)
"""A duty of the same kind on the same goods that begins so soon after another ended is its successor."""


@dataclass(frozen=True)
class Finding:
    """One thing to look at: ``error`` cannot be right, ``warning`` may be, ``note`` is for the reader."""

    weight: Weight
    entry: str
    sentence: str


def check_book(book: DutyBook) -> tuple[Finding, ...]:
    """Return what does not fit, errors first.

    Contradictory duties never get this far: a book that holds two of one kind on the same goods at one time
    is refused when it is read.
    """
    found = [
        *_dates(book),
        *_lapses(book),
        *_gaps(book),
        *_repeats(book),
        *(Finding("warning", "", sentence) for sentence in small_rates(book.duties)),
        *_unsourced(book),
    ]
    order: tuple[Weight, ...] = ("error", "warning", "note")
    return tuple(sorted(found, key=lambda finding: (order.index(finding.weight), finding.entry)))


def _dates(book: DutyBook) -> Iterable[Finding]:
    for duty in book.duties:
        if duty.status == "in_force" and duty.ended:
            yield Finding("error", duty.id, f"Duty '{duty.id}' is in force and has an end, {duty.ended}.")
        if duty.effective and duty.effective > book.until:
            yield Finding("note", duty.id, f"Duty '{duty.id}' is scheduled for {duty.effective}.")
        if duty.in_transit_until and duty.effective and duty.in_transit_until <= duty.effective:
            yield Finding(
                "error", duty.id, f"Duty '{duty.id}': the cut-off for goods in transit precedes its start."
            )
        for part in duty.exempt:
            if part.since and part.until and part.until <= part.since:
                yield Finding("error", duty.id, f"Duty '{duty.id}': an exemption ends before it begins.")


def _lapses(book: DutyBook) -> Iterable[Finding]:
    """Days on which products lose an exemption while the duty goes on: how a list that replaces another slips.

    Duties that share their exempt lists are told in one finding.
    """
    found: dict[tuple[date, frozenset[str]], list[str]] = {}
    for duty in book.duties:
        for day in sorted({part.until for part in duty.exempt if part.until}):
            if not duty.collected_on(day):
                continue
            before, after = _free(duty, day - timedelta(days=1)), _free(duty, day)
            after |= _taken(book, duty, day)
            lost = _outside(before, after)
            if lost:
                found.setdefault((day, lost), []).append(duty.id)
    for (day, lost), duties in found.items():
        some = ", ".join(sorted(lost)[:4])
        others = f" (and {len(duties) - 1} with the same list)" if len(duties) > 1 else ""
        yield Finding(
            "warning",
            duties[0],
            f"Duty '{duties[0]}'{others}: {len(lost)} codes lose their exemption on {day} ({some}); is that meant?",
        )


def _free(duty: Duty, day: date) -> frozenset[str]:
    whole: list[Exemption] = [part for part in duty.exempt if part.exporters is None and part.share == 1.0]
    return frozenset().union(*(codes_of(part) for part in whole if part.holds_on(day)))


def _outside(codes: frozenset[str], held: frozenset[str]) -> frozenset[str]:
    """Return the codes that begin with none of those held."""
    lengths = {len(code) for code in held}
    return frozenset(code for code in codes if not any(code[:size] in held for size in lengths))


def _taken(book: DutyBook, duty: Duty, day: date) -> frozenset[str]:
    """Codes on which another duty takes the place of this one anyway."""
    over = [d for d in book.duties if d.id in (duty.pre_empted_by or ()) and d.collected_on(day)]
    return frozenset().union(*(codes_of(d.products) for d in over if d.products is not None))


def _gaps(book: DutyBook) -> Iterable[Finding]:
    """A duty that ended a little before one of its kind on the same goods begins leaves days uncovered."""
    live = [duty for duty in book.duties if duty.status in COLLECTED and duty.kind not in BASE_KINDS]
    for one in live:
        for two in live:
            if one.id == two.id or one.kind != two.kind or not one.ended or not two.effective:
                continue
            same = one.products == two.products and set(one.exporters_named) == set(two.exporters_named)
            if same and one.ended < two.effective <= one.ended + NEAR and not _covered(one, live):
                days = (two.effective - one.ended).days
                yield Finding(
                    "warning",
                    two.id,
                    f"Between '{one.id}' and '{two.id}' {days} days are without a duty ({one.ended} to {two.effective}).",
                )


def _covered(ended: Duty, live: Iterable[Duty]) -> bool:
    """Whether another duty of the kind, on the same parties and products, is collected the day one ends."""
    return any(
        duty.kind == ended.kind
        and duty.products == ended.products
        and set(duty.exporters_named) == set(ended.exporters_named)
        and duty.collected_on(ended.ended or date.max)
        for duty in live
        if duty.id != ended.id
    )


def _repeats(book: DutyBook) -> Iterable[Finding]:
    """Two entries that say the same: same kind, parties, products, rate and start."""
    seen: dict[tuple[object, ...], str] = {}
    for duty in book.duties:
        key = (
            duty.kind,
            str(duty.rate),
            str(duty.exporters),
            str(duty.products),
            duty.effective,
            duty.announced,
        )
        if key in seen:
            yield Finding("error", duty.id, f"Duties '{seen[key]}' and '{duty.id}' say the same.")
        seen[key] = duty.id


def _unsourced(book: DutyBook) -> Iterable[Finding]:
    for duty in book.duties:
        if not duty.instrument:
            yield Finding("warning", duty.id, f"Duty '{duty.id}' names no legal instrument.")
    weak = [duty.id for duty in book.duties if duty.confidence == "L"]
    weak += [act.id for act in book.acts if act.confidence == "L"]
    if weak:
        yield Finding("note", "", f"{len(weak)} entries rest on a weak source: {', '.join(weak)}.")
