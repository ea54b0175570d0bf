"""A chart as a file of its own: one SVG with title, measure, drawing and source, in the colours of paper."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

from accord.core.codes import nearest
from accord.core.errors import InputError, MissingExtraError
from accord.core.places import files
from accord.core.provenance import source
from accord.page.blocks import Brief, Chart, plain_words
from accord.page.chart.svg import HATCH, TEXT, WIDE, el, lines, wrap
from accord.page.map import outlines

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no HTML or SVG text may hold; a document can, and they become the replacement sign."""
MARGIN, BAND = 16, 20
"""Pixels around the picture, and from one line of its small text to the next."""
LAND = Markup('<defs id="land">(land)</defs>')
"""Where the outlines of a map go that are not written down a second time."""
DRAWN = re.compile(
    r'<svg class="(chart wide|map)"[^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>(.*?)</svg>', re.S
)


KEY = re.compile(r' data-key="[^"]*"')
"""What ties a number to its figure on the page; a picture on its own has no figures to tie to."""


def credit_of(ids: tuple[str, ...]) -> str:
    """Return the credit lines of sources in one sentence part."""
    return "; ".join(source(key).credit for key in ids)


def picture(chart: Chart, land: str = LAND) -> str:
    """Return a chart as a standalone SVG document, as wide as the page draws it, fonts by name.

    ``land`` are the outlines that a map refers to; a drawing without a map does without them.
    """
    drawn = [
        (found[1], float(found[2]), float(found[3]), found[4]) for found in DRAWN.finditer(chart.drawing)
    ]
    if not drawn:
        return ""
    is_map = any(kind == "map" for kind, *_ in drawn)
    wide = WIDE if is_map else round(drawn[0][1])
    title = wrap(plain_words(chart.title), wide, 20)
    sub = wrap(plain_words(chart.subtitle), wide, 15)
    below = MARGIN + 24 * len(title) + 4
    parts = [
        el("rect", width="100%", height="100%", class_="sheet"),
        _stacked(title, MARGIN + 18, 24, "title"),
        _stacked(sub, below + 14, BAND, "subtitle"),
    ]
    y = below + BAND * len(sub) + 12.0
    for kind, across, down, inner in drawn:
        tall = down * wide / across
        box: dict[str, str | float] = {
            "x": MARGIN,
            "y": y,
            "width": wide,
            "height": tall,
            "viewBox": f"0 0 {across:g} {down:g}",
        }
        parts.append(el("svg", Markup(KEY.sub("", inner)), class_="map" if kind == "map" else "drawn", **box))
        y += tall + 8
    credit = wrap(f"Source: {credit_of(chart.sources)}.", wide, 13) if chart.sources else ["Accord."]
    parts.append(_stacked(credit, y + TEXT, BAND, "credit"))
    body = Markup("").join([HATCH, Markup(land) if is_map else "", *parts])
    style = Markup("<style>{}</style>").format(Markup(_style(body)))
    size = {"width": wide + 2 * MARGIN, "height": round(y + BAND * len(credit) + 6)}
    space = "http://www.w3.org/2000/svg"
    whole = el("svg", style, body, xmlns=space, role="img", aria_label=chart.alt, **size)
    return UNPRINTABLE.sub("\ufffd", whole)


def link(text: str, kind: str) -> str:
    """Return a document as an address that holds it whole, short enough for a page to carry."""
    plain = text.replace('"', "'") if kind.startswith("image/svg") else text
    return f"data:{kind};charset=utf-8,{plain.translate(_QUOTED)}"


class _Quoted(dict[int, str]):
    """What stands for each character in an address; worked out when it is first met."""

    def __missing__(self, sign: int) -> str:
        self[sign] = quote(chr(sign), safe=" !()*,-./:;=?@_~$'")
        return self[sign]


_QUOTED = _Quoted()


def _stacked(rows: list[str], first: float, step: int, kind: str) -> Markup:
    return Markup("").join(lines([row], MARGIN, first + at * step, kind=kind) for at, row in enumerate(rows))


def _style(body: str) -> str:
    """Return the rules of the page's style sheet that a drawing needs, with the colours of paper in place."""
    used = set(re.findall(r'class="([^"]+)"', body))
    words = {"svg", "text", *(word for group in used for word in group.split())}
    kept = [rule for rule in _rules() if set(re.findall(r"[.](-?[a-z][\w-]*)", rule.split("{")[0])) <= words]
    return "".join(kept)


@lru_cache(maxsize=1)
def _rules() -> tuple[str, ...]:
    """Return the drawing rules of the style sheet, one selector each, without variables."""
    folder = files("accord.page").joinpath("template")
    colours = dict(
        re.findall(r"(--[\w-]+): ([^;]+);", folder.joinpath("page.css").read_text("utf-8").split("@media")[0])
    )
    sheet = folder.joinpath("chart.css").read_text("utf-8").replace("\n", "")
    told = re.sub(r"var\((--[\w-]+)\)", lambda found: colours[found[1]], sheet)
    rules = []
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", told):
        rules += [f"{one.strip()}{{{body.strip()}}}" for one in selectors.split(",")]
    return tuple(rule for rule in rules if not rule.startswith(("svg.chart", "svg.map", "svg.picture")))


SHARP = 2
"""Pixels of a PNG for each pixel of the drawing."""


def charts(brief: Brief) -> dict[str, Chart]:
    """Return the charts of a briefing by key, in the order of the page."""
    found = (block for section in brief.sections for block in section.blocks if isinstance(block, Chart))
    return {chart.key: chart for chart in found}


def chosen(held: dict[str, Chart], key: str) -> Chart:
    """Return a chart by its key; raise InputError that names the nearest."""
    if key not in held:
        raise InputError(f"chart: there is no '{key}'{nearest(key, held)}; there are {', '.join(held)}")
    return held[key]


def titles(held: dict[str, Chart]) -> list[dict[str, str]]:
    """Return what charts there are: key and title."""
    return [{"key": key, "title": plain_words(chart.title)} for key, chart in held.items()]


def drawn(chart: Chart, form: str) -> bytes:
    """Return a chart as ``svg`` or ``png``; a PNG needs the extra ``png``."""
    text = picture(chart, outlines())
    if form == "svg":
        return text.encode("utf-8", "replace")
    if form != "png":
        raise InputError(f"chart: '{form}' is neither svg nor png")
    try:
        import resvg_py
    except ImportError:
        raise MissingExtraError("a PNG needs resvg: pip install 'accord[png]'") from None
    return bytes(resvg_py.svg_to_bytes(svg_string=text, zoom=SHARP, sans_serif_family="DejaVu Sans"))
