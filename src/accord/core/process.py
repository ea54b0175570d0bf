"""How a process of Accord's own runs: alone on its core, short, and using again what memory it has used."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import warnings

TRIM, MAPPED = -1, -3
"""What ``mallopt`` of the GNU C library calls the free memory that goes back, and the size that comes apart."""
KEPT, LARGEST = 256 << 20, 32 << 20
SETTINGS = {
    # a folder of documents is no place for this program's own processes to import from
    "PYTHONSAFEPATH": "1",
    # work is divided between processes; threads of the linear algebra would only wait for each other
    "OPENBLAS_NUM_THREADS": "1",
    # to look for plugins is to read what every installed package offers
    "PYDANTIC_DISABLE_PLUGINS": "1",
}
"""What the environment says to libraries and to the processes that are started, unless its user said otherwise."""
OBJECTS = 200_000
"""Objects made before garbage is looked for; what is made here is seldom garbage."""


def settle() -> None:
    """Settle how this process and those it starts run, before any library is imported."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    if not sys.warnoptions:
        # what overflows on the way is caught by the certificates, not by a warning
        warnings.filterwarnings("ignore", category=RuntimeWarning)
    roomy()


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
