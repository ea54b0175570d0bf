"""The ``accord`` command: gathers the rooms' commands, turns Accord's errors into a sentence and a status."""

from __future__ import annotations

import os
import sys
import warnings

import typer
from typer.exceptions import Abort, TyperException

from accord.cli import docket, energy, stack, supply, world
from accord.cli.alliance import alliance
from accord.cli.brief import brief, verify
from accord.cli.duty import duty
from accord.cli.output import prepare, say
from accord.cli.read import read
from accord.cli.run import run
from accord.cli.serve import serve
from accord.cli.sweep import sweep
from accord.cli.talks import talks
from accord.core.errors import AccordError

app = typer.Typer(
    name="accord",
    help="Economic statecraft, computed: from what governments announce to which deal is worth signing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(world.app)
app.add_typer(docket.app)
app.add_typer(stack.app)
app.add_typer(supply.app)
app.add_typer(energy.app)
app.command()(brief)
app.command()(duty)
app.command()(read)
app.command()(alliance)
app.command()(run)
app.command()(serve)
app.command()(sweep)
app.command()(talks)
app.command()(verify)


INTERRUPTED = 130
"""Exit status of a command that was stopped; Typer gives it without a word."""


def main() -> None:
    """Run the command line; bad input ends with status 2, a failed solve or check with 3."""
    if not sys.warnoptions:
        # what overflows on the way is caught by the certificates, not by a warning
        warnings.filterwarnings("ignore", category=RuntimeWarning)
    try:
        prepare()
        status = app(standalone_mode=False) or 0
        sys.stdout.flush()
        if status == INTERRUPTED:
            say("accord: interrupted")
    except SystemExit:
        raise
    except BaseException as error:
        status, sentence = _end(error)
        if sentence:
            say(f"accord: {sentence}")
        _let_go_of_output()
    sys.exit(status)


ENDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], int, str], ...] = (
    ((Abort, KeyboardInterrupt), INTERRUPTED, "interrupted"),
    (BrokenPipeError, 0, ""),  # whoever read our output closed it; that is not an error
    (MemoryError, 2, "there is not enough memory for what was asked"),
    (RecursionError, 2, "the input is nested too deeply"),
    (UnicodeError, 2, "the input holds a character that cannot be read or written"),
)
"""How a command ends that was stopped by something other than an error of Accord's."""


def _end(error: BaseException) -> tuple[int, str]:
    """Return the status and the sentence with which a command ends that could not do its work."""
    if isinstance(error, AccordError):
        return error.exit_status, str(error)
    if isinstance(error, TyperException):
        # an option or argument that does not fit; without any, the help was shown
        words = error.format_message().strip()
        return error.exit_code, f"{words} (see accord --help)" if words and "\n" not in words else ""
    for kinds, status, sentence in ENDS:
        if isinstance(error, kinds):
            return status, sentence
    if isinstance(error, OSError):
        return 2, f"{error.filename or 'standard output'}: {error.strerror or error}"
    raise error


def _let_go_of_output() -> None:
    """Leave nothing that the interpreter would try, and fail, to write at its end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        except OSError:
            sys.stdout = None


if __name__ == "__main__":
    main()
