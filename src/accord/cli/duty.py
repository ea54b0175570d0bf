"""``accord duty``: every duty on one product, or a table for many."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer

from accord.cli.output import JSON_OPTION, day_of, emit_json
from accord.core.codec import Document
from accord.core.codes import the
from accord.core.errors import InputError


def duty(
    codes: Annotated[
        list[str] | None, typer.Argument(help="HS codes of 2 to 10 digits, with or without dots.")
    ] = None,
    importer: Annotated[str, typer.Option(help="Code or name of the economy that charges.")] = "USA",
    exporter: Annotated[str, typer.Option(help="Code or name of the economy whose goods pay.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="The day, as 2026-11-27.")] = "",
    codes_from: Annotated[
        Path | None, typer.Option("--codes", help="A CSV file of codes; a table comes out.")
    ] = None,
    measures: Annotated[Path | None, typer.Option(help="Your own duties (YAML or JSON), on top.")] = None,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Show every duty on one product: base, each layer, exemptions, total, history and what is scheduled."""
    if not exporter or not as_of:
        raise InputError("accord duty needs --exporter and --as-of, as in --exporter IND --as-of 2026-11-27")
    from accord.study.duty import codes_in, product_document, product_rows

    day = day_of(as_of)
    wanted = [*(codes or []), *(codes_in(codes_from) if codes_from else [])]
    if not wanted:
        raise InputError("accord duty needs an HS code, or --codes FILE")
    if len(wanted) == 1 and not codes_from:
        document = product_document(wanted[0], importer, exporter, day, measures)
        if json:
            emit_json(document)
        else:
            _print(document)
        return
    rows = product_rows(wanted, importer, exporter, day, measures)
    if json:
        emit_json(rows)
    else:
        _table(rows)


def _table(rows: list[Document]) -> None:
    out = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
    out.writeheader()
    for row in rows:
        out.writerow({key: _cell(value) for key, value in row.items()})


def _cell(value: object) -> object:
    if value is None:
        return "not known"
    return f"{value:.2f}" if isinstance(value, float) else value


def _print(found: Document) -> None:
    say = sys.stdout.write
    say(
        f"HS {found['code']}: duty of {_party(found['importer'])} on goods of {_party(found['exporter'])}, {found['as_of']}\n"
    )
    say(f"{_base(found)}\n")
    for layer in found["layers"]:
        say(_layer(layer))
    if not found["layers"]:
        say("  no duty on top\n")
    for layer in found["not_paid"]:
        say(f"  not paid: {layer['title']} ({layer['rate_pct']:g} %): {'; '.join(layer['why'])}\n")
    say(_totals(found))
    what = "total" if found["total_pct"] is not None else "added to the ordinary tariff"
    for title, key in (("History", "history"), ("Scheduled", "scheduled")):
        if found[key]:
            say(f"{title} ({what}, percent)\n")
            for step in found[key]:
                say(f"  {step['day']}  {_percent(step['total_pct'])}  {'; '.join(step['what'])}\n")
    for sentence in found["notes"]:
        say(f"- {sentence}\n")


def _party(code: str) -> str:
    return "the European Union" if code == "EU27" else the(code)


def _base(found: Document) -> str:
    base = found["base"]
    if base is None:
        return "  ordinary tariff: not held"
    text = f" ({base['text']})" if base["text"] and base["text"] != "Free" else ""
    kind = ", as the duty collected in 2024 over imports" if base["equivalent"] else ""
    low, high = base["lowest_pct"], base["highest_pct"]
    span = f", lines from {low:g} to {high:g} %" if low is not None and low != high else ""
    return f"  ordinary tariff: {_percent(base['mean_pct'])}{text}{kind}{span} [{base['source']}]"


def _layer(layer: Document) -> str:
    share = "" if layer["paid_share"] > 0.999 else f", paid on {100 * layer['paid_share']:.0f} % of the value"
    why = f"\n      {'; '.join(layer['why'])}" if layer["why"] else ""
    makers = ", ".join(f"{name} {rate:g} %" for name, rate in layer["by_maker"].items())
    until = f" to {layer['ended']}" if layer["ended"] else ""
    return (
        f"  {layer['title']}: {layer['rate_pct']:g} %{share}, adds {layer['adds_pct']:.2f} points "
        f"(since {layer['effective']}{until}; {layer['instrument']}) [{layer['confidence']}]{why}\n"
        + (f"      by maker: {makers}\n" if makers else "")
        + (f"      {layer['note']}\n" if layer["note"] else "")
    )


def _totals(found: Document) -> str:
    if found["total_pct"] is None:
        return f"  added to the ordinary tariff: {found['added_pct']:.2f} % of customs value; the total is not known\n"
    text = f"  total: {found['total_pct']:.2f} % of customs value\n"
    inside, outside = found["with_preference_pct"], found["without_preference_pct"]
    if inside is not None:
        text += f"  goods that meet the agreement's rules ({found['base']['preference']}): {_percent(inside)}"
        text += f"; others: {_percent(outside)}\n"
    return text


def _percent(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f} %"
