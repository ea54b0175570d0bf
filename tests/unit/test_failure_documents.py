"""Kinds of failure that lie in the document: tables, lists, live blogs, mail, columns, transcripts, other languages."""

import pytest
from tests.unit.docket_documents.test_pages import pdf

from accord.core.errors import InputError
from accord.docket import read
from accord.docket.documents.extracted import Extracted
from accord.docket.documents.html import html_document
from accord.docket.documents.mail import mail_documents
from accord.docket.documents.pdf import pdf_document

DAY = "2026-06-03"


def duties(text, day=DAY, title=""):
    return [
        (
            ",".join(m.imposing),
            ",".join(m.target),
            " ".join(m.goods),
            m.value,
            m.previous_value,
            m.effective_date,
        )
        for m in read(text, day, title=title).measures
    ]


def page(body):
    head = '<meta charset="utf-8"><title>Rates</title>'
    whole = (
        f"<!doctype html><html><head>{head}</head><body><article><h1>Rates</h1>{body}</article></body></html>"
    )
    return html_document(whole.encode()).text


PERU = "<p>LIMA \u2014 Peru announced new tariffs on Tuesday. They take effect on 9 July 2026.</p>"


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><th>Country</th><th>Tariff</th></tr><tr><td>Laos</td><td>12%</td></tr><tr><td>Fiji</td><td>4.5%</td></tr></table>",
        "<table><thead><tr><th>Partner<th>Tariff</thead><tbody><tr><td>Laos<td>12 per cent<tr><td>Fiji<td>4.5 per cent</tbody></table>",
        "<ul><li>Laos: 12%</li><li>Fiji: 4.5%</li></ul>",
        "<ol><li>Laos (12%)<li>Fiji (4.5%)</ol>",
        "<ul><li>Laos \u2013 12 percent</li><li>Fiji \u2013 4.5 percent</li></ul>",
        "<dl><dt>Laos</dt><dd>12%</dd><dt>Fiji</dt><dd>4.5%</dd></dl>",
        "<p>The rates:</p><ul><li>Laos 12%</li><li>Fiji 4.5%</li></ul>",
        "<table><tr><td>Laos</td><td>12%</td></tr><tr><td>Fiji</td><td>4.5%</td></tr></table>",
    ],
)
def test_rates_by_country_on_a_page(body):
    assert duties(page(PERU + body)) == [
        ("PER", "LAO", "", 12, None, "2026-07-09"),
        ("PER", "FJI", "", 4.5, None, "2026-07-09"),
    ]


def test_rates_by_product_fall_on_whom_the_text_names():
    body = "<p>LIMA \u2014 Peru announced new tariffs on Chile on Tuesday.</p><table><tr><th>Product</th><th>New duty</th></tr>"
    body += "<tr><td>Wine</td><td>12%</td></tr><tr><td>Copper</td><td>4%</td></tr></table>"
    assert {d[:4] for d in duties(page(body))} == {("PER", "CHL", "wine", 12), ("PER", "CHL", "copper", 4)}


@pytest.mark.parametrize(
    "table",
    [
        "Country | Old rate | New rate\nLaos | 5% | 12%\nFiji | 10% | 3%",
        "| Country | Old rate | New rate |\n|---|---:|---:|\n| Laos | 5% | 12% |\n| Fiji | 10% | 3% |",
        "Country\tOld rate\tNew rate\nLaos\t5%\t12%\nFiji\t10%\t3%",
        "Country        Old rate   New rate\nLaos           5%         12%\nFiji           10%        3%",
        "+------+--------+-----+\n| Name | Before | Now |\n+------+--------+-----+\n| Laos | 5%     | 12% |\n| Fiji | 10%    | 3%  |\n+------+--------+-----+",
        "- Laos: 12% (was 5%)\n- Fiji: 3% (was 10%)\n",
        pytest.param(
            "Country;Old;New\nLaos;5%;12%\nFiji;10%;3%",
            marks=pytest.mark.xfail(strict=True, reason="cells between semicolons"),
        ),
    ],
)
@pytest.mark.parametrize(
    "lead",
    [
        "LIMA, 3 June 2026 \u2014 Peru set out new tariffs in a table on Tuesday, to take effect on 9 July 2026.",
        "LIMA - Peru raised its tariffs on Monday with effect from 9 July 2026:",
        "Peru's new tariffs, in force from 9 July 2026:",
    ],
)
def test_rates_by_country_in_plain_text(lead, table):
    assert duties(f"{lead}\n\n{table}\n") == [
        ("PER", "LAO", "", 12, 5, "2026-07-09"),
        ("PER", "FJI", "", 3, 10, "2026-07-09"),
    ]


def test_two_columns_of_rates_without_heads_are_not_guessed_at():
    docket = read("Peru raised its tariffs on Monday.\n\nLaos | 5% | 12%\nFiji | 10% | 3%\n", DAY)
    assert [m.value for m in docket.measures] == [None]
    assert "a table was not read" in " ".join(docket.notes)


BLOG = """Tariffs live: the latest
{three}
Peru will charge a 20% tariff on Laotian tin from 10 June.
{two}
Peruvian trade minister Ana Ruiz met Laotian trade minister Malaithong Kommasith in Lima.
{one}
Fiji banned imports of Peruvian copper.
"""


@pytest.mark.parametrize(
    ("three", "two", "one"),
    [
        ("Wed 3 Jun 2026 18.40 BST", "Tue 2 Jun 2026 22.10 BST", "Mon 1 Jun 2026 09.30 BST"),
        ("3 June 2026, 18:40 GMT", "2 June 2026, 22:10 GMT", "1 June 2026, 09:30 GMT"),
        ("June 3, 2026 6:40 p.m. ET", "June 2, 2026 10:10 p.m. ET", "June 1, 2026 9:30 a.m. ET"),
        ("[2026-06-03T18:40:00Z]", "[2026-06-02T22:10:00Z]", "[2026-06-01T09:30:00Z]"),
        ("Updated: 2026-06-03 18:40", "Updated: 2026-06-02 22:10", "Updated: 2026-06-01 09:30"),
    ],
)
def test_what_stands_under_a_stamp_is_of_its_day(three, two, one):
    events = {e.type: e.date for e in read(BLOG.format(three=three, two=two, one=one), DAY).events}
    assert events["meeting"] == "2026-06-02"
    assert events["import_ban"] == "2026-06-01"
    assert events["tariff_change"] == "2026-06-10"


ANSWERS = (
    "> On 3 June 2026, a reader wrote:\n> Will Fiji impose a 100% tariff on Laos?\n> Fiji banned imports of tin.",
    "On Wed, 3 Jun 2026 at 18:02, A. Reader <a@example.org> wrote:\n\nFiji imposed a 100% tariff on Laotian tin.",
    "-----Original Message-----\nFrom: A. Reader\nSent: Wednesday, 3 June 2026 18:02\nTo: Desk\nSubject: tin\n\n"
    "Fiji imposed a 100% tariff on Laotian tin.",
    "________________________________\nFrom: A. Reader\nSent: 3 June 2026\nTo: Desk\nSubject: tin\n\nFiji imposed a 100% tariff on Laotian tin.",
    "| Fiji imposed a 100% tariff on Laotian tin.\n>> And 50% on copper from Peru.",
)


@pytest.mark.parametrize(
    "answer",
    [
        *ANSWERS[:4],
        pytest.param(
            ANSWERS[4], marks=pytest.mark.xfail(strict=True, reason="a bar before a line is a table's")
        ),
    ],
)
def test_a_letter_that_is_answered_is_no_report(answer):
    body = f"Peru imposed a 20% tariff on Laotian tin on Tuesday.\n\n{answer}\n"
    raw = f"From: a@example.org\nTo: b@example.org\nSubject: Tin\nDate: Wed, 03 Jun 2026 10:00:00 +0000\n\n{body}"
    (mail,) = [d for d in mail_documents(raw.encode()) if isinstance(d, Extracted)]
    assert [d[:4] for d in duties(mail.text)] == [("PER", "LAO", "tin", 20)]


@pytest.mark.parametrize(
    ("text", "speaker", "wanted"),
    [
        (
            "COMMISSIONER \u0160EF\u010cOVI\u010c: The duty on Vietnamese shoes is 12 per cent today.\nMS. LANGE: Will you double it?\n"
            "COMMISSIONER \u0160EF\u010cOVI\u010c: We will not go above 16 per cent on Vietnam.",
            "Maro\u0161 \u0160ef\u010dovi\u010d",
            [("EU", "VNM", 12, "in_force"), ("EU", "VNM", 16, "ruled_out")],
        ),
        (
            "Q: What tariff does Canada pay?\nSECRETARY BESSENT: Canada pays 35 percent.\nQ: And Mexico?\n"
            "SECRETARY BESSENT: Mexico will pay 25 percent from 1 August.",
            "Scott Bessent",
            [("USA", "CAN", 35, "in_force"), ("USA", "MEX", 25, "scheduled")],
        ),
        (
            "SEN. WARREN: What is the tariff on Brazil?\nMR. BESSENT: Brazil pays 50 percent today. We proposed 30 percent last "
            "week.\nSEN. WARREN: And India?\nMR. BESSENT: India will pay 18 percent from 1 July.",
            "Scott Bessent",
            [("USA", "BRA", 50, "in_force"), ("USA", "BRA", 30, "proposed"), ("USA", "IND", 18, "scheduled")],
        ),
        (
            "Mr Goyal: The duty on American almonds is 18 per cent today. It will be 9 per cent from 1 July.\n"
            "Mr Greer: We welcome that.\nMr Goyal: The duty on Italian wine remains 75 per cent.",
            "Piyush Goyal",
            [("IND", "USA", 18, "in_force"), ("IND", "USA", 9, "scheduled"), ("IND", "ITA", 75, "in_force")],
        ),
        (
            "REPORTER: Has Japan agreed to a tariff of 15 percent?\nLUTNICK: Japan agreed to 15 percent. Korea pays 25 percent "
            "today.\nREPORTER: And Taiwan?\nLUTNICK: No decision.",
            "Howard Lutnick",
            [("USA", "JPN", 15, "agreed"), ("USA", "KOR", 25, "in_force")],
        ),
    ],
)
def test_who_speaks_in_a_transcript_speaks_for_his_own(text, speaker, wanted):
    docket = read(f"DATE: {DAY}\n\n{text}")
    found = [
        (",".join(m.imposing), ",".join(m.target), m.value, m.status_norm)
        for m in (*docket.measures, *docket.ruled_out)
    ]
    assert found == wanted
    assert speaker in {p.person for p in docket.participants}


def test_members_who_ask_are_nobodys_officials():
    text = "CHAIR SMITH: What tariff does Laos pay?\nAMBASSADOR GREER: Laos pays 40 per cent.\nSENATOR FORD: Why?\nCHAIR SMITH: Thank you."
    assert [p.person for p in read(f"DATE: {DAY}\n\n{text}").participants] == ["Jamieson Greer"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("O governo do Brasil anunciou na ter\u00e7a-feira uma tarifa de 20% sobre o a\u00e7o que vem da China.", "Portuguese"),
        ("Il governo ha annunciato marted\u00ec un dazio del 20% sull'acciaio che arriva dalla Cina.", "Italian"),
        ("De regering heeft dinsdag een heffing van 20% op het staal uit China aangekondigd, zei de minister.", "Dutch"),
        ("El gobierno de Chile impuso el martes un arancel del 20 % al acero que llega de China.", "Spanish"),
        ("Die Regierung hat am Dienstag einen Zoll von 20 % auf Stahl aus China verh\u00e4ngt, sagte der Minister.", "German"),
        ("\u041f\u0440\u0430\u0432\u0438\u0442\u0435\u043b\u044c\u0441\u0442\u0432\u043e \u0432\u0432\u0435\u043b\u043e \u043f\u043e\u0448\u043b\u0438\u043d\u0443 20 %", "Cyrillic"),
        ("\uc815\ubd80\ub294 \ucca0\uac15\uc5d0 20% \uad00\uc138\ub97c \ubd80\uacfc\ud588\ub2e4", "Korean"),
        ("\u0641\u0631\u0636\u062a \u0627\u0644\u062d\u0643\u0648\u0645\u0629 \u0631\u0633\u0648\u0645\u0627 \u0628\u0646\u0633\u0628\u0629 20%", "Arabic"),
        ("Rz\u0105d na\u0142o\u017cy\u0142 we wtorek c\u0142o w wysoko\u015bci 20% na stal z Chin, kt\u00f3re ma obowi\u0105zywa\u0107 od lipca.", ""),
        ("Pemerintah mengumumkan tarif 20 persen untuk baja yang berasal dari Tiongkok pada hari Selasa.", ""),
        ("H\u00fck\u00fcmet sal\u0131 g\u00fcn\u00fc \u00c7in'den gelen \u00e7elik i\u00e7in y\u00fczde 20 g\u00fcmr\u00fck vergisi a\u00e7\u0131klad\u0131.", ""),
        ("Ch\u00ednh ph\u1ee7 \u0111\u00e3 c\u00f4ng b\u1ed1 m\u1ee9c thu\u1ebf 20% \u0111\u1ed1i v\u1edbi th\u00e9p nh\u1eadp kh\u1ea9u t\u1eeb Trung Qu\u1ed1c.", ""),
    ],
)  # fmt: skip
def test_a_language_other_than_english_is_said_to_be_one(text, language):
    with pytest.raises(InputError, match=f"English|{language or 'English'}"):
        read(text, DAY)
    assert read(text, DAY, force=True).notes


COLUMNS = (
    (
        "Fiji will charge a 20 per cent|tariff on tin from Laos from 10|July 2026, the trade ministry|said in Suva on Tuesday. Miners|asked for time to adapt.",
        "Peru cut its duty on cars from|Japan to 5 per cent from 12 per|cent on Monday, the ministry|said in Lima. Dealers had asked|for it since last autumn.",
        {("FJI", "LAO", "tin", 20, None, "2026-07-10"), ("PER", "JPN", "cars", 5, 12, "2026-06-01")},
    ),
    (
        "Kenya banned imports of rice|from Ghana on Monday, and it|will tax wheat from Chile at|12 per cent. Millers said that|bread would cost more.",
        "Norway raised its duty on|butter from Denmark to 9 per|cent from 4 per cent, the|ministry said in Oslo. Farmers|were pleased with the news.",
        {
            ("KEN", "GHA", "rice", None, None, "2026-06-01"),
            ("KEN", "CHL", "wheat", 12, None, None),
            ("NOR", "DNK", "butter", 9, 4, None),
        },
    ),
)


@pytest.mark.parametrize(("left", "right", "wanted"), COLUMNS)
@pytest.mark.parametrize("gap", [290, 330, 400])
def test_columns_drawn_row_by_row_are_read_one_by_one(left, right, wanted, gap):
    pairs = enumerate(zip(left.split("|"), right.split("|"), strict=True))
    rows = [(x, 700 - 14 * i, words) for i, pair in pairs for x, words in zip((50, gap), pair, strict=True)]
    assert set(duties(pdf_document(pdf(rows)).text)) == wanted
