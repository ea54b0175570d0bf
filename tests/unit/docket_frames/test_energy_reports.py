"""Reports on oil and gas of our own: every role read without a doubt, and the energy question that they carry."""

from functools import cache
from pathlib import Path

import pytest

from accord.assess.oil.read import read as oil
from accord.assess.purchase.read import read as purchase
from accord.docket import read

REPORTS = Path(__file__).parents[2] / "docket_reports" / "energy"
MAIN = {
    "crude_cap": ("price_cap", 44.1, "EU", "RUS", "scheduled", "2026-02-01"),
    "waiver": ("licence", None, "USA", "RUS", "in_force", "2026-03-05"),
    "gas_contract": ("purchase", 5_500_000, "JPN", "USA", "agreed", None),
    "energy_pledge": ("purchase", 100_000_000_000, "KOR", "USA", "agreed", None),
    "refiner_stops": ("purchase_stop", None, "IND", "RUS", "in_force", None),
    "gas_twenty_years": ("purchase", 4_000_000_000, "TUR", "USA", "pledged", "2026"),
    "buyers_charged": ("tariff", 25, "USA", "world", "scheduled", "2025-04-02"),
}
"""What each report tells first."""
ASKED = {
    "crude_cap": ("RUS", None, "crude oil", 44.1, False),
    "waiver": ("RUS", "IND", "crude oil", None, False),
    "gas_contract": ("USA", "JPN", "LNG", None, False),
    "energy_pledge": ("USA", "KOR", "LNG", None, False),
    "refiner_stops": ("RUS", "IND", "crude oil", None, True),
    "gas_twenty_years": ("USA", "TUR", "LNG", None, False),
    "buyers_charged": ("VEN", None, "crude oil", None, False),
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
    asked = purchase(docket("energy_pledge"))
    assert (asked.buyer, asked.seller, asked.usd_bn) == ("KOR", "USA", 100)
