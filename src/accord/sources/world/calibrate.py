"""Calibrate World 2022 from the raw tables: every step is a function, every figure can be rebuilt.

1. ``scaled_flows``    the cube, its rows scaled to the published output of 20 regions
2. ``value_added``     published for single economies; inside a region spread by the 2020 table's shares
3. ``net_taxes``       taxes less subsidies on products that industries use, at the rates of 2020
4. ``input_totals``    inputs per industry are output less value added less net taxes; inputs per product
                       follow the 2020 split between industries and final demand, and stay below absorption
5. ``seed_tables``     who uses what, first guess: national tables, BEA, WIOD, or the nearest structure
6. ``balance.ras``     the table nearest to the guess that meets the totals
7. ``paid_tariffs``    base tariffs as they are paid (``accord.sources.world.tariffs``)
8. ``to_world``        importer prices add the tariff; net taxes other than tariffs stay in value added
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.core.errors import CheckError
from accord.core.frozen import dataclass
from accord.sources.readers import Array, UseTable, bea, icio_2019, icio_2020, icio_2025, oecd_iot, wiod_2013
from accord.sources.readers.icio_2020 import BLOCK_OF, Blocks
from accord.sources.readers.icio_2025 import Cube, Regions
from accord.sources.world import balance, seeds
from accord.sources.world.tariffs import Cut, paid_tariffs

SMALLEST_INPUT = 0.02
"""Least share of inputs in output: where value added and net taxes leave less, net taxes give way."""

FLOOR = 1e-6
"""Share of a seed that is spread evenly, so that a total can be met where the seed has nothing."""


@dataclass(frozen=True)
class Sources:
    """The raw tables, read.

    ``tables`` is the best table of each economy; ``splits`` the one that says how products divide between
    industries and final demand (for the USA that of WIOD, for BEA's tables hold no final demand);
    ``held_out`` the coefficients of 2019 that test the result.
    """

    cube: Cube
    regions: Regions
    blocks: Blocks
    tables: dict[str, UseTable]
    splits: dict[str, UseTable]
    held_out: dict[str, Array]

    @classmethod
    def read(cls, folder: Path) -> Sources:
        """Read every source in ``folder``; the table of an economy is the best there is for it."""
        cube = icio_2025.read_cube(folder)
        national = {economy: oecd_iot.read_table(folder, economy) for economy in oecd_iot.FILES}
        splits = wiod_2013.read_tables(folder) | national
        tables = splits | {"USA": bea.read_table(folder)}
        regions = icio_2025.read_regions(folder, cube.economies)
        blocks, held_out = icio_2020.read_blocks(folder), icio_2019.read_coefficients(folder)
        return cls(cube, regions, blocks, tables, splits, held_out)


@dataclass(frozen=True)
class Calibration:
    """The arrays of a world, and what the calibration report needs to say how they came about.

    trade [j, n, i] and tariffs as in World; cuts, the sectors whose rates in the source were cut;
    input_share [j, i, k]; value_added [j, i] at basic prices without net taxes, USD mn; net_taxes [j,
    i] as estimated, tariffs on inputs included; seed_of[i] the economy whose table seeded economy i and
    seed_distance[i] how unlike it is; moved[i] the share of inputs that balancing moved to other cells;
    split_2020[i] and split_2022[i] the share of absorption that industries use in the 2020 table and
    here.
    """

    sources: Sources
    trade: Array
    tariffs: Array
    cuts: tuple[Cut, ...]
    input_share: Array
    value_added: Array
    net_taxes: Array
    seed_of: tuple[str, ...]
    seed_distance: Array
    moved: Array
    split_2020: Array
    split_2022: Array


def calibrate(folder: Path) -> Calibration:
    """Run the whole calibration from the raw files in ``folder``."""
    read = Sources.read(folder)
    flows = scaled_flows(read.cube.flows, read.regions)
    output, absorption = flows.sum(axis=1), flows.sum(axis=2)
    in_2020 = position_in(read.blocks.economies, read.cube.economies)
    made = value_added(output, read.regions, read.blocks, in_2020)
    taxes = net_taxes(output, made, read.blocks, in_2020)
    columns = output - made - taxes
    seed_of, distance = choose_seeds(output, read)
    rows, split_2020 = input_totals(absorption, columns, read, in_2020, seed_of)
    guesses = seed_tables(output, rows, read, in_2020, seed_of)
    even = rows.T[:, :, None] * columns.T[:, None, :] / columns.sum(axis=0)[:, None, None]
    use = balance.ras(guesses + FLOOR * even, rows.T, columns.T)
    paid, cuts = paid_tariffs(read.cube, folder)
    trade, tariffs, input_share = to_world(flows, paid, use)
    return Calibration(
        read, trade, tariffs, cuts, input_share, made, taxes, seed_of, distance,
        moved=dissimilarity(use, guesses), split_2020=split_2020,
        split_2022=columns.sum(axis=0) / absorption.sum(axis=0),
    )  # fmt: skip


def scaled_flows(flows: Array, regions: Regions) -> Array:
    """Return the cube ``[j, n, i]`` with the output of every region as published (the cube is 6e-6 above)."""
    result = flows.copy()
    for at, members in enumerate(regions.members):
        places = list(members)
        found = flows[:, :, places].sum(axis=(1, 2))
        published = regions.output[at]
        both = (found > 0) & (published > 0)
        ratio = np.divide(published, found, out=np.ones_like(found), where=both)
        result[:, :, places] *= ratio[:, None, None]
    return result


def position_in(names: tuple[str, ...], economies: tuple[str, ...]) -> list[int | None]:
    """Return where each economy stands in ``names``, None where it does not."""
    return [names.index(code) if code in names else None for code in economies]


def value_added(output: Array, regions: Regions, blocks: Blocks, in_2020: list[int | None]) -> Array:
    """Return value added ``[j, i]``, USD mn at basic prices; every region adds up to the published."""
    result = np.zeros_like(output)
    for at, members in enumerate(regions.members):
        places = list(members)
        usual = regions.value_added[at] / np.maximum(regions.output[at], 1e-9)
        guess = np.tile(usual[:, None], (1, len(places)))
        for column, place in enumerate(places):
            where = in_2020[place]
            if where is None or len(places) == 1:
                continue
            ratio = blocks.value_added[where] / blocks.output[where]
            for block in range(3):
                own = block == BLOCK_OF
                weights = output[own, place]
                guess[own, column] = balance.fit_shares(usual[own], weights, ratio[block] * weights.sum())
        for j in range(len(output)):
            shares = balance.fit_shares(guess[j], output[j, places], regions.value_added[at, j])
            result[j, places] = shares * output[j, places]
    return result


def net_taxes(output: Array, made: Array, blocks: Blocks, in_2020: list[int | None]) -> Array:
    """Return taxes less subsidies on the products industries use ``[j, i]``, USD mn, at the rates of 2020.

    Economies the 2020 table lacks take the world's rates. Net taxes give way where inputs would fall
    below 2 % of output.
    """
    world = blocks.net_tax.sum(axis=0) / blocks.output.sum(axis=0)
    own = blocks.net_tax / np.maximum(blocks.output, 1e-9)
    rate = np.stack([world if at is None else own[at] for at in in_2020], axis=1)
    room = np.maximum(0.0, (1 - SMALLEST_INPUT) * output - made)
    return np.asarray(np.minimum(rate[BLOCK_OF] * output, room))


def choose_seeds(output: Array, read: Sources) -> tuple[tuple[str, ...], Array]:
    """Return the economy whose table seeds each economy, and how unlike its output is (0 for its own)."""
    economies = read.cube.economies
    candidates = [at for at, code in enumerate(economies) if code in read.tables and code != "ROW"]
    nearest, distance = seeds.nearest_structure(output, candidates)
    own = [code in read.tables for code in economies]
    chosen = tuple(code if own[at] else economies[nearest[at]] for at, code in enumerate(economies))
    return chosen, np.where(own, 0.0, distance)


def input_totals(
    absorption: Array, columns: Array, read: Sources, in_2020: list[int | None], seed_of: tuple[str, ...]
) -> tuple[Array, Array]:
    """Return what industries use of each product ``[k, n]``, USD mn at basic prices, below absorption.

    The split between industries and final demand follows the 2020 table by block, shifted so that it adds
    up to the inputs of 2022; inside a block it follows the seed. Also return the 2020 split ``[n]``.
    """
    blocks = read.blocks
    split = blocks.use.sum(axis=2) / (blocks.use.sum(axis=2) + blocks.final)
    world = blocks.use.sum(axis=(0, 2)) / (blocks.use.sum(axis=(0, 2)) + blocks.final.sum(axis=0))
    usual = seeds.usual_shares(list(read.splits.values()))
    rows, split_2020 = np.zeros_like(absorption), np.zeros(absorption.shape[1])
    for n, at in enumerate(in_2020):
        by_block = np.bincount(BLOCK_OF, absorption[:, n]).astype(np.float64)
        guess = world if at is None else split[at]
        split_2020[n] = guess @ by_block / by_block.sum()
        target = balance.fit_shares(guess, by_block, columns[:, n].sum()) * by_block
        prior = seeds.intermediate_shares(read.splits[seed_of[n]], absorption[:, n], usual)
        for block in range(3):
            own = block == BLOCK_OF
            shares = balance.fit_shares(prior[own], absorption[own, n], target[block])
            rows[own, n] = shares * absorption[own, n]
        # close the last rounding of the shares, so that rows and columns have one total
        rows[:, n] *= columns[:, n].sum() / rows[:, n].sum()
    return rows, split_2020


def seed_tables(
    output: Array, rows: Array, read: Sources, in_2020: list[int | None], seed_of: tuple[str, ...]
) -> Array:
    """Return the first guess of use ``[n, k, j]``, USD mn; its 3 by 3 blocks weigh as in the 2020 table."""
    result = np.zeros((output.shape[1], len(output), len(output)))
    for n, at in enumerate(in_2020):
        guess = seeds.spread(read.tables[seed_of[n]], rows[:, n]) * output[:, n]
        if at is not None:
            wanted = read.blocks.use[at] / read.blocks.output[at] * np.bincount(BLOCK_OF, output[:, n])
            found = np.zeros((3, 3))
            np.add.at(found, (BLOCK_OF[:, None], BLOCK_OF[None, :]), guess)
            ratio = np.divide(wanted, found, out=np.ones_like(found), where=found > 0)
            guess *= ratio[BLOCK_OF[:, None], BLOCK_OF[None, :]]
        result[n] = guess
    return result


def dissimilarity(use: Array, guesses: Array) -> Array:
    """Return, per economy, the share of inputs that stand in other cells than in the guess, 0 to 1."""
    left = use / use.sum(axis=(1, 2), keepdims=True)
    right = guesses / guesses.sum(axis=(1, 2), keepdims=True)
    return np.asarray(np.abs(left - right).sum(axis=(1, 2)) / 2)


def to_world(flows: Array, tariffs: Array, use: Array) -> tuple[Array, Array, Array]:
    """Return trade and tariffs ``[j, n, i]`` and input shares ``[j, i, k]`` at importer prices.

    All users of a product share its origins, so inputs carry the average tariff of the product. Numbers
    are rounded to 24 bits (tariffs to a millionth), so that another machine's last digit does not show.
    """
    rates = np.round(tariffs, 6)
    trade = (flows * (1 + rates)).astype(np.float32).astype(np.float64)
    basic = trade / (1 + rates)
    uplift = trade.sum(axis=2) / basic.sum(axis=2)
    output = basic.sum(axis=1)
    dear = np.einsum("nkj,kn->jnk", use, uplift)
    shares = np.divide(dear, output[:, :, None], out=np.zeros_like(dear), where=output[:, :, None] > 0)
    shares = shares.astype(np.float32).astype(np.float64)
    if not (shares.sum(axis=2) < 1).all():
        raise CheckError("some industry's inputs exceed its output after tariffs are added")
    return trade, rates, shares
