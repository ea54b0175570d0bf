"""What a provider's new file holds that the book of the United States does not name yet, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from accord.policy.stack.book import load_book
from accord.sources.updates import ImportRow, Notice, TariffLine, chapter_99, read, unknown_headings


def lines(kind: str, path: Path) -> Iterator[str]:
    """Yield the new headings of a schedule, each notice with its own, or the totals of a month's imports."""
    found = read(kind, path)
    if kind == "census":
        yield _totals([row for row in found if isinstance(row, ImportRow)])
        return
    book = load_book("USA")
    if kind == "hts":
        schedule = [row for row in found if isinstance(row, TariffLine)]
        headings = [heading for heading in chapter_99(schedule) if heading.startswith("9903.0")]
        yield from unknown_headings(headings, book)
        return
    for notice in found:
        if isinstance(notice, Notice):
            missing = ", ".join(unknown_headings(notice.headings, book)) or "nothing new"
            yield f"{notice.published} {notice.number} {notice.title}: {missing}"


def _totals(rows: Sequence[ImportRow]) -> str:
    total, duty = sum(row.imports_usd for row in rows), sum(row.duty_usd for row in rows)
    rate = f"{100 * duty / total:.2f} percent" if total else "no imports"
    return f"{len(rows)} rows, imports {total / 1e9:.3f} USD bn, duty over imports {rate}"
