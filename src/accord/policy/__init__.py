"""Measures and scenarios, dated and sourced; the measure stack; compiled to shocks."""
