"""Laws of product rates: what holds when the products of a flow pay different tariffs."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from benchmarks.worlds import random_world

from accord.core.errors import InputError
from accord.core.shock import Atoms, Shock
from accord.trade import counterfactual, gradient, rate_gradient, solve_shock, welfare_split
from accord.trade.calibration import calibrate
from accord.trade.parts import parts_of

CLOSURES = ("fixed", "balanced", "share")
THETA = ((1.0, 12.0), (-0.6, 0.8), (0.0, 0.0))


def other(world, **fields):
    """The world with other arrays."""
    return SimpleNamespace(**{**vars(world), **fields})


def case(seed, theta=(1.0, 12.0), cells=6):
    """A random world and atoms on a few of its flows: two to four products, base rates that differ."""
    rng = np.random.default_rng(seed)
    world = random_world(rng, N=5, J=3, inputs=seed % 2 == 0, theta=(1.0, 12.0))
    world = other(world, trade_elasticity=np.round(rng.uniform(*theta, len(world.sectors)), 3))
    abroad = np.argwhere((world.trade > 0) & ~np.eye(5, dtype=bool))
    parts = []
    for j, n, i in abroad[rng.choice(len(abroad), cells, replace=False)]:
        size = int(rng.integers(2, 5))
        weight = rng.dirichlet(np.ones(size))
        base = rng.uniform(0, 1, size)
        base = base * world.tariffs[j, n, i] / (weight @ base)
        new = np.where(rng.random(size) < 0.3, base, rng.uniform(0, 1.0, size))
        parts += [(j, n, i, *row) for row in zip(weight, base, new, strict=True)]
    columns = [np.array(column) for column in zip(*parts, strict=True)]
    atoms = Atoms(*(column.astype(np.intp) for column in columns[:3]), *columns[3:])
    return rng, world, atoms


def solve(world, atoms, closure="fixed", **levers):
    return solve_shock(
        world, Shock(tariffs=atoms.mean(world.tariffs), atoms=atoms, **levers), closure, tolerance=1e-13
    )


@pytest.mark.parametrize("closure", CLOSURES)
def test_one_product_is_a_tariff_bit_for_bit(closure):
    rng, world, _ = case(1)
    cells = np.argwhere(world.trade > 0)
    cells = cells[cells[:, 1] != cells[:, 2]]
    new = rng.uniform(0, 0.6, len(cells))
    atoms = Atoms(*cells.T, np.ones(len(cells)), world.tariffs[tuple(cells.T)], new)
    tariffs = world.tariffs.copy()
    tariffs[tuple(cells.T)] = new
    plain = solve_shock(world, Shock(tariffs=tariffs), closure)
    held = solve_shock(world, Shock(tariffs=tariffs, atoms=atoms), closure)
    assert np.array_equal(plain.welfare_pct, held.welfare_pct)
    assert np.array_equal(plain.trade, held.trade)
    assert np.array_equal(plain.tariffs, held.tariffs)


@pytest.mark.parametrize("theta", THETA)
@pytest.mark.parametrize("seed", range(4))
def test_splitting_a_product_changes_nothing(seed, theta):
    rng, world, atoms = case(seed, theta)
    share = rng.uniform(0.1, 0.9, len(atoms.new))
    fields = {name: np.concatenate([values, values]) for name, values in vars(atoms).items()}
    fields["weight"] = np.concatenate([atoms.weight * share, atoms.weight * (1 - share)])
    whole, split = solve(world, atoms), solve(world, Atoms(**fields))
    assert np.allclose(whole.log_welfare, split.log_welfare, rtol=0, atol=1e-12)
    assert np.allclose(whole.trade, split.trade, rtol=1e-11)


@pytest.mark.parametrize("theta", THETA)
@pytest.mark.parametrize("seed", range(6))
def test_the_border_collects_no_more_than_prices_see_and_that_is_no_more_than_the_mean(seed, theta):
    _, world, atoms = case(seed, theta)
    atoms = replace(atoms, base=world.tariffs[atoms.cell])
    result = solve(world, atoms)
    assert (result.tariffs <= result.price_tariffs + 1e-12).all()
    assert (result.price_tariffs <= atoms.mean(world.tariffs) + 1e-12).all()


def test_a_flow_whose_products_pay_what_they_did_is_untouched():
    _, world, atoms = case(3)
    still = replace(atoms, new=atoms.base)
    result = solve(world, still)
    assert np.allclose(result.welfare_pct, 0.0, atol=1e-12)
    assert np.array_equal(result.tariffs, world.tariffs + 1.0 - 1.0)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("theta", THETA)
def test_an_independent_sum_over_products_gives_the_same_flows(theta, closure):
    """Every product bought for itself at the solved prices: its spending, its value at the border, its duty."""
    _, world, atoms = case(7, theta)
    result = solve(world, atoms, closure)
    base, found = result.baseline, result.equilibrium.found
    spent = atoms.weight * (1 + atoms.base)
    flow = np.ravel_multi_index(atoms.cell, base.trade.shape)
    total = np.zeros(base.trade.size)
    np.add.at(total, flow, spent)
    j, n, i = atoms.cell
    elasticity = base.trade_elasticity[j]
    price = np.exp(result.equilibrium.state.price[j, n])
    cost = np.exp(found.log_cost[j, i]) * (1 + atoms.new) / (1 + atoms.base)
    paid = base.share[atoms.cell] * spent / total[flow] * (cost / price) ** -elasticity
    paid = paid * result.expenditure[j, n]
    for values, whole in ((paid, result.trade), (paid / (1 + atoms.new), result.trade_at_border)):
        summed = np.zeros(base.trade.size)
        np.add.at(summed, flow, values)
        assert np.allclose(summed[flow], whole.ravel()[flow], rtol=1e-9)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("theta", THETA)
def test_the_gradient_in_a_rate_equals_central_differences(seed, theta):
    rng, world, atoms = case(seed, theta)
    closure = CLOSURES[seed % 3]
    levers = {"trade_cost": rng.uniform(0.8, 1.4, world.trade.shape)}
    if theta != (0.0, 0.0):
        levers["export_tax"] = rng.uniform(-0.1, 0.3, world.trade.shape) * ~np.eye(5, dtype=bool)
    result = solve(world, atoms, closure, **levers)
    pays = np.where(rng.random(len(atoms.new)) < 0.5, rng.uniform(0, 1, len(atoms.new)), 0.0)
    pays[0] = 1.0

    def moved(step):
        return solve(world, replace(atoms, new=atoms.new + step * pays), closure, **levers).log_welfare

    h = 1e-4
    expected = (8 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12 * h)
    slopes = [rate_gradient(result, code, pays) for code in world.economies]
    assert np.allclose(slopes, expected, rtol=1e-6, atol=1e-6 * np.abs(expected).max())
    alike = gradient(result, world.economies[0])[atoms.cell][0]
    first = flow_of(atoms, 0)
    assert alike == pytest.approx(rate_gradient(result, world.economies[0], first.astype(float)), rel=1e-6)


def flow_of(atoms, a):
    """Which atoms lie in the flow of one."""
    return np.all([column == column[a] for column in atoms.cell], axis=0)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("theta", THETA)
def test_the_parts_of_welfare_add_up(seed, theta):
    _, world, atoms = case(seed, theta)
    result = solve(world, atoms, CLOSURES[seed])
    parts = welfare_split(result)
    assert np.allclose(sum(parts.values()), result.log_welfare, rtol=0, atol=1e-8)


@pytest.mark.parametrize("seed", range(3))
def test_walras_and_homogeneity_hold(seed):
    _, world, atoms = case(seed)
    result = solve(world, atoms)
    assert result.certificate["walras"] < 1e-10
    larger = solve(
        other(world, trade=7 * world.trade, output=7 * world.output, deficit=7 * world.deficit), atoms
    )
    assert np.allclose(larger.log_welfare, result.log_welfare, rtol=0, atol=1e-11)


def test_other_names_and_another_order_change_nothing():
    _, world, atoms = case(5)
    order = np.array([3, 1, 4, 0, 2])
    place = np.argsort(order)
    turned = other(
        world,
        trade=world.trade[:, order][:, :, order],
        tariffs=world.tariffs[:, order][:, :, order],
        value_added_share=world.value_added_share[:, order],
        input_share=world.input_share[:, order],
        output=world.output[:, order],
        final_share=world.final_share[:, order],
        deficit=world.deficit[order],
    )
    moved = replace(atoms, importer=place[atoms.importer], exporter=place[atoms.exporter])
    assert np.allclose(
        solve(turned, moved).log_welfare, solve(world, atoms).log_welfare[order], rtol=0, atol=1e-11
    )


def test_parts_that_do_not_fit_are_refused_with_their_place():
    _, world, atoms = case(2)
    with pytest.raises(InputError, match="weights of"):
        solve(world, replace(atoms, weight=atoms.weight * 1.1))
    with pytest.raises(InputError, match="mean base tariff"):
        solve(world, replace(atoms, base=atoms.base + 0.1))


def test_what_nobody_can_change_is_worked_out_once_and_says_the_same():
    rng, world, atoms = case(8)
    base, held = calibrate(world), atoms.lasting()
    with pytest.raises(ValueError, match="WRITEABLE"):
        held.new.setflags(write=True)
    for new in (held.new, rng.uniform(0, 1, len(atoms.new)), held.new, held.base):
        moved = replace(held, new=new)
        assert parts_of(base, moved) is parts_of(base, held)
        expected = solve(world, replace(atoms, new=np.array(new)))
        for _ in range(2):
            found = solve(base, moved)
            assert np.array_equal(found.trade, expected.trade)
            assert np.array_equal(found.price_tariffs, expected.price_tariffs)
    assert parts_of(base, replace(held, base=held.base.copy())) is not parts_of(base, held)


def test_what_somebody_can_change_is_worked_out_anew():
    _, world, atoms = case(9)
    base, half = calibrate(world), replace(atoms, new=atoms.new / 2)
    solve(base, atoms)
    atoms.new[:] /= 2
    assert np.array_equal(solve(base, atoms).trade, solve(base, half).trade)
    shown = replace(half.lasting(), new=half.new.view())
    shown.new.setflags(write=False)
    before = solve(base, shown).trade
    half.new[:] += 0.1
    assert not np.array_equal(solve(base, shown).trade, before)
    atoms.weight[:] *= 1.1
    with pytest.raises(InputError, match="weights of"):
        solve(base, atoms)


def test_what_is_kept_of_atoms_lives_no_longer_than_they_do():
    _, world, atoms = case(10)
    base, held = calibrate(world), atoms.lasting()
    solve(base, held)
    kept = weakref.ref(parts_of(base, held))
    assert kept() is not None
    del held
    gc.collect()
    assert kept() is None


def test_tariffs_in_any_order_of_memory_are_the_same():
    _, world, atoms = case(11)
    tariffs = atoms.mean(world.tariffs)
    turned = solve_shock(world, Shock(tariffs=np.asfortranarray(tariffs), atoms=atoms))
    assert np.array_equal(turned.trade, solve_shock(world, Shock(tariffs=tariffs, atoms=atoms)).trade)


def test_the_public_call_takes_atoms():
    _, world, atoms = case(4)
    found = counterfactual(world, atoms.mean(world.tariffs), atoms=atoms, tolerance=1e-13)
    assert np.array_equal(found.welfare_pct, solve(world, atoms).welfare_pct)
    alone = counterfactual(world, atoms=atoms, tolerance=1e-13)
    assert np.array_equal(found.welfare_pct, alone.welfare_pct)
