"""Where files are: those that ship, and a user's own cache and settings, as each system has them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def files(package: str) -> Path:
    """Return the folder of a package of Accord's, with the files that ship in it."""
    return ROOT.joinpath(*package.split(".")[1:])


def cache() -> Path:
    """Return Accord's folder in the user's cache (XDG; ``LOCALAPPDATA`` on Windows)."""
    return _place("XDG_CACHE_HOME", "LOCALAPPDATA", ".cache")


def settings() -> Path:
    """Return the file of the user's defaults (XDG; ``APPDATA`` on Windows), which need not exist."""
    return _place("XDG_CONFIG_HOME", "APPDATA", ".config") / "config.toml"


def _place(variable: str, windows: str, home: str) -> Path:
    named = os.environ.get(variable) or (os.environ.get(windows) if sys.platform == "win32" else None)
    return Path(named or Path.home() / home) / "accord"
