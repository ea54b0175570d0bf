"""Questions on minerals and chains, each a function of plain words that gives a document.

The command line offers them as they stand here: a parameter's note is the help of its option.
"""

from __future__ import annotations

from typing import Annotated

from accord.core.codec import Document
from accord.core.codes import economies, economy_code, find_economy, nearest
from accord.core.errors import InputError
from accord.groups import info
from accord.study.alliance import alliance_document, alliance_report
from accord.study.supply.cut import cut_report, income_range
from accord.supply.chain import chain_names, find_chain, load_chain
from accord.supply.disruption import Cut
from accord.supply.disruption import scan as lose
from accord.supply.exposure import exposure_report, makers, single_points
from accord.supply.network import networks
from accord.supply.report import income_rows
from accord.supply.risk import risk_reports
from accord.world import load_world

Chain = Annotated[str, "A shipped chain, or your own .yml file."]


def risk(
    material: Annotated[list[str], "Materials, by name."],
    *,
    for_: Annotated[str, "An economy, or a group such as MSP taken as one."],
    year: Annotated[int, "A year from 2018 to 2024."] = 2023,
) -> list[Document]:
    """Show concentration, import dependence and the GeoPolRisk score of materials."""
    code, members = _importer(for_, year)
    return [report.document() for report in risk_reports(material, code, year, members)]


def _importer(word: str, year: int) -> tuple[str, tuple[str, ...] | None]:
    """Return a code and no members for an economy, or a group's name with its members in that year."""
    if code := find_economy(word):
        return code, None
    try:
        group = info(word)
    except InputError:
        close = nearest(word, [name for pair in economies().items() for name in pair])
        raise InputError(f"--for: '{word}' is neither an economy nor a group{close}") from None
    return group.id, group.members(f"{year}-12-31")


def cut(
    chain: Annotated[list[str], "Materials with a chain, or your own .yml files."],
    *,
    supplier: Annotated[list[str], "Who stops selling; may be given more than once."],
    customer: Annotated[list[str] | None, "To whom; everyone when left out."] = None,
    stage: Annotated[list[str] | None, "Which stages; all it makes when left out."] = None,
    share: Annotated[float, "Part of its sales that stops, 0 to 1."] = 1.0,
    from_: Annotated[str, "From this day to the end of its year."] = "",
    divert: Annotated[
        float | None,
        "Share of a named customer's loss that it may buy from what others buy now: 0 parts the market, "
        "1 is one world market; 0, 0.38 and 1 when left out.",
    ] = None,
) -> Document:
    """Take a supplier away: who is short, who gains, what binds, what happens to price and income."""
    sellers, buyers = (tuple(map(economy_code, words)) for words in (supplier, customer or ()))
    event = Cut(sellers, buyers, tuple(stage or ()), share, from_, divert)
    world = load_world("world-2022")
    reports = [cut_report(found, event, world) for found in dict.fromkeys(map(find_chain, chain))]
    cuts = [report.document() for report in reports]
    if len(cuts) == 1:
        return cuts[0]
    return {"cuts": cuts, "joint_income": income_rows(income_range([one.spread for one in reports], world))}


def scan(
    chain: Chain,
    *,
    watch: Annotated[list[str] | None, "Economies to watch."] = None,
    together: Annotated[int, "Suppliers lost at once: 1 or 2.", range(1, 3)] = 1,
    top: Annotated[int, "How many losses to print."] = 15,
) -> Document:
    """Lose each supplier of a chain in turn (or each two) and rank the damage."""
    watched = [economy_code(word) for word in watch or ()]
    asked = find_chain(chain)
    return {
        "chain": asked.id,
        "name": asked.name,
        "stages": {stage.id: stage.name for stage in asked.stages},
        "top": top,
        "losses": [row.document() for row in lose(asked, watched, together)],
        "single_points": [
            {"stage": stage, "economy": economy, "pct_of_world_output": 100 * share}
            for stage, economy, share in single_points(asked)
        ],
    }


def exposure(chain: Chain, *, for_: Annotated[str, "An economy."]) -> Document:
    """Show who makes, and who sells, what an economy uses at each stage; and who stands behind its makers."""
    asked, code = find_chain(chain), economy_code(for_)
    return {"chain": asked.id, "name": asked.name, "economy": code, "stages": exposure_report(asked, code)}


def chains() -> list[Document]:
    """List the shipped chains and their stages."""
    found = [load_chain(name) for name in chain_names()]
    return [
        {"id": item.id, "name": item.name, "about": item.about, "stages": [s.id for s in item.stages]}
        for item in found
    ]


def chain(chain: Chain) -> Document:
    """Show a chain stage by stage: what it is made from, and who makes how much of it."""
    asked = find_chain(chain)
    stages = [makers(network) for network in networks(asked)]
    return {"chain": asked.id, "name": asked.name, "about": asked.about, "stages": stages}


def alliance(
    group: Annotated[str, "A group such as pax-silica or msp, or codes such as IND,USA."],
    *,
    as_of: Annotated[str | None, "Membership on this day; as last known when left out."] = None,
    add: Annotated[list[str] | None, "Economies to add."] = None,
    drop: Annotated[list[str] | None, "Members to leave out."] = None,
    chain: Annotated[list[str] | None, "Chains to ask about."] = None,
) -> Document:
    """Show what an alliance covers, stage by stage, and what a change of members does."""
    name = tuple(group.split(",")) if "," in group else group
    return alliance_document(alliance_report(name, as_of, add=add or (), drop=drop or (), chains=chain or ()))
