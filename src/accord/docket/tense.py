"""Did it happen, or will it? Read from the verbs around a place in a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

_FUTURE = re.compile(
    r"\b(?:(?:will|shall|may|might|could|can|should|would|must)(?:\s+(?:not|also|now|then|"
    r"soon|next|only|still|be|have|likely))*\s+\w+"
    r"|(?:is|are|be|(?<!had )been|being)\s+(?:\w+ly\s+)?(?:(?:set|due|expected|scheduled|slated|"
    r"poised|planning|planned|preparing|likely|ready|hoping|seeking|supposed|"
    r"willing)\s+)?(?:to|for)\s+(?:be\s+|have\s+)?[\"']?\w+"
    r"|(?<!was )(?<!were )(?<!had been )(?:set|due|expected|scheduled|slated|poised|planned|"
    r"likely)\s+(?:to|for)\b(?:\s+(?:be\s+|have\s+)?\w+)?"
    r"|(?:plans?|hopes?|aims?|intends?|expects?|wants?)\s+(?:\w+\s+)?to\s+(?:be\s+)?\w+"
    r"|expires?|expiring|due|ahead\s+of|starting|effective|beginning|"
    r"no\s+later\s+than|in\s+time\s+for|as\s+soon\s+as"
    r"|(?:takes?|enters?|comes?|goes?|going|taking|coming)\s+(?:into\s+)?(?:effect|force)|"
    r"begins?|starts?|opens?|runs?\s+out|resumes?|kicks?\s+in|lapses?|falls|rises|"
    r"(?:highly|much)[\s-]anticipated|upcoming|invited|invitation)\b",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"\b(?:agreed|decided|vowed|promised|pledged|ordered|threatened|announced|proposed|"
    r"offered|asked|urged|committed|undertook)\s+(?:\w+\s+){0,2}?(?:to|"
    r"that)\b(?:\s+(?:\w+\s+){0,3}?(?:will|would))?(?:\s+(?:be\s+)?\w+)?",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:(?:was|were)\s+(?:\w+ly\s+)?(?:scheduled|due|set)|(?:has|have|"
    r"had)\s+(?:\w+\s+)?\w+|was|were|said|says|told|met|held|spoke|took|came|began|fell|"
    r"rose|sank|"
    r"made|struck|put|hit|went|saw|led|sent|won|left|cut|set|wrote|gave|became|found|lost|"
    r"brought|paid|bought|sold|broke|drew|kept|"
    r"grew|swept|sought|shook|ran|stood|urging|following|after|since|[a-z]{2,30}ed)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"^(?:Without|Had)\b[^;]*\bwould\s+have\b|\bwould\s+(?:otherwise\s+)?have\s+(?:been\s+)?[a-z]+\b[^,;]*$",
    re.IGNORECASE,
)
_STOPS = re.compile(r"[;:\u2014]")


@lru_cache(maxsize=256)
def _cues(text: str) -> tuple[tuple[int, int], ...]:
    """Return (place, direction) of each cue: 1 ahead, -1 past, 0 a past verb about what is to come."""
    neutral = [(m.start(), m.end()) for m in _NEUTRAL.finditer(text)]
    future = [(m.start(), m.end()) for m in _FUTURE.finditer(text) if not _inside(m.start(), neutral)]
    past = [
        m.start()
        for m in _PAST.finditer(text)
        if not _inside(m.start(), [*future, *neutral]) or m[0].casefold().startswith(("was ", "were "))
    ]
    cues = [(a, 0) for a, _ in neutral] + [(a, 1) for a, _ in future] + [(a, -1) for a in past]
    return tuple(sorted(cues))


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= place < b for a, b in spans)


def last_direction(text: str) -> int:
    """Return the direction of the last cue of the last clause of ``text``, 0 where there is none."""
    cues = _cues(_STOPS.split(text)[-1])
    return cues[-1][1] if cues else 0


def first_direction(text: str) -> int:
    """Return the direction of the first cue of the first clause of ``text``, 0 where there is none.

    After a date even "agreed to" looks back: "in May they agreed to buy".
    """
    cues = _cues(_STOPS.split(text)[0])
    return (cues[0][1] or -1) if cues else 0


def direction_at(text: str, start: int, end: int) -> int:
    """Return the direction of the verb at a span: the cue nearest its start, within 50 characters."""
    near = [(abs(place - start), direction) for place, direction in _cues(text) if start - 50 <= place <= end]
    return min(near)[1] if near else 0


def would_have(text: str) -> bool:
    """Whether a clause tells what would have happened: "without the order duties would have risen"."""
    return bool(_UNREAL.search(text))
