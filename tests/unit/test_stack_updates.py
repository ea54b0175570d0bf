"""Readers of the providers' files, on small files of our own in their form."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import InputError
from accord.policy import load_book
from accord.sources import updates

HTS = [
    {"htsno": "", "description": "Live horses:", "general": "", "special": "", "other": ""},
    {
        "htsno": "6109.10.00",
        "description": "Of <i>cotton</i>",
        "general": "16.5%",
        "special": "Free (AU,S)",
        "other": "90%",
    },
    {"htsno": "9903.05.44", "description": "Articles of India", "general": "", "special": "", "other": ""},
    {"htsno": "9903.07.99", "description": "Something new", "general": "", "special": "", "other": ""},
]
CENSUS = [
    ["CTY_CODE", "I_COMMODITY", "CON_VAL_MO", "CAL_DUT_MO", "COMM_LVL", "time"],
    ["5330", "610910", "1000000", "165000", "HS6", "2026-09"],
    ["5330", "300490", "3000000", "0", "HS6", "2026-09"],
]
NOTICES = {
    "count": 2,
    "results": [
        {
            "document_number": "2026-20001",
            "publication_date": "2026-11-20",
            "title": "Changes to headings 9903.05.44 and 9903.07.99",
            "abstract": None,
        },
        {
            "document_number": "2026-20002",
            "publication_date": "2026-11-21",
            "title": "A meeting",
            "excerpts": [],
        },
    ],
}


def test_the_schedule_is_read_without_marks_and_empty_lines():
    lines = updates.hts(json.dumps(HTS))
    assert [line.code for line in lines] == ["61091000", "99030544", "99030799"]
    assert (lines[0].description, lines[0].general, lines[0].column_2) == ("Of cotton", "16.5%", "90%")
    assert updates.chapter_99(lines) == ("9903.05.44", "9903.07.99")


def test_imports_and_duty_of_a_month():
    rows = updates.census(json.dumps(CENSUS))
    assert rows[0] == updates.ImportRow("5330", "610910", "2026-09", 1e6, 165e3)
    assert sum(row.imports_usd for row in rows) == 4e6


def test_notices_name_their_headings():
    first, second = updates.notices(json.dumps(NOTICES))
    assert first.published == date(2026, 11, 20)
    assert first.headings == ("9903.05.44", "9903.07.99")
    assert second.headings == ()


def test_only_headings_that_the_book_lacks_are_new():
    found = ("9903.05.44", "9903.07.99", "9903.01.25", "9903.76.03")
    assert updates.unknown_headings(found, load_book("USA")) == ("9903.07.99",)


@pytest.mark.parametrize(
    ("reader", "text", "sentence"),
    [
        (updates.hts, "{", "is not JSON"),
        (updates.hts, '{"a": 1}', "not an export of the schedule"),
        (updates.census, "[]", "not a table of the Census"),
        (updates.census, '[["CTY_CODE"]]', "I_COMMODITY is missing"),
        (
            updates.census,
            '[["CTY_CODE","I_COMMODITY","CON_VAL_MO","CAL_DUT_MO"],["5330","61","many","1"]]',
            "no number",
        ),
        (updates.notices, "[]", "not a search result"),
        (updates.notices, '{"results": [{"title": "x"}]}', "no publication date"),
    ],
)
def test_another_form_is_one_sentence(reader, text, sentence):
    with pytest.raises(InputError, match=sentence):
        reader(text)


def test_the_command_reads_a_file_and_fetches_nothing(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(updates, "urlopen", refuse)
    for kind, value, words in (
        ("hts", HTS, "9903.07.99"),
        ("notices", NOTICES, "2026-20001"),
        ("census", CENSUS, "duty over imports 4.12 percent"),
    ):
        path = tmp_path / f"{kind}.json"
        path.write_text(json.dumps(value), "utf-8")
        result = CliRunner().invoke(app, ["stack", "news", kind, "--file", str(path)])
        assert result.exit_code == 0, result.output
        assert words in result.stdout
    with pytest.raises(InputError, match="unknown kind"):
        updates.read("weather", tmp_path / "hts.json")
