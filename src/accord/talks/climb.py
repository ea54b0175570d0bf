"""Maximise a smooth function of bounded rates by its gradient: projected quasi-Newton.

Limited-memory BFGS (Nocedal 1980) on the lines that are free, started from a curvature that the caller
knows, projected on the bounds (two-metric projection, Bertsekas 1982). Near the top, where values agree
to rounding, a step is judged by the slope along it (Hager and Zhang 2005), so that the rates are found
to more digits than the value alone would allow.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import SolveError
from accord.core.frozen import dataclass
from accord.core.status import Status

Array = NDArray[np.float64]
MEMORY = 12
ARMIJO = 1e-4


class Trial(Protocol):
    """A point as the climber sees it."""

    @property
    def value(self) -> float:
        """What is to be as large as can be."""

    @property
    def gradient(self) -> Array:
        """Its derivatives ``[k]``."""


@dataclass(frozen=True, eq=False)
class Summit:
    """Where a climb ended.

    rates      [k]  the point
    trial           what the caller's function returned there
    movement        largest move that a curvature-scaled gradient step would still make, as a rate
    gain_left       value that this step promises: an estimate of the distance to the top
    solves          how many points were evaluated
    status          converged, stalled, or interrupted (then the point is the best so far)
    """

    rates: Array
    trial: Any
    movement: float
    gain_left: float
    solves: int
    status: Status
    interrupted: bool = False


Scaling = Callable[[Any, Array, NDArray[np.bool_]], Array]
"""From a trial, its gradient and which lines are free: the gradient over the curvature ``[k]``."""

T = TypeVar("T")
Sought = Generator[Array, Any, T]
"""Asks for a trial at one point after the other, is sent it or None, and ends with what was looked for."""

Path = Sought[Summit]
"""A climb to a top."""


def climb(
    evaluate: Callable[[Array], Any],
    start: Array,
    lower: Array,
    upper: Array,
    scaling: Scaling,
    *,
    tolerance: float = 1e-8,
    noise: float = 1e-13,
    limit: int = 200,
    enough: float = 0.0,
    report: Callable[[int, float], None] | None = None,
) -> Summit:
    """Climb from ``start`` until no line would move by more than ``tolerance``, or ``enough`` value is left at most.

    Values that differ by less than ``noise`` are equal as far as a solve can tell.
    ``evaluate`` may raise SolveError away from the start; such points are stepped back from. A
    KeyboardInterrupt ends the climb with the best point so far.
    """
    path = ascent(
        np.clip(start, lower, upper),
        (lower, upper),
        scaling,
        tolerance=tolerance,
        noise=noise,
        limit=limit,
        enough=enough,
        report=report,
    )
    trial = evaluate(next(path))
    try:
        while True:
            rates = path.send(trial)
            try:
                trial = evaluate(rates)
            except SolveError:
                trial = None
            except KeyboardInterrupt as stop:
                path.throw(stop)
    except StopIteration as end:
        top: Summit = end.value
        return top


def ascent(
    start: Array,
    bounds: tuple[Array, Array],
    scaling: Scaling,
    *,
    tolerance: float,
    noise: float,
    limit: int = 200,
    enough: float = 0.0,
    report: Callable[[int, float], None] | None = None,
) -> Path:
    """Climb as ``climb`` does, by somebody else's hand: yields points, is sent the trial there, None where there is none."""
    climber = _Climber(scaling, bounds, noise, limit, start, (yield start))
    status, interrupted = Status.STALLED, False
    try:
        while climber.look() > tolerance and climber.gain_left > enough:
            if report is not None:
                report(climber.solves, climber.gain_left)
            if not (yield from climber.advance()):
                if abs(climber.gain_left) <= noise:  # the top, as far as values can tell
                    status = Status.CONVERGED
                break
        else:
            status = Status.CONVERGED
    except KeyboardInterrupt:
        interrupted = True
    return Summit(
        climber.rates,
        climber.trial,
        climber.movement,
        climber.gain_left,
        climber.solves,
        status,
        interrupted,
    )


class _Climber:
    """Where a climb stands, and what it remembers of the way."""

    def __init__(
        self,
        scaling: Scaling,
        bounds: tuple[Array, Array],
        noise: float,
        limit: int,
        rates: Array,
        trial: Trial,
    ) -> None:
        self.scaling, self.bounds = scaling, bounds
        self.noise, self.limit, self.rates = noise, limit, rates
        self.trial, self.solves = trial, 1
        self.memory: deque[tuple[Array, Array]] = deque(maxlen=MEMORY)
        self.movement = self.gain_left = np.inf

    def look(self) -> float:
        """Return how far a curvature-scaled gradient step would move any line from here."""

        def scaled(gradient: Array, free: NDArray[np.bool_]) -> Array:
            return self.scaling(self.trial, gradient, free)

        self.plain, self.free = scaled_step(self.rates, self.trial.gradient, *self.bounds, scaled)
        self.movement = float(np.abs(self.plain).max(initial=0.0))
        self.gain_left = float(self.trial.gradient @ self.plain) / 2
        return self.movement

    def advance(self) -> Sought[bool]:
        """Take a step: quasi-Newton, or else along the scaled gradient; return whether one was found."""
        for quasi_newton in (True, False):
            direction = self.plain
            if quasi_newton:
                direction = _two_loop(self.trial, self.free, self.plain, self.memory, self.scaling)
            found, used = yield from _search(
                self.rates,
                self.trial,
                direction,
                bounds=self.bounds,
                budget=self.limit - self.solves,
                noise=self.noise,
            )
            self.solves += used
            if found is not None:
                step, after = found
                self.memory.append((step, self.trial.gradient - after.gradient))
                self.rates, self.trial = self.rates + step, after
                return True
            self.memory.clear()
        return False


def free_lines(rates: Array, gradient: Array, lower: Array, upper: Array) -> NDArray[np.bool_]:
    """Return which lines are not held at a bound by their gradient ``[k]``."""
    held = ((rates <= lower) & (gradient <= 0)) | ((rates >= upper) & (gradient >= 0))
    return ~held


def scaled_step(
    rates: Array,
    gradient: Array,
    lower: Array,
    upper: Array,
    scaled: Callable[[Array, NDArray[np.bool_]], Array],
) -> tuple[Array, NDArray[np.bool_]]:
    """Return the gradient step over the curvature, within the bounds ``[k]``, and the lines left free by it.

    A line that the step takes to a bound goes there and is taken out of the system of the others, so that
    cutting the step at the bounds cannot turn it downhill.
    """
    free = free_lines(rates, gradient, lower, upper)
    goal = np.where(gradient > 0, upper, lower)
    landing = np.zeros_like(free)
    step = np.zeros_like(rates)
    for _ in range(5):
        step = scaled(gradient, free)
        ahead = rates + step
        beyond = free & (((ahead <= lower) & (gradient < 0)) | ((ahead >= upper) & (gradient > 0)))
        if not beyond.any():
            break
        landing |= beyond
        free = free & ~beyond
    step = np.where(landing, goal - rates, np.where(free, step, 0.0))
    return np.clip(rates + step, lower, upper) - rates, free


def _two_loop(
    trial: Trial,
    free: NDArray[np.bool_],
    plain: Array,
    memory: deque[tuple[Array, Array]],
    scaling: Scaling,
) -> Array:
    """Return the quasi-Newton ascent direction (Nocedal's two-loop recursion) on the free lines.

    Lines on their way to a bound keep the ``plain`` step.
    """
    pairs = []
    for step, fall in memory:
        s, y = step * free, fall * free
        if s @ y > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            pairs.append((s, y, 1.0 / (s @ y)))
    if not pairs:
        return plain
    q, weights = trial.gradient * free, []
    for s, y, rho in reversed(pairs):
        weights.append(rho * (s @ q))
        q = q - weights[-1] * y
    s, y, _ = pairs[-1]
    scaled_fall = scaling(trial, y, free)
    size = float(s @ y) / max(float(y @ scaled_fall), 1e-300)
    r = scaling(trial, q, free) * np.clip(size, 0.1, 10.0)
    for (s, y, rho), weight in zip(pairs, reversed(weights), strict=True):
        r = r + s * (weight - rho * (y @ r))
    r = np.where(free, r, plain)
    return r if r @ trial.gradient > 0 else plain


def _search(
    rates: Array,
    trial: Trial,
    direction: Array,
    *,
    bounds: tuple[Array, Array],
    budget: int,
    noise: float,
) -> Sought[tuple[tuple[Array, Trial] | None, int]]:
    """Return the first step along the projected direction that is good enough, and the solves used."""
    size, used = 1.0, 0
    while used < min(budget, 25):
        step = np.clip(rates + size * direction, *bounds) - rates
        slope = float(trial.gradient @ step)
        if not step.any() or slope <= 0:
            return None, used
        used += 1
        after = yield rates + step
        if after is None:
            size /= 4
            continue
        rise = after.value - trial.value
        if rise >= ARMIJO * slope and rise > noise:
            return (step, after), used
        if abs(rise) <= noise and abs(after.gradient @ step) < 0.9 * slope:
            return (step, after), used
        # the top of the parabola through value, slope and the new value
        curve = slope - rise
        size *= float(np.clip(slope / (2 * curve), 0.1, 0.6)) if curve > 0 else 0.5
    return None, used
