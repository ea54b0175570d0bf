"""The loss of a supplier as a report: outcomes over a range of diversion, prices, and the income at stake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np

from accord.core.codec import Document
from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.supply.chain import Chain
from accord.supply.disruption import DIVERT, Cut, Outcome, StageOutcome, cut
from accord.supply.network import Network, stage_sources, stage_years
from accord.supply.notes import assumptions, missing
from accord.supply.prices import PriceRange, market_prices

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

    def document(self) -> Document:
        """Return the loss of a supplier."""
        return {
            "chain": self.outcome.chain.id,
            "name": self.outcome.chain.name,
            "cut": asdict(self.outcome.cut),
            "diversion": [outcome.cut.diverted() for outcome in self.spread],
            "stages": stage_rows(self),
            "income": income_rows(self.loss),
            "assumed": list(self.assumed),
            "missing": list(self.missing),
        }


def outcomes(chain: Chain, event: Cut) -> tuple[Outcome, ...]:
    """Return a cut from least to most diversion: at each of ``DIVERT`` where no share is told, one where all agree."""
    shares = DIVERT if event.divert is None else (event.divert,)
    spread = tuple(cut(chain, replace(event, divert=share)) for share in shares)
    return spread[len(spread) // 2 :][:1] if _agree(spread) else spread


def report(event: Cut, spread: Sequence[Outcome], loss: IncomeLoss, lacking: Sequence[str] = ()) -> CutReport:
    """Return what a cut does, from its outcomes and the income at stake; ``lacking`` is said to be missing too."""
    outcome = spread[len(spread) // 2]
    chain = outcome.chain
    pairs = [_prices([one.stages[at] for one in spread], event) for at in range(len(outcome.stages))]
    here, there = zip(*pairs, strict=True)
    assumed = assumptions(chain, event, len(spread) > 1)
    return CutReport(outcome, tuple(spread), here, there, loss, assumed, (*missing(chain, event), *lacking))


def _agree(spread: Sequence[Outcome]) -> bool:
    """Whether nobody's shortfall hangs on what is diverted."""
    ends = zip(spread[0].stages, spread[-1].stages, strict=True)
    return all(np.allclose(one.shortfall, other.shortfall, rtol=0, atol=1e-7) for one, other in ends)


def _prices(spread: Sequence[StageOutcome], event: Cut) -> tuple[PriceRange | None, PriceRange | None]:
    elasticity = spread[0].network.stage.elasticity
    return market_prices(spread, event, elasticity) if elasticity else (None, None)


def income_rows(loss: IncomeLoss) -> list[Document]:
    """Return the income losses as plain data, each with its low and high end (None where nothing is open)."""
    ends = [loss.low or (None,) * len(loss.central), loss.high or (None,) * len(loss.central)]
    return [
        {**vars(figure), "low": low and low.value, "high": high and high.value}
        for figure, low, high in zip(loss.central, *ends, strict=True)
    ]


def stage_rows(report: CutReport, top: int = 6) -> list[Document]:
    """Return a cut stage by stage as plain data: shortfalls, gains, what binds, prices; in per cent."""
    rows = []
    for at, item in enumerate(report.outcome.stages):
        across = [outcome.stages[at] for outcome in report.spread]
        row: Document = {
            **_stage_row(item, top),
            "shortfall": _short(across, item, top),
            "price_ratio": _price_row(report.prices[at]),
            "price_ratio_elsewhere": _price_row(report.elsewhere[at]),
        }
        rows.append(row)
    return rows


def _stage_row(item: StageOutcome, top: int) -> Document:
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


def _short(across: Sequence[StageOutcome], item: StageOutcome, top: int) -> list[Document]:
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


def _price_row(price: PriceRange | None) -> Document | None:
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
