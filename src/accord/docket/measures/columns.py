"""Columns of a table: which holds rates, quantities, rates before, names of economies, goods; and what a cell says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from accord.core.frozen import dataclass
from accord.docket.amounts import number
from accord.docket.documents.blocks import Cell, Table
from accord.docket.patterns import regex

Kind = Literal["rate", "volume", "none"]
_I = re.IGNORECASE
_NIL = regex(
    r"\W*(?:nil|none|zero|(?:duty[- ])?free|exempt(?:ed)?|abolished|eliminated|removed)\b\W*(?P<rest>.*)", _I
)
_NOTHING = regex(r"[\s\-\u2013\u2014.*]*|n\.?/?a\.?|not applicable|unchanged", _I)
_FIRST = regex(
    r"\s*(?:(?:up to|at most|max(?:imum|\.)?|at least|about|over|from)\s+)?(?P<figure>\d[\d.,\u202f\u00a0' ]*\d|\d)\s*"
    r"(?P<unit>%|per ?cent\b|percent\b|p\.?c\.?(?=\s|$))?\s*(?P<rest>.*)",
    _I,
)
_RATES = regex(r"(?P<figure>\d{1,4}(?:[.,]\d{1,2})?)\s*(?:%|per ?cent\b|percent\b)", _I)
_TO = regex(
    r"(?:from\s+)?(?P<old>\d[\d.,]*)\s*(?:%|per ?cent|percent)?\s*(?:to|->|\u2192|\u2013>|=>)\s*(?P<new>\d[\d.,]*|zero|nil|free)\s*"
    r"(?:%|per ?cent|percent)?\W*",
    _I,
)
_WAS = regex(
    r"[\s,(;]*(?:down |up |cut |raised )?(?:from|was|previously|instead of|currently|now)\s+(?:up to )?\d", _I
)
_GROUPED = regex(r"\d{1,3}(?:[,'\u202f\u00a0 ]\d{3})+(?:\.\d+)?")
_CODE = regex(r"(?:ex\s*)?\d{4}(?:[. ]?\d{2}){0,3}(?:\d{2})?(?:\s*(?:[-,;]|to|and)\s*\d{4}[\d. ]*)*", _I)
_CODES = regex(
    r"\b(?:codes?|HS|HTS(?:US)?|CN|PCT|NCM|HSN?|TARIC|headings?|subheadings?|tariff (?:line|item)|chapter)\b"
)
_SERIAL = regex(r"\W*(?:(?:s(?:l|r|erial)?\.?\s*)?no\.?|nos\.?|number|#|item no\.?|s/n)\W*", _I)
_GOODS = regex(
    r"\b(?:products?|goods|description|commodit(?:y|ies)|items?|articles?|categor(?:y|ies)|materials?|sectors?|lines?)\b",
    _I,
)
_OF_GOODS = regex(r"\W*(?:goods|products?|imports|items|description)\b", _I)
_ASIDE = regex(
    r"\b(?:compan(?:y|ies)|producers?|exporters?|firms?|entit(?:y|ies)|units?|currency|notes?|remarks?|basis|date|period|"
    r"status|legal|annex|footnotes?)\b",
    _I,
)
_RATE = regex(
    r"%|\bper ?cent\b|\b(?:rates?|tariffs?|dut(?:y|ies)|lev(?:y|ies)|percent|charges?|MFN|ad valorem|surcharge|tax(?:es)?)\b",
    _I,
)
_DUTY = regex(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|MFN|ad valorem|surcharge|(?:FOB|CIF|f\.?o\.?b\.?|c\.?i\.?f\.?|customs) value)\b",
    _I,
)
_VOLUME = regex(
    r"(?P<scale>(?<![\d,.])(?:thousand|'?000s?|1[,. ]?000|million|mn|k)\b)?\s*(?:of )?(?:\b(?:metric )?(?P<unit>tonnes?|tons?|MT|t|kt|vehicles|units|head|"
    r"litres|hectolitres|barrels|cubic metres|pieces|kg)\b)",
    _I,
)
_QUOTA = regex(r"\b(?:quotas?|ceilings?|TRQs?|allocations?|allotments?|limits?|caps?|allowances?)\b", _I)
_NO_RATE = regex(
    r"\b(?:prices?|values?|shares?|growth|weights?|imports|exports|trade|sales|revenues?|savings|utili[sz]ation|utili[sz]ed|cost|GDP|"
    r"margins?|number of|USD|US\$|EUR|dollars?|change|coverage)\b|[$\u20ac\u00a3]",
    _I,
)
_OLD = regex(
    r"\b(?:old|previous(?:ly)?|current(?:ly)?|present|was|before|until|up to|prior|existing|base|earlier|former(?:ly)?|provisional|"
    r"initial|today|applied now|so far|in force (?:up to|until|till)|till|from)\b",
    _I,
)
_PAST = regex(r"\b(?:old|previous(?:ly)?|former(?:ly)?|prior|until|before)\b", _I)
_NOW = regex(r"\bnow\b|\b(?:in force|applied|MFN)\b", _I)
_NEW = regex(
    r"\b(?:new|revised|after|under|agreed|proposed|final|definitive|future|leviable|will|amended|to|reduced|increased|preferential)\b",
    _I,
)
_STAGE = regex(
    r"\b(?:20\d\d|year \d+|(?:first|second|third|fourth|fifth|final) (?:year|stage|phase)|entry into force)\b",
    _I,
)
_BOUND = regex(r"\b(?:in|out|over|within|outside|above|beyond)[- ](?:of[- ])?(?:the )?quota\b", _I)


@dataclass(frozen=True)
class Columns:
    """Column numbers by what they hold; ``scale`` turns a figure of a volume into ``unit``."""

    rates: tuple[int, ...]
    old: int | None
    volumes: tuple[int, ...]
    economy: int | None
    goods: int | None
    unit: str = ""
    scale: float = 1.0


def columns_of(table: Table, above: str, names_economy: Callable[[Cell], bool]) -> Columns:
    """Return what each column of a table holds; ``above`` are the words over it."""
    width = max((len(r) for r in table.rows), default=0)
    figured = [
        i for i in range(width)
        if _share(table, i, is_figure) > 0.6 and not _numbering(table, i) and not _OF_GOODS.match(_head(table, i))
    ]  # fmt: skip
    kinds = {i: _kind(table, i, above) for i in figured}
    rates = [i for i in figured if kinds[i] == "rate"]
    rates = [i for i in rates if len(rates) > 1 or not _PAST.search(_head(table, i))]
    names = [i for i in range(width) if i not in figured and not _numbering(table, i)]
    economy = next((i for i in names if _share(table, i, names_economy) > 0.5), None)
    goods = [
        i
        for i in names
        if i != economy and not _ASIDE.search(_head(table, i)) and _share(table, i, _worded) > 0.4
    ]
    told = next((i for i in goods if _GOODS.search(_head(table, i))), goods[0] if goods else None)
    old = _old(table, rates)
    volumes = tuple(i for i in figured if kinds[i] == "volume")
    unit, scale = unit_of(
        f"{_head(table, volumes[0])} {above} {table.rows[0][volumes[0]].text}" if volumes else ""
    )
    new = tuple(_told(table, [i for i in rates if i != old], names_economy))
    return Columns(new, old, volumes[:1], economy, told, unit, scale)


def is_figure(cell: Cell) -> bool:
    """Whether a cell opens with a figure that is no code of goods, or says that there is none."""
    text = cell.text.strip()
    return bool(_NIL.fullmatch(text)) or (bool(_FIRST.fullmatch(text)) and not _is_text(text))


def _is_text(text: str) -> bool:
    """Whether a cell that opens with a figure goes on with words that no rate has: "4 wheels or more"."""
    rest = _FIRST.fullmatch(text)
    if rest is None or rest["unit"] or _VOLUME.match(rest["rest"]) or _TO.fullmatch(text):
        return False
    return bool(re.search(r"[A-Za-z]{4}", rest["rest"]))


def figures_of(text: str) -> tuple[list[float], float | None]:
    """Return the figures that a cell tells in order, and the one before where the cell tells it: "15% (was 20%)"."""
    text = text.strip()
    if not text or _NOTHING.fullmatch(text):
        return [], None
    if moved := _TO.fullmatch(text):
        new = number(moved["new"]) if moved["new"][0].isdigit() else 0.0
        return ([new], number(moved["old"])) if new is not None else ([], None)
    nil = _NIL.fullmatch(text)
    first = _FIRST.fullmatch(text)
    if nil is None and (first is None or _is_text(text)):
        return [], None
    value = (
        0.0
        if nil is not None
        else number(re.sub(r"[\u202f\u00a0' ]", "", first["figure"]))
        if first
        else None
    )
    rest = (nil or first)["rest"] if nil or first else ""  # type: ignore[index]
    more = [n for m in _RATES.finditer(rest) if (n := number(m["figure"])) is not None]
    if value is None:
        return [], None
    if _WAS.match(rest):
        return [value], more[0] if more else None
    return [value, *more[-1:]], None


def _numbering(table: Table, column: int) -> bool:
    """Whether a column only numbers the rows, or holds codes of goods."""
    cells = [r[column].text.strip() for r in table.rows if column < len(r) and r[column].text.strip()]
    counted = len(cells) > 1 and [c.strip(".()") for c in cells] == [str(n + 1) for n in range(len(cells))]
    head = _head(table, column)
    coded = sum(bool(_CODE.fullmatch(c)) for c in cells) * 2 > len(cells)
    dotted = any("." in c or " " in c for c in cells)
    return counted or bool(_SERIAL.fullmatch(head)) or (coded and (bool(_CODES.search(head)) or dotted))


def _kind(table: Table, column: int, above: str) -> Kind:
    """Return whether the figures of a column are rates, volumes of a quota, or neither."""
    head = _head(table, column)
    cells = [r[column].text for r in table.rows if column < len(r)]
    percent = sum("%" in c or "cent" in c for c in cells) * 2 >= len(cells)
    if _NO_RATE.search(head) and not _DUTY.search(head):
        return "none"
    if percent:
        return "rate"
    sized = sum(bool(_VOLUME.search(c)) for c in cells) * 2 > len(cells)
    for words in (head, above):
        if sized or _VOLUME.search(words):
            return "volume" if _QUOTA.search(f"{head} {above}") else "none"
        if _RATE.search(words) and (not _QUOTA.search(words) or _BOUND.search(words)):
            return "rate"
    return "none" if any(_GROUPED.fullmatch(c.strip()) for c in cells) else "rate"


def _old(table: Table, rates: list[int]) -> int | None:
    """Return the column of the rate before: by its head, else the first of two that both tell a rate."""
    if len(rates) < 2:
        return None
    heads = {i: _head(table, i) for i in rates}
    named = [i for i in rates if _OLD.search(heads[i]) and not _NEW.search(_OLD.sub("", heads[i]))]
    if named and len(named) < len(rates):
        return named[0]
    now = [i for i in rates if _NOW.search(heads[i])]
    if now and now[0] == rates[0]:
        return now[0]
    staged = all(_STAGE.search(heads[i]) for i in rates) and len(rates) > 2
    apart = any(_BOUND.search(heads[i]) for i in rates)
    dated = _STAGE.search(heads[rates[0]]) and _STAGE.search(heads[rates[1]])
    if len(rates) == 2 and not staged and not apart and (_RATE.search(heads[rates[1]]) or dated):
        return rates[0]
    return None


def _told(table: Table, rates: list[int], names_economy: Callable[[Cell], bool]) -> list[int]:
    """Return the columns of rates to be told: the first and the last stage, each economy's, in and out of quota."""
    heads = [table.heads[i] if i < len(table.heads) else Cell("", 0, 0) for i in rates]
    if not any(h.text.strip() for h in table.heads):
        return rates
    if len(rates) > 1 and all(names_economy(h) for h in heads):
        return rates
    if len(rates) > 1 and all(_BOUND.search(h.text) for h in heads):
        return rates
    if len(rates) > 1 and all(_STAGE.search(h.text) for h in heads):
        return [rates[0], rates[-1]]
    return next(([i] for i in rates if _RATE.search(_head(table, i))), rates[:1])


def unit_of(words: str) -> tuple[str, float]:
    """Return the unit that words name for a volume and how many of it one is; no unit where they name none."""
    match = _VOLUME.search(words)
    if match is None:
        return "", 1.0
    named = (match["scale"] or "").lower().strip("'")
    scale = {"": 1.0, "million": 1e6, "mn": 1e6}.get(named, 1e3)
    unit = match["unit"].lower()
    if unit == "kt":
        return "tonnes", 1e3
    return ("tonnes" if unit in ("t", "mt", "ton", "tons", "tonne") else unit), scale


def tells_duties(table: Table, above: str) -> bool:
    """Whether the heads of a table or the words over it say that its figures are duties."""
    return bool(_DUTY.search(" ".join((above, *(h.text for h in table.heads)))))


def tells_other(words: str) -> bool:
    """Whether words over figures say that they are no rates: "growth", "exports"."""
    return bool(_NO_RATE.search(words))


def _head(table: Table, column: int) -> str:
    return table.heads[column].text if column < len(table.heads) else ""


def _worded(cell: Cell) -> bool:
    return bool(re.search(r"[A-Za-z]{3}|\d\s*%", cell.text))


def _share(table: Table, column: int, test: Callable[[Cell], bool]) -> float:
    cells = [r[column] for r in table.rows if column < len(r)]
    told = [c for c in cells if c.text.strip() and not _NOTHING.fullmatch(c.text.strip())]
    return sum(test(c) for c in told) / max(len(told), 1)
