"""What the energy models give against what was published or observed: hits, and misses that stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from accord import groups
from accord.energy import fuel, tables
from accord.energy.answers.fuel import nuclear_fuel, nuclear_outlay
from accord.energy.answers.markets import price_cap, strait
from accord.energy.answers.nuclear import coverage, nuclear_path
from accord.energy.market import Change, Elasticities, clear
from accord.energy.rows import Case
from accord.energy.stop import Terms, stop
from accord.study.energy.dutycost import LONG, SHORT, model_cost
from accord.study.energy.oil import market

HIT, INSIDE, PART, MISS = "hit", "inside", "in part", "MISS"
PRICE = 68.0
"""Brent of the oil targets, USD a barrel."""
REACTORS = "GeoNuclearData (ODbL), IAEA PRIS"
CASES = (("N2", "IND", 1990, 10), ("N3", "IND", 2005, 10), ("N4", "FRA", 1980, 5), ("N5", "CHN", 2010, 10))
STILL_BUYING = ("HUN", "SVK", "CZE")
"""EU members that were exempt from the ban on Russian crude by pipeline."""


@dataclass(frozen=True)
class Check:
    """A target and what the model gives for it; ``low`` and ``high`` span both the target and the model."""

    id: str
    what: str
    target: str
    low: float
    high: float
    unit: str
    model: tuple[float, float]
    verdict: str
    source: str
    confidence: str
    note: str = ""


def judged(low: float, high: float, model: tuple[float, float]) -> str:
    """Return whether the model's range lies inside the target's, holds it, meets it, or misses it."""
    if low <= model[0] and model[1] <= high:
        return HIT
    if low == high and model[0] <= low <= model[1]:
        return INSIDE
    return PART if model[0] <= high and model[1] >= low else MISS


def _stops(stranded: float) -> list[float]:
    base = tables.load_crude(2024, PRICE)
    return [stop(base, "IND", "RUS", Terms(3.0, stranded), one).cost for one in tables.elasticity_sets()]


def _span(values: list[float]) -> tuple[float, float]:
    return min(values), max(values)


def _all_stop(spare: float) -> tuple[float, float]:
    """Return the change of the world price in per cent when all buyers stop."""
    base, holders = tables.load_crude(2024, PRICE), tables.spare_holders()
    terms = Terms(3.0, 1.0, spare=spare, floor=30.0, all_buyers=True)
    found = [
        stop(base, "IND", "RUS", terms, one, spare_holders=holders).price for one in tables.elasticity_sets()
    ]
    low, high = _span(found)
    return 100 * low / PRICE, 100 * high / PRICE


def _world_price_of_a_stop() -> tuple[float, float]:
    base = tables.load_crude(2024, PRICE)
    found = [stop(base, "IND", "RUS", Terms(3.0, 1.0), one).price for one in tables.elasticity_sets()]
    return PRICE + min(found), PRICE + max(found)


def _hormuz() -> tuple[float, float]:
    """Return the rise in per cent of the mean price for a net loss of 8 to 11 mb/d."""
    base = tables.brent(tables.OBSERVED_YEAR)
    found = [
        100 * market(strait(loss, elasticities=one.name)).price / base
        for one in tables.elasticity_sets()
        for loss in (8.0, 11.0)
    ]
    return _span(found)


def after_the_ban(elastic: Elasticities) -> tuple[float, float]:
    """Return Russian crude to India, mb/d, and how far Russia's price falls against others', on the flows of 2021.

    The EU (but for pipeline buyers), the United Kingdom and the United States may not buy.
    """
    base = tables.load_crude(2021)
    at = base.origin("RUS")
    barred = {*groups.members("EU27", "2022-12-31"), "GBR", "USA"} - set(STILL_BUYING)
    ban = np.zeros(base.flow.shape, bool)
    ban[at] = [code in barred for code in base.buyers]
    floor = np.where(np.arange(len(base.origins)) == at, 30.0, 0.0)
    found = clear(base, elastic, tables.parameter("sigma").central, Change(ban=ban, floor=floor))
    rivals = np.arange(len(base.origins)) != at
    others = float(found.dprice[rivals] @ found.supply[rivals] / found.supply[rivals].sum())
    return float(found.flow[at, base.buyer("IND")]), others - float(found.dprice[at])


def oil_checks() -> list[Check]:
    """Return targets O1 to O9."""
    bans = [after_the_ban(one) for one in tables.elasticity_sets()]
    cap = market(price_cap(PRICE - 5, price=PRICE)).seller_loss
    rows = [
        ("O1", "India stops at a discount of 3, nothing stranded", "1.9 to 3.2", 1.9, 3.2, "USD bn a year",
         _span(_stops(0.0)), "own check of volumes; CLSA 1 to 2.5", "H", ""),
        ("O2", "India stops: SBI 11.7, ICRA 13 to 14", "9 to 14", 9.0, 14.0, "USD bn a year",
         _span([*_stops(0.5), *_stops(1.0)]), "SBI August 2025; ICRA", "H", "met only with half or more stranded"),
        ("O3", "India stops: world price, CLSA", "90 to 100", 90.0, 100.0, "USD/bbl", _world_price_of_a_stop(),
         "CLSA", "H", "all its barrels stranded; no published elasticity gives it"),
        ("O4", "all stop: world price, SBI", "10", 10.0, 10.0, "%", (_all_stop(3.0)[0], _all_stop(0.0)[1]), "SBI", "H",
         "from 3 mb/d of spare output to none"),
        ("O5", "Hormuz: Brent in March and April 2026 over 27 February", "33 to 63", 33.0, 63.0, "%", _hormuz(),
         "dated observations", "M", "a net loss of 8 to 11 mb/d"),
        ("O7", "Russian crude to India in 2023, from the flows of 2021", "1.2 to 2.0", 1.2, 2.0, "mb/d",
         _span([one[0] for one in bans]), "BACI", "M", "a buyer with small shares cannot become a large one"),
        ("O8", "discount at India, FY2023", "8 to 13", 8.0, 13.0, "USD/bbl", _span([one[1] for one in bans]),
         "Indian Express, ICRA", "M", "frictions of rerouting are not in the model"),
        ("O9", "each 5 USD of cap below the market: Russian producers", "45 to 60", 45.0, 60.0, "USD mn a day", (cap, cap),
         "Wachtmeister, Gars and Spiro 2023", "H", "kept on every sale"),
    ]  # fmt: skip
    checks = [_check(*row) for row in rows]
    return [*checks[:5], _tariff_moves_nothing(), *checks[5:]]


def _check(
    key: str, what: str, target: str, low: float, high: float, unit: str, model: tuple[float, float],
    source: str, confidence: str, note: str,
) -> Check:  # fmt: skip
    verdict = judged(low, high, model)
    return Check(key, what, target, low, high, unit, model, verdict, source, confidence, note)


def _tariff_moves_nothing() -> Check:
    """Return O6: the duty of August 2025 is cheaper than the stop, so it moves no barrels, as observed."""
    duties = [model_cost("IND", "india-50", "india-25", horizon).usd_bn for horizon in (LONG, SHORT)]
    cost = float(np.mean(_stops(tables.parameter("stranded_share").central)))
    moved = -100.0 if max(duties) > cost else 0.0
    note = f"duty {min(duties):.1f} to {max(duties):.1f} bn against {cost:.1f} at a fifth stranded"
    what = "August to November 2025: the tariff moves Indian intake"
    return Check(
        "O6",
        what,
        "-10 to 10",
        -10,
        10,
        "%",
        (moved, moved),
        judged(-10, 10, (moved, moved)),
        "Kpler, CREA",
        "M",
        note,
    )


def _case(country: str, year: int, ahead: int) -> Case:
    return next(
        case for case in tables.backtest() if (case.country, case.year, case.ahead) == (country, year, ahead)
    )


def nuclear_checks() -> list[Check]:
    """Return targets N1 to N12."""
    covered = [100 * share for _, share in coverage().values()]
    counts = " and ".join(str(cases) for cases, _ in coverage().values())
    what = "capacity under construction on line after 5 and 10 years, inside the 80 % interval"
    note = f"{counts} cases of 13 countries, 1970 to 2019"
    first = _check("N1", what, "72 to 88", 72, 88, "%", _span(covered), REACTORS, "H", note)
    found = [first, *(_backtest_row(*case) for case in CASES), _target_2032(), *_fuel_rows(), *_money_rows()]
    return sorted(found, key=lambda one: int(one.id[1:]))


def _backtest_row(key: str, country: str, year: int, ahead: int) -> Check:
    """Return a case: the target is what came, the model its 80 % interval."""
    case = _case(country, year, ahead)
    inside = case.low - 1e-9 <= case.actual <= case.high + 1e-9
    return Check(
        key, f"{country} {year}, {ahead} years on", f"{case.actual:.1f}", case.actual, case.actual, "GW",
        (case.low, case.high), INSIDE if inside else MISS, REACTORS, "H",
        f"median {case.median:.1f}",
    )  # fmt: skip


def _target_2032() -> Check:
    """Return N6: the official 22.4 GW by 2032 at India's lead times."""
    found = nuclear_path("IND")
    at = found.years.index(2032)
    odds = 100 * next(one.probability for one in found.targets if one.year == 2032)
    model = found.p10[at], found.p90[at]
    note = f"median {found.p50[at]:.1f}; odds of the target {odds:.1f} %"
    return Check(
        "N6",
        "India 22.4 GW in 2032",
        "22.4",
        22.4,
        22.4,
        "GW",
        model,
        MISS,
        "PIB 2026; ICRA January 2026: 2034",
        "H",
        note,
    )


def _fuel_rows() -> list[Check]:
    planned, types = nuclear_fuel(year=2047), tables.reactor_types()
    unit = float(fuel.heavy_metal(types["PHWR-700"], np.array([0.7]), 0.85)[0])
    work, tonnes, cea = fuel.swu(4.5, 0.25), "tU a year", "CEA via IBEF"
    natural, enriched = (planned.natural_tu,) * 2, (planned.enriched_tu,) * 2
    mix, cores = "the mix of 2047 is an assumption", "equilibrium; first cores come on top"
    dae = "DAE: 125 t UO2 (2014)"
    separation = "separative work for 4.5 % at 0.25 % tails"
    return [
        _check(
            "N7", "natural uranium for PHWRs in 2047", "8,000", 7000, 9000, tonnes, natural, cea, "M", mix
        ),
        _check("N8", "enriched uranium in 2047", "1,000", 900, 1000, tonnes, enriched, cea, "M", cores),
        _check(
            "N11", "fuel of a PHWR-700", "110", 93, 112, tonnes, (unit, unit), dae, "M", "below DAE's figure"
        ),
        _check("N12", separation, "6.87", 6.85, 6.89, "SWU/kg", (work, work), "closed form", "H", ""),
    ]


def _money_rows() -> list[Check]:
    total, jaitapur = nuclear_outlay().total, nuclear_outlay(mix={"EPR-1650": 9.9})
    dear = f"median {total.p50:.0f}: foreign designs cost more than CEA's plan implies"
    coal = f"{jaitapur.twh:.0f} TWh at 0.97 t a MWh; EDF's figure needs 1.14"
    span, carbon = (total.p5, total.p95), (jaitapur.co2_mt, jaitapur.co2_mt)
    plan = "CEA Rs 19.28 lakh crore; IBEF"
    return [
        _check("N9", "investment to 100 GW", "219", 214, 230, "USD bn", span, plan, "H", dear),
        _check("N10", "CO2 avoided by Jaitapur", "80", 70, 80, "Mt a year", carbon, "EDF 2021", "M", coal),
    ]


def checks() -> list[Check]:
    """Return all targets with their verdicts."""
    made: tuple[Callable[[], list[Check]], ...] = (oil_checks, nuclear_checks)
    return [one for make in made for one in make()]


def rising(first: float, last: float, start: int, to: int) -> dict[int, float]:
    """Return GW a year that rise evenly from ``first`` in ``start`` to ``last`` in ``to``."""
    years = range(start, to + 1)
    return {year: first + (last - first) * (year - start) / max(to - start, 1) for year in years}
