"""A briefing as one HTML page: nothing is fetched, one script of our own runs, every text is escaped."""

from __future__ import annotations

import base64
import hashlib
import marshal
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from types import CodeType
from typing import Protocol, cast

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from accord.core.frozen import dataclass
from accord.core.places import files
from accord.core.provenance import Figure
from accord.core.units import heading
from accord.page.blocks import (
    Block,
    Brief,
    Chart,
    Doubts,
    Keys,
    Question,
    Section,
    Since,
    Table,
    Text,
    Unanswered,
    plain_words,
)
from accord.page.chart.svg import BROAD, HATCH, el
from accord.page.csv import to_csv
from accord.page.map import outlines
from accord.page.picture import UNPRINTABLE, credit_of, link, picture
from accord.page.words import NO_DATA, counted, date_words, is_iso, range_pieces, show

__all__ = ["Lead", "lead_of", "page", "pens", "plain_words", "rows_of"]

LAST = ("read", "limits", "sources", "record")
"""Sections that stand at the end, set smaller: what was read, what is left out, how to check it."""

SMALL = ("limits", "sources", "record")
"""Of these the ones that stand beside each other."""

HOLDS = {
    "read": "The measures, the events and the words that this page rests on",
    "limits": "What the numbers leave out",
    "sources": "Every source with its year and licence",
    "record": "Fingerprint, versions and residual",
}
"""What such a section says of itself while it is shut."""

CARDS = ("half", "third")
"""Weights of sections that stand beside each other."""

TALL = 480
"""Height in pixels from which a phone's drawing is too tall for a column of paper."""

MOST_CHARTS = 2
"""Charts of a section that stand open; of further ones the finding stands and the picture opens on request."""
OPEN_CHARTS = 3
"""Charts after the answer from which further sections show their finding and open on request."""
MANY, FIRST = 8, 1
"""Sections from which a page is long, and the charts after the answer that then stand open."""
SEEN = ("stack", "world")
"""Sections that stand open however long a page is: the tariff really paid, and the map."""
LATEST = 3
"""Points of what has happened since that stand open."""
LONG = 12
"""Rows from which a table on its own shows its title and opens on request."""


@dataclass(frozen=True)
class Lead:
    """The first section, its blocks sorted into the places of the first screen."""

    key: str
    title: object
    questions: tuple[Question, ...]
    answer: tuple[Block, ...]
    beside: tuple[Block, ...]
    keys: tuple[Keys, ...]
    chart: Chart | None
    since: tuple[Since, ...]


def page(brief: Brief) -> str:
    """Return the whole page. Its policy allows the one style sheet and the one script by their hashes."""
    style, script = _file("chart.css") + _file("page.css"), _file("page.js")
    shared = el("svg", HATCH, outlines(), class_="defs", aria_hidden="true", focusable="false")
    text = _template().render(
        brief=brief,
        lead=lead_of(brief.sections[0]) if brief.sections else Lead("answer", "", (), (), (), (), None, ()),
        rows=rows_of(brief.sections[1:]),
        style=style,
        style_hash=_digest(style),
        script=script,
        script_hash=_digest(script),
        shared=shared,
        open_network=_open_network(brief.sections[1:]),
        svg_link=_svg_link,
    )
    return UNPRINTABLE.sub("\ufffd", text)


class Pens(Protocol):
    """The page's macros: each returns what it draws, every text of it escaped."""

    def block(self, node: Block) -> Markup:
        """Draw a block of a section."""

    def chart(self, node: Chart, kind: str, still: bool = True) -> Markup:
        """Draw a figure; ``kind`` is its place: ``main sole``, ``sole`` or ``cell``.

        One that is not ``still`` follows a slider, and comes without its files and its table.
        """

    def keys(self, node: Keys) -> Markup:
        """Draw a strip of key figures."""

    def section(self, node: Section) -> Markup:
        """Draw a section with its heading."""


@lru_cache(maxsize=1)
def pens() -> Pens:
    """Return the page's macros (``chart``, ``keys``, ``section``, ``table``, ``text``) for other pages to draw with.

    Their maps leave the outlines of the world to the page that they stand on, and offer no picture for download.
    """
    empty = Lead("answer", "", (), (), (), (), None, ())
    brief = Brief("", "2000-01-01", (), {}, {}, {})
    nothing = dict.fromkeys(("style", "style_hash", "script", "script_hash", "shared"), "")
    held = {"brief": brief, "lead": empty, "rows": [], "open_network": "", "svg_link": _svg_link, **nothing}
    made = _template().make_module(held)
    return cast(Pens, made)


def lead_of(section: Section) -> Lead:
    """Return the first section with its blocks sorted into their places."""
    charts = [block for block in section.blocks if isinstance(block, Chart)]
    placed = (Question, Keys, Unanswered, Doubts, Since)
    return Lead(
        section.key,
        section.title,
        tuple(block for block in section.blocks if isinstance(block, Question)),
        tuple(block for block in section.blocks if block not in charts[:1] and not isinstance(block, placed)),
        tuple(block for block in section.blocks if isinstance(block, Unanswered | Doubts)),
        tuple(block for block in section.blocks if isinstance(block, Keys)),
        charts[0] if charts else None,
        tuple(block for block in section.blocks if isinstance(block, Since)),
    )


def rows_of(sections: Iterable[Section]) -> list[list[Section]]:
    """Return the sections in rows: cards beside each other, what was read and how to check it last."""
    every = tuple(sections)
    rows: list[list[Section]] = []
    for section in map(_weighed, (one for one in every if not _ends(one))):
        if section.weight in CARDS and rows and rows[-1][-1].weight in CARDS:
            rows[-1].append(section)
        else:
            rows.append([section])
    rows = [line for row in rows for line in _lines(_even(row))]
    opened = _opened(rows)
    later = [section for row in rows[opened:] for section in row]
    seen = [replace(section, weight="half") for section in later if section.key in SEEN]
    closed = [replace(section, weight="shut") for section in later if section.key not in SEEN]
    ends = [replace(section, weight="end") for section in every if _ends(section)]
    small = [replace(section, weight="shut") for section in ends if section.key in SMALL]
    rest = [section for section in ends if section.key not in SMALL]
    if closed:
        closed += [replace(section, weight="shut") for section in rest]
        rest = []
    shut = [row for row in (closed, *([one] for one in rest), small) if row]
    return [*rows[:opened], *_lines(seen), *shut]


def _opened(rows: Sequence[Sequence[Section]]) -> int:
    """Return how many rows stand open: those before the page has as many charts as a reader needs first."""
    shown, most = 0, FIRST if sum(map(len, rows)) > MANY else OPEN_CHARTS
    for at, row in enumerate(rows):
        if shown >= most:
            return at
        shown += sum(min(MOST_CHARTS, sum(isinstance(one, Chart) for one in part.blocks)) for part in row)
    return len(rows)


def _finding(section: Section) -> Text:
    """Return what a shut section says of itself: the finding of its first chart, else what it holds."""
    charts = [block.title for block in section.blocks if isinstance(block, Chart)]
    return HOLDS.get(section.key, charts[0] if charts else "What was found")


def _lines(row: list[Section]) -> Iterator[list[Section]]:
    """Give the cards of a row line by line: two halves, or three thirds; one alone takes the whole of its line."""
    for weight, cards in groupby(row, key=lambda one: one.weight):
        every, size = list(cards), {"half": 2, "third": 3}.get(weight, 1)
        for at in range(0, len(every), size):
            line = every[at : at + size]
            yield [replace(line[0], weight="whole")] if len(line) == 1 else line


def _even(row: list[Section]) -> list[Section]:
    """Return cards that fill their rows: of an odd number of half ones the last three are thirds."""
    if len(row) % 2 == 0 or any(section.weight != "half" for section in row):
        return row
    return [*row[:-3], *(replace(section, weight="third") for section in row[-3:])]


def _ends(section: Section) -> bool:
    return section.weight == "end" or section.key in LAST


def _weighed(section: Section) -> Section:
    """Return a section with its weight: a card where it has one chart, not a broad one, and little else."""
    if section.weight != "auto":
        return section
    charts = [block for block in section.blocks if isinstance(block, Chart)]
    others = [block for block in section.blocks if not isinstance(block, Chart | Table)]
    light = len(charts) <= 1 and len(others) <= 3 and not any(map(_broad, charts))
    return replace(section, weight="half" if light and (charts or len(others) == 1) else "whole")


def _broad(chart: Chart) -> bool:
    return f'viewBox="0 0 {BROAD} ' in chart.drawing


def _open_network(sections: Iterable[Section]) -> str:
    """Return the key of the broad chart that stands open on a page, the last one; further ones open on request."""
    charts = [block for section in sections for block in section.blocks if isinstance(block, Chart)]
    return next((chart.key for chart in reversed(charts) if _broad(chart)), "")


def _tall(chart: Chart) -> bool:
    """Return whether a chart is tall on a narrow page, so that paper shows its wide drawing instead."""
    found = re.search(r'class="chart narrow" viewBox="0 0 [\d.]+ ([\d.]+)"', chart.drawing)
    return found is not None and float(found[1]) > TALL


def _svg_link(chart: Chart) -> tuple[str, bool]:
    """Return a chart's picture as an address, and whether it waits for the script.

    The outlines of the world stand once on the page; the script puts them into the pictures of maps.
    """
    return link(picture(chart), "image/svg+xml"), 'class="map"' in chart.drawing


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _file(name: str) -> str:
    return files("accord.page").joinpath("template", name).read_text("utf-8")


_COMPILED: list[CodeType] = []
"""The page's template as Python has it, once that is known."""


def compiled() -> bytes:
    """Return the template as Python has it: made in one process, it serves another of the same Python."""
    return marshal.dumps(_environment().compile(_file("page.html.j2")))


def serve(template: bytes) -> None:
    """Draw with a template that was ``compiled`` elsewhere."""
    _COMPILED[:] = [marshal.loads(template)]


@lru_cache(maxsize=1)
def _template() -> Template:
    if not _COMPILED:
        serve(compiled())
    environment = _environment()
    return Template.from_code(environment, _COMPILED[0], environment.make_globals(None))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["markup"] = Markup
    environment.globals.update(
        MOST_CHARTS=MOST_CHARTS,
        counted=counted,
        credits=credit_of,
        csv_link=lambda table: link(to_csv(table, mark=True), "text/csv"),
        date_words=date_words,
        figures_in=lambda section: sum(isinstance(block, Chart | Table) for block in section.blocks),
        folds=lambda table, charted: table.folded or charted or len(table.rows) > LONG,
        is_charted=lambda section: any(isinstance(block, Chart) for block in section.blocks),
        is_broad=_broad,
        is_tall=_tall,
        heading=heading,
        finding=_finding,
        is_iso=is_iso,
        LATEST=LATEST,
        LAST=LAST,
        SMALL=SMALL,
        kind_of=_kind_of,
        no_data=NO_DATA,
        numeric=_numeric,
        plain_words=plain_words,
        range_pieces=range_pieces,
        show=show,
    )
    return environment


def _numeric(table: Table) -> set[int]:
    """Return the columns of a table that hold figures and nothing else, which are set to the right."""
    held = {
        at: [row[at] for row in table.rows if at < len(row) and row[at] is not None]
        for at in range(len(table.columns))
    }
    return {at for at, cells in held.items() if cells and all(isinstance(cell, Figure) for cell in cells)}


def _kind_of(node: object) -> str:
    return type(node).__name__.lower()
