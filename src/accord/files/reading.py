"""Text to checked models: YAML and JSON files in, one sentence out when something is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from accord.core.codes import nearest
from accord.core.errors import InputError

Model = TypeVar("Model", bound=BaseModel)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML that refuses a key written twice in one mapping."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, (list, dict)):
                raise yaml.constructor.ConstructorError(None, None, "a key is a list or mapping")
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key '{key}' is written twice")
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


class _Dumper(yaml.SafeDumper):
    """Safe YAML that quotes what the loader would read as a number."""


for _side in (_Loader, _Dumper):
    # 1e-7 is a number in JSON and YAML 1.2, but not in YAML 1.1
    _side.add_implicit_resolver(
        "tag:yaml.org,2002:float",
        re.compile(r"^[-+]?[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+$"),
        list("-+0123456789"),
    )


def parse(text: str, where: str) -> dict[str, Any]:
    """Return the mapping that YAML or JSON ``text`` holds; ``where`` names the file in messages."""
    try:
        value = yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "the text cannot be read"
        raise InputError(f"{where}: not valid YAML or JSON{line}: {problem}") from None
    except (RecursionError, ValueError):
        raise InputError(
            f"{where}: not valid YAML or JSON: nested too deeply or a date out of range"
        ) from None
    if not isinstance(value, dict):
        kind = "empty" if value is None else f"a {type(value).__name__}"
        raise InputError(f"{where}: expected keys and values, found the file to be {kind}")
    return value


def read_text(path: Path) -> str:
    """Return the text of a file, or raise InputError naming it."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder, not a file") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not a text file in UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None


def check(
    model: type[Model], value: Any, where: str, parts: dict[str, type[BaseModel]] | None = None
) -> Model:
    """Return ``value`` as ``model``, or raise InputError with one sentence for the first problem.

    A misspelt key comes before the missing one that it stands for. ``parts`` gives the models of nested keys,
    so that it can be answered with close matches.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = min(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
        raise InputError(f"{where}: {_sentence(first, model, parts or {})}") from None


def _sentence(error: Any, model: type[BaseModel], parts: dict[str, type[BaseModel]]) -> str:
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
            return f"{place} is {_short(error['input'])}, not one of {', '.join(options)}{close}"
        case "value_error":
            return f"{place}: {context['error']}" if place else str(context["error"])
        case _:
            message = error["msg"][0].lower() + error["msg"][1:]
            return f"{place}: {message}, found {_short(error['input'])}"


def keys(model: type[BaseModel]) -> Iterable[str]:
    """Return the keys of a model as a file writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def key_path(loc: Sequence[int | str]) -> str:
    """Return ``measures[0].rate`` for ``("measures", 0, "rate")``."""
    text = ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def iso_date(value: Any) -> date:
    """Return a date from a date or its ISO text; anything else is refused."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"{_short(value)} is not a date like 2025-08-27")


def dump_yaml(document: dict[str, Any]) -> str:
    """Return a mapping as YAML text in its own key order."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text


def dump_json(document: dict[str, Any]) -> str:
    """Return a mapping as JSON text in its own key order."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
