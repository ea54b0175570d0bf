"""How many examples a law is tried on."""

from __future__ import annotations

import os

from hypothesis import settings
from hypothesis import strategies as st

SHARE = float(os.environ.get("ACCORD_EXAMPLES", "0.3"))
"""Which share of the examples that a law asks for it is tried on, never fewer than ten; 1 before a release."""


def share(examples: int) -> int:
    """Return how many of the examples are tried: a law that asks for ten or fewer has them all."""
    return min(examples, max(10, round(examples * SHARE)))


def tries(examples: int) -> settings:
    """Return the settings of a law that asks for so many examples, for use as its decorator."""
    return settings(max_examples=share(examples))


def worlds() -> st.SearchStrategy[int]:
    """Return seeds of random worlds: three, so that tests share what is worked out of them; when exploring, any."""
    return st.sampled_from((1, 2, 3)) if settings.default.derandomize else st.integers(0, 10_000)


LETTERS = st.characters(exclude_categories=("Cs",))
"""Every character that UTF-8 has: those of ``st.text()``, which looks for them first, three seconds long, by coding each."""


def texts(most: int) -> st.SearchStrategy[str]:
    """Return any text of at most so many characters."""
    return st.text(LETTERS, max_size=most)
