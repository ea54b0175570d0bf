"""What the outcome of a cut rests on, in sentences: what is assumed, and what no source gives."""

from __future__ import annotations

from collections.abc import Iterable

from accord.core.codes import the
from accord.core.provenance import source
from accord.supply.chain import Chain
from accord.supply.disruption import DIVERT, DIVERT_SOURCE, Cut
from accord.supply.network import Network, networks


def assumptions(chain: Chain, event: Cut, open_: bool) -> tuple[str, ...]:
    """Say what is assumed of diversion (if the outcome hangs on it: ``open_``), trans-shipment and flows."""
    buyers = _names(event.customers) if event.customers else "those cut off"
    sellers = _names(event.suppliers)
    said = [f"Of what {buyers} lost, {_divert(event)}"] if open_ or event.divert is not None else []
    if event.customers:
        said.insert(0, f"What {sellers} made does not reach {buyers} through others.")
    for network in _touched(chain, event):
        if network.basis != "traced trade":
            said += [_proportion(network, seller, buyer) for seller, buyer in _pairs(network, event)]
    return tuple(said)


def _divert(event: Cut) -> str:
    share = f"{100 * event.diverted():.0f} %"
    if event.divert is not None:
        return f"{share} may be bought within the time of the stop from what others buy now, as given."
    least, _, most = (f"{100 * one:.0f}" for one in DIVERT)
    return (
        f"{share} ({least} to {most}) may be bought within the time of the stop from what others buy now: "
        f"the part of the long-run response of trade that comes in the first year, over all goods "
        f"({source(DIVERT_SOURCE).credit}). No source measures it for one material; the ends are bounds."
    )


def _proportion(network: Network, seller: str, buyer: str) -> str:
    """Say what share of a customer's use the supplier is taken to make, beside known sales between them."""
    place = network.economies.index
    use = network.use[place(buyer)]
    part = 100 * network.flows[place(buyer), place(seller)] / use
    stage = network.stage
    said = (
        f"{stage.name}: no source gives who buys from whom; {the(seller)} is taken to make {part:.0f} % of "
        f"what {the(buyer)} uses, its share of all that makers do not use themselves"
    )
    for item in stage.straight:
        if (item.economy, item.supplier) == (buyer, seller):
            said += (
                f"; straight from {the(seller)} came {100 * item.share:.0f} % of {item.of} in {item.year} "
                f"({item.source})"
            )
    return f"{said}."


def missing(chain: Chain, event: Cut) -> tuple[str, ...]:
    """Say what the outcome rests on that no source gives."""
    said = []
    touched = [network.stage.id for network in _touched(chain, event)]
    for network in networks(chain):
        name = network.stage.name
        if network.attributed < 0.95:
            said.append(f"{name}: no source attributes {100 * (1 - network.attributed):.0f} % of output.")
        if network.basis == "missing":
            said.append(f"{name}: use by economy is missing.")
        if network.stage.id in touched:
            said += _unseen(network, event)
        if network.stage.spare_pct is None and network.stage.stock_days is None:
            said.append(f"{name}: no sourced figure of spare capacity or stocks; both are taken as nil.")
    if not chain.dependents:
        said.append("Income loss: no source says what output depends on this chain.")
    return tuple(said)


def _touched(chain: Chain, event: Cut) -> list[Network]:
    """Return the stages at which a supplier of the cut sells."""
    return [
        network
        for network in networks(chain)
        if not event.stages or network.stage.id in event.stages
        if any(network.supply[network.economies.index(code)] > 0 for code in event.suppliers)
    ]


def _unseen(network: Network, event: Cut) -> list[str]:
    """Say which customers have no recorded use at a stage, and which get nothing from a supplier there."""
    place, name = network.economies.index, network.stage.name
    said = [
        f"{name}: no source gives the use of {the(code)}; its loss there is not counted."
        for code in event.customers
        if network.use[place(code)] == 0
    ]
    known = [code for code in event.customers if network.use[place(code)] > 0]
    return said + [
        f"{name}: nothing that {the(seller)} makes is recorded in the use of {the(buyer)}, so the stop takes "
        "nothing from it there."
        for buyer in known
        for seller in event.suppliers
        if network.flows[place(buyer), place(seller)] == 0
    ]


def _pairs(network: Network, event: Cut) -> Iterable[tuple[str, str]]:
    """Return the pairs of supplier and customer between which something flows."""
    place = network.economies.index
    return [
        (seller, buyer)
        for seller in event.suppliers
        for buyer in event.customers
        if network.flows[place(buyer), place(seller)] > 0
    ]


def _names(codes: Iterable[str]) -> str:
    *first, last = [the(code) for code in codes]
    return f"{', '.join(first)} and {last}" if first else last
