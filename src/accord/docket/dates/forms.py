"""The forms in which a report gives a day, a month, a quarter or a year, in the order they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from accord.core.frozen import dataclass
from accord.docket.dates import resolve
from accord.docket.dates.calendar import NUMBERS, Period
from accord.docket.dates.numeric import NUMERIC
from accord.docket.dates.where import Where
from accord.docket.patterns import regex


@dataclass(frozen=True)
class Form:
    """A pattern with the rule that resolves it; ``needs`` are words of which the sentence must hold one."""

    needs: str
    pattern: str
    rule: Callable[[re.Match[str], Where], Period | None]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(self.needs.split())

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, never inside a word or a number."""
        return regex(rf"(?<![\w$€£¥.,/-])(?:{self.pattern})(?!\w)")


_IN_MONTH = "jan feb mar apr may jun jul aug sep oct nov dec"
_IN_DAY = "mon tue wed thu fri sat sun"
_M = (
    r"(?P<month{0}>January|February|March|April|May|June|July|August|September|October|"
    r"November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_MONTH, _MONTH2 = _M.format(""), _M.format("2")
_W = (
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:Mon|Tues|Tue|Wed|Thurs"
    r"|Thur|Thu|Fri|Sat|Sun)\b\.?)"
)
_WD = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_D2 = r"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|\u2013|\u2014|to)\s*"
_AND = r"\s+and\s+"
_Y = r"(?P<year>19[5-9]\d|20[0-4]\d)"
_Y2 = r"(?P<year>19[5-9]\d|20[0-4]\d|'\d\d(?!\d))"
_N = r"(?P<count>\d{1,3}|(?i:" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + "))"
_U = r"(?P<unit>day|week|month|year|fortnight)s?"
_END = r"(?:the\s+)?(?:end|close)\s+of\s+"
_ENDS = rf"(?P<end>{_END}|end-)?(?:the\s+)?"
_MID = r"(?:(?:[Mm]id-|[Ll]ate\s+|[Ee]arly\s+|[Mm]id\s+)(?:in\s+)?)?"
_OF = (
    r"(?:\s+of\s+(?:" + _Y.replace("<year>", "<year{0}>") + r"|(?P<of>(?:the|this|next"
    r"|last)\s+(?:calendar\s+)?year)))?"
)
_ACT = (
    r"(?:after|from|following|of)\s+(?:(?:its|the|their|the\s+date\s+of)\s+)?(?:(?:date\s+of\s+)?(?:this"
    r"|the)\s+(?:order|proclamation|memorandum|"
    r"notice|agreement|statement|announcement|decree|regulation)|signing|signature|publication"
    r"|announcement|today|now)\b"
)

FORMS: tuple[Form, ...] = (
    Form(
        "19 20",
        r"(?P<y>(?:19|20)\d\d)(?P<s>[-/])(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z"
        r"|[+-]\d\d:?\d\d)?)?",
        resolve.full_day,
    ),
    Form("/ . -", NUMERIC + r"(?![.,/-]\d)", resolve.in_figures),
    Form(
        "/",
        r"(?:(?<=on )|(?<=from )|(?<=by )|(?<=until )|(?<=before )|(?<=after )"
        r"|(?<=since ))(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)(?!\d|/)",
        resolve.without_year,
    ),
    Form(
        "end close",
        rf"(?:{_END}|end-)(?i:(?:this|the|next|last|current)\s+(?:calendar\s+)?(?:year"
        rf"|month|quarter|week))(?!\s+\d)|year-end|the\s+year's\s+end",
        resolve.end_of_period,
    ),
    Form(
        "fy fiscal financial marketing crop",
        rf"{_ENDS}(?i:(?:FY|fiscal\s+year|financial\s+year|fiscal"
        rf"|marketing\s+year|crop\s+year))\s?'?(?P<first>(?:19|20)\d\d"
        rf"|\d\d)(?:\s?[-/\u2013]\s?(?P<second>\d\d(?:\d\d)?))?(?!\d)",
        resolve.fiscal_year,
    ),
    Form(
        "fiscal financial marketing crop",
        rf"{_ENDS}(?P<first>20\d\d)\s?[-/\u2013]\s?(?P<second>\d\d(?:\d\d)?)\s+(?i:fiscal|financial"
        rf"|marketing|crop)(?i:\s+year)?",
        resolve.fiscal_year,
    ),
    Form(
        "fiscal financial",
        rf"{_ENDS}(?i:(?P<relative>current|this|next|last|previous"
        rf"|coming)\s+(?:fiscal|financial)\s+year)",
        resolve.fiscal_relative,
    ),
    Form(
        "quarter q1 q2 q3 q4 1q 2q 3q 4q",
        rf"{_ENDS}(?i:(?:Q(?P<q>[1-4])"
        rf"|(?P<q2>[1-4])Q)(?:\s?(?:of\s+)?(?P<year3>20\d\d|'?\d\d(?!\d|%)))?|(?P<quarter>first|second|third"
        rf"|fourth|final|last)\s+quarter)"
        rf"{_OF.format('2')}(?:,?\s+{_Y})?",
        resolve.quarter_of,
    ),
    Form(
        "half h1 h2 1h 2h",
        rf"{_ENDS}(?i:(?:H(?P<h>[12])(?!\d\d(?!\d))|(?P<h2>[12])H)(?:\s?(?:of\s+)?(?P<year3>20\d\d"
        rf"|'?\d\d(?!\d|%)))?|(?P<half>first|second|last)\s+half)"
        rf"{_OF.format('2')}(?:,?\s+{_Y})?(?!\s+of\b)",
        resolve.half_of,
    ),
    Form("end close", rf"(?:{_END}|end-){_MONTH}(?:,?\s+{_Y2})?", resolve.end_of_month),
    Form("end close", rf"(?:{_END}|end-){_Y}", resolve.end_of_year),
    Form(
        "start beginning", rf"(?i:the\s+(?:very\s+)?(?:start|beginning)\s+of)\s+{_Y}", resolve.start_of_year
    ),
    Form(
        "between",
        rf"(?<=between ){_MONTH}\s+{_D}{_AND}(?:{_MONTH2}\s+)?{_D2}(?:,?\s+{_Y2})?",
        resolve.month_day,
    ),
    Form(
        "between", rf"(?<=between ){_D}{_AND}{_D2}\s+{_MONTH}(?P<month2>)?(?:,?\s+{_Y2})?", resolve.month_day
    ),
    Form(
        "between", rf"(?<=between )(?P<year>20[0-4]\d){_AND}(?P<last>20[0-4]\d)(?!\d)", resolve.span_of_years
    ),
    Form(
        _IN_MONTH,
        rf"{_WD}\(?{_MONTH}\s+{_D}(?:{_TO}(?:{_MONTH2}\s+)?{_D2}(?!\s*(?:per\s?cent|percent|%"
        rf"|,\d|\w*illion)))?(?:,?\s+{_Y2})?"
        r"(?!\s*(?:per\s?cent|percent|%|,\d|[mbt]\w*illion\b))",
        resolve.month_day,
    ),
    Form(
        _IN_MONTH,
        rf"{_WD}\(?{_D}(?:{_TO}{_D2})?(?:\s+of)?\s+{_MONTH}(?P<month2>)?(?:,?\s+{_Y2})?",
        resolve.month_day,
    ),
    Form("year", rf"{_MONTH}\s+of\s+(?:that|the\s+same)\s+year", resolve.month_of_that_year),
    Form(_IN_MONTH, rf"{_MID}{_MONTH}(?:{_TO}{_MONTH2})?,?\s+(?:of\s+)?{_Y2}", resolve.month_year),
    Form(
        "year",
        rf"{_MONTH}\s+(?:of\s+)?(?P<relative>last|this|next"
        rf"|the previous)\s+year",
        resolve.month_of_year,
    ),
    Form(
        _IN_DAY,
        rf"(?P<prefix>[Nn]ext|[Ll]ast|[Tt]his|[Cc]oming|[Pp]revious"
        rf"|[Pp]ast)?\s*{_W}",
        resolve.weekday,
    ),
    Form(
        "spring summer autumn fall winter",
        rf"(?i:(?P<relative>this|next|last)\s+)(?P<season>spring"
        rf"|summer|autumn|fall|winter)(?:\s+{_Y})?"
        r"(?!\s+(?:in|to|of|by|from)\b)",
        resolve.season,
    ),
    Form(
        "spring summer autumn fall winter",
        rf"(?i:(?:the\s+)?(?P<season>spring|summer|autumn|fall"
        rf"|winter)(?P<relative>)?(?:\s+of)?)\s+{_Y}",
        resolve.season,
    ),
    Form(_IN_MONTH, rf"(?:(?P<prefix>[Ll]ast|[Nn]ext|[Ss]ince)\s+)?{_MID}{_MONTH}", resolve.bare_month),
    Form(
        "th st nd rd",
        r"(?:(?<=on )|(?<=from )|(?<=by )|(?<=until ))the\s+(?P<day>[0-3]?\d)(?:st|nd|rd"
        r"|th)(?:\s+of\s+this\s+month)?"
        r"(?!\s+(?:of|anniversary|session|round|meeting|package|summit))",
        resolve.day_of_month,
    ),
    Form(
        "today tonight tomorrow yesterday morning afternoon evening later",
        r"(?P<plain>(?i:the\s+day\s+(?:after\s+tomorrow|before\s+yesterday)|today|yesterday|tomorrow"
        r"|tonight|later\s+in\s+the\s+day|this\s+(?:morning|afternoon|evening)))(?!'s)",
        resolve.plain_day,
    ),
    Form(
        "week month quarter year",
        r"(?:[Ll]ater\s+|[Ee]arlier\s+|[Ll]ate\s+"
        r"|[Ee]arly\s+)?(?P<relative>(?i:last|this|next|the\s+previous|previous|past|coming|following"
        r"|over\s+the))\s+"
        r"(?P<unit>weekend|week|month|quarter|year)(?!-|'s\s+end)",
        resolve.unit_relative,
    ),
    Form("day", r"(?:[Aa]|[Oo]ne|[Tt]he)\s+day\s+(?P<side>earlier|later)", resolve.day_beside),
    Form(
        "that",
        r"(?:(?<=[Ff]rom )|(?<=[Ss]tarting ))that\s+(?:day|date)(?:\s+on(?:wards?)?)?",
        resolve.that_day,
    ),
    Form("day", r"[Tt]he\s+(?P<side>previous|following|next|same)\s+day", resolve.day_beside),
    Form("ago earlier", rf"{_N}\s+{_U}\s+(?P<ago>ago|earlier)", resolve.counted),
    Form(
        "days weeks months",
        r"(?i:in|over|within)\s+(?i:the\s+(?:next|coming)\s+(?:few\s+"
        r"|several\s+)?(?P<soon>days|weeks|months))",
        resolve.soon_after,
    ),
    Form(
        "after from following of",
        rf"(?:(?i:within|in)\s+)?(?:the\s+)?{_N}[\s-]+(?P<unit>day|week|month"
        rf"|year)s?\s+{_ACT}",
        resolve.from_signing,
    ),
    Form("after", rf"{_N}\s+(?P<unit>day|week|month)s?\s+after", resolve.counted_before),
    Form(
        "day week month year fortnight",
        rf"(?i:in|within|over|inside)\s+(?:the\s+next\s+"
        rf"|the\s+coming\s+|about\s+|another\s+|a\s+further\s+)?{_N}[\s-]+{_U}(?:'\s+time)?(?!\s+(?:of|ago"
        rf"|period))",
        resolve.counted,
    ),
    Form(
        "19 20",
        rf"{_Y}\s?(?:-|\u2013|to|through)\s?(?P<last>20[0-4]\d|\d\d)(?!\d|\s*(?:per\s?cent"
        rf"|percent|%))",
        resolve.span_of_years,
    ),
    Form(
        "19 20",
        rf"(?:{_MID}){_Y}(?!\s*(?:tonnes|tons|per|%|million|billion|vehicles|barrels"
        rf"|[,./]\d))",
        resolve.bare_year,
    ),
)
