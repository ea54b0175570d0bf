"""Whose goods go where: the seller of "Vietnamese goods", the buyer of "exports to the United States"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accord.docket.reading import Actor
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_I = re.IGNORECASE
_GOODS = words("goods", "parties")
_CHARGES = words("charges", "parties")
_NOT_GOODS = words("after_a_product", "parties")
_DESCRIBING = words("before_goods", "parties")
_INTO = re.compile(
    r"\b(?:import(?:ed|s)?|ship(?:ped|s|ping|ments?)?|export(?:ed|s|ing)?|s[oe]ld|sell(?:s|ing)?|sales|sent|"
    r"deliver(?:ed|ies)|brought|suppl(?:y|ies|ied)|com(?:e|es|ing)|access|entry|goods|products|bound|flow(?:s|ing)?)"
    r"\b[^,;.]{0,60}?\b(?:to|into|for)\s+(?:the\s+)?$|"
    r"\b(?:sold|sell(?:s|ing)?|sales)\b[^,;.]{0,60}?\bin\s+(?:the\s+)?$|"
    r"\b(?:enter(?:s|ing|ed)?|reach(?:es|ing)?)\s+(?:the\s+)?$",
    _I,
)
_MARKET = re.compile(
    r"(?:'s)?\s+(?:market|ports?|importers?|imports?\s+(?:of\s+[^,;.]{1,40}?\s+)?from"
    r"\s+(?!Jan|Feb|Mar|Apr|May\b|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:the\s+)?(?-i:[A-Z])|buyers|customs)\b",
    _I,
)
_SELLS = re.compile(
    r"\s+(?:(?:will|can|may|could|would|has|have|is|are|be|been|able|allowed|to|also|currently)\s+)*"
    r"(?:sells?|selling|sold|ships?|shipping|shipped|sends?|sending|exports?|exported)\s+(?!ban|control|curb|quota|tax|dut|lev)",
    _I,
)
_FROM = re.compile(
    r"\b(?:(?:import|made|produc|originat|melt|pour|min|refin|process|assembl|ship|com|sourc|bought|buy|purchas|built|grown|export)\w*|"
    r"(?P<thing>[\w-]+))\s+(?:in|from|by)\s+(?:the\s+)?$",
    _I,
)
REASON = re.compile(
    r"\b(?:over|because\s+of|linked\s+to|related\s+to|due\s+to|(?:buying|purchas(?:e|es|ing)(?:\s+of)?))\b[^,;]*$",
    _I,
)
_OF_GOODS = re.compile(
    r"\b(?:exports?|shipments|sales|supplies|exporters|producers|makers)\s+(?:of|from|in)\s+(?:the\s+)?$", _I
)
_JOIN = frozenset({"and", ",", "the", "or", "as", "well"})


@dataclass(frozen=True)
class Flow:
    """Economies that sell and economies that buy, as a clause names them."""

    sellers: tuple[str, ...]
    buyers: tuple[str, ...]


def joined(sentence: Sentence, first: int, last: int) -> bool:
    """Whether only "and" and commas stand between two tokens."""
    return last > first and set(sentence.before(last, last - first).split()) <= _JOIN


def goods_flow(sentence: Sentence, actors: list[Actor], left: int, right: int) -> Flow:
    """Return sellers and buyers of the goods spoken of between two characters of a sentence."""
    roles: list[tuple[Actor, str]] = []
    for actor in actors:
        at = sentence.tokens[actor.first].start - sentence.start
        if not left <= at < right or actor.kind in ("person", "institution"):
            continue
        reason = REASON.search(sentence.text[max(left, at - 90) : at])
        role = "" if reason else _role(sentence, actor, left, at)
        if (
            not role
            and roles
            and joined(sentence, roles[-1][0].last, actor.first)
            and not _owns(sentence, actor)
        ):
            role = roles[-1][1]
        roles.append((actor, role))
    for at in range(len(roles) - 1, 0, -1):
        (before, none), (actor, role) = roles[at - 1], roles[at]
        if role and not none and joined(sentence, before.last, actor.first) and not _owns(sentence, before):
            roles[at - 1] = (before, role)
    sellers, buyers = (
        tuple(dict.fromkeys(a.code for a, r in roles if r == which)) for which in ("sells", "buys")
    )
    return Flow(tuple(c for c in sellers if c not in buyers), buyers)


def _role(sentence: Sentence, actor: Actor, left: int, at: int) -> str:
    """Return what an economy does in its clause: "buys", "sells" or nothing."""
    before = sentence.text[max(left, at - 90) : at]
    after = sentence.text[sentence.tokens[actor.last - 1].end - sentence.start :][:60]
    source = _FROM.search(before)
    if _OF_GOODS.search(before):
        return "sells"
    if _SELLS.match(after):
        return "sells"
    if _MARKET.match(after) and not _owns(sentence, actor):
        return "buys"
    if is_goods(sentence, actor):
        return "sells"
    if _INTO.search(before) and not _owns(sentence, actor):
        return "buys"
    named = source and (source["thing"] is None or _names_goods(sentence, actor, source["thing"]))
    return "sells" if named and not _owns(sentence, actor) else ""


def _names_goods(sentence: Sentence, actor: Actor, word: str) -> bool:
    """Whether the word before "from" is goods: a general word, or a product of the lexicon."""
    at = actor.first - (3 if sentence.before(actor.first) == "the" else 2)
    return word.casefold() in _GOODS or any(m.first <= at < m.last for m in sentence.things)


def _owns(sentence: Sentence, actor: Actor) -> bool:
    """Whether a measure follows the economy within its phrase: "the U.S. steel tariff"."""
    return bool(set(sentence.after(actor.last, 4).split()) & _CHARGES) and not is_goods(sentence, actor)


def is_goods(sentence: Sentence, actor: Actor) -> bool:
    """Whether an economy only describes goods: "Chinese electric cars", "New Zealand's apples"."""
    words = [t.lower for t in sentence.tokens[actor.last : actor.last + 5]]
    for offset, word in enumerate(words):
        at = actor.last + offset
        thing = next((m for m in sentence.things if m.first == at), None)
        if thing is not None:
            follows = set(sentence.after(thing.last, 2).split())
            return not follows & _CHARGES and not (offset == 0 and follows & _NOT_GOODS)
        if word in _GOODS:
            return True
        if word not in _DESCRIBING and word != "'s":
            return False
    return False
