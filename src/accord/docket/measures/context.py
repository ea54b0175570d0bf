"""What an earlier sentence says of a measure that a later one only goes back to: "the duties", "this levy"."""

from __future__ import annotations

from accord.core.frozen import NamedTuple
from accord.docket.frames.duties import RATED
from accord.docket.frames.extent import phrase_start
from accord.docket.frames.frame import Frame
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.reach import goods_before
from accord.docket.measures.told import row_of
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

BACK = 3
"""Sentences that a measure may be told before it is gone back to."""


class Mention(NamedTuple):
    """A measure named earlier: who acts there, whom and what it falls on."""

    agent: tuple[str, ...] = ()
    hit: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()


def mentioned(reading: Reading, frame: Frame) -> Mention:
    """Return what the nearest sentence before says of the same kind of measure; empty where none names one."""
    for number in range(frame.sentence.number - 1, max(frame.sentence.number - 1 - BACK, -1), -1):
        found = _of_sentence(reading, reading.sentences[number], frame)
        if found is not None:
            return found
    return Mention()


def _same(lever: str, other: str) -> bool:
    return lever == other or (lever in RATED and other in RATED)


def _of_sentence(reading: Reading, sentence: Sentence, frame: Frame) -> Mention | None:
    parts, row = reading.clauses_of(sentence), row_of(reading, sentence)
    at = next((i for i, m in enumerate(row) if m.kind == "lever" and _same(frame.lever, str(m.ref))), None)
    if at is None:
        return None
    clause = next(c for c in parts if c.first <= at < c.last)
    first = phrase_start(row, at, clause.first)
    after = falls_on(row, at + 2, clause.last) if at + 1 < clause.last and row[at + 1].lower in _ON else None
    before = [g for c in parts for g in goods_before(row, c.first, min(c.last, at))]
    goods = tuple(dict.fromkeys([*goods_before(row, first, at), *(after.goods if after else ()), *before]))
    agent = reading.acting_in(sentence)
    others = dict.fromkeys(a.code for a in reading.actors(sentence) if a.code not in agent)
    hit = tuple(others) if len(others) == 1 else ()
    return Mention(agent, hit, goods[:3])


_ON = frozenset(["on", "against", "upon", "for", "of"])
