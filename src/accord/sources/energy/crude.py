"""Crude oil by origin and buyer from BACI 2709, repaired, with own use from the Energy Institute.

Every rule that moves a row is a function here, and what it moved is in the report that ships with the flows:
1. tonnes that are missing, or whose unit value lies outside half to 1.6 times the world's, are set to value
   over the origin's usual unit value (UAE to Thailand 2024: 152 Mt at 13 USD a barrel);
2. what Malaysia sells beyond its own output, purchases and runs is Iran's, sold to China (assumption);
3. what an economy without enough output of its own sells on is its suppliers' (the Netherlands to Germany);
4. Russian output that is neither run at home nor sold on record goes to Türkiye, up to what Türkiye runs and
   nobody records (assumption: its customs hide the origin since 2022);
5. own use is output less sales; for Russia, Iran and Venezuela at most what they run, and the rest, which
   has no recorded buyer, is left out.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.sources.energy.names import BACI, code_of

Array = NDArray[np.float64]
Flows = dict[tuple[str, str], float]

YEARS = range(2019, 2025)
BARRELS_PER_TONNE = 7.33
MT_PER_MBD = 365 / BARRELS_PER_TONNE
PLAUSIBLE = (0.5, 1.6)
SMALLEST = 0.05
"""mb/d below which, in every year, an economy is part of the rest of the world."""
HIDDEN = ("RUS", "IRN", "VEN")
"""Sellers under sanctions, whose recorded sales are known to be incomplete."""
LARGE = 0.01
"""mb/d from which a moved row is listed one by one."""


@dataclass(frozen=True)
class Moved:
    """A row that a rule changed, in mb/d before and after; ``origin`` and ``buyer`` as used."""

    year: int
    origin: str
    buyer: str
    before: float | None
    after: float
    why: str


@dataclass(frozen=True)
class Balance:
    """Output and refinery runs by economy in one year, mb/d (Energy Institute)."""

    output: dict[str, float]
    runs: dict[str, float]


def read_balances(path: Path) -> dict[int, Balance]:
    """Return output of crude and condensate, and runs, of each year."""
    found = {year: Balance({}, {}) for year in range(YEARS[0], YEARS[-1] + 1)}
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            code, year = code_of(row["economy"]), int(row["year"])
            if code is None or year not in found or not row["value"]:
                continue
            part = {"crude_condensate_production": "output", "refinery_throughput": "runs"}
            if row["indicator"] in part:
                getattr(found[year], part[row["indicator"]])[code] = float(row["value"]) / 1000
    return found


def read_baci(path: Path) -> dict[int, list[tuple[str, str, float, float | None]]]:
    """Return rows (origin, buyer, USD bn, Mt or None) of each year."""
    found: dict[int, list[tuple[str, str, float, float | None]]] = {year: [] for year in YEARS}
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            origin, buyer = (BACI.get(row[key], row[key]) for key in ("origin", "dest"))
            mt = float(row["mt"]) if row["mt"] else None
            found[int(row["year"])].append((origin, buyer, float(row["value_bn_usd"]), mt))
    return found


def unit_value(value: float, mt: float) -> float:
    """Return USD a barrel of USD bn and Mt."""
    return 1000 * value / (BARRELS_PER_TONNE * mt)


def middle(values: Iterable[tuple[float, float]]) -> float:
    """Return the median of (value, weight) pairs."""
    ordered = sorted(values)
    half = sum(weight for _, weight in ordered) / 2
    total = 0.0
    for value, weight in ordered:
        total += weight
        if total >= half:
            return value
    return float("nan")


def weighed(year: int, rows: list[tuple[str, str, float, float | None]]) -> tuple[Flows, list[Moved], float]:
    """Return flows in mb/d with implausible tonnes set by value, what was set, and the world's unit value."""
    prices = [(unit_value(value, mt), origin, value) for origin, _, value, mt in rows if mt]
    world = middle((price, value) for price, _, value in prices)
    low, high = (factor * world for factor in PLAUSIBLE)
    usual = {
        origin: middle(
            (price, value) for price, seller, value in prices if seller == origin and low < price < high
        )
        for origin in {row[0] for row in rows}
    }
    flows, moved = {}, []
    for origin, buyer, value, mt in rows:
        if origin == buyer:
            continue
        if mt and low <= unit_value(value, mt) <= high:
            flows[origin, buyer] = mt / MT_PER_MBD
            continue
        price = usual[origin] if usual[origin] == usual[origin] else world
        flows[origin, buyer] = 1000 * value / price / 365
        before = mt / MT_PER_MBD if mt else None
        moved.append(Moved(year, origin, buyer, before, flows[origin, buyer], "tonnes set by value"))
    return flows, moved, world


def sales(flows: Flows, origin: str) -> float:
    """Return what an origin sells, mb/d."""
    return sum(amount for (seller, _), amount in flows.items() if seller == origin)


def purchases(flows: Flows, buyer: str) -> float:
    """Return what a buyer buys, mb/d."""
    return sum(amount for (_, to), amount in flows.items() if to == buyer)


def totals(flows: Flows, at: int) -> dict[str, float]:
    """Return what each origin sells (``at`` 0) or each buyer buys (1), mb/d."""
    found: dict[str, float] = {}
    for pair, amount in flows.items():
        found[pair[at]] = found.get(pair[at], 0.0) + amount
    return found


def relabel(year: int, flows: Flows, balance: Balance) -> list[Moved]:
    """Move to Iran what Malaysia sells to China beyond its own output, purchases and runs."""
    own = balance.output.get("MYS", 0.0) + purchases(flows, "MYS") - balance.runs.get("MYS", 0.0)
    excess = min(sales(flows, "MYS") - own, flows.get(("MYS", "CHN"), 0.0))
    if excess <= 0:
        return []
    before = flows["MYS", "CHN"]
    flows["MYS", "CHN"] = before - excess
    first = flows.get(("IRN", "CHN"), 0.0)
    flows["IRN", "CHN"] = first + excess
    why = "sold as Malaysian beyond what Malaysia has: taken to be Iranian (assumption)"
    return [
        Moved(year, "MYS", "CHN", before, flows["MYS", "CHN"], why),
        Moved(year, "IRN", "CHN", first, flows["IRN", "CHN"], why),
    ]


def sold_on(year: int, flows: Flows, balance: Balance) -> list[Moved]:
    """Give what an economy sells beyond its output to those it buys from, in the mix of its purchases."""
    moved = []
    for hub in sorted({origin for origin, _ in flows} & set(balance.runs)):
        bought, sold = purchases(flows, hub), sales(flows, hub)
        passed = min(max(sold - balance.output.get(hub, 0.0), 0.0), 0.95 * bought)
        if passed < SMALLEST:
            continue
        moved.append(Moved(year, hub, "all", sold, sold - passed, "sold on for its own suppliers"))
        mix = {origin: amount / bought for (origin, to), amount in flows.items() if to == hub}
        out = {to: amount / sold for (origin, to), amount in flows.items() if origin == hub}
        for origin, share in mix.items():
            flows[origin, hub] -= passed * share
            for to, part in out.items():
                if to != origin:
                    flows[origin, to] = flows.get((origin, to), 0.0) + passed * share * part
        for to, part in out.items():
            flows[hub, to] -= passed * part
    return moved


def unseen(year: int, flows: Flows, balance: Balance) -> list[Moved]:
    """Send Russian output without a recorded buyer to Türkiye, up to its runs without a recorded seller."""
    if year < 2022:
        return []
    left = balance.output["RUS"] - balance.runs["RUS"] - sales(flows, "RUS")
    lacking = balance.runs["TUR"] - purchases(flows, "TUR")
    amount = min(left, lacking)
    if amount <= 0:
        return []
    before = flows.get(("RUS", "TUR"), 0.0)
    flows["RUS", "TUR"] = before + amount
    why = "Russian output without a recorded buyer, up to Turkish runs without a recorded seller (assumption)"
    return [Moved(year, "RUS", "TUR", before, before + amount, why)]


def own_use(year: int, flows: Flows, balance: Balance) -> list[Moved]:
    """Put output less sales on the diagonal; at most runs for sellers whose sales are partly hidden."""
    moved, sold = [], totals(flows, 0)
    for origin, output in balance.output.items():
        kept = max(output - sold.get(origin, 0.0), 0.0)
        if origin in HIDDEN and kept > balance.runs[origin]:
            left = kept - balance.runs[origin]
            moved.append(Moved(year, origin, "none", left, 0.0, "output without a recorded buyer, left out"))
            kept = balance.runs[origin]
        flows[origin, origin] = kept
    return moved


def repair(
    year: int, rows: list[tuple[str, str, float, float | None]], balance: Balance
) -> tuple[Flows, list[Moved], float]:
    """Return repaired flows [origin, buyer] in mb/d with own use, the rows moved and the unit value."""
    flows, moved, price = weighed(year, rows)
    for rule in (relabel, sold_on, unseen, own_use):
        moved += rule(year, flows, balance)
    return flows, moved, price


def as_arrays(by_year: dict[int, Flows]) -> tuple[list[str], list[str], Array]:
    """Return origins, buyers and flow [year, origin, buyer]; small economies are in ROW, which is last."""
    origins, buyers = ({} for _ in range(2))  # type: dict[str, float], dict[str, float]
    for flows in by_year.values():
        for at, most in ((0, origins), (1, buyers)):
            for code, amount in totals(flows, at).items():
                most[code] = max(most.get(code, 0.0), amount)
    sellers = [*sorted(code for code, amount in origins.items() if amount >= SMALLEST), "ROW"]
    users = [*sorted(code for code, amount in buyers.items() if amount >= SMALLEST), "ROW"]
    flow = np.zeros((len(by_year), len(sellers), len(users)))
    place = {code: at for at, code in enumerate(sellers)}, {code: at for at, code in enumerate(users)}
    for at, flows in enumerate(by_year.values()):
        for (origin, buyer), amount in flows.items():
            flow[at, place[0].get(origin, -1), place[1].get(buyer, -1)] += amount
    return sellers, users, flow
