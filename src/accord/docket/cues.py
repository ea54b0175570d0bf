"""Status and polarity of a measure, from the words of its clause (``lexicon/cues.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from accord.docket.rules import expression, rule_file

_BOUNDARY = re.compile(
    r"[;:\u2014]|,?\s\bat\s+a\s+time\s+when\b|,\s(?:just\s+|only\s+)?(?:\w+\s+){1,2}(?:hours?|days?|weeks?|months?)\s+after\b|,?\s\b(?:but|while|whereas|although|though|even\s+as|despite|"
    r"following)\b|,\s(?:and|when|which|where|who|as|after|before|over\s+which|half|twice|"
    r"down|up|on\s+top|in\s+response)\b|\bon\s+top\s+of\b|\bin\s+(?:response|retaliation)\s+(?:to|for)\b|"
    r"\bin\s+return\s+for\b|\band\s+(?:will|would|to|threatened|agreed|pledged)\b"
)


_CONTEXT = re.compile(
    r"\b(?:in\s+(?:response|retaliation)\s+(?:to|for)|in\s+return\s+for|despite|following|over\s+which)\s*$",
    re.IGNORECASE,
)


_APART = re.compile(r"\b(?:at\s+a\s+time\s+when|while|whereas|although|though)\s*$", re.IGNORECASE)
_DOES = re.compile(
    r"(?:could|might|may)\b.*(?:impos|slap|hit|rais|add|introduc|levy|restrict)\w*$", re.IGNORECASE
)
_YET = re.compile(
    r"\b(?:will|would|to|could|may|might|can|should|must|shall)\s+(?:\w+\s+){0,2}?be\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_AFTER_PAUSE = re.compile(
    r"\b(suspension|pause|truce|freeze|moratorium|reprieve)\b[^.;]*\bafter\s+(?:which|that)\b", re.IGNORECASE
)
_WHICH_STOPPED = re.compile(
    r"[^.;]{0,60}?,\s+which\s+(?:\w+\s+){0,5}?(paus\w+|suspend\w*|postpon\w+|delay\w*)(\s+for\s+\w+\s+days)?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\b(?:it|they|that|which|he|she)\s$", re.IGNORECASE)


@dataclass(frozen=True)
class Cues:
    """Compiled cue expressions."""

    status: tuple[tuple[str, re.Pattern[str]], ...]
    negation: re.Pattern[str]
    denial: re.Pattern[str]
    request: re.Pattern[str]
    tariff: re.Pattern[str]
    tariff_weak: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    not_before_noun: re.Pattern[str]


@dataclass(frozen=True)
class Standing:
    """How far a measure has come, and the words that say so."""

    status: str
    cue: str
    denied: bool = False
    requested: bool = False


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Return the shipped cue expressions, compiled once."""
    data = rule_file("cues")
    return Cues(
        status=tuple((name, _any(patterns)) for name, patterns in data["status"].items()),
        negation=_any(data["negation"]),
        denial=expression(rf"\b(?:{'|'.join(data['negation'])})\s+(?:[\w%'-]+\s+){{0,8}}$"),
        request=_any(data["request"]),
        tariff=expression(rf"\b(?:{data['tariff_nouns']})\b"),
        tariff_weak=expression(rf"\b(?:{data['tariff_weak']})\b"),
        not_after=expression(rf"\s*[-,]?\s*{data['not_a_tariff_after']}"),
        not_before=expression(rf"\b(?:{data['not_a_tariff_noun']}|{data['not_a_tariff_before']})"),
        not_before_noun=expression(rf"\b{data['not_a_tariff_noun']}"),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + ")", re.IGNORECASE)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause of ``text`` around a span: up to the nearest boundaries on both sides."""
    marks = _marks(text)
    left = max((b for _, b in marks if b <= start), default=0)
    right = min((a for a, _ in marks if a >= end), default=len(text))
    return left, right


@lru_cache(maxsize=64)
def _marks(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((m.start(), m.end()) for m in _BOUNDARY.finditer(text))


def standing(text: str, start: int, end: int, default: str = "in_force") -> Standing:
    """Return the status that the words around ``text[start:end]`` give: its clause, then the sentence."""
    left, right = clause(text, start, end)
    hits = _hits(text, left, right, start, end)
    if not hits and not _CONTEXT.search(text[:left]) and not _APART.search(text[:left]):
        hits = _hits(text, 0, len(text), start, end)
    inside = {status for _, status, _ in hits}
    denied = bool(cues().denial.search(text[max(left, start - 90) : start]))
    requested = bool(cues().request.search(text[left:start]))
    if requested and re.match(r"to\s", hits[0][2] if hits else ""):
        hits = [h for h in hits if not h[2].startswith("to ")]
    if not hits:
        return Standing(default, "", denied, requested)
    _, status, cue = hits[0]
    if status == "announced" and "agreed" in inside:
        status, cue = "agreed", next(c for _, s, c in hits if s == "agreed")
    if status == "announced" and "scheduled" in inside:
        status, cue = "scheduled", next(c for _, s, c in hits if s == "scheduled")
    for stronger in ("threatened", "paused", "suspended", "proposed", "pledged"):
        weaker = (
            ("announced", "scheduled", "in_force", "threatened", "agreed")
            if stronger in ("paused", "suspended")
            else ("announced", "scheduled")
        )
        if status in weaker and stronger in inside:
            status, cue = stronger, next(c for _, s, c in hits if s == stronger)
            break
    if status in ("announced", "scheduled") and (pause := _AFTER_PAUSE.search(text[:start])):
        status, cue = "paused", pause[1]
    if status in ("announced", "in_force", "threatened") and (
        later := _WHICH_STOPPED.match(text[end : end + 160])
    ):
        status, cue = "suspended" if later[1].startswith("suspend") and not later[2] else "paused", later[1]
    return Standing(status, cue, denied, requested)


def _hits(text: str, left: int, right: int, start: int, end: int) -> list[tuple[int, str, str]]:
    """Return the cues between two places, the nearest to the span first, those before it favoured."""
    found = []
    for at, stop, status, aside in _all_hits(text):
        aimed = (at >= end and _DOES.match(text[at:stop])) or (
            status == "in_force" and _YET.search(text[max(at - 40, 0) : at])
        )
        if left <= at and stop <= right and not aimed:
            distance = (start - stop if stop <= start else at - end + 15) + (40 if aside else 0)
            found.append((max(distance, 0), status, text[at:stop]))
    return sorted(found)


@lru_cache(maxsize=64)
def _all_hits(text: str) -> tuple[tuple[int, int, str, bool], ...]:
    """Return every cue of a sentence: place, end, status, and whether it is said of another subject."""
    return tuple(
        (m.start(), m.end(), status, bool(_ASIDE.search(text[max(m.start() - 6, 0) : m.start()])))
        for status, pattern in cues().status
        for m in pattern.finditer(text)
    )
