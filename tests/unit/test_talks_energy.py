"""Concessions on energy: priced by the energy room, added to a package, never counted twice."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from accord.core.errors import InputError
from accord.energy.answers.payoffs import energy_stop, purchase
from accord.talks.bench import priced
from accord.talks.menu import Menu, load_menu
from accord.talks.packages import Bench, Priced

STOP = {
    "id": "stop",
    "giver": "IND",
    "what": "buys no Russian crude",
    "kind": "energy-stop",
    "supplier": "RUS",
}


def menu(*concessions: dict[str, object]) -> Menu:
    return Menu.from_dict(
        {"id": "m", "title": "M", "parties": ["USA", "IND"], "concessions": list(concessions)}, "menu"
    )


def test_a_stop_is_worth_what_the_crude_market_says() -> None:
    held = priced(menu(STOP))["stop"]
    worth = energy_stop("RUS", "IND")
    assert held.by_economy["IND"] == pytest.approx(1e3 * worth.by_economy["IND"])
    assert held.by_economy["IND"] < 0
    assert held.by_economy["SAU"] > 0, "third parties too"
    assert held.per_dollar["IND"] == pytest.approx(worth.by_economy["IND"] / worth.by_economy["RUS"])


def test_half_a_stop_is_worth_half() -> None:
    half, whole = priced(menu({**STOP, "share": 0.5}))["stop"], priced(menu(STOP))["stop"]
    assert half.by_economy["IND"] == pytest.approx(whole.by_economy["IND"] / 2)


def test_a_purchase_of_crude_costs_the_premium_of_the_refinery_programme() -> None:
    bought = {
        "id": "crude",
        "giver": "IND",
        "what": "buys crude",
        "kind": "purchase",
        "usd_bn": 5,
        "product": "crude oil",
    }
    held = priced(menu(bought))["crude"]
    worth = purchase("IND", "USA", "crude oil", 5.0)
    assert held.by_economy == {code: pytest.approx(1e3 * value) for code, value in worth.by_economy.items()}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"supplier": None}, "needs the key 'supplier'"),
        ({"share": {"B06": 0.5}}, "takes one share"),
        (
            {"kind": "purchase", "usd_bn": 5, "supplier": None},
            "needs either the key 'sectors' or the key 'product'",
        ),
    ],
)
def test_bad_menus_are_one_sentence(change: dict[str, object], message: str) -> None:
    row = {key: value for key, value in {**STOP, **change}.items() if value is not None}
    with pytest.raises(InputError, match=message):
        menu(row)


class Room:
    """A bench's own sums on a world of three, without a solve."""

    economies = ("USA", "IND", "ROW")


def test_economies_that_a_world_does_not_hold_are_in_its_rest() -> None:
    held = menu(STOP)
    table = object.__new__(Bench)
    table.game = SimpleNamespace(world=Room)  # type: ignore[assignment]
    table.priced = {"stop": Priced({"IND": -4.0, "RUS": -7.0, "SAU": 3.0}, {})}
    assert table._energy(held.concessions) == {"IND": -4.0, "ROW": -4.0}


def test_the_librarys_menu_prices_russian_oil_in_the_crude_market() -> None:
    held = load_menu("us-india")
    assert set(priced(held)) == {"in-russian-oil"}
