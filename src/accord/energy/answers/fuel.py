"""The fuel of a country's reactors, the loss of a supplier, and what building costs and displaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np

from accord.core.codec import Document, finite
from accord.core.codes import economy_name, nearest, the
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.energy import dependence, fuel, outlay, tables
from accord.energy.answers.numbers import Number, Spread, computed, figures, grounds

CAPACITY_FACTOR, TAILS = 0.85, 0.25
DRAWS, SEED = 2000, 7


@dataclass(frozen=True)
class FuelAnswer:
    """Fuel a year of a fleet by type, the mix by vendor country, and its part of the world's need.

    feed_tu     natural uranium that is enriched; natural_tu: for reactors on natural uranium
    left_out    GW of types for which no fuel data are held
    """

    country: str
    year: int
    mix: dict[str, float]
    vendors: dict[str, float]
    concentration: float
    natural_tu: float
    feed_tu: float
    enriched_tu: float
    swu: float
    first_core_tu: float
    twh: float
    world_share: float
    left_out: float
    confidence: str
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key."""
        basis = "thermal power times capacity factor over burn-up; value function (docs/energy.md)"
        number = computed(str(self.year), basis, self.confidence)
        return {
            "natural": number(self.natural_tu, "tU a year"),
            "feed": number(self.feed_tu, "tU a year"),
            "enriched": number(self.enriched_tu, "tU a year"),
            "swu": number(self.swu, "SWU a year"),
            "first_core": number(self.first_core_tu, "tU"),
            "twh": number(self.twh, "TWh a year"),
            "of_world": number(100 * self.world_share, "% of the world's need of uranium"),
            **{f"vendor_{code}": number(gw, "GW") for code, gw in self.vendors.items()},
        }

    def document(self) -> Document:
        """Return fuel a year."""
        return {
            "country": self.country,
            "year": self.year,
            "natural_tu": self.natural_tu,
            "feed_tu": self.feed_tu,
            "enriched_tu": self.enriched_tu,
            "swu": self.swu,
            "first_core_tu": self.first_core_tu,
            "twh": self.twh,
            "share_of_world_uranium": self.world_share,
            "vendors_gw": self.vendors,
            "concentration": finite(self.concentration),
            "types": type_rows(self),
            "gw_without_fuel_data": self.left_out,
            "confidence": self.confidence,
            **grounds(self),
        }


def type_rows(answer: FuelAnswer) -> list[Document]:
    """Return GW by type with the vendor's country."""
    types = tables.reactor_types()
    return [
        {"type": name, "vendor_country": types[name].country, "gw": gw} for name, gw in answer.mix.items()
    ]


def current_mix(country: str) -> tuple[dict[str, float], float, str]:
    """Return GW by type of a country's reactors now, GW without fuel data, and the confidence."""
    if country == "IND":
        base, _, confidence = tables.mix("india_base")
        return base, 0.0, confidence
    rows = [row for row in tables.fleet(country) if row.state == "operating"]
    mix: dict[str, float] = {}
    for row in rows:
        if row.type:
            mix[row.type] = mix.get(row.type, 0.0) + row.gw
    return mix, sum(row.gw for row in rows if not row.type), "M"


def mix_of(country: str, year: int | None) -> tuple[dict[str, float], float, str, str]:
    """Return the mix now (year None) or, for India, in 2047; with GW left out, confidence and source."""
    if year == 2047 and country == "IND":
        planned, source, confidence = tables.mix("india_2047")
        return planned, 0.0, confidence, source
    if year is not None:
        raise InputError(
            f"year {year}: a mix of types is held for India in 2047 alone, and for fleets as they are"
        )
    mix, left_out, confidence = current_mix(country)
    return mix, left_out, confidence, "fleet as of 2025" if country == "IND" else "fleet as of March 2024"


def _noted(cf: float, tails: float, left_out: float, mix: Mapping[str, float]) -> tuple[str, ...]:
    """Return what an answer on fuel rests on, in words."""
    noted = [f"capacity factor {cf:g}, tails {tails:g} %"]
    if left_out > 0:
        noted.append(
            f"{left_out:.1f} GW of gas-cooled, graphite and other reactors are left out: no fuel "
            "data are held"
        )
    if "LWR" in mix:
        noted.append("light-water units other than VVERs are fuelled as one usual type")
    return tuple(noted)


def power(mix: Mapping[str, float], cf: float = CAPACITY_FACTOR) -> float:
    """Return what GW by type make at a capacity factor, TWh a year."""
    columns = {name: np.array([amount]) for name, amount in mix.items()}
    return sum(float(one[0]) for one in fuel.generation(tables.reactor_types(), columns, cf).values())


def nuclear_fuel(
    country: str = "IND",
    year: int | None = None,
    cf: float = CAPACITY_FACTOR,
    tails: float = TAILS,
    gw: float | None = None,
) -> FuelAnswer:
    """Return the fuel of a country's reactors now or, for India, of the mix of 2047, scaled to ``gw``."""
    mix, left_out, confidence, source = mix_of(country, year)
    if not mix:
        raise InputError(
            f"country: no reactor of {the(country)} of which fuel data are held runs, so none needs fuel"
        )
    if gw is not None:
        if not 0 < gw < 1e4:
            raise InputError(f"gw: must be above 0 and below 10,000, not {gw:g}")
        mix = {name: amount * gw / sum(mix.values()) for name, amount in mix.items()}
    types = tables.reactor_types()
    columns = {name: np.array([amount]) for name, amount in mix.items()}
    found = fuel.need(types, columns, cf, tails)
    made = power(mix, cf)
    vendors = dependence.shares(types, mix)
    uranium = float(found.natural_tu[0] + found.feed_tu[0])
    return FuelAnswer(
        country,
        year or 2025,
        mix,
        vendors,
        dependence.concentration(vendors),
        float(found.natural_tu[0]),
        float(found.feed_tu[0]),
        float(found.enriched_tu[0]),
        float(found.swu[0]),
        found.first_core_tu,
        made,
        uranium / tables.world_uranium(),
        left_out,
        confidence,
        _noted(cf, tails, left_out, mix),
        (
            source,
            "burnups and ratings: reactor types table",
            "world need: WNA December 2024 and Energy Institute",
        ),
    )


@dataclass(frozen=True)
class LossAnswer:
    """TWh a year that a fleet loses when a supplier stops at a stage, by year from the first."""

    country: str
    supplier: str
    stage: str
    share: float
    stock_years: float
    mix: dict[str, float]
    twh: tuple[float, ...]
    generation: float
    coal_mt: float
    co2_mt: float
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key."""
        number = computed(
            "2026", f"fleet by vendor; the supplier's part of {self.stage}; stocks burnt first", "M"
        )
        found = {f"twh_{at + 1}": number(value, "TWh a year") for at, value in enumerate(self.twh)}
        found["share"] = number(100 * self.share, "%")
        return found | {"coal": number(self.coal_mt, "Mt a year"), "co2": number(self.co2_mt, "Mt a year")}

    def document(self) -> Document:
        """Return the loss of a supplier."""
        return {
            "country": self.country,
            "supplier": self.supplier,
            "stage": self.stage,
            "share": self.share,
            "stock_years": self.stock_years,
            "twh": list(self.twh),
            "generation_twh": self.generation,
            "replaced_by": {"against": "coal", "coal_mt": self.coal_mt, "co2_mt": self.co2_mt},
            **grounds(self),
        }


def nuclear_loss(
    supplier: str,
    stage: str = "fabrication",
    country: str = "IND",
    *,
    year: int | None = None,
    stock_years: float = 0.0,
    horizon: int = 5,
    mix: Mapping[str, float] | None = None,
) -> LossAnswer:
    """Return what a country loses when a supplier stops: of fuel assemblies, enrichment or uranium."""
    held, _, _, source = mix_of(country, year)
    chosen = dict(mix or held)
    if horizon < 1:
        raise InputError(f"horizon: must be at least 1 year, not {horizon}")
    share, shared = supplier_share(supplier, stage, country)
    types = tables.reactor_types()
    columns = {name: np.full(horizon, amount) for name, amount in chosen.items()}
    lost = dependence.lose(
        types, columns, supplier, stage, share=share, stock_years=stock_years, cf=CAPACITY_FACTOR
    )
    made = power(chosen)
    coal, carbon = outlay.avoided(float(lost[-1]), "coal")
    noted = (
        shared,
        f"stocks of {stock_years:g} years are burnt first",
        f"capacity factor {CAPACITY_FACTOR:g}",
    )
    return LossAnswer(
        country,
        supplier,
        stage,
        share,
        stock_years,
        chosen,
        tuple(float(value) for value in lost),
        made,
        coal,
        carbon,
        noted,
        (source, "fuel suppliers table; reactor types table"),
    )


def supplier_share(supplier: str, stage: str, country: str) -> tuple[float, str]:
    """Return the part of a stage that hangs on a supplier, 0 to 1, and a sentence on where it is from."""
    if stage == "fabrication":
        return 1.0, "fuel assemblies of a design come from its vendor alone"
    if stage == "enrichment":
        share = tables.stage_share("enrichment", supplier)
        return (
            share,
            f"{the(supplier)} has {100 * share:.0f} % of the world's enrichment (2023); a vendor "
            "enriches its own fuel",
        )
    if stage != "mining":
        raise InputError(f"stage: unknown stage '{stage}'{nearest(stage, dependence.STAGES)}")
    if country == "IND":
        share = tables.stage_share("india_uranium_imports_3y_to_2022", supplier)
        return (
            share,
            f"{100 * share:.0f} % of India's uranium imports of three years to 2022; own ore is left out",
        )
    share = tables.stage_share("mining", supplier)
    return share, f"{100 * share:.0f} % of the uranium mined in the ten economies listed (2022)"


@dataclass(frozen=True)
class OutlayAnswer:
    """Overnight cost of what is built, USD bn; what is open to a country's suppliers; what it saves."""

    country: str
    gw: dict[str, float]
    total: Spread
    by_type: dict[str, Spread]
    content_country: str
    content: Spread
    content_gw: float
    twh: float
    coal_mt: float
    co2_mt: float
    against: str
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key; costs of designs not built in the country are assumptions."""
        basis = "overnight cost by design, triangular, with learning (docs/energy.md)"
        number = computed("2047", f"against {self.against}")
        return {
            **self.total.numbers("USD bn", "2047", basis, "L", "outlay_"),
            **self.content.numbers("USD bn", "2047", basis, "L", "content_"),
            "coal": number(self.coal_mt, "Mt a year"),
            "co2": number(self.co2_mt, "Mt a year"),
        }

    def document(self) -> Document:
        """Return the outlay, what is open to a country's suppliers, and what is displaced."""
        spread: Mapping[str, Spread] = self.by_type
        return {
            "outlay_usd_bn": asdict(self.total),
            "outlay_by_type_usd_bn": {name: asdict(one) for name, one in spread.items()},
            "added_gw": self.gw,
            f"{'us' if self.content_country == 'USA' else self.content_country.lower()}_content_usd_bn": {
                **asdict(self.content), "gw": self.content_gw,
            },
            "avoided": {"coal_mt": self.coal_mt, "co2_mt": self.co2_mt, "twh": self.twh,
                        "against": self.against},
            "outlay_assumptions": list(self.assumptions),
            "outlay_figures": figures(self.numbers()),
        }  # fmt: skip


def nuclear_outlay(
    country: str = "IND",
    content_of: str = "USA",
    mix: Mapping[str, float] | None = None,
    against: str = "coal",
    draws: int = DRAWS,
    seed: int = SEED,
) -> OutlayAnswer:
    """Return the outlay for ``mix`` (India: what 2047 adds to now) and its foreign content."""
    types = tables.reactor_types()
    gw = dict(mix) if mix is not None else added_mix(country)
    cost = outlay.outlay(types, gw, draws=draws, seed=seed)
    total: Array = np.sum(list(cost.values()), axis=0)
    open_to = outlay.content(types, cost, content_of)
    made = power(gw)
    burnt, carbon = outlay.avoided(made, against)
    rows = tables.stored()["types"]
    assumed = [row["type"] for row in rows if row["confidence"] == "L" and row["type"] in gw]
    return OutlayAnswer(
        country,
        gw,
        Spread.of(total, float(np.median(total))),
        {name: Spread.of(draws_, float(np.median(draws_))) for name, draws_ in cost.items()},
        content_of,
        Spread.of(open_to, float(np.median(open_to))),
        sum(amount for name, amount in gw.items() if types[name].country == content_of),
        made,
        burnt,
        carbon,
        against,
        (
            f"cost and foreign share of {', '.join(assumed)} are assumptions",
            f"learning of {100 * outlay.LEARNING[0]:g} to {100 * outlay.LEARNING[2]:g} % a doubling of units",
            outlay.DISPLACED[against].source,
        ),
        (
            "reactor types table (row by row)",
            tables.mix("india_2047")[1] if country == "IND" else "mix as given",
        ),
    )


def added_mix(country: str) -> dict[str, float]:
    """Return GW by type that India's mix of 2047 adds to that of now; InputError for others."""
    if country != "IND":
        raise InputError(f"mix: no planned mix of reactors is held for {economy_name(country)}; give one")
    planned, now = tables.mix("india_2047")[0], tables.mix("india_base")[0]
    added = {name: amount - now.get(name, 0.0) for name, amount in planned.items()}
    return {name: amount for name, amount in added.items() if amount > 0}
