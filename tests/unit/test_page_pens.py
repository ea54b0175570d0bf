"""One page, many pens: HTML, terminal, Markdown, Excel and CSV write the same blocks."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import texts, tries

from accord.core.provenance import Figure
from accord.page import blocks as b
from accord.page.chart import Bar, Group, bars
from accord.page.csv import to_csv
from accord.page.html import lead_of, page, rows_of
from accord.page.map import outlines, world_map
from accord.page.markdown import escaped, markdown
from accord.page.picture import picture
from accord.page.terminal import blocks_text, clean, table_lines, terminal, wide
from accord.page.xlsx import charts_at, sheet_names, tables_workbook, workbook

HOSTILE = "[bold]x[/] \x1b[31m =1+1 | *a* <script>alert(1)</script> \u202eevil\u202c `b`"


def figure(key: str, value: float | None, unit: str = "% change") -> Figure:
    return Figure(key, f"label of {key}", value, unit, "2022", "accord-model", "an equation")


def table(key: str = "numbers", title: str = "Numbers") -> b.Table:
    columns = (
        b.Column("who", "Who"),
        b.Column("change", "Change", "% change", "2022"),
        b.Column("money", "Money"),
    )
    rows = (
        ("India", figure("in", -0.2134), figure("in.money", 86.5, "USD bn")),
        (b.Read(HOSTILE), figure("x", None), None),
    )
    return b.Table(key, title, columns, rows, "A note.", ("oecd-icio-2025",))


def chart(key: str, drawing: str = "") -> b.Chart:
    drawn = drawing or bars([Group("", (Bar(HOSTILE, figure("in", -0.2134)),))], "alt")
    return b.Chart(key, f"Title of {key}", "per cent", drawn, "alt", table(f"{key}-table"), ("accord-model",))


def brief() -> b.Brief:
    first = b.Section(
        "answer",
        "The answer",
        (
            b.Question("what the duty costs", "the law of the day before"),
            b.Prose(("Income falls by ", b.Size(figure("in", -0.2134)), "."), "lead"),
            b.Prose("Main assumption.", "note"),
            b.Unanswered((b.Point("Gallium", "No code of its own."),)),
            b.Keys(
                (b.Key("India", b.Range(figure("in", -0.2134), figure("far", -0.391)), "income", "loss"),)
            ),
            chart("main"),
            b.Since((b.Point("A deal", b.Read(HOSTILE), "2026-02"),), "2026-11-27"),
        ),
    )
    doubt = b.Doubt("Which?", HOSTILE, "=1+1", (b.Reading("this", "nothing"),), "Changes the timeline.")
    rest = (
        b.Section("cards", "One", (chart("one"),)),
        b.Section("more", "Two", (chart("two"), table())),
        b.Section("wide", "Three", (chart("three"), chart("four"), b.Facts((("term", None),)))),
        b.Section("read", "What was read", (b.Doubts((doubt,)), b.Entries("e", "List", (b.Entry(HOSTILE),)))),
        b.Section("after", "Four", (b.Bullets((HOSTILE,)), b.Prose("p"), b.Prose("q"), b.Prose("r"))),
    )
    return b.Brief(b.Read(HOSTILE), "2026-01-14", (first, *rest), {}, {}, {}, "Read: one report")


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_first_screen_sorts_the_blocks_of_the_answer() -> None:
    lead = lead_of(brief().sections[0])
    assert [type(node).__name__ for node in lead.answer] == ["Prose", "Prose"]
    assert lead.chart is not None and lead.chart.key == "main"  # noqa: PT018
    assert [len(part) for part in (lead.questions, lead.beside, lead.keys, lead.since)] == [1, 1, 1, 1]


def test_light_sections_are_cards_and_the_reading_comes_last() -> None:
    rows = rows_of(brief().sections[1:])
    assert [[section.key for section in row] for row in rows] == [
        ["cards", "more"],
        ["wide"],
        ["after", "read"],
    ]
    assert [row[0].weight for row in rows[1:]] == ["whole", "shut"]


def test_a_lead_sentence_is_rounded_and_the_figure_kept_whole() -> None:
    text = page(brief())
    assert re.search(r'value="-0.2134" title="[^"]*">0.21 %</data>', text)
    assert '<p class="big"><data' in text
    assert "−0.21" in text
    assert "−0.39 %" in text


def test_the_policy_names_the_style_and_the_script_by_their_hashes() -> None:
    text = page(brief())
    for tag, kind in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        assert inside is not None
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in text
    assert [tag for tag, _ in Tags(text).found].count("script") == 1
    assert "connect-src" not in text
    assert "default-src 'none'" in text


def test_every_chart_can_be_kept_as_csv_and_svg_without_a_script() -> None:
    links = [attrs for tag, attrs in Tags(page(brief())).found if tag == "a" and attrs.get("download")]
    names = {attrs["download"] for attrs in links}
    assert {
        f"{key}.{kind}" for key in ("main", "one", "two", "three", "four") for kind in ("csv", "svg")
    } <= names
    for attrs in links:
        kind, _, body = (attrs["href"] or "").partition(",")
        if kind.startswith("data:image/svg"):
            root = ElementTree.fromstring(unquote(body))
            assert root.tag == "{http://www.w3.org/2000/svg}svg"
        else:
            assert unquote(body).startswith("\ufeffWho,")


def test_the_outlines_stand_once_and_the_pictures_of_maps_wait_for_them() -> None:
    drawing = world_map({"IND": figure("in", -0.2)}, "map", ("IND",))
    maps = b.Section("maps", "Maps", (chart("a", drawing), chart("b", drawing)))
    both = b.Brief(
        "Maps", "2026-01-14", (b.Section("answer", "A", (b.Prose("p", "lead"),)), maps), {}, {}, {}
    )
    links = [attrs for tag, attrs in Tags(page(both)).found if tag == "a" and attrs.get("class") == "svg"]
    assert ["hidden" in attrs for attrs in links] == [True, True]
    assert page(both).count('id="land-IND"') == 1
    assert "land-IND" in picture(chart("a", drawing), outlines())
    assert unquote(links[1]["href"] or "").count("(land)") == 1
    assert "from loss to gain" in drawing
    assert picture(chart("a", drawing), outlines()).count("no figure of its own") >= 1, "the legend is kept"


def test_a_picture_keeps_only_the_rules_it_needs_and_no_variable() -> None:
    text = picture(chart("one"))
    assert "var(" not in text
    assert ".fill-a{" in text
    assert ".frontier" not in text
    assert "&lt;script&gt;" in text
    assert "<script" not in text


def test_a_terminal_of_80_columns_shows_everything_and_obeys_nothing() -> None:
    text = terminal(brief())
    assert max(map(wide, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold]x[/]" in text
    assert "0.21 %" in text
    assert "−0.21 to −0.39 %" in text
    assert "no data" in text
    assert "Compared with: the law of the day before" in text


@tries(60)
@given(
    st.lists(st.tuples(texts(60), st.floats(-1e9, 1e9), texts(30)), max_size=5),
    st.integers(1, 9),
    st.integers(40, 120),
)
def test_a_table_of_any_text_stays_within_its_width(
    rows: list[tuple[str, float, str]], copies: int, width: int
) -> None:
    columns = [b.Column("a", "First")]
    columns += [b.Column(f"c{at}", "Some head", "% change" if at % 2 else "") for at in range(copies)]
    cells = [
        (first, *(figure("k", number) if at % 2 else other for at in range(copies)))
        for first, number, other in rows
    ]
    lines = list(table_lines(b.Table("t", "T", tuple(columns), tuple(cells)), width))
    assert max(map(wide, lines)) <= width


def test_no_table_is_empty_of_its_heads_when_it_is_cut_in_two() -> None:
    columns = tuple(b.Column(f"c{at}", f"A long heading {at}", "% change") for at in range(12))
    row = tuple(figure(f"k{at}", 10.0 * at) for at in range(12))
    text = "\n".join(table_lines(b.Table("t", "T", columns, (row,))))
    assert all(f"{at}" in text for at in range(12))
    assert text.count("---") > 12


def test_markdown_shows_words_for_themselves() -> None:
    text = markdown(brief())
    assert "<script" not in text.replace("\\<script", "")
    assert r"\[bold\]x\[/\]" in text
    assert "| Who | Change (change, %, 2022) | Money |" in text
    assert "| India | −0.21 | USD 86.5 bn |" in text
    assert escaped("1. a\n# b") == r"1\. a \# b"
    assert escaped("- a") == r"\- a"


def test_a_workbook_holds_numbers_as_numbers() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    made = workbook(brief())
    assert made == workbook(brief())
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book["numbers"]
    assert book.sheetnames[0] == "Contents"
    assert sheet.freeze_panes == "B4"
    assert [cell.value for cell in sheet[2]] == ["Who", "Change", "Money"]
    assert sheet["B3"].value == "change, %, 2022"
    assert (sheet["B4"].value, sheet["C4"].value) == (-0.2134, 86.5)
    assert sheet["C4"].number_format == '"USD "#,##0.0" billion"'
    assert (sheet["B5"].value, sheet["C5"].value) == (None, None)
    assert sheet["A5"].data_type == "s"
    last = [row[0].value for row in sheet.iter_rows(min_row=6) if row[0].value]
    assert last[0] == "A note."
    assert any("Source: OECD" in line for line in last)


@given(st.lists(texts(50), max_size=12))
def test_sheet_names_are_allowed_and_differ(keys: list[str]) -> None:
    names = list(sheet_names(keys))
    assert len({name.lower() for name in names}) == len(keys)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_a_formula_is_never_a_formula() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    made = tables_workbook([b.Table("t", "=1+1", (b.Column("a", "=2"),), (("=3",),))], "=4", "no day")
    sheet = openpyxl.load_workbook(io.BytesIO(made))["t"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def drawn(kind: str, *names: str, native: str = "rows") -> list[object]:
    """Return the charts of a sheet that holds a chart's table with two columns of numbers in one unit."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    rows = tuple(
        (
            word,
            *(
                Figure(f"{at}.{word}", "Worth", at + len(word), "USD bn", "2022", "oecd-icio-2025", "a sum")
                for at in (1, 2)
            ),
        )
        for word in names
    )
    columns = (b.Column("who", "=Who"), b.Column("a", "First", "USD bn"), b.Column("b", "Second", "USD bn"))
    chart = b.Chart("c", "=1+1", "", "<svg/>", "alt", b.Table("t", "T", columns, rows), (), native=native)  # type: ignore[arg-type]
    first = b.Table("first", "No chart", columns, rows)
    made = tables_workbook([first, chart.table], "W", "2026-01-14", charts_at([first, b.Prose("x"), chart]))
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book["first"]._charts == []
    with zipfile.ZipFile(io.BytesIO(made)) as files:
        assert not kind or b"<c:f>1+1" not in files.read("xl/charts/chart1.xml")
    return list(book["t"]._charts)


@pytest.mark.parametrize(
    ("kind", "names", "native", "series"),
    [
        ("barChart", ("India", "=cmd()"), "rows", 2),
        ("lineChart", ("2024-01", "2024-02", "2024-03"), "rows", 2),
        ("scatterChart", ("=1+1", "no deal"), "points", 1),
    ],
)
def test_a_workbook_draws_what_the_page_draws(
    kind: str, names: tuple[str, ...], native: str, series: int
) -> None:
    (chart,) = drawn(kind, *names, native=native)
    assert chart.tagname == kind  # type: ignore[attr-defined]
    assert len(chart.series) == series  # type: ignore[attr-defined]
    held = chart.series[0].val or chart.series[0].yVal  # type: ignore[attr-defined]
    assert held.numRef.f.endswith(f"${3 + len(names)}")


def test_a_sheet_credits_what_its_chart_credits() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    figure = Figure("f", "Real income", 1.0, "%", "2022", "accord-model", "exact hat algebra")
    table = b.Table("t", "T", (b.Column("who", "Who"), b.Column("a", "A", "%")), (("India", figure),))
    chart = b.Chart("c", "C", "", "", "alt", table, ("oecd-icio-2025",))
    made = tables_workbook([table, table], "W", "2026-01-14", {1: chart})
    book = openpyxl.load_workbook(io.BytesIO(made))

    def credited(name: str) -> list[str]:
        return [row[0] for row in book[name].values if str(row[0]).startswith("Source: ")]

    assert credited("t") == ["Source: Accord"]
    assert credited("t-2") == [
        "Source: Accord",
        "Source: OECD (2025), Inter-Country Input-Output Tables",
    ]


def test_a_table_of_one_row_is_not_drawn() -> None:
    assert drawn("", "India") == []


def test_csv_has_a_mark_when_asked() -> None:
    assert to_csv(table()).startswith("Who,")
    assert to_csv(table(), mark=True).startswith("\ufeffWho,")


def test_blocks_as_json_keep_ranges_and_questions() -> None:
    data = b.plain(brief().sections[0])
    assert data["blocks"][0] == {
        "kind": "question",
        "text": "what the duty costs",
        "against": "the law of the day before",
    }
    assert data["blocks"][4]["items"][0]["figure"] == {"between": ["in", "far"], "sign": True}
    assert b.figures(brief())["far"].value == -0.391


def test_a_doubt_marks_its_words_and_no_others() -> None:
    text = page(brief())
    assert text.count("<mark>=1+1</mark>") == 1
    assert b.Doubt("?", "words", "absent").split == ("words", "", "")
    assert ">>=1+1<<" in blocks_text([brief().sections[4].blocks[0]])
    assert clean("a\x1b[2J\u2028b") == "a\ufffd[2J\ufffdb"


def test_sections_past_the_third_chart_are_shut():
    rows = rows_of(b.Section(f"k{n}", "One", (chart(f"c{n}"),), weight="half") for n in range(6))
    assert [[one.weight for one in row] for row in rows] == [["half"] * 2, ["half"] * 2, ["shut"] * 2]


def test_of_many_sections_the_first_row_stands_open_and_the_map_beside_the_tariff_really_paid():
    keys = ("scenarios", "home", "k2", "stack", "k4", "world", *(f"k{n}" for n in range(6, 10)))
    rows = rows_of(b.Section(key, "One", (chart(key),), weight="half") for key in keys)
    assert [[one.weight for one in row] for row in rows] == [["half"] * 2, ["half"] * 2, ["shut"] * 6]
    assert [one.key for one in rows[1]] == ["stack", "world"]
