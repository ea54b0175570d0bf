"""Questions to ask of any coalition value v(members): who would rather leave, who is worth inviting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accord.alliance.shapley import Shares, Value


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
    whole = value(everyone)
    standings = []
    for member in members:
        alone = value(frozenset({member}))
        share = shares.values[member]
        error = shares.standard_error[member] if shares.standard_error else 0.0
        leaves = share + 2 * error + 1e-12 < alone
        standings.append(Standing(member, share, alone, whole - value(everyone - {member}), leaves))
    return tuple(sorted(standings, key=lambda standing: standing.share - standing.alone))


def invitations(value: Value, members: Iterable[str], candidates: Iterable[str]) -> tuple[Invitation, ...]:
    """Return what each candidate would add beyond what it secures alone, the best first."""
    inside = frozenset(members)
    before = value(inside)
    found = [
        Invitation(code, value(inside | {code}) - before, value(frozenset({code})))
        for code in dict.fromkeys(candidates)
        if code not in inside
    ]
    return tuple(sorted(found, key=lambda item: (item.own - item.gain, item.candidate)))
