"""How long reactors take from first concrete to the grid: a lognormal of finished and unfinished units.

A unit still under construction says only that its time is longer than what has passed (right-censored). A
country's few units are pulled to the world's by a prior worth some units. In a simulation all units of a draw
share a common shock (policy, vendor, money), and a unit under construction takes longer than it has taken.
"""

from __future__ import annotations

from math import erf, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError, SolveError
from accord.core.frozen import dataclass
from accord.core.shock import Array

COMMON = 0.4
"""Standard deviation, in logs, of what all units of a draw share; chosen so that the 80 % interval covers
about 80 % of what 13 countries did (docs/energy.md, N1)."""
PRIOR_UNITS = 4.0
"""How many units of a country the world's lead time weighs in its fit."""
SHORTEST_SD = 0.05

_erf = np.frompyfunc(erf, 1, 1)
_reached = np.frompyfunc(NormalDist().inv_cdf, 1, 1)


@dataclass(frozen=True)
class Lead:
    """Lead time in years: exp(N(mu, sd^2)) with a common part of standard deviation ``common`` on top."""

    mu: float
    sd: float
    common: float = COMMON

    @property
    def median(self) -> float:
        """Median years from first concrete to operation."""
        return float(np.exp(self.mu))

    def done_by(self, years: Array) -> Array:
        """Return the probability that a unit is finished within ``years``."""
        spread = float(np.hypot(self.sd, self.common))
        logs = np.log(np.maximum(years, 1e-12))
        return np.where(years > 0, normal((logs - self.mu) / spread), 0.0)


def normal(z: Array) -> Array:
    """Return the probability of a standard normal number below ``z``; scipy has it too, but is slow to import."""
    return 0.5 * (1.0 + np.asarray(_erf(np.asarray(z) / sqrt(2.0)), dtype=np.float64))


def normal_quantile(share: Array) -> Array:
    """Return what a standard normal number stays below with a probability ``share``, in (0, 1)."""
    return np.asarray(_reached(share), dtype=np.float64)


def of_median(years: float, sd: float = 0.35, common: float = COMMON) -> Lead:
    """Return the lead time with a median in years; raise InputError when it is not positive."""
    if not 0 < years < 200:
        raise InputError(f"lead time: must be above 0 years (and below 200), not {years:g}")
    return Lead(float(np.log(years)), sd, common)


def fit(
    durations: Array, done: NDArray[np.bool_], prior: Lead | None = None, weight: float = PRIOR_UNITS
) -> Lead:
    """Return the lead time of units with ``durations`` in years, finished where ``done``.

    The likelihood is that of a right-censored lognormal; the prior counts as ``weight`` units drawn from it.
    """
    from scipy.optimize import minimize  # slow to import, and few pages ask for them
    from scipy.special import log_ndtr

    if len(durations) == 0 and prior is None:
        raise InputError("lead time: no unit to fit and no prior")
    if np.any(durations <= 0):
        raise InputError("lead time: every duration must be above 0 years")
    logs = np.log(durations)

    def loss(point: Array) -> float:
        mu, sd = point[0], float(np.exp(point[1]))
        z = (logs - mu) / sd
        total = np.sum(np.where(done, 0.5 * z**2 + point[1], -log_ndtr(-z)))
        if prior is not None:
            total += weight * (point[1] + (prior.sd**2 + (mu - prior.mu) ** 2) / (2 * sd**2))
        return float(total)

    first = np.array([prior.mu, np.log(prior.sd)] if prior else [logs.mean(), np.log(0.5)])
    bounds = [(-2.0, 6.0), (np.log(SHORTEST_SD), np.log(3.0))]
    found = minimize(loss, first, method="L-BFGS-B", bounds=bounds)
    if not np.isfinite(found.fun):
        raise SolveError("lead time: the likelihood has no maximum for these units")
    return Lead(float(found.x[0]), float(np.exp(found.x[1])))


def finish_dates(
    lead: Lead, starts: Array, now: float, draws: int, seed: int, spread: Array | None = None
) -> Array:
    """Return decimal dates of operation [draw, unit].

    starts [unit]   decimal year of first concrete; before ``now`` the unit is under construction
    spread [unit]   standard deviation in years of a start that is only planned; it never falls before ``now``
    """
    random = np.random.default_rng(seed)
    shock = lead.common * random.standard_normal((draws, 1))
    begin = np.broadcast_to(starts, (draws, len(starts))).astype(float)
    planned = starts > now
    if spread is not None:
        shifted = begin + spread * random.standard_normal((draws, len(starts)))
        begin = np.where(planned, np.maximum(shifted, now), begin)
    elapsed = np.maximum(now - begin, 0.0)
    with np.errstate(divide="ignore"):
        passed = normal((np.log(elapsed) - lead.mu - shock) / lead.sd)
    uniform = passed + (1 - passed) * random.random((draws, len(starts)))
    years = np.exp(lead.mu + shock + lead.sd * normal_quantile(np.clip(uniform, 1e-12, 1 - 1e-12)))
    return np.asarray(begin + np.maximum(years, elapsed))


def on_line(
    lead: Lead,
    starts: Array,
    gw: Array,
    now: float,
    years: Array,
    draws: int,
    seed: int,
    spread: Array | None = None,
) -> Array:
    """Return GW that has come on line by the end of each year [draw, year], from units with ``gw`` each."""
    finished = finish_dates(lead, starts, now, draws, seed, spread)
    return np.stack([np.where(finished < year + 1, gw, 0.0).sum(axis=1) for year in years], axis=1)


def intervals(samples: Array, share: float = 0.8) -> tuple[float, float, float]:
    """Return the low end, the median and the high end of the central interval of samples."""
    low, middle, high = np.quantile(samples, [(1 - share) / 2, 0.5, (1 + share) / 2])
    return float(low), float(middle), float(high)
