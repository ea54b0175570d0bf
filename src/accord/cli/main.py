"""The ``accord`` command: what every command shares, and Accord's errors as a sentence and a status."""

from __future__ import annotations

import sys

from accord.cli import plain
from accord.core.errors import shortened
from accord.core.process import settle
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
    settle()
    try:
        prepare()
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
