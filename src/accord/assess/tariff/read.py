"""From what a report says to the scenarios it calls for, or the reason why it calls for none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.assess.tariff.duties import Item, sectors_of
from accord.assess.tariff.ways import COMING, STANDING, Said, Ways
from accord.core.codes import economy_name, the
from accord.policy import Scenario

BLOCS = {"EU": "EU27"}
"""Customs unions that reports name as one party, as groups of the world's economies."""
_DUTIES = re.compile(r"tariff|dut(?:y|ies)|lev(?:y|ies)|surcharge", re.IGNORECASE)
ALL = "world"
"""How a docket writes a measure that falls on every partner."""

Leading = Callable[[str, tuple[str, ...], tuple[str, ...]], str]
"""Importer, sectors and candidates in, the candidate that sells most of these goods there out."""


@dataclass(frozen=True)
class Call:
    """What a report calls for: scenarios by role, or none and the reason for refusal."""

    imposer: str
    target: str
    scenarios: Mapping[str, Scenario]
    refusal: str = ""


def called_for(docket: Mapping[str, Any], economies: tuple[str, ...], leading: Leading | None = None) -> Call:
    """Return the scenarios that a docket's JSON calls for in a world with these economies.

    The pair is that of the highest tariff in force (else the firmest one to come) with one imposing and one
    target economy; where a tariff falls on all partners, ``leading`` chooses among those the report names, or
    all, who stands on the other side. ``today`` holds what is in force on the report's date, from the measure
    stack where it knows the pair; ``agreement`` has the terms the report gives, or frees goods both ways
    (exempts the target, where all are hit); ``no_agreement`` adds what was only announced, or held over, and
    the target's answer.
    """
    sides = (*economies, *BLOCS.values())
    levers, titled = _scoped(docket)
    named = [item for lever in levers for item in _pairs(lever)]
    tariffs = [item for item in named if _usable(item, sides)]
    beyond: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    if not tariffs and leading is not None:
        tariffs, beyond, aside = _on_all(named, docket, economies, leading)
    if not tariffs:
        return Call("", "", {}, _refusal(docket, economies))
    main = min(tariffs, key=_rank)
    imposer, target = main["imposing"], main["target"]
    there = [item for item in tariffs if (item["imposing"], item["target"]) == (imposer, target)]
    back = [item for item in tariffs if (item["imposing"], item["target"]) == (target, imposer)]
    dealt = any(item["status_norm"] == "agreed" for item in (*there, *back))
    ways = Ways(
        day=date.fromisoformat(docket["article_date"]),
        imposer=imposer,
        target=target,
        there=Said.of(there, dealt=dealt),
        back=Said.of(back, dealt=dealt),
        beyond=beyond,
        aside=(*aside, *titled, *_aside(named, levers, imposer, target)),
    )
    return Call(imposer, target, ways.scenarios())


def _scoped(docket: Mapping[str, Any]) -> tuple[list[Item], tuple[str, ...]]:
    """Return the levers, and a note where a tariff without products is put on those of its title."""
    levers, title = list(docket["policy_levers"]), str(docket.get("title") or "")
    products = docket.get("products") or () if _DUTIES.search(title) else ()
    heard = [product["name"] for product in products if _in_title(product, title)]
    bare = [item for item in levers if _is_bare(item)]
    if not heard or not bare:
        return levers, ()
    scope = ", ".join(dict.fromkeys(heard))
    note = f"Where the report names no products with a tariff, those of its title are taken: {scope}."
    return [{**item, "product_scope": scope} if item in bare else item for item in levers], (note,)


def _in_title(product: Item, title: str) -> bool:
    return str((product.get("evidence") or {}).get("text", "\0")).casefold() in title.casefold()


def _is_bare(item: Item) -> bool:
    return _is_tariff(item) and item.get("product_scope") in (None, "", "unspecified")


def _is_tariff(item: Item) -> bool:
    return str(item["lever"]).startswith("tariff")


def _on_all(
    named: list[Item], docket: Mapping[str, Any], economies: tuple[str, ...], leading: Leading
) -> tuple[list[Item], tuple[str, ...], tuple[str, ...]]:
    """Return the tariffs on all partners as on one of them, the other partners, and why that one."""
    of_all = [
        item for item in named if item.get("target") == ALL and _usable({**item, "target": "ROW"}, economies)
    ]
    if not of_all:
        return [], (), ()
    main = min(of_all, key=_rank)
    imposer = main["imposing"]
    partners = tuple(code for code in economies if code not in (imposer, "ROW"))
    heard = tuple(code for code in partners if code in (docket.get("countries") or ()))
    target = leading(imposer, sectors_of(main), heard or partners)
    among = "of the economies the report names" if heard else "of all economies"
    note = (
        f"The measure falls on all partners of {the(imposer)}; {the(target)} stands for them here, for "
        f"{among} it sells most of these goods there."
    )
    chosen: list[Item] = [{**item, "target": target} for item in of_all if item["imposing"] == imposer]
    return chosen, tuple(code for code in partners if code != target), (note,)


def _pairs(lever: Item) -> Iterator[Item]:
    """Yield a lever once for each imposing and target economy, customs unions under their group's name."""
    for imposing in _each(lever.get("imposing")):
        for target in _each(lever.get("target")):
            yield {**lever, "imposing": BLOCS.get(imposing, imposing), "target": BLOCS.get(target, target)}


def _each(sides: Any) -> list[Any]:
    return list(sides) or [None] if isinstance(sides, (list, tuple)) else [sides]


def _aside(named: list[Item], levers: list[Item], imposer: str, target: str) -> tuple[str, ...]:
    """Return what the report says of the pair, or of others in the same breath, that no scenario holds."""
    notes = []
    others = sorted(
        {
            economy_name(item["target"])
            for item in named
            if _is_tariff(item) and item["imposing"] == imposer and item["target"] not in (target, ALL, None)
        }
    )
    if others:
        notes.append(
            f"What {the(imposer)} charges others the report names ({', '.join(others)}) is left out."
        )
    pledged = sorted(
        {item["lever"] for item in levers if item["lever"] in ("purchase", "investment", "import_quota")}
    )
    if pledged:
        words = " and ".join(name.replace("_", " ") + "s" for name in pledged)
        notes.append(f"The {words} that the report names are not counted.")
    return tuple(notes)


def _usable(item: Item, economies: tuple[str, ...]) -> bool:
    """Whether a lever is a tariff in percent between two single economies of the world."""
    sides = (item.get("imposing"), item.get("target"))
    known = all(isinstance(code, str) and code in economies for code in sides) and sides[0] != sides[1]
    rate = isinstance(item.get("value"), (int, float)) and item.get("unit") == "percent"
    stands = item.get("status_norm") in (*STANDING, *COMING)
    return _is_tariff(item) and known and rate and stands and 0 <= item["value"] <= 1000


def _rank(item: Item) -> tuple[int, float]:
    """In force first, then by firmness; the highest rate of each."""
    return ((*STANDING, *COMING).index(item["status_norm"]), -float(item["value"]))


def _refusal(docket: Mapping[str, Any], economies: tuple[str, ...]) -> str:
    tariffs = [item for item in docket["policy_levers"] if _is_tariff(item)]
    if not tariffs:
        return "the report names no tariff, and other measures carry no rate that the trade model could take"
    if all(item.get("value") is None for item in tariffs):
        return "the report names tariffs, but no rate"
    named = [code for item in tariffs for side in ("imposing", "target") for code in _each(item.get(side))]
    unknown = [BLOCS.get(code, code) for code in named if isinstance(code, str) and code != ALL]
    unknown = [code for code in unknown if code not in (*economies, *BLOCS.values())]
    if unknown:
        return f"the world model has no economy of its own for {economy_name(unknown[0])}"
    return "the report names no tariff with a rate, one imposing and one target economy, and a standing"
