"""Oil: what stopping costs against what the duty over it costs, discount and stranded share by slider."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from accord.assess.drawn import (
    MAP_TABLE,
    MAPPED,
    METHODS,
    MODEL,
    SEEN,
    Cell,
    called,
    group_name,
    indifference_chart,
)
from accord.assess.kind import as_sentence
from accord.core.provenance import Figure
from accord.energy import tables
from accord.energy.answers.balance import METHOD
from accord.files.reading import check
from accord.page.blocks import (
    Block,
    Bullets,
    Chart,
    Column,
    Key,
    Keys,
    Part,
    Prose,
    Range,
    Read,
    Rounded,
    Section,
    Text,
)
from accord.page.chart import Bar, Group, Point, Stack
from accord.page.chart import Part as Slice
from accord.page.drawn import Head, bar_chart, stacked_chart
from accord.page.names import name, possessive, the
from accord.page.words import series
from accord.policy import load_scenario
from accord.policy.scenarios import library_names
from accord.web.answers import energy
from accord.web.asked import Known, OfBreakEven, OfStop
from accord.web.screens.base import Given, Screen, Shown, Told, command

SOURCES = ("cepii-baci", "accord-energy")
BASIS = "crude market cleared by prices, logit by origin (docs/energy.md)"
DRAWS = 100
NAMED = 6


class OfOil(OfStop):
    """A stop, and the duty that it would end."""

    duty: Known = Field("india-50", description="The scenario of the library with the duty")
    without: Known = Field("india-25", description="The scenario without it")
    draws: int = Field(DRAWS, ge=1, le=5000)


def answer(given: Given) -> Shown:
    """Return the stop against the duty, who supplies instead, and who gains."""
    asked = check(OfOil, dict(given), "question")
    discount = _central("discount_quality_adjusted") if asked.discount is None else asked.discount
    stranded = _central("stranded_share") if asked.stranded is None else asked.stranded
    asked = asked.model_copy(update={"discount": discount, "stranded": stranded})
    year = str(asked.year)
    stop = Told(
        energy.stop(OfStop(**asked.model_dump(exclude={"duty", "without"}))), year, "accord-energy", BASIS
    )
    duty = OfBreakEven(
        **asked.model_dump(include=OfBreakEven.model_fields.keys() & OfOil.model_fields.keys())
    )
    equal = "cost of the stop equals that of the duty"
    against = Told(energy.break_even(duty), year, "accord-energy", equal)
    buyer, seller = str(stop.document["buyer"]), str(stop.document["supplier"])
    notes = Bullets(tuple((Read(as_sentence(words)),) for words in stop.document["assumptions"]["notes"]))
    head: tuple[Block, ...] = (
        Prose(_lead(stop, against), "lead"),
        _keys(stop, against),
        _map(asked, against),
    )
    sections = (
        Section("oil", f"{name(buyer)} without {possessive(seller)} oil", head, "whole"),
        Section(
            "moves", "Who gains, and who supplies instead", (_gains(stop), _instead(stop), notes), "whole"
        ),
    )
    return Shown(
        sections,
        _command(asked, buyer, seller),
        _python(asked, buyer, seller),
        _interface(asked, buyer, seller),
    )


def _command(asked: OfOil, buyer: str, seller: str) -> str:
    pair, terms = (buyer, seller), {"discount": asked.discount, "stranded": asked.stranded}
    stop = command("accord energy oil stop", *pair, **terms, draws=asked.draws)
    duties = {"duty": asked.duty, "without": asked.without}
    return f"{stop}\n{command('accord energy oil break-even', *pair, **terms, **duties)}"


def _python(asked: OfOil, buyer: str, seller: str) -> str:
    return (
        "from accord.study.energy.ask import stop\n\n"
        f"stop({buyer!r}, {seller!r}, discount={asked.discount:g}, stranded={asked.stranded:g}, "
        f'draws={asked.draws})["cost_usd_bn"]'
    )


def _interface(asked: OfOil, buyer: str, seller: str) -> tuple[str, ...]:
    words = f"buyer={buyer}&supplier={seller}&discount={asked.discount:g}&stranded={asked.stranded:g}"
    return (
        f"/api/v1/energy/oil?{words}&draws={asked.draws}",
        f"/api/v1/energy/break-even?{words}&duty={asked.duty}&without={asked.without}",
    )


def _central(parameter: str) -> float:
    return float(tables.parameter(parameter).central)


def _money(told: Told, key: str, label: str) -> Figure:
    return told.figure(key, label, "USD bn")


def _lead(stop: Told, against: Told) -> tuple[Part, ...]:
    buyer, seller = str(stop.document["buyer"]), str(stop.document["supplier"])
    low, middle, high = (
        _money(stop, f"cost_usd_bn.{end}", f"Cost of the stop, {end}") for end in ("p5", "central", "p95")
    )
    parts: list[Part] = [
        f"At this discount, stopping {possessive(seller)} oil costs {the(buyer)} about ", Rounded(middle), " a year (",
        Range(low, high), "); the duty over it ",
    ]  # fmt: skip
    costs = [key for key in against.document["duty_cost_usd_bn"] if key != "rule"]
    told = []
    for key in sorted(costs, key=lambda key: [*METHODS, _method(key)].index(_method(key))):
        figure = _money(against, f"duty_cost_usd_bn.{key}", f"Cost of the duty, {called(_method(key))[0]}")
        told.append((Rounded(figure), f" ({called(_method(key))[0]})"))
    return (*parts, *series(told), ".")


def _keys(stop: Told, against: Told) -> Keys:
    level = against.document["break_even_usd_bbl"]
    equal: Text = (
        "no discount"
        if level is None
        else against.figure("break_even_usd_bbl", "Break-even discount", "USD/bbl")
    )
    return Keys((
        Key("Cost of stopping", _money(stop, "cost_usd_bn.central", "Cost of the stop, central"), "a year", "loss"),
        Key("Equal to the duty at", equal, "discount, far end of the estimates"),
        Key("World price", stop.figure("price_spread_usd_bbl.central", "Change of the world price", "USD/bbl"), "change"),
        Key("It buys now", stop.figure("volume_mbd", "Bought now", "mb/d", basis="BACI 2709, repaired"), "from the seller"),
    ))  # fmt: skip


def _map(asked: OfOil, told: Told) -> Chart:
    """Return the map of break-even discounts by stranded share, and where the sliders stand on it."""
    cells = [
        Cell(
            _set(f"share-{cell['stranded']:g}", 100 * cell["stranded"], "%"),
            _method(cell["duty"]),
            told.figure(f"grid.{at}.usd_bbl", "Break-even discount", "USD/bbl"),
            cell["usd_bbl"],
        )
        for at, cell in enumerate(told.document["grid"])
    ]
    here = Point(
        "your sliders",
        _set("stranded", 100 * (asked.stranded or 0), "%"),
        _set("discount", asked.discount or 0.0, "USD/bbl"),
    )
    note = (
        "Where a line ends, the stop is dearer at any discount. The demand rule is a bank’s, not the model’s."
    )
    return indifference_chart(Head("map", _cheaper(told), MAPPED, MAP_TABLE, MODEL, note), cells, [here])


def _method(key: str) -> str:
    """Return a method of costing a duty by its key in a document."""
    return next((method for method, known in METHOD.items() if known == key), key)


def _set(key: str, value: float, unit: str) -> Figure:
    return Figure(f"asked.{key}", key, value, unit, "2025", "accord-energy", "as asked", "estimated")


def _cheaper(told: Told) -> str:
    costs = [value for key, value in told.document["duty_cost_usd_bn"].items() if key != "rule"]
    cost, buyer = told.document["stop_cost_usd_bn"], the(str(told.document["buyer"]))
    if cost > max(costs):
        return f"The duty costs {buyer} less than the stop, at every horizon"
    if cost < min(costs):
        return f"The stop costs {buyer} less than the duty, at every horizon"
    return f"Whether stop or duty costs {buyer} less depends on the horizon"


def _gains(told: Told) -> Chart:
    """Return who gains and who loses by the stop."""
    rows = [(word, value) for word, value in told.document["groups"].items() if abs(value) >= SEEN]
    marks = tuple(
        Bar(
            group_name(word),
            told.figure(f"groups.{word}", f"Change of surplus of {group_name(word)}", "USD bn change"),
            "loss" if value < 0 else "gain",
        )
        for word, value in sorted(rows, key=lambda row: row[1])
    )
    title = f"{marks[0].label} loses most" if marks else "Nobody gains or loses to speak of"
    subtitle = "Change of surplus on the crude market, USD billion a year"
    columns = (Column("who", "Who"), Column("usd", "Change a year", "USD bn change"))
    head = Head("gains", title, subtitle, "Gains and losses", SOURCES)
    return bar_chart(head, [Group("", marks)], "Bars of gains and losses", columns)


def _instead(told: Told) -> Chart:
    """Return who supplies instead."""
    parts = tuple(
        Slice(
            name(row["origin"]),
            told.figure(f"replacements.{row['origin']}.mbd", f"{name(row['origin'])} instead", "mb/d"),
        )
        for row in told.document["replacements"][:NAMED]
    )
    title = f"{parts[0].label} would replace the largest part" if parts else "Nothing is replaced"
    subtitle = "Oil bought instead, million barrels a day; the largest sellers"
    columns = (Column("who", "Instead from"), Column("mbd", "Amount", "mb/d"))
    stacks = [Stack("By origin, at the prices of a market without it", parts)] if parts else []
    head = Head("instead", title, subtitle, "Who supplies instead", SOURCES)
    rows = [(part.label, part.figure) for part in parts]
    return stacked_chart(head, stacks, "Who supplies instead", columns, rows)


@lru_cache(maxsize=1)
def offers() -> dict[str, object]:
    """Return scenarios to weigh a stop against."""
    return {
        "scenarios": [(word, load_scenario(word).title) for word in library_names()],
        "discount": _central("discount_quality_adjusted"),
        "stranded": _central("stranded_share"),
    }


SCREEN = Screen(
    "/energy", "Oil: stop, or pay the duty", "energy.html.j2", OfOil, answer, offers, "energy/oil"
)
