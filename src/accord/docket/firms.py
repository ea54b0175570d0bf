"""Companies that the text itself places: "the Chinese battery maker Gotion", "Citic Guoan Group of China"."""

from __future__ import annotations

from collections.abc import Sequence

from accord.docket.rules import words
from accord.docket.tokens import Mention, Sentence

_NAMING = frozenset(["economy", "adjective"])
_SUFFIXES = frozenset(
    [
        "Group",
        "Corp",
        "Corporation",
        "Company",
        "Co",
        "Inc",
        "Ltd",
        "Limited",
        "Holdings",
        "Bank",
        "Energy",
        "AG",
        "SA",
    ]
)
_LONGEST = 5
"""Words that stand between whose a company is and its name, and words of a name, at most."""


def name_firms(split: Sequence[Sentence], known: dict[str, str]) -> dict[str, str]:
    """Add to the names of each sentence the companies that the text places; return the homes of all (ISO 3166 alpha-3)."""
    found: dict[tuple[str, ...], str] = {}
    for sentence in split:
        if not sentence.is_title:
            for name, home in _placed(sentence):
                found.setdefault(name, home)
    if not found:
        return known
    for sentence in split:
        for name in sorted(found, key=len, reverse=True):
            _mark(sentence, name)
    return {**known, **{" ".join(name): home for name, home in found.items()}}


def _placed(sentence: Sentence) -> list[tuple[tuple[str, ...], str]]:
    """Return (name, home) of each company beside which a sentence says whose it is."""
    told = []
    for mention in sentence.names:
        if mention.kind not in _NAMING:
            continue
        spans = (
            _after(sentence, mention.last),
            _before_of(sentence, mention.first),
            _before_comma(sentence, mention),
        )
        told += [(name, mention.value) for span in spans if (name := _name(sentence, *span))]
    return told


def _after(sentence: Sentence, at: int) -> tuple[int, int]:
    """Return where the name stands in "Chinese battery maker | Gotion"."""
    tokens, step, firm = sentence.tokens, at, False
    while step < len(tokens) and step - at < _LONGEST and tokens[step].text[:1].islower():
        firm = tokens[step].lower in _FIRMS
        step += 1
    return (step, _run(sentence, step)) if firm else (0, 0)


def _before_of(sentence: Sentence, at: int) -> tuple[int, int]:
    """Return where the name stands in "| Citic Guoan Group | of China"."""
    tokens = sentence.tokens
    if at < 3 or tokens[at - 1].lower != "of" or tokens[at - 2].text not in _SUFFIXES:
        return 0, 0
    return _back(sentence, at, at - 2), at - 1


def _before_comma(sentence: Sentence, mention: Mention) -> tuple[int, int]:
    """Return where the name stands in "| Gotion |, the Chinese maker of batteries"."""
    tokens, at = sentence.tokens, mention.first
    at -= at > 0 and tokens[at - 1].lower in ("the", "a", "an")
    after = tokens[mention.last : mention.last + _LONGEST]
    firm = mention.kind == "adjective" and any(t.lower in _FIRMS for t in after)
    if not firm or at < 2 or tokens[at - 1].text != ",":
        return 0, 0
    return _back(sentence, at, at - 1), at - 1


def _back(sentence: Sentence, at: int, first: int) -> int:
    """Return where the words in capitals start that end before a token, at most so many before ``at``."""
    while first > 0 and at - first < _LONGEST and sentence.tokens[first - 1].text[:1].isupper():
        first -= 1
    return first


def _run(sentence: Sentence, at: int) -> int:
    """Return where the words in capitals from a token on end."""
    step = at
    while step < len(sentence.tokens) and step - at < _LONGEST and sentence.tokens[step].text[:1].isupper():
        step += 1
    return step


def _name(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    """Return the words of a company's name, its legal form left out; nothing where they name something known."""
    while last - first > 1 and sentence.tokens[last - 1].text in _SUFFIXES:
        last -= 1
    return (
        ()
        if last <= first or sentence.is_named(first, last)
        else tuple(t.text for t in sentence.tokens[first:last])
    )


def _mark(sentence: Sentence, name: tuple[str, ...]) -> None:
    """Add each place of a sentence where a company's name stands to its names."""
    tokens = sentence.tokens
    for first in range(len(tokens) - len(name) + 1):
        last = first + len(name)
        if tuple(t.text for t in tokens[first:last]) != name:
            continue
        if not sentence.is_named(first, last):
            start, end = tokens[first].start, tokens[last - 1].end
            sentence.names.append(Mention(start, end, "company", " ".join(name), first, last))
            sentence.names.sort()


_FIRMS = words("firms_named", "measures")
