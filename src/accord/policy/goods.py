"""Goods as reports name them, as products of the Harmonised System and as sectors.

``data/goods.csv`` is ours: words in everyday use beside the headings of the Harmonised System (2022) that they
mean. Sectors follow from the headings by the concordance of ``policy/stack/weights``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from accord.core.codes import GOODS
from accord.core.frozen import dataclass
from accord.core.places import files
from accord.policy.stack.tables import partner_for, partners
from accord.policy.stack.weights import SECTOR_NAMES, concordance, weights

EVERYTHING = ("01-97",)


@dataclass(frozen=True)
class Products:
    """What words name: HS prefixes (``8703``) and ranges (``01-24``), and the ICIO sectors they lie in.

    ``unknown`` are the words that no row of the table has.
    """

    hs: tuple[str, ...]
    sectors: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all goods are meant."""
        return not self.hs or self.hs == EVERYTHING


@lru_cache(maxsize=1)
def table() -> dict[str, tuple[str, ...]]:
    """Return HS prefixes and ranges by word, lower case."""
    text = files("accord.policy").joinpath("data/goods.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {word: tuple(row["hs"].split()) for row in rows for word in row["forms"].split("|")}


def find(words: Iterable[str]) -> Products:
    """Return the products that a report's words name; no words are all goods."""
    found: dict[str, None] = {}
    unknown = []
    for word in words:
        codes = _codes(word)
        found |= dict.fromkeys(codes)
        if not codes:
            unknown.append(word)
    hs = tuple(found)
    if len(hs) > 1:
        hs = tuple(code for code in hs if code not in EVERYTHING)
    return Products(hs, sectors(hs) if hs else (), tuple(unknown))


def _codes(word: str) -> tuple[str, ...]:
    """Return the codes of a word: as it stands, else of the longest run of its own words that is known."""
    plain = re.sub(r"[^\w\s&-]", " ", word.casefold()).strip()
    known = table()
    if plain in known:
        return known[plain]
    parts = plain.split()
    for size in range(len(parts) - 1, 0, -1):
        for at in range(len(parts) - size, -1, -1):
            run = " ".join(parts[at : at + size])
            if run in known and known[run] != EVERYTHING:
                return known[run]
    return EVERYTHING if any(part in known and known[part] == EVERYTHING for part in parts[-1:]) else ()


def headings(hs: Iterable[str]) -> tuple[str, ...]:
    """Return HS codes with every range written out, heading by heading."""
    found: list[str] = []
    for code in hs:
        first, _, last = code.partition("-")
        found += [str(one).zfill(len(first)) for one in range(int(first), int(last or first) + 1)]
    return tuple(found)


def _spans(hs: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the tariff lines (10 digits) that a prefix or a range of prefixes covers, first and last."""
    for code in hs:
        first, _, last = code.partition("-")
        last = last or first
        yield int(first.ljust(10, "0")), int(last.ljust(10, "9"))


@lru_cache(maxsize=256)
def sectors(hs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sectors of goods that products lie in.

    Those count with at least a tenth of the tariff lines of a heading or chapter, or 3 % of those of a range.
    """
    codes, places = concordance()
    chosen: set[str] = set()
    for code in hs:
        counts = np.bincount(places[_within(codes, (code,))], minlength=len(SECTOR_NAMES))
        least = max(1.0, (0.03 if "-" in code else 0.1) * counts.sum())
        chosen |= {SECTOR_NAMES[at] for at in np.flatnonzero(counts >= least)}
    return tuple(code for code in GOODS if code in chosen)


def coverage(hs: tuple[str, ...]) -> float:
    """Return the part of the tariff lines of their sectors that products are, from 0 to 1."""
    codes, places = concordance()
    chosen = [SECTOR_NAMES.index(code) for code in sectors(hs)]
    inside = np.isin(places, chosen)
    return float((_within(codes, hs) & inside).sum() / max(inside.sum(), 1))


def _within(codes: np.ndarray, hs: Iterable[str]) -> np.ndarray:
    inside = np.zeros(len(codes), bool)
    for first, last in _spans(hs):
        inside |= (codes >= first) & (codes <= last)
    return inside


def shares(importer: str, exporter: str, hs: tuple[str, ...]) -> dict[str, float] | None:
    """Return which share of an importer's 2024 imports from an exporter these products are, by sector.

    None where no imports by product are at hand; sectors that the products do not touch are left out.
    """
    if importer not in ("USA",) and not partners(importer):
        return None
    partner = partner_for(importer, exporter)
    if partner is None:
        return None
    held = weights(importer, partner)
    inside = _within(held.codes, hs)
    all_of = np.bincount(held.sector, held.imports, len(SECTOR_NAMES))
    of_these = np.bincount(held.sector[inside], held.imports[inside], len(SECTOR_NAMES))
    return {
        SECTOR_NAMES[at]: float(of_these[at] / all_of[at])
        for at in np.flatnonzero(of_these > 0)
        if SECTOR_NAMES[at] in GOODS
    }
