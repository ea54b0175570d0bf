"""A code or a word to every duty on it: by partner and day, with history."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from accord.core.codes import economy_name
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.files.reading import check
from accord.page.blocks import Chart, Column, Section, Table, Text
from accord.page.blocks import Day as Date
from accord.page.chart import Step, steps
from accord.page.drawn import Head, chart_of
from accord.page.names import name, the
from accord.page.words import date_words
from accord.policy.stack.book import book_importers, load_book
from accord.policy.stack.duty import party_code, union_of
from accord.policy.stack.product import Layer, ProductDuty, product_duty
from accord.web.asked import Day, Sent, Short
from accord.web.move import find_codes, last_day
from accord.web.screens.base import Given, Screen, Shown, command

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


class OfProduct(Sent):
    """One product of a seller on a day, as its page asks it."""

    code: Short
    by: Short = "USA"
    on: Short = "IND"
    day: Day | None = None


def asked_of(given: Given) -> Asked:
    """Read an address; raise InputError with one sentence."""
    told = check(OfProduct, dict(given), "question")
    codes = tuple(code for code in find_codes((told.code,)) if "-" not in code)
    if not codes:
        raise InputError(f"code or word: '{told.code[:60]}' is wider than a chapter; name a product")
    importer = union_of(party_code(told.by, "who charges"))
    day = date.fromisoformat(told.day) if told.day else last_day()
    return Asked(told.code, codes[:MOST], importer, party_code(told.on, "goods of"), day)


def answer(given: Given) -> Shown:
    """Return every duty on what is meant, its history, and what other sellers pay."""
    asked = asked_of(given)
    code, importer, exporter, day = asked.codes[0], asked.importer, asked.exporter, str(asked.day)
    same = urlencode({"code": code, "importer": importer, "exporter": exporter, "as_of": day})
    return Shown(
        sections(asked),
        command("accord duty", code, importer=importer, exporter=exporter, as_of=day),
        "from accord.study.duty import duty\n\n"
        f"duty([{code!r}], importer={importer!r}, exporter={exporter!r}, as_of={day!r})",
        (f"/api/v1/duty?{same}",),
        {"others": asked.codes[1:]},
        pinned={"code": asked.words, "by": importer, "on": exporter, "day": day},
    )


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
        Date(layer.effective) if layer.effective else None,
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
    subtitle = "Total duty in per cent of customs value, by day; what is scheduled included"
    head = Head("history", _moved(found), subtitle, "Total duty by day", (FACTS,))
    columns = (Column("day", "From"), Column("total", "Total", "%"), Column("what", "What begins or ends"))
    rows = [
        (one.day, _percent(found, f"history.{one.day}", one.total_pct), "; ".join(one.what)) for one in dated
    ]
    drawing = steps(path, alt, found.as_of, "the day asked") if path else ""
    return chart_of(head, drawing, alt, columns, rows)


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


def offers() -> dict[str, object]:
    """Return who charges duties that are known, and the last day of which they are."""
    return {"importers": [(code, name(code)) for code in book_importers()], "day": str(last_day())}


SCREEN = Screen(
    "/duty", "Duty", "duty.html.j2", OfProduct, answer, offers, "duty", blank=("code",), needs="code"
)
