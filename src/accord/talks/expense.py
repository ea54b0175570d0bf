"""At whose expense a war leaves a side better off than the law of the day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from accord.core.codec import Document
from accord.core.codes import economy_name, the
from accord.talks.instruments import Player
from accord.talks.start import Start
from accord.trade import Result

NAMED = 6
"""Losers named."""
LEAST = 0.05
"""USD bn a year that a loser named has lost: at one place after the point less is nothing."""


def expense(result: Result, start: Start, sides: Sequence[Player]) -> Document:
    """Return who gains and who loses in a war against the law, USD bn a year of real income.

    ``warning`` is a sentence where both sides gain, ``said`` one for each side that does; both empty if none.
    """
    base = start.without.baseline
    worth = np.expm1(start.log_welfare(result)) * base.income / 1e3
    place = {code: k for k, code in enumerate(base.economies)}
    gains = {side.name: float(sum(worth[place[code]] for code in side.members)) for side in sides}
    inside = {code for side in sides for code in side.members}
    losses = {code: float(worth[k]) for code, k in place.items() if code not in inside and worth[k] < 0}
    losses |= {name: value for name, value in gains.items() if value < 0}
    most = dict(sorted(losses.items(), key=lambda item: item[1])[:NAMED])
    better = [name for name, value in gains.items() if value > 0]
    total = sum(losses.values())
    return {
        "against": str(start.against),
        "sides_usd_bn": gains,
        "losers_usd_bn": most,
        "all_losers_usd_bn": total,
        "said": [_said(name, gains[name], most, total, start) for name in better],
        "warning": _warning(gains, start) if len(better) == len(gains) else "",
    }


def _said(name: str, gain: float, most: dict[str, float], total: float, start: Start) -> str:
    losers = ", ".join(
        f"{economy_name(code)} {-value:.1f}" for code, value in most.items() if value <= -LEAST
    )
    return (
        f"A war leaves {the(name)} USD {gain:.1f} bn a year better off than {_words(start)}, at the expense of "
        f"others, who lose {-total:.1f} in all{': ' if losers else ''}{losers}."
    )


def _warning(gains: dict[str, float], start: Start) -> str:
    both = " and ".join(f"{the(name)} (USD {value:.1f} bn a year)" for name, value in gains.items())
    return (
        f"In the model a war makes both sides richer than {_words(start)}: {both}. Third parties pay for it; "
        "they may answer, which is not counted."
    )


def _words(start: Start) -> str:
    day = start.against.day
    return "the world's data year" if day is None else f"the law of {day}"
