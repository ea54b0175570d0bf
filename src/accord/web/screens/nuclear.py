"""Reactors: capacity with its odds, by lead time and by what is begun; and what of a pledge purchases could carry."""

from __future__ import annotations

import re
from functools import lru_cache

from accord.assess.kind import as_sentence
from accord.core.provenance import Figure
from accord.energy import tables
from accord.files.reading import check
from accord.page.blocks import (
    Block,
    Bullets,
    Chart,
    Column,
    Day,
    Key,
    Keys,
    Part,
    Prose,
    Range,
    Read,
    Rounded,
    Section,
    Table,
)
from accord.page.chart import Band, Bar, Group, Target
from accord.page.drawn import Head, bar_chart, fan_chart
from accord.page.names import name, possessive, the
from accord.page.words import capital
from accord.web.answers import energy
from accord.web.asked import OfNuclear, OfPurchases
from accord.web.screens.base import Given, Screen, Shown, Told, command

SOURCES = ("accord-energy",)
LEADS = {"own": "The country’s own", "india": "India’s", "china": "China’s", "fleet": "The world fleet’s"}


def answer(given: Given) -> Shown:
    """Return the capacity path, its odds against official goals, and what a goal needs."""
    asked = check(OfNuclear, dict(given), "question")
    told = Told(
        energy.nuclear(asked), "2026", "accord-energy", "censored lognormal lead times (docs/energy.md)"
    )
    blocks: list[Block] = [Prose(_lead(told), "lead"), _keys(told), _fan(told), *_needs(told)]
    blocks.append(Bullets(tuple((Read(as_sentence(words)),) for words in told.document["assumptions"])))
    starts = energy.starts_of(asked)
    country = str(told.document["country"])
    line = command("accord energy nuclear path", country=country, lead=asked.lead, to=asked.to,
                   starts="starts.csv" if starts else None)  # fmt: skip
    file = "".join(f"\n# starts.csv: {year},{gw:g}" for year, gw in starts.items())
    python = (
        "from accord.study.energy.ask import programme\n\n"
        f"programme({country!r}, {asked.lead!r}, {starts or None!r}, {asked.to})"
    )
    title = f"{possessive(country, start=True)} reactors"
    return Shown(
        (Section("nuclear", title, tuple(blocks), "whole"),),
        f"{line}{file}",
        python,
    )


def _gw(told: Told, end: str, at: int) -> Figure:
    year = told.document["years"][at]
    return told.figure(f"gw.{end}.{at}", f"Capacity in {year}, {end}", "GW", str(year))


def _odds(told: Told, at: int) -> Figure:
    row = told.document["targets"][at]
    place = [one["key"] for one in told.document["figures"]].index(f"odds_{row['gw']:g}_{row['year']}")
    return told.figure(
        f"figures.{place}.value", f"Odds of {row['gw']:g} GW by {row['year']}", "%", str(row["year"])
    )


def _lead(told: Told) -> tuple[Part, ...]:
    found = told.document
    last, whose = len(found["years"]) - 1, possessive(str(found["country"]), start=True)
    parts: list[Part] = [
        f"{whose} reactors come to ",
        Range(_gw(told, "p10", last), _gw(told, "p90", last)),
        " in ",
        Day(str(found["years"][last])),
    ]
    for at, row in enumerate(found["targets"][-1:], len(found["targets"]) - 1):
        parts += [
            ", against a goal of ",
            Rounded(told.figure(f"targets.{at}.gw", "Official goal", "GW", str(row["year"]))),
            f" for {row['year']}",
        ]
        parts += (
            [", which ", Rounded(_odds(told, at)), " of draws reach"]
            if row["probability"] > 0
            else [", which no draw reaches"]
        )
    return (*parts, ".")


def _keys(told: Told) -> Keys:
    found, last = told.document, len(told.document["years"]) - 1
    items = [
        Key("Now", told.figure("base_gw", "Capacity now", "GW"), "runs"),
        Key(
            "Under way",
            told.figure("pipeline_gw", "In building or with a date", "GW"),
            "in building or with a date",
        ),
        Key(str(found["years"][last]), _gw(told, "p50", last), "in the middle of all draws"),
    ]
    if found["starts_needed"] is not None:
        aim = found["starts_needed_for"]
        items.append(
            Key(
                "Needed",
                told.figure("starts_needed", "Starts needed a year", "GW"),
                f"begun a year for {aim['gw']:g} GW by {aim['year']}",
            )
        )
    return Keys(tuple(items))


def _fan(told: Told) -> Chart:
    found = told.document
    years, fans, last = found["years"], found["gw"], len(found["years"]) - 1
    goals = tuple(
        Target(row["year"], told.figure(f"targets.{at}.gw", "Official goal", "GW", str(row["year"])), "goal")
        for at, row in enumerate(found["targets"])
    )
    low, high = (_gw(told, end, last) for end in ("p10", "p90"))
    head = Head(
        "path",
        ("Eight draws of ten lie between ", low, " and ", high, " in ", Day(str(years[last]))),
        f"Capacity, GW; lead time {found['lead']['median_years']:.1f} years in the median",
        "Capacity by year",
        SOURCES,
        note="Starts that are asked come on top of what is begun or planned."
        if found["starts_gw"]
        else "Only what is begun or planned.",
    )
    band = Band(years, (fans["p10"], fans["p90"]), None, fans["p50"])
    return fan_chart(head, band, lambda end, at: _gw(told, end, at), goals)


def _needs(told: Told) -> list[Block]:
    found = told.document
    if "fuel" not in found:
        return []
    makers = sorted(found["fuel"]["vendors_gw"].items(), key=lambda pair: -pair[1])
    marks = tuple(
        (
            name(code) if len(code) == 3 else code,
            told.figure(f"fuel.vendors_gw.{code}", f"Designs of {code}", "GW"),
        )
        for code, _ in makers
    )
    return [
        Prose((
            "With the mix of the last goal its reactors need ",
            told.figure("fuel.natural_tu", "Natural uranium a year", "tonnes"),
            " of natural uranium a year and make ", told.figure("fuel.twh", "Power a year", "TWh"), ".",
        )),
        Table("makers", "Capacity by the maker’s country, mix of the last goal",
              (Column("maker", "Maker’s country"), Column("gw", "Capacity", "GW")), marks, sources=SOURCES),
    ]  # fmt: skip


@lru_cache(maxsize=1)
def offers() -> dict[str, object]:
    """Return the countries with reactors and the lead times that have a name."""
    known = sorted(
        ((code, name(code)) for code in tables.lead_times() if code != "WLD"), key=lambda pair: pair[1]
    )
    return {"countries": known, "leads": list(LEADS.items())}


def _product(word: str) -> str:
    """Return a fuel's name as the first words of a line, with its short names in capitals."""
    return capital(re.sub(r"\b(lng|lpg)\b", lambda found: found[0].upper(), word))


def pledged(given: Given) -> Shown:
    """Return what of a pledge energy purchases could carry."""
    asked = check(OfPurchases, dict(given), "question")
    told = Told(
        energy.purchases(asked), "2025", "accord-energy", "flows of the latest year up to assumed ceilings"
    )
    found = told.document
    by = tuple(
        (_product(word), told.figure(f"by_product_usd_bn.{word}", f"{word} over the years", "USD bn"))
        for word in found["by_product_usd_bn"]
    )
    head = Head(
        "products",
        f"What {the(str(found['buyer']))} could buy of {possessive(str(found['seller']))} energy",
        f"USD billion over {found['years']} years, rising evenly to the assumed ceilings",
        "By product",
        SOURCES,
    )
    columns = (Column("what", "Product"), Column("usd", "Over the years", "USD bn"))
    marks = tuple(Bar(label, figure, "gain") for label, figure in by)
    chart = bar_chart(head, [Group("", marks)], "Bars of what energy could carry", columns)
    blocks: list[Block] = [
        Prose(_carried(told), "lead"),
        _pledge(told),
        chart,
        Bullets(tuple((Read(as_sentence(words)),) for words in found["assumptions"])),
    ]
    python = (
        "from accord.study.energy.ask import pledged\n\n"
        f"pledged(years={asked.years}, pledge={asked.pledge:g})"
    )
    line = command("accord energy purchases", years=asked.years, pledge=asked.pledge)
    return Shown((Section("purchases", "A pledge to buy energy", tuple(blocks), "whole"),), line, python)


def _carried(told: Told) -> tuple[Part, ...]:
    return (
        "Energy could carry ", Rounded(told.figure("of_pledge_pct", "Of the pledge", "%")), " of the pledge: ",
        Rounded(told.figure("total_usd_bn.linear", "Energy over the years", "USD bn")), f" over {told.document['years']} years.",
    )  # fmt: skip


def _pledge(told: Told) -> Keys:
    return Keys((
        Key("Now", told.figure("now_a_year_usd_bn", "Energy a year now", "USD bn"), "a year"),
        Key("At most", told.figure("ceiling_a_year_usd_bn", "At the assumed ceilings", "USD bn"),
            "a year, at the assumed ceilings"),
        Key("Needed", told.figure("needed_a_year_usd_bn", "The pledge a year", "USD bn"), "a year for the pledge"),
        Key("New", told.figure("new_usd_bn", "Beyond today’s level", "USD bn"), "over the years, beyond today’s level"),
    ))  # fmt: skip


SCREEN = Screen(
    "/energy/nuclear", "Reactors", "nuclear.html.j2", OfNuclear, answer, offers, "energy/nuclear", "/energy"
)
PLEDGE = Screen(
    "/energy/purchases",
    "Purchases",
    "purchases.html.j2",
    OfPurchases,
    pledged,
    dict,
    "energy/purchases",
    "/energy",
)
