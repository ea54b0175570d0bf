"""Words that are read without a library mean what Typer makes of them, and what it refuses is never taken."""

import inspect
import shlex
from importlib import import_module

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.tries import texts, tries
from typer._click.exceptions import ClickException
from typer.exceptions import Exit

from accord.cli.commands import Later, table
from accord.cli.plain import LIGHT, names
from accord.cli.plain import given as plainly

COMMANDS = {name: getattr(import_module(f"accord.cli.{room}"), name) for name, room in LIGHT.items()}
TYPED = {name: Later(name, f"accord.cli.{table()[name]['home']}", "").loaded() for name in LIGHT}
TAKEN = {name: inspect.signature(found, eval_str=True).parameters for name, found in COMMANDS.items()}
LOOSE = st.sampled_from(
    ("0105", "-", "--", "", "IND", "--nothing", "-o", "--help", "-x", "--importer=EU", "--date=", "tests", "=",
     "--json=1", "/nowhere/x.csv", "--as-of", "2026-11-27", "--out=a.csv", "--quiet", "- ", "é", "--jso", "-o=a", "--form")
)  # fmt: skip


@st.composite
def calls(draw):
    name = draw(st.sampled_from(sorted(LIGHT)))
    words = LOOSE | st.sampled_from([word for one in TAKEN[name].values() for word in names(one)]) | texts(4)
    return name, draw(st.lists(words, max_size=6))


def told_of(name, words):
    """What plain words tell the command, what is at its default left out; None where they are for Typer."""
    told = plainly(COMMANDS[name], words)
    return None if told is None else {k: v for k, v in told.items() if v != TAKEN[name][k].default}


def by_typer(name, words):
    """What Typer tells the command, what is at its default left out; None where it refuses."""
    defaults = {key: one.default for key, one in TAKEN[name].items()}
    try:
        told = TYPED[name].make_context(name, list(words)).params
    except (ClickException, Exit):
        return None
    return {key: value for key, value in told.items() if value not in (defaults[key], (), None)}


@tries(120)
@given(calls())
@example(("read", ["a.txt", "--explain", "--date", "2026-01-14"]))
@example(
    ("duty", ["6109.10", "0105", "--importer", "EU", "--exporter=IND", "--as-of", "2026-11-27", "--json"])
)
@example(("brief", ["a.txt", "b.txt", "-o", "x", "--format", "md", "--no-talks"]))
@example(("brief", ["a.txt", "--form", "md"]))
@example(("talks", ["USA", "IND", "--json", "--menu=us-india"]))
@example(("talks", ["USA"]))
@example(("duty", ["--codes", "tests/laws", "--out", "x.csv"]))
def test_plain_words_mean_what_typer_makes_of_them(call):
    name, words = call
    told = told_of(name, words)
    assert told is None or told == by_typer(name, words)


@pytest.mark.parametrize("name", sorted(LIGHT))
def test_the_example_of_a_light_command_is_plain(name):
    words = shlex.split(table()[name]["example"])[2:]
    assert told_of(name, words) == by_typer(name, words) is not None
