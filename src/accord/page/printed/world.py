"""``accord world``: one economy of a world, every figure with unit, year and source."""

from __future__ import annotations

from collections.abc import Sequence

from accord.core.codes import economy_name
from accord.core.provenance import Figure
from accord.page.blocks import Block, Column, Prose
from accord.page.printed import Document, grid


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
