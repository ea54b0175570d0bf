"""Which grades replace what refiners lose, at the least landed cost: a linear programme solved by HiGHS.

Over intakes x[r, g] and unmet barrels u[r], in thousand barrels a day:

    least      sum (differential + freight)_g x_rg + penalty sum u_r
    needs      sum_g x_rg + u_r = lost_r
    available  sum_r x_rg <= extra_g                  (0 for grades behind a closed strait)
    sulphur    sum_g (sulphur_g - highest_r) x_rg <= 0
    gravity    sum_g (api_g - highest_r) x_rg <= 0    sum_g (lowest_r - api_g) x_rg <= 0
    floor      sum_{g of o} x_rg >= floor_o lost_r

with the bands of each refiner widened by the tolerance. The dual of ``available`` is what one more barrel
of a
grade saves. HiGHS is imported when a programme is solved and not before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import economy_name
from accord.core.errors import InputError, SolveError
from accord.core.frozen import dataclass
from accord.core.shock import Array

PENALTY = 60.0
"""USD a barrel that goes unmet: more than any grade's landed premium."""
STRAITS = ("hormuz",)


@dataclass(frozen=True)
class Grade:
    """A grade delivered to the refiners: USD a barrel over dated Brent, and kb/d more that could be had."""

    grade: str
    origin: str
    api: float
    sulphur: float
    differential: float
    freight: float
    extra: float
    via_hormuz: bool
    source: str = ""
    confidence: str = ""
    note: str = ""

    @property
    def landed(self) -> float:
        """Landed cost over dated Brent, USD a barrel."""
        return self.differential + self.freight


@dataclass(frozen=True)
class Refiner:
    """A refiner: what it took of the seller (kb/d), the highest sulphur and the gravities of its mix."""

    refiner: str
    lost: float
    max_sulphur: float
    api_low: float
    api_high: float
    source: str = ""
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Slate:
    """The cheapest replacement.

    intake [r, g], unmet [r]   kb/d
    landed                     mean landed cost of what is bought, USD a barrel over dated Brent
    dual [g]                   USD saved by one more barrel of a grade
    gap                        difference of primal and dual value over the value
    """

    refiners: tuple[str, ...]
    grades: tuple[str, ...]
    intake: Array
    unmet: Array
    landed: float
    cost: float
    dual: Array
    gap: float

    def by_origin(self, grades: Sequence[Grade]) -> dict[str, float]:
        """Return kb/d by origin, the largest first."""
        total: dict[str, float] = {}
        for grade, amount in zip(grades, self.intake.sum(axis=0), strict=True):
            total[grade.origin] = total.get(grade.origin, 0.0) + float(amount)
        return dict(sorted(total.items(), key=lambda item: -item[1]))


@dataclass(frozen=True)
class Programme:
    """A linear programme: least cost x with low <= rows x <= high and x >= 0."""

    cost: Array
    rows: Array
    low: Array
    high: Array


def replace_grades(
    refiners: Sequence[Refiner],
    grades: Sequence[Grade],
    lost: Array | None = None,
    *,
    tolerance: float = 0.0,
    closed: Sequence[str] = (),
    floor_by_origin: Mapping[str, float] | None = None,
) -> Slate:
    """Return the cheapest slate for ``lost`` [r] kb/d (each refiner's own loss unless given).

    Raises InputError for a share or tolerance out of range, SolveError naming the refiner that no slate
    serves.
    """
    amounts = np.array([one.lost for one in refiners]) if lost is None else np.asarray(lost, float)
    floors = dict(floor_by_origin or {})
    _check(amounts, tolerance, closed, floors)
    extra = np.array([0.0 if grade.via_hormuz and closed else grade.extra for grade in grades])
    programme = pose(refiners, grades, amounts, extra, tolerance, floors)
    found = _solve(programme)
    if found is None:
        name = _unserved(refiners, grades, amounts, extra, tolerance, floors)
        raise SolveError(f"refinery programme: no slate meets what is asked for {name}")
    return _slate(refiners, grades, programme, *found)


def _check(lost: Array, tolerance: float, closed: Sequence[str], floors: Mapping[str, float]) -> None:
    if np.any(lost < 0):
        raise InputError("lost: barrels to replace must not be negative")
    if tolerance < 0:
        raise InputError(f"tolerance: must not be negative, not {tolerance:g}")
    for strait in closed:
        if strait not in STRAITS:
            raise InputError(f"closed: unknown strait '{strait}' (hormuz)")
    for origin, share in floors.items():
        if not 0 <= share <= 1:
            raise InputError(f"share of {economy_name(origin)}: must be from 0 to 1, not {share:g}")


def pose(
    refiners: Sequence[Refiner],
    grades: Sequence[Grade],
    lost: Array,
    extra: Array,
    tolerance: float,
    floors: Mapping[str, float],
) -> Programme:
    """Return the programme; columns are x[r, g] row by row, then u[r]; rows as in the module's head."""
    count, kinds = len(refiners), len(grades)
    api, sulphur = np.array([one.api for one in grades]), np.array([one.sulphur for one in grades])
    landed = np.array([one.landed for one in grades])
    each, unmet = np.kron(np.eye(count), np.ones(kinds)), np.eye(count)
    none = np.zeros((count, count))
    available = np.hstack([np.kron(np.ones(count), np.eye(kinds)), np.zeros((kinds, count))])
    wide, narrow = 1 + tolerance, 1 - tolerance
    bands = [
        np.hstack([_block(over), none])
        for over in (
            [sulphur - one.max_sulphur * wide for one in refiners],
            [api - one.api_high * wide for one in refiners],
            [one.api_low * narrow - api for one in refiners],
        )
    ]
    shares = [
        np.hstack([_block([np.array([float(grade.origin == origin) for grade in grades])] * count), none])
        for origin in floors
    ]
    infinite = np.full(count, np.inf)
    return Programme(
        np.concatenate([np.tile(landed, count), np.full(count, PENALTY)]),
        np.vstack([np.hstack([each, unmet]), available, *bands, *shares]),
        np.concatenate(
            [lost, np.full(kinds, -np.inf), *[-infinite] * 3, *[share * lost for share in floors.values()]]
        ),
        np.concatenate([lost, extra, *[np.zeros(count)] * 3, *[infinite] * len(floors)]),
    )


def _block(rows: Sequence[Array]) -> Array:
    """Return a block diagonal of row vectors."""
    size = len(rows[0])
    block = np.zeros((len(rows), len(rows) * size))
    for at, row in enumerate(rows):
        block[at, at * size : (at + 1) * size] = row
    return block


def _solve(programme: Programme) -> tuple[Array, Array, float] | None:
    """Return the columns, the rows' duals and the value; None where there is no solution."""
    import highspy

    rows, columns = programme.rows.shape
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, rows
    model.col_cost_ = programme.cost
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.full(columns, highspy.kHighsInf)
    model.row_lower_, model.row_upper_ = programme.low, programme.high
    by_column = programme.rows.T
    where = by_column != 0
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(where.sum(axis=1))]).astype(np.int32)
    model.a_matrix_.index_ = np.nonzero(where)[1].astype(np.int32)
    model.a_matrix_.value_ = by_column[where]
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution()
    return (
        np.array(solution.col_value),
        np.array(solution.row_dual),
        float(solver.getInfo().objective_function_value),
    )


def _slate(
    refiners: Sequence[Refiner],
    grades: Sequence[Grade],
    programme: Programme,
    columns: Array,
    duals: Array,
    value: float,
) -> Slate:
    count, kinds = len(refiners), len(grades)
    intake = np.maximum(columns[: count * kinds].reshape(count, kinds), 0.0)
    bought = float(intake.sum())
    landed = np.array([one.landed for one in grades])
    cost = float(intake.sum(axis=0) @ landed)
    low, high = (np.where(np.isfinite(side), side, 0.0) for side in (programme.low, programme.high))
    dual_value = float(np.maximum(duals, 0) @ low + np.minimum(duals, 0) @ high)
    return Slate(
        tuple(one.refiner for one in refiners),
        tuple(one.grade for one in grades),
        intake,
        np.maximum(columns[count * kinds :], 0.0),
        cost / bought if bought > 0 else float("nan"),
        cost,
        np.maximum(-duals[count : count + kinds], 0.0),
        abs(value - dual_value) / max(1.0, abs(value)),
    )


def _unserved(
    refiners: Sequence[Refiner],
    grades: Sequence[Grade],
    lost: Array,
    extra: Array,
    tolerance: float,
    floors: Mapping[str, float],
) -> str:
    """Return the refiner that cannot be served alone, or the one with the largest loss where each can."""
    for at, one in enumerate(refiners):
        if _solve(pose([one], grades, lost[at : at + 1], extra, tolerance, floors)) is None:
            return one.refiner
    return f"{refiners[int(np.argmax(lost))].refiner} and the others together"


def share_premium(without: Slate, with_floor: Slate) -> float:
    """Return what a floor on an origin adds to the cost of replacement, USD bn a year."""
    extra = with_floor.cost - without.cost + PENALTY * float(with_floor.unmet.sum() - without.unmet.sum())
    return extra * 1000 * 365 / 1e9


def total(intake: NDArray[np.float64]) -> float:
    """Return all barrels bought, kb/d."""
    return float(intake.sum())
