"""The energy room's shipped tables, made from their sources."""

from accord.sources.energy.build import build

__all__ = ["build"]
