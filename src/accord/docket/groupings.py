# ruff: noqa: E501
"""Alliances and what is done with them: invited is not joined, endorsed is not joined, named is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from accord.docket.events import brief, evidence, nearest_date
from accord.docket.items import Event, Membership
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

_HEADS = "Partnership|Initiative|Alliance|Coalition|Compact|Corridor|Dialogue|Club|Platform|Consortium|Task Force|Network"
_NEW = re.compile(
    rf"(?P<name>(?:[A-Z][\w.&'-]*|AI|[0-9]+G)(?:[ -](?:[A-Z][\w.&'-]*|of|for|on|and|the|in)){{0,7}}? (?:{_HEADS}))(?![\w-]| Agreement| Act)"
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
        "partnership",
        "dialogue",
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
    ]
)
_ACTIONS = (
    ("leave", r"(?:withdr(?:aw|ew|awn|awal)|quit|leav(?:e|es|ing)|left|exit(?:s|ed)?|pull(?:s|ed)?\s+out)\b"),
    ("invite", r"invit(?:e|es|ed|ing|ation)\b"),
    ("planned join", r"(?:(?:is|are|was|were)\s+(?:set\s+|due\s+|expected\s+|likely\s+|ready\s+|about\s+)?to|will|would|could|may|plans?\s+to|hopes?\s+to|wants?\s+to|seek(?:s|ing)?\s+to|appl(?:y|ied|ies|ication)\s+(?:\w+\s+)?(?:to|for)|bid\s+to|intends?\s+to|expected\s+to|consider(?:s|ing)?|agreed\s+to|interest\s+in)\s+(?:be\s+)?(?:\w+ly\s+)?(?:join|accede|sign|become|joining|signing|accession|membership)"),
    ("member", r"(?:fellow\s+(?:signator|member)|members?\s+(?:of|include|are)|is\s+(?:already\s+)?(?:a|an)\s+(?:\w+\s+)?(?:member|party)|participat(?:ion|es|ing)\s+in|belong(?:s|ed)?\s+to|has\s+been\s+(?:a\s+)?(?:member|part)|part\s+of|which\s+groups|signatories\s+(?:include|are)|member(?:ship)?\s+(?:in|of))"),
    ("endorse", r"(?:endors(?:e|es|ed|ing|ement)|back(?:s|ed|ing)|support(?:s|ed)\s+(?:for\s+)?the\s+(?:principles|declaration))\b"),
    ("join", r"(?:join(?:s|ed|ing)|acced(?:e|es|ed|ing)|accession|(?:became|becomes|become|becoming|as)\s+(?:a|an|the|its)?\s*(?:\w+\s+){0,2}(?:signatory|member|party|partner)|sign(?:s|ed|ing)?\s+(?:up\s+to\s+|the\s+|onto\s+|on\s+to\s+|of\s+the\s+|its\s+declaration)|signing\s+of|admitted|entry\s+into)\b"),
    ("launch", r"(?:launch(?:es|ed|ing)?|found(?:ed|ing)|inaugurat(?:es|ed|ing)|establish(?:es|ed|ing)?|creat(?:es|ed|ing)|unveil(?:s|ed|ing)?|set\s+up|announced\s+the\s+creation)\b"),
    ("member (summit)", r"(?:summit|ministerial|leaders'?\s+meeting)\b"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(rf"\b{pattern}", re.IGNORECASE)) for name, pattern in _ACTIONS)
_CARRY = re.compile(
    r"\b(?:signator(?:y|ies)|members?|coalition|the\s+declaration|the\s+(?:alliance|bloc|grouping|initiative|partnership|pact))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Spot:
    name: str
    start: int
    end: int
    known: bool


def find_alliances(reading: Reading) -> tuple[list[Membership], list[Event]]:
    """Return alliances with their action, and the accessions and launches these imply as events."""
    found: list[Membership] = []
    last: _Spot | None = None
    for sentence in reading.sentences:
        spots = _spots(reading, sentence)
        if not spots and last is not None and _CARRY.search(sentence.text):
            match = _CARRY.search(sentence.text)
            spots = [replace(last, start=match.start(), end=match.end())] if match else []
            spots = [s for s in spots if any(p.search(sentence.text) for _, p in _PATTERNS[:7])]
        for spot in spots:
            found += _memberships(reading, sentence, spot)
        if spots:
            last = spots[-1]
    merged = _merge(found)
    return merged, [e for m in found if (e := _event(reading, m)) is not None]


def _spots(reading: Reading, sentence: Sentence) -> list[_Spot]:
    base = sentence.start
    spots = [
        _Spot(m.value, m.start - base, m.end - base, True) for m in sentence.names if m.kind == "alliance"
    ]
    if sentence.is_title:
        return spots
    for match in _NEW.finditer(sentence.text):
        words = match["name"].casefold().split()
        if (
            all(w in _GENERIC for w in words)
            or len(words) < 2
            or any(s.start < match.end() and match.start() < s.end for s in spots)
        ):
            continue
        name = re.sub(r"^(?:The|An?|Under the|In the)\s+", "", match["name"])
        spots.append(_Spot(name, match.start("name"), match.end("name"), False))
    return spots


def _memberships(reading: Reading, sentence: Sentence, spot: _Spot) -> list[Membership]:
    text = sentence.text
    codes = tuple(dict.fromkeys(a.code for a in reading.actors(sentence) if a.kind != "person"))
    hits = []
    for action, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            distance = spot.start - match.end() if match.end() <= spot.start else match.start() - spot.end
            hits.append((max(distance, 0), action, match))
    hits = _settle([h for h in hits if h[0] < 110], spot)
    made = []
    for _, action, match in hits or [(0, "mention", None)]:
        when = nearest_date(reading, sentence, match.start(), match.end()) if match else None
        made.append(
            Membership(
                spot.name,
                "launch" if action == "join" and not spot.known else action,
                _who(reading, sentence, spot, action, codes),
                when.iso if when else None,
                evidence(reading, sentence),
                (f"'{match[0]}' near '{text[spot.start : spot.end]}'" if match else "named only",),
            )
        )
    return made


def _settle(hits: list[tuple[int, str, re.Match[str]]], spot: _Spot) -> list[tuple[int, str, re.Match[str]]]:
    """Choose what is said of the alliance: an invitation to join is not a joining, nor is a plan to."""
    names = {action for _, action, _ in hits}
    drop: set[str] = set()
    if "leave" in names:
        drop |= {"join", "member"}
    if names & {"invite", "planned join"}:
        drop |= {"join", "launch"} | ({"planned join"} if "invite" in names else set())
    if "member" in names:
        drop.add("join" if not any(a == "join" and "sign" in m[0].casefold() for _, a, m in hits) else "")
    if "member (summit)" in names:
        drop |= {"join", "planned join"}
    best: dict[str, tuple[int, str, re.Match[str]]] = {}
    for hit in sorted(hits, key=lambda h: h[0]):
        if hit[1] not in drop:
            best.setdefault(hit[1], hit)
    return sorted(best.values(), key=lambda h: h[0])[:1]


def _who(
    reading: Reading, sentence: Sentence, spot: _Spot, action: str, codes: tuple[str, ...]
) -> tuple[str, ...]:
    known = reading.words.alliances.get(spot.name)
    if action == "launch":
        return known.parties if known and known.parties else codes
    leads = set(known.parties) if known else set()
    return tuple(c for c in codes if c not in leads) or codes


def _merge(found: list[Membership]) -> list[Membership]:
    """One entry for each alliance and action; a bare mention only where nothing more is said."""
    kept: dict[tuple[str, str], Membership] = {}
    for item in found:
        name = next((n for n, _ in kept if n != item.name and n.endswith(item.name)), item.name)
        key = (name, item.action)
        if key in kept:
            old = kept[key]
            kept[key] = replace(
                old, who=tuple(dict.fromkeys((*old.who, *item.who))), date=old.date or item.date
            )
        else:
            kept[key] = replace(item, name=name)
    told = {name for name, action in kept if action not in ("mention",)}
    return [m for (name, action), m in kept.items() if action != "mention" or name not in told]


def _event(reading: Reading, item: Membership) -> Event | None:
    kind = {"invite": "accession", "planned join": "accession", "join": "accession", "launch": "launch"}.get(
        item.action
    )
    sentence = next(s for s in reading.sentences if s.start == item.evidence.start)
    if kind is None or sentence.is_title:
        return None
    planned = item.action in ("invite", "planned join")
    if item.date is None and planned:
        iso, precision = None, "unknown"
    else:
        iso = item.date or reading.today.isoformat()
        precision = {4: "year", 7: "month", 10: "day"}[len(iso)] if item.date else "inferred"
    if kind == "launch" and item.date is None:
        return None
    people = tuple(dict.fromkeys(a.person for a in reading.actors(sentence) if a.person))
    return Event(
        kind,
        iso,
        precision,
        "",
        item.who,
        "planned" if planned else "done",
        people,
        brief(sentence),
        item.evidence,
        item.trace,
    )
