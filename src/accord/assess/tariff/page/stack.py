"""The tariff that is really paid: headline against effective on the report's date, by sector, over time."""

from __future__ import annotations

from accord.assess.tariff.read import Asked
from accord.core.codec import Document
from accord.core.codes import sector_name
from accord.core.provenance import Figure, Quality
from accord.page.blocks import (
    Chart,
    Column,
    Day,
    Entries,
    Entry,
    Prose,
    Read,
    Rounded,
    Row,
    Section,
    Table,
    Text,
)
from accord.page.chart import Step, steps
from accord.page.names import possessive, the
from accord.page.words import show

SOURCES = ("us-census-2024", "us-tariff-notices", "yale-tracker", "policy-facts")
WEIGHTS = "2024"
"""Year of the imports that weight the average."""

PARTS: dict[str, tuple[str, str, str]] = {
    "imports_usd_bn": ("Imports", "USD bn", "customs value of imports for consumption"),
    "exempt_share": ("Exempt", "% of imports", "products exempt from every general duty"),
    "preempted_share": ("Under other duties", "% of imports", "products that pay a special duty instead"),
    "hit_share": ("Pays the headline", "% of imports", "products that pay the general duties"),
    "addon_pct": ("General duties", "points", "sum over products of share times general duty"),
    "preempting_pct": ("Special duties", "points", "sum over products of share times special duty"),
    "base_pct": ("Collected before", "%", "duty over customs value"),
    "total_pct": ("Total", "%", "collected before, general and special duties"),
}
"""Columns of the stack: name on the page, unit, and what is computed."""

SHOWN = ("imports_usd_bn", "hit_share", "addon_pct", "preempting_pct", "base_pct", "total_pct")


def build(asked: Asked, found: Document | None) -> Section | None:
    """Return the stack of the pair, or None where no list of duties or no weights are at hand."""
    if not found:
        return None
    notes = tuple(Entry((Read(note),)) for note in found["notes"])
    blocks = [
        Prose(_why(found)),
        _chart(asked, found),
        _table(asked, found),
        Entries("stack-rest", "What the average counts, and what it leaves out", notes, True)
        if notes
        else None,
    ]
    return Section("stack", "The tariff that is really paid", tuple(block for block in blocks if block))


def _figure(found: Document, place: str, name: str, value: float | None) -> Figure:
    label, unit, basis = PARTS[name]
    shown = value if value is None or not unit.startswith("% of") else 100 * value
    where = place.replace(" ", "-")
    key = f"stack.{found['importer']}.{found['exporter']}.{found['as_of']}.{where}.{name}"
    quality: Quality = "missing" if value is None else "computed"
    return Figure(key, f"{label}, {place}", shown, unit, WEIGHTS, "us-census-2024", basis, quality)


def _overall(found: Document, name: str) -> Figure:
    return _figure(found, "all goods", name, found[name])


def _headline(found: Document) -> Figure:
    key = f"stack.{found['importer']}.{found['exporter']}.{found['as_of']}.statutory_pct"
    basis = "sum of the general duties in force"
    return Figure(
        key, "Statutory headline", found["statutory_pct"], "%", found["as_of"][:4], "us-tariff-notices", basis
    )


def _why(found: Document) -> Text:
    """Return why the average differs from the headline."""
    exempt, special, *duties = (
        Rounded(_overall(found, name))
        for name in (
            "exempt_share",
            "preempted_share",
            "addon_pct",
            "preempting_pct",
            "base_pct",
            "total_pct",
        )
    )
    general, added, before, total = duties
    return (
        "The headline on ", Day(found["as_of"]), " is ", _headline(found), ", but ", exempt, " (", Day(WEIGHTS),
        ") are exempt and ", special, " pay other duties instead, as metals and cars do. On average the general duties "
        "come to ", general, " and the special ones to ", added, "; with the ", before, " collected before, the total is ",
        total, ".",
    )  # fmt: skip


def _chart(asked: Asked, found: Document) -> Chart | None:
    """Return the average add-on over time up to the report's date, as steps."""
    path = [step for step in found["path"] if step["since"] <= found["as_of"]]
    if not path:
        return None
    marks = [
        Step(
            step["since"],
            min(step["until"] or found["as_of"], found["as_of"]),
            _added(found, step),
            step["label"],
            step["collected"],
        )
        for step in path
    ]
    now = [mark for mark in marks if mark.applied][-1]
    alt = f"Steps of the average duty added, ending at {show(now.figure)} on the report's date."
    return Chart(
        key="stack-path",
        title=(f"The duties added to {possessive(found['exporter'])} goods average ", Rounded(now.figure),
               "; the headline is ", _headline(found)),
        subtitle=("General and special duties on top of the ordinary tariff, percentage points, average over "
                  "imports of ", Day(WEIGHTS), "; dashed: announced and never collected"),
        drawing=steps(marks, alt, asked.day.isoformat(), "this report"),
        alt=alt,
        table=_path_table(found, path, marks),
        sources=SOURCES,
    )  # fmt: skip


def _added(found: Document, step: Document) -> Figure:
    """Return what one step of the path adds on average."""
    known = step["addon_pct"] is not None and step["preempting_pct"] is not None
    state = "" if step["collected"] else ".announced"
    return Figure(
        f"stack.{found['importer']}.{found['exporter']}.path.{step['since']}{state}",
        f"Average duty added from {step['since']}",
        step["addon_pct"] + step["preempting_pct"] if known else None,
        "points",
        WEIGHTS,
        "us-census-2024",
        "sum over products of share times duty added",
        "computed" if known else "missing",
    )


def _path_table(found: Document, path: list[Document], marks: list[Step]) -> Table:
    columns = (
        Column("since", "Since"),
        Column("what", "Duty"),
        Column("collected", "Collected"),
        Column("added", "Added on average", "points", WEIGHTS),
    )
    rows = tuple(
        (Day(step["since"]), Read(step["label"]), "yes" if step["collected"] else "never", mark.figure)
        for step, mark in zip(path, marks, strict=True)
    )
    title = f"Duties added to {possessive(found['exporter'])} goods by {the(found['importer'])}"
    return Table("stack-path", title, columns, rows, sources=SOURCES)


def _table(asked: Asked, found: Document) -> Table:
    """Return headline against effective by sector, the largest imports first."""
    every = sorted(found["sectors"].items(), key=lambda item: -item[1]["imports_usd_bn"])
    columns = (
        Column("sector", "Sector"),
        *(Column(name, PARTS[name][0], PARTS[name][1], WEIGHTS) for name in SHOWN),
    )
    rows: tuple[Row, ...] = tuple(
        (_sector(code), *(_figure(found, code, name, row[name]) for name in SHOWN)) for code, row in every
    )
    total: Row = ("All goods", *(_overall(found, name) for name in SHOWN))
    title = f"By sector: {possessive(asked.target, start=True)} goods in {the(asked.imposer)}"
    return Table("stack-sectors", title, columns, (total, *rows), sources=SOURCES)


def _sector(code: str) -> str:
    return "In no sector (returned goods, low value)" if code == "unmapped" else sector_name(code)
