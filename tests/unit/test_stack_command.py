"""``accord stack``: one JSON document or tables; a sentence and status 2 for bad input."""

import json

import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import AccordError
from accord.core.provenance import source
from accord.study.stack import stack_document

RUN = CliRunner()


def ask(*words):
    result = RUN.invoke(app, ["stack", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def test_json_holds_the_stack():
    document = json.loads(ask("--importer", "USA", "--exporter", "IND", "--as-of", "2025-09-01", "--json"))
    assert document["statutory_pct"] == 50
    assert document["addon_pct"] == pytest.approx(30.4, abs=0.1)
    assert document["sectors"]["C13T15"]["hit_share"] == pytest.approx(1, abs=0.01)
    assert {"chapters", "duties", "pending", "path", "notes", "why", "unit"} <= set(document)
    assert all(source(key) for key in document["sources"])
    assert "50 percent" in document["why"][0]


def test_text_names_unit_year_and_source():
    text = ask("--exporter", "India", "--as-of", "2026-02-10")
    for words in ("Duties of the United States on goods of India", "15.0", "2024 imports", "Census", "never"):
        assert words in text
    without = " ".join(ask("--exporter", "KAZ", "--as-of", "2026-02-10").split())
    assert "no average is given" in without
    assert "Statutory headline: 25 percent" in without
    assert without.endswith("policy-facts")
    assert "No duty on top of the base" in ask("--exporter", "IND", "--as-of", "2025-04-04")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "needs --as-of"),
        (("--exporter", "IND", "--as-of", "soon"), "'soon' is not a date"),
        (("--exporter", "INDX", "--as-of", "2025-09-01"), "did you mean IND"),
        (("--importer", "KAZ", "--exporter", "IND", "--as-of", "2025-09-01"), "no list of duties"),
        (("--exporter", "IND", "--as-of", "2031-09-01"), "has data from"),
        (
            ("--exporter", "IND", "--as-of", "2025-09-01", "--measures", "gone.yml"),
            "gone.yml: there is no such",
        ),
    ],
)
def test_bad_input_is_one_sentence(words, sentence):
    with pytest.raises(AccordError, match=sentence) as caught:
        ask(*words)
    assert caught.value.exit_status == 2
    assert "\n" not in str(caught.value)


def test_a_document_without_weights_has_no_zero_in_place_of_a_number():
    from datetime import date

    document = stack_document("IND", "USA", date(2026, 3, 1))
    assert document["addon_pct"] is None
    assert document["total_pct"] is None
    assert document["base_pct"] == 8.5
