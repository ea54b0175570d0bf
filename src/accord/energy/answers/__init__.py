"""Answers from the energy tables alone: each number with its unit, year, source and confidence."""
