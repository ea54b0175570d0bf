"""Why a measure cannot be asked about in the trade model: a role left open, no rate, somebody let off."""

from __future__ import annotations

import re

from accord.assess.desk import Desk
from accord.assess.mentions import FUELS, GAS, sellers
from accord.assess.tariff.terms import products_of, side
from accord.assess.weighing import stranger
from accord.core.codes import the
from accord.docket.items import Measure

RATED = ("tariff", "export_tax")
ON_BUYERS = re.compile(
    r"\b(?:countries|country|nations?|states|economies|governments|anyone|anybody|whoever|those)\b[^.;:]{0,30}?"
    r"\b(?:buy|buys|buying|bought|import|imports|importing|purchas(?:e|es|ing))\b|\bbuyers of\b",
    re.IGNORECASE,
)
"""Words by which a duty falls on whoever buys something from somebody else."""


def is_mine(measure: Measure) -> bool:
    """Whether a measure falls on trade as a model of sectors can hold it: a stop of exports only if of all goods."""
    return measure.lever != "export_ban" or products_of(measure).whole


def unclear(measure: Measure) -> str:
    """Return which role the report leaves open, in a sentence without a full stop, or nothing."""
    if name := stranger(measure):
        return f"Accord has no economy or group called {name}"
    if measure.doubts_of("imposing") or not measure.imposing:
        return "the report leaves unclear who imposes it"
    if measure.doubts_of("target") or not measure.target:
        return "the report leaves unclear who is charged"
    if measure.doubts_of("act"):
        return "the report leaves open which of its measures it is about"
    return "the report leaves the rate unclear" if measure.doubts_of("value") else ""


def on_buyers(measure: Measure) -> str:
    """Return that a duty falls on whoever buys another's fuel, in a sentence without a full stop, or nothing.

    Who sells the fuel pays nothing, and which buyers it takes in no report settles.
    """
    said = measure.evidence.text
    if measure.lever != "tariff" or not ON_BUYERS.search(said):
        return ""
    whose = sellers(said) or (("",) if any(word.search(said) for word in (*FUELS.values(), GAS)) else ())
    if not whose or not set(measure.target) <= {*whose, "world"}:
        return ""
    what = f"fuel from {the(whose[0])}" if whose[0] else "the fuel"
    return f"the duty falls on whoever buys {what}, and the report does not settle whom it takes in"


def reason_against(measure: Measure, desk: Desk) -> str:
    """Return why a measure cannot enter the model, in a sentence without a full stop, or nothing."""
    known = {*desk.world.economies, "EU27", "world"}
    sides = [side(code) for code in (*measure.imposing, *measure.target)]
    strange = [code for code in sides if code not in known]
    where = products_of(measure)
    checks = (
        (bool(unclear(measure)), unclear(measure)),
        (bool(on_buyers(measure)), on_buyers(measure)),
        ("world" in measure.imposing, "no single economy imposes it"),
        (bool(strange), f"the world model has no economy of its own for {the(strange[0]) if strange else ''}"),
        (set(measure.imposing) & set(measure.target) != set(), "the same economy stands on both sides"),
        (measure.lever in RATED and measure.value is None, "the report gives no rate for it"),
        (measure.lever in RATED and measure.unit not in ("percent", "percentage_points", None),
         "its rate is not a percentage of value"),
        (measure.value is not None and measure.lever in RATED and not 0 <= measure.value <= 1000,
         "its rate lies outside 0 to 1000 percent"),
        (bool(where.unknown) and not where.sectors,
         f"no table of products knows “{where.unknown[0] if where.unknown else ''}”"),
    )  # fmt: skip
    return next((reason for fails, reason in checks if fails), "")


def spared(measure: Measure, desk: Desk) -> tuple[str, ...]:
    """Return the economies of the world that a measure on everybody lets off, as the world names them."""
    held = {*desk.world.economies, "EU27"} & {side(code) for code in measure.excluded}
    return tuple(sorted(held - {side(code) for code in measure.imposing}))
