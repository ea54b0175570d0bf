"""A few draws solved side by side: all their passes at once, then each certified by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from accord.core.shock import Array, Shock
from accord.trade.calibration import Calibration
from accord.trade.engine import attempt, certified, settle
from accord.trade.levers import Levers
from accord.trade.problem import Problem, pose
from accord.trade.result import Result
from accord.trade.solve import TOLERANCE
from accord.trade.together import counted_from, together

WIDTH = 20
"""Draws solved side by side. Always as many, so that a draw's numbers do not depend on what else is asked."""
FINE = 0.5 * TOLERANCE
"""Change at which a draw leaves the others, so that its own first pass confirms it."""


def groups(draws: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the draws by the groups in which they are solved."""
    for _, some in groupby(sorted(draws), lambda draw: draw // WIDTH):
        yield tuple(some)


@dataclass
class Group:
    """Baselines ``places`` that differ in their elasticities."""

    places: Sequence[Calibration]

    def results(self, shock: Shock, central: Result) -> Iterator[Result | None]:
        """Yield the results of a shock from the world's year, begun from the ``central`` one."""
        start = central.equilibrium.point
        problems = self._posed(shock, central.closure)
        points = self._points(problems, [start] * len(problems))
        for problem, point in zip(problems, points, strict=True):
            result = certified(problem, shock, point) if problem and point is not None else None
            yield result or (attempt(problem, shock, start, TOLERANCE) if problem else None)

    def on_top(self, laws: Sequence[Result | None], shock: Shock, central: Result) -> Iterator[Result | None]:
        """Yield the results of a shock from the world's year, counted from those of the law of a day.

        ``central`` is counted so. None where the law has no result, or this way finds none.
        """
        found = [law for law in laws if law is not None and law.converged]
        if len(found) < len(laws):
            yield from [None] * len(laws)
            return
        problems = self._posed(shock, central.closure)
        starts = [law.equilibrium.point + central.equilibrium.point for law in found]
        points = self._points(problems, starts)
        for law, problem, point in zip(found, problems, points, strict=True):
            if problem is None or point is None:
                yield None
            else:
                yield certified(counted_from(law, problem), shock, point - law.equilibrium.point)

    def _posed(self, shock: Shock, closure: str) -> list[Problem | None]:
        bases = [settle(place, closure) for place in self.places]
        held: Levers | None = None
        problems: list[Problem | None] = []
        for base in bases:
            if isinstance(base, Result):
                problems.append(None)
                continue
            first = isinstance(bases[0], Result) or base.tariffs is not bases[0].tariffs
            held = Levers.of(base, shock) if held is None or first else held.at(base)
            problems.append(pose(base, held, closure))
        return problems

    def _points(self, problems: Sequence[Problem | None], starts: Sequence[Array]) -> list[Array | None]:
        posed = [problem for problem in problems if problem is not None]
        sizes = {start.size for start in starts} | {problem.size for problem in posed}
        if len(posed) < len(problems) or len(sizes) > 1:
            return [None] * len(problems)
        return together(posed, starts, FINE)
