"""Reports that a visitor gives, read into a docket; its doubtful roles as questions, settled by a person."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from accord.core.codes import economy_code
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.levers import lever
from accord.core.provenance import fingerprint
from accord.docket import Docket, together
from accord.docket.apart import Asked, read_bytes
from accord.docket.documents.characters import printable
from accord.docket.documents.child import borrowed
from accord.docket.items import Doubt, Measure
from accord.files.reading import parse_json
from accord.files.writing import write_whole
from accord.page.names import name
from accord.web.kept import folder as stored
from accord.web.kept import forget
from accord.web.problems import Problem

MOST_FILES = 8
LARGEST_FILE = 5_000_000
LONGEST_TEXT = 400_000
"""Characters of a pasted report."""
KEPT = 500
"""Readings and jobs that stay in the cache; the oldest go first."""

OTHER = "other"
"""The answer that names somebody whom the report does not."""
ROLES = {"imposing": "Who imposes", "target": "On whom falls"}
WHY = {
    "not said": "the report does not say",
    "not resolved": "these words name nobody for certain",
    "told from": "it is only told from one side",
    "other side": "it was taken to be the other side",
    "named nearest": "it was named nearest",
}
ID = re.compile(r"[0-9a-f]{32}")


def read_all(text: str, files: Sequence[tuple[str, bytes]], day: str | None) -> Docket:
    """Return the docket of pasted text and files; raise InputError with one sentence for what cannot be read."""
    if len(files) > MOST_FILES:
        raise InputError(f"at most {MOST_FILES} reports can be read at once, not {len(files)}")
    if len(text) > LONGEST_TEXT:
        raise InputError(f"a pasted report may have {LONGEST_TEXT:,} characters, this one has {len(text):,}")
    for title, data in files:
        if len(data) > LARGEST_FILE:
            raise InputError(f"{title}: a report may have {LARGEST_FILE // 1_000_000} MB")
    given = [*([("pasted text", text.encode("utf-8", "replace"))] if text.strip() else []), *files]
    if not given:
        raise InputError("no report was given: paste its text, or choose a file")
    asked = Asked(day or None)
    with borrowed() as child:
        found = [one for title, data in given for one in read_bytes(title, data, asked, child)]
    for one in found:
        if isinstance(one, InputError):
            raise one
    return together([one for one in found if isinstance(one, Docket)])


def file_name(given: str | None) -> str:
    """Return what an uploaded file is called in messages: its last part, printable, nothing of a path."""
    return printable(re.split(r"[\\/]", given or "")[-1], 80) or "report"


def keep(docket: Docket) -> str:
    """Keep a reading in the cache; return its address, the fingerprint of what it holds."""
    held = docket.to_json()
    at = fingerprint(held)[:32]
    folder = stored("readings")
    write_whole(folder / f"{at}.json", json.dumps(held, ensure_ascii=False))
    forget(folder, KEPT)
    return at


def kept(at: str) -> Docket:
    """Return a kept reading; raise Problem where there is none."""
    place = stored("readings") / f"{at}.json"
    if not ID.fullmatch(at) or not place.is_file():
        raise Problem(404, "This reading is not kept here any more: read the report again.")
    return Docket.from_json(parse_json(place.read_text("utf-8"), "reading"), "reading")


@dataclass(frozen=True)
class Ask:
    """A doubtful role as a question: ``key`` names its field, ``options`` are what a person may settle.

    ``before``, ``words`` and ``after`` are the sentence, parted at the words that leave the role open.
    """

    key: str
    number: int
    question: str
    before: str
    words: str
    after: str
    why: str
    guessed: str
    options: tuple[tuple[str, str], ...]


def questions(docket: Docket) -> tuple[Ask, ...]:
    """Return the doubtful roles of a reading as questions, the main measure's first."""
    order = sorted(range(len(docket.measures)), key=lambda at: not docket.measures[at].main)
    found = [
        (at, slot, doubt)
        for at in order
        for slot in ROLES
        for doubt in docket.measures[at].doubts_of(slot)[:1]
    ]
    return tuple(_ask(docket, at, slot, doubt, number) for number, (at, slot, doubt) in enumerate(found, 1))


def _ask(docket: Docket, at: int, slot: str, doubt: Doubt, number: int) -> Ask:
    measure = docket.measures[at]
    held = getattr(measure, slot)
    codes = tuple(dict.fromkeys((*held, *docket.countries)))
    before, found, after = measure.evidence.text.partition(doubt.words) if doubt.words else ("", "", "")
    return Ask(
        key=f"{slot}.{at}",
        number=number,
        question=f"{ROLES[slot]} {_what(measure)}?",
        before=before,
        words=found or doubt.words or measure.evidence.text,
        after=after if found else "",
        why=WHY.get(doubt.how, doubt.how),
        guessed=", ".join(name(code) for code in held),
        options=tuple((code, name(code)) for code in codes[:12]),
    )


def _what(measure: Measure) -> str:
    value = (
        ""
        if measure.value is None
        else f" of {measure.value:g} {'%' if measure.unit == 'percent' else measure.unit or ''}"
    )
    return f"the {lever(measure.lever).noun}{value}".rstrip()


def settled(docket: Docket, answers: Mapping[str, str]) -> Docket:
    """Return a reading with the roles that a person settled; what stays “not known” keeps its doubt."""
    measures = list(docket.measures)
    for ask in questions(docket):
        named = answers.get(f"{ask.key}.{OTHER}", "")
        code = answers.get(ask.key) or (OTHER if named else "")
        if code == OTHER:
            code = economy_code(named, f"question {ask.number}")
        elif code and code not in {option for option, _ in ask.options}:
            raise InputError(f"question {ask.number}: '{code[:40]}' is not one of its answers")
        if not code:
            continue
        slot, _, at = ask.key.partition(".")
        measure = measures[int(at)]
        left = measure.doubts_besides(slot)
        sides = {one: getattr(measure, one) for one in ROLES} | {slot: (code,)}
        measures[int(at)] = replace(measure, doubts=left, imposing=sides["imposing"], target=sides["target"])
    return replace(docket, measures=tuple(measures))


def marked(docket: Docket) -> Markup:
    """Return the report's text: the words of sure measures underlined, those of doubtful ones marked."""
    numbers: dict[int, list[int]] = {}
    for ask in questions(docket):
        numbers.setdefault(int(ask.key.partition(".")[2]), []).append(ask.number)
    spans = sorted(
        (measure.evidence.start, measure.evidence.end, tuple(numbers.get(at, ())))
        for at, measure in enumerate(docket.measures)
        if measure.evidence.document in ("", docket.id)
    )
    parts, at = [], 0
    for start, end, asked in spans:
        if start < at or end > len(docket.text):
            continue
        parts += [escape(docket.text[at:start]), _span(docket.text[start:end], asked)]
        at = end
    return Markup("").join([*parts, escape(docket.text[at:])])


def _span(words: str, asked: tuple[int, ...]) -> Markup:
    if not asked:
        return Markup('<span class="sure">{}</span>').format(words)
    links = Markup("").join(
        Markup('<a href="#q{0}" aria-label="question {0}">{0}</a>').format(number) for number in asked
    )
    return Markup('<mark id="m{}">{}{}</mark>').format(asked[0], words, links)
