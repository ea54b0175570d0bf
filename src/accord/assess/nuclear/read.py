"""Whose reactors a report is about, and whose suppliers; no country is guessed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from accord.assess.kind import Refusal
from accord.assess.mentions import named, sentences
from accord.core.codes import economies, the
from accord.docket.items import Docket
from accord.energy import tables
from accord.page.words import join

NUCLEAR = re.compile(
    r"\b(?:civil(?:ian)? nuclear|(?:peaceful )?nuclear (?:power|energy|reactors?|plants?|cooperation|fuel|bill|law"
    r"|liability|deal|pact|agreement|units?)|reactors?|123 agreement|small modular|nuclear energy)\b",
    re.IGNORECASE,
)
WEAPONS = re.compile(
    r"\bnuclear(?:-| )(?:weapons?|warheads?|arsenals?|tests?|deterren\w+|program\w*|enrichment|sites?|facilit\w+"
    r"|powered submarines?|submarines?|umbrella|sharing|bombs?|strikes?|capable|armed|triad)\b|\bIAEA inspectors?\b",
    re.IGNORECASE,
)
RESTART = re.compile(r"\brestart\w*\b", re.IGNORECASE)
LEAST = 2
"""Mentions from which a report counts as one on nuclear power."""
VENDORS = ("USA", "RUS", "FRA", "KOR", "CHN", "CAN", "JPN")
"""Who sells reactors abroad: between one of them and another economy, the reactors are the other's."""
SUPPLIER = "RUS"
"""The supplier whose loss is worked out where the report names none: the largest seller of fuel to most fleets."""
HELD_SINCE, INDIA_SINCE = 2024, 2025


@dataclass(frozen=True)
class Asked:
    """A country with reactors in the data, the partner whose suppliers the report speaks of, and a supplier.

    ``day`` is the report's; ``restart`` says that it speaks of idle reactors.
    """

    country: str
    partner: str | None
    supplier: str
    day: date
    restart: bool


def read(docket: Docket) -> Asked | Refusal | None:
    """Return the country whose programme a report speaks of; why none; None where it is not about it."""
    text = f"{docket.title}.\n{docket.text}"
    laws = [law for law in docket.legislation if NUCLEAR.search(f"{law.name} {law.evidence.text}")]
    count = len(NUCLEAR.findall(text))
    if (not laws and count < LEAST) or len(WEAPONS.findall(text)) >= max(count, 1):
        return None
    told = tuple(one for one in sentences(text) if NUCLEAR.search(one))
    owners = [law.country for law in laws if law.country] or owners_of(told)
    if len(set(owners)) != 1:
        return Refusal(_unclear(tuple(dict.fromkeys(owners))))
    (country,) = set(owners)
    day = date.fromisoformat(docket.article_date)
    held = {row["country"] for row in tables.stored()["fleets"]}
    if country not in held:
        return Refusal(
            f"no reactor of {the(country)} is in the data (as of March {HELD_SINCE}), so neither what it can build by "
            "when nor its fuel is computed"
        )
    if day.year < (INDIA_SINCE if country == "IND" else HELD_SINCE):
        return Refusal(
            f"the reactors of {the(country)} are held as of {_held(country)}, which is later than the report"
        )
    said = [code for one in told for code in named(one) if code != country and code in VENDORS]
    partner = Counter(said).most_common(1)[0][0] if said else None
    supplier = partner if partner == "RUS" else SUPPLIER
    return Asked(
        country, partner, supplier if country != supplier else "FRA", day, bool(RESTART.search(text))
    )


def _held(country: str) -> str:
    return str(INDIA_SINCE) if country == "IND" else f"March {HELD_SINCE}"


def owners_of(told: tuple[str, ...]) -> list[str]:
    """Return whose reactors sentences speak of: who sells none abroad where there is one, the most named first.

    One economy alone owns what is spoken of; several that nothing tells apart are all returned.
    """
    count = Counter(code for one in told for code in named(one) if code in economies())
    for pool in ({code: n for code, n in count.items() if code not in VENDORS}, dict(count)):
        if pool:
            most = max(pool.values())
            return [code for code, n in pool.items() if n == most]
    return []


def _unclear(owners: tuple[str, ...]) -> str:
    if not owners:
        return "the report does not say whose nuclear power it speaks of"
    return f"the report speaks of nuclear power in {join([the(code) for code in owners])} alike"
