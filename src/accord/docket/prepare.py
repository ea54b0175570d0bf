"""A cleaned report to a reading: its sentences, dates and people; the dateline itself counts for none of them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from accord.docket.dates import Context, day_order, find_dates
from accord.docket.dates import DateFound as DateMention
from accord.docket.described import name_bodies, name_commissions, name_described
from accord.docket.documents.blocks import Cleaned
from accord.docket.documents.masthead import Dateline
from accord.docket.firms import name_firms
from accord.docket.patterns import regex
from accord.docket.people.find import GIVEN_NAMES, Person, find_people
from accord.docket.people.nationality import assign
from accord.docket.people.roles import word_list
from accord.docket.reading import Reading
from accord.docket.tokens import Mention, Sentence, sentences
from accord.docket.vocabulary import Vocabulary


def prepare(cleaned: Cleaned, words: Vocabulary, today: date, dateline: Dateline | None) -> Reading:
    """Find sentences, dates and people; the dateline itself counts for none of them."""
    split = sentences(cleaned.text, cleaned.title_length, words)
    place = None
    if dateline is not None:
        place = _take_dateline(split, dateline)
    _states(split, cleaned.text)
    name_bodies(split)
    name_commissions(split)
    name_described(split, words.regions)
    words = words._replace(companies=name_firms(split, words.companies))
    dates = _all_dates(cleaned, split, today)
    people = find_people(split, words, today.isoformat()[:7])
    _without_first_names(people, split)
    assign(people, split, place, words.companies, today.isoformat()[:7])
    return Reading(cleaned, words, today, dateline, split, dates, people, place)


_STATES = {
    "GEO": regex(
        r"\bAtlanta\b|\bSavannah\b|\b(?:governor|state|port) of Georgia\b|\bGov\. Brian\b|\bGeorgia(?:'s)? "
        r"(?:[a-z]+ )?(?:governor|legislat\w+|lawmakers?|senators?|assembly|statehouse|Republicans?|Democrats?)\b"
    )
}
"""Economies that share their name with a state of the United States, and what tells of the state."""


def _without_first_names(people: list[Person], split: list[Sentence]) -> None:
    """Drop economies that are but first names: "Jordan Smith", "Chad Miller, a pilot"."""
    for person in people:
        for s in person.sightings:
            if len(s.words) > 1:
                s.sentence.names[:] = [
                    m
                    for m in s.sentence.names
                    if not (s.first <= m.first and m.last <= s.last and m.kind != "company")
                ]
    for sentence in split:
        sentence.names[:] = [m for m in sentence.names if not _is_given(sentence, m)]


def _is_given(sentence: Sentence, mention: Mention) -> bool:
    """Whether a place that is a given name too stands before a surname and a comma or a verb; or US in "US$"."""
    tokens = sentence.tokens
    if sentence.after(mention.last) == "$":
        return tokens[mention.last].start == tokens[mention.last - 1].end
    alone = mention.last == mention.first + 1 and tokens[mention.first].lower in GIVEN_NAMES
    if not alone or mention.last + 1 >= len(tokens):
        return False
    name, after = tokens[mention.last], tokens[mention.last + 1]
    plain = name.text[:1].isupper() and name.text[1:].islower()
    known = name.lower in word_list("not_names") | word_list("portfolios")
    return plain and not known and (after.text == "," or after.lower in ("said", "told", "wrote"))


def _states(split: list[Sentence], text: str) -> None:
    """Read a state of the United States as such where the text shows that it is meant."""
    for code, shown in _STATES.items():
        if shown.search(text):
            for sentence in split:
                sentence.names[:] = [_american(m) if m.value == code else m for m in sentence.names]
    for sentence in split:
        towns = {a for a, b in pairwise(sentence.names) if _of_state(sentence, a, b)}
        sentence.names[:] = [_american(m) if m in towns else m for m in sentence.names]


def _american(m: Mention) -> Mention:
    return Mention(m.start, m.end, "place", "USA", m.first, m.last)


def _of_state(sentence: Sentence, town: Mention, state: Mention) -> bool:
    """Whether a name is a town's, by the state set off after it: "Lebanon, Pennsylvania, ..."."""
    tokens = sentence.tokens
    apposed = town.last + 1 == state.first and tokens[town.last].text == ","
    ends = state.last >= len(tokens) or not (
        tokens[state.last].text[:1].isalnum() or tokens[state.last].text == "'s"
    )
    return (
        apposed
        and ends
        and (state.kind, state.value) == ("place", "USA")
        and town.kind in ("economy", "place")
    )


def _all_dates(cleaned: Cleaned, split: list[Sentence], today: date) -> list[list[DateMention]]:
    """Find the dates of each sentence; the last day told carries over to the next."""
    found: list[list[DateMention]] = []
    told: date | None = None
    last = ""
    text = cleaned.text
    first = day_order(text)
    for sentence in split:
        context = Context(cleaned.day_at(sentence.start, today), told, first, last=last)
        here = find_dates(text, sentence.start, sentence.end, context)
        days = [d.iso for d in here if d.precision == "day" and not d.ahead]
        told = date.fromisoformat(days[-1]) if days else told
        last = here[-1].iso if here else last
        found.append(here)
    return found


def _take_dateline(split: list[Sentence], dateline: Dateline) -> str | None:
    """Drop the dateline's words from the first sentences; return the economy it was written in."""
    place = None
    for sentence in split:
        if sentence.is_title or sentence.start >= dateline.end:
            continue
        inside = [m for m in sentence.names if m.end <= dateline.end]
        place = place or next((m.value for m in inside if m.kind in ("place", "economy")), None)
        cut = next(
            (i for i, t in enumerate(sentence.tokens) if t.start >= dateline.end), len(sentence.tokens)
        )
        start = min(dateline.end, sentence.end)
        sentence.text = sentence.text[start - sentence.start :]
        sentence.start = start
        for mentions in (sentence.names, sentence.things):
            mentions[:] = [
                type(m)(m.start, m.end, m.kind, m.value, m.first - cut, m.last - cut)
                for m in mentions
                if m.first >= cut
            ]
        sentence.tokens = sentence.tokens[cut:]
    split[:] = [s for s in split if s.tokens]
    for number, sentence in enumerate(split):
        sentence.number = number
    return place
