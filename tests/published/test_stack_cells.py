"""Products of partners on days, against what the orders and notices say."""

from datetime import date

import pytest

from accord.policy.stack.book import book_importers, load_book
from accord.policy.stack.product import product_duty
from accord.policy.stack.ranking import ranking
from accord.policy.stack.since import since
from accord.policy.stack.stack import stack


def total(code, exporter, day, importer="USA"):
    return product_duty(importer, exporter, code, date.fromisoformat(day), history=False)


@pytest.mark.parametrize(
    ("code", "exporter", "day", "expected"),
    [
        ("8703.23", "JPN", "2025-09-15", 27.5),  # Proclamation 10908 on the ordinary 2.5
        ("8703.23", "JPN", "2025-09-16", 15),  # Executive Order 14345
        ("8703.23", "GBR", "2025-07-15", 10),  # Executive Order 14309
        ("8703.23", "KOR", "2025-12-01", 15),
        ("7208.51", "DEU", "2025-03-20", 25),
        ("7208.51", "DEU", "2025-07-01", 50),
        ("7208.51", "GBR", "2025-07-01", 25),
        (
            "7208.51",
            "CHN",
            "2025-10-01",
            95,
        ),  # section 232, the fentanyl duty, section 301 since September 2024
        ("0901.11", "BRA", "2025-09-01", 50),
        ("0901.11", "BRA", "2025-11-20", 0),  # orders of 13 and 20 November 2025
        ("8517.13", "CHN", "2025-05-20", 20),  # electronics escape the reciprocal, not the fentanyl duty
        ("8517.13", "CHN", "2026-03-01", 0),
        ("9503.00", "CHN", "2025-04-20", 145),
        ("9503.00", "CHN", "2025-06-01", 30),
        ("8542.31", "CHN", "2026-08-01", 50),  # section 301, four-year review
        ("8542.31", "TWN", "2025-12-01", 0),
        ("8471.30", "TWN", "2025-11-14", 0),
        ("6109.10", "IND", "2025-09-01", 66.5),
        ("6109.10", "IND", "2026-02-10", 41.5),
        ("6109.10", "IND", "2026-11-27", 26.5),
        ("9105.21", "CHE", "2025-11-13", None),  # a specific rate: only what is added is law
        ("8802.40", "FRA", "2025-08-15", 15),
        ("8802.40", "FRA", "2026-01-15", 0),
        ("2203.00", "CAN", "2026-09-01", 50),
        ("2203.00", "CAN", "2026-08-21", 0),
        ("4407.11", "CAN", "2025-12-01", 10),
        ("6403.99", "VNM", "2026-08-10", None),
        ("8806.22", "CHN", "2026-10-01", None),
    ],
)
def test_what_a_product_pays(code, exporter, day, expected):
    found = total(code, exporter, day)
    if expected is not None:
        assert found.total_pct == pytest.approx(expected, abs=0.8)
    assert found.layers or not found.added_pct


def test_what_is_added_to_a_specific_rate():
    assert total("9105.21", "CHE", "2025-11-13").added_pct == pytest.approx(39)
    assert total("9105.21", "CHE", "2025-11-14").total_pct == pytest.approx(15, abs=0.01)
    assert total("6403.99", "VNM", "2026-08-10").added_pct == pytest.approx(12.5)
    assert total("8806.22", "CHN", "2026-10-01").added_pct >= 25


def test_goods_of_mexico_inside_and_outside_usmca():
    shirt = total("6109.10", "MEX", "2025-10-01")
    assert shirt.with_preference_pct == 0
    assert shirt.without_preference_pct == pytest.approx(41.5)
    car = total("8703.23", "MEX", "2026-11-27")
    assert car.without_preference_pct == pytest.approx(27.5)
    assert car.with_preference_pct == pytest.approx(15)


@pytest.mark.parametrize(
    ("importer", "code", "exporter", "day", "added"),
    [
        ("EU27", "8703.80", "CHN", "2026-01-15", 20.7),
        ("CAN", "8703.80", "CHN", "2025-06-01", 100),
        ("CHN", "1514.11", "CAN", "2025-06-01", 100),
        ("CHN", "1205.10", "CAN", "2025-09-01", 75.8),
        ("CHN", "0207.14", "USA", "2025-06-01", 25),
        ("CHN", "8802.40", "USA", "2025-04-20", 125),
        ("MEX", "8703.23", "CHN", "2026-03-01", 50),
        ("MEX", "8703.23", "JPN", "2026-03-01", 0),
    ],
)
def test_other_importers(importer, code, exporter, day, added):
    assert total(code, exporter, day, importer).added_pct == pytest.approx(added)


def test_nobody_loses_an_exemption_on_13_november_2025():
    for partner in ("TWN", "VNM", "THA", "MYS", "CHN", "IND"):
        before, after = (stack("USA", partner, date(2025, 11, day)).overall for day in (12, 13))
        assert after.exempt_share >= before.exempt_share - 1e-9
        assert after.addon_pct <= before.addon_pct + 1e-9
    assert stack("USA", "TWN", date(2026, 2, 23)).overall.exempt_share == pytest.approx(0.6, abs=0.04)


def test_aircraft_of_the_union_pay_next_to_nothing_since_the_deal():
    assert stack("USA", "EU27", date(2026, 3, 15)).chapters["88"].addon_pct < 1
    assert stack("USA", "EU27", date(2025, 8, 15)).chapters["88"].addon_pct > 14


@pytest.mark.parametrize(
    ("day", "published", "within"),
    [
        ("2025-07-15", 13.8, 0.5),  # Yale's tracker, daily series
        ("2025-08-15", 16.0, 0.6),
        ("2025-10-15", 17.9, 2.0),  # The Budget Lab at Yale, 17 October 2025
        ("2026-05-15", 10.6, 0.6),
        ("2026-11-09", 11.2, 0.6),  # The Budget Lab at Yale, 9 November 2026
    ],
)
def test_the_average_over_all_partners(day, published, within):
    found = ranking("USA", date.fromisoformat(day))
    assert found.mean.total_pct == pytest.approx(published, abs=within)
    totals = [row.rates.total_pct for row in found.partners]
    assert totals == sorted(totals, reverse=True)
    assert found.mean.imports_usd_bn == pytest.approx(3209, abs=1)


def test_what_became_of_the_duties_of_january_2026():
    facts = since("USA", "IND", ("C13T15",), date(2026, 1, 14))
    assert [fact.date for fact in facts] == sorted(fact.date for fact in facts)
    fates = {(fact.entry, fact.fate, fact.date) for fact in facts}
    assert ("us-india-oil", "ended", "2026-02-07") in fates
    assert ("us-reciprocal-august", "struck down", "2026-02-24") in fates
    assert ("us-section-301-labour", "began", "2026-07-24") in fates
    assert ("us-rule-scotus-ieepa", "act", "2026-02-20") in fates
    assert all(fact.date > "2026-01-14" for fact in facts)
    assert not any("metals" in fact.entry for fact in facts), "garments are no metal"
    assert since("KAZ", "IND", (), date(2026, 1, 14)) == ()


def test_what_is_told_of_later_touches_the_goods_and_the_seller():
    cars = {fact.entry for fact in since("USA", "JPN", ("8703",), date(2025, 9, 5))}
    assert "us-232-autos-japan" in cars
    assert not any("truck" in entry or "bus" in entry or "semiconductor" in entry for entry in cars)
    assert "us-rule-scotus-ieepa" not in cars, "cars pay section 232 in place of what the ruling ended"
    swiss = {fact.entry for fact in since("USA", "CHE", (), date(2025, 11, 14))}
    assert "us-rule-scotus-ieepa" in swiss
    assert not any("201" in entry or "semiconductor" in entry for entry in swiss)
    evs = {fact.entry for fact in since("EU27", "CHN", ("870380",), date(2024, 7, 5))}
    assert evs
    assert "eu-de-minimis" not in evs


def test_the_books_of_other_importers_hold_sixty_entries_with_instrument_and_source():
    entries = [
        entry
        for importer in book_importers()
        if importer != "USA"
        for entry in (*load_book(importer).duties, *load_book(importer).acts)
    ]
    assert len(entries) >= 60
    assert all(entry.instrument and entry.source and entry.confidence in "HML" for entry in entries)
    for entry in entries:
        if entry.source == "General knowledge":
            assert entry.confidence in "HM" or entry.note
