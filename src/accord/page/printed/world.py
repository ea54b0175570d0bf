"""``accord world``: one economy of a world, every figure with unit, year and source."""

from __future__ import annotations

from collections.abc import Sequence

from accord.core.codes import economy_name
from accord.core.provenance import Figure
from accord.page.blocks import Block, Column, Prose
from accord.page.printed import Document, grid, measured, plain_rows


def economy_blocks(code: str, figures: Sequence[Figure], calibration: Document | None) -> list[Block]:
    """Return the figures of one economy, and what its input mix was seeded from."""
    columns = (
        Column("what", "Figure"),
        Column("value", "Value"),
        Column("year", "Year"),
        Column("source", "Source"),
        Column("quality", "Quality"),
    )
    rows = ((figure.label, figure, figure.year, figure.source, figure.quality) for figure in figures)
    blocks: list[Block] = [grid(f"{economy_name(code)} ({code})", columns, rows)]
    if calibration:
        seed = f"{calibration['seed']} ({calibration['seed_source']}, {calibration['seed_year']})"
        moved = f"balancing moved {calibration['moved']:.0%} of inputs to other cells"
        blocks.append(Prose(f"Input mix from {seed}; {moved}."))
    return blocks


def group_blocks(document: Document) -> list[Block]:
    """Return who belongs to a group, in which state, since when, and who says so."""
    note = f": {document['note']}" if document["note"] else ""
    blocks: list[Block] = [Prose(f"{document['name']}{note}")]
    if document["member_list"] != "published":
        blocks.append(Prose("Its member list has not been published."))
    rows = [{**row, "since": row["start"]} for row in document["memberships"]]
    blocks += plain_rows(rows, ("code", "state", "since", "confidence", "source"))
    return [*blocks, *(Prose(f"Conflict: {sentence}") for sentence in document["conflicts"])]


def elasticity_blocks(rows: Sequence[Document], *, whole: bool) -> list[Block]:
    """Return the sets of trade elasticities by name and note, or the ``whole`` of each by sector."""
    columns = (
        Column("sector", "Sector"),
        Column("theta", "Theta"),
        Column("error", "Standard error"),
        Column("estimate", "Estimate"),
    )
    blocks: list[Block] = []
    for row in rows:
        blocks.append(Prose(f"{row['id']}: {row['note']}"))
        if whole:
            cells = (
                (
                    each["sector"],
                    measured(each["theta"], "index"),
                    measured(each["standard_error"], "index"),
                    each["estimate"],
                )
                for each in row["sectors"]
            )
            blocks.append(grid("", columns, cells))
    return blocks
