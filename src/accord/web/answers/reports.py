"""Reports: read, briefed, kept; and how far a job is."""

from __future__ import annotations

from accord.assess.kind import Parameters
from accord.core.codec import Document
from accord.core.errors import InputError
from accord.docket import Docket
from accord.docket.apart import Asked, read_text
from accord.web import jobs, kept, readings
from accord.web.asked import At, Report, ToBrief

MOST_DRAWS = 200


def read(asked: Report) -> Document:
    """Return the docket of a report."""
    return docket_of(asked.text, asked.date, asked.title).to_json()


def docket_of(text: str, day: str | None, title: str = "") -> Docket:
    """Return the reading of a text; raise InputError where it is too long."""
    if len(text) > readings.LONGEST_TEXT:
        raise InputError(
            f"text: a report may have {readings.LONGEST_TEXT:,} characters, this one has {len(text):,}"
        )
    return read_text(text, Asked(day, title=title))


def brief(asked: ToBrief) -> Document:
    """Begin a briefing; return its job."""
    if (asked.text is None) == (asked.docket is None):
        raise InputError("body: send a report as text, or a reading as docket")
    if not 0 <= asked.draws <= MOST_DRAWS:
        raise InputError(f"draws: must be from 0 to {MOST_DRAWS}, not {asked.draws}")
    docket = (
        Docket.from_json(asked.docket, "docket")
        if asked.docket is not None
        else docket_of(asked.text or "", asked.date)
    )
    return begun(jobs.brief(docket, Parameters(draws=asked.draws, talks=asked.talks)))


def begun(at: str) -> Document:
    """Return a job that has begun."""
    return {"job": at, "address": f"/api/v1/jobs/{at}"}


def job(asked: At) -> Document:
    """Return how far a job is."""
    found = jobs.job(asked.at)
    return {
        "job": found.id,
        "kind": found.kind,
        "state": found.state,
        "steps": [{"words": one.words, "done": one.done, "of": one.of} for one in found.steps],
        "brief": found.made if found.kind == "brief" and found.made else None,
        "address": found.answer or None,
        "sentence": found.sentence or None,
    }


def stop(asked: At) -> Document:
    """Stop a job; return how it stands."""
    jobs.stop(asked.at)
    return job(asked)


def briefing(asked: At) -> Document:
    """Return a briefing's document."""
    return kept.brief(asked.at)


def answer(asked: At) -> Document:
    """Return what a job other than a briefing has worked out."""
    return kept.answer(asked.at)
