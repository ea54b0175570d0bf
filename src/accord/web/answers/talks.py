"""Two sides' talks: the menu switched on and off at once, the frontier as a job."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

from accord.core.codec import Document
from accord.core.provenance import fingerprint
from accord.study.talks.document import Question
from accord.study.talks.table import Table
from accord.web import jobs
from accord.web.answers.reports import begun
from accord.web.asked import OfTalks, ToTalk

_BUSY = Lock()


def table(asked: OfTalks) -> Document:
    """Return each concession alone and the package of those that are on."""
    question = Question((asked.first, asked.second), disagreement=asked.disagreement, menu=asked.menu)
    with _BUSY:
        return _table(question).document(asked.on)


@lru_cache(maxsize=3)
def _table(question: Question) -> Table:
    return Table(question)


def question_of(asked: ToTalk) -> Question:
    """Return what is asked of two sides."""
    return Question(
        (asked.first, asked.second),
        disagreement=asked.disagreement,
        menu=asked.menu,
        instruments=asked.instruments,
        points=asked.points,
        limit=asked.limit,
    )


def key_of(asked: ToTalk) -> str:
    """Return under what the answer to a question is kept: what is asked, of which world."""
    from importlib.metadata import version

    from accord.policy.law import last_day
    from accord.web.warm import world

    day = "" if asked.disagreement else str(last_day())
    return fingerprint(asked.model_dump(mode="json"), world().fingerprint, version("accord"), day)


def begin(asked: ToTalk) -> Document:
    """Begin to work out the whole of two sides' talks; return its job."""
    return begun(jobs.talks(asked.model_dump(mode="json"), key_of(asked)))
