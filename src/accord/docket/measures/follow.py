"""What later sentences say of a measure told before: that it takes effect, is paused, ends."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, Verb, verb_at
from accord.docket.items import Measure
from accord.docket.reading import Reading


def take_effect(reading: Reading, made: list[tuple[Frame, Measure]]) -> None:
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
                or (verb.kind not in ("start", "pause", "end") and verb.act.lemma != "apply")
                or not _about_measures(clause, verb)
            ):
                continue
            dates = [clause.row[i].date for i in range(verb.at, clause.last) if clause.row[i].kind == "date"]
            for index, (frame, measure) in enumerate(made):
                if frame.sentence.number == last:
                    made[index] = frame, _followed(reading, measure, verb, dates[0].iso if dates else None)


_FOLLOWING = frozenset(
    [
        "they",
        "it",
        "these",
        "those",
        "measures",
        "changes",
        "rates",
        "cuts",
        "duties",
        "tariffs",
        "levies",
        "move",
        "order",
        "decision",
        "ban",
        "controls",
        "increase",
        "reduction",
        "both",
        "sanctions",
        "curbs",
        "restrictions",
        "new",
    ]
)


def _about_measures(clause: Clause, verb: Verb) -> bool:
    words = {m.lower for m in clause.row[clause.first : verb.group]}
    return bool(words & _FOLLOWING) and not any(
        m.kind in ("party", "good") for m in clause.row[clause.first : verb.group]
    )


def _followed(reading: Reading, measure: Measure, verb: Verb, day: str | None) -> Measure:
    if verb.negated:
        return measure
    if (verb.kind == "start" or verb.act.lemma == "apply") and day is not None:
        ahead = day > reading.today.isoformat()[: len(day)]
        live = measure.status_norm in ("announced", "in_force", "agreed", "scheduled")
        status = ("scheduled" if ahead else "in_force") if live else measure.status_norm
        return replace(measure, effective_date=day, status_norm=status, status=status.replace("_", " "))
    if verb.kind == "pause" and verb.tense == "past":
        return replace(measure, status_norm="paused", status="paused", end_date=measure.end_date or day)
    return measure
