"""A sentence as a row of marks: parties, amounts, dates, names of measures, verbs of acting, words.

Marks are made once; everything that reads a sentence reads these, never its text again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, cast

from accord.core.frozen import NamedTuple
from accord.docket.amounts import Amount
from accord.docket.dates import DateFound
from accord.docket.frames.verbs import Act, acts
from accord.docket.rules import rule_file, words
from accord.docket.tokens import Mention, Sentence

if TYPE_CHECKING:
    from accord.docket.reading import Reading


class Party(NamedTuple):
    """Who stands in a sentence; without ``codes`` a name that no table resolves."""

    codes: tuple[str, ...]
    kind: str
    person: str = ""


class Mark(NamedTuple):
    """One piece of a sentence; ``start`` and ``end`` count characters of the sentence's text."""

    kind: str
    text: str
    lower: str
    start: int
    end: int
    ref: object = None

    @property
    def amount(self) -> Amount:
        """The amount a mark of that kind stands for."""
        return cast(Amount, self.ref)

    def sizes(self, *kinds: str) -> bool:
        """Whether a mark is an amount of one of these kinds."""
        return self.kind == "amount" and self.amount.kind in kinds

    @property
    def date(self) -> DateFound:
        """The date a mark of that kind stands for."""
        return cast(DateFound, self.ref)

    @property
    def lever(self) -> str:
        """The lever a mark of that kind names."""
        return str(self.ref)


@lru_cache(maxsize=1)
def measure_nouns() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the nouns that name a measure: first word to (words, lever), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for lever, phrases in rule_file("measures")["nouns"].items():
        for phrase in phrases.split("|"):
            for form in _numbers(phrase):
                words = tuple(form.lower().replace("-", " - ").split())
                table.setdefault(words[0], []).append((words, lever))
    return {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in table.items()}


def _numbers(phrase: str) -> tuple[str, ...]:
    """Return a noun in the singular and the plural."""
    if phrase.endswith("s"):
        return (phrase,)
    if phrase.endswith("y") and phrase[-2] not in "aeiou":
        return (phrase, f"{phrase[:-1]}ies")
    return (phrase, f"{phrase}es" if phrase.endswith(("x", "ch")) else f"{phrase}s")


def marks_of(reading: Reading, sentence: Sentence) -> list[Mark]:
    """Return the marks of a sentence, in order; they cover every token once."""
    base, tokens = sentence.start, sentence.tokens
    spans: list[tuple[int, int, str, object]] = []
    for amount in reading.amounts_of(sentence):
        if amount.kind == "factor":
            continue
        spans.append((amount.start - base, _figure_end(sentence, amount) - base, "amount", amount))
    for found in reading.dates_of(sentence):
        spans.append((found.start - base, found.end - base, "date", found))
    for first, last, party in _parties(reading, sentence):
        spans.append((tokens[first].start - base, tokens[last - 1].end - base, "party", party))
    for m in sentence.names:
        if m.kind == "company":
            spans.append((m.start - base, m.end - base, "company", m.value))
    lowers = [t.lower for t in tokens]
    for first, last, lever in _hits(lowers, measure_nouns()):
        if (
            lowers[first] in ("duty", "duties")
            and lowers[max(first - 1, 0)] == "-"
            and _made_for(lowers, first)
        ):
            continue
        theirs = lowers[last - 1] == "exports" and lowers[last : last + 1] in (["from"], ["to"])
        ends = tokens[first if theirs else last - 1].end - base  # "a tariff | on exports from Chile"
        spans.append((tokens[first].start - base, ends, "lever", "tariff" if theirs else lever))
    for first, last, act in _hits(lowers, acts()):
        spans.append((tokens[first].start - base, tokens[last - 1].end - base, "act", act))
    for m in sentence.things:
        if _in_a_name(sentence, m):
            continue
        spans.append((m.start - base, m.end - base, "good", m.value))
    return _verbs_first(_row(sentence, spans))


_STRONG = frozenset(["heavy", "medium", "light", "severe", "standard", "dual", "triple", "on", "off"])


def _made_for(lowers: list[str], at: int) -> bool:
    """Whether a duty is what goods are built for: "medium- and heavy-duty trucks"."""
    return at > 1 and lowers[at - 2] in _STRONG


_BODIES = words("bodies", "measures")
_OFFICES = frozenset(
    ["minister", "ministers", "ministry", "commissioner", "secretary", "department", "board", "agency"]
)


def _in_a_name(sentence: Sentence, thing: Mention) -> bool:
    """Whether goods only stand in the name of a body: "the Agriculture Ministry", "Ministry of Steel"."""
    tokens = sentence.tokens
    if not tokens[thing.first].text[:1].isupper():
        return thing.last < len(tokens) and tokens[thing.last].lower in _OFFICES
    around = [t for t in tokens[thing.last : thing.last + 3] if t.text[:1].isupper()]
    before = tokens[max(thing.first - 4, 0) : thing.first]
    of = (
        [t for t in before if t.text[:1].isupper()]
        if before and before[-1].lower in ("of", "and", ",")
        else []
    )
    return any(t.lower in _BODIES for t in (*around, *of))


def _figure_end(sentence: Sentence, amount: Amount) -> int:
    """Return where an amount ends, before an economy inside its unit: "49,000 | Chinese cars"."""
    inside = [m.start for m in sentence.names if amount.start < m.start < amount.end]
    return min(inside) - 1 if inside and amount.kind in ("quantity", "count") else amount.end


def _verbs_first(row: list[Mark]) -> list[Mark]:
    """Let a word that names a measure be a verb where it stands as one: "bans imports", "will purchase"."""
    from accord.docket.frames.grammar import is_verb

    for index, mark in enumerate(row):
        if (
            mark.kind == "lever"
            and mark.lower.isalpha()
            and (hit := _ACT_OF.get(mark.lower) or _single(mark.lower))
        ):
            kept = row[index]
            row[index] = mark._replace(kind="act", ref=hit)
            if not is_verb(row, index):
                row[index] = kept
    return row


_ACT_OF: dict[str, Act] = {}


def _single(word: str) -> Act | None:
    return next((act for words, act in acts().get(word, ()) if len(words) == 1), None)


_RANK = {"date": 0, "amount": 0, "party": 1, "company": 1, "lever": 2, "zero": 2, "act": 4, "good": 5}


def _rank(kind: str, ref: object) -> int:
    """Return how sure a kind is; "duty-free" yields to the longer name of a measure around it."""
    amount = getattr(ref, "kind", "") if kind == "amount" else ""
    nil = amount in ("zero", "rate") and getattr(ref, "value", 1) == 0
    return _RANK["zero"] if nil else 3 if amount == "count" else _RANK[kind]


def _row(sentence: Sentence, spans: list[tuple[int, int, str, object]]) -> list[Mark]:
    """Lay the spans over the tokens, surer kinds and longer spans first; what is left are words."""
    base = sentence.start
    chosen: list[tuple[int, int, str, object]] = []
    taken = bytearray(len(sentence.text) + 1)
    for start, end, kind, ref in sorted(spans, key=lambda s: (_rank(s[2], s[3]), -(s[1] - s[0]), s[0])):
        if start < end and taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            chosen.append((start, end, kind, ref))
    for token in sentence.tokens:
        start, end = token.start - base, token.end - base
        if taken.find(1, start, end) < 0:
            kind = "word" if token.text[0].isalnum() or token.text == "'s" else "punct"
            chosen.append((start, end, kind, None))
    chosen.sort(key=lambda s: s[0])
    text = sentence.text
    return [Mark(kind, text[a:b], text[a:b].casefold(), a, b, ref) for a, b, kind, ref in chosen]


def _parties(reading: Reading, sentence: Sentence) -> Iterable[tuple[int, int, Party]]:
    groups: dict[tuple[int, int], list[str]] = {}
    kinds: dict[tuple[int, int], tuple[str, str]] = {}
    for actor in reading.actors(sentence):
        key = (actor.first, actor.last)
        groups.setdefault(key, []).append(actor.code)
        kinds.setdefault(key, (actor.kind, actor.person))
    for mention in sentence.names:
        if mention.kind == "alliance" and (mention.first, mention.last) not in groups:
            groups[mention.first, mention.last] = []
            kinds[mention.first, mention.last] = ("alliance", "")
    for (first, last), codes in groups.items():
        kind, person = kinds[first, last]
        yield first, last, Party(tuple(dict.fromkeys(codes)), kind, person)


T = TypeVar("T")


def _hits(
    lowers: list[str], table: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]
) -> Iterator[tuple[int, int, T]]:
    """Yield first word, end and meaning of every phrase of a table, the longest first, none inside another."""
    at = 0
    while at < len(lowers):
        known = table.get(lowers[at])
        hit = known and next((p for p in known if tuple(lowers[at : at + len(p[0])]) == p[0]), None)
        if not hit:
            at += 1
            continue
        yield at, at + len(hit[0]), hit[1]
        at += len(hit[0])


_THINGS = frozenset(["vehicles", "cars", "aircraft", "head", "units", "containers", "items"])
_BESIDE = frozenset(
    ["up", "to", "at", "least", "per", "day", "million", "year", "a", "than", "most", "thousand"]
)


def unit_goods(mark: Mark) -> tuple[str, ...]:
    """Return the goods that a counted unit names: "49,000 electric vehicles"; tonnes and barrels name none."""
    if mark.amount.kind == "quantity" and mark.amount.unit not in _THINGS:
        return ()
    words = [w for w in mark.lower.split()[1:] if w[:1].isalpha() and w not in _BESIDE]
    return (" ".join(words),) if words else ()
