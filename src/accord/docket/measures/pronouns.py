"""Whom a pronoun of a measure goes back to: a clause before it, whose word it is, the goods of the sentence before."""

from __future__ import annotations

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, Clause, act_of, verb_at
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.subjects import PROMISES, subject
from accord.docket.measures.told import codes_of, row_of
from accord.docket.reading import Reading
from accord.docket.rules import words


def within(frame: Frame) -> tuple[str, ...]:
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
        if clause.opener == "that" and (owner := _whose_word(clause)):
            return owner
        clause = clause.parent
    return ()


_WORDS = PROMISES | words("statements", "measures")


def _whose_word(clause: Clause) -> tuple[str, ...]:
    """Return whose announcement a clause with "that" spells out: "regret over Peru's decision of Monday that it will"."""
    row, at = clause.row, clause.first - 1
    floor = max(at - 12, 0)
    while at > floor and row[at].lower not in _WORDS:
        if act_of(row[at]) is not None and row[at].kind == "act":
            return ()
        at -= 1
    owners = [i for i in range(max(at - 4, 0), at) if row[i].kind == "party" and row[i + 1].lower == "'s"]
    return codes_of(row[owners[-1]]) if owners and row[at].lower in _WORDS else ()


def before_it(reading: Reading, frame: Frame) -> tuple[str, ...]:
    """Return whom a pronoun that faces a measure stands for, in the sentences before."""
    theirs = _of_wares_told(reading, frame)
    return reading.acting_before(frame.sentence) if theirs is None else theirs


def _of_wares_told(reading: Reading, frame: Frame) -> tuple[str, ...] | None:
    """Return whose goods "they" are, of which the sentence before speaks: "Fruit and cement come from Peru. They have paid"."""
    number = frame.sentence.number - 1
    row = row_of(reading, reading.sentences[number]) if number >= 0 else []
    lead = next((i for i, m in enumerate(row) if m.lower in AUX or m.kind == "party"), len(row))
    if frame.patient.words != "they" or not any(m.kind == "good" for m in row[:lead]):
        return None
    return tuple(
        dict.fromkeys(c for i, m in enumerate(row) if row[i - 1].lower in ("from", "of") for c in codes_of(m))
    )


_PRODUCERS = frozenset(
    ["exporters", "producers", "growers", "farmers", "makers", "sector", "sectors", "industry", "shippers"]
)


def at_home(reading: Reading, frame: Frame) -> Role:
    """Return whose producers are meant by "growers will enjoy duty-free access" in a report on two: who spoke before."""
    role = frame.agent
    if role.kind != "thing" or "face" not in frame.kinds or not _PRODUCERS & {*role.words.split()}:
        return NOBODY
    who = reading.acting_before(frame.sentence)
    return (
        Role(who, "its producers", role.words, "economy")
        if len(who) == 1 and {*who} < {*reading.sides}
        else NOBODY
    )
