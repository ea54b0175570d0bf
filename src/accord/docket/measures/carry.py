"""What a measure takes over from the one told before: its day and its state, where the words go on about it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.items import Measure
from accord.docket.measures.dating import dated_of
from accord.docket.measures.goods import FLOWS
from accord.docket.measures.merge import family
from accord.docket.measures.paper import is_act
from accord.docket.measures.roles import goes_back
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

NEAR = 2
"""Sentences that a measure may be told before what goes on about it."""
_BACK = frozenset(["those", "these", "the", "such"])
_OPEN = ("paused", "scheduled", "announced", "agreed", "proposed", "threatened")
_ALSO = frozenset(["too", "also", "likewise", "similarly"])


def carried(  # noqa: PLR0911
    reading: Reading, frame: Frame, status: str, start: str | None, made: list[tuple[Frame, Measure]]
) -> tuple[str, str | None]:
    """Return state and start of a measure that goes on about the last one told: "Those duties include 5% on"."""
    earlier = _before(frame, made)
    if _standing(frame) and not frame.deed:
        return "in_force", None
    if earlier is None or _standing(frame):
        return status, start
    if status == "in_force" and not frame.deed and _refers(frame) and earlier.status_norm in _OPEN:
        return earlier.status_norm, start or earlier.effective_date
    if start is not None or earlier.effective_date is None:
        return status, start
    if (
        status in ("announced", "agreed") or _in_the_present(frame, status)
    ) and earlier.status_norm == "scheduled":
        if not (_refers(frame) or _opens(frame)):
            return status, start
        today = reading.today.isoformat()
        status = "announced" if status == "in_force" else status
        return dated_of(status, earlier.effective_date, today, frame), earlier.effective_date
    words = {m.lower for m in frame.clause.row[frame.clause.first : frame.clause.last]}
    alike = status == earlier.status_norm or {status, earlier.status_norm} <= {"in_force", "ended"}
    return status, earlier.effective_date if words & _ALSO and alike else start


_EXISTING = frozenset(["existing", "current", "present", "prevailing"])
_NOW = frozenset(["now", "currently", "already", "today", "still", "since"])


def _standing(frame: Frame) -> bool:
    """Whether a measure is said to stand before the report: "the existing 18 percent duty"."""
    return any(m.lower in _EXISTING for m in frame.clause.row[frame.first : frame.at + 1])


def _in_the_present(frame: Frame, status: str) -> bool:
    """Whether a change is told in the present tense, as an order puts it: "The decree raises the duty to"."""
    verb = frame.own or (frame.verbs[-1] if frame.verbs else None)
    if verb is None or status != "in_force" or verb.tense != "present" or verb.negated:
        return False
    words = {m.lower for m in frame.clause.row[frame.clause.first : frame.clause.last]}
    return frame.deed in ("impose", "raise", "cut") and not (words & _NOW or _standing(frame))


def _before(frame: Frame, made: list[tuple[Frame, Measure]]) -> Measure | None:
    """Return the measure of the same kind told right before, unless somebody else imposes it."""
    other, earlier = next(
        (p for p in reversed(made) if family(p[0].lever) == family(frame.lever)), (None, None)
    )
    if other is None or earlier is None or frame.sentence.number - other.sentence.number > NEAR:
        return None
    theirs = earlier.imposing and frame.agent.codes and not set(earlier.imposing) & set(frame.agent.codes)
    return None if theirs else earlier


def _refers(frame: Frame) -> bool:
    """Whether the measure, or one named before it in its clause, is one told of before: "Those tariffs include"."""
    row = frame.clause.row
    named = [i for i in range(frame.clause.first + 1, frame.at) if row[i].kind == "lever"]
    return goes_back(frame) or any(row[i - 1].lower in _BACK for i in named)


def _opens(frame: Frame) -> bool:
    """Whether the measure opens its sentence without an owner: "Duties will be raised"."""
    row = frame.clause.row
    first = next((i for i, m in enumerate(row) if m.kind == "lever"), None)
    return first is not None and first <= 2 and not any(m.kind == "party" for m in row[: first + 1])


_PAPER = (
    r"modifications?|amend\w*|annex|order|proclamation|change|rule|decree|regulation|rules?|notifications?|announcements?|notice|resolution|law|act|"
    r"bill|ordinance|directive|changes|measures?|countermeasures|duties|tariffs|levies|rates|surtax(?:es)?|quotas|fees|sanctions|restrictions|controls|curbs|ban|"
    r"system|regime|scheme"
)
_STARTS = regex(
    rf"\b(?:{_PAPER})\b[^.;]{{0,160}}?\b(?:(?:shall|will|is to|are to) (?:be(?:come)? effective|take effect|(?:enter|come) into (?:force|effect))"
    r"|(?:shall|will|is to|are to) (?:apply|be (?:applied|levied|collected|charged)) (?:from|as of|starting)|appl(?:y|ies) (?:from|as of)|(?:shall|will) go into (?:force|effect)|goe?s? into (?:force|effect)"
    r"|(?:is|are|becomes?|became) (?:effective|valid)|(?:takes?|took) effect|(?:enters?|entered|comes?|came) into (?:force|effect))\b"
    r"|\b(?:[Ii]t|[Tt]hey) (?:is|are) (?:valid|effective)\b|^\W*(?:\(?\w{1,3}\)\s+)?(?:Accordingly,\s+)?Effective\b"
)
_ORDERED = regex(r"\b(?:decided|resolved|ordered|pleased) to \w+[^.;]{0,160}?\b(?:from|as of|starting)\b")
"""Words of an act of law for what is charged from a day on."""
_MADE = regex(
    r"\s*(?:on|from|upon|as of) (?:the (?:day|date|time) of )?(?:its|their|this) (?:publication|promulgation|issu\w+|signature)"
)
"""Words for the day on which a paper is made."""
_OF_ORDERS = ("announced", "scheduled", "agreed")


def dated_by_order(reading: Reading, made: list[tuple[Frame, Measure]]) -> None:
    """Date what an order brings about by the day on which it says, sentences away, that it takes effect."""
    start = order_day(reading)
    main = {code for _, m in made if m.main for code in m.imposing}
    for index, (frame, measure) in enumerate(made):
        ours = (
            measure.main
            or set(measure.imposing) <= main
            or (reading.home_told and reading.home in measure.imposing)
        )
        if start and ours and measure.effective_date is None and _ordered(frame, measure):
            known = "announced" if measure.status_norm == "in_force" else measure.status_norm
            status = dated_of(known, start, reading.today.isoformat(), frame)
            told = replace(measure, effective_date=start, status_norm=status, status=status.replace("_", " "))
            made[index] = frame, told


@lru_cache(maxsize=1)
def order_day(reading: Reading) -> str:
    """Return the one day on which a report says that an order takes effect, nothing where it tells none or several."""
    days = {day for s in reading.sentences if (day := _starts_on(reading, s))}
    return days.pop() if len(days) == 1 else ""


def _ordered(frame: Frame, measure: Measure) -> bool:
    """Whether a measure is one that an order brings about, no deal and nothing told as past."""
    new = measure.status_norm in _OF_ORDERS or _in_the_present(frame, measure.status_norm)
    return new and family(measure.lever) in (*RATED, *FLOWS)


def _starts_on(reading: Reading, sentence: Sentence) -> str:
    """Return the day on which a sentence says that an order takes effect."""
    match = _STARTS.search(sentence.text) or (is_act(reading) and _ORDERED.search(sentence.text)) or None
    if match is None or sentence.is_title:
        return ""
    if _MADE.match(sentence.text, match.end()):
        return reading.today.isoformat()
    at = sentence.start + match.end()
    days = [d.iso for d in reading.dates_of(sentence) if d.start >= at and d.precision == "day"]
    return days[0] if days else ""
