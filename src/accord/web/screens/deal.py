"""A deal: the menu's concessions as cards to switch on and off, what each side and others gain, the frontier."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from accord.core.codec import Document
from accord.core.provenance import Figure
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
    Read,
    Row,
    Section,
    Table,
)
from accord.page.chart import Axis, Point, scatter
from accord.page.names import name, the
from accord.page.words import SMALLEST, series, show
from accord.policy.law import last_day
from accord.talks.menu import load_menu, menu_names
from accord.web import jobs, kept
from accord.web.answers import talks
from accord.web.asked import OfTalks, ToTalk
from accord.web.busy import aside
from accord.web.screens.base import Given, Screen, Shown, Told, command

SOURCES = ("accord-model", "policy-facts")
WORTH = "real income against the point without a deal, at baseline prices"
RULES = {"nash": ("Nash’s bargain", "c"), "kalai_smorodinsky": ("Kalai and Smorodinsky’s bargain", "d")}


def answer(given: Given) -> Shown:
    """Return what the concessions that are on are worth to each side and to others, and the price of each."""
    asked = check(OfTalks, {"disagreement": f"law:{last_day()}", **given}, "question")
    found = talks.table(asked)
    told = Told(found, str(found["world"]["year"]), "accord-model", WORTH)
    whole = _frontier(asked)
    blocks: list[Block] = [Prose(_lead(told), "lead")]
    if found["package"]:
        blocks += [_keys(told)]
    blocks += [_plane(told, whole)]
    sections = [Section("deal", _title(told), tuple(blocks), "whole")]
    if found["package"]:
        sections.append(Section("others", "Whom outside the deal it moves most", (_others(told),), "whole"))
    notes = Bullets(tuple((Read(words),) for words in found["menu"]["assumptions"]))
    sections.append(Section("prices", "What the prices rest on", (_prices(told), notes), "whole"))
    line = command(
        "accord talks", asked.first, asked.second, disagreement=asked.disagreement, points=11, limit=2
    )
    more = {"cards": _cards(told, asked), "asked": asked, "whole": whole is not None}
    below = "" if whole else "frontier.html.j2"
    pinned = {"first": asked.first, "second": asked.second, "disagreement": asked.disagreement or ""}
    return Shown(tuple(sections), line, _python(asked), (), more, below, pinned)


def _python(asked: OfTalks) -> str:
    return (
        "from accord.study.talks.document import Question\nfrom accord.study.talks.table import Table\n\n"
        f"table = Table(Question(({asked.first!r}, {asked.second!r}), disagreement={asked.disagreement!r}))\n"
        f'table.document({asked.on!r})["package"]'
    )


def whole_of(asked: OfTalks) -> ToTalk:
    """Return the question of the whole talks that a screen's frontier comes from."""
    return ToTalk(first=asked.first, second=asked.second, disagreement=asked.disagreement, menu=asked.menu)


def _frontier(asked: OfTalks) -> Document | None:
    """Return the talks with their frontier where a job has worked them out."""
    key = talks.key_of(whole_of(asked))
    return kept.answer(key) if kept.has_answer(key) else None


def _worth(told: Told, place: str, code: str, label: str = "") -> Figure:
    return told.figure(
        f"{place}.worth_usd_bn.{code}", f"{label or 'Package'}: worth a year to {the(code)}", "USD bn change"
    )


def _title(told: Told) -> str:
    row = told.document["package"]
    if not row:
        return "No concession is on"
    return "Both sides gain" if row["in_zone"] else "One side would refuse"


def _lead(told: Told) -> tuple[Part, ...]:
    found = told.document
    if not found["package"]:
        return (
            "Switch concessions on: each card says what it costs the side that gives it and brings the other.",
        )
    gains = series(_gains(code, _worth(told, "package", code)) for code in found["parties"])
    return ("With what is on, ", *gains, " a year, against ", *_stands(found), ".")


def _gains(code: str, figure: Figure) -> tuple[Part, ...]:
    from accord.page.blocks import Rounded

    if abs(figure.value or 0.0) < SMALLEST:
        return (f"{the(code)} gains about nothing",)
    return (f"{the(code)} {'gains' if (figure.value or 0) > 0 else 'loses'} ", Rounded(figure, sign=False))


def _stands(found: Document) -> tuple[Part, ...]:
    word = str(found["disagreement"]["id"])
    law = word.removeprefix("law:")
    return (f"“{word}” without a deal",) if law == word else ("the law of ", Day(law))


def _keys(told: Told) -> Keys:
    found = told.document
    items = []
    for code in found["parties"]:
        figure = _worth(told, "package", code)
        small = abs(figure.value or 0.0) < SMALLEST
        items.append(
            Key(
                the(code, start=True),
                figure,
                "real income a year",
                "open" if small else "gain" if (figure.value or 0) > 0 else "loss",
            )
        )
    others = found["package"]["others_usd_bn"]
    for code in sorted(others, key=lambda one: -abs(others[one]))[:2]:
        figure = told.figure(
            f"package.others_usd_bn.{code}", f"Package: change of {the(code)}", "USD bn change"
        )
        items.append(
            Key(
                name(code),
                figure,
                "outside the deal, a year",
                "gain" if (figure.value or 0) > 0 else "loss",
            )
        )
    return Keys(tuple(items))


def _plane(told: Told, whole: Document | None) -> Chart:
    """Return the plane of what both sides have: this package, those of the menu, and the frontier where it is known."""
    first, second = told.document["parties"]
    points = [_point(told, f"packages.{row['id']}", row["title"], "a") for row in told.document["packages"]]
    if told.document["package"]:
        points.append(_point(told, "package", "the package that is on", "b"))
    edge = [_point(told, f"reachable.{at}", "", "a") for at in range(len(told.document["reachable"]))]
    far: list[Point] = []
    if whole:
        known = Told(whole, told.year, "accord-model", WORTH)
        far = [_point(known, f"frontier.{at}", "", "a") for at in range(len(whole["frontier"]))]
        points += [
            _point(known, f"deals.{key}", label, tone)
            for key, (label, tone) in RULES.items()
            if whole["deals"][key]
        ]
    alt = "Plane of what deals are worth: " + "; ".join(
        f"{point.label}, {name(second)} {show(point.x)}, {name(first)} {show(point.y)}" for point in points
    )
    rows: list[Row] = [((Read(point.label),), point.x, point.y) for point in points]
    rows += [
        ((Read(row["title"]),), point.x, point.y)
        for row, point in zip(told.document["reachable"], edge, strict=True)
    ]
    rows += [("on the frontier of tariffs", point.x, point.y) for point in far]
    sides = (Column(code, name(code), "USD bn change") for code in (second, first))
    columns = (Column("deal", "Deal"), *sides)
    shown = scatter(
        points, Axis(f"{name(second)}, USD bn a year"), Axis(f"{name(first)}, USD bn a year"), alt,
        frontier=edge, beyond=far,
    )  # fmt: skip
    return Chart(
        key="plane",
        title="What a deal is worth to each side",
        subtitle="USD billion a year against no deal; in the shaded corner both gain; the line joins the best that can be had "
        + ("by adding cards to those that are on" if told.document["package"] else "with the cards")
        + ("; the dashed line is the frontier of tariffs alone" if far else ""),
        drawing=shown,
        alt=alt,
        table=Table("plane", "Deals", columns, tuple(rows), sources=SOURCES),
        sources=SOURCES,
        note="Which packages are tried is told from what each concession is worth alone; each on the line was solved."
        + (" Oil and purchases can lie outside the frontier of tariffs." if far else ""),
        native="points",
    )


def _point(told: Told, place: str, label: str, tone: str) -> Point:
    first, second = told.document["parties"]
    return Point(label, _worth(told, place, second, label), _worth(told, place, first, label), tone)


def _others(told: Told) -> Table:
    rows = tuple(
        (
            name(code),
            told.figure(f"package.others_usd_bn.{code}", f"Package: change of {the(code)}", "USD bn change"),
        )
        for code in told.document["package"]["others_usd_bn"]
    )
    columns = (Column("who", "Third party"), Column("usd", "Change a year", "USD bn change"))
    return Table("others", "Change of real income outside the deal", columns, rows, sources=SOURCES)


def _prices(told: Told) -> Table:
    found = told.document
    rows: tuple[Row, ...] = tuple(
        (
            name(row["giver"]),
            Read(row["what"]),
            *(_worth(told, f"concessions.{row['id']}", code, row["what"]) for code in found["parties"]),
        )
        for row in sorted(found["concessions"], key=lambda row: found["parties"].index(row["giver"]))
    )
    columns = (
        Column("giver", "Who gives"),
        Column("what", "What"),
        *(Column(code, name(code), "USD bn change") for code in found["parties"]),
    )
    return Table("prices", "The price of each concession alone, a year", columns, rows,
                 note="A concession can pay its giver: tariffs also cost those who put them on.", sources=SOURCES)  # fmt: skip


def _cards(told: Told, asked: OfTalks) -> list[tuple[str, list[dict[str, object]]]]:
    """Return the cards of each side: what, whether it is on, and its price to both."""
    found = told.document

    def card(row: Document) -> dict[str, object]:
        prices = [
            (name(code), _worth(told, f"concessions.{row['id']}", code, row["what"]))
            for code in found["parties"]
        ]
        return {**row, "on": row["id"] in asked.on, "prices": prices}

    return [
        (the(code, start=True), [card(row) for row in found["concessions"] if row["giver"] == code])
        for code in found["parties"]
    ]


async def begin(request: Request) -> Response:
    """Begin to work out the frontier; go to its job."""
    async with request.form(max_files=0, max_fields=20) as form:
        given = {key: value for key, value in form.items() if isinstance(value, str) and value}
    return RedirectResponse(f"/job/{await aside(_begin, given)}", 303)


def _begin(given: dict[str, str]) -> str:
    asked = check(OfTalks, {"disagreement": f"law:{last_day()}", **given}, "question")
    question = whole_of(asked)
    return jobs.talks(question.model_dump(mode="json"), talks.key_of(question), page=_page(asked))


def _page(asked: OfTalks) -> str:
    pairs: Sequence[tuple[str, str]] = [
        ("first", asked.first),
        ("second", asked.second),
        ("disagreement", asked.disagreement or ""),
        ("on", ",".join(asked.on)),
    ]
    return f"/deal?{urlencode([pair for pair in pairs if pair[1]], safe=',:')}"


@lru_cache(maxsize=1)
def offers() -> dict[str, object]:
    """Return the pairs for which a menu ships."""
    return {"pairs": [load_menu(word).parties for word in menu_names()], "law": f"law:{last_day()}"}


SCREEN = Screen("/deal", "Deal", "deal.html.j2", OfTalks, answer, offers, "talks")
ROUTES = [*SCREEN.routes, Route("/deal/frontier", begin, methods=["POST"])]
