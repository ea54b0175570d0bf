"""On whom a measure falls: after "on", before "faces", after "will be imposed on", beside the measure."""

from __future__ import annotations

import re

from accord.docket.flows import is_goods, joined
from accord.docket.reading import Actor
from accord.docket.rules import expression, rule_file, words
from accord.docket.tokens import Sentence

_RULES = rule_file("parties")
_ON = words("before_a_target")
_FACES = expression(_RULES["faces"])
_ACTS = expression(rf"\b(?:{_RULES['verbs_of_measures']})(?:e|ed|es|ing|s|d)?\b")
_STRUCK = expression(_RULES["struck"])
_HIS_COUNTRY = re.compile(
    r"\b(?:his|her|its|their)\s+(?:own\s+)?(?:country|nation|government|exporters|economy)\b", re.IGNORECASE
)
_CROSSING = words("new_clause", "parties")


def faced(sentence: Sentence, actors: list[Actor], first: int) -> tuple[str, ...]:
    """ "India faces 50 per cent tariffs": the subject of such a verb is the target."""
    base = sentence.start
    upto = sentence.tokens[first].start - base
    hits = list(_FACES.finditer(sentence.text, max(upto - 90, 0), upto))
    if not hits or _ACTS.search(sentence.text, hits[-1].end(), upto):
        return ()
    hit = hits[-1]
    at = sentence.token_at(base + hit.start())
    left = [a for a in actors if a.last <= at and not a.is_place and a.kind != "person"]
    if not left:
        return ()
    between = sentence.text[sentence.tokens[left[-1].last - 1].end - base : hit.start()]
    if _HIS_COUNTRY.search(between):
        everyone = [a for a in actors if a.last <= at]
        return (everyone[0].code,)
    return (left[-1].code,)


def after_preposition(sentence: Sentence, actors: list[Actor], last: int) -> tuple[str, ...]:
    """ "on goods from Brazil", "for South Korea", "on Mexico, Canada and China"."""
    tokens = sentence.tokens
    at = last - 1 if last > 0 and tokens[last - 1].lower in _ON else last
    reach = 4
    while at < len(tokens) and at < last + reach and tokens[at].lower not in _ON:
        if tokens[at].text in ".;" or tokens[at].lower in ("after", "when", "by"):
            return ()
        reach = 10 if tokens[at].lower in ("that", "which") else reach
        at += 1
    if at >= len(tokens) or tokens[at].lower not in _ON:
        return ()
    return _from_here(sentence, actors, at)


def _from_here(sentence: Sentence, actors: list[Actor], at: int) -> tuple[str, ...]:
    """Return the first economy after a preposition, and those joined to it."""
    found: list[Actor] = []
    for actor in actors:
        if actor.first <= at or actor.kind == "person":
            continue
        begins = not found and actor.first <= at + 10 and not _crosses(sentence, at + 1, actor.first)
        if begins or (
            found and (joined(sentence, found[-1].last, actor.first) or found[-1].first == actor.first)
        ):
            found.append(actor)
    return tuple(dict.fromkeys(a.code for a in found))


def struck(sentence: Sentence, actors: list[Actor], last: int) -> tuple[str, ...]:
    """ "Tariffs of 25% ... will be imposed on the EU and Mexico": the preposition after the verb."""
    end = sentence.tokens[last - 1].end - sentence.start
    match = _STRUCK.match(sentence.text[end : end + 160])
    if match is None:
        return ()
    return _from_here(sentence, actors, sentence.token_at(sentence.start + end + match.end() - 1))


def nearby(
    sentence: Sentence, actors: list[Actor], first: int, last: int, imposing: list[str]
) -> tuple[str, ...]:
    """Return an economy beside the measure that is not its author: "will admit Chinese cars"."""
    near = [
        a
        for a in actors
        if a.code not in imposing
        and a.kind in ("adjective", "economy")
        and (abs(a.first - last) < 18 or first <= a.first < last)
        and not _crosses(sentence, min(last, a.first), max(first, a.first))
        and (not a.is_place or is_goods(sentence, a))
    ]
    return (near[0].code,) if near else ()


def _crosses(sentence: Sentence, first: int, last: int) -> bool:
    """Whether another clause starts between two tokens."""
    return bool(set(sentence.before(last, last - first).split()) & _CROSSING)
