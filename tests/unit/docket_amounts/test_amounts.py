"""Numbers, money, units: what each way of writing means, with the words it rests on."""

import pytest

from accord.docket.amounts import decimal_mark, find_amounts, number, written


def told(text):
    found = find_amounts(text, decimal=decimal_mark(text))
    assert all(text[a.start : a.end].strip() == text[a.start : a.end] for a in found)
    return [(a.value, a.unit) for a in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # groups and marks
        ("an outlay of Rs 3,75,000 crore", [(3.75e12, "INR")]),
        ("₹45,00,00,000 of scrap", [(4.5e8, "INR")]),
        ("Rs. 1.5 lakh crore and 12 lakh tonnes", [(1.5e12, "INR"), (1.2e6, "tonnes")]),
        ("a Rs 500-crore scheme", [(5e9, "INR")]),
        ("a duty of 7,5 %", [(7.5, "percent")]),
        ("€4,2 billion", [(4.2e9, "EUR")]),
        ("€2.345,60 a unit", [(2345.6, "EUR per unit")]),
        ("3.000.000 euros", [(3e6, "EUR")]),
        ("1 234 567 tonnes", [(1234567.0, "tonnes")]),
        ("1'500'000 Swiss francs", [(1.5e6, "CHF")]),
        ("the rate of 0,5 %", [(0.5, "percent")]),
        ("18,125 tonnes and 1,25,000 tonnes", [(18125.0, "tonnes"), (125000.0, "tonnes")]),
        ("17 250 tonnes in 2026 and 640 cars", [(17250.0, "tonnes"), (640.0, "cars")]),
        ("A duty of 12,5 % on 1.234 tonnes", [(12.5, "percent"), (1234.0, "tonnes")]),
        # currencies
        ("S$40 million, NT$90 billion, HK$3 billion", [(4e7, "SGD"), (9e10, "TWD"), (3e9, "HKD")]),
        (
            "A$2bn, C$3m, R$5.6 billion, NZ$1 million",
            [(2e9, "AUD"), (3e6, "CAD"), (5.6e9, "BRL"), (1e6, "NZD")],
        ),
        (
            "R12bn, RM500 million, CHF3,000, USD500bn",
            [(1.2e10, "ZAR"), (5e8, "MYR"), (3000.0, "CHF"), (5e11, "USD")],
        ),
        ("VND 5 trillion or 5 trillion dong", [(5e12, "VND"), (5e12, "VND")]),
        ("260 billion yen, 40 billion won, 7 billion lira", [(2.6e11, "JPY"), (4e10, "KRW"), (7e9, "TRY")]),
        ("30 million Canadian dollars", [(3e7, "CAD")]),
        ("550bn dollars and $1.4 trillion", [(5.5e11, "USD"), (1.4e12, "USD")]),
        ("half a million pesos", [(5e5, "pesos")]),
        ("a billion dollars", [(1e9, "USD")]),
        ("the COP30 summit, the G20, an F-35", []),
        # money per quantity, per year
        ("a duty of $413 a tonne", [(413.0, "USD per tonne")]),
        ("a cap of $47.60 per barrel", [(47.6, "USD per barrel")]),
        ("40 cents per pound", [(0.4, "USD per pound")]),
        ("a $1,000-a-ton levy, $8/MMBtu", [(1000.0, "USD per tonne"), (8.0, "USD per MMBtu")]),
        ("$7 billion a year", [(7e9, "USD per year")]),
        ("over $100 billion in aid a year", [(1e11, "USD per year")]),
        # quantities
        (
            "10 mb/d, 400,000 bpd, 648,000 barrels per day",
            [(1e7, "barrels per day"), (4e5, "barrels per day"), (648000.0, "barrels per day")],
        ),
        (
            "100,000 tonnes per year; 7,000 tons of sugar per year",
            [(1e5, "tonnes per year"), (7000.0, "tonnes per year")],
        ),
        ("500 MW, 3.5 gigawatts, 1,000 troy ounces", [(500.0, "MW"), (3.5, "GW"), (1000.0, "troy ounces")]),
        ("5,000 MT of rice, 15 Mt of coal", [(5000.0, "tonnes"), (1.5e7, "tonnes")]),
        ("5 million pounds of beef", [(5e6, "pounds")]),
        ("5 million pounds of aid", [(5e6, "GBP")]),
        ("49,000 Chinese electric vehicles", [(49000.0, "vehicles")]),
        ("100 Boeing 737 aircraft", [(100.0, "aircraft")]),
        ("54 products and 600,000 product lines", [(54.0, "products"), (600000.0, "lines")]),
        # rates and points
        (
            "39 per cent, 25-percent, 15 pct and 8%",
            [(39.0, "percent"), (25.0, "percent"), (15.0, "percent"), (8.0, "percent")],
        ),
        ("cut by 25 basis points, then 50bp", [(0.25, "points"), (0.5, "points")]),
        ("half a percentage point; a quarter of a percentage point", [(0.5, "points"), (0.25, "points")]),
        ("twenty-five percent, one hundred per cent", [(25.0, "percent"), (100.0, "percent")]),
        ("two and a half percent, 2½ percent", [(2.5, "percent"), (2.5, "percent")]),
        ("10, 15 and 25 percent", [(10.0, "percent"), (15.0, "percent"), (25.0, "percent")]),
        ("to 15 % from 27.5, not more", [(15.0, "percent"), (27.5, "percent")]),
        ("a quarter of imports", [(25.0, "percent")]),
        ("zero tariffs, duty-free, zero percent", [(0.0, "percent")] * 3),
        ("Brazil | 10% | 50%", [(10.0, "percent"), (50.0, "percent")]),
        # what is no amount
        ("Section 232, heading 9903.01.63, Executive Order 14257 of April 2, 2025", []),
        ("in 2018, 25 percent", [(25.0, "percent")]),
        ("within 30 days, FY2025-26, pages 10-15", []),
        ("a 25%1 tariff.2", [(25.0, "percent")]),
        ("the second quarter, double taxation, a double-digit rise", []),
    ],
)
def test_amounts(text, expected):
    assert told(text) == [(pytest.approx(value), unit) for value, unit in expected]


@pytest.mark.parametrize(
    ("text", "low", "value"),
    [
        ("10-15 %", 10, 15),
        ("12%\u201315%", 12, 15),
        ("between 10 and 15%", 10, 15),
        ("ranging from 10 to 41 percent", 10, 41),
        ("tariffs from 10% to 41%", 10, 41),
        ("$5-10 billion", 5e9, 1e10),
        ("$50 to $140 per net ton", 50, 140),
        ("25 to 30 countries", 25, 30),
    ],
)
def test_a_range_stays_a_range(text, low, value):
    (amount,) = find_amounts(text)
    assert (amount.low, amount.value) == (low, value)


def test_a_change_is_no_range():
    assert [(a.low, a.value) for a in find_amounts("raised the duty from 25 to 50 %")] == [
        (None, 25),
        (None, 50),
    ]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to 49,000 vehicles", "up to"),
        ("no higher than 15%", "up to"),
        ("at least 20 percent", "at least"),
        ("$1 trillion or more", "at least"),
        ("more than $38 billion", "more than"),
        ("about 8%", "about"),
        ("fewer than 12 companies", "less than"),
        ("15%", ""),
    ],
)
def test_bounds_are_part_of_what_is_read(text, bound):
    (amount,) = find_amounts(text)
    assert amount.bound == bound
    assert amount.span[0] == 0


@pytest.mark.parametrize(
    ("text", "value"), [("39%", 39.0), ("1,250", 1250.0), ("n/a", None), ("12.5", 12.5), ("nil", 0.0)]
)
def test_a_cell_gives_one_number(text, value):
    assert number(text) == value


def test_factors():
    found = find_amounts(
        "They doubled the duty, halved the quota, cut fees by a third and raised rents by a quarter."
    )
    assert [a.value for a in found] == pytest.approx([2, 0.5, 2 / 3, 1.25])
    assert {a.kind for a in found} == {"factor"}


def test_what_is_left_open_is_said():
    (francs,) = find_amounts("5 billion francs")
    assert (francs.currency, francs.unit) == ("", "francs")
    assert "does not say which" in francs.how


def test_written():
    assert written(3.5e11, "USD") == (350, "billion USD")
    assert written(25.0, "percent") == (25.0, "percent")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 million b/d and 5,000 tpa", [(1e6, "barrels per day"), (5000.0, "tonnes per year")]),
        ("a duty of EUR 95 per 1,000 kg", [(95.0, "EUR per 1,000 kg")]),
        ("the level 5% in Article 7", [(5.0, "percent")]),
        ("Tk 500 crore, Ksh 20 billion", [(5e9, "BDT"), (2e10, "KES")]),
        ("20 percent-25 percent", [(25.0, "percent")]),
    ],
)
def test_short_forms(text, expected):
    assert told(text) == expected
