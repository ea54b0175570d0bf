"""How a computation ended, in a word a program can test and a sentence a person can read."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Outcome of a solve. Only ``CONVERGED`` comes with numbers."""

    CONVERGED = "converged"
    STALLED = "stalled"
    DIVERGED = "diverged"
    INFEASIBLE = "infeasible"
    UNCERTIFIED = "uncertified"

    @property
    def sentence(self) -> str:
        """The outcome as one sentence."""
        return _SENTENCES[self]


_SENTENCES = {
    Status.CONVERGED: "The equilibrium was found and passed its certificate.",
    Status.STALLED: "The solver stopped making progress before the residual was small enough.",
    Status.DIVERGED: "The iterates left the range in which prices and incomes are finite and positive.",
    Status.INFEASIBLE: "No equilibrium with positive incomes exists for these measures.",
    Status.UNCERTIFIED: "A point was found, but it failed its certificate, so no number is reported.",
}
