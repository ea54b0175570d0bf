"""What is still to come on the report's day: every date ahead with the clause it stands in, and plans without one."""

from __future__ import annotations

import re

from accord.docket.dates import DateFound
from accord.docket.events.parties import economies_of
from accord.docket.frames.life import condition_word
from accord.docket.items import Step
from accord.docket.patterns import regex
from accord.docket.quoted import evidence
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

_OPEN = regex(
    r"\b(?:will|is to|are to|expected to|plans? to|agreed to|set to|scheduled to|hopes? to|would) (?:\w+ ){0,3}?"
    r"(?:meet|visit|hold|host|travel|join|sign|continue|resume|discuss|send|vote|attend|finali[sz]e|ratify)\b",
    re.IGNORECASE,
)
_BY = regex(
    r"\b(?:by|in|until|before|from|through|to|for|of|end of|since|during|late|early)\s+$", re.IGNORECASE
)
_OVERTAKEN = regex(
    r"\b(?:had (?:been )?(?:due|set|threatened|planned|scheduled)|was to have|initially|originally)\b[^.;]*$",
    re.IGNORECASE,
)
_PERIOD = regex(r"\b(?:fiscal|financial)\b", re.IGNORECASE)


def steps_of(reading: Reading) -> tuple[Step, ...]:
    """Return the next steps in the order of the text; a date told again in a later sentence counts once."""
    found: dict[tuple[str | None, str], Step] = {}
    for sentence in reading.sentences:
        if not reading.has_room(found, "next steps"):
            break
        if sentence.is_title or reading.in_table(sentence):
            continue
        dated = False
        for mention in reading.dates_of(sentence):
            if _is_ahead(reading, sentence, mention):
                dated = True
                found.setdefault((mention.iso, ""), _step(reading, sentence, mention))
        if not dated and (match := _OPEN.search(sentence.text)):
            found.setdefault((None, sentence.text[:40]), _open_step(reading, sentence, match))
    return tuple(found.values())


def _is_ahead(reading: Reading, sentence: Sentence, mention: DateFound) -> bool:
    iso, today = mention.iso, reading.today.isoformat()
    before = sentence.text[: mention.start - sentence.start]
    if len(iso) == 4 and (not _BY.search(before[-14:]) and mention.text.isdigit()):
        return False
    same = iso == today[: len(iso)]
    later = iso > today[: len(iso)] or (
        same and (mention.ahead or (len(iso) == 10 and _to_come(sentence, mention)))
    )
    return later and not _OVERTAKEN.search(before[-90:])


_TO_COME = regex(
    r"\b(?:will|would|shall|(?:is|are|was|were) (?:due |set |expected |scheduled |about )?to) (?:\w+ ){0,3}?"
    r"(?:meet|visit|hold|host|sign|join|attend|address|speak|deliver|vote|appear|be published)\b",
    re.IGNORECASE,
)


def _to_come(sentence: Sentence, mention: DateFound) -> bool:
    """Whether the report's own day is when something is still to be: "is due to sign today"."""
    before = sentence.text[: mention.start - sentence.start]
    return bool(_TO_COME.search(before[-90:]))


def _clause(reading: Reading, sentence: Sentence, at: int) -> tuple[int, int, bool]:
    for clause in reading.clauses_of(sentence):
        if clause.start <= at < clause.end:
            return clause.start, clause.end, bool(condition_word(clause))
    return 0, len(sentence.text), False


def _step(reading: Reading, sentence: Sentence, mention: DateFound) -> Step:
    start, end, supposed = _clause(reading, sentence, mention.start - sentence.start)
    words = sentence.text[start:end]
    possible = supposed or re.search(r"\b(?:possible|potential|could|may|might|hope)\b", words.lower())
    deadline = re.search(r"\b(?:deadline|expires?|by|until)\b", words.lower())
    return Step(
        what=" ".join(words.split())[:200].strip(" ,"), date=mention.iso, date_precision=mention.precision,
        date_text=mention.text, status="possible" if possible else "deadline" if deadline else "scheduled",
        countries=economies_of(reading, sentence), evidence=evidence(reading, sentence),
        trace=(f"'{mention.text}' is {mention.iso}",),
    )  # fmt: skip


def _open_step(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Step:
    return Step(
        " ".join(sentence.text.split())[:200], None, None, "", "planned", economies_of(reading, sentence),
        evidence(reading, sentence), (f"'{match[0]}' speaks of what is to come",),
    )  # fmt: skip
