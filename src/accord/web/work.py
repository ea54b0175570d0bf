"""The process of one job, told part by part. ``python -m accord.web.work FOLDER``."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Mapping
from contextlib import closing
from itertools import count
from pathlib import Path
from threading import Thread

from accord.assess.desk import Answer, Desk, Kind, assess, kinds
from accord.assess.kind import Page, Parameters
from accord.assess.record import record_of
from accord.brief.compose import compose
from accord.brief.folder import put
from accord.brief.sections import read as reading
from accord.brief.write import contents
from accord.core.codec import Document, from_json
from accord.core.errors import AccordError, SolveError
from accord.docket import Docket
from accord.files.reading import check, parse_json
from accord.study.talks.document import Question, talks_document
from accord.web import kept
from accord.web.answers.talks import question_of
from accord.web.asked import ToTalk
from accord.web.jobs import Teller
from accord.web.pens import section

Given = Mapping[str, object]
"""What a job was asked, as its file has it."""
LONGEST = 900.0
"""Seconds that one job may take."""
PARTS = 100
STEP = 0.02
"""How much of a whole is done before it is told again."""


def briefed(asked: Given, teller: Teller) -> str:
    """Answer what a reading asks, tell each kind as it is answered, keep the briefing; return its fingerprint."""
    docket = Docket.from_json(asked["docket"], "reading")
    chosen = from_json(Parameters, asked["parameters"], "parameters")
    steps, places = len(kinds()) + 1, count(1)
    teller.step("The reading", 0, steps, str(section(reading.build(docket))))

    def told(kind: Kind, answer: Answer | None) -> None:
        html = _drawn(kind.page(answer.asked, answer.found, docket)) if answer else ""
        teller.step(f"Asked: {kind.name}", next(places), steps, html)

    desk = Desk(chosen, dask=str(asked["dask"]) or None)
    record = record_of(assess(docket, desk, told), desk)
    made = str(record["fingerprint"])
    if kept.brief_folder(made) is None:
        put(kept.folder("briefs") / made, contents(compose(record)))
    return made


def _drawn(page: Page) -> str:
    return "".join(str(section(one)) for one in page.sections)


def talked(asked: Given, teller: Teller) -> str:
    """Work out two sides' talks, keep the document, return where; what is finished of it survives a crash."""
    question = question_of(check(ToTalk, asked["question"], "question"))
    made, address = str(asked["made"]), str(asked["dask"])
    document = _on_cluster(question, address, teller) if address else _here(question, teller)
    if document["interrupted"]:
        raise SolveError("the talks were stopped before they were worked out")
    kept.keep_answer(made, document)
    return made


PLACES = ("war", "alone", "frontier", "lines", "concessions", "packages")
"""The parts of talks in the order in which they are worked out."""


def _here(question: Question, teller: Teller) -> Document:
    last = -1.0

    def report(message: str, done: float) -> None:
        nonlocal last
        part = message.partition(":")[0]
        place = PLACES.index(part) if part in PLACES else 0
        whole = (place + min(max(done, 0.0), 1.0)) / len(PLACES)
        if whole >= last + STEP:
            last = whole
            teller.step(f"Working out: {part}", round(PARTS * whole), PARTS)

    teller.step("Setting the table", 0, PARTS)
    return talks_document(question, report=report, kept=kept.folder("talks"))


def _on_cluster(question: Question, address: str, teller: Teller) -> Document:
    """Return the talks as a worker of a Dask cluster works them out."""
    from accord.study.sweep.pool import cluster

    teller.step("Sent to the cluster", 0, PARTS)
    with closing(cluster(address)) as client:
        future = client.submit(talks_document, question, pure=False)
        while not future.done():
            time.sleep(0.3)
        found: Document = future.result()
        return found


DOES = {"brief": briefed, "talks": talked}


def main(place: Path) -> None:
    """Do the job of a folder and tell how it ended; whatever happens ends in a sentence."""
    teller = Teller(place)
    Thread(target=teller.watch, args=(LONGEST,), daemon=True).start()
    try:
        asked = parse_json((place / "asked.json").read_text("utf-8"), "job")
        teller.end("done", made=DOES[str(asked["kind"])](asked, teller))
    except AccordError as error:
        teller.end("failed", sentence=str(error))
    except Exception as error:
        teller.end("failed", sentence=f"it could not be done, by Accord's fault ({type(error).__name__})")


if __name__ == "__main__":
    warnings.filterwarnings("ignore", category=RuntimeWarning)
    main(Path(sys.argv[1]))
