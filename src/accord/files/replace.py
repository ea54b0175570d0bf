"""A folder of files replaced in one step or not at all, and only where a check of what it holds allows it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from accord.core.errors import InputError
from accord.files.exchange import StrandedError, exchange

Check = Callable[[Path, str], None]
"""Raises InputError unless a folder, called by a name, may be replaced."""
ANOTHER = "name another folder"


def replace(folder: Path, made: Mapping[str, bytes], check: Check, what: str) -> Path:
    """Write files into ``folder``, all or nothing, and return the folder's full path.

    They are written beside it and moved there in one step: a reader finds the old files or the new ones.
    Raises InputError, and touches nothing, where ``check`` does or where ``what`` cannot be written.
    """
    target = check_target(folder, check, what)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".accord-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error, what) from None
    try:
        fill(work / "new", made)
        _move(work / "new", target, check)
    except StrandedError:
        raise
    except BaseException as error:
        shutil.rmtree(work, ignore_errors=True)
        raise (_unwritable(target, error, what) if isinstance(error, OSError) else error) from None
    shutil.rmtree(work, ignore_errors=True)
    return target


def fill(folder: Path, made: Mapping[str, bytes]) -> None:
    """Write files into a new folder, below it where their names say so."""
    for name, content in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def check_target(folder: Path, check: Check, what: str) -> Path:
    """Return the full path of ``folder``; raise InputError unless it is new or ``check`` lets it be replaced."""
    try:
        target = Path(os.path.abspath(folder))
        if target.is_symlink():
            raise InputError(f"{target.name}: is a link; name the folder itself")
        if target.exists():
            if not target.is_dir():
                raise InputError(f"{target.name}: is a file, and a {what} is written into a folder")
            if target in (here := Path.cwd(), *here.parents):
                raise InputError(f"{folder}: is the folder you are in, or holds it; {ANOTHER}")
            check(target, target.name)
    except (OSError, ValueError) as error:
        raise _unwritable(Path(folder), error, what) from None
    return target


def _move(new: Path, target: Path, check: Check) -> None:
    """Move ``new`` to its place; what stood there is then beside it, if ``check`` still lets it be replaced."""
    if not target.exists():
        os.rename(new, target)
        return
    old = exchange(new, target)
    try:
        check(old, target.name)
    except BaseException:
        exchange(old, target)
        raise


def _unwritable(target: Path, error: OSError | ValueError, what: str) -> InputError:
    reason = getattr(error, "strerror", None) or error
    shown = target.name if len(target.name) <= 60 else f"{target.name[:57]}..."
    return InputError(f"{shown}: the {what} cannot be written there ({reason})")
