"""``accord stack``: the duties really paid on a day; ``accord stack build`` makes its tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from accord.cli.output import JSON_OPTION, day_of, emit_json, say, show
from accord.core.codec import Document
from accord.core.codes import economy_name, the
from accord.core.errors import InputError, MissingExtraError

app = typer.Typer(name="stack", help="The measure stack: the tariff that is really paid.")


@app.callback(invoke_without_command=True)
def stack(
    context: typer.Context,
    importer: Annotated[str, typer.Option(help="Code or name of the economy that charges.")] = "USA",
    exporter: Annotated[str, typer.Option(help="Code or name of the economy whose goods pay.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="The day, as 2025-09-01.")] = "",
    between: Annotated[
        tuple[str, str] | None, typer.Option("--diff", help="Two days: what changed between them.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Look for what does not fit in the list.")] = False,
    measures: Annotated[Path | None, typer.Option(help="Your own duties (YAML or JSON), on top.")] = None,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Show what is really paid on a day: one exporter by sector and chapter, or all partners ranked."""
    if context.invoked_subcommand:
        return
    document, printed = _asked(importer, exporter, as_of, between, check, measures)
    if json:
        emit_json(document)
    else:
        printed(document)
    if check and any(finding["weight"] == "error" for finding in document["findings"]):
        raise InputError(f"the list of {document['importer']} duties has errors, see above")


Show = Callable[[Document], None]


def _asked(
    importer: str,
    exporter: str,
    as_of: str,
    between: tuple[str, str] | None,
    check: bool,
    measures: Path | None,
) -> tuple[Document, Show]:
    """Return the document that the options ask for, and how to print it."""
    from accord.study.duty import check_document, diff_document, ranking_document
    from accord.study.stack import stack_document

    if check:
        return check_document(importer, measures), _print_check
    if between:
        days = [day_of(text, "--diff") for text in between]
        return diff_document(importer, exporter, days[0], days[1], measures), _print_diff
    if not as_of:
        raise InputError("accord stack needs --as-of, as in --exporter IND --as-of 2025-09-01")
    day = day_of(as_of)
    if not exporter:
        return ranking_document(importer, day, measures), _print_ranking
    return stack_document(importer, exporter, day, measures), _print


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


@app.command()
def news(
    kind: Annotated[str, typer.Argument(help="What the file is: hts, notices or census.")],
    file: Annotated[Path, typer.Option(help="A file in the provider's own form; --fetch writes it.")],
    fetch: Annotated[bool, typer.Option("--fetch", help="Ask the provider over the network first.")] = False,
    month: Annotated[str, typer.Option(help="For census: the month, as 2026-09.")] = "",
) -> None:
    """List the headings of chapter 99 that the book of the United States does not name yet."""
    from accord.policy.stack.book import load_book
    from accord.sources import updates

    if fetch:
        say(f"wrote {updates.fetch(kind, file, month)}")
    found = updates.read(kind, file)
    if kind == "census":
        total = sum(row.imports_usd for row in found if isinstance(row, updates.ImportRow))
        duty = sum(row.duty_usd for row in found if isinstance(row, updates.ImportRow))
        rate = f"{100 * duty / total:.2f} percent" if total else "no imports"
        print(f"{len(found)} rows, imports {total / 1e9:.3f} USD bn, duty over imports {rate}")
        return
    book = load_book("USA")
    if kind == "hts":
        lines = [row for row in found if isinstance(row, updates.TariffLine)]
        headings = [h for h in updates.chapter_99(lines) if h.startswith("9903.0")]
        for heading in updates.unknown_headings(headings, book):
            print(heading)
        return
    for notice in found:
        if isinstance(notice, updates.Notice):
            missing = ", ".join(updates.unknown_headings(notice.headings, book)) or "nothing new"
            print(f"{notice.published} {notice.number} {notice.title}: {missing}")


def _print_check(document: Document) -> None:
    print(
        f"List of {the(document['importer'])}: {document['duties']} duties and {document['acts']} acts from "
        f"{document['since']} to {document['until']}"
    )
    for finding in document["findings"]:
        print(f"- {finding['weight']}: {finding['sentence']}")
    if not document["findings"]:
        print("- nothing to report")


def _print_ranking(document: Document) -> None:
    print(
        f"Duties of {the(document['importer'])} on all partners, {document['as_of']} (percent; weights of 2024)"
    )
    print(
        f"{'partner':<28}{'imports':>9}{'headline':>9}{'exempt':>8}{'add-on':>8}{'special':>8}{'base':>7}{'total':>7}"
    )
    for row in document["partners"]:
        name = economy_name(row["partner"]) if row["partner"] != "EU27" else "European Union"
        print(_ranked(name[:27], row, f"{row['statutory_pct']:g}"))
    print(_ranked("all partners", document["mean"], ""))
    print(
        "imports: USD bn, 2024, US Census Bureau; add-on: general duties; special: duties on listed products"
    )


def _ranked(name: str, row: Document, headline: str) -> str:
    return (
        f"{name:<28}{row['imports_usd_bn']:>9.1f}{headline:>9}{100 * row['exempt_share']:>8.1f}"
        f"{row['addon_pct']:>8.1f}{row['preempting_pct']:>8.1f}{row['base_pct']:>7.1f}{row['total_pct']:>7.1f}"
    )


def _print_diff(document: Document) -> None:
    whom = f" on goods of {the(document['exporter'])}" if document["exporter"] else ""
    print(
        f"What changed in the duties of {the(document['importer'])}{whom}, {document['before']} to {document['after']}"
    )
    for title, key in (("Begun", "begun"), ("Ended", "ended"), ("Exempt lists changed", "list_changes")):
        for line in document[key]:
            print(f"- {title.lower()}: {line}")
    print(f"{'':<28}{'imports':>9}{'before':>8}{'after':>8}{'duty':>9}")
    for row in (document["total"], *document["partners"][:15], *document["products"]):
        print(
            f"{row['key']:<28}{row['imports_usd_bn']:>9.1f}{row['before_pct']:>8.1f}{row['after_pct']:>8.1f}"
            f"{row['duty_change_usd_bn']:>+9.2f}"
        )
    print("imports and duty: USD bn a year at 2024 imports; rates: percent; products: HS6, by change of duty")


def _print(document: Document) -> None:
    from accord.page.printed.stack import stack_blocks

    show(stack_blocks(document))
