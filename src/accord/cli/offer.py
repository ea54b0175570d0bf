"""A question of a study as a command: its parameters become arguments and options, its document is printed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar, get_args

from accord.cli.plain import JSON, Note, option
from accord.page.out import emit_json, show
from accord.page.progress import say

if TYPE_CHECKING:
    import typer

    from accord.page.blocks import Block

Answer = TypeVar("Answer")
Command = TypeVar("Command", bound=Callable[..., None])
OUT = Note("Also write a file: .xlsx .csv .dta .md .txt .json, or .nc of a run.", ("-o", "--out"))
ALWAYS = tuple(
    inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=told)
    for name, default, told in (
        ("out", None, Annotated[Path | None, OUT]),
        ("json", False, Annotated[bool, JSON]),
    )
)


def question(
    answer: Callable[..., Answer],
    printed: Callable[[Answer], Iterable[Block] | str],
    check: Callable[[Answer], Exception | None] = lambda _: None,
    name: str = "",
) -> Callable[..., None]:
    """Return the command that asks ``answer`` and prints what it gives: as JSON, else as ``printed`` says.

    ``check`` gives the error with which the command ends all the same; then there is no JSON.
    """

    def command(json: bool = False, out: Path | None = None, **given: object) -> None:
        found = answer(**given)
        wrong = check(found)
        told = () if json and out is None else printed(found)
        text = told if isinstance(told, str) else tuple(told)
        if out is not None and not wrong:
            from accord.connect.files import save

            say(f"wrote {', '.join(map(str, save(out, name or answer.__name__, text, found)))}")
        if not json:
            show(text)
        if wrong:
            raise wrong
        if json:
            emit_json(found)

    asked = inspect.signature(answer, eval_str=True).parameters.values()
    command.__signature__ = inspect.Signature([*asked, *ALWAYS])  # type: ignore[attr-defined]
    command.__doc__ = answer.__doc__
    return command


def offer(
    app: typer.Typer,
    name: str,
    answer: Callable[..., Answer],
    printed: Callable[[Answer], Iterable[Block] | str],
    check: Callable[[Answer], Exception | None] = lambda _: None,
) -> None:
    """Add a question's command to a group of commands."""
    app.command(name)(typed(question(answer, printed, check, name)))


def part(app: typer.Typer, name: str | None = None, about: str | None = None) -> Callable[[Command], Command]:
    """Return what adds a command that says itself what it takes to a group of commands."""

    def add(command: Command) -> Command:
        app.command(name, help=about)(typed(command))
        return command

    return add


def typed(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with its notes as Typer takes them; by keyword alone it is an option, else an argument."""
    offered = [_offered(one) for one in inspect.signature(command, eval_str=True).parameters.values()]

    def told(**given: object) -> None:
        command(**given)

    told.__signature__ = inspect.Signature(offered)  # type: ignore[attr-defined]
    told.__annotations__ = {one.name: one.annotation for one in offered}
    told.__doc__, told.__name__ = command.__doc__, command.__name__
    return told


def _offered(one: inspect.Parameter) -> inspect.Parameter:
    import typer

    kind, note, *more = get_args(one.annotation) or (None, None)
    note = Note(note) if isinstance(note, str) else note
    if not isinstance(note, Note):
        return one
    completed = next((each for each in more if callable(each)), None)
    if one.kind is not inspect.Parameter.KEYWORD_ONLY:
        told = typer.Argument(help=note.help, metavar=note.metavar, autocompletion=completed)
        return one.replace(annotation=Annotated[kind, told], kind=inspect.Parameter.KEYWORD_ONLY)
    names = note.names or (option(one.name),)
    least, most = next(((span[0], span[-1]) for span in more if isinstance(span, range)), (None, None))
    said = typer.Option(
        *names, help=note.help, metavar=note.metavar, min=least, max=most, autocompletion=completed
    )
    return one.replace(annotation=Annotated[kind, said])
