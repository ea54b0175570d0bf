"""From a docket to a scenario: its rates with every assumption said, or a refusal with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from accord.core.codes import economies
from accord.core.errors import InputError
from accord.docket.amounts import written
from accord.docket.items import Docket, Measure
from accord.docket.vocabulary import vocabulary
from accord.policy.schema import Measure as PolicyMeasure
from accord.policy.schema import Parties, Scenario

Stacked = Callable[[str, str, date], "tuple[PolicyMeasure, tuple[str, ...]] | None"]
"""What an importer really charges an exporter on a day, where that is known better than a headline tells."""

COUNTED = ("in_force", "scheduled", "agreed", "announced")
_STATUS = {"in_force": "in_force", "scheduled": "announced", "agreed": "announced", "announced": "announced"}
_GROUPS = {"EU": "EU27"}
_BANS = ("export_ban", "import_ban", "embargo")
_NO_RATE = {
    "export_control": "a licence requirement has no rate",
    "export_quota": "the quota is a quantity, and the report gives no baseline to set it against",
    "import_quota": "the quota is a quantity, and the report gives no baseline to set it against",
    "export_reserve_share": "what is kept back is a share of each company's exports, not a rate",
    "sanctions": "sanctions name companies or persons, not a rate on trade",
    "sanctions_waiver": "a waiver has no rate",
    "purchase": "a purchase is not a measure that the trade model takes",
    "investment": "an investment pledge is not a measure that the trade model takes",
}


def to_scenario(docket: Docket, stacked: Stacked | None = None) -> Scenario:
    """Return the scenario a report carries, on its own date or on the day its last measure starts.

    Measures in force, scheduled, agreed and announced count; threats, proposals and what is paused do not.
    ``stacked`` gives the duties really paid where they are known better than the headline. Raises
    InputError with the reasons when no measure can be taken over.
    """
    taken: list[PolicyMeasure] = []
    assumptions: list[str] = []
    left: list[str] = []
    for measure in _without_parts(docket.measures, left):
        reason = _reason_against(measure)
        if reason:
            left.append(f"{_label(measure)}: {reason}")
            continue
        made, assumed = _take(measure, docket, stacked)
        if all(m.to_dict() != other.to_dict() for m in made for other in taken):
            taken += made
        assumptions += [a for a in assumed if a not in assumptions]
    if not taken:
        why = "; ".join(left) if left else "it names no measure"
        raise InputError(f"{docket.id}: the report carries no scenario: {why}")
    day = _day(taken, docket)
    if day.isoformat() != docket.article_date:
        assumptions.append(f"The scenario is of {day}, when the last of these measures is to be in force.")
    return Scenario(
        id=re.sub(r"[^a-z0-9]+", "-", docket.id.casefold()).strip("-") or "report",
        title=docket.title or f"What the report of {docket.article_date} says",
        as_of=day,
        measures=tuple(taken),
        assumptions=(*assumptions, *(f"Left out: {reason}." for reason in left)),
        sources=(docket.source or docket.outlet or docket.id,),
    )


def _label(measure: Measure) -> str:
    value = "" if measure.value is None else " of {:g} {}".format(*written(measure.value, measure.unit))
    return f"{measure.lever.replace('_', ' ')}{value} by {' '.join(measure.imposing) or 'an unnamed economy'}"


def _reason_against(measure: Measure) -> str:
    """Return why a measure cannot enter a scenario, or nothing."""
    parties = (*measure.imposing, *(c for c in measure.target if c != "world"))
    barred = measure.lever in _BANS
    checks = (
        (measure.lever in _NO_RATE, _NO_RATE.get(measure.lever, "")),
        (
            not measure.lever.startswith("tariff") and measure.lever != "export_tax" and not barred,
            "the trade model has no such lever",
        ),
        (measure.status_norm not in COUNTED, f"it is {measure.status_norm.replace('_', ' ')}, not decided"),
        (not measure.imposing or not measure.target, "the report does not say who imposes it on whom"),
        (
            any(c not in economies() and c not in _GROUPS for c in parties),
            "it names an economy that has no code",
        ),
        (bool(set(measure.imposing) & set(measure.target)), "the same economy stands on both sides"),
        (barred and not _sectors_of(measure), "it names no product that a sector of the model stands for"),
        (not barred and measure.value is None, "the report gives no rate"),
    )
    return next((reason for fails, reason in checks if fails), "")


def _without_parts(measures: tuple[Measure, ...], left: list[str]) -> list[Measure]:
    """Leave out tariffs that are parts of a total the report gives too: 25 and 25 beside 50."""
    kept = list(measures)
    for total in measures:
        parts = [m for m in kept if m is not total and _same_flow(m, total)]
        values = [m.value or 0.0 for m in parts]
        whole = total.value and len(parts) > 1 and abs(sum(values) - total.value) < 1e-9
        if total.previous_value is not None:
            parts = [m for m in kept if m is not total and _same_flow(m, total) and m.previous_value is None]
        if (whole or total.previous_value is not None) and parts:
            left += [f"{_label(m)}: it is part of the {total.value:g} percent" for m in parts]
            kept = [m for m in kept if m not in parts]
    return kept


def _same_flow(a: Measure, b: Measure) -> bool:
    tariffs = (
        a.lever.startswith("tariff")
        and b.lever.startswith("tariff")
        and "tariff_exemption" not in (a.lever, b.lever)
    )
    scopes = not _sectors_of(a) and not _sectors_of(b)
    return tariffs and scopes and _same_parties(a, b)


def _same_parties(a: Measure, b: Measure) -> bool:
    return a.imposing == b.imposing and a.target == b.target


def _take(measure: Measure, docket: Docket, stacked: Stacked | None) -> tuple[list[PolicyMeasure], list[str]]:
    day = date.fromisoformat(docket.article_date)
    single = len(measure.imposing) == 1 and len(measure.target) == 1
    scope, said = _sectors(measure)
    whole = scope == ("goods",)
    paid = stacked if single and whole and measure.status_norm == "in_force" else None
    known = paid(measure.imposing[0], measure.target[0], day) if paid else None
    if known is not None:
        better = (
            f"The report's {measure.value:g} percent is replaced by the duties really paid on {day}, "
            "sector by sector, because not every product pays the headline rate."
        )
        return [known[0]], [better, *known[1]]
    share = _share_cut(measure, docket) if not whole else 0.0
    return [_policy_measure(measure, scope, share)], [*said, *_assumed(measure, whole, share)]


def _share_cut(measure: Measure, docket: Docket) -> float:
    """Return how much of the ordinary tariff on named products goes where it is cut, else nought.

    A rate lower than before, with no duty on the same goods in force, is a cut of the ordinary tariff, which
    the baseline holds already.
    """
    before, now = measure.previous_value, measure.value
    standing = any(
        other.status_norm == "in_force" and _same_parties(other, measure) and other.value != now
        for other in docket.measures
        if other.lever.startswith("tariff") and set(_sectors_of(other)) & set(_sectors_of(measure))
    )
    if not before or now is None or now >= before or standing or measure.lever == "tariff_additional":
        return 0.0
    return 1.0 - now / before


def _policy_measure(measure: Measure, scope: tuple[str, ...], cut: float = 0.0) -> PolicyMeasure:
    """Return the policy room's measure; exporters of an export measure are its authors."""
    authors = Parties(of=tuple(_GROUPS.get(c, c) for c in measure.imposing))
    others = Parties(of=tuple("all" if c == "world" else _GROUPS.get(c, c) for c in measure.target))
    exports = measure.lever.startswith("export")
    kind = {
        "export_tax": "export_tax",
        "export_ban": "embargo",
        "import_ban": "embargo",
        "embargo": "embargo",
    }
    free = measure.lever == "tariff_exemption"
    rate = {"rate": 0.0, "share_hit": cut} if cut else {"rate": measure.value}
    start = _first_day(measure.effective_date)
    priced = kind.get(measure.lever, "tariff") != "embargo"
    return PolicyMeasure.model_validate(
        {
            "kind": kind.get(measure.lever, "tariff"),
            "importers": others if exports else authors,
            "exporters": authors if exports else others,
            "sectors": scope,
            **({**rate, "mode": "level" if free or cut else "add"} if priced else {}),
            **({"from": start} if start else {}),
            "status": _STATUS[measure.status_norm],
            "source": f"the report: {measure.evidence.text[:200]}",
        }
    )


def _first_day(iso: str | None) -> str | None:
    """Return the first day of an ISO day or month; a bare year is too vague to start a measure."""
    return None if iso is None or len(iso) < 7 else (iso + "-01")[:10]


def _sectors_of(measure: Measure) -> tuple[str, ...]:
    return sectors_named(measure.product_scope)


def sectors_named(product_scope: str) -> tuple[str, ...]:
    """Return the sectors that products belong to, in order; none for products that the lexicon lacks."""
    table = vocabulary()
    names = {n.strip() for n in product_scope.split(",")}
    phrases = (
        p
        for group in table.things.values()
        for p in group
        if " ".join(p.words).replace(" - ", "-").casefold() in names
    )
    return tuple(dict.fromkeys(code for p in phrases for code in table.sectors.get(p.value, ())))


def _sectors(measure: Measure) -> tuple[tuple[str, ...], list[str]]:
    """Return the sectors of the products named, and what was assumed in saying so."""
    known = _sectors_of(measure)
    if not known:
        return ("goods",), ["The report names no products, so the measure falls on all goods."]
    words = f"The products named ({measure.product_scope}) stand for the whole of sectors {', '.join(known)}"
    return known, [f"{words}, which are wider: the effect is an upper bound."]


def _assumed(measure: Measure, whole: bool, cut: float = 0.0) -> list[str]:
    said = []
    if measure.lever == "tariff_exemption":
        said.append("Where tariffs no longer apply, the level is set to zero.")
    elif cut:
        said.append(
            f"The ordinary tariff falls in the proportion of {measure.previous_value:g} to "
            f"{measure.value:g} percent."
        )
    elif measure.value is not None:
        said.append("Rates come on top of the tariffs of the world's year.")
    if whole and measure.lever.startswith("tariff"):
        said.append("No product is exempt unless the report says so.")
    if "world" in measure.target:
        said.append("Where no partner is named, the measure falls on all alike.")
    if set(measure.imposing + measure.target) & set(_GROUPS):
        said.append("EU27 stands for the European Union's members on the day.")
    if measure.status_norm != "in_force":
        said.append(f"What the report calls {measure.status_norm} is taken to happen.")
    if measure.effective_date and len(measure.effective_date) == 7:
        said.append(f"{measure.effective_date} is taken to mean its first day.")
    return list(dict.fromkeys(said))


def _day(taken: list[PolicyMeasure], docket: Docket) -> date:
    starts = [m.from_ for m in taken if m.from_ is not None]
    return max([date.fromisoformat(docket.article_date), *starts])
