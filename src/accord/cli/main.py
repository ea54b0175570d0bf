"""The ``accord`` command: what every command shares, and Accord's errors as a sentence and a status."""

from __future__ import annotations

import os
import sys
import warnings

from accord.cli import plain
from accord.core.errors import shortened
from accord.core.process import roomy
from accord.page.ends import INTERRUPTED, ending
from accord.page.progress import complain
from accord.page.screen import let_go, prepare


def __getattr__(name: str) -> object:
    """The application, for whoever asks it and not the words of the command line."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from accord.cli.commands import app

    return app


def _typed() -> int:
    """Have Typer read the words and run what they call; return its status."""
    from accord.cli.commands import app, table
    from accord.files.settings import defaults

    return app(standalone_mode=False, default_map=dict.fromkeys(table(), defaults())) or 0


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
        roomy()
        status = 0 if plain.run(sys.argv[1:]) else _typed()
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
