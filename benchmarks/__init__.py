"""Measurements of speed and validation tables; run with ``python -m benchmarks``."""
