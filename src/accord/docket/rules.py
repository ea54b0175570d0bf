"""The rule files of the lexicon folder: YAML, read once, expressions compiled without case."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

from accord.core.places import files


@lru_cache(maxsize=8)
def rule_file(name: str) -> dict[str, Any]:
    """Return one shipped rule file."""
    text = files("accord.docket.lexicon").joinpath(f"{name}.yml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return data


def expression(pattern: str) -> re.Pattern[str]:
    """Compile a rule's expression."""
    return re.compile(pattern, re.IGNORECASE)


def words(key: str, file: str = "words") -> frozenset[str]:
    """Return one list of a rule file, of ``lexicon/words.yml`` unless another is named."""
    return frozenset(str(rule_file(file)[key]).split())
