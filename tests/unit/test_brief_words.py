from __future__ import annotations

import pytest

from accord.core.provenance import Figure
from accord.page.names import name, possessive, sector, the
from accord.page.words import date_words, digits, join, number, show


def figure(value: float | None, unit: str) -> Figure:
    return Figure("k", "a label", value, unit, "2022", "accord-model", "an equation")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (-0.2134, "% change", "−0.21 %"),
        (0.0312, "% change", "+0.031 %"),
        (50.0, "%", "50 %"),
        (35.84, "%", "35.8 %"),
        (-6.204, "USD bn change", "−USD 6.20 billion"),
        (86.5, "USD bn", "USD 86.5 billion"),
        (1234567.0, "USD mn", "USD 1\u2009234\u2009567 million"),
        (0.00001, "% change", "about 0"),
        (-0.00001, "% change", "about 0"),
        (0.0, "% change", "0 %"),
        (None, "% change", "not known"),
        (2.3e-12, "relative error", "2.3e-12"),
        (8.88, "GW", "8.88 GW"),
    ],
)
def test_a_figure_reads_as_the_page_shows_it(value: float | None, unit: str, words: str) -> None:
    assert show(figure(value, unit)) == words


def test_short_forms_and_forms_without_sign_or_unit() -> None:
    loss = figure(-6.2, "USD bn change")
    assert show(loss, short=True) == "−USD 6.20 bn"
    assert show(loss, sign=False) == "USD 6.20 billion"
    assert show(loss, unit=False) == "−6.20"
    assert number(0.5, signed=True) == "+0.50"
    assert [digits(9.996), digits(99.96), digits(1e-4)] == ["10", "100", "about 0"]


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-01-13", "13 January 2026"),
        ("2026-02", "February 2026"),
        ("2025", "2025"),
        ("2018-2024", "2018-2024"),
        ("next month", "next month"),
    ],
)
def test_dates_read_in_words(iso: str, words: str) -> None:
    assert date_words(iso) == words


def test_names_in_sentences() -> None:
    assert (the("USA"), the("USA", start=True), the("IND")) == (
        "the United States",
        "The United States",
        "India",
    )
    assert (possessive("USA"), possessive("IND")) == ("the United States’", "India’s")
    assert the("ROW") == "the rest of the world"
    assert (the("EU27"), name("EU27"), the("world")) == ("the European Union", "European Union", "the world")
    assert sector("C21") == "pharmaceuticals"
    assert sector("X9") == "X9"
    assert join(["a"]) == "a"
    assert join(["a", "b", "c"]) == "a, b and c"


def test_sums_of_money_carry_their_currency_first() -> None:
    assert show(figure(750.0, "billion USD")) == "USD 750 billion"
    assert show(figure(5000.0, "EUR")) == "EUR 5\u2009000"
