"""``accord world``: one economy of a world, every figure with unit, year and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accord.core.codes import economy_name
from accord.core.provenance import Figure
from accord.page.blocks import Block, Column, Prose
from accord.page.printed import Document
from accord.page.printed.blocks import grid, measured, plain_rows


def world_text(document: Document) -> str:
    """Return the economies and sectors of a world, by code."""
    world = document["world"]
    lines = [f"{world['id']}, {world['year']}"]
    lines += [f"{key + ':':<10} {' '.join(document[key])}" for key in ("economies", "sectors")]
    return "\n".join(lines) + "\n"


def worlds_blocks(rows: Sequence[Document]) -> list[Block]:
    """Return the worlds that ship."""
    return plain_rows(rows, ("id", "year", "economies", "sectors", "title"))


def shown(document: Document) -> str | list[Block]:
    """Return a world, or one economy of it."""
    return economy_blocks(document) if "economy" in document else world_text(document)


def groups_shown(found: Document | Sequence[Document]) -> str | list[Block]:
    """Return one group with its members, or the names of all."""
    if isinstance(found, Mapping):
        return group_blocks(found)
    return "".join(f"{row['id']:12} {row['name']}\n" for row in found)


def elasticities_shown(found: Document | Sequence[Document]) -> list[Block]:
    """Return one set by sector, or all sets by name and note."""
    one = isinstance(found, Mapping)
    return elasticity_blocks([found] if isinstance(found, Mapping) else found, whole=one)


def checks_text(rows: Sequence[Document]) -> str:
    """Return the checks of a world, a line each."""
    return "".join(
        f"{'ok  ' if row['holds'] else 'FAIL'} {row['name']}: {row['found']:.6g} {row['unit']} "
        f"(expected {row['expected']:.6g}, {row['source']})\n"
        for row in rows
    )


def sources_text(rows: Sequence[Document]) -> str:
    """Return the registered sources as the table of docs/data.md."""
    heads = ("id", "title", "publisher", "vintage", "licence", "credit line", "shipped")
    lines = [heads, ("---",) * len(heads)]
    lines += [(f"`{row['id']}`", *list(row.values())[1:]) for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def economy_blocks(document: Document) -> list[Block]:
    """Return the figures of one economy, and what its input mix was seeded from."""
    columns = (
        Column("what", "Figure"),
        Column("value", "Value"),
        Column("year", "Year"),
        Column("source", "Source"),
        Column("quality", "Quality"),
    )
    code, calibration = document["economy"], document["calibration"]
    figures = (Figure(**row) for row in document["figures"])
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
