"""Blocks, tables, entries, speeches: what the lines of a document are, with spans that hold."""

from datetime import date

import pytest

from accord.core.errors import InputError
from accord.docket.documents.clean import MAX_CHARACTERS, clean


def blocks(raw, **more):
    cleaned = clean(raw, **more)
    found = [(b.kind, cleaned.text[b.start : b.end]) for b in cleaned.blocks]
    assert all("\n" not in text for _, text in found)
    return found


def test_fact_sheet():
    raw = (
        "TITLE: Fact sheet: a deal\nDATE: 2026-02-09\n\n"
        "KEEPING THE PROMISE: Today the President signed an order on trade with Kenya.\n\n"
        "-   The key terms include:\n    -   Kenya will cut its duty on maize to 10%.\n"
        "    -   The United States will lower\n        its tariff on tea.\n-   The terms start on 1 "
        "March.\n\n"
        "**What comes next**\n\nTalks go on in Nairobi.\n"
    )
    cleaned = clean(raw)
    kinds = [(b.kind, b.level, cleaned.text[b.start : b.end]) for b in cleaned.blocks]
    assert kinds == [
        ("title", 0, "Fact sheet: a deal"),
        ("heading", 3, "KEEPING THE PROMISE"),
        ("paragraph", 0, "Today the President signed an order on trade with Kenya."),
        ("bullet", 0, "The key terms include:"),
        ("bullet", 1, "Kenya will cut its duty on maize to 10%."),
        ("bullet", 1, "The United States will lower its tariff on tea."),
        ("bullet", 0, "The terms start on 1 March."),
        ("heading", 3, "What comes next"),
        ("paragraph", 0, "Talks go on in Nairobi."),
    ]
    assert [b.under for b in cleaned.blocks[4:7]] == [(1, 2, 3), (1, 2, 3), (1, 2)]
    assert cleaned.headers == {"title": "Fact sheet: a deal", "date": "2026-02-09"}


def test_a_dateline_is_no_heading():
    assert blocks("TOKYO: Japan has called on China to act.")[0][0] == "paragraph"
    assert blocks("NEW DELHI, INDIA: Talks began on Monday.")[0][0] == "paragraph"


@pytest.mark.parametrize(
    "rows",
    [
        "Country | Old rate | New rate\nBrazil | 10% | 50%\nKenya | 15% | 10%",
        "| Country | Old rate | New rate |\n|---|---|---|\n| Brazil | 10% | 50% |\n| Kenya | 15% | 10% |",
        "Country\tOld rate\tNew rate\nBrazil\t10%\t50%\nKenya\t15%\t10%",
        "Country      Old rate   New rate\nBrazil       10%        50%\nKenya        15%        10%",
    ],
)
def test_tables_of_text(rows):
    cleaned = clean(f"The new rates stand below.\n\n{rows}\n\nThey start in June.")
    (table,) = cleaned.tables
    assert [c.text for c in table.heads] == ["Country", "Old rate", "New rate"]
    assert [[c.text for c in row] for row in table.rows] == [
        ["Brazil", "10%", "50%"],
        ["Kenya", "15%", "10%"],
    ]
    for cell in (*table.heads, *(c for row in table.rows for c in row)):
        assert cleaned.text[cell.start : cell.end] == cell.text
    assert table.caption == "The new rates stand below."
    assert [b.kind for b in cleaned.blocks] == ["paragraph", "heads", "row", "row", "paragraph"]


def test_a_table_without_heads():
    (table,) = clean("Rates:\n\nBrazil | 50%\nKenya | 10%").tables
    assert [c.text for c in table.heads] == ["", ""]
    assert len(table.rows) == 2


@pytest.mark.parametrize(
    "text",
    ["By A. Writer | 3 June", "He spoke.  She left.\nThey met.  It ended.\nIt was late.  It rained."],
)
def test_what_is_no_table(text):
    assert clean(f"First.\n\n{text}\n\nLast.").tables == ()


def test_live_blog_in_text():
    raw = (
        "DATE: 2026-06-03\n\nTrade live: latest\n\n18:40 BST\nCanada will answer today.\n\n"
        "Tue 2 Jun 2026 22.10 BST\nMinisters met today.\n\n09:15 BST\nTalks began.\n\n"
        "Mon 1 Jun 09.30 BST\nChina spoke."
    )
    cleaned = clean(raw)
    told = [(e.day, e.clock, cleaned.text[e.start : e.end].strip()) for e in cleaned.entries]
    assert told == [
        (None, "18:40", "Canada will answer today."),
        (date(2026, 6, 2), "22:10", "Ministers met today."),
        (date(2026, 6, 2), "09:15", "Talks began."),
        (date(2026, 6, 1), "09:30", "China spoke."),
    ]
    report = date(2026, 6, 3)
    assert cleaned.day_at(cleaned.text.index("Ministers"), report) == date(2026, 6, 2)
    assert cleaned.day_at(cleaned.text.index("Canada"), report) == report
    assert cleaned.title == "Trade live: latest"
    assert cleaned.newest == date(2026, 6, 2)


def test_stamps_with_their_text_on_the_line():
    cleaned = clean("10:32 a.m. ET - Kenya cut its duty.\n\n9:05 a.m. ET - Talks began.")
    assert [e.clock for e in cleaned.entries] == ["10:32", "09:05"]
    assert cleaned.text == "Kenya cut its duty.\nTalks began."


def test_one_stamp_makes_no_thread():
    cleaned = clean("Kenya acts\n\nJune 3, 2026\n\nKenya cut its duty on maize.\n\nIt starts in July.")
    assert len(cleaned.entries) == 1


def test_transcript():
    raw = (
        "CHAIR JONES: Will you raise the duty?\nMR. OMONDI: We have no plan to.\n\nIt stays at 10 per cent.\n"
        "CHAIR JONES: Thank you."
    )
    cleaned = clean(raw)
    told = [(b.kind, b.speaker, cleaned.text[b.start : b.end]) for b in cleaned.blocks]
    assert told[:2] == [
        ("speech", "CHAIR JONES", "Will you raise the duty?"),
        ("speech", "MR. OMONDI", "We have no plan to."),
    ]
    assert told[-1] == ("speech", "CHAIR JONES", "Thank you.")
    assert "CHAIR JONES: Will" in cleaned.text


def test_quoted_mail_is_left_out_and_said():
    raw = (
        "Kenya cut its duty on maize to 10%.\n\n> On 3 June 2026, a reader wrote:\n> Will Brazil act?\n\n"
        "--\nA. Desk\n+1 555 0100"
    )
    cleaned = clean(raw)
    assert cleaned.text == "Kenya cut its duty on maize to 10%."
    assert cleaned.notes == ("2 quoted lines of earlier mail left out",)


def test_a_reply_in_full_below_is_left_out():
    raw = "Kenya cut its duty.\n\nOn Wed, 3 Jun 2026 at 18:02, A. Reader wrote:\nWill Brazil act?\nAnd when?"
    cleaned = clean(raw)
    assert cleaned.text == "Kenya cut its duty."
    assert "quoted" in cleaned.notes[0]


def test_a_forwarded_message_is_the_report():
    raw = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Digest <d@example.org>\nDate: Fri, 5 Jun "
        "2026 at 18:02\n"
        "Subject: Trade\nTo: <r@example.org>\n\nKenya cut its duty on maize.\n\nUnsubscribe "
        "| Manage preferences"
    )
    cleaned = clean(raw)
    assert cleaned.text.split("\n") == ["FYI", "Kenya cut its duty on maize."]
    assert cleaned.headers["forwarded"] == "Fri, 5 Jun 2026 at 18:02"


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: The duty on maize is 15%, not 10%. An earlier version was wrong.",
        "Correction: An earlier version of this article said the duty on maize was 10%. It is 15%.",
        "This story was corrected on 4 June to change the duty on maize from 10% to 15%.",
    ],
)
def test_a_correction_wins(notice):
    cleaned = clean(f"Kenya cut its duty on maize to 10% on Monday.\n\nWages rose 10%.\n\n{notice}")
    assert cleaned.text == "Kenya cut its duty on maize to 15% on Monday.\nWages rose 10%."
    (note,) = cleaned.notes
    assert "'15%' for '10%', once" in note


def test_a_correction_that_tells_nothing_is_named():
    cleaned = clean("Kenya acted.\n\nCorrection: an earlier version misspelt the name of a minister.")
    assert cleaned.text == "Kenya acted."
    assert "changes nothing" in cleaned.notes[0]


def test_marks_of_other_formats_go():
    raw = (
        "---\ntitle: 'A deal'\ndate: '2026-02-09'\nsource_url: https://example.org\n---\n\n"
        "<!-- -->\n\n**Kenya** will *finally* cut its [duty](https://example.org/x) by 10%.<sup>1</sup>\n\n"
        '<span style="x">Section</span> 2\\. It \\(the duty\\) stays.[2]'
    )
    assert blocks(raw) == [
        ("title", "A deal"),
        ("paragraph", "Kenya will finally cut its duty by 10%."),
        ("paragraph", "Section 2. It (the duty) stays."),
    ]


def test_lines_that_a_page_cut_are_joined():
    long = "Kenya and the United States signed the agreement on trade in maize and tea at the port of"
    assert blocks(f"{long}\n\n3\n\nMombasa, after two days of talks between their ministers.") == [
        ("paragraph", f"{long} Mombasa, after two days of talks between their ministers.")
    ]


def test_bullets_within_a_line():
    assert blocks("- Kenya cut its duty.  - It starts in June.") == [
        ("bullet", "Kenya cut its duty."),
        ("bullet", "It starts in June."),
    ]


def test_repeats_and_marks_are_bounded():
    cleaned = clean("deal, " * 19_000)
    assert len(cleaned.text) < 500
    assert "only repeat" in cleaned.notes[0]
    assert len(clean("a" + "\u0301" * 100_000).text) < 10
    assert len(clean("(" * 60_000 + ")" * 60_000).text) < 100
    list_of = clean("India, Japan, Kenya, Ghana, Chile, Peru, Iraq, Iran, Oman, Togo, Mali, Cuba, " * 1_500)
    assert len(list_of.text) < 1_500
    again = clean("Kenya cut its duty on maize to 10% on Monday.\n\n" * 10)
    assert again.text == "Kenya cut its duty on maize to 10% on Monday."
    assert "9 paragraphs that stood before" in again.notes[0]


def test_too_long():
    with pytest.raises(InputError, match="more than a report can have"):
        clean("a" * (MAX_CHARACTERS + 1))


def test_nothing():
    cleaned = clean("")
    assert (cleaned.text, cleaned.blocks, cleaned.title) == ("", (), "")


def test_hard_wrapped_lines_and_lines_of_their_own():
    wrapped = (
        "Background. The United\nStates and Kenya have traded in tea for a century, and the duty on it\n"
        "– which stood at 25% – was cut last year by an order that the\nPresident signed."
    )
    assert [kind for kind, _ in blocks(wrapped)] == ["paragraph"]
    assert [text for _, text in blocks("A. Omondi\nB. Smith\n\nKenya and the United States met.")] == [
        "A. Omondi",
        "B. Smith",
        "Kenya and the United States met.",
    ]


def test_a_dateline_with_a_dash_is_no_bullet():
    assert blocks("WASHINGTON, D.C. - The United States will cut its duty.") == [
        ("paragraph", "WASHINGTON, D.C. - The United States will cut its duty.")
    ]


def test_words_of_a_press_office_are_no_title():
    assert clean("Press Release\n\nKenya cut its duty on tea.\n\n###").title == ""
    assert "###" not in clean("Kenya cut its duty.\n\n###\nContact: Press office, press@example.org").text


def test_the_line_above_a_report_is_its_headline():
    below = "NAIROBI - Kenya halved its duty on tea from Rwanda on Monday, after two years of talks about it."
    long = "Kenya halves its duty on tea while talks about coffee, maize and sugar go on with the ministers of Rwanda"
    assert clean(f"{long}\n\n{below}\n\nA second sentence follows.").title == long
    assert clean(f"{long}.\n\n{below}\n\nA second sentence follows.").title == ""
