# ruff: noqa: E501
"""Alliances and what is done with them: invited is not joined, endorsed is not joined, named is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from accord.docket.dates import DateMention
from accord.docket.events import brief, evidence
from accord.docket.items import Event, Membership
from accord.docket.reading import Actor, Reading
from accord.docket.tense import direction_at
from accord.docket.tokens import Sentence

_HEADS = (
    "Partnership|Initiative|Alliance|Coalition|Compact|Corridor|Dialogue|Club|Platform|Consortium|Network"
)
_NEW = re.compile(
    rf"(?P<name>(?:[A-Z][\w.&'-]*|AI|[0-9]+G)(?:[ -](?:[A-Z][\w.&'-]*|of|for|and)){{0,6}}? (?:{_HEADS}))(?![\w-]| Agreement| Act| Pact)"
)
_GENERIC = frozenset(
    [
        "strategic",
        "comprehensive",
        "global",
        "economic",
        "trade",
        "the",
        "special",
        "enhanced",
        "security",
        "bilateral",
        "high",
        "level",
        "joint",
        "a",
        "of",
        "and",
        "new",
        "all-weather",
        "under",
        "his",
        "her",
        "its",
        "our",
        "investment",
        "energy",
        "partnership",
        "dialogue",
        "initiative",
        "alliance",
        "network",
        "platform",
    ]
)
_I = re.IGNORECASE
_SPOT = "\u0001"
_NEAR = r"(?:[^\s.;]+\s+){0,6}?"
_ACTIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, _I))
    for name, pattern in (
        ("leave", rf"\b(?:withdr(?:aw|ew|awn|awal)|quit|leav(?:e|es|ing)|left|exit(?:s|ed)?|pull(?:s|ed)?\s+out)\s+{_NEAR}{_SPOT}"),
        ("invite", rf"\binvit(?:e|es|ed|ing|ation)\b.*{_SPOT}|{_SPOT}.*\binvit(?:e|es|ed|ing|ation)\b"),
        ("planned join", r"(?:\b(?:is|are|was|were)\s+(?:also\s+|now\s+)?(?:set\s+|due\s+|expected\s+|likely\s+|ready\s+|about\s+)?to|\bwill|\bwould|\bcould|\bmay|\bto|\bplans?\s+to|\bhopes?\s+to|\bwants?\s+to|\bseek(?:s|ing)?|\bappl(?:y|ied|ies|ication)\s+(?:\w+\s+)?(?:to|for)|\bbid\s+(?:to|for)|\bconsider(?:s|ing)?|\bagreed\s+to|\binterest\s+in|\binclu[ds]\w+\s+of)\s+(?:\w+ly\s+)?(?:be\s+)?(?:join|accede|sign|become|joining|signing|accession|membership|admitted|included)\b(?!\s+(?:the\s+)?(?:\S+\s+)?(?:summit|talks|meeting|call|ceremony))"),
        ("endorse", r"\bendors(?:e|es|ed|ing|ement)\b"),
        ("observer", r"\bobservers?\b"),
        ("member", rf"\bfellow\s+(?:signator|member)|\bmembers?\s+(?:of|in)\s+(?:the\s+)?{_SPOT}|\b(?:is|are|was|were|been)\s+(?:already\s+|now\s+)?(?:a|an|the|its|both)?\s*(?:\w+\s+){{0,2}}(?:members?|party|part|signatory|signatories)\b|\bparticipat(?:ion|es|ing)\s+in\s+{_NEAR}{_SPOT}|\bbelong(?:s|ed|ing)?\s+to\s+(?:the\s+)?{_SPOT}|{_SPOT}[^.;]{{0,30}}\bwhich\s+(?:groups|comprises|includes|brings\s+together)|\bsignatories\s+(?:include|are)|{_SPOT}(?:'s)?\s+(?:members|membership|signatories)\s+(?:are|include|comprise)|\bmembership\s+(?:of|in)\s+(?:the\s+)?{_SPOT}"),
        ("join", rf"\bdid\s+so\b|\bjoin(?:s|ed|ing)?\b(?!\s+(?:the\s+)?(?:\S+\s+)?(?:summit|talks|meeting|call|ceremony))|\bacced(?:e|es|ed|ing)\b|\baccession\b|\b(?:became|becomes|become|becoming|as)\s+(?:a|an|the|its)\s+(?:\S+\s+){{0,2}}(?:signatory|member|party|partner)\b|\bsign(?:s|ed|ing)?\s+(?:up\s+to\s+|onto\s+|on\s+to\s+|of\s+)?{_NEAR}{_SPOT}|\badmitted\b|\bentry\s+into\s+(?:the\s+)?{_SPOT}"),
        ("launch", rf"\b(?:launch(?:es|ed|ing)?|found(?:ed|ing)|inaugurat(?:es|ed|ing)|establish(?:es|ed|ing)?|creat(?:es|ed|ing)|unveil(?:s|ed|ing)?|set\s+up|announced)\s+{_NEAR}{_SPOT}|{_SPOT}(?:'s)?,?\s+(?:\S+\s+){{0,5}}?(?:launch(?:ed)?|founded|inaugurated|established|created|unveiled|set\s+up)\b"),
        ("member (summit)", rf"\b(?:summit|ministerial|meeting|leaders)\s+of\s+(?:the\s+)?{_SPOT}|{_SPOT}(?:'s)?\s+(?:\w+\s+){{0,2}}(?:summit|ministerial|leaders|ministers)\b"),
    )
)  # fmt: skip
_CARRY = re.compile(
    r"\b(?:signator(?:y|ies)|fellow\s+members?|as\s+(?:a\s+)?(?:full\s+)?members?|coalition|the\s+declaration|its\s+declaration|did\s+so|joined|observer|endorsed|"
    r"to\s+sign|(?:the|this|that)\s+(?:alliance|bloc|grouping|initiative|partnership|pact|club))\b",
    _I,
)
_PARTS = re.compile(r";\s+|,\s+(?:while|but|whereas)\s+|,\s+and\s+(?=[A-Z])|\.\s+")


@dataclass(frozen=True)
class _Spot:
    """An alliance's name in a sentence, by characters of the sentence; not ``known`` if only its form tells."""

    name: str
    start: int
    end: int
    known: bool


def find_alliances(reading: Reading) -> tuple[list[Membership], list[Event]]:
    """Return alliances with their action, and the accessions and launches these imply as events."""
    found: list[Membership | None] = []
    last: tuple[_Spot, int] | None = None
    for sentence in reading.sentences:
        spots = _spots(sentence)
        for left, right in _parts(sentence.text):
            here = [s for s in spots if left <= s.start < right]
            carried = (
                last is not None
                and sentence.number - last[1] <= 2
                and _CARRY.search(sentence.text, left, right)
            )
            if not here and carried and last is not None:
                here = [replace(last[0], start=left, end=left)]
            found += [
                _membership(reading, sentence, s, *_reach(here, s, left, right, sentence.text)) for s in here
            ]
            last = (here[-1], sentence.number) if here else last
    made = [m for m in found if m is not None]
    return _merge(made), [e for m in made if (e := _event(reading, m)) is not None]


def _reach(spots: list[_Spot], spot: _Spot, left: int, right: int, text: str) -> tuple[int, int]:
    """Return what may speak of one of several alliances: from the one before, unless joined to it by "and"."""
    at = spots.index(spot)
    if at > 0 and not re.fullmatch(r",? ?(?:and|or|,)? ?(?:the )?", text[spots[at - 1].end : spot.start]):
        left = spots[at - 1].end
    if at + 1 < len(spots):
        right = spots[at + 1].start
    return left, right


def _parts(text: str) -> list[tuple[int, int]]:
    """Split a sentence where another statement starts: "India joined; Qatar did so in January"."""
    cuts = [0, *(m.end() for m in _PARTS.finditer(text)), len(text)]
    return list(pairwise(cuts))


def _spots(sentence: Sentence) -> list[_Spot]:
    base = sentence.start
    spots = [
        _Spot(m.value, m.start - base, m.end - base, True) for m in sentence.names if m.kind == "alliance"
    ]
    if sentence.is_title:
        return spots
    for match in _NEW.finditer(sentence.text):
        name = re.sub(r"^(?:(?:The|A|An|Under|In|On|Joint Statement)\s+)+", "", match["name"])
        words = re.split(r"[\s-]", name.casefold())
        overlaps = any(s.start < match.end() and match.start() < s.end for s in spots)
        if len(words) > 1 and not overlaps and not all(w in _GENERIC for w in words):
            spots.append(_Spot(name, match.end() - len(name), match.end(), False))
    return sorted(spots, key=lambda s: s.start)


def _membership(
    reading: Reading, sentence: Sentence, spot: _Spot, left: int, right: int
) -> Membership | None:
    text = sentence.text
    marked = text[left : spot.start] + _SPOT + text[spot.end : right]
    action, match = next(((a, m) for a, p in _ACTIONS if (m := p.search(marked))), ("mention", None))
    carried = spot.start == spot.end
    if carried and action in ("mention", "launch", "member (summit)"):
        return None
    if action == "join" and match and direction_at(text, left + match.start(), left + match.end()) == 1:
        action = "planned join"
    if (
        not spot.known
        and action in ("join", "member", "mention")
        and re.search(r"\b(?:sign|put|launch|announc)\w*\b", text[left : spot.start])
    ):
        action = "launch"
    when = _date(reading, sentence, left, right)
    base = sentence.start
    actors = [a for a in reading.actors(sentence) if left <= sentence.tokens[a.first].start - base < right]
    return Membership(
        spot.name,
        action,
        _who(reading, spot, action, actors, match, sentence, left),
        when.iso if when else None,
        evidence(reading, sentence),
        (f"'{match[0].replace(_SPOT, spot.name)[:80]}'" if match else "named only",),
    )


def _date(reading: Reading, sentence: Sentence, left: int, right: int) -> DateMention | None:
    inside = [d for d in reading.dates_of(sentence) if left <= d.start - sentence.start < right]
    return inside[0] if inside else None


def _who(
    reading: Reading, spot: _Spot, action: str, actors: list[Actor], match: re.Match[str] | None, sentence: Sentence, left: int
) -> tuple[str, ...]:  # fmt: skip
    """Return the economies meant: members are listed after the word, joiners stand before it."""
    known = reading.words.alliances.get(spot.name)
    codes = [a.code for a in actors if a.kind != "person"]
    if action == "launch":
        return known.parties if known and known.parties else tuple(dict.fromkeys(codes))
    if action == "join" and match and re.match(r"join", match[0], re.IGNORECASE):
        at = sentence.start + left + match.start()
        codes = [
            a.code for a in actors if sentence.tokens[a.first].start < at and a.kind != "person"
        ] or codes
    leads = set(known.parties) if known else set()
    return tuple(dict.fromkeys(c for c in codes if c not in leads)) or tuple(dict.fromkeys(codes))


def _merge(found: list[Membership]) -> list[Membership]:
    """One entry for each alliance and action; a bare mention only where nothing more is said."""
    names = {m.name for m in found}
    kept: dict[tuple[str, str], Membership] = {}
    for item in found:
        name = max((n for n in names if n.endswith(item.name)), key=len)
        key = (name, item.action)
        if key in kept:
            old = kept[key]
            kept[key] = replace(
                old, who=tuple(dict.fromkeys((*old.who, *item.who))), date=old.date or item.date
            )
        else:
            kept[key] = replace(item, name=name)
    told = {name for name, action in kept if action != "mention"}
    joined = {(n, c) for (n, a), m in kept.items() if a == "join" for c in m.who}
    return [
        m
        for (name, action), m in kept.items()
        if (action != "mention" or name not in told)
        and not (action == "member (summit)" and any((name, a) in kept for a in ("join", "member")))
        and not (
            action == "planned join"
            and (name, "invite") in kept
            and not set(m.who) - set(kept[name, "invite"].who)
        )
        and not (action == "member" and m.who and all((name, c) in joined for c in m.who))
    ]


def _event(reading: Reading, item: Membership) -> Event | None:
    kinds = {"invite": "accession", "planned join": "accession", "join": "accession", "launch": "launch"}
    kind = kinds.get(item.action)
    sentence = next(s for s in reading.sentences if s.start == item.evidence.start)
    planned = item.action in ("invite", "planned join")
    if kind is None or sentence.is_title or (item.date is None and (planned or kind == "launch")):
        return None
    iso = item.date or reading.today.isoformat()
    precision = {4: "year", 7: "month", 10: "day"}[len(iso)] if item.date else "inferred"
    people = tuple(dict.fromkeys(a.person for a in reading.actors(sentence) if a.person))
    status = "planned" if planned else "done"
    return Event(
        kind, iso, precision, "", item.who, status, people, brief(sentence), item.evidence, item.trace
    )
