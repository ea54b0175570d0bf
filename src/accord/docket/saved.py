"""Readings kept in a file: doubts first, for a person to correct, and read back to a typed docket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from accord.core.errors import InputError
from accord.docket.items import LEVERS, STATUSES, Docket
from accord.files.reading import parse, read_text

HEAD = """\
# A reading of one report. What is in doubt stands first; correct it below and remove its entry from `doubts`.
# A measure is computed on only where `imposing` and `target` bear no doubt. Levers and statuses are closed lists.
"""


def to_yaml(docket: Docket) -> str:
    """Return a docket as text for a person to correct: the doubts, then the measures, then all else."""
    data = docket.to_json()
    doubts = [
        {
            "measure": number,
            "slot": d["slot"],
            "how": d["how"],
            "words": d["words"] or m["evidence"]["text"][:120],
        }
        for number, m in enumerate(data["policy_levers"], 1)
        for d in m["doubts"]
    ]
    missed = [e["text"] for e in data["not_understood"]]
    first = {"doubts": doubts, "not_understood_words": missed, "policy_levers": data.pop("policy_levers")}
    import yaml

    return HEAD + yaml.safe_dump({**first, **data}, sort_keys=False, allow_unicode=True, width=110)


def save(path: Path, dockets: Sequence[Docket]) -> None:
    """Write one reading to a file, or several to a folder of that name."""
    if len(dockets) == 1:
        path.write_text(to_yaml(dockets[0]), "utf-8")
        return
    path.mkdir(parents=True, exist_ok=True)
    for docket in dockets:
        (path / f"{docket.id}.yml").write_text(to_yaml(docket), "utf-8")


def load(path: Path) -> Docket:
    """Return the docket of a saved reading, JSON or YAML. Raises InputError that names file and place."""
    return Docket.from_json(parse(read_text(path), str(path)), str(path))


def from_json(data: object) -> Docket:
    """Return the typed docket of JSON-ready data, as ``to_json`` makes it; what is left out has its default."""
    if not isinstance(data, dict) or "policy_levers" not in data:
        raise InputError("a reading is a mapping with policy_levers, as accord read --save writes it")
    plain = {k: v for k, v in data.items() if k not in ("doubts", "not_understood_words")}
    plain["measures"] = _settled(plain.pop("policy_levers"), data.get("doubts"))
    for key in ("id", "title", "date_basis", "text"):
        plain.setdefault(key, "")
    for key in ("outlet", "source"):
        plain.setdefault(key, None)
    docket: Docket = _made(Docket, plain, "reading")
    for number, measure in enumerate((*docket.measures, *docket.ruled_out), 1):
        if measure.lever not in LEVERS:
            raise InputError(f"measure {number}: lever {measure.lever!r} is none of {', '.join(LEVERS)}")
        if measure.status_norm not in STATUSES:
            raise InputError(
                f"measure {number}: status {measure.status_norm!r} is none of {', '.join(STATUSES)}"
            )
    return docket


def _settled(measures: object, doubts: object) -> object:
    """Return measures without the doubts whose lines a person took from the list at the head of the file."""
    if not isinstance(doubts, list) or not isinstance(measures, list):
        return measures
    left = {(line.get("measure"), line.get("slot")) for line in doubts if isinstance(line, dict)}
    return [_left(one, {slot for at, slot in left if at == number}) for number, one in enumerate(measures, 1)]


def _left(measure: object, slots: set[object]) -> object:
    """Return a measure with its doubts on some slots only."""
    if not isinstance(measure, dict) or not isinstance(measure.get("doubts"), list):
        return measure
    return {
        **measure,
        "doubts": [d for d in measure["doubts"] if not isinstance(d, dict) or d.get("slot") in slots],
    }


def _made(kind: Any, value: Any, where: str) -> Any:
    """Return a value as a field's type asks; ``where`` names its place for a message."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if value is None else _made(next(t for t in inner if t is not type(None)), value, where)
    if origin is tuple:
        rows = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(_made(inner[0], row, f"{where}[{number}]") for number, row in enumerate(rows, 1))
    if is_dataclass(kind):
        return _record(kind, value, where)
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, kind):
        return value
    raise InputError(f"{where} must be {kind.__name__}, not {str(value)[:40]!r}")


def ready() -> None:
    """Learn now what the fields of a docket are, while there is time."""
    kinds: list[Any] = [Docket]
    for kind in kinds:  # grows as it goes
        for hint in _fields(kind)[0].values():
            kinds += (k for k in (hint, *get_args(hint)) if is_dataclass(k) and k not in kinds)


@cache
def _fields(kind: Any) -> tuple[dict[str, Any], dict[str, Field[Any]]]:
    return get_type_hints(kind), {f.name: f for f in fields(kind)}


def _record(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise InputError(f"{where} must be a mapping, not {str(value)[:40]!r}")
    hints, known = _fields(kind)
    strange = sorted(set(map(str, value)) - set(known))
    if strange:
        raise InputError(f"{where}: unknown key {strange[0]!r}")
    lacking = [
        n
        for n, f in known.items()
        if n not in value and f.default is MISSING and f.default_factory is MISSING
    ]
    if lacking:
        raise InputError(f"{where}: {lacking[0]} is missing")
    return kind(**{name: _made(hints[name], value[name], f"{where}.{name}") for name in value})
