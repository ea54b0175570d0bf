"""A stage as numbers: what each economy makes, uses and buys from whom, as fractions of world output.

Use comes from the chain file where it says; else from bilateral trade, traced to where the goods were made;
else from what the next stage's makers need; else it is missing and stays with the rest of the world. Flows
come from traced trade, or else each economy uses its own output first and buys the remainder from all that is
left in proportion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Concatenate, Literal, ParamSpec, TypeVar

import numpy as np

from accord.core.codes import check_code, economy_name
from accord.core.codes import economies as known_economies
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.supply.chain import REST, Chain, Entry, Stage
from accord.supply.tables import (
    Array,
    economy_index,
    find_material,
    load,
    output_shares,
    settled_trade,
    world_output,
)

SMALLEST = 1e-7
"""Flows below this fraction of world output are counted with the rest of the world."""
Basis = Literal["cited", "traced trade", "next stage", "missing"]


@dataclass(frozen=True)
class Network:
    """One stage. Amounts are fractions of world output; ``REST`` holds what is not attributed.

    supply  [i]     output of each economy
    use     [n]     use of each economy
    flows   [n, i]  what n gets from the output of i; rows sum to use, columns to supply
    direct  [n, i]  what n imports straight from i, before tracing; None without trade data
    """

    stage: Stage
    economies: tuple[str, ...]
    supply: Array
    use: Array
    flows: Array
    direct: Array | None
    basis: Basis

    @property
    def attributed(self) -> float:
        """Share of output that a source gives to an economy."""
        return float(1.0 - self.supply[self.economies.index(REST)])


@lru_cache(maxsize=128)
def networks(chain: Chain) -> tuple[Network, ...]:
    """Return the network of each stage, in order, over the economies that appear in the chain."""
    outputs = [_placed(chain, stage, stage_output) for stage in chain.stages]
    traded = [
        _placed(chain, stage, _traced, output) for stage, output in zip(chain.stages, outputs, strict=True)
    ]
    codes = _codes(chain, outputs, traded)
    supply = [_vector(codes, output) for output in outputs]
    found = []
    for position, stage in enumerate(chain.stages):
        trace = traded[position]
        if trace is not None and not stage.use:
            found.append(_from_trace(stage, codes, *trace))
            continue
        makers = [supply[chain.stages.index(user)] for user in chain.users(stage)]
        use, basis = _use(stage, codes, makers)
        found.append(_network(stage, codes, pooled_flows(supply[position], use), None, basis))
    return tuple(found)


Given = ParamSpec("Given")
Found = TypeVar("Found")


def _placed(
    chain: Chain,
    stage: Stage,
    find: Callable[Concatenate[Stage, Given], Found],
    *args: Given.args,
    **kwargs: Given.kwargs,
) -> Found:
    """Return what ``find`` makes of a stage; what the tables do not know is told with its place."""
    try:
        return find(stage, *args, **kwargs)
    except InputError as error:
        raise InputError(f"chain {chain.id}, stage {stage.id}: {error}") from None


def check_part(chain: Chain, code: str, what: str = "economy") -> str:
    """Return ``code`` if the chain records output or use of it; else raise InputError."""
    if code in networks(chain)[0].economies and code != REST:
        return code
    check_code(code, known_economies(), what, f"chain {chain.id}")
    raise InputError(f"chain {chain.id}: no source gives {what} {economy_name(code)} a part in it")


def stage_output(stage: Stage) -> dict[str, float]:
    """Return each economy's fraction of world output, with the remainder under ``REST``."""
    if stage.output_of is None:
        shares: dict[str, float] = {}
        for entry in stage.output:
            shares[entry.economy] = shares.get(entry.economy, 0.0) + entry.share
    else:
        material, year = stage.output_of
        values = np.nan_to_num(output_shares(find_material(material), year))
        named = zip(load().economies, values, strict=True)
        shares = {code: float(value) for code, value in named if value > 0 and code in known_economies()}
    shares[REST] = max(0.0, shares.get(REST, 0.0) + 1.0 - sum(shares.values()))
    return shares


def _codes(chain: Chain, outputs: Sequence[dict[str, float]], traded: Sequence[object]) -> tuple[str, ...]:
    """Return the economies of a chain, REST last; with trade data, all that make or use a thousandth."""
    codes = {entry.economy for stage in chain.stages for entry in (*stage.use, *stage.announced)}
    codes |= {code for output in outputs for code, share in output.items() if share >= 1e-3}
    for trace in traded:
        if trace is not None:
            use = trace[0].sum(axis=1)  # type: ignore[index]
            codes |= {code for code, value in zip(load().economies, use, strict=True) if value >= 1e-3}
    return (*sorted(codes - {REST}), REST)


def _vector(codes: tuple[str, ...], shares: dict[str, float]) -> Array:
    vector = np.array([shares.get(code, 0.0) for code in codes])
    vector[-1] += sum(shares.values()) - vector.sum()
    return vector


def _use(stage: Stage, codes: tuple[str, ...], makers: Sequence[Array]) -> tuple[Array, Basis]:
    if stage.use:
        return _vector(codes, _with_rest(stage.use)), "cited"
    if makers:
        return np.mean(makers, axis=0), "next stage"
    return _vector(codes, {REST: 1.0}), "missing"


def _with_rest(entries: Sequence[Entry]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for entry in entries:
        shares[entry.economy] = shares.get(entry.economy, 0.0) + entry.share
    return shares | {REST: shares.get(REST, 0.0) + 1.0 - sum(shares.values())}


def pooled_flows(supply: Array, use: Array) -> Array:
    """Return flows [n, i] when each economy uses its own output first and shares the remainder in proportion.

    The last place is the rest of the world, which is no single economy and so has no output of its own first.
    """
    own = np.minimum(supply, use)
    own[-1] = 0.0
    left, want = supply - own, use - own
    total = want.sum()
    return np.diag(own) + (np.outer(want, left) / total if total > 0 else 0.0)


def _traced(stage: Stage, output: dict[str, float]) -> tuple[Array, Array] | None:
    """Return traced and direct flows [n, i] over all economies of the tables, or None without trade data.

    Trade is turned into the stage's unit by content and into fractions of world output by the world quantity.
    """
    if not stage.trade or stage.trade_year is None:
        return None
    world = world_quantity(stage)
    size = len(load().economies)
    direct = np.zeros((size, size))
    for code, content in stage.trade:
        direct += content * settled_trade(code, stage.trade_year) / world
    direct[:, [economy_index(code) for code in stage.trade_without]] = 0.0
    supply = np.array([output.get(code, 0.0) for code in load().economies])
    return (trace_origin if stage.reexports else direct_origin)(supply, direct), direct


def world_quantity(stage: Stage) -> float:
    """Return world output in tonnes of content: the file's quantity, or that of the material itself."""
    if stage.world is not None:
        return stage.world
    material, year = stage.output_of or (stage_material(stage), stage.trade_year or 0)
    if not material:
        codes = ", ".join(code for code, _ in stage.trade)
        raise InputError(
            f"trade in HS {codes} needs the stage's world quantity, as no material has these codes"
        )
    return world_output(find_material(material), year)


def stage_material(stage: Stage) -> str:
    """Return the material whose HS codes a stage trades in."""
    for material in load().materials:
        if material.hs and {code for code, _ in stage.trade} <= set(material.hs):
            return material.id
    return ""


def trace_origin(supply: Array, direct: Array) -> Array:
    """Return flows [n, i] from the place of production i to the place of use n, through all intermediaries.

    What i has at hand is its output and its imports; a re-export carries the mix of what its seller has. The
    share of origin o at n, S[n, o], solves at_hand_n S[n, o] = output_n [n = o] + sum_i direct[n, i] S[i, o].
    Exports beyond what is at hand are of unknown origin: one further, last column.
    """
    bought, sold = direct.sum(axis=1), direct.sum(axis=0)
    unexplained = np.maximum(0.0, sold - supply - bought)
    at_hand = supply + bought + unexplained
    active = at_hand > 0
    kept = np.flatnonzero(active)
    system = np.diag(at_hand[kept]) - direct[np.ix_(kept, kept)]
    system[np.diag_indices(len(kept))] += 1e-12
    made = np.column_stack([np.diag(supply[kept]), unexplained[kept]])
    used = np.maximum(0.0, at_hand[kept] - sold[kept])
    flows = np.zeros((len(direct), len(direct) + 1))
    flows[np.ix_(kept, np.append(kept, len(direct)))] = used[:, None] * np.linalg.solve(system, made)
    return flows


def direct_origin(supply: Array, direct: Array) -> Array:
    """Return flows [n, i] when goods are used where they arrive; exports beyond output have no known origin.

    Scrap and intermediates leave an economy in another form than they came: such exports are no re-exports.
    """
    sold = direct.sum(axis=0)
    own = np.divide(np.minimum(sold, supply), sold, out=np.zeros_like(sold), where=sold > 0)
    flows = direct * own + np.diag(np.maximum(0.0, supply - sold))
    return np.column_stack([flows, (direct * (1.0 - own)).sum(axis=1)])


def _from_trace(stage: Stage, codes: tuple[str, ...], traced: Array, direct: Array) -> Network:
    """Return the network over ``codes``: everyone else, and goods of unknown origin, go to REST.

    Goods of unknown origin are scaled down where they exceed the output that no source attributes.
    """
    place = {code: index for index, code in enumerate(codes)}
    column = np.array([place.get(code, place[REST]) for code in load().economies])
    unknown, left = traced[:, -1].sum(), 1.0 - traced[:, :-1].sum()
    traced = np.column_stack([traced[:, :-1], traced[:, -1] * min(1.0, max(0.0, left) / max(unknown, 1e-12))])
    flows = _gathered(traced, column, np.append(column, place[REST]), len(codes))
    straight = _gathered(direct, column, column, len(codes))
    return _network(stage, codes, flows, straight, "traced trade")


def _network(
    stage: Stage, codes: tuple[str, ...], flows: Array, direct: Array | None, basis: Basis
) -> Network:
    """Return a network whose flows sum to one: what is tiny or unexplained goes to the rest of the world."""
    flows = np.where(flows > SMALLEST, flows, 0.0)
    flows[-1, -1] += 1.0 - flows.sum()
    return Network(stage, codes, flows.sum(axis=0), flows.sum(axis=1), flows, direct, basis)


def _gathered(matrix: Array, rows: Array, columns: Array, size: int) -> Array:
    """Sum a matrix into ``size`` by ``size`` cells, given the new place of each row and column."""
    cells = (rows[:, None] * size + columns[None, :]).ravel()
    total = np.bincount(cells, weights=matrix.ravel(), minlength=size * size)
    return np.asarray(total, np.float64).reshape(size, size)


def stage_years(stage: Stage) -> str:
    """Return the years of a stage's figures, "2019-2023" or "2023"."""
    years = {entry.year for entry in (*stage.output, *stage.use)}
    years |= {stage.output_of[1]} if stage.output_of else set()
    years |= {stage.trade_year} if stage.trade_year else set()
    return f"{min(years)}-{max(years)}" if len(years) > 1 else str(min(years, default=""))


def stage_sources(stage: Stage) -> tuple[str, ...]:
    """Return the sources behind a stage's figures, each once."""
    cited = [entry.source for entry in (*stage.output, *stage.use)]
    if stage.output_of:
        cited.insert(0, "World Mining Data (Austrian Federal Ministry of Finance)")
    if stage.trade:
        cited.append("CEPII BACI")
    return tuple(dict.fromkeys(cited))
