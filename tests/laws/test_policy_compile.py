"""Laws of compiling: additions add in any order, levels replace, own use is never touched."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.codes import nearest
from accord.core.errors import InputError
from accord.policy import Measure, Scenario, StackTariffs, compile_scenario

ECONOMIES, SECTORS = ("USA", "IND", "CHN", "ROW"), ("A01", "C26", "SERVICES")
GROUPS = {"pair": ("USA", "IND"), "club": ("USA", "QAT")}


def world(seed=0):
    tariffs = np.random.default_rng(seed).uniform(0, 0.3, (3, 4, 4))
    return SimpleNamespace(economies=ECONOMIES, sectors=SECTORS, tariffs=tariffs)


def members(name, day):
    if name not in GROUPS:
        raise InputError(f"unknown group '{name}'{nearest(name, GROUPS)}")
    return GROUPS[name]


def shock(*found, base=None, stack=None, day=date(2025, 9, 1)):
    scenario = Scenario(id="x", title="t", as_of=day, measures=found, stack=stack)
    return compile_scenario(scenario, base or world(), members)


def tariff(importers="USA", exporters="IND", rate=10, **keys):
    return Measure(kind="tariff", importers=importers, exporters=exporters, rate=rate, **keys)


WORDS = st.lists(st.sampled_from((*ECONOMIES, "pair")), min_size=1, max_size=3, unique=True)
ADDS = st.lists(
    st.builds(tariff, WORDS, WORDS, st.floats(0, 50), share_hit=st.floats(0, 1)), min_size=1, max_size=5
)


@tries(60)
@given(ADDS, st.randoms(use_true_random=False))
def test_order_of_additions_has_no_meaning(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    one, two = shock(*found), shock(*shuffled)
    if one.tariffs is None:
        assert two.tariffs is None
    else:
        np.testing.assert_allclose(one.tariffs, two.tariffs, rtol=0, atol=1e-12)


@tries(40)
@given(ADDS)
def test_own_use_and_services_are_never_touched(found):
    base = world()
    after = shock(*found, base=base).tariffs
    if after is not None:
        diagonal = np.arange(4)
        np.testing.assert_array_equal(after[:, diagonal, diagonal], base.tariffs[:, diagonal, diagonal])
        np.testing.assert_array_equal(after[2], base.tariffs[2])


def test_levels_replace_and_additions_come_on_top():
    result = shock(tariff(rate=5), tariff(rate=20, mode="level")).tariffs
    assert result[0, 0, 1] == pytest.approx(0.25)


def test_a_level_reaches_the_share_that_is_hit():
    base = world()
    result = shock(tariff(rate=20, mode="level", share_hit=0.25), base=base).tariffs
    assert result[0, 0, 1] == pytest.approx(0.25 * 0.2 + 0.75 * base.tariffs[0, 0, 1])


def test_share_hit_may_go_by_sector():
    base = world()
    after = shock(tariff(rate=40, share_hit={"C26": 0.5}), base=base).tariffs - base.tariffs
    assert after[:2, 0, 1] == pytest.approx([0.4, 0.2])


def test_two_levels_on_one_flow_contradict():
    with pytest.raises(InputError, match=r"measures\[1\]: contradicts x: measures\[0\]"):
        shock(tariff(rate=5, mode="level"), tariff(exporters="pair", rate=6, mode="level"))
    same = shock(tariff(rate=5, mode="level"), tariff(rate=5, mode="level")).tariffs
    assert same[0, 0, 1] == pytest.approx(0.05)


def test_cuts_stop_at_zero_and_say_so():
    result = shock(tariff(rate=-90))
    assert result.tariffs[0, 0, 1] == 0
    assert any("stopped at zero" in note for note in result.notes)


def test_a_tariff_on_everything_is_refused_and_services_can_be_named():
    with pytest.raises(InputError, match="services"):
        shock(tariff(sectors="all"))
    base = world()
    assert shock(tariff(sectors="SERVICES"), base=base).tariffs[2, 0, 1] == pytest.approx(
        base.tariffs[2, 0, 1] + 0.1
    )


def test_unknown_words_get_close_ones():
    with pytest.raises(InputError, match=r"unknown sector 'C266'.*C26"):
        shock(tariff(sectors="C266"))
    with pytest.raises(InputError, match=r"unknown economy or group 'INX'.*IND"):
        shock(tariff(exporters="INX"))
    with pytest.raises(InputError, match=r"unknown economy or group 'IDX'.*IDN"):
        shock(tariff(exporters="IDX"))
    with pytest.raises(InputError, match=r"exporters: unknown group 'clubbing' \(did you mean club"):
        shock(tariff(exporters="clubbing"))


def test_who_is_not_in_the_world_is_said():
    result = shock(tariff(exporters="club", importers="IND"))
    assert any("QAT" in note for note in result.notes)
    nobody = shock(tariff(exporters="QAT"))
    assert nobody.tariffs is None
    assert any("no flow" in note for note in nobody.notes)


def test_an_embargo_makes_trade_infinitely_costly_abroad_only():
    ban = Measure(kind="embargo", importers="all", exporters=["CHN"], sectors="C26")
    cost = shock(ban).trade_cost
    assert np.isinf(cost[1, [0, 1, 3], 2]).all()
    assert np.isinf(cost).sum() == 3


def test_except_takes_out_members():
    ban = Measure(kind="embargo", importers={"of": "all", "except": ["pair"]}, exporters="CHN")
    assert np.isinf(shock(ban).trade_cost[:2, :, 2]).sum(0).tolist() == [0, 0, 0, 2]


def test_every_lever_fills_its_array():
    pairs = {"importers": "USA", "exporters": "IND"}
    result = shock(
        Measure(kind="export_tax", **pairs, rate=5),
        Measure(kind="trade_cost", **pairs, rate=10),
        Measure(kind="trade_cost", **pairs, rate=10),
        Measure(kind="export_quota", **pairs, rate=40),
        Measure(kind="production_subsidy", economies="IND", sectors="C26", rate=3),
        Measure(kind="productivity", economies="IND", rate={"C26": 2}),
        Measure(kind="labour", economies="pair", rate=1),
        Measure(kind="transfer", payer="USA", receiver="IND", usd_bn=2),
    )
    assert result.export_tax[1, 0, 1] == pytest.approx(0.05)
    assert result.trade_cost[1, 0, 1] == pytest.approx(1.21)
    assert result.export_quota[1, 0, 1] == pytest.approx(0.4)
    assert np.isinf(result.export_quota).sum() == result.export_quota.size - 2
    assert result.production_subsidy[1].tolist() == pytest.approx([0, 0.03, 0, 0])
    assert result.productivity[1].tolist() == pytest.approx([1, 1.02, 1, 1])
    assert result.labour.tolist() == pytest.approx([1.01, 1.01, 1, 1])
    assert result.transfer.tolist() == pytest.approx([-2000, 2000, 0, 0])
    assert result.tariffs is None


def test_a_transfer_needs_two_single_economies():
    with pytest.raises(InputError, match="one economy"):
        shock(Measure(kind="transfer", payer="pair", receiver="CHN", usd_bn=2))
    with pytest.raises(InputError, match="same economy"):
        shock(Measure(kind="transfer", payer="CHN", receiver="CHN", usd_bn=2))


def test_what_is_not_in_force_is_left_out_and_noted():
    late = tariff(from_=date(2026, 1, 1))
    result = shock(late, tariff(status="struck_down"), tariff(until=date(2025, 9, 1)))
    assert result.tariffs is None
    assert len(result.notes) == 3


def test_the_stack_takes_groups_and_refuses_strangers():
    day = date(2025, 9, 1)
    found = shock(stack=StackTariffs(importer="USA", exporters=["pair"], as_of=day))
    assert found.tariffs[0, 0, 1] > 0.4
    for keys, words in (
        ({"importer": "IND", "exporters": ["USA"]}, "no import weights for IND"),
        ({"importer": "USA", "exporters": ["INX"]}, "unknown economy or group 'INX'"),
        ({"importer": "USA", "exporters": ["IND"], "announced": ["us-india-19"]}, "us-india-18"),
    ):
        with pytest.raises(InputError, match=words):
            shock(stack=StackTariffs(**keys, as_of=day))
    with pytest.raises(InputError, match="has data from 2024-01-01 to"):
        shock(stack=StackTariffs(importer="USA", exporters=["IND"], as_of=date(2019, 9, 1)))
    nothing = shock(stack=StackTariffs(importer="USA", exporters=["USA"], as_of=day))
    assert any("reaches no flow" in note for note in nothing.notes)


def test_the_stack_gives_tariffs_by_sector_of_goods():
    base = world()
    source = StackTariffs(importer="USA", exporters=["all"], as_of=date(2025, 9, 1))
    result = shock(base=base, stack=source)
    added = 100 * (result.tariffs - base.tariffs)
    assert added[0, 0, 1] == pytest.approx(50, abs=0.01)
    assert 8 < added[1, 0, 1] < 14
    assert added[2].max() == 0
    assert added[:, 1:].max() == 0
    assert added[0, 0, 3] > 0
    assert any("ROW" in note for note in result.notes)
