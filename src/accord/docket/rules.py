"""The rule files of the lexicon folder, read once: as much of YAML as they are written in, and no more.

The library for YAML takes longer to load than a report takes to read; the tests hold what both make of the files together.
"""

from __future__ import annotations

import re
from collections import deque
from functools import lru_cache
from typing import Any

from accord.core.places import files
from accord.docket.patterns import regex

Rules = dict[str, Any]


@lru_cache(maxsize=8)
def rule_file(name: str) -> Rules:
    """Return one shipped rule file."""
    text = files("accord.docket.lexicon").joinpath(f"{name}.yml").read_text("utf-8")
    said = ((line.strip(), len(line) - len(line.lstrip())) for line in text.splitlines())
    rows = deque((depth, words) for words, depth in said if words and words[0] != "#")
    held = _mapping(rows, 0)
    if rows:
        raise ValueError(f"{name}.yml: not written plainly: {rows[0][1]}")
    return held


def _mapping(rows: deque[tuple[int, str]], depth: int) -> Rules:
    held: Rules = {}
    while rows and rows[0][0] == depth and not rows[0][1].startswith("- "):
        key, _, value = rows.popleft()[1].partition(":")
        if value.strip() == ">-":
            folded = []
            while rows and rows[0][0] > depth:
                folded.append(rows.popleft()[1])
            held[key] = " ".join(folded)
        elif value:
            held[key] = _value(value.strip())
        else:
            inner, words = rows[0]
            held[key] = _list(rows, inner) if words.startswith("- ") else _mapping(rows, inner)
    return held


def _list(rows: deque[tuple[int, str]], depth: int) -> list[Rules | str | int]:
    held: list[Rules | str | int] = []
    while rows and rows[0][0] == depth and rows[0][1].startswith("- "):
        words = rows.popleft()[1].removeprefix("- ")
        if ": " not in words:
            held.append(_value(words))
            continue
        rows.appendleft((depth + 2, words))
        held.append(_mapping(rows, depth + 2))
    return held


def _value(words: str) -> str | int:
    if words[0] == words[-1] == "'":
        return words[1:-1].replace("''", "'")
    return words == "true" if words in {"true", "false"} else int(words) if words.isdigit() else words


def expression(pattern: str) -> re.Pattern[str]:
    """Return a rule's expression, matched without case."""
    return regex(pattern, re.IGNORECASE)


def words(key: str, file: str = "words") -> frozenset[str]:
    """Return one list of a rule file, of ``lexicon/words.yml`` unless another is named."""
    return frozenset(str(rule_file(file)[key]).split())
