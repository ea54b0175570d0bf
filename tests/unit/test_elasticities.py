"""Trade elasticities: seven published sets and a user's file, for the sectors of a world."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from accord.core.codes import SECTORS
from accord.core.errors import InputError
from accord.core.provenance import source
from accord.world import elasticities, load_world, toy_world

ALL = tuple(SECTORS)


def test_seven_sets_and_the_default():
    assert len(elasticities.names()) == 7
    assert elasticities.default_name() == "fontagne-2022"


@pytest.mark.parametrize("name", elasticities.names())
def test_every_set_covers_every_sector_and_is_cited(name):
    chosen = elasticities.load(name, ALL)
    assert chosen.theta.shape == (28,)
    assert (chosen.theta > 0).all()
    assert source(chosen.source).credit
    assert "20" in chosen.note
    if chosen.standard_error is not None:
        given = chosen.standard_error[~np.isnan(chosen.standard_error)]
        assert (given > 0).all()


def test_values_are_those_of_the_papers(shared_data):
    text = (shared_data / "trade_elasticities_long.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    published = elasticities._published()["sets"]
    for entry in published:
        given = [float(row["epsilon"]) for row in rows if row["source"].replace("_", "-") == entry["id"]]
        if given:
            assert [row["theta"] for row in entry["estimates"]] == given
    assert {row["source"].replace("_", "-") for row in rows} <= {entry["id"] for entry in published}


def test_concordances_point_to_the_right_rows():
    caliendo = elasticities.load("caliendo-parro-2015", ALL)
    place = ALL.index
    assert caliendo.theta[place("C19")] == 64.85
    assert caliendo.theta[place("C26")] == pytest.approx((12.95 + 3.95 + 8.71) / 3)
    assert caliendo.standard_error[place("A01")] == 2.01
    assert caliendo.standard_error[place("C26")] == pytest.approx(np.sqrt(4.53**2 + 1.77**2 + 1.56**2) / 3)
    fontagne = elasticities.load("fontagne-2022", ALL)
    assert fontagne.theta[place("C20")] == fontagne.theta[place("C21")] == pytest.approx(10.56 - 1)
    assert fontagne.standard_error is None
    assert fontagne.error_of(0) is None


def test_services_stand_at_the_documented_value():
    for name in elasticities.names():
        chosen = elasticities.load(name, ALL)
        assert chosen.theta[-1] == (4.14 if name == "simonovska-waugh-2014" else 5.0)
    assert "Services at 5" in elasticities.load("fontagne-2022", ALL).note


def test_between_sources_is_a_plain_log_deviation():
    thetas = [
        elasticities.load(name, ALL).theta[0]
        for name in elasticities.names()
        # one has no farm estimate, one is a single number for all trade
        if name not in {"giri-yi-yilmazkuday-2021", "simonovska-waugh-2014"}
    ]
    spread = elasticities.between_sources(ALL)
    assert spread[0] == pytest.approx(np.std(np.log(thetas), ddof=1))
    assert (spread > 0.2).all()


def test_sectors_of_one_estimate_share_it():
    chosen = elasticities.load("fontagne-2022", ALL)
    assert chosen.estimate_of[0] == chosen.estimate_of[2]
    assert len(set(chosen.estimate_of)) == 19


@pytest.mark.parametrize(("years", "response"), [(1, 0.76), (3, 1.5438), (10, 1.9862)])
def test_a_horizon_sets_goods_and_leaves_services(years, response):
    chosen = elasticities.load("caliendo-parro-2015", ALL)
    then = chosen.after(years)
    np.testing.assert_allclose(then.theta[:-1], response - 1, atol=1e-4)
    assert then.theta[-1] == chosen.theta[-1]
    assert len(set(then.estimate_of[:-1])) == 1


@pytest.mark.parametrize("years", [0, 11, -1])
def test_a_horizon_beyond_the_evidence_is_refused(years):
    with pytest.raises(InputError, match="horizon"):
        elasticities.load("caliendo-parro-2015", ALL).after(years)


def test_a_world_takes_another_set():
    world = load_world()
    other = world.with_elasticities(elasticities.load("shapiro-2016", world.sectors))
    assert other.elasticity_source == "shapiro-2016"
    assert other.fingerprint != world.fingerprint
    assert other.trade is world.trade


def test_sets_serve_worlds_with_few_sectors():
    toy = toy_world()
    assert elasticities.load("fontagne-2022", toy.sectors).theta.tolist() == [4.14, 5.0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mine.csv", "sector,theta,standard_error\nC26,4,0.5\nSERVICES,3,\n"),
        ("mine.yml", "sectors:\n  C26: {theta: 4, standard_error: 0.5}\n  SERVICES: 3\n"),
        ("mine.json", '{"C26": {"theta": 4, "standard_error": 0.5}, "SERVICES": 3}'),
    ],
)
def test_a_users_file(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    chosen = elasticities.load(tmp_path / name, ("C26", "SERVICES"))
    assert chosen.theta.tolist() == [4, 3]
    assert chosen.error_of(0) == 0.5
    assert chosen.error_of(1) is None


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "sector,value\nC26,4\n", "needs the columns"),
        ("a.csv", "sector,theta\nC26,4\nC26,5\nSERVICES,3\n", "listed twice"),
        ("a.csv", "sector,theta\nC26,4\n", "no value for sector 'SERVICES'"),
        (
            "a.csv",
            "sector,theta\nC26,4\nSERVICE,3\n",
            r"unknown sector 'SERVICE' \(did you mean SERVICES\?\)",
        ),
        ("a.csv", "sector,theta\nC26,four\nSERVICES,3\n", "'four' for sector 'C26' is not a number"),
        ("a.csv", "sector,theta\nC26,-4\nSERVICES,3\n", "above -1"),
        ("a.csv", "sector,theta\nC26,nan\nSERVICES,3\n", "above -1"),
        ("a.yml", "C26: [", "not valid YAML or JSON in line"),
        ("a.yml", "- 4", "found the file to be a list"),
        ("a.yml", "C26: {thta: 4}\nSERVICES: 3", "not a number"),
        ("a.csv", None, "there is no such file"),
    ],
)
def test_broken_files_get_one_sentence(tmp_path, name, text, words):
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=words):
        elasticities.load(tmp_path / name, ("C26", "SERVICES"))


def test_unknown_set_suggests_a_near_one():
    with pytest.raises(InputError, match="did you mean shapiro-2016"):
        elasticities.load("shapiro-2018", ALL)
    with pytest.raises(InputError, match="no value for sector 'X99'"):
        elasticities.load("shapiro-2016", ("X99",))
