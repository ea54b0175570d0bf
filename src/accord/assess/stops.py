"""Limits on exports as stops of a supply chain: which chain, who stops selling to whom, and what part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accord.assess.kind import as_sentence
from accord.assess.phrases import VAGUE as NOUNS
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.levers import lever
from accord.docket.items import Measure
from accord.page.blocks import Point, Read, Text
from accord.page.names import possessive, the
from accord.page.words import join
from accord.supply.chain import Chain, find_chain
from accord.supply.network import Network, networks, world_quantity

LEVERS = ("export_ban", "export_control", "export_quota", "quota")
"""Measures that a stop of exports can stand for."""
VAGUE = re.compile(r"unspecified|goods|mineral|metal|dual|raw material", re.IGNORECASE)
"""Scopes that leave open which materials are meant."""
OUTPUT = re.compile(r"\b(?:output|produc\w+|min(?:e[sd]?|ing|ers?)|ore|smelt\w+|refin\w+)\b", re.IGNORECASE)
"""Words of a quota on what is made, where others are on what comes in."""
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


@dataclass(frozen=True)
class Unheld:
    """A material of a limit that cannot be worked out as a stop, with the reason, without a full stop."""

    at: int
    name: str
    lever: str
    supplier: str
    customers: tuple[str, ...]
    reason: str


def stops_of(at: int, item: Measure, heard: Sequence[str]) -> Iterator[Stop | Unheld]:
    """Yield each chain that a limit on exports or output touches: as the stop that it is, or why it is none."""
    if item.lever not in LEVERS or len(item.imposing) != 1 or item.status_norm == "ended":
        return
    if item.lever == "quota" and not (item.previous_value and OUTPUT.search(item.evidence.text)):
        return
    supplier = item.imposing[0]
    scope = [*item.goods, *item.product_scope.split(", ")]
    chains, said = _chains(scope), ""
    if not chains and VAGUE.search(item.product_scope or "unspecified"):
        chains = _chains(heard)
        said = "The limit names no material; {}, which the report names, stands in."
    named = tuple(code for code in item.target if code != "world")
    for chain in chains:
        made = [net for net in networks(chain) if _makes(net, supplier) > SMALL]
        share, words = _share(item, made[0], supplier) if made else (None, "")
        if reason := _reason_against(chain, supplier, named, made=bool(made), sized=share is not None):
            yield Unheld(at, chain.name, item.lever, supplier, named, reason)
        elif share is not None:
            stands_in = [said.format(chain.name.lower())] if said else []
            yield Stop(
                at, chain.id, item.lever, item.status_norm, supplier, named, share, (words, *stands_in)
            )
    for word in item.goods if chains and not said else ():
        if word not in NOUNS and not _chains([word]):
            reason = f"Accord has no supply chain of {word}"
            yield Unheld(at, word, item.lever, supplier, named, reason)


def plain_name(chain: str) -> str:
    """Return a chain's material as a sentence names it: "rare earths" for "Rare earths to magnets"."""
    return chain.partition(" to ")[0].lower()


def _reason_against(chain: Chain, supplier: str, customers: Sequence[str], *, made: bool, sized: bool) -> str:
    """Return why a limit cannot be worked out on a chain, in a sentence without a full stop, or nothing."""
    lone = [code for code in customers if code not in networks(chain)[0].economies]
    checks = (
        (not made, f"no source shows {the(supplier)} making any of it"),
        (bool(lone), f"no source tells how much {join(map(the, lone))} {'use' if len(lone) > 1 else 'uses'}"),
        (made and not sized, "the report does not tell the size of the quota in tonnes"),
    )
    return next((reason for fails, reason in checks if fails), "")


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


def _share(item: Measure, first: Network, supplier: str) -> tuple[float | None, str]:
    """Return the part of the supplier's sales that stops, and how it was made out; None where it is open."""
    if item.lever in SAID:
        return 1.0, SAID[item.lever]
    if not item.value or not (item.unit or "").startswith("tonnes"):
        return None, ""
    if item.lever == "quota":
        before = float(item.previous_value or item.value)
        words = (
            f"The quota falls from {before:,.0f} to {item.value:,.0f} tonnes; the same part is taken from all that "
            f"{the(supplier)} sells of it."
        )
        return max(0.0, 1.0 - item.value / before), words
    output = _makes(first, supplier) * world_quantity(first.stage)
    words = (
        f"The quota of {item.value:,.0f} tonnes, taken as a year's, is set against what {the(supplier)} "
        f"made: {output:,.0f} tonnes of {first.stage.name.lower()}."
    )
    return max(0.0, 1.0 - item.value / output), words


def left_open(every: Sequence[Unheld]) -> Iterator[Point]:
    """Yield the materials that could not be worked out, those of one limit and reason together, with the reason."""
    alike: dict[tuple[str, str, tuple[str, ...], str], list[str]] = {}
    for one in every:
        alike.setdefault((one.supplier, one.lever, one.customers, one.reason), []).append(one.name)
    for (supplier, what, customers, reason), names in alike.items():
        yield Point(subject(supplier, what, names, customers), Read(as_sentence(reason)))


def subject(supplier: str, what: str, names: Sequence[str], customers: Sequence[str]) -> Text:
    """Return a limit in words: whose, of which kind, on what and to whom."""
    whom = f" to {join(the(code) for code in customers)}" if customers else ""
    what, of = lever(what).noun, join(map(plain_name, names))
    return (Read(f"{possessive(supplier, start=True)} {what} on {of}{whom}"),)
