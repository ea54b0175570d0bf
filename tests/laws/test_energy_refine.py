"""Laws of the refinery programme and of a pledge: enumeration, duals, loose bands, floors."""

import itertools
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.errors import InputError, SolveError
from accord.energy import tables
from accord.energy.purchases import Product, pledge
from accord.energy.refine import PENALTY, Grade, Refiner, pose, replace_grades, share_premium

SOME = tries(30)


@st.composite
def small(draw):
    """Two refiners and three grades, all numbers on a coarse grid."""
    tenth = st.integers(0, 40).map(lambda value: value / 10)
    grades = [
        Grade(f"g{at}", "USA" if at == 0 else "IRQ", draw(st.integers(20, 44)), draw(tenth), draw(tenth) - 2,
              1.0,
              draw(st.integers(0, 300)), draw(st.booleans()))
        for at in range(3)
    ]  # fmt: skip
    refiners = [
        Refiner(
            f"r{at}",
            draw(st.integers(10, 200)),
            draw(tenth),
            draw(st.integers(18, 30)),
            draw(st.integers(31, 46)),
        )
        for at in range(2)
    ]
    return refiners, grades


def least_cost(programme):
    """Least cost over all basic solutions: rows with slack, every choice of basic columns tried."""
    rows = len(programme.rows)
    equal = np.isfinite(programme.low) & (programme.low == programme.high)
    signs = np.where(np.isfinite(programme.high), 1.0, -1.0)[~equal]
    slack = np.zeros((rows, int((~equal).sum())))
    slack[np.flatnonzero(~equal), np.arange(slack.shape[1])] = signs
    matrix = np.hstack([programme.rows, slack])
    right = np.where(np.isfinite(programme.high), programme.high, programme.low)
    cost = np.concatenate([programme.cost, np.zeros(slack.shape[1])])
    bases = np.array(list(itertools.combinations(range(matrix.shape[1]), rows)))
    squares = matrix[:, bases].transpose(1, 0, 2)
    regular = np.abs(np.linalg.det(squares)) > 1e-9
    values = np.linalg.solve(squares[regular], np.broadcast_to(right[:, None], (regular.sum(), rows, 1)))[
        ..., 0
    ]
    feasible = np.all(values >= -1e-7, axis=1)
    return float((cost[bases[regular]] * values).sum(axis=1)[feasible].min())


@tries(6)
@given(small())
def test_the_programme_equals_enumeration_of_all_basic_solutions(case):
    """2 refiners by 3 grades: 12,376 choices of 11 basic columns of 17."""
    refiners, grades = case
    lost, extra = (
        np.array([one.lost for one in refiners], float),
        np.array([grade.extra for grade in grades], float),
    )
    best = least_cost(pose(refiners, grades, lost, extra, 0.0, {}))
    found = replace_grades(refiners, grades)
    assert found.cost + PENALTY * found.unmet.sum() == pytest.approx(best, abs=1e-5)


@tries(12)
@given(small(), st.integers(0, 10_000))
def test_no_slate_of_two_refiners_on_a_grid_is_cheaper(case, seed):
    """Shares of the loss in eighths for 2 refiners by 3 grades: none allowed costs less."""
    refiners, grades = case
    found = replace_grades(refiners, grades)
    optimum = found.cost + PENALTY * found.unmet.sum()
    eighths = np.array([row for row in itertools.product(range(9), repeat=3) if sum(row) <= 8]) / 8
    landed = np.array([grade.landed for grade in grades])
    api, sulphur = np.array([grade.api for grade in grades]), np.array([grade.sulphur for grade in grades])
    allowed = []
    for one in refiners:
        x = eighths * one.lost
        total = x.sum(axis=1)
        fits = (x @ sulphur <= one.max_sulphur * total + 1e-9) & (x @ api <= one.api_high * total + 1e-9)
        allowed.append(x[fits & (x @ api >= one.api_low * total - 1e-9)])
    cost = [
        rows @ landed + PENALTY * (one.lost - rows.sum(axis=1))
        for rows, one in zip(allowed, refiners, strict=True)
    ]
    extra = np.array([grade.extra for grade in grades])
    for row, first in zip(allowed[0], cost[0], strict=True):
        room = np.all(row + allowed[1] <= extra + 1e-9, axis=1)
        if room.any():
            assert first + cost[1][room].min() >= optimum - 1e-6


@SOME
@given(small(), st.floats(0.0, 0.3))
def test_slates_keep_their_bounds_and_prices_are_certified(case, tolerance):
    refiners, grades = case
    found = replace_grades(refiners, grades, tolerance=tolerance)
    lost = np.array([one.lost for one in refiners])
    assert found.intake.sum(axis=1) + found.unmet == pytest.approx(lost, abs=1e-6)
    assert np.all(found.intake.sum(axis=0) <= np.array([grade.extra for grade in grades]) + 1e-6)
    assert np.all(found.dual >= 0)
    assert found.gap < 1e-8
    for row, one in zip(found.intake, refiners, strict=True):
        assert (
            row @ [grade.sulphur for grade in grades] <= one.max_sulphur * (1 + tolerance) * row.sum() + 1e-5
        )


@SOME
@given(small())
def test_nothing_goes_unmet_when_bands_and_availability_are_loose(case):
    refiners, grades = case
    loose = [Refiner(one.refiner, one.lost, 99.0, 0.0, 99.0) for one in refiners]
    plenty = [
        Grade(g.grade, g.origin, g.api, g.sulphur, g.differential, g.freight, 1e4, False) for g in grades
    ]
    found = replace_grades(loose, plenty)
    assert found.unmet == pytest.approx(0.0, abs=1e-9)
    cheapest = min(grade.landed for grade in plenty)
    assert found.cost == pytest.approx(cheapest * sum(one.lost for one in refiners), abs=1e-6)


@SOME
@given(small(), st.floats(0.0, 0.5))
def test_a_floor_and_a_closed_strait_never_lower_the_cost(case, share):
    refiners, grades = case
    free = replace_grades(refiners, grades)
    shut = replace_grades(refiners, grades, closed=("hormuz",))
    assert shut.cost + PENALTY * shut.unmet.sum() >= free.cost + PENALTY * free.unmet.sum() - 1e-6
    assert np.all(shut.intake[:, [grade.via_hormuz for grade in grades]] == 0)
    try:
        floored = replace_grades(refiners, grades, floor_by_origin={"USA": share})
    except SolveError as told:
        assume("refinery programme" in str(told))
        return
    assert share_premium(free, floored) >= -1e-9
    lost = np.array([one.lost for one in refiners])
    assert np.all(floored.intake[:, 0] >= share * lost - 1e-6)


def test_what_cannot_be_served_names_the_refiner():
    grades = [Grade("light", "USA", 45.0, 0.2, 0.0, 5.0, 500.0, False)]
    refiners = [Refiner("Easy", 50.0, 2.0, 20.0, 60.0), Refiner("Heavy only", 50.0, 2.0, 20.0, 30.0)]
    with pytest.raises(SolveError, match="Heavy only"):
        replace_grades(refiners, grades, floor_by_origin={"USA": 0.5})


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda r, g: replace_grades(r, g, tolerance=-0.1), "tolerance"),
        (lambda r, g: replace_grades(r, g, closed=("malacca",)), "malacca"),
        (lambda r, g: replace_grades(r, g, floor_by_origin={"USA": 1.3}), "share"),
        (lambda r, g: replace_grades(r, g, np.full(len(r), -1.0)), "lost"),
        (lambda r, g: pledge([], "sudden", 5), "ramp"),
        (lambda r, g: pledge([], "linear", 0), "years"),
    ],
)
def test_bad_input_is_one_sentence(call, words):
    with pytest.raises(InputError, match=words):
        call(tables.refiners(), tables.grades())


products = st.lists(
    st.builds(
        Product, st.uuids().map(str), st.floats(1, 200), st.floats(0, 20), st.none() | st.floats(0, 1),
        st.just("2025"), st.just("s"), st.just("M"), st.just("L"),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(products, st.integers(1, 10))
def test_a_pledge_adds_up_and_lies_between_none_and_all_at_once(rows, years):
    found = {ramp: pledge(rows, ramp, years) for ramp in ("none", "linear", "at once")}
    for one in found.values():
        assert sum(one.by_product.values()) == pytest.approx(one.total)
        assert one.new == pytest.approx(one.total - years * one.now_a_year)
    assert found["none"].total <= found["linear"].total + 1e-9 <= found["at once"].total + 2e-9


def test_highs_is_loaded_by_a_programme_and_by_nothing_else():
    code = (
        "import sys; import accord.cli.main, accord.energy.refine, accord.energy.answers.grades as g; "
        "assert 'highspy' not in sys.modules; g.replacement(); assert 'highspy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
