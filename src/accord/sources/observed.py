"""What was observed after the duties of 2025: trade of a year with the year before, as a small derived table.

``python -m accord.sources.observed RAW`` writes the table that ships from the raw folder of source figures.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from accord.policy.stack.tables import partner_for
from accord.policy.stack.weights import SECTOR_NAMES, weights

TARGET = Path(__file__).parents[1] / "assess" / "tariff" / "data" / "observed.csv"
HEAD = ("importer", "exporter", "sector", "what", "first", "last", "before_usd_bn", "after_usd_bn", "source")
INDIA = ("USA", "IND")
FISCAL = ("2025-04-01", "2026-03-31")
MOSTLY, LEAST = 0.6, 0.5
"""A chapter belongs to a sector that has so much of its lines; sectors below so many USD bn are left out."""
PARTNERS = {"m_china": "CHN", "m_canada": "CAN", "m_mexico": "MEX", "m_eu": "EU27"}


def build(raw: Path) -> list[tuple[str, ...]]:
    """Return the rows: India's exports to the US by sector and in all, US imports from four partners, USD bn."""
    return [*_india(raw), *_partners(raw)]


def chapters() -> dict[str, str]:
    """Return the ICIO sector of each chapter (two digits), where most of the one's trade is most of the other's.

    Trade is what the US bought from India in 2024, by product.
    """
    partner = partner_for(*INDIA)
    held = weights(INDIA[0], partner or INDIA[1])
    chapter = (held.codes // 10**8).astype(int)
    value = np.zeros((100, len(SECTOR_NAMES)))
    np.add.at(value, (chapter, held.sector), held.imports)
    best = value.argmax(axis=1)
    mine = value.max(axis=1) >= MOSTLY * value.sum(axis=1)
    found = {at: int(best[at]) for at in range(1, 98) if mine[at] and value[at].any()}
    inside = np.zeros(len(SECTOR_NAMES))
    for at, place in found.items():
        inside[place] += value[at, place]
    whole = inside >= MOSTLY * value.sum(axis=0)
    return {f"{at:02d}": SECTOR_NAMES[place] for at, place in found.items() if whole[place]}


def _india(raw: Path) -> Iterator[tuple[str, ...]]:
    sums: dict[str, np.ndarray] = {}
    held: dict[str, list[str]] = {}
    sector_of = chapters()
    with (raw / "india_trade_fy26" / "india_hs2_by_partner_fy25_fy26.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if (row["partner"], row["flow"]) != ("USA", "export"):
                continue
            pair = np.array([float(row["fy2024_25_usd_mn"] or 0), float(row["fy2025_26_usd_mn"] or 0)]) / 1000
            chapter = row["hs2"].zfill(2)
            for sector in {"goods", sector_of.get(chapter, "goods")}:
                sums[sector] = sums.get(sector, np.zeros(2)) + pair
                held.setdefault(sector, []).append(chapter)
    for sector, (before, after) in sorted(sums.items()):
        if before >= LEAST:
            what = "all chapters" if sector == "goods" else f"chapters {' '.join(sorted(held[sector]))}"
            yield (*INDIA, sector, what, *FISCAL, f"{before:.3f}", f"{after:.3f}", "india-tradestat")


def _partners(raw: Path) -> Iterator[tuple[str, ...]]:
    sums = {name: np.zeros(2) for name in PARTNERS}
    path = raw / "us_observed_duties" / "us_imports_duties_by_partner_group_monthly.csv"
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            year = row["date"][:4]
            if year in ("2024", "2025"):
                for name, total in sums.items():
                    total[int(year == "2025")] += float(row[name]) / 1000
    for name, (before, after) in sums.items():
        place = ("goods", "all goods", "2025-01-01", "2025-12-31")
        yield ("USA", PARTNERS[name], *place, f"{before:.3f}", f"{after:.3f}", "us-census-monthly")


def main(arguments: list[str]) -> None:
    """Write the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([HEAD, *build(Path(arguments[0]))])


if __name__ == "__main__":
    main(sys.argv[1:])
