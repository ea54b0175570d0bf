"""A world from CSV files that a spreadsheet writes: trade, tariffs by sector or by product, elasticities, inputs."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.files.reading import read_text
from accord.world.world import World

EVERYBODY = "*"
"""An exporter that stands for every other economy without a row of its own."""


@dataclass(frozen=True)
class _Row:
    """A row of a file by the names of its columns, and where it stands."""

    cells: dict[str, str]
    where: str

    def word(self, column: str) -> str:
        """Return a cell; raise InputError where it is empty."""
        found = self.cells.get(column, "")
        if not found:
            raise InputError(f"{self.where}: the column '{column}' is empty")
        return found

    def number(self, column: str) -> float:
        """Return a cell as a finite number that is not negative."""
        try:
            found = float(self.word(column))
        except ValueError:
            found = math.nan
        if not math.isfinite(found) or found < 0:
            raise InputError(f"{self.where}: '{self.cells[column]}' in '{column}' is no number from 0 up")
        return found


def from_csv(folder: str | Path, fit: str = "refuse") -> World:
    """Return the world that the CSV files of a folder hold, one row for each number.

    ``trade.csv``: sector, importer, exporter, usd_mn (at importer prices, own use included; a flow without a row
    is nothing). ``tariffs.csv``: sector, importer, exporter, rate_pct; ``*`` as exporter is everybody else; a flow
    that is traded needs a rate. Instead of a sector a row may give a product's ``code`` of any revision of the
    Harmonised System: then ``concordance.csv`` says which sector each code belongs to (code, sector, and
    optionally weight), and a sector's rate is the mean of its codes by weight. ``elasticities.csv``: sector, theta.
    ``inputs.csv``, if there: economy, sector, input, share of the sector's gross output. ``fit`` is that of
    ``World.from_arrays``. Raises InputError with file and line for what is missing, double or does not fit.
    """
    place = Path(folder)
    flows = _rows(place / "trade.csv", ("sector", "importer", "exporter", "usd_mn"))
    sectors = list(dict.fromkeys(row.word("sector") for row in flows))
    economies = list(dict.fromkeys(row.word(side) for row in flows for side in ("importer", "exporter")))
    labels = (sectors, economies, economies)
    keyed = ((row, tuple(row.word(c) for c in ("sector", "importer", "exporter"))) for row in flows)
    trade = np.nan_to_num(_filled(((row, key, row.number("usd_mn")) for row, key in keyed), labels))
    theta = _filled(
        (
            (r, (r.word("sector"),), r.number("theta"))
            for r in _rows(place / "elasticities.csv", ("sector", "theta"))
        ),
        (sectors,),
    )
    if np.isnan(theta).any():
        raise InputError(
            f"{place}: elasticities.csv has no theta of '{sectors[int(np.isnan(theta).argmax())]}'"
        )
    tariffs = _tariffs(place, labels, trade)
    inputs = _inputs(place, sectors, economies)
    return World.from_arrays(
        economies, sectors, trade, tariffs, theta, None, inputs, fit=fit, id=place.resolve().name[:40]
    )


def _rows(path: Path, needed: Sequence[str]) -> list[_Row]:
    """Return the rows of a file whose head has the columns that are needed."""
    reader = csv.DictReader(io.StringIO(read_text(path).removeprefix("\ufeff")), strict=True)
    head = [name.strip() for name in reader.fieldnames or ()]
    missing = [column for column in needed if column not in head]
    if missing:
        raise InputError(f"{path}: has no column '{missing[0]}'; it needs {', '.join(needed)}")
    try:
        return [
            _Row(
                {str(k).strip(): (v or "").strip() for k, v in row.items() if k},
                f"{path}: line {reader.line_num}",
            )
            for row in reader
        ]
    except csv.Error as error:
        raise InputError(f"{path}: line {reader.line_num} is no CSV ({error})") from None


def _filled(cells: Iterable[tuple[_Row, tuple[str, ...], float]], labels: Sequence[Sequence[str]]) -> Array:
    """Return cells as an array by their labels, NaN where there is none; a label that is not known or twice is refused."""
    places = [{label: at for at, label in enumerate(names)} for names in labels]
    made = np.full([len(names) for names in labels], np.nan)
    for row, key, value in cells:
        for word, known in zip(key, places, strict=True):
            if word not in known:
                raise InputError(f"{row.where}: '{word}' does not stand in trade.csv")
        at = tuple(known[word] for word, known in zip(key, places, strict=True))
        if not np.isnan(made[at]):
            raise InputError(f"{row.where}: {', '.join(key)} has a row already")
        made[at] = value
    return made


def _tariffs(place: Path, labels: Sequence[Sequence[str]], trade: Array) -> Array:
    """Return the rates ``[j, n, i]`` as fractions; nothing at home, and a rate for every flow that is traded."""
    sectors, economies, _ = labels
    rows = _rows(place / "tariffs.csv", ("importer", "exporter", "rate_pct"))
    by_code = any(row.cells.get("code") for row in rows)
    rated = (
        _by_sector(place, rows)
        if by_code
        else ((row, row.word("sector"), row.number("rate_pct")) for row in rows)
    )
    cells = [
        (row, (sector, row.word("importer"), row.word("exporter")), rate / 100) for row, sector, rate in rated
    ]
    named = _filled((cell for cell in cells if cell[1][2] != EVERYBODY), labels)
    general = _filled(((r, k[:2], v) for r, k, v in cells if k[2] == EVERYBODY), labels[:2])
    made: Array = np.where(np.isnan(named), general[:, :, None], named)
    own = range(len(economies))
    made[:, own, own] = 0.0
    if (unknown := np.isnan(made) & (trade > 0)).any():
        j, n, i = np.argwhere(unknown)[0]
        raise InputError(
            f"{place}: tariffs.csv has no rate of {economies[n]} on {sectors[j]} from {economies[i]}, which is traded"
        )
    return np.nan_to_num(made)


def _by_sector(place: Path, rows: Sequence[_Row]) -> Iterator[tuple[_Row, str, float]]:
    """Yield the rate of each sector and pair: of products, by the concordance that the user states."""
    stated: dict[str, tuple[str, float]] = {}
    for row in _rows(place / "concordance.csv", ("code", "sector")):
        weight = row.number("weight") if row.cells.get("weight") else 1.0
        if stated.setdefault(row.word("code"), (row.word("sector"), weight)) != (row.word("sector"), weight):
            raise InputError(f"{row.where}: the code {row.word('code')} has two sectors or weights")
    rates: dict[tuple[str, str], dict[str, tuple[_Row, float]]] = {}
    for row in rows:
        code = row.word("code")
        if code not in stated:
            raise InputError(f"{row.where}: the code '{code}' does not stand in concordance.csv")
        held = rates.setdefault((row.word("importer"), row.word("exporter")), {})
        if code in held:
            raise InputError(f"{row.where}: the code {code} has a row already")
        held[code] = (row, row.number("rate_pct"))
    for (importer, exporter), named in rates.items():
        yield from _means({**rates.get((importer, EVERYBODY), {}), **named}, stated, exporter)


def _means(
    rates: Mapping[str, tuple[_Row, float]], stated: Mapping[str, tuple[str, float]], exporter: str
) -> Iterator[tuple[_Row, str, float]]:
    """Yield the mean rate of each sector on one exporter, by the weights of the codes that have a rate."""
    sums: dict[str, tuple[_Row, float, float]] = {}
    for code, (row, rate) in rates.items():
        sector, weight = stated[code]
        _, total, weights = sums.get(sector, (row, 0.0, 0.0))
        sums[sector] = (row, total + weight * rate, weights + weight)
    for sector, (row, total, weights) in sums.items():
        if weights <= 0:
            raise InputError(f"{row.where}: the codes of {sector} have no weight")
        yield _Row({**row.cells, "exporter": exporter}, row.where), sector, total / weights


def _inputs(place: Path, sectors: Sequence[str], economies: Sequence[str]) -> Array | None:
    """Return input shares ``[j, i, k]``, None without a file; a share without a row is nothing."""
    path = place / "inputs.csv"
    if not path.is_file():
        return None
    rows = _rows(path, ("economy", "sector", "input", "share"))
    cells = ((r, (r.word("sector"), r.word("economy"), r.word("input")), r.number("share")) for r in rows)
    return np.nan_to_num(_filled(cells, (sectors, economies, sectors)))
