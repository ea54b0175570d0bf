"""What the packages of a menu do: to both parties against no deal, and to everybody else.

Concessions are applied in three passes, so that their order in a menu does not matter: what a scenario
charges where that is less; then tariff cuts, each for its share of a sector's products; then purchases and
stops. A purchase is the import subsidy, at the giver's expense, that makes the trade happen. What the energy room
prices is added to the worth of a package and puts nothing into the trade model, so that no stop is counted twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import SECTOR_SETS, economy_of, nearest
from accord.core.errors import InputError, SolveError
from accord.core.shock import Shock
from accord.talks.bargaining import nash_bargain
from accord.talks.game import Game
from accord.talks.instruments import is_service
from accord.talks.menu import Concession, Menu
from accord.talks.response import Report
from accord.trade.result import Result
from accord.trade.together import WIDTH

Array = NDArray[np.float64]
EXACT = 64
"""Combinations up to this many are all solved; beyond it, those whose parts promise most."""
TRIES = 24
IDLE = 5e-4
"""Fall of the mean tariff on all of the taker's goods, a fraction, below which a concession is none."""
REST = "ROW"
"""The rest of the world, as worlds call it."""
CLOSE = 1e-4
"""How near, relatively, purchases must come to what was promised."""
NOT_BOUGHT = "the purchases of a package cannot be brought about by any subsidy on these imports"


@dataclass(frozen=True)
class Priced:
    """What a concession on energy is worth to each economy, USD mn a year, gain positive.

    per_dollar  what each dollar that the seller loses costs the others, by economy
    """

    by_economy: Mapping[str, float]
    per_dollar: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Outcome:
    """A package against the disagreement point.

    worth       by party, USD mn a year of real income at baseline prices
    change_pct  by party, percent of real income
    others      the same in USD mn for every economy that is no party
    subsidies   by purchase, the import subsidy that brings it about, percent of the price
    energy      what of worth and others the energy room has priced, USD mn a year by economy
    per_dollar  what each dollar that a stopped seller loses costs the others, by concession and economy
    point       where the model's solver ended (see ``accord.trade.solve``)
    """

    id: str
    title: str
    lines: tuple[str, ...]
    worth: dict[str, float]
    change_pct: dict[str, float]
    others: dict[str, float]
    subsidies: dict[str, float]
    point: Array
    energy: dict[str, float] = field(default_factory=dict)
    per_dollar: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def in_zone(self) -> bool:
        """Whether every party has more than without a deal."""
        return all(value > 0 for value in self.worth.values())


@dataclass(eq=False)
class Bench:
    """Where the packages of a menu are tried out.

    game       the two parties in a world; only their members and objectives are used
    base       the disagreement point
    schedules  tariffs ``[j, n, i]`` of the scenarios that the menu names
    priced     what the energy room makes of the concessions it prices, by their ids
    """

    game: Game
    menu: Menu
    base: Shock
    schedules: Mapping[str, Array]
    priced: Mapping[str, Priced] = field(default_factory=dict)
    _known: dict[tuple[str, ...], Outcome] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the menu against the world and solve the disagreement point."""
        self._members = {lines.player.name: lines.members for lines in self.game.lines}
        self._tariffs = np.array(self.game.world.tariffs if self.base.tariffs is None else self.base.tariffs)
        for concession in self.menu.concessions:
            if concession.of_energy and concession.id not in self.priced:
                raise InputError(f"'{concession.id}': nothing prices it")
            self._sectors(concession)
        self._before = self.game.solve(self.base)
        self._payoffs = np.array([reading.value for reading in self.game.read(self._before)])

    @property
    def disagreement_pct(self) -> Array:
        """What each party has without a deal, percent change from the model's baseline ``[p]``."""
        return np.asarray(100.0 * np.expm1(self._payoffs))

    def package(self, name: str) -> Outcome:
        """Return the outcome of a package of the menu."""
        found = self.outcome([concession.id for concession in self.menu.pick(name)])
        title = next(package.title for package in self.menu.packages if package.id == name)
        return replace(found, id=name, title=title)

    def idle(self, concession: Concession) -> bool:
        """Whether a concession takes next to nothing off what is paid at the disagreement point."""
        if concession.kind not in {"schedule", "tariff"}:
            return False
        trade = self.game.world.trade
        pair = np.ix_(
            np.arange(len(trade)), self._members[concession.giver], self._members[self.menu.taker(concession)]
        )
        fall = (trade * (self._tariffs - self._cut([concession])))[pair].sum()
        return bool(fall < IDLE * trade[pair].sum())

    def singles(self, report: Report | None = None) -> tuple[Outcome, ...]:
        """Return the outcome of each concession alone; the menu's packages are solved beside them."""
        ids = [concession.id for concession in self.menu.concessions]
        self.solve([*([one] for one in ids), *(package.lines for package in self.menu.packages)], report)
        return tuple(self.outcome([one]) for one in ids)

    def best(self, limit: int, *, report: Report | None = None) -> tuple[Outcome, ...]:
        """Return the packages of at most ``limit`` concessions that beat no deal, fairest first.

        Nash's product of gains decides. Concessions marked sensitive are left out.
        """
        ids = [c.id for c in self.menu.concessions if not c.sensitive]
        sets = [chosen for size in range(1, limit + 1) for chosen in combinations(ids, size)]
        if len(sets) > EXACT:
            self.solve([[one] for one in ids])
            promise = {(one,): self._gains(self.outcome([one])) for one in ids}
            sets.sort(key=lambda chosen: -_product(np.sum([promise[(line,)] for line in chosen], axis=0)))
            sets = sets[:TRIES]
        self.solve(sets, report)
        found = [self.outcome(chosen) for chosen in sets]
        found.sort(key=lambda outcome: (-_rounded(_product(self._gains(outcome))), len(outcome.lines)))
        seen: set[bytes] = set()
        return tuple(o for o in found if o.in_zone and not _again(self._gains(o), seen))

    def fairest(self, outcomes: Sequence[Outcome]) -> Array | None:
        """Return the shares of outcomes in the lottery that Nash's solution picks, or None without a zone."""
        gains = np.array([self._gains(outcome) for outcome in outcomes])
        pick = nash_bargain(gains, np.zeros(gains.shape[1])) if len(gains) else None
        return None if pick is None else pick.mix

    def outcome(self, ids: Sequence[str]) -> Outcome:
        """Return the outcome of some concessions together."""
        self.solve([ids])
        return self._known[self._lines(ids)]

    def solve(self, sets: Sequence[Sequence[str]], report: Report | None = None) -> None:
        """Solve sets of concessions that are not known yet, side by side."""
        lines = [self._lines(ids) for ids in sets]
        left = [ids for ids in dict.fromkeys(lines) if ids not in self._known]
        for at in range(0, len(left), WIDTH):
            some = left[at : at + WIDTH]
            self._known |= {ids: self._outcome(ids, trial) for ids, trial in self._trials(some).items()}
            if report is not None:
                report(f"{len(some)} packages", (at + len(some)) / len(left))

    def result(self, ids: Sequence[str]) -> Result:
        """Return the equilibrium of some concessions together, solved anew: none is kept with its outcome."""
        return next(iter(self._trials([self._lines(ids)]).values())).result

    def _trials(self, sets: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], _Trial]:
        """Solve sets of concessions side by side until all their purchases come about."""
        trials = {ids: _Trial.of(self, self._chosen(ids)) for ids in sets}
        while under_way := {ids: trial for ids, trial in trials.items() if not trial.done}:
            shocks = [trial.shock for trial in under_way.values()]
            starts = [trial.start(self._sum(ids)) for ids, trial in under_way.items()]
            results = self.game.solve_all(self._before, shocks, starts)
            for trial, result in zip(under_way.values(), results, strict=True):
                trial.take(result)
        return trials

    def _lines(self, ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(c.id for c in self.menu.concessions if c.id in ids)

    def _sum(self, ids: tuple[str, ...]) -> Array:
        """Return the point of an equilibrium where the effects of concessions add up, as far as each is known."""
        before = self._before.equilibrium.point
        known = [self._known[(one,)].point for one in ids if (one,) in self._known]
        alike = [point - before for point in known if point.size == before.size]
        return np.asarray(before + np.sum(alike, axis=0)) if alike else before

    def _chosen(self, ids: Sequence[str]) -> list[Concession]:
        return [c for c in self.menu.concessions if c.id in ids]

    def _outcome(self, ids: tuple[str, ...], trial: _Trial) -> Outcome:
        chosen, result = self._chosen(ids), trial.result
        payoffs = np.array([reading.value for reading in self.game.read(result)])
        base = result.baseline
        change = np.expm1(payoffs - self._payoffs)
        names = list(self._members)
        income = {name: float(base.income[members].sum()) for name, members in self._members.items()}
        inside = np.concatenate(list(self._members.values()))
        each = np.expm1(result.log_welfare - self._before.log_welfare) * base.income
        energy = self._energy(chosen)
        added = {name: sum(energy.get(base.economies[k], 0.0) for k in self._members[name]) for name in names}
        others = {code: float(each[k]) for k, code in enumerate(base.economies) if k not in inside}
        return Outcome(
            "+".join(ids),
            " and ".join(c.what for c in chosen),
            ids,
            {
                name: float(value * income[name]) + added[name]
                for name, value in zip(names, change, strict=True)
            },
            {
                name: float(100 * (value + added[name] / income[name]))
                for name, value in zip(names, change, strict=True)
            },
            {code: value + energy.get(code, 0.0) for code, value in others.items()},
            trial.subsidies,
            result.equilibrium.point,
            energy,
            {c.id: dict(self.priced[c.id].per_dollar) for c in chosen if c.of_energy},
        )

    def _energy(self, chosen: Sequence[Concession]) -> dict[str, float]:
        """Return what the concessions on energy are worth, USD mn a year by economy of the world.

        Economies that the world does not hold are in its rest of the world.
        """
        known = self.game.world.economies
        total: dict[str, float] = {}
        for concession in chosen:
            for code, value in self.priced[concession.id].by_economy.items() if concession.of_energy else ():
                place = code if code in known else REST
                total[place] = total.get(place, 0.0) + value
        return total

    def _gains(self, outcome: Outcome) -> Array:
        return np.array(list(outcome.change_pct.values()))

    def _cut(self, chosen: Sequence[Concession]) -> Array:
        """Return the tariffs ``[j, n, i]`` after scenarios and cuts."""
        tariffs = self._tariffs.copy()
        for concession in chosen:
            if concession.kind == "schedule":
                cells = self._cells(concession)
                tariffs[cells] = np.minimum(tariffs[cells], self.schedules[str(concession.scenario)][cells])
        paid = tariffs.copy()
        for concession in chosen:
            if concession.kind == "tariff":
                cells = self._cells(concession)
                share = np.array([concession.share_of(self.game.world.sectors[j]) for j in cells[0].ravel()])
                now = paid[cells] if concession.from_ is None else concession.from_ / 100.0
                fall = np.maximum(now - (concession.to or 0.0) / 100.0, 0.0)
                tariffs[cells] = np.maximum(tariffs[cells] - share.reshape(-1, 1, 1) * fall, 0.0)
        return tariffs

    def _stops(self, chosen: Sequence[Concession], shock: Shock) -> Shock:
        """Put the trade costs of stopped flows on a shock: ``(1 - share)^(-1/theta)``, infinite for all."""
        stops = [concession for concession in chosen if concession.kind == "stop"]
        if not stops:
            return shock
        world = self.game.world
        cost = np.ones(self._tariffs.shape) if shock.trade_cost is None else shock.trade_cost.copy()
        for concession in stops:
            code = economy_of(str(concession.supplier), world.economies, f"'{concession.id}'")
            supplier = world.economies.index(code)
            for j in self._sectors(concession):
                left = 1.0 - concession.share_of(world.sectors[j])
                rise = np.inf if left == 0 else left ** (-1.0 / world.trade_elasticity[j])
                cost[j, self._members[concession.giver], supplier] *= rise
        return replace(shock, trade_cost=cost)

    def _cells(self, concession: Concession) -> tuple[NDArray[np.int64], ...]:
        """Return the cells ``[j, n, i]`` of the giver's tariffs on the taker's goods."""
        giver, taker = self._members[concession.giver], self._members[self.menu.taker(concession)]
        return np.ix_(np.array(self._sectors(concession)), giver, taker)

    def _sectors(self, concession: Concession) -> list[int]:
        """Return the places of a concession's sectors; codes, or names of sector sets."""
        known = self.game.world.sectors
        words = concession.sectors or tuple(code for code in known if not is_service(code))
        return [known.index(code) for code in sector_codes(words, known, f"'{concession.id}'")]


@dataclass(eq=False)
class _Trial:
    """A package on its way: the import subsidies that make its purchases happen, by secant steps in logarithms.

    cells   of each purchase ``[j, n, i]``; ``step`` is the last change of the log price there ``[c]``
    target  ln of the trade that was promised ``[c]``; ``gap`` is what is left of it, ``slope`` what a step brings
    """

    plain: Shock
    wanted: tuple[Concession, ...]
    cells: tuple[tuple[NDArray[np.int64], ...], ...]
    shock: Shock
    target: Array
    slope: Array
    logs: Array
    step: Array
    gap: Array
    solved: Result | None = None
    rounds: int = 0

    @classmethod
    def of(cls, bench: Bench, chosen: Sequence[Concession]) -> _Trial:
        """Return the trial of some concessions, its subsidies nothing yet."""
        shock = bench._stops(chosen, replace(bench.base, tariffs=bench._cut(chosen)))
        wanted = tuple(c for c in chosen if c.kind == "purchase" and not c.of_energy)
        none = np.zeros(len(wanted))
        return cls(shock, wanted, tuple(map(bench._cells, wanted)), shock, none, none, none, none, none)

    @property
    def done(self) -> bool:
        """Whether every purchase comes about."""
        return self.solved is not None and not np.abs(self.gap).max(initial=0.0) >= CLOSE

    @property
    def result(self) -> Result:
        """The equilibrium found."""
        assert self.solved is not None
        return self.solved

    @property
    def subsidies(self) -> dict[str, float]:
        """The import subsidy of each purchase, percent of the price."""
        return {c.id: float(-100 * np.expm1(log)) for c, log in zip(self.wanted, self.logs, strict=True)}

    def start(self, first: Array) -> Array:
        """Return where the present shock is solved from: the last equilibrium, or ``first``."""
        return first if self.solved is None else self.solved.equilibrium.point

    def take(self, result: Result) -> None:
        """Take the equilibrium of the present shock, and change the subsidies where purchases fall short."""
        trade = np.array([result.trade_at_border[where].sum() for where in self.cells])
        if self.solved is None:
            theta = result.baseline.trade_elasticity
            self.slope = np.array([1.0 + theta[where[0].ravel()].mean() for where in self.cells])
            self.target = np.log(trade + 1e3 * np.array([c.usd_bn for c in self.wanted], dtype=float))
            self.gap = self.target - np.log(trade)
        else:
            left = self.target - np.log(trade)
            steep = np.abs(self.step) > 1e-9
            turned = np.where(steep, (left - self.gap) / np.where(steep, self.step, 1.0), self.slope)
            self.slope = np.where(turned > 0.5, turned, self.slope)
            self.gap = left
        self.solved, self.rounds = result, self.rounds + 1
        if self.done:
            return
        if self.rounds > 40:
            raise SolveError(NOT_BOUGHT)
        self.step = -self.gap / self.slope
        self.logs = self.logs + self.step
        tariffs = np.array(self.plain.tariffs)
        for where, log in zip(self.cells, self.logs, strict=True):
            tariffs[where] = (1.0 + tariffs[where]) * np.exp(log) - 1.0
        self.shock = replace(self.plain, tariffs=tariffs)


def sector_codes(words: Sequence[str], known: Sequence[str], where: str) -> tuple[str, ...]:
    """Return the codes that codes and names of sector sets stand for; ``where`` names the place in errors."""
    codes: list[str] = []
    for word in words:
        codes += SECTOR_SETS.get(word, (word,)) if word not in known else (word,)
    for code in codes:
        if code not in known:
            raise InputError(f"{where}: unknown sector '{code}'{nearest(code, (*known, *SECTOR_SETS))}")
    return tuple(dict.fromkeys(codes))


def _product(gains: Array) -> float:
    """Return Nash's product of gains, or minus the largest loss where someone loses."""
    return float(gains.prod()) if (gains > 0).all() else float(gains.min())


def _rounded(value: float) -> float:
    """Round to what a solve can tell apart, so that equal packages rank by their size."""
    return float(f"{value:.7g}")


def _again(gains: Array, seen: set[bytes]) -> bool:
    """Return whether gains were seen before: a concession was added that another makes idle."""
    key = np.round(gains, 9).tobytes()
    if key in seen:
        return True
    seen.add(key)
    return False
