"""What a deal could be: what failure costs, what both sides would sign, what each concession is worth."""

from __future__ import annotations

import re
from datetime import date

from accord.assess.desk import Desk
from accord.assess.kind import Page, rests
from accord.assess.question import sides
from accord.core.codec import Document
from accord.core.errors import AccordError
from accord.core.frozen import dataclass
from accord.core.provenance import Figure, as_recorded
from accord.docket.items import Docket
from accord.page.blocks import (
    Block,
    Chart,
    Column,
    Day,
    Part,
    Prose,
    Read,
    Rounded,
    Row,
    Section,
    Size,
    Table,
    Text,
)
from accord.page.chart import Axis, Point, scatter
from accord.page.names import name, possessive, the
from accord.page.words import MONTHS, SMALLEST, series, show

MODEL = "accord-model"
SOURCES = (MODEL, "policy-facts")
WORTH = (
    "real income against the point without a deal, at baseline prices; optimal and Nash tariffs by gradient"
)
RULES = {
    "nash": ("Nash’s bargain", "c"),
    "kalai_smorodinsky": ("Kalai and Smorodinsky’s bargain", "d"),
}
"""Bargaining rules that are shown, with their names and colours."""


DATED = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})")
COMMAND = re.compile(r"(?<!\S)--\w|\bscenario [a-z0-9]+-[a-z0-9-]+")
"""Words that are for a command line or a library and not for a page."""
POINTS = 11
"""Points of the frontier that a briefing draws."""

KEPT = (
    *("parties", "world", "against", "disagreement", "alone", "failure", "frontier", "deals"),
    *("menu", "concessions", "packages", "best_packages"),
)
"""What a briefing keeps of the document of ``accord talks``."""


@dataclass(frozen=True)
class Asked:
    """Two economies that could agree, on a day whose law holds without a deal."""

    parties: tuple[str, str]
    day: date


@dataclass(frozen=True)
class Found:
    """The document of ``accord talks``, as much of it as the page shows; or why there is none, in a sentence."""

    document: Document
    why_not: str = ""


class Talks:
    """What two sides could agree on, where it is asked for and both are known."""

    name, order = "talks", 30
    levers: tuple[str, ...] = ()
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | None:
        """Return the two sides of the report's main question."""
        pair = sides(docket)
        if not desk.chosen.talks or len(pair) != 2 or not _about_trade(docket, pair):
            return None
        known = all(code in desk.world.economies for code in pair)
        return Asked((pair[0], pair[1]), date.fromisoformat(docket.article_date)) if known else None

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return nothing: a deal that could be is no measure of the report."""
        return ()

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return best responses, the frontier, bargains and the price of each concession.

        Where they have no certified answer the rest of the briefing stands: the page says why.
        """
        from accord.study.talks.document import Question, talks_document  # slow to import, seldom asked for

        chosen = desk.chosen
        question = Question(
            asked.parties,
            chosen.world,
            chosen.elasticities,
            closure=chosen.closure or "fixed",
            points=POINTS,
            limit=2,
            as_of=asked.day,
            known_on=asked.day,
            whole=False,
        )
        try:
            found = as_recorded(talks_document(question))
        except AccordError as error:
            return Found({}, str(error))
        if found["interrupted"]:
            raise KeyboardInterrupt
        return Found({key: found[key] for key in KEPT})

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return what failure costs, the plane of deals, packages and concessions."""
        held = _known(found.document, asked.day)
        if found.why_not:
            unknown = Prose(f"Not answered: {found.why_not.rstrip('.')}.")
            return Page((), (Section("talks", "What a deal could be", (unknown,)),))
        blocks: list[Block] = [Prose(_failure(held)), *_plane(held)]
        if held["packages"]:
            blocks += [_deals(held), _concessions(held), Prose(_search(held))]
        blocks.append(Prose(_alone(held), "note"))
        if assumed := (held.get("menu") or {}).get("assumptions"):
            blocks += rests("talks", assumed)
        return Page((), (Section("talks", "What a deal could be", tuple(blocks)),))


def _known(found: Document, day: date) -> Document:
    """Return an answer without assumptions that name a later month than the report's, or a command."""
    menu = found.get("menu") or {}
    told = [
        words for words in menu.get("assumptions", ()) if not (_is_later(words, day) or COMMAND.search(words))
    ]
    return {**found, "menu": {**menu, "assumptions": told}}


def _is_later(words: str, day: date) -> bool:
    """Return whether words name a month, or a day of one, after a day."""
    months = (
        (int(hit["year"]), MONTHS.index(hit["month"]) + 1, int(hit["day"] or 1))
        for hit in DATED.finditer(words)
    )
    return any(one > (day.year, day.month, day.day) for one in months)


def _about_trade(docket: Docket, pair: tuple[str, ...]) -> bool:
    """Whether the two talk about trade, or one charges the other."""
    charged = any(
        measure.lever in ("tariff", "tariff_exemption", "tariff_quota")
        and {*measure.imposing, *measure.target} == {*pair}
        for measure in docket.measures
    )
    return charged or any(
        event.type in ("negotiation", "agreement") and {*pair} <= {*event.countries}
        for event in docket.events
    )


def _figure(found: Document, place: str, code: str, label: str, value: float | None, unit: str) -> Figure:
    pair = ".".join(found["parties"])
    basis = "mean over goods, weighted by baseline trade" if unit == "%" else WORTH
    return Figure(f"talks.{pair}.{place}.{code}", label, value, unit, found["world"]["year"], MODEL, basis)


def _worth(found: Document, place: str, row: Document, code: str) -> Figure:
    label = f"{row.get('title') or place}: worth a year to {name(code)}"
    return _figure(found, place, code, label, row["worth_usd_bn"].get(code), "USD bn change")


def _failure(found: Document) -> Text:
    """Return what it costs each side if there is no deal."""
    kind, _, day = str(found["against"]).partition(":")
    law: tuple[Part, ...] = ("the law of ", Day(day)) if kind == "law" and day else (Read(found["against"]),)
    costs = [abs(found["failure"][code]["against_baseline_usd_bn"] or 0.0) for code in found["parties"]]
    if max(costs) < SMALLEST:
        return ("Without a deal each side goes on charging what its law says: ", *law, ".")
    told: list[tuple[Part, ...]] = []
    for code in found["parties"]:
        lost = found["failure"][code]["against_baseline_usd_bn"]
        label = f"Cost of failure a year to {name(code)}"
        figure = _figure(found, "failure", code, label, -lost, "USD bn change")
        verb = "loses" if lost >= 0 else "gains"
        told.append((f"{the(code)} {verb} ", Size(figure), " a year"))
    return ("If the talks fail, and what was threatened comes, ", *series(told), ", against ", *law, ".")


def _plane(found: Document) -> list[Block]:
    """Return the frontier of the two sides with the named packages on it, where there is a frontier."""
    if not found["frontier"]:
        return []
    first, second = found["parties"]
    rows = [(f"package.{row['id']}", row, row["title"], "a") for row in found["packages"] or ()]
    rows += [
        (f"deal.{key}", found["deals"][key], label, tone)
        for key, (label, tone) in RULES.items()
        if found["deals"][key]
    ]
    points = [
        Point(label, _worth(found, place, row, second), _worth(found, place, row, first), tone)
        for place, row, label, tone in rows
    ]
    edge = [
        Point("", _worth(found, f"frontier.{at}", row, second), _worth(found, f"frontier.{at}", row, first))
        for at, row in enumerate(found["frontier"])
    ]
    alt = "Plane of what deals are worth: " + "; ".join(
        f"{point.label}, {name(second)} {show(point.x)}, {name(first)} {show(point.y)}" for point in points
    )
    columns = (
        Column("deal", "Deal"),
        *(Column(code, name(code), "USD bn change") for code in (second, first)),
    )
    cells: list[Row] = [((Read(point.label),), point.x, point.y) for point in points]
    cells += [("on the frontier", point.x, point.y) for point in edge]
    axes = (Axis(f"{name(second)}, USD bn a year"), Axis(f"{name(first)}, USD bn a year"))
    return [
        Chart(
            key="talks",
            title=_finding(found),
            subtitle="What each side gains a year over failure, in USD billion; the line is the most that "
            "one can have for what the other has",
            drawing=scatter(points, *axes, alt, frontier=edge),
            alt=alt,
            table=Table("talks-frontier", "Deals and the frontier", columns, tuple(cells), sources=SOURCES),
            sources=SOURCES,
            native="points",
        )
    ]


def _finding(found: Document) -> Text:
    """Return whether the first package lies where both gain."""
    rows = found["packages"]
    if not rows:
        return "There are deals that both sides prefer to a tariff war"
    row = rows[0]
    place = f"package.{row['id']}"
    return ("Under the deal “", Read(row["title"]), "” ", *_won(found, place, row), " a year")


def _won(found: Document, place: str, row: Document) -> tuple[Part, ...]:
    """Say what each party would gain or lose."""
    told: list[tuple[Part, ...]] = []
    for code in found["parties"]:
        figure = _worth(found, place, row, code)
        said = f"would {'lose' if (figure.value or 0.0) < 0 else 'gain'} "
        verb = "" if told and said in str(told[0][0]) else said
        told.append((f"{the(code)} {verb}", Rounded(figure, sign=False)))
    return series(told)


def _deals(found: Document) -> Table:
    """Return each package with what it is worth, and who outside loses most."""
    columns = (
        Column("package", "Package"),
        *(Column(code, name(code), "USD bn change") for code in found["parties"]),
        Column("both", "Both gain"),
        Column("others", "Moved most outside"),
        Column("others_usd_bn", "Its change", "USD bn change"),
    )
    rows = tuple(
        (
            Read(row["title"]),
            *(_worth(found, f"package.{row['id']}", row, code) for code in found["parties"]),
            "yes" if row["in_zone"] else "no",
            *_outside(found, row),
        )
        for row in found["packages"]
    )
    title = "What each package is worth a year, against failure"
    return Table("talks-packages", title, columns, rows, sources=SOURCES)


def _outside(found: Document, row: Document) -> tuple[Text, Figure]:
    code, value = max(row["others_usd_bn"].items(), key=lambda item: abs(item[1]))
    place, label = f"package.{row['id']}.others", f"{row['title']}: {name(code)}"
    return name(code), _figure(found, place, code, label, value, "USD bn change")


def _concessions(found: Document) -> Table:
    """Return each concession by itself: who gives it, what it costs and brings."""
    columns = (
        Column("giver", "Who gives"),
        Column("what", "What"),
        *(Column(code, name(code), "USD bn change") for code in found["parties"]),
    )
    rows: tuple[Row, ...] = tuple(
        (
            name(row["giver"]),
            Read(row["what"]),
            *(_worth(found, f"concession.{row['id']}", row, code) for code in found["parties"]),
        )
        for row in sorted(found["concessions"], key=lambda row: found["parties"].index(row["giver"]))
    )
    title = "What each concession alone is worth a year, against failure"
    note = "A concession can pay its giver: tariffs also cost those who put them on."
    return Table("talks-concessions", title, columns, rows, note=note, sources=SOURCES)


def _search(found: Document) -> Text:
    """Return the best package of few lines."""
    if not found["best_packages"]:
        return "No package of one or two concessions leaves both sides better off than failure."
    row = found["best_packages"][0]
    told = ("Of all packages of few lines, the best for both is: ", Read(row["title"]), ". With it ")
    return (*told, *_won(found, "best", row), " a year.")


def _alone(found: Document) -> Text:
    """Return the tariff that each would choose by itself, against what failure brings."""
    told: list[tuple[Part, ...]] = []
    for code, other in zip(found["parties"], found["parties"][::-1], strict=True):
        rate = found["alone"][code]["mean_tariff_pct"][code]
        label = f"Mean tariff that {name(code)} would choose"
        figure = _figure(found, "alone.rate", code, label, rate, "%")
        charges = "" if told else "would charge "
        told.append((f"{the(code)} {charges}{possessive(other)} {'' if told else 'goods '}", Rounded(figure)))
    return (
        "Left to itself, ",
        *series(told),
        " on average; a higher tariff costs the side that charges it more than it brings.",
    )


KIND = Talks()
