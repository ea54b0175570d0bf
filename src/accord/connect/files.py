"""Any result as a file, the form told by its ending: xlsx, csv, md, txt, json, dta, nc, ics."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from accord.connect.arrays import to_netcdf
from accord.connect.frames import to_stata, writing
from accord.connect.tables import document_tables, run_tables, tables_in
from accord.core.errors import InputError
from accord.page.blocks import Block, Prose, Table
from accord.page.csv import to_csv
from accord.page.markdown import block_lines
from accord.page.terminal import blocks_text
from accord.page.xlsx import charts_at, tables_workbook
from accord.study.document import run_at_home
from accord.study.run import Run


def save(path: str | Path, title: str, blocks: Iterable[Block] | str, found: object = None) -> list[Path]:
    """Write a result to a file, and return the files that were written: several where each table needs one.

    ``blocks`` are what a page shows of it, or its words, ``found`` its JSON document. Raises InputError for an ending that
    stands for no form, or a file that cannot be written.
    """
    held = (Prose(blocks),) if isinstance(blocks, str) else tuple(blocks)
    return _save(Path(path), title, held, tables_in(held), found)


def save_runs(path: str | Path, runs: Sequence[Run]) -> list[Path]:
    """Write the tables of each run in full; of several each has its scenario in its file's name."""
    place = Path(path)
    if len(runs) == 1:
        return _save_run(place, runs[0])
    named = ((place.with_name(f"{place.stem}-{run.scenario.id}{place.suffix}"), run) for run in runs)
    return [each for one, run in named for each in _save_run(one, run)]


def to_excel(run: Run, path: str | Path) -> Path:
    """Write the tables of a run as a workbook, a sheet for each; return its path. Needs the extra ``excel``."""
    return _save(Path(path), run.scenario.title, (), run_tables(run), None)[0]


def _save_run(place: Path, run: Run) -> list[Path]:
    if place.suffix.lower() == ".nc":
        return [to_netcdf(run, place)]
    document = run_at_home(run)
    return _save(
        place, run.scenario.title, (), tuple(document_tables(document, run.scenario.title)), document
    )


def _save(
    place: Path, title: str, blocks: tuple[Block, ...], tables: tuple[Table, ...], found: object
) -> list[Path]:
    if place.suffix.lower() == ".dta":
        return [to_stata(one, each) for one, each in _places(place, tables)]
    made = dict(_written(place, title, blocks, tables, found))
    for each, content in made.items():
        with writing(each):
            each.write_bytes(content)
    return list(made)


def _written(
    place: Path, title: str, blocks: tuple[Block, ...], tables: tuple[Table, ...], found: object
) -> Iterator[tuple[Path, bytes]]:
    """Yield each file with its bytes."""
    kind = place.suffix.lower()
    if kind == ".csv":
        for table, each in _places(place, tables):
            yield each, to_csv(table, mark=True).encode("utf-8", "replace")
        return
    forms: dict[str, Callable[[], bytes]] = {
        ".xlsx": lambda: tables_workbook(tables, title, "2000-01-01", charts_at(blocks)),
        ".json": lambda: json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n",
        ".md": lambda: _markdown(title, blocks or tables),
        ".txt": lambda: (blocks_text(blocks or tables) + "\n").encode("utf-8", "replace"),
    }
    if kind not in forms:
        known = ", ".join((*forms, ".csv", ".dta", ".nc"))
        raise InputError(f"{place.name}: no result is written as '{kind or place.name}'; there are {known}")
    yield place, forms[kind]()


def _markdown(title: str, blocks: Iterable[Block]) -> bytes:
    lines = [line for block in blocks for line in block_lines(block) if line]
    return "\n\n".join([f"# {title}", *lines, ""]).encode("utf-8", "replace")


def _places(place: Path, tables: tuple[Table, ...]) -> Iterator[tuple[Table, Path]]:
    """Yield each table with its file: the first has the name that was given, the others their key in it."""
    if not tables:
        raise InputError(f"{place.name}: this result has no table")
    for at, table in enumerate(tables):
        yield table, place if at == 0 else place.with_name(f"{place.stem}-{table.key}{place.suffix}")
