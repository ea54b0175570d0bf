"""From what a report says to the scenarios it calls for: today's measures, the agreement, no agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.core.codes import economy_name, the
from accord.core.errors import InputError
from accord.docket.scenario import sectors_named
from accord.policy import Measure, Scenario
from accord.study.stack import sector_tariffs

Item = Mapping[str, Any]

STANDING = ("in_force",)
BLOCS = {"EU": "EU27"}
"""Customs unions that reports name as one party, as groups of the world's economies."""
COMING = ("scheduled", "agreed", "announced", "threatened", "proposed")
"""Statuses of a tariff that a report says is not collected yet, the firmest first."""


@dataclass(frozen=True)
class Call:
    """What a report calls for: scenarios by role, or none and the reason for refusal."""

    imposer: str
    target: str
    scenarios: Mapping[str, Scenario]
    refusal: str = ""


def called_for(docket: Mapping[str, Any], economies: tuple[str, ...]) -> Call:
    """Return the scenarios that a docket's JSON calls for in a world with these economies.

    The pair is that of the highest tariff in force (else announced or threatened) with one imposing and one
    target economy. ``today`` holds what is in force on the report's date, from the measure stack where
    it knows the pair; ``agreement`` frees goods both ways; ``no_agreement`` adds what was only announced
    and the target's answer, its own or in kind.
    """
    sides = (*economies, *BLOCS.values())
    tariffs = [item for item in map(_with_blocs, docket["policy_levers"]) if _usable(item, sides)]
    if not tariffs:
        return Call("", "", {}, _refusal(docket, economies))
    main = min(tariffs, key=_rank)
    imposer, target = main["imposing"], main["target"]
    day = date.fromisoformat(docket["article_date"])
    pair = [item for item in tariffs if (item["imposing"], item["target"]) == (imposer, target)]
    answers = [item for item in tariffs if (item["imposing"], item["target"]) == (target, imposer)]
    today = _today(imposer, target, day, pair)
    scenarios = {
        "today": today,
        "agreement": _agreement(imposer, target, day),
        "no_agreement": _no_agreement(today, imposer, target, pair, answers),
    }
    return Call(imposer, target, scenarios)


def _with_blocs(item: Item) -> Item:
    """Return the lever with a customs union under its group's name."""
    sides = {key: item.get(key) for key in ("imposing", "target")}
    named = {key: code for key, code in sides.items() if isinstance(code, str)}
    return {**item, **{key: BLOCS.get(code, code) for key, code in named.items()}}


def _usable(item: Item, economies: tuple[str, ...]) -> bool:
    """Whether a lever is a tariff in percent between two single economies of the world."""
    sides = (item.get("imposing"), item.get("target"))
    known = all(isinstance(code, str) and code in economies for code in sides) and sides[0] != sides[1]
    rate = isinstance(item.get("value"), (int, float)) and item.get("unit") == "percent"
    stands = item.get("status_norm") in (*STANDING, *COMING)
    return str(item["lever"]).startswith("tariff") and known and rate and stands and 0 < item["value"] <= 1000


def _rank(item: Item) -> tuple[int, float]:
    """In force first, then by firmness; the highest rate of each."""
    return ((*STANDING, *COMING).index(item["status_norm"]), -float(item["value"]))


def _refusal(docket: Mapping[str, Any], economies: tuple[str, ...]) -> str:
    tariffs = [item for item in docket["policy_levers"] if str(item["lever"]).startswith("tariff")]
    if not tariffs:
        return "the report names no tariff, and other measures carry no rate that the trade model could take"
    if all(item.get("value") is None for item in tariffs):
        return "the report names tariffs, but no rate"
    named = [code for item in tariffs for code in (item.get("imposing"), item.get("target"))]
    unknown = [code for code in named if isinstance(code, str) and code not in economies]
    if unknown:
        return f"the world model has no economy of its own for {economy_name(unknown[0])}"
    return "the report names no tariff with a rate, one imposing and one target economy, and a standing"


def _today(imposer: str, target: str, day: date, pair: list[Item]) -> Scenario:
    try:
        measure, assumptions = sector_tariffs(imposer, target, day)
        measures = (measure,)
    except InputError as unknown:
        standing = _highest([item for item in pair if item["status_norm"] in STANDING])
        measures = tuple(_tariff(imposer, target, item) for item in standing)
        assumptions = (
            f"{unknown}, so the report is taken at its word, on top of the tariffs of the world's year.",
            *(_scope_assumed(item) for item in standing),
        )
    return Scenario(
        id="today",
        title=f"What {the(imposer)} charges {the(target)} on the report's date",
        as_of=day,
        measures=measures,
        assumptions=assumptions,
    )


def _sectors(item: Item) -> tuple[str, ...]:
    """Return the sectors of the products a tariff names, or all goods."""
    return sectors_named(str(item.get("product_scope") or "")) or ("goods",)


def _scope_assumed(item: Item) -> str:
    sectors = _sectors(item)
    if sectors == ("goods",):
        return f"The {item['value']:g} percent fall on all goods, and no product is exempt."
    words = (
        f"The {item['value']:g} percent on {item['product_scope']} fall on the whole of {', '.join(sectors)}"
    )
    return f"{words}, which is wider: the effect is an upper bound."


def _highest(items: list[Item]) -> list[Item]:
    """Return the highest rate of each set of sectors: the parts of a total are not added to it."""
    best: dict[tuple[str, ...], Item] = {}
    for item in sorted(items, key=lambda item: -float(item["value"])):
        best.setdefault(_sectors(item), item)
    return list(best.values())


def _tariff(imposer: str, target: str, item: Item) -> Measure:
    return Measure(
        kind="tariff",
        importers=imposer,
        exporters=target,
        sectors=_sectors(item),
        rate=float(item["value"]),
        status="in_force" if item["status_norm"] in STANDING else "announced",
        source=f"the report: {item['evidence']['text'][:200]}",
    )


def _agreement(imposer: str, target: str, day: date) -> Scenario:
    free = [
        Measure(kind="tariff", importers=a, exporters=b, sectors="goods", rate=0.0, mode="level")
        for a, b in ((imposer, target), (target, imposer))
    ]
    return Scenario(
        id="agreement",
        title=f"No tariffs on goods between {the(imposer)} and {the(target)}",
        as_of=day,
        measures=tuple(free),
        assumptions=(
            "All goods are freed both ways, today's measures are lifted, and services are as they were.",
        ),
    )


def _no_agreement(
    today: Scenario, imposer: str, target: str, pair: list[Item], answers: list[Item]
) -> Scenario:
    """Today's measures, those only announced, and an answer: the target's own, or the same rate in kind."""
    coming = _highest([item for item in pair if item["status_norm"] in COMING])
    if answers:
        back = tuple(_tariff(target, imposer, item) for item in _highest(answers))
        said = f"{the(target, start=True)} answers as the report says."
    else:
        main = max(pair, key=lambda item: float(item["value"]))
        back = (_in_kind(imposer, target, main),)
        said = (
            f"{the(target, start=True)} answers in kind with {main['value']:g} percent on the same goods of "
            f"{the(imposer)}; nobody announced it."
        )
    added = tuple(_tariff(imposer, target, item) for item in coming)
    return Scenario(
        id="no_agreement",
        title=f"The measures stay and {the(target)} answers",
        as_of=today.as_of,
        measures=(*today.measures, *added, *back),
        assumptions=(*today.assumptions, *map(_scope_assumed, coming), said),
    )


def _in_kind(imposer: str, target: str, item: Item) -> Measure:
    return Measure(
        kind="tariff",
        importers=target,
        exporters=imposer,
        sectors=_sectors(item),
        rate=float(item["value"]),
        note="an answer in kind; nobody announced it",
    )
