"""The ``accord`` command: gathers the rooms' commands, turns Accord's errors into a sentence and a status."""

from __future__ import annotations

import os
import sys

import typer
from typer.exceptions import Abort, TyperException

from accord.cli import docket, stack, supply, world
from accord.cli.alliance import alliance
from accord.cli.brief import brief, verify
from accord.cli.duty import duty
from accord.cli.read import read
from accord.cli.run import run
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
app.command()(brief)
app.command()(duty)
app.command()(read)
app.command()(alliance)
app.command()(run)
app.command()(sweep)
app.command()(talks)
app.command()(verify)


def main() -> None:
    """Run the command line; bad input ends with status 2, a failed solve or check with 3."""
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except AccordError as error:
        print(f"accord: {error}", file=sys.stderr)
        sys.exit(error.exit_status)
    except TyperException as error:
        # an option or argument that does not fit; without any, the help was shown
        sentence = error.format_message().strip()
        if sentence and "\n" not in sentence:
            print(f"accord: {sentence} (see accord --help)", file=sys.stderr)
        sys.exit(error.exit_code)
    except (Abort, KeyboardInterrupt):
        print("accord: interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # whoever read our output closed it; that is not an error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
