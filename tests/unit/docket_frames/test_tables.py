"""Tables and lists of figures: what each column holds, rates before, quotas by volume, codes, stages, totals."""

from __future__ import annotations

import pytest

from accord.docket.read import read


def told(text):
    docket = read(text, "2026-06-01")
    return {
        (m.lever, m.value, m.previous_value, m.imposing, m.target, m.goods) for m in docket.measures if m.value is not None
    }  # fmt: skip


QUOTAS = """Norway's ministry of trade published a notice on Monday. Country quotas apply to imports of lamb into Norway from 1 July 2026.

Quotas for the first year (thousand tonnes)

| Country | 1 Jul - 31 Dec 2026 |
|---|---|
| Chile | 1,106 |
| Peru | 511 |
| Other countries | 72 |
| Total | 1,689 |
"""


def test_volumes_of_a_quota_are_no_rates():
    docket = read(QUOTAS, "2026-06-01")
    rows = [(m.value, m.unit, m.target, m.effective_date, m.end_date) for m in docket.measures if m.value]
    day = ("2026-07-01", "2026-12-31")
    assert rows == [
        (1106000.0, "tonnes", ("CHL",), *day), (511000.0, "tonnes", ("PER",), *day), (72000.0, "tonnes", ("world",), *day)
    ]  # fmt: skip
    assert not [m for m in docket.measures if m.lever == "tariff"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Brazil raised import duties on Monday.\n\n| Code | Description | Duty now | New duty |\n|---|---|---|---|\n"
            "| 6403.9901 | Leather shoes | 20% | 35% |\n| 7208.5102 | Steel plate | - | 12% |\n| 8703.2304 | Cars | up to 20% | Nil |",
            {("leather shoes", 35.0, 20.0), ("steel plate", 12.0, None), ("cars", 0.0, 20.0)},
        ),
        (
            "Brazil lowered import duties on Monday.\n\n- Laptops: from 16 to 0 per cent\n- Mobile phones: from 16 to 8 per cent",
            {("laptops", 0.0, 16.0), ("mobile phones", 8.0, 16.0)},
        ),
        (
            "Brazil will lower its import duties.\n\n| Product | Base rate | 2027 | 2028 | 2029 |\n|---|---|---|---|---|\n"
            "| Olive oil | 12.8% | 10% | 5% | Free |\n| Wine | 20% | 15% | 12% | 9% |",
            {("olive oil", 10.0, 12.8), ("olive oil", 0.0, 12.8), ("wine", 15.0, 20.0), ("wine", 9.0, 20.0)},
        ),
        (
            "Brazil will lower its import duties.\n\nProduct | Tariff now | Tariff under the agreement\n"
            "Wine | 150% | 75% at first, then in stages to 20%\nBeer | up to 110% | 50%",
            {("wine", 75.0, 150.0), ("wine", 20.0, 75.0), ("beer", 50.0, 110.0)},
        ),
    ],
)
def test_rows_of_goods(text, rows):
    assert {(g[0], value, before) for _, value, before, _, _, g in told(text)} == rows


def test_a_table_of_statistics_tells_no_measure():
    text = "Chile's exports in 2025\n\n| Country | Exports (US$ bn) | Share (%) | Growth (%) |\n|---|---|---|---|\n| Peru | 8.1 | 18.2 | 5.1 |\n| Norway | 1.2 | 2.3 | 1.2 |"
    assert not told(text)


def test_a_list_of_each_side_is_of_that_side():
    text = (
        "Chile and Norway concluded a trade agreement on Monday. Norway's duties on Chilean goods come down as follows:\n\n"
        "- Wine: from 50 to 20 per cent\n- Grapes: from 12% to 4%\n\nChile's duties on Norwegian goods:\n\n- Cod: 9% to 2%\n- Trout: 6% to zero"
    )
    assert {(who, on, g) for _, _, _, who, on, g in told(text)} == {
        (("NOR",), ("CHL",), ("wine",)), (("NOR",), ("CHL",), ("grapes",)),
        (("CHL",), ("NOR",), ("cod",)), (("CHL",), ("NOR",), ("trout",)),
    }  # fmt: skip


def test_stages_after_a_colon_are_a_measure_each():
    text = "Norway will raise its duty on Chilean salmon in two steps: 10 per cent from 1 July 2026 and 15 per cent from 1 January 2027."
    docket = read(text, "2026-06-01")
    assert [(m.value, m.previous_value, m.effective_date, m.target) for m in docket.measures] == [
        (10.0, None, "2026-07-01", ("CHL",)),
        (15.0, 10.0, "2027-01-01", ("CHL",)),
    ]


def test_stages_in_points_of_a_notice():
    text = (
        "The Government of Chile hereby imposes on hot rolled coils, when imported into Chile, a safeguard duty at the following rates:\n\n"
        "(a) twelve per cent. ad valorem, when imported from 21st April, 2026 to 20th April, 2027;\n\n"
        "(b) eleven and a half per cent. ad valorem, when imported from 21st April, 2027 to 20th April, 2028;\n\n"
        "(c) eleven per cent. ad valorem, when imported from 21st April, 2028 to 20th April, 2029."
    )
    docket = read(text, "2026-06-01")
    told = [(m.value, m.effective_date, m.end_date, m.status_norm) for m in docket.measures]
    assert told == [
        (12.0, "2026-04-21", "2027-04-20", "in_force"),
        (11.5, "2027-04-21", "2028-04-20", "scheduled"),
        (11.0, "2028-04-21", "2029-04-20", "scheduled"),
    ]
    assert {(m.imposing, m.goods) for m in docket.measures} == {(("CHL",), ("hot rolled coils",))}


def test_a_statement_gives_preference_and_its_goods_face_the_rate():
    text = (
        "Joint Statement. Peru and Norway have agreed to a Framework.\n\n"
        "- Peru has committed to provide significant preferential market access for Norwegian goods, including chemicals.\n"
        "- Norway will lower its tariff rate on imports of Peru to 19 percent, except for identified products from the list in Annex III, "
        "which will receive a zero percent tariff rate."
    )
    rows = [(m.lever, m.value, m.imposing, m.target) for m in read(text, "2026-06-01").measures]
    assert rows == [
        ("tariff", None, ("PER",), ("NOR",)),
        ("tariff", 19.0, ("NOR",), ("PER",)),
        ("tariff", 0.0, ("NOR",), ("PER",)),
    ]
