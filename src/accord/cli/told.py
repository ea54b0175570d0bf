"""What a parameter is told: words are taken as they are, the rest Typer checks, which costs a library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from typer import core
from typer._click.core import Context
from typer._coercion import RuntimeParam, TypeDescriptor, build_runtime_param
from typer._param_types import coerce_cli_path

WORDS = (list[str], tuple[str, str])


@dataclass(frozen=True)
class Told(RuntimeParam):
    """One parameter: what has its type already is taken, words too; Typer's own check is built for the rest."""

    descriptor: TypeDescriptor

    def _coerce_value(self, value: object, param: core._TyperParameter, ctx: Context) -> object:
        kind = self.annotation
        if type(value) is kind:
            return value
        if kind in WORDS and isinstance(value, list | tuple) and all(type(word) is str for word in value):
            return kind(value)
        if kind is Path and type(value) is str:
            return coerce_cli_path(Path(value), self.parameter_info, path_type=Path, param=param, ctx=ctx)
        return build_runtime_param(self.descriptor).coerce(value, param=param, ctx=ctx)


def _told(of: TypeDescriptor) -> Told:
    return Told(of.parameter_info, of.annotation, of)


def lighten() -> None:
    """Have every parameter checked so: Typer builds its checks of all of a command's, told anything or not."""
    setattr(core, build_runtime_param.__name__, _told)
