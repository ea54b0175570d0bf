"""The act of the book that a report tells of, and the law that held on its eve."""

from __future__ import annotations

from datetime import date, timedelta

from accord.assess.tariff.terms import products_of
from accord.assess.weighing import OPEN
from accord.core.errors import InputError
from accord.docket.items import Measure
from accord.policy.stack.book import duties_paid, load_book

SOON = timedelta(days=60)
"""An act that a report announces may take effect so much later."""
UNSURE = 1.0
"""Points by which a rate told may differ from the book's and still be the same duty."""


def window_of(main: Measure, day: date) -> tuple[date, date]:
    """Return the days between which a measure can have taken effect, by what the report says of it."""
    if main.effective_date:
        start = date.fromisoformat(f"{main.effective_date}-01-01"[:10])
        vague = {4: timedelta(days=365), 7: timedelta(days=45)}.get(
            len(main.effective_date), timedelta(days=7)
        )
        return start - vague, start + vague
    if main.status_norm == "in_force":
        return date.min, day
    return day - timedelta(days=7), day + SOON


def act_of(main: Measure, imposer: str, target: str, first: date, last: date) -> date | None:
    """Return the day on which the book has the general duty told take effect, None where it has none such.

    The rate told may be one duty of the book or the sum of the general ones; of several days the last counts.
    """
    plain = main.lever == "tariff" and main.value and products_of(main).whole and target != "all"
    if not plain or main.status_norm in OPEN or main.status_norm == "ended":
        return None
    try:
        book = load_book(imposer)
        starts = {duty.effective for duty in book.duties if duty.general and duty.rate_on(target) is not None}
        for start in sorted((one for one in starts if one and first <= one <= last), reverse=True):
            held = duties_paid(book, target, start)
            rates = [duty.rate_on(target) or 0.0 for duty in held if duty.general]
            new = [duty.rate_on(target) or 0.0 for duty in held if duty.general and duty.effective == start]
            if any(abs(rate - (main.value or 0.0)) < UNSURE for rate in (sum(rates), *new)):
                return start
    except InputError:
        return None
    return None


def law_of(day: date) -> tuple[date | None, tuple[str, ...]]:
    """Return the day whose law is the comparison, or None with the reason."""
    book = load_book("USA")
    if day > book.until:
        return None, (
            f"Accord's book of duties ends on {book.until}, so changes count from the world's data year.",
        )
    return day, ()
