"""One assessment for each kind of lever: what a report asks, the answer, its part of the page."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accord.assess.desk import Assessed, Desk, Told
    from accord.docket import Docket


class _Room(ModuleType):
    """The room itself answers as ``accord.assess``, whichever of the two was imported first."""

    def __call__(self, docket: Docket, desk: Desk, told: Told | None = None) -> Assessed:
        from accord.assess.desk import assess

        return assess(docket, desk, told)


sys.modules[__name__].__class__ = _Room
