"""The public functions and the command: shapes, keys, names, sentences, interruption."""

import json
from datetime import date

import numpy as np
import pytest
from typer.testing import CliRunner

import accord
from accord.cli.main import app
from accord.core.errors import InputError
from accord.policy import stack
from accord.study.talks.document import Question, talks_document
from accord.talks.instruments import Instruments
from accord.talks.parts import PARTS


@pytest.fixture(scope="module")
def world():
    return accord.load_world("world-2022")


@pytest.fixture(scope="module")
def document():
    return talks_document(
        Question(("USA", "IND"), instruments="uniform", points=3, limit=1, as_of=date(2026, 11, 27))
    )


@pytest.fixture(scope="module")
def threat():
    """The same talks where India would answer duties of 50 %."""
    return talks_document(
        Question(
            ("USA", "IND"),
            instruments="uniform",
            points=3,
            limit=1,
            as_of=date(2026, 1, 14),
            disagreement="india-no-deal-retaliation",
            whole=False,
        )
    )


def test_best_response_has_the_published_shape(world):
    best = accord.best_response(world, "IND", instruments="uniform", closure="balanced")
    assert best.tariffs.shape == (28, 81)
    assert best.certificate.holds
    assert isinstance(best.welfare_pct, float)
    again = accord.best_response(world, "IND", tariffs=world.tariffs, closure="balanced", restarts=0)
    assert again.welfare_pct == pytest.approx(best.welfare_pct, abs=1e-9)


def test_best_response_over_2160_lines_in_few_solves(world):
    best = accord.best_response(world, "USA", instruments="sector-partner", restarts=0)
    assert len(best.rates) == 2160
    assert best.certificate.holds
    assert best.certificate.solves <= 30
    assert best.welfare_pct == pytest.approx(0.229, abs=0.02)


def test_a_union_is_one_player(world):
    war = accord.nash(world, ["USA", "EU27"])
    assert war.players == ("USA", "EU27")
    assert war.certificate.holds
    assert war.tariffs.shape == (28, 81, 81)
    assert war.welfare_pct.shape == (81,)
    germany, france, usa = (world.economies.index(code) for code in ("DEU", "FRA", "USA"))
    np.testing.assert_array_equal(war.tariffs[:, germany, usa], war.tariffs[:, france, usa])
    assert (war.tariffs[:, germany, france] == world.tariffs[:, germany, france]).all()


def test_three_players_can_bargain():
    found = accord.bargain("toy", ["USA", "IND", "CHN"], "uniform", points=6)
    assert len(found.line.deals) == 6
    assert found.line.certified
    assert found.nash is None or (found.nash.payoffs_pct > found.disagreement_pct).all()


def test_the_document_has_its_keys(document):
    json.dumps(document, allow_nan=False)
    for key in ("parties", "world", "elasticities", "units", "interrupted", "seconds", *PARTS):
        assert document[key] is not None, key
    assert document["disagreement"]["id"] == document["against"] == "law:2026-11-27"
    assert max(map(abs, document["disagreement"]["payoff_pct"].values())) < 1e-8
    assert not document["interrupted"]
    payoffs = [[point["payoff_pct"][p] for p in ("USA", "IND")] for point in document["frontier"]]
    assert (np.diff(payoffs, axis=0) * [1, -1] <= 1e-9).all()
    worth = document["deals"]["nash"]["worth_usd_bn"]
    assert min(worth.values()) > 0
    for party, cost in document["failure"].items():
        assert cost["against_nash_deal_usd_bn"] == pytest.approx(worth[party])


def test_without_a_deal_each_charges_what_the_stack_says(document):
    told = stack("USA", "IND", date(2026, 11, 27)).overall.total_pct
    assert document["disagreement"]["mean_tariff_pct"]["USA"] == pytest.approx(told, abs=0.5)


def test_what_changes_nothing_is_not_offered(document):
    idle = {row["id"] for row in document["not_offered"]}
    assert {"us-18", "in-no-answer"} <= idle
    assert not idle & {row["lines"][0] for row in document["concessions"]}
    assert not any(idle & set(row["lines"]) for row in document["packages"])


def test_a_war_says_at_whose_expense_it_is(document):
    cost = document["war_expense"]
    for side, gain in cost["sides_usd_bn"].items():
        assert gain == pytest.approx(document["war"]["worth_usd_bn"][side])
    assert bool(cost["warning"]) == (min(cost["sides_usd_bn"].values()) > 0)
    assert cost["all_losers_usd_bn"] <= sum(cost["losers_usd_bn"].values()) < 0


def test_the_february_framework_lies_in_the_zone_but_its_purchases_do_not(threat):
    packages = {row["id"]: row for row in threat["packages"]}
    framework = packages["framework-2026"]
    assert framework["in_zone"]
    assert set(framework["worth_usd_bn"]) == {"USA", "IND"}
    assert framework["others_usd_bn"]["CHN"] < 0
    assert packages["framework-2026-oil"]["worth_usd_bn"]["IND"] < framework["worth_usd_bn"]["IND"]
    assert not packages["framework-2026-whole"]["in_zone"]


def test_the_command_prints_one_json_document():
    ran = CliRunner().invoke(app, ["talks", "USA", "IND", "--json", "--world", "toy", "--points", "5"])
    assert ran.exit_code == 0, ran.output
    document = json.loads(ran.stdout)
    assert document["parties"] == ["USA", "IND"]
    assert document["menu"] is None


def test_the_command_prints_a_table():
    options = ["--world", "toy", "--points", "5", "--disagreement", "nash"]
    ran = CliRunner().invoke(app, ["talks", "IND", "CHN", *options])
    assert ran.exit_code == 0, ran.output
    assert "Nash's deal" in ran.stdout
    assert "No deal, IND" in ran.stdout


def test_interrupted_talks_keep_what_they_have():
    def report(message, done):
        if message.startswith("frontier: point 3"):
            raise KeyboardInterrupt

    document = talks_document(Question(("USA", "IND"), "toy", points=9), report=report)
    assert document["interrupted"]
    assert len(document["frontier"]) == 4
    assert document["war"] is None
    assert document["line_prices"] is None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Question(("USA", "INDYA")), "'INDYA' is no economy of world-2022 and no group"),
        (Question(("USA", "EU28")), "did you mean EU27"),
        (Question(("USA", "USA")), "decides once"),
        (Question(("DEU", "EU27")), "decides once"),
        (Question(("USA", "IND"), instruments="sectors"), "did you mean sector"),
        (Question(("USA", "IND"), disagreement="india-5"), "unknown scenario 'india-5'"),
        (Question(("USA", "CHN"), menu="us-india"), "it is for USA and IND"),
        (Question(("USA", "IND"), menu="us-indai"), "neither a file nor one of us-india"),
        (Question(("USA", "IND"), closure="open"), "closure"),
    ],
)
def test_bad_questions_get_one_sentence(question, words):
    with pytest.raises(InputError, match=words):
        talks_document(question)


def test_bad_arguments_get_one_sentence(world):
    with pytest.raises(InputError, match="shape is \\(2, 2\\)"):
        accord.best_response(world, "USA", tariffs=np.zeros((2, 2)))
    with pytest.raises(InputError, match="'USB' is no player"):
        accord.nash(world, ["USA", "IND"], {"USB": "uniform"})
    with pytest.raises(InputError, match="at least two players"):
        accord.bargain(world, ["USA"])
    with pytest.raises(InputError, match="unknown sector"):
        accord.best_response(world, "USA", Instruments("sector", excluded=("C99",)))
