"""Whose oil or gas a report is about, which buyer it speaks of, and what it asks; no role is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from accord import groups
from accord.assess.kind import Refusal
from accord.assess.mentions import named, sellers, sentences
from accord.assess.oil.heard import (
    ON_SELLERS,
    TRADES,
    Hit,
    about,
    amount_of,
    from_measures,
    from_text,
    fuels_of,
    gas_first,
    is_pledge,
    spoken_with,
    takes,
)
from accord.assess.oil.output import A_DAY, BARRELS, OPEC, output_change, why_not
from accord.assess.weighing import ROLES
from accord.core.codes import economies
from accord.core.frozen import dataclass
from accord.docket.items import Docket, Measure
from accord.energy import tables
from accord.study.energy.suppliers import LAST

LEVERS = (*ON_SELLERS, *TRADES)
LEAST, LEADING = 2, 3
"""Sentences that speak of a seller's fuel from which a report without a measure on it counts as about it; one is
enough among the first, the title counted."""
MORE = 2
"""Further fuels and sellers that are counted beside the first."""
BUYS = re.compile(
    r"\b(?:buy|buys|buying|bought|buyers?|purchas\w+|imports?|imported|importing)\b", re.IGNORECASE
)
LETS = re.compile(
    r"\b(?:let|allow|permit|authori[sz]e|enable)(?:s|d|ed|ing|ting|ted)?\s+(?P<who>[^.;:]{2,60}?)\s+(?:to\s+)?"
    r"(?:(?:keep|continue|resume|go\s+on)\s+)?(?:buy|purchas|import|tak)\w*",
    re.IGNORECASE,
)
"""Who is let to buy, whoever lets."""
DUTIES = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|levy|levies|penalt\w+)\b", re.IGNORECASE)
SANCTIONS = re.compile(
    r"\b(?:sanction\w*|blacklist\w*|block(?:ing|ed) list|designat\w+|shadow fleet|waiver|embargo\w*)\b",
    re.IGNORECASE,
)
CAP = re.compile(r"\b(?:cap|capped|ceiling|price limit)\b", re.IGNORECASE)
SUM = r"(?:US)?[$]?\s?(\d{2,3}(?:\.\d+)?)"
FROM_TO = re.compile(rf"\bfrom {SUM}(?: (?:US )?dollars)?(?: (?:a|per) barrel)? to {SUM}", re.IGNORECASE)
A_BARREL = re.compile(
    rf"[$]\s?(\d{{2,3}}(?:\.\d+)?)(?: (?:a|per) barrel)?|{SUM} (?:US )?dollars (?:a|per) barrel",
    re.IGNORECASE,
)
STRAIT = re.compile(r"\bstrait of hormuz\b|\bhormuz\b", re.IGNORECASE)
SHUT = re.compile(r"\b(?:clos\w+|block\w+|shut\w*|halt\w*|stop\w*|disrupt\w*|mines?)\b", re.IGNORECASE)


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

    ``also`` are further sellers and fuels that it speaks of; ``spoken`` the economies named with the fuel, ``about``
    the buyers that it is about (``by_bloc``: the European Union as one); ``amount`` what a purchase takes, in Mt a
    year or mb/d, and whether from another unit; ``halt`` a buyer that stops buying another seller's crude;
    ``pledged`` says that a sum is pledged, which has an answer of its own; ``stops`` whether the report speaks of the
    buyer's stopping or of a duty meant to make it stop; ``risk`` whether it speaks of sanctions on the seller;
    ``bloc`` of the European Union as a buyer; ``strait`` of a closed Hormuz; ``output`` is a change of OPEC+ output
    in mb/d; ``at`` are the measures of the docket that are answered by it; ``unheld`` what of it is not answered.
    """

    seller: str
    buyer: str | None
    fuel: str
    cap: float | None
    imposer: str | None
    day: date
    at: tuple[int, ...]
    stops: bool = False
    bloc: bool = False
    strait: bool = False
    unheld: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    spoken: tuple[str, ...] = ()
    risk: bool = False
    output: float | None = None
    about: tuple[str, ...] = ()
    by_bloc: bool = False
    amount: tuple[float, bool] | None = None
    halt: tuple[str, str] | None = None
    pledged: bool = False

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


def read(docket: Docket) -> Asked | Refusal | None:
    """Return the seller, fuel and buyer that a report speaks of; why not; None where it names none."""
    told = sentences(f"{docket.title}.\n{docket.text}")
    hits = [*from_measures(docket), *from_text(told)]
    if not _is_about(docket, told, hits):
        return _without_seller(docket, told) or _doubted(docket)
    everybody = {code for one in told for code in named(one)}
    union = groups.members("EU27", docket.article_date) if "EU" in everybody else ()
    ranked = sorted(
        dict.fromkeys((hit.seller, hit.fuel) for hit in hits), key=lambda one: -_weight(one, hits)
    )
    (seller, fuel), *further = gas_first(ranked, (*everybody, *union))
    at = tuple(
        dict.fromkeys(
            hit.at
            for hit in hits
            if hit.at is not None and hit.seller == seller and _is_settled(docket.measures[hit.at])
        )
    )
    if not at and (quota := _quota(docket, told)):
        return quota
    measures = [docket.measures[hit.at] for hit in hits if hit.at is not None and hit.seller == seller]
    buyer, stops = _buyer(docket, measures, told, (seller, fuel))
    imposer, unheld = _author(docket, buyer, seller)
    count = spoken_with(told, hits, seller)
    halted = _halted(docket, (buyer, seller))
    trades = [
        docket.measures[hit.at]
        for hit in hits
        if hit.at is not None and (hit.seller, hit.fuel) == (seller, fuel)
    ]
    trades = [m for m in trades if m.lever in TRADES]
    return Asked(
        seller, buyer, fuel, _cap(measures, told, seller) if fuel == "crude oil" else None, imposer,
        date.fromisoformat(docket.article_date), (*at, *(place for place, _ in halted if place not in at)),
        stops=stops or bool(imposer), bloc="EU" in docket.countries or "EU" in count, unheld=unheld,
        also=tuple(further[:MORE]), spoken=tuple(code for code, _ in count.most_common() if code in economies()),
        risk=fuel == "crude oil" and _is_risky(told, hits, seller),
        about=(buyer,) if buyer else about(docket, told, count, seller, fuel),
        by_bloc=any(m.imposing == ("EU",) for m in trades),
        amount=next((much for m in trades if (much := amount_of(m, fuel))), None),
        halt=next((pair for _, pair in halted), None),
        pledged=any(is_pledge(m) for m in trades),
    )  # fmt: skip


def _halted(docket: Docket, asked: tuple[str | None, str]) -> list[tuple[int, tuple[str, str]]]:
    """Return the first stop of one buyer's purchases of another seller's crude, with its place; nothing without one."""
    found = []
    for at, measure in enumerate(docket.measures):
        pair = (*measure.imposing, *measure.target)
        crude = "crude oil" in fuels_of(" ".join((*measure.goods, measure.evidence.text)))
        if measure.lever != "purchase_stop" or measure.doubts_of(*ROLES) or len(pair) != 2 or not crude:
            continue
        if pair != asked and pair[0] in economies() and takes(*pair, "crude oil"):
            found.append((at, (pair[0], pair[1])))
    return found[:1]


def _is_settled(measure: Measure) -> bool:
    """Return whether no role that the answer rests on is in doubt: of a measure on sellers the words name the seller."""
    return measure.lever in ON_SELLERS or not measure.doubts_of(*ROLES)


def _is_about(docket: Docket, told: Sequence[str], hits: Sequence[Hit]) -> bool:
    """Return whether a report is about a seller's fuel: by a measure, at its head, or more than in passing."""
    said = {hit.said for hit in hits if hit.said is not None}
    return (
        any(hit.at is not None for hit in hits)
        or len(said) >= LEAST
        or any(place < LEADING for place in said)
        or bool(hits and _duty_over(docket, told, hits))
    )


def _weight(pair: tuple[str, str], hits: Sequence[Hit]) -> int:
    """Return how much a report speaks of a seller's fuel: a measure counts as three sentences."""
    return sum(3 if hit.at is not None else 1 for hit in hits if (hit.seller, hit.fuel) == pair)


def _is_risky(told: Sequence[str], hits: Sequence[Hit], seller: str) -> bool:
    """Return whether a sentence on the seller's fuel, or the head of the report, speaks of sanctions."""
    heard = {hit.said for hit in hits if hit.seller == seller and hit.said is not None}
    return any(SANCTIONS.search(told[place]) for place in {*heard, *range(min(LEADING, len(told)))})


def _cap(measures: Sequence[Measure], told: Sequence[str], seller: str) -> float | None:
    """Return the level of a price cap in USD a barrel: the new one where words tell the old one too."""
    capped = [m for m in measures if m.lever == "price_cap"]
    for measure in capped:
        if new := cap_level(measure.evidence.text, changed=True):
            return new
        if _is_usd_a_barrel(measure):
            return measure.value
    of_seller = [one for one in told if CAP.search(one) and (seller in sellers(one) or capped)]
    return next((level for one in of_seller if (level := cap_level(one))), None)


def cap_level(words: str, *, changed: bool = False) -> float | None:
    """Return the one price in USD a barrel that words tell, the new one of a change ("from 60 to 47.6")."""
    if move := FROM_TO.search(words):
        return float(move.group(2))
    if changed:
        return None
    told = {float(one.group(1) or one.group(2)) for one in A_BARREL.finditer(words)}
    return told.pop() if len(told) == 1 else None


def _is_usd_a_barrel(measure: Measure) -> bool:
    unit = f"{measure.unit or ''} {measure.per}".lower()
    return (
        measure.value is not None
        and 5 < measure.value < 200
        and ("usd" in unit or ("barrel" in unit and "eur" not in unit))
    )


def _buyer(
    docket: Docket, measures: Sequence[Measure], told: Sequence[str], sold: tuple[str, str]
) -> tuple[str | None, bool]:
    """Return the buyer that the report names by its grammar, and whether it is to stop; None: nobody.

    Who stops, or is charged over it, buys the fuel on record; who begins to buy may not yet.
    """
    trades = [m for m in measures if m.lever in TRADES and not m.doubts_of(*ROLES)]
    for measure in sorted(trades, key=lambda one: one.lever == "purchase"):
        if len(measure.imposing) == 1 and measure.imposing[0] in economies():
            stops = measure.lever != "purchase"
            if not stops or takes(measure.imposing[0], *sold):
                return measure.imposing[0], stops
    seller = sold[0]
    over = _duty_over(docket, told, [Hit(seller, "crude oil", None)])
    if over and takes(over, *sold):
        return over, True
    return _let(told, seller), False


def _let(told: Sequence[str], seller: str) -> str | None:
    """Return the one economy that sentences on a seller's oil say is let to buy; None without one."""
    found = [hit for sentence in told if seller in sellers(sentence) for hit in LETS.finditer(sentence)]
    buyers = {code for hit in found for code in named(hit["who"])} - {seller}
    return buyers.pop() if len(buyers) == 1 else None


def _duty_over(docket: Docket, told: Sequence[str], hits: Sequence[Hit]) -> str | None:
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


def _quota(docket: Docket, told: Sequence[str]) -> Asked | Refusal | None:
    """Return the question of a change of OPEC+ output with its barrels a day; why it is not answered."""
    at = tuple(
        place
        for place, m in enumerate(docket.measures)
        if m.lever in ("quota", "export_quota", "other")
        and BARRELS.search(f"{m.unit or ''} {m.per} {m.evidence.text}")
    )
    words = [docket.measures[place].evidence.text for place in at]
    words += [one for one in told if OPEC.search(one) and A_DAY.search(one)]
    if not words:
        return None
    changed = output_change(words[0]) if OPEC.search(" ".join(told)) else None
    if changed is None:
        return Refusal(why_not(words[0]), at)
    day = date.fromisoformat(docket.article_date)
    return Asked("SAU", None, "crude oil", None, None, day, at, output=changed)


def _doubted(docket: Docket) -> Refusal | None:
    """Return the first measure on a fuel of which the report leaves a role open, to be settled by a person."""
    for at, measure in enumerate(docket.measures):
        words = " ".join((*measure.goods, measure.product_scope, measure.evidence.text))
        if measure.lever in LEVERS and fuels_of(words) and measure.doubts_of(*ROLES):
            return Refusal(
                "the report leaves unclear who buys the fuel from whom", (at,), measure.evidence.text
            )
    return None


def _without_seller(docket: Docket, told: Sequence[str]) -> Asked | Refusal | None:
    """Return the question of a closed strait or of OPEC+ output, which names no one seller."""
    if not any(STRAIT.search(one) and SHUT.search(one) for one in told):
        return _quota(docket, told)
    spoken = tuple(code for code, _ in spoken_with(told, (), "").most_common() if code in economies())
    day = date.fromisoformat(docket.article_date)
    return Asked("SAU", None, "crude oil", None, None, day, (), strait=True, spoken=spoken)
