"""Names that come from outside: of what ships alone, never the way to a file."""

from __future__ import annotations

from datetime import date

from accord.core.codes import check_code
from accord.core.errors import InputError
from accord.policy.scenarios import library_names
from accord.study.supply.risk import find_chain
from accord.supply.chain import Chain
from accord.talks.menu import menu_names
from accord.world.elasticities import names as elasticity_names

LAWS = ("law:", "world-year", "today")
WAR = "nash"


def scenario_name(word: str, where: str) -> str:
    """Return the name of a scenario of the library."""
    return check_code(word, library_names(), "scenario", where)


def elasticity_name(word: str | None) -> str | None:
    """Return the name of a shipped set of elasticities, or None."""
    return None if word is None else check_code(word, elasticity_names(), "elasticity set", "elasticities")


def menu_name(word: str | None) -> str | None:
    """Return the name of a shipped menu, or None."""
    return None if word is None else check_code(word, menu_names(), "menu", "menu")


def disagreement_name(word: str | None) -> str | None:
    """Return what holds without a deal: the law of a day, the war, or a scenario of the library; or None."""
    if word is None or word.startswith(LAWS) or word == WAR:
        return word
    return scenario_name(word, "disagreement")


def chain_of(word: str) -> Chain:
    """Return a shipped chain by its name or that of its material."""
    if word.endswith((".yml", ".yaml")):
        raise InputError("chain: name a shipped chain, such as silicon; files are not opened here")
    return find_chain(word)


def day_of(text: str, where: str = "day") -> date:
    """Return a day written as 2026-01-14; raise InputError for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{where}: '{text[:40]}' is not a date like 2026-01-14") from None
