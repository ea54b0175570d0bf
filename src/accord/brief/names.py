"""Economies and sectors as they read inside a sentence."""

from __future__ import annotations

from accord.core.codes import economy_name, sector_name

WITH_ARTICLE = ("United", "Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Czech Republic")
WITH_ARTICLE += ("Rest of the world",)


def the(code: str, *, start: bool = False) -> str:
    """Return an economy's name with its article; ``start`` of a sentence has a capital."""
    name = economy_name(code)
    if not name.startswith(WITH_ARTICLE):
        return name
    article = "The" if start else "the"
    return f"{article} {'rest of the world' if name.startswith('Rest') else name}"


def possessive(code: str, *, start: bool = False) -> str:
    """Return "India's" or "the United States'"."""
    name = the(code, start=start)
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def sector(code: str) -> str:
    """Return a sector's name for the middle of a sentence."""
    name = sector_name(code)
    return name[0].lower() + name[1:] if name != code else code
