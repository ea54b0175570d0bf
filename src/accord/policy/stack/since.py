"""What happened afterwards to the duties that a report names: facts for a box of its own, never for the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from accord.core.codes import SECTOR_SETS, SECTORS
from accord.core.errors import InputError
from accord.policy.stack.act import Act
from accord.policy.stack.book import book_importers, load_book
from accord.policy.stack.duty import BASE_KINDS, COLLECTED, Duty, territory, union_of
from accord.policy.stack.products import codes_of, overlap
from accord.policy.stack.sectors import codes_of_sectors

Fate = Literal["ended", "struck down", "replaced", "began", "announced", "came to nothing", "act"]


@dataclass(frozen=True)
class DatedFact:
    """One thing that happened after a day: what, to which entry of the book, where it is written."""

    date: str
    fate: Fate
    entry: str
    title: str
    rate_pct: float | None
    by: str
    instrument: str
    source: str
    confidence: str


def since(
    importer: str, exporter: str, goods: Iterable[str] = (), day: date = date.min, until: date | None = None
) -> tuple[DatedFact, ...]:
    """Return what became, after ``day``, of the duties of ``importer`` on goods of ``exporter``, in time order.

    ``goods`` are HS codes, sectors or names of sector sets (none: all goods). A duty in force on ``day`` that
    ended, was struck down or was replaced is told with what took its place; duties that began or were
    announced later, and the acts that bear on the pair, are told as well. Without a book of the importer the
    answer is empty. ``until`` closes the window, by default the book's end.
    """
    importer = union_of(importer)
    if importer not in book_importers():
        return ()
    book = load_book(importer)
    end = until or book.until
    codes = _codes(goods)
    mine = [d for d in book.duties if d.rate_on(exporter) is not None and _on(d, codes)]
    mine = [d for d in mine if d.kind not in BASE_KINDS or d.kind == "offer"]
    facts = [fact for duty in mine for fact in _of_duty(duty, exporter, mine, day)]
    ids = {duty.id for duty in mine}
    facts += [_of_act(act) for act in book.acts if act.date > day and _bears(act, exporter, ids, codes)]
    inside = [fact for fact in facts if day.isoformat() < fact.date <= end.isoformat()]
    return tuple(sorted(inside, key=lambda fact: (fact.date, fact.fate, fact.entry)))


def _codes(goods: Iterable[str]) -> frozenset[str]:
    """HS codes of the goods asked for; empty means all."""
    found: set[str] = set()
    for word in goods:
        if word.isdigit():
            found.add(word)
        elif word in SECTORS or word in SECTOR_SETS:
            found |= codes_of_sectors(SECTOR_SETS.get(word, (word,)))
        else:
            raise InputError(f"since: '{word}' is neither an HS code nor a sector")
    return frozenset(found)


def _on(duty: Duty, codes: frozenset[str]) -> bool:
    return not codes or duty.products is None or overlap(codes_of(duty.products), codes)


def _of_duty(duty: Duty, exporter: str, others: list[Duty], day: date) -> list[DatedFact]:
    facts: list[DatedFact] = []
    if duty.status in COLLECTED and duty.effective:
        if duty.effective > day:
            facts.append(_fact(duty, exporter, duty.effective, "began"))
        if duty.ended and duty.ended > day >= duty.effective:
            successor = _successor(duty, others)
            fate: Fate = (
                "replaced" if successor else "struck down" if duty.status == "struck_down" else "ended"
            )
            facts.append(_fact(duty, exporter, duty.ended, fate, successor))
    elif duty.announced and duty.announced > day:
        facts.append(_fact(duty, exporter, duty.announced, "announced"))
    elif duty.announced and duty.ended:
        facts.append(_fact(duty, exporter, duty.ended, "came to nothing"))
    return facts


def _successor(duty: Duty, others: list[Duty]) -> str:
    """Title of the duty of the same kind that began the day this one ended, or of one that replaces it."""
    for other in others:
        same = other.kind == duty.kind or duty.id in (other.replaces or ())
        if same and other.id != duty.id and other.effective == duty.ended and other.status in COLLECTED:
            return other.title
    return ""


def _fact(duty: Duty, exporter: str, day: date, fate: Fate, by: str = "") -> DatedFact:
    return DatedFact(
        date=day.isoformat(),
        fate=fate,
        entry=duty.id,
        title=duty.title,
        rate_pct=duty.rate_on(exporter),
        by=by,
        instrument=duty.instrument,
        source=duty.source,
        confidence=duty.confidence,
    )


def _bears(act: Act, exporter: str, duties: set[str], codes: frozenset[str]) -> bool:
    """Whether an act concerns the exporter: by name, or through a duty that reaches it."""
    if act.products is not None and codes and not overlap(codes_of(act.products), codes):
        return False
    if act.duties:
        return bool(duties & set(act.duties)) and act.touches(territory(exporter))
    return act.touches(territory(exporter))


def _of_act(act: Act) -> DatedFact:
    return DatedFact(
        date=act.date.isoformat(),
        fate="act",
        entry=act.id,
        title=act.title,
        rate_pct=None,
        by="",
        instrument=act.instrument,
        source=act.source,
        confidence=act.confidence,
    )
