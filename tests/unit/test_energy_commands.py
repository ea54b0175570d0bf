"""The commands of ``accord energy``: keys, statuses, one sentence for bad input."""

import json

import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import InputError, SolveError

WEIGHED = ("oil", "break-even", "IND", "RUS", "--duty", "india-50", "--without", "india-25")


def run(*words):
    return CliRunner().invoke(app, ["energy", *words])


def document(*words):
    few = ("--draws", "20") if words[:2] == ("oil", "stop") else ()
    found = run(*words, *few, "--json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def test_a_stop_has_its_keys_and_its_certificate():
    found = document("oil", "stop", "India", "Russia", "--discount", "3", "--stranded", "0.2")
    wanted = {
        "buyer",
        "supplier",
        "assumptions",
        "cost_usd_bn",
        "price_usd_bbl",
        "price_pct",
        "discount_change",
    }
    assert wanted | {"replacements", "goes_to", "groups", "certificate", "status"} <= set(found)
    assert set(found["cost_usd_bn"]) == {"p5", "p50", "p95", "central"}
    assert {"IND", "CHN", "RUS", "Gulf", "USA", "EU27"} <= set(found["groups"])
    assert set(found["replacements"][0]) == {"origin", "mbd", "share"}
    assert found["certificate"]["residual"] < 1e-8
    assert found["status"] == "converged"
    assert found["assumptions"]["drawn"] == ["elasticities"]
    for figure in found["figures"]:
        assert figure["unit"]
        assert figure["year"]
        assert figure["source"]
        assert figure["confidence"] in ("H", "M", "L")


def test_all_that_is_not_told_is_drawn_and_the_spread_holds_the_median():
    found = document("oil", "stop", "IND", "RUS")
    assert found["assumptions"]["drawn"] == ["discount", "stranded", "elasticities"]
    spread = found["cost_usd_bn"]
    assert 0 < spread["p5"] < spread["p50"] < spread["p95"]


def test_the_same_seed_gives_the_same_answer():
    words = ("oil", "stop", "Turkey", "Russia", "--discount", "3")
    assert document(*words) == document(*words)


@pytest.mark.parametrize(
    ("buyer", "supplier"), [("CHN", "RUS"), ("TUR", "RUS"), ("CHN", "IRN"), ("USA", "VEN"), ("ESP", "VEN")]
)
def test_any_buyer_and_seller(buyer, supplier):
    found = document(
        "oil", "stop", buyer, supplier, "--discount", "3", "--elasticities", "baumeister-hamilton-2019"
    )
    assert found["cost_usd_bn"]["central"] > 0
    assert found["groups"][supplier] < 0
    notes = " ".join(found["assumptions"]["notes"])
    assert "Malaysian" in notes
    assert ("at least 100 % is stranded" in notes) == ((buyer, supplier) == ("CHN", "IRN"))


def test_everybody_stops():
    one = document("oil", "stop", "IND", "RUS", "--discount", "3", "--stranded", "0.2")
    every = document("oil", "stop", "IND", "RUS", "--discount", "3", "--all-buyers")
    answered = document("oil", "stop", "IND", "RUS", "--discount", "3", "--all-buyers", "--spare", "3")
    assert one["price_usd_bbl"] < answered["price_usd_bbl"] < every["price_usd_bbl"]
    assert every["assumptions"]["stranded"] == 1.0


def test_the_break_even_has_its_keys():
    found = document(*WEIGHED, "--stranded", "0")
    assert {"duty_cost_usd_bn", "break_even_usd_bbl", "grid", "observed_discount", "verdict"} <= set(found)
    assert {"long", "short", "rule"} <= set(found["duty_cost_usd_bn"])
    assert found["break_even_usd_bbl"] > 0
    assert set(found["grid"][0]) >= {"stranded", "duty", "usd_bbl"}
    by_duty = [row["usd_bbl"] for row in found["grid"] if row["duty"] == "rule"]
    assert by_duty == sorted(by_duty, reverse=True)


def test_where_no_discount_is_enough_it_is_null_and_said():
    words = (*WEIGHED, "--stranded", "0.7", "--elasticities", "baumeister-hamilton-2019")
    found = document(*words)
    assert found["break_even_usd_bbl"] is None
    assert "at no discount" in found["verdict"]
    assert "no discount" in run(*words).stdout


@pytest.mark.parametrize(
    "words", [("oil", "cap", "60"), ("oil", "sanction", "RUS", "--buyer", "IND"), ("oil", "strait", "8")]
)
def test_markets_under_one_change(words):
    found = document(*words)
    assert found["certificate"]["residual"] < 1e-8
    assert found["status"] == "converged"
    assert run(*words).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("oil", "cap", "60"),
        ("oil", "grades"),
        ("oil", "buyers", "RUS"),
        ("nuclear", "fuel"),
        ("nuclear", "lose", "RUS"),
        ("purchases",),
    ],
)
def test_every_document_lists_its_numbers_with_unit_year_source_basis_and_confidence(words):
    figures = document(*words)["figures"]
    assert figures
    for one in figures:
        assert all(one[key] for key in ("unit", "year", "source", "basis")), one
        assert one["confidence"] in ("H", "M", "L")
    assert len({one["key"] for one in figures}) == len(figures)


def test_a_cap_above_the_market_takes_nothing():
    found = document("oil", "cap", "200")
    assert found["seller_loss_usd_mn_day"] == pytest.approx(0, abs=1e-9)
    assert found["rent_usd_bn"] == pytest.approx(0, abs=1e-9)


def test_grades_and_their_share():
    free, floored = document("oil", "grades"), document("oil", "grades", "--us-share", "0.3")
    assert floored["by_origin_kbd"]["USA"] >= 0.3 * floored["lost_kbd"] - 1e-6
    assert floored["premium_usd_bn"] > 0 == free["premium_usd_bn"]
    shut = document("oil", "grades", "--closed", "hormuz")
    assert "IRQ" not in shut["by_origin_kbd"]


def test_who_buys_from_a_seller_and_since_when():
    found = document("oil", "buyers", "RUS")
    first, second = found["buyers"][:2]
    assert (first["buyer"], second["buyer"]) == ("CHN", "IND")
    assert second["since"] == 2022
    assert 35 < second["of_sales"] < 45
    gas = document("oil", "buyers", "Qatar", "--product", "lng")
    assert gas["unit"] == "Mt"


def test_what_is_assumed_and_not_recorded_has_no_value():
    found = document("oil", "buyers", "Iran")
    assert found["buyers"][0]["buyer"] == "CHN"
    assert found["buyers"][0]["usd_bn"] is None
    assert "not on record" in run("oil", "buyers", "Iran").stdout


def test_the_nuclear_path_has_its_keys():
    found = document("nuclear", "path")
    wanted = {
        "years",
        "gw",
        "targets",
        "starts_needed",
        "types",
        "fuel",
        "outlay_usd_bn",
        "us_content_usd_bn",
    }
    assert wanted | {"loss", "avoided", "backtest"} <= set(found)
    assert set(found["gw"]) == {"p10", "p50", "p90"}
    assert len(found["years"]) == len(found["gw"]["p50"])
    assert set(found["types"][0]) == {"type", "vendor_country", "gw"}
    assert {"coal_mt", "co2_mt", "against"} <= set(found["avoided"])


def test_starts_from_a_file_raise_capacity(tmp_path):
    file = tmp_path / "starts.csv"
    file.write_text("year,gw\n2027,3\n2028,4\n", "utf-8")
    without, begun = document("nuclear", "path"), document("nuclear", "path", "--starts", str(file))
    assert begun["gw"]["p50"][-1] == pytest.approx(without["gw"]["p50"][-1] + 7, abs=1.5)


@pytest.mark.parametrize("country", ["CHN", "Turkey", "France", "Ukraine"])
def test_other_countries_with_reactors(country):
    found = document("nuclear", "path", "--country", country)
    assert found["base_gw"] >= 0
    if country != "Turkey":
        assert document("nuclear", "fuel", "--country", country)["enriched_tu"] > 0


def test_the_loss_of_a_supplier_waits_for_stocks():
    found = document("nuclear", "lose", "Russia", "--stock", "2")
    assert found["twh"][:2] == [0, 0]
    assert found["twh"][-1] > 10


def test_purchases():
    found = document("purchases", "--years", "5")
    assert found["total_usd_bn"]["none"] < found["total_usd_bn"]["linear"] < found["total_usd_bn"]["at once"]
    assert found["of_pledge_pct"] == pytest.approx(31, abs=1)


def test_a_pledge_of_another_pair_is_held_against_its_trade():
    found = document("purchases", "--buyer", "EU", "--seller", "US", "--pledge", "750", "--years", "3")
    assert found["needed_a_year_usd_bn"] == 250
    assert 60 < found["now_a_year_usd_bn"] < 80
    assert found["now_a_year_usd_bn"] < min(found["bought_a_year_usd_bn"], found["sold_a_year_usd_bn"]) < 250
    assert "250 bn" in run("purchases", "--buyer", "EU", "--pledge", "750", "--years", "3").stdout


def test_more_output_and_less():
    assert document("oil", "output", "0.5")["price_usd_bbl"] < 0
    refused(InputError, "output", "oil", "output", "99")


STARTS = {
    "words": "year,gw\nsoon,3\n",
    "past": "2001,3\n",
    "negative": "2030,-1\n",
    "twice": "2030,1\n2030,2\n",
    "empty": "",
}


@pytest.mark.parametrize("name", STARTS)
def test_a_file_of_starts_that_does_not_fit(tmp_path, name):
    file = tmp_path / "starts.csv"
    file.write_text(STARTS[name], "utf-8")
    refused(InputError, "starts.csv", "nuclear", "path", "--starts", str(file))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("oil", "stop", "Atlantis", "RUS"), "Atlantis"),
        (("oil", "stop", "IND", "NOR"), "sold no crude oil to India"),
        (("oil", "stop", "IND", "CHE"), "Switzerland"),
        (("oil", "stop", "IND", "IND"), "itself"),
        (("oil", "stop", "IND", "RUS", "--stranded", "1.5"), "stranded"),
        (("oil", "stop", "IND", "RUS", "--stranded", "nan"), "stranded"),
        (("oil", "stop", "IND", "RUS", "--discount", "-2"), "discount"),
        (("oil", "stop", "IND", "RUS", "--discount", "inf"), "discount"),
        (("oil", "stop", "IND", "RUS", "--spare", "-1"), "spare"),
        (("oil", "stop", "IND", "RUS", "--elasticities", "guess"), "guess"),
        (("oil", "stop", "IND", "RUS", "--year", "2010"), "2010"),
        (("oil", "cap", "0"), "cap"),
        (("oil", "cap", "nan"), "cap"),
        (("oil", "sanction", "RUS", "--cost", "inf"), "risk cost"),
        (("nuclear", "path", "--to", "9999"), "target year"),
        (("nuclear", "fuel", "--gw", "inf"), "gw"),
        (("purchases", "--years", "999999999"), "years"),
        (("oil", "strait", "99"), "Hormuz"),
        (("oil", "grades", "--us-share", "1.4"), "share"),
        (("oil", "grades", "--tolerance", "-1"), "tolerance"),
        (("oil", "grades", "--closed", "malacca"), "malacca"),
        (("oil", "buyers", "RUS", "--product", "tea"), "tea"),
        (("oil", "buyers", "RUS", "--year", "1999"), "1999"),
        (("oil", "break-even", "IND", "RUS", "--duty", "none-such", "--without", "india-25"), "none-such"),
        (("nuclear", "path", "--to", "2020"), "before the base year"),
        (("nuclear", "path", "--lead", "0"), "lead time"),
        (("nuclear", "path", "--lead", "-3"), "lead time"),
        (("nuclear", "path", "--lead", "soon"), "soon"),
        (("nuclear", "path", "--country", "New Zealand"), "New Zealand"),
        (("nuclear", "fuel", "--tails", "0.9"), "tails"),
        (("nuclear", "fuel", "--year", "2047", "--country", "FRA"), "2047"),
        (("nuclear", "lose", "RUS", "--stage", "milling"), "milling"),
        (("nuclear", "lose", "BRA"), "Brazil"),
        (("nuclear", "lose", "RUS", "--stock", "-1"), "stock"),
        (("purchases", "--years", "0"), "years"),
        (("purchases", "--pledge", "0"), "pledge"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(words, told):
    refused(InputError, told, *words)


def test_a_programme_without_a_solution_is_status_3_and_names_who():
    refused(SolveError, "no slate", "oil", "grades", "--us-share", "0.9")


def refused(kind, told, *words):
    found = run(*words)
    assert isinstance(found.exception, kind), (found.exception, found.output)
    assert told in str(found.exception)
    assert "\n" not in str(found.exception)
    assert found.stdout == ""
