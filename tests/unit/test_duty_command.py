"""``accord duty`` and the wider ``accord stack``: text, JSON, tables, one sentence for bad input."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import AccordError
from accord.study.stack import check_document


def ask(*words):
    result = CliRunner().invoke(app, list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def test_one_product_in_text_and_json():
    words = ("duty", "6109.10.00", "--exporter", "India", "--as-of", "2025-09-01")
    text = ask(*words)
    for said in (
        "total: 66.50 %",
        "16.5%",
        "Russian oil",
        "Executive Order 14329",
        "History",
        "Scheduled",
        "[H]",
    ):
        assert said in text
    found = json.loads(ask(*words, "--json"))
    assert found["total_pct"] == pytest.approx(66.5)
    assert found["base"]["mean_pct"] == 16.5
    assert {layer["id"] for layer in found["layers"]} == {"us-india-oil", "us-reciprocal-august"}
    assert [step["day"] for step in found["scheduled"]] == ["2026-02-07", "2026-02-24"]
    assert all(layer["instrument"] and layer["source"] for layer in found["layers"])


def test_what_takes_the_place_of_what_and_what_is_free():
    steel = json.loads(ask("duty", "7208.51", "--exporter", "Brazil", "--as-of", "2025-10-01", "--json"))
    assert [layer["id"] for layer in steel["layers"]] == ["us-232-steel-mill-50"]
    assert all(any("gives way to" in why for why in layer["why"]) for layer in steel["not_paid"])
    coffee = json.loads(ask("duty", "0901.11", "--exporter", "BRA", "--as-of", "2025-11-25", "--json"))
    assert coffee["total_pct"] == 0
    assert any("free by" in why for layer in coffee["not_paid"] for why in layer["why"])


def test_other_importers_and_makers():
    text = ask("duty", "8703.80", "--importer", "EU", "--exporter", "China", "--as-of", "2026-11-27")
    assert "BYD 17 %" in text
    assert "total: 30.70 %" in text
    germany = ask("duty", "8703.80", "--importer", "DEU", "--exporter", "China", "--as-of", "2026-11-27")
    assert "total: 30.70 %" in germany
    china = ask("duty", "1205.10", "--importer", "CHN", "--exporter", "CAN", "--as-of", "2025-09-01")
    assert "the total is not known" in china
    assert "75.80 %" in china


def test_many_codes_make_a_table(tmp_path):
    file = tmp_path / "codes.csv"
    file.write_text("name,code\nshirts,6109.10\nsteel,720851\n", "utf-8")
    words = ("duty", "--codes", str(file), "--exporter", "IND", "--as-of", "2026-11-27")
    rows = list(csv.DictReader(io.StringIO(ask(*words))))
    assert [row["code"] for row in rows] == ["610910", "720851"]
    assert float(rows[0]["total_pct"]) == pytest.approx(26.5)
    assert json.loads(ask(*words, "--json"))[1]["total_pct"] == pytest.approx(50)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("duty", "6109"), "needs --exporter and --as-of"),
        (("duty", "--exporter", "IND", "--as-of", "2026-11-27"), "needs an HS code"),
        (("duty", "610", "--exporter", "IND", "--as-of", "2026-11-27"), "not an HS code"),
        (("duty", "7799", "--exporter", "IND", "--as-of", "2026-11-27"), "no line of the US tariff"),
        (("duty", "6109", "--exporter", "IND", "--as-of", "2019-01-01"), "has data from"),
        (("duty", "6109", "--importer", "FRA", "--exporter", "DEU", "--as-of", "2026-01-01"), "both EU27"),
        (("duty", "--codes", "gone.csv", "--exporter", "IND", "--as-of", "2026-11-27"), "no such file"),
        (("stack", "--diff", "2026-02-25", "2026-02-20"), "two days in order"),
        (("stack", "--importer", "CHN", "--as-of", "2026-01-01"), "cannot be ranked"),
    ],
)
def test_bad_input_is_one_sentence(words, sentence):
    with pytest.raises(AccordError, match=sentence) as caught:
        ask(*words)
    assert caught.value.exit_status == 2
    assert "\n" not in str(caught.value)


def test_all_partners_ranked():
    text = ask("stack", "--importer", "USA", "--as-of", "2026-11-27")
    assert "all partners" in text
    document = json.loads(ask("stack", "--as-of", "2026-11-27", "--json"))
    totals = [row["total_pct"] for row in document["partners"]]
    assert totals == sorted(totals, reverse=True)
    assert len(totals) == 50


def test_two_days_compared():
    words = ("stack", "--diff", "2026-02-20", "2026-02-25", "--exporter", "IND")
    assert "Section 122" in ask(*words)
    document = json.loads(ask(*words, "--json"))
    assert document["total"]["duty_change_usd_bn"] < -5
    assert document["products"][0]["key"].isdigit()


def test_the_check_finds_no_error_in_any_shipped_book():
    from accord.policy.stack.book import book_importers

    for importer in book_importers():
        document = check_document(importer)
        assert not [finding for finding in document["findings"] if finding["weight"] == "error"]
    assert json.loads(ask("stack", "--check", "--importer", importer, "--json")) == document


def own(tmp_path, text):
    file = tmp_path / "own.yml"
    file.write_text(text, "utf-8")
    return ("stack", "--exporter", "IND", "--as-of", "2026-11-27", "--measures", str(file), "--json")


DUTY = """importer: USA
duties:
- {id: mine, title: mine, kind: surtax, exporters: IND, rate: RATE, products: {codes: CODES}, effective: 2026-10-01,
   status: in_force, source: mine}
"""


def test_a_fraction_written_for_a_percentage_is_told(tmp_path):
    words = own(tmp_path, DUTY.replace("RATE", "0.25").replace("CODES", "['61']"))
    assert any("0.25 per cent of the value, not 25" in note for note in json.loads(ask(*words))["notes"])


def test_a_code_without_quotation_marks_keeps_its_chapter_and_a_number_is_refused(tmp_path):
    zero = own(tmp_path, DUTY.replace("RATE", "25").replace("CODES", "[0105]"))
    chapters = json.loads(ask(*zero))["chapters"]
    assert not any(row["preempting_pct"] > 20 for key, row in chapters.items() if key == "69")
    with pytest.raises(AccordError, match="without quotation marks"):
        ask(*own(tmp_path, DUTY.replace("RATE", "25").replace("CODES", "[69]")))


def test_a_negative_duty_says_where_a_cut_belongs(tmp_path):
    with pytest.raises(AccordError, match=r"cannot be negative.*preferential"):
        ask(*own(tmp_path, DUTY.replace("RATE", "-5").replace("CODES", "['61']")))


def test_what_is_printed_fits_eighty_columns():
    for words in (
        ("duty", "8708.99", "--exporter", "JPN", "--as-of", "2025-09-20"),
        ("duty", "3004.90", "--exporter", "IRL", "--as-of", "2026-11-27"),
        ("duty", "8703.80", "--importer", "EU", "--exporter", "CHN", "--as-of", "2026-11-27"),
        ("stack", "--as-of", "2026-11-27"),
        ("stack", "--diff", "2026-07-23", "2026-07-25"),
        ("stack", "--check"),
    ):
        assert max(map(len, ask(*words).splitlines())) <= 80, words


def test_history_tells_what_is_paid_alone():
    words = ("duty", "6109.10", "--exporter", "IND", "--as-of", "2026-11-27", "--json")
    steps = {step["day"]: step["what"] for step in json.loads(ask(*words))["history"]}
    assert steps["2026-02-24"] == [
        "begins: Section 122 import surcharge, 10 %",
        "ends: Reciprocal duty, country schedule of August 2025",
    ]
    whiskey = ("duty", "2208.30", "--importer", "IND", "--exporter", "USA", "--as-of", "2026-11-27", "--json")
    assert [step["total_pct"] for step in json.loads(ask(*whiskey))["history"]] == [150, 100]


def test_an_average_of_all_goods_is_no_rate_of_a_product():
    words = ("duty", "0802.12", "--importer", "IND", "--exporter", "USA", "--as-of", "2026-11-27", "--json")
    found = json.loads(ask(*words))
    assert found["total_pct"] is None
    assert "own rate is not held" in found["base"]["text"]


def test_what_is_left_out_is_told_where_the_product_meets_it():
    def notes(code):
        words = ("duty", code, "--exporter", "CHN", "--as-of", "2026-11-27", "--json")
        return " ".join(json.loads(ask(*words))["notes"])

    assert "semiconductors" in notes("8471.50")
    assert "124 USD bn" in notes("8471.50")
    assert "semiconductors" not in notes("6109.10")
