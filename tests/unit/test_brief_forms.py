"""A briefing beside its folder: Markdown, text, workbook, calendar, tables for Stata and Excel, charts as pictures."""

import csv
import struct

import pytest
from typer.testing import CliRunner

from accord.brief.forms import MANY, ONE
from accord.cli.main import app
from accord.core.errors import InputError

RUN = CliRunner()
TEXT = """New Delhi, 14 January 2026

The United States will raise its duty on steel from India to 50 percent on 1 February 2026, officials said.
The two sides agreed to meet again on 20 February 2026 in Washington.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("forms")
    (place / "report.txt").write_text(TEXT)
    pytest.importorskip("resvg_py")
    pytest.importorskip("pyreadstat")
    words = [
        "brief",
        str(place / "report.txt"),
        "--date",
        "2026-01-14",
        "--draws",
        "0",
        "--horizon",
        "long",
        "--no-talks",
        "--world",
        "toy",
        "--out",
        str(place / "out"),
    ]
    done = RUN.invoke(app, [*words, *(word for form in (*ONE, *MANY) for word in ("--format", form))])
    assert done.exit_code == 0, done.exception
    assert done.stdout.strip() == str(place / "out" / "brief.html")
    return place


def test_every_form_is_beside_the_folder_and_the_folder_is_as_ever(folder):
    found = {path.name for path in folder.iterdir()}
    assert found == {"report.txt", "out", *(f"out.{form}" for form in ONE), *(f"out-{form}" for form in MANY)}
    assert RUN.invoke(app, ["brief", "--docket", "x", "--format", "pdf"]).exception is not None


def test_the_same_tables_in_every_form(folder):
    openpyxl, pandas = pytest.importorskip("openpyxl"), pytest.importorskip("pandas")
    for path in sorted((folder / "out" / "tables").glob("*.csv")):
        rows = list(csv.reader(path.read_text("utf-8").splitlines()))
        marked = folder / "out-csv" / path.name
        assert marked.read_text("utf-8-sig") == path.read_text("utf-8")
        assert marked.read_bytes()[:3] == b"\xef\xbb\xbf"
        assert len(pandas.read_stata(folder / "out-dta" / f"{path.stem}.dta")) == len(rows) - 1
    sheets = openpyxl.load_workbook(folder / "out.xlsx").sheetnames
    assert len(sheets) == 1 + len(list((folder / "out" / "tables").glob("*.csv")))


def test_what_is_to_come_is_in_the_calendar(folder):
    text = (folder / "out.ics").read_text("utf-8")
    assert "DTSTART;VALUE=DATE:20260220" in text


def test_a_chart_is_a_picture_of_its_own(folder):
    listed = RUN.invoke(app, ["chart", str(folder / "out"), "--json"])
    assert listed.exit_code == 0
    keys = sorted(path.stem for path in (folder / "out-svg").iterdir())
    assert keys
    for key in keys:
        assert f'"{key}"' in listed.stdout
        data = (folder / "out-png" / f"{key}.png").read_bytes()
        assert data.startswith(b"\x89PNG")
        assert struct.unpack(">II", data[16:24]) > (600, 200)
    target = folder / "one.svg"
    assert RUN.invoke(app, ["chart", str(folder / "out"), keys[0], "-o", str(target)]).exit_code == 0
    assert target.read_bytes() == (folder / "out-svg" / f"{keys[0]}.svg").read_bytes()


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (("chart", "OUT", "no-such"), "no-such"),
        (("chart", "OUT", "KEY", "-o", "x.pdf"), "svg"),
        (("chart", "."), "record"),
    ],
)
def test_a_chart_that_is_not_there(folder, words, word):
    key = next(iter((folder / "out-svg").iterdir())).stem
    given = [{"OUT": str(folder / "out"), "KEY": key}.get(one, one) for one in words]
    error = RUN.invoke(app, given).exception
    assert isinstance(error, InputError)
    assert word in str(error)
