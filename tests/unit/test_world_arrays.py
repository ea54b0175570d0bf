"""World.from_arrays: what it derives, and the one sentence each kind of broken array gets."""

from __future__ import annotations

import numpy as np
import pytest

from accord.core.errors import InputError
from accord.world.world import World, toy_world

ECONOMIES = ("USA", "IND", "CHN")
SECTORS = ("C26", "SERVICES")


def arrays(**changes):
    toy = toy_world()
    base = {
        "economies": ECONOMIES,
        "sectors": SECTORS,
        "trade": toy.trade.copy(),
        "tariffs": toy.tariffs.copy(),
        "trade_elasticity": toy.trade_elasticity.copy(),
        "value_added_share": toy.value_added_share.copy(),
        "input_share": toy.input_share.copy(),
    }
    return base | changes


def changed(name, at, value):
    given = arrays()
    given[name][at] = value
    return given


BROKEN = [
    (arrays(economies=("USA", "IND", "USA")), "'USA' is listed twice"),
    (arrays(economies=("USA", "IND")), "trade: shape"),
    (arrays(sectors=()), "sectors: none given"),
    (arrays(trade=np.full((2, 3, 3), 1j)), "trade: not an array of numbers"),
    (changed("trade", (0, 1, 2), 1e200), "trade: a value above 1e+100"),
    (arrays(trade="hello"), "trade: not an array of numbers"),
    (
        changed("trade", (0, 1, 2), np.nan),
        "trade: a missing or infinite value at sector 'C26', importer 'IND'",
    ),
    (
        changed("trade", (0, 1, 2), -1.0),
        "trade: a negative value at sector 'C26', importer 'IND', exporter 'CHN'",
    ),
    (changed("tariffs", (0, 1, 2), np.inf), "tariffs: a missing or infinite value"),
    (changed("tariffs", (0, 1, 2), -0.1), "tariffs: a negative value"),
    (arrays(tariffs=np.zeros((2, 3))), "tariffs: shape"),
    (changed("trade_elasticity", 1, -1.0), "trade_elasticity: sector 'SERVICES'"),
    (arrays(trade_elasticity=5.0), "trade_elasticity: shape"),
    (changed("value_added_share", (0, 1), 0.9), "not one, at sector 'C26', economy 'IND'"),
    (changed("value_added_share", (0, 1), np.nan), "value_added_share: a missing"),
    (changed("input_share", (0, 1, 1), -0.2), "input_share: a negative value at sector 'C26', economy 'IND'"),
    (changed("input_share", (0, 1, 1), 1.2) | {"value_added_share": None}, "input_share sums to 1.55"),
    (changed("trade", (0, slice(None), 1), 0.0) | {"input_share": None, "value_added_share": None}, None),
    (changed("trade", (slice(None), slice(None), 1), 0.0), "'IND' has no value added"),
    (changed("trade", (0, 2, slice(None)), 1.0), "CHN uses"),
]


@pytest.mark.parametrize(("given", "words"), BROKEN, ids=range(len(BROKEN)))
def test_broken_arrays_get_one_sentence(given, words):
    if words is None:
        World.from_arrays(**given)
        return
    with pytest.raises(InputError, match=None) as caught:
        World.from_arrays(**given)
    message = str(caught.value)
    assert words in message
    assert "\n" not in message


def test_economy_without_output_is_refused():
    trade = arrays()["trade"]
    trade[:, :, 1] = 0.0
    with pytest.raises(InputError, match="'IND' has no value added"):
        World.from_arrays(**arrays(trade=trade, input_share=None, value_added_share=None))


def test_shares_of_a_cell_without_output_are_not_read():
    given = changed("trade", (0, slice(None), 1), 0.0)
    given["trade"][0, 1, 2] = 500.0
    given["value_added_share"][0, 1] = np.nan
    given["input_share"][0, 1] = np.nan
    world = World.from_arrays(**given)
    assert world.output[0, 1] == 0
    assert world.value_added_share[0, 1] == 1
    assert not world.input_share[0, 1].any()


def test_rounding_is_absorbed():
    given = arrays()
    given["value_added_share"] = given["value_added_share"] + 3e-8
    world = World.from_arrays(**given)
    total = world.value_added_share + world.input_share.sum(axis=2)
    np.testing.assert_allclose(total, 1.0, rtol=0, atol=2e-16)


def test_uses_a_hair_above_absorption_are_scaled():
    toy = toy_world()
    inputs = toy.input_share.copy()
    use = np.einsum("jik,ji->ki", inputs, toy.output)
    room = toy.trade[0, 0].sum() - use[0, 0]
    inputs[1, 0, 0] += room * (1 + 1e-9) / toy.output[1, 0]
    world = World.from_arrays(**arrays(input_share=inputs, value_added_share=None))
    assert world.final_share[0, 0] < 1e-12
    assert (world.final_share >= 0).all()


def test_arrays_are_copied_and_read_only():
    given = arrays()
    world = World.from_arrays(**given)
    given["trade"][0, 0, 0] = 1.0
    assert world.trade[0, 0, 0] == 3000.0
    with pytest.raises(ValueError, match="read-only"):
        world.trade[0, 0, 0] = 1.0


def test_fingerprint_follows_the_numbers_alone():
    toy = toy_world()
    assert World.from_arrays(**arrays(), id="other").fingerprint == toy.fingerprint
    assert World.from_arrays(**changed("tariffs", (0, 0, 1), 0.06)).fingerprint != toy.fingerprint


def test_worlds_without_inputs_are_value_added_alone():
    world = World.from_arrays(**arrays(input_share=None, value_added_share=None))
    assert (world.value_added_share == 1).all()
    assert (world.input_share == 0).all()
