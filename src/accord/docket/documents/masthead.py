"""The head of a report: its dateline, and the report's own date with the reason it is taken to be that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from accord.core.errors import InputError
from accord.core.frozen import NamedTuple
from accord.docket.dates.calendar import MONTHS, WEEKDAYS
from accord.docket.dates.numeric import NUMERIC, numeric
from accord.docket.documents.blocks import Cleaned
from accord.docket.patterns import regex
from accord.docket.vocabulary import Vocabulary

_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|"
    r"Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>20[0-4]\d)"
_DATED = (
    regex(rf"{_MONTH}\s+{_DAY},?(?:\s+{_YEAR})?(?!\d)", re.IGNORECASE),
    regex(rf"{_DAY}\s+(?:of\s+)?{_MONTH},?(?:\s+{_YEAR})?(?!\d)", re.IGNORECASE),
    regex(r"(?P<year>20[0-4]\d)[-/](?P<monthno>\d\d)[-/](?P<day>\d\d)"),
)
_DATELINE = regex(
    r"(?P<place>[A-Z](?:(?!\s-\s)[\w.'/ -]){1,40}(?:,\s*[A-Z][\w.' -]{1,30}){0,2}(?:\s*\[[^\]\n]{2,30}\])?)"
    r"(?P<rest>[^\n:\u2014\u2013]{0,60}?)\s*(?:(?P<agency>\([^)\n]{2,60}\))\s*[-:\u2014\u2013]*|:(?=[^\S\n]+\S)|\u2014"
    r"|\u2013|\s-)\s+"
)
_PUBLISHED = regex(
    r"(?:first\s+)?(?:published|updated|posted|issued|dated|date)(?:\s+(?:on|"
    r"at))?:?\s+(?:\w+,\s+)?(?P<when>[^\n]{6,40})",
    re.IGNORECASE,
)
_PAST_YEAR = regex(
    r"\b(?:launched|founded|signed|imposed|elected|introduced|established|joined|began|"
    r"since|in force)\s+(?:in|since)?\s*(?P<year>20[0-4]\d)\b"
)


_OPENS = regex(r"(?:On|In|From|At|Since|After|By|Under|An?|The(?! Hague))\s")
"""Words that open a sentence and no dateline: "On 1 February Peru raised two duties: tea from"."""


class Dateline(NamedTuple):
    """Place and date at the head of the first paragraph; ``end`` is where the report proper starts."""

    start: int
    end: int
    place: str
    text: str


def find_dateline(cleaned: Cleaned) -> Dateline | None:
    """Return the dateline of the first paragraph, if it has one."""
    start = cleaned.title_length + 1 if cleaned.title_length else 0
    match = _DATELINE.match(cleaned.text, start, start + 200)
    if match is None:
        match = regex(r"\([A-Z][^)\n]{3,60}\)\s*[-:\u2014]?\s*").match(cleaned.text, start, start + 100)
        return Dateline(start, match.end(), "", match[0].strip()) if match else None
    bare = match["agency"] and match[0].rstrip().endswith(")")
    if bare and cleaned.text[match.end() : match.end() + 1].islower():
        match = _DATELINE.match(
            cleaned.text, start, match.start("agency")
        )  # "PRAGUE, June 4 - The Bank (CNB) said"
    if match is None:
        return None
    place, text = match["place"], match[0]
    upper = re.match(r"[A-Z][A-Z.' ]{2,}", place)
    has_date = any(p.search(text) for p in _DATED)
    signed = match["agency"] and not text.rstrip().endswith(")")
    told = re.search(r"\b(?:said|says|has|will|is|was)\b", text) or _OPENS.match(place)
    if told or not (upper or has_date or signed):
        return None
    return Dateline(start, match.end(), place, text.strip())


class ReportDate(NamedTuple):
    """The report's date and, in words, what it rests on."""

    day: date
    basis: str


def report_date(
    cleaned: Cleaned, dateline: Dateline | None, words: Vocabulary, given: date | None, metadata: date | None
) -> ReportDate:
    """Return the report's date, or raise InputError asking for one; nothing is guessed without its reason."""
    told = next(_told(cleaned, dateline, given, metadata), None)
    if told is not None:
        return told
    if partial := _partial_date(dateline.text if dateline else ""):
        return _infer_year(cleaned.text, partial, words)
    raise InputError("the report carries no date of its own; give it with --date YYYY-MM-DD")


def _told(
    cleaned: Cleaned, dateline: Dateline | None, given: date | None, metadata: date | None
) -> Iterator[ReportDate]:
    """Return the days that are told in full, the most trusted first."""
    if given is not None:
        yield ReportDate(given, "given by the caller")
    heads = (
        (cleaned.headers.get("date", ""), "the report's DATE line"),
        (dateline.text if dateline else "", "the dateline"),
        (cleaned.headers.get("forwarded", ""), "the head of the forwarded message"),
    )
    yield from (ReportDate(day, basis) for words, basis in heads if (day := _full_date(words)))
    for match in _PUBLISHED.finditer(cleaned.text):
        if day := _full_date(match["when"]):
            yield ReportDate(day, f"the words '{match[0][:60].strip()}'")
    if metadata is not None:
        yield ReportDate(metadata, "the document's metadata")
    if cleaned.newest is not None:
        yield ReportDate(cleaned.newest, "the newest stamp of its entries")
    closing = cleaned.text[cleaned.text.rfind("\n") + 1 :]
    if len(closing) < 60 and (day := _full_date(closing)):
        yield ReportDate(day, f"the closing line '{closing}'")


def _full_date(text: str) -> date | None:
    """Return the first day told in full; in figures only where no other order of day and month is one."""
    figures = re.search(rf"(?<![\w/.-]){NUMERIC}(?![\w/]|[.-]\d)", text)
    if figures and (read := numeric(figures, None)) and not read.other:
        return date.fromisoformat(read.iso)
    for pattern in _DATED:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if groups.get("year"):
                return _date(int(groups["year"]), _month(groups), int(groups["day"]))
    return None


def _partial_date(text: str) -> tuple[int, int] | None:
    for pattern in _DATED[:2]:
        if match := pattern.search(text):
            return _month(match.groupdict()), int(match["day"])
    return None


def _month(groups: dict[str, str | None]) -> int:
    if groups.get("monthno"):
        return int(groups["monthno"] or 0)
    return MONTHS[(groups["month"] or "").casefold()[:3]]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _infer_year(text: str, partial: tuple[int, int], words: Vocabulary) -> ReportDate:
    """The first such day after the latest dated thing the report names; or the year a weekday fixes."""
    month, day = partial
    floor, why = date(1, 1, 1), ""
    for alliance in words.alliances.values():
        if len(alliance.founded) == 10 and alliance.name in text:
            founded = date.fromisoformat(alliance.founded)
            if founded > floor:
                floor, why = founded, f"{alliance.name}, which it names, was founded on {founded}"
    for match in _PAST_YEAR.finditer(text):
        first = date(int(match["year"]), 1, 1)
        if first > floor:
            floor, why = first, f"it looks back to {match['year']}"
    years = [y for y in range(floor.year, floor.year + 7) if (d := _date(y, month, day)) and d >= floor]
    named = _weekday_beside(text)
    if why and named is not None:
        weekday, near_month, near_day = named
        years = [y for y in years if (d := _date(y, near_month, near_day)) and d.weekday() == weekday]
    if not why or not years or ("looks back" in why and named is None):
        raise InputError(
            "the report's date has no year and nothing in the text settles it; give it with --date YYYY-MM-DD"
        )
    found = date(years[0], month, day)
    return ReportDate(
        found, f"the dateline gives {found:%-d %B} without a year; inferred {found.year} because {why}"
    )


def _weekday_beside(text: str) -> tuple[int, int, int] | None:
    match = re.search(
        rf"\b(?P<weekday>{'|'.join(w for w in WEEKDAYS)}),?\s+\(?{_MONTH}\s+{_DAY}\b", text, re.IGNORECASE
    )
    if match is None:
        return None
    return WEEKDAYS[match["weekday"].casefold()], _month(match.groupdict()), int(match["day"])
