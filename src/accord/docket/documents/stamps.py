"""Stamps of a live blog or a thread: lines that give the day and the hour of what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from accord.core.frozen import NamedTuple
from accord.docket.patterns import regex

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<{}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
_DAY = (
    rf"{_WEEKDAY}(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('m1')},?(?:\s+(?P<y1>20\d\d))?"
    rf"|{_MONTH.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+(?P<y2>20\d\d))?"
    r"|(?P<y3>20\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))"
)
_CLOCK = r"(?P<{0}h>[01]?\d|2[0-3])[:.h](?P<{0}m>[0-5]\d)(?::[0-5]\d)?(?:\s*(?P<{0}half>[ap])\.?m\b\.?)?"
_BARE = r"(?P<c{0}h>1[0-2]|[1-9])\s*(?P<c{0}half>[ap])\.?m\b\.?"
_ZONE = (
    r"(?:\s*\(?(?P<{}>BST|GMT|UTC|EST|EDT|ET|CST|CDT|CT|PST|PDT|PT|CET|CEST|IST|JST|KST|SGT|HKT|AEST"
    r"|AEDT|MSK|Z)\)?)?"
)
_PATTERN = (
    r"\s*(?:#{1,6}\s+|\*\*|\[)?(?:(?:Posted|Updated|Published|Entry|Update)\s*(?:at|on|:)?\s*)?"
    rf"(?:{_DAY}(?:,?\s+(?:at\s+)?|T|\s*[-\u2013|,]\s*)?(?:{_CLOCK.format('a')}{_ZONE.format('za')})?"
    rf"|(?:{_CLOCK.format('b')}|{_BARE.format('')}){_ZONE.format('zb')}(?:\s*[-\u2013"
    rf"|,]?\s*(?:on\s+)?{_DAY.replace('P<', 'P<x')})?)"
    r"(?:\*\*|\])?\s*(?P<rest>(?:[-\u2013\u2014|:]\s+\S.*)?)"
)
_QUICK = regex(r"\d[:.h]\d\d(?!\d)|\d\s?[ap]\.?\s?m\b", re.IGNORECASE)
_SHORT = 60
_ISO = regex(
    r"\s*\[(?P<day>20\d\d-\d\d-\d\d)T(?P<clock>\d\d:\d\d)[\d:.]*(?P<zone>Z"
    r"|[+-]\d\d:?\d\d)?\]\s*(?P<rest>)"
)
LEAST = 2
"""Stamps that make a thread; a single one dates the report."""


class Stamp(NamedTuple):
    """Line ``line`` gives a day, a clock or both; ``rest`` is the text that stands on the same line."""

    line: int
    day: date | None
    clock: str
    zone: str
    words: str
    rest: str


@lru_cache(maxsize=1)
def _stamped() -> re.Pattern[str]:
    return regex(_PATTERN, re.IGNORECASE)


def stamps_of(lines: Sequence[str], year: int | None) -> list[Stamp]:
    """Return the stamps of a document's lines, or nothing where fewer than two make no thread.

    A day without a year is of ``year``; where that is None it counts for no day. A stamp with no day goes on
    from the day stamped before it. A clock alone must name its zone or its half of the day on some line.
    """
    found = [s for i, line in enumerate(lines) if (s := _stamp(line, i, year)) is not None]
    if len(found) < LEAST or not any(s.clock or s.day for s in found):
        return []
    kinds = {(bool(s.day), bool(s.clock)) for s in found}
    if kinds == {(True, False)} and any(not _stands_alone(lines, s) for s in found):
        return []
    day: date | None = None
    carried = []
    for stamp in found:
        day = stamp.day or day
        carried.append(Stamp(stamp.line, day, stamp.clock, stamp.zone, stamp.words, stamp.rest))
    return carried


def _stands_alone(lines: Sequence[str], stamp: Stamp) -> bool:
    """Whether text stands below a stamp and none on its own line."""
    below = next((line for line in lines[stamp.line + 1 :] if line.strip()), "")
    return not stamp.rest and bool(below) and _stamped().fullmatch(below) is None


def _stamp(line: str, number: int, year: int | None) -> Stamp | None:
    if not len(line.strip()) >= 4 or not re.search(r"\d", line[:40]):
        return None
    iso = _ISO.fullmatch(line)
    if iso is not None:
        day = _date(*iso["day"].split("-"))
        return Stamp(number, day, iso["clock"], iso["zone"] or "", line.strip(), "")
    if len(line) > _SHORT and not _QUICK.search(line[:_SHORT]):
        return None
    m = _stamped().fullmatch(line[:2000])
    if m is None:
        return None
    day, told = _day_of(m, year)
    clock = _clock_of(m)
    if not (day or clock) or (told and day is None and not clock):
        return None
    words = line.strip() if not m["rest"] else line[: m.start("rest")].strip()
    return Stamp(number, day, clock, m["za"] or m["zb"] or "", words, m["rest"].lstrip("-\u2013\u2014|: "))


def _day_of(m: re.Match[str], year: int | None) -> tuple[date | None, bool]:
    """Return the day of a stamp and whether it tells one."""
    for x in ("", "x"):
        for i in ("1", "2"):
            if m[f"{x}d{i}"]:
                month = _MONTHS.index(m[f"{x}m{i}"].casefold()[:3]) + 1
                told = m[f"{x}y{i}"] or year
                return (_date(told, month, m[f"{x}d{i}"]) if told else None), True
        if m[f"{x}d3"]:
            return _date(m[f"{x}y3"], m[f"{x}m3"], m[f"{x}d3"]), True
    return None, False


def _clock_of(m: re.Match[str]) -> str:
    for group in ("a", "b"):
        if m[f"{group}h"]:
            return clock(m[f"{group}h"], m[f"{group}m"], m[f"{group}half"])
    return clock(m["ch"], "00", m["chalf"]) if m["ch"] else ""


def clock(hour: str, minute: str, half: str | None) -> str:
    """Return "18:40" for an hour, a minute and "a", "p" or nothing."""
    number = int(hour)
    if half:
        number = number % 12 + (12 if half.casefold() == "p" else 0)
    return f"{number:02d}:{minute}"


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
