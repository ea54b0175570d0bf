"""Sources and vintages, and how to check this briefing."""

from __future__ import annotations

from collections.abc import Iterable

from accord.core.codec import Document
from accord.core.provenance import REPORT, Figure, source
from accord.page.blocks import Block, Code, Column, Day, Facts, Prose, Read, Section, Table, Text


def sources(record: Document, used: Iterable[str], *, modelled: bool = True) -> Section | None:
    """Return the datasets behind the numbers, those the world was built from among them where it was solved.

    None where there are no numbers.
    """
    behind = record.get("world", {}).get("sources", ()) if modelled else ()
    rows = tuple(_row(key) for key in sorted({*used, *behind} - {REPORT}))
    if not rows:
        return None
    columns = tuple(Column(key, key.capitalize()) for key in ("source", "publisher", "vintage", "licence"))
    table = Table("sources", "Data behind the numbers", columns, rows)
    return Section("sources", "Sources and vintages", (table,))


def _row(key: str) -> tuple[Text, ...]:
    found = source(key)
    return (Read(found.title), Read(found.publisher), Day(found.year), Read(found.licence))


def fingerprint(record: Document) -> Section:
    """Return the run's fingerprint and how to verify it."""
    solved = record["answers"].get("tariff", {}).get("found", {}).get("solved", ())
    runs = [one["document"] for one in solved if one["document"]]
    residual = max((run["residual"] for run in runs), default=None)
    certificate = Figure(
        key="record.residual",
        label="Largest relative residual of the solves",
        value=residual,
        unit="relative error",
        year="",
        source="accord-model",
        basis="goods, labour and trade-balance residuals, relative",
    )
    rows: list[tuple[str, Text | None]] = [("Fingerprint", Code(record["fingerprint"]))]
    if runs:
        rows += [
            ("World", Code(f"{record['world']['id']} {record['world']['fingerprint'][:16]}")),
            ("Solved to", certificate if residual is not None else None),
        ]
    rows += [(name, Code(version)) for name, version in record["versions"].items()]
    words = (
        "The run record holds what was read, the parameters and every answer. Given this folder, "
        "accord verify computes them again, offline, and says whether every number is the same."
    )
    blocks: list[Block] = [Prose(words), Facts(tuple(rows))]
    return Section("record", "How to check this", tuple(blocks))
