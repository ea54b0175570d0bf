"""Small dockets in the reader's form, one for each kind of lever; their sentences are our own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from accord.assess.kind import Parameters
from accord.docket.given import CORRECTED
from accord.docket.items import (
    Docket,
    Doubt,
    Evidence,
    Law,
    Measure,
    Membership,
    Named,
    Participant,
    Statement,
)

HOSTILE = (
    "<script>alert(1)</script> \"><img src=x onerror=alert(1)> &lt;b&gt; ' \u202egnp.exe\u0000 "
    "{{ 7 * 7 }} </style></svg><a href='javascript:alert(1)'>x</a> =cmd|' /C calc'!A0"
)
"""Words that a page, a table or a terminal must not take for anything but words."""


def words(text: str = "the words it rests on") -> Evidence:
    """Return a span of a report."""
    return Evidence(text, 0, len(text))


def duty(**changes: object) -> Measure:
    """Return a duty of 40 % of the United States on all goods from Brazil, in force since August 2025."""
    held = Measure(
        lever="tariff",
        value=40.0,
        unit="percent",
        imposing=("USA",),
        target=("BRA",),
        product_scope="unspecified",
        status="in force",
        status_norm="in_force",
        evidence=words("a duty of 40 per cent on Brazilian goods"),
        effective_date="2025-08-06",
        additional=True,
        main=True,
    )
    return replace(held, **changes)


def ban(**changes: object) -> Measure:
    """Return a ban of China on exports of gallium to the United States."""
    held = duty(
        lever="export_ban",
        value=None,
        unit=None,
        imposing=("CHN",),
        target=("USA",),
        product_scope="gallium",
        goods=("gallium",),
        evidence=words("a ban on exports of gallium"),
        effective_date=None,
        additional=False,
    )
    return replace(held, **changes)


def quota(tonnes: float, **changes: object) -> Measure:
    """Return a quota of the Congo on exports of cobalt to everybody."""
    return ban(
        lever="export_quota",
        value=tonnes,
        unit="tonnes",
        imposing=("COD",),
        target=("world",),
        product_scope="cobalt",
        goods=("cobalt",),
        **changes,
    )


def docket(
    *measures: Measure, day: str = "2025-10-07", minerals: tuple[str, ...] = (), **more: object
) -> Docket:
    """Return a report of one day with these measures and minerals."""
    held = Docket(
        id="report",
        title="A report",
        outlet=None,
        source=None,
        article_date=day,
        date_basis="given",
        text="the words it rests on",
        notes=(CORRECTED,),
        measures=measures,
        minerals=tuple(Named(name, words(name)) for name in minerals),
    )
    return replace(held, **more)


def joining(name: str = "Pax Silica", action: str = "invite", who: tuple[str, ...] = ("IND",)) -> Membership:
    """Return an invitation of India to an alliance."""
    return Membership(name, action, who, None, words(f"India was invited to {name}"))


def doubtful(slot: str = "imposing") -> tuple[Doubt, ...]:
    """Return a doubt on a role."""
    return (Doubt(slot, "named nearest", "the capital that stands nearest"),)


TOY = Parameters(world="toy")
"""A world that is solved in no time."""


@dataclass(frozen=True)
class Example:
    """A report that asks a question of one kind, and how the desk is set for it."""

    docket: Docket
    parameters: Parameters = TOY


def oil_stop() -> Measure:
    """Return India's pledge to stop buying Russian oil."""
    return duty(
        lever="purchase_stop", value=None, unit=None, imposing=("IND",), target=("RUS",), product_scope="oil",
        goods=("oil",), evidence=words("India will stop buying Russian oil"), effective_date=None, additional=False,
        status_norm="agreed",
    )  # fmt: skip


def pledge() -> Measure:
    """Return India's pledge to buy American energy."""
    return duty(
        lever="purchase", value=500e9, unit="USD", imposing=("IND",), target=("USA",), product_scope="energy",
        goods=("energy",), evidence=words("India will buy 500 billion dollars of energy over five years"),
        effective_date=None, additional=False, status_norm="agreed",
    )  # fmt: skip


REACTORS = "India wants nuclear power from new reactors. Its parliament passed a bill on nuclear liability."

EXAMPLES: dict[str, Callable[[], Example]] = {
    "tariff": lambda: Example(docket(duty(target=("IND",)))),
    "control": lambda: Example(docket(ban())),
    "chain": lambda: Example(docket(minerals=("gallium",))),
    "alliance": lambda: Example(docket(alliances=(joining(),))),
    "oil": lambda: Example(
        docket(
            ban(
                lever="purchase_stop", imposing=("IND",), target=("RUS",), product_scope="crude oil",
                goods=("crude oil",), evidence=words("stop buying Russian crude oil"),
            ),
            day="2026-01-14",
            text="India may stop buying Russian crude oil.",
            countries=("IND", "RUS", "USA"),
        )
    ),
    "nuclear": lambda: Example(
        docket(
            ban(
                lever="import_ban", imposing=("IND",), target=("RUS",), product_scope="enriched uranium",
                goods=("enriched uranium",), evidence=words("a ban on imports of enriched uranium from Russia"),
            ),
            day="2026-01-14",
            title="India opens nuclear power to private firms",
            text="The nuclear bill lets private firms build nuclear reactors. Nuclear power is to grow tenfold.",
            legislation=(Law("Nuclear Energy Bill", "IND", "passed", words("the Nuclear Energy Bill")),),
            countries=("IND", "USA"),
        )
    ),
    "purchase": lambda: Example(
        docket(
            ban(
                lever="purchase", value=100e9, unit="USD", imposing=("IND",), target=("USA",),
                product_scope="energy", goods=("energy",), evidence=words("buy energy worth 100 billion dollars over five years"),
            ),
            day="2026-01-14",
            text="India is to buy energy worth 100 billion dollars over five years from the United States.",
            countries=("IND", "USA"),
        )
    ),
    "talks": lambda: Example(docket(duty(target=("IND",))), replace(TOY, talks=True)),
}  # fmt: skip
"""A report that asks for it, by kind; whoever adds a kind adds one here."""


def hostile(held: Docket) -> Docket:
    """Return a docket whose every free word is an attack; codes, dates and numbers stay."""
    span = words(HOSTILE)
    return replace(
        held,
        title=HOSTILE,
        outlet=HOSTILE,
        source=HOSTILE,
        text=HOSTILE,
        notes=(HOSTILE,),
        measures=tuple(
            replace(
                one, evidence=span, status=HOSTILE, note=HOSTILE, condition=HOSTILE, attribution=HOSTILE,
                goods=(*one.goods, HOSTILE) if one.goods else (), excluded=(HOSTILE,),
            )
            for one in held.measures
        ),
        minerals=tuple(replace(one, evidence=span) for one in held.minerals),
        alliances=tuple(replace(one, evidence=span) for one in held.alliances),
        participants=(Participant(HOSTILE, HOSTILE, "BRA", "actor", span),),
        statements=(Statement(HOSTILE, HOSTILE, None, True, span),),
        not_understood=(span,),
    )  # fmt: skip
