"""A question of a study as a command: its parameters become arguments and options, its document is printed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar, get_args

import typer

from accord.cli.options import Json, Out, Sources, Target
from accord.cli.output import emit_json, keep, say, show
from accord.core.errors import MissingExtraError

if TYPE_CHECKING:
    from accord.page.blocks import Block

Answer = TypeVar("Answer")
JSON = inspect.Parameter("json", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Json)
OUT = inspect.Parameter("out", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Out)


def offer(
    app: typer.Typer,
    name: str,
    answer: Callable[..., Answer],
    printed: Callable[[Answer], Iterable[Block] | str],
    check: Callable[[Answer], Exception | None] = lambda _: None,
) -> None:
    """Add a command that asks ``answer`` and prints what it gives: as JSON, else as ``printed`` says.

    ``check`` gives the error with which the command ends all the same; then there is no JSON.
    """

    def command(json: bool = False, out: Path | None = None, **given: object) -> None:
        found = answer(**given)
        wrong = check(found)
        if out is not None and not wrong:
            keep(out, name, printed(found), found)
        if not json:
            show(printed(found))
        if wrong:
            raise wrong
        if json:
            emit_json(found)

    offered = [_offered(one) for one in inspect.signature(answer, eval_str=True).parameters.values()]
    command.__signature__ = inspect.Signature([*offered, OUT, JSON])  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in (*offered, OUT, JSON)}
    command.__doc__ = answer.__doc__
    app.command(name)(command)


def offer_build(app: typer.Typer, room: str, about: str) -> None:
    """Add the command that builds a room's shipped tables again."""

    @app.command(help=about)
    def build(sources: Sources, target: Target = None) -> None:
        from accord.sources.rebuild import rebuild

        try:
            for line in rebuild(room, sources, target):
                say(line)
        except ModuleNotFoundError as error:
            raise MissingExtraError(f"building needs {error.name}: pip install 'accord[build]'") from None


def _offered(one: inspect.Parameter) -> inspect.Parameter:
    """Return a parameter with its note as help: by keyword alone it is an option, else an argument."""
    kind, note, *limits = get_args(one.annotation)
    if one.kind is inspect.Parameter.KEYWORD_ONLY:
        least, most = (limits[0].start, limits[0].stop - 1) if limits else (None, None)
        option = typer.Option(f"--{one.name.rstrip('_').replace('_', '-')}", help=note, min=least, max=most)
        return one.replace(annotation=Annotated[kind, option])
    return one.replace(
        annotation=Annotated[kind, typer.Argument(help=note)], kind=inspect.Parameter.KEYWORD_ONLY
    )
