"""The ``accord`` command: what every command shares, and Accord's errors as a sentence and a status."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

import accord
from accord.cli.commands import Commands, table
from accord.cli.output import INTERRUPTED
from accord.core.errors import AccordError, shortened
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
    # a folder of documents is no place for this program's own processes to import from
    os.environ.setdefault("PYTHONSAFEPATH", "1")
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
            complain(f"accord: {shortened(sentence)}")
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
    if TRACED in os.environ or not isinstance(error, Exception):
        raise error
    return 2, f"{_fault(error)}; {TRACED}=1 shows all of it"


TRACED = "ACCORD_TRACE"
"""The variable that has a fault of Accord's shown as Python shows it."""


def _fault(error: BaseException) -> str:
    """Return in words what no check foresaw: that is Accord's fault, and its makers want to hear of it."""
    steps = [
        step
        for step in traceback.extract_tb(error.__traceback__)
        if f"{os.sep}accord{os.sep}" in step.filename
    ]
    where = f" in {Path(steps[-1].filename).name}, line {steps[-1].lineno}" if steps else ""
    return f"this could not be done, and that is Accord's fault ({type(error).__name__}{where})"


if __name__ == "__main__":
    main()
