"""Questions to ask of any coalition value v(members): who would rather leave, who is worth inviting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from accord.alliance.shapley import Shares, Value
from accord.core.frozen import dataclass


@dataclass(frozen=True)
class Standing:
    """A member's share inside against its worth alone, in the unit of v.

    ``loss_if_gone`` is what the coalition would lose; ``leaves`` says that it does better alone.
    """

    member: str
    share: float
    alone: float
    loss_if_gone: float
    leaves: bool


@dataclass(frozen=True)
class Invitation:
    """What a candidate would add to v, in its unit, of which ``own`` it could secure alone."""

    candidate: str
    gain: float
    own: float


def stability(value: Value, members: Sequence[str], shares: Shares) -> tuple[Standing, ...]:
    """Return each member's standing, those most tempted to leave first (individual rationality)."""
    everyone = frozenset(members)
    each = [frozenset({member}) for member in members]
    whole, *worths = _worths(value, [everyone, *each, *(everyone - one for one in each)])
    standings = []
    for member, alone, without in zip(members, worths, worths[len(each) :], strict=False):
        share = shares.values[member]
        error = shares.standard_error[member] if shares.standard_error else 0.0
        leaves = share + 2 * error + 1e-12 < alone
        standings.append(Standing(member, share, alone, whole - without, leaves))
    return tuple(sorted(standings, key=lambda standing: standing.share - standing.alone))


def invitations(value: Value, members: Iterable[str], candidates: Iterable[str]) -> tuple[Invitation, ...]:
    """Return what each candidate would add beyond what it secures alone, the best first."""
    inside = frozenset(members)
    outside = [code for code in dict.fromkeys(candidates) if code not in inside]
    alone = [frozenset({code}) for code in outside]
    before, *worths = _worths(value, [inside, *alone, *(inside | one for one in alone)])
    found = [
        Invitation(code, after - before, own)
        for code, own, after in zip(outside, worths, worths[len(alone) :], strict=False)
    ]
    return tuple(sorted(found, key=lambda item: (item.own - item.gain, item.candidate)))


def _worths(value: Value, coalitions: Sequence[frozenset[str]]) -> list[float]:
    """Return v of coalitions, at once where v can value many."""
    several: Callable[[Sequence[frozenset[str]]], list[float]] | None = getattr(value, "several", None)
    return several(coalitions) if several else [value(members) for members in coalitions]
