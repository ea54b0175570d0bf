"""The commands as a page of the site and as the manual page, from the commands themselves.

``python -m docs.make.commands`` writes docs/man/accord.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from typer.core import TyperCommand, TyperGroup

from accord import __version__
from accord.cli.commands import Later, table

MAN = Path(__file__).resolve().parents[1] / "man" / "accord.1"
Command = TyperCommand | TyperGroup
STATUS = (
    "0 done",
    "2 bad input, with one sentence that says what and where",
    "3 no certified answer or a failed check",
)


def commands() -> Iterator[tuple[str, Command]]:
    """Yield every command with the words that call it."""
    for name, row in table().items():
        yield from _inside(f"accord {name}", Later(name, f"accord.cli.{row['home']}", row["help"]).loaded())


def _inside(path: str, found: Command) -> Iterator[tuple[str, Command]]:
    parts = getattr(found, "commands", {})
    if not parts or getattr(found, "invoke_without_command", False):
        yield path, found
    for name, part in parts.items():
        yield from _inside(f"{path} {name}", part)


def _options(found: Command) -> Iterator[tuple[str, str]]:
    """Yield each argument and option with its help."""
    for one in found.params:
        if one.name == "help":
            continue
        names = (
            ", ".join(one.opts) if one.param_type_name == "option" else (one.metavar or str(one.name).upper())
        )
        yield names, str(getattr(one, "help", "") or "")


def page() -> str:
    """Return the reference of the command line in Markdown."""
    parts = [
        "# Command line",
        "Every command takes `--json` where it prints a result, and `--quiet`.",
        f"Exit status: {'; '.join(STATUS)}.",
    ]
    for path, found in commands():
        parts += [f"## `{path}`", _words(found.help)]
        rows = [f"| `{names}` | {told.replace('|', '/')} |" for names, told in _options(found)]
        parts += ["\n".join(["| | |", "|---|---|", *rows])] if rows else []
        parts += [f"`{found.epilog.removeprefix('Example: ')}`"] if found.epilog else []
    return "\n\n".join(parts) + "\n"


def manual() -> str:
    """Return the manual page, in the macros of man."""
    lines = [
        f'.TH ACCORD 1 "" "accord {__version__}" "User commands"',
        ".SH NAME", "accord \\- economic statecraft, computed",
        ".SH SYNOPSIS", ".B accord", "[\\-\\-version] [\\-\\-quiet]", ".I command", "[options]",
        ".SH DESCRIPTION",
        "Reads what governments announce, runs what it calls for and answers with certified numbers, offline.",
        ".SH COMMANDS",
    ]  # fmt: skip
    for path, found in commands():
        lines += [".TP", f".B {_man(path)}", _man(_words(found.help))]
        lines += [f".br\n{_man(names)}: {_man(told)}" for names, told in _options(found)]
    lines += [".SH EXIT STATUS", *(f".br\n{_man(one)}" for one in STATUS)]
    lines += [
        ".SH FILES",
        "$XDG_CONFIG_HOME/accord/config.toml",
        ".br",
        "defaults for world, elasticities and horizon",
    ]
    lines += [".SH ENVIRONMENT", "NO_COLOR, XDG_CONFIG_HOME, XDG_CACHE_HOME, ACCORD_ARCHIVE"]
    return "\n".join(lines) + "\n"


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def _man(text: str) -> str:
    return re.sub(r"^([.'])", r"\\&\1", text.replace("\\", "\\\\").replace("-", "\\-"))


def main() -> None:
    """Write the manual page."""
    MAN.parent.mkdir(exist_ok=True)
    MAN.write_text(manual(), "utf-8")


if __name__ == "__main__":
    main()
