"""Laws of the crude market: no shock, adding up, relabelling, closed forms, monotonicity, welfare."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.errors import InputError, SolveError
from accord.energy import tables
from accord.energy.indifference import break_even
from accord.energy.market import Change, CrudeBase, Elasticities, clear
from accord.energy.stop import Terms, access_value, grouped, sigma_from_discount, stop, stop_costs, surplus

MODEST = Elasticities(0.11, 0.13)
TIGHT = tries(40)


@st.composite
def markets(draw, origins=4, buyers=5):
    """A market where every buyer has at least two sellers and every seller two buyers."""
    cells = st.floats(0.05, 5.0)
    flow = np.array(draw(st.lists(cells, min_size=origins * buyers, max_size=origins * buyers)))
    names = tuple("ABCDEFG"[:origins]), tuple(["A", "B", *"VWXYZ"][:buyers])
    return CrudeBase(*names, flow.reshape(origins, buyers), 70.0, 2025)


elasticities = st.builds(Elasticities, st.floats(0.02, 0.6), st.floats(0.05, 0.8))
sigmas = st.floats(0.5, 20.0)


@TIGHT
@given(markets(), elasticities, sigmas)
def test_no_shock_changes_nothing(base, elastic, sigma):
    found = clear(base, elastic, sigma)
    for change in (found.dprice, found.received, found.dcost, found.consumer, found.producer, found.rent):
        assert np.max(np.abs(change)) < 1e-12
    assert found.flow == pytest.approx(base.flow, rel=1e-13)


@TIGHT
@given(markets(), elasticities, sigmas, st.floats(0.0, 12.0))
def test_flows_add_up_to_supplies_and_demands(base, elastic, sigma, cost):
    costs = np.zeros_like(base.flow)
    costs[0, 1:3] = cost
    ban = np.zeros(base.flow.shape, bool)
    ban[1, 2] = True
    found = clear(base, elastic, sigma, Change(cost=costs, ban=ban, supply=np.array([0.8, 1, 1, 1.0])))
    assert found.flow.sum(axis=1) == pytest.approx(found.supply, abs=1e-10)
    demand = base.flow.sum(axis=0) * ((70 + found.dcost) / 70) ** -elastic.demand
    assert found.flow.sum(axis=0) == pytest.approx(demand, abs=1e-10)
    assert found.certificate.residual < 1e-10
    assert found.certificate.adding_up < 1e-9
    assert found.flow[1, 2] == 0


@TIGHT
@given(markets(), elasticities, sigmas, st.permutations(range(4)), st.permutations(range(5)))
def test_names_and_order_do_not_matter(base, elastic, sigma, rows, columns):
    shuffled = replace(
        base,
        origins=tuple(base.origins[at] for at in rows),
        buyers=tuple(base.buyers[at] for at in columns),
        flow=base.flow[np.ix_(rows, columns)],
    )
    supply = np.array([0.7, 1, 1, 1.0])
    first = clear(base, elastic, sigma, Change(supply=supply))
    second = clear(shuffled, elastic, sigma, Change(supply=supply[list(rows)]))
    assert second.dprice == pytest.approx(first.dprice[list(rows)], abs=1e-8)
    assert second.flow == pytest.approx(first.flow[np.ix_(rows, columns)], abs=1e-8)


@pytest.mark.parametrize("sigma", [1e3, 1e7])
def test_a_uniform_cut_raises_the_price_as_in_closed_form(sigma):
    base = tables.load_crude(2024, 68.0)
    found = clear(base, MODEST, sigma, Change(supply=np.full(len(base.origins), 0.95)))
    expected = 68 * (0.95 ** (-1 / (MODEST.supply + MODEST.demand)) - 1)
    assert expected == pytest.approx(16.2029, abs=1e-4)
    assert found.dprice == pytest.approx(expected, abs=1e-6)
    assert found.dcost == pytest.approx(expected, abs=1e-6)


@TIGHT
@given(markets(), st.floats(0.1, 0.9), sigmas, st.integers(0, 3))
def test_a_cost_on_an_origin_without_supply_response_is_borne_by_it_alone(base, demand, sigma, at):
    cost = np.zeros_like(base.flow)
    cost[at] = 5.0
    found = clear(base, Elasticities(0.0, demand), sigma, Change(cost=cost))
    expected = np.where(np.arange(4) == at, -5.0, 0.0)
    assert found.dprice == pytest.approx(expected, abs=1e-7)


@given(st.floats(0.01, 0.95), st.floats(0.05, 20), st.floats(0.01, 10))
def test_at_fixed_prices_the_loss_is_discount_times_volume(share, discount, quantity):
    sigma = sigma_from_discount(discount, share)
    expected = discount * share * quantity * 365 / 1000
    assert access_value(share, quantity, sigma) == pytest.approx(expected, rel=1e-12)


def test_at_fixed_prices_the_market_gives_the_same_loss():
    base = CrudeBase(("A", "B"), ("X", "Y"), np.array([[1.0, 1e9], [3.0, 1e9]]), 70.0, 2025)
    ban = np.array([[True, False], [False, False]])
    sigma = sigma_from_discount(4.0, 0.25)
    found = clear(base, Elasticities(0.5, 1e-9), sigma, Change(ban=ban))
    assert -found.consumer[0] == pytest.approx(4.0 * 1.0 * 0.365, rel=1e-5)


@TIGHT
@given(markets(), elasticities, sigmas)
def test_the_world_does_not_gain_from_a_ban(base, elastic, sigma):
    ban = np.zeros(base.flow.shape, bool)
    ban[0, 2] = True
    found = clear(base, elastic, sigma, Change(ban=ban))
    assert found.consumer.sum() + found.producer.sum() + found.rent.sum() <= 1e-9


@TIGHT
@given(markets(), elasticities, sigmas, st.floats(0.5, 1.0), st.floats(20.0, 60.0))
def test_surpluses_equal_numerical_integrals(base, elastic, sigma, factor, floor):
    from scipy.integrate import quad

    found = clear(
        base,
        elastic,
        sigma,
        Change(supply=np.array([factor, 1, 1, 1]), floor=np.array([floor, 0, 0, 0]), avoided=19.0),
    )
    demand0, supply0 = base.flow.sum(axis=0), base.flow.sum(axis=1)
    consumed, _ = quad(lambda cost: demand0[1] * ((70 + cost) / 70) ** -elastic.demand, 0, found.dcost[1])
    assert found.consumer[1] == pytest.approx(-0.365 * consumed, rel=1e-7, abs=1e-9)

    def supplied(change, shut):
        opened = (1 + np.exp(-(70 - floor) / 2)) / (1 + np.exp(-(70 + change - floor) / 2)) if shut else 1.0
        return ((70 + change) / 70) ** elastic.supply * opened

    moved, _ = quad(
        supplied,
        0,
        found.received[0],
        args=(True,),
        points=[floor - 70] if found.received[0] < floor - 70 else None,
    )
    lost = (1 - factor) * supply0[0] * (70 - 19)
    assert found.producer[0] == pytest.approx(
        0.365 * (factor * supply0[0] * moved - lost), rel=1e-5, abs=1e-6
    )
    plain, _ = quad(supplied, 0, found.received[2], args=(False,))
    assert found.producer[2] == pytest.approx(0.365 * supply0[2] * plain, rel=1e-7, abs=1e-9)


@TIGHT
@given(st.floats(0.01, 0.9), st.floats(0.1, 0.6), st.floats(0.0, 40.0))
def test_stranded_barrels_lose_their_value_less_the_avoided_cost(stranded, share, avoided):
    """Where others' oil is as good and plenty, no price moves: the seller loses just what finds no buyer."""
    flow = np.array([[share, share + 1], [1 - share, 1e5]])
    base = CrudeBase(("A", "B"), ("X", "Y"), flow, 70.0, 2025)
    found = stop(base, "X", "A", Terms(0.0, stranded, avoided=avoided), Elasticities(0.1, 0.3))
    assert found.by_group["A"] == pytest.approx(
        -stranded * share * (70 - avoided) * 0.365, rel=2e-2, abs=2e-3
    )


@tries(10)
@given(st.floats(0.0, 0.6), st.sampled_from(tables.elasticity_sets()))
def test_russia_loses_from_a_stop_and_the_more_the_more_is_stranded(stranded, elastic):
    base = tables.load_crude(2025)
    first, second = (
        stop(base, "IND", "RUS", Terms(3.0, one), elastic).by_group["RUS"]
        for one in (stranded, stranded + 0.2)
    )
    assert second < first < 0


@TIGHT
@given(markets(), elasticities, st.floats(0.2, 8.0), st.floats(0.1, 4.0), st.floats(0.0, 0.4))
def test_the_cost_of_a_stop_rises_with_discount_and_stranded_share(base, elastic, discount, more, stranded):
    base = replace(base, flow=base.flow + 5.0)  # other buyers could double what they take
    cost = stop(base, "X", "C", Terms(discount, stranded), elastic).cost
    assert stop(base, "X", "C", Terms(discount + more, stranded), elastic).cost >= cost - 1e-9
    assert stop(base, "X", "C", Terms(discount, stranded + 0.2), elastic).cost >= cost - 1e-9


@TIGHT
@given(markets(), elasticities, st.floats(0.1, 0.9), st.floats(0.0, 0.5))
def test_spare_output_lowers_the_price(base, elastic, stranded, spare):
    holders = {"A": 1.0, "D": 2.0}
    terms = Terms(3.0, stranded)
    without = stop(base, "X", "C", terms, elastic, spare_holders=holders)
    answered = stop(base, "X", "C", replace(terms, spare=spare), elastic, spare_holders=holders)
    assert answered.price <= without.price + 1e-9


@TIGHT
@given(markets(), elasticities, sigmas, st.floats(0.0, 40.0))
def test_a_cap_above_the_market_changes_nothing(base, elastic, sigma, above):
    found = clear(base, elastic, sigma, Change(cap=np.array([70.0 + above, np.inf, np.inf, np.inf])))
    assert np.max(np.abs(found.dprice)) < 1e-12
    assert np.max(np.abs(found.rent)) < 1e-12


@TIGHT
@given(markets(), elasticities, sigmas, st.floats(1.0, 40.0))
def test_a_cap_below_the_market_moves_rent_to_its_buyers(base, elastic, sigma, below):
    found = clear(base, elastic, sigma, Change(cap=np.array([70.0 - below, np.inf, np.inf, np.inf])))
    assert found.received[0] == pytest.approx(-below)
    assert found.rent.sum() == pytest.approx(0.365 * (found.dprice[0] + below) * found.supply[0], rel=1e-9)
    assert found.producer[0] < 0


@tries(8)
@given(st.floats(0.5, 4.0), st.floats(0.0, 0.15))
def test_the_break_even_discount_falls_with_the_stranded_share(duty, stranded):
    base = tables.load_crude(2024, 68.0)

    def level(share):
        return break_even(
            duty, lambda discount: stop(base, "IND", "RUS", Terms(discount, share), MODEST).cost
        )

    first, second = level(stranded), level(stranded + 0.1)
    assert second is None or (first is not None and second <= first + 1e-6)


@tries(10)
@given(st.floats(0.3, 12.0))
def test_at_the_break_even_discount_both_cost_the_same(duty):
    base = tables.load_crude(2025)
    cost = lambda discount: stop(base, "IND", "RUS", Terms(discount, 0.0), MODEST).cost  # noqa: E731
    found = break_even(duty, cost)
    assert found is not None
    assert cost(found) == pytest.approx(duty, abs=1e-4)


@pytest.mark.parametrize(
    "name", ["kilian-murphy-2014", "baumeister-hamilton-2019", "caldara-cavallo-iacoviello-2019"]
)
@pytest.mark.parametrize("spare", [0.0, 1.0, 2.0, 3.0])
def test_a_stop_by_all_buyers_is_solved_with_every_published_elasticity(name, spare):
    base, elastic = tables.load_crude(2024, 68.0), tables.find_elasticities(name)
    terms = Terms(3.0, 0.2, spare=spare, floor=30.0, all_buyers=True)
    found = stop(base, "IND", "RUS", terms, elastic, spare_holders=tables.spare_holders())
    assert found.certificate.residual < 1e-8
    assert found.price > 0


@TIGHT
@given(markets(), elasticities, st.floats(0.0, 1.0), st.floats(0.0, 8.0))
def test_the_short_form_of_a_stop_gives_the_same_cost_and_price(base, elastic, stranded, discount):
    for buyer in ("B", "X"):  # one that produces, one that does not
        terms = Terms(discount, stranded)
        full = stop(base, buyer, "C", terms, elastic)
        short = stop_costs(base, buyer, "C", [(terms, elastic)])[0]
        assert short == pytest.approx((full.cost, full.price), abs=1e-9)


def test_groups_add_up_to_the_world():
    base = tables.load_crude(2025)
    found = clear(base, MODEST, 2.4, Change(supply=np.where(np.array(base.origins) == "RUS", 0.9, 1.0)))
    total = surplus(base, found)
    summed = grouped(total, {"IND": ["IND"], "Gulf": ["SAU", "ARE", "IRQ"]})
    assert sum(summed.values()) == pytest.approx(sum(total.values()))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda base: stop(base, "XYZ", "RUS", Terms(), MODEST), "buyer"),
        (lambda base: stop(base, "IND", "CHE", Terms(), MODEST), "supplier"),
        (lambda base: stop(base, "IND", "NOR", Terms(), MODEST), "sold no crude oil to India"),
        (lambda base: Terms(stranded=1.2), "stranded"),
        (lambda base: Terms(discount=-1), "discount"),
        (lambda base: Terms(spare=-1), "spare"),
        (lambda base: Elasticities(0, 0), "both 0"),
        (lambda base: clear(base, MODEST, 0.0), "sigma"),
        (lambda base: clear(base, MODEST, 1.0, Change(cap=np.zeros(len(base.origins)))), "cap"),
        (lambda base: sigma_from_discount(3.0, 1.0), "share"),
        (lambda base: tables.load_crude(1990), "1990"),
    ],
)
def test_bad_input_is_one_sentence(call, words):
    with pytest.raises(InputError, match=words) as told:
        call(tables.load_crude(2024))
    assert "\n" not in str(told.value)


def test_a_market_that_cannot_clear_gives_no_number():
    """All demand for A's oil is banned while its supply does not answer: no price clears it."""
    base = CrudeBase(("A", "B"), ("X", "Y"), np.array([[1.0, 0.0], [3.0, 2.0]]), 70.0, 2025)
    with pytest.raises(SolveError, match="no prices were found"):
        clear(base, Elasticities(0.0, 0.3), 2.0, Change(ban=np.array([[True, False], [False, False]])))


def test_the_dated_series_are_in_order_and_end_before_the_waiver():
    months, acts = tables.russian_to_india(), tables.oil_acts()
    assert [one.date for one in months] == sorted({one.date for one in months})
    assert [one.date for one in acts] == sorted(one.date for one in acts)
    assert {"duty", "sanction", "waiver"} <= {one.kind for one in acts}
    assert all(0 < one.value < 3 for one in months)
