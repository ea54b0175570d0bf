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
    assert "Assembly, test and packag" in text
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
