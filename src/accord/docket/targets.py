"""On whom a measure falls: after "on", before "faces", after "will be imposed on", beside the measure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accord.docket.flows import Flow, is_goods, joined
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
_EVERYBODY = expression(_RULES["everybody"])
_ON_EVERYBODY = expression(_RULES["on_everybody"])
_ON_IMPORTS = expression(_RULES["on_imports"])
_SPEAKING = words("speaking", "parties")
_PRONOUN = re.compile(r"(?:It|They)\b")
_ARTICLE = re.compile(r"\b(?:the|an?|its|their|this|that)\s+$", re.IGNORECASE)
_CROSSING = words("new_clause", "parties")


@dataclass(frozen=True)
class Phrase:
    """A measure in its sentence: tokens ``first`` to ``last``, the economies, whose goods go where.

    ``clause`` counts characters of the sentence; ``it``, ``he`` and "the ``president``" are
    whom these words may go back to.
    """

    sentence: Sentence
    actors: list[Actor]
    first: int
    last: int
    flow: Flow
    kind: str
    clause: tuple[int, int]
    it: str
    he: str
    president: str

    @property
    def at(self) -> int:
        """The character of the sentence where the measure starts."""
        return self.sentence.tokens[self.first].start - self.sentence.start

    @property
    def end(self) -> int:
        """The character of the sentence where the measure ends."""
        return self.sentence.tokens[self.last - 1].end - self.sentence.start


def for_all(phrase: Phrase) -> bool:
    """Whether a measure is on everybody: "on any country that", "on imports of heavy trucks"."""
    text = phrase.sentence.text
    after = text[phrase.end : phrase.end + 90]
    everybody = _EVERYBODY.search(text[slice(*phrase.clause)]) or _ON_EVERYBODY.match(after)
    return bool(everybody) or bool(_ON_IMPORTS.match(after) and not phrase.flow.sellers)


def on_product(phrase: Phrase) -> bool:
    """Whether a measure is on a product whose origin is not told: "100% tariffs on branded medicines"."""
    if phrase.sentence.after(phrase.last) != "on":
        return False
    near = range(phrase.last, phrase.last + 5)
    return any(m.first in near for m in phrase.sentence.things)


def find_target(phrase: Phrase, suffers: tuple[str, ...], inner: int) -> tuple[str, ...]:
    """Return on whom: who faces it, whom it is put on, whose goods it meets; ``inner`` ends its noun."""
    sides = {"import": phrase.flow.sellers, "export": phrase.flow.buyers}.get(phrase.kind, ())
    if phrase.flow.buyers and phrase.flow.sellers and sides:
        return sides
    if phrase.kind == "deal":
        return _dealt_with(phrase)
    return (
        tuple(c for c in suffers if c not in phrase.flow.buyers)
        or _after_preposition(phrase, inner)
        or _after_preposition(phrase, phrase.last)
        or _struck(phrase)
        or sides
    )


def faced(phrase: Phrase) -> tuple[str, ...]:
    """ "India faces 50 per cent tariffs": the subject of such a verb is the target."""
    sentence, actors, upto = phrase.sentence, phrase.actors, phrase.at
    base = sentence.start
    hits = list(_FACES.finditer(sentence.text, max(upto - 90, 0), upto))
    acts = _ACTS.search(sentence.text, hits[-1].end(), upto) if hits else None
    if not hits or (acts and not _ARTICLE.search(sentence.text[: acts.start()])):
        return ()
    hit = hits[-1]
    at = sentence.token_at(base + hit.start())
    left = [a for a in actors if a.last <= at and not a.is_place and a.kind != "person"]
    if not left:
        return (phrase.it,) if phrase.it and _PRONOUN.match(sentence.text) else ()
    between = sentence.text[sentence.tokens[left[-1].last - 1].end - base : hit.start()]
    if _HIS_COUNTRY.search(between):
        everyone = [a for a in actors if a.last <= at]
        return (everyone[0].code,)
    return (left[-1].code,)


def _dealt_with(phrase: Phrase) -> tuple[str, ...]:
    """Return where it is invested, or from whom it is bought: "in the United States", "from Qatar"."""
    for actor in phrase.actors:
        lead = phrase.sentence.before(actor.first, 2).removesuffix(" the").split()[-1:]
        if (
            actor.first >= phrase.last
            and lead
            and lead[0] in ("in", "into", "from")
            and actor.kind != "person"
        ):
            return (actor.code,)
    return phrase.flow.sellers


def _after_preposition(phrase: Phrase, last: int) -> tuple[str, ...]:
    """ "on goods from Brazil", "for South Korea", "on Mexico, Canada and China"."""
    tokens = phrase.sentence.tokens
    at = last - 1 if last > 0 and tokens[last - 1].lower in _ON else last
    reach = 4
    while at < len(tokens) and at < last + reach and tokens[at].lower not in _ON:
        if tokens[at].text in ".;" or tokens[at].lower in ("after", "when", "by"):
            return ()
        reach = 10 if tokens[at].lower in ("that", "which") else reach
        at += 1
    if at >= len(tokens) or tokens[at].lower not in _ON:
        return ()
    whom = at + 2 if phrase.sentence.after(at + 1) == "the" else at + 1
    if tokens[at].lower == "to" and not any(a.first == whom for a in phrase.actors):
        return ()
    return _from_here(phrase, at)


def _from_here(phrase: Phrase, at: int) -> tuple[str, ...]:
    """Return the first economy after a preposition in its clause, and those joined to it."""
    sentence = phrase.sentence
    reach = sentence.token_at(sentence.start + phrase.clause[1] - 1)
    found: list[Actor] = []
    for actor in phrase.actors:
        if actor.first <= at or actor.kind == "person":
            continue
        begins = (
            not found and actor.first <= min(at + 10, reach) and not _crosses(sentence, at + 1, actor.first)
        )
        if begins or (
            found and (joined(sentence, found[-1].last, actor.first) or found[-1].first == actor.first)
        ):
            found.append(actor)
    return tuple(dict.fromkeys(a.code for a in found))


def _struck(phrase: Phrase) -> tuple[str, ...]:
    """ "Tariffs of 25% ... will be imposed on the EU and Mexico": the preposition after the verb."""
    sentence = phrase.sentence
    match = _STRUCK.match(sentence.text[phrase.end : phrase.end + 160])
    if match is None:
        return ()
    return _from_here(phrase, sentence.token_at(sentence.start + phrase.end + match.end() - 1))


def nearby(phrase: Phrase, imposing: list[str]) -> tuple[str, ...]:
    """Return an economy beside the measure that is not its author: "will admit Chinese cars"."""
    sentence, first, last = phrase.sentence, phrase.first, phrase.last
    left, right = phrase.clause
    near = [
        a
        for a in phrase.actors
        if a.code not in imposing
        and a.kind in ("adjective", "economy")
        and left <= sentence.tokens[a.first].start - sentence.start < right
        and (abs(a.first - last) < 18 or first <= a.first < last)
        and not _crosses(sentence, min(last, a.first), max(first, a.first))
        and (not a.is_place or is_goods(sentence, a) or phrase.kind == "deal")
        and sentence.after(a.last) not in _SPEAKING
    ]
    return (near[0].code,) if near else ()


def _crosses(sentence: Sentence, first: int, last: int) -> bool:
    """Whether another clause starts between two tokens."""
    return bool(set(sentence.before(last, last - first).split()) & _CROSSING)
