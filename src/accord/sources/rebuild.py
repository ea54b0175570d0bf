"""The shipped tables of a room built again from the source files, told line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from accord.core.errors import MissingExtraError
from accord.core.places import files


def rebuild(room: str, sources: Path, target: Path | None = None) -> Iterator[str]:
    """Build the tables of ``supply``, ``energy`` or ``policy``; into the package's own folder if none is named.

    Raises MissingExtraError without the libraries that building takes.
    """
    try:
        yield from _built(room, sources, target or Path(str(files(f"accord.{room}"))) / "data")
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"building needs {error.name}: pip install 'accord[build]'") from None


def _built(room: str, sources: Path, folder: Path) -> Iterator[str]:
    if room == "policy":
        from accord.sources.stack import build as build_stack

        for path in build_stack(sources, folder):
            yield f"wrote {path} ({path.stat().st_size / 1000:.0f} kB)"
    elif room == "energy":
        from accord.sources.energy import build as build_energy

        yield from (f"{name}: {count}" for name, count in build_energy(sources, folder).items())
    else:
        from accord.sources.supply import build as build_supply

        yield from (f"{name}: {count}" for name, count in build_supply(sources, folder).items())
