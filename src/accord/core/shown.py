"""What a notebook shows of an object: the drawing room is imported when a notebook asks, and not before."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from accord.core.frozen import dataclass

DRAWING_ROOM = "accord.connect.notebook"


@dataclass(frozen=True)
class Picture:
    """A chart as a notebook draws it: one SVG, the same as the page's download."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write the SVG to a file and return its path."""
        place = Path(path)
        place.write_text(self.svg, "utf-8")
        return place


class Shown:
    """An object that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        return str(import_module(DRAWING_ROOM).html(self))


class Drawn(Shown):
    """An object that can be drawn as well."""

    def plot(self) -> Picture:
        """Return its chart as the page draws it, an SVG with title, unit and source."""
        picture: Picture = import_module(DRAWING_ROOM).plot(self)
        return picture
