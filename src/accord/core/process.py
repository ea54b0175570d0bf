"""How a process of Accord's own handles its memory: it lives short, and uses again what it has used."""

from __future__ import annotations

import ctypes
import gc
import sys

TRIM, MAPPED = -1, -3
"""What ``mallopt`` of the GNU C library calls the free memory that goes back, and the size that comes apart."""
KEPT, LARGEST = 256 << 20, 32 << 20
OBJECTS = 50_000
"""Objects made before garbage is looked for; what is made here is seldom garbage."""


def roomy() -> None:
    """Keep freed memory for the next arrays, and look for garbage seldom.

    Arrays of a world's flows are large enough that the C library would give each back to the system and ask for
    it again, which takes longer than most of what is done with them. Elsewhere than on the GNU C library memory
    stays as it is.
    """
    gc.set_threshold(OBJECTS)
    if sys.platform.startswith("linux"):
        try:
            mallopt = ctypes.CDLL(None).mallopt
        except (OSError, AttributeError):
            return
        mallopt(MAPPED, LARGEST)
        mallopt(TRIM, KEPT)
