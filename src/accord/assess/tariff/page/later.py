"""What has happened since the report: facts of the book, in a box of their own."""

from __future__ import annotations

from accord.core.provenance import Figure
from accord.page.blocks import Part, Point, Read, Since
from accord.page.words import capital
from accord.policy.stack.since import DatedFact

SHOWN = 6
"""How many facts the box shows, the first ones after the report."""
SAID = {
    "ended": "ended",
    "struck down": "was struck down",
    "replaced": "was replaced",
    "began": "took effect",
    "announced": "was announced",
    "came to nothing": "came to nothing",
    "act": "",
}


def build(facts: tuple[DatedFact, ...]) -> Since | None:
    """Return the box; None where the book knows of nothing later."""
    if not facts:
        return None
    return Since(tuple(_point(at, fact) for at, fact in enumerate(facts[:SHOWN])))


def _point(at: int, fact: DatedFact) -> Point:
    subject: list[Part] = [Read(fact.title)]
    if fact.rate_pct is not None and "%" not in fact.title:
        rate = Figure(
            f"since.{at}.{fact.entry}", fact.title, fact.rate_pct, "%", fact.date[:4], "policy-facts",
            fact.instrument or fact.source, "cited",
        )  # fmt: skip
        subject += [" (", rate, ")"]
    said = "" if SAID[fact.fate].rpartition(" ")[2] in fact.title else SAID[fact.fate]
    by = f" by “{fact.by}”" if fact.by and fact.fate in ("replaced", "struck down") else ""
    source = fact.instrument or fact.source
    words = f"{capital(said)}{by}. {source}." if said else f"{source}."
    return Point(tuple(subject), Read(words), fact.date)
