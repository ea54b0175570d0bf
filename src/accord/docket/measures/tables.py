"""Rows of a table as measures: one row, one measure, its column heads as roles."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from accord.docket.amounts import number
from accord.docket.dates import Context, find_dates
from accord.docket.documents.blocks import Cell, Table
from accord.docket.items import Doubt, Evidence, Measure
from accord.docket.measures.carry import order_day
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.tokens import sentences

_OLD = regex(
    r"\b(?:old|previous|current|present|was|before|until|prior|existing|base|april|earlier|former)\b",
    re.IGNORECASE,
)
_RATE = regex(r"\b(?:rate|tariff|dut(?:y|ies)|levy|percent|per cent|%|new|from|charge)\b|%", re.IGNORECASE)
_FIGURE = regex(r"^\s*\d{1,3}(?:[.,]\d{1,4})?\s*(?:%|per ?cent|percent)?\s*(?:\(\*+\))?\s*$", re.IGNORECASE)


def measures_of_tables(reading: Reading, told: list[Measure]) -> list[Measure]:
    """Return a measure for each row that names an economy or goods beside a rate; a note where none was read."""
    found: list[Measure] = []
    for table in reading.cleaned.tables:
        made = _of_table(reading, table, told)
        if not made and any(_FIGURE.match(c.text) for row in table.rows for c in row):
            reading.notes.append("a table was not read: its columns do not say whose rates they are")
        found += made
    return found


def _of_table(reading: Reading, table: Table, told: list[Measure]) -> list[Measure]:
    width = max((len(r) for r in table.rows), default=0)
    figures = [i for i in range(width) if _share(table, i, _is_figure) > 0.6]
    names = [i for i in range(width) if i not in figures]
    if not figures or not names:
        return []
    if len(figures) > 1 and not any(h.text.strip() for h in table.heads):
        return []
    parent = _parent(table, told)
    named = next((i for i in names if _share(table, i, lambda c: bool(_codes(reading, c))) > 0.5), None)
    goods = next((i for i in names if i != named), None) if named is not None else names[0]
    if named is None and len(table.rows) < 3 and not any(h.text.strip() for h in table.heads):
        return []
    new, old = _columns(table, figures)
    if _priced(table, new):
        return []
    made = []
    for row in table.rows:
        value = _value(row[new])
        if value is None:
            continue
        target = _codes(reading, row[named]) if named is not None else ()
        words = row[goods].text.strip().lower() if goods is not None else ""
        if named is not None and not target:
            continue
        made.append(_measure(reading, table, row, parent, target, words, value, old, new))
    return made


def _measure(
    reading: Reading, table: Table, row: tuple[Cell, ...], parent: Measure | None, target: tuple[str, ...],
    goods: str, value: float, old: int | None, new: int,
) -> Measure:  # fmt: skip
    start, end = row[0].start, row[-1].end
    before = _value(row[old]) if old is not None else None
    day = _head_day(reading, table, new) or (parent.effective_date if parent else None)
    owner = _owner(reading, table)
    day = day or (_caption_day(reading, table) if owner and not parent else None)
    day = day or order_day(reading) or None
    status = parent.status_norm if parent else "announced"
    if day is not None and status in ("announced", "in_force", "agreed", "scheduled"):
        status = "scheduled" if day > reading.today.isoformat()[: len(day)] else "in_force"
    home = owner or ((reading.home,) if reading.home and reading.home not in target else ())
    doubt = Doubt("imposing", "told from" if home else "not said", table.caption)
    base = parent or Measure(
        _lever_before(reading, table),
        None,
        None,
        home,
        (),
        "",
        "",
        "announced",
        Evidence("", 0, 0),
        doubts=() if owner else (doubt,),
    )
    imposing = base.imposing
    return replace(
        base, lever="export_tax" if "export_tax" in (base.lever, _lever_before(reading, table)) else "tariff", value=value, unit="percent",
        target=tuple(c for c in target if c not in imposing) or target or _lent(table, parent) or ("world",),
        goods=(goods,) if goods else base.goods, product_scope=goods or base.product_scope, status=status.replace("_", " "),
        status_norm=status, evidence=Evidence(reading.text[start:end], start, end), effective_date=day,
        previous_value=before, low=None, note="", condition="", trace=("a row of a table",),
        doubts=base.doubts_besides("target"),
    )  # fmt: skip


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
        if found := next((x for x in levers if x in ("tariff", "export_tax")), ""):
            return found
    return "tariff"


def _share(table: Table, column: int, test: Callable[[Cell], bool]) -> float:
    cells = [r[column] for r in table.rows if column < len(r)]
    return sum(test(c) for c in cells) / max(len(cells), 1)


def _is_figure(cell: Cell) -> bool:
    return bool(_FIGURE.match(cell.text))


def _value(cell: Cell) -> float | None:
    match = re.match(r"\s*([\d.,]+)", cell.text)
    return number(match[1].rstrip(".,")) if match and _is_figure(cell) else None


def _codes(reading: Reading, cell: Cell) -> tuple[str, ...]:
    found = sentences(cell.text, 0, reading.words)
    return tuple(dict.fromkeys(m.value for s in found for m in s.names if m.kind == "economy"))


def _columns(table: Table, figures: list[int]) -> tuple[int, int | None]:
    """Return the column of the rate that is told and the one of the rate before."""
    heads = {i: table.heads[i].text if i < len(table.heads) else "" for i in figures}
    old = next((i for i in figures if _OLD.search(heads[i]) and len(figures) > 1), None)
    rest = [i for i in figures if i != old]
    new = next((i for i in rest if _RATE.search(heads[i])), rest[0])
    if old is None and len(figures) == 2 and new != figures[0]:
        old = figures[0]
    return new, old


_PRICES = regex(r"\b(?:prices?|value|volume|quantity|tonnes|quota|amount|number)\b", re.IGNORECASE)


def _priced(table: Table, column: int) -> bool:
    """Whether the head of a column names prices or quantities, and no rate."""
    head = table.heads[column].text if column < len(table.heads) else ""
    return bool(_PRICES.search(head)) and not _RATE.search(head)


def _head_day(reading: Reading, table: Table, column: int) -> str | None:
    if column >= len(table.heads):
        return None
    text = table.heads[column].text
    found = find_dates(text, 0, len(text), Context(reading.today))
    return found[0].iso if found else None


def _parent(table: Table, told: list[Measure]) -> Measure | None:
    """Return the duty that a table is about: the last told before it, else the first after it."""
    duties = [m for m in told if m.lever in ("tariff", "export_tax")]
    before = [m for m in duties if m.evidence.start < table.start]
    for fits in (lambda m: _live(m) and m.effective_date, _live):
        if found := [m for m in before if fits(m)]:
            return found[-1]
    after = [replace(m, target=("world",), goods=()) for m in duties[:1]]
    return before[-1] if before else after[0] if after else None


def _lent(table: Table, parent: Measure | None) -> tuple[str, ...]:
    """Return on whom the duty told before a table falls, where that is no guess; a row without an economy goes on."""
    told = parent is not None and parent.evidence.start < table.start and not parent.doubts_of("target")
    return parent.target if parent is not None and told else ()


def _live(measure: Measure) -> bool:
    return measure.status_norm in ("announced", "scheduled", "in_force", "agreed")
