"""The sections of the page that a question on duties fills."""

from accord.assess.tariff.page.build import build

__all__ = ["build"]
