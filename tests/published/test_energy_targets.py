"""Published and observed figures on oil and reactors: what the models meet, and the misses, which stay misses."""

from pathlib import Path

import numpy as np
import pytest
from benchmarks.energy_targets import HIT, INSIDE, MISS, PART, checks, rising

from accord.energy import tables
from accord.energy.answers.fuel import nuclear_fuel, nuclear_loss, nuclear_outlay
from accord.energy.answers.nuclear import nuclear_path
from accord.energy.answers.purchases import purchases
from accord.energy.fuel import feed, swu
from accord.energy.stop import Terms, stop

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXPECTED = {
    "O1": HIT, "O2": PART, "O3": MISS, "O4": INSIDE, "O5": PART, "O6": HIT, "O7": MISS, "O8": MISS, "O9": HIT,
    "N1": HIT, "N2": INSIDE, "N3": INSIDE, "N4": INSIDE, "N5": INSIDE, "N6": MISS, "N7": HIT, "N8": MISS, "N9": MISS,
    "N10": MISS, "N11": HIT, "N12": HIT,
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return {one.id: one for one in checks()}


def test_every_target_is_checked_in_order(found):
    assert list(found) == [f"O{at}" for at in range(1, 10)] + [f"N{at}" for at in range(1, 13)]


@pytest.mark.parametrize("key", EXPECTED)
def test_verdict(found, key):
    assert found[key].verdict == EXPECTED[key], found[key]


@pytest.mark.parametrize("key", ["O3", "O7", "O8", "N6", "N8", "N9", "N10"])
def test_a_miss_is_a_miss_on_the_side_that_is_told(found, key):
    one = found[key]
    above = {"N9"}
    assert (one.model[0] > one.high) if key in above else (one.model[1] < one.low)


def test_the_page_holds_each_verdict_and_number(found):
    text = (DOCS / "energy.md").read_text("utf-8")
    for one in found.values():
        row = next(line for line in text.splitlines() if line.startswith(f"| {one.id} |"))
        assert f"| {one.verdict} |" in row
        assert _shown(one.model[0]) in row
        assert _shown(one.model[1]) in row


def _shown(value):
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


@pytest.mark.parametrize(("stranded", "prototype"), [(0.0, -2.6), (0.2, -4.4), (0.5, -7.2)])
@pytest.mark.parametrize(("year", "price"), [(2024, 68.0), (2025, None)])
def test_indias_stop_is_within_15_per_cent_of_the_prototype(stranded, prototype, year, price):
    base = tables.load_crude(year, price)
    costs = [stop(base, "IND", "RUS", Terms(3.0, stranded), one).cost for one in tables.elasticity_sets()]
    assert -float(np.mean(costs)) == pytest.approx(prototype, rel=0.15)


def test_flows_of_2024_meet_the_energy_institutes_trade():
    """EI's matrix: Russia to India 87.5 Mt, all of India's imports 238.6 Mt; world output 82.8 mb/d."""
    base = tables.load_crude(2024)
    to = base.buyer("IND")
    assert base.flow[base.origin("RUS"), to] == pytest.approx(87.5 / 49.8, rel=0.07)
    assert base.flow[:, to].sum() - base.flow[base.origin("IND"), to] == pytest.approx(238.6 / 49.8, rel=0.03)
    assert base.flow.sum() == pytest.approx(82.8, rel=0.03)
    assert base.flow[base.origin("ARE"), base.buyer("THA")] == pytest.approx(25 / 49.8, rel=0.1)


def test_the_flows_of_2025_are_what_was_observed_in_india():
    base = tables.load_crude(2025)
    column = base.flow[:, base.buyer("IND")]
    assert column[base.origin("RUS")] == pytest.approx(1.728, abs=1e-6)
    assert column[base.origin("USA")] == pytest.approx(0.271, abs=1e-6)
    assert column.sum() - column[base.origin("IND")] == pytest.approx(121.1 * 7.33 / 183, rel=1e-4)


def test_replacement_comes_first_from_iraq_saudi_arabia_and_the_emirates():
    base = tables.load_crude(2024, 68.0)
    found = stop(base, "IND", "RUS", Terms(3.0, 0.2), tables.elasticity_sets()[0])
    assert [one.economy for one in found.replacements[:3]] == ["IRQ", "SAU", "ARE"]
    assert found.replacements[0].share == pytest.approx(0.28, abs=0.03)


def test_fuel_and_separative_work():
    assert swu(4.5, 0.25) == pytest.approx(6.87, abs=0.005)
    assert feed(4.5, 0.25) == pytest.approx(9.22, abs=0.005)
    planned = nuclear_fuel(year=2047)
    assert planned.natural_tu == pytest.approx(8000, rel=0.05)
    assert planned.feed_tu == pytest.approx(6460, rel=0.05)
    assert planned.swu == pytest.approx(4.8e6, rel=0.05)


def test_the_loss_of_russian_fuel():
    assert nuclear_loss("RUS").twh[0] == pytest.approx(14, abs=1)
    assert nuclear_loss("RUS", mix={"VVER-1000": 6.0}).twh[0] == pytest.approx(42, abs=1.5)


def test_outlay_and_american_content():
    found = nuclear_outlay()
    assert found.total.p50 == pytest.approx(319, rel=0.05)
    assert found.content.p50 == pytest.approx(27, rel=0.1)


def test_indias_targets_are_out_of_reach_at_its_own_pace_and_within_it_at_chinas():
    own = nuclear_path("IND")
    assert all(one.probability <= 0.06 for one in own.targets)
    fast = nuclear_path("IND", "china", rising(2.8, 8.0, 2026, 2040))
    assert 0.4 <= fast.targets[-1].probability <= 0.75
    assert fast.needed == pytest.approx(5.2, abs=0.3)
    assert own.best_15["USA"] == pytest.approx(5.3, abs=0.1)
    assert own.best_15["IND"] == pytest.approx(0.24, abs=0.02)


def test_energy_carries_a_third_of_the_pledge():
    found = purchases()
    assert found.linear.now_a_year == pytest.approx(14, abs=0.1)
    assert found.linear.most_a_year == pytest.approx(47, abs=0.3)
    assert found.of_pledge == pytest.approx(31, abs=1)
    assert 0.04 <= found.premium[0] <= 0.17


def test_the_shipped_tables_are_what_the_builder_makes(shared_data, tmp_path):
    from accord.sources.energy import build

    build(shared_data, tmp_path)
    folder = Path(tables.__file__).parent / "data"
    assert (tmp_path / "energy.json").read_bytes() == (folder / "energy.json").read_bytes()
    with np.load(tmp_path / "energy.npz") as made, np.load(folder / "energy.npz") as kept:
        assert all(np.array_equal(made[name], kept[name]) for name in kept.files)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 1_000_000
