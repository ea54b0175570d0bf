"""Economies named by where they lie: "the Southeast Asian country" is the last one named that lies there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accord.docket.tokens import Mention, Sentence

_POINTING = frozenset(["the", "that", "this"])
_HEADS = frozenset(["country", "nation", "state", "kingdom", "republic", "economy"])
_NAMING = frozenset(["economy", "adjective", "place"])
_LONGEST = 4
"""Words that stand for a region at most, "south-east asian" with its hyphen."""


def name_described(split: Sequence[Sentence], regions: Mapping[str, Sequence[str]]) -> None:
    """Add to the names of each sentence the economies that it describes by their region."""
    named: list[str] = []
    for sentence in split:
        for first, last, region in _descriptions(sentence, regions):
            start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
            before = [*named, *(m.value for m in sentence.names if m.kind in _NAMING and m.end <= start)]
            code = next((code for code in reversed(before) if code in regions[region]), None)
            if code and not any(m.first < last and first < m.last for m in sentence.names):
                sentence.names.append(Mention(start, end, "economy", code, first, last))
                sentence.names.sort()
        named += (m.value for m in sentence.names if m.kind in _NAMING)


def _descriptions(sentence: Sentence, regions: Mapping[str, Sequence[str]]) -> list[tuple[int, int, str]]:
    """Return (first, last exclusive, region) of each "the ... country" with a region between."""
    lowers = [t.lower for t in sentence.tokens]
    found = []
    for at in (i for i, word in enumerate(lowers) if word in _HEADS):
        for first in range(max(at - _LONGEST, 1), at):
            region = " ".join(lowers[first:at]).replace(" - ", "-")
            if region in regions and lowers[first - 1] in _POINTING:
                found.append((first - 1, at + 1, region))
    return found
