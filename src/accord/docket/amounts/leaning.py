"""Up or down: which way the words before a figure move it."""

from __future__ import annotations

import re

from accord.docket.patterns import regex

_UP = regex(
    r"\b(?:rais|increas|hik|lift|add|up|ris|rose|grew|grow|expand|boost|jack|step)\w*\b", re.IGNORECASE
)
_DOWN = regex(
    r"\b(?:cut|lower|reduc|slash|trim|dropp?|fall|fell|decreas|eas|shav|down|declin|scal|roll|bring|brought|par|shrink|shrank)\w*\b",
    re.IGNORECASE,
)


def leaning(before: str) -> float:
    """Return 1 where the last verb of ``before`` raises, -1 where it lowers, 0 where none tells."""
    up = max((m.start() for m in _UP.finditer(before)), default=-1)
    down = max((m.start() for m in _DOWN.finditer(before)), default=-1)
    return 0.0 if up == down else 1.0 if up > down else -1.0
