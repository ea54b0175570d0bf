"""Who: persons by title, apposition, speech or office, surnames joined to full names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import field
from itertools import pairwise

from accord.core.frozen import dataclass
from accord.docket.patterns import regex
from accord.docket.people.roles import SPEECH, Role, find_roles, is_month, of_body, word_list
from accord.docket.people.unnamed import HONOUR, INITIALS, OFFICE, ORDINARY, alias, no_name, proclaims, titled
from accord.docket.rules import words
from accord.docket.tokens import Mention, Sentence
from accord.docket.vocabulary import Official, Vocabulary

PARTICLES = words("name_particles")
_VERBS = frozenset(["was", "were", "is", "has", "had", "will", "would"]) | SPEECH
_GOVERNMENT = frozenset(
    ["administration", "government", "presidency", "cabinet", "regime", "era", "tariffs", "tariff"]
)
_NUMBERED = frozenset(["article", "chapter", "section", "part", "annex", "title", "phase", "mode"])
_ROMAN = regex(r"[IVXLC]+")
_LEADS = frozenset(
    ["heads", "leads", "chairs", "runs", "oversees", "headed", "led", "chaired", "represents", "represented"]
)
GIVEN_NAMES = words("given_names_of_places")
_ARTICLES = ("al", "el", "as", "ash", "ar", "ul")


MOST = 300
"""Persons that are read from a report; a text with more is a list, not a report."""


@dataclass(frozen=False)
class Run:
    """A run of capitalised words that may be a name; token numbers, ``last`` exclusive."""

    first: int
    last: int
    words: tuple[str, ...]


@dataclass(frozen=False)
class Sighting:
    """One place where a person is named, and the role phrase that stands with the name."""

    sentence: Sentence
    first: int
    last: int
    words: tuple[str, ...]
    role: Role | None = None
    lead: tuple[int, int] | None = None
    reason: str = ""
    office_before: bool = False
    rank: int = 0

    @property
    def start(self) -> int:
        """Place of the name in the text."""
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        """End of the name in the text."""
        return self.sentence.tokens[self.last - 1].end

    @property
    def as_government(self) -> bool:
        """Whether the name only qualifies a government, as in "the Trump administration"."""
        return self.sentence.after(self.last) in _GOVERNMENT


@dataclass(frozen=False)
class Person:
    """A person, every sighting, and what the sightings say of economy and role."""

    words: tuple[str, ...]
    sightings: list[Sighting] = field(default_factory=list)
    official: Official | None = None
    economy: str | None = None
    role: str = ""
    former: bool = False
    reason: str = ""

    @property
    def name(self) -> str:
        """The fullest form of the name in the report, or the office holder's where only a surname stands."""
        short = len(self.words) == 1 or all(w.isupper() for w in self.words)
        return self.official.person if self.official and short else " ".join(self.words)


def fold(text: str) -> str:
    """Lower case without accents, for comparing names."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()


def find_people(sentences: list[Sentence], words: Vocabulary, when: str) -> list[Person]:
    """Return every person the report names. ``when`` is the report's month, for who held which office."""
    candidates: list[Sighting] = []
    offices = _offices(words)
    for sentence in sentences:
        roles = find_roles(sentence)
        runs = [one for run in _runs(sentence, roles) for one in _signed_beside(run, offices)]
        candidates += _in_lists([_sight(sentence, r, roles) for r in runs if not alias(sentence, r.first)])
    alone = Counter(fold(c.words[0]) for c in candidates if len(c.words) == 1 and not c.sentence.is_title)
    people: list[Person] = []
    full = {fold(c.words[-1]) for c in candidates if c.words[1:] and not _known(c, offices, when)}
    for sighting in sorted(candidates, key=lambda c: (-len(c.words), c.sentence.number, c.first)):
        other = len(sighting.words) == 1 and fold(sighting.words[0]) in full
        known = None if other else _known(sighting, offices, when)
        person = _same_person(people, sighting, known)
        if person is None and len(people) < MOST and _is_person(sighting, known, alone):
            person = Person(sighting.words, official=known)
            people.append(person)
        if person is not None:
            person.official = person.official or known
            person.sightings.append(sighting)
    for person in people:
        person.sightings.sort(key=lambda s: s.start)
    return sorted(people, key=lambda p: p.sightings[0].start)


def _runs(sentence: Sentence, roles: list[Role]) -> list[Run]:
    """Find runs of name-like words, hyphens and particles kept, initials joined to what follows."""
    tokens = sentence.tokens
    heads = {i for r in roles for i in range(r.head, r.head_end)}
    starts = {r.last for r in roles} | {r.head_end for r in roles}
    blocked = {
        i for m in sentence.names for i in range(m.first, m.last) if not _is_first_name(m, sentence, starts)
    }
    runs: list[Run] = []
    index = 0
    while index < len(tokens):
        end = _word_end(sentence, index, blocked | heads)
        if end == index:
            index += 1
            continue
        first, parts = index, [(index, end)]
        while True:
            step = end
            while step < len(tokens) and step - end < 2 and _is_particle(sentence, step):
                step += 1
            after = _word_end(sentence, step, blocked | heads)
            if after == step or len(parts) > 6:
                break
            parts += [(i, i + 1) for i in range(end, step)] + [(step, after)]
            end = after
        runs.append(Run(first, end, tuple(_glue(sentence, a, b) for a, b in parts)))
        index = end
    return runs


def _signed_beside(run: Run, offices: dict[str, list[Official]]) -> list[Run]:
    """Split two names of office holders that stand side by side under a text: "Ana M. Ruiz Per Dahl"."""
    if run.last - run.first != len(run.words) + sum(w.endswith(".") for w in run.words):
        return [run]
    for cut in range(2, len(run.words) - 1):
        halves = run.words[:cut], run.words[cut:]
        named = [{o.person for o in _holders(half, offices)} for half in halves if len(_plain(half)) > 1]
        if len(named) == 2 and all(len(people) == 1 for people in named):
            middle = run.first + cut + sum(w.endswith(".") for w in halves[0])
            return [Run(run.first, middle, halves[0]), Run(middle, run.last, halves[1])]
    return [run]


def _is_particle(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].lower in PARTICLES and sentence.after(index + 1) != "-"


def _is_first_name(mention: Mention, sentence: Sentence, starts: set[int]) -> bool:
    """A place used as a first name: "President Santiago Peña", "Chad Hart"."""
    after = sentence.tokens[mention.last] if mention.last < len(sentence.tokens) else None
    given = sentence.tokens[mention.first].lower in GIVEN_NAMES
    return (
        (mention.first in starts or (given and mention.kind != "adjective"))
        and mention.last == mention.first + 1
        and (mention.kind in ("place", "economy") or (given and mention.kind == "adjective"))
        and after is not None
        and after.text[:1].isupper()
        and after.lower not in word_list("not_names") | word_list("portfolios")
    )


def _word_end(sentence: Sentence, index: int, blocked: set[int]) -> int:
    """Return the end of the name word that starts at a token, or the same number if none does."""
    tokens = sentence.tokens
    if index >= len(tokens) or index in blocked or not _is_name_like(sentence, index):
        return index
    end = index + 1
    if len(tokens[index].text) == 1 and end < len(tokens) and tokens[end].text == ".":
        end += 1
    while (
        end + 1 < len(tokens)
        and tokens[end].text == "-"
        and tokens[end - 1].end == tokens[end].start
        and tokens[end].end == tokens[end + 1].start
        and tokens[end + 1].text.isalpha()
        and end + 1 not in blocked
        and (tokens[end + 1].text[:1].isupper() or len(tokens[end + 1].text) <= 5)
        and tokens[end + 1].lower not in ("led", "based", "style", "era", "born", "backed", "made")
    ):
        end += 2
    return end


def _is_name_like(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    text = token.text
    if text in _ARTICLES and sentence.after(index + 1) == "-":
        after = sentence.tokens[index + 2] if index + 2 < len(sentence.tokens) else token
        return after.text[:1].isupper() and after.start == token.end + 1
    if not text[:1].isupper() or any(c.isdigit() for c in text) or is_month(sentence, index):
        return False
    if token.lower in word_list("not_names") or token.lower in word_list("portfolios"):
        return False
    if len(text) == 1:
        return sentence.after(index + 1) == "."
    if sentence.before(index) in _NUMBERED and _ROMAN.fullmatch(text):
        return False
    signed = (len(sentence.tokens) <= 6 and sentence.text.isupper()) or proclaims(sentence, index)
    signed = signed or titled(sentence, index)
    return not (text.isupper() and len(text) > 2 and "." not in text and not sentence.is_title and not signed)


def _glue(sentence: Sentence, first: int, last: int) -> str:
    return "".join(t.text for t in sentence.tokens[first:last])


def _sight(sentence: Sentence, run: Run, roles: list[Role]) -> Sighting:
    sighting = Sighting(sentence, run.first, run.last, run.words)
    for role in roles:
        end = role.last if role.last <= run.first else role.head_end
        gap = HONOUR.sub("", " ".join(t.text for t in sentence.tokens[end : run.first])).strip()
        described = (
            role.last > role.head_end
            or role.first < role.head
            or sentence.before(role.first) in ("the", "its", "his", "their", "a", "an")
        )
        if end <= run.first and (
            (gap == "" and not _of_an_office(sentence, run, role))
            or (gap == "." and role.form in ("mr", "mrs", "ms", "dr", "sen"))
            or (gap == "," and described)
            or OFFICE.fullmatch(gap)
            or re.fullmatch(r"\( \w{1,4} \)", gap)
        ):
            sighting.role, sighting.reason = role, f"the title '{role.form}' stands before the name"
    if sighting.role is None and sentence.after(run.last) == ",":
        _appose(sighting, roles)
    sighting.office_before = any(not r.weak and 0 < run.first - r.last <= 12 for r in roles)
    return sighting


def _of_an_office(sentence: Sentence, run: Run, role: Role) -> bool:
    """Whether a capital goes on with the office: "Minister of Export Promotion", "an Official Visit"."""
    alone = len(run.words) == 1 and role.last > role.head_end
    return sentence.before(role.first) in ("a", "an") or (alone and sentence.after(run.last) != "of")


def _in_lists(sightings: list[Sighting]) -> list[Sighting]:
    """Hand on a title in the plural: "Foreign Ministers A of Argentina, B of Brazil and C of Uruguay"."""
    for before, here in pairwise(sightings):
        gap = here.sentence.before(here.first, here.first - before.last)
        listed = re.fullmatch(r"(?:(?:of|from) (?:\S+ ){1,3})?(?:, and|,|and)", gap.strip())
        if here.role is None and before.role and before.role.form.endswith("s") and listed:
            here.role, here.rank = before.role, before.rank + 1
            here.reason = f"listed under the title '{before.role.form}'"
    return sightings


def _appose(sighting: Sighting, roles: list[Role]) -> None:
    """Read what follows the name and a comma: a role, or "who heads ..."."""
    sentence, here = sighting.sentence, sighting.last + 1
    lead_in = sentence.after(here, 2).split()
    if len(lead_in) == 2 and lead_in[0] == "who" and lead_in[1] in _LEADS:
        end = here
        while end < len(sentence.tokens) and sentence.tokens[end].text not in ",;.":
            end += 1
        sighting.lead, sighting.reason = (here, end), f"'who {lead_in[1]}' follows the name"
        return
    for role in roles:
        near = here <= role.first <= here + 2 or (
            here <= role.head <= here + 6 and "," not in sentence.after(here, role.head - here)
        )
        followed = (
            role.last < len(sentence.tokens)
            and _is_name_like(sentence, role.last)
            and role.last == role.head_end
        )
        if near and not followed:
            sighting.role, sighting.reason = role, f"the role '{role.form}' follows the name"
            return


_HELD: dict[int, tuple[Vocabulary, dict[str, list[Official]]]] = {}


def _offices(words: Vocabulary) -> dict[str, list[Official]]:
    """Return the office holders by each word of their names, made once for a vocabulary."""
    if id(words) not in _HELD:
        _HELD.clear()
        table: dict[str, list[Official]] = {}
        for official in words.officials:
            for part in {fold(w) for w in official.person.split() if w.casefold() not in PARTICLES}:
                table.setdefault(part, []).append(official)
        _HELD[id(words)] = words, table
    return _HELD[id(words)][1]


def _known(sighting: Sighting, offices: dict[str, list[Official]], when: str) -> Official | None:
    """Return the office holder a name means: all its words in the full name, a surname only in office."""
    options = _holders(sighting.words, offices)
    parts = _plain(sighting.words)
    if len(parts) == 1:
        options = [
            o
            for o in options
            if o.start <= when and (not o.end or when <= o.end) and parts[0] in _surnames(o)
        ]
    return options[0] if options and len({fold(o.person.split()[-1]) for o in options}) == 1 else None


def _plain(words: tuple[str, ...]) -> list[str]:
    return [fold(w) for w in words if w.casefold() not in PARTICLES and len(w.rstrip(".")) > 1]


def _holders(words: tuple[str, ...], offices: dict[str, list[Official]]) -> list[Official]:
    """Return the office holders whose full name has all the words."""
    parts = _plain(words)
    named = offices.get(parts[-1] if parts else "", ())
    return [o for o in named if {*parts} <= (own := {*_name_parts(o)}) or (len(own) > 1 and own <= {*parts})]


def _name_parts(official: Official) -> list[str]:
    return [fold(w) for w in official.person.split()]


def _surnames(official: Official) -> set[str]:
    parts = _name_parts(official)
    return {
        parts[-1],
        "lula" if "lula" in parts else parts[-1],
        parts[0] if official.code in _SURNAME_FIRST else parts[-1],
    }


_SURNAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "HKG"})


def _same_person(people: list[Person], sighting: Sighting, known: Official | None) -> Person | None:
    parts = [fold(w) for w in sighting.words]
    for person in people:
        if known is not None and person.official is not None and known.person == person.official.person:
            return person
        full = [fold(w) for w in person.words]
        if parts == full or (
            len(parts) < len(full) and all(p in full for p in parts) and parts[-1] not in PARTICLES
        ):
            return person
    return None


def _is_person(sighting: Sighting, known: Official | None, alone: Counter[str]) -> bool:
    role = sighting.role
    if known is None and (
        all(INITIALS.fullmatch(w) for w in sighting.words)
        or (sighting.sentence.is_title and len(sighting.words) > 3)
        or sighting.sentence.text.isupper()
        or sighting.words[-1].casefold().rstrip(".") in ORDINARY
        or (sighting.sentence.is_title and not (sighting.words[1:] or alone[fold(sighting.words[0])]))
    ):
        return False
    if role is not None or sighting.lead is not None:
        several = len(sighting.words) > 1
        return several or role is None or not (role.weak or role.form.endswith("s") or role.form == "general")
    sighting.reason = "in the lexicon of office holders" if known is not None else _seen_as(sighting, alone)
    return bool(sighting.reason)


def _seen_as(sighting: Sighting, alone: Counter[str]) -> str:
    """Return why a name without a title is a person's, or nothing."""
    sentence, count = sighting.sentence, len(sighting.words)
    following = sentence.after(sighting.last)
    of_a_body = sentence.after(sighting.last, 2) in (", of", ", from", ", with")
    if count in (2, 3) and of_a_body and {t.lower for t in sentence.tokens} & SPEECH:
        return "a full name, of a body, that speaks"
    other = sentence.is_title or no_name(sentence, sighting.first, sighting.last, sighting.words)
    if count in (2, 3) and not other and of_body(sentence, sighting.first, sighting.last, sighting.words):
        return "a full name, of a body, that speaks"
    if count in (2, 3) and sighting.office_before and following in _VERBS:
        return "a full name after an office in the same sentence"
    speaks = following in SPEECH or sentence.before(sighting.first) in ("said", "to", "with", "and", "by")
    if 2 <= count <= 4 and speaks and not other and alone[fold(sighting.words[-1])]:
        return "a full name whose surname returns alone"
    return ""
