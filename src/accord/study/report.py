"""From what a report says to the scenarios it calls for: today's measures, the agreement, no agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.core.codes import economy_name, the
from accord.core.errors import InputError
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
    and lets the target answer in kind.
    """
    sides = (*economies, *BLOCS.values())
    tariffs = [item for item in map(_with_blocs, docket["policy_levers"]) if _usable(item, sides)]
    if not tariffs:
        return Call("", "", {}, _refusal(docket, economies))
    main = min(tariffs, key=_rank)
    imposer, target = main["imposing"], main["target"]
    day = date.fromisoformat(docket["article_date"])
    pair = [item for item in tariffs if (item["imposing"], item["target"]) == (imposer, target)]
    today = _today(imposer, target, day, pair)
    scenarios = {
        "today": today,
        "agreement": _agreement(imposer, target, day),
        "no_agreement": _no_agreement(today, imposer, target, pair),
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
    standing = [item for item in pair if item["status_norm"] in STANDING]
    try:
        measure, assumed = sector_tariffs(imposer, target, day)
        measures, assumptions = (measure,), assumed
    except InputError as unknown:
        measures = tuple(_tariff(imposer, target, item) for item in standing[:1])
        assumptions = (
            f"{unknown}, so the rate the report gives is taken to fall on all goods, on top of the tariffs "
            "of the world's year.",
        )
    return Scenario(
        id="today",
        title=f"What {the(imposer)} charges {the(target)} on the report's date",
        as_of=day,
        measures=measures,
        assumptions=assumptions,
    )


def _tariff(imposer: str, target: str, item: Item) -> Measure:
    return Measure(
        kind="tariff",
        importers=imposer,
        exporters=target,
        sectors="goods",
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
        title=f"An agreement: no tariffs on goods between {the(imposer)} and {the(target)}",
        as_of=day,
        measures=tuple(free),
        assumptions=(
            "All goods are freed both ways, today's measures are lifted, and services are as they were.",
        ),
    )


def _no_agreement(today: Scenario, imposer: str, target: str, pair: list[Item]) -> Scenario:
    """Today's measures, those only announced, and an answer by the target at the highest of these rates."""
    coming = [item for item in pair if item["status_norm"] in COMING]
    added = tuple(_tariff(imposer, target, item) for item in coming[:1])
    answer = Measure(
        kind="tariff",
        importers=target,
        exporters=imposer,
        sectors="goods",
        rate=max(float(item["value"]) for item in pair),
        note="retaliation at the headline rate; nobody announced it",
    )
    return Scenario(
        id="no_agreement",
        title=f"No agreement: the measures stay and {the(target)} answers in kind",
        as_of=today.as_of,
        measures=(*today.measures, *added, answer),
        assumptions=(
            *today.assumptions,
            f"{the(target, start=True)} puts the same headline rate on all goods from {the(imposer)}.",
        ),
    )
