"""Numbers, money and quantities of a text, each with its span."""

from accord.docket.amounts.before import written

__all__ = ["written"]
