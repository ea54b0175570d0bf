"""Whether a report on OPEC+ tells of more output, of less, or of none that changes."""

from __future__ import annotations

import re

BARRELS = re.compile(r"\bbarrels?\b|\bb/d\b|\bbpd\b", re.IGNORECASE)
A_DAY = re.compile(
    r"(\d[\d,. ]*)\s?(million|mln|mn|m|thousand|k)?\s?(?:barrels (?:a|per) day|barrels daily|b/d|bpd|mb/d)",
    re.IGNORECASE,
)
OPEC = re.compile(r"\bOPEC\b|\bopec\b")
MORE_OUT = re.compile(
    r"\b(?:rais\w+|increas\w+|boost\w*|add(?:s|ed|ing)?|unwind\w*|lift\w*|hik\w+|ramp\w*|restor\w+|revers\w+|eas(?:e|es|ed|ing)"
    r"|phas\w+ out|roll\w* back)\b",
    re.IGNORECASE,
)
LESS_OUT = re.compile(r"\b(?:cut|cuts|cutting|reduc\w+|lower\w*|curb\w*|trim\w*|slash\w*)\b", re.IGNORECASE)
AS_IS = re.compile(
    r"\b(?:exten(?:d|ds|ded|ding|sion)|prolong\w*|maintain\w*|keep\w*|kept|roll\w* over|delay\w*|postpon\w*|paus\w*"
    r"|continu\w*)\b",
    re.IGNORECASE,
)
"""Words by which output goes on as it is."""
QUOTA = (
    "how much of a change in output quotas the members deliver is not known beforehand, and the report gives no "
    "number of barrels that Accord could put an upper end on"
)
UNCHANGED = "output is kept as it is, and how much more or less it would have been otherwise is not known"


def output_change(words: str) -> float | None:
    """Return the change of output in mb/d that a sentence tells first, less where it is a cut; None: neither, or kept."""
    found, rise, fall = A_DAY.search(words), MORE_OUT.search(words), LESS_OUT.search(words)
    first = min((one.start() for one in (rise, fall) if one), default=None)
    kept = AS_IS.search(words)
    if not found or first is None or (kept and kept.start() < first):
        return None
    digits = found.group(1).strip().rstrip(",.").replace(" ", "").replace(",", "")
    amount = float(digits) if digits.count(".") <= 1 else float("nan")
    scale = (found.group(2) or "").lower()
    whole = scale.startswith("m") or "mb/d" in found.group(0)
    mbd = amount if whole else amount / 1e3 if scale else amount / 1e6
    less = fall and (not rise or fall.start() < rise.start())
    return (-mbd if less else mbd) if 0.01 < mbd < 20 else None


def why_not(words: str) -> str:
    """Return why a sentence on output leads to no number, without a full stop."""
    return UNCHANGED if AS_IS.search(words) else QUOTA
