"""Alliances and what is done with them: invited is not joined, endorsed is not joined, named is neither."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from accord.core.frozen import NamedTuple, dataclass
from accord.docket.dates import DateFound
from accord.docket.events.find import is_planned
from accord.docket.items import Event, Membership
from accord.docket.patterns import regex
from accord.docket.quoted import brief, evidence, span
from accord.docket.reading import Reading
from accord.docket.rules import expression, rule_file, words
from accord.docket.tokens import Actor, Sentence

_HEADS = "Partnership|Initiative|Alliance|Coalition|Compact|Corridor|Club|Platform|Consortium|Network"
_WORD = r"[A-Z][\w.&']*+(?:-[\w.&']++)*+"
_NEW = regex(
    rf"(?P<name>\b(?:{_WORD}|AI|[0-9]+G)(?: (?:{_WORD}|of|for|and)){{0,6}}? (?:{_HEADS}))"
    r"(?![\w-]| Agreement| Act| Pact| (?:on|for) [A-Z])|"
    rf"(?P<of>(?:{_WORD} ){{0,3}}(?:Coalition|Alliance|Partnership|Forum|Initiative|League|Council) (?:for|of|on) (?:the )?"
    r"[A-Z][\w-]*+(?: (?:[A-Z][\w-]*+|and|of|for)){0,5}(?<! and)(?<! of)(?<! for))"
)
_BODY = regex(
    rf"\b(?:{_WORD},? )(?:(?:{_WORD}|and),? ){{0,8}}?(?:Group|Board|Council|Forum|Mechanism|Task Force|Committee|Dialogue)\b"
    rf"(?: (?:of|on|for) {_WORD}(?: {_WORD}){{0,3}})?|"
    rf"\b(?:Board|Council|Forum|Committee|Dialogue) (?:of|on|for) {_WORD}(?: {_WORD}){{0,3}}"
)
_FOUNDED = regex(
    r"\b(?:establish|launch|charter|creat|inaugurat|found|set(?:ting)? up)(?:e[sd]|s|ed|ing|es)?\b[^;]{0,200}$",
    re.IGNORECASE,
)
"""Names of groupings; a word takes its hyphens with it and gives nothing back, so that no run of them is tried twice."""
_GENERIC = words("generic_alliance_words")
_I = re.IGNORECASE
_SPOT = "\u0001"
_NEAR = r"(?:[^\s.;]+\s+){0,6}?"
_CARRY = regex(
    r"\b(?:signator(?:y|ies)|fellow\s+members?|as\s+(?:a\s+)?(?:full\s+)?members?|"
    r"coalition|the\s+declaration|its\s+declaration|did\s+so|joined|observer|endorsed|"
    r"to\s+sign|\bit\s+(?:now\s+|also\s+)?includes\b|(?:has|have|had)\s+(?:all\s+|also\s+|formally\s+)*applied\b|asked\s+to\s+be\s+admitted|"
    r"applications?,?\s+(?:was\s+|were\s+)?(?:filed|submitted|lodged)|"
    r"(?:the|this|that)\s+(?:alliance|bloc|grouping|initiative|partnership|pact|club))\b",
    _I,
)
_PARTS = regex(r";\s+|,\s+(?:while|but|whereas)\s+|,\s+and\s+(?=[A-Z])|\.\s+")


_NOT_DONE = regex(
    r"(?:\b(?:not|never|without|nor|neither|cannot|declined\s+to|refused\s+to)|n't)\s+(?:[^\s,;:.]+\s+){0,2}$",
    _I,
)


@lru_cache(maxsize=1)
def _actions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = rule_file("actions")["actions"]
    return tuple(
        (row["action"], expression(row["pattern"].replace("<name>", _SPOT).replace("<near>", _NEAR)))
        for row in rows
    )


@lru_cache(maxsize=1)
def _only_when_joined() -> frozenset[str]:
    return frozenset(rule_file("actions")["only_when_joined"])


@lru_cache(maxsize=1)
def _never() -> frozenset[str]:
    return frozenset(rule_file("actions")["never"])


@dataclass(frozen=True)
class _Spot:
    """An alliance's name in a sentence, by characters of the sentence; ``known`` from the lexicon."""

    name: str
    start: int
    end: int
    known: bool
    founded: bool = False


class _Carried(NamedTuple):
    """The alliance last spoken of: the sentence that named it, and the last one that spoke of it."""

    spot: _Spot
    named: int
    used: int


def find_alliances(reading: Reading) -> tuple[list[Membership], list[Event]]:
    """Return alliances with their action, and the accessions and launches these imply as events."""
    found: list[tuple[Membership, Sentence]] = []
    last: _Carried | None = None
    known = reading.words.alliances
    for sentence in reading.sentences:
        if not reading.has_room(found, "alliances"):
            break
        spots = _with_owner(sentence, _spots(sentence), last)
        for left, right in _parts(sentence.text):
            here = [s for s in spots if left <= s.start < right]
            named = sentence.number
            near = last is not None and sentence.number - last.used <= 3
            if not here and near and last is not None and _CARRY.search(sentence.text, left, right):
                here, named = [replace(last.spot, start=left, end=left)], last.named
            for spot in here:
                reach = _reach(here, spot, left, right, sentence.text)
                item = _membership(reading, sentence, spot, *reach)
                if item is not None:
                    words = span(reading, reading.sentences[named].start, sentence.end)
                    item = replace(item, evidence=words)
                    found += [(m, sentence) for m in (item, _listed(reading, sentence, item, reach)) if m]
            last = _Carried(here[-1], named, sentence.number) if here else last
    events = (_event(reading, item, sentence) for item, sentence in found)
    told = [
        m for m, _ in found if m.name not in _never() and not (m.action == "mention" and m.name not in known)
    ]
    return _merge(told), [e for e in events if e is not None]


_THEIR = regex(
    r"\b(?:its|the (?:group(?:ing)?|bloc|partnership|alliance|club|forum|organi[sz]ation)['\u2019]s) $", _I
)


def _with_owner(sentence: Sentence, spots: list[_Spot], last: _Carried | None) -> list[_Spot]:
    """Give a new body the name of the grouping that it is part of: "the group's Finance Network" is the MSP's."""
    named: list[_Spot] = []
    for spot in spots:
        owner = named[-1] if named else last.spot if last is not None else None
        if spot.known or spot.founded or owner is None or not _THEIR.search(sentence.text[: spot.start]):
            named.append(spot)
            continue
        told = sentence.text[owner.start : owner.end] if owner in spots else ""
        named.append(replace(spot, name=f"{told if told.isupper() else owner.name} {spot.name}"))
    return named


_JOIN = frozenset({"and", ",", "the", "or", "as", "well"})


def joined(sentence: Sentence, first: int, last: int) -> bool:
    """Whether only "and" and commas stand between two tokens."""
    return last > first and set(sentence.before(last, last - first).split()) <= _JOIN


def _listed(
    reading: Reading, sentence: Sentence, item: Membership, reach: tuple[int, int]
) -> Membership | None:
    """Return those already in, listed beside a newcomer: "joins Russia, India and China as a member"."""
    if item.action not in ("join", "planned join", "invite"):
        return None
    runs: list[list[Actor]] = [[]]
    for actor in reading.actors(sentence):
        at = sentence.tokens[actor.first].start - sentence.start
        if actor.kind == "economy" and reach[0] <= at < reach[1]:
            beside = runs[-1] and joined(sentence, runs[-1][-1].last, actor.first)
            runs += [] if beside else [[]]
            runs[-1].append(actor)
    run = max(runs, key=len)
    before = sentence.before(run[0].first, 8) if len(run) > 2 else ""
    if not _IN_ALREADY.search(before):
        return None
    return replace(item, action="member", who=tuple(dict.fromkeys(a.code for a in run)), date=None)


_IN_ALREADY = regex(
    r"\b(?:joins?|joined|joining|includes?|including|groups|members?|comprises|countries)\b", _I
)


def _reach(spots: list[_Spot], spot: _Spot, left: int, right: int, text: str) -> tuple[int, int]:
    """Return what may speak of one of several alliances: from the one before on, unless "and" joins them."""
    at = spots.index(spot)
    if at > 0 and not re.fullmatch(
        r"(?: \([A-Z-]+\))?,? ?(?:and|or|,)? ?(?:the )?", text[spots[at - 1].end : spot.start]
    ):
        left = spots[at - 1].end
    if at + 1 < len(spots):
        right = spots[at + 1].start
    return left, right


def _parts(text: str) -> list[tuple[int, int]]:
    """Split a sentence where another statement starts: "India joined; Qatar did so in January"."""
    cuts = [0, *(m.end() for m in _PARTS.finditer(text) if not _in_a_list(text, m)), len(text)]
    return list(pairwise(cuts))


_LISTED = regex(r",\s+(?:the\s+)?[A-Z][\w.'-]*(?:\s+(?:of\s+|and\s+)?(?:the\s+)?[A-Z][\w.'-]*){0,3}$")


def _in_a_list(text: str, cut: re.Match[str]) -> bool:
    """Whether a comma and "and" only bring the last name of a list: "Chile, Peru, and Oman signed"."""
    return "and" in cut[0] and bool(_LISTED.search(text, max(cut.start() - 60, 0), cut.start()))


def _spots(sentence: Sentence) -> list[_Spot]:
    base = sentence.start
    spots = [
        _Spot(m.value, m.start - base, m.end - base, True)
        for m in sentence.names
        if m.kind == "alliance" and not _of_a_body(sentence.text, m.start - base, m.end - base)
    ]
    if sentence.is_title:
        return spots
    for match in _NEW.finditer(sentence.text):
        name = re.sub(r"^(?:(?:The|A|An|Under|In|On|Joint Statement)\s+)+", "", match["name"] or match["of"])
        words = re.split(r"[\s-]", name.casefold())
        inside = [s for s in spots if s.start < match.end() and match.start() < s.end]
        overlaps = any(s.name not in _never() or s.end == match.end() for s in inside)
        if len(words) > 1 and not overlaps and not all(w in _GENERIC for w in words):
            spots = [s for s in spots if s not in inside]
            spots.append(_Spot(name, match.end() - len(name), match.end(), False))
    return sorted([*spots, *_founded(sentence, spots)], key=lambda s: s.start)


_COUNCIL = regex(
    r" (?:[A-Z]\w+ ){0,3}(?:Council|Institute|Foundation|Chamber|University|Association|Federation)\b"
)


def _of_a_body(text: str, start: int, end: int) -> bool:
    """Whether a grouping only stands in the name of a private body: "the Chile-ASEAN Business Council"."""
    return text[max(start - 1, 0) : start] == "-" and bool(_COUNCIL.match(text, end))


def _founded(sentence: Sentence, spots: list[_Spot]) -> list[_Spot]:
    """Return bodies of several economies that a sentence founds: "chartered the Chile-Norway Board of Trade"."""
    found = []
    for match in _BODY.finditer(sentence.text):
        name = re.sub(r"^(?:(?:The|A|An) )+", "", match[0]).rstrip(".")
        taken = [(s.start, s.end) for s in spots] + [
            (m.start - sentence.start, m.end - sentence.start)
            for m in sentence.names
            if m.kind == "institution"
        ]
        apart = not any(a < match.end() and match.start() < b for a, b in taken)
        if apart and len(name.split()) > 2 and _FOUNDED.search(sentence.text[: match.start()]):
            start = match.start() + match[0].index(name)
            found.append(_Spot(name, start, start + len(name), False, True))
    return found


def _membership(
    reading: Reading, sentence: Sentence, spot: _Spot, left: int, right: int
) -> Membership | None:
    text = sentence.text
    marked = text[left : spot.start] + _SPOT + text[spot.end : right]
    action, match = next(((a, m) for a, p in _actions() if (m := p.search(marked))), ("mention", None))
    action = "launch" if spot.founded else action
    carried = spot.start == spot.end
    if match and _NOT_DONE.search(marked[: match.start()]):
        action, match = "mention", None
    if carried and action in ("mention", "launch", "member (summit)"):
        return None
    coming = match and is_planned(text, left + match.start(), left + match.end())
    if action == "join" and match and coming and "decided" not in match[0]:
        action = "planned join"
    if (
        not spot.known
        and action in ("join", "member", "mention")
        and not (match and "join" in match[0].casefold())
        and re.search(r"\b(?:sign|put|launch|announc)\w*\b", text[left : spot.start])
    ):
        action = "launch"
    when = _date(reading, sentence, left, right)
    if action == "member" and re.search(r"\bif\b", text[left:right], re.IGNORECASE):
        action = "mention"
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


def _date(reading: Reading, sentence: Sentence, left: int, right: int) -> DateFound | None:
    inside = [d for d in reading.dates_of(sentence) if left <= d.start - sentence.start < right]
    return inside[0] if inside else None


def _who(
    reading: Reading,
    spot: _Spot,
    action: str,
    actors: list[Actor],
    match: re.Match[str] | None,
    sentence: Sentence,
    left: int,
) -> tuple[str, ...]:
    """Return the economies meant: members are listed after the word, joiners stand before it."""
    known = reading.words.alliances.get(spot.name)
    codes = [a.code for a in actors if a.kind != "person"]
    if action == "launch":
        return known.parties if known and known.parties else tuple(dict.fromkeys(codes)) or reading.sides
    if action in ("join", "planned join") and match:
        text, stop = sentence.text, left + match.start()
        told = max((m.end() for m in _THAT.finditer(text, left, stop)), default=0)
        ends = stop if action == "join" and re.match(r"join", match[0], re.IGNORECASE) else len(text)
        starts = ((a, sentence.tokens[a.first].start - sentence.start) for a in actors)
        codes = [a.code for a, at in starts if told <= at < ends and a.kind != "person"] or codes
        if re.match(r"entry|accession", match[0], re.IGNORECASE) and text[:stop].rstrip().endswith(
            ("'s", "\u2019s")
        ):
            codes = [a.code for a in actors if sentence.tokens[a.first].start - sentence.start < stop][-1:]
    leads = set(known.parties) if known else set()
    return tuple(dict.fromkeys(c for c in codes if c not in leads)) or tuple(dict.fromkeys(codes))


_THAT = regex(r"\bthat\b")
"""Parts who tells of an accession from who joins: "Peru said that Oman had joined"."""


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
    told = {name for name, action in kept if action != "mention"} | _only_when_joined()
    joined = {(n, c) for (n, a), m in kept.items() if a == "join" for c in m.who}
    return [
        m
        for (name, action), m in kept.items()
        if (action != "mention" or not (name in told or any(n.startswith(f"{name}+") for n in names)))
        and not (action == "member (summit)" and any((name, a) in kept for a in ("join", "member")))
        and not (
            action == "planned join"
            and (name, "invite") in kept
            and not set(m.who) - set(kept[name, "invite"].who)
        )
        and not (action == "member" and m.who and all((name, c) in joined for c in m.who))
    ]


def _event(reading: Reading, item: Membership, sentence: Sentence) -> Event | None:
    kinds = {"invite": "accession", "planned join": "accession", "join": "accession", "launch": "launch"}
    kind = kinds.get(item.action)
    planned = item.action in ("invite", "planned join")
    if kind is None or sentence.is_title or (item.date is None and (planned or kind == "launch")):
        return None
    iso = item.date or reading.lead_day[0]
    precision = {4: "year", 7: "month", 10: "day"}[len(iso)] if item.date else "inferred"
    people = tuple(dict.fromkeys(a.person for a in reading.actors(sentence) if a.person))
    status = "planned" if planned else "done"
    return Event(
        kind, iso, precision, "", item.who, status, people, brief(sentence), item.evidence, item.trace
    )
