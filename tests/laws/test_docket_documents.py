"""Laws of documents, amounts and dates: spans hold, reading twice is the same, order does not matter."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.tries import texts, tries

from accord.docket.amounts import decimal_mark, find_amounts, find_changes, number
from accord.docket.dates import Context, find_dates
from accord.docket.documents.clean import clean

LINES = (
    *(
        "India will cut its duty to 10% from 25%.",
        "Brazil | 10% | 50%",
        "Kenya | 15% | 5%",
        "- a bullet",
        "# Trade",
    ),
    *("18:40 BST", "Tue 2 Jun 2026 22.10 BST", "MR. RAO: We met on Monday.", "> quoted", "", "", "A heading"),
    *(
        "Correction: The duty is 15%, not 10%; an earlier version was wrong.",
        "  - nested",
        "---",
        "S$40 million",
    ),
    "They paid Rs 1,25,000 crore on 05/06/2026, half of it by the end of FY2026-27.",
)
PIECES = st.sampled_from(
    (
        *LINES,
        "up to ",
        "$5-10 billion ",
        "between 3 and 5 June ",
        "12,5 %",
        " to ",
        " from ",
        "Q3 2026 ",
        "\u0301",
        "(",
        "25",
        "%",
    )
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | texts(300)
RATES = st.integers(1, 999).map(lambda n: n / 10)


@tries(150)
@given(st.lists(st.sampled_from(LINES), max_size=40).map("\n".join) | TEXTS)
def test_blocks_tables_and_entries_hold(raw):
    cleaned = clean(raw)
    assert cleaned == clean(raw)
    ends = 0
    for block in cleaned.blocks:
        assert ends <= block.start <= block.end <= len(cleaned.text)
        assert "\n" not in cleaned.text[block.start : block.end]
        ends = block.end
    assert all(i < n for n, block in enumerate(cleaned.blocks) for i in block.under)
    for table in cleaned.tables:
        for row in (table.heads, *table.rows):
            assert len(row) == len(table.heads)
            assert all(cleaned.text[c.start : c.end] == c.text for c in row)
    for before, after in pairwise(cleaned.entries):
        assert before.start <= before.end <= after.start + 1
    assert clean(cleaned.text).text.split() == clean(clean(cleaned.text).text).text.split()


@tries(150)
@given(TEXTS)
def test_amounts_hold(text):
    found = find_amounts(text, decimal=decimal_mark(text))
    assert found == find_amounts(text, decimal=decimal_mark(text))
    assert all(0 <= a.start < a.end <= len(text) for a in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(a.low is None or a.low < a.value for a in found)
    for change in find_changes(text, found):
        told = [a for a in (change.new, change.old, change.by) if a is not None]
        assert all(a in found for a in told)
        assert len(told) == 2


@tries(150)
@given(TEXTS)
def test_dates_hold(text):
    context = Context(date(2026, 5, 4))
    found = find_dates(text, 0, len(text), context)
    assert found == find_dates(text, 0, len(text), context)
    assert all(text[d.start : d.end] == d.text for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(d.day is None or d.day.isoformat() == d.iso for d in found)


@tries(60)
@given(RATES, RATES)
def test_another_rate_is_another_value_and_nothing_else(old, new):
    text = "India cut its duty on tea to {:g}% from {:g}% on Monday, worth $5 billion."
    one, two = find_amounts(text.format(old, new)), find_amounts(text.format(new, old))
    assert [a.value for a in one] == [old, new, 5e9]
    assert [a.value for a in two] == [new, old, 5e9]
    assert [(a.kind, a.unit, a.bound) for a in one] == [(a.kind, a.unit, a.bound) for a in two]


@tries(100)
@given(st.integers(0, 10**12))
def test_a_number_is_the_same_however_it_is_grouped(n):
    western, spaced = f"{n:,}", f"{n:,}".replace(",", "'")
    assert number(f"{western} tonnes") == number(f"{spaced} tonnes") == n
    assert number(f"Rs {indian(n)}") == n


def indian(n):
    """Group the last three digits, then by two."""
    head, tail = str(n)[:-3], str(n)[-3:]
    groups = []
    while head:
        head, groups = head[:-2], [head[-2:], *groups]
    return ",".join([*groups, tail])


@tries(80)
@given(st.dates(date(2000, 1, 1), date(2039, 12, 28)), st.dates(date(2015, 1, 1), date(2030, 12, 31)))
def test_a_day_is_the_same_in_every_form(day, report):
    forms = (
        f"{day:%-d %B %Y}",
        f"{day:%B %-d, %Y}",
        f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%Y}",
        f"{day:%A, %-d %b %Y}",
    )
    for form in forms:
        (found,) = find_dates(f"on {form}", 0, len(form) + 3, Context(report))
        assert (found.iso, found.precision, found.role) == (day.isoformat(), "day", "on")


@tries(40)
@given(
    st.permutations(
        [
            "India cut its duty on tea to 10%.",
            "Kenya spoke of maize on Monday.",
            "Peru sold $5 million of tin.",
        ]
    )
)
def test_paragraphs_in_another_order_are_the_same_paragraphs(parts):
    cleaned = clean("\n\n".join(parts))
    assert sorted(cleaned.text[b.start : b.end] for b in cleaned.blocks) == sorted(parts)
