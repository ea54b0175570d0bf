"""The run record: everything a briefing was computed from and every result, so that anyone can verify it.

A record holds no clock time and no path. Its fingerprint covers all of it; solving its scenarios again,
offline, must give the same numbers within ``TOLERANCE``.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from accord.assess.named import alliance_findings, supply_findings
from accord.assess.stops import stop_findings
from accord.assess.tariff.read import called_for
from accord.assess.tariff.uncertainty import uncertainty
from accord.core.errors import InputError
from accord.core.provenance import as_recorded, fingerprint
from accord.policy import Scenario
from accord.study.document import run_document
from accord.study.run import run
from accord.study.stack import stack_finding
from accord.study.sweep.sweep import Progress
from accord.world import World, load_world
from accord.world.figures import provenance_of

Json = Mapping[str, Any]

FORM = 1
"""Version of the record's own form."""

TOLERANCE = 1e-7
"""Two numbers are the same within this, relative to the larger or, below one, absolute: the solver stops at
relative residuals of 1e-10, and other processors round otherwise."""

UNCOMPARED = ("residual", "certificate")
"""Parts of a run that measure the solver's error; they differ between machines and stay below its bound."""

POINTS = 11
"""Points of the frontier that a briefing draws."""

TALKS = (
    *("parties", "world", "alone", "failure", "frontier", "deals"),
    *("menu", "concessions", "packages", "best_packages"),
)
"""What a briefing keeps of the document of ``accord talks``."""

KEYS = {
    "form": int,
    "versions": dict,
    "parameters": dict,
    "world": dict,
    "docket": dict,
    "imposer": str,
    "target": str,
    "refusal": str,
    "runs": dict,
    "findings": dict,
    "fingerprint": str,
}


@dataclass(frozen=True)
class Parameters:
    """What the caller chose; None is the default of the scenario or of Accord, no draws give no intervals."""

    world: str = "world-2022"
    elasticities: str | None = None
    closure: str | None = None
    horizon: str | None = None
    draws: int = 0
    seed: int = 1
    talks: bool = False

    def names(self) -> dict[str, Any]:
        """Return the parameters as recorded: files by their names, without the way to them."""
        files = {"world": self.world, "elasticities": self.elasticities}
        return {**vars(self), **{key: Path(word).name if word else None for key, word in files.items()}}

    def options(self) -> dict[str, Any]:
        """Return what every solve takes."""
        return {"elasticity_set": self.elasticities, "closure": self.closure, "horizon": self.horizon}


def make(
    docket: Json, parameters: Parameters | None = None, *, jobs: int = 1, progress: Progress | None = None
) -> dict[str, Any]:
    """Run the scenarios that a docket's JSON calls for and return the record.

    ``jobs`` worker processes solve the draws of elasticities, if any; the record does not depend on them.
    """
    chosen = parameters or Parameters()
    world = load_world(chosen.world)
    call = called_for(docket, world.economies, lambda *asked: _leading(world, *asked))
    sides = (call.imposer, call.target)
    runs = {role: _solve(scenario, world, chosen, sides) for role, scenario in call.scenarios.items()}
    record = {
        "form": FORM,
        "versions": versions(),
        "parameters": chosen.names(),
        "world": _identity(world),
        "docket": docket,
        "imposer": call.imposer,
        "target": call.target,
        "refusal": call.refusal,
        "runs": runs,
        "findings": {
            **named(docket, sides, world),
            "talks": _talks(chosen, sides),
            "uncertainty": _spread(call.scenarios, world, chosen, sides, jobs, progress),
        },
    }
    return {**record, "fingerprint": fingerprint(record)}


def _leading(world: World, importer: str, sectors: tuple[str, ...], candidates: tuple[str, ...]) -> str:
    """Return the candidate that sells most goods of these sectors to an importer in the baseline."""
    goods = [world.sectors.index(sector) for sector in sectors if sector in world.sectors]
    sales = world.trade[goods, world.economies.index(importer)].sum(axis=0)
    return max(candidates, key=lambda code: float(sales[world.economies.index(code)]))


def _identity(world: World) -> dict[str, Any]:
    """Return what tells a world from every other, and the registered sources it was built from."""
    behind = (provenance_of(world) or {}).get("sources", [])
    return {"id": world.id, "fingerprint": world.fingerprint, "year": world.year, "sources": behind}


def named(docket: Json, sides: Sequence[str], world: World) -> dict[str, Any]:
    """Return what the report's pair (imposer, target), minerals and alliances call for, by study."""
    imposer, target = sides
    return {
        "stack": stack_finding(imposer, target, date.fromisoformat(docket["article_date"])),
        "supply": supply_findings(docket, [code for code in sides if code]),
        "stops": stop_findings(docket, world),
        "alliance": alliance_findings(docket),
    }


def _talks(chosen: Parameters, sides: Sequence[str]) -> dict[str, Any] | None:
    """Return what the two sides could agree on, where it was asked for and both are known."""
    if not chosen.talks or not all(sides):
        return None
    from accord.study.talks.document import Question, talks_document  # slow to import, and seldom asked for

    imposer, target = sides
    question = Question(
        (imposer, target),
        chosen.world,
        chosen.elasticities,
        closure=chosen.closure or "fixed",
        points=POINTS,
        limit=2,
    )
    found = as_recorded(talks_document(question))
    if found["interrupted"]:
        raise KeyboardInterrupt
    return {key: found[key] for key in TALKS}


def _spread(
    scenarios: Mapping[str, Scenario],
    world: World,
    chosen: Parameters,
    sides: Sequence[str],
    jobs: int,
    progress: Progress | None = None,
) -> dict[str, Any] | None:
    counts = {"draws": chosen.draws, "seed": chosen.seed, "jobs": jobs}
    return uncertainty(scenarios, world, sides, **counts, progress=progress, **chosen.options())


def versions() -> dict[str, str]:
    """Return the versions that results can depend on."""
    found = {name: version(name) for name in ("accord", "numpy", "scipy")}
    return {**found, "python": platform.python_version()}


def _solve(scenario: Scenario, world: World, chosen: Parameters, sides: Sequence[str]) -> dict[str, Any]:
    """Solve one scenario and return its JSON, with the flows and sectors of the two sides only."""
    solved = run(scenario, world, **chosen.options())
    document = run_document(solved)
    del document["seconds"]
    document["bilateral"] = [
        row for row in document["bilateral"] if row["exporter"] in sides and row["importer"] in sides
    ]
    document["sectors"] = [row for row in document["sectors"] if row["economy"] in sides]
    return document


def load(text: str, name: str = "record.json") -> dict[str, Any]:
    """Return a record from its JSON text; raise InputError when it is not one or was changed."""
    try:
        record = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not JSON ({error})") from None
    if not isinstance(record, dict):
        raise InputError(f"{name}: not a run record")
    for key, kind in KEYS.items():
        if not isinstance(record.get(key), kind):
            raise InputError(f"{name}: not a run record, its key '{key}' is missing or of the wrong kind")
    if not isinstance(record["versions"].get("accord"), str):
        raise InputError(f"{name}: does not say which version of Accord wrote it")
    if record["form"] != FORM:
        raise InputError(f"{name}: a record of form {record['form']}, this Accord reads form {FORM}")
    body = {key: value for key, value in record.items() if key != "fingerprint"}
    if fingerprint(body) != record["fingerprint"]:
        raise InputError(f"{name}: was changed after it was written, its fingerprint does not match")
    return record


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number")


@dataclass(frozen=True)
class Recomputed:
    """How many numbers were compared, and what differed, one sentence each."""

    numbers: int
    differences: tuple[str, ...]


def recompute(record: Json, *, jobs: int = 1) -> Recomputed:
    """Solve a record's scenarios again, and their draws with ``jobs`` workers; compare every number."""
    runs = record["runs"]
    try:
        chosen = Parameters(**record["parameters"])
        scenarios = {role: Scenario.from_dict(held["scenario"], role) for role, held in runs.items()}
    except (TypeError, KeyError) as error:
        raise InputError(f"record.json: its parameters or runs cannot be read ({error})") from None
    world = load_world(chosen.world)
    if world.fingerprint != record["world"].get("fingerprint"):
        return Recomputed(0, (f"the world '{world.id}' has changed since: its fingerprint differs",))
    sides = (record["imposer"], record["target"])
    again = {role: _solve(scenario, world, chosen, sides) for role, scenario in scenarios.items()}
    findings: dict[str, Any] = {}
    if record["findings"]:
        spread = _spread(scenarios, world, chosen, sides, jobs)
        findings = {
            **named(record["docket"], sides, world),
            "talks": _talks(chosen, sides),
            "uncertainty": spread,
        }
    pairs = [*_pairs(runs, again, ""), *_pairs(record["findings"], findings, "findings")]
    changed = [
        f"{place}: {old} is recorded, {new} recomputed" for place, old, new in pairs if not same(old, new)
    ]
    return Recomputed(sum(isinstance(old, float) for _, old, _ in pairs), tuple(changed))


def _pairs(old: Any, new: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield every leaf of two documents with its place, whichever of them holds it."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            if key not in UNCOMPARED:
                yield from _pairs(old.get(key), new.get(key), f"{place}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _pairs(before, after, f"{place}[{at}]")
    else:
        yield place, old, new


def same(old: Any, new: Any) -> bool:
    """Return whether two leaves are equal, numbers within ``TOLERANCE``."""
    if isinstance(old, float) and isinstance(new, int | float):
        return abs(old - new) <= TOLERANCE * max(1.0, abs(old), abs(new))
    return bool(old == new)
