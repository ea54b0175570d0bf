"""Past or to come: what the verbs around a date say of it."""

from __future__ import annotations

import re
from functools import lru_cache

from accord.docket.patterns import regex

_AHEAD = regex(
    r"\b(?:(?:will|shall|may|might|could|can|should|would|must)(?:\s+(?:not|also|now|then|soon|next|only"
    r"|still|be|have|likely))*\s+\w+"
    r"|(?:is|are|be|(?<!had )been|being)\s+(?:\w+ly\s+)?(?:(?:set|due|expected|scheduled|slated|poised"
    r"|planning|planned|preparing|likely|"
    r"ready|hoping|seeking|supposed|willing)\s+)?(?:to|for)\s+(?:be\s+|have\s+)?[\"']?\w+"
    r"|(?<!was )(?<!were )(?<!had been )(?:set|due|expected|scheduled|slated|poised|planned"
    r"|likely)\s+(?:to|for)\b(?:\s+(?:be\s+|have\s+)?\w+)?"
    r"|(?:plans?|hopes?|aims?|intends?|expects?|wants?)\s+(?:\w+\s+)?to\s+(?:be\s+)?\w+"
    r"|to\s+(?:commence|begin|start|take\s+effect|kick\s+in|expire|lapse)"
    r"|expires?|expiring|due|ahead\s+of|starting|effective|beginning|no\s+later\s+than|in\s+time\s+for"
    r"|as\s+soon\s+as"
    r"|(?:takes?|enters?|comes?|goes?|going|taking|coming)\s+(?:into\s+)?(?:effect|force)"
    r"|(?:goes|moves|heads|returns)\s+(?:\w+\s+)?to|convenes|ends|closes|stops"
    r"|(?<=s\s)(?:end|fall|rise|cease|close|stop)\s+(?:on|as\s+of|from)|ceases"
    r"|begins?|starts?|opens?|runs?\s+out|resumes?|kicks?\s+in|lapses?|falls|rises|upcoming|invited"
    r"|invitation)\b",
    re.IGNORECASE,
)
_OPEN = regex(
    r"\b(?:agreed|decided|vowed|promised|pledged|ordered|threatened|announced|proposed|offered|asked"
    r"|urged|committed|undertook)\s+"
    r"(?:\w+\s+){0,2}?(?:to|that)\b(?:\s+(?:\w+\s+){0,3}?(?:will|would))?(?:\s+(?:be\s+)?\w+)?|^\s+to\s+(?!the\b)[a-z]+\b",
    re.IGNORECASE,
)
_PAST = regex(
    r"\b(?:(?:was|were)\s+(?:\w+ly\s+)?(?:scheduled|due|set)|(?:has|have|had)\s+(?:\w+\s+)?\w+|was|were"
    r"|said|says|told|met|held|spoke|"
    r"took|came|began|fell|rose|sank|made|struck|went|saw|led|sent|won|left|wrote|gave|(?<!\bto\s)(?:put|hit|cut|set|shut)"
    r"|became|found|lost|brought|paid|withdrew|threw|forbade|"
    r"bought|sold|broke|drew|kept|grew|swept|sought|shook|ran|stood|urging|following|after|since"
    r"|(?!united\b|(?:im|ex)ported\s+(?:from|into)\b|(?:produced|manufactured|assembled|planned|proposed)\s)[a-z]{2,30}ed)\b",
    re.IGNORECASE,
)
_LET = regex(
    r"(?<!\bto )(?<!\bwill )\blet\s(?:[^\s,;:.]+\s){1,14}?(?:lapse|expire|fall|rise|end)\b", re.IGNORECASE
)
"""What somebody let happen: "let its duty on tea lapse in May"."""
_BESIDE = regex(
    r"(?:imported|exported|shipped|produced|made|grown|mined|assembled|manufactured|sourced|refined|owned|processed|collected|listed|affected)"
    r"\s+(?:from|in|by|to|at|into|on)\b",
    re.IGNORECASE,
)
"""Participles that say which goods are meant, beside a verb of what is to come: "will tax cars imported from Chile"."""
_STOPS = regex(r"[;:\u2014]")


@lru_cache(maxsize=256)
def _cues(text: str) -> tuple[tuple[int, int], ...]:
    """Return (place, direction) of each cue: 1 ahead, -1 past, 0 a past verb about what is to come."""
    neutral = [m.span() for m in _OPEN.finditer(text)]
    let = [m.span() for m in _LET.finditer(text)]
    ahead = [m.span() for m in _AHEAD.finditer(text) if not _inside(m.start(), [*neutral, *let])]
    past = [
        m.start()
        for m in _PAST.finditer(text)
        if not _inside(m.start(), [*ahead, *neutral]) or m[0].casefold().startswith(("was ", "were "))
    ]
    past += [b for _, b in let]
    if ahead:
        past = [a for a in past if not _BESIDE.match(text, a)]
    return tuple(sorted([(a, 0) for a, _ in neutral] + [(a, 1) for a, _ in ahead] + [(a, -1) for a in past]))


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= place < b for a, b in spans)


def last_direction(text: str) -> int:
    """Return the direction of the last cue of the last clause of ``text``, 0 where there is none."""
    cues = _cues(_STOPS.split(text)[-1][-400:])
    return cues[-1][1] if cues else 0


def is_open(text: str) -> bool:
    """Whether the last cue of ``text`` leaves open when what it tells is done: "agreed to cut duties in"."""
    cues = _cues(_STOPS.split(text)[-1][-400:])
    return bool(cues) and cues[-1][1] == 0


def first_direction(text: str) -> int:
    """Return the direction of the first cue of the first clause of ``text``, 0 where there is none.

    After a date even "agreed to" looks back: "in May they agreed to buy".
    """
    cues = _cues(_STOPS.split(text)[0][:400])
    return (cues[0][1] or -1) if cues else 0
