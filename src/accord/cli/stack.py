"""``accord stack``: the duties really paid on a day; ``accord stack build`` makes its tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cli.output import JSON_OPTION, emit_json, say
from accord.core.codes import sector_name, the
from accord.core.errors import InputError, MissingExtraError

app = typer.Typer(name="stack", help="The measure stack: the tariff that is really paid.")

CHAPTERS_SHOWN = 12


@app.callback(invoke_without_command=True)
def stack(
    context: typer.Context,
    importer: Annotated[str, typer.Option(help="Code or name of the economy that charges.")] = "USA",
    exporter: Annotated[str, typer.Option(help="Code or name of the economy whose goods pay.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="The day, as 2025-09-01.")] = "",
    measures: Annotated[Path | None, typer.Option(help="Your own duties (YAML or JSON), on top.")] = None,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Show statutory, exempt, pre-empted and effective rates by sector and chapter on one day."""
    if context.invoked_subcommand:
        return
    if not exporter or not as_of:
        raise InputError("accord stack needs --exporter and --as-of, as in --exporter IND --as-of 2025-09-01")
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise InputError(f"--as-of: '{as_of}' is not a date like 2025-09-01") from None
    from accord.study.stack import stack_document

    document = stack_document(importer, exporter, day, measures)
    if json:
        emit_json(document)
    else:
        _print(document)


@app.command()
def build(
    sources: Annotated[Path, typer.Option(help="Folder with the source files.")],
    target: Annotated[Path | None, typer.Option(help="Folder to write to; by default Accord's own.")] = None,
) -> None:
    """Build the import weights and product lists from the source files."""
    try:
        from accord.sources.stack import build as build_tables
    except ImportError:
        raise MissingExtraError("accord stack build needs polars: pip install 'accord[build]'") from None

    folder = target or Path(__file__).parents[1] / "policy" / "data"
    for path in build_tables(sources, folder):
        say(f"wrote {path} ({path.stat().st_size / 1000:.0f} kB)")


def _print(document: dict[str, Any]) -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False, width=None if Console().is_terminal else 118)
    exporter, importer = (the(document[key]) for key in ("exporter", "importer"))
    console.print(f"[bold]Duties of {importer} on goods of {exporter}, {document['as_of']}[/bold]")
    if document["total_pct"] is None:
        console.print(
            f"Statutory headline: {document['statutory_pct']:g} percent on top of the ordinary tariff"
        )
    else:
        console.print(_overall(document))
        console.print(_groups("By sector", document["sectors"], sector_name, len(document["sectors"])))
        console.print(_groups("By HS chapter, the largest", document["chapters"], str, CHAPTERS_SHOWN))
    console.print(_duties("Duties on the day", document["duties"]))
    if document["pending"]:
        console.print(_duties("Announced, not collected on the day", document["pending"]))
    if len(document["path"]) > 1:
        console.print(_path(document["path"]))
    for sentence in (*document["why"], *document["notes"]):
        console.print(f"- {sentence}", markup=False)
    sources = "; ".join(filter(None, (", ".join(document["sources"]), document["weights"])))
    console.print(f"Sources: {sources}", markup=False)


def _overall(document: dict[str, Any]) -> Any:
    table = _table("", ("", "left"), ("value", "right"), ("unit, year, source", "left"))
    census, day = "2024 imports, US Census Bureau", document["as_of"]
    points = {key: f"{value:.1f}" for key, value in document.items() if key.endswith("_pct")}
    shares = {key: _share(value) for key, value in document.items() if key.endswith("_share")}
    for label, value, unit in (
        ("Statutory headline", points["statutory_pct"], f"percent, {day}, list of duties"),
        (
            "Exempt" if document["statutory_pct"] else "No duty on top of the base",
            shares["exempt_share"],
            f"percent of {census}",
        ),
        ("Pre-empted by special duties", shares["preempted_share"], f"percent of {census}"),
        ("Hit by the headline", shares["hit_share"], f"percent of {census}"),
        ("Average add-on of the headline", points["addon_pct"], f"points, weights {census}"),
        ("Average of the special duties", points["preempting_pct"], f"points, weights {census}"),
        ("Collected before", points["base_pct"], "percent, 2024, US Census Bureau"),
        ("Total", points["total_pct"], f"percent, {day}"),
    ):
        table.add_row(label, value, unit)
    return table


def _groups(title: str, groups: dict[str, Any], name: Any, most: int) -> Any:
    table = _table(
        f"{title} (percent; weights and base of 2024, US Census Bureau)",
        ("", "left"),
        ("imports USD bn", "right"),
        ("exempt", "right"),
        ("pre-empted", "right"),
        ("hit", "right"),
        ("add-on", "right"),
        ("special", "right"),
        ("base", "right"),
        ("total", "right"),
    )
    ordered = sorted(groups.items(), key=lambda item: -item[1]["imports_usd_bn"])
    for code, row in ordered[:most]:
        label = name(code)
        table.add_row(
            code if label == code else f"{code} {label}",
            f"{row['imports_usd_bn']:.2f}",
            *(_share(row[key]) for key in ("exempt_share", "preempted_share", "hit_share")),
            *(f"{row[key]:.1f}" for key in ("addon_pct", "preempting_pct", "base_pct", "total_pct")),
        )
    return table


def _duties(title: str, duties: list[dict[str, Any]]) -> Any:
    table = _table(
        title,
        ("duty", "left"),
        ("rate, percent", "right"),
        ("paid on, percent", "right"),
        ("adds, points", "right"),
        ("since", "left"),
        ("source", "left"),
    )
    for duty in sorted(duties, key=lambda row: (not row["general"], -(row["adds_pct"] or 0.0))):
        table.add_row(
            duty["title"],
            f"{duty['rate_pct']:g}",
            "" if duty["share"] is None else _share(duty["share"]),
            "" if duty["adds_pct"] is None else f"{duty['adds_pct']:.1f}",
            duty["effective"] or f"announced {duty['announced']}",
            f"{duty['instrument']} [{duty['confidence']}]",
        )
    return table


def _path(path: list[dict[str, Any]]) -> Any:
    table = _table(
        "Over time (percent; 2024 weights)",
        ("from", "left"),
        ("to", "left"),
        ("collected", "left"),
        ("headline", "right"),
        ("add-on", "right"),
        ("total", "right"),
        ("what", "left"),
    )
    for step in path:
        known = ["" if step[key] is None else f"{step[key]:.1f}" for key in ("addon_pct", "total_pct")]
        said = "yes" if step["collected"] else "never"
        table.add_row(step["since"], step["until"], said, f"{step['statutory_pct']:g}", *known, step["label"])
    return table


def _table(title: str, *columns: tuple[str, Any]) -> Any:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    class _Plain(Table):
        """A table whose cells are words, whatever brackets they hold."""

        def add_row(self, *cells: Any, **style: Any) -> None:
            super().add_row(*(escape(cell) for cell in cells), **style)

    table = _Plain(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for name, side in columns:
        table.add_column(name, justify=side, no_wrap=side == "right")
    return table


def _share(fraction: float) -> str:
    return f"{100 * fraction:.1f}"
