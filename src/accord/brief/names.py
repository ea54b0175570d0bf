"""Economies and sectors as they read inside a sentence."""

from __future__ import annotations

from accord.core.codes import sector_name, the

__all__ = ["possessive", "sector", "the"]


def possessive(code: str, *, start: bool = False) -> str:
    """Return "India's" or "the United States'"."""
    name = the(code, start=start)
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def sector(code: str) -> str:
    """Return a sector's name for the middle of a sentence."""
    name = sector_name(code)
    return name[0].lower() + name[1:] if name != code else code
