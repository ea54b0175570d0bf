"""The ``accord`` command: what every command shares, and Accord's errors as a sentence and a status."""

from __future__ import annotations

import sys
import warnings
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

import accord
from accord.cli.commands import Commands, table
from accord.cli.output import INTERRUPTED
from accord.core.errors import AccordError
from accord.files.settings import defaults
from accord.page.progress import complain, hush
from accord.page.screen import let_go, prepare

app = typer.Typer(
    name="accord",
    cls=Commands,
    help="Economic statecraft, computed: from what governments announce to which deal is worth signing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"accord {accord.__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", callback=_version, is_eager=True)
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="No progress and no messages, only results and errors.")
    ] = False,
) -> None:
    """Economic statecraft, computed: from what governments announce to which deal is worth signing."""
    hush(quiet)


def main() -> None:
    """Run the command line; bad input ends with status 2, a failed solve or check with 3."""
    if not sys.warnoptions:
        # what overflows on the way is caught by the certificates, not by a warning
        warnings.filterwarnings("ignore", category=RuntimeWarning)
    try:
        prepare()
        status = app(standalone_mode=False, default_map=dict.fromkeys(table(), defaults())) or 0
        sys.stdout.flush()
        if status == INTERRUPTED:
            complain("accord: interrupted")
    except SystemExit:
        raise
    except BaseException as error:
        status, sentence = _end(error)
        if sentence:
            complain(f"accord: {sentence}")
        let_go()
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


if __name__ == "__main__":
    main()
