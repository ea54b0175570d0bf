"""Contracts for works and machines: who orders, who builds, what it is worth; what is only hoped for is none."""

import pytest

from accord.docket import read

DAY = "2026-06-03"


@pytest.mark.parametrize(
    ("text", "buyer", "seller", "value", "goods"),
    [
        ("Peru signed a contract with Japan's Hitachi for 30 trams.", "PER", "JPN", 30, "trams"),
        ("Peru signed a contract for 30 trams with Japan's Hitachi.", "PER", "JPN", 30, "trams"),
        ("Norway has signed a deal with Westinghouse to build two reactors.", "NOR", "USA", 2, "reactors"),
        ("Korea's Doosan won a contract to build a power plant in Peru.", "PER", "KOR", None, "power plant"),
        (
            "Japan's Hitachi sealed a contract to build two lines in Peru. It is worth about $3 billion.",
            "PER",
            "JPN",
            3e9,
            "lines",
        ),
        ("Italy's Fincantieri signed a deal to build four frigates for Peru.", "PER", "ITA", 4, "frigates"),
        (
            "Kenya awarded Japan's Mitsubishi a contract to build a rail line.",
            "KEN",
            "JPN",
            None,
            "rail line",
        ),
        ("Spain's Talgo won an order for 40 trains from Egypt.", "EGY", "ESP", 40, "trains"),
        (
            "France will build two reactors in Ghana under a contract worth 9 billion crowns.",
            "GHA",
            "FRA",
            9e9,
            "reactors",
        ),
        ("India signed an agreement with Norway for six ships.", "IND", "NOR", 6, "ships"),
    ],
)
def test_who_orders_buys_and_who_builds_sells(text, buyer, seller, value, goods):
    (measure,) = read(text, DAY).measures
    assert (measure.lever, measure.imposing, measure.target) == ("purchase", (buyer,), (seller,))
    assert (measure.value, measure.goods, measure.status_norm) == (value, (goods,), "agreed")


@pytest.mark.parametrize(
    "text",
    [
        "Peru has not signed a contract with Japan's Hitachi to build a port.",
        "Kenya hopes to sign a deal with China to build a railway.",
        "Kenya struck a deal with China to build a railway.",
        "Norway signed a trade deal with Japan for cars.",
    ],
)
def test_a_contract_hoped_for_or_with_open_sides_is_none(text):
    assert read(text, DAY).measures == ()
