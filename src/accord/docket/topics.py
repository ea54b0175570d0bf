"""Minerals, products, topics, laws, money and statements: what a report names, each with its words."""

from __future__ import annotations

import re

from accord.docket.items import Law, Named, Statement, Sum
from accord.docket.patterns import regex
from accord.docket.quoted import evidence, span
from accord.docket.reading import Reading
from accord.docket.tokens import Mention, Sentence

_TOPICS = (
    ("trade", r"\btrade\b|\btariffs?\b"),
    (
        "critical minerals",
        r"\bcritical\s+(?:minerals?|raw\s+materials)|\brare[\s-]earths?|\bstrategic\s+minerals",
    ),
    ("semiconductors", r"\bsemiconductors?|\bchips?\b|\bsilicon\b"),
    (
        "nuclear energy",
        r"\bnuclear\s+(?:energy|power|reactors?|cooperation|bill)|\bcivil\s+nuclear|\breactors?\b",
    ),
    ("energy", r"\benergy\b|\boil\b|\bnatural\s+gas\b|\bLNG\b"),
    ("Russian oil", r"\bRussian\s+(?:oil|crude)"),
    ("defence", r"\bdefen[cs]e\b|\bmilitary\b"),
    ("artificial intelligence", r"\bAI\b|\bartificial\s+intelligence"),
    ("sanctions", r"\bsanction"),
    (
        "export controls",
        r"\bexport\s+(?:control|curb|ban|quota|restriction)|\bcontrols\s+on\b.{0,40}\bexports?",
    ),
    ("investment", r"\binvest(?:ment|ments|ed|ing)?\b"),
    ("agriculture", r"\bfarm|\bagricultur|\bcanola|\bsoybean|\bbeef\b|\bdairy\b"),
    ("security", r"\bsecurity\b|\bcounter-terrorism\b"),
    ("technology", r"\btechnolog"),
)
_TOPIC_PATTERNS = tuple((name, regex(pattern, re.IGNORECASE)) for name, pattern in _TOPICS)
_LAW = regex(
    r"(?P<name>(?:[A-Z][\w'-]*)(?:[ ,]+(?:[A-Z][\w'-]*|of|for|and|the|&)){0,14}? (?:bill|"
    r"Bill|Act|Law|Code))\b(?! of\b)"
)
_PASSED = regex(
    r"\b(?:pass(?:ed|ing|es)?|approv(?:ed|ing|es)|enact\w*|adopt\w*|signed|became\s+law|"
    r"ratif\w+|congratulated)\b",
    re.IGNORECASE,
)
_SAID = regex(
    r"\b(?:said|says|told|added|adds|noted|stressed|announced|wrote|described|describes|"
    r"confirmed|reiterated|declared|argued|warned|called|"
    r"insisted|stated|explained|remarked|according\s+to|pointed\s+out|posted|underlined|"
    r"emphasi[sz]ed|acknowledged)\b",
    re.IGNORECASE,
)
_BODIES = regex(
    r"\b(?:(?:[A-Z][\w.'-]*\s+){0,4}(?:Ministry|Department|Commission|Office|Council|"
    r"Agency|Bureau)(?:\s+of(?:\s+the)?\s+[A-Z][\w,]*(?:\s+(?:and\s+)?[A-Z][\w]*)*)?|"
    r"(?:[\w.'-]+\s+){0,3}(?:ministry|regulator|press\s+service|government|administration|"
    r"embassy|central\s+bank|White\s+House|Kremlin))\b"
)
_VIA = regex(
    r"\b(?:on|in|at|to)\s+(?:a\s+|the\s+)?(?P<via>X|Truth\s+Social|Twitter|Telegram|"
    r"statement|news\s+conference|press\s+conference|interview|reporters|post|speech|"
    r"briefing|parliament)\b"
)


def things(reading: Reading, kind: str) -> tuple[Named, ...]:
    """Return the minerals or products the report names, each once, with its first words."""
    first: dict[str, Mention] = {}
    for sentence in reading.sentences:
        for mention in sentence.things:
            if mention.kind == kind:
                first.setdefault(mention.value, mention)
    return tuple(Named(name, span(reading, m.start, m.end)) for name, m in first.items())


def minerals_and_products(reading: Reading) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Return minerals and products; a mineral listed as a product too counts for both."""
    minerals = things(reading, "mineral")
    products = things(reading, "product")
    as_goods = tuple(
        m for m in minerals if m.name in reading.words.sectors and m.name not in {p.name for p in products}
    )
    return minerals, tuple(sorted((*products, *as_goods), key=lambda n: n.evidence.start))


def topics(reading: Reading) -> tuple[Named, ...]:
    """Return the topics the report speaks of, each with its first words."""
    hits = ((name, pattern.search(reading.text)) for name, pattern in _TOPIC_PATTERNS)
    return tuple(Named(name, span(reading, m.start(), m.end())) for name, m in hits if m)


def laws(reading: Reading) -> tuple[Law, ...]:
    """Return the bills and acts the report names, with whose they are and whether they passed."""
    found: dict[str, Law] = {}
    for sentence in reading.sentences:
        if sentence.is_title or not reading.has_room(found, "laws"):
            continue
        for match in _LAW.finditer(sentence.text):
            name = re.sub(r"^(?:The|A|An|This|That)\s+", "", match["name"])
            left = [
                a
                for a in reading.actors(sentence)
                if a.first <= sentence.token_at(sentence.start + match.start())
            ]
            status = "passed" if _PASSED.search(sentence.text) else "named"
            start = sentence.start + match.end() - len(name)
            found.setdefault(
                name,
                Law(
                    name,
                    left[-1].code if left else None,
                    status,
                    span(reading, start, start + len(name)),
                    (f"a name that ends in '{name.split()[-1]}'",),
                ),
            )
    return tuple(found.values())


def sums(reading: Reading) -> tuple[Sum, ...]:
    """Return the sums of money, in the scale the text uses, with the sentence they stand in."""
    found: list[Sum] = []
    for sentence in reading.sentences:
        if not reading.has_room(found, "sums of money"):
            break
        for amount in (a for a in reading.amounts_of(sentence) if a.kind == "money"):
            near = reading.text[max(amount.start - 60, sentence.start) : min(amount.end + 60, sentence.end)]
            words = span(reading, amount.start, amount.end)
            found.append(Sum(amount.value, amount.currency, " ".join(near.split()), words))
    return tuple(found)


def statements(reading: Reading) -> tuple[Statement, ...]:
    """Return who said what: sentences with a verb of saying and a person or a body that says it."""
    found: list[Statement] = []
    for sentence in reading.sentences:
        if not reading.has_room(found, "statements"):
            break
        match = None if sentence.is_title else _SAID.search(sentence.text)
        speaker = _speaker(reading, sentence, match) if match else None
        if match is None or speaker is None:
            continue
        via = _VIA.search(sentence.text)
        gist = " ".join(sentence.text.split())
        found.append(
            Statement(
                speaker,
                gist[:300],
                via["via"] if via else None,
                '"' in sentence.text,
                evidence(reading, sentence),
            )
        )
    return tuple(found)


def _speaker(reading: Reading, sentence: Sentence, verb: re.Match[str]) -> str | None:
    at = sentence.token_at(sentence.start + verb.start())
    people = [a for a in reading.actors(sentence) if a.person]
    before = [a for a in people if a.last <= at]
    if verb[0].casefold().startswith("according"):
        people, before = [a for a in people if a.first > at], []
    near = before[-1] if before else next((a for a in people if 0 <= a.first - at <= 6), None)
    body = _BODIES.search(sentence.text)
    if near is None and body:
        return " ".join(body[0].split())
    return near.person if near else None
