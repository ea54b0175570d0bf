"""Commands that say themselves what they take, in types and notes: their words are read without a library.

What is not plain (help, a mistake, a number, completion, a user's own defaults) is left to Typer, which makes the
same of the same notes; ``tests/laws/test_plain_words.py`` holds the two together.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args

from accord.core.frozen import dataclass
from accord.core.places import settings

LIGHT = {"brief": "brief", "duty": "duty", "read": "read", "talks": "talks"}
"""Commands so written, by the module of each."""

WORDS = (str, str | None)
PLACES = (Path, Path | None)


@dataclass(frozen=True)
class Note:
    """What is said of a parameter beside its type: help, other names of an option, the word for its value."""

    help: str
    names: tuple[str, ...] = ()
    metavar: str | None = None


JSON = Note("Print one JSON document on standard output and nothing else.")


def option(name: str) -> str:
    """Return the option that stands for a parameter."""
    return f"--{name.rstrip('_').replace('_', '-')}"


def run(words: list[str]) -> bool:
    """Run the command that words call; return False, with nothing done, where they are for Typer to read."""
    if not words or words[0] not in LIGHT or os.name == "nt" or settings().exists():
        return False
    command: Callable[..., None] = getattr(import_module(f"accord.cli.{LIGHT[words[0]]}"), words[0])
    told = given(command, words[1:])
    if told is not None:
        command(**told)
    return told is not None


def given(command: Callable[..., None], words: list[str]) -> dict[str, object] | None:
    """Return what words tell a command, None where one of them is not plain."""
    wanted = inspect.signature(command, eval_str=True).parameters
    options = {name: one for one in wanted.values() if one.kind is one.KEYWORD_ONLY for name in names(one)}
    loose = [name for name, one in wanted.items() if one.kind is not one.KEYWORD_ONLY]
    found: dict[str, object] = {}
    free: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "-" or (word and word[0] != "-"):
            free.append(word)
            continue
        name, _, value = word.partition("=")
        one = options.get(name)
        held = None if one is None or one.name in found else _held(one, word, value, rest)
        if one is None or held is None:
            return None
        found[one.name] = held
    if len(loose) > 1:
        return {**dict(zip(loose, free, strict=True)), **found} if len(free) == len(loose) else None
    if free:
        found[loose[0]] = free
    return found if free or wanted[loose[0]].default is not inspect.Parameter.empty else None


def names(one: inspect.Parameter) -> tuple[str, ...]:
    """Return the words that stand for an option."""
    _, note, *_ = get_args(one.annotation)
    told = (note.names if isinstance(note, Note) else ()) or (option(one.name),)
    return tuple(name for name in told if "/" not in name)


def _held(one: inspect.Parameter, word: str, value: str, rest: Iterator[str]) -> object:
    """Return the value of an option from its own word or the next, None where it is not plain."""
    kind, *_ = get_args(one.annotation)
    if "=" in word and not word.startswith("--"):
        return None
    if kind is bool:
        return None if "=" in word else True
    text = value if "=" in word else next(rest, "")
    if not text or text[0] == "-" or kind not in WORDS + PLACES:
        return None
    if kind in WORDS:
        return text
    return None if os.path.exists(text) and not os.access(text, os.R_OK) else Path(text)
