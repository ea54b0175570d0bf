"""A user's own defaults: a small TOML file in the place where the system keeps settings."""

from __future__ import annotations

import tomllib

from accord.core.errors import InputError
from accord.core.places import settings
from accord.files.reading import read_text

DEFAULTS = ("world", "elasticities", "horizon")
"""What the file may set, for every command that takes it."""


def defaults() -> dict[str, str]:
    """Return what the user's file sets, nothing where there is none; raise InputError for what it may not hold."""
    path = settings()
    if not path.exists():
        return {}
    try:
        held = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: is not TOML ({error})") from None
    for key, value in held.items():
        if key not in DEFAULTS or not isinstance(value, str | int) or isinstance(value, bool):
            raise InputError(f"{path}: '{key}' is not one of {', '.join(DEFAULTS)} with a name or a number")
    return {key: str(value) for key, value in held.items()}
