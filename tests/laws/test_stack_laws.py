"""Laws of the stack: parts add up, exempt goods never raise the rate, order means nothing."""

import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.policy import load_book, stack
from accord.policy.stack.alike import Together, alike
from accord.policy.stack.averages import average, by_group
from accord.policy.stack.book import duties_paid
from accord.policy.stack.incidence import line_rates
from accord.policy.stack.sectors import everyone, sector_tariffs
from accord.policy.stack.tables import partners
from accord.policy.stack.told import why
from accord.policy.stack.weights import SECTOR_NAMES, Weights, weights
from accord.policy.stack.written import BOOK as FORM

BOOK = load_book("USA")
CHANGES = sorted(
    {
        day
        for duty in BOOK.duties
        for day in (duty.effective, duty.ended)
        if day and BOOK.since <= day <= BOOK.until
    }
)
DAYS = st.sampled_from(CHANGES) | st.dates(BOOK.since, BOOK.until)
SHARES = ("exempt_share", "preempted_share", "hit_share")
POINTS = ("addon_pct", "preempting_pct", "base_pct", "total_pct")


def table_of(parts, keys):
    return np.array([[getattr(part, key) for key in keys] for part in parts])


def check_parts(found):
    parts = [found.overall, *found.sectors.values(), *found.chapters.values()]
    shares, points = table_of(parts, SHARES), table_of(parts, POINTS)
    np.testing.assert_allclose(shares.sum(1), 1, rtol=0, atol=1e-12)
    assert shares.min() >= -1e-12
    np.testing.assert_allclose(points[:, :3].sum(1), points[:, 3], rtol=0, atol=1e-9)
    assert points[:, 0].max() <= found.statutory_pct + 1e-9
    for groups in (found.sectors.values(), found.chapters.values()):
        weight = table_of(groups, ("imports_usd_bn",))[:, 0]
        assert weight.sum() == pytest.approx(found.overall.imports_usd_bn, rel=1e-9)
        for keys in (SHARES, POINTS):
            mean = weight @ table_of(groups, keys) / weight.sum()
            np.testing.assert_allclose(mean, table_of([found.overall], keys)[0], rtol=0, atol=1e-9)
    for general, key in ((True, "addon_pct"), (False, "preempting_pct")):
        adds = sum(line.adds_pct for line in found.duties if line.general is general)
        assert adds == pytest.approx(getattr(found.overall, key), abs=1e-9)


@pytest.mark.parametrize("day", CHANGES[:: len(CHANGES) // 4])
def test_parts_add_up_for_every_partner(day):
    for partner in partners():
        check_parts(stack("USA", partner, day))


@tries(40)
@given(st.sampled_from(partners()), DAYS)
def test_parts_add_up_on_any_day(partner, day):
    check_parts(stack("USA", partner, day))


@tries(10)
@given(st.integers(0, 10**6), st.sampled_from(("IND", "CHN", "EU27")), DAYS)
def test_the_order_of_duties_means_nothing(seed, partner, day):
    shuffled = list(BOOK.duties)
    random.Random(seed).shuffle(shuffled)
    other = replace(BOOK, duties=tuple(sorted(shuffled, key=lambda duty: duty.id)))
    assert stack("USA", partner, day, other) == stack("USA", partner, day)
    paid = duties_paid(BOOK, partner, day)
    table = weights("USA", partner)
    one = average(line_rates(paid, partner, day, table), table)
    two = average(line_rates(paid[::-1], partner, day, table), table)
    assert one == two


@tries(12)
@given(st.sampled_from(("IND", "CHN", "EU27", "JPN", "CAN", "MEX", "GBR", "VNM")), DAYS)
def test_lines_that_pay_alike_pay_together_what_each_pays(partner, day):
    paid, table = duties_paid(BOOK, partner, day), weights("USA", partner)
    fewer, _ = alike(table, np.zeros(len(table.place), np.int64), Together(BOOK.duties), partner)
    assert len(fewer.place) < len(table.place)
    whole, few = (
        by_group(line_rates(paid, partner, day, lines), lines, lines.sector, SECTOR_NAMES)
        for lines in (table, fewer)
    )
    assert whole.keys() == few.keys()
    for keys in (SHARES, POINTS):
        np.testing.assert_allclose(
            table_of(few.values(), keys), table_of(whole.values(), keys), rtol=0, atol=1e-9
        )


def test_a_shuffled_file_is_the_same_book():
    shuffled = list(BOOK.duties)
    random.Random(1).shuffle(shuffled)
    assert FORM.read({**vars(BOOK), "duties": tuple(shuffled)}) == BOOK


@tries(40)
@given(st.floats(0, 5), st.integers(0, 10**6), DAYS)
def test_more_of_an_exempt_product_never_raises_the_rate(factor, seed, day):
    table = weights("USA", "IND")
    paid = duties_paid(BOOK, "IND", day)
    lines = line_rates(paid, "IND", day, table)
    exempt = np.flatnonzero(lines.exempt == 1)
    chosen = np.random.default_rng(seed).choice(exempt, 20)
    more = table.imports.copy()
    more[chosen] += factor * more.mean()
    grown = Weights("IND", table.place, more, table.base, by_line=True)
    before, after = average(lines, table), average(line_rates(paid, "IND", day, grown), grown)
    assert after.addon_pct <= before.addon_pct + 1e-12
    assert after.preempting_pct <= before.preempting_pct + 1e-12


def test_an_exemption_never_raises_the_rate():
    day = date(2025, 9, 1)
    wider = [
        replace(duty, exempt=(*duty.exempt, *duty.exempt[:1]))
        if duty.id != "us-india-oil"
        else replace(duty, exempt=(*duty.exempt, type(duty.exempt[0])(codes=("61", "62", "71"))))
        for duty in duties_paid(BOOK, "IND", day)
    ]
    table = weights("USA", "IND")
    narrow = average(line_rates(duties_paid(BOOK, "IND", day), "IND", day, table), table)
    after = average(line_rates(wider, "IND", day, table), table)
    assert after.addon_pct < narrow.addon_pct


@tries(30)
@given(st.sampled_from(("EU27", "JPN", "KOR", "CHE")), DAYS)
def test_topping_up_never_goes_past_the_rate(partner, day):
    paid = [duty for duty in duties_paid(BOOK, partner, day) if duty.stacking == "tops_up"]
    table = weights("USA", partner)
    for duty in paid:
        lines = line_rates([duty], partner, day, table)
        total = 100 * table.base + lines.general + lines.special
        assert (total <= np.maximum(duty.rate_on(partner), 100 * table.base) + 1e-9).all()


def test_everyone_counts_each_partner_once():
    total = sum(weights("USA", name).imports.sum() for name in partners() if name != "SVK")
    assert everyone("USA").imports.sum() == pytest.approx(total, rel=1e-12)


def test_sector_points_are_those_of_the_stack():
    day = date(2025, 9, 1)
    found = stack("USA", "IND", day)
    points = sector_tariffs("USA", "IND", day).points
    for sector, part in found.sectors.items():
        if sector in points:
            assert points[sector] == pytest.approx(part.addon_pct + part.preempting_pct)
    assert "SERVICES" not in points


def test_a_member_of_the_union_pays_what_the_union_pays():
    day = date(2025, 10, 1)
    assert stack("USA", "DEU", day).overall == stack("USA", "EU27", day).overall
    assert any("EU27" in note for note in stack("USA", "DEU", day).notes)


def test_days_between_changes_are_alike():
    for day, after in zip(CHANGES[::5], CHANGES[1::5], strict=False):
        one, two = (stack("USA", "IND", when) for when in (day, after - timedelta(1)))
        assert one.statutory_pct == two.statutory_pct


def test_goods_under_a_duty_that_special_ones_do_not_displace_are_hit():
    """China, September 2025: the fentanyl duty of 20 % falls on metals and cars too, besides section 232."""
    found = stack("USA", "CHN", date(2025, 9, 1))
    paid = {line.id: line.share for line in found.duties if line.general}
    assert paid["us-fentanyl-china-20"] == pytest.approx(1, abs=0.005), "all but books and films"
    assert found.overall.hit_share == pytest.approx(1, abs=0.005)
    assert found.overall.preempted_share == pytest.approx(0, abs=0.001)
    assert paid["us-reciprocal-china"] < 0.7
    assert "all or part of it" in why(found)[0]
    assert "percent pay it," in why(stack("USA", "IND", date(2025, 9, 1)))[0]
