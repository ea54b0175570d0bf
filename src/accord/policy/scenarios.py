"""Scenario files: the library that comes with Accord, and the user's own."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from accord.core.codes import nearest
from accord.core.errors import InputError
from accord.policy.schema import Scenario


@lru_cache(maxsize=1)
def library_names() -> tuple[str, ...]:
    """Return the names of the library's scenarios, in alphabetical order."""
    folder = files("accord.policy").joinpath("library")
    return tuple(sorted(entry.name.removesuffix(".yml") for entry in folder.iterdir()))


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Return a scenario by its name in the library or from a YAML or JSON file."""
    word = str(name_or_path)
    if word in library_names():
        text = files("accord.policy").joinpath(f"library/{word}.yml").read_text("utf-8")
        return Scenario.from_text(text, f"library/{word}.yml")
    path = Path(word)
    if path.suffix in {".yml", ".yaml", ".json"} or path.exists():
        return Scenario.from_file(path)
    raise InputError(f"unknown scenario '{word}'{nearest(word, library_names())}")
