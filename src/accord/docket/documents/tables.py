"""Tables in text: lines of cells between bars, tabs or wide gaps, and which row holds the heads."""

from __future__ import annotations

import re

from accord.docket.patterns import regex

MOST_ROWS = 400
MOST_CELLS = 24
_RULE = regex(r"[\s|+:=\u2500\u2502\u253c-]+")
_GAP = regex(r"\s{2,}|\t")
_FIGURE = regex(r"[0-9]")
_MARK = regex(r"\s*(?:[-*\u2022>#]|\d{1,3}[.)])\s")


def cells_of(line: str) -> list[str] | None:
    """Return the cells of a line of a table, or None where the line is none."""
    bare = line.strip()
    if "|" in bare and not _RULE.fullmatch(bare):
        inner = bare[1:] if bare.startswith("|") else bare
        inner = inner[:-1] if inner.endswith("|") else inner
        return [c.strip() for c in inner.split("|")][:MOST_CELLS]
    if "\t" in bare:
        return [c.strip() for c in re.split(r"\t+", bare)][:MOST_CELLS]
    if bare.count(" / ") > 1:
        return [c.strip() for c in bare.split(" / ")][:MOST_CELLS]
    parts = _GAP.split(bare)
    short = all(len(p) <= 48 for p in parts) and not _MARK.match(line)
    return parts[:MOST_CELLS] if len(parts) > 1 and short else None


def _barred(line: str) -> bool:
    """Whether cells are told apart by more than gaps: bars, tabs, or two strokes between spaces."""
    return "|" in line or "\t" in line.strip() or line.count(" / ") > 1


def table_at(lines: list[str], number: int) -> tuple[list[list[str]], int]:
    """Return the rows of the table that starts at a line, and the line after it; no rows where none starts.

    A table has at least two rows of as many cells; a rule between rows belongs to it, and where cells are
    told apart by gaps alone at least three rows and a figure in half of them.
    """
    rows: list[list[str]] = []
    at, barred = number, _barred(lines[number])
    while at < len(lines) and len(rows) < MOST_ROWS:
        line = lines[at]
        if rows and line.strip() and _RULE.fullmatch(line.strip()):
            at += 1
            continue
        cells = cells_of(line) if line.strip() else None
        if cells is None or len(cells) < 2 or (rows and not _fits(rows[0], cells)):
            break
        if barred != _barred(line):
            break
        rows.append(cells)
        at += 1
    return (rows, at) if _is_table(rows, barred) else ([], number)


def _fits(first: list[str], cells: list[str]) -> bool:
    """Whether a row goes on from the first: as many cells, or fewer where the last are empty."""
    return len(cells) == len(first) or (len(first) > 2 and len(cells) == len(first) - 1)


def _is_table(rows: list[list[str]], barred: bool) -> bool:
    if len(rows) < 2:
        return False
    if barred:
        return True
    figured = sum(1 for row in rows[1:] if any(_FIGURE.search(cell) for cell in row))
    return len(rows) > 2 and figured * 2 >= len(rows) - 1 and all(len(r) == len(rows[0]) for r in rows)


def is_rule(line: str) -> bool:
    """Whether a line only rules off the rows of a table."""
    return bool(line.strip()) and bool(_RULE.fullmatch(line.strip()))


def has_heads(rows: list[list[str]]) -> bool:
    """Whether the first row holds heads: words, over columns in which most other rows hold figures.

    A table of words alone has heads where its first row is shorter than the others are on average.
    """
    first, rest = rows[0], rows[1:]
    if any(_FIGURE.search(c) and not re.search(r"[A-Za-z]{3}", c) for c in first):
        return False
    figured = [i for i in range(len(first)) if _share(rest, i) > 0.5]
    if figured:
        return not all(re.fullmatch(r"[\d.,%\s$\u20ac\u00a3-]*", first[i]) for i in figured)
    return all(first) and sum(map(len, first)) * len(rest) <= sum(len(c) for row in rest for c in row)


def _share(rows: list[list[str]], column: int) -> float:
    cells = [row[column] for row in rows if column < len(row)]
    return sum(1 for c in cells if _FIGURE.search(c)) / len(cells) if cells else 0.0


_PC = r"\s*(?:%|per ?cent\b|percent\b)"
_NUM = r"\d{1,3}(?:[.,]\d{1,3})?"
_LISTED = regex(
    r"(?:(?:ex\s*)?\d{4}(?:[. ]?\d{2}){0,3}\s*[:\u2013\u2014-]?\s*)?"
    r"(?P<name>[A-Z][^\d:()%]{1,60}?\s*[(:,\u2013\u2014=-]|(?:(?:[A-Z][\w'\u2019.-]*|of|the|and)\s+){1,5})[(:\u2013\u2014=\s-]*"
    rf"(?:(?:from\s+|down from\s+)?(?:up to\s+)?(?P<past>{_NUM})(?:{_PC})?\s*(?:to|->|\u2192)\s*(?P<to>{_NUM}{_PC}|zero|nil|free)"
    rf"|(?P<rate>{_NUM}){_PC}"
    rf"(?P<old>[\s,(;]*(?:from|was|down from|up from|previously|instead of|now|currently)\s*(?P<was>{_NUM}){_PC})?"
    r"|(?P<volume>\d[\d,.]*(?:\s+(?:thousand|million))?\s+(?:metric\s+)?(?:tonnes|tons|vehicles|litres|hectolitres|units)))"
    r"[\s).,;]*(?:and)?",
)
LIST_ROWS = 2
"""Lines of a name and a rate that make a list of rates."""


def listed_rate(text: str) -> list[str] | None:
    """Return name, figure and the rate before of a line that holds nothing else: "Japan (25%)", "Rice: from 10 to 5%"."""
    m = _LISTED.fullmatch(text.strip())
    if m is None:
        return None
    name = m["name"].strip(" (:,\u2013\u2014=-")
    if m["to"]:
        return [name, m["to"] if m["to"][0].isdigit() else "0%", f"{m['past']}%"]
    return [name, m["volume"] or f"{m['rate']}%", f"{m['was']}%" if m["was"] else ""]
