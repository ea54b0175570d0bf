"""Numbers, money and quantities of a text, each with its span, its unit and how it was read."""

from accord.docket.amounts.changes import Change, find_changes
from accord.docket.amounts.find import find_amounts, number, written
from accord.docket.amounts.grammar import Amount
from accord.docket.amounts.numerals import decimal_mark

__all__ = ["Amount", "Change", "decimal_mark", "find_amounts", "find_changes", "number", "written"]
