"""The commands of supply and alliance: one JSON document, plain text with units, and clear refusals."""

import json
import time

import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import InputError
from accord.study.alliance import alliance_report
from accord.supply.risk import risk_table
from accord.supply.tables import load


def run(*words):
    result = CliRunner().invoke(app, words)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def test_risk_as_json_has_unit_year_and_source():
    document = json.loads(run("supply", "risk", "cobalt", "gallium", "--for", "IND", "--json"))
    assert [row["material"] for row in document] == ["cobalt", "gallium"]
    score = next(item for item in document[0]["figures"] if item["key"].endswith("score"))
    assert 0 < score["value"] < 1
    assert score["unit"] and score["year"] == "2023" and score["source"]  # noqa: PT018
    assert all(item["value"] is None for item in document[1]["figures"] if "output" not in item["key"])
    assert document[1]["missing"]


def test_risk_of_a_group_and_as_text():
    text = run("supply", "risk", "rare earth", "--for", "EU27", "--year", "2022")
    assert "GeoPolRisk score" in text
    assert "from China" in text


def test_cut_tells_stage_by_stage():
    document = json.loads(run("supply", "cut", "lithium", "--supplier", "AUS", "--json"))
    mined, chemicals = document["stages"]
    assert mined["world_shortfall_pct"] > 30
    assert chemicals["shortfall"]
    assert chemicals["price_ratio"]["low"] < chemicals["price_ratio"]["high"]
    assert "source" in run("supply", "cut", "lithium", "--supplier", "AUS", "--share", "0.5")


def test_cut_to_one_customer_has_a_range_and_several_have_a_joint_loss():
    words = ("supply", "cut", "gallium", "germanium", "--supplier", "CHN", "--customer", "USA")
    document = json.loads(run(*words, "--json"))
    gallium, germanium = document["cuts"]
    assert gallium["diversion"] == [0, 0.38, 1]
    stage = gallium["stages"][0]
    assert stage["price_ratio"]["low"] < stage["price_ratio"]["central"] < stage["price_ratio"]["high"]
    assert stage["price_ratio_elsewhere"]["central"] < 1
    assert stage["shortfall"][0]["economy"] == "USA"
    assert stage["binding_diversion"][0]["economy"] == "USA"
    joint = document["joint_income"][0]
    assert joint["low"] < joint["value"] < joint["high"]
    assert joint["value"] == pytest.approx(
        gallium["income"][0]["value"] + germanium["income"][0]["value"], rel=0.01
    )
    own = json.loads(run(*words[:3], *words[4:], "--divert", "0.25", "--json"))
    assert own["diversion"] == [0.25]
    assert own["income"][0]["low"] is None
    assert own["income"][0]["value"] > gallium["income"][0]["value"]


def test_a_cut_tells_its_dates_its_flows_and_its_assumptions():
    text = run("supply", "cut", "lithium", "--supplier", "CHN", "--customer", "JPN", "--from", "2025-04-04")
    assert "from 2025-04-04 to the end of 2025" in text.split("\n\n")[0]
    text = " ".join(text.split())
    assert "trade of 2023, CEPII BACI" in text
    assert "Assumed. What China made does not reach Japan through others." in text
    assert "Only ore is traded" in run("supply", "cut", "antimony", "--supplier", "CHN", "--customer", "USA")


def test_the_risk_of_uranium_says_that_it_is_that_of_ore():
    assert "HS 2844" in run("supply", "risk", "uranium", "--for", "USA")
    assert "ore alone" not in run("supply", "risk", "cobalt", "--for", "USA")


def test_membership_beyond_what_is_known_is_said():
    text = " ".join(run("alliance", "pax-silica", "--as-of", "2040-01-01").split())
    assert "is known until November 2026 (last change: 2026-08-01)" in text
    assert "ultraviolet" in text
    assert "is known until" not in run("alliance", "pax-silica", "--as-of", "2026-01-14")


def test_scan_and_exposure_and_chains():
    document = json.loads(run("supply", "scan", "silicon", "--watch", "IND", "--json"))
    assert document["losses"][0]["world_shortfall_pct"] >= document["losses"][-1]["world_shortfall_pct"]
    assert "single point of failure: Netherlands" in run("supply", "scan", "silicon")
    stages = json.loads(run("supply", "exposure", "cobalt", "--for", "USA", "--json"))["stages"]
    assert [row["stage"] for row in stages] == ["mined", "refined"]
    assert "silicon" in run("supply", "chains")
    assert len(json.loads(run("supply", "chains", "--json"))) == 12


def test_alliance_prints_what_changes_stage_by_stage():
    text = run("alliance", "pax-silica", "--as-of", "2026-01-14", "--add", "IND")
    assert "After: with India" in text
    assert "silicon: Assembly," in text
    assert max(map(len, text.splitlines())) <= 80
    document = json.loads(run("alliance", "pax-silica", "--as-of", "2026-01-14", "--add", "IND", "--json"))
    assert "IND" not in document["members"]
    assert document["added"] == ["IND"]
    assembly = next(row for row in document["stages"] if row["stage"] == "assembly")
    assert assembly["before_pct"] == pytest.approx(assembly["after_pct"])
    assert assembly["with_plants_pct"] > assembly["after_pct"] + 5
    total = sum(item["share_pct"] for item in document["members_worth"])
    assert total == pytest.approx(document["mean_after_pct"], abs=1e-6)


def test_alliance_of_buyers_and_cobalt():
    document = json.loads(
        run("alliance", "msp", "--as-of", "2026-01-14", "--chain", "cobalt", "--drop", "IND", "--json")
    )
    assert document["dropped"] == ["IND"]
    assert {row["chain"] for row in document["stages"]} == {"cobalt"}
    own = json.loads(run("alliance", "USA,JPN,NLD", "--chain", "silicon", "--json"))
    assert own["group"] == "USA+JPN+NLD"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("supply", "risk", "galium", "--for", "IND"), "did you mean gallium"),
        (("supply", "risk", "gallium", "--for", "INX"), "INX"),
        (("supply", "risk", "gallium", "--for", "IND", "--year", "1999"), "1999 is not in"),
        (("supply", "cut", "copper", "--supplier", "CHN"), "no chain for 'copper'"),
        (("supply", "cut", "gallium", "--supplier", "CHN", "--share", "3"), "not between 0 and 1"),
        (("supply", "build", "--sources", "nowhere"), "is not there"),
        (
            ("supply", "cut", "gallium", "--supplier", "CHN", "--customer", "USA", "--divert", "2"),
            "to divert, 2",
        ),
        (("alliance", "USA"), "USA is an economy, not a group"),
        (("alliance", "pax-silcia"), "did you mean pax-silica"),
        (("alliance", "pax-silica", "--add", "Indiaa"), "did you mean"),
        (("alliance", "FORGE"), "has not been published"),
        (("alliance", "pax-silica", "--as-of", "2020-01-01"), "no members on 2020-01-01"),
        (("alliance", "pax-silica", "--chain", "copper"), "unknown chain 'copper'"),
    ],
)
def test_bad_input_gets_one_sentence(words, said):
    with pytest.raises(InputError, match=said) as caught:
        run(*words)
    assert "\n" not in str(caught.value)


def test_all_materials_economies_and_years_within_a_second():
    tables = load()
    started = time.process_time()
    table = risk_table(tables.materials, tables.economies[:81])
    assert table.score.shape == (65, 7, 81)
    assert time.process_time() - started < 1.0


def test_a_value_function_of_ones_own():
    """One point for each member, and two more for Japan and Korea together."""

    def value(members):
        return len(members) + 2.0 * ({"JPN", "KOR"} <= members)

    report = alliance_report(("USA", "JPN", "KOR"), chains=("silicon",), value=value)
    assert report.shares.values == pytest.approx({"USA": 1, "JPN": 2, "KOR": 2})
    assert not any(item.leaves for item in report.standings)
