"""``accord stack``: the duties really paid on a day, by sector, chapter and date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from accord.core.codes import sector_name, the
from accord.core.provenance import Figure
from accord.page.blocks import Block, Column, Prose, Row, Table
from accord.page.printed import Document
from accord.page.printed.blocks import grid, listed, measured

CHAPTERS_SHOWN = 12
CENSUS = "2024 imports, US Census Bureau"
GROUPED = {
    "imports_usd_bn": "Imports",
    "exempt_share": "Exempt",
    "preempted_share": "Pre-empted",
    "hit_share": "Hit",
    "addon_pct": "Add-on",
    "preempting_pct": "Special",
    "base_pct": "Base",
    "total_pct": "Total",
}
"""Columns by sector and chapter."""


def stack_blocks(document: Document) -> list[Block]:
    """Return the duties of one economy on the goods of another on a day."""
    exporter, importer = (the(document[key]) for key in ("exporter", "importer"))
    blocks: list[Block] = [Prose(f"Duties of {importer} on goods of {exporter}, {document['as_of']}")]
    if document["total_pct"] is None:
        headline = f"{document['statutory_pct']:g} percent on top of the ordinary tariff"
        blocks.append(Prose(f"Statutory headline: {headline}"))
    else:
        every = len(document["sectors"])
        blocks += [
            _overall(document),
            _groups("By sector", document["sectors"], sector_name, every),
            _groups("By HS chapter, the largest", document["chapters"], str, CHAPTERS_SHOWN),
        ]
    blocks.append(_duties("Duties on the day", document["duties"]))
    if document["pending"]:
        blocks.append(_duties("Announced, not collected on the day", document["pending"]))
    if len(document["path"]) > 1:
        blocks.append(_path(document["path"]))
    sources = "; ".join(filter(None, (", ".join(document["sources"]), document["weights"])))
    return [*blocks, *listed((*document["why"], *document["notes"])), Prose(f"Sources: {sources}")]


def _share(fraction: float | None) -> Figure:
    return measured(None if fraction is None else 100 * fraction, "%")


def _overall(document: Document) -> Table:
    exempt = "Exempt" if document["statutory_pct"] else "No duty on top of the base"
    rows = (
        (
            "Statutory headline",
            measured(document["statutory_pct"], "%"),
            f"{document['as_of']}, list of duties",
        ),
        (exempt, _share(document["exempt_share"]), f"of {CENSUS}"),
        ("Pre-empted by special duties", _share(document["preempted_share"]), f"of {CENSUS}"),
        ("Hit by the headline", _share(document["hit_share"]), f"of {CENSUS}"),
        ("Average add-on of the headline", measured(document["addon_pct"], "points"), f"weights {CENSUS}"),
        (
            "Average of the special duties",
            measured(document["preempting_pct"], "points"),
            f"weights {CENSUS}",
        ),
        ("Collected before", measured(document["base_pct"], "%"), "2024, US Census Bureau"),
        ("Total", measured(document["total_pct"], "%"), document["as_of"]),
    )
    return grid(
        "", (Column("what", ""), Column("value", "Value"), Column("of", "Of what, year, source")), rows
    )


def _groups(title: str, groups: Mapping[str, Document], name: Callable[[str], str], most: int) -> Table:
    ordered = sorted(groups.items(), key=lambda item: -item[1]["imports_usd_bn"])[:most]
    rows: Iterator[Row] = (
        (
            code if name(code) == code else f"{code} {name(code)}",
            *(measured(100 * row[key] if key.endswith("_share") else row[key], "index") for key in GROUPED),
        )
        for code, row in ordered
    )
    columns = (Column("code", "Code"), *(Column(key, label) for key, label in GROUPED.items()))
    note = (
        "Imports in USD bn; shares in % of them; add-on and special duties in percentage points, rates in %."
    )
    return grid(f"{title} (weights and base of 2024, US Census Bureau)", columns, rows, note)


def _duties(title: str, duties: Sequence[Document]) -> Table:
    columns = (
        Column("duty", "Duty"),
        Column("rate", "Rate", "%"),
        Column("share", "Paid on", "%"),
        Column("adds", "Adds", "points"),
        Column("since", "Since"),
        Column("source", "Source"),
    )
    ordered = sorted(duties, key=lambda row: (not row["general"], -(row["adds_pct"] or 0.0)))
    rows = (
        (
            duty["title"],
            measured(duty["rate_pct"], "%"),
            "" if duty["share"] is None else _share(duty["share"]),
            "" if duty["adds_pct"] is None else measured(duty["adds_pct"], "points"),
            duty["effective"] or f"announced {duty['announced']}",
            f"{duty['instrument']} [{duty['confidence']}]",
        )
        for duty in ordered
    )
    return grid(title, columns, rows)


def _path(path: Sequence[Document]) -> Table:
    columns = (
        Column("from", "From"),
        Column("to", "To"),
        Column("collected", "Collected"),
        Column("headline", "Headline", "%"),
        Column("addon", "Add-on", "points"),
        Column("total", "Total", "%"),
        Column("what", "What"),
    )
    rows = (
        (
            step["since"],
            step["until"] or "",
            "yes" if step["collected"] else "never",
            measured(step["statutory_pct"], "%"),
            "" if step["addon_pct"] is None else measured(step["addon_pct"], "points"),
            "" if step["total_pct"] is None else measured(step["total_pct"], "%"),
            step["label"],
        )
        for step in path
    )
    return grid("Over time (2024 weights)", columns, rows)
