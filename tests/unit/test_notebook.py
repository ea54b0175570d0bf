"""What a notebook shows of Accord's objects: every text escaped, charts as the page draws them."""

import re
from datetime import date
from xml.etree import ElementTree

import numpy as np
import pytest

import accord
from accord.core.shown import Picture
from accord.policy.stack.stack import stack


@pytest.fixture(scope="module")
def run():
    return accord.run("india-50", "toy")


@pytest.fixture(scope="module")
def frontier():
    world = accord.toy_world()
    return accord.bargain(world, ("USA", "IND"), "uniform", disagreement="world-year", points=4).line


@pytest.fixture(scope="module")
def things(run, frontier):
    text = "The United States will put a duty of 50 percent on <b>steel</b> from India, officials said."
    docket = accord.read(text, "2026-01-14")
    duties = stack("USA", "IND", date(2026, 1, 14))
    return [run.world, run.scenario, docket, run, run.result, duties, frontier]


def test_each_shows_itself_as_html(things):
    for thing in things:
        shown = thing._repr_html_()
        assert ElementTree.fromstring(shown).tag == "div", type(thing)
        assert "<b>" not in shown
        assert len(shown) > 200


def test_each_that_has_numbers_draws_itself(things, tmp_path):
    for thing in things:
        if not hasattr(thing, "plot"):
            continue
        drawn = thing.plot()
        assert isinstance(drawn, Picture)
        assert ElementTree.fromstring(drawn._repr_svg_()).tag.endswith("svg"), type(thing)
        assert "Source: " in drawn.svg
    assert drawn.save(tmp_path / "x.svg").read_text("utf-8") == drawn.svg


def test_the_numbers_shown_are_the_results(run):
    shown = run._repr_html_()
    assert "India at the 50 % stage (long run, against world-year)" in shown
    india = re.search(r"<tr><td>India</td><td>([^<]+)</td>", shown)
    assert india
    assert float(india[1].replace("\u2212", "-")) == pytest.approx(run.result.welfare_pct[1], abs=5e-4)


def test_a_result_without_numbers_says_why():
    world = accord.toy_world()
    cost = np.full((2, 3, 3), float("inf"))
    failed = accord.counterfactual(world, trade_cost=cost)
    assert not failed.converged
    assert "every supplier it has is cut off" in failed._repr_html_()


def test_an_object_is_told_in_a_line():
    world = accord.toy_world()
    assert repr(world) == "World('toy': 3 economies, 2 sectors)"
    same = accord.counterfactual(world, world.tariffs)
    assert "converged" in repr(same)
    ran = accord.run("india-50", "toy")
    assert repr(ran).startswith("Run('india-50', long run, on World(")
    assert all(len(repr(each)) < 200 for each in (world, same, ran))
