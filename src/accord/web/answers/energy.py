"""Energy: the questions of ``accord energy``."""

from __future__ import annotations

from accord.core.codec import Document
from accord.core.errors import InputError
from accord.study.energy import ask
from accord.web.asked import OfBreakEven, OfNuclear, OfPurchases, OfStop


def stop(asked: OfStop) -> Document:
    """Return what a stop costs."""
    return ask.stop(**dict(asked))


def break_even(asked: OfBreakEven) -> Document:
    """Return the discount at which a duty costs as much as the stop."""
    return ask.break_even(**dict(asked))


def nuclear(asked: OfNuclear) -> Document:
    """Return a capacity path with its odds."""
    return ask.programme(asked.country, asked.lead, starts_of(asked) or None, asked.to)


def starts_of(asked: OfNuclear) -> dict[int, float]:
    """Return GW begun by year beyond what is planned, empty where there are none."""
    if not asked.begin:
        return {}
    if asked.until < asked.since:
        raise InputError(f"until: must not be before {asked.since}, where the starts begin")
    return dict.fromkeys(range(asked.since, asked.until + 1), asked.begin)


def purchases(asked: OfPurchases) -> Document:
    """Return what of a pledge purchases could carry."""
    return ask.pledged(**dict(asked))
