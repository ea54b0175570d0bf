"""The calibration report: what World 2022 rests on, economy by economy, as a page of docs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from accord.core.codec import Document
from accord.core.codes import economy_name
from accord.core.provenance import source
from accord.sources.readers import Array
from accord.sources.readers.icio_2019 import SECTION_OF
from accord.sources.world import calibrate
from accord.world.world import World

HEAD = """# How World 2022 was calibrated

Written by `accord world build --report docs/calibration.md`; not edited by hand. All values are of 2022 in
US dollars; the steps are the functions of `accord.sources.world.calibrate`, in this order.

1. **Trade and absorption** are the OECD ICIO 2025 cube (81 economies by 28 sectors, basic prices, own use
   included). Rows are scaled so that output equals the published output of 20 regions, which the rounded
   cube exceeds by six parts in a million.
2. **Tariffs** are as paid. The United States': duty collected over imports of 2024 by partner and sector, so
   that preferences and the duties of 2018-24 under sections 301 and 232 are in them; the European Union shares
   one rate, and all partners but China stand in where one is not held. The European Union, the United Kingdom
   (2021), Japan and Australia (2026): their schedules, pure percentages only, weighted by what each exporter
   sells to the United States by HS6 (the only product mix by exporter held), where that is below the applied
   rate of the Global Tariff Database of 2021, which keeps preferences. Everybody else: the database, in which
   sections A and B each share one rate over their sectors, cut where its means are prohibitive (below). The
   rest of the world, which has no rate there, charges the mean of the importers of the Middle East, Africa and
   Latin America held one by one, and is charged the median of what an importer charges others. Services pay
   none. As a check, India charges {india:.1f} % on goods of the United States, against 9.5 % in trade statistics
   before its budget of 2025; the duties of the United States on imports of 2022 at these rates are USD {duties:.1f}
   bn, against 75.6 bn collected on the larger imports of 2024.
3. **Importer prices** add the tariff to basic prices. All users of a product share its origins.
4. **Value added** is published for 15 single economies. Inside a region with several, each economy takes
   the 2020 table's shares, corrected for its mix of sectors and shifted in log odds so that every sector of
   the region adds up to the published value.
5. **Net taxes** on the products industries use take the rates of the 2020 table by block (agriculture,
   mining and food; other manufacturing; services). Duties on inputs are part of the input cost; the other
   taxes less subsidies stay inside value added, so that cost shares sum to one.
6. **Inputs** of an industry are output less value added less net taxes. The split of a product between
   industries and final demand follows the 2020 table by block, shifted in log odds so that it adds up; inside
   a block it follows the seed. It always stays below absorption, so final demand is never negative.
7. **Who uses what** starts from a seed: the national table of India, Korea (2015), China or Japan (2018), the
   US use tables, WIOD 2011 for 36 others, and where there is none the seed of the economy whose output is
   most alike. Industries that a source holds together are spread with absorption and with the affinities
   written in `sources/world/seeds.py` (our judgement). The three blocks are weighted as in the 2020 table.
8. **RAS** scales rows and columns in turn until every total holds to 1e-11.
"""

HELD_OUT = """## A table it has not seen

The ICIO table of 2019 by sections was kept out of the calibration. Mean absolute gap between its input
coefficients (by section: agriculture, mining, manufacturing, services) and those of World 2022, percent of
output:

"""

BY_ECONOMY = """## Economy by economy

Value added: measured or estimated. Seed: whose table, which source and year; *unlike* is half the sum of
absolute differences of the sectors' shares in output. Moved: share of inputs that RAS put into other cells
than the seed. Split: share of absorption that industries use, in the 2020 table and here. Taxes: net taxes
kept inside value added, of value added at basic prices.

"""


def calibration_report(world: World, result: calibrate.Calibration, recorded: Document) -> str:
    """Return the report in Markdown; the same raw files give the same text."""
    parts = [
        _head(world),
        _totals(world, result),
        _cut_tariffs(result),
        _estimated(world, result, recorded),
        _regions(recorded),
        _out_of_sample(world, result),
        _economies(world, result, recorded),
    ]
    return "\n".join(parts)


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def _totals(world: World, result: calibrate.Calibration) -> str:
    basic = world.trade / (1 + world.tariffs)
    own = np.einsum("jnn->", basic)
    held, made = world.value_added.sum() / 1e6, result.value_added.sum() / 1e6
    duties = (world.trade - basic).sum() / 1e6
    rows = [
        ["gross output, basic prices", f"{world.output.sum() / 1e6:.3f}"],
        ["value added, basic prices, as published", f"{made:.3f}"],
        ["net taxes on inputs at the rates of 2020", f"{result.net_taxes.sum() / 1e6:.3f}"],
        [
            "of which kept inside the model's value added (the rest are duties on inputs)",
            f"{held - made:.3f}",
        ],
        ["value added in the model", f"{held:.3f}"],
        ["tariff revenue", f"{duties:.3f}"],
        ["trade between the 81 economies, basic prices", f"{(basic.sum() - own) / 1e6:.3f}"],
        [
            "cells (sector, economy) without output",
            f"{int((world.output == 0).sum())} of {world.output.size}",
        ],
    ]
    return "## Totals\n\n" + _table(["total of the world", "USD tn"], rows)


def _estimated(world: World, result: calibrate.Calibration, recorded: Document) -> str:
    economies = recorded["economies"]
    weight = dict(zip(world.economies, world.output.sum(axis=0) / world.output.sum(), strict=True))

    def share(test: Callable[[Document], bool]) -> str:
        chosen = [code for code, entry in economies.items() if test(entry)]
        return f"{len(chosen)} economies, {sum(weight[code] for code in chosen):.1%} of world output"

    neighbours = [code for code, entry in economies.items() if entry["borrowed"]]
    moved, lowest = result.moved, float(world.value_added_share.min())
    rows = [
        ["value added published", share(lambda entry: entry["value_added"] == "measured")],
        ["value added estimated inside a region", share(lambda entry: entry["value_added"] == "estimated")],
        ["value added estimated without a 2020 table", share(lambda entry: not entry["in_2020_table"])],
        ["input mix from an own table", share(lambda entry: not entry["borrowed"])],
        ["input mix from the nearest structure", share(lambda entry: entry["borrowed"])],
    ]
    worst = sorted(zip(moved, world.economies, strict=True), reverse=True)[:5]
    names = ", ".join(f"{economy_name(code)} {part:.0%}" for part, code in worst)
    note = (
        f"RAS moved {np.median(moved):.1%} of inputs to other cells in the median economy; most in {names}. "
        f"{len(neighbours)} economies borrow a seed. No input table was left unbalanced. Value added of "
        f"every cell is above zero; its lowest share of output, taxes included, is {lowest:.1%}.\n"
    )
    return (
        "## What is measured and what was left estimated\n\n"
        + _table(["what", "how much"], rows)
        + "\n"
        + note
    )


def _regions(recorded: Document) -> str:
    rows = [
        [
            row["region"],
            str(len(row["economies"])),
            f"{row['output_usd_mn'] / 1e3:,.1f}",
            f"{row['value_added_usd_mn'] / 1e3:,.1f}",
        ]
        for row in recorded["regions"]
    ]
    title = "## Published totals that are met\n\nUSD bn at basic prices.\n\n"
    return title + _table(["region", "economies", "output", "value added"], rows)


def section_coefficients(world: World) -> Array:
    """Return input coefficients ``[n, a, b]`` by section (agriculture, mining, manufacturing, services)."""
    flows = np.einsum("jnk,jn->nkj", world.input_share, world.output)
    add = (np.arange(4)[:, None] == SECTION_OF).astype(float)
    made = np.einsum("bj,jn->nb", add, world.output)[:, None, :]
    used = np.einsum("ak,nkj,bj->nab", add, flows, add)
    return np.asarray(np.divide(used, made, out=np.zeros_like(used), where=made > 0))


def _out_of_sample(world: World, result: calibrate.Calibration) -> str:
    ours = section_coefficients(world)
    rows = []
    for code, theirs in sorted(result.sources.held_out.items()):
        at = world.economies.index(code)
        gap = np.abs(ours[at] - theirs) * 100
        services = gap[:, 3].mean()
        rows.append([code, f"{gap[:, 2].mean():.1f}", f"{services:.1f}", f"{gap.max():.1f}"])
    header = ["economy", "inputs of manufacturing", "inputs of services", "largest of all 16"]
    return HELD_OUT + _table(header, rows)


CUTS = """## Means that were cut

The database averages the rates of products within a sector without weights, so that a few prohibitive rates
(alcohol, tobacco, pork) lift whole sectors. Where the mean over partners, weighted by imports, is above 30 %,
each rate above 30 % is cut to that: no importer whose products can be weighed has a higher mean. Which rates
are paid there is not known; scenarios that abolish such a tariff still overstate what that changes.

"""


def _cut_tariffs(result: calibrate.Calibration) -> str:
    """The sectors whose rates in the source were cut."""
    rows = [
        [
            cut.importer, cut.sector, f"{100 * cut.source:.0f} %", f"{100 * cut.used:.0f} %",
            f"{cut.imports / 1000:.1f}", "Global Tariff Database 2021",
        ]
        for cut in result.cuts
    ]  # fmt: skip
    header = ["importer", "sector", "mean in the source", "mean here", "imports, USD bn", "source"]
    return CUTS + _table(header, rows)


def _head(world: World) -> str:
    usa, ind = (world.economies.index(code) for code in ("USA", "IND"))
    basic = world.trade / (1 + world.tariffs)
    india = 100 * (basic[:-1, ind, usa] @ world.tariffs[:-1, ind, usa]) / basic[:-1, ind, usa].sum()
    return HEAD.format(india=india, duties=(basic[:, usa] * world.tariffs[:, usa]).sum() / 1e3)


def _economies(world: World, result: calibrate.Calibration, recorded: Document) -> str:
    held = world.value_added.sum(axis=0) - result.value_added.sum(axis=0)
    rows = []
    for at, code in enumerate(world.economies):
        entry = recorded["economies"][code]
        seed = f"{entry['seed']}, {entry['seed_source']} {entry['seed_year']}"
        if entry["borrowed"]:
            seed += f" (unlike by {entry['seed_dissimilarity']:.2f})"
        rows.append(
            [
                code, entry["value_added"], seed, f"{entry['moved']:.0%}", f"{entry['split_2020']:.0%}",
                f"{entry['split_2022']:.0%}", f"{held[at] / result.value_added[:, at].sum():.1%}",
            ]
        )  # fmt: skip
    credit = sorted({source(key).credit for key in recorded["sources"] if key != world.elasticity_source})
    header = ["economy", "value added", "seed of the input mix", "moved", "split 2020", "split 2022", "taxes"]
    return BY_ECONOMY + _table(header, rows) + "\nSources: " + "; ".join(credit) + ".\n"
