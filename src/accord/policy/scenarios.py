"""Scenario files: the library that comes with Accord, and the user's own."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from accord.core.codes import economy_name, nearest
from accord.core.errors import InputError
from accord.core.places import files
from accord.policy.schema import Scenario, StackTariffs


def scenario_as_of(importer: str, exporter: str, day: date) -> Scenario:
    """Return the scenario of the duties that an importer collects on one exporter's goods on a day."""
    return Scenario(
        id=f"{importer}-on-{exporter}-{day}".lower(),
        title=f"{economy_name(importer)}: duties on {economy_name(exporter)} as of {day}",
        as_of=day,
        stack=StackTariffs(importer=importer, exporters=(exporter,), as_of=day),
        assumptions=(
            "Each product pays its own duties; products of a sector are weighted by imports of 2024.",
            "The duties come on top of the tariffs of the baseline; nobody retaliates.",
        ),
        sources=(f"Measure stack of {economy_name(importer)} on {economy_name(exporter)}, {day}",),
    )


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
