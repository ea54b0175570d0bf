"""The process of one job: a briefing, told kind by kind. ``python -m accord.web.work FOLDER``."""

from __future__ import annotations

import sys
import warnings
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
from accord.core.codec import from_json
from accord.core.errors import AccordError
from accord.docket import Docket
from accord.files.reading import parse_json
from accord.web.jobs import Teller
from accord.web.pens import section
from accord.web.settings import store

LONGEST = 900.0
"""Seconds that one briefing may take."""


def briefs() -> Path:
    """Return the folder of all briefings, each under its fingerprint."""
    place = store() / "briefs"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def made(docket: Docket, desk: Desk, teller: Teller) -> str:
    """Answer what a reading asks, tell each kind as it is answered, keep the briefing; return its fingerprint."""
    steps, places = len(kinds()) + 1, count(1)
    teller.step("The reading", 0, steps, str(section(reading.build(docket))))

    def told(kind: Kind, answer: Answer | None) -> None:
        html = _drawn(kind.page(answer.asked, answer.found, docket)) if answer else ""
        teller.step(f"Asked: {kind.name}", next(places), steps, html)

    record = record_of(assess(docket, desk, told), desk)
    at_last = str(record["fingerprint"])
    place = briefs() / at_last
    if not place.is_dir():
        put(place, contents(compose(record)))
    return at_last


def _drawn(page: Page) -> str:
    return "".join(str(section(one)) for one in page.sections)


def main(place: Path) -> None:
    """Do the job of a folder and tell how it ended; whatever happens ends in a sentence."""
    teller = Teller(place)
    Thread(target=teller.watch, args=(LONGEST,), daemon=True).start()
    try:
        asked = parse_json((place / "asked.json").read_text("utf-8"), "job")
        docket = Docket.from_json(asked["docket"], "reading")
        chosen = from_json(Parameters, asked["parameters"], "parameters")
        teller.end("done", brief=made(docket, Desk(chosen), teller))
    except AccordError as error:
        teller.end("failed", sentence=str(error))
    except Exception as error:
        teller.end(
            "failed", sentence=f"the briefing could not be made, by Accord's fault ({type(error).__name__})"
        )


if __name__ == "__main__":
    warnings.filterwarnings("ignore", category=RuntimeWarning)
    main(Path(sys.argv[1]))
