"""Every amount of a text: pieces joined to ranges and lists, what is told in words, and bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from accord.docket.amounts.grammar import MOST, Amount, Piece, pieces
from accord.docket.amounts.lazy import Guarded
from accord.docket.amounts.leaning import leaning
from accord.docket.patterns import regex

_I = re.IGNORECASE
_RANGE = regex(r"(?:\s*[-\u2013\u2014]\s*|\s+to\s+|\s+and\s+|\s+up\s+to\s+)(?:an?\s+)?", _I)
_JOIN = regex(
    r"(?:,?\s+(?:and|or|to|then|and\s+then)(?:\s+up\s+to)?\s+|,\s*|\s*/\s*|\s*[-\u2013\u2014]\s*"
    r"|,?\s+(?:(?:down|up|instead|lowered|raised|reduced)\s+)?from\s+(?:(?:the|a|an|its|current|previous"
    r"|earlier|existing|present)\s+){0,2})",
    _I,
)
_FROM = regex(
    r",?\s+(?:(?:(?:down|up|instead)\s+)?from|against|versus|compared\s+(?:with|to)|instead\s+of)\s+(?:(?:the|a|an|its|current|previous|earlier|existing"
    r"|present)\s+){0,2}",
    _I,
)
_AFTER_FROM = regex(
    r"\bfrom\s+(?:(?:the|a|an|its|current|previous|about|around|as\s+(?:low|high|much)\s+as)\s+)*$", _I
)
_BETWEEN = regex(r"\b(?:between|anywhere\s+between)\s+(?:an?\s+|about\s+)?$", _I)
_BETWEEN_TOO = regex(r"\bbetween\s(?:[^.;]|\.\d)*\b(?:for|on)\b[^.;]*(?:,|\band)\s+(?:between\s+)?$", _I)
"""Opens a second range of one scheme: "between 5 and 10 percent for Chilean firms and | 15 and 20 percent for others"."""
_RANGING = regex(
    r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|anything|span(?:s|ned"
    r"|ning)?)\s+(?:anywhere\s+)?(?:from|between)\s+$"
    r"|\b(?:tariffs|duties|levies|rates)\s+(?:of\s+)?(?:anywhere\s+)?from\s+$"
    r"|\b(?:rang|var[yi]|span)\w*\s+from\s(?:[^.;]|\.\d)*(?:,|\band)\s+(?:from\s+)?$",
    _I,
)
_CHANGING = regex(
    r"\b(?:rais|increas|hik|lift|cut|lower|reduc|slash|trim|dropp?|doubl|halv|go|went|mov|ris|rose|fall"
    r"|fell|bring|brought|chang)\w*\s[^.;]{0,80}$",
    _I,
)
_BOUNDS = (
    ("up to", r"up\s+to|as\s+(?:much|high|many)\s+as|at\s+most|(?:no|not)\s+(?:more|higher|greater)\s+than|"
     r"(?:a\s+)?(?:maximum|ceiling|cap)\s+of|capped\s+at|not\s+(?:to\s+)?exceed(?:ing)?"
     r"|to\s+a\s+maximum\s+of"),
    ("at least", r"at\s+least|(?:no|not)\s+(?:less|lower|fewer)\s+than|(?:a\s+)?(?:minimum|floor)\s+of"
     r"|as\s+low\s+as|as\s+little\s+as"),
    ("more than", r"more\s+than|over|above|exceeding|in\s+excess\s+of|upwards\s+of|greater\s+than"
     r"|higher\s+than|north\s+of"),
    ("less than", r"less\s+than|under|below|fewer\s+than|lower\s+than"),
    ("about", r"about|around|approximately|approx\.|roughly|nearly|almost|close\s+to|circa|ca\."
     r"|an?\s+estimated|some|just|~|≈"),
)  # fmt: skip
_BEFORE = regex(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<b{i}>{p})" for i, (_, p) in enumerate(_BOUNDS))
    + r")(?:\s+about)?\s+(?:an?\s+|the\s+)?$",
    _I,
)
_BEHIND = regex(
    r"\s*(?:(?P<more>(?:,?\s+or\s+(?:more|higher|above|greater)\b)|\+|\s+at\s+(?:the\s+)?least\b|[-\s]plus\b)"
    r"|(?P<less>\s*,?\s+or\s+(?:less|lower|fewer|below)\b|\s+at\s+most\b|\s+at\s+the\s+most\b))",
    _I,
)
_FACTOR = Guarded(
    r"\b(?P<two>doubl(?:e[sd]?|ing))(?!\s+(?:tax|count|down|digit|standard|check|blow|whammy|dip|taxation)|-)"
    r"|\b(?P<three>tripl(?:e[sd]?|ing)|trebl(?:e[sd]?|ing))\b|\b(?P<four>quadrupl(?:e[sd]?|ing))\b"
    r"|\b(?P<half>halv(?:e[sd]?|ing)|in\s+half)\b"
    r"|\b(?P<fold>two|three|four|five|ten)[\s-]?fold\b"
    r"|\bby\s+(?:as\s+much\s+as\s+|up\s+to\s+|about\s+)?(?P<part>half|an?\s+(?:third|quarter|fifth|tenth)|two[\s-]thirds"
    r"|three[\s-]quarters)\b(?!\s+(?:a\s+|of\s+a\s+)?(?:percentage|point))",
    ("doubl", "tripl", "trebl", "quadrupl", "halv", "half", "fold", "third", "quarter", "fifth", "tenth"),
)
_FOLDS = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "ten": 10.0}
_SHARED = ("rate", "points", "quantity", "money", "specific", "count")
_PARTS = {
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "fifth": 0.2,
    "tenth": 0.1,
    "thirds": 2 / 3,
    "quarters": 0.75,
}
_ZERO = Guarded(
    r"\b(?P<free>(?:duty|tariff)[\s-]free|free\s+of\s+(?:customs\s+)?(?:dut(?:y|ies)|tariffs?))\b"
    r"|\b(?P<zero>(?:zero|nil)[\s-]+(?:(?:reciprocal|import|customs|base|preferential)\s+)?(?:tariffs?"
    r"|dut(?:y|ies)|rates?))\b"
    r"|\b(?:to|at|from)\s+(?P<to>zero|nil)\b(?!\s*(?:%|per|pct))",
    ("free", "zero", "nil"),
)


def find_amounts(text: str, start: int = 0, end: int | None = None, decimal: str = ".") -> list[Amount]:
    """Return the amounts of ``text[start:end]`` in order, none overlapping another, at most ``MOST``.

    ``decimal`` is the decimal mark of the whole text (``decimal_mark``). Spans are offsets into ``text``.
    """
    stop = len(text) if end is None else end
    found = _joined(text, list(islice(pieces(text, start, stop, decimal), 4 * MOST)), start)
    told = [_bounded(text, a, start, stop) for a in found]
    for extra in _in_words(text, start, stop):
        if all(extra.end <= a.start or extra.start >= a.end for a in told):
            told.append(extra)
    return sorted(told, key=lambda a: a.start)[:MOST]


def _joined(text: str, parts: list[Piece], start: int) -> list[Amount]:
    """Give pieces of a list or a pair the unit of their neighbour, and make ranges of two."""
    parts = _shared(text, parts)
    found: list[Amount] = []
    at = 0
    while at < len(parts):
        here, after = parts[at], parts[at + 1] if at + 1 < len(parts) else None
        if after is not None and here.unit and _is_range(text, here, after, start):
            found.append(_amount(after, here.value * here.scale, here.start, "a range"))
            at += 2
            continue
        if here.unit:
            found.append(_amount(here, None, here.start, ""))
        at += 1
    return found


def _amount(piece: Piece, low: float | None, start: int, why: str) -> Amount:
    value = round(piece.value * piece.scale, 9)
    how = f"{why}, {piece.how}" if why else piece.how
    return Amount(value, low, piece.unit, piece.currency, piece.per, piece.kind, start, piece.end, "", how)


def _shared(text: str, parts: list[Piece]) -> list[Piece]:
    """Share units: "10, 15 and 25 percent", "from 25 to 50%", "to 15% from 27.5", "$5-10 billion"."""
    out = list(parts)
    for i in range(len(out) - 2, -1, -1):
        here, after = out[i], out[i + 1]
        between = text[here.end : after.start]
        if (
            not here.unit
            and after.unit
            and not after.signed
            and after.kind in _SHARED
            and _JOIN.fullmatch(between)
            and not (
                text[here.start : here.end].isalpha() and text[after.start].isdigit() and "from" in between
            )
        ):
            scale = here.scale if here.scale > 1 else after.scale
            out[i] = replace(after, start=here.start, end=here.end, value=here.value, scale=scale)
    for i in range(1, len(out)):
        here, before = out[i], out[i - 1]
        between = text[before.end : here.start]
        pair = _RANGE.fullmatch(between) if before.kind == "money" else None
        sized = before.kind != "count" or here.scale > 1
        if (
            not here.unit
            and before.unit
            and ((sized and _FROM.fullmatch(between)) or (pair and here.scale > 1))
        ):
            if pair and before.scale == 1 and before.value <= here.value:
                out[i - 1] = replace(before, scale=here.scale)
            out[i] = replace(before, start=here.start, end=here.end, value=here.value, scale=here.scale)
    for i in range(1, len(out)):
        out[i] = _rated(text, out, i)
    return out


_STILL_RATES = regex(
    r"^[^.]{0,90}?(?:[,;]\s+(?:and\s+|or\s+|but\s+)?|\b(?:and|or|to|from|at|is|are|was|were|pays?|paid|faces?|charges?|asks(?:\s+for)?|threatened|against|versus)\s+)"
    r"(?:(?:just|only|now|about|still)\s+)?$",
    _I,
)
_ENDS = regex(
    r"\s*(?:[.,;)]|$|(?:for|on|against|now|today|instead|before|previously|if|when|while|and|but)\b)", _I
)
_OF_DUTIES = regex(r"\b(?:tariff|dut(?:y|ies)|lev(?:y|ies)|surcharge|surtax|rate)", _I)


def _rated(text: str, parts: list[Piece], i: int) -> Piece:
    """Read a bare figure after a percentage as one too: "10 % on aluminium, and 50 for copper"."""
    here, before = parts[i], next((p for p in reversed(parts[:i]) if p.unit), None)
    if here.unit or here.scale != 1 or not 0 < here.value <= 200 or before is None or before.kind != "rate":
        return here
    between = text[before.end : here.start]
    told = _OF_DUTIES.search(text[max(before.start - 90, 0) : here.end + 60])
    if told and _STILL_RATES.search(between) and _ENDS.match(text, here.end):
        return replace(
            before, start=here.start, end=here.end, value=here.value, how="a percentage like the one before"
        )
    return here


def _is_range(text: str, here: Piece, after: Piece, start: int) -> bool:
    between, before = text[here.end : after.start], text[max(here.start - 90, start) : here.start]
    low, high = here.value * here.scale, after.value * after.scale
    alike = here.kind == after.kind or (here.kind, after.kind) == ("money", "specific")
    same = alike and here.unit in (after.unit, after.currency) and low < high
    if not same or not _RANGE.fullmatch(between):
        return False
    if between.strip().casefold() == "and":
        return bool(_BETWEEN.search(before) or _BETWEEN_TOO.search(before))
    if _AFTER_FROM.search(before) and "to" in between:
        return bool(_RANGING.search(before)) and not _CHANGING.search(before[:-5].rsplit("rang", 1)[0])
    return True


_GOING = regex(r"\b(?:go(?:es|ing|ne)?|went|put|moved?|(?:step|push|ramp|jack|bump)\w*)\s+$", _I)
"""Verbs whose particle "up" is no bound: "the duty went | up to 50 percent"."""


def _bounded(text: str, amount: Amount, start: int, end: int) -> Amount:
    """Take in the words that make a bound of a figure: "up to 50 %", "at least", "or more"."""
    before = text[max(amount.start - 40, start) : amount.start]
    m = _BEFORE.search(before)
    if m and not (m[0].casefold().startswith("up") and _GOING.search(before[: m.start()])):
        bound = next(name for i, (name, _) in enumerate(_BOUNDS) if m[f"b{i}"])
        return replace(amount, start=amount.start - len(before) + m.start(), bound=bound)
    m = _BEHIND.match(text, amount.end, min(end, amount.end + 20))
    if m:
        return replace(amount, end=m.end(), bound="at least" if m["more"] else "up to")
    return amount


def _in_words(text: str, start: int, end: int) -> list[Amount]:
    """Return what carries no numeral: doubled, halved, by a third, duty-free, to zero."""
    found = []
    for m in _FACTOR.finditer(text, start, end):
        value = _factor(m, text[max(m.start() - 90, start) : m.start()])
        found.append(Amount(value, None, "times", "", "", "factor", *m.span(), "", f"'{m[0]}'"))
    for m in _ZERO.finditer(text, start, end):
        group = next(g for g in ("free", "zero", "to") if m[g])
        kind = "zero" if group == "free" else "rate"
        found.append(Amount(0.0, None, "percent", "", "", kind, *m.span(group), "", f"'{m[group]}'"))
    return found[: 2 * MOST]


def _factor(m: re.Match[str], before: str) -> float:
    fixed = {"two": 2.0, "three": 3.0, "four": 4.0, "half": 0.5}
    named = next((v for g, v in fixed.items() if m[g]), None)
    if named is not None:
        return named
    if m["fold"]:
        return _FOLDS[m["fold"].casefold()]
    part = _PARTS[m["part"].casefold().replace("-", " ").split()[-1]]
    return 1 - part if leaning(before) < 0 else 1 + part


def number(text: str, decimal: str = ".") -> float | None:
    """Return the one figure of a short text (a table's cell, a label), in whole units, or None."""
    amounts = find_amounts(text, decimal=decimal)
    if len(amounts) == 1:
        return amounts[0].value
    plain: Sequence[Piece] = list(pieces(text, 0, len(text), decimal))
    return plain[0].value * plain[0].scale if len(plain) == 1 and not amounts else None


_WRITTEN = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def written(value: float, unit: str | None) -> tuple[float, str]:
    """Return a value and its unit as one writes them: 350 and "billion USD"."""
    if unit == "percent" or value < 10**6:
        return value, unit or ""
    scale, word = next((n, w) for n, w in _WRITTEN if value >= n)
    return value / scale, f"{word} {unit or ''}".strip()
