"""Text to checked models: YAML and JSON files in, one sentence out when something is wrong.

What is read is plain: mappings, lists, text, numbers, dates, true and false, null. Tags, anchors and aliases
are refused, as are keys written twice, control characters, and what is nested or written at a length that no
file needs. A whole number with a leading zero is text, as it is written (HS codes), and so are yes and no.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from accord.core.codes import nearest
from accord.core.errors import InputError, short

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound="BaseModel")
Held = TypeVar("Held")

LARGEST = 5_000_000
"""Bytes of a file that a person writes; the largest shipped one has 30,000."""

DEEPEST = 30
"""Levels of lists and mappings within each other; a scenario needs four."""

LONGEST_NUMBER = 18
"""Digits of a whole number; more are no count and no amount."""


def parse(text: str, where: str, *, aliases: bool = False) -> dict[str, object]:
    """Return the mapping that YAML or JSON ``text`` holds; ``where`` names the file in messages.

    ``aliases`` allows ``&name`` and ``*name``, for files that Accord ships.
    """
    from accord.files import plain_yaml

    try:
        value = plain_yaml.load(text, aliases)
    except plain_yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "the text cannot be read"
        raise InputError(f"{where}: not valid YAML or JSON{line}: {problem}") from None
    except ValueError:
        raise InputError(f"{where}: not valid YAML or JSON: it holds a character that is none") from None
    if not isinstance(value, dict):
        kind = "empty" if value is None else f"a {type(value).__name__}"
        raise InputError(f"{where}: expected keys and values, found the file to be {kind}")
    return value


def parse_json(text: str | bytes, where: str) -> dict[str, object]:
    """Return the object that JSON ``text`` holds, for files that a program wrote and that may be large."""
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_int=_whole, parse_float=_finite, parse_constant=_no_number
        )
    except RecursionError:
        raise InputError(f"{where}: not valid JSON: too many levels within each other") from None
    except UnicodeDecodeError:
        raise InputError(f"{where}: is not a text file in UTF-8") from None
    except ValueError as error:
        raise InputError(f"{where}: not valid JSON: {error}") from None
    if not isinstance(value, dict):
        raise InputError(f"{where}: expected keys and values, found the file to be a {type(value).__name__}")
    return value


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise ValueError(f"the key {short(twice)} is written twice")
    return found


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _finite(digits: str) -> float:
    value = float(digits)
    if isinf(value):
        raise ValueError(f"the number {short(digits)} is out of range")
    return value


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number")


def read_text(path: Path) -> str:
    """Return the text of a file, or raise InputError naming it."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not a text file in UTF-8") from None


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Return what a file holds; raise InputError where it is none, a device, a pipe or too large."""
    too_large = f"is larger than {largest / 1e6:g} MB, the most that such a file may have"
    try:
        held = path.stat()
        if stat.S_ISDIR(held.st_mode):
            raise InputError(f"{path}: is a folder, not a file")
        if not stat.S_ISREG(held.st_mode):
            raise InputError(f"{path}: is a device or a pipe, not a file")
        if held.st_size > largest:
            raise InputError(f"{path}: {too_large}")
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if len(content) > largest:
        raise InputError(f"{path}: {too_large}")
    return content


def check(
    model: type[Model], value: object, where: str, parts: Mapping[str, type[BaseModel]] | None = None
) -> Model:
    """Return ``value`` as ``model``, or raise InputError with one sentence for the first problem.

    A misspelt key comes before the missing one that it stands for. ``parts`` gives the models of nested keys,
    so that it can be answered with close matches.
    """
    return told(model.model_validate, value, where, model, parts)


def told(
    read: Callable[[object], Held],
    value: object,
    where: str,
    model: type[BaseModel],
    parts: Mapping[str, type[BaseModel]] | None = None,
) -> Held:
    """Return what ``read`` makes of a value with the keys of ``model``, or raise InputError as ``check`` does."""
    from pydantic import ValidationError

    try:
        return read(value)
    except ValidationError as error:
        first = min(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
        raise InputError(f"{where}: {_sentence(first, model, parts or {})}") from None
    except ValueError as error:
        raise InputError(f"{where}: {error}") from None


def _sentence(error: ErrorDetails, model: type[BaseModel], parts: Mapping[str, type[BaseModel]]) -> str:
    place, context = key_path(error["loc"]), error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            owner = parts.get(str(error["loc"][0]), model) if len(error["loc"]) > 1 else model
            return f"unknown key '{place}'{nearest(str(error['loc'][-1]), keys(owner))}"
        case "missing":
            return f"the key '{place}' is missing"
        case "literal_error":
            options = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
            close = nearest(str(error["input"]), options)
            return f"{place} is {short(error['input'])}, not one of {', '.join(options)}{close}"
        case "value_error":
            return f"{place}: {context['error']}" if place else str(context["error"])
        case _:
            message = error["msg"][0].lower() + error["msg"][1:]
            return f"{place}: {message}, found {short(error['input'])}"


def keys(model: type[BaseModel]) -> Iterable[str]:
    """Return the keys of a model as a file writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def key_path(loc: Sequence[int | str]) -> str:
    """Return ``measures[0].rate`` for ``("measures", 0, "rate")``."""
    text = ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def iso_date(value: object) -> date:
    """Return a date from a date or its ISO text; anything else is refused."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"{short(value)} is not a date like 2025-08-27")


def dump_yaml(document: Mapping[str, object]) -> str:
    """Return a mapping as YAML text in its own key order."""
    from accord.files import plain_yaml

    return plain_yaml.dump(document)


def dump_json(document: Mapping[str, object]) -> str:
    """Return a mapping as JSON text in its own key order."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
