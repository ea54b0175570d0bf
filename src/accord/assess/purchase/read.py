"""Which pledge to buy energy a report tells: who from whom, how much, over how long; no role is guessed."""

from __future__ import annotations

import re
from datetime import date

from accord.assess.kind import Refusal
from accord.assess.mentions import OTHER_OILS, named
from accord.assess.order import in_order
from accord.core.codes import economies
from accord.core.frozen import dataclass
from accord.core.levers import lever
from accord.docket.items import Docket, Measure
from accord.study.energy.fueltrade import BLOC
from accord.study.energy.suppliers import LAST

COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LEAST = 1e8
"""A pledge below so many dollars is not held against a country's trade."""
MONEY = ("USD",)
ENERGY = re.compile(
    r"\b(?:energy|oil|crude|gas|lng|lpg|coal|petroleum|fuels?|goods|products|exports)\b", re.IGNORECASE
)
"""Words of a pledge that energy can be part of."""
FUEL = re.compile(r"\b(?:energy|oil|crude|gas|lng|coal|petroleum|fuels?)\b", re.IGNORECASE)
NO_FUEL = re.compile(
    r"\b(?:(?:sustainable |nuclear |bio-?|reactor )+(?:aviation )?(?:fuels?|energy)|(?:agricultural|farm|food|dairy|"
    r"consumer|manufactured|medical|steel|forest|wood|chemical|pharmaceutical|defen[cs]e) (?:goods|products|exports))\b",
    re.IGNORECASE,
)
"""Fuels of plants and of reactors, and products that are none."""
OWN = r"(?:energy|oil|crude|gas|lng|coal|petroleum|liquefied|natural|goods|products|exports|fuels?)\b"
SPAN = re.compile(
    r"\b(?:over|within|in|during|for) (?:the (?:next|coming) |a period of )?(\d+(?:\.\d)?|"
    + "|".join(COUNTS)
    + r")( and a half)?[- ]years?\b",
    re.IGNORECASE,
)
UNTIL = re.compile(r"\b(?:by|until|through|before) (?:the end of |(?:late|early|January) )?(20[2-4]\d)\b")
KNOWN = {("IND", "USA", 500.0): 5}
"""Pledges whose years the report may leave out: India's to the United States, by the joint statement of 2026."""


@dataclass(frozen=True)
class Asked:
    """A pledge to buy: who from whom, USD bn in all or, where ``yearly``, a year; ``at`` is its measure.

    ``years`` is over how many it runs (None: the report does not say); ``trade_year`` the last year of recorded
    trade that was over on the day; ``only`` whether energy is all that is named.
    """

    buyer: str
    seller: str
    usd_bn: float
    years: float | None
    at: int
    yearly: bool = False
    trade_year: int = LAST
    only: bool = False

    @property
    def total(self) -> float | None:
        """USD bn over all years; None where a yearly pledge has no end."""
        if not self.yearly:
            return self.usd_bn
        return None if self.years is None else self.usd_bn * self.years

    @property
    def a_year(self) -> float | None:
        """USD bn a year; None where the years are not told."""
        if self.yearly:
            return self.usd_bn
        return None if self.years is None else self.usd_bn / self.years


def read(docket: Docket) -> Asked | Refusal | None:
    """Return the largest pledge in money; why it cannot be answered; None where there is none."""
    sums = [at for at in in_order(docket, ("purchase",)) if is_sum(docket.measures[at])]
    if not sums:
        return None
    at = max(sums, key=lambda place: docket.measures[place].value or 0.0)
    pledge = docket.measures[at]
    if pledge.goods and not any(is_energy(word) for word in pledge.goods):
        return Refusal(lever("purchase").why_not, (at,))
    roles = _roles(pledge)
    if roles is None:
        return Refusal("the report leaves unclear who buys from whom", (at,), pledge.evidence.text)
    if not set(roles) <= {*economies(), BLOC}:
        return Refusal(lever("purchase").why_not, (at,))
    day = date.fromisoformat(docket.article_date)
    usd_bn = (pledge.value or 0.0) / 1e9
    yearly = pledge.per == "year"
    years = _years(pledge, day) or (None if yearly else KNOWN.get((*roles, usd_bn)))
    only = bool(pledge.goods) and all(FUEL.search(word) for word in pledge.goods)
    return Asked(*roles, usd_bn, years, at, yearly, min(day.year - 1, LAST), only)


def is_energy(words: str) -> bool:
    """Return whether goods that a pledge names are, or can hold, fuels."""
    return bool(ENERGY.search(NO_FUEL.sub(" ", OTHER_OILS.sub(" ", words))))


def is_sum(measure: Measure) -> bool:
    """Return whether a measure tells a sum of dollars that counts against a country's trade."""
    return (measure.unit or "").startswith(MONEY) and (measure.value or 0.0) >= LEAST


def _roles(pledge: Measure) -> tuple[str, str] | None:
    """Return buyer and seller: as read without a doubt, or by whose energy the words speak of; None: open."""
    if len(pledge.imposing) == 1 and len(pledge.target) == 1 and not pledge.doubts_of("imposing", "target"):
        return pledge.imposing[0], pledge.target[0]
    parties = named(pledge.evidence.text)
    owners = [code for code in parties if _owns(code, pledge.evidence.text)]
    if len(parties) != 2 or len(owners) != 1:
        return None
    (buyer,) = (code for code in parties if code != owners[0])
    return buyer, owners[0]


def _owns(code: str, words: str) -> bool:
    """Return whether words speak of an economy's energy or goods ("American energy")."""
    ends = [
        match.end()
        for match in re.finditer(r"\b[A-Z][\w.]*(?:['’]s)?(?= )", words)
        if named(match.group(0)) == (code,)
    ]
    return any(re.match(rf"\s+{OWN}", words[end:], re.IGNORECASE) for end in ends)


def _years(pledge: Measure, day: date) -> float | None:
    """Return over how many years a pledge runs by its words; None: unsaid."""
    words = pledge.evidence.text
    if found := SPAN.search(words):
        word = found.group(1).lower()
        years = float(word) if word[0].isdigit() else COUNTS.index(word) + 1
        years += 0.5 if found.group(2) else 0.0
        return years if 1 < years <= 30 else None
    if until := UNTIL.search(words):
        years = int(until.group(1)) - day.year
        return years if 1 < years <= 30 else None
    return None
