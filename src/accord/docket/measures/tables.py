"""Rows of a table as measures: one row, one measure for each figure it tells, its column heads as roles."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.dates import Context, find_dates
from accord.docket.documents.blocks import Cell, Table
from accord.docket.items import Doubt, Evidence, Measure
from accord.docket.measures.columns import (
    Columns,
    columns_of,
    figures_of,
    is_figure,
    tells_duties,
    tells_other,
    unit_of,
)
from accord.docket.measures.orders import order_day
from accord.docket.measures.paper import is_act, struck_by
from accord.docket.measures.told import LIVE, is_ahead
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.tokens import sentences

_TOTAL = regex(
    r"\W*(?:(?:grand |sub-?)?totals?|sum|average|overall|all (?:items|products|goods))\b.*", re.IGNORECASE
)
_OTHERS = regex(
    r"\W*(?:(?:all )?others?|(?:all )?other (?:countries|economies|origins|members)|(?:the )?rest(?: of (?:the )?world)?|"
    r"any other (?:country|origin)|world|all (?:countries|origins))\b.*",
    re.IGNORECASE,
)
_UNTIL = regex(r"(?:[-\u2013\u2014]|\b(?:to|until|till)\b)")
_PLAIN = ("announced", "in_force", "agreed", "scheduled", "proposed")
_RATED = ("tariff", "export_tax")
_QUOTAS = ("tariff_quota", "quota", "export_quota")


def measures_of_tables(reading: Reading, told: list[Measure]) -> list[Measure]:
    """Return the measures of rows that name an economy or goods beside a figure; a note where none was read."""
    found: list[Measure] = []
    for table in reading.cleaned.tables:
        made = _of_table(reading, table, told)
        if not made and any(is_figure(c) for row in table.rows for c in row):
            reading.notes.append("a table was not read: its columns do not say whose rates they are")
        found += made
    return found


def _of_table(reading: Reading, table: Table, told: list[Measure]) -> list[Measure]:
    above = _above(reading, table)
    parts = columns_of(table, above, lambda cell: bool(_who(reading, cell)))
    headed = any(h.text.strip() for h in table.heads)
    unnamed = parts.economy is None and parts.goods is None and not (is_act(reading) and struck_by(reading))
    if unnamed or (len(parts.rates) > 1 and not headed):
        return []
    if parts.economy is None and len(table.rows) < 3 and not headed:
        return []
    parents: dict[tuple[str, ...], Measure | None] = {k: _parent(table, told, k) for k in (_RATED, _QUOTAS)}
    listed = parts.economy is not None and len(table.rows) > 2 and _charged_before(reading, table)
    if not any(parents.values()) and not tells_duties(table, above) and not listed:
        return []
    return [
        measure
        for row in table.rows
        if not _TOTAL.fullmatch(row[0].text.strip())
        for column in (*parts.rates, *parts.volumes)
        for measure in _of_cell(reading, table, row, column, parts, parents)
    ]


def _of_cell(
    reading: Reading, table: Table, row: tuple[Cell, ...], column: int, parts: Columns, parents: dict[tuple[str, ...], Measure | None]
) -> list[Measure]:  # fmt: skip
    """Return the measures of a cell: its figure, and that of a last stage told beside it."""
    values, before = figures_of(row[column].text)
    target = _who(reading, row[parts.economy]) if parts.economy is not None else ()
    if parts.economy is not None and not target:
        return []
    if parts.economy is None and len(parts.rates) > 1 and column < len(table.heads):
        target = _who(reading, table.heads[column])
    volume = column in parts.volumes
    if not volume and before is None and parts.old is not None:
        before = next(iter(figures_of(row[parts.old].text)[0]), None)
    parent = parents[_QUOTAS if volume else _RATED] or next((p for p in parents.values() if p), None)
    goods = _goods(reading, table, row, parts.goods)
    unit, scale = unit_of(row[column].text)
    size = (scale if unit else parts.scale) if volume else 1
    made = []
    for value in values[:1] if volume else values:
        told = value * size
        made.append(
            _measure(
                reading, table, row, parent, target, goods, told, before, column, parts if volume else None
            )
        )
        before = value if len(values) > 1 else before
    return made


def _goods(reading: Reading, table: Table, row: tuple[Cell, ...], column: int | None) -> str:
    """Return the goods of a row, with the head's words where the cell has none: "goods bearing a duty of 15%".

    The row of a firm names none.
    """
    named = sentences(row[column].text, 0, reading.words) if column is not None else []
    if column is None or any(m.kind == "company" for s in named for m in s.names):
        return ""
    words = row[column].text.strip().lower()
    head = table.heads[column].text.strip().lower() if column < len(table.heads) else ""
    return f"{head} {words}" if head and re.search(r"\d\s*%", words) else words


def _measure(
    reading: Reading, table: Table, row: tuple[Cell, ...], parent: Measure | None, target: tuple[str, ...],
    goods: str, value: float, before: float | None, column: int, volume: Columns | None,
) -> Measure:  # fmt: skip
    start, end = row[0].start, row[-1].end
    owner = _owner(reading, table)
    first, last = _head_days(reading, table, column)
    day = first or (parent.effective_date if parent else None)
    day = day or (_caption_day(reading, table) if owner and not parent else None)
    day = day or order_day(reading) or None
    status = parent.status_norm if parent else "announced"
    if day is not None and status in _PLAIN:
        status = "scheduled" if is_ahead(reading, day) else "in_force"
    home = owner or ((reading.home,) if reading.home and reading.home not in target else ())
    sure = owner or (home and is_act(reading))
    doubt = Doubt("imposing", "told from" if home else "not said", table.caption)
    lever = "quota" if volume else _lever_before(reading, table)
    if (
        not owner
        and not (parent.imposing if parent else home)
        and (who := _acting_above(reading, table, target))
    ):
        home, doubt = who, Doubt("imposing", "named before", table.caption)
        parent = replace(parent, imposing=home, doubts=(doubt,)) if parent else None
    base = parent or Measure(
        lever, None, None, home, (), "", "", "announced", Evidence("", 0, 0), doubts=() if sure else (doubt,)
    )
    if volume is None:
        lever = "export_tax" if "export_tax" in (base.lever, lever) else "tariff"
    elif base.lever in _QUOTAS:
        lever = base.lever
    return replace(
        base, lever=lever, value=value, unit=volume.unit if volume else "percent",
        target=tuple(c for c in target if c not in base.imposing) or target or _lent(reading, table, parent) or ("world",),
        goods=(goods,) if goods else base.goods, product_scope=goods or base.product_scope, status=status.replace("_", " "),
        status_norm=status, evidence=Evidence(reading.text[start:end], start, end), effective_date=day,
        end_date=last or base.end_date, previous_value=before, low=None, note="", condition="", trace=("a row of a table",),
        doubts=base.doubts_besides("target"),
    )  # fmt: skip


def _charged_before(reading: Reading, table: Table) -> bool:
    """Whether the sentences above a list speak of duties that somebody is to be charged, and its own line of nothing else."""
    before = [s for s in reading.sentences if s.start < table.start][-4:]
    rows = [c.row for s in before if (c := next(iter(reading.clauses_of(s)), None)) is not None]
    named = any(m.kind == "lever" and m.lever in _RATED for row in rows for m in row)
    return named and not tells_other(_above(reading, table))


def _acting_above(reading: Reading, table: Table, struck: tuple[str, ...]) -> tuple[str, ...]:
    """Return who acts in the sentences above a list that nobody is named beside: "sent letters to many. They include:"."""
    for sentence in [s for s in reversed(reading.sentences) if s.start < table.start][:10]:
        if (who := reading.acting_in(sentence)) and not set(who) & set(struck):
            return who
    return ()


def _owner(reading: Reading, table: Table) -> tuple[str, ...]:
    """Return whose rates a table gives by the words above it: "Egypt's new tariffs"."""
    caption = _above(reading, table)
    for sentence in sentences(caption, 0, reading.words):
        for m in sentence.names:
            if m.kind == "economy" and _THEIRS.match(caption, m.end):
                return (m.value,)
    return ()


_THEIRS = regex(r"['\u2019]s?\s+(?:\w+\s+){0,3}(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rates)\b", re.IGNORECASE)


def _above(reading: Reading, table: Table) -> str:
    """Return the words that stand above a table, rules of dashes apart."""
    lines = reading.text[: table.start].split("\n")
    return next((line for line in reversed(lines) if any(c.isalpha() for c in line)), "")


def _caption_day(reading: Reading, table: Table) -> str | None:
    text = _above(reading, table)
    found = find_dates(text, 0, len(text), Context(reading.today))
    return found[0].iso if found else None


def _lever_before(reading: Reading, table: Table) -> str:
    """Return the kind of duty named last before a table: "Export duties come down"."""
    before = [s for s in reading.sentences if s.start < table.start]
    for sentence in reversed(before[-6:]):
        parts = reading.clauses_of(sentence)
        levers = [str(m.ref) for m in parts[0].row if m.kind == "lever"] if parts else []
        if found := next((x for x in levers if x in _RATED), ""):
            return found
    return "tariff"


def _who(reading: Reading, cell: Cell) -> tuple[str, ...]:
    """Return the economies that a cell names; all others are the world."""
    found = sentences(cell.text, 0, reading.words)
    codes = tuple(dict.fromkeys(m.value for s in found for m in s.names if m.kind == "economy"))
    return codes or (("world",) if _OTHERS.fullmatch(cell.text.strip()) else ())


def _head_days(reading: Reading, table: Table, column: int) -> tuple[str | None, str | None]:
    """Return since when and until when a column holds by its head: "1 Jan - 31 Dec 2026"."""
    if column >= len(table.heads):
        return None, None
    text = table.heads[column].text
    found = find_dates(text, 0, len(text), Context(reading.today))
    if len(found) == 2 and _UNTIL.search(text[found[0].end : found[1].start]):
        return found[0].iso, found[1].iso
    return (found[0].iso if found else None), None


def _parent(table: Table, told: list[Measure], levers: tuple[str, ...]) -> Measure | None:
    """Return the measure that a table is about: the last told before it, else the first after it."""
    mine = [m for m in told if m.lever in levers and m.status_norm != "ruled_out"]
    before = [m for m in mine if m.evidence.start < table.start]
    for fits in (lambda m: _live(m) and m.effective_date, _live):
        if found := [m for m in before if fits(m)]:
            return found[-1]
    after = [replace(m, target=("world",), goods=()) for m in mine[:1]] if levers == _RATED else mine[:1]
    return before[-1] if before else after[0] if after else None


def _lent(reading: Reading, table: Table, parent: Measure | None) -> tuple[str, ...]:
    """Return on whom the duty told before a table falls, where that is no guess, or whom the act of law is about."""
    told = parent is not None and parent.evidence.start < table.start and not parent.doubts_of("target")
    return parent.target if parent is not None and told else struck_by(reading) if is_act(reading) else ()


def _live(measure: Measure) -> bool:
    return measure.status_norm in LIVE
