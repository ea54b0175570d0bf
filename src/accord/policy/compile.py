"""A scenario and a world in, the arrays of a shock out.

Order on each cell: levels replace the baseline first, then additions are put on top, then trade costs
and changes of productivity multiply; of the measures' own order nothing depends. Two different levels or
caps on one cell contradict each other and are refused. Own use (importer equals exporter) is never touched.

Where products of a flow pay different tariffs (the stack, a share that is hit, product rates in a file) the
shock carries them as atoms. Against the law of a day, "the baseline" of every measure is that law: a stack
replaces it on the flows it names, additions come on top of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from accord.core.codes import SECTOR_SETS, SECTORS, closest_economy, find_economy, nearest
from accord.core.errors import InputError
from accord.core.shock import Array, Shock
from accord.policy.flows import FlowParts
from accord.policy.lever import Baseline, Lever, Mask
from accord.policy.parties import Parties
from accord.policy.schema import Measure, Scenario, StackTariffs
from accord.policy.stack.book import book_importers, load_book
from accord.policy.stack.parts import Day, sector_parts
from accord.policy.stack.tables import partner_for, partners
from accord.policy.stack.weights import SECTOR_NAMES

Members = Callable[[str, date], Sequence[str]]


def compile_scenario(scenario: Scenario, world: Baseline, members: Members) -> Shock:
    """Return the shock of a scenario on ``world``.

    ``members(group, as_of)`` gives a group's economies on a date. What has no effect in this world, such
    as an economy it lacks, is said in ``notes``.
    """
    return _applied(scenario, _Builder(world, members, scenario.as_of)).shock()


def compile_against(scenario: Scenario, world: Baseline, members: Members, law: date) -> tuple[Shock, Shock]:
    """Return the shocks of the law of a day and of a scenario on top of it, both from the world's data year.

    Their atoms are the same parts of the same flows, in the same order.
    """
    builder = _Builder(world, members, scenario.as_of)
    builder.lay_down(law, scenario.stack)
    _applied(scenario, builder)
    return builder.law_shock(), builder.shock()


def law_of(world: Baseline, day: date) -> Shock:
    """Return the shock of the duties of a day, by every importer the book has products of, on everybody."""
    builder = _Builder(world, lambda group, as_of: (), day)
    builder.lay_down(day, None)
    return builder.law_shock()


def _applied(scenario: Scenario, builder: _Builder) -> _Builder:
    if scenario.stack is not None:
        builder.add_stack(scenario.stack)
    for index, measure in enumerate(scenario.measures):
        where = f"{scenario.id}: measures[{index}]"
        if not measure.applies(scenario.as_of):
            builder.note(f"{where} ({measure.kind}) is not in force on {scenario.as_of} and was left out")
            continue
        builder.apply(measure, where)
    return builder


class _Builder:
    """The levers of a shock while measures are applied one by one."""

    def __init__(self, world: Baseline, members: Members, day: date) -> None:
        self.world, self.members, self.day = world, members, day
        self.economies, self.sectors = tuple(world.economies), tuple(world.sectors)
        self.levers: dict[str, Lever] = {}
        self.ratios: dict[str, Array] = {}
        self.notes: list[str] = []
        J, N = len(self.sectors), len(self.economies)
        self.base = np.asarray(world.tariffs, float)
        self.law = self.base.copy()
        self.laid: set[int] = set()
        self.flows = FlowParts((J, N, N))

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
        day = Day(source.as_of, tuple(source.announced))
        stood_in = []
        for n in map(int, np.flatnonzero(importers)):
            places = [int(i) for i in np.flatnonzero(exporters) if i != n]
            if n not in self.laid:
                self._lay(n, places, (day,))
            names = (self.economies[i] for i in places)
            stood_in += [name for name in names if partner_for(self.economies[n], name) is None]
        if stood_in:
            self.note(
                f"stack: no import weights for {', '.join(stood_in)}: all partners' product mix stands in"
            )

    def lay_down(self, law: date, source: StackTariffs | None) -> None:
        """Put the law of a day on every flow of which the book knows the duties and the products.

        On the flows that a scenario's stack replaces, parts are those that pay the same on both days.
        """
        lever = self._lever("tariffs", "tariff", self.base)
        named = np.zeros(len(self.economies), bool)
        if source is not None:
            named = self._economies(source.exporters, "stack.exporters")
        for code in book_importers():
            if not partners(code) or code not in self.economies:
                continue
            book, n = load_book(code), self.economies.index(code)
            if law > book.until:
                raise InputError(
                    f"law of {law}: the list of {code} duties has data from {book.since} to {book.until} only"
                )
            self.laid.add(n)
            joint = named & (source is not None and code == source.importer)
            for which in (joint, ~joint):
                places = [int(i) for i in np.flatnonzero(which) if i != n]
                days = (Day(law),) if law >= book.since else ()
                if source is not None and which is joint:
                    then = Day(source.as_of, tuple(source.announced))
                    days = days if days == (then,) else (*days, then)
                if days and places:
                    self._lay(n, places, days, law=law >= book.since)
        lever.baseline[:] = lever.level[:] = self.law

    def _lay(self, n: int, places: Sequence[int], days: tuple[Day, ...], *, law: bool = False) -> None:
        """Put the stack's points on an importer and exporters; with ``law`` those of the first day are the law.

        What the last day adds to the law, or to the base without one, counts as added.
        """
        found = sector_parts(self.economies[n], [self.economies[i] for i in places], days)
        added = self._lever("tariffs", "tariff", self.base).added
        here = np.array([self.sectors.index(name) if name in self.sectors else -1 for name in SECTOR_NAMES])
        for i in places:
            parts = found[self.economies[i]]
            kept = here[parts.sector] >= 0
            j, weight, points = here[parts.sector[kept]], parts.weight[kept], parts.points[kept] / 100
            first = points[:, 0] if law else np.zeros(len(weight))
            rest, size = points[:, -1] - first, len(self.sectors)
            base = self.base[j, n, i]
            self.law[:, n, i] = self.base[:, n, i] + np.bincount(j, weight * first, size)
            added[:, n, i] += np.bincount(j, weight * rest, size)
            several = np.bincount(j, minlength=size)[j] > 1
            flow = np.ravel_multi_index((j, n, i), self.base.shape)
            laid = (flow, weight, base, base + first, rest)
            self.flows.lay(*(column[several] for column in laid))

    def _between(self, measure: Measure, where: str) -> None:
        """Tariffs, export taxes, trade costs, embargoes and quotas, on cells [j, n, i]."""
        rate, hit = self._rates(measure, where), self._shares(measure, where)
        if measure.products is not None:
            rate, hit = self._product_means(measure, where)
        cells = self._cells(measure, where, np.isfinite(rate))
        if not cells.any():
            self.note(f"{where} ({measure.kind}) reaches no flow between two economies of this world")
            return
        value = np.broadcast_to(np.where(np.isfinite(rate), rate, 0.0)[:, None, None] / 100, cells.shape)
        match measure.kind:
            case "tariff":
                self._tariff(measure, cells, value, hit, where)
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

    def _tariff(self, measure: Measure, cells: Mask, value: Array, hit: Array, where: str) -> None:
        """Set or add a tariff, and on flows of which only parts pay it, on those parts."""
        lever = self._lever("tariffs", "tariff", self.base)
        stretches = self._stretches(measure, value[:, 0, 0], hit, where)
        places = np.array([place for low, high, _ in stretches for place in (low, high)])
        split = np.asarray(((places > 0) & (places < 1)).any(axis=0))
        self.flows.hold(cells & split[:, None, None], self.base, self.law, lever.level, lever.added)
        self._levy(lever, measure, cells, value, where, hit=hit[:, None, None])
        for place in places:
            self.flows.cut(cells, place)
        for low, high, rate in stretches:
            self.flows.levy(cells, low, high, rate, level=measure.mode == "level")

    def _stretches(
        self, measure: Measure, value: Array, hit: Array, where: str
    ) -> list[tuple[Array, Array, Array]]:
        """Return from where to where on a flow of each sector a rate is paid, and the rate ``[j]``."""
        if measure.products is None:
            return [(np.zeros_like(hit), hit, value)]
        most = max(len(parts) for parts in measure.products.values())
        ends, rates = np.zeros((most + 1, len(hit))), np.zeros((most, len(hit)))
        for word, parts in measure.products.items():
            sectors = self._sectors(word, measure, f"{where}.products")
            ordered = sorted(parts, key=lambda part: -part.rate)
            reached = np.minimum(np.cumsum([part.share for part in ordered]), 1.0)
            ends[1:, sectors] = reached[-1]
            for k, part in enumerate(ordered):
                ends[k + 1, sectors], rates[k, sectors] = reached[k], part.rate / 100
        return [(ends[k], ends[k + 1], rates[k]) for k in range(most)]

    def _product_means(self, measure: Measure, where: str) -> tuple[Array, Array]:
        """Mean rate in percent of the products that pay, and their share of the flow, by sector."""
        rate, hit = np.full(len(self.sectors), np.nan), np.ones(len(self.sectors))
        for word, parts in (measure.products or {}).items():
            sectors = self._sectors(word, measure, f"{where}.products")
            if np.isfinite(rate[sectors]).any():
                raise InputError(f"{where}.products: a sector of '{word}' is named twice")
            share = sum(part.share for part in parts)
            rate[sectors] = sum(part.share * part.rate for part in parts) / share
            hit[sectors] = min(share, 1.0)
        return rate, hit

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
            place = self._parties(Parties(of=(getattr(measure, key),)), f"{where}.{key}")
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
        lever: Lever,
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

    def _lever(self, key: str, name: str, baseline: Array) -> Lever:
        if key not in self.levers:
            self.levers[key] = Lever.on(name, np.array(baseline, float))
        return self.levers[key]

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

    def law_shock(self) -> Shock:
        """Return the shock of the law of the day that was laid down."""
        atoms = self.flows.atoms(law=True)
        return Shock(tariffs=self.law if atoms is None else atoms.mean(self.law), atoms=atoms)

    def shock(self) -> Shock:
        """Return the finished arrays; a cut that would take a tariff below zero stops there."""
        arrays = {key: lever.level + lever.added for key, lever in self.levers.items()} | self.ratios
        atoms = self.flows.atoms()
        if "tariffs" in arrays:
            cut = (arrays["tariffs"] < 0).sum()
            if cut:
                self.note(f"cuts larger than the tariff were stopped at zero on {cut} flows")
            tariffs = np.maximum(arrays["tariffs"], 0.0)
            arrays["tariffs"] = tariffs if atoms is None else atoms.mean(tariffs)
        if "export_tax" in arrays and (arrays["export_tax"] <= -1).any():
            raise InputError("the export taxes on one flow add up to -100 percent or less")
        return Shock(**arrays, atoms=atoms, notes=tuple(self.notes))
