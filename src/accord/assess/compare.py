"""A record computed again: every number of it beside the one that comes out now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from accord.assess.desk import Desk
from accord.assess.record import make, parameters
from accord.core.codec import JsonValue
from accord.core.frozen import dataclass
from accord.docket.items import Docket

TOLERANCE = 1e-7
"""Two numbers are the same within this, relative to the larger or, below one, absolute: the solver stops at
relative residuals of 1e-10, and other processors round otherwise."""

UNCOMPARED = ("residual", "certificate", "seconds")
"""Parts of an answer that measure the solver's error; they differ between machines and stay below its bound."""

COMPARED = ("answers", "refusals")


@dataclass(frozen=True)
class Recomputed:
    """How many numbers were compared, and what differed, one sentence each."""

    numbers: int
    differences: tuple[str, ...]


def recompute(record: Mapping[str, JsonValue], *, jobs: int = 1) -> Recomputed:
    """Answer a record's questions again, draws with ``jobs`` workers, and compare every number."""
    desk = Desk(parameters(record), jobs=jobs)
    world = cast(dict[str, JsonValue], record["world"])
    if desk.world.fingerprint != world.get("fingerprint"):
        return Recomputed(0, (f"the world '{desk.world.id}' has changed since: its fingerprint differs",))
    docket = Docket.from_json(cast(dict[str, JsonValue], record["docket"]), "record.json")
    again = make(docket, desk)
    pairs = [pair for key in COMPARED for pair in leaves(record[key], again[key], key)]
    changed = [
        f"{place}: {old} is recorded, {new} recomputed" for place, old, new in pairs if not same(old, new)
    ]
    return Recomputed(sum(isinstance(old, float) for _, old, _ in pairs), tuple(changed))


def leaves(old: JsonValue, new: JsonValue, place: str) -> Iterator[tuple[str, JsonValue, JsonValue]]:
    """Yield every leaf of two documents with its place, whichever of them holds it."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            if key not in UNCOMPARED:
                yield from leaves(old.get(key), new.get(key), f"{place}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from leaves(before, after, f"{place}[{at}]")
    else:
        yield place, old, new


def same(old: JsonValue, new: JsonValue) -> bool:
    """Return whether two leaves are equal, numbers within ``TOLERANCE``."""
    if isinstance(old, float) and isinstance(new, int | float):
        return abs(old - new) <= TOLERANCE * max(1.0, abs(old), abs(new))
    return bool(old == new)
