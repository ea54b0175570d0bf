"""Laws of lead times, fleets, fuel, dependence and outlay."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.errors import InputError
from accord.energy import dependence, fleet, fuel, outlay, tables
from accord.energy.leadtimes import Lead, finish_dates, fit, of_median, on_line

TYPES = tables.reactor_types()
FEW = tries(25)
leads = st.builds(Lead, st.floats(1.2, 3.0), st.floats(0.1, 0.8), st.floats(0.0, 0.5))
amounts = st.dictionaries(st.sampled_from(sorted(TYPES)), st.floats(0.1, 60.0), min_size=1, max_size=5)


def units(*rows):
    return [
        fleet.Project(f"unit {at}", "PHWR-700", 1, gw, start, start > 2026)
        for at, (start, gw) in enumerate(rows)
    ]


def test_separative_work_and_feed_in_closed_form():
    assert fuel.swu(4.5, 0.25) == pytest.approx(6.87, abs=0.005)
    assert fuel.feed(4.5, 0.25) == pytest.approx(9.22, abs=0.005)
    assert fuel.swu(fuel.NATURAL, 0.25) == pytest.approx(0.0, abs=1e-12)


@given(st.floats(0.8, 20.0), st.floats(0.05, 0.6))
def test_separative_work_is_positive_and_falls_with_tails(product, tails):
    assert fuel.swu(product, tails) > 0
    assert fuel.swu(product, tails + 0.05) < fuel.swu(product, tails)
    assert fuel.feed(product, tails + 0.05) > fuel.feed(product, tails)


@FEW
@given(amounts, st.floats(0.2, 5.0))
def test_fuel_is_linear_in_capacity(mix, factor):
    columns = {name: np.array([gw]) for name, gw in mix.items()}
    once = fuel.need(TYPES, columns, 0.85, 0.25)
    scaled = fuel.need(TYPES, {name: factor * gw for name, gw in columns.items()}, 0.85, 0.25)
    for key in ("natural_tu", "feed_tu", "enriched_tu", "swu"):
        assert getattr(scaled, key) == pytest.approx(factor * getattr(once, key), rel=1e-12)


@given(amounts)
def test_capacity_by_vendor_adds_up(mix):
    by_country = dependence.shares(TYPES, mix)
    assert sum(by_country.values()) == pytest.approx(sum(mix.values()))
    assert 1 / len(by_country) - 1e-12 <= dependence.concentration(by_country) <= 1 + 1e-12


@FEW
@given(leads, st.integers(0, 30))
def test_without_starts_capacity_is_the_base_plus_the_pipeline_less_retirements(lead, seed):
    projects = units((2018.0, 0.7), (2021.0, 1.0), (2027.0, 0.7))
    found = fleet.path(
        projects,
        lead,
        {},
        base_gw=9.0,
        now=2026.0,
        to=2120,
        retirements={2030: 0.4, 2050: 1.0},
        draws=50,
        seed=seed,
    )
    finished = finish_dates(
        lead,
        *(np.array(column) for column in ([2018.0, 2021.0, 2027.0],)),
        2026.0,
        50,
        seed,
        np.array([0, 0, 1.5]),
    )
    sizes = np.array([0.7, 1.0, 0.7])
    expected = 9.0 - 1.4 + np.where(finished < 2121, sizes, 0).sum(axis=1)
    assert found.at(2120) == pytest.approx(expected)
    assert np.all(found.gw[:, 0] <= 9.0 + 1.7 + 0.7 + 1e-12)


@FEW
@given(st.floats(3.0, 12.0), st.floats(0.1, 6.0), st.floats(0.1, 0.7), st.integers(0, 50))
def test_a_shorter_lead_time_dominates(median, longer, spread, seed):
    quick, slow = of_median(median, spread), of_median(median + longer, spread)
    projects = units((2018.0, 0.7), (2024.0, 1.0), (2028.0, 0.7))
    paths = [
        fleet.path(
            projects, lead, {2027: 2.0, 2030: 4.0}, base_gw=9.0, now=2026.0, to=2045, draws=200, seed=seed
        )
        for lead in (quick, slow)
    ]
    assert np.all(paths[0].gw >= paths[1].gw - 1e-12)


@FEW
@given(leads, st.integers(0, 100))
def test_a_unit_under_construction_is_finished_after_today(lead, seed):
    starts = np.array([1990.0, 2010.0, 2025.5])
    finished = finish_dates(lead, starts, 2026.0, 200, seed)
    assert np.all(finished >= 2026.0 - 1e-6)


@FEW
@given(st.floats(3.0, 14.0), st.floats(0.1, 0.6), st.floats(30.0, 200.0), st.integers(2036, 2060))
def test_starts_needed_equals_brute_force(median, spread, target, by):
    lead = of_median(median, spread)
    found = fleet.starts_needed(target, by, 22.0, lead, 2026)
    lows, highs = 0.0, 1e4
    for _ in range(80):  # the mean capacity of a constant start, year by year and unit by unit
        middle = (lows + highs) / 2
        reached = 22.0
        for year in range(2026, by + 1):
            reached += middle * float(lead.done_by(np.array([by + 1 - year - 0.5]))[0])
        lows, highs = (middle, highs) if reached < target else (lows, middle)
    assert found == pytest.approx(highs, rel=1e-9)


def test_starts_needed_agrees_with_a_simulation():
    lead = tables.lead_of("CHN").lead
    needed = fleet.starts_needed(100.0, 2047, 22.0, lead, 2026)
    begun = dict.fromkeys(range(2026, 2048), needed)
    found = fleet.path([], lead, begun, base_gw=22.0, now=2026.0, to=2047, draws=4000, seed=3)
    assert found.at(2047).mean() == pytest.approx(100.0, rel=0.02)


@tries(10)
@given(st.floats(1.5, 2.8), st.floats(0.15, 0.6), st.integers(0, 1000))
def test_the_fit_finds_the_lead_time_that_made_the_data(mu, spread, seed):
    random = np.random.default_rng(seed)
    years = np.exp(mu + spread * random.standard_normal(600))
    seen = random.uniform(0.9, 2.5) * np.exp(mu)  # some units at least are finished
    found = fit(np.minimum(years, seen), years <= seen)
    assert found.mu == pytest.approx(mu, abs=0.15)
    assert found.sd == pytest.approx(spread, rel=0.3)


def test_censored_units_lengthen_the_lead_time():
    years = np.array([6.0, 7.0, 8.0, 15.0])
    assert fit(years, np.array([True, True, True, False])).mu > fit(years, np.ones(4, bool)).mu


def test_a_prior_pulls_a_single_unit():
    prior = Lead(np.log(9.0), 0.6)
    assert np.log(9.0) < fit(np.array([20.0]), np.array([True]), prior).mu < np.log(20.0)


def test_on_line_counts_what_is_finished_by_the_end_of_each_year():
    lead = Lead(np.log(6.0), 0.3)
    samples = on_line(
        lead, np.array([2020.0, 2024.0]), np.array([1.0, 2.0]), 2026.0, np.arange(2026, 2080), 100, 5
    )
    assert np.all(np.diff(samples, axis=1) >= 0)
    assert samples[:, -1] == pytest.approx(3.0)


@FEW
@given(amounts, st.floats(0.0, 4.0))
def test_a_loss_is_put_off_by_stocks_and_never_above_output(mix, stock):
    columns = {name: np.full(6, gw) for name, gw in mix.items()}
    made = sum(float(one[0]) for one in fuel.generation(TYPES, columns, 0.85).values())
    try:
        lost = dependence.lose(TYPES, columns, "RUS", "fabrication", stock_years=stock)
    except InputError:
        assert all(TYPES[name].country != "RUS" for name in mix)
        return
    assert np.all(lost <= made + 1e-9)
    assert np.all(np.diff(lost) >= -1e-9)
    assert np.all(lost[: int(stock)] == 0)


@FEW
@given(st.floats(1.0, 60.0), st.floats(-0.05, 0.15))
def test_learning_lowers_the_mean_cost_when_it_is_positive(units_built, rate):
    factor = float(outlay.learnt(np.array([units_built]), np.array([rate]))[0])
    more = float(outlay.learnt(np.array([units_built * 2]), np.array([rate]))[0])
    assert (more - factor) * rate <= 1e-9


def test_without_learning_cost_is_capacity_times_the_cost_of_a_kilowatt():
    cost = outlay.outlay(TYPES, {"AP1000": 6.7}, learning=(-1e-9, 0.0, 1e-9), draws=4000)["AP1000"]
    low, middle, high = TYPES["AP1000"].cost
    assert low * 6.7 / 1000 <= cost.min() <= cost.max() <= high * 6.7 / 1000
    assert cost.mean() == pytest.approx(6.7 * (low + middle + high) / 3 / 1000, rel=0.02)


def test_content_is_of_the_countrys_designs_alone():
    cost = outlay.outlay(TYPES, {"AP1000": 6.7, "VVER-1200": 7.2}, draws=500)
    found = outlay.content(TYPES, cost, "USA")
    assert np.all(found <= cost["AP1000"] * 0.5)
    assert np.all(outlay.content(TYPES, cost, "FRA") == 0)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: of_median(0.0), "lead time"),
        (lambda: fleet.starts_needed(100, 2020, 9, of_median(7), 2026), "before the base year"),
        (lambda: fleet.path([], of_median(7), {}, base_gw=9, now=2026.0, to=2020), "before the base year"),
        (lambda: fleet.path([], of_median(7), {2030: -1.0}, base_gw=9, now=2026.0, to=2040), "negative"),
        (lambda: fuel.swu(4.5, 0.8), "tails"),
        (lambda: fuel.swu(0.5, 0.25), "enrichment"),
        (lambda: fuel.need(TYPES, {"AP1000": np.ones(1)}, 1.2, 0.25), "capacity factor"),
        (
            lambda: dependence.lose(TYPES, {"AP1000": np.ones(1)}, "RUS", "fabrication"),
            "supplies no fabrication",
        ),
        (lambda: dependence.lose(TYPES, {"AP1000": np.ones(1)}, "USA", "milling"), "stage"),
        (lambda: outlay.avoided(10.0, "wood"), "against"),
        (lambda: tables.lead_of("NZL"), "New Zealand"),
        (lambda: tables.fleet("NZL"), "New Zealand"),
    ],
)
def test_bad_input_is_one_sentence(call, words):
    with pytest.raises(InputError, match=words) as told:
        call()
    assert "\n" not in str(told.value)
