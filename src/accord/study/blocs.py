"""Groups that a scenario names, as one row each: the European Union, not only its members."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from accord.core.codec import Document
from accord.core.codes import economies, find_economy
from accord.core.shock import Array
from accord.groups import members
from accord.study.run import Run
from accord.trade import accounts

Mask = NDArray[np.bool_]


def named_blocs(run: Run) -> dict[str, Mask]:
    """Return the members ``[n]`` of each group that the scenario's measures name, by the group's name."""
    words: list[str] = []
    for measure in run.scenario.measures:
        for parties in (measure.importers, measure.exporters, measure.economies):
            words += parties.of if parties else ()
    known = {*economies(), *run.world.economies, "all"}
    return {
        word: np.isin(run.world.economies, members(word, run.scenario.as_of))
        for word in dict.fromkeys(words)
        if word not in known and not find_economy(word)
    }


def bloc_row(run: Run, inside: Mask) -> dict[str, float]:
    """Return a group's outcomes: means weighted by income or value added, trade with the outside only.

    Real income is the sum of the members' gains at baseline prices over their income.
    """
    result = run.result
    income = np.where(inside, result.baseline.income, 0.0)
    earned = np.where(inside, run.world.value_added.sum(axis=0), 0.0)

    def mean(values: Array, weight: Array) -> float:
        return float(values @ weight / weight.sum())

    sold = _outside(run, inside, importer=False)
    bought = _outside(run, inside, importer=True)
    return {
        "welfare_pct": mean(result.welfare_pct, income),
        "real_wage_pct": mean(result.real_wage_pct, earned),
        "price_index_pct": mean(100 * (result.price_index_hat - 1), income),
        "exports_pct": 100 * (sold[1] / sold[0] - 1),
        "imports_pct": 100 * (bought[1] / bought[0] - 1),
        "tariff_revenue_change_usd_bn": float(accounts.tariff_revenue_change_usd_bn(result)[inside].sum()),
    }


def _outside(run: Run, inside: Mask, *, importer: bool) -> tuple[float, float]:
    """Return trade of the group with the rest, before and after, USD mn at the border."""
    flows = inside[:, None] & ~inside[None, :]
    cells = flows if importer else flows.T
    result = run.result
    return (
        float((result.baseline.net_trade * cells).sum()),
        float((result.trade_at_border * cells).sum()),
    )


def bloc_flows(run: Run, name: str, inside: Mask, partners: tuple[str, ...]) -> list[Document]:
    """Return the group's trade by sector with each partner outside it, both ways, as bilateral rows."""
    before, after = run.result.baseline.net_trade / 1000, run.result.trade_at_border / 1000
    rows: list[Document] = []
    for partner in partners:
        at = run.world.economies.index(partner)
        if inside[at]:
            continue
        for j, sector in enumerate(run.world.sectors):
            ways = ((name, partner, (j, at, inside)), (partner, name, (j, inside, at)))
            rows += [
                {
                    "exporter": exporter,
                    "importer": importer,
                    "sector": sector,
                    "baseline_usd_bn": float(before[cell].sum()),
                    "scenario_usd_bn": float(after[cell].sum()),
                }
                for exporter, importer, cell in ways
            ]
    return rows
