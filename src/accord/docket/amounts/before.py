"""Numbers with a unit: percentages and what they were before, money, quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

MOST = 12
"""Rates of one sentence that are read; no sentence of a report has more."""
_NUMBER = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?"
_PC = r"[\s-]*(?:%|per[\s-]?cent\b|percent\b|pct\b|percentage[\s-]points?\b)"
_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: float(value) for value, word in enumerate([*_UNITS, *_TEENS, "nineteen"])}
_WORDS |= {
    f"{ten}-{unit}" if units else ten: 20.0 + 10 * tens + units
    for tens, ten in enumerate(_TENS)
    for units, unit in enumerate(_UNITS)
}
_WORDS["hundred"] = 100.0
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_N = rf"(?:{_NUMBER})"
_RATE = re.compile(
    rf"(?P<to>\bto\s+(?:about\s+|around\s+|just\s+|"
    rf"only\s+)?(?P<new1>{_N})(?:{_PC})?,?\s+(?:down\s+|up\s+|instead\s+)?from\s+(?:the\s+|"
    rf"a\s+)?(?:current\s+|previous\s+|earlier\s+)?(?P<old1>{_N})(?:{_PC})?)"
    rf"|(?P<fro>\bfrom\s+(?:the\s+|a\s+)?(?:current\s+|previous\s+|more\s+than\s+|as\s+(?:much|high)\s+as\s+|about\s+|around\s+|"
    rf"earlier\s+)?(?P<old2>{_N})(?:{_PC})?\s+to\s+(?:about\s+|around\s+|just\s+|"
    rf"only\s+)?(?:(?P<new2>{_N}){_PC}|(?P<nil>zero\b)))"
    rf"|(?P<zero>\bto\s+zero,?\s+(?:down\s+|instead\s+)?from\s+(?:the\s+|a\s+)?(?:current\s+|as\s+much\s+as\s+)?(?P<old3>{_N}){_PC})"
    rf"|(?P<range>(?:(?:between\s+)(?P<low1>{_N})(?:{_PC})?\s+and|"
    rf"(?P<low2>{_N})(?:{_PC})?\s*(?:-|\u2013|to))\s*(?P<high>{_N}){_PC})"
    rf"|(?P<value>(?<![\w.,-]){_N}){_PC}"
    r"|(?P<listed>(?<![\w.,$-])\d{1,3}(?:\.\d{1,6})?)(?=,?\s+(?:or|and)\s+(?:up\s+to\s+)?"
    rf"\d{{1,3}}(?:\.\d{{1,6}})?{_PC})"
    rf"|\b(?P<word>{_WORD})[\s-]per[\s-]?cent\b",
    re.IGNORECASE,
)
_RANGING = re.compile(r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying))\s+$", re.IGNORECASE)
_TO = re.compile(r"^[^.;%,]{0,80}\bto\s+(?:about\s+|just\s+|only\s+)?$")
_CHANGING = re.compile(
    r"\b(?:reduc|cut|lower|slash|trim|rais|hik|increas|bring|drop|halv|doubl)\w*\s[^.;]*$", re.IGNORECASE
)
_FALLS_TO = re.compile(
    r"^(?:[^.;%,]{0,120}|,\s(?:which|now)\s[^.;%,]{0,80},)\b(?:cut|lowered|reduced|slashed|trimmed|raised|increased|hiked|doubled|halved|brought\s+down|fall|"
    r"falls|fell|drop|drops|dropped|rise|rises|come\s+down|go\s+(?:up|down))\s+(?:\w+\s+){0,2}?to\s+"
    r"(?:about\s+|just\s+|only\s+)?$",
    re.IGNORECASE,
)
_LATER_YEAR = re.compile(
    r"\s+(?:in|from|for|after)\s+(?:the\s+)?(?:second|third|fourth|fifth|next|following|\w+th)\b"
)
_DOWN_FROM = re.compile(
    r"^[^.;%]{0,60}\b(?:(?:down|up|lowered|reduced|raised|cut|increased)\s+from|compared\s+(?:with|to)|"
    r"instead\s+of|rather\s+than|from)\s+"
    r"(?:(?:the|a|an|its|their|as|high|much|up|to|about|around|current|previous|earlier|existing|initial|initially|threatened|proposed|planned|original|"
    r"originally|more|than)\s+)*$",
    re.IGNORECASE,
)
_SCALES = {
    "": 1, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "mn": 10**6, "m": 10**6, "crore": 10**7,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12, "lakh crore": 10**12,
}  # fmt: skip
_CURRENCY = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "\u20ac": "EUR", "eur": "EUR",
    "euro": "EUR", "euros": "EUR", "\u00a3": "GBP", "pound": "GBP", "pounds": "GBP", "\u00a5": "JPY",
    "yen": "JPY", "yuan": "CNY", "rs": "INR", "\u20b9": "INR", "rupees": "INR", "won": "KRW", "c$": "CAD",
    "a$": "AUD", "rand": "ZAR", "reais": "BRL", "r$": "BRL", "dirhams": "AED", "riyals": "SAR",
    "roubles": "RUB", "rubles": "RUB",
}  # fmt: skip
_MONEY = re.compile(
    rf"(?P<sign>US\$|A\$|C\$|R\$|\$|\u20ac|\u00a3|\u00a5|\u20b9|Rs\.?|USD|"
    rf"EUR)\s?(?P<n1>{_N})(?:\s?-?\s?(?P<s1>lakh crore|thousand|million|billion|trillion|"
    rf"crore|lakh|mn|bn|tn|m|b)\b)?"
    rf"|(?P<n2>{_N})\s(?P<s2>lakh crore|thousand|million|billion|trillion|crore|lakh|bn|mn|"
    rf"tn)\s(?:US\s|U\.S\.\s|Canadian\s|Australian\s|Hong Kong\s)?(?P<c2>dollars?|euros?|"
    rf"pounds|yen|yuan|rupees|won|rand|reais|dirhams|riyals|roubles|rubles)\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    rf"(?P<n>{_N}|\b(?:{_WORD})(?=\s(?:thousand|million|billion)))\s?"
    r"(?P<scale>thousand|million|billion|mn|bn|m\b)?\s?"
    r"(?:(?:metric|short|long|dry|electric|passenger|new|(?-i:[A-Z][\w.]{1,12}(?:-made)?))\s){0,3}"
    r"(?P<unit>tonnes?|tons?|kilograms?|kg|barrels?(?:\s+(?:per|a)\s+day)?|bpd|vehicles|"
    r"cars|EVs|units|aircraft|planes|jets|airplanes|chips|cubic\s+met(?:er|re)s|bcm|mtpa|"
    r"MW|gigawatts|GW|bushels|heads?\s+of\s+cattle)\b"
    r"(?P<per>\s*(?:per|a|each|/)\s*(?:year|annum|month)|\s+annually|\s+yearly)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Rate:
    """A percentage; ``previous`` is what it was before, ``low`` the lower end where a range is given."""

    start: int
    end: int
    value: float
    previous: float | None = None
    low: float | None = None


@dataclass(frozen=True)
class Amount:
    """Money or a quantity in whole units: 500,000,000,000 and "USD", 12,000,000 and "tonnes"."""

    start: int
    end: int
    value: float
    unit: str


def number(text: str) -> float:
    """Read a number in digits with thousands separators, or in words."""
    word = _WORDS.get(text.casefold())
    return float(text.replace(",", "")) if word is None else word


def rates(text: str, offset: int = 0) -> list[Rate]:
    """Return the percentages of a sentence; a pair "to 18 from 50" is one rate with its previous value."""
    found = []
    for m in _RATE.finditer(text):
        low = previous = None
        if m["to"]:
            value, previous = number(m["new1"]), number(m["old1"])
        elif m["fro"]:
            value, previous = number(m["new2"] or m["nil"]), number(m["old2"])
            if _RANGING.search(text[: m.start()][-20:]):
                low, previous = previous, None
        elif m["zero"]:
            value, previous = 0.0, number(m["old3"])
        elif m["range"]:
            value, low = number(m["high"]), number(m["low1"] or m["low2"])
        else:
            value = number(m["value"] or m["listed"] or m["word"])
        if "%" in m[0] or "p" in m[0].casefold() or m["listed"] is not None:
            found.append(Rate(offset + m.start(), offset + m.end(), value, previous, low))
    return _paired(text, found[:MOST], offset)


def _paired(text: str, found: list[Rate], offset: int) -> list[Rate]:
    """Join "19%, down from the 32%" into one rate with its previous value."""
    kept: list[Rate] = []
    for rate in found:
        last = kept[-1] if kept and kept[-1].previous is None else None
        between = text[last.end - offset : rate.start - offset] if last else ""
        lead = text[max(last.start - offset - 60, 0) : last.start - offset] if last else ""
        falls = _FALLS_TO.search(between) and not _LATER_YEAR.match(text[rate.end - offset :])
        if last and ((_TO.search(between) and _CHANGING.search(lead)) or falls):
            kept[-1] = replace(rate, previous=last.value)
        elif last and _DOWN_FROM.search(between):
            kept[-1] = replace(last, previous=rate.value)
        else:
            kept.append(rate)
    return kept


def money(text: str, offset: int = 0) -> list[Amount]:
    """Return the sums of money of a sentence, in units of the currency (ISO 4217)."""
    found = []
    for m in _MONEY.finditer(text):
        digits, scale = (m["n1"], m["s1"]) if m["n1"] else (m["n2"], m["s2"])
        currency = _CURRENCY[(m["sign"] or m["c2"]).casefold().rstrip(".")]
        found.append(Amount(offset + m.start(), offset + m.end(), _scaled(digits, scale), currency))
    return found


def quantities(text: str, offset: int = 0) -> list[Amount]:
    """Return the quantities of a sentence (tonnes, vehicles, barrels ...)."""
    found = []
    for m in _QUANTITY.finditer(text):
        unit = " ".join(m["unit"].casefold().split())
        unit += "/year" if m["per"] and "month" not in m["per"] else ""
        found.append(Amount(offset + m.start(), offset + m.end(), _scaled(m["n"], m["scale"]), unit))
    return found


def _scaled(digits: str, scale: str | None) -> float:
    return round(number(digits) * _SCALES[(scale or "").casefold()], 6)


def written(value: float, unit: str | None) -> tuple[float, str]:
    """Return a value and its unit as one writes them: 350 and "billion USD"."""
    if unit == "percent" or value < 10**6:
        return value, unit or ""
    scale, word = next((n, w) for n, w in _WRITTEN if value >= n)
    return value / scale, f"{word} {unit or ''}".strip()


_WRITTEN = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
