"""Reports: read, briefed, kept; and how far a job is."""

from __future__ import annotations

import json
from collections.abc import Sequence

from accord.assess.kind import Parameters
from accord.core.codec import Document
from accord.core.errors import InputError
from accord.core.provenance import fingerprint
from accord.docket import Docket
from accord.docket.apart import Asked, read_text
from accord.docket.propose import Proved, with_proposals
from accord.docket.propose.ask import Reply
from accord.web import jobs, kept, readings
from accord.web.asked import At, Quote, Report, ToBrief

MOST_DRAWS = 200


def read(asked: Report) -> Document:
    """Return the docket of a report, and what becomes of the quotes that were sent with it."""
    docket = docket_of(asked.text, asked.date, asked.title)
    if not asked.quotes:
        return docket.to_json()
    proved = proposed(docket, asked.quotes)
    told = {"added": proved.added, "known": proved.known, "dropped": list(proved.dropped)}
    return {**proved.docket.to_json(), "proposals": told}


def proposed(docket: Docket, quotes: Sequence[Quote]) -> Proved:
    """Return a reading with what quotes prove of it, by the rule of ``accord read --propose``.

    What is proved bears a doubt on every role, so that nothing is computed on it until a person settles it.
    """
    text = json.dumps({"measures": [quote.model_dump() for quote in quotes]}, ensure_ascii=False)
    return with_proposals(
        docket, Reply(text, fingerprint(docket.text), fingerprint(text), False), "the caller"
    )


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
