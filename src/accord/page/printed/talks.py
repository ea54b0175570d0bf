"""``accord talks``: what each side would do alone, what failure costs, and the deals both would sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accord.core.codes import economy_name
from accord.core.provenance import Figure
from accord.page.blocks import Block, Column, Prose, Row, Table
from accord.page.printed import Document
from accord.page.printed.blocks import grid, measured

Parties = tuple[str, str]


def talks_blocks(document: Document) -> list[Block]:
    """Return payoffs of both sides in every outcome, the menu's packages and the lines worth a swap."""
    parties: Parties = (document["parties"][0], document["parties"][1])
    blocks: list[Block] = [_payoffs(document, parties)]
    blocks += [Prose(sentence) for sentence in _failures(document)]
    if expense := document.get("war_expense"):
        blocks += [Prose(words) for words in (*expense["said"], expense["warning"]) if words]
    if document["menu"]:
        blocks += _menu(document, parties)
    if document["line_prices"]:
        blocks += _lines(document)
    if document["deals"] and document["deals"]["nash"]:
        others = document["deals"]["nash"]["others_usd_bn"]
        words = ", ".join(f"{code} {_signed(value, 2)}" for code, value in others.items())
        blocks.append(Prose(f"Third parties under Nash's deal, USD bn a year against no deal: {words}"))
    return blocks


def _signed(value: float, places: int) -> str:
    return f"{value:+.{places}f}".replace("-", "−")


def _payoffs(document: Document, parties: Parties) -> Table:
    first, second = map(economy_name, parties)
    columns = (
        Column("outcome", "Outcome"),
        *(Column(party, party, "% change") for party in parties),
        *(Column(f"tariff-{party}", f"{party}’s mean tariff", "%") for party in parties),
    )
    rows: Iterator[Row] = (
        (
            label,
            *(measured(row["payoff_pct"][party], "% change") for party in parties),
            *(measured(row["mean_tariff_pct"][party], "%") for party in parties),
        )
        for label, row in _outcomes(document)
    )
    title = f"{first} and {second}: real income, per cent from {document['against']}"
    return grid(title, columns, rows, "Mean tariff on the goods of the other side.")


def _outcomes(document: Document) -> Iterator[tuple[str, Document]]:
    for party, row in (document["alone"] or {}).items():
        yield f"{economy_name(party)} alone at its best", row
    if document["war"]:
        yield "war: each at its best against the other", document["war"]
    yield f"no deal ({document['disagreement']['id']})", document["disagreement"]
    for key, label in (("nash", "Nash's deal"), ("kalai_smorodinsky", "Kalai and Smorodinsky's deal")):
        if (document["deals"] or {}).get(key):
            yield label, document["deals"][key]


def _failures(document: Document) -> Iterator[str]:
    for party, cost in (document["failure"] or {}).items():
        agreed = cost["against_nash_deal_usd_bn"]
        beside = "" if agreed is None else f", {_signed(-agreed, 1)} against Nash's deal"
        change = f"{_signed(-cost['against_baseline_usd_bn'], 1)} USD bn a year against {document['against']}"
        yield f"No deal, {party}: {change}{beside}"


def _worth(row: Document, parties: Parties) -> list[Figure]:
    return [measured(row["worth_usd_bn"][party], "USD bn change") for party in parties]


def _menu(document: Document, parties: Parties) -> Iterator[Block]:
    money = [Column(party, party, "USD bn change") for party in parties]
    yield grid(
        f"{document['menu']['title']}: USD bn a year against no deal",
        (Column("package", "Package"), *money, Column("zone", "Both gain")),
        (
            (row["title"], *_worth(row, parties), "yes" if row["in_zone"] else "no")
            for row in document["packages"]
        ),
    )
    yield grid(
        "Each concession alone",
        (Column("what", "Concession"), *money, Column("giver", "Giver")),
        ((row["what"], *_worth(row, parties), row["giver"]) for row in document["concessions"]),
    )
    yield grid(
        f"Best packages of at most {document['best_limit']} concessions",
        (Column("lines", "Package"), *money),
        ((", ".join(row["lines"]), *_worth(row, parties)) for row in document["best_packages"][:3]),
    )


def _lines(document: Document) -> Iterator[Block]:
    columns = (
        Column("line", "Line"),
        Column("giver", "Giver"),
        Column("rate", "Rate", "%"),
        Column("costs", "Costs", "USD bn"),
        Column("brings", "Brings", "USD bn"),
    )
    yield grid(
        "Tariff lines worth most to the other side when taken to their lowest rate, USD bn a year",
        columns,
        (
            (
                row["line"],
                row["giver"],
                measured(row["rate_pct"], "%"),
                measured(row["costs_giver_usd_bn"], "USD bn"),
                measured(row["brings_taker_usd_bn"], "USD bn"),
            )
            for row in document["line_prices"][:8]
        ),
    )
    for swap in document["swaps"][:3]:
        yield Prose(_swap((swap["first"], swap["second"]), swap["each_gains_usd_bn"]))


def _swap(sides: Sequence[Document], gain: float) -> str:
    first, second = (f"{100 * side['share']:.0f} % of {side['giver']}'s {side['line']}" for side in sides)
    return f"Swap {first} for {second}: {gain:.2f} each"
