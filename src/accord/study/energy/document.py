"""The energy answers as JSON documents: the keys of the commands, each number with unit, year and source."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from accord.core.codes import economy_code
from accord.core.errors import InputError
from accord.energy.answers.fuel import (
    FuelAnswer,
    LossAnswer,
    OutlayAnswer,
    nuclear_fuel,
    nuclear_loss,
    nuclear_outlay,
)
from accord.energy.answers.grades import GradesAnswer
from accord.energy.answers.markets import MarketAnswer
from accord.energy.answers.nuclear import PathAnswer, nuclear_path
from accord.energy.answers.numbers import Number, Spread
from accord.energy.answers.oil import StopAnswer, seller_words
from accord.energy.answers.purchases import PurchaseAnswer
from accord.energy.indifference import LARGEST_DISCOUNT
from accord.energy.stop import Replacement
from accord.study.energy.balance import BreakEven
from accord.study.energy.fueltrade import RECORD, FuelTrade
from accord.study.energy.suppliers import SalesAnswer, in_words

Document = dict[str, object]
Grounded = MarketAnswer | GradesAnswer | PathAnswer | FuelAnswer | LossAnswer | PurchaseAnswer
"""Answers that tell what they rest on."""
MOST_PLEDGED = 1e5
METHOD = {"long run": "long", "1 year": "short", "10 years": "ten_years", "rule": "rule"}


def figures(numbers: Mapping[str, Number]) -> list[Document]:
    """Return numbers as a list, each with its key, unit, year, source, basis, quality and confidence."""
    return [{"key": key, **asdict(one), "value": _plain(one.value)} for key, one in numbers.items()]


def _grounds(answer: Grounded) -> Document:
    return {
        "assumptions": list(answer.assumptions),
        "sources": list(answer.sources),
        "figures": figures(answer.numbers()),
    }


def _moves(moved: Sequence[Replacement], who: str) -> list[Document]:
    return [{who: one.economy, "mbd": one.mbd, "share": one.share} for one in moved if one.share >= 0.001]


def _plain(value: float | None) -> float | None:
    """Return a finite number or None."""
    return value if value is not None and math.isfinite(value) else None


def stop_document(answer: StopAnswer) -> Document:
    """Return a stop."""
    terms = answer.terms
    return {
        "answer": seller_words(answer),
        "buyer": answer.buyer,
        "supplier": answer.supplier,
        "assumptions": {
            "year": answer.year,
            "price_usd_bbl": answer.price,
            "discount_usd_bbl": terms.discount,
            "stranded": 1.0 if terms.all_buyers else terms.stranded,
            "spare_mbd": terms.spare,
            "all_buyers": terms.all_buyers,
            "elasticities": list(answer.sets),
            "drawn": list(answer.drawn),
            "notes": list(answer.assumptions),
        },
        "volume_mbd": answer.volume,
        "share_of_runs": answer.share,
        "cost_usd_bn": asdict(answer.cost),
        "price_usd_bbl": answer.world_price.central,
        "price_pct": 100 * answer.world_price.central / answer.price,
        "price_spread_usd_bbl": asdict(answer.world_price),
        "discount_change": answer.discount_change,
        "replacements": _moves(answer.replacements, "origin"),
        "goes_to": _moves(answer.goes_to, "buyer"),
        "groups": answer.groups,
        "cost_per_dollar_of_seller_loss": _plain(answer.per_dollar),
        "certificate": asdict(answer.certificate),
        "status": "converged",
        "sources": list(answer.sources),
        "figures": figures(answer.numbers()),
    }


def break_even_document(answer: BreakEven) -> Document:
    """Return a break-even."""
    duties = {METHOD.get(one.method, one.method): one for one in answer.costs}
    return {
        "buyer": answer.buyer,
        "supplier": answer.supplier,
        "duty_cost_usd_bn": {name: one.usd_bn for name, one in duties.items()},
        "stranded": answer.stranded,
        "stop_cost_usd_bn": answer.stop_cost,
        "break_even_usd_bbl": _plain(answer.usd_bbl),
        "break_even_usd_bbl_none_stranded": _plain(answer.alone),
        "grid": [
            {"stranded": cell.stranded, "duty": METHOD.get(cell.method, cell.method),
             "usd_bbl": _plain(cell.usd_bbl),
             "any_discount": cell.usd_bbl is not None and cell.usd_bbl >= LARGEST_DISCOUNT}
            for cell in answer.grid
        ],
        "observed_discount": [asdict(one) for one in answer.observed],
        "verdict": answer.verdict,
        "figures": figures({f"duty_{name}": one.number() for name, one in duties.items()}),
        "status": "converged",
    }  # fmt: skip


def market_document(answer: MarketAnswer) -> Document:
    """Return a market under one change."""
    return {
        "seller": answer.seller,
        "what": answer.what,
        "year": answer.year,
        "price_usd_bbl": answer.price,
        "seller_price_usd_bbl": answer.seller_price,
        "seller_loss_usd_mn_day": answer.seller_loss,
        "rent_usd_bn": answer.rent,
        "groups": answer.groups,
        "flows": [
            {"buyer": code, "mbd_before": first, "mbd_after": last} for code, first, last in answer.flows
        ],
        "certificate": asdict(answer.certificate),
        "status": "converged",
        **_grounds(answer),
    }


def grades_document(answer: GradesAnswer) -> Document:
    """Return a slate."""
    return {
        "lost_kbd": answer.lost_kbd,
        "unmet_kbd": float(answer.slate.unmet.sum()),
        "by_origin_kbd": answer.by_origin,
        "by_grade": [
            {"grade": name, "origin": origin, "kbd": amount} for name, origin, amount in answer.by_grade
        ],
        "landed_usd_bbl_over_brent": _plain(answer.slate.landed),
        "premium_usd_bn": answer.premium,
        "closed": list(answer.closed),
        "shares": answer.shares,
        "tolerance": answer.tolerance,
        "dual_usd_bbl": dict(zip(answer.slate.grades, answer.slate.dual.tolist(), strict=True)),
        "refiners": [
            {
                "refiner": name,
                "unmet_kbd": float(unmet),
                "intake_kbd": dict(zip(answer.slate.grades, row.tolist(), strict=True)),
            }
            for name, unmet, row in zip(
                answer.slate.refiners, answer.slate.unmet, answer.slate.intake, strict=True
            )
        ],
        "certificate": {"primal_dual_gap": answer.slate.gap},
        "status": "converged",
        **_grounds(answer),
    }


def path_document(
    answer: PathAnswer,
    fuel: FuelAnswer | None = None,
    outlay: OutlayAnswer | None = None,
    loss: LossAnswer | None = None,
) -> Document:
    """Return a capacity path with, where they are given, fuel, outlay and the loss of a supplier."""
    found: Document = {
        "country": answer.country,
        "lead": {
            "name": answer.lead_name,
            "median_years": answer.lead.median,
            "log_sd": answer.lead.sd,
            "common_log_sd": answer.lead.common,
        },
        "base_gw": answer.base,
        "pipeline_gw": answer.pipeline,
        "starts_gw": {str(year): gw for year, gw in answer.starts.items()},
        "years": list(answer.years),
        "gw": {"p10": list(answer.p10), "p50": list(answer.p50), "p90": list(answer.p90)},
        "targets": [asdict(one) for one in answer.targets],
        "starts_needed": answer.needed,
        "starts_needed_for": None
        if answer.needed_for is None
        else {"gw": answer.needed_for[0], "year": answer.needed_for[1]},
        "best_15_years_gw_a_year": answer.best_15,
        "missed_targets": [asdict(one) for one in answer.missed],
        "backtest": {
            str(ahead): {"cases": cases, "coverage": share}
            for ahead, (cases, share) in answer.coverage.items()
        },
        **_grounds(answer),
    }
    if fuel:
        found["fuel"] = fuel_document(fuel)
        found["types"] = type_rows(fuel)
    if outlay:
        found |= outlay_document(outlay)
    if loss:
        found["loss"] = loss_document(loss)
    return found


def programme_document(
    country: str, lead: str = "own", starts: Mapping[int, float] | None = None, to: int = 2047
) -> Document:
    """Return a country's capacity path; for India with fuel, outlay, American content and the loss of Russia."""
    code = economy_code(country, "country")
    answer = nuclear_path(code, lead, starts, to)
    if code != "IND":
        return path_document(answer)
    return path_document(answer, nuclear_fuel(code, 2047), nuclear_outlay(code), nuclear_loss("RUS"))


def type_rows(answer: FuelAnswer) -> list[Document]:
    """Return GW by type with the vendor's country."""
    from accord.energy.tables import reactor_types

    types = reactor_types()
    return [
        {"type": name, "vendor_country": types[name].country, "gw": gw} for name, gw in answer.mix.items()
    ]


def fuel_document(answer: FuelAnswer) -> Document:
    """Return fuel a year."""
    return {
        "country": answer.country,
        "year": answer.year,
        "natural_tu": answer.natural_tu,
        "feed_tu": answer.feed_tu,
        "enriched_tu": answer.enriched_tu,
        "swu": answer.swu,
        "first_core_tu": answer.first_core_tu,
        "twh": answer.twh,
        "share_of_world_uranium": answer.world_share,
        "vendors_gw": answer.vendors,
        "concentration": _plain(answer.concentration),
        "types": type_rows(answer),
        "gw_without_fuel_data": answer.left_out,
        "confidence": answer.confidence,
        **_grounds(answer),
    }


def loss_document(answer: LossAnswer) -> Document:
    """Return the loss of a supplier."""
    return {
        "country": answer.country,
        "supplier": answer.supplier,
        "stage": answer.stage,
        "share": answer.share,
        "stock_years": answer.stock_years,
        "twh": list(answer.twh),
        "generation_twh": answer.generation,
        "replaced_by": {"against": "coal", "coal_mt": answer.coal_mt, "co2_mt": answer.co2_mt},
        **_grounds(answer),
    }


def outlay_document(answer: OutlayAnswer) -> Document:
    """Return the outlay, what is open to a country's suppliers, and what is displaced."""
    spread: Mapping[str, Spread] = answer.by_type
    return {
        "outlay_usd_bn": asdict(answer.total),
        "outlay_by_type_usd_bn": {name: asdict(one) for name, one in spread.items()},
        "added_gw": answer.gw,
        f"{'us' if answer.content_country == 'USA' else answer.content_country.lower()}_content_usd_bn": {
            **asdict(answer.content), "gw": answer.content_gw,
        },
        "avoided": {"coal_mt": answer.coal_mt, "co2_mt": answer.co2_mt, "twh": answer.twh,
                    "against": answer.against},
        "outlay_assumptions": list(answer.assumptions),
        "outlay_figures": figures(answer.numbers()),
    }  # fmt: skip


def purchase_document(answer: PurchaseAnswer) -> Document:
    """Return a pledge."""
    return {
        "buyer": answer.buyer,
        "seller": answer.seller,
        "years": answer.years,
        "pledged_usd_bn": answer.pledged,
        "needed_a_year_usd_bn": answer.needed_a_year,
        "now_a_year_usd_bn": answer.linear.now_a_year,
        "ceiling_a_year_usd_bn": answer.linear.most_a_year,
        "total_usd_bn": answer.ramps,
        "of_pledge_pct": answer.of_pledge,
        "new_usd_bn": answer.new,
        "by_product_usd_bn": answer.linear.by_product,
        "by_year_usd_bn": list(answer.linear.by_year),
        "premium_usd_bn_a_year": dict(
            zip(("strict", "wider_10_pct", "wider_25_pct"), answer.premium, strict=True)
        ),
        **_grounds(answer),
    }


def trade_document(answer: FuelTrade, years: int, pledged: float) -> Document:
    """Return a pledge of a pair against its trade in fuels. Raises InputError for years or a sum out of range."""
    if not 1 <= years <= 50:
        raise InputError(f"years: must be from 1 to 50, not {years}")
    if not 0 < pledged < MOST_PLEDGED:
        raise InputError(f"pledge: must be above 0 and below {MOST_PLEDGED:,.0f} USD bn, not {pledged:g}")
    return {
        "buyer": answer.buyer,
        "seller": answer.seller,
        "year": answer.year,
        "years": years,
        "pledged_usd_bn": pledged,
        "needed_a_year_usd_bn": pledged / years,
        "now_a_year_usd_bn": answer.total("now"),
        "bought_a_year_usd_bn": answer.total("bought"),
        "sold_a_year_usd_bn": answer.total("sold"),
        "by_product": [asdict(row) for row in answer.rows],
        "assumptions": [RECORD],
        "sources": ["CEPII BACI"],
        "figures": figures(answer.numbers()),
    }


def sales_document(answer: SalesAnswer) -> Document:
    """Return a seller's buyers."""
    return {
        "answer": in_words(answer),
        "seller": answer.seller,
        "product": answer.product,
        "year": answer.year,
        "usd_bn": answer.usd_bn,
        "volume": answer.volume,
        "unit": answer.unit,
        "of_world_pct": answer.of_world,
        "buyers": [asdict(row) for row in answer.buyers],
        "usd_bn_by_year": {str(year): usd for year, usd in answer.by_year},
        "notes": list(answer.notes),
        "source": answer.source,
        "figures": figures(answer.numbers()),
    }
