"""Whose oil or gas a report is about, which buyer it speaks of, and what it asks; no role is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from accord.assess.kind import Refusal
from accord.assess.mentions import FUELS, PIPE, fuel_of, gas_alone, named, sellers, sentences
from accord.assess.question import ROLES
from accord.core.codes import economies
from accord.docket.items import Docket, Measure
from accord.energy import tables
from accord.study.energy.suppliers import LAST, volumes

TRADES = ("purchase", "purchase_stop", "import_ban")
"""Levers that say who buys from whom: the imposing side from the target."""
ON_SELLERS = ("sanction", "price_cap", "licence", "export_ban")
LEVERS = (*ON_SELLERS, *TRADES)
LEAST = 2
"""Sentences that speak of a seller's fuel from which a report without a measure on it counts as about it."""
BUYS = re.compile(
    r"\b(?:buy|buys|buying|bought|buyers?|purchas\w+|imports?|imported|importing)\b", re.IGNORECASE
)
DUTIES = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|levy|levies|penalt\w+)\b", re.IGNORECASE)
BARRELS = re.compile(r"\bbarrels?\b", re.IGNORECASE)
ENERGY = re.compile(r"\b(?:energy|fuels?|oil|crude|petroleum|gas|lng|coal|liquefied)\b", re.IGNORECASE)
STRAIT = re.compile(r"\bstrait of hormuz\b|\bhormuz\b", re.IGNORECASE)
SHUT = re.compile(r"\b(?:clos\w+|block\w+|shut\w*|halt\w*|stop\w*|disrupt\w*|mines?)\b", re.IGNORECASE)
QUOTA = (
    "how much of a change in output quotas the members deliver is not known beforehand, and Accord has no model "
    "of what they choose"
)
SHIP_OR_PIPE = (
    "the report does not say whether the gas comes by ship or by pipe, and the two are sold to others"
)


@dataclass(frozen=True)
class Duty:
    """A duty over a seller's oil, from one day to another: who charges whom, in points, and in all.

    ``scenario`` and ``without`` are the library's scenarios with and without it.
    """

    imposer: str
    buyer: str
    seller: str
    points: float
    total: float
    since: date
    until: date
    scenario: str
    without: str


DUTIES_OVER_OIL = (
    Duty("USA", "IND", "RUS", 25.0, 50.0, date(2025, 8, 6), date(2026, 2, 7), "india-50", "india-25"),
)
"""Executive Order 14329 of 6 August 2025, ended by that of 6 February 2026 from the day after."""


@dataclass(frozen=True)
class Asked:
    """A seller's fuel, the buyer that the report speaks of, a cap in USD a barrel, the duty's author.

    ``stops`` says whether the report speaks of the buyer's stopping or of a duty meant to make it stop;
    ``bloc`` whether it speaks of the European Union as a buyer; ``strait`` of a closed Hormuz;
    ``at`` are the measures of the docket that are answered by it; ``unheld`` what of it is not answered.
    """

    seller: str
    buyer: str | None
    fuel: str
    cap: float | None
    imposer: str | None
    day: date
    at: tuple[int, ...]
    stops: bool
    bloc: bool
    strait: bool
    unheld: tuple[str, ...]

    @property
    def duty(self) -> Duty | None:
        """The duty over this seller's oil that the buyer pays on the day."""
        return next(
            (
                duty
                for duty in DUTIES_OVER_OIL
                if (duty.imposer, duty.buyer, duty.seller) == (self.imposer, self.buyer, self.seller)
            ),
            None,
        )

    @property
    def flows(self) -> int:
        """The last year of crude flows that was over on the day."""
        return min(self.day.year - 1, tables.OBSERVED_YEAR)

    @property
    def trade_year(self) -> int:
        """The last year of recorded trade that was over on the day."""
        return min(self.day.year - 1, LAST)


@dataclass(frozen=True)
class Hit:
    """A seller and fuel that a measure (``at``) or a sentence names."""

    seller: str
    fuel: str
    at: int | None


def read(docket: Docket) -> Asked | Refusal | None:
    """Return the seller, fuel and buyer that a report speaks of; why not; None where it names none."""
    told = sentences(f"{docket.title}.\n{docket.text}")
    by_measure, by_text = list(_from_measures(docket)), list(_from_text(told))
    headed = bool(by_text) and (fuel_of(docket.title) or gas_alone(docket.title))
    if not by_measure and len(by_text) < LEAST and not headed and not _duty_over(docket, told, by_text):
        return _closed(docket, told) or _not_answered(docket, told)
    hits = by_measure + by_text
    pairs = list(dict.fromkeys((hit.seller, hit.fuel) for hit in hits))
    seller, fuel = max(pairs, key=lambda pair: _weight(pair, hits))
    at = tuple(
        dict.fromkeys(
            hit.at for hit in by_measure if hit.at is not None and (hit.seller, hit.fuel) == (seller, fuel)
        )
    )
    measures = [docket.measures[place] for place in at]
    if not measures and (refusal := _quota(docket)):
        return refusal
    cap = next((m.value for m in measures if m.lever == "price_cap" and _is_usd_a_barrel(m)), None)
    buyer, stops = _buyer(docket, measures, told, seller)
    imposer, unheld = _author(docket, buyer, seller)
    return Asked(
        seller, buyer, fuel, cap if fuel == "crude oil" else None, imposer, date.fromisoformat(docket.article_date),
        at, stops=stops or bool(imposer), bloc="EU" in docket.countries, strait=False, unheld=unheld,
    )  # fmt: skip


def _weight(pair: tuple[str, str], hits: list[Hit]) -> int:
    """Return how much a report speaks of a seller's fuel: a measure counts as three sentences."""
    return sum(3 if hit.at is not None else 1 for hit in hits if (hit.seller, hit.fuel) == pair)


def _from_measures(docket: Docket) -> Iterator[Hit]:
    """Yield the seller and fuel of each measure on a fuel."""
    for at, measure in enumerate(docket.measures):
        words = " ".join((*measure.goods, measure.product_scope, measure.evidence.text))
        fuel = fuel_of(words)
        if not fuel or measure.status_norm == "ruled_out" or measure.doubts_of(*ROLES):
            continue
        whose = [code for code in sellers(measure.evidence.text) if sells(code, fuel)]
        if measure.lever in TRADES and ENERGY.search(" ".join(measure.goods)):
            yield from (Hit(code, fuel, at) for code in measure.target if code in economies())
        elif measure.lever in ON_SELLERS and whose:
            yield Hit(whose[0], fuel, at)
        elif measure.lever in ON_SELLERS:
            yield from (Hit(code, fuel, at) for code in measure.target if sells(code, fuel))


def _from_text(told: tuple[str, ...]) -> Iterator[Hit]:
    """Yield the seller and fuel of each sentence that speaks of one's fuel."""
    whole = " ".join(told)
    kinds = [kind for kind, word in (("LNG", FUELS["LNG"]), ("pipeline gas", PIPE)) if word.search(whole)]
    for sentence in told:
        fuel = fuel_of(sentence) or (kinds[0] if gas_alone(sentence) and len(kinds) == 1 else None)
        for code in dict.fromkeys(sellers(sentence)) if fuel else ():
            if sells(code, fuel or ""):
                yield Hit(code, fuel or "", None)


def sells(code: str, fuel: str) -> bool:
    """Return whether an economy sold more of a fuel abroad than it bought, in the last year on record."""
    if fuel not in FUELS or code not in economies():
        return False
    if fuel == "crude oil" and code in ("IRN", "VEN"):
        return True
    from accord.supply import tables as trade

    known = trade.load().economies
    if code not in known:
        return False
    amounts, at = volumes(fuel, LAST)[0], known.index(code)
    return bool(np.nansum(amounts[:, at]) > np.nansum(amounts[at]))


def _is_usd_a_barrel(measure: Measure) -> bool:
    unit = f"{measure.unit or ''} {measure.per}".lower()
    return (
        measure.value is not None
        and 5 < measure.value < 200
        and ("usd" in unit or ("barrel" in unit and "eur" not in unit))
    )


def _buyer(
    docket: Docket, measures: list[Measure], told: tuple[str, ...], seller: str
) -> tuple[str | None, bool]:
    """Return the buyer that the report names by its grammar, and whether it is to stop; None: nobody."""
    trades = [m for m in measures if m.lever in TRADES and not m.doubts_of(*ROLES)]
    for measure in sorted(trades, key=lambda one: one.lever == "purchase"):
        if len(measure.imposing) == 1 and measure.imposing[0] in economies():
            return measure.imposing[0], measure.lever != "purchase"
    over = _duty_over(docket, told, [Hit(seller, "crude oil", None)])
    return (over, True) if over else (None, False)


def _duty_over(docket: Docket, told: tuple[str, ...], hits: list[Hit]) -> str | None:
    """Return the target of a duty that a sentence ties to a seller's oil; None without such a sentence."""
    sold, payers = {hit.seller for hit in hits}, list[str]()
    for measure in docket.measures:
        if measure.lever != "tariff" or len(measure.target) != 1 or not measure.imposing:
            continue
        payer = measure.target[0]
        if payer in economies() and payer not in sold and not measure.doubts_of("target"):
            payers += [payer for sentence in told if _ties(sentence, payer, sold)]
    return payers[0] if len(set(payers)) == 1 else None


def _ties(sentence: str, payer: str, sold: set[str]) -> bool:
    """Return whether a sentence speaks of a duty, of a seller's oil, of buying it, and of who pays."""
    tied = DUTIES.search(sentence) and BUYS.search(sentence)
    return bool(tied and sold & set(sellers(sentence)) and payer in named(sentence))


def _author(docket: Docket, buyer: str | None, seller: str) -> tuple[str | None, tuple[str, ...]]:
    """Return who charges the buyer over this oil by the law of the day, and a duty that is not weighed."""
    day = date.fromisoformat(docket.article_date)
    for duty in DUTIES_OVER_OIL:
        if (duty.buyer, duty.seller) == (buyer, seller) and duty.imposer in docket.countries:
            rates = [
                m.value for m in docket.measures if m.lever == "tariff" and m.target == (buyer,) and m.value
            ]
            odd = [rate for rate in rates if rate > duty.total]
            if odd:
                return None, (
                    f"the duty of {odd[0]:g} % that the report speaks of is not weighed: no scenario has it",
                )
            if duty.since <= day <= duty.until:
                return duty.imposer, ()
    return None, ()


def _quota(docket: Docket) -> Refusal | None:
    """Return why a quota on output is not answered."""
    at = tuple(
        place
        for place, m in enumerate(docket.measures)
        if m.lever in ("quota", "export_quota", "other")
        and BARRELS.search(f"{m.unit or ''} {m.per} {m.evidence.text}")
    )
    return Refusal(QUOTA, at) if at else None


def _doubted(docket: Docket) -> Refusal | None:
    """Return the first measure on a fuel of which the report leaves a role open, to be settled by a person."""
    for at, measure in enumerate(docket.measures):
        words = " ".join((*measure.goods, measure.product_scope, measure.evidence.text))
        if measure.lever in LEVERS and fuel_of(words) and measure.doubts_of(*ROLES):
            return Refusal(
                "the report leaves unclear who buys the fuel from whom", (at,), measure.evidence.text
            )
    return None


def _closed(docket: Docket, told: tuple[str, ...]) -> Asked | None:
    """Return the question of a closed strait, of which the tables know who sells and buys through it."""
    if not any(STRAIT.search(one) and SHUT.search(one) for one in told):
        return None
    day = date.fromisoformat(docket.article_date)
    return Asked(
        "SAU", None, "crude oil", None, None, day, (), stops=False, bloc=False, strait=True, unheld=()
    )


def _not_answered(docket: Docket, told: tuple[str, ...]) -> Refusal | None:
    """Return why a report on oil or gas that names no seller's fuel is not answered."""
    if refusal := _quota(docket) or _doubted(docket):
        return refusal
    gas = [
        one for one in told if gas_alone(one) and any(sells(code, "pipeline gas") for code in sellers(one))
    ]
    return Refusal(SHIP_OR_PIPE) if len(gas) >= LEAST else None
