"""The subject of the verb that governs a measure: who acts in a sentence, and whom a pronoun goes back to."""

from __future__ import annotations

import re

from accord.docket.flows import Flow, is_goods, joined
from accord.docket.reading import Actor, Reading
from accord.docket.rules import expression, rule_file, words
from accord.docket.targets import Phrase
from accord.docket.tokens import Sentence

_I = re.IGNORECASE
_TRIED = 8
"""Verbs before a measure that are tried for a subject."""
_RULES = rule_file("parties")
_ACTS = expression(rf"\b(?:{_RULES['verbs_of_measures']})(?:e|ed|es|ing|s|d)?\b")
_NOUN_BEFORE = words("before_a_noun", "parties")
_IN_PHRASE = words("in_a_measure_phrase")
_ON = words("before_a_target")
_OWN = expression(_RULES["own"])
_BEFALLS = expression(_RULES["befalls"])
_PRONOUN = re.compile(r"(?:It|They)\b")
_PASSIVE = re.compile(
    r"\b(?:was|were|be|been|being|are|is)\s+(?:(?:now|earlier|also|later|first|again|then|just|\w+ly)\s+)?$",
    _I,
)
_CUT_OFF = words("cut_off", "parties")
_MEETINGS = words("meetings", "parties")
_CLAUSE_OPENERS = words("clause_openers", "parties")


_THE_PRESIDENT = re.compile(r"\bthe\s+president\s+(?:\w+\s+){0,2}$", _I)


def president_of(reading: Reading) -> str:
    """Return the economy of "the president": the one the report names most often by that title."""
    presidents = [p for p in reading.people if p.economy and re.search(r"\bpresident$", p.role, _I)]
    return max(presidents, key=lambda p: len(p.sightings)).economy or "" if presidents else ""


def goes_back(reading: Reading, sentence: Sentence | None) -> tuple[str, str]:
    """Return whom "it" and "he" may go back to: the first economy that acts, the last person."""
    if sentence is None or sentence.is_title:
        return "", ""
    actors = reading.actors(sentence)
    phrase = Phrase(sentence, actors, 0, 1, Flow((), ()), "", (0, 0), "", "", "")
    acting = [a.code for a in actors if can_act(phrase, a)]
    people = [a.code for a in actors if a.kind == "person"]
    return next(iter(acting), ""), next(iter(people[-1:]), "")


def subject(phrase: Phrase) -> list[str]:
    """The subject of the verb that governs the measure: the nearest actor left of it that is not a place."""
    if _stands_first(phrase):
        return []
    sentence = phrase.sentence
    text, base = sentence.text, sentence.start
    for verb in reversed(list(_ACTS.finditer(text, 0, phrase.at))[-_TRIED:]):
        at = sentence.token_at(base + verb.start())
        lead = text[max(verb.start() - 40, 0) : verb.start()]
        if set(sentence.before(phrase.first, phrase.first - at - 1).split()) & _CUT_OFF:
            return []
        if sentence.before(at) in _NOUN_BEFORE or (
            _PASSIVE.search(lead) and verb[0].endswith(("ed", "cut", "put", "set"))
        ):
            continue
        left = [a for a in phrase.actors if a.last <= at and can_act(phrase, a)]
        if (code := _stood_for(phrase, left, lead)) is not None:
            return [code] if code else []
        if left:
            return coordinated(sentence, left)
    return []


def _stood_for(phrase: Phrase, left: list[Actor], lead: str) -> str | None:
    """Return whom "it", "he" or "the president" before a verb stands for; None without such a word."""
    if not left and phrase.it and _PRONOUN.match(phrase.sentence.text):
        return phrase.it
    if phrase.president and _THE_PRESIDENT.search(lead):
        return phrase.president
    return (_antecedent(left, lead) or phrase.it) if _OWN.search(lead) else None


def _antecedent(left: list[Actor], lead: str) -> str:
    """Return whom a pronoun stands for: "he" for the person before, "it" for the first economy."""
    people = [a.code for a in left if a.kind == "person"]
    if people and re.search(r"\b(?:he|she)\s+(?:\w+\s+)*$", lead, _I):
        return people[-1]
    return left[0].code if left else ""


def _stands_first(phrase: Phrase) -> bool:
    """Whether the measure is the subject of its clause: "a 25% tariff took effect"."""
    sentence, at = phrase.sentence, phrase.first
    while at > 0 and sentence.tokens[at - 1].lower in _IN_PHRASE | {"those", "these", "any"}:
        at -= 1
    if at > 0 and sentence.tokens[at - 1].lower not in _CLAUSE_OPENERS:
        return False
    end = sentence.tokens[phrase.last - 1].end - sentence.start
    return bool(_BEFALLS.match(sentence.text[end : end + 140]))


def can_act(phrase: Phrase, actor: Actor) -> bool:
    """Whether an actor may be a subject: it neither describes goods nor stands after a preposition."""
    sentence = phrase.sentence
    before, follows = sentence.before(actor.first, 1), sentence.after(actor.last, 1)
    if is_goods(sentence, actor) or follows in words("goods") or follows in _MEETINGS:
        return False
    if before in ("and", ",", "or"):
        head = next(
            (
                a
                for a in reversed(phrase.actors)
                if a.last <= actor.first and joined(sentence, a.last, actor.first)
            ),
            None,
        )
        if head is not None:
            return can_act(phrase, head)
    if actor.kind in ("person", "institution"):
        return before not in ("with", "to", "on", "from") or follows in ("to",)
    if actor.kind == "adjective":
        return before not in _ON
    return (
        not actor.is_place
        and before not in _ON | {"with", "of", "between", "over", "by"}
        and sentence.before(actor.first, 2)
        not in ("with the", "of the", "on the", "from the", "by the", "between the")
    )


def coordinated(sentence: Sentence, left: list[Actor]) -> list[str]:
    """The nearest actor, and those joined to it by "and" or commas."""
    codes = [left[-1].code]
    for before, actor in zip(reversed(left[:-1]), reversed(left[1:]), strict=True):
        beside = before.first == actor.first
        if not beside and (not joined(sentence, before.last, actor.first) or before.kind == "adjective"):
            break
        codes.insert(0, before.code)
    return list(dict.fromkeys(codes))
