"""Laws of books drawn at random: parts sum, exemptions never raise, order means nothing, contradictions are told."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.errors import InputError
from accord.policy.parties import Parties
from accord.policy.stack import lines
from accord.policy.stack.averages import average
from accord.policy.stack.book import duties_paid
from accord.policy.stack.diff import diff
from accord.policy.stack.incidence import line_rates
from accord.policy.stack.product import product_duty
from accord.policy.stack.products import Exemption
from accord.policy.stack.stack import stack
from accord.policy.stack.weights import weights
from accord.policy.stack.written import BOOK, DUTY

START, END = date(2025, 1, 1), date(2026, 6, 30)
PARTNERS = ("IND", "CHN", "CAN", "EU27")
DAYS = st.dates(START, END)
CODES = st.lists(
    st.sampled_from(("01", "27", "30", "61", "7208", "8471", "870323", "8517", "94", "7601")),
    min_size=1,
    max_size=3,
).map(lambda codes: tuple(dict.fromkeys(codes)))
FEW = settings(tries(25), suppress_health_check=list(HealthCheck))


@st.composite
def exemptions(draw):
    since = draw(st.none() | DAYS)
    return Exemption(
        codes=draw(CODES),
        since=since,
        share=draw(st.sampled_from((1.0, 0.5, 0.07))),
        exporters=draw(st.none() | st.just(Parties(("IND",)))),
    )


@st.composite
def books(draw):
    """Up to six duties; those of one kind give way to each other in the order drawn, so that none contradict."""
    duties = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(("reciprocal", "emergency", "section_232", "section_301")))
        effective = draw(DAYS)
        same = [duty.id for duty in duties if duty.kind == kind]
        listed = draw(st.booleans()) or kind == "section_232"
        duties.append(
            DUTY.read(
                {
                    "id": f"d{number}",
                    "title": "drawn",
                    "kind": kind,
                    "exporters": draw(st.sampled_from(("all", "IND", "CHN"))),
                    "rate": draw(st.floats(0, 150)),
                    "products": {"codes": draw(CODES)} if listed else None,
                    "exempt": tuple(draw(st.lists(exemptions(), max_size=2))),
                    "liable": draw(st.sampled_from((1.0, 0.4))),
                    "content": draw(st.sampled_from(({}, {"84": 0.3, "73": 0.5, "61": 0.0}))),
                    "usmca_free": draw(st.sampled_from((0.0, 1.0, 0.4))),
                    "in_2024": draw(st.sampled_from((0.0, 25.0))),
                    "in_2024_by": draw(st.sampled_from(("law", "collected"))),
                    "stacking": draw(st.sampled_from(("adds", "tops_up"))),
                    "pre_empted_by": same or None,
                    "effective": effective,
                    "status": "in_force",
                    "source": "drawn",
                }
            )
        )
    return BOOK.read({"importer": "USA", "since": START, "until": END, "duties": tuple(duties)})


@FEW
@given(books(), st.sampled_from(PARTNERS), DAYS)
def test_parts_sum_in_any_book(book, partner, day):
    found = stack("USA", partner, day, book)
    for part in (found.overall, *found.sectors.values(), *found.chapters.values()):
        assert part.exempt_share + part.preempted_share + part.hit_share == pytest.approx(1, abs=1e-9)
        assert min(part.exempt_share, part.preempted_share, part.hit_share) >= -1e-9
        assert part.addon_pct + part.preempting_pct + part.base_pct == pytest.approx(part.total_pct, abs=1e-9)
    told = sum(line.adds_pct or 0.0 for line in found.duties)
    assert told == pytest.approx(found.overall.addon_pct + found.overall.preempting_pct, abs=1e-9)


@FEW
@given(books(), st.sampled_from(PARTNERS), DAYS, CODES, st.sampled_from((1.0, 0.3)), st.data())
def test_an_exemption_never_raises_what_a_line_pays(book, partner, day, codes, share, data):
    """Exempting goods from a duty that takes no other's place lowers the rate or leaves it, on every line."""
    paid = duties_paid(book, partner, day)
    over = {name for duty in paid for name in duty.pre_empted_by or ()}
    free = [duty for duty in paid if duty.id not in over]
    assume(free)
    chosen = data.draw(st.sampled_from(free))
    part = Exemption(codes=codes, share=share)
    wider = [replace(duty, exempt=(*duty.exempt, part)) if duty is chosen else duty for duty in paid]
    table = weights("USA", partner)
    before, after = (line_rates(duties, partner, day, table) for duties in (paid, wider))
    assert ((after.general + after.special) <= (before.general + before.special) + 1e-9).all()


@FEW
@given(books(), st.sampled_from(PARTNERS), DAYS, st.randoms(use_true_random=False))
def test_order_means_nothing(book, partner, day, random):
    shuffled = list(book.duties)
    random.shuffle(shuffled)
    assert BOOK.read({**vars(book), "duties": tuple(shuffled)}) == book
    table = weights("USA", partner)
    paid = duties_paid(book, partner, day)
    one = average(line_rates(paid, partner, day, table), table)
    assert one == average(line_rates(paid[::-1], partner, day, table), table)


@FEW
@given(
    books(),
    st.sampled_from(PARTNERS),
    DAYS,
    st.sampled_from(("610910", "870323", "730890", "8471")),
    st.booleans(),
)
def test_lines_one_by_one_pay_what_a_table_of_them_pays(book, partner, day, code, meets):
    found = []
    for few in (0, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(lines, "FEW", few)
            goods = lines.us_goods(partner, code).at(None, meets)
        paid = {
            name: vars(one) for name, one in goods.paid(duties_paid(book, partner, day), partner, day).items()
        }
        covers = [
            (goods.some(duty.products), goods.all(duty.products)) for duty in book.duties if duty.products
        ]
        found.append((goods.lines, len(goods.tables), paid, covers, goods.base, goods.usmca))
    (count, one, *table), (_, many, *each) = found
    assert (one, many) == (1, count)
    assert each[1] == table[1]
    for name, told in table[0].items():
        assert each[0][name] == pytest.approx(told, rel=1e-12, abs=1e-12)
    assert (each[2], each[3] or 0.0) == pytest.approx((table[2], table[3] or 0.0), rel=1e-12)


@FEW
@given(books(), st.sampled_from(PARTNERS), DAYS, st.sampled_from(("610910", "870323", "7208", "85")))
def test_a_product_adds_what_its_layers_add(book, partner, day, code):
    found = product_duty("USA", partner, code, day, book)
    assert found.added_pct == pytest.approx(sum(layer.adds_pct for layer in found.layers), abs=1e-9)
    assert all(0 <= layer.paid_share <= 1 + 1e-9 for layer in (*found.layers, *found.not_paid))
    inside, outside, total = found.with_preference_pct, found.without_preference_pct, found.total_pct
    if inside is not None and outside is not None and partner == "CAN":
        assert min(inside, outside) - 1e-9 <= total <= max(inside, outside) + 1e-9
    days = [step.day for step in (*found.history, *found.scheduled)]
    assert days == sorted(set(days))


@FEW
@given(books(), DAYS, DAYS)
def test_a_difference_there_and_back_is_none(book, one, two):
    before, after = sorted((one, two))
    assume(before < after)
    found = diff("USA", before, after, "IND", book)
    rates = [stack("USA", "IND", day, book).overall.total_pct for day in (before, after)]
    assert (found.total.before_pct, found.total.after_pct) == pytest.approx(tuple(rates), abs=1e-6)
    change = np.diff(rates)[0] / 100 * found.total.imports_usd_bn
    assert found.total.duty_change_usd_bn == pytest.approx(change, abs=1e-6)


@FEW
@given(st.sampled_from(("reciprocal", "section_232")), CODES, DAYS, st.integers(1, 90))
def test_two_duties_that_contradict_are_one_sentence(kind, codes, start, days):
    one = {
        "id": "one",
        "title": "one",
        "kind": kind,
        "exporters": "all",
        "rate": 10,
        "products": {"codes": codes},
        "effective": start,
        "status": "in_force",
        "source": "drawn",
    }
    two = {**one, "id": "two", "effective": start + timedelta(days)}
    book = {"importer": "USA", "since": START, "until": END, "duties": (one, two)}
    with pytest.raises(InputError, match="contradict each other") as caught:
        BOOK.check(book, "drawn")
    assert "\n" not in str(caught.value)
    BOOK.check({**book, "duties": (one, {**two, "adds_to": ("one",)})}, "drawn")
