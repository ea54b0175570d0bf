"""The loss of a supplier with the income at stake: the chain's outcome joined with the trade model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from accord.core.codes import economy_name
from accord.core.errors import SolveError
from accord.core.provenance import Figure
from accord.supply.chain import Chain
from accord.supply.disruption import Cut, Outcome
from accord.supply.report import CutReport, IncomeLoss, outcomes, report
from accord.world import World

MODEL_NOTE = "trade model in exact hat algebra (Caliendo and Parro 2015), World 2022, long run"
Solve = Callable[..., Any]
"""The trade model: takes a world and ``productivity[j, i]``, returns a result with ``welfare_pct[n]``."""


def cut_report(chain: Chain, event: Cut, world: World | None = None, solve: Solve | None = None) -> CutReport:
    """Return what a cut does; with a ``world``, also the income loss through the trade model.

    A cut without a share to divert is worked out at each of ``DIVERT``, and told as one where all agree.
    """
    spread = outcomes(chain, event)
    if world is None:
        return report(event, spread, IncomeLoss())
    loss = income_range([spread], world, solve)
    lost = chain.dependents and not loss.central
    lacking = f"What depends on {chain.name.lower()} is not in the world '{world.id}'."
    return report(event, spread, loss, (lacking,) if lost else ())


def income_range(
    spreads: Sequence[Sequence[Outcome]], world: World, solve: Solve | None = None
) -> IncomeLoss:
    """Return the income losses of one or more cuts taken together, from most to least diversion.

    Each spread holds the outcomes of one cut from least to most diversion, or one where all agree.
    """
    most = max(len(spread) for spread in spreads)
    long = [spread if len(spread) == most else list(spread) * most for spread in spreads]
    cases = [income_losses(together, world, solve) for together in zip(*long, strict=True)]
    if not all(cases):
        return IncomeLoss()
    if len(cases) == 1:
        return IncomeLoss(central=cases[0])
    return IncomeLoss(_keyed(cases[-1], "low"), cases[len(cases) // 2], _keyed(cases[0], "high"))


def _keyed(figures: Sequence[Figure], end: str) -> tuple[Figure, ...]:
    return tuple(replace(figure, key=f"{figure.key}.{end}") for figure in figures)


def income_losses(
    outcomes: Sequence[Outcome], world: World, solve: Solve | None = None
) -> tuple[Figure, ...]:
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
