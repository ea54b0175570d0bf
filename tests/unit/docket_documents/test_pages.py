"""HTML and PDF: the article with its headings, lists, tables and times; columns one after the other."""

import zlib

import pytest

from accord.core.errors import InputError
from accord.docket.documents import extract
from accord.docket.documents.clean import clean
from accord.docket.documents.html import html_document
from accord.docket.documents.pdf import LAYOUT_BYTES, gutter, in_columns, pdf_document

STORY = (
    "<p>Kenya cut its duty on maize from Uganda to 10 per cent on Monday, its trade ministry said.</p>"
    "<p>The ministry said that the lower duty would help millers, who have run short of grain since "
    "March.</p>"
)


def page(body, head=""):
    whole = f"<!doctype html><html><head><title>Kenya acts</title>{head}</head><body>{body}</body></html>"
    return whole.encode()


def cleaned(body, head=""):
    found = html_document(page(body, head))
    return clean(found.text, found.title)


def test_the_article_without_its_surroundings():
    told = cleaned(
        f"<nav><a href='/'>Home</a></nav><article><h1>Kenya acts</h1>{STORY}<h2>What comes next</h2>"
        "<ul><li>Talks in June<ul><li>in Kampala</li></ul></li><li>A review in July</li></ul></article>"
        "<aside><a href='/x'>Other news of the day</a></aside><footer>All rights reserved</footer>"
        "<script>document.write('nothing')</script>"
    )
    assert [(b.kind, b.level) for b in told.blocks] == [
        ("title", 0), ("paragraph", 0), ("paragraph", 0), ("heading", 2),
        ("bullet", 0), ("bullet", 1), ("bullet", 0),
    ]  # fmt: skip
    assert "Other news" not in told.text
    assert "nothing" not in told.text


def test_tables_keep_their_rows():
    told = cleaned(
        f"<article><h1>Kenya acts</h1>{STORY}<table>"
        "<tr><th>Country</th><th>Old rate</th><th>New rate</th></tr>"
        "<tr><td rowspan='2'>Uganda</td><td>20%</td><td>10%</td></tr>"
        "<tr><td>25%</td><td>12%</td></tr></table></article>"
    )
    (table,) = told.tables
    assert [c.text for c in table.heads] == ["Country", "Old rate", "New rate"]
    told = [[c.text for c in row] for row in table.rows]
    assert told == [["Uganda", "20%", "10%"], ["Uganda", "25%", "12%"]]


def test_updates_of_a_live_page_have_their_own_day():
    told = cleaned(
        "<main><h1>Kenya live</h1>"
        "<article><time datetime='2026-06-03T17:40:00Z'>17.40</time><h2>Kenya answers</h2>"
        "<p>Kenya will raise its duty on sugar from Uganda to 20 per cent, the ministry said "
        "today.</p></article>"
        "<article><time datetime='2026-06-01T09:10:00+03:00'>Mon 1 Jun</time><h2>Talks</h2>"
        "<p>The trade ministers of Kenya and Uganda met in Nairobi today and agreed to go on "
        "talking.</p></article></main>"
    )
    assert [(str(e.day), e.clock) for e in told.entries] == [("2026-06-03", "17:40"), ("2026-06-01", "09:10")]
    assert "[" not in told.text


def test_one_time_dates_the_page_and_no_entry():
    told = cleaned(
        f"<article><h1>Kenya acts</h1><time datetime='2026-06-03T17:40:00Z'>3 June</time>{STORY}</article>"
    )
    assert [e.day for e in told.entries] == [None]


def test_metadata():
    found = html_document(
        page(
            f"<article>{STORY}</article>",
            "<meta property='article:published_time' content='2026-06-03T06:00:00Z'>",
        )
    )
    assert (found.date, found.title) == ("2026-06-03", "Kenya acts")


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000,
        "<table><tr><td>" * 3_000,
        "<p>" * 50_000,
        "<a x='y' " * 20_000,
        "<table>" + "<td rowspan=999 colspan=999>x" * 1_000,
    ],
    ids=range(5),
)
def test_hostile_pages_end(body, extractor):
    said = ""
    try:
        assert all(d.text for d in extract("page", page(body + STORY), extractor))
    except InputError as refusal:
        said = str(refusal)
    assert "\n" not in said


def pdf(lines, besides=b""):
    """A page with text at places: (x, y, words)."""
    drawn = "\n".join(f"BT /F1 10 Tf {x} {y} Td ({words}) Tj ET" for x, y, words in lines)
    stream = zlib.compress(drawn.encode("latin-1") + b"\n" + besides)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 "
        b"5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


LEFT = [
    "Kenya cut its duty on maize from",
    "Uganda to 10 per cent on Monday, the",
    "trade ministry said. The lower duty",
    "starts on 1 July 2026.",
]
RIGHT = [
    "Ghana will raise its levy on cocoa",
    "from 2 to 3 per cent in May, the",
    "finance ministry said in Accra. The",
    "levy was last raised in 2019.",
]


def side_by_side(pairs):
    """Lines drawn row by row, as many programs do."""
    return pdf(
        [(x, 700 - 14 * i, words) for i, (a, b) in enumerate(pairs) for x, words in ((50, a), (320, b))]
    )


def test_two_columns_are_read_one_after_the_other():
    text = " ".join(pdf_document(side_by_side(zip(LEFT, RIGHT, strict=True))).text.split())
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text


def test_a_page_of_endless_drawing_is_read_as_drawn_and_said_to_be():
    """A few kilobytes that unfold to two megabytes of lines: telling columns would take half a minute."""
    found = pdf_document(pdf([(50, 700, LEFT[0])], b"0 0 m " * (LAYOUT_BYTES // 6 + 1)))
    assert LEFT[0] in found.text
    assert found.notes == ("1 page(s) with columns that could not be told apart",)


def test_a_table_in_a_pdf_is_no_pair_of_columns():
    cells = [("Country", "Rate"), ("Brazil", "50%"), ("Kenya", "10%"), ("Ghana", "12%"), ("Uganda", "15%")]
    (table,) = clean(pdf_document(side_by_side(cells)).text).tables
    assert [[c.text for c in row] for row in table.rows] == [list(pair) for pair in cells[1:]]


def test_lines_without_a_gutter():
    assert gutter(["A line of prose that runs from one side to the other of its page."] * 8) == 0
    assert in_columns(["left one      right one", "left two      right two"], 14) == [
        "left one",
        "left two",
        "",
        "right one",
        "right two",
    ]
