"""Frames to measures: parties, figures, days and status as records of a docket."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.frames.build import frames_of
from accord.docket.frames.denials import NO_SUCH
from accord.docket.frames.frame import Frame
from accord.docket.frames.life import condition_word, is_hypothetical, status_of
from accord.docket.frames.named import DEALS
from accord.docket.items import Doubt, Evidence, Measure
from accord.docket.measures.carry import carried
from accord.docket.measures.context import mentioned
from accord.docket.measures.dating import dated_of, dates_of
from accord.docket.measures.effect import take_effect
from accord.docket.measures.follow import before_concessions, held_now, in_form, spelled_out
from accord.docket.measures.formerly import in_relative, with_past
from accord.docket.measures.goods import contrasted, goods_of, is_sweeping
from accord.docket.measures.headed import dated_by_lead, listed_status, under_heading
from accord.docket.measures.lent import lent
from accord.docket.measures.merge import merged
from accord.docket.measures.orders import dated_by_order
from accord.docket.measures.roles import agent_of, antecedent, goes_back
from accord.docket.measures.sides import agreeing
from accord.docket.measures.stages import in_stages
from accord.docket.measures.tables import measures_of_tables
from accord.docket.measures.target import spared_of, target_of
from accord.docket.measures.told import Made, codes_of, days_in, is_ahead
from accord.docket.patterns import regex
from accord.docket.reading import Reading

_ADDED = regex(r"\b(?:additional|extra|further|on\s+top\s+of|another|add(?:ed|ing|s)?)\b", re.IGNORECASE)
FALSE = regex(
    r"\b(?:false|untrue|not true|no truth|baseless|unfounded|incorrect|fabricated|invented|(?:is|was|are|were|been) made up(?! of)|an? hoax|fake)\b",
    re.IGNORECASE,
)
_POWERS = regex(
    r"(?:\W*\(?\w{1,3}[.)] )?(?:(?:Sub)?[Ss]ection \d+\w*|Article [IVX\d]+|The [A-Z][\w ]{3,60} Act)\b.{0,160}?\b(?:authori[sz]es|empowers|provides|permits|allows|directs)\b"
)
"""Opens a sentence on what a law lets somebody do, which is no measure."""
_LIST = regex(
    r"\W*(?:(?:annex\w*|appendix|schedule)\W+)?(?:\w{1,3}[.)] )?list of (?:the )?(?:goods|products|items)\b",
    re.IGNORECASE,
)
"""Opens the name of an annex, which is no measure."""
_STUDY = regex(
    r"\W*(?:In )?(?:(?:an?|the|another|its|one|recent) )+(?:\d{4} )?(?:[\w-]+ ){0,3}(?:study|report|analysis|paper|survey|model)\b.{0,300}?"
    r"\b(?:found|finds|analy[sz]e[sd]|estimate[sd]?|conclude[sd]|showed|shows|suggest(?:s|ed))\b",
    re.IGNORECASE,
)
_RUMOUR = regex(
    r"\b(?:rumou?rs?|speculation|gossip|(?:there is|is|was|any) talk\b|word in the market)", re.IGNORECASE
)


def measures_of(reading: Reading) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """Return the measures of a report and those ruled out."""
    made: Made = []
    for frame in frames_of(reading):
        status = _status(reading, frame)
        if not status:
            continue
        under_heading(reading, frame)
        _of_exports_too(frame, made)
        measure = _measure(reading, frame, status, made)
        made += [(frame, m) for m in _each_way(reading, frame, measure)]
    made = with_past(agreeing(before_concessions(reading, made)))
    made = in_stages(reading, in_form(reading, made))
    dated_by_lead(reading, made)
    take_effect(reading, made)
    dated_by_order(reading, made)
    made = lent(reading, made)
    spelled_out(reading, made)
    held_now(reading, made)
    made = [(f, _over(reading, m)) for f, m in made]
    found = merged(reading, sorted(made, key=lambda pair: pair[0].sentence.is_title))
    rows = measures_of_tables(reading, [m for _, m in made])
    found = [m for m in found if not any(_heads(m, r) for r in rows)] + rows
    return (
        tuple(m for m in found if m.status_norm != "ruled_out"),
        tuple(m for m in found if m.status_norm == "ruled_out"),
    )


def _over(reading: Reading, measure: Measure) -> Measure:
    """Return a measure that has run out before the report as ended: "a duty of 40 percent up to 31 December last year"."""
    end = measure.end_date
    gone = end is not None and end < reading.today.isoformat()[: len(end)] and measure.lever not in DEALS
    return measure.stated("ended") if gone and measure.status_norm == "in_force" else measure


def _later_stage(frame: Frame, start: str) -> str:
    """Return the day of a second stage: "banned from 2026 for short contracts and from 2028 for long ones"."""
    row, clause = frame.clause.row, frame.clause
    days = [row[i].date.iso for i in days_in(clause) if row[i + 1 : i + 2] and row[i + 1].lower == "for"]
    return days[1] if frame.lever.endswith("ban") and len(days) == 2 and days[0] == start < days[1] else ""


def _each_way(reading: Reading, frame: Frame, measure: Measure) -> list[Measure]:
    """Return a duty that two economies both charge as two: "both will keep a 10% tariff"."""
    a = measure.imposing
    if measure.effective_date and (later := _later_stage(frame, measure.effective_date)):
        known = "announced" if measure.status_norm == "in_force" else measure.status_norm
        status = dated_of(reading, known, later, frame)
        return [measure, replace(measure.stated(status), effective_date=later)]
    ruled_out = measure.status_norm == "ruled_out"
    if not ruled_out and len(a) == 2 and set(a) == set(reading.sides) and measure.doubts_of("imposing"):
        return [replace(measure, imposing=())]
    mutual = len(a) == 2 and set(a) == set(reading.sides) and measure.lever in ("tariff", "tariff_exemption")
    if ruled_out or not mutual or set(measure.target) - {*a, "world"} or frame.falls.everybody:
        return [measure]
    sold = {*a} & {*frame.falls.origins} or {*a}  # "agreed on a 19% tariff on Indonesian goods"
    return [replace(measure, imposing=(x,), target=(y,)) for x, y in (a, a[::-1]) if y in sold]


def _heads(measure: Measure, row: Measure) -> bool:
    """Whether a measure without a rate only announces what a table's rows tell."""
    return measure.value is None and measure.lever == row.lever and set(measure.imposing) <= set(row.imposing)


def _status(reading: Reading, frame: Frame) -> str:
    frame.condition = _condition(frame)
    if is_hypothetical(frame.clause, frame.at):
        return ""
    text = frame.sentence.text
    if (
        _POWERS.match(text)
        or _LIST.match(text)
        or _studied(frame)
        or _called(frame)
        or _titles_law(frame)
        or _lacking(frame)
    ):
        return ""
    if FALSE.search(text) or NO_SUCH.search(text):
        return "ruled_out"
    if _RUMOUR.search(text[: frame.clause.end]) or _banned_deal(frame):
        return ""
    return listed_status(reading, frame) or status_of(frame, reading.tells_of_terms)


def _studied(frame: Frame) -> bool:
    """Whether a study is reported, which looks at measures or supposes them: "found that a duty of 5% would cost"."""
    words = frame.clause.row[frame.clause.first : frame.clause.last]
    supposed = frame.value is None or any(m.lower == "would" for m in words)
    return supposed and bool(_STUDY.match(frame.sentence.text))


def _banned_deal(frame: Frame) -> bool:
    """Whether money is only what a ban keeps from somebody: "banned loans to Russia"."""
    verb = frame.verbs[-1] if frame.verbs and frame.lever in ("credit", "investment") else None
    clause = frame.clause
    if frame.lever == "purchase" and frame.value is None and clause.opener in ("that", "which", "who"):
        lead = clause.row[max(clause.first - 4, 0) : clause.first]
        return lead[-1].kind == "word" and not any(
            m.kind == "party" for m in lead
        )  # "a refinery that bought"
    return verb is not None and verb.act.lemma in ("ban", "prohibit", "forbid", "bar") and not verb.negated


_LACKING = frozenset(["failure", "failures", "failing", "refusal", "refuses", "inability"])


def _lacking(frame: Frame) -> bool:
    """Whether a measure is what somebody fails to take or is waited for: "the failure to impose", "until Peru lifts"."""
    row, verb = frame.clause.row, frame.verbs[-1] if frame.verbs else None
    lead = row[max(verb.group - 10, 0) : verb.at] if verb is not None else []
    last = max((i for i, m in enumerate(lead) if m.lower in ("until", "till")), default=len(lead))
    plain = all(m.kind in ("word", "party") for m in lead[last:]) and len(lead) - last > 1
    if verb is not None and plain and verb.tense == "present" and verb.at < frame.at:
        return True
    at = next((i for i, m in enumerate(lead) if m.lower in _LACKING), len(lead))
    between = [m.lower for m in lead[at:]]
    return between.count("to") == 1 and not any(m.kind == "punct" for m in lead[at:])


_LAWS = frozenset(["Act", "Law", "Bill", "Regulations", "Ordinance", "Code"])


_PAPERS = frozenset(["order", "proclamation", "regulation", "memorandum", "directive", "notification"])


def _titles_law(frame: Frame) -> bool:
    """Whether a measure is part of a law's title: "the Russia Sanctions Act", "Order 12 of May (Regulating Duties on"."""
    row, at = frame.clause.row, frame.at
    opens = next((i for i in range(at, 0, -1) if row[i].lower in ("(", ")")), 0)
    lead = {m.lower for m in row[max(opens - 6, 0) : opens]} if row[opens].lower == "(" else set()
    if lead & _PAPERS and row[opens + 1].text[:1].isupper():
        return True
    return at + 1 < len(row) and row[at].text[:1].isupper() and row[at + 1].text in _LAWS


def _called(frame: Frame) -> bool:
    """Whether a measure is only given a name: "called the duty illegal"."""
    verb, row = frame.verbs[-1] if frame.verbs else None, frame.clause.row
    if verb is None or not frame.direct or verb.act.lemma != "call" or verb.at >= frame.first:
        return False
    return row[verb.at + 1].lower in ("the", "this", "that", "these", "those", "such")


_IDLE = frozenset(["necessary", "needed", "required", "any", "appropriate", "applicable", "possible", "so"])
"""Words after "if" that make no condition: "to be widened if necessary"."""


def _condition(frame: Frame) -> str:
    """Return the words of an if-clause of the same sentence."""
    for clause in frame.siblings:
        idle = clause.row[min(clause.first + 1, clause.last - 1)].lower in _IDLE
        if clause is not frame.clause and not idle and condition_word(clause) in ("if", "unless"):
            return frame.sentence.text[clause.start : clause.end].strip(" ,")
    return ""


_ENDING = ("ended", "agreed", "announced", "scheduled", "pledged", "proposed")


def _ended(
    frame: Frame, status: str, value: float | None, previous: float | None
) -> tuple[float | None, float | None]:
    """Return the value of a duty and the one before: what ends or is let off goes to nothing."""
    if frame.lever in ("tariff", "tariff_exemption", "export_tax") and frame.deed in ("end", "exempt"):
        if value not in (None, 0.0) and previous is None and status != "in_force":
            previous, value = value, 0.0
        elif value is None and frame.value is None and status in _ENDING:
            value = 0.0
    return value, previous


def _measure(reading: Reading, frame: Frame, status: str, made: Made) -> Measure:
    doubts: list[Doubt] = []
    agent = agent_of(reading, frame, made, doubts)
    target = target_of(reading, frame, agent, made, doubts)
    agent, target = _not_both_guessed(frame, agent, target, doubts)
    value, previous, low = _values(reading, frame)
    value = _same_rate(frame, made) if value is None else value
    start, end = dates_of(reading, frame)
    _outward(frame, agent, made)
    value, previous = _ended(frame, status, value, previous)
    lasts = frame.deed == "end" and end is not None and is_ahead(reading, end)
    lasting = frame.lever.endswith("ban") or frame.lever in ("licence", "sanction", "export_control")
    status = "ended" if lasts and status in ("announced", "agreed") and lasting else status
    status = dated_of(reading, status, start, frame)
    status, start = carried(reading, frame, status, start, made)
    earlier = antecedent(frame, made)
    if earlier is not None and goes_back(frame) and earlier.imposing == agent:
        frame.goods = frame.goods or (() if is_sweeping(frame) else earlier.goods)
        falls = frame.falls
        if not (frame.patient or falls.origins or falls.dests or falls.everybody) and earlier.target:
            target = earlier.target
            doubts = [d for d in doubts if d.slot != "target"]
    previous = previous if previous is not None else _rate_before(frame, value, agent, earlier)
    frame.goods = frame.goods or reading.topic_of(frame.sentence) or contrasted(frame, made)
    if goes_back(frame) and (earlier is None or earlier.evidence.start == frame.sentence.start):
        frame.goods = frame.goods or (() if is_sweeping(frame) else mentioned(reading, frame).goods)
    frame.goods = goods_of(reading, frame, agent, made)
    base = frame.sentence.start
    words = Evidence(reading.text[base : frame.sentence.end], base, frame.sentence.end)
    goods = tuple(g for g in frame.goods if g)
    lever = frame.lever
    value = 0.0 if lever == "tariff_exemption" and value is None and frame.amount is not None else value
    unit = frame.amount.unit if frame.amount else ("percent" if value is not None else None)
    around = frame.clause.row[max(frame.first - 2, 0) : frame.at + 2]
    return Measure(
        lever=lever, value=value, unit=unit if value is not None else None, imposing=agent, target=target,
        product_scope=_scope(frame, goods), status=status.replace("_", " "), status_norm=status, evidence=words,
        effective_date=start, end_date=end, previous_value=previous, note=_note(frame, low), goods=goods, low=low,
        per=frame.amount.per if frame.amount else "",
        additional=bool(_ADDED.search(" ".join(m.text for m in around))), condition=frame.condition,
        main=reading.is_lead(frame.sentence) or frame.sentence.is_title, doubts=tuple(doubts), excluded=(*frame.excluded, *(spared_of(frame) if "world" in target else ())),
        trace=(f"imposing from {frame.agent.how or 'what was told before'}: {frame.agent.words}",
               f"target from {frame.patient.how or 'what it falls on'}: {frame.patient.words}", f"deed {frame.deed}: {' > '.join(frame.kinds)}"),
    )  # fmt: skip


def _rate_before(
    frame: Frame, value: float | None, agent: tuple[str, ...], earlier: Measure | None
) -> float | None:
    """Return the rate told before of what is cut or raised here: "charged 39 percent. That rate was cut to 15"."""
    if earlier is None or frame.deed not in ("cut", "raise") or frame.value is None or not goes_back(frame):
        return None
    near = earlier.evidence.start < frame.sentence.start and frame.amount is not None
    same = earlier.imposing == agent and earlier.unit == (frame.amount.unit if frame.amount else None)
    held = near and same and earlier.status_norm == "in_force"
    return earlier.value if held and earlier.value != value else None


def _not_both_guessed(
    frame: Frame, agent: tuple[str, ...], target: tuple[str, ...], doubts: list[Doubt]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Leave open who charges whom where neither is told: a direction is never made of two guesses."""
    falls = frame.falls
    told = frame.patient.codes or falls.origins or falls.dests or falls.everybody or "world" in target
    guessed = {d.slot: d.how for d in doubts if d.how != "told from"}
    carried = set(guessed.values()) == {"named before"}
    if told or carried or not guessed.keys() >= {"imposing", "target"} or not agent or not target:
        return agent, target
    doubts.append(Doubt("target", "ambiguous", ""))
    return (), ()


def _of_exports_too(frame: Frame, made: Made) -> None:
    """Let "the duty" be the one on exports that was told last: "taxed its exports of tea. The duty was imposed in"."""
    told = [f.lever for f, _ in made[-1:] if frame.sentence.number - f.sentence.number <= 2]
    named = frame.falls.origins or frame.falls.dests or frame.falls.imports
    if (
        frame.lever == "tariff"
        and told == ["export_tax"]
        and goes_back(frame)
        and not (named or frame.patient)
    ):
        frame.lever = "export_tax"


def _outward(frame: Frame, agent: tuple[str, ...], made: Made) -> None:
    """Read a duty on an economy's own exports as what it is: "Indonesia raised its levy on palm oil exports".

    A duty of the same economy told next, on no imports and on nobody, is one on exports too.
    """
    falls = frame.falls
    own = (
        bool(agent) and not (set(falls.origins) - set(agent)) and not falls.dests and not frame.patient.codes
    )
    outward = frame.lever == "tariff" and not falls.imports and own
    duties = [(f, m) for f, m in made if m.lever in ("tariff", "tariff_exemption", "export_tax")]
    goes_on = (
        bool(duties)
        and duties[-1][1].lever == "export_tax"
        and duties[-1][1].imposing == agent
        and frame.sentence.number - duties[-1][0].sentence.number <= 3
    )
    mutual = len(agent) > 1 or any(m.lower == "both" for m in frame.clause.row[frame.at : frame.at + 8])
    by_others = frame.agent.how == "by" and any(
        {*codes_of(m)} - {*agent} for m in frame.clause.row[: frame.at]
    )
    exports = falls.exports and frame.deed != "face" and not (mutual or by_others)
    if outward and (exports or (goes_on and not falls.everybody)):
        frame.lever = "export_tax"


def _scope(frame: Frame, goods: tuple[str, ...]) -> str:
    """Return the goods by the names that the product lexicon knows, else as the text has them."""
    base = frame.sentence.start
    words = [frame.sentence.text[t.start - base : t.end - base].casefold() for t in frame.sentence.things]
    known = [[w for w in words if w in g] or [g] for g in goods]
    return ", ".join(dict.fromkeys(w for group in known for w in group))


def _note(frame: Frame, low: float | None) -> str:
    if low is not None:
        return "upper end of a range"
    return "at most" if frame.amount is not None and frame.amount.bound == "up to" else ""


_SAME = frozenset(["same", "identical", "equal", "equivalent", "matching"])


def _same_rate(frame: Frame, made: Made) -> float | None:
    """Return the rate of the duty told last where a measure is said to be like it: "the same duty will apply to"."""
    phrase = frame.clause.row[frame.first : frame.at + 4]
    if frame.lever != "tariff" or not made or not _SAME & {m.lower for m in phrase}:
        return None
    before, last = made[-1]
    near = frame.sentence.number - before.sentence.number <= 1
    return last.value if near and last.lever == frame.lever and last.unit == "percent" else None


def _values(reading: Reading, frame: Frame) -> tuple[float | None, float | None, float | None]:
    amount = frame.amount
    if amount is None:
        return frame.value, None, None
    for change in reading.changes_of(frame.sentence):
        told = [a.start for a in (change.new, change.old, change.by) if a is not None]
        if change.staged and change.old is not None and amount.start == change.old.start:
            continue
        if amount.start in told:
            value = (
                change.after if change.after is not None else change.new.value if change.new else amount.value
            )
            before = change.before if change.before is not None else change.old.value if change.old else None
            return value, before, amount.low
    if frame.deed in ("cut", "raise") and frame.direct and _was(frame):
        return None, amount.value, None
    return amount.value, in_relative(frame), amount.low


def _was(frame: Frame) -> bool:
    """Whether a rate before its noun is the one that a deed changes: "cut its 25 percent duty on tea"."""
    row = frame.clause.row
    at = next((i for i in range(frame.first, frame.at) if row[i].ref is frame.amount), frame.first)
    return row[at].kind == "amount" and row[at - 1].lower in (
        "its",
        "their",
        "the",
        "his",
        "'s",
        "current",
        "existing",
    )
