"""What a report's words on duties mean for a model: measures on top of the law of the day before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from accord.core.codes import GOODS, sector_name
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.docket.items import Measure
from accord.page.names import possessive
from accord.page.words import join
from accord.policy import Measure as Policy
from accord.policy import Parties, Rates, Stack, goods, stack
from accord.policy.goods import Products
from accord.policy.stack.book import book_importers
from accord.policy.stack.product import product_duty

BLOCS = {"EU": "EU27"}
"""Customs unions that reports name as one party, as groups of the world's economies."""
OUTWARD = ("export_tax", "export_ban")
"""Levers that fall on the author's own exports."""
CUT = re.compile(
    r"\b(cut|cuts|cutting|lower\w*|reduc\w+|slash\w*|halv\w+|down to|drop\w*|eas\w+)\b", re.IGNORECASE
)
"""Words that say a rate falls."""
ADDED = re.compile(
    r"\b(countervail\w*|anti-?dumping|safeguard|surtax\w*|surcharge\w*|additional|extra|counter-?(?:tariff|dut)\w*|retaliat\w+|"
    r"on top of)\b",
    re.IGNORECASE,
)
"""Words for duties that come on top of the ordinary tariff."""
MOST_OF = 0.5
"""Goods that are less than this part of their sectors are not barred with the whole of them."""
BOUND = "an upper bound"
WIDER = "which is wider"
MOST = "at most"
"""What the reader notes of a rate that is the highest of several."""
TOUCHED = 0.05
"""A sector of which less than this share pays a special duty has none of its own."""


@dataclass(frozen=True)
class Flow:
    """One importer's duties on one exporter on the eve: the measure stack where the book knows the pair.

    ``spared`` are let off a measure that falls on all.
    """

    importer: str
    exporter: str
    day: date
    spared: tuple[str, ...] = ()

    @cached_property
    def stack(self) -> Stack | None:
        """The measure stack with averages by sector, or None where no list or no weights are at hand."""
        try:
            found = stack(self.importer, self.exporter, self.day)
        except InputError:
            return None
        return found if found.overall is not None else None

    @property
    def headline(self) -> float:
        """The sum of the general duties, percent."""
        return self.stack.statutory_pct if self.stack else 0.0

    def rates(self, sector: str) -> Rates | None:
        """The averages of one sector."""
        return self.stack.sectors.get(sector) if self.stack else None

    def special(self, sector: str) -> tuple[float, float]:
        """Return the rate of special duties among those who pay them, percent, and their share of imports."""
        rates = self.rates(sector)
        if rates is None or rates.preempted_share < TOUCHED:
            return 0.0, 0.0
        return rates.preempting_pct / rates.preempted_share, rates.preempted_share


def side(code: str) -> str:
    """Return a party of a report as the world names it."""
    return BLOCS.get(code, code)


def products_of(measure: Measure) -> Products:
    """Return the products that a measure names, or all goods."""
    words = measure.goods or tuple(word for word in measure.product_scope.split(", ") if word)
    return goods.find(word for word in words if word != "unspecified")


class UnknownRateError(InputError):
    """What a measure changes cannot be told from the report and the book, in a sentence without a full stop."""


Terms = tuple[tuple[Policy, ...], tuple[str, ...], tuple[str, ...]]
"""Measures on top of the eve's law, what is assumed, and the sectors they touch."""


def policy(
    measure: Measure, flow: Flow, value: float | None = None, taken: frozenset[str] = frozenset()
) -> Terms:
    """Return what a measure changes on one flow, on top of the eve's law.

    ``value`` stands in for the measure's own rate (the lower end of a range); ``taken`` are sectors for which
    the report gives rates of their own. The change is that from the previous rate where the report tells it;
    without one, from the duty that the book has; "additional" means on top. Where the book does not have the
    importer, a rate told is the level of the whole tariff. Where only part of a sector pays, ``share_hit`` says
    which share of imports. Raises UnknownRateError where a cut is told and the rate before is not known.
    """
    added = measure.additional or (measure.lever == "tariff" and bool(ADDED.search(measure.evidence.text)))
    told = replace(measure, value=measure.value if value is None else value, additional=added)
    where = products_of(told)
    sectors = tuple(s for s in (GOODS if where.whole else where.sectors) if s not in taken)
    notes = (*_most_notes(measure, value), *_scope_notes(told, where, flow))
    if not sectors:
        return (), () if taken else notes, ()
    if told.lever == "export_tax":
        change = (0.0 if told.status_norm == "ended" else float(told.value or 0.0)) - _tax_before(told)
        built = _built("export_tax", told, flow, dict.fromkeys(sectors, change), {})
    elif told.lever in ("import_ban", "export_ban"):
        if not where.whole and goods.coverage(where.hs) < MOST_OF:
            raise UnknownRateError(
                f"{join(told.goods)} are only a part of the sectors of the model they belong to"
            )
        built = (_barred(told, flow, sectors),)
    elif told.lever == "tariff_exemption" or (told.value == 0 and told.previous_value is None):
        built, said = _freed(told, flow, sectors, where)
        notes = (*said, *notes)
    elif flow.stack is None and not told.additional and told.status_norm != "ended":
        _refuse_unheld(told, flow, where)
        built, said = _level(told, flow, sectors)
        notes = (*said, *notes)
    else:
        changes = {sector: _change(told, flow, sector, where) for sector in sectors}
        points = {sector: change for sector, (change, _) in changes.items()}
        built = _built("tariff", told, flow, points, {sector: hit for sector, (_, hit) in changes.items()})
    return built, notes, sectors


def _change(told: Measure, flow: Flow, sector: str, where: Products) -> tuple[float, float]:
    """Return by how many points the duty of a sector changes, and the share of imports that it touches."""
    rate = float(told.value or 0.0)
    if told.status_norm == "ended":
        rate, told = 0.0, replace(told, previous_value=told.previous_value or told.value)
    if where.whole:
        known = flow.rates(sector)
        share = known.hit_share if known is not None and flow.headline else 1.0
        return rate - _rate_before(told, flow.headline), share
    special, paying = flow.special(sector)
    if CUT.search(told.evidence.text) and told.previous_value is None and not special:
        raise UnknownRateError(
            f"the rate before the cut of the duty on {join(told.goods)} is neither told nor in the book"
        )
    shares = goods.shares(flow.importer, flow.exporter, where.hs)
    share = shares.get(sector, 0.0) if shares is not None else paying or 1.0
    return rate - _rate_before(told, special), share


def _tax_before(told: Measure) -> float:
    """Return the export tax that a change starts from: as told, none where it is new or comes on top."""
    if told.previous_value is None and told.status_norm != "ended" and CUT.search(told.evidence.text):
        raise UnknownRateError("the export tax before the cut is neither told nor in the book")
    ended = float(told.value or 0.0) if told.status_norm == "ended" else 0.0
    return told.previous_value if told.previous_value is not None else ended


def _rate_before(told: Measure, held: float) -> float:
    """Return the rate that a measure starts from: as told, nothing where it comes on top, else as held."""
    if told.previous_value is not None:
        return told.previous_value
    return 0.0 if told.additional else held


def _refuse_unheld(told: Measure, flow: Flow, where: Products) -> None:
    """Raise where the book has a duty before the act that the model, without imports by product, cannot hold."""
    if told.previous_value is not None or where.whole or flow.importer not in book_importers():
        return
    held = 0.0
    for code in where.hs:
        try:
            found = product_duty(flow.importer, flow.exporter, code.split("-")[0], flow.day, history=False)
        except InputError:
            continue
        held = max(held, found.added_pct)
    if held > float(told.value or 0.0):
        raise UnknownRateError(
            f"the book has a higher duty on {join(told.goods)} before it, and to take that off the model needs "
            f"{possessive(flow.importer)} imports by product"
        )


def _level(told: Measure, flow: Flow, sectors: tuple[str, ...]) -> tuple[tuple[Policy, ...], tuple[str, ...]]:
    """Return a rate told as the whole tariff; a cut in the proportion of the rates told where both are."""
    before, now = told.previous_value, float(told.value or 0.0)
    if before and now < before:
        share = 1.0 - now / before
        note = (
            f"The ordinary tariff of the model falls in the proportion of {before:g} to {now:g} %, for "
            "Accord's book has no rates of these products by themselves."
        )
        return (_set(told, flow, sectors, 0.0, share),), (note,)
    if before is not None:
        points = dict.fromkeys(sectors, now - before)
        return _built("tariff", told, flow, points, {}), ()
    if CUT.search(told.evidence.text):
        what = f"on {join(told.goods)}" if told.goods else "told"
        raise UnknownRateError(f"the rate before the cut of the duty {what} is neither told nor in the book")
    note = f"{now:g} % is taken as the whole tariff, for Accord's book does not hold this pair's duties product by product."
    return (_set(told, flow, sectors, now, 1.0),), (note,)


def _set(told: Measure, flow: Flow, sectors: tuple[str, ...], rate: float, share: float) -> Policy:
    """Return a tariff set at a rate on a share of each sector."""
    return Policy.model_validate(
        {
            **_parties(flow),
            "kind": "tariff",
            "sectors": sectors,
            "rate": rate,
            "mode": "level",
            "status": "announced",
            "source": _source(told),
            **({"share_hit": share} if share < 1.0 else {}),
        }
    )


def _parties(flow: Flow) -> dict[str, Parties]:
    """Return both sides of a flow; those spared are taken out of the one that is everybody."""
    sides = {"importers": flow.importer, "exporters": flow.exporter}
    return {role: Parties((code,), flow.spared if code == "all" else ()) for role, code in sides.items()}


def _source(told: Measure) -> str:
    return f"the report: {told.evidence.text[:200]}"


def _built(
    kind: str, told: Measure, flow: Flow, points: Mapping[str, float], hit: Mapping[str, float]
) -> tuple[Policy, ...]:
    if not any(points.values()):
        return ()
    shares = {sector: share for sector, share in hit.items() if share < 1.0 and sector in points}
    held = {
        **_parties(flow),
        "kind": kind,
        "rate": dict(points),
        "status": "announced",
        "source": _source(told),
        **({"share_hit": shares} if shares else {}),
    }
    return (Policy.model_validate(held),)


def _barred(told: Measure, flow: Flow, sectors: tuple[str, ...]) -> Policy:
    return Policy.model_validate(
        {
            **_parties(flow),
            "kind": "embargo",
            "sectors": sectors,
            "status": "announced",
            "source": _source(told),
        }
    )


def _freed(
    told: Measure, flow: Flow, sectors: tuple[str, ...], where: Products
) -> tuple[tuple[Policy, ...], tuple[str, ...]]:
    """Return goods let off: of the added duties where the book knows them, else of every tariff."""
    if flow.stack is None:
        return (_set(told, flow, sectors, 0.0, 1.0),), (
            "Where duties fall away, the tariff is set to nought.",
        )
    added = {s: r.addon_pct + r.preempting_pct for s in sectors if (r := flow.rates(s)) is not None}
    shares = goods.shares(flow.importer, flow.exporter, where.hs) if not where.whole else None
    points = {s: -v * (1.0 if shares is None else shares.get(s, 0.0)) for s, v in added.items()}
    note = "The exemption takes away the duties added since 2025; the ordinary tariff stays."
    return _built("tariff", told, flow, points, {}), (note,)


def is_most(measure: Measure) -> bool:
    """Return whether the rate told is the highest of several ("up to 50 %")."""
    return MOST in measure.note.lower() and measure.value is not None


def _most_notes(measure: Measure, value: float | None) -> tuple[str, ...]:
    """Return that the highest rate told stands for all, where it does."""
    if not is_most(measure) or value is not None:
        return ()
    return (
        f"“Up to {measure.value:g} %” is taken as {measure.value:g} % on all these goods; most pay less: {BOUND}.",
    )


def _scope_notes(told: Measure, where: Products, flow: Flow) -> tuple[str, ...]:
    """Return what is assumed of the products that a rate falls on."""
    said = []
    if where.whole:
        if flow.stack is None:
            said.append(
                "All goods pay, none is exempt: Accord's book has no list of exemptions for this pair."
            )
    elif goods.shares(flow.importer, flow.exporter, where.hs) is None:
        names = join(sector_name(code).lower() for code in where.sectors)
        said.append(
            f"For {join(told.goods) or told.product_scope} the model takes the whole of {names}, {WIDER}: {BOUND}."
        )
    if where.unknown:
        said.append(f"Left out, for no table knows them: {join(where.unknown)}.")
    return tuple(said)
