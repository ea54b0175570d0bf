"""Limits on exports as stops of a supply chain: which chain, who stops selling to whom, and what part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accord.core.errors import InputError
from accord.docket.items import Measure
from accord.page.names import the
from accord.study.supply.risk import find_chain
from accord.supply.chain import Chain
from accord.supply.network import Network, networks, world_quantity

LEVERS = ("export_ban", "export_control", "export_quota")
"""Measures that a stop of exports can stand for."""
VAGUE = re.compile(r"unspecified|goods|mineral|metal|dual|raw material", re.IGNORECASE)
"""Scopes that leave open which materials are meant."""
SMALL = 0.01
"""A share of world output below which nobody is stopped by losing a maker."""
SAID = {
    "export_ban": "The ban is taken as a stop of all sales for a year.",
    "export_control": "A licence need not stop anything: this is what a full stop for a year would do.",
}


@dataclass(frozen=True)
class Stop:
    """A stop of exports that a measure can stand for: the chain, who stops selling to whom, what part of it.

    ``at`` is the measure's position in the docket; ``said`` is how the stop was made out.
    """

    at: int
    chain: str
    lever: str
    status: str
    supplier: str
    customers: tuple[str, ...]
    share: float
    said: tuple[str, ...]


def stops_of(at: int, item: Measure, heard: Sequence[str]) -> Iterator[Stop]:
    """Yield each chain that a limit on exports touches as the stop that it is."""
    if item.lever not in LEVERS or len(item.imposing) != 1 or item.status_norm == "ended":
        return
    supplier = item.imposing[0]
    scope = [*item.goods, *item.product_scope.split(", ")]
    chains, said = _chains(scope), ""
    if not chains and VAGUE.search(item.product_scope or "unspecified"):
        chains = _chains(heard)
        said = "The limit names no material; {}, which the report names, stands in."
    for chain in chains:
        made = [net for net in networks(chain) if _makes(net, supplier) > SMALL]
        customers = _customers(chain, item)
        if not made or customers is None:
            continue
        share, words = _share(item, made[0], supplier)
        if share is not None:
            stands_in = [said.format(chain.name.lower())] if said else []
            yield Stop(
                at, chain.id, item.lever, item.status_norm, supplier, customers, share, (words, *stands_in)
            )


def _chains(words: Sequence[str]) -> list[Chain]:
    """Return the chains that words name, each once."""
    found: dict[str, Chain] = {}
    for word in words:
        try:
            chain = find_chain(word)
        except InputError:
            continue
        found.setdefault(chain.id, chain)
    return list(found.values())


def _makes(network: Network, supplier: str) -> float:
    codes = network.economies
    return float(network.supply[codes.index(supplier)]) if supplier in codes else 0.0


def _customers(chain: Chain, item: Measure) -> tuple[str, ...] | None:
    """Return whom the limit cuts off, nobody in particular being everyone; None where a chain lacks one."""
    named = [code for code in item.target if code != "world"]
    known = networks(chain)[0].economies
    return tuple(named) if all(code in known for code in named) else None


def _share(item: Measure, first: Network, supplier: str) -> tuple[float | None, str]:
    """Return the part of the supplier's sales that stops, and how it was made out; None where it is open."""
    if item.lever != "export_quota":
        return 1.0, SAID[item.lever]
    if not item.value or not (item.unit or "").startswith("tonnes"):
        return None, ""
    output = _makes(first, supplier) * world_quantity(first.stage)
    words = (
        f"The quota of {item.value:,.0f} tonnes, taken as a year's, is set against what {the(supplier)} "
        f"made: {output:,.0f} tonnes of {first.stage.name.lower()}."
    )
    return max(0.0, 1.0 - item.value / output), words
