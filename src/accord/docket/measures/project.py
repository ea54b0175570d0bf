"""Frames to measures: who is meant by a pronoun, on whom where it is not said, since when, in what status."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.frames.build import frames_of
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, Clause, Verb, verb_at
from accord.docket.frames.life import condition_word, is_hypothetical, status_of
from accord.docket.frames.marks import Mark
from accord.docket.frames.subjects import NOBODY, subject
from accord.docket.items import Doubt, Evidence, Measure
from accord.docket.measures.merge import family, merged
from accord.docket.measures.tables import measures_of_tables
from accord.docket.reading import Reading

EXPORTS = ("export_control", "export_ban", "export_quota", "export_tax", "licence")
DEALS = ("purchase", "purchase_stop", "investment", "credit", "subsidy", "stake")
_ADDED = re.compile(r"\b(?:additional|extra|further|on\s+top\s+of|another|add(?:ed|ing|s)?)\b", re.IGNORECASE)


_FALSE = re.compile(
    r"\b(?:false|untrue|not true|no truth|baseless|unfounded|incorrect|fabricated)\b", re.IGNORECASE
)
_RUMOUR = re.compile(r"\b(?:rumou?rs?|speculation|gossip)\b", re.IGNORECASE)


def measures_of(reading: Reading) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """Return the measures of a report and those ruled out."""
    made: list[tuple[Frame, Measure]] = []
    for frame in frames_of(reading):
        status = _status(reading, frame)
        if not status:
            continue
        measure = _measure(reading, frame, status, made)
        if measure is not None:
            made.append((frame, measure))
    _take_effect(reading, made)
    found = merged(reading, sorted(made, key=lambda pair: pair[0].sentence.is_title))
    rows = measures_of_tables(reading, [m for _, m in made])
    if rows:
        found = [m for m in found if not any(_heads(m, r) for r in rows)] + rows
    return (
        tuple(m for m in found if m.status_norm != "ruled_out"),
        tuple(m for m in found if m.status_norm == "ruled_out"),
    )


def _take_effect(reading: Reading, made: list[tuple[Frame, Measure]]) -> None:
    """Date, pause or end the measures that "they" and "the changes" in the next sentences go back to."""
    for sentence in reading.sentences:
        last = max((f.sentence.number for f, _ in made if f.sentence.number < sentence.number), default=-9)
        if sentence.number - last > 2 or any(f.sentence.number == sentence.number for f, _ in made):
            continue
        for clause in reading.clauses_of(sentence)[:2]:
            verb = next(
                (v for i in range(clause.first, clause.last) if (v := verb_at(clause.row, i, clause.first))),
                None,
            )
            if (
                verb is None
                or verb.kind not in ("start", "pause", "end")
                or not _about_measures(clause, verb)
            ):
                continue
            dates = [clause.row[i].date for i in range(verb.at, clause.last) if clause.row[i].kind == "date"]
            for index, (frame, measure) in enumerate(made):
                if frame.sentence.number == last:
                    made[index] = frame, _followed(reading, measure, verb, dates[0].iso if dates else None)


_FOLLOWING = frozenset(
    ["they", "it", "these", "those", "measures", "changes", "rates", "cuts", "duties", "tariffs", "levies", "move", "order", "decision", "ban", "controls", "increase", "reduction", "both", "sanctions", "curbs", "restrictions", "new"]
)


def _about_measures(clause: Clause, verb: Verb) -> bool:
    words = {m.lower for m in clause.row[clause.first : verb.group]}
    return bool(words & _FOLLOWING) and not any(
        m.kind in ("party", "good") for m in clause.row[clause.first : verb.group]
    )


def _followed(reading: Reading, measure: Measure, verb: Verb, day: str | None) -> Measure:
    if verb.negated:
        return measure
    if verb.kind == "start" and day is not None:
        ahead = day > reading.today.isoformat()[: len(day)]
        live = measure.status_norm in ("announced", "in_force", "agreed", "scheduled")
        status = ("scheduled" if ahead else "in_force") if live else measure.status_norm
        return replace(measure, effective_date=day, status_norm=status, status=status.replace("_", " "))
    if verb.kind == "pause" and verb.tense == "past":
        return replace(measure, status_norm="paused", status="paused", end_date=measure.end_date or day)
    return measure


def _heads(measure: Measure, row: Measure) -> bool:
    """Whether a measure without a rate only announces what a table's rows tell."""
    return measure.value is None and measure.lever == row.lever and set(measure.imposing) <= set(row.imposing)


def _status(reading: Reading, frame: Frame) -> str:
    frame.condition = _condition(frame)
    if is_hypothetical(frame.clause):
        return ""
    if _FALSE.search(frame.sentence.text):
        return "ruled_out"
    if _RUMOUR.search(frame.sentence.text[: frame.clause.end]):
        return ""
    return status_of(frame, reading.tells_of_terms)


def _condition(frame: Frame) -> str:
    """Return the words of an if-clause of the same sentence."""
    for clause in frame.siblings:
        if clause is not frame.clause and condition_word(clause) in ("if", "unless"):
            return frame.sentence.text[clause.start : clause.end].strip(" ,")
    return ""


def _measure(
    reading: Reading, frame: Frame, status: str, made: list[tuple[Frame, Measure]]
) -> Measure | None:
    doubts: list[Doubt] = []
    agent = _agent(reading, frame, made, doubts)
    target = _target(reading, frame, agent, made, doubts)
    value, previous, low = _values(reading, frame)
    start, end = _dates(reading, frame)
    if frame.lever in ("tariff", "tariff_exemption") and frame.deed in ("end", "exempt"):
        if value not in (None, 0.0) and previous is None:
            previous, value = value, 0.0
        elif value is None and status in ("ended", "agreed", "announced", "scheduled", "pledged", "proposed"):
            value = 0.0
    status = _dated(status, start, reading.today.isoformat(), frame)
    earlier = _antecedent(frame, made)
    if earlier is not None and _goes_back(frame) and earlier.imposing == agent:
        frame.goods = frame.goods or earlier.goods
        if not frame.patient and not frame.falls.origins and not frame.falls.everybody and earlier.target:
            target = earlier.target
            doubts = [d for d in doubts if d.slot != "target"]
    frame.goods = frame.goods or reading.topic_of(frame.sentence)
    base = frame.sentence.start
    words = Evidence(reading.text[base : frame.sentence.end], base, frame.sentence.end)
    goods = tuple(g for g in frame.goods if g)
    lever = frame.lever
    if lever == "tariff_exemption" and value is None:
        value = 0.0 if frame.amount is not None else None
    unit = frame.amount.unit if frame.amount else ("percent" if value is not None else None)
    around = frame.clause.row[max(frame.first - 2, 0) : frame.at + 2]
    return Measure(
        lever=lever, value=value, unit=unit if value is not None else None, imposing=agent, target=target,
        product_scope=", ".join(goods), status=status.replace("_", " "), status_norm=status, evidence=words,
        effective_date=start, end_date=end, previous_value=previous, note=_note(frame, low), goods=goods, low=low,
        per=frame.amount.per if frame.amount else "",
        additional=bool(_ADDED.search(" ".join(m.text for m in around))), condition=frame.condition,
        main=reading.is_lead(frame.sentence) or frame.sentence.is_title, doubts=tuple(doubts), excluded=frame.excluded,
        trace=(f"imposing {frame.agent.how or 'not said'}: {frame.agent.words}",
               f"target {frame.patient.how}: {frame.patient.words}", f"deed {frame.deed}: {' > '.join(frame.kinds)}"),
    )  # fmt: skip


def _note(frame: Frame, low: float | None) -> str:
    if low is not None:
        return "upper end of a range"
    return "at most" if frame.amount is not None and frame.amount.bound == "up to" else ""


# Roles


def _agent(
    reading: Reading, frame: Frame, made: list[tuple[Frame, Measure]], doubts: list[Doubt]
) -> tuple[str, ...]:
    role = frame.agent
    if role.codes:
        return role.codes
    if (
        frame.lever in ("licence", "export_control")
        and frame.patient.kind == "seller"
        and frame.patient.how == "struck"
    ):
        codes, frame.patient = frame.patient.codes, NOBODY
        frame.falls.everybody = not frame.falls.dests
        return codes
    falls = frame.falls
    if role.kind == "unknown":
        doubts.append(Doubt("imposing", "not resolved", role.words))
        return ()
    if role.kind == "pair" and reading.sides:
        return reading.sides
    if role.kind == "pronoun" and role.words in ("he", "she"):
        person = reading.person_before(frame.sentence, frame.first)
        if person:
            return person
    if role.kind in ("pronoun",):
        back = _within(frame) or reading.acting_before(frame.sentence)
        if back:
            return back
    if role.kind in ("thing", "") and frame.verbs and frame.verbs[-1].tense in ("infinitive", "gerund"):
        main = _main_subject(frame)
        if main and not set(main) & {*frame.patient.codes, *falls.origins}:
            return main
    if (
        role.kind in ("we", "", "thing")
        and (speaker := reading.speaker_of(frame.sentence))
        and not ({speaker} & {*frame.patient.codes, *falls.origins})
    ):
        return (speaker,)
    if role.kind in ("we", "authority", "paper") and reading.home:
        if not reading.home_told:
            doubts.append(Doubt("imposing", "told from", role.words))
        return (reading.home,)
    exports = frame.lever in EXPORTS
    if exports and falls.exports and falls.origins and falls.dests:
        return tuple(falls.origins)
    if not exports and falls.dests and frame.lever not in DEALS:
        return tuple(falls.dests)
    heading = reading.heading_of(frame.sentence)
    if heading and heading not in (*frame.patient.codes, *falls.origins):
        return (heading,)
    earlier = _antecedent(frame, made)
    if earlier is not None and earlier.imposing:
        if not set(earlier.imposing) & {*frame.patient.codes, *falls.origins}:
            return earlier.imposing
        if earlier.target and set(earlier.target) != {"world"} and frame.lever not in DEALS:
            pass
    others = [c for c in reading.sides if c not in (*frame.patient.codes, *falls.origins)]
    if len(others) == 1 and (frame.patient.codes or falls.origins):
        doubts.append(Doubt("imposing", "other side", ""))
        return (others[0],)
    if reading.home and reading.home_told and role.kind in ("", "thing", "measure"):
        doubts.append(Doubt("imposing", "told from", ""))
        return (reading.home,)
    doubts.append(Doubt("imposing", "not said", ""))
    return ()


def _main_subject(frame: Frame) -> tuple[str, ...]:
    """Return the subject of the sentence, which an infinitive or a gerund further on shares."""
    for clause in frame.siblings:
        if clause.first > frame.clause.first:
            return ()
        for at in range(clause.first, clause.last):
            if verb := verb_at(clause.row, at, clause.first):
                who = subject(clause, verb.group)
                return who.codes if who.kind != "seller" else ()
    return ()


def _within(frame: Frame) -> tuple[str, ...]:
    """Return whom a pronoun goes back to in its own sentence: the subject of a clause before."""
    verb = frame.verbs[-1] if frame.verbs else None
    clause: Clause | None = frame.clause
    while clause is not None:
        for at in range(clause.first, verb.group if verb and clause is frame.clause else clause.last):
            other = verb_at(clause.row, at, clause.first)
            group = other.group if other else at if clause.row[at].lower in AUX - {"to"} else None
            if group is not None:
                who = subject(clause, group)
                if who.codes:
                    return who.codes
                break
        clause = clause.parent
    return ()


_BACK = frozenset(["the", "those", "these", "this", "that", "such", "its", "their", "both"])


def _goes_back(frame: Frame) -> bool:
    """Whether a measure is one told of before: "the duties", "these tariffs", "the rate", a rate without a noun."""
    row = frame.clause.row
    if row[frame.at].kind == "amount":
        return (
            (not frame.falls.goods
            and not frame.falls.origins)
            or row[frame.first - 1].lower in ("it", "them", "rate", "to")
        )
    goods = any(m.kind == "good" for m in row[frame.first : frame.at])
    return row[frame.first].lower in _BACK and not goods and not frame.falls.goods and not frame.falls.origins


def _antecedent(frame: Frame, made: list[tuple[Frame, Measure]]) -> Measure | None:
    """Return the last measure told of the same lever, that "the duty" goes back to."""
    for other, measure in reversed(made):
        if family(other.lever) == family(frame.lever) and measure.imposing:
            return measure
    return None


def _target(
    reading: Reading,
    frame: Frame,
    agent: tuple[str, ...],
    made: list[tuple[Frame, Measure]],
    doubts: list[Doubt],
) -> tuple[str, ...]:
    falls = frame.falls
    exports = frame.lever in EXPORTS
    if frame.deed == "exempt" and frame.own is not None and not falls.origins:
        earlier = _antecedent(frame, made)
        if earlier is not None and earlier.imposing == agent and earlier.target:
            return earlier.target
    if frame.patient.codes and set(frame.patient.codes) - set(agent):
        return tuple(c for c in frame.patient.codes if c not in agent)
    sides = falls.dests or falls.origins if exports else falls.origins or falls.dests
    named = tuple(c for c in sides if c not in agent)
    if named:
        return named
    if falls.unknown:
        doubts.append(Doubt("target", "not resolved", falls.unknown[0]))
        return ()
    if falls.everybody:
        return ("world",)
    if falls.ours and reading.home_told and reading.home not in agent:
        return (reading.home,)
    near = _beside(reading, frame, agent)
    if near:
        doubts.append(Doubt("target", "named nearest", ""))
        return near
    earlier = _antecedent(frame, made)
    if earlier is not None and earlier.imposing == agent and _goes_back(frame) and earlier.target:
        return earlier.target
    if frame.lever == "subsidy":
        return agent
    if frame.lever in DEALS and len(agent) == 2 and set(agent) == set(reading.sides):
        return agent
    if frame.lever in DEALS:
        others = [c for c in reading.sides if c not in agent]
        if len(others) == 1:
            doubts.append(Doubt("target", "other side", ""))
            return (others[0],)
        return ()
    others = [c for c in reading.sides if c not in agent]
    bilateral = reading.tells_of_terms and len(others) == 1 and set(agent) <= set(reading.sides)
    if (falls.imports or frame.goods) and not (
        bilateral and frame.lever not in ("import_ban", "import_restriction", *EXPORTS)
    ):
        return ("world",)
    if len(others) == 1 and agent:
        doubts.append(Doubt("target", "other side", ""))
        return (others[0],)
    return ("world",)


def _beside(reading: Reading, frame: Frame, agent: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one other economy of the clause, by an adjective of goods or a plain name."""
    for mark_range in ((frame.clause.first, frame.clause.last), (0, len(frame.clause.row))):
        found = []
        for index in range(*mark_range):
            mark = frame.clause.row[index]
            ref = mark.ref
            codes = getattr(ref, "codes", ()) if mark.kind == "party" else ()
            before = frame.clause.row[index - 1].lower if index else ""
            if before in ("except", "excluding", "without"):
                continue
            if (
                codes
                and getattr(ref, "kind", "") in ("adjective", "economy", "place")
                and not set(codes) & set(agent)
            ):
                found += codes
        if len(set(found)) == 1:
            return tuple(dict.fromkeys(found))
        if found:
            return ()
    return ()


# Values and dates


def _values(reading: Reading, frame: Frame) -> tuple[float | None, float | None, float | None]:
    amount = frame.amount
    if amount is None:
        return frame.value, None, None
    for change in reading.changes_of(frame.sentence):
        told = [a.start for a in (change.new, change.old, change.by) if a is not None]
        if amount.start in told:
            value = (
                change.after if change.after is not None else change.new.value if change.new else amount.value
            )
            before = change.before if change.before is not None else change.old.value if change.old else None
            return value, before, amount.low
    return amount.value, None, amount.low


def _dates(reading: Reading, frame: Frame) -> tuple[str | None, str | None]:
    """Return the days a measure starts and ends on, by the words and the verbs that tie dates to it."""
    clause = frame.clause
    start = end = None
    sure = False
    inside = [i for i in range(clause.first, clause.last) if clause.row[i].kind == "date"]
    if clause.last < len(clause.row) and clause.row[clause.last].lower in (
        "starting",
        "beginning",
        "effective",
        ",",
    ):
        tail = next((c for c in frame.siblings if c.first == clause.last), None)
        if tail is not None and any(m.lower in _FROM for m in clause.row[tail.first : tail.first + 3]):
            inside += [i for i in range(tail.first, tail.last) if clause.row[i].kind == "date"]
    for at in inside:
        found = clause.row[at].date
        tie = _tie(frame, at)
        if tie == "end":
            end = end or found.iso
        elif tie and (start is None or (tie == "from" and not sure)):
            start, sure = found.iso, tie == "from"
            end = end or (getattr(found, "until", "") or None)
    text = frame.sentence.text
    if start is None and _AT_ONCE.search(text[clause.start : clause.end + 40]):
        start = reading.lead_day[0]
    if frame.deed == "end" and not frame.lever.startswith("tariff") and start and not end:
        start, end = None, start
    return start, end


_FROM = frozenset(["from", "since", "starting", "beginning", "effective", "as", "after", "start", "starts", "started", "begin"])
_UNTIL = frozenset(["until", "through", "till", "expire", "expires", "expiring", "to", "before"])
_AT_ONCE = re.compile(
    r"\b(?:effective at once|with immediate effect|effective immediately|appl\w+ immediately|takes? effect immediately|immediately)\b",
    re.IGNORECASE,
)
_SAYING = ("announce", "agree", "threaten", "propose", "ask", "deny")


def _tie(frame: Frame, at: int) -> str:
    """Return whether a date starts the measure, ends it, or belongs to something else."""
    row, clause = frame.clause.row, frame.clause
    lead = at - 1
    while lead >= clause.first and row[lead].lower in (
        "the",
        "on",
        "in",
        "at",
        "end",
        "of",
        "late",
        "early",
        "least",
    ):
        lead -= 1
    word = row[lead].lower if lead >= clause.first else ""
    prep = row[at - 1].lower if at else ""
    if prep == "of" and word != "as":
        return ""
    text = row[at].lower
    if word in _UNTIL or text.startswith(("until", "through")):
        return "end"
    if word in _FROM or text.startswith(("from", "since", "starting")):
        return "from"
    deal = frame.lever in DEALS
    if (prep == "by" or word == "by" or text.startswith(("by ", "within", "over "))) and deal:
        return "end"
    near = _nearest_verb(row, clause, at)
    if near is None:
        return "start" if at - frame.at in (1, 2) else ""
    said = near.kind in _SAYING or near.act.lemma in ("say", "tell")
    if said and abs(near.at - at) <= 3:
        return ""
    if near.kind == "start":
        return "start"
    mine = [v.at for v in (*frame.verbs, *((frame.own,) if frame.own else ()))]
    if near.at in mine and not said:
        return "start" if not deal or near.tense == "past" else "end" if prep == "by" else ""
    return "start" if not deal and not said and frame.at < at and at - frame.at <= 3 else ""


def _nearest_verb(row: list[Mark], clause: Clause, at: int) -> Verb | None:
    verbs = [v for i in range(clause.first, clause.last) if (v := verb_at(row, i, clause.first))]
    return min(verbs, key=lambda v: abs(v.at - at) + (2 if v.at > at else 0), default=None)


def _dated(status: str, start: str | None, today: str, frame: Frame) -> str:
    """Let the start day decide between what is announced, scheduled and in force."""
    if start is None or frame.lever in DEALS:
        return status
    ahead = start > today[: len(start)]
    if ahead and status in ("announced", "agreed", "in_force"):
        return "scheduled"
    if not ahead and status in ("announced", "scheduled") and len(start) == 10:
        return "in_force"
    return status
