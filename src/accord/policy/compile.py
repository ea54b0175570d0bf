"""A scenario and a world in, the arrays of a shock out.

Order on each cell: levels replace the baseline first, then additions are put on top, then trade costs
and changes of productivity multiply; of the measures' own order nothing depends. Two different levels or
caps on one cell contradict each other and are refused. Own use (importer equals exporter) is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import SECTOR_SETS, SECTORS, find_economy, nearest
from accord.core.errors import InputError
from accord.core.shock import Array, Shock
from accord.files.strict import closest_economy
from accord.policy.schema import Measure, Parties, Scenario, StackTariffs
from accord.policy.stack.sectors import sector_tariffs

Members = Callable[[str, date], Sequence[str]]
Mask = NDArray[np.bool_]


class Baseline(Protocol):
    """What compiling needs of a world. ``tariffs[j, n, i]`` are levels (0.5 is 50 %)."""

    @property
    def economies(self) -> tuple[str, ...]:
        """Codes, in the order of axes n and i."""

    @property
    def sectors(self) -> tuple[str, ...]:
        """Codes, in the order of axis j."""

    @property
    def tariffs(self) -> Array:
        """Ad valorem levels [j, n, i]."""


def compile_scenario(scenario: Scenario, world: Baseline, members: Members) -> Shock:
    """Return the shock of a scenario on ``world``.

    ``members(group, as_of)`` gives a group's economies on a date. What has no effect in this world, such
    as an economy it lacks, is said in ``notes``.
    """
    builder = _Builder(world, members, scenario.as_of)
    if scenario.stack is not None:
        builder.add_stack(scenario.stack)
    for index, measure in enumerate(scenario.measures):
        where = f"{scenario.id}: measures[{index}]"
        if not measure.applies(scenario.as_of):
            builder.note(f"{where} ({measure.kind}) is not in force on {scenario.as_of} and was left out")
            continue
        builder.apply(measure, where)
    return builder.shock()


@dataclass
class _Lever:
    """One array being built: the levels set so far, the sum of additions, and who set each level."""

    name: str
    baseline: Array
    level: Array
    added: Array
    setter: NDArray[np.int64]
    setters: list[str] = field(default_factory=list)

    @classmethod
    def on(cls, name: str, baseline: Array) -> _Lever:
        return cls(name, baseline, baseline.copy(), np.zeros_like(baseline), np.full(baseline.shape, -1))

    def set(self, cells: Mask, value: Array, where: str) -> None:
        """Put levels on cells; two different levels on one cell contradict each other."""
        taken = cells & (self.setter >= 0) & (np.abs(self.level - value) > 1e-12)
        if taken.any():
            other = self.setters[int(self.setter[taken][0])]
            raise InputError(f"{where}: contradicts {other}, which sets another {self.name} on the same flow")
        self.level[cells] = value[cells]
        self.setter[cells] = len(self.setters)
        self.setters.append(where)


class _Builder:
    """The levers of a shock while measures are applied one by one."""

    def __init__(self, world: Baseline, members: Members, day: date) -> None:
        self.world, self.members, self.day = world, members, day
        self.economies, self.sectors = tuple(world.economies), tuple(world.sectors)
        self.levers: dict[str, _Lever] = {}
        self.ratios: dict[str, Array] = {}
        self.notes: list[str] = []

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def apply(self, measure: Measure, where: str) -> None:
        match measure.kind:
            case "transfer":
                self._transfer(measure, where)
            case "production_subsidy" | "productivity" | "labour":
                self._at_home(measure, where)
            case _:
                self._between(measure, where)

    def add_stack(self, source: StackTariffs) -> None:
        """Put the measure stack's points by sector on top of the baseline tariffs."""
        importers = self._economies((source.importer,), "stack.importer")
        exporters = self._economies(source.exporters, "stack.exporters") & ~importers
        if not importers.any() or not exporters.any():
            self.note("stack reaches no flow between two economies of this world")
        added = self._lever("tariffs", "tariff", self.world.tariffs).added
        stood_in = []
        for i in np.flatnonzero(exporters):
            found = sector_tariffs(source.importer, self.economies[i], source.as_of, source.announced)
            if not found.own_weights:
                stood_in.append(self.economies[i])
            points = np.array([found.points.get(sector, 0.0) for sector in self.sectors])
            added[:, importers, i] += points[:, None] / 100
        if stood_in:
            self.note(
                f"stack: no import weights for {', '.join(stood_in)}: all partners' product mix stands in"
            )

    def _between(self, measure: Measure, where: str) -> None:
        """Tariffs, export taxes, trade costs, embargoes and quotas, on cells [j, n, i]."""
        rate, hit = self._rates(measure, where), self._shares(measure, where)
        cells = self._cells(measure, where, np.isfinite(rate))
        if not cells.any():
            self.note(f"{where} ({measure.kind}) reaches no flow between two economies of this world")
            return
        value = np.broadcast_to(np.where(np.isfinite(rate), rate, 0.0)[:, None, None] / 100, cells.shape)
        match measure.kind:
            case "tariff":
                lever = self._lever("tariffs", "tariff", self.world.tariffs)
                self._levy(lever, measure, cells, value, where, hit=hit[:, None, None])
            case "export_tax":
                lever = self._lever("export_tax", "export tax", np.zeros(cells.shape))
                self._levy(lever, measure, cells, value, where)
            case "export_quota":
                lever = self._lever("export_quota", "export quota", np.full(cells.shape, np.inf))
                lever.set(cells, np.array(value), where)
            case "trade_cost":
                self._ratio("trade_cost", cells.shape)[cells] *= 1 + value[cells]
            case _:
                self._ratio("trade_cost", cells.shape)[cells] = np.inf

    def _at_home(self, measure: Measure, where: str) -> None:
        """Subsidies and productivity on [j, i]; labour on [i]."""
        rate = self._rates(measure, where)
        places = self._parties(measure.economies, f"{where}.economies")
        if measure.kind == "labour":
            assert isinstance(measure.rate, float)
            self._ratio("labour", places.shape)[places] *= 1 + measure.rate / 100
            return
        cells = np.isfinite(rate)[:, None] & places
        value = np.broadcast_to(np.where(np.isfinite(rate), rate, 0.0)[:, None] / 100, cells.shape)
        if measure.kind == "productivity":
            self._ratio("productivity", cells.shape)[cells] *= 1 + value[cells]
        else:
            lever = self._lever("production_subsidy", "subsidy", np.zeros(cells.shape))
            self._levy(lever, measure, cells, value, where)

    def _transfer(self, measure: Measure, where: str) -> None:
        ends = []
        for key in ("payer", "receiver"):
            place = self._parties(Parties(of=getattr(measure, key)), f"{where}.{key}")
            if place.sum() != 1:
                raise InputError(f"{where}.{key}: a transfer needs one economy of this world")
            ends.append(int(place.argmax()))
        if ends[0] == ends[1]:
            raise InputError(f"{where}: payer and receiver are the same economy")
        amount = (measure.usd_bn or 0.0) * 1000
        sums = self._lever("transfer", "transfer", np.zeros(len(self.economies))).added
        sums[ends[0]] -= amount
        sums[ends[1]] += amount

    def _levy(
        self,
        lever: _Lever,
        measure: Measure,
        cells: Mask,
        value: Array,
        where: str,
        *,
        hit: Array | float = 1.0,
    ) -> None:
        """Set or add an ad valorem rate that the share ``hit`` of the flow pays."""
        if measure.mode == "level":
            lever.set(cells, hit * value + (1 - hit) * lever.baseline, where)
        else:
            lever.added[cells] += (hit * value)[cells]

    def _lever(self, key: str, name: str, baseline: Array) -> _Lever:
        return self.levers.setdefault(key, _Lever.on(name, np.asarray(baseline, float)))

    def _ratio(self, key: str, shape: tuple[int, ...]) -> Array:
        return self.ratios.setdefault(key, np.ones(shape))

    def _rates(self, measure: Measure, where: str) -> Array:
        """Rate in percent by sector; NaN where the measure does not reach the sector."""
        rates = np.full(len(self.sectors), np.nan)
        if isinstance(measure.rate, dict):
            for word, rate in measure.rate.items():
                cells = self._sectors(word, measure, f"{where}.rate")
                if np.isfinite(rates[cells]).any():
                    raise InputError(f"{where}.rate: a sector of '{word}' is named twice")
                rates[cells] = rate
            return rates
        for word in measure.sectors or ("goods",):
            rates[self._sectors(word, measure, f"{where}.sectors")] = measure.rate or 0.0
        return rates

    def _shares(self, measure: Measure, where: str) -> Array:
        """Share of each sector's flow that pays the tariff; one where nothing is said."""
        if not isinstance(measure.share_hit, dict):
            return np.full(len(self.sectors), measure.share_hit)
        shares = np.ones(len(self.sectors))
        for word, share in measure.share_hit.items():
            shares[self._sectors(word, measure, f"{where}.share_hit")] = share
        return shares

    def _sectors(self, word: str, measure: Measure, where: str) -> Mask:
        """Sectors that one word names: a code of the world, or a named set."""
        if measure.kind == "tariff" and word == "all":
            raise InputError(
                f"{where}: 'all' would put a tariff on services: write goods, or name SERVICES too"
            )
        if word in self.sectors:
            return np.array([code == word for code in self.sectors])
        if word == "all":
            return np.ones(len(self.sectors), bool)
        if word == "goods":
            return np.array([code != "SERVICES" for code in self.sectors])
        if word in SECTOR_SETS:
            found = np.array([code in SECTOR_SETS[word] for code in self.sectors])
            if not found.any():
                self.note(f"{where}: this world has no sector of '{word}'")
            return found
        if word in SECTORS:
            self.note(f"{where}: this world has no sector {word}")
            return np.zeros(len(self.sectors), bool)
        raise InputError(f"{where}: unknown sector '{word}'{nearest(word, (*self.sectors, *SECTOR_SETS))}")

    def _cells(self, measure: Measure, where: str, reached: Mask) -> Mask:
        importers = self._parties(measure.importers, f"{where}.importers")
        exporters = self._parties(measure.exporters, f"{where}.exporters")
        abroad = ~np.eye(len(self.economies), dtype=bool)
        return np.asarray(reached[:, None, None] & (importers[:, None] & exporters & abroad))

    def _parties(self, parties: Parties | None, where: str) -> Mask:
        assert parties is not None
        return self._economies(parties.of, where) & ~self._economies(parties.except_, where)

    def _economies(self, words: tuple[str, ...], where: str) -> Mask:
        found = np.zeros(len(self.economies), bool)
        for word in words:
            if word == "all":
                found[:] = True
                continue
            for code in self._codes(word, where):
                if code in self.economies:
                    found[self.economies.index(code)] = True
                else:
                    self.note(f"{where}: {code} is not an economy of this world, so it was left out")
        return found

    def _codes(self, word: str, where: str) -> Sequence[str]:
        if word in self.economies:
            return (word,)
        if code := find_economy(word):
            return (code,)
        try:
            return self.members(word, self.day)
        except InputError as error:
            close = closest_economy(word)
            if close and "did you mean" not in str(error):
                raise InputError(f"{where}: unknown economy or group '{word}'{close}") from None
            raise InputError(f"{where}: {error}") from None

    def shock(self) -> Shock:
        """Return the finished arrays; a cut that would take a tariff below zero stops there."""
        arrays = {key: lever.level + lever.added for key, lever in self.levers.items()} | self.ratios
        tariffs = arrays.get("tariffs")
        if tariffs is not None and (tariffs < 0).any():
            self.note(f"cuts larger than the tariff were stopped at zero on {(tariffs < 0).sum()} flows")
            arrays["tariffs"] = np.maximum(tariffs, 0.0)
        if "export_tax" in arrays and (arrays["export_tax"] <= -1).any():
            raise InputError("the export taxes on one flow add up to -100 percent or less")
        return Shock(**arrays, notes=tuple(self.notes))
