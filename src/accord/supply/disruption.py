"""The loss of a supplier: stage by stage from the mine on, who is short, who gains customers, what binds.

A supplier stops selling, wholly or in part, to everyone or to named customers, for the rest of a year. At
each stage what is left is shared by ``allocation``; a maker that lacks an input makes less at the next stage.

A stop parts the market in two. What the supplier made does not reach those cut off through others either;
and only a share ``divert`` of what they lost can be bought, within the time of the stop, out of output that
others buy now and give up for the supplier's: at 0 contracts and the qualification of material hold, at 1
there is one world market.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from accord.core.codec import Document
from accord.core.codes import economy_name
from accord.core.errors import InputError
from accord.supply.allocation import Allocation, Problem, allocate
from accord.supply.chain import REST, Chain, Stage
from accord.supply.network import SMALLEST, Network, check_part, networks
from accord.supply.tables import Array

DIVERT = (0.0, 0.38, 1.0)
"""Least, central and most of a customer's loss that is diverted to it within a year, unless given.

The ends are bounds. Centre: 0.76 / 2.0, the trade elasticity one year on over that in the long run (1.75 to
2.25, after 7 to 10 years), Boehm, Levchenko and Pandalai-Nayar (2023), American Economic Review 113(4).
"""
DIVERT_SOURCE = "boehm-2023"

Added = Mapping[str, Mapping[str, float]]
"""Capacity added to a chain: stage id to economy to fraction of world output."""


@dataclass(frozen=True)
class Cut:
    """A supplier stops selling. ``customers`` empty is everyone; ``stages`` empty is every stage it makes.

    ``share`` is the part of its sales that stops; from ``start`` (ISO day) on, to the end of that year.
    ``divert`` is the share of a customer's loss that others may give up to it, 0 to 1; None is the centre of
    ``DIVERT``. Where everyone is cut off, only what the supplier itself buys from others can be given up.
    """

    suppliers: tuple[str, ...]
    customers: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    share: float = 1.0
    start: str = ""
    divert: float | None = None

    def diverted(self) -> float:
        """Return the share of a customer's loss that may be diverted to it."""
        share = DIVERT[1] if self.divert is None else self.divert
        if not 0 <= share <= 1:
            raise InputError(f"cut: the share to divert, {share:g}, is not between 0 and 1")
        return share

    def depth(self) -> float:
        """Return the part of a year's sales that stops."""
        if not 0 <= self.share <= 1:
            raise InputError(f"cut: the share {self.share:g} is not between 0 and 1")
        if not self.start:
            return self.share
        try:
            day = date.fromisoformat(self.start)
        except ValueError:
            raise InputError(f"cut: '{self.start}' is not a day such as 2024-12-03") from None
        left = date(day.year + 1, 1, 1) - day
        return self.share * left.days / (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days


@dataclass(frozen=True)
class StageOutcome:
    """What a cut does to one stage, in fractions of world output.

    gap        [n]  what n loses before anyone responds;  rerouted_gap  after rerouting alone
    shortfall  [n]  what n still lacks after rerouting, spare output, stocks and substitution
    gained     [i]  new sales of each maker
    unsold          what makers are left with after rerouting
    """

    network: Network
    gap: Array
    rerouted_gap: Array
    shortfall: Array
    gained: Array
    unsold: float
    allocation: Allocation

    def of(self, economy: str) -> float:
        """Return the shortfall of one economy as a fraction of its own use (0 when it uses nothing)."""
        place = self.network.economies.index(economy)
        use = self.network.use[place]
        return float(self.shortfall[place] / use) if use > 0 else 0.0


@dataclass(frozen=True)
class Outcome:
    """A cut and its outcome at every stage of a chain."""

    chain: Chain
    cut: Cut
    stages: tuple[StageOutcome, ...]

    def stage(self, word: str) -> StageOutcome:
        """Return the outcome at one stage."""
        return self.stages[self.chain.stages.index(self.chain.stage(word))]

    def weakest(self) -> StageOutcome:
        """Return the stage with the largest shortfall in the world."""
        return max(self.stages, key=lambda stage: float(stage.shortfall.sum()))


def cut(chain: Chain, event: Cut, added: Added | None = None) -> Outcome:
    """Return the outcome of one cut; ``added`` is idle capacity that may be used."""
    check_cut(chain, event)
    return _cut(chain, event, added or {}, full=True)


def check_cut(chain: Chain, event: Cut) -> None:
    """Raise InputError when a cut names an economy or stage that the chain does not have."""
    for code in event.suppliers:
        check_part(chain, code, "supplier")
    for code in event.customers:
        check_part(chain, code, "customer")
    both = [code for code in event.customers if code in event.suppliers]
    if both:
        raise InputError(
            f"cut: {economy_name(both[0])} is both supplier and customer, and keeps what it makes"
        )
    for name in event.stages:
        chain.stage(name)
    event.depth()
    event.diverted()


def _cut(chain: Chain, event: Cut, added: Added, full: bool) -> Outcome:
    short: dict[str, StageOutcome] = {}
    outcomes = []
    for network in networks(chain):
        outcome = _at_stage(network, event, _input_loss(network, chain, short), added, full)
        short[network.stage.id] = outcome
        outcomes.append(outcome)
    return Outcome(chain, event, tuple(outcomes))


def _input_loss(network: Network, chain: Chain, before: Mapping[str, StageOutcome]) -> Array:
    """Return the fraction of output each maker loses [i] for want of its scarcest flowing input.

    A maker needs of each input at least as large a share of the world as it makes of the product; one whose
    use of the input is not recorded lacks what the world lacks on average.
    """
    loss = np.zeros(len(network.economies))
    for word in network.stage.made_from:
        if not chain.stage(word).capital:
            use, short = before[word].network.use, before[word].shortfall
            need = np.maximum(use, network.supply)
            part = np.divide(short, need, out=np.zeros_like(need), where=need > 0)
            part = np.where((use > 0) | (network.supply == 0), part, short.sum())
            loss = np.maximum(loss, np.minimum(1.0, part))
    return loss


@dataclass
class _Loss:
    """What stands and what may be rerouted after a loss."""

    standing: Array
    open: NDArray[np.bool_]
    lost: Array
    output: Array


def _loss(network: Network, event: Cut, input_loss: Array) -> _Loss:
    kept = np.ones_like(network.flows)
    allowed = np.ones_like(network.flows, dtype=bool)
    if not event.stages or network.stage.id in event.stages:
        codes = network.economies
        buyers = [codes.index(code) for code in event.customers] or list(range(len(codes)))
        for code in event.suppliers:
            seller = codes.index(code)
            others = [buyer for buyer in buyers if buyer != seller]
            kept[others, seller] = 1.0 - event.depth()
            allowed[others, seller] = False
    standing = network.flows * kept * (1.0 - input_loss)[None, :]
    lost = network.use - standing.sum(axis=1)
    return _Loss(standing, allowed, np.where(lost > SMALLEST, lost, 0.0), network.supply * (1.0 - input_loss))


def _at_stage(network: Network, event: Cut, input_loss: Array, added: Added, full: bool) -> StageOutcome:
    loss = _loss(network, event, input_loss)
    stage, size = network.stage, len(network.economies)
    zero = np.zeros(size)
    if not loss.lost.any():
        same = Allocation(zero, network.flows, zero, zero, zero, zero, zero, 0.0)
        return StageOutcome(network, zero, zero, zero, zero, 0.0, same)
    extra = added.get(stage.id, {})
    spare = network.supply * _part(stage, "spare_pct", 100) * (1 - input_loss)
    spare += np.array([extra.get(code, 0.0) for code in network.economies])
    stocks = network.use * _part(stage, "stock_days", 365)
    less = network.use * _part(stage, "substitutable_pct", 100)
    need = loss.standing.sum(axis=1) + loss.lost
    problem = Problem(
        loss.output, spare, need, loss.standing, loss.open, stocks, less, loss.lost, event.diverted()
    )
    found = bare = allocate(problem, priced=full)
    if full and (spare.any() or stocks.any() or less.any()):
        bare = allocate(replace(problem, spare=zero, stocks=zero, substitutable=zero), priced=False)
    gained = np.maximum(0.0, found.deliveries - network.flows).sum(axis=0)
    gained[gained < 1e-9] = 0.0
    unsold = max(0.0, float(loss.output.sum() - bare.deliveries.sum()))
    return StageOutcome(network, loss.lost, bare.shortfall, found.shortfall, gained, unsold, found)


def _part(stage: Stage, name: str, whole: float) -> float:
    """Return a stage's spare output, stocks or substitutable use as a fraction; 0 where unsourced."""
    value = getattr(stage, name)
    return 0.0 if value is None else value.value / whole


@dataclass(frozen=True)
class ScanRow:
    """One loss in a scan: the world's shortfall at its worst stage, and each watched economy's at its own."""

    suppliers: tuple[str, ...]
    stage: str
    world_pct: float
    watched_pct: Mapping[str, tuple[str, float]]

    def document(self) -> Document:
        """Return the loss as JSON-ready values."""
        watched = {code: {"stage": at, "pct_of_use": pct} for code, (at, pct) in self.watched_pct.items()}
        return {
            "suppliers": list(self.suppliers),
            "stage": self.stage,
            "world_shortfall_pct": self.world_pct,
            "watched": watched,
        }


def scan(chain: Chain, watch: Iterable[str] = (), together: int = 1) -> tuple[ScanRow, ...]:
    """Return the loss of each supplier (or of each ``together`` of them) at each stage, worst first.

    All that can be rerouted is, as in one world market: what is short here is short at any diversion.
    A supplier is an economy that a source names, with at least one per cent of a stage's output.
    """
    nets = networks(chain)
    watched = [check_part(chain, code) for code in watch]
    rows = []
    for network in nets:
        for group in combinations(_named(network), together):
            outcome = _cut(chain, Cut(group, stages=(network.stage.id,), divert=1.0), {}, full=False)
            rows.append(_row(outcome, group, network.stage, watched))
    return tuple(sorted(rows, key=lambda row: -row.world_pct))


def _named(network: Network) -> list[str]:
    named = zip(network.economies, network.supply, strict=True)
    return [code for code, share in named if code != REST and share >= 0.01]


def _row(outcome: Outcome, group: Sequence[str], stage: Stage, watched: Sequence[str]) -> ScanRow:
    worst = {}
    for code in watched:
        found = max(outcome.stages, key=lambda item: item.of(code))
        worst[code] = (found.network.stage.id, 100 * found.of(code))
    world = 100 * max(float(item.shortfall.sum()) for item in outcome.stages)
    return ScanRow(tuple(group), stage.id, world, worst)
