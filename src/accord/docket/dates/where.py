"""What a rule may look at: the report's day, the words around a date, what was said of days before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from accord.core.frozen import NamedTuple
from accord.docket.dates.verbs import first_direction, is_open, last_direction
from accord.docket.patterns import regex

_WORD = regex(r"(\w+)\s+(?:the\s+|late\s+|early\s+|mid-?\s*|at least\s+)*$")
_SPOKEN_ON = regex(r"\b(?:decision|announcement|statement|ruling|vote|order|meeting)\s+on\s+$")
_TO_HOLD = regex(
    r"\b(?:will|would|shall|to)\s+(?:hold|take|make|have|convene|host|attend|call)\s+(?:\S+\s+){0,4}?on\s+$"
)
"""What is still to be held, before its day: "would hold another meeting on"."""
_FOR = regex(r"\bfor\s+(?:the\s+)?(?:(?:entire|whole|full)\s+)?(?:months?\s+of\s+)?$")
"""Words before the month that something is for: "extended the ban for the entire month of"."""
_FROM_HOUR = regex(
    r"\b(?:from|starting|effective|beginning|as of)\s+(?:at\s+)?(?:[\d:.]+\s?(?:[ap]\.?\s?m\.?)?|midnight|noon|one minute past midnight)"
    r"\s+(?:[\w()]+\s+){0,3}?on\s+$",
    re.IGNORECASE,
)
"""An hour from which something holds, before its day: "starting at 12:01 a.m. on"."""
_SAID = regex(r"\b(?:said|announced|confirmed|wrote|added|told \w+)\b(?:\s+that\b)?")
"""Words after which what was said has a time of its own."""
_TO_DO = regex(
    r"\bto\s+(?:discuss|meet|hold|vote|visit|sign|travel|attend|decide|speak|host|start|begin|resume)\s+"
    r"(?:\w+\s+){0,3}?(?:on\s+)?$"
)


_NEXT = regex(
    r"\b(?:the|its|their)\s+(?:next|coming)\s+[^.;]{0,40}\b(?:takes?|is|are|opens?|meets?|starts?|begins?)\b[^.;]{0,60}$"
    r"|\bwould\s+(?:be|host|attend|hold)\b[^.;,]{0,70}\bin\s+$",
    re.IGNORECASE,
)
"""What is still to come: "The next summit takes place in Lima in", "would be represented at the summit in"."""


class Context(NamedTuple):
    """What dates are resolved against.

    ``report`` is the day the words were written (an entry's own day in a live blog), ``told`` the last day
    that the sentences before spoke of, ``day_first`` the order of numeric dates (``day_order``), ``economy``
    where the text speaks from, whose fiscal year is meant (ISO 3166 alpha-3, or empty), ``last`` the last date told.
    """

    report: date
    told: date | None = None
    day_first: bool | None = None
    economy: str = ""
    last: str = ""


class Where(NamedTuple):
    """The surroundings of one match in its sentence; ``anchor`` is the day a word before it fixed.

    ``led`` is 1 where the date before lies ahead: "to 20 % in July and to 30 % in December"; ``last`` is that date.
    """

    context: Context
    before: str
    after: str
    anchor: date | None
    said: Callable[[], int] | None = None
    led: int = 0
    last: str = ""

    @property
    def report(self) -> date:
        """The day from which the words are told."""
        return self.context.report

    @property
    def spoken_of(self) -> date:
        """The day that "a day later" counts from."""
        return self.anchor or self.context.told or self.context.report

    def _from_hour(self) -> bool:
        """Whether an hour from which something is to hold stands before the day, and nothing is told as past."""
        hour = _FROM_HOUR.search(self.before[-60:])
        return hour is not None and last_direction(_SAID.split(self.before[: -len(hour[0])])[-1]) != -1

    def direction(self) -> int:  # noqa: PLR0911
        """1 ahead, -1 past, 0 unknown: by the word before, the caller's verb, else the nearest verbs."""
        word = _WORD.search(self.before)
        first = word[1].casefold() if word else ""
        if first in ("by", "until", "till", "next", "before", "starting"):
            return 1
        if first in ("since", "last") or (
            _SPOKEN_ON.search(self.before) and not _TO_HOLD.search(self.before)
        ):
            return -1
        if _FOR.search(self.before):
            return 0
        if self.led and self.before.strip() in ("and", "or", ",", "to"):
            return self.led
        if _TO_DO.search(self.before) or (first == "on" and self._from_hour()):
            return 1
        if _NEXT.search(self.before):
            return 1
        if self.said is not None and (told := self.said()):
            return told
        if first == "from" and last_direction(_SAID.split(self.before)[-1]) == 0:
            return 1
        if is_open(self.before):
            return self.led
        return last_direction(self.before) or first_direction(self.after) or self.led
