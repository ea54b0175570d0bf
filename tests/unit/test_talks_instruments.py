"""Rates to schedules and back: counts, unions, bounds, the adjoint identity, sentences for bad input."""

from types import SimpleNamespace

import numpy as np
import pytest

from accord.core.errors import InputError
from accord.talks.instruments import Instruments, Player, bind

J, N = 4, 5


@pytest.fixture
def world():
    rng = np.random.default_rng(1)
    return SimpleNamespace(
        economies=("AAA", "BBB", "CCC", "DDD", "EEE"),
        sectors=("farm", "steel", "chips", "SERVICES"),
        trade=rng.uniform(1, 2, (J, N, N)),
        tariffs=rng.uniform(0, 0.2, (J, N, N)),
    )


UNION = Player("UNION", ("BBB", "DDD"))


@pytest.mark.parametrize(
    ("instruments", "count"),
    [
        ("sector-partner", 3 * 4),
        ("sector", 3),
        ("partner", 4),
        ("uniform", 1),
        (Instruments("sector-partner", mfn=True), 3),
        (Instruments("partner", mfn=True), 1),
        (Instruments("sector-partner", excluded=("farm",)), 2 * 4),
        (Instruments("sector-partner", partners=("BBB",)), 3),
        (Instruments("sector", sectors=("SERVICES",)), 1),
        (Instruments("sector-partner", export_taxes=True), 24),
        (Instruments("sector", excluded=("farm", "steel", "chips")), 0),
    ],
)
def test_how_many_lines(world, instruments, count):
    lines = bind(instruments, "AAA", world)
    assert lines.count == count == len(lines.lower) == len(lines.upper)
    assert len(set(lines.names)) == count


@pytest.mark.parametrize("kind", ["sector-partner", "sector", "partner", "uniform"])
@pytest.mark.parametrize("player", ["AAA", UNION])
@pytest.mark.parametrize("mirrored", [False, True])
def test_pull_is_the_adjoint_of_write(world, kind, player, mirrored):
    rng = np.random.default_rng(2)
    lines = bind(Instruments(kind, export_taxes=True, mirrored=mirrored), player, world)
    lines = lines.from_here(world.tariffs, np.zeros_like(world.tariffs), world.trade)
    a, b = rng.normal(size=(2, lines.count))

    def schedules(rates):
        tariffs, taxes = world.tariffs.copy(), np.zeros_like(world.tariffs)
        lines.write(rates, tariffs, taxes)
        return tariffs, taxes

    (t_a, e_a), (t_b, e_b) = schedules(a), schedules(b)
    g_t, g_e = rng.normal(size=(2, J, N, N))
    change = (g_t * (t_a - t_b)).sum() + (g_e * (e_a - e_b)).sum()
    assert change == pytest.approx(lines.pull(g_t, g_e) @ (a - b))


def test_a_union_has_one_external_tariff_and_keeps_its_inside(world):
    lines = bind("sector-partner", UNION, world)
    tariffs = world.tariffs.copy()
    lines.write(np.full(lines.count, 0.3), tariffs, np.zeros_like(tariffs))
    members, outside = [1, 3], [0, 2, 4]
    assert (tariffs[:3][:, members][:, :, outside] == 0.3).all()
    inside = np.ix_(range(J), members, members)
    assert (tariffs[inside] == world.tariffs[inside]).all()
    assert (tariffs[3] == world.tariffs[3]).all()
    assert (tariffs[:, outside] == world.tariffs[:, outside]).all()


def test_read_returns_what_was_written(world):
    for kind in ("sector-partner", "sector", "partner", "uniform"):
        lines = bind(Instruments(kind, export_taxes=True), "CCC", world)
        rates = np.linspace(0.1, 0.9, lines.count)
        tariffs, taxes = world.tariffs.copy(), np.zeros_like(world.tariffs)
        lines.write(rates, tariffs, taxes)
        np.testing.assert_allclose(lines.read(tariffs, taxes, world.trade), rates)


def test_bound_rates_bind_the_whole_line(world):
    upper = np.full((J, N), 0.5)
    upper[1, 2] = 0.1
    by_sector = bind(Instruments("sector", upper=upper), "AAA", world)
    np.testing.assert_array_equal(by_sector.upper, [0.5, 0.1, 0.5])
    lines = bind(Instruments("sector-partner", upper=[0.1, 0.2, 0.3, 0.4]), "AAA", world)
    np.testing.assert_array_equal(lines.upper, np.repeat([0.1, 0.2, 0.3], 4))


def test_a_partner_that_answers_raises_as_much(world):
    lines = bind(Instruments("sector-partner", mirrored=True), "AAA", world)
    tariffs = world.tariffs.copy()
    lines = lines.from_here(tariffs, np.zeros_like(tariffs), world.trade)
    lines.write(np.linspace(0.5, 0.8, lines.count), tariffs, np.zeros_like(tariffs))
    raised = tariffs[:3, 0, 1:] - world.tariffs[:3, 0, 1:]
    np.testing.assert_allclose(tariffs[:3, 1:, 0] - world.tariffs[:3, 1:, 0], raised)
    np.testing.assert_allclose(lines.lower, np.concatenate([row[1:] for row in world.tariffs[:3, 0]]))


@pytest.mark.parametrize(
    ("instruments", "player", "words"),
    [
        ("sector-parner", "AAA", "did you mean sector-partner"),
        ("uniform", "AAB", "unknown economy 'AAB'"),
        (Instruments("sector", excluded=("stel",)), "AAA", "did you mean steel"),
        (Instruments("sector", partners=("ZZZ",)), "AAA", "unknown economy 'ZZZ'"),
        (Instruments("sector", upper=[0.1, 0.2]), "AAA", "upper must be one number"),
        (Instruments("sector", lower=0.5, upper=0.1), "AAA", "lower bound is above"),
        (Instruments("sector", upper=np.nan), "AAA", "upper bound is missing"),
    ],
)
def test_bad_input_gets_a_sentence(world, instruments, player, words):
    with pytest.raises(InputError, match=words):
        bind(instruments, player, world)
