"""Economies named by where they lie, the last one named that lies there, and bodies named by whose they are.

"The Southeast Asian country", "the Ministry of Trade and Industry of Chile".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accord.docket.tokens import Mention, Sentence

_POINTING = frozenset(["the", "that", "this"])
_HEADS = frozenset(
    [
        *("country", "nation", "state", "kingdom", "republic", "economy"),
        *("island", "emirate", "sultanate", "archipelago"),
    ]
)
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
            if code and not sentence.is_named(first, last):
                sentence.names.append(Mention(start, end, "economy", code, first, last))
                sentence.names.sort()
        named += (m.value for m in sentence.names if m.kind in _NAMING)


def name_commissions(split: Sequence[Sentence]) -> None:
    """Let "the Commission" be the one that a report named in full before; that of the EU only where it named no other."""
    named = ""
    for sentence in split:
        found: list[Mention] = []
        for name in sentence.names:
            ends = sentence.tokens[name.last - 1].text == "Commission"
            short = ends and sentence.tokens[name.first].lower == "the" and name.last - name.first == 2
            named = name.value if ends and not short else named
            if not short or not named or named == name.value:
                found.append(name)
            elif named != _UNKNOWN:
                found.append(name._replace(value=named))
        sentence.names[:] = found
        named = _commission_in(sentence) or named


_UNKNOWN = "?"


def _commission_in(sentence: Sentence) -> str:
    """Return whose commission a sentence names that no table knows: "Kenya's Competition Commission"; "" without one."""
    for at, token in enumerate(sentence.tokens):
        lead = sentence.tokens[at - 1].text if at else ""
        known = any(m.first <= at < m.last for m in sentence.names)
        if (
            token.text == "Commission"
            and lead[:1].isupper()
            and lead.lower() not in ("the", "european")
            and not known
        ):
            owners = [m.value for m in sentence.names if m.kind in _NAMING and at - 8 <= m.last <= at]
            return owners[-1] if owners else _UNKNOWN
    return ""


_BODIES = frozenset(
    [
        "ministry",
        "department",
        "bureau",
        "office",
        "directorate",
        "board",
        "council",
        "agency",
        "authority",
        "commission",
        "administration",
    ]
)


def name_bodies(split: Sequence[Sentence]) -> None:
    """Let a body and the economy whose it is be one name: "the Ministry of Economy, Trade and Industry of Japan"."""
    for sentence in split:
        for name in [m for m in sentence.names if m.kind in ("economy", "place")]:
            first = _body_before(sentence, name)
            if first is not None:
                kept = [m for m in sentence.names if m.last <= first or m.first >= name.last]
                start = sentence.tokens[first].start
                whole = Mention(start, name.end, "institution", name.value, first, name.last)
                sentence.names[:] = sorted([*kept, whole])


def _body_before(sentence: Sentence, name: Mention) -> int | None:
    """Return where the body of an economy starts that its name ends with "of", None where none does."""
    tokens = sentence.tokens
    at = name.first - 1 - (sentence.before(name.first) == "the")
    if at < 2 or tokens[at].lower != "of" or not tokens[at - 1].text[0].isupper():
        return None
    for index in range(at - 1, max(at - 14, -1), -1):
        token = tokens[index]
        if token.lower in _BODIES and token.text[0].isupper():
            first = index
            while (
                index == at - 1
                and first > 1
                and tokens[first - 1].text.isalpha()
                and tokens[first - 1].text[0].isupper()
            ):
                first -= 1  # "Trade Remedies | Authority of Viet Nam"
            return first if first < at - 1 else None
        if not (token.text[0].isupper() or token.lower in (",", "and", "&", "of", "for")):
            return None
    return None


def _descriptions(sentence: Sentence, regions: Mapping[str, Sequence[str]]) -> list[tuple[int, int, str]]:
    """Return (first, last exclusive, region) of each "the ... country" with a region between."""
    lowers = [t.lower for t in sentence.tokens]
    found = []
    for at in (i for i, word in enumerate(lowers) if word in _HEADS):
        if at and lowers[at] in regions and lowers[at - 1] == "the":
            found.append((at - 1, at + 1, lowers[at]))
        for first in range(max(at - _LONGEST, 1), at):
            region = " ".join(lowers[first:at]).replace(" - ", "-")
            if region in regions and lowers[first - 1] in _POINTING:
                found.append((first - 1, at + 1, region))
    return found
