"""Patterns that are compiled, and tried, only where the words they need stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from accord.docket.patterns import regex

_LETTERS = regex(r"[a-z]+")
_AHEAD = 80


class Guarded:
    """A pattern with the words of which one must follow; upper and lower case alike."""

    def __init__(self, pattern: str, needs: Sequence[str]) -> None:
        self._pattern = pattern
        self._needs = frozenset(needs)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return regex(self._pattern, re.IGNORECASE)

    def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Match at ``start``, where one of the words stands right after it."""
        words = _LETTERS.findall(text[start : min(start + _AHEAD, end)].casefold())
        return None if self._needs.isdisjoint(words) else self._compiled.match(text, start, end)

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Find all matches, where one of the words is part of the text."""
        lower = text[start:end].casefold()
        return self._compiled.finditer(text, start, end) if any(w in lower for w in self._needs) else iter(())
