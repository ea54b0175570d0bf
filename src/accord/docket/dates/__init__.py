"""Dates of a text, resolved against the day of its report."""

from accord.docket.dates.calendar import MONTHS, NUMBERS, WEEKDAYS
from accord.docket.dates.find import DateFound, find_dates, is_ahead
from accord.docket.dates.numeric import day_order
from accord.docket.dates.where import Context

__all__ = ["MONTHS", "NUMBERS", "WEEKDAYS", "Context", "DateFound", "day_order", "find_dates", "is_ahead"]
