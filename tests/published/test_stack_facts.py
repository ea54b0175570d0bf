"""Dated facts of the law, one line each: what the book says the day before, on the day, and after.

Rates are percent, added to the ordinary tariff. Each row names the order or notice that the dates come from.
"""

from datetime import date, timedelta

import pytest

from accord.policy.stack.book import duties_paid, load_book
from accord.policy.stack.product import product_duty

HEADLINES = (
    # exporter, day, the day before, on the day
    ("CHN", "2025-02-04", 0, 10),  # Executive Order 14195
    ("HKG", "2025-02-04", 0, 10),
    ("MAC", "2025-03-04", 0, 0),  # Macau pays the reciprocal duty alone
    ("CHN", "2025-03-04", 10, 20),  # 14228
    ("CAN", "2025-03-04", 0, 25),  # 14193
    ("MEX", "2025-03-04", 0, 25),  # 14194
    ("IND", "2025-04-05", 0, 10),  # 14257, baseline
    ("EU27", "2025-04-05", 0, 10),
    ("CHN", "2025-04-05", 20, 30),
    ("RUS", "2025-04-05", 0, 0),
    ("CHN", "2025-04-09", 30, 104),  # 14259
    ("VNM", "2025-04-09", 10, 10),  # 14266: paused the day it was due
    ("CHN", "2025-04-10", 104, 145),  # 14266
    ("CHN", "2025-05-14", 145, 30),  # 14298, Geneva
    ("CAN", "2025-08-01", 25, 35),  # 14325
    ("BRA", "2025-08-06", 10, 50),  # 14323
    ("IND", "2025-08-07", 10, 25),  # 14326
    ("EU27", "2025-08-07", 10, 15),
    ("JPN", "2025-08-07", 10, 15),
    ("KOR", "2025-08-07", 10, 15),
    ("TWN", "2025-08-07", 10, 20),
    ("VNM", "2025-08-07", 10, 20),
    ("CHE", "2025-08-07", 10, 39),
    ("ZAF", "2025-08-07", 10, 30),
    ("SYR", "2025-08-07", 10, 41),
    ("LAO", "2025-08-07", 10, 40),
    ("NZL", "2025-08-07", 10, 15),
    ("GBR", "2025-08-07", 10, 10),
    ("AUS", "2025-08-07", 10, 10),
    ("IND", "2025-08-27", 25, 50),  # 14329
    ("CHN", "2025-11-10", 30, 20),  # 14357
    ("CHE", "2025-11-14", 39, 15),
    ("IND", "2026-02-07", 50, 25),  # order of 6 February 2026
    ("IND", "2026-02-24", 25, 10),  # Learning Resources v. Trump; Proclamation 11012
    ("CHN", "2026-02-24", 20, 10),
    ("CAN", "2026-02-24", 35, 10),
    ("EU27", "2026-02-24", 15, 10),
    ("RUS", "2026-02-24", 0, 10),
    ("BRA", "2026-07-22", 10, 35),  # FR Doc. 2026-14542
    ("IND", "2026-07-24", 10, 10),  # 91 FR 47318
    ("GBR", "2026-07-24", 10, 10),
    ("CHN", "2026-07-24", 10, 12.5),
    ("VNM", "2026-07-24", 10, 12.5),
    ("TUR", "2026-07-24", 10, 12.5),
    ("JPN", "2026-07-24", 10, 12.5),
    ("TWN", "2026-07-24", 10, 10),
    ("BRA", "2026-07-24", 35, 37.5),
    ("UKR", "2026-07-24", 10, 0),
    ("LAO", "2026-07-24", 10, 0),
)


def headline(exporter, day):
    return sum(
        duty.rate_on(exporter) for duty in duties_paid(load_book("USA"), exporter, day) if duty.general
    )


@pytest.mark.parametrize(("exporter", "day", "before", "on"), HEADLINES)
def test_headlines_turn_on_their_day(exporter, day, before, on):
    turns = date.fromisoformat(day)
    assert headline(exporter, turns - timedelta(days=1)) == before
    assert headline(exporter, turns) == on


PRODUCTS = (
    # code, exporter, day, added the day before, on the day
    ("8703.23", "DEU", "2025-04-03", 0, 25),  # Proclamation 10908
    ("8703.23", "DEU", "2025-08-01", 25, 12.5),  # 15 in all, back to 1 August
    ("8703.23", "JPN", "2025-09-16", 25, 12.5),  # Executive Order 14345
    ("8703.23", "GBR", "2025-06-30", 25, 7.5),  # 14309
    ("8703.23", "KOR", "2025-11-01", 25, 12.5),
    ("8708.29", "DEU", "2025-05-03", 10.3, 25),  # parts, a month after cars
    ("7208.51", "DEU", "2025-03-12", 0, 25),  # Proclamation 10896
    ("7208.51", "DEU", "2025-06-04", 25, 50),  # 10947
    ("7208.51", "GBR", "2025-06-04", 25, 25),
    ("7601.10", "ARE", "2025-03-12", 10, 25),  # 10895 on the 10 of 2018
    ("7601.10", "CAN", "2025-06-04", 25, 50),
    ("7408.11", "CHL", "2025-08-01", 0, 45),  # 10962, on nine tenths of the value
    ("7403.11", "CHL", "2025-08-01", 0, 0),  # cathodes are free
    ("7408.11", "CHL", "2026-04-06", 46, 50),  # 11021, full value
    ("4407.11", "CAN", "2025-10-14", 0, 10),  # 10976
    ("9403.40.9060", "CHN", "2025-10-14", 55, 70),
    ("9403.40.9060", "VNM", "2025-10-14", 20, 25),
    ("9401.61.4011", "DEU", "2025-10-14", 15, 15),
    ("8701.21", "DEU", "2025-11-01", None, 25),  # 10984
    ("8702.10", "KOR", "2025-11-01", None, 10),
    ("8517.13", "CHN", "2025-04-05", 20, 20),  # memorandum of 11 April, back to 5 April
    ("8471.30", "TWN", "2025-08-07", 0, 0),
    ("8517.13", "VNM", "2025-11-13", 0, 0),  # the electronics stay exempt
    ("0901.11", "COL", "2025-11-13", 10, 0),  # order of 14 November
    ("0803.90", "ECU", "2025-11-13", 15, 0),
    ("0901.11", "BRA", "2025-11-13", 50, 0),
    ("0202.30", "AUS", "2025-11-13", 10, 0),
    ("2106.90.99", "IND", "2025-11-13", 50, 50),  # freed in part alone: counted as paying
    ("7110.11", "ZAF", "2025-08-07", 0, 0),  # Annex II from the first day
    ("2801.20", "CHL", "2025-08-07", 0, 0),
    ("4412.31", "IDN", "2025-10-14", 0, 19),  # wood leaves Annex II
    ("3907.61", "VNM", "2025-09-08", 0, 20),  # Executive Order 14346
    ("7108.13.55", "CHE", "2025-09-08", 39, 0),
    ("8802.40", "FRA", "2025-09-01", 15, 0.75),  # civil aircraft of the EU
    ("8802.40", "GBR", "2025-06-30", 10, 0.5),
    ("8802.40", "JPN", "2025-09-16", 15, 0.75),
    ("8802.40", "KOR", "2025-11-14", 15, 0.75),
    ("9102.11", "CHE", "2025-11-14", 39, 9.5),  # 90 FR 59281
    ("6109.10", "IND", "2026-07-24", 10, 10),
    ("6109.10", "BGD", "2026-07-24", 10, 10),
    ("4901.99", "GBR", "2026-07-24", 0, 0),  # informational materials
    ("2204.10", "FRA", "2026-02-24", None, 10),
    ("8429.52", "JPN", "2026-06-08", 25, 15),  # Proclamation 11032
    ("7201.10", "BRA", "2026-07-22", 10, 10),  # pig iron: free of section 301, section 122 for two days more
    ("2208.30", "GBR", "2026-07-24", 10, 0),  # Annex II, part for Britain
    ("7102.39", "EU27", "2026-07-24", 10, 0),
    ("1511.10", "IDN", "2026-07-24", 10, 0),
    ("2203.00", "CAN", "2026-08-22", 0, 50),  # Proclamations 11046 and 11056
    ("8806.22", "VNM", "2026-09-03", None, 25),  # 11055
    ("8806.24", "CHN", "2026-09-03", None, 125),  # with section 301 of 2018
    ("3004.90", "GBR", "2026-09-29", 0, 0),  # 11020
    ("6810.99.0020", "IND", "2026-08-15", 10, 35),  # 11051
    # China, lists 1 to 4A and the four-year review
    ("8703.80", "CHN", "2024-09-27", 25, 100),
    ("8541.43", "CHN", "2024-09-27", 25, 50),
    ("7208.51", "CHN", "2024-09-27", 25, 50),
    ("9018.31", "CHN", "2024-09-27", 0, 100),
    ("8507.60.0010", "CHN", "2024-09-27", 7.5, 25),
    ("8542.31", "CHN", "2025-01-01", 25, 50),
    ("3818.00", "CHN", "2025-01-01", 25, 50),
    ("8101.94", "CHN", "2025-01-01", 0, 25),
    ("4015.12.10", "CHN", "2025-01-01", 7.5, 50),
    ("4015.12.10", "CHN", "2026-01-01", 70, 120),
    ("8507.60.0020", "CHN", "2026-01-01", 27.5, 45),
    ("8426.19", "CHN", "2026-11-10", 37.5, 137.5),
    ("7318.15.20", "CHN", "2024-06-01", 25, 25),
    ("6109.10", "CHN", "2024-06-01", 7.5, 7.5),
    ("9503.00", "CHN", "2024-06-01", 0, 0),
)


@pytest.mark.parametrize(("code", "exporter", "day", "before", "on"), PRODUCTS)
def test_products_turn_on_their_day(code, exporter, day, before, on):
    turns = date.fromisoformat(day)
    for at, wanted in ((turns - timedelta(days=1), before), (turns, on)):
        if wanted is not None:
            found = product_duty("USA", exporter, code, at, history=False)
            assert found.added_pct == pytest.approx(wanted, abs=0.05), (
                at,
                [layer.id for layer in found.layers],
            )


USMCA = (
    # code, exporter, day, total inside USMCA, outside
    ("6109.10", "CAN", "2025-03-05", 25, 41.5),
    ("6109.10", "CAN", "2025-03-07", 0, 41.5),
    ("6109.10", "CAN", "2025-08-01", 0, 51.5),
    ("6109.10", "MEX", "2025-08-01", 0, 41.5),
    ("6109.10", "MEX", "2026-02-24", 0, 26.5),
    ("6109.10", "CAN", "2026-07-24", 0, 26.5),
    ("3104.20", "CAN", "2025-03-07", 0, 10),
    ("2709.00.1000", "CAN", "2025-08-01", 0, 10),
    ("8703.23", "CAN", "2025-04-03", 15, 27.5),
    ("8708.29", "MEX", "2025-05-03", 0, None),
    ("7208.51", "MEX", "2025-06-04", 50, 50),
)


@pytest.mark.parametrize(("code", "exporter", "day", "inside", "outside"), USMCA)
def test_goods_inside_and_outside_usmca(code, exporter, day, inside, outside):
    found = product_duty("USA", exporter, code, date.fromisoformat(day), history=False)
    assert found.with_preference_pct == pytest.approx(inside, abs=0.06)
    if outside is not None:
        assert found.without_preference_pct == pytest.approx(outside, abs=0.1)


ELSEWHERE = (
    # importer, code, exporter, day, added the day before, on the day
    ("EU27", "8703.80", "CHN", "2024-10-30", 20.8, 20.7),  # Implementing Regulation (EU) 2024/2754
    ("CAN", "8703.80", "CHN", "2024-10-01", 0, 100),
    ("CAN", "7208.51", "CHN", "2024-10-22", 0, 25),
    ("CAN", "7208.51", "USA", "2025-03-13", 0, 25),
    ("CHN", "1514.11", "CAN", "2025-03-20", 0, 100),
    ("CHN", "0203.29", "CAN", "2025-03-20", 0, 25),
    ("CHN", "1205.10", "CAN", "2025-08-14", 0, 75.8),
    ("CHN", "2711.11", "USA", "2025-02-10", 0, 15),
    ("CHN", "1001.99", "USA", "2025-03-10", 0, 15),
    ("CHN", "8802.40", "USA", "2025-04-10", 0, 84),
    ("CHN", "8802.40", "USA", "2025-04-12", 84, 125),
    ("CHN", "8802.40", "USA", "2025-05-14", 125, 10),
    ("CHN", "1001.99", "USA", "2025-11-10", 25, 10),  # the farm part ended
    ("CHN", "1201.90", "USA", "2018-07-06", 0, 25),
    ("CHN", "1201.90", "USA", "2025-11-10", 20, 10),
    ("CHN", "1514.11", "CAN", "2026-03-01", 100, 100),  # oil is not in the understanding of January 2026
    ("CHN", "0713.10", "CAN", "2026-03-01", 100, 0),
    ("CHN", "1205.10", "CAN", "2026-03-01", 75.8, 15),
    ("CAN", "8703.80", "CHN", "2026-03-01", 100, 0),  # within 49,000 cars
    ("TUR", "8703.23", "USA", "2025-09-22", 40, 0),
    ("MEX", "8703.23", "CHN", "2026-01-01", 0, 50),
    ("MEX", "8703.23", "USA", "2026-01-01", 0, 0),
)


@pytest.mark.parametrize(("importer", "code", "exporter", "day", "before", "on"), ELSEWHERE)
def test_other_importers_turn_on_their_day(importer, code, exporter, day, before, on):
    turns = date.fromisoformat(day)
    for at, wanted in ((turns - timedelta(days=1), before), (turns, on)):
        found = product_duty(importer, exporter, code, at, history=False)
        assert found.added_pct == pytest.approx(wanted, abs=0.05), (at, [layer.id for layer in found.layers])


def test_makers_of_electric_cars_pay_their_own_rate():
    found = product_duty("EU27", "CHN", "8703.80", date(2025, 6, 1), history=False)
    rates = found.layers[0].by_maker
    assert (rates["BYD"], rates["Geely"]) == (17.0, 18.8)
    assert rates["Tesla (Shanghai)"] == 7.8
    assert 35.3 in rates.values()
    assert found.base.mean_pct == 10


def test_what_was_announced_and_never_collected():
    book = load_book("USA")
    for day, rate in ((date(2026, 2, 10), 18), (date(2026, 3, 1), 15), (date(2026, 6, 10), 12.5)):
        waiting = [duty for duty in book.duties if duty.pending_on(day) and duty.rate_on("IND") == rate]
        assert waiting
        assert headline("IND", day) < 18 or day < date(2026, 2, 24)
