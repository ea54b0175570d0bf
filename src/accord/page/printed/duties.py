"""``accord stack`` over a whole book: all partners ranked, what changed between two days, what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accord.core.codes import economy_name, the
from accord.page.blocks import Block
from accord.page.printed import Document, wrapped
from accord.page.printed.stack import stack_blocks

PARTNERS = 15
"""Partners that a change of law names."""


def stack_shown(document: Document) -> Iterable[Block] | str:
    """Return what ``accord stack`` answered: a pair's stack, or a whole book's check, ranking or two days."""
    if "sectors" in document:
        return stack_blocks(document)
    if "findings" in document:
        return check_text(document)
    return diff_text(document) if "begun" in document else ranking_text(document)


def check_text(document: Document) -> str:
    """Return what does not fit in a book of duties."""
    about = f"{document['duties']} duties and {document['acts']} acts"
    span = f"from {document['since']} to {document['until']}"
    found = [
        line
        for finding in document["findings"]
        for line in wrapped(f"- {finding['weight']}: {finding['sentence']}")
    ]
    return _joined(
        [f"List of {the(document['importer'])}: {about} {span}", *(found or ["- nothing to report"])]
    )


def ranking_text(document: Document) -> str:
    """Return the duties of an economy on all partners, a line each."""
    heads = "".join(
        f"{head:>{width}}"
        for head, width in (
            ("imports", 9),
            ("headline", 9),
            ("exempt", 8),
            ("add-on", 8),
            ("special", 8),
            ("base", 7),
            ("total", 7),
        )
    )
    rows = [
        _ranked(
            (economy_name(row["partner"]) if row["partner"] != "EU27" else "European Union")[:23],
            row,
            f"{row['statutory_pct']:g}",
        )
        for row in document["partners"]
    ]
    whose = f"Duties of {the(document['importer'])} on all partners"
    return _joined(
        [
            f"{whose}, {document['as_of']}, percent",
            f"{'partner':<24}{heads}",
            *rows,
            _ranked("all partners", document["mean"], ""),
            *wrapped(
                "imports: USD bn, 2024, US Census Bureau; exempt: percent of imports; add-on: general duties; "
                "special: duties on listed products; base: collected in 2024"
            ),
        ]
    )


def diff_text(document: Document) -> str:
    """Return what changed in the duties of an economy between two days."""
    return _joined(_diff(document))


def _joined(lines: list[str] | Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _ranked(name: str, row: Document, headline: str) -> str:
    return (
        f"{name:<24}{row['imports_usd_bn']:>9.1f}{headline:>9}{100 * row['exempt_share']:>8.1f}"
        f"{row['addon_pct']:>8.1f}{row['preempting_pct']:>8.1f}{row['base_pct']:>7.1f}{row['total_pct']:>7.1f}"
    )


def _diff(document: Document) -> Iterator[str]:
    whom = f" on goods of {the(document['exporter'])}" if document["exporter"] else ""
    whose = f"What changed in the duties of {the(document['importer'])}{whom}"
    yield f"{whose}, {document['before']} to {document['after']}"
    for title, key in (("begun", "begun"), ("ended", "ended"), ("exempt lists changed", "list_changes")):
        for line in document[key]:
            yield from wrapped(f"- {title}: {line}")
    yield f"{'':<28}{'imports':>9}{'before':>8}{'after':>8}{'duty':>9}"
    for row in (document["total"], *document["partners"][:PARTNERS], *document["products"]):
        yield (
            f"{_key(row['key']):<28}{row['imports_usd_bn']:>9.1f}{row['before_pct']:>8.1f}{row['after_pct']:>8.1f}"
            f"{row['duty_change_usd_bn']:>+9.2f}"
        )
    yield "imports and duty: USD bn a year at 2024 imports; rates: percent;"
    yield "products: HS6, by change of duty"


def _key(word: str) -> str:
    """A partner by its name; a product or a total as it is."""
    if word == "EU27":
        return "European Union"
    return economy_name(word)[:27] if word.isalpha() and word.isupper() else word
