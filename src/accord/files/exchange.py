"""Two folders exchanged: in one step where the system can, so that a reader finds the one or the other."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from accord.core.errors import InputError

UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}
"""What a system answers that cannot exchange two folders in one step."""


class StrandedError(InputError):
    """What stood in the target's place could neither be replaced nor be moved back."""


def exchange(new: Path, target: Path) -> Path:
    """Put ``new`` in the target's place; return where the target's folder is now. A failure moves nothing."""
    if _exchanged_at_once(new, target):
        return new
    aside = new.with_name(f"before-{new.name}")
    os.rename(target, aside)
    try:
        os.rename(new, target)
    except BaseException as error:
        try:
            os.rename(aside, target)
        except OSError:
            raise StrandedError(f"{target.name}: could not be replaced; what it held is in {aside}") from None
        raise error from None
    return aside


def _exchanged_at_once(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where system and disk can; return whether they were."""
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform not in {"linux", "darwin"}:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)
        failed = library.renameat2(here, first, here, second, exchange)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, 2)  # RENAME_SWAP of rename(2)
    else:
        return False
    if failed and ctypes.get_errno() not in UNSUPPORTED:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return not failed
