"""The ``accord`` command: what every command shares, and Accord's errors as a sentence and a status."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Annotated

import typer

import accord
from accord.cli.commands import Commands, table
from accord.core.errors import shortened
from accord.files.settings import defaults
from accord.page.ends import INTERRUPTED, ending
from accord.page.progress import complain, hush
from accord.page.screen import let_go, prepare

app = typer.Typer(
    name="accord",
    cls=Commands,
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
    # work is divided between processes; threads of the linear algebra would only wait for each other
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # to look for plugins is to read what every installed package offers
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
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
        status, sentence = ending(error)
        if sentence:
            complain(f"accord: {shortened(sentence)}")
        let_go()
    sys.exit(status)


if __name__ == "__main__":
    main()
