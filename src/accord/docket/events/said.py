"""What somebody said: whose words make an event of their own, and which of them counts."""

from __future__ import annotations

import re

from accord.docket.items import Event
from accord.docket.patterns import regex
from accord.docket.reading import Reading

TALKING = ("call", "summit", "meeting", "visit", "negotiation")
"""Events at which sides talk."""
_FIRM = regex(
    r"\b(?:manager|executive|analyst|economist|farmer|trader|grower|importer|exporter|lobby|association|federation|company|firm|"
    r"maker|producer|corporation|lawyer|professor|consultant|dealer|buyer|airline)s?\b",
    re.IGNORECASE,
)


def of_a_firm(text: str, scope: tuple[int, int], match: re.Match[str]) -> bool:
    """Whether firms or those who watch them speak, no government: "the state energy company announced"."""
    return bool(_FIRM.search(text[max(scope[0], match.start() - 70) : match.start()]))


_DEALT = {*TALKING, "agreement", "accession"}


def _only_tells(said: Event, deed: Event) -> bool:
    """Whether words only tell of what their own sentence names before them: "signed a pact on Friday, officials said"."""
    text = said.evidence.text
    verb, act = (text.find(e.trace[0].strip("'")) for e in (said, deed))
    return (said.evidence.start, said.date) == (deed.evidence.start, deed.date) and -1 < act < verb


def one_statement(reading: Reading, said: list[Event], deeds: list[Event]) -> list[Event]:
    """Return the remark that counts as an event: one with a day of its own, the fullest; others stay statements."""
    days = {d.date for d in deeds}
    dealt = [d for d in deeds if d.type in _DEALT]
    said = [e for e in said if not any(_only_tells(e, d) for d in dealt)]
    dated = [e for e in said if e.date_text]
    own = [e for e in dated if e.date not in days]
    first = (own or dated or [e for e in said if reading.is_lead_span(e.evidence.start)])[:1]
    if not first and not deeds:
        first = said[:1]
    return first
