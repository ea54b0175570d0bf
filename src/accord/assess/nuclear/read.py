"""Whose reactors a report is about, and whose suppliers; no country is guessed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from accord.assess.kind import Refusal
from accord.assess.mentions import named, sentences
from accord.assess.nuclear.plans import on_building, plan_of
from accord.assess.weighing import ROLES
from accord.core.codes import economies, the
from accord.core.frozen import dataclass
from accord.docket.items import Docket
from accord.energy import tables
from accord.energy.answers.newbuild import Plan
from accord.page.words import join

NUCLEAR = re.compile(
    r"\b(?:civil(?:ian)? nuclear|(?:peaceful |advanced )?nuclear (?:power|energy|reactors?|plants?|cooperation|fuel|bill|law"
    r"|liability|damage|deal|pact|agreement|units?|stations?|build\w*|projects?|capacity|sector)|reactors?|123 agreement"
    r"|small modular|atomic (?:power|energy)|enriched uranium|uranium enrichment|enrichment of uranium|low-enriched"
    r"|AP[- ]?1000|VVER[- ]?1\d00|EPR2?|BWRX[- ]?300|SMRs?)\b",
    re.IGNORECASE,
)
ENRICHMENT = re.compile(
    r"\b(?:enriched uranium|enrichment|low-enriched|LEU|HALEU|SWU|separative work)\b", re.IGNORECASE
)
WEAPONS = re.compile(
    r"\bnuclear(?:-| )(?:weapons?|warheads?|arsenals?|tests?|deterren\w+|program\w*|enrichment|sites?|facilit\w+"
    r"|powered submarines?|submarines?|umbrella|sharing|bombs?|strikes?|capable|armed|triad|talks|watchdog)\b"
    r"|\bIAEA inspectors?\b|\bweapons-grade\b|\bhighly enriched\b|\bstockpiles? of\b|\b(?:60|90) ?(?:%|per ?cent)"
    r"|\bsnapback\b",
    re.IGNORECASE,
)
FIRMS = {
    "RUS": r"Rosatom|Atomstroyexport|TVEL|Tenex",
    "USA": r"Westinghouse|Holtec|GE (?:Vernova )?Hitachi|X-energy|NuScale|TerraPower|Centrus|American Centrifuge",
    "FRA": r"EDF|Framatome|Orano",
    "KOR": r"KHNP|KEPCO",
    "CHN": r"CNNC|China General Nuclear",
    "CAN": r"AtkinsR[ée]alis|Candu",
    "GBR": r"Rolls-Royce SMR",
}
"""Makers of reactors and of their fuel by country."""
FIRM = re.compile("|".join(rf"(?P<{code}>\b(?:{words})\b)" for code, words in FIRMS.items()))
RESTART = re.compile(r"\brestart\w*\b", re.IGNORECASE)
LEAST, LEADING = 2, 3
"""Mentions from which a report counts as one on nuclear power; one is enough in its first sentences, the title
counted."""
VENDORS = ("USA", "RUS", "FRA", "KOR", "CHN", "CAN", "JPN")
"""Who sells reactors abroad: between one of them and another economy, the reactors are the other's."""
SUPPLIER = "RUS"
"""The supplier whose loss is worked out where the report names none: the largest seller of fuel to most fleets."""
HELD_SINCE, INDIA_SINCE = 2024, 2025
LEVERS = ("import_ban", "export_ban", "export_control", "export_quota")
FUEL = re.compile(r"\b(?:enriched uranium|uranium|nuclear fuel)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A country with reactors in the data, the partner whose suppliers the report speaks of, and a supplier.

    ``day`` is the report's; ``restart`` says that it speaks of idle reactors; ``stage`` is the stage of fuel at
    which the supplier is lost; ``plan`` what is to be built; ``fleet`` whether reactors of the country are in the
    data; ``at`` are the measures on its fuel.
    """

    country: str
    partner: str | None
    supplier: str
    day: date
    restart: bool
    stage: str = "fabrication"
    plan: Plan | None = None
    fleet: bool = True
    at: tuple[int, ...] = ()


def read(docket: Docket) -> Asked | Refusal | None:
    """Return the country whose programme a report speaks of; why none; None where it is not about it."""
    text = f"{docket.title}.\n{docket.text}"
    every = sentences(text)
    told = tuple(one for one in every if NUCLEAR.search(one))
    if not _is_about(docket, text, every):
        return None
    at, payer = _on_fuel(docket)
    laws = [law.country for law in docket.legislation if NUCLEAR.search(f"{law.name} {law.evidence.text}")]
    owners = [payer] if payer else [code for code in laws if code] or owners_of(told)
    if len(set(owners)) != 1:
        return Refusal(_unclear(tuple(dict.fromkeys(owners))))
    (country,) = set(owners)
    day = date.fromisoformat(docket.article_date)
    held = {row["country"] for row in tables.stored()["fleets"]}
    plan = plan_of(on_building(every, told), day.year)
    if country not in held and (plan is None or country not in economies()):
        return Refusal(
            f"no reactor of {the(country)} is in the data (as of March {HELD_SINCE}) and the report names neither a "
            "design nor a number or a date of new ones, so neither what it can build by when nor its fuel is computed"
        )
    if country in held and day.year < (INDIA_SINCE if country == "IND" else HELD_SINCE):
        return Refusal(
            f"the reactors of {the(country)} are held as of {_held(country)}, which is later than the report"
        )
    partner = _partner(told, country)
    supplier = partner if partner == "RUS" else SUPPLIER
    return Asked(
        country, partner, supplier if country != supplier else "FRA", day, bool(RESTART.search(text)),
        stage="enrichment" if ENRICHMENT.search(" ".join(told)) else "fabrication",
        plan=plan, fleet=country in held, at=at,
    )  # fmt: skip


def _is_about(docket: Docket, text: str, every: tuple[str, ...]) -> bool:
    """Return whether a report is about nuclear power: a law on it, its head, or more than one mention."""
    laws = any(NUCLEAR.search(f"{law.name} {law.evidence.text}") for law in docket.legislation)
    count = len(NUCLEAR.findall(text))
    head = any(word.lower() != "nuclear fuel" for one in every[:LEADING] for word in NUCLEAR.findall(one))
    return (laws or head or count >= LEAST) and len(WEAPONS.findall(text)) < max(count, 1)


def _on_fuel(docket: Docket) -> tuple[tuple[int, ...], str | None]:
    """Return the measures on nuclear fuel, and the one economy whose purchases they limit: its own act, or its seller's."""
    at = tuple(
        place
        for place, m in enumerate(docket.measures)
        if m.lever in LEVERS
        and not m.doubts_of(*ROLES)
        and FUEL.search(" ".join((*m.goods, m.evidence.text)))
    )
    held = [docket.measures[place] for place in at]
    buyers = {code for m in held for code in (m.imposing if m.lever == "import_ban" else m.target)}
    (one,) = buyers if len(buyers) == 1 else (None,)
    return (at, one) if one in economies() else ((), None)


def _partner(told: tuple[str, ...], country: str) -> str | None:
    """Return the seller of reactors that sentences on them name most, by its name or its makers'."""
    said = [
        code for one in told for code in (*named(one), *makers(one)) if code != country and code in VENDORS
    ]
    return Counter(said).most_common(1)[0][0] if said else None


def makers(sentence: str) -> tuple[str, ...]:
    """Return the countries of the makers that a sentence names, each once."""
    return tuple(dict.fromkeys(match.lastgroup or "" for match in FIRM.finditer(sentence)))


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
