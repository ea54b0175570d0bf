"""What is worked out for a country's reactors: the path with its odds, fuel, the loss of a supplier, outlay."""

from __future__ import annotations

from dataclasses import replace

from accord.assess.kind import attempt
from accord.assess.nuclear.read import Asked
from accord.core.codes import the
from accord.core.frozen import dataclass
from accord.energy import tables
from accord.energy.answers.fuel import (
    FuelAnswer,
    LossAnswer,
    OutlayAnswer,
    nuclear_fuel,
    nuclear_loss,
    nuclear_outlay,
)
from accord.energy.answers.newbuild import NewBuild, new_build
from accord.energy.answers.nuclear import PathAnswer, nuclear_path


@dataclass(frozen=True)
class Found:
    """The capacity path, fuel, the loss of a supplier, the outlay, what is to be built; None: no data are held."""

    path: PathAnswer | None
    fuel: FuelAnswer | None
    loss: LossAnswer | None
    outlay: OutlayAnswer | None
    missing: tuple[str, ...]
    build: NewBuild | None = None


def find(asked: Asked) -> Found:
    """Return the answers that the data allow, and in words what is missing or assumed."""
    missing: list[str] = []
    plan = asked.plan
    build = attempt(lambda: new_build(asked.country, plan), missing) if plan else None
    if not asked.fleet:
        missing.append(
            f"{the(asked.country, start=True)} has no reactor in the data, which are of March 2024"
        )
        return Found(None, None, None, None, tuple(missing), build)
    own = asked.country in tables.lead_times()
    if not own:
        missing.append(
            f"{the(asked.country, start=True)} has finished too few reactors since 1994 in the data: the lead time is "
            "the world fleet's"
        )
    if asked.restart:
        missing.append("units that stand idle are not in it: each that restarts comes on top")
    path = nuclear_path(asked.country, lead="own" if own else "fleet", targets=known_targets(asked))
    fuel = attempt(lambda: nuclear_fuel(asked.country), missing)
    lost = (
        attempt(lambda: nuclear_loss(asked.supplier, asked.stage, asked.country), missing) if fuel else None
    )
    outlay = None
    if asked.country == "IND" and asked.partner:
        partner = asked.partner
        outlay = attempt(lambda: nuclear_outlay(asked.country, content_of=partner), missing)
    over = tuple(one for one in path.missed if one.year <= asked.day.year)
    return Found(replace(path, missed=over), fuel, lost, outlay, tuple(missing), build)


def known_targets(asked: Asked) -> tuple[tuple[float, int], ...]:
    """Return India's official goals that were set by the report's year and are still to come, in order."""
    if asked.country != "IND":
        return ()
    goals = {22.48: 2032}
    known = [one for one in tables.targets() if one.announced <= asked.day.year and one.achieved is None]
    return tuple((one.gw, goals.get(one.gw, one.year)) for one in known)
