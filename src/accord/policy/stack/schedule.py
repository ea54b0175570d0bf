"""Ordinary tariffs from the importers' own schedules: what a product pays before any measure."""

from __future__ import annotations

import csv
import gzip
import re
from bisect import bisect_left
from functools import lru_cache

from accord.core.frozen import dataclass
from accord.core.places import files
from accord.policy.stack.tables import MFN, MISSING, column

COLUMN_2: frozenset[str] = frozenset({"BLR", "CUB", "PRK", "RUS"})
"""Economies whose goods pay the second column of the US tariff."""

PROGRAMMES: dict[str, tuple[str, ...]] = {
    "AUS": ("AU",), "BHR": ("BH",), "CAN": ("S", "CA"), "CHL": ("CL",), "COL": ("CO",), "ISR": ("IL",),
    "JOR": ("JO",), "JPN": ("JP",), "KOR": ("KR",), "MAR": ("MA",), "MEX": ("S", "MX"), "OMN": ("OM",),
    "PAN": ("PA",), "PER": ("PE",), "SGP": ("SG",), "NPL": ("NP",),
    **dict.fromkeys(("CRI", "DOM", "GTM", "HND", "NIC", "SLV"), ("P", "P+")),
}  # fmt: skip
"""Codes of the agreements under which an exporter's goods may claim a special rate of the US tariff."""

MFN_YEARS: dict[str, str] = {
    "EU27": "EU common tariff in the UK's comparison of 2020-21",
    "GBR": "UK Global Tariff of 1 January 2021",
    "JPN": "Japan Customs tariff, July 2026",
    "AUS": "Australian working tariff, Schedule 3, April 2026",
}
"""Schedules held by HS6, and their date."""

_PERCENT = re.compile(r"([\d.]+)\s*%")


@dataclass(frozen=True)
class Ordinary:
    """The ordinary tariff of a product: percent, or the text where it is no percentage.

    ``equivalent`` marks a mean that is the duty collected in 2024 over imports, for want of a percentage.
    ``lowest_pct`` and ``highest_pct`` span the lines below a wide code; ``lines_without`` is the share of them
    whose rate is no percentage. ``preference_pct`` is what goods that meet an agreement's rules pay.
    """

    mean_pct: float | None
    lowest_pct: float | None
    highest_pct: float | None
    lines_without: float
    text: str
    preference: str
    preference_pct: float | None
    source: str
    equivalent: bool = False


def us_ordinary(code: str, exporter: str) -> Ordinary:
    """Return the US ordinary tariff of a code of 2 to 10 digits on an exporter's goods (HTS 2026, revision 10)."""
    rows = _rows(code[:8])
    column_2 = exporter in COLUMN_2
    texts = [row[3] if column_2 else row[1] for row in rows]
    rates = [_rate(text) for text in texts]
    known = [rate for rate in rates if rate is not None]
    programme, special = ("", None) if column_2 else _special(rows, exporter)
    return Ordinary(
        mean_pct=sum(known) / len(known) if known else None,
        lowest_pct=min(known, default=None),
        highest_pct=max(known, default=None),
        lines_without=1 - len(known) / len(rows) if rows else 1.0,
        text="; ".join(dict.fromkeys(texts))
        if len(set(texts)) <= 3
        else f"{len(set(texts))} different rates",
        preference=programme,
        preference_pct=special,
        source=f"HTS 2026 revision 10, {'column 2' if column_2 else 'column 1 general'}",
    )


def mfn_ordinary(importer: str, code: str) -> Ordinary | None:
    """Return the ordinary tariff of an importer whose schedule is held by HS6, or None."""
    if importer not in MFN_YEARS:
        return None
    codes = column(MFN, "hs6")
    digits, wide = int(code[:6]), 10 ** (6 - min(len(code), 6))
    first, last = (bisect_left(codes, end * wide) for end in (digits, digits + 1))
    if first == last:
        return None
    mean, top, other = (column(MFN, f"{importer}_{key}")[first:last] for key in ("mean", "top", "other"))
    known = [rate for rate in mean if rate != MISSING]
    return Ordinary(
        mean_pct=sum(known) / len(known) / 100 if known else None,
        lowest_pct=min(known) / 100 if known else None,
        highest_pct=max(rate for rate in top if rate != MISSING) / 100 if known else None,
        lines_without=sum(other) / len(other) / 100,
        text="",
        preference="",
        preference_pct=None,
        source=MFN_YEARS[importer],
    )


def _special(rows: list[list[str]], exporter: str) -> tuple[str, float | None]:
    """The agreement and the mean rate where every line grants one, else nothing."""
    wanted = PROGRAMMES.get(exporter, ())
    found: list[float | None] = []
    named = ""
    for row in rows:
        for rate, symbols in re.findall(r"([^()]+?)\s*\(([^()]*)\)", row[2]):
            listed = {symbol.strip() for symbol in symbols.split(",")}
            match = next((symbol for symbol in wanted if symbol in listed), None)
            if match:
                named = named or match
                found.append(_rate(rate.strip(" ,;")))
                break
        else:
            if _rate(row[1]) == 0.0:
                found.append(0.0)
    rates = [rate for rate in found if rate is not None]
    if not wanted or not rows or len(rates) < len(rows):
        return named, None
    if not named and wanted[0] != "S":
        return "", None
    named = named or wanted[0]
    return named, sum(rates) / len(rates)


def _rate(text: str) -> float | None:
    if text.strip() == "Free":
        return 0.0
    pure = _PERCENT.fullmatch(text.strip())
    return float(pure.group(1)) if pure else None


def _rows(head: str) -> list[list[str]]:
    lines = _us()
    return list(csv.reader(lines[bisect_left(lines, head) : bisect_left(lines, head + "a")]))


@lru_cache(maxsize=1)
def _us() -> list[str]:
    """Return the lines of the schedule, ascending by code; each begins with its code."""
    raw = files("accord.policy").joinpath("data/us_schedule.csv.gz").read_bytes()
    return gzip.decompress(raw).decode().splitlines()
