"""Whose official a person is: votes of the title, the apposition, the office lexicon and the words around."""

from __future__ import annotations

import re
from collections import Counter

from accord.docket.people.find import Person, Sighting
from accord.docket.people.roles import find_roles, posts_absent
from accord.docket.rules import words
from accord.docket.tokens import Mention, Sentence

TITLE, SENT_FOR, OFFICE_NOW, FORMER_OFFICE, ROLE_DEFAULT, NEAR, AFTER, HOME, COMMON = (
    10,
    8,
    6,
    4,
    4,
    2,
    1,
    0.8,
    0.6,
)
IN_OFFICE = 30
"""Weight of a known office holder's economy while in office: no number of neighbours outweighs it."""
POSSESSOR = 5
"""Weight of the economy that a possessive goes back to."""
_SIDES = frozenset(["side", "delegation", "team"])
_SENDERS = frozenset(["ambassador", "envoy", "high", "commissioner", "consul", "general", "counsellor"])
_INTERNATIONAL = words("international_bodies")
_OWNERS = ("his", "her", "its", "their")
_PLACE_WORDS = frozenset(["in", "at", "to", "from", "into", "near", "outside", "on", "against"])


def economies_in(sentence: Sentence, first: int = 0, last: int | None = None) -> list[Mention]:
    """Return the mentions between two tokens that stand for an economy or one of its institutions."""
    last = len(sentence.tokens) if last is None else last
    kinds = ("economy", "adjective", "place", "institution")
    return [m for m in sentence.names if m.kind in kinds and m.value and first <= m.first and m.last <= last]


def assign(
    people: list[Person],
    sentences: list[Sentence],
    dateline: str | None,
    companies: dict[str, str],
    when: str,
) -> None:
    """Set each person's economy, role, and the reason; ``companies`` with their homes."""
    common = Counter(m.value for s in sentences for m in economies_in(s))
    homes = _homes(sentences, dateline)
    tallies = []
    for person in people:
        votes: Counter[str] = Counter()
        reasons: dict[str, tuple[float, str]] = {}
        for sighting in person.sightings:
            told = [v for v in _votes(sighting) if v[0] in common or not _by_default(v)]
            around = [*told, *_described(sighting), *_possessor(sighting, sentences)]
            around += _employer(sighting, companies)
            for code, weight, why in [*around, *_before(sighting, sentences)]:
                _cast(votes, reasons, code, weight, why)
        if person.official:
            holds = person.official.start <= when and (not person.official.end or when <= person.official.end)
            weight = IN_OFFICE if holds else FORMER_OFFICE
            _cast(votes, reasons, person.official.code, weight, f"office holder: {person.official.role}")
        for home, why in homes if any(s.role or s.lead for s in person.sightings) else ():
            _cast(votes, reasons, home, HOME, why)
        for code, count in common.items():
            _cast(votes, reasons, code, COMMON * count / common.total(), "the economy named most")
        _set_role(person)
        for code in posts_absent(person.role):
            if votes[code] < OFFICE_NOW:
                del votes[code]
        tallies.append((person, votes, reasons))
    _decide(tallies)
    _give_to_aides(people, tallies)


def _give_to_aides(
    people: list[Person], tallies: list[tuple[Person, Counter[str], dict[str, tuple[float, str]]]]
) -> None:
    """Give "his spokesperson" the economy of the person named last before, where nothing surer is said."""
    seen = sorted(((s, p) for p in people for s in p.sightings), key=lambda pair: pair[0].start)
    for person, votes, _ in tallies:
        first = person.sightings[0]
        if not _is_owned(first) or max(votes.values(), default=0.0) >= OFFICE_NOW:
            continue
        before = [p for s, p in seen if s.start < first.start and p is not person]
        if before and before[-1].economy:
            person.economy, person.reason = before[-1].economy, f"an aide of {before[-1].name}"


def _by_default(vote: tuple[str, float, str]) -> bool:
    """Whether a vote only says whose a title usually is."""
    return vote[1] == ROLE_DEFAULT and "usually" in vote[2]


def _is_owned(sighting: Sighting) -> bool:
    role = sighting.role
    return role is not None and sighting.sentence.before(role.first) in ("his", "her")


def _homes(sentences: list[Sentence], dateline: str | None) -> list[tuple[str, str]]:
    """Return the economies a report is told from: where it is written, and the first its body speaks of."""
    homes = [(dateline, "the report's dateline")] if dateline else []
    body = [s for s in sentences if not s.is_title and len(s.tokens) > 4]
    opening = (m.value for s in body[:2] for m in economies_in(s) if not is_place(s, m))
    return homes + [(code, "the economy the report opens with") for code in opening][:1]


def _decide(tallies: list[tuple[Person, Counter[str], dict[str, tuple[float, str]]]]) -> None:
    """Settle the surest first; an economy has one president and one prime minister at a time."""
    taken: set[tuple[str, str]] = set()
    for person, votes, reasons in sorted(tallies, key=lambda t: -max(t[1].values(), default=0.0)):
        post = _post(person)
        sure = max(votes.values(), default=0.0) >= OFFICE_NOW
        free = {c: v for c, v in votes.items() if (post, c) not in taken or sure} or votes
        weak = max(votes.values(), default=0.0) < TITLE or "mission" in person.role.lower().split()
        if weak and any(_of_all(s) or _of_grouping(s) for s in person.sightings):
            person.economy, person.reason = "", "of an international body"
        elif free:
            person.economy = max(sorted(free), key=lambda c: free[c])
            person.reason = reasons[person.economy][1]
            if post:
                taken.add((post, person.economy))


def _of_all(sighting: Sighting) -> bool:
    """Whether a role is of a body that belongs to no economy: "IAEA Director General"."""
    role, tokens = sighting.role, sighting.sentence.tokens
    if role is None:
        return False
    near = tokens[max(role.first - 2, 0) : role.last + 4]
    return any(t.lower in _INTERNATIONAL and t.text.isupper() for t in near)


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
    if _of_grouping(sighting):
        return []
    before = economies_in(sentence, role.first, role.head_end)
    after = economies_in(sentence, role.head_end, role.last)
    if set(role.form.split()) & _SENDERS:
        joined = sentence.tokens[role.head_end].lower if role.head_end < len(sentence.tokens) else ""
        after = after if joined in ("of", "for") else []
    if before or after:
        named = before or after
        mention = named[min(sighting.rank, len(named) - 1)] if role.form.endswith("s") else named[0]
        return [(mention.value, TITLE, f"the role phrase names {mention.value}")]
    votes: list[tuple[str, float, str]] = []
    if role.default:
        votes.append((role.default, ROLE_DEFAULT, f"a '{role.form}' is usually of {role.default}"))
    words = sentence.before(role.first, 3).split()
    stands = words[-2:] == ["represented", "by"]
    if (words[-1:] == ["by"] and "for" in words) or words[:1] == ["for"] or stands:
        near = economies_in(sentence, max(role.first - (12 if stands else 3), 0), role.first)
        votes += [(m.value, SENT_FOR, "signed for") for m in near[-1:]]
    return votes + _near(sighting)


def _of_grouping(sighting: Sighting) -> bool:
    """Whether the office is one of a grouping of many economies: "President of the ECOWAS Commission"."""
    role = sighting.role
    names = sighting.sentence.names
    if role is not None and {"minister", "cabinet"} & {*role.form.split()}:
        return False
    return role is not None and any(
        m.kind == "alliance" and role.first - 2 <= m.first <= role.last + 2 for m in names
    )


def _possessor(sighting: Sighting, sentences: list[Sentence]) -> list[tuple[str, float, str]]:
    """Return the economy that "his chief of staff" or "its minister" goes back to: the subject before."""
    sentence, role = sighting.sentence, sighting.role
    if role is None or sentence.number == 0 or sentence.before(role.first) not in _OWNERS:
        return []
    here = economies_in(sentence, 0, role.first)
    based = [m for m in here if sentence.after(m.last, 2) == "- based"]
    subjects = here or economies_in(sentences[sentence.number - 1])
    subjects = based[-1:] or [m for m in subjects if not is_place(sentence, m)]
    return [
        (m.value, POSSESSOR, f"'{sentence.before(role.first)}' goes back to {m.value}") for m in subjects[:1]
    ]


def _described(sighting: Sighting) -> list[tuple[str, float, str]]:  # noqa: PLR0911
    """Return the economy in what follows a name: "of Brazil", "of the Canola Council of Canada"."""
    sentence, at = sighting.sentence, sighting.last
    if sentence.after(at) in ("of", "from") or sentence.after(at, 2) in (", of", ", from"):
        near = economies_in(sentence, at, min(at + 12, len(sentence.tokens)))[:1]
        return [(m.value, SENT_FOR, "stands after the name") for m in near]
    if sentence.after(at) == "(":
        return [
            (m.value, SENT_FOR, "in brackets after the name") for m in economies_in(sentence, at, at + 6)[:1]
        ]
    if re.match(r", who (?:represent|sign)\w* (?:for )?", sentence.after(at, 4)):
        near = economies_in(sentence, at, min(at + 7, len(sentence.tokens)))[:1]
        return [(m.value, SENT_FOR, "represents it") for m in near]
    sides = [i for i in range(at, min(at + 14, len(sentence.tokens))) if sentence.tokens[i].lower in _SIDES]
    led = sentence.before(sighting.first, 4).split()[-2:] in (
        ["led", "by"],
        ["headed", "by"],
        ["chaired", "by"],
    )
    first = sighting.first
    sides += [i for i in range(max(first - 6, 0), first) if led and sentence.tokens[i].lower in _SIDES]
    if sides and (mine := economies_in(sentence, max(sides[0] - 2, 0), sides[0])):
        return [(mine[-1].value, TITLE, "whose side is led")]
    role = sighting.role
    if role is not None and role.last <= sighting.first and sentence.after(at) == ",":
        beside = next((r for r in find_roles(sentence) if at < r.first <= at + 3), None)
        within = economies_in(sentence, beside.first, _phrase_end(sentence, beside.last)) if beside else []
        return [(m.value, SENT_FOR, "named in what stands after the name") for m in within[:1]]
    if role is None or role.first < at or sentence.after(role.last) not in ("of", "at", "for", "and"):
        return []
    told = economies_in(sentence, role.last, _phrase_end(sentence, role.last))
    return [(m.value, OFFICE_NOW, "named in the description") for m in told[:1]]


def _phrase_end(sentence: Sentence, at: int) -> int:
    """Return where what stands from a token on ends: at a comma or a stop, after 12 tokens at most."""
    end = at
    while end < len(sentence.tokens) and end < at + 12 and sentence.tokens[end].text not in ",;.":
        end += 1
    return end


def _employer(sighting: Sighting, companies: dict[str, str]) -> list[tuple[str, float, str]]:
    """Return the home of the company in "the Glencore chairman" or "chief executive of Glencore"."""
    role = sighting.role
    if role is None:
        return []
    votes: list[tuple[str, float, str]] = []
    for m in sighting.sentence.names:
        near = role.first - 1 <= m.first < role.head or 0 <= m.first - role.head_end <= 2
        if m.kind == "company" and near and m.value in companies and not votes:
            votes.append((companies[m.value], OFFICE_NOW, f"works for {m.value}"))
    return votes


def _before(sighting: Sighting, sentences: list[Sentence]) -> list[tuple[str, float, str]]:
    """Return the first economy of the sentence before, of which an officer named without one may be."""
    here = sighting.sentence
    earlier = sentences[here.number - 1] if here.number else None
    if sighting.role is None or earlier is None or earlier.is_title or _of_grouping(sighting):
        return []
    told = [m for m in economies_in(earlier) if not is_place(earlier, m)]
    return [(m.value, AFTER, "the economy the sentence before speaks of") for m in told[:1]]


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
    stop = next(
        (i for i in range(sighting.last, len(sentence.tokens)) if sentence.tokens[i].text == ";"), None
    )
    right = [m for m in around if m.first >= sighting.last and (stop is None or m.first < stop)]
    votes: list[tuple[str, float, str]] = [
        (m.value, NEAR, "the economy named before the person") for m in left[-1:]
    ]
    return votes + [(m.value, AFTER, "the economy named after the person") for m in right[:1]]


def is_place(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention only says where: "in Washington", "to the United States"."""
    if sentence.after(mention.last, 2) == "- based":
        return True
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
