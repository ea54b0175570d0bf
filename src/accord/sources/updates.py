"""What changed since the book: readers of the providers' own files, and a fetcher that runs only when told to.

Three forms are read: an export of the Harmonized Tariff Schedule (USITC, a JSON list of lines), an answer of
the Census Bureau's API for imports (JSON, a list of rows under a header), and a search result of the Federal
Register (JSON). Reading opens no connection; ``fetch`` does, and nothing calls it but a command that was asked to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.files.reading import read_text
from accord.policy.stack.book import DutyBook

PROVIDERS: dict[str, str] = {
    "hts": "https://hts.usitc.gov/reststop/exportList?from=0101.21.00&to=9999.00.00&format=JSON&styles=false",
    "census": "https://api.census.gov/data/timeseries/intltrade/imports/hs?get=CTY_CODE,I_COMMODITY,CON_VAL_MO,"
    "CAL_DUT_MO&COMM_LVL=HS6&time=",
    "notices": "https://www.federalregister.gov/api/v1/documents.json?per_page=100&order=newest"
    "&conditions[term]=%22chapter+99%22+tariff",
}
"""Addresses of the providers; the Census one takes a month at its end."""

_HEADING = re.compile(r"\b(99\d\d\.\d\d\.\d\d)\b")
_SECONDS = 60


@dataclass(frozen=True)
class TariffLine:
    """One line of the schedule: its code without dots, and the rates as text."""

    code: str
    description: str
    general: str
    special: str
    column_2: str


@dataclass(frozen=True)
class ImportRow:
    """Imports for consumption of one product from one partner in a month, and the duty calculated on them, USD."""

    partner: str
    product: str
    month: str
    imports_usd: float
    duty_usd: float


@dataclass(frozen=True)
class Notice:
    """One document of the Federal Register and the headings of chapter 99 that its title or abstract names."""

    number: str
    published: date
    title: str
    headings: tuple[str, ...]


def hts(text: str, where: str = "HTS export") -> tuple[TariffLine, ...]:
    """Read an export of the schedule; lines without a code (superior texts) are left out."""
    return tuple(
        TariffLine(
            code=_text(row, "htsno").replace(".", ""),
            description=re.sub(r"<[^>]+>", "", _text(row, "description")),
            general=_text(row, "general"),
            special=_text(row, "special"),
            column_2=_text(row, "other"),
        )
        for row in _rows(text, where)
        if _text(row, "htsno")
    )


def census(text: str, where: str = "Census answer") -> tuple[ImportRow, ...]:
    """Read a table of the Census Bureau: a header, then rows; a column that is missing is named."""
    table = _json(text, where)
    if not isinstance(table, list) or not table or not all(isinstance(row, list) for row in table):
        raise InputError(f"{where}: is not a table of the Census Bureau (a list of rows under a header)")
    head = [str(cell) for cell in table[0]]
    for name in ("CTY_CODE", "I_COMMODITY", "CON_VAL_MO", "CAL_DUT_MO"):
        if name not in head:
            raise InputError(f"{where}: the column {name} is missing")
    at = {name: head.index(name) for name in head}
    try:
        return tuple(
            ImportRow(
                partner=str(row[at["CTY_CODE"]]),
                product=str(row[at["I_COMMODITY"]]),
                month=str(row[at["time"]]) if "time" in at else "",
                imports_usd=float(row[at["CON_VAL_MO"]]),
                duty_usd=float(row[at["CAL_DUT_MO"]]),
            )
            for row in table[1:]
        )
    except (IndexError, TypeError, ValueError):
        raise InputError(f"{where}: a row is short or holds no number where one should stand") from None


def notices(text: str, where: str = "Federal Register answer") -> tuple[Notice, ...]:
    """Read a search result, newest first as it came."""
    answer = _json(text, where)
    results = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(results, list):
        raise InputError(f"{where}: is not a search result of the Federal Register (no 'results')")
    return tuple(_notice(row, where) for row in results if isinstance(row, dict))


def _notice(row: dict[str, object], where: str) -> Notice:
    title = _text(row, "title")
    found = _HEADING.findall(" ".join((title, _text(row, "abstract"), _text(row, "excerpts"))))
    try:
        day = date.fromisoformat(_text(row, "publication_date"))
    except ValueError:
        raise InputError(
            f"{where}: document {_text(row, 'document_number')} has no publication date"
        ) from None
    return Notice(_text(row, "document_number"), day, title, tuple(dict.fromkeys(found)))


def unknown_headings(found: Iterable[str], book: DutyBook) -> tuple[str, ...]:
    """Return the headings of chapter 99 that no entry of the book names, ascending; ranges are read as such."""
    named: set[str] = set()
    for instrument in (*(duty.instrument for duty in book.duties), *(act.instrument for act in book.acts)):
        named |= _named(instrument)
    return tuple(sorted({heading for heading in found if heading.startswith("99")} - named))


def _named(text: str) -> set[str]:
    """Headings that an instrument names: 9903.05.20, its short sequels (.14) and ranges (.20-.84)."""
    named: set[str] = set()
    for head, last in re.findall(r"\b(99\d\d\.\d\d)((?:\.\d\d(?:-\.?\d\d)?(?:, | and )?)+)", text):
        for first, final in re.findall(r"\.(\d\d)(?:-\.?(\d\d))?", last):
            named |= {f"{head}.{number:02d}" for number in range(int(first), int(final or first) + 1)}
    return named


def chapter_99(lines: Iterable[TariffLine]) -> tuple[str, ...]:
    """Return the headings of chapter 99 in a schedule, with dots."""
    codes = (line.code for line in lines if line.code.startswith("99") and len(line.code) == 8)
    return tuple(f"{code[:4]}.{code[4:6]}.{code[6:]}" for code in codes)


def read(kind: str, path: Path) -> tuple[TariffLine, ...] | tuple[ImportRow, ...] | tuple[Notice, ...]:
    """Read a saved file of one of the three kinds; raise InputError for another kind or form."""
    if kind not in PROVIDERS:
        raise InputError(f"unknown kind '{kind}': there are {', '.join(PROVIDERS)}")
    text, where = read_text(path), str(path)
    if kind == "hts":
        return hts(text, where)
    return census(text, where) if kind == "census" else notices(text, where)


def fetch(kind: str, target: Path, month: str = "") -> Path:
    """Ask a provider over the network and save its answer; raise InputError where it cannot be reached."""
    address = PROVIDERS.get(kind, "")
    if not address:
        raise InputError(f"unknown kind '{kind}': there are {', '.join(PROVIDERS)}")
    try:
        with urlopen(address + month, timeout=_SECONDS) as answer:
            target.write_bytes(answer.read())
    except (URLError, OSError) as error:
        raise InputError(f"{kind}: the provider cannot be reached ({error})") from None
    return target


def _json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        raise InputError(f"{where}: is not JSON") from None


def _rows(text: str, where: str) -> list[dict[str, object]]:
    rows = _json(text, where)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError(f"{where}: is not an export of the schedule (a list of lines)")
    return rows


def _text(row: dict[str, object], key: str) -> str:
    value = row.get(key)
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "").strip()
