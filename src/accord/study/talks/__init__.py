"""Talks between two economies as one document."""
