"""From a match to what it means: a day, a month, a quarter or a year, with the rule that read it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from accord.docket.dates.calendar import (
    FISCAL_START,
    NUMBERS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    Period,
    fiscal,
    half,
    iso,
    last_day,
    later,
    month_number,
    quarter,
    real,
    shifted,
)
from accord.docket.dates.numeric import numeric, short
from accord.docket.dates.verbs import last_direction
from accord.docket.dates.where import Where
from accord.docket.patterns import regex

_HELD_THEN = regex(r"\s+(?:\S+\s+){0,3}?(?:summit|meeting|talks|call)\b")
_LEAD = r"\b(?:[Oo]n|[Ff]rom|starting|as of)\s+$"
_WAS_TO = regex(r"\b(?:was|were|had been)\s+(?:\w+\s+)?(?:due|set|scheduled|expected|meant|supposed|to)\b")
_SHIFT = {"last": -1, "previous": -1, "past": -1, "the previous": -1, "next": 1, "coming": 1, "following": 1}


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text.strip("'"))


def full_day(m: re.Match[str], w: Where) -> Period | None:
    """A day in ISO 8601."""
    found = real(int(m["y"]), int(m["m"]), int(m["d"]))
    return Period(found.isoformat(), "day", "written in full") if found else None


def in_figures(m: re.Match[str], w: Where) -> Period | None:
    """A day in figures: "05/06/2026"."""
    return numeric(m, w.context.day_first)


def without_year(m: re.Match[str], w: Where) -> Period | None:
    """A day in figures without a year: "13/07"."""
    a, b = int(m["a"]), int(m["b"])
    day, month = (b, a) if w.context.day_first is False or b > 12 else (a, b)
    return short(day, month, w.report)


def month_day(m: re.Match[str], w: Where) -> Period | None:
    """A day and a month: its year as written, of the day told beside it, or the occurrence closest."""
    month, day = month_number(m["month"]), int(m["day"])
    year, how = _year(m["year"]), "written in full"
    if year is None and not 1 <= day <= monthrange(2024, month)[1]:
        return None
    if year is None:
        year, how = _nearest_year(month, day, w)
    found = real(year, month, day)
    if found is None:
        return None
    until = ""
    if m["day2"]:
        other = month_number(m["month2"]) if m["month2"] else month
        close = real(year + (other < month), other, int(m["day2"]))
        until = close.isoformat() if close and close > found else ""
    return Period(found.isoformat(), "day", how, until)


def _nearest_year(month: int, day: int, w: Where) -> tuple[int, str]:
    if re.match(r"[\s,]*(?:of\s+)?last\s+year", w.after):
        return w.report.year - 1, "of last year"
    following = re.match(r"\s*(?:-|\u2013|to|and|until|through)\s+[^.;]{0,20}?\b(20\d\d)\b", w.after)
    if following:
        return int(following[1]), "of the year named with it"
    options = [y for y in range(w.report.year - 4, w.report.year + 5) if real(y, month, day)]
    year = min(options, key=lambda y: abs((date(y, month, day) - w.report).days))
    gap = (date(year, month, day) - w.report).days
    turned = year - (1 if gap > 0 else -1)
    lead = r"\b(?:[Oo]n|(?:backdated|retroactive(?:ly)?) to)\s+$" if gap > 0 else _LEAD
    if (
        (gap < -60 or (gap > 7 and not _WAS_TO.search(w.before)))
        and w.direction() * gap < 0
        and re.search(lead, w.before)
        and real(turned, month, day)
    ):
        return turned, "day and month, by the verb"
    return year, "day and month: the occurrence closest to the report"


def month_year(m: re.Match[str], w: Where) -> Period:
    """A month of a year, or months: "October to December 2025"."""
    year = _year(m["year"]) or w.report.year
    if not m["month2"]:
        return Period(iso(year, month_number(m["month"])), "month", "month and year as written")
    first, last = month_number(m["month"]), month_number(m["month2"])
    begins = year - 1 if first > last else year
    return Period(iso(begins, first), "month", "months and year as written", iso(year, last))


def month_of_year(m: re.Match[str], w: Where) -> Period:
    """A month of last, this or next year."""
    shift = {"last": -1, "next": 1, "previous": -1}.get(m["relative"].casefold().split()[-1], 0)
    return Period(
        iso(w.report.year + shift, month_number(m["month"])), "month", f"month of {m['relative']} year"
    )


def bare_month(m: re.Match[str], w: Where) -> Period | None:
    """A month alone: the last one before the report or the next one, by the word before it or the verb."""
    named = re.search(r"\bthe\s+$", w.before) and re.match(r"\s+[\w-]+\s", w.after)
    if named and not _HELD_THEN.match(w.after):
        return None
    month, prefix = month_number(m["month"]), (m["prefix"] or "").casefold()
    year, here, direction = w.report.year, w.report.month, w.direction()
    if prefix in ("last", "since"):
        gone = month < here or (month == here and prefix == "since")
        return Period(
            iso(year if gone else year - 1, month), "month", f"{prefix}: the last one before the report"
        )
    if prefix == "next" or direction == 1:
        return Period(iso(year if month >= here else year + 1, month), "month", "a month still to come")
    if direction == -1 and not re.search(r"\bfrom\s+$", w.before):
        return Period(iso(year if month <= here else year - 1, month), "month", "a month gone by")
    near = min((year - 1, year, year + 1), key=lambda y: abs((y - year) * 12 + month - here))
    return Period(iso(near, month), "month", "the occurrence closest to the report")


def weekday(m: re.Match[str], w: Where) -> Period:
    """A day of the week: the one before the report or the one to come, by the word before it or the verb."""
    number = WEEKDAYS[m["weekday"].casefold().rstrip(".")]
    prefix = (m["prefix"] or "").casefold()
    ahead = (number - w.report.weekday()) % 7
    if prefix == "next":
        return _day(w.report + timedelta(ahead or 7), "the weekday after the report")
    if prefix in ("last", "previous", "past"):
        return _day(w.report - timedelta((7 - ahead) % 7 or 7), "the weekday before the report")
    if w.anchor and re.search(r"\b(?:would|was to|were to)\b", w.before):
        return _day(
            w.anchor + timedelta((number - w.anchor.weekday()) % 7), "the weekday after the day it was said"
        )
    follows = w.anchor is not None and w.anchor > w.report
    meant = re.search(r"(?<!was scheduled )(?<!was set )(?<!was due )(?<!were due )\bfor\s+$", w.before)
    direction = w.direction() or int(follows)
    coming = prefix == "coming" or meant or (prefix == "this" and direction != -1)
    if coming or (direction == 1 and not w.after.startswith("'s")):
        return _day(w.report + timedelta(ahead), "the weekday to come")
    return _day(w.report - timedelta((7 - ahead) % 7), "the weekday at or before the report")


def _day(day: date, how: str) -> Period:
    return Period(day.isoformat(), "day", how)


def plain_day(m: re.Match[str], w: Where) -> Period:
    """Today, yesterday, tomorrow."""
    words = " ".join(m["plain"].casefold().split())
    shift = {"yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2, "the day before yesterday": -2}
    return _day(w.report + timedelta(shift.get(words, 0)), "counted from the report's day")


def day_beside(m: re.Match[str], w: Where) -> Period:
    """The day before or after the one spoken of."""
    side = -1 if m["side"].casefold() in ("earlier", "before", "previous") else 1
    side = 0 if m["side"].casefold() == "same" else side
    return _day(w.spoken_of + timedelta(side), f"counted from {w.spoken_of}, the day spoken of before")


def unit_relative(m: re.Match[str], w: Where) -> Period | None:
    """Last week, this month, next quarter, over the weekend."""
    unit, word = m["unit"].casefold(), " ".join(m["relative"].casefold().split())
    shift = _SHIFT.get(word, 0)
    how = f"{' '.join(m[0].casefold().split())}, counted from the report's day"
    if unit == "year":
        return Period(iso(w.report.year + shift), "year", how)
    if unit == "month":
        return Period(iso(*shifted(w.report, shift)), "month", how)
    if unit == "quarter":
        year, month = shifted(w.report, 3 * shift)
        return quarter(year, (month + 2) // 3)
    monday = w.report - timedelta(w.report.weekday())
    if unit == "weekend":
        passed = _is_past_weekend(word, w)
        saturday = monday + timedelta(5 + 7 * (shift if word == "next" else -1 if passed else 0))
        return Period(saturday.isoformat(), "week", how, (saturday + timedelta(1)).isoformat())
    if shift == 0:
        return Period(w.report.isoformat(), "week", how)
    start = monday + timedelta(7 * shift)
    return Period(start.isoformat(), "week", how, (start + timedelta(6)).isoformat())


def _is_past_weekend(word: str, w: Where) -> bool:
    direction = w.direction()
    if word == "last" or (word in ("over the", "the") and direction == -1):
        return True
    return word == "this" and w.report.weekday() < 2 and direction != 1


def _count(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text.casefold()]


def counted(m: re.Match[str], w: Where) -> Period | None:
    """ "Two weeks ago", "within six months", "in the next 30 days"."""
    count, unit = _count(m["count"]), m["unit"].casefold()
    ago = bool(m.groupdict().get("ago"))
    looking_back = not ago and not m[0].casefold().startswith("within") and last_direction(w.before) == -1
    if count == 0 or looking_back:
        return None
    found = later(w.report, -count if ago else count, unit)
    how = f"{count} {unit}{'s' * (count > 1)} {'before' if ago else 'after'} the report"
    if unit in ("day", "week", "fortnight"):
        return Period(found.isoformat(), "day" if unit == "day" else "week", how)
    if unit == "year" and count > 1:
        return Period(iso(found.year), "year", how)
    return Period(iso(found.year, found.month), "month", how)


def from_signing(m: re.Match[str], w: Where) -> Period:
    """A count from the act itself, which the report tells: "30 days after signing"."""
    count, unit = _count(m["count"]), m["unit"].casefold()
    found = later(w.report, count, unit)
    return Period(
        found.isoformat(), "day", f"{count} {unit}{'s' * (count > 1)} after the day of the act, the report's"
    )


def soon_after(m: re.Match[str], w: Where) -> Period:
    """In the coming days, weeks or months."""
    days = {"day": 3, "week": 14, "month": 60}[m["soon"].casefold().rstrip("s")]
    found = w.report + timedelta(days)
    if days > 20:
        return Period(iso(found.year, found.month), "month", "in the months after the report")
    return Period(found.isoformat(), "week", "soon after the report")


def counted_before(m: re.Match[str], w: Where) -> Period:
    """Return the month of "three months after Trump imposed ...", counted back from the day spoken of."""
    count, unit = _count(m["count"]), m["unit"].casefold()
    found = later(w.spoken_of, -count, unit)
    return Period(iso(found.year, found.month), "month", f"{count} {unit}s before {w.spoken_of}")


def end_of_period(m: re.Match[str], w: Where) -> Period:
    """The end of this or next week, month, quarter or year."""
    words = m[0].casefold()
    shift = 1 if "next" in words else -1 if "last" in words else 0
    if "month" in words:
        return Period(last_day(*shifted(w.report, shift)), "day", "the last day of the period named")
    if "quarter" in words:
        year, month = shifted(w.report, 3 * shift)
        return Period(last_day(year, 3 * ((month + 2) // 3)), "day", "the last day of the quarter")
    if "week" in words:
        friday = w.report + timedelta(4 - w.report.weekday() + 7 * shift)
        return _day(friday, "the last working day of the week")
    return Period(last_day(w.report.year + shift), "day", "the last day of the period named")


def end_of_month(m: re.Match[str], w: Where) -> Period:
    """The end of a month that is named."""
    month = month_number(m["month"])
    year = _year(m["year"])
    if year is None and w.direction() == -1:
        year = w.report.year - (last_day(w.report.year, month) > w.report.isoformat())
    year = year or w.report.year + (month < w.report.month)
    return Period(last_day(year, month), "day", "the last day of the period named")


def start_of_year(m: re.Match[str], w: Where) -> Period:
    """The first month of a year: "at the start of 2027"."""
    return Period(f"{_year(m['year'])}-01", "month", "the first month of the year")


def end_of_year(m: re.Match[str], w: Where) -> Period:
    """The end of a year that is named."""
    return Period(last_day(int(m["year"])), "day", "the last day of the period named")


def day_of_month(m: re.Match[str], w: Where) -> Period | None:
    """A day of the report's month: "on the 15th"."""
    day = int(m["day"])
    shift = 0 if day <= w.report.day or w.direction() == 1 else -1
    found = real(*shifted(w.report, shift), day)
    return _day(found, "a day of the report's month") if found else None


def quarter_of(m: re.Match[str], w: Where) -> Period:
    """A quarter: "Q3 2026", "the third quarter of next year"."""
    number = int(m["q"] or m["q2"] or 0) or ORDINALS[m["quarter"].casefold()]
    year = _year(m["year"] or m["year2"] or m["year3"]) or _year_of(m["of"], w, 3 * number)
    return _ended(quarter(year, number), m["end"])


def half_of(m: re.Match[str], w: Where) -> Period:
    """A half year: "H2 2027", "the first half of next year"."""
    number = int(m["h"] or m["h2"] or 0) or ORDINALS[m["half"].casefold()]
    number = 2 if number > 2 else number
    year = _year(m["year"] or m["year2"] or m["year3"]) or _year_of(m["of"], w, 6 * number)
    return _ended(half(year, number), m["end"])


def _ended(period: Period, end: str | None) -> Period:
    if not end:
        return period
    year, month = map(int, period.iso.split("-"))
    return Period(last_day(year, month), "day", "the last day of the period named")


def _year_of(words: str | None, w: Where, month: int) -> int:
    """Return the year of a quarter or half without one: as its words say, else the next that is not over."""
    text = (words or "").casefold()
    if "next" in text or "last" in text:
        return w.report.year + (1 if "next" in text else -1)
    if not text and w.direction() == -1:
        return w.report.year if month <= w.report.month else w.report.year - 1
    return w.report.year + (not text and month < w.report.month)


def season(m: re.Match[str], w: Where) -> Period:
    """A season of a year."""
    name = m["season"].casefold()
    month = SEASONS[name]
    shift = {"last": -1, "next": 1}.get((m["relative"] or "").casefold(), 0)
    year = _year(m["year"]) or w.report.year + shift
    year += name == "winter" and bool(m["year"])
    return Period(iso(year, month), "season", "the last month of the season, in the north")


def fiscal_year(m: re.Match[str], w: Where) -> Period:
    """A fiscal year: "FY2025-26", "the end of fiscal 2027"."""
    first = int(m["first"]) + (2000 if len(m["first"]) == 2 else 0)
    second = m["second"]
    ends = bool(m["end"]) or bool(re.search(r"\b(?:by|until|till)\s+(?:the\s+)?$", w.before))
    return fiscal(first, int(second) if second else None, w.context.economy, ends)


def fiscal_relative(m: re.Match[str], w: Where) -> Period:
    """The current or next fiscal year, as the economy counts it."""
    start = FISCAL_START.get(w.context.economy, 4)
    shift = _SHIFT.get(m["relative"].casefold(), 0)
    begins = w.report.year - (w.report.month < start) + shift
    return fiscal(begins, begins + 1, w.context.economy, bool(m["end"]))


def span_of_years(m: re.Match[str], w: Where) -> Period:
    """Years from one to another."""
    last = m["last"] if len(m["last"]) == 4 else m["year"][:2] + m["last"]
    return Period(m["year"], "year", "the years as written", last)


def bare_year(m: re.Match[str], w: Where) -> Period:
    """A year as written."""
    return Period(m["year"], "year", "the year as written")


def month_of_that_year(m: re.Match[str], w: Where) -> Period | None:
    """A month of the year spoken of before: "announced on 3 May 2019, it took effect in June of that year"."""
    if not w.last:
        return None
    return Period(iso(int(w.last[:4]), month_number(m["month"])), "month", "month of the year told before")


def that_day(m: re.Match[str], w: Where) -> Period | None:
    """The day spoken of last: "takes effect on 9 August. From that day, exports are banned"."""
    return Period(w.last, "day", "the day told before") if len(w.last) == 10 else None
