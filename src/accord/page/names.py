"""Economies, groups and sectors as they read inside a sentence."""

from __future__ import annotations

from functools import lru_cache

from accord.core import codes
from accord.core.errors import InputError


@lru_cache(maxsize=256)
def name(code: str) -> str:
    """Return the short name of an economy or of a group ("EU27": European Union), or the code itself."""
    if code in codes.economies():
        return codes.economy_name(code)
    from accord import groups

    try:
        return str(groups.info(code).name)
    except InputError:
        return code


def the(code: str, *, start: bool = False) -> str:
    """Return a name with its article; ``start`` of a sentence has a capital."""
    if code in codes.economies():
        return codes.the(code, start=start)
    return f"{'The' if start else 'the'} {name(code)}"


def possessive(code: str, *, start: bool = False) -> str:
    """Return "India's" or "the United States'"."""
    words = the(code, start=start)
    return f"{words}’" if words.endswith("s") else f"{words}’s"


def sector(code: str) -> str:
    """Return a sector's name for the middle of a sentence."""
    words = codes.sector_name(code)
    return words[0].lower() + words[1:] if words != code else code
