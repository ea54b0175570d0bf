"""How the application is served: what the command line chose, as worker processes are told it."""

from __future__ import annotations

import os
from pathlib import Path

from accord.core.codec import from_json, to_json
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.places import cache
from accord.files.reading import dump_json, parse_json

TOLD = "ACCORD_LIVE"
"""The variable by which the command tells its worker processes what was chosen."""

MOST_WORKERS = 64
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Settings:
    """What was chosen for a server; ``token`` is what a visitor must hold, none where it is empty.

    ``dask`` is the address of a cluster that draws are solved on, this machine where it is empty; ``names`` are
    those by which a proxy on this machine is known.
    """

    host: str = LOOPBACK[0]
    port: int = 8000
    token: str = ""
    dask: str = ""
    names: tuple[str, ...] = ()

    @property
    def loopback(self) -> bool:
        """Whether nobody but this machine can ask."""
        return self.host in LOOPBACK

    def check(self, workers: int) -> None:
        """Raise InputError for what cannot be served, ``workers`` processes among it."""
        if not 1 <= self.port <= 65535:
            raise InputError(f"--port: must be from 1 to 65535, not {self.port}")
        if not 1 <= workers <= MOST_WORKERS:
            raise InputError(f"--workers: must be from 1 to {MOST_WORKERS}, not {workers}")
        if not self.token.isascii() or not self.token.isprintable():
            raise InputError("--token: may hold letters, digits and signs of ASCII alone")

    def tell(self) -> None:
        """Leave the settings where worker processes of this one find them."""
        os.environ[TOLD] = dump_json({"settings": to_json(self)})


def told() -> Settings:
    """Return the settings that the command left, or the defaults."""
    text = os.environ.get(TOLD)
    return from_json(Settings, parse_json(text, TOLD)["settings"], TOLD) if text else Settings()


def store() -> Path:
    """Return the folder of readings, jobs and briefings, in the user's cache; for the user alone."""
    folder = cache() / "live"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
