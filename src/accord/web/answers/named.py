"""Names that come from outside: of what ships alone, never the way to a file."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import AfterValidator, ValidationInfo

from accord.core.codes import check_code
from accord.core.days import day_of
from accord.core.errors import InputError
from accord.policy.scenarios import library_names
from accord.supply.chain import find_chain
from accord.talks.menu import menu_names
from accord.world.elasticities import names as elasticity_names
from accord.world.store import world_ids

LAWS = ("law:", "world-year", "today")
WAR = "nash"


def _held(check: Callable[[str, str], str]) -> AfterValidator:
    """Return what checks a word of a question, and names its field where it is wrong."""

    def checked(word: object, told: ValidationInfo) -> object:
        return check(word, str(told.field_name)) if isinstance(word, str) else word

    return AfterValidator(checked)


def scenario_name(word: str, where: str) -> str:
    """Return the name of a scenario of the library."""
    return check_code(word, library_names(), "scenario", where)


def _disagreement(word: str, where: str) -> str:
    return word if word.startswith(LAWS) or word == WAR else scenario_name(word, where)


def _chain(word: str, where: str) -> str:
    if word.endswith((".yml", ".yaml")):
        raise InputError("chain: name a shipped chain, such as silicon; files are not opened here")
    find_chain(word)
    return word


SCENARIO = _held(scenario_name)
ELASTICITIES = _held(lambda word, where: check_code(word, elasticity_names(), "elasticity set", where))
MENU = _held(lambda word, where: check_code(word, menu_names(), "menu", where))
WORLD = _held(lambda word, where: check_code(word, world_ids(), "world", where))
DISAGREEMENT = _held(_disagreement)
"""The law of a day, the war, or a scenario of the library."""
CHAIN = _held(_chain)
"""A shipped chain by its name or that of its material."""
DAY = _held(lambda word, where: word and str(day_of(word, where)))
