"""Who takes part in an event: those its clause names, the two sides, who speaks and whether it counts, the court told of before."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.frames.grammar import verb_at
from accord.docket.frames.heads import left_out
from accord.docket.frames.subjects import subject
from accord.docket.items import Event
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

_BOTH = regex(
    r"\b(?:both|the two|the) (?:\w+ )?(?:countries|sides|governments|leaders|nations|ministers|parties|participants|presidents)\b|\bthey\b|\bbilateral\b",
    re.IGNORECASE,
)
_HERE = regex(r"\bhere\b")


def as_a_group(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a grouping is who agrees: "OPEC and its allies, among them Chile, have agreed to"."""
    return any(m.kind == "alliance" and m.start - sentence.start < match.start() for m in sentence.names)


def economies(
    reading: Reading, sentence: Sentence, scope: tuple[int, int], kind: str, needs: int
) -> tuple[str, ...]:
    """Return who takes part: those of the clause, else of the sentence; the two sides for "both" and "they"."""
    row = next((part.row for part in reading.clauses_of(sentence)), [])
    out = {row[i].start + sentence.start for i in left_out(row, 0, len(row))}
    actors = [a for a in reading.actors(sentence) if sentence.tokens[a.first].start not in out]
    inside = [a for a in actors if scope[0] <= sentence.tokens[a.first].start - sentence.start < scope[1]]
    named = [a.code for a in inside if not a.is_place] or [a.code for a in inside]
    if kind in ("visit", "accession") or needs > len(set(named)):
        named += [a.code for a in inside]
    if _BOTH.search(sentence.text[scope[0] : scope[1]]) and len(set(named)) < 2:
        named += reading.sides
    if len(set(named)) < max(needs, 1):
        named += [a.code for a in actors if not a.is_place]
    if not named and reading.home_told and reading.home and needs == 1 and kind != "statement":
        named.append(reading.home)
    alone = len(set(named)) == 1 and named[0] in reading.sides
    if alone and kind in ("call", "negotiation", "agreement", "meeting"):
        named += reading.sides
    if kind in ("meeting", "summit") and reading.place and _HERE.search(sentence.text[scope[0] : scope[1]]):
        named.append(reading.place)
    if not named and reading.home_told:
        named = [reading.home]
    if not named:
        named = list(reading.acting_before(sentence)) or (
            [reading.home] if reading.home else list(reading.common[:1])
        )
    return tuple(dict.fromkeys(named))


def economies_of(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """Return the economies that take part in a sentence; places only where nobody else does."""
    actors = reading.actors(sentence)
    named = [a.code for a in actors if not a.is_place] or [a.code for a in actors]
    if len(set(named)) < 2 and _BOTH.search(sentence.text):
        named += reading.sides
    return tuple(dict.fromkeys(named))


def speaker(reading: Reading, sentence: Sentence, place: int) -> tuple[str, ...] | None:
    """Return whose words a verb of saying tells: its subject's; nobody's where the verb only stands beside a noun."""
    for clause in reading.clauses_of(sentence):
        for at in range(clause.first, clause.last):
            if clause.row[at].start == place and (verb := verb_at(clause.row, at, clause.first)):
                who = subject(clause, verb.group)
                beside = not who.kind and at > clause.first and clause.row[at - 1].lower not in (",", '"')
                if (verb.passive or beside) and not who.codes:
                    return None
                return who.codes or ((reading.home,) if who.kind == "authority" and reading.home else ())
    return ()


_BODIES = {"court_ruling", "legislation"}


def same_body(reading: Reading, told: list[Event]) -> list[Event]:
    """Give an act of a court or a parliament that no economy names the economies of the one told before."""
    kept: list[Event] = []
    for event in told:
        before = next((e for e in reversed(kept) if e.type == event.type), None)
        again = before is not None and event.type in _BODIES and not _is_named(reading, event)
        kept.append(replace(event, countries=before.countries) if before and again else event)
    return kept


def _is_named(reading: Reading, event: Event) -> bool:
    """Whether an economy stands before the verb of what a court or a parliament does."""
    sentence = next(s for s in reading.sentences if s.start <= event.evidence.start < s.end)
    at = sentence.text.find(event.trace[0].strip("'"))
    end = at + len(event.trace[0]) - 2
    return any(sentence.tokens[a.first].start - sentence.start < end for a in reading.actors(sentence))


TALKING = ("call", "summit", "meeting", "visit", "negotiation")
_FIRM = regex(
    r"\b(?:manager|executive|analyst|economist|farmer|trader|grower|importer|exporter|lobby|association|federation|company|firm|"
    r"maker|producer|corporation|lawyer|professor|consultant|dealer|buyer|airline)s?\b",
    re.IGNORECASE,
)


def of_a_firm(text: str, scope: tuple[int, int], match: re.Match[str]) -> bool:
    """Whether firms or those who watch them speak, no government: "the state energy company announced"."""
    return bool(_FIRM.search(text[max(scope[0], match.start() - 70) : match.start()]))


_DEALT = {*TALKING, "agreement", "accession"}


def _only_tells(said: Event, deed: Event) -> bool:
    """Whether words only tell of what their own sentence names before them: "signed a pact on Friday, officials said"."""
    text = said.evidence.text
    verb, act = (text.find(e.trace[0].strip("'")) for e in (said, deed))
    return (said.evidence.start, said.date) == (deed.evidence.start, deed.date) and -1 < act < verb


def one_statement(reading: Reading, said: list[Event], deeds: list[Event]) -> list[Event]:
    """Return the remark that counts as an event: one with a day of its own, the fullest; others stay statements."""
    days = {d.date for d in deeds}
    dealt = [d for d in deeds if d.type in _DEALT]
    said = [e for e in said if not any(_only_tells(e, d) for d in dealt)]
    dated = [e for e in said if e.date_text]
    own = [e for e in dated if e.date not in days]
    first = (own or dated or [e for e in said if reading.is_lead_span(e.evidence.start)])[:1]
    if not first and not deeds:
        first = said[:1]
    return first
