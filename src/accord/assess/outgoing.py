"""Taxes and limits that fall on what leaves, and limits for everybody, whatever a report calls them."""

from __future__ import annotations

import re

from accord.assess.bundled import QUOTAS
from accord.assess.mentions import named
from accord.docket.items import Docket, Measure

OUTGOING = re.compile(
    r"\b(?:tax(?:es)?|lev(?:y|ies)|dut(?:y|ies)|tariffs?|charges?)\b(?: of [\w.% ]{1,24}?)? on "
    r"(?:its |their |the |all )?exports?\b",
    re.IGNORECASE,
)
"""Words for a tax on what leaves."""
INCOMING = re.compile(r"\b(?:import|customs|entering|entry)\w*\b", re.IGNORECASE)
"""Words for what comes in."""


def is_for_everybody(measure: Measure) -> bool:
    """Return whether a limit that is told to fall on its own author is one for all who trade with it."""
    alone = {*named(measure.evidence.text)} <= {*measure.imposing}
    return measure.lever in QUOTAS or (alone and measure.lever.startswith("export_"))


def is_outgoing(measure: Measure) -> bool:
    """Return whether a tax is on what leaves: "its tax on exports", "its tax on soybean exports"."""
    own = "|".join(re.escape(word) for word in measure.goods)
    taxed = rf"\b(?:tax|levy)\b on (?:its |their |the )?(?:{own}) exports?\b"
    told = measure.evidence.text
    return bool(OUTGOING.search(told)) or (
        measure.target == ("world",) and bool(own) and bool(re.search(taxed, told, re.IGNORECASE))
    )


def is_among_outgoing(measure: Measure, docket: Docket) -> bool:
    """Return whether a duty is one of the taxes on exports that the report is about: "the soybean duty goes up"."""
    if measure.target != ("world",) or INCOMING.search(measure.evidence.text):
        return False
    return any(
        one.lever == "export_tax"
        and one.imposing == measure.imposing
        and (one.main or not measure.main)
        and any(_same_goods(mine, theirs) for mine in measure.goods for theirs in one.goods)
        for one in docket.measures
    )


def _same_goods(mine: str, theirs: str) -> bool:
    """Return whether words name the same goods, one of them more closely: "palm oil", "crude palm oil"."""
    short, long = sorted((mine.rstrip("s"), theirs.rstrip("s")), key=len)
    return long == short or long.endswith(f" {short}")
