"""The parts of a sweep: draws of elasticities, and the journal that survives a crash."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.codes import SECTORS
from accord.files.journal import Journal
from accord.world import World, elasticities, load_world, toy_world
from accord.world.draws import HIGHEST, LOWEST, spread_of
from accord.world.horizon import own_set

ALL = tuple(SECTORS)


def test_draws_depend_on_seed_and_number_alone():
    spread = spread_of(elasticities.load("fontagne-2022", ALL))
    first = spread.draw(1, 7)
    assert np.array_equal(first, spread.draw(1, 7))
    assert not np.array_equal(first, spread.draw(1, 8))
    assert not np.array_equal(first, spread.draw(2, 7))


def test_sectors_of_one_estimate_move_together():
    drawn = spread_of(elasticities.load("fontagne-2022", ALL)).draw(1, 0)
    assert drawn[0] == drawn[1] == drawn[2]
    place = ALL.index
    assert drawn[place("C26")] != drawn[place("C27")]


def test_published_errors_give_the_spread_of_the_draws():
    chosen = elasticities.load("lashkaripour-lugovskyy-2023", ALL)
    spread = spread_of(chosen)
    drawn = np.array([spread.draw(3, number) for number in range(4000)])
    food = ALL.index("C10T12")
    assert np.median(drawn[:, food]) == pytest.approx(2.303, rel=0.02)
    ratio = drawn[:, food].std() / drawn[:, food].mean()
    assert ratio == pytest.approx(0.765 / 2.303, rel=0.05)
    assert "published standard errors; those of SERVICES" in spread.sentence


def test_a_set_without_errors_says_that_sources_differ():
    spread = spread_of(elasticities.load("shapiro-2016", ALL))
    between = elasticities.between_sources(ALL)
    assert spread.log_sd[ALL.index("C10T12")] == between[ALL.index("C10T12")]
    assert spread.log_sd[0] == pytest.approx(between[:3].mean())
    assert "spread between six published sets" in spread.sentence


@tries(40)
@given(name=st.sampled_from(elasticities.names()), seed=st.integers(0, 2**32), number=st.integers(0, 10**6))
def test_draws_stay_in_range(name, seed, number):
    spread = spread_of(elasticities.load(name, ALL))
    drawn = spread.draw(seed, number)
    assert (drawn >= np.minimum(LOWEST, spread.theta)).all()
    assert (drawn <= np.maximum(HIGHEST, spread.theta)).all()


def test_a_world_knows_its_set():
    world = load_world()
    assert own_set(world).id == "fontagne-2022"
    short = world.with_elasticities(elasticities.load("caliendo-parro-2015", ALL).after(1))
    assert own_set(short).id == "caliendo-parro-2015, year 1"
    assert own_set(short).error_of(0) is None
    assert own_set(short).theta[0] == pytest.approx(-0.24)
    toy: World = toy_world()
    assert own_set(toy).theta.tolist() == toy.trade_elasticity.tolist()
    assert own_set(toy).standard_error is None


def fill(path, entries):
    with Journal(path) as book:
        for draw, values in entries:
            book.write(draw, values)


def held(path):
    with Journal(path) as book:
        return list(book.read())


def test_journal_gives_back_what_was_written(tmp_path):
    entries = [(3, [1 / 3, -2e-17]), (1, None), (2, [0.1, math.inf])]
    fill(tmp_path / "a.jsonl", entries)
    assert held(tmp_path / "a.jsonl") == entries


@pytest.mark.parametrize("cut", [1, 5, 14, 20])
def test_a_tail_cut_short_costs_one_draw(tmp_path, cut):
    path = tmp_path / "a.jsonl"
    fill(path, [(0, [1.5]), (1, [2.5])])
    path.write_bytes(path.read_bytes()[:-cut])
    fill(path, [(2, [3.5])])
    kept = dict(held(path))
    assert kept[0] == [1.5]
    assert kept[2] == [3.5]
    assert set(kept) <= {0, 1, 2}


def test_damage_in_the_middle_costs_one_draw(tmp_path):
    path = tmp_path / "a.jsonl"
    fill(path, [(0, [1.5]), (1, [2.5]), (2, [3.5])])
    path.write_bytes(path.read_bytes().replace(b"2.5", b"9.5") + b"\x00\xff garbage\n\n")
    assert held(path) == [(0, [1.5]), (2, [3.5])]


def test_without_a_path_nothing_is_kept():
    with Journal(None) as book:
        book.write(0, [1.0])
        assert list(book.read()) == []


def test_draws_at_a_horizon_move_all_goods_together_and_stay_above_minus_one():
    spread = spread_of(elasticities.load("fontagne-2022", ALL).after(1))
    drawn = np.array([spread.draw(3, number) for number in range(200)])
    assert (np.ptp(drawn[:, :-1], axis=1) < 1e-12).all()
    assert (drawn > -1).all()
    assert (drawn[:, 0] < 0).any()
    assert (drawn[:, 0] > 0).any()
    assert np.median(drawn[:, 0]) == pytest.approx(-0.24, abs=0.1)
