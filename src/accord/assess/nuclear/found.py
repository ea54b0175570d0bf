"""What is worked out for a country's reactors: the path with its odds, fuel, the loss of a supplier, outlay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from accord.assess.nuclear.read import Asked
from accord.core.codes import the
from accord.core.errors import InputError
from accord.energy import tables
from accord.study.energy.fuel import (
    FuelAnswer,
    LossAnswer,
    OutlayAnswer,
    nuclear_fuel,
    nuclear_loss,
    nuclear_outlay,
)
from accord.study.energy.nuclear import PathAnswer, nuclear_path

T = TypeVar("T")


@dataclass(frozen=True)
class Found:
    """The capacity path, fuel, the loss of a supplier, the outlay; None where no data are held."""

    path: PathAnswer
    fuel: FuelAnswer | None
    loss: LossAnswer | None
    outlay: OutlayAnswer | None
    missing: tuple[str, ...]


def find(asked: Asked) -> Found:
    """Return the answers that the data allow, and in words what is missing or assumed."""
    missing: list[str] = []
    own = asked.country in tables.lead_times()
    if not own:
        missing.append(
            f"{the(asked.country, start=True)} has finished no reactor since 1994 in the data: the lead time is the world fleet's"
        )
    if asked.restart:
        missing.append("units that stand idle are not in it: each that restarts comes on top")
    path = nuclear_path(asked.country, lead="own" if own else "fleet", targets=known_targets(asked))
    fuel = attempt(lambda: nuclear_fuel(asked.country), missing)
    loss = attempt(lambda: nuclear_loss(asked.supplier, country=asked.country), missing) if fuel else None
    outlay = None
    if asked.country == "IND" and asked.partner:
        partner = asked.partner
        outlay = attempt(lambda: nuclear_outlay(asked.country, content_of=partner), missing)
    over = tuple(one for one in path.missed if one.year <= asked.day.year)
    return Found(replace(path, missed=over), fuel, loss, outlay, tuple(missing))


def known_targets(asked: Asked) -> tuple[tuple[float, int], ...]:
    """Return India's official goals that were set by the report's year and are still to come, in order."""
    if asked.country != "IND":
        return ()
    goals = {22.48: 2032}
    known = [one for one in tables.targets() if one.announced <= asked.day.year and one.achieved is None]
    return tuple((one.gw, goals.get(one.gw, one.year)) for one in known)


def attempt(answer: Callable[[], T], missing: list[str]) -> T | None:
    """Return an answer, or None with the reason added to what is missing."""
    try:
        return answer()
    except InputError as error:
        missing.append(f"Not answered: {error}.")
        return None
