"""Trade elasticities by sector: seven published sets, their concordances to the 28 sectors, or a user's file.

An elasticity here is theta of the trade model: the percentage by which a supplier's share of spending
falls when its cost, tariff included, rises by one per cent. Each set says which convention its paper uses; a
paper's coefficient on the border value of a flow is one more than theta, and one is taken off.
"""

from __future__ import annotations

import csv
import json
import math
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accord.core.codec import Document
from accord.core.codes import GOODS, nearest
from accord.core.errors import InputError, short
from accord.core.frozen import dataclass
from accord.core.places import files
from accord.files.reading import parse, read_text

Array = NDArray[np.float64]

ONE_YEAR, LONG_RUN, DECAY = 0.76, 2.0, 0.5
"""Response of a flow's border value to its duty within a year, after seven to ten years, and the pace between.

Boehm, Levchenko and Pandalai-Nayar (2023), The Long and Short (Run) of Trade Elasticities, American
Economic Review 113(4), give the two ends; the decay between them is our interpolation.
"""

YEARS = tuple(range(1, 11))
"""Horizons in years; beyond them there is the long run of each published set."""


def response(years: int) -> float:
    """Return the response of a flow's border value to its duty after some years, above zero.

    eps_h = 2.0 - 1.24 exp(-0.5 (h - 1)); in the model the response is 1 + theta, so theta_h = eps_h - 1.
    """
    return LONG_RUN - (LONG_RUN - ONE_YEAR) * math.exp(-DECAY * (years - 1))


@dataclass(frozen=True, eq=False)
class ElasticitySet:
    """Elasticities for the sectors of a world, in its order.

    theta          [j]  above minus one
    standard_error [j]  as published, NaN where the paper gives none, or None where it gives none at all
    estimate_of    [j]  which estimate of the source a sector takes: sectors with the same one move together
    spread         [j]  standard deviation of the log of theta between the published sets
    """

    id: str
    sectors: tuple[str, ...]
    theta: Array
    standard_error: Array | None
    estimate_of: tuple[str, ...]
    spread: Array
    source: str
    note: str

    def error_of(self, at: int) -> float | None:
        """Return the published standard error of one sector, None where there is none."""
        if self.standard_error is None or math.isnan(self.standard_error[at]):
            return None
        return float(self.standard_error[at])

    def after(self, years: int) -> ElasticitySet:
        """Return the set for a horizon of 1 to 10 years: goods as ``response`` says, services as they are.

        The response is one estimate for all goods, so they are drawn together; its spread is the mean of
        the goods' between the published sets.
        """
        if years not in YEARS:
            raise InputError(f"horizon: {years} years is not one of {YEARS[0]} to {YEARS[-1]}")
        goods = np.array([code != "SERVICES" for code in self.sectors])
        errors = None if self.standard_error is None else np.where(goods, math.nan, self.standard_error)
        spread = np.where(goods, self.spread[goods].mean() if goods.any() else 0.0, self.spread)
        labels = ["Goods" if good else label for good, label in zip(goods, self.estimate_of, strict=True)]
        return replace(
            self,
            id=f"{self.id}{AFTER}{years}",
            theta=np.where(goods, response(years) - 1.0, self.theta),
            standard_error=errors,
            estimate_of=tuple(labels),
            spread=spread,
            note=f"{self.note} Goods {years} years after a change: Boehm, Levchenko and Pandalai-Nayar (2023).",
        )

    def document(self) -> Document:
        """Return the set by sector as JSON-ready values."""
        rows = [
            {
                "sector": code,
                "theta": float(self.theta[at]),
                "standard_error": self.error_of(at),
                "between_sources": float(self.spread[at]),
                "estimate": self.estimate_of[at],
            }
            for at, code in enumerate(self.sectors)
        ]
        return {"id": self.id, "note": self.note, "source": self.source, "sectors": rows}


AFTER = ", year "
"""Stands between the id of a set and the years of its horizon."""


@lru_cache(maxsize=1)
def _published() -> Document:
    document: Document = json.loads(
        files("accord.world").joinpath("data/elasticities.json").read_text("utf-8")
    )
    return document


def names() -> tuple[str, ...]:
    """Return the ids of the published sets."""
    return tuple(entry["id"] for entry in _published()["sets"])


def default_name() -> str:
    """Return the id of the set that World 2022 uses unless told otherwise."""
    return str(_published()["default"])


def load(name_or_path: str | Path, sectors: tuple[str, ...]) -> ElasticitySet:
    """Return a published set by id, or a user's file (csv, yaml or json), for the sectors of a world."""
    name = str(name_or_path)
    if name in names():
        return _from_published(name, sectors)
    path = Path(name_or_path)
    if path.suffix in {".csv", ".yaml", ".yml", ".json"} or path.exists():
        return _from_file(path, sectors)
    raise InputError(
        f"elasticities: no set or file '{name}'{nearest(name, names())}; sets are {', '.join(names())}"
    )


def between_sources(sectors: tuple[str, ...]) -> Array:
    """Return the standard deviation ``[j]`` of log theta over the sets that have the sector on its own.

    Services and sectors outside the 28 take the mean over goods.
    """
    logs: dict[str, list[float]] = {code: [] for code in GOODS}
    for entry in _published()["sets"]:
        if len(entry["estimates"]) > 1:
            for code in GOODS:
                if entry["concordance"][code]:
                    logs[code].append(math.log(_theta(entry, code)))
    by_sector = {code: float(np.std(values, ddof=1)) for code, values in logs.items()}
    usual = float(np.mean(list(by_sector.values())))
    return np.array([by_sector.get(code, usual) for code in sectors])


def _theta(entry: Document, code: str) -> float:
    """Return theta of a sector: the mean of its estimates, less one where they are of the border value."""
    return _mean(entry, code, "theta") - float(entry.get("less", 0.0))


def _mean(entry: Document, code: str, key: str) -> float:
    rows = [entry["estimates"][number - 1] for number in entry["concordance"][code]]
    return float(np.mean([row[key] for row in rows]))


def _from_published(name: str, sectors: tuple[str, ...]) -> ElasticitySet:
    entry = next(entry for entry in _published()["sets"] if entry["id"] == name)
    estimates, services = entry["estimates"], _published()["services"]
    with_errors = all("standard_error" in row for row in estimates)
    everything = float(np.mean([row["theta"] for row in estimates]))
    theta, errors, labels = [], [], []
    for code in sectors:
        if code == "SERVICES" and code not in entry["concordance"]:
            theta.append(services["theta"])
            errors.append(math.nan)
            labels.append("Services")
        elif code not in entry["concordance"]:
            raise InputError(f"elasticities '{name}': no value for sector '{code}'{nearest(code, GOODS)}")
        elif rows := [estimates[number - 1] for number in entry["concordance"][code]]:
            theta.append(_theta(entry, code))
            # the mean of independent estimates
            total = sum(row["standard_error"] ** 2 for row in rows) if with_errors else math.nan
            errors.append(math.sqrt(total) / len(rows))
            labels.append(" + ".join(row["label"] for row in rows))
        else:
            theta.append(everything - entry.get("less", 0.0))
            errors.append(math.nan)
            labels.append("Mean of the paper's industries")
    note = f"{entry['citation']}. {entry['convention']}"
    if "SERVICES" in sectors and "SERVICES" not in entry["concordance"]:
        note += f" Services at {services['theta']:g}: {services['citation']}."
    error = np.array(errors) if with_errors else None
    spread = between_sources(sectors)
    return ElasticitySet(
        name, tuple(sectors), np.array(theta), error, tuple(labels), spread, entry["source"], note
    )


def _from_file(path: Path, sectors: tuple[str, ...]) -> ElasticitySet:
    """Read ``sector,theta[,standard_error]`` rows, or a mapping of sector to value in yaml or json."""
    text = read_text(path)
    rows = _csv_rows(text, path) if path.suffix == ".csv" else _mapping_rows(text, path)
    unknown = [code for code in rows if code not in sectors]
    if unknown:
        raise InputError(
            f"elasticities file '{path}': unknown sector '{unknown[0]}'{nearest(unknown[0], sectors)}"
        )
    missing = [code for code in sectors if code not in rows]
    if missing:
        raise InputError(f"elasticities file '{path}': no value for sector '{missing[0]}'")
    theta = np.array([rows[code][0] for code in sectors])
    errors = np.array([rows[code][1] for code in sectors])
    return ElasticitySet(
        path.stem, tuple(sectors), theta, None if np.isnan(errors).all() else errors, tuple(sectors),
        between_sources(sectors), str(path.name), f"Elasticities of the file '{path.name}'.",
    )  # fmt: skip


def _csv_rows(text: str, path: Path) -> dict[str, tuple[float, float]]:
    table = csv.DictReader(text.splitlines())
    if not {"sector", "theta"} <= set(table.fieldnames or ()):
        raise InputError(f"elasticities file '{path}': needs the columns sector and theta")
    rows: dict[str, tuple[float, float]] = {}
    for row in table:
        code = str(row["sector"])
        if code in rows:
            raise InputError(f"elasticities file '{path}': sector '{code}' is listed twice")
        rows[code] = _pair(row["theta"], row.get("standard_error"), code, path)
    return rows


def _mapping_rows(text: str, path: Path) -> dict[str, tuple[float, float]]:
    document = parse(text, f"elasticities file '{path}'")
    table = document.get("sectors", document)
    if not isinstance(table, dict):
        raise InputError(f"elasticities file '{path}': needs a mapping of sector to elasticity")
    rows = {}
    for code, value in table.items():
        given = value if isinstance(value, dict) else {"theta": value}
        rows[str(code)] = _pair(given.get("theta"), given.get("standard_error"), str(code), path)
    return rows


def _pair(theta: object, error: object, code: str, path: Path) -> tuple[float, float]:
    """Return one sector's elasticity and standard error, NaN where none is given."""
    value, spread = _as_number(theta), math.nan if error in (None, "") else _as_number(error)
    if value is None or spread is None:
        wrong = theta if value is None else error
        raise InputError(f"elasticities file '{path}': {short(wrong)} for sector '{code}' is not a number")
    if not (-1 < value < math.inf) or spread < 0 or math.isinf(spread):
        raise InputError(
            f"elasticities file '{path}': sector '{code}' needs an elasticity above -1, not {theta}"
        )
    return value, spread


def _as_number(given: object) -> float | None:
    """Return a number, or one written as text in a table; None for anything else."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return None
    try:
        return float(given)
    except ValueError:
        return None
