"""Libraries that come with an extra: imported when a function needs one, named when it is not there."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from accord.core.errors import MissingExtraError


def extra(module: str, name: str, what: str) -> ModuleType:
    """Return a module; raise MissingExtraError that says which extra holds it and what for it is needed."""
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtraError(f"{what} needs {module}: pip install 'accord[{name}]'") from None
