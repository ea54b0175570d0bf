"""The loss of a supplier as a report: outcomes over a range of diversion, prices, and the income at stake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from accord.core.codes import economy_name
from accord.core.errors import SolveError
from accord.core.provenance import Figure
from accord.study.supply.notes import assumptions, missing
from accord.study.supply.risk import stage_sources, stage_years
from accord.supply.chain import Chain
from accord.supply.disruption import DIVERT, Cut, Outcome, StageOutcome, cut
from accord.supply.network import Network
from accord.supply.prices import PriceRange, market_prices
from accord.world import World

MODEL_NOTE = "trade model in exact hat algebra (Caliendo and Parro 2015), World 2022, long run"
Solve = Callable[..., Any]
"""The trade model: takes a world and ``productivity[j, i]``, returns a result with ``welfare_pct[n]``."""
Prices = tuple[PriceRange | None, ...]


@dataclass(frozen=True)
class IncomeLoss:
    """Income losses in USD bn a year, one figure for each economy: at most, central and least diversion.

    ``low`` and ``high`` are empty where nothing is left open.
    """

    low: tuple[Figure, ...] = ()
    central: tuple[Figure, ...] = ()
    high: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class CutReport:
    """What a cut does. ``outcome`` is the central case; ``spread`` runs from least to most diversion.

    ``prices`` is for the market that the cut hits and ``elsewhere`` for all others, stage by stage;
    ``assumed`` and ``missing`` are sentences.
    """

    outcome: Outcome
    spread: tuple[Outcome, ...]
    prices: Prices
    elsewhere: Prices
    loss: IncomeLoss
    assumed: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def income(self) -> tuple[Figure, ...]:
        """Return the central income loss of each economy."""
        return self.loss.central


def cut_report(chain: Chain, event: Cut, world: World | None = None, solve: Solve | None = None) -> CutReport:
    """Return what a cut does; with a ``world``, also the income loss through the trade model.

    A cut without a share to divert is worked out at each of ``DIVERT``, and told as one where all agree.
    """
    spread = tuple(cut(chain, replace(event, divert=share)) for share in _shares(event))
    if _agree(spread):
        spread = spread[len(spread) // 2 :][:1]
    outcome = spread[len(spread) // 2]
    pairs = [_prices([one.stages[at] for one in spread], event) for at in range(len(outcome.stages))]
    loss = income_range([spread], world, solve) if world is not None else IncomeLoss()
    here, there = zip(*pairs, strict=True)
    lacking = [*missing(chain, event)]
    if world is not None and chain.dependents and not loss.central:
        lacking.append(f"What depends on {chain.name.lower()} is not in the world '{world.id}'.")
    return CutReport(
        outcome, spread, here, there, loss, assumptions(chain, event, len(spread) > 1), tuple(lacking)
    )


def _shares(event: Cut) -> tuple[float, ...]:
    return DIVERT if event.divert is None else (event.divert,)


def _agree(spread: Sequence[Outcome]) -> bool:
    """Whether nobody's shortfall hangs on what is diverted."""
    ends = zip(spread[0].stages, spread[-1].stages, strict=True)
    return all(np.allclose(one.shortfall, other.shortfall, rtol=0, atol=1e-7) for one, other in ends)


def _prices(spread: Sequence[StageOutcome], event: Cut) -> tuple[PriceRange | None, PriceRange | None]:
    elasticity = spread[0].network.stage.elasticity
    return market_prices(spread, event, elasticity) if elasticity else (None, None)


def income_range(spreads: Sequence[Sequence[Outcome]], world: World, solve: Solve | None = None) -> IncomeLoss:
    """Return the income losses of one or more cuts taken together, from most to least diversion.

    Each spread holds the outcomes of one cut from least to most diversion, or one where all agree.
    """
    most = max(len(spread) for spread in spreads)
    long = [spread if len(spread) == most else list(spread) * most for spread in spreads]
    cases = [income_losses(together, world, solve) for together in zip(*long, strict=True)]
    if len(cases) == 1:
        return IncomeLoss(central=cases[0])
    return IncomeLoss(_keyed(cases[-1], "low"), cases[len(cases) // 2], _keyed(cases[0], "high"))


def _keyed(figures: Sequence[Figure], end: str) -> tuple[Figure, ...]:
    return tuple(replace(figure, key=f"{figure.key}.{end}") for figure in figures)


def income_losses(outcomes: Sequence[Outcome], world: World, solve: Solve | None = None) -> tuple[Figure, ...]:
    """Return each dependent economy's income loss in USD bn (positive is a loss), taken together.

    The loss of output that depends on a stage is a fall of the sector's productivity: dependent output over
    the sector's output, times the economy's shortfall at that stage. ``solve`` defaults to the trade model.
    Empty where nothing depends on it, or where the world has no such sector, or not so large a one.
    """
    if solve is None:
        from accord.trade import counterfactual

        solve = counterfactual
    productivity = np.ones_like(world.output)
    economies: dict[str, list[str]] = {}
    for outcome in outcomes:
        for item in outcome.chain.dependents:
            if item.sector not in world.sectors or item.economy not in world.economies:
                continue
            j, i = world.sectors.index(item.sector), world.economies.index(item.economy)
            lost = item.output_usd_bn * 1000 * outcome.stage(item.stage).of(item.economy)
            productivity[j, i] -= lost / world.output[j, i]
            economies.setdefault(item.economy, []).append(item.source)
    if not economies or (productivity <= 0).any():
        return ()
    result = solve(world, productivity=productivity)
    if str(result.status) != "converged":
        raise SolveError("the trade model has no certified answer to the loss of output")
    income = (world.output * world.value_added_share).sum(axis=0) / 1000
    names = "+".join(outcome.chain.id for outcome in outcomes)
    found = []
    for code, said in economies.items():
        place = world.economies.index(code)
        found.append(
            Figure(
                f"supply.{names}.income_loss.{code}",
                f"Income loss of {economy_name(code)}",
                float(-result.welfare_pct[place] / 100 * income[place]),
                "USD bn a year",
                str(world.year),
                "accord-model",
                f"{MODEL_NOTE}; dependent output: {'; '.join(dict.fromkeys(said))}",
            )
        )
    return tuple(found)


def income_rows(loss: IncomeLoss) -> list[dict[str, Any]]:
    """Return the income losses as plain data, each with its low and high end (None where nothing is open)."""
    ends = [loss.low or (None,) * len(loss.central), loss.high or (None,) * len(loss.central)]
    return [
        {**vars(figure), "low": low and low.value, "high": high and high.value}
        for figure, low, high in zip(loss.central, *ends, strict=True)
    ]


def stage_rows(report: CutReport, top: int = 6) -> list[dict[str, Any]]:
    """Return a cut stage by stage as plain data: shortfalls, gains, what binds, prices; in per cent."""
    rows = []
    for at, item in enumerate(report.outcome.stages):
        across = [outcome.stages[at] for outcome in report.spread]
        row = _stage_row(item, top) | {"shortfall": _short(across, item, top)}
        row["price_ratio"] = _price_row(report.prices[at])
        row["price_ratio_elsewhere"] = _price_row(report.elsewhere[at])
        rows.append(row)
    return rows


def _stage_row(item: StageOutcome, top: int) -> dict[str, Any]:
    network = item.network
    codes = network.economies
    gained = [
        {"economy": codes[i], "pct_of_world": 100 * float(item.gained[i])}
        for i in np.argsort(-item.gained)[:top]
        if item.gained[i] > 1e-6
    ]
    binding = [
        {"economy": codes[i], "shortfall_avoided_per_unit": float(item.allocation.value[i])}
        for i in np.argsort(-item.allocation.value * network.supply)[:top]
        if item.allocation.value[i] > 1e-6 and network.supply[i] > 1e-3
    ]
    diverting = [
        {"economy": codes[n], "shortfall_avoided_per_unit": float(value)}
        for n, value in enumerate(item.allocation.diverting)
        if value > 1e-6
    ]
    return {
        "stage": network.stage.id,
        "name": network.stage.name,
        "unit": network.stage.unit,
        "year": stage_years(network.stage),
        "sources": list(stage_sources(network.stage)),
        "use_basis": network.basis,
        "flows_basis": flows_basis(network),
        "note": network.stage.note,
        "world_loss_before_response_pct": 100 * float(item.gap.sum()),
        "world_shortfall_pct": 100 * float(item.shortfall.sum()),
        "left_unsold_pct": 100 * item.unsold,
        "gains_customers": gained,
        "binding_capacity": binding,
        "binding_diversion": diverting,
    }


def flows_basis(network: Network) -> str:
    """Say where the flows of a stage come from, with their year."""
    if network.basis == "traced trade":
        return f"trade of {network.stage.trade_year}, CEPII BACI, traced to where it was made"
    return "in proportion to use, as no source gives who buys from whom"


def _short(across: Sequence[StageOutcome], item: StageOutcome, top: int) -> list[dict[str, Any]]:
    """Return who is short at any diversion, the worst first, with the range of each."""
    codes = item.network.economies
    most = np.max([one.shortfall for one in across], axis=0)
    return [
        {
            "economy": codes[n],
            "pct_of_use": 100 * item.of(codes[n]),
            "pct_of_use_low": 100 * min(one.of(codes[n]) for one in across),
            "pct_of_use_high": 100 * max(one.of(codes[n]) for one in across),
            "pct_of_world": 100 * float(item.shortfall[n]),
        }
        for n in np.argsort(-most)[:top]
        if most[n] > 1e-6
    ]


def _price_row(price: PriceRange | None) -> dict[str, Any] | None:
    if price is None:
        return None
    return {
        "low": price.low,
        "central": price.central,
        "high": price.high,
        "loss_of_market_pct": 100 * price.loss,
        "unit": "price after over price before",
        "source": price.source,
    }
