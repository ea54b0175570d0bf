"""Elasticities drawn from what is known about them: published standard errors, or the spread of sources."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.core.provenance import sources
from accord.world import elasticities
from accord.world.elasticities import ElasticitySet

Array = NDArray[np.float64]

LOWEST, HIGHEST = 0.5, 60.0
"""Draws are kept in the range the solver is tested for, widened to hold the central values themselves."""

LEAST = 0.2
"""Least response 1 + theta drawn at a horizon of some years."""


@dataclass(frozen=True, eq=False)
class Spread:
    """How elasticities vary: log-normal around the central values.

    theta    [j]  central values, the medians of the draws
    log_sd   [j]  standard deviation of the log of theta + shift
    shift    [j]  one where the response of the border value, 1 + theta, is what was estimated; else zero
    estimate [j]  number of the estimate a sector takes; sectors of one estimate are drawn together
    sentence      what the spread rests on
    """

    theta: Array
    log_sd: Array
    shift: Array
    estimate: NDArray[np.int64]
    sentence: str

    def draw(self, seed: int, number: int) -> Array:
        """Return the elasticities ``[j]`` of one draw; they depend on the seed and its number alone."""
        normal = np.random.default_rng([seed, number]).standard_normal(int(self.estimate.max()) + 1)
        middle = self.theta + self.shift
        low = np.minimum(np.where(self.shift > 0, LEAST, LOWEST), middle)
        drawn = np.exp(np.log(middle) + self.log_sd * normal[self.estimate])
        return np.asarray(np.clip(drawn, low, np.maximum(HIGHEST, middle)) - self.shift)


def spread_of(chosen: ElasticitySet) -> Spread:
    """Return how a set's elasticities vary.

    A published standard error s around theta becomes the log-normal with the same ratio s / theta of
    standard deviation to mean. An estimate without one takes the standard deviation of the logs between
    the published sets, averaged over the sectors that share the estimate. At a horizon of some years, and
    where theta is not above zero, it is the response 1 + theta that varies so.
    """
    published = [chosen.error_of(at) for at in range(len(chosen.theta))]
    labels = list(dict.fromkeys(chosen.estimate_of))
    estimate = np.array([labels.index(label) for label in chosen.estimate_of])
    log_sd = (np.bincount(estimate, chosen.spread) / np.bincount(estimate))[estimate]
    for at, error in enumerate(published):
        if error is not None:
            log_sd[at] = math.sqrt(math.log1p((error / chosen.theta[at]) ** 2))
    years = elasticities.AFTER in chosen.id
    goods = np.array([code != "SERVICES" for code in chosen.sectors])
    shift = np.where((years & goods) | (chosen.theta <= 0), 1.0, 0.0)
    return Spread(
        chosen.theta, log_sd, shift, estimate, _sentence(chosen, [error is not None for error in published])
    )


def _named(chosen: ElasticitySet) -> str:
    """Return elasticities by who published them; a user's own by their id."""
    _, later, years = chosen.id.partition(elasticities.AFTER)
    known = sources().get("boehm-2023" if later else chosen.source)
    when = f", {years} years on," if later else ""
    return f"Elasticities of {known.credit}{when}" if known else f"Elasticities '{chosen.id}'"


def _sentence(chosen: ElasticitySet, published: list[bool]) -> str:
    between = "the spread between six published sets, for their source prints no standard errors by sector"
    if all(published):
        return f"{_named(chosen)} are drawn from their published standard errors."
    if not any(published):
        return f"{_named(chosen)} are drawn from {between}."
    rest = ", ".join(code for code, known in zip(chosen.sectors, published, strict=True) if not known)
    return (
        f"{_named(chosen)} are drawn from their published standard errors; those of {rest} "
        "from the spread between six published sets."
    )
