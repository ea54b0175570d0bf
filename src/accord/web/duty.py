"""A code or a word to every duty on it: by partner and day, with history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from accord.core.codes import economy_name
from accord.core.errors import AccordError, InputError
from accord.core.provenance import Figure
from accord.page.blocks import Chart, Column, Day, Section, Table, Text
from accord.page.chart import Step, steps
from accord.page.names import name, the
from accord.page.words import date_words
from accord.policy.stack.book import book_importers, load_book
from accord.policy.stack.duty import party_code, union_of
from accord.policy.stack.product import Layer, ProductDuty, product_duty
from accord.study.days import day_of
from accord.web import workbook
from accord.web.busy import aside
from accord.web.move import find_codes, last_day
from accord.web.pens import frame, part, section
from accord.web.screens.base import Shown

FACTS = "policy-facts"
PARTNERS = ("CHN", "MEX", "CAN", "VNM", "IND", "EU27", "GBR", "JPN", "KOR", "BRA")
"""Sellers that stand beside the one that is asked about."""
MOST = 12
"""Products that one word may mean on a page."""


@dataclass(frozen=True)
class Asked:
    """One product, who charges and who sells, on a day."""

    words: str
    codes: tuple[str, ...]
    importer: str
    exporter: str
    day: date


def asked_of(given: Mapping[str, str]) -> Asked:
    """Read an address; raise InputError with one sentence."""
    words = given.get("code", "").strip()
    if not words:
        raise InputError("code or word: name a product, such as 6109 or T-shirts")
    codes = tuple(code for code in find_codes((words,)) if "-" not in code)
    if not codes:
        raise InputError(f"code or word: '{words[:60]}' is wider than a chapter; name a product")
    return Asked(
        words,
        codes[:MOST],
        union_of(party_code(given.get("by") or "USA", "who charges")),
        party_code(given.get("on") or "IND", "goods of"),
        day_of(given.get("day") or str(last_day()), "day"),
    )


async def screen(request: Request) -> Response:
    """Serve the page: the form, and the duties on what the address names."""
    text, status = await aside(_screen, dict(request.query_params))
    return HTMLResponse(text, status)


def _screen(given: dict[str, str]) -> tuple[str, int]:
    answer, problem, status = Markup(""), "", 200
    others: tuple[str, ...] = ()
    if given.get("code"):
        try:
            asked = asked_of(given)
            answer, others = _answer(asked), asked.codes[1:]
        except AccordError as error:
            problem, status = str(error), 400
    state = {key: given.get(key, "")[:200] for key in ("code", "by", "on", "day")}
    page = frame(
        "duty.html.j2",
        title="Duty",
        task="/duty",
        state={
            **state,
            "by": state["by"] or "USA",
            "on": state["on"] or "IND",
            "day": state["day"] or str(last_day()),
        },
        importers=[(code, name(code)) for code in book_importers()],
        problem=problem,
        answer=answer,
        others=others,
    )
    return page, status


def _answer(asked: Asked) -> Markup:
    """Return the duties on what is meant, with the link, the address, the Python and the command that give the same."""
    code, exporter, day = asked.codes[0], asked.exporter, str(asked.day)
    link = urlencode({"code": asked.words, "by": asked.importer, "on": exporter, "day": day})
    same = urlencode({"code": code, "importer": asked.importer, "exporter": exporter, "as_of": day})
    shown = Shown(
        sections(asked),
        f"accord duty {code} --importer {asked.importer} --exporter {exporter} --as-of {day} --json",
        "from datetime import date\n\nfrom accord.study.duty import product_document\n\n"
        f"product_document({code!r}, {asked.importer!r}, {exporter!r}, date.fromisoformat({day!r}))",
    )
    return Markup(
        part(
            "shown.html.j2",
            parts=[section(one) for one in shown.sections],
            link=f"/duty?{link}",
            interface=(f"/api/v1/duty?{same}",),
            shown=shown,
            excel=f"/duty/{workbook.FILE}?{link}" if workbook.offered() else "",
        )
    )


async def excel(request: Request) -> Response:
    """Serve the tables of the page as a workbook."""
    return workbook.served(await aside(_excel, dict(request.query_params)))


def _excel(given: dict[str, str]) -> bytes:
    return workbook.of_sections(sections(asked_of(given)), "Duty")


def sections(asked: Asked) -> list[Section]:
    """Return the duties on the first product that is meant: every duty, its history, and other sellers."""
    found = product_duty(asked.importer, asked.exporter, asked.codes[0], asked.day)
    history = Section("over-time", "How it came about", (_history(found),), "whole")
    sellers = f"What other sellers pay on {date_words(asked.day.isoformat())}"
    return [
        Section("duty", _finding(found, asked.words), (_layers(found),), "whole"),
        *([history] if len(found.history) > 1 else []),
        Section("sellers", sellers, (_partners(asked),), "whole"),
    ]


def _finding(found: ProductDuty, words: str) -> Text:
    code = f"HS {found.code}"
    named = any(sign.isalpha() for sign in words)
    what = f"{f'{words} ({code})' if named else code} of {the(found.exporter)}"
    if found.total_pct is None:
        return f"{what}: what {the(found.importer)} charges is not known as a percentage"
    return (
        f"{the(found.importer, start=True)} charges ",
        _percent(found, "total_pct", found.total_pct),
        f" on {what}",
    )


def _percent(found: ProductDuty, key: str, value: float | None, label: str = "Duty") -> Figure:
    stem = f"duty.{found.importer}.{found.exporter}.{found.code}.{found.as_of}"
    return Figure(
        f"{stem}.{key}",
        label,
        value,
        "%",
        found.as_of[:4],
        FACTS,
        "percent of customs value, docs/stack.md",
        "measured",
    )


def _layers(found: ProductDuty) -> Table:
    base = found.base
    rows: list[tuple[Text | None, ...]] = [
        (
            "Ordinary tariff",
            _percent(found, "base", base.mean_pct if base else None),
            "",
            base.source if base else "",
        ),
        *(_layer(found, at, layer, paid=True) for at, layer in enumerate(found.layers)),
        *(_layer(found, at, layer, paid=False) for at, layer in enumerate(found.not_paid)),
        ("Total", _percent(found, "total", found.total_pct), "", "; ".join(found.notes)),
    ]
    columns = (
        Column("duty", "Duty"),
        Column("adds", "Adds", "%"),
        Column("since", "Since"),
        Column("why", "Why, and by what act"),
    )
    return Table(
        "layers",
        f"Every duty on the product on {date_words(found.as_of)}",
        columns,
        tuple(rows),
        sources=(FACTS,),
    )


def _layer(found: ProductDuty, at: int, layer: Layer, *, paid: bool) -> tuple[Text | None, ...]:
    key = f"{'paid' if paid else 'free'}.{at}"
    words = "; ".join((*layer.why, layer.instrument))
    title = layer.title if paid else f"Not paid: {layer.title}"
    return (
        title,
        _percent(found, key, layer.adds_pct if paid else 0.0, layer.title),
        Day(layer.effective) if layer.effective else None,
        words,
    )


def _history(found: ProductDuty) -> Chart:
    dated = [*found.history, *found.scheduled]
    ends = [*(one.day for one in dated[1:]), max(_on(dated[-1].day), found.as_of)]
    known = [(one, end) for one, end in zip(dated, ends, strict=True) if one.total_pct is not None]
    path = [
        Step(one.day, end, _percent(found, f"history.{one.day}", one.total_pct), applied=True)
        for one, end in known
    ]
    alt = f"Total duty on HS {found.code} of {economy_name(found.exporter)} over time, in per cent."
    return Chart(
        key="history",
        title=_moved(found),
        subtitle="Total duty in per cent of customs value, by day; what is scheduled included",
        drawing=steps(path, alt, found.as_of, "the day asked") if path else "",
        alt=alt,
        table=Table(
            "history",
            "Total duty by day",
            (Column("day", "From"), Column("total", "Total", "%"), Column("what", "What begins or ends")),
            tuple(
                (one.day, _percent(found, f"history.{one.day}", one.total_pct), "; ".join(one.what))
                for one in dated
            ),
        ),
        sources=(FACTS,),
    )


def _on(day: str) -> str:
    """Return a day some months on, so that what begins on the last day is seen to last."""
    return str(date.fromisoformat(day) + timedelta(days=150))


def _moved(found: ProductDuty) -> Text:
    """Return where the duty began, how far from there it went, and where it stands."""
    known = [one for one in found.history if one.total_pct is not None]
    if len(known) < 2:
        return "The duty over time"
    begun, now = known[0], known[-1]
    far = max(known, key=lambda one: abs((one.total_pct or 0.0) - (begun.total_pct or 0.0)))
    first, most, last = (_percent(found, f"history.{one.day}", one.total_pct) for one in (begun, far, now))
    if most.value == first.value:
        return ("The duty has stood at ", first, " all along")
    if most.value == last.value:
        return ("The duty went from ", first, " to ", last)
    return ("The duty went from ", first, " to ", most, " and stands at ", last)


def _partners(asked: Asked) -> Table:
    book = load_book(asked.importer)
    rows = []
    for partner in dict.fromkeys((asked.exporter, *PARTNERS)):
        if union_of(partner) == asked.importer:
            continue
        found = product_duty(asked.importer, partner, asked.codes[0], asked.day, book, history=False)
        layers = "; ".join(f"{layer.title} ({layer.rate_pct:g} %)" for layer in found.layers)
        rows.append((name(partner), _percent(found, "total", found.total_pct), layers or "no duty on top"))
    columns = (
        Column("partner", "Goods of"),
        Column("total", "Total", "%"),
        Column("duties", "Duties on top"),
    )
    return Table("partners", "The same product, seller by seller", columns, tuple(rows), sources=(FACTS,))


ROUTES = [Route("/duty", screen), Route(f"/duty/{workbook.FILE}", excel)]
