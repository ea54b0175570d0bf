"""Numerals: digits as the world groups them, and words ("twenty-five", "two and a half")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accord.core.frozen import NamedTuple
from accord.docket.patterns import regex

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: value for value, word in enumerate(UNITS)} | {w: 20 + 10 * i for i, w in enumerate(TENS)}
WORDS |= {"nil": 0, "dozen": 12, "hundred": 100}
FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_FRACTION = "|".join(FRACTIONS)
_SPACED = (
    r"(?:[0-9]{1,3}(?: [0-9]{3}){2,5}(?:[.,][0-9]{1,4})?(?![0-9])"
    r"|[0-9]{1,3} [0-9]{3}(?:[.,][0-9]{1,4})?(?=\s(?:tonnes|tons|kilograms|kg|barrels|bushels|lit(?:re|er)s|hectares|cars|"
    r"vehicles|head|units|euros?|dollars|rupees|yuan|MW)\b))"
)
_SCALED = "hundred|thousand|million|billion|trillion|lakh|crore"
_AFTER_PART = r"(?=\s+(?:of|off|to|from|in|percentage|point|per\s?cent|the)\b|[,.;)]|$)"
_NUMERAL = regex(
    rf"(?:(?<![\w.,/%\u2019'])|(?<=\bR)|(?<=\bRs)|(?<=\bR[Mp])|(?<=\b[A-Z]{{3}}))(?:(?<![A-Za-z)][-\u2013])|(?<=cent[-\u2013])|(?<=llion[-\u2013])|(?<=[bt]n[-\u2013]))"
    rf"(?P<digits>{_SPACED}|[0-9](?:[0-9.,'\u2019]{{0,40}}[0-9])?)(?P<vulgar>[½¼¾⅓⅔])?"
    r"|(?<!\w)(?P<alone>[½¼¾⅓⅔])"
    rf"|(?<![\w-])(?:(?P<half>half\s+an?(?=\s+(?:{_SCALED}|point|percentage)\b))"
    rf"|(?P<one>an?(?=\s+(?:million|billion|trillion|lakh|crore)\b))"
    rf"|(?P<part>(?:an?|one|two|three)[\s-]+(?:{_FRACTION})s?{_AFTER_PART})"
    rf"|(?P<words>(?:a\s+(?=dozen|hundred))?(?:{_WORD})(?:(?:\s+and\s+|\s+|-)(?:{_WORD})){{0,6}}"
    r"(?P<and>\s+and\s+a\s+(?:half|quarter|third))?))(?!\w)",
    re.IGNORECASE,
)
_LIST = regex(r"[0-9]{1,2}(?:,[0-9]{1,2}){2,}")


class Numeral(NamedTuple):
    """A number standing in a text, ``form`` being ``digits``, ``words`` or ``fraction``."""

    start: int
    end: int
    value: float
    form: str
    text: str


def numerals(text: str, start: int, end: int, decimal: str = ".") -> Iterator[Numeral]:
    """Return the numerals of ``text[start:end]`` in order; ``decimal`` is the text's decimal mark."""
    for m in _NUMERAL.finditer(text, start, end):
        if m["digits"] is not None:
            yield from _digits(m, decimal)
        elif m["words"] is not None:
            yield from _in_words(m)
        else:
            value = (
                VULGAR[m["alone"]]
                if m["alone"]
                else 0.5
                if m["half"]
                else 1.0
                if m["one"]
                else _part(m["part"])
            )
            yield Numeral(*m.span(), value, "words" if m["one"] else "fraction", m[0])


def _digits(m: re.Match[str], decimal: str) -> Iterator[Numeral]:
    whole = m["digits"]
    if _LIST.fullmatch(whole):
        for each in re.finditer("[0-9]+", whole):
            at = m.start() + each.start()
            yield Numeral(at, at + len(each[0]), float(each[0]), "digits", each[0])
        return
    value = in_digits(whole, decimal)
    if value is not None:
        yield Numeral(m.start(), m.end(), value + VULGAR.get(m["vulgar"] or "", 0.0), "digits", whole)


def _in_words(m: re.Match[str]) -> Iterator[Numeral]:
    words = m["words"][: -len(m["and"])] if m["and"] else m["words"]
    value = in_words(words)
    if value is not None:
        value += FRACTIONS[m["and"].split()[-1].casefold()] if m["and"] else 0.0
        yield Numeral(m.start(), m.end(), value, "words", m[0])


def _part(text: str) -> float:
    count, name = re.split(r"[\s-]+", text.casefold())
    return {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}[count] * FRACTIONS[name.rstrip("s")]


def in_digits(text: str, decimal: str = ".") -> float | None:
    """Return what digits with marks mean, or None where they are no number ("1.2.3").

    The last of two different marks is the decimal mark; a mark that stands more than once groups; a single
    comma before three digits groups, any other is decimal; ``decimal=","`` reads "1.234" as 1234.
    """
    plain = re.sub(r"[ '\u2019]", "", text)
    marks = [c for c in plain if c in ".,"]
    if not marks:
        return float(plain)
    point = _decimal_mark(plain, marks, decimal)
    whole, _, rest = plain.rpartition(point) if point else (plain, "", "")
    if not _grouped(whole):
        return None
    return float(re.sub("[.,]", "", whole) + (f".{rest}" if point else ""))


def _decimal_mark(plain: str, marks: list[str], decimal: str) -> str:
    """Return the mark that is the decimal one, or an empty string."""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last if marks.count(last) == 1 else ""
    if len(marks) > 1:
        return ""
    whole, _, rest = plain.partition(last)
    groups = len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0")
    return "" if groups and last != decimal else last


def _grouped(whole: str) -> bool:
    """Whether the whole part is grouped by thousands, or as in India: 12,50,00,000."""
    mark = "," if "," in whole else "."
    first, *groups = whole.split(mark)
    if not groups:
        return first.isascii() and first.isdigit()
    western = len(first) <= 3 and all(len(g) == 3 for g in groups)
    indian = (
        mark == "," and len(first) <= 2 and all(len(g) == 2 for g in groups[:-1]) and len(groups[-1]) == 3
    )
    return all(g.isdigit() for g in (first, *groups)) and (western or indian)


def in_words(text: str) -> float | None:
    """Return what number words mean, or None where they do not add up ("five two")."""
    total = current = 0.0
    for word in re.split(r"[\s-]+", text.casefold()):
        if word in ("a", "and"):
            continue
        value = WORDS[word]
        if value == 100 or (word == "dozen" and current):
            total, current = total + (current or 1) * value, 0.0
        elif current and not (current >= 20 and current % 10 == 0 and 0 < value < 10):
            return None
        else:
            current += value
    return total + current


_COMMA = regex(
    r"(?<![0-9.,])[0-9]+,[0-9]{1,2}(?=\s?(?:%|per\s?cent|euros?|EUR|€|million|billion|tonnes)|(?![0-9,.]))"
)
_POINT = regex(
    r"(?<![0-9.,])[0-9]+\.[0-9]{1,2}(?=\s?(?:%|per\s?cent|dollars?|euros?|million|billion|tonnes))"
)


def decimal_mark(text: str) -> str:
    """Return the decimal mark of a text: a comma only where more numbers with a unit have it than a point."""
    commas = sum(
        1
        for m in _COMMA.finditer(text)
        if re.match(r"\s?(?:%|per\s?cent|euro|EUR|€|[mb]illion|tonnes)", text[m.end() : m.end() + 9])
    )
    return "," if commas > sum(1 for _ in _POINT.finditer(text)) else "."
