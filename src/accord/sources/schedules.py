"""Ordinary tariffs from the importers' own schedules: US by 8 digits, four others by HS6.

Only ad valorem rates are averaged; how many lines of a product carry a specific, mixed or seasonal rate
instead is kept beside the mean, so that a product without a percentage is not taken for a free one.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.sources.lists import read

MISSING = 65535
"""Stands for a rate that is not a percentage; rates are kept in hundredths of a per cent."""

Lines = dict[str, list[float | None]]
"""Ad valorem rates in percent of the lines of each HS6 product; None where a line has no percentage."""

_PURE = re.compile(r"([\d.]+)\s*%")
_AUSTRALIA = re.compile(r"Free|[\d.]+%")


def write_us(sources: Path, target: Path) -> Path:
    """Write the US schedule (HTS 2026, revision 10): 8-digit code, general, special and column 2 texts."""
    table = read(sources, "usa_hts/mfn_special_hs8_2026rev10.csv").sort("hts8")
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for row in table.select("hts8", "general_text", "special_text", "column2_text").iter_rows():
        rows.writerow([str(cell or "").strip() for cell in row])
    path = target / "us_schedule.csv.gz"
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    return path


def us_rates(sources: Path, lines: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Return the general rate of each 10-digit line in hundredths of a per cent, MISSING where not ad valorem."""
    table = read(sources, "usa_hts/mfn_special_hs8_2026rev10.csv").filter(
        pl.col("general_ad_valorem_pct").is_not_null()
    )
    codes = table["hts8"].cast(int).to_numpy()
    rates = np.rint(table["general_ad_valorem_pct"].cast(float).to_numpy() * 100)
    order = np.argsort(codes)
    eight = np.asarray(lines).astype(np.int64) // 100
    place = np.minimum(np.searchsorted(codes[order], eight), len(codes) - 1)
    found = codes[order][place] == eight
    return np.where(found, rates[order][place], MISSING).astype(np.uint16)


def write_mfn(sources: Path, target: Path) -> Path:
    """Write mean and highest ad valorem rate by HS6 of the EU, the UK, Japan and Australia."""
    tables = {
        "EU27": _britain(sources, "cet_duty_rate"),
        "GBR": _britain(sources, "ukgt_duty_rate"),
        "JPN": _japan(sources),
        "AUS": _australia(sources),
    }
    codes = sorted(set().union(*tables.values()))
    arrays: dict[str, Any] = {"hs6": np.array([int(code) for code in codes], np.uint32)}
    for importer, lines in tables.items():
        rows = [_summary(lines.get(code, [])) for code in codes]
        for key, column in zip(("mean", "top", "other"), zip(*rows, strict=True), strict=True):
            arrays[f"{importer}_{key}"] = np.array(column, np.uint16)
    path = target / "mfn_hs6.npz"
    np.savez_compressed(path, **arrays)
    return path


def _summary(rates: list[float | None]) -> tuple[int, int, int]:
    """Mean and top rate in hundredths of a per cent, and lines without a percentage in percent of lines."""
    known = [rate for rate in rates if rate is not None]
    if not known:
        return MISSING, MISSING, 100
    share = 100 * (len(rates) - len(known)) // len(rates)
    return round(100 * sum(known) / len(known)), round(100 * max(known)), share


def _percent(text: str) -> float | None:
    pure = _PURE.fullmatch(text.strip())
    return float(pure.group(1)) if pure else None


def _britain(sources: Path, column: str) -> Lines:
    lines: Lines = defaultdict(list)
    table = read(sources, "gbr_eu_tariff_2021/uk_global_tariff_and_eu_cet.csv")
    for code, rate in table.select("commodity", column).iter_rows():
        digits = str(code).zfill(8 if len(str(code)) <= 8 else 10)
        lines[digits[:6]].append(_percent(rate or ""))
    return lines


def _japan(sources: Path) -> Lines:
    """Applied rate: temporary where given, else the lower of base and WTO; a parent's rate holds for its lines."""
    lines: Lines = defaultdict(list)
    table = read(sources, "jpn_tariff_2026/jpn_tariff_lines.csv.gz")
    parent: dict[str, tuple[str, str, str]] = {}
    for hs6, *texts in table.select("hs6", "base", "temporary", "wto").iter_rows():
        base, temporary, wto = (
            text or parent.get(hs6, ("", "", ""))[place] for place, text in enumerate(texts)
        )
        parent.setdefault(hs6, (base, temporary, wto))
        if base or temporary or wto:
            lines[hs6].append(_applied_japan(base, temporary, wto))
    return lines


def _applied_japan(base: str, temporary: str, wto: str) -> float | None:
    """Percent of one line; a column in brackets is not the effective one but still a rate of the schedule."""
    plain = [re.sub(r"[()◎※*]", "", text or "").replace("Free", "0%") for text in (temporary, base, wto)]
    if plain[0]:
        return _percent(plain[0])
    rates = [_percent(text) for text in plain[1:] if text]
    return None if not rates or None in rates else min(rate for rate in rates if rate is not None)


def _australia(sources: Path) -> Lines:
    """General rate; of a staged text ('From 1 July 2018 ...') the last rate. A rate in dollars is no percentage."""
    lines: Lines = defaultdict(list)
    table = read(sources, "aus_tariff_2026/aus_schedule3.csv")
    for code, text in table.select("code8", "duty_text").iter_rows():
        general = re.split(r"(?:DCS|DCT|FI|SG|CA)", text or "", maxsplit=1)[0]
        found = _AUSTRALIA.findall(general if "From" not in (text or "") else (text or ""))
        rate = found[-1] if found else ""
        if text and str(code).isdigit():
            lines[str(code)[:6]].append(0.0 if rate == "Free" else None if "$" in general else _percent(rate))
    return lines
