"""How many examples a law is tried on."""

from __future__ import annotations

import os

from hypothesis import settings

SHARE = float(os.environ.get("ACCORD_EXAMPLES", "0.3"))
"""Which share of the examples that a law asks for it is tried on, never fewer than ten; 1 before a release."""


def share(examples: int) -> int:
    """Return how many of the examples are tried: a law that asks for ten or fewer has them all."""
    return min(examples, max(10, round(examples * SHARE)))


def tries(examples: int) -> settings:
    """Return the settings of a law that asks for so many examples, for use as its decorator."""
    return settings(max_examples=share(examples))
