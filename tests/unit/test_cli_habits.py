"""Habits of a command line: version, quiet, settings, completion, what ships, and examples that parse."""

import json
import shlex
import sys

import pytest
from typer.testing import CliRunner

import accord
from accord.cli import main as command
from accord.cli.commands import Later, table
from accord.cli.main import app
from accord.core.errors import InputError
from accord.files.settings import defaults

RUN = CliRunner()


def parts(found, path=()):
    """Yield every command with the words that call it."""
    inside = getattr(found, "commands", {})
    if not inside or getattr(found, "invoke_without_command", False):
        yield path, found
    for name, part in inside.items():
        yield from parts(part, (*path, name))


@pytest.fixture(scope="module")
def commands():
    homes = {
        name: Later(name, f"accord.cli.{row['home']}", row["help"]).loaded() for name, row in table().items()
    }
    return {path: found for name, part in homes.items() for path, found in parts(part, (name,))}


def test_the_version_is_said():
    assert RUN.invoke(app, ["--version"]).stdout == f"accord {accord.__version__}\n"


def test_every_command_has_help_and_every_example_parses(commands):
    for name, row in table().items():
        for key, example in row.items():
            if key in {"home", "help"}:
                continue
            words = shlex.split(example)[1:]
            path = (name,) if key == "example" else (name, *key.split())
            assert words[: len(path)] == list(path), example
            made = commands[path].make_context("x", words[len(path) :], resilient_parsing=True)
            assert not made.args, example
            assert commands[path].epilog == f"Example: {example}"
    assert all(found.help for found in commands.values())


def test_the_list_of_commands_is_whole_and_imports_none_of_them():
    shown = RUN.invoke(app, ["--help"], env={"COLUMNS": "100"}).stdout
    assert all(f" {name} " in shown for name in table())


def test_a_user_sets_defaults(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert defaults() == {}
    place = tmp_path / "accord" / "config.toml"
    place.parent.mkdir()
    place.write_text('world = "toy"\nhorizon = 3\n')
    monkeypatch.setattr(command, "prepare", lambda: None)
    monkeypatch.setattr(sys, "argv", ["accord", "run", "india-50", "--json"])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["world"]["id"], found["horizon"]) == ("toy", "3 years")
    for wrong in ('colour = "red"\n', "world = true\n", "world = \n"):
        place.write_text(wrong)
        with pytest.raises(InputError, match=r"config\.toml"):
            defaults()


def test_quiet_says_nothing_but_results(tmp_path):
    (tmp_path / "report.txt").write_text("New Delhi, 14 January 2026\n\nThe two ministers met on Tuesday.\n")
    (tmp_path / "broken.txt").write_bytes(bytes(range(256)) * 9)
    words = ["read", str(tmp_path), "--date", "2026-01-14", "--json"]
    loud, quiet, before = (
        RUN.invoke(app, asked) for asked in (words, [*words, "--quiet"], ["--quiet", *words])
    )
    assert "broken" in loud.stderr
    assert quiet.stderr == before.stderr == ""
    assert quiet.stdout == before.stdout == loud.stdout != ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_names_are_completed(shell, monkeypatch):
    words = {"bash": "COMP_WORDS", "zsh": "_TYPER_COMPLETE_ARGS", "fish": "_TYPER_COMPLETE_ARGS"}
    typed = "accord run india-5"
    told = {"_ACCORD_COMPLETE": f"complete_{shell}", words[shell]: typed, "COMP_CWORD": "2"}
    told["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    done = RUN.invoke(app, [], env=told, prog_name="accord")
    assert "india-50" in done.stdout


def test_the_library_lists_what_ships_and_shows_each():
    rows = json.loads(RUN.invoke(app, ["library", "list", "--json"]).stdout)
    kinds = {row["kind"] for row in rows}
    assert kinds == {
        "scenarios",
        "menus",
        "chains",
        "groups",
        "elasticities",
        "horizons",
        "measures",
        "worlds",
    }
    assert RUN.invoke(app, ["library"]).stdout == RUN.invoke(app, ["library", "list"]).stdout
    for kind in kinds:
        first = next(row for row in rows if row["kind"] == kind)
        entry = json.loads(RUN.invoke(app, ["library", "show", first["id"], "--json"]).stdout)
        assert (entry["kind"], entry["id"]) == (kind, first["id"])
    assert "stack:" in RUN.invoke(app, ["library", "show", "india-50"]).stdout
    wrong = RUN.invoke(app, ["library", "show", "india-5O"]).exception
    assert isinstance(wrong, InputError)
    assert "india-50" in str(wrong)
    assert "scenarios" in str(RUN.invoke(app, ["library", "list", "scenario"]).exception)


def test_the_room_of_the_command_line_is_small():
    from pathlib import Path

    lines = [len(path.read_text("utf-8").splitlines()) for path in Path(command.__file__).parent.glob("*.py")]
    assert sum(lines) <= 1280
