"""Dates of a text, resolved against the day of its report."""

from accord.docket.dates.before import MONTHS, NUMBERS, WEEKDAYS

__all__ = ["MONTHS", "NUMBERS", "WEEKDAYS"]
