"""Energy: the documents of ``accord energy``."""

from __future__ import annotations

from dataclasses import replace

from accord.core.codec import Document
from accord.core.codes import economy_code
from accord.core.errors import InputError
from accord.study.energy.balance import BreakEven, duty_costs, find_break_even, horizons_with
from accord.study.energy.document import (
    break_even_document,
    programme_document,
    purchase_document,
    stop_document,
)
from accord.study.energy.oil import Asked as Stop
from accord.study.energy.oil import oil_stop
from accord.study.energy.purchases import purchases as what_of_pledge
from accord.study.run import years_of
from accord.web.answers.named import scenario_name
from accord.web.asked import OfBreakEven, OfNuclear, OfPurchases, OfStop


def stop(asked: OfStop) -> Document:
    """Return what a stop costs."""
    return stop_document(oil_stop(stop_of(asked)))


def stop_of(asked: OfStop | OfBreakEven) -> Stop:
    """Return a stop as the study asks it."""
    plain = Stop(
        economy_code(asked.buyer, "buyer"),
        economy_code(asked.supplier, "supplier"),
        asked.year,
        asked.discount,
        asked.stranded,
        asked.elasticities,
    )
    if isinstance(asked, OfBreakEven):
        return plain
    return replace(plain, spare=asked.spare, all_buyers=asked.all_buyers, draws=asked.draws)


def break_even(asked: OfBreakEven) -> Document:
    """Return the discount at which a duty costs as much as the stop."""
    return break_even_document(balance_of(asked))


def balance_of(asked: OfBreakEven) -> BreakEven:
    """Return a stop against a duty."""
    years_of(asked.horizon)
    stop = stop_of(asked)
    names = scenario_name(asked.duty, "duty"), scenario_name(asked.without, "without")
    costs = duty_costs(stop.buyer, *names, horizons_with(asked.horizon))
    return find_break_even(stop, costs, asked.horizon)


def nuclear(asked: OfNuclear) -> Document:
    """Return a capacity path with its odds."""
    country = economy_code(asked.country, "country")
    return programme_document(country, asked.lead, starts_of(asked) or None, asked.to)


def starts_of(asked: OfNuclear) -> dict[int, float]:
    """Return GW begun by year beyond what is planned, empty where there are none."""
    if not asked.begin:
        return {}
    if asked.until < asked.since:
        raise InputError(f"until: must not be before {asked.since}, where the starts begin")
    return dict.fromkeys(range(asked.since, asked.until + 1), asked.begin)


def purchases(asked: OfPurchases) -> Document:
    """Return what of a pledge purchases could carry."""
    return purchase_document(what_of_pledge(asked.years, asked.pledge))
