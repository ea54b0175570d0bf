"""The computed tables of docs/stack.md: India by day, and the United States by month.

``python -m docs.make.stack`` puts each between its marks. The months need ``../shared`` beside the checkout
for what was collected and for Yale's tracker.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from accord.core.codes import GOODS
from accord.policy.stack.ranking import ranking
from accord.policy.stack.stack import stack
from accord.policy.law import law_shock
from accord.study.law import solve_law
from accord.world.horizon import prepare
from accord.trade.calibration import calibrate

PAGE = Path(__file__).resolve().parents[1] / "stack.md"
SHARED = PAGE.parents[2] / "shared" / "data"
DAYS = (
    "2025-04-04", "2025-04-20", "2025-08-10", "2025-09-01", "2026-02-10", "2026-03-15", "2026-08-01", "2026-11-27",
)  # fmt: skip
MONTHS = tuple(date(2025 + k // 12, k % 12 + 1, 15) for k in range(15))
AT_SEA = timedelta(days=42)
"""Six weeks: what a ship takes from Asia, with unloading and entry."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows))


def india() -> str:
    """Return what India's goods pay on the days of the page."""
    rows = []
    for day in DAYS:
        found = stack("USA", "IND", date.fromisoformat(day))
        part = found.overall
        assert part is not None
        shares = [100 * part.exempt_share, 100 * part.preempted_share, 100 * part.hit_share]
        points = [part.addon_pct, part.preempting_pct, part.base_pct, part.total_pct]
        told = ["" if not found.statutory_pct else f"{share:.1f}" for share in shares]
        rows.append([day, f"{found.statutory_pct:g}", *told, *(f"{value:.1f}" for value in points)])
    head = "day, headline, exempt, pre-empted, hit, add-on, special, base, total"
    return table(head.split(", "), rows)


def substituted(day: date) -> float:
    """Return the US average after a year of substitution over that on unchanged flows, by the trade model.

    Both on the goods trade of World 2022 at the law of ``day`` for everybody, with the elasticities of year 1.
    """
    world = prepare(None, None, 1)
    base, shock, found = calibrate(world), law_shock(world, day), solve_law(calibrate(world), day)
    here = world.economies.index("USA")
    goods = [world.sectors.index(code) for code in GOODS if code in world.sectors]
    others = [i for i in range(len(world.economies)) if i != here]
    cut = np.ix_(goods, [here], others)
    law = world.tariffs if shock.tariffs is None else shock.tariffs
    mean = law if shock.atoms is None else shock.atoms.mean(law)
    before = base.trade[cut] / (1 + world.tariffs[cut])
    after = found.trade_at_border[cut]
    fixed = float((before * mean[cut]).sum() / before.sum())
    return float((after * found.tariffs[cut]).sum() / after.sum()) / fixed


def months() -> str:
    """Return statutory, substituted and collected averages by month."""
    tracker, collected = _tracker(), _collected()
    rows = []
    for day in MONTHS:
        law, then = _mean(day), _mean(day - AT_SEA)
        year = law * substituted(day)
        paid = collected[day.year, day.month]
        gap = law - paid
        values = (law, tracker[day.isoformat()], year, then, paid, gap, law - year, gap - (law - year))
        rows.append([f"{day:%B %Y}", *(f"{value:.1f}" for value in values)])
    head = "month, here, Yale's tracker, after a year, law six weeks before, collected, gap, by substitution, rest"
    return table(head.split(", "), rows)


def _mean(day: date) -> float:
    return ranking("USA", day).mean.total_pct


def _tracker() -> dict[str, float]:
    with (SHARED / "us_etr_statutory" / "statutory_etr_overall_daily.csv").open() as file:
        return {row["date"]: 100 * float(row["weighted_etr"]) for row in csv.DictReader(file)}


def _collected() -> dict[tuple[int, int], float]:
    with (SHARED / "us_observed_duties" / "us_customs_duties_imports_monthly_1982_2026.csv").open() as file:
        return {
            (int(row["year"]), int(row["month"])): float(row["effective_rate"])
            for row in csv.DictReader(file)
        }


def main() -> None:
    """Write the page."""
    text = PAGE.read_text("utf-8")
    for name, made in (("india", india), ("months", months)):
        begin, end = f"<!-- {name}: begin -->\n", f"\n<!-- {name}: end -->"
        head, rest = text.split(begin)
        text = f"{head}{begin}{made()}{end}{rest.split(end, 1)[1]}"
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
