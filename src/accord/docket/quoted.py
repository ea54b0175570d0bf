"""Pieces of a report as evidence, and as words of a description."""

from __future__ import annotations

from accord.docket.items import Evidence
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence


def span(reading: Reading, start: int, end: int) -> Evidence:
    """Return a piece of the cleaned text as evidence."""
    return Evidence(reading.text[start:end], start, end)


def evidence(reading: Reading, sentence: Sentence) -> Evidence:
    """Return a sentence as evidence."""
    return span(reading, sentence.start, sentence.end)


def brief(sentence: Sentence, limit: int = 160) -> str:
    """Return the sentence's first words, for a description."""
    text = " ".join(sentence.text.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "\u2026"
