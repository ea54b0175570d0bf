"""Menus: read, refused with one sentence, and tried out on a world."""

import itertools
from datetime import date

import numpy as np
import pytest

from accord.core.errors import InputError
from accord.core.shock import Shock
from accord.talks.game import Game
from accord.talks.menu import Menu, load_menu, menu_names
from accord.talks.packages import Bench
from accord.world import World

TEXT = """
id: ab
title: A and B
parties: [AAA, BBB]
disagreement: today
concessions:
- {id: a-steel, giver: AAA, what: free steel, sectors: steel, to: 0}
- {id: b-farm, giver: BBB, what: half of farm goods free, sectors: farm, to: 0, share: 0.5}
- {id: b-buys, giver: BBB, what: buys more, kind: purchase, sectors: [chips], usd_bn: 1}
- {id: b-stops, giver: BBB, what: nothing from C, kind: stop, sectors: [steel], supplier: CCC, share: 0.4}
- {id: a-old, giver: AAA, what: old rates, kind: schedule, scenario: old}
packages:
- {id: both, title: Both, lines: [a-steel, b-farm]}
"""


def changed(old, new):
    assert old in TEXT
    return TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (changed("giver: BBB, what: buys", "giver: BBC, what: buys"), "giver 'BBC' is not a party.*BBB"),
        (changed("to: 0}", "too: 0}"), "unknown key 'concessions\\[0\\].too'.*did you mean to"),
        (changed("to: 0, share", "share"), "needs the key 'to'"),
        (changed("share: 0.5", "share: 1.5"), "share must lie between 0 and 1"),
        (changed("kind: purchase", "kind: purchas"), "not one of tariff, schedule.*did you mean purchase"),
        (changed("usd_bn: 1", "usd_bn: -1"), "usd_bn must be positive"),
        (changed("usd_bn: 1", "usd_bn: 1, to: 3"), "has no key 'to'"),
        (changed("supplier: CCC, ", ""), "needs the key 'supplier'"),
        (changed("[a-steel, b-farm]", "[a-steel, b-frm]"), "unknown concession 'b-frm'.*b-farm"),
        (changed("id: b-farm", "id: a-steel"), "'a-steel' is listed twice"),
        (changed("[AAA, BBB]", "[AAA, BBB, CCC]"), "two parties, not 3"),
        (changed("sectors: steel, to: 0", "sectors: steel, from: 5, to: 10"), "is no concession"),
        (changed("what: free steel, ", ""), "'concessions\\[0\\].what' is missing"),
        ("- a\n- b", "expected keys and values"),
        ("id: [", "not valid YAML"),
    ],
)
def test_broken_menus_get_one_sentence(text, words):
    with pytest.raises(InputError, match=words) as caught:
        Menu.from_text(text, "file.yml")
    assert str(caught.value).startswith("file.yml: ")
    assert "\n" not in str(caught.value)


def test_menus_are_found_by_name_or_path(tmp_path):
    assert "us-india" in menu_names()
    for name in menu_names():
        assert load_menu(name).id == name
    path = tmp_path / "mine.yml"
    path.write_text(TEXT, "utf-8")
    assert load_menu(str(path)).parties == ("AAA", "BBB")
    with pytest.raises(InputError, match="neither a file nor one of us-india"):
        load_menu("us-indai")
    with pytest.raises(InputError, match="no such file"):
        load_menu(str(tmp_path / "none.yml"))


def test_a_menu_survives_the_round_trip():
    menu = load_menu("us-india")
    assert Menu.from_dict(menu.to_dict()) == menu


@pytest.fixture(scope="module")
def bench():
    rng = np.random.default_rng(0)
    trade = 1e5 * (rng.uniform(0.2, 1.0, (3, 3, 3)) + 2 * np.eye(3))
    tariffs = 0.6 * np.ones((3, 3, 3)) * (1 - np.eye(3))
    world = World.from_arrays(
        ["AAA", "BBB", "CCC"], ["farm", "steel", "chips"], trade, tariffs, [3.0, 5.0, 4.0]
    )
    game = Game.of(world, ["AAA", "BBB"])
    return Bench(game, Menu.from_text(TEXT), Shock(), {"old": tariffs / 2})


def test_tariff_cuts_touch_their_cells_alone(bench):
    result = bench.result(["a-steel", "b-farm"])
    expected = bench.game.world.tariffs.copy()
    expected[1, 0, 1] = 0.0
    expected[0, 1, 0] = 0.3
    np.testing.assert_allclose(result.tariffs, expected, atol=1e-12)


def test_a_scenario_is_taken_where_it_charges_less(bench):
    result = bench.result(["a-old"])
    np.testing.assert_allclose(result.tariffs[:, 0, 1], 0.3)
    np.testing.assert_allclose(result.tariffs[:, 0, 2], 0.6)


def test_order_does_not_matter(bench):
    assert bench.outcome(["a-steel", "a-old"]) is bench.outcome(["a-old", "a-steel"])
    np.testing.assert_allclose(bench.result(["a-steel", "a-old"]).tariffs[:, 0, 1], [0.3, 0.0, 0.3])


def test_a_purchase_makes_the_trade_happen(bench):
    found = bench.outcome(["b-buys"])
    before = bench.game.solve(Shock()).trade_at_border[2, 1, 0]
    assert bench.result(["b-buys"]).trade_at_border[2, 1, 0] == pytest.approx(before + 1e3, rel=1e-3)
    assert 0 < found.subsidies["b-buys"] < 50
    assert found.worth["AAA"] > 0


def test_a_stop_takes_its_share_of_the_flow(bench):
    found = bench.result(["b-stops"])
    before = bench.game.solve(Shock())
    # a cost of the size that takes 40 % at given prices; with fewer rivals the price rises and less is lost
    assert 0.55 < found.trade[1, 1, 2] / before.trade[1, 1, 2] < 0.75


def test_worth_is_what_the_parties_and_the_others_gain(bench):
    found = bench.package("both")
    result = bench.result(found.lines)
    welfare = np.expm1(result.log_welfare) * result.baseline.income
    assert found.worth == pytest.approx({"AAA": welfare[0], "BBB": welfare[1]})
    assert found.others == pytest.approx({"CCC": welfare[2]})
    assert found.in_zone == (min(found.worth.values()) > 0)


def test_the_best_packages_are_the_best_of_all(bench):
    best = bench.best(2)
    assert best
    for first, second in itertools.pairwise(best):
        assert np.prod(list(first.change_pct.values())) >= np.prod(list(second.change_pct.values())) - 1e-12
    brute = max(
        np.prod(np.array(list(bench.outcome([a, b]).change_pct.values())).clip(0))
        for a in ("a-steel", "b-farm", "b-buys", "b-stops", "a-old")
        for b in ("a-steel", "b-farm", "b-buys", "b-stops", "a-old")
    )
    assert np.prod(list(best[0].change_pct.values())) == pytest.approx(brute)
    mix = bench.fairest(best)
    assert mix.sum() == pytest.approx(1)


def test_a_day_knows_no_later_offer_but_a_bound_stays_whole():
    menu = load_menu("us-india")
    eve = menu.as_of(date(2026, 2, 5))
    ids = {package.id for package in eve.packages}
    assert ids == {"truce", "offer-2025", "zero-industrial", "zero"}
    assert eve.pick("zero") == menu.pick("zero")
    assert "us-18" not in {one.id for one in eve.concessions}
    on_the_table = eve.offered_by(date(2026, 2, 5))
    assert on_the_table.packages == ()
    assert all(one.since is None for one in on_the_table.concessions)
    assert menu.as_of(date(2026, 2, 6)) == menu


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (changed("sectors: steel", "sectors: stel"), "unknown sector 'stel'.*steel"),
        (changed("supplier: CCC", "supplier: CCD"), "unknown economy 'CCD'.*CCC"),
    ],
)
def test_a_menu_that_does_not_fit_the_world_gets_a_sentence(bench, text, words):
    with pytest.raises(InputError, match=words):
        Bench(bench.game, Menu.from_text(text), Shock(), {}).outcome(["b-stops"])
    with pytest.raises(InputError, match="unknown package"):
        bench.package("bth")
