"""Which question a report asks first: its main measure, who imposes it on whom, before and after."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from accord.assess.mentions import named
from accord.docket.items import Docket, Measure

FIRM = ("in_force", "scheduled", "agreed", "announced", "ended")
OPEN = ("threatened", "proposed", "pledged", "paused")
STANDING = ("in_force", "ended", "paused")
PLEDGES = ("purchase", "investment", "credit", "stake", "subsidy", "other")
"""Levers that move money or ownership: asked about after what falls on trade."""
RECENT = timedelta(days=45)
"""What took effect longer ago than this is no news."""
ROLES = ("imposing", "target")
RATED = ("tariff", "export_tax")
CALLED = {"tariff_exemption": "tariff", "tariff_quota": "tariff"}
FIGURED = (*RATED, "quota", "tariff_quota", "export_quota", "price_cap", "port_fee")
"""Levers that are a figure: without it nothing of them can be asked."""
SUMS = {
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
}
APPEAL = re.compile(
    r"\b(?:ask\w*|urg\w+|call(?:s|ed|ing)? (?:for|on)|request\w*|demand\w*|appeal\w*|press\w*|plead\w*|pleas? |"
    r"lobb\w+|seek\w*|sought|want\w*|hop(?:es?|ed|ing)|push\w*|petition\w*)\b.{0,160}?\b(?:lift\w*|remov\w+|scrap\w*|"
    r"drop\w*|withdraw\w*|end(?:ed|ing|s)?|abolish\w*|revok\w+|rescind\w*|repeal\w*|eliminat\w+|waiv\w+|exempt\w*)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words by which one side asks that what holds be taken away."""
OUTGOING = re.compile(
    r"\b(?:tax(?:es)?|lev(?:y|ies)|dut(?:y|ies)|tariffs?|charges?)\b(?: of [\w.% ]{1,24}?)? on "
    r"(?:its |their |the |all )?exports?\b",
    re.IGNORECASE,
)
"""Words for a tax on what leaves."""


@dataclass(frozen=True)
class Question:
    """The one change that a reader would want computed first.

    ``before`` and ``after`` are rates in percent where the report tells them, else None; ``at`` is the position
    of the measure in ``Docket.measures``. ``unclear`` are the roles that the report leaves open.
    """

    at: int
    lever: str
    imposing: tuple[str, ...]
    target: tuple[str, ...]
    goods: tuple[str, ...]
    before: float | None
    after: float | None
    unit: str
    status: str
    day: str
    unclear: tuple[str, ...] = ()
    words: str = ""


LEAD = 600
"""Characters at the head of a report in which it says what it is about."""
CHANGED = re.compile(
    r"\b(?:reduc|cut|lower|slash|rais|increas|doubl|eliminat|scrap|suspend|end|remov)\w*\s+(?:all )?"
    r"(?P<whose>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})['\u2019]s?\s+(?:\w+ ){0,2}(?:tariffs?|duties|duty|levies|levy)\b"
)
"""Words that say whose duties are changed."""
TITLED = {
    lever: re.compile(words, re.IGNORECASE)
    for lever, words in {
        "tariff": r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?)\b",
        "export_tax": r"\b(?:export (?:tax|dut|lev)|dut(?:y|ies) on [\w ]{0,20}exports)",
        "import_ban": r"\bbans?\b|\bembargo",
        "export_ban": r"\bbans?\b|\bhalts?\b|\bembargo",
        "export_control": r"\bcontrols?\b|\bcurbs?\b",
        "sanction": r"\bsanction",
        "quota": r"\bquotas?\b",
        "export_quota": r"\bquotas?\b",
        "price_cap": r"\bprice (?:cap|ceiling)",
    }.items()
}
"""Words of a headline that name a lever."""
ELIMINATED = re.compile(
    r"\b(?:eliminat|abolish|scrap|remov)\w*\s+(?:(?:its|their|all|the|remaining|import|customs)\s+){0,3}(?:duties|tariffs|levies)\b",
    re.IGNORECASE,
)
"""Words by which duties fall to nought."""
KEPT = re.compile(
    r"\b(?:current|existing|present)\b.{0,200}?\b(?:remain|stay|continue|keep|be kept)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words by which a rate stays what it is."""
STAYS = re.compile(r"\b(?:retain|keep|maintain)(?:s|ing|ed)?\b", re.IGNORECASE)
"""Words by which a rate is what is left, not what stood before."""
ENDING = re.compile(
    r"\b(?:will |to |would )?(?:end|lift|scrap|remove|drop|abolish|replace)(?:s|ed|d)?\b", re.IGNORECASE
)
"""Words by which a limit ends, on a day to come too."""
LABOUR = ("forced", "compulsory labor", "compulsory labour", "forced labor", "forced labour")
"""Goods of a ban that every agreement of a kind repeats."""


SUM = re.compile(
    rf"(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?)[ -]?(?P<scale>{'|'.join(SUMS)})?\b", re.IGNORECASE
)
"""A figure of a headline: "$3 bln", "49,000"."""


def weight(measure: Measure, docket: Docket) -> tuple[float, ...]:
    """Return what ranks a measure, the weightiest lowest.

    In order: main, news at all, on trade, told with its figure, clear, not replaced by another, of whom the
    first sentences speak, new, in the headline, more than an addition that falls away, a change from one rate
    to another, all goods, told first.
    """
    stale, doubtful = _staleness(measure, docket), bool(measure.doubts_of(*ROLES))
    beside = doubtful and not measure.main and measure.status_norm == "in_force"
    headlined = _headlined(measure, docket.title)
    return (
        not (measure.main or _in_its_place(measure, docket) or _spells_out(measure, docket))
        and _is_trailing(measure, docket) is not False,
        beside or stale > 1,
        measure.lever in PLEDGES,
        _is_beside_the_title(measure, docket.title),
        _bare(measure),
        _ends(measure) and any(_takes_its_place(one, measure) for one in docket.measures),
        doubtful,
        headlined == len(docket.title) and bool(_is_trailing(measure, docket)),
        stale,
        headlined,
        any(_changes_more(one, measure) for one in docket.measures),
        _falls_away(measure, docket),
        measure.previous_value is None,
        bool(measure.goods) and not measure.main and _spells_out(measure, docket),
        measure.evidence.start,
    )


def _bare(measure: Measure) -> bool:
    """Return whether a measure lacks the figure that makes it one: a duty without a rate, a quota without a size."""
    return (
        measure.lever in FIGURED and measure.value is None and measure.status_norm not in ("ended", "paused")
    )


def _changes_more(one: Measure, other: Measure) -> bool:
    """Return whether a duty is the other side's in return, and moves by more points."""
    rates = (one.value, one.previous_value, other.value, other.previous_value)
    if None in rates or (one.imposing, one.target) != (other.target, other.imposing):
        return False
    new, old, back, before = (rate or 0.0 for rate in rates)
    return abs(new - old) > abs(back - before)


def _falls_away(measure: Measure, docket: Docket) -> bool:
    """Return whether an addition falls away, or a sale stops for it: what is charged from now on is asked first."""
    if measure.lever == "purchase_stop":
        return any(
            one.lever in RATED and one.evidence.start == measure.evidence.start for one in docket.measures
        )
    return measure.lever in RATED and measure.additional and measure.value == 0


def _is_beside_the_title(measure: Measure, title: str) -> bool:
    """Return whether the headline names a lever on trade that is not this one's."""
    said = {lever for lever, words in TITLED.items() if words.search(title)}
    return bool(said) and CALLED.get(measure.lever, measure.lever) not in said


def _is_trailing(measure: Measure, docket: Docket) -> bool | None:
    """Return whether the first sentences say that another's duties are changed: "to reduce Chile's tariffs".

    None where they say of nobody's, False where of this one's author.
    """
    lead = docket.text[: docket.text.find(docket.title) + len(docket.title) + LEAD]
    whose = [named(hit["whose"])[:1] for hit in CHANGED.finditer(lead)] if measure.lever in RATED else []
    return measure.imposing not in whose if whose else None


def _spells_out(measure: Measure, docket: Docket) -> bool:
    """Return whether a measure has the figure that the main one lacks, or is the other half of the main one.

    "It lowers tariffs", further down "to 6.1 per cent"; "each will keep 10 per cent".
    """
    return not _bare(measure) and any(
        one.main
        and (
            (_bare(one) and _one_act(measure, one))
            or (one.evidence.start == measure.evidence.start and one.lever == measure.lever)
        )
        for one in docket.measures
    )


def _one_act(measure: Measure, bare: Measure) -> bool:
    """Return whether two measures can be one act: the same kind of lever, author and, as far as told, target."""
    kinds = {CALLED.get(one.lever, one.lever) for one in (measure, bare)}
    whom = {*measure.target} & {*bare.target} or "world" in (*measure.target, *bare.target) or not bare.target
    return len(kinds) == 1 and measure.imposing == bare.imposing and bool(whom)


def _in_its_place(measure: Measure, docket: Docket) -> bool:
    """Return whether a limit takes the place of one on the same goods that ends ("quotas instead of a ban")."""
    return any(one.main and _takes_its_place(measure, one) for one in docket.measures)


def _takes_its_place(measure: Measure, ended: Measure) -> bool:
    """Return whether a limit stands where one that ends has stood."""
    return not _ends(measure) and _ends(ended) and _same_limit(measure, ended)


def _ends(measure: Measure) -> bool:
    """Return whether a limit ends or is told to end."""
    limit = measure.lever.partition("_")[0] in ("export", "import") and measure.lever not in RATED
    return measure.status_norm in ("ended", "ruled_out") or (
        limit and bool(ENDING.search(measure.evidence.text))
    )


def _same_limit(measure: Measure, ended: Measure) -> bool:
    """Return whether two measures limit the same trade: the same goods, way and author, or no other author."""
    ways = {measure.lever.partition("_")[0], ended.lever.partition("_")[0]}
    goods = {*measure.goods} & {*ended.goods}
    return len(ways) == 1 and bool(goods) and {*measure.imposing} <= {*ended.imposing}


def _headlined(measure: Measure, title: str) -> int:
    """Return where the headline has a measure's rate or goods, its end where it has neither."""
    found = [len(title)]
    if measure.value is not None and measure.unit == "percent":
        rate = rf"(?<![\d.]){measure.value:g}(?:%| ?per ?cent| ?pct|-percent)"
        found += [hit.start() for hit in re.finditer(rate, title, re.IGNORECASE)]
    for hit in SUM.finditer(title) if measure.unit != "percent" else ():
        told = float(hit["number"].replace(",", "")) * SUMS.get((hit["scale"] or "").lower(), 1.0)
        found += [hit.start()] if measure.value is not None and math.isclose(told, measure.value) else []
    for words in measure.goods:
        short = "".join(word[:1] for word in words.split()) if " " in words else words
        form = rf"\b(?:{re.escape(words)}|{re.escape(short)}s?)\b"
        found += [hit.start() for hit in re.finditer(form, title, re.IGNORECASE)]
    return min(found)


def _staleness(measure: Measure, docket: Docket) -> int:
    """Return how far a measure is from being the news: decided now, then open, then long in force."""
    if measure.status_norm == "pledged" and measure.lever in PLEDGES:
        return 0
    if measure.status_norm in OPEN:
        return 1
    if measure.lever == "import_ban" and {*measure.goods} & {*LABOUR}:
        return 2
    start = measure.effective_date
    if measure.status_norm in STANDING and start:
        age = date.fromisoformat(docket.article_date) - date.fromisoformat(f"{start}-01-01"[:10])
        return 2 if age > RECENT else 0
    if measure.status_norm == "in_force":
        return 1 if measure.previous_value is None else 0
    return 0 if measure.status_norm in FIRM else 3


def in_order(docket: Docket, levers: Iterable[str] | None = None) -> tuple[int, ...]:
    """Return the positions of measures by weight, those of some levers where they are named."""
    wanted = None if levers is None else set(levers)
    places = [
        at
        for at, measure in enumerate(docket.measures)
        if (wanted is None or measure.lever in wanted)
        and measure.status_norm != "ruled_out"
        and not any(repeats(measure, other, docket.title) for other in docket.measures)
    ]
    return tuple(sorted(places, key=lambda at: weight(docket.measures[at], docket)))


def as_asked(docket: Docket) -> Docket:
    """Return the docket as a question takes it: a duty that somebody asks to be lifted is a proposal to lift it.

    A tax on exports falls on one's own exports, whatever it is called.
    """
    return replace(docket, measures=tuple(_appealed(measure, docket) for measure in docket.measures))


def _appealed(measure: Measure, docket: Docket) -> Measure:
    if measure.lever == "tariff" and OUTGOING.search(measure.evidence.text):
        measure = replace(measure, lever="export_tax")
    if measure.lever in RATED and measure.value is None and ELIMINATED.search(measure.evidence.text):
        measure = replace(measure, value=0.0, unit="percent")
    if measure.lever in RATED and measure.previous_value is None and measure.value is not None:
        measure = replace(measure, previous_value=_held(measure, docket))
    standing = measure.status_norm == "in_force" and measure.lever in RATED and measure.main
    fresh = _staleness(measure, docket) == 0
    if not standing or fresh or measure.value is None or not APPEAL.search(measure.evidence.text):
        return measure
    before, after = measure.value, measure.previous_value or 0.0
    if before <= after:
        return measure
    return replace(measure, status_norm="proposed", value=after, previous_value=before, effective_date=None)


def _held(measure: Measure, docket: Docket) -> float | None:
    """Return the rate that the report tells of as held until now: the same where it stays, else another telling's."""
    if KEPT.search(measure.evidence.text):
        return measure.value
    if measure.status_norm in ("in_force", "ended", "paused"):
        return None
    goods, main = {*measure.goods}, {one.evidence.start for one in docket.measures if one.main}
    held = {
        one.value
        for one in docket.measures
        if one is not measure
        and one.lever in (measure.lever, "tariff")
        and one.status_norm == "in_force"
        and (one.imposing, one.target, one.unit) == (measure.imposing, measure.target, measure.unit)
        and (not one.goods or goods & {*one.goods})
        and not (one.doubts_of("value") or one.note or one.evidence.start in main)
        and not STAYS.search(one.evidence.text)
    } - {measure.value}
    return held.pop() if len(held) == 1 and not measure.additional else None


def repeats(measure: Measure, other: Measure, title: str) -> bool:
    """Return whether a measure only says again what another says.

    That is its rate before, the headline of its act, or one maker's rate within its range.
    """
    if measure is other:
        return False
    if _bare(measure) and not _bare(other) and _one_act(other, measure) and measure.target == other.target:
        return not measure.goods or not other.goods or bool({*measure.goods} & {*other.goods})
    headline = measure.evidence.text.strip() == title.strip() and not measure.value
    if headline and other.value is not None and {measure.lever, other.lever} <= {*RATED}:
        return True
    if (measure.lever, measure.imposing) != (other.lever, other.imposing):
        return False
    if measure.value is None or other.value is None or measure.value == other.value:
        return False
    before = measure.value == other.previous_value and measure.previous_value is None
    inside = other.low is not None and other.low <= measure.value <= other.value
    return before or (inside and bool(other.goods) and not measure.goods)


def questions(docket: Docket) -> tuple[Question, ...]:
    """Return the questions of a report by weight; none where it carries no measure."""
    asked = as_asked(docket)
    return tuple(_asked(asked, at) for at in in_order(asked))


def _asked(docket: Docket, at: int) -> Question:
    measure = docket.measures[at]
    before, after = measure.previous_value, measure.value
    if measure.status_norm == "ended" and measure.lever == "tariff" and before is None:
        before, after = after, 0.0
    return Question(
        at=at,
        lever=measure.lever,
        imposing=measure.imposing,
        target=measure.target,
        goods=measure.goods or tuple(word for word in measure.product_scope.split(", ") if word),
        before=before,
        after=after,
        unit=measure.unit or "",
        status=measure.status_norm,
        day=measure.effective_date or "",
        unclear=tuple(role for role in ROLES if measure.doubts_of(role) or not getattr(measure, role)),
        words=measure.evidence.text,
    )


def eve(docket: Docket, measure: Measure) -> date:
    """Return the day before a measure's act: before it took effect, if it stands already, else the report's eve.

    A month or a year counts from its first day.
    """
    told = date.fromisoformat(docket.article_date)
    if measure.status_norm in STANDING and measure.effective_date:
        told = min(told, date.fromisoformat(f"{measure.effective_date}-01-01"[:10]))
    return told - timedelta(days=1)


def sides(docket: Docket) -> tuple[str, ...]:
    """Return the imposer and the target of the weightiest clear question, else who met or is named first."""
    for question in questions(docket):
        named = (*question.imposing, *question.target)
        if len(named) == 2 and "world" not in named and not question.unclear:
            return named
    met = (event.countries for event in docket.events)
    return next((two for two in met if len(two) == 2), docket.countries[:2])
