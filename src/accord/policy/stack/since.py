"""What happened afterwards to the duties that a report names: facts for a box of its own, never for the answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import numpy as np

from accord.core.codes import SECTOR_SETS, SECTORS
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.policy.stack.act import Act
from accord.policy.stack.book import book_importers, load_book
from accord.policy.stack.duty import BASE_KINDS, COLLECTED, Duty, territory, union_of
from accord.policy.stack.products import codes_of, overlap
from accord.policy.stack.sectors import codes_of_sectors
from accord.policy.stack.tables import partner_for
from accord.policy.stack.weights import covered, weights

Fate = Literal["ended", "struck down", "replaced", "began", "announced", "came to nothing", "act"]

SOLD = 0.02
"""The part of an exporter's sales from which on a duty on some goods is told of all goods."""
COVERED = 0.9
"""The part of the goods asked about from which on a duty on all goods is paid on none of them."""


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
    announced later, and the acts that bear on the pair, are told as well. Of all goods a duty on some is told
    where the exporter sells them; of some goods, a duty on all where no other takes its place on them. Without a
    book of the importer the answer is empty. ``until`` closes the window, by default the book's end.
    """
    importer = union_of(importer)
    if importer not in book_importers():
        return ()
    book = load_book(importer)
    end = until or book.until
    codes = _codes(goods)
    mine = [d for d in book.duties if d.rate_on(exporter) is not None and _on(d, codes)]
    mine = [d for d in mine if d.kind not in BASE_KINDS or d.kind == "offer"]
    mine = [
        d
        for d in mine
        if _sold(d, importer, exporter, codes) and not _taken(d, mine, importer, exporter, codes)
    ]
    facts = [fact for duty in mine for fact in _of_duty(duty, exporter, mine, day)]
    ids = {duty.id for duty in mine}
    acts = (act for act in book.acts if act.date > day and _bears(act, exporter, ids, codes))
    facts += [_of_act(act) for act in acts if _is_sold(act, importer, exporter, codes)]
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


def _sold(duty: Duty, importer: str, exporter: str, codes: frozenset[str]) -> bool:
    """Return whether a duty on some of all goods asked about falls on what the exporter sells, or names it."""
    listed = codes_of(duty.products) if duty.products is not None else frozenset[str]()
    return _worth_telling(listed, duty.exporters_named, importer, exporter, codes)


def _is_sold(act: Act, importer: str, exporter: str, codes: frozenset[str]) -> bool:
    return _worth_telling(_listed(act), act.concerns, importer, exporter, codes)


def _worth_telling(
    listed: frozenset[str], named: Iterable[str], importer: str, exporter: str, codes: frozenset[str]
) -> bool:
    if codes or not listed or {*territory(exporter)} & {*named}:
        return True
    share = _share(importer, exporter, codes, listed)
    return share is None or share >= SOLD


def _taken(duty: Duty, others: list[Duty], importer: str, exporter: str, codes: frozenset[str]) -> bool:
    """Return whether other duties are paid on the goods asked about in place of one on all goods."""
    over = [one for one in others if one.id in (duty.pre_empted_by or ()) and one.products is not None]
    if not codes or not over:
        return False
    listed = frozenset[str]().union(*(codes_of(one.products) for one in over if one.products))
    share = _share(importer, exporter, codes, listed)
    return share is not None and share >= COVERED


def _share(importer: str, exporter: str, codes: frozenset[str], listed: frozenset[str]) -> float | None:
    """Return which part of an importer's 2024 imports of some goods (none: all) is on a list; None without weights."""
    partner = partner_for(importer, exporter)
    if partner is None:
        return None
    held = weights(importer, partner)
    of = held.imports if not codes else np.where(covered(held.codes, codes), held.imports, 0.0)
    inside = covered(held.codes, listed)
    return float(of[inside].sum() / of.sum()) if of.sum() > 0 else None


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
    if codes and (listed := _listed(act)) and not overlap(listed, codes):
        return False
    if act.duties:
        return bool(duties & set(act.duties)) and act.touches(territory(exporter))
    general = act.kind == "investigation" or not {*territory(exporter)} & {*act.concerns}
    if codes and not _listed(act) and general:
        return False
    return act.touches(territory(exporter))


def _listed(act: Act) -> frozenset[str]:
    """Return the codes of the goods that an act is about, none where it is about all."""
    named = codes_of(act.products) if act.products is not None else frozenset[str]()
    return named | codes_of_sectors(act.sectors) if act.sectors else named


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
