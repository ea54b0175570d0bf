"""What a document cannot give is said: another language, no measure, a bad file of many, what is left out."""

import json

import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import InputError
from accord.docket import load_documents, read, read_documents

FRENCH = "Le ministre a dit mardi que la taxe sur les vins est de 10 %, et que les pays sont avec lui."


def test_another_language_is_refused_unless_forced():
    with pytest.raises(InputError, match="does not look English") as refused:
        read(FRENCH, "2026-06-03")
    assert "\n" not in str(refused.value)
    forced = read(FRENCH, "2026-06-03", force=True)
    assert "does not look English" in forced.notes[0]


def test_force_is_an_option(tmp_path):
    (tmp_path / "a.txt").write_text(f"DATE: 2026-06-03\n\n{FRENCH}", "utf-8")
    refused = CliRunner().invoke(app, ["read", str(tmp_path / "a.txt"), "--json"])
    assert isinstance(refused.exception, InputError)
    forced = CliRunner().invoke(app, ["read", str(tmp_path / "a.txt"), "--json", "--force"])
    assert json.loads(forced.stdout)["article_date"] == "2026-06-03"


def test_a_report_without_economics_says_so():
    docket = read("The team won the match on Sunday after a late goal by its captain.", "2026-06-03")
    assert any("no trade" in note for note in docket.notes)
    assert not any("no trade" in note for note in read("Kenya cut its duty on tea.", "2026-06-03").notes)


def test_what_was_left_out_stands_in_the_docket():
    docket = read("Kenya cut its duty on tea to 10%.\n\n> Will Brazil act?", "2026-06-03")
    assert "1 quoted line of earlier mail left out" in docket.notes


def test_one_bad_document_of_many_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("DATE: 2026-06-03\n\nKenya cut its duty on tea to 10%.", "utf-8")
    (tmp_path / "b.txt").write_text("Kenya cut its duty on tea.", "utf-8")
    (tmp_path / "c.txt").write_text(f"DATE: 2026-06-03\n\n{FRENCH}", "utf-8")
    said = []
    assert [d.id for d in read_documents(load_documents([tmp_path]), say=said.append)] == ["a"]
    assert [s.split(":")[1].strip() for s in said] == ["b", "c"]
    with pytest.raises(InputError, match="--date"):
        read_documents(load_documents([tmp_path / "b.txt"]), say=said.append)
