"""What an assistant can look up and start from: the scenarios and menus that ship, the documentation, prompts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import accord
from accord.core.codec import Document
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.places import files
from accord.policy import load_scenario
from accord.policy.scenarios import library_names
from accord.talks.menu import load_menu, menu_names
from accord.web import jobs, kept

DOCS = (
    "model",
    "stack",
    "talks",
    "supply",
    "alliance",
    "energy",
    "brief",
    "data",
    "validation",
    "web",
    "assistant",
)
"""Pages of the documentation that an assistant is given."""
GIST = ("title", "date", "questions", "sections", "figures")
"""What a briefing gives an assistant: the whole document is a resource of the interface."""


@dataclass(frozen=True)
class Holding:
    """Something to look up, by its address."""

    uri: str
    name: str
    about: str
    kind: str
    text: Callable[[], str]


@lru_cache(maxsize=1)
def holdings() -> tuple[Holding, ...]:
    """Return everything that can be looked up."""
    scenarios = (
        Holding(
            f"accord://scenarios/{name}", name, load_scenario(name).title, "application/yaml", _scenario(name)
        )
        for name in library_names()
    )
    menus = (
        Holding(f"accord://menus/{name}", name, load_menu(name).title, "application/yaml", _menu(name))
        for name in menu_names()
    )
    places = {name: _docs() / f"{name}.md" for name in DOCS}
    pages = (
        Holding(f"accord://docs/{name}", name, f"Documentation: {name}", "text/markdown", _page(place))
        for name, place in places.items()
        if place.is_file()
    )
    return (*scenarios, *menus, *pages)


def holding(uri: str) -> Holding:
    """Return one of them; raise InputError where there is none at the address."""
    for one in holdings():
        if one.uri == uri:
            return one
    raise InputError(f"there is nothing at '{uri[:80]}'")


def _scenario(name: str) -> Callable[[], str]:
    return lambda: load_scenario(name).to_yaml()


def _menu(name: str) -> Callable[[], str]:
    return lambda: files("accord.talks").joinpath(f"menus/{name}.yml").read_text("utf-8")


def _page(place: Path) -> Callable[[], str]:
    return lambda: place.read_text("utf-8")


def _docs() -> Path:
    """Return the folder of the documentation: in the package where it was installed, else beside its sources."""
    inside = Path(accord.__file__).parent
    return inside / "docs" if (inside / "docs").is_dir() else inside.parents[1] / "docs"


def made(job: jobs.Job) -> Document:
    """Return what a job has made, of a briefing what a page shows of it."""
    if job.kind != "brief":
        return kept.answer(job.made)
    whole = kept.brief(job.made)
    return {"fingerprint": job.made, **{key: whole[key] for key in GIST if key in whole}}


@dataclass(frozen=True)
class Prompt:
    """A prompt: what for, what it needs, and its words with braces where that goes."""

    about: str
    needs: tuple[tuple[str, str], ...]
    words: str


RULES = (
    "Tell only numbers that stand in an answer of Accord's tools, each with unit, year and source. Say what was not "
    "computed and why. A range is told as a range; a bound is called a bound."
)
PROMPTS = {
    "briefing": Prompt(
        "Brief on a report: read it, have its doubts settled, compute, and tell the answer with its sources.",
        (("report", "The text of the report"), ("date", "The day of the report, such as 2026-01-14")),
        "Here is a report of {date}:\n\n{report}\n\n1. Read it with the tool read, and pass as quotes the sentences that "
        "you think carry a measure.\n2. List the roles in doubt as questions to me, with the words they rest on, and wait "
        f"for my answers.\n3. Call brief and tell the answer in at most four sentences.\n\n{RULES}",
    ),
    "deal": Prompt(
        "What a deal of two economies could be: what failure costs, the price of each concession, packages.",
        (("first", "One side, such as USA"), ("second", "The other side, such as IND")),
        "What could {first} and {second} agree on? Call talks for the menu and the price of each concession, switch "
        "concessions on that both sides would sign, and say what third parties gain or lose. Call talks_frontier for the "
        f"most that either can have.\n\n{RULES}",
    ),
}


def prompt(name: str, filled: Mapping[str, str]) -> str:
    """Return a prompt with what was filled in; raise InputError for what is missing or unknown."""
    if name not in PROMPTS:
        raise InputError(f"there is no prompt '{name[:60]}'")
    one = PROMPTS[name]
    for key, _ in one.needs:
        if not filled.get(key):
            raise InputError(f"prompt {name}: '{key}' is missing")
    text = one.words
    for key, _ in one.needs:
        text = text.replace(f"{{{key}}}", filled[key]) if key != "report" else text
    return text.replace("{report}", filled.get("report", ""))
