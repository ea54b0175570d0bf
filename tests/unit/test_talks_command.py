"""The public functions and the command: shapes, keys, names, sentences, interruption."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

import accord
from accord.cli.main import app
from accord.core.errors import InputError
from accord.study.talks.document import PARTS, Question, talks_document
from accord.talks.instruments import Instruments


@pytest.fixture(scope="module")
def world():
    return accord.load_world("world-2022")


@pytest.fixture(scope="module")
def document():
    return talks_document(Question(("USA", "IND"), instruments="uniform", points=5, limit=1))


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
    assert best.welfare_pct > 0.5


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
    assert document["disagreement"]["id"] == "india-no-deal-retaliation"
    assert not document["interrupted"]
    payoffs = [[point["payoff_pct"][p] for p in ("USA", "IND")] for point in document["frontier"]]
    assert (np.diff(payoffs, axis=0) * [1, -1] <= 1e-9).all()
    worth = document["deals"]["nash"]["worth_usd_bn"]
    assert min(worth.values()) > 0
    for party, cost in document["failure"].items():
        assert cost["against_nash_deal_usd_bn"] == pytest.approx(worth[party])


def test_the_february_framework_lies_in_the_zone_but_its_purchases_do_not(document):
    packages = {row["id"]: row for row in document["packages"]}
    framework = packages["framework-2026"]
    assert framework["in_zone"]
    assert set(framework["worth_usd_bn"]) == {"USA", "IND"}
    assert framework["others_usd_bn"]["CHN"] < 0
    assert packages["framework-2026-oil"]["worth_usd_bn"]["IND"] < framework["worth_usd_bn"]["IND"]
    assert not packages["framework-2026-whole"]["in_zone"]


def test_the_framework_package_is_the_library_scenario(document, world):
    run = accord.run("february-2026-framework", world)
    n = [world.economies.index(code) for code in ("USA", "IND")]
    before = accord.run("india-no-deal-retaliation", world)
    expected = np.expm1(run.result.log_welfare - before.result.log_welfare) * run.result.baseline.income / 1e3
    packages = {row["id"]: row for row in document["packages"]}
    found = [packages["framework-2026"]["worth_usd_bn"][code] for code in ("USA", "IND")]
    np.testing.assert_allclose(found, expected[n], rtol=0.05)


def test_the_command_prints_one_json_document():
    ran = CliRunner().invoke(app, ["talks", "USA", "IND", "--json", "--world", "toy", "--points", "5"])
    assert ran.exit_code == 0, ran.output
    document = json.loads(ran.stdout)
    assert document["parties"] == ["USA", "IND"]
    assert document["menu"] is None


def test_the_command_prints_a_table():
    ran = CliRunner().invoke(app, ["talks", "IND", "CHN", "--world", "toy", "--points", "5"])
    assert ran.exit_code == 0, ran.output
    assert "Nash's deal" in ran.stdout
    assert "No deal, IND" in ran.stdout


def test_interrupted_talks_keep_what_they_have():
    def report(message, done):
        if message.startswith("frontier: point 3"):
            raise KeyboardInterrupt

    document = talks_document(Question(("USA", "IND"), "toy", points=9), report=report)
    assert document["interrupted"]
    assert document["war"] is not None
    assert len(document["frontier"]) == 4
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
