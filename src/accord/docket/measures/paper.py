"""The report that is itself an act of law: who makes it, and whose goods its title says that it falls on."""

from __future__ import annotations

import re
from functools import lru_cache

from accord.docket.measures.tied import titled_parties
from accord.docket.patterns import regex
from accord.docket.reading import Reading

_ACT = r"(?:announcements?|notifications?|notices?|decrees?|resolutions?|regulations?|ordinances?|circulars?|proclamations?|orders?|rules|law)"
_NUMBERED = regex(rf"\b{_ACT}\b[^.\n]{{0,30}}?\b(?:nos?|number)\b\.? ?\(?[\w/-]*\d", re.IGNORECASE)
_SPOKEN = regex(
    rf"^\W*(?:official )?{_ACT} (?:on|of|concerning|regarding|imposing|amending|establishing)\b"
    r"|\bhereby\b|\bofficial (?:gazette|journal)\b|\bgazette\b"
    r"|\bthis (?:announcement|notification|notice|decree|resolution|regulation|ordinance|circular|proclamation) (?:shall|enters?|takes?|comes?)\b"
    r"|\bpursuant to\b[^.]{0,160}\b(?:is|are) (?:decreed|resolved|ordered|notified|announced)\b",
    re.IGNORECASE,
)
_HEAD = 700
"""Characters of a text within which an act of law says that it is one."""


@lru_cache(maxsize=1)
def is_act(reading: Reading) -> bool:
    """Whether a report is the text of an act of law, published by those who make it."""
    if not reading.home_told:
        return False
    head = f"{reading.cleaned.title}\n{reading.text[:_HEAD]}"
    return bool(_NUMBERED.search(head) or _SPOKEN.search(head))


@lru_cache(maxsize=1)
def struck_by(reading: Reading) -> tuple[str, ...]:
    """Return the economies that the title of an act of law names besides its own."""
    return tuple(c for c in titled_parties(reading) if c != reading.home)
