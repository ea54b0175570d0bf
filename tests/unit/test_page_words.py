"""Numbers as answers give them: rounded, as fractions, as ranges; units from one table."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.core.provenance import Figure
from accord.core.units import UNITS, heading, unit_of
from accord.page.blocks import Range, Rounded, Size, key_words, plain_words
from accord.page.words import counted, few, fraction, join, range_words, rounded, series, show


def figure(value: float | None, unit: str = "% change", key: str = "k") -> Figure:
    return Figure(key, "a label", value, unit, "2022", "accord-model", "an equation")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (-68.3, "% change", "−68 %"),
        (0.2134, "% change", "+0.21 %"),
        (86.5, "USD bn", "USD 86 billion"),
        (1234.0, "USD mn", "USD 1\u2009200 million"),
        (9.96, "%", "10 %"),
        (99.6, "%", "100 %"),
        (50.0, "%", "50 %"),
        (-0.0099, "% change", "−0.01 %"),
        (0.0146, "% change", "+0.015 %"),
        (0.00001, "% change", "about 0"),
        (None, "USD bn", "not known"),
    ],
)
def test_an_answer_has_at_most_two_significant_digits(value: float | None, unit: str, words: str) -> None:
    assert rounded(figure(value, unit)) == words
    assert plain_words(Rounded(figure(value, unit))) == words


@given(st.floats(0.001, 1e9))
def test_two_digits_are_never_more_and_never_far_off(size: float) -> None:
    words = few(size).replace("\u2009", "")
    assert len(re.sub(r"^0+", "", words.replace(".", "")).rstrip("0")) <= 2
    assert float(words) == pytest.approx(size, rel=0.051, abs=0.00051)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (-19.3, "about a fifth"),
        (20.0, "a fifth"),
        (41.0, "about two fifths"),
        (48.0, "about one half"),
        (-14.0, "14 %"),
        (66.7, "two thirds"),
        (None, "not known"),
        (3.0, "3 %"),
    ],
)
def test_a_percentage_as_a_fraction(value: float | None, words: str) -> None:
    assert fraction(figure(value)) == words


@pytest.mark.parametrize(
    ("low", "high", "unit", "sign", "words"),
    [
        (-22.0, -10.0, "% change", False, "between 10 and 22 %"),
        (-0.1, -0.2, "% change", True, "between −0.1 and −0.2 %"),
        (4.2, 7.1, "USD bn change", False, "between USD 4.2 and 7.1 billion"),
        (-0.1, 0.1, "% change", False, "between −0.1 and +0.1 %"),
        (-0.101, -0.1, "% change", False, "0.1 %"),
        (None, 1.0, "%", True, "not known"),
    ],
)
def test_a_range_reads_low_to_high_in_size(
    low: float | None, high: float, unit: str, sign: bool, words: str
) -> None:
    assert range_words(Range(figure(low, unit, "l"), figure(high, unit, "h"), sign)) == words


def test_a_key_figure_is_a_short_range() -> None:
    assert key_words(Range(figure(-0.1), figure(-0.2))) == "−0.1 to −0.2 %"
    assert key_words("Sign not known") == "Sign not known"


def test_missing_is_not_known_in_a_sentence_and_no_data_in_a_table() -> None:
    assert plain_words(("income is ", Size(figure(None)))) == "income is not known"
    assert show(figure(None), short=True) == "no data"
    assert "0" not in show(figure(None), short=True) + rounded(figure(None))


def test_units_are_in_one_table() -> None:
    assert unit_of("billion USD").before == "USD "
    assert unit_of("GW").after == " GW"
    assert all(unit_of(name) is unit for name, unit in UNITS.items())
    assert heading("% change") == "change, %"
    assert heading("% change", short=True) == "%"
    assert [counted(count) for count in (2, 12, 13)] == ["two", "twelve", "13"]


def test_a_series_ties_parts_as_words_are_joined() -> None:
    for count in range(5):
        items = [(f"{at}", "%") for at in range(count)]
        assert "".join(str(part) for part in series(items)) == join(f"{at}%" for at in range(count))
