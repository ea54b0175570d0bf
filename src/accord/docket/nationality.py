"""Whose official a person is: votes of the title, the apposition, the office lexicon and the words around."""

from __future__ import annotations

from collections import Counter

from accord.docket.people import Person, Sighting
from accord.docket.roles import find_roles
from accord.docket.tokens import Mention, Sentence

TITLE, SENT_FOR, OFFICE_NOW, FORMER_OFFICE, ROLE_DEFAULT, NEAR, AFTER, DATELINE, COMMON = (
    10,
    8,
    6,
    4,
    4,
    2,
    1,
    1.2,
    0.6,
)
POSSESSOR = 5
"""Weight of the economy that a possessive goes back to."""
_SENDERS = frozenset(["ambassador", "envoy", "high", "commissioner", "consul", "general", "counsellor"])
_PLACE_WORDS = frozenset(["in", "at", "to", "from", "into", "near", "outside", "on", "against"])


def economies_in(sentence: Sentence, first: int = 0, last: int | None = None) -> list[Mention]:
    """Return the mentions between two tokens that stand for an economy or one of its institutions."""
    last = len(sentence.tokens) if last is None else last
    kinds = ("economy", "adjective", "place", "institution")
    return [m for m in sentence.names if m.kind in kinds and m.value and first <= m.first and m.last <= last]


def assign(people: list[Person], sentences: list[Sentence], dateline: str | None) -> None:
    """Set each person's economy, role, and the reason, from every sighting."""
    common = Counter(m.value for s in sentences for m in economies_in(s))
    tallies = []
    for person in people:
        votes: Counter[str] = Counter()
        reasons: dict[str, tuple[float, str]] = {}
        for sighting in person.sightings:
            for code, weight, why in [*_votes(sighting), *_possessor(sighting, sentences)]:
                _cast(votes, reasons, code, weight, why)
        if person.official:
            weight = FORMER_OFFICE if person.official.end else OFFICE_NOW
            _cast(votes, reasons, person.official.code, weight, f"office holder: {person.official.role}")
        first = person.sightings[0].sentence
        if dateline and first.number <= 2:
            _cast(votes, reasons, dateline, DATELINE, "the report's dateline")
        for code, count in common.items():
            _cast(votes, reasons, code, COMMON * count / common.total(), "the economy named most")
        tallies.append((person, votes, reasons))
        _set_role(person)
    _decide(tallies)


def _decide(tallies: list[tuple[Person, Counter[str], dict[str, tuple[float, str]]]]) -> None:
    """Settle the surest first; an economy has one president and one prime minister at a time."""
    taken: set[tuple[str, str]] = set()
    for person, votes, reasons in sorted(tallies, key=lambda t: -max(t[1].values(), default=0.0)):
        post = _post(person)
        sure = max(votes.values(), default=0.0) >= OFFICE_NOW
        free = {c: v for c, v in votes.items() if (post, c) not in taken or sure} or votes
        if free:
            person.economy = max(sorted(free), key=lambda c: free[c])
            person.reason = reasons[person.economy][1]
            if post:
                taken.add((post, person.economy))


def _post(person: Person) -> str:
    """Return the post of which an economy has one at a time, or nothing."""
    role = person.role.casefold()
    if person.former or any(
        w in role.split() for w in ("deputy", "vice", "commission", "council", "parliament", "bank")
    ):
        return ""
    return next((post for post in ("prime minister", "president") if role.endswith(post)), "")


def _cast(
    votes: Counter[str], reasons: dict[str, tuple[float, str]], code: str, weight: float, why: str
) -> None:
    votes[code] += weight  # type: ignore[assignment]
    if weight > reasons.get(code, (0.0, ""))[0]:
        reasons[code] = (weight, why)


def _votes(sighting: Sighting) -> list[tuple[str, float, str]]:
    sentence, role = sighting.sentence, sighting.role
    if sighting.lead is not None:
        inside = economies_in(sentence, *sighting.lead)
        return [(m.value, TITLE, "named in the description") for m in inside[-1:]]
    if role is None:
        return _near(sighting)
    before = economies_in(sentence, role.first, role.head_end)
    after = economies_in(sentence, role.head_end, role.last)
    if set(role.form.split()) & _SENDERS:
        joined = sentence.tokens[role.head_end].lower if role.head_end < len(sentence.tokens) else ""
        after = after if joined in ("of", "for") else []
    if before or after:
        mention = before[0] if before else after[0]
        return [(mention.value, TITLE, f"the role phrase names {mention.value}")]
    votes: list[tuple[str, float, str]] = []
    if role.default:
        votes.append((role.default, ROLE_DEFAULT, f"a '{role.form}' is usually of {role.default}"))
    words = sentence.before(role.first, 3).split()
    if (words[-1:] == ["by"] and "for" in words) or words[:1] == ["for"]:
        near = economies_in(sentence, max(role.first - 3, 0), role.first)
        votes += [(m.value, SENT_FOR, "signed for") for m in near[-1:]]
    return votes + _near(sighting)


def _possessor(sighting: Sighting, sentences: list[Sentence]) -> list[tuple[str, float, str]]:
    """Return the economy that "his chief of staff" or "its minister" goes back to: the subject before."""
    sentence, role = sighting.sentence, sighting.role
    if (
        role is None
        or sentence.number == 0
        or sentence.before(role.first) not in ("his", "her", "its", "their")
    ):
        return []
    here = economies_in(sentence, 0, role.first)
    subjects = here or economies_in(sentences[sentence.number - 1])
    subjects = [m for m in subjects if not is_place(sentence, m)]
    return [
        (m.value, POSSESSOR, f"'{sentence.before(role.first)}' goes back to {m.value}") for m in subjects[:1]
    ]


def _near(sighting: Sighting) -> list[tuple[str, float, str]]:
    """The nearest economy before the name that is not merely a place, and those after it."""
    sentence = sighting.sentence
    if sighting.role is None and sighting.lead is None and sighting.reason == "":
        return []
    titles = {i for r in find_roles(sentence) for i in range(r.first, r.last)}
    around = [
        m
        for m in economies_in(sentence)
        if not is_place(sentence, m) and sentence.before(m.first) != "with" and m.first not in titles
    ]
    left = [m for m in around if m.last <= sighting.first]
    right = [m for m in around if m.first >= sighting.last]
    votes: list[tuple[str, float, str]] = [
        (m.value, NEAR, "the economy named before the person") for m in left[-1:]
    ]
    return votes + [(m.value, AFTER, "the economy named after the person") for m in right[:1]]


def is_place(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention only says where: "in Washington", "to the United States"."""
    before = sentence.before(mention.first, 2).split()
    if before and before[-1] == "for" and mention.kind == "place":
        return True
    return bool(before) and (
        before[-1] in _PLACE_WORDS or (before[-1] == "the" and before[0] in _PLACE_WORDS)
    )


def _set_role(person: Person) -> None:
    titled = [s for s in person.sightings if s.role is not None or s.lead is not None]
    best = max(titled, key=lambda s: s.role.last - s.role.first if s.role else 3, default=None)
    if best is None:
        person.role = person.official.role if person.official else ""
        return
    tokens = best.sentence.tokens
    first, last = (best.role.first, best.role.last) if best.role else best.lead or (0, 0)
    base = best.sentence.start
    person.role = (
        best.sentence.text[tokens[first].start - base : tokens[last - 1].end - base]
        .removeprefix("'s ")
        .strip(" ,-")
    )
    person.former = all(s.role.former for s in titled if s.role) and bool(best.role and best.role.former)
    if person.former and not person.role.casefold().startswith("former"):
        person.role = f"former {person.role}"
