"""The text of an act of law: its maker acts where nobody is named, it falls on whom its title names, from its own day."""

from __future__ import annotations

import pytest

from accord.docket.read import read

SOURCE = "TITLE: {title}\nSOURCE: {source}\nDATE: 2026-03-02\n\n{body}"


def told(title, source, body):
    docket = read(SOURCE.format(title=title, source=source, body=body))
    return {
        (m.lever, m.value, m.imposing, m.target, m.status_norm, m.effective_date) for m in docket.measures
    }


def test_a_duty_answers_one_told_before_and_is_not_of_its_author():
    found = told(
        "Notice No. 4 of 2026: additional duties on certain goods originating in Peru",
        "Ministry of Finance of Chile",
        "In May 2025 Peru put a duty of 30% on wine originating in Chile. It has been decided to levy additional duties on "
        "certain imported goods from 20 March 2026.\n\nI. An additional duty of 40% shall be levied on asparagus and onions.\n\n"
        "II. An additional duty of 15% shall be levied on fishmeal.\n\nAnnex: 1. List of goods subject to an additional duty of 40%\n",
    )
    assert {one for one in found if one[1] in (15, 40)} == {
        ("tariff", 40, ("CHL",), ("PER",), "scheduled", "2026-03-20"),
        ("tariff", 15, ("CHL",), ("PER",), "scheduled", "2026-03-20"),
    }
    assert ("tariff", 30, ("PER",), ("CHL",)) in {one[:4] for one in found}


@pytest.mark.parametrize(
    ("act", "start"),
    [
        ("This notice takes effect on the day of its publication.", ("in_force", "2026-03-02")),
        ("These Rules shall enter into force on 1 May 2026.", ("scheduled", "2026-05-01")),
        ("The duty shall apply from 1 February 2026.", ("in_force", "2026-02-01")),
    ],
)
def test_an_act_says_itself_from_when_it_holds(act, start):
    found = told(
        "Notification No. 12/2026 on imports of paper from Brazil",
        "Ministry of Economy, Republic of Korea",
        f"1. An anti-dumping duty of 12.5% shall be levied on coated paper.\n\n2. {act}",
    )
    assert found == {("tariff", 12.5, ("KOR",), ("BRA",), *start)}


def test_news_of_an_act_is_no_act():
    found = told(
        "Chile answers Peru",
        "example.com",
        "Peru put a duty of 30% on wine from Chile in May. A duty of 40% will be levied on onions, a notice No. 4 says.",
    )
    assert ("tariff", 40, ("CHL",), ("PER",)) not in {one[:4] for one in found}
