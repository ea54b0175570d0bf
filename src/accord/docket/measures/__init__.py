"""Measures: frames with a lever, as records of a docket."""
