"""Two sides' talks as one JSON document: alone, at war, without a deal, and what both would sign.

Keys are a contract. Payoffs are percent changes of real income from the law of the day (``against``); worth is
USD bn a year of real income against the disagreement point, at baseline prices. A line is one rate on a flow: at
the start what the border collects of it.
"""

from __future__ import annotations

import time
from importlib.metadata import version
from pathlib import Path

from accord.core.codec import Document
from accord.core.provenance import as_recorded
from accord.files.kept import Finished
from accord.study.talks.start import begin
from accord.talks.parts import Talks
from accord.talks.question import Question, Seats, check_sizes
from accord.talks.response import Report

__all__ = ["Question", "check_sizes", "seat", "talks_document"]


def seat(question: Question, report: Report | None = None) -> Talks:
    """Return the talks of a question, at the point without a deal."""
    seats = Seats.of(question)
    start = begin(
        seats.world, seats.players, seats.kinds, question.closure, seats.disagreement, as_of=question.as_of
    )
    return Talks(seats, start, report)


def talks_document(question: Question, *, report: Report | None = None, kept: Path | None = None) -> Document:
    """Answer a question as one JSON document; raise CheckError where a certificate fails.

    After a KeyboardInterrupt the document has what was found until then; parts not reached are null.
    ``kept`` is a folder for finished parts: a question that was stopped goes on from what is there.
    """
    begun = time.perf_counter()
    talks = seat(question, report)
    document: dict[str, object] = dict(talks.head())
    menu = talks.menu.to_dict() if talks.menu else None
    finished = Finished(kept, version("accord"), as_recorded(document), menu, question.points, question.limit)
    document |= finished.parts
    try:
        for name, part in talks.parts(finished.parts):
            document |= part
            if talks.interrupted:
                break
            finished.keep(name, dict(part))
        else:
            finished.done()
    except KeyboardInterrupt:
        talks.interrupted = True
    document["interrupted"] = talks.interrupted
    document["seconds"] = round(time.perf_counter() - begun, 2)
    return document
