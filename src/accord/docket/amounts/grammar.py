"""The grammar of an amount: numeral, scale, unit and what it is counted per, each with its span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from accord.core.frozen import dataclass
from accord.docket.amounts.lazy import Guarded
from accord.docket.amounts.numerals import Numeral, numerals
from accord.docket.amounts.units import (
    CURRENCY,
    CURRENCY_WORDS,
    ISO,
    MEASURE,
    MEASURE_WORDS,
    PACK,
    PACKED,
    PER_TIME,
    SCALE,
    SIGN,
    SIGNS,
    currency_of,
    measure_of,
    scale_of,
)
from accord.docket.patterns import regex

MOST = 40
"""Amounts of one stretch of text that are read; no sentence of a report has more."""


@dataclass(frozen=True)
class Amount:
    """A figure with its unit, as RULES.md writes units: 25.0 "percent", 5.5e11 "USD", 413.0 "USD per tonne".

    ``value`` is in whole units, the upper end where ``low`` tells a range. ``kind`` is ``rate``, ``points``
    (of a percentage; 25 basis points are 0.25), ``money``, ``specific`` (money per quantity), ``quantity``,
    ``count``, ``share`` ("a quarter of", in percent), ``factor`` ("doubled" is 2) or ``zero`` ("duty-free").
    ``bound`` is what the words around it make of it: ``up to``, ``at least``, ``more than``, ``less than``,
    ``about`` or nothing. ``start`` and ``end`` are offsets into the text that was read.
    """

    value: float
    low: float | None
    unit: str
    currency: str
    per: str
    kind: str
    start: int
    end: int
    bound: str = ""
    how: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


@dataclass(frozen=True)
class Piece:
    """A numeral with the unit beside it, if it has one."""

    start: int
    end: int
    value: float
    scale: float
    unit: str = ""
    currency: str = ""
    per: str = ""
    kind: str = ""
    how: str = ""
    signed: bool = False


_I = re.IGNORECASE
_SIGNED = regex(rf"(?:(?<![\w$])(?P<sign>{SIGN})|(?<!\w)(?P<iso>[A-Z]{{3}}))\s?$")
_RATE = regex(
    r"[\s-]*(?:(?P<points>(?:%|per[\s-]?cent|percent|pct)[\s-]points?\b|percentage[\s-]points?\b|pp\b|ppts?\b"
    r"|(?:of\s+)?an?\s+percentage\s+point\b|(?:of\s+)?a\s+(?:percentage\s+)?point\b)"
    r"|(?P<basis>basis[\s-]points?\b|bps?\b)|(?P<rate>%|per[\s-]?cent\b|percent\b|pct\b|pc\b|p\.c\.)|(?P<bare>points?\b))",
    _I,
)
_SCALED = regex(rf"[\s-]?(?P<scale>{SCALE})(?![\w])", _I)
_BESIDE = Guarded(rf"[\s-]?(?:{CURRENCY})", CURRENCY_WORDS)
_MEASURED = Guarded(
    rf"[\s-]?(?:(?:long|dry|net|gross|electric|passenger|new|used|crude|commercial|heavy|light|additional|more|further|extra"
    rf"|(?-i:[A-Z][\w.]{{1,14}}(?:-made|-built)?(?:\s[0-9]{{3}})?))\s){{0,3}}(?:{MEASURE})(?!\w)",
    MEASURE_WORDS,
)
_PACKED = regex(rf"\s?(?P<pack>{PACK})(?!\w)", _I)
_POUNDS = regex(r"\s+pounds\b", _I)
_CENTS = regex(r"[\s-]?(?:US\s)?cents?\b", _I)
_TIMES = (
    *("year", "annum", "month", "week", "day", "quarter", "hour", "annually", "yearly", "p", "monthly"),
    *("daily", "d", "each", "apiece", "net", "gross"),
)
_PER = Guarded(
    rf"\s*(?:/|per\s+|(?:for\s+)?(?:an?|each|every)\s+|-an?-|-per-)(?:(?P<time>{PER_TIME})\b(?!\s+(?:earlier|ago|before|later))|(?P<lone>(?:short|net|gross)\s+tons?\b|pounds?\b)|(?P<lot>(?:100|1,?000)\s?(?:kg|kilograms?|lit(?:re|er)s?))\b|(?:{MEASURE})(?!\w))"
    rf"|\s*(?P<yearly>annually|yearly|p\.a\.)|\s*(?P<monthly>monthly)\b|\s*(?P<daily>daily|(?-i:/d))\b|\s+(?P<each>each|apiece)\b(?!\s+year)",
    (*MEASURE_WORDS, *_TIMES),
)
_PER_LATER = Guarded(
    r"\s+(?:of|in|worth\s+of)\s+(?:[\w.-]+\s+){1,5}?(?:per\s+year|a\s+year|each\s+year|annually|per\s+annum)\b",
    ("year", "annually", "annum"),
)
_COUNTED = regex(
    r"\s+(?:(?:more|other|further|new)\s+)?(?:(?:U\.S\.|[A-Z][a-z-]+)\s+)?(?:[a-z][\w-]*\s+){0,2}?(?P<noun>[a-z]{3,}s|people|aircraft)\b(?!-)"
)
_OF_THEM = regex(r"\s+of\s+(?P<noun>them)\b")
_TONS = 500
"""Figure from which "mt" means metric tons; below it, million tonnes."""
_WORDS_NOT_COUNTED = (
    "years days months weeks hours minutes seconds times percents points was has is does this its as "
    "plus us others quarters decades centuries degrees rounds across thus yes less unless whereas "
    "towards besides perhaps tariffs duties tariff"
)
_NOT_COUNTED = frozenset(_WORDS_NOT_COUNTED.split())
_NUMBERED = regex(
    r"\b(?:sections?|secs?\.?|articles?|arts?\.?|chapters?|(?:sub)?headings?|orders?|proclamations?|nos?\.?|numbers?|numbered|"
    r"paragraphs?|clauses?|notes?|titles?|parts?|pages?|annex|schedules?|resolutions?|regulations?|directives?|"
    r"footnotes?|HS|HTS|HTSUS|CFR|C\.F\.R\.|U\.S\.C\.|USC|item|phase|stage|level|top|figure|Boeing|Airbus|table|box|vol\.?|"
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?))\s+(?:[\d.,()]+\s*(?:and|or|to|-|,)\s*)?$",
    _I,
)
_MONTH_AFTER = regex(
    r"\s+(?:of\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_WEIGHED = regex(
    r"\s+of\s+(?!(?:new|extra|additional|more|foreign|public|private|state|annual|government)\b)(?P<noun>\w+)",
    _I,
)
_WORDS_MONEY_NOUNS = (
    "aid investment investments funding funds loans loan credit credits debt trade exports imports "
    "goods revenue spending subsidies subsidy support savings taxpayers money tariffs duties sales "
    "purchases assets bonds"
)
_MONEY_NOUNS = frozenset(_WORDS_MONEY_NOUNS.split())


def pieces(text: str, start: int, end: int, decimal: str) -> Iterator[Piece]:
    """Return every numeral with the unit beside it; numbers of sections, dates and years apart."""
    rated = bool(re.search(r"%|per\s?cent|tariff|dut(?:y|ies)|lev(?:y|ies)", text[start:end]))
    last = start
    for numeral in numerals(text, start, end, decimal):
        if numeral.start < last:
            continue
        piece = _piece(text, numeral, start, end, rated)
        if piece is not None:
            last = piece.end
            yield piece


def _piece(text: str, numeral: Numeral, start: int, end: int, rated: bool) -> Piece | None:
    numbered = _NUMBERED.search(text, max(start, numeral.start - 40), numeral.start)
    if numbered and not _RATE.match(text, numeral.end, end):
        return None
    before = text[max(start, numeral.start - 8) : numeral.start]
    sign = _SIGNED.search(before)
    if sign and (money := _signed(text, numeral, sign, before, end)):
        return money
    return _rate(text, numeral, end, rated) or _scaled(text, numeral, end) or _bare(text, numeral, end)


def _signed(text: str, numeral: Numeral, sign: re.Match[str], before: str, end: int) -> Piece | None:
    """Read "US$500 billion", "CHF 3,000", "R12bn"; a letter pair that is no currency reads nothing."""
    mark = sign["sign"] or sign["iso"]
    currency = SIGNS.get(mark) or (mark if mark in ISO else "")
    scale = _SCALED.match(text, numeral.end, end)
    attached = sign["iso"] and before[-1:].isalpha() and numeral.value < 100
    if not currency or ((mark == "R" or attached) and not scale):
        return None
    at = numeral.start - len(before) + sign.start()
    stop = scale.end() if scale else numeral.end
    if stop < end and (text[stop].isalnum() and not scale):
        return None
    piece = Piece(at, stop, numeral.value, scale_of(scale["scale"] if scale else None), currency, currency)
    return _per_of(text, replace(piece, kind="money", how=f"'{mark}'", signed=True), end)


def _rate(text: str, numeral: Numeral, end: int, rated: bool) -> Piece | None:
    m = _RATE.match(text, numeral.end, end)
    if m is None or (m["bare"] and (not rated or numeral.value > 100)):
        return None
    stop = m.end()
    if m["rate"]:
        value = numeral.value * (100 if numeral.form == "fraction" and numeral.text[0].isalpha() else 1)
        return Piece(numeral.start, stop, value, 1.0, "percent", kind="rate", how=f"'{m[0].strip()}'")
    value = numeral.value / 100 if m["basis"] else numeral.value
    how = "basis points, a hundredth of a point each" if m["basis"] else f"'{m[0].strip()}'"
    return Piece(numeral.start, stop, value, 1.0, "points", kind="points", how=how)


def _scaled(text: str, numeral: Numeral, end: int) -> Piece | None:
    """Read a quantity or money named after the figure: "5 billion Canadian dollars", "648,000 b/d"."""
    found = _SCALED.match(text, numeral.end, end)
    scale, at = (scale_of(found["scale"]), found.end()) if found else (1.0, numeral.end)
    packed = _PACKED.match(text, at, end)
    if packed:
        return _packed(numeral, packed, scale)
    cents = _CENTS.match(text, at, end)
    if cents:
        piece = Piece(
            numeral.start, cents.end(), numeral.value / 100, scale, "USD", "USD", "", "money", "US cents"
        )
        return _per_of(text, piece, end)
    return _named_money(text, numeral, scale, at, end) or _measured(text, numeral, scale, at, end)


def _packed(numeral: Numeral, m: re.Match[str], scale: float) -> Piece:
    """Read "2.2 mb/d", "1 million b/d", "5,000 MT", "15 Mt"."""
    metric = m["pack"] == "MT" or (m["pack"].casefold() == "mt" and numeral.value >= _TONS)
    size, unit, per = (1, "tonnes", "") if metric else PACKED[m["pack"].casefold()]
    full = f"{unit} per {per}" if per else unit
    return Piece(
        numeral.start, m.end(), numeral.value, scale * size, full, "", per, "quantity", f"'{m['pack']}'"
    )


def _named_money(text: str, numeral: Numeral, scale: float, at: int, end: int) -> Piece | None:
    m = _BESIDE.match(text, at, end)
    if m is None:
        return None
    if m["iso"]:
        currency, how = m["iso"], ""
    else:
        currency, how = currency_of(m["nation"], m["name"])
    weight = _WEIGHED.match(text, m.end(), end)
    weighed = weight is not None and weight["noun"].casefold() not in _MONEY_NOUNS
    if weighed and (m["name"] or "").casefold() == "pounds" and not m["nation"]:
        return None
    unit = currency or m["name"].casefold()
    piece = Piece(
        numeral.start, m.end(), numeral.value, scale, unit, currency, "", "money", how or f"'{m[0].strip()}'"
    )
    return _per_of(text, piece, end)


def _measured(text: str, numeral: Numeral, scale: float, at: int, end: int) -> Piece | None:
    m = _MEASURED.match(text, at, end)
    weight = _POUNDS.match(text, at, end) if m is None else None
    if m is None and weight is None:
        return None
    unit, stop = (measure_of(m), m.end()) if m else ("pounds", weight.end() if weight else at)
    piece = Piece(
        numeral.start, stop, numeral.value, scale, unit, "", "", "quantity", f"'{text[at:stop].strip()}'"
    )
    return _per_of(text, piece, end)


_ASIDE = regex(r"\s*\([^()\d]{0,8}[\d.,]+[^()\d]{0,12}\)")
"""A sum in brackets that tells one in other money."""


def _per_of(text: str, piece: Piece, end: int) -> Piece:
    """Take in "a tonne", "per year", "/MWh" after a unit."""
    m = _PER.match(text, piece.end, end)
    aside = _ASIDE.match(text, piece.end, end) if m is None and piece.kind == "money" else None
    if aside is not None and _PER.match(text, aside.end(), end) is not None:
        beyond = _per_of(text, replace(piece, end=aside.end()), end)
        return replace(beyond, end=piece.end)  # "9.40 rand ($0.49) per kilogram"
    if m is None:
        later = _PER_LATER.match(text, piece.end, end)
        return replace(piece, per="year", unit=f"{piece.unit} per year") if later else piece
    if m["each"]:
        return (
            replace(piece, end=m.end(), per="unit", unit=f"{piece.unit} per unit", kind="specific")
            if piece.kind == "money"
            else piece
        )
    words = {"yearly": "year", "monthly": "month", "daily": "day"}
    time = next((w for g, w in words.items() if m[g]), "") or (m["time"] or "").casefold()
    time = "year" if time == "annum" else time
    if m["lot"]:
        return replace(piece, end=m.end(), per=m["lot"], unit=f"{piece.unit} per {m['lot']}", kind="specific")
    per = time or _single(m["lone"].casefold() if m["lone"] else measure_of(m))
    kind = piece.kind if time else "specific" if piece.kind == "money" else piece.kind
    return replace(piece, end=m.end(), per=per, unit=f"{piece.unit} per {per}", kind=kind)


def _single(measure: str) -> str:
    odd = {"kilograms": "kilogram", "aircraft": "aircraft", "head": "head"}
    return odd.get(measure, measure[:-1] if measure.endswith("s") and len(measure) > 3 else measure)


def _bare(text: str, numeral: Numeral, end: int) -> Piece | None:
    """Read a counted noun, a fraction of something, or a number whose unit may stand later in a list."""
    if numeral.end < end and text[numeral.end].isalnum():
        return None
    if numeral.form == "fraction" and numeral.value < 1:
        share = regex(r"\s+(?:of|off)\b", _I).match(text, numeral.end, end)
        how = f"'{numeral.text}' in percent"
        return (
            Piece(numeral.start, numeral.end, numeral.value * 100, 1.0, "percent", kind="share", how=how)
            if share
            else None
        )
    found = _SCALED.match(text, numeral.end, end)
    scale, at = (scale_of(found["scale"]), found.end()) if found else (1.0, numeral.end)
    noun = _COUNTED.match(text, at, end) or _OF_THEM.match(text, at, end)
    year = numeral.form == "digits" and re.fullmatch(r"(?:19|20)\d\d", numeral.text) is not None
    if _MONTH_AFTER.match(text, numeral.end, end) or (year and not found):
        return None
    counted = (
        noun is not None
        and noun["noun"] not in _NOT_COUNTED
        and numeral.text.casefold() not in ("one", "zero", "nil")
    )
    if noun is not None and counted:
        return Piece(
            numeral.start,
            at,
            numeral.value,
            scale,
            noun["noun"],
            kind="count",
            how=f"'{noun[0].strip()}' counted",
        )
    return Piece(numeral.start, at, numeral.value, scale)
