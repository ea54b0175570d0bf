"""What a question on duties finds."""

from __future__ import annotations

from accord.assess.tariff.observed import Observed
from accord.core.codec import Document
from accord.core.frozen import dataclass
from accord.policy.stack.since import DatedFact


@dataclass(frozen=True)
class Solved:
    """One state at one horizon: the run's document, or the sentence why there is no equilibrium."""

    role: str
    horizon: str
    document: Document | None
    sentence: str = ""


@dataclass(frozen=True)
class Found:
    """Every state at every horizon, the measure stack of the pair on the report's day, and the spread of draws.

    ``since`` is what became of these duties after the report, ``observed`` the trade that customs then saw.
    ``households`` has ``real_income_usd_bn`` and
    ``people_mn`` of both sides, and the ``year`` of the world.
    """

    solved: tuple[Solved, ...]
    stack: Document | None
    spread: Document | None
    households: Document
    since: tuple[DatedFact, ...] = ()
    observed: tuple[Observed, ...] = ()

    def document(self, role: str, horizon: str) -> Document | None:
        """Return the document of one state at one horizon, None where it has no equilibrium."""
        return next((one.document for one in self.solved if (one.role, one.horizon) == (role, horizon)), None)
