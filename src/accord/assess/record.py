"""The run record: everything a briefing was computed from and every answer, so that anyone can verify it.

A record holds no clock time and no path. Its fingerprint covers all of it; answering its docket's questions
again, offline, must give the same numbers within ``compare.TOLERANCE``.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any, cast

from accord.assess.desk import Answer, Assessed, Desk, assess, kinds
from accord.assess.kind import Parameters, Refusal
from accord.core.codec import JsonValue, from_json, to_json
from accord.core.errors import InputError
from accord.core.provenance import fingerprint
from accord.docket.items import Docket
from accord.files.reading import parse_json
from accord.world.figures import provenance_of

Json = dict[str, JsonValue]

FORM = 2
"""Version of the record's own form: since 2 it holds questions and answers by kind of lever."""

KEYS: dict[str, type] = {
    "form": int,
    "versions": dict,
    "parameters": dict,
    "world": dict,
    "docket": dict,
    "answers": dict,
    "refusals": dict,
    "fingerprint": str,
}
WORLD: dict[str, type] = {"id": str, "fingerprint": str, "year": str, "sources": list}


def make(docket: Docket, desk: Desk) -> Json:
    """Answer what a docket calls for and return the record."""
    return record_of(assess(docket, desk), desk)


def record_of(done: Assessed, desk: Desk) -> Json:
    """Return the record of what was assessed on a desk."""
    body: Json = {
        "form": FORM,
        "versions": dict(versions()),
        "parameters": dict(desk.chosen.names()),
        "world": _identity(desk),
        "docket": done.docket.to_json(),
        "answers": {
            one.kind.name: {"asked": to_json(one.asked), "found": to_json(one.found)} for one in done.answers
        },
        "refusals": {name: to_json(refusal) for name, refusal in done.refusals.items()},
    }
    plain = cast(Json, json.loads(json.dumps(body)))
    return {**plain, "fingerprint": fingerprint(plain)}


def _identity(desk: Desk) -> Json:
    """Return what tells a world from every other, and the registered sources it was built from."""
    world = desk.world
    behind = (provenance_of(world) or {}).get("sources", [])
    return {"id": world.id, "fingerprint": world.fingerprint, "year": world.year, "sources": behind}


def versions() -> dict[str, str]:
    """Return the versions that results can depend on."""
    return dict(_versions())


@cache
def _versions() -> dict[str, str]:
    found = {name: version(name) for name in ("accord", "numpy", "scipy")}
    return {**found, "python": platform.python_version()}


def parameters(record: Mapping[str, JsonValue]) -> Parameters:
    """Return what the caller of a record chose."""
    return from_json(Parameters, record["parameters"], "record.json: parameters")


def assessed(record: Mapping[str, JsonValue], where: str = "record.json") -> Assessed:
    """Return the answers that a record holds, typed again."""
    held = cast(Json, record["answers"])
    answers = []
    for kind in kinds():
        if kind.name in held:
            part = cast(Json, held[kind.name])
            if not isinstance(part, dict) or not {"asked", "found"} <= part.keys():
                raise InputError(f"{where}: answers.{kind.name} needs the keys 'asked' and 'found'")
            place = f"{where}: answers.{kind.name}"
            asked = from_json(kind.asked, part["asked"], f"{place}.asked")
            answers.append(Answer(kind, asked, from_json(kind.found, part["found"], f"{place}.found")))
    if unknown := sorted(set(held) - {kind.name for kind in kinds()}):
        raise InputError(f"{where}: answers.{unknown[0]} is of no kind that this Accord knows")
    refusals = {
        name: from_json(Refusal, value, f"{where}: refusals.{name}")
        for name, value in cast(Json, record["refusals"]).items()
    }
    return Assessed(Docket.from_json(cast(Json, record["docket"]), where), tuple(answers), refusals)


def runs(record: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the runs of the record by state and horizon: ``after.10``."""
    answers = record["answers"]
    tariff = answers.get("tariff") if isinstance(answers, dict) else None
    found = tariff.get("found") if isinstance(tariff, dict) else None
    solved = found.get("solved") if isinstance(found, dict) else None
    held: dict[str, JsonValue] = {}
    for one in solved if isinstance(solved, list) else ():
        if isinstance(one, dict) and one.get("document"):
            held[f"{one['role']}.{one['horizon']}"] = one["document"]
    return held


def load(text: str, name: str = "record.json") -> Json:
    """Return a record from its JSON text; raise InputError when it is not one or was changed."""
    record: dict[str, Any] = parse_json(text, name)
    form = record.get("form")
    if isinstance(form, int) and form != FORM and isinstance(record.get("fingerprint"), str):
        raise InputError(f"{name}: a record of form {form}, this Accord reads form {FORM}")
    for key, kind in KEYS.items():
        if not isinstance(record.get(key), kind):
            raise InputError(f"{name}: not a run record, its key '{key}' is missing or of the wrong kind")
    for key, kind in WORLD.items():
        if not isinstance(record["world"].get(key), kind):
            raise InputError(f"{name}: world.{key} is missing or of the wrong kind")
    if not isinstance(record["versions"].get("accord"), str):
        raise InputError(f"{name}: does not say which version of Accord wrote it")
    body = {key: value for key, value in record.items() if key != "fingerprint"}
    if fingerprint(body) != record["fingerprint"]:
        raise InputError(f"{name}: was changed after it was written, its fingerprint does not match")
    return record
