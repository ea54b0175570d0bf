"""Reports on oil and gas of our own: every role read without a doubt, and the energy question that they carry."""

from functools import cache
from pathlib import Path

import pytest

from accord.assess.oil.read import read as oil
from accord.assess.purchase.read import read as purchase
from accord.docket import read

REPORTS = Path(__file__).parents[2] / "docket_reports" / "energy"
MAIN = {
    "02": ("price_cap", 44.1, "EU", "RUS", "scheduled", "2026-02-01"),
    "04": ("licence", None, "USA", "RUS", "in_force", "2026-03-05"),
    "06": ("purchase", 5_500_000, "JPN", "USA", "agreed", None),
    "07": ("purchase", 100_000_000_000, "KOR", "USA", "agreed", None),
    "11": ("purchase_stop", None, "IND", "RUS", "in_force", None),
    "13": ("purchase", 4_000_000_000, "TUR", "USA", "pledged", None),
    "14": ("tariff", 25, "USA", "world", "scheduled", "2025-04-02"),
}
"""What each report tells first."""
ASKED = {
    "02": ("RUS", None, "crude oil", 44.1, False),
    "04": ("RUS", "IND", "crude oil", None, False),
    "06": ("USA", "JPN", "LNG", None, False),
    "07": ("USA", "KOR", "LNG", None, False),
    "11": ("RUS", "IND", "crude oil", None, True),
    "13": ("USA", "TUR", "LNG", None, False),
    "14": ("VEN", None, "crude oil", None, False),
}
"""Seller, buyer, fuel, cap, and whether the buyer is to stop."""


@cache
def docket(name):
    return read((REPORTS / f"{name}.txt").read_text("utf-8"), name=name)


@pytest.mark.parametrize("name", MAIN)
def test_the_main_act_has_its_roles_and_no_role_is_guessed(name):
    found = docket(name).measures
    first = found[0]
    assert (
        first.lever,
        first.value,
        ",".join(first.imposing),
        ",".join(first.target),
        first.status_norm,
        first.effective_date,
    ) == MAIN[name]
    assert not [m.lever for m in found if m.doubts_of("imposing", "target")]


@pytest.mark.parametrize("name", ASKED)
def test_the_question_of_oil_or_gas_is_the_report_s(name):
    asked = oil(docket(name))
    assert (asked.seller, asked.buyer, asked.fuel, asked.cap, asked.stops) == ASKED[name]


def test_a_pledge_in_money_is_asked_of_buyer_and_seller():
    asked = purchase(docket("07"))
    assert (asked.buyer, asked.seller, asked.usd_bn) == ("KOR", "USA", 100)
