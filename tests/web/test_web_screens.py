"""Every screen: its figures are those of the interface under the same keys, it works without the script, it refuses."""

from __future__ import annotations

import html
import io
import json
import re
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qsl, unquote

import pytest
from starlette.testclient import TestClient

from accord.docket import read
from accord.docket.archive import open_archive
from accord.web import kept
from accord.web.answers import talks
from accord.web.api import question
from accord.web.asked import ToTalk
from accord.web.screens import alliance, energy, nuclear, supply
from accord.web.screens.base import value_at

SHOWN = re.compile(r'<data data-key="([^"]+)" value="([^"]+)"')
PLACES = re.compile(r'<a href="(/api/v1/[^"]+)">')
SCREENS = {
    "deal": "/deal?first=USA&second=IND&disagreement=law:2026-01-14&on=us-all-added-off&on=in-russian-oil",
    "chain": "/supply?chain=silicon",
    "cut": "/supply?chain=gallium&supplier=CHN",
    "alliance": "/alliance?group=pax-silica&add=IND&as_of=2026-01-14",
    "minerals": "/alliance?group=MSP&chain=gallium,cobalt",
    "oil": "/energy?discount=6&stranded=0.3",
    "nuclear": "/energy/nuclear?begin=3&lead=china",
    "pledge": "/energy/purchases?pledge=500&years=5",
}
OF_ANOTHER = ("supply.", "asked.")
"""Keys that are not a way into the document: figures that carry their own, and what the form holds."""


@pytest.mark.parametrize("name", SCREENS)
def test_each_figure_stands_in_the_interface_under_the_key_of_the_page(client: TestClient, name: str) -> None:
    page = client.get(SCREENS[name])
    assert page.status_code == 200, page.text[-2000:]
    places = [html.unescape(place) for place in PLACES.findall(page.text)]
    documents = [client.get(place).json() for place in places]
    assert documents
    shown = dict(SHOWN.findall(page.text))
    keys = [key for key in shown if not key.startswith(OF_ANOTHER)]
    assert len(keys) >= 6
    for key in keys:
        assert float(shown[key]) in [
            value for value in (_at(document, key) for document in documents) if value is not None
        ], key


def _at(document: object, key: str) -> float | None:
    try:
        return value_at(document, key)
    except (KeyError, IndexError, ValueError):
        return None


@pytest.mark.parametrize("name", SCREENS)
def test_the_part_that_follows_the_form_is_that_of_the_page(client: TestClient, name: str) -> None:
    place, _, asked = SCREENS[name].partition("?")
    part = client.get(f"{place}/answer?{asked}")
    assert part.status_code == 200
    assert part.text.strip() in client.get(SCREENS[name]).text


@pytest.mark.parametrize(
    "asked",
    [
        SCREENS["cut"],
        SCREENS["pledge"],
        "/duty?code=6109&on=IND&day=2026-01-14",
        "/tariff?goods=metals&rate=20",
    ],
)
def test_the_tables_of_a_screen_are_a_workbook(client: TestClient, asked: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    place = asked.partition("?")[0]
    page = html.unescape(client.get(asked).text)
    link = re.search(rf'href="({place}/tables.xlsx[^"]*)"', page)
    assert link is not None
    found = client.get(link[1])
    assert found.status_code == 200
    assert "attachment" in found.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(found.content))
    cells = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "n"
    ]
    numbers = {f"{value:.12g}" for value in cells if value is not None}
    shown = {f"{float(value):.12g}" for _, value in SHOWN.findall(page)}
    assert len(numbers & shown) > 3


def test_a_workbook_of_nothing_is_refused(client: TestClient) -> None:
    for asked in ("/supply/tables.xlsx?supplier=Zork", "/tariff/tables.xlsx?by=Zork", "/duty/tables.xlsx"):
        assert client.get(asked).status_code == 400


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("/deal?on=zork", 400, "no concession"),
        ("/deal?first=USA&second=JPN", 400, "none ships for"),
        ("/deal?disagreement=/etc/passwd.yml", 400, "unknown scenario"),
        ("/supply?chain=unobtainium", 400, "no chain"),
        ("/supply?supplier=<script>alert(1)</script>", 400, "script"),
        ("/supply?chain=silicon&supplier=TWN&share=7", 400, "less than or equal to 1"),
        ("/alliance?group=IND", 400, "not a group"),
        ("/alliance?add=Atlantis", 400, "Atlantis"),
        ("/energy?discount=x", 400, "discount"),
        ("/energy?buyer=RUS&supplier=RUS", 400, ""),
        ("/energy/nuclear?lead=soon", 400, "soon"),
        ("/energy/nuclear?begin=1&since=2040&until=2030", 400, "not be before"),
        ("/energy/purchases?years=900", 400, "years"),
        ("/docket?since=tomorrow", 400, "tomorrow"),
        ("/docket?colour=red", 400, "colour"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_at_the_form(
    client: TestClient, asked: str, status: int, words: str
) -> None:
    page = client.get(asked)
    assert page.status_code == status, page.text[-1500:]
    assert page.text.count('role="alert"') == 1
    assert words in page.text
    assert "<script>alert" not in page.text


def test_a_click_on_a_maker_removes_it_and_a_second_brings_it_back(client: TestClient) -> None:
    page = client.get("/supply?chain=silicon").text
    away = html.unescape(re.findall(r'href="(/supply\?[^"]*TWN[^"]*)"', page)[0])
    without = client.get(away).text
    assert "without Taiwan" in without
    back = [html.unescape(one) for one in re.findall(r'href="(/supply\?[^"]*)"', without)]
    assert any("TWN" not in unquote(one) for one in back)


def test_a_card_is_checked_as_the_address_says(client: TestClient) -> None:
    page = client.get(SCREENS["deal"]).text
    assert re.search(r'value="us-all-added-off" checked', page)
    assert not re.search(r'value="in-industrial" checked', page)


def test_the_frontier_moves_with_the_cards(client: TestClient) -> None:
    """What can still be had holds every card that is on, and shrinks with each."""
    place = "/api/v1/talks?first=USA&second=IND&disagreement=law:2026-01-14"
    lines = []
    for on in ("", "&on=in-industrial", "&on=in-industrial,in-russian-oil"):
        held = set(on.removeprefix("&on=").split(",")) - {""}
        edge = client.get(place + on).json()["reachable"]
        assert edge
        assert all(held <= set(row["lines"]) for row in edge)
        firsts, seconds = zip(*(row["worth_usd_bn"].values() for row in edge), strict=True)
        assert list(firsts) == sorted(firsts)
        assert list(seconds) == sorted(seconds, reverse=True)
        page = client.get(f"/deal?disagreement=law:2026-01-14{on}").text
        lines.append(re.search(r'<polyline points="([^"]+)"[^>]*class="frontier"', page))
    assert len({line[1] for line in lines if line}) == 3


def test_a_frontier_that_was_worked_out_stands_in_the_picture(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    asked = ToTalk(first="USA", second="IND", disagreement="law:2026-01-14")
    page = client.get(SCREENS["deal"]).text
    assert "Work out the frontier" in page
    row = {"worth_usd_bn": {"USA": 1.5, "IND": 2.5}}
    other = {"worth_usd_bn": {"USA": 2.5, "IND": 0.5}}
    document = {
        "parties": ["USA", "IND"],
        "frontier": [row, other],
        "deals": {"nash": row, "kalai_smorodinsky": None},
    }
    kept.keep_answer(talks.key_of(asked), document)
    page = client.get(SCREENS["deal"]).text
    assert "Work out the frontier" not in page
    assert 'class="frontier beyond"' in page
    assert "Nash’s bargain" in page


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORD_ARCHIVE", str(tmp_path / "archive.sqlite"))
    texts = (
        "The United States raised its tariff on steel from India to 50 per cent on Monday. Talks resume on 20 March 2026.",
        "The United States raised its tariff on steel from India to 25 per cent <b>on Monday</b>.",
    )
    with open_archive() as place:
        for day, text in zip(("2026-03-03", "2026-03-04"), texts, strict=True):
            place.add(read(text, day, title=f"Report of <i>{day}</i>"))


@pytest.mark.usefixtures("archive")
def test_the_archive_is_a_timeline_and_a_list_of_what_is_due(client: TestClient) -> None:
    page = client.get("/docket?since=2026-03-01").text
    assert "2 reports" in page
    assert "20 March 2026" in page
    assert "Where reports differ" in page
    assert "&lt;i&gt;" in page
    assert "<i>2026" not in page
    assert "1 report is kept; 1 thing is due" in client.get("/docket?since=2026-03-01&words=resume").text
    assert "holds these words" in client.get("/docket?words=zork").text
    told = client.get("/api/v1/docket?since=2026-03-01&words=steel resume").json()
    assert [row["number"] for row in told["reports"]] == [1]


def test_a_reading_is_kept_in_the_archive(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCORD_ARCHIVE", str(tmp_path / "new" / "archive.sqlite"))
    assert "No report is kept yet" in client.get("/docket").text
    text = "India will raise its tariff on steel from Japan to 12 per cent on 1 May 2026."
    at = client.post("/read", data={"text": text, "day": "2026-03-03"}).headers["location"]
    assert client.post(f"{at}/keep").headers["location"] == "/docket"
    assert len(client.get("/api/v1/docket").json()["reports"]) == 1
    assert json.dumps(client.get("/api/v1/docket?since=2026-04-01").json()["due"])


def test_a_picture_with_links_is_a_group_of_them(client: TestClient) -> None:
    drawn = re.findall(r'<svg class="chart \w+"[^>]*>', client.get("/supply?chain=gallium").text)
    assert drawn
    assert all('role="group"' in one for one in drawn)


@pytest.mark.parametrize(
    ("name", "screen"),
    [
        ("chain", supply),
        ("cut", supply),
        ("alliance", alliance),
        ("minerals", alliance),
        ("oil", energy),
        ("pledge", nuclear),
    ],
)
def test_the_python_of_a_screen_asks_the_question_of_the_interface(
    client: TestClient, name: str, screen: ModuleType
) -> None:
    asked = question(parse_qsl(SCREENS[name].partition("?")[2]))
    shown = (screen.PLEDGE if name == "pledge" else screen.SCREEN).answer(asked)
    head, _, last = shown.python.rpartition("\n\n")
    told: dict[str, object] = {}
    exec(head, told)
    found = json.loads(json.dumps(eval(last, told)))
    page = client.get(SCREENS[name]).text
    documents = [client.get(html.unescape(place)).json() for place in PLACES.findall(page)]
    key = re.search(r'\["(\w+)"\]$', last)
    assert found in [document.get(key[1]) if key else document for document in documents]
