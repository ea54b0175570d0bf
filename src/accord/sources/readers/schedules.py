"""Tariff schedules by HS6: what most-favoured goods pay, pure percentages only.

Lines with duties in money or in both have no rate here. A product's rate is the mean over its lines that have
one. The years are those of the files: the European Union and the United Kingdom 2021, Japan and Australia 2026.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from accord.core.errors import InputError

EU_UK = "gbr_eu_tariff_2021/uk_global_tariff_and_eu_cet.csv"
JAPAN = "jpn_tariff_2026/jpn_tariff_lines.csv.gz"
AUSTRALIA = "aus_tariff_2026/aus_schedule3.csv"

FILES = {EU_UK: "uk-eu-tariff-2021", JAPAN: "japan-tariff-2026", AUSTRALIA: "australia-tariff-2026"}
"""Every raw file that is read, and the source it belongs to."""

_PERCENT = re.compile(r"\(?(\d+(?:\.\d+)?)\s*%\)?$")
_FIRST = re.compile(r"(Free|\d+(?:\.\d+)?%)")

Schedule = dict[str, float]
"""Ad valorem rate, a fraction, by HS6 code of six digits."""


def read_schedules(folder: Path) -> dict[str, Schedule]:
    """Return the schedules of EU27, GBR, JPN and AUS."""
    both = list(_rows(folder / EU_UK))
    return {
        "EU27": _mean((row["commodity"].zfill(10)[:6], percent(row["cet_duty_rate"])) for row in both),
        "GBR": _mean((row["commodity"].zfill(10)[:6], percent(row["ukgt_duty_rate"])) for row in both),
        "JPN": _mean((row["hs6"], _japan(row)) for row in _rows(folder / JAPAN)),
        "AUS": _mean((row["code8"][:6], _australia(row)) for row in _rows(folder / AUSTRALIA)),
    }


def percent(text: str) -> float | None:
    """Return the fraction that a rate says, None where it is not a pure percentage."""
    word = text.strip()
    if word in {"Free", "(Free)"}:
        return 0.0
    found = _PERCENT.match(word)
    return float(found.group(1)) / 100 if found else None


def _japan(row: dict[str, str]) -> float | None:
    """The temporary rate where there is one, else the lower of the general and the WTO rate."""
    if row["temporary"].strip():
        return percent(row["temporary"])
    rates = [percent(row[key]) for key in ("base", "wto") if row[key].strip()]
    return None if not rates or None in rates else min(rate for rate in rates if rate is not None)


def _australia(row: dict[str, str]) -> float | None:
    """The general rate, which comes first; old staged texts have none."""
    found = _FIRST.match(row["duty_text"].strip())
    return percent(found.group(1)) if found else None


def _mean(rates: Iterable[tuple[str, float | None]]) -> Schedule:
    found: dict[str, list[float]] = defaultdict(list)
    for code, rate in rates:
        if rate is not None and len(code) == 6 and code.isdigit():
            found[code].append(rate)
    return {code: sum(values) / len(values) for code, values in found.items()}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Read a csv file, packed or not."""
    try:
        opened = (
            gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
        )
        with opened as handle:
            yield from csv.DictReader(handle)
    except OSError as error:
        raise InputError(f"tariff schedule '{path.name}': {error.strerror or 'cannot be read'}") from None
