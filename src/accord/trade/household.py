"""What a run means at home: money a head, prices of what is bought, revenue returned or not, work that moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from accord.core.codec import Document, finite
from accord.core.codes import SECTORS
from accord.core.frozen import dataclass
from accord.core.population import population
from accord.core.shock import Array
from accord.trade import accounts
from accord.trade.result import Result

PERSONS = 4
"""Persons of the household that is shown; a size that is stated, not measured."""

GROUPS: dict[str, tuple[str, ...]] = {
    "Food, drink and tobacco": ("A01", "A03", "C10T12"),
    "Clothing and footwear": ("C13T15",),
    "Fuels": ("B05", "B06", "C19"),
    "Medicines": ("C21",),
    "Cars and other transport equipment": ("C29", "C301", "C302T309"),
    "Electronics and electrical appliances": ("C26", "C27"),
    "Furniture, jewellery, toys and sports goods": ("C31T33",),
    "Other goods, machinery among them": tuple(
        code
        for code in SECTORS
        if code[0] in "ABC"
        and code
        not in {
            *("A01", "A03", "C10T12", "C13T15", "B05", "B06", "C19", "C21"),
            *("C29", "C301", "C302T309", "C26", "C27", "C31T33"),
        }
    ),
    "Services, utilities and construction": ("SERVICES",),
}
"""Consumption groups by the sectors of the input-output table."""

LIMITS = (
    "Shares are those of all final demand in the input-output table: households, government and investment.",
    "Prices are against world value added; a head is the mean of all people, rich and poor alike.",
    "Real income counts the tariff's revenue as returned and spent at home, as the model has it. Not returned "
    "takes a gain of revenue off, prices left as they are.",
    "Work moves between sectors at one wage and full employment: it is a reallocation, not jobs won or lost, and "
    "neither its time nor its cost is in the model.",
)
"""What such numbers do not say."""


@dataclass(frozen=True)
class Group:
    """A consumption group: share of final demand, change of price, what that adds to the cost of living.

    ``adds_pct`` adds up to the change of consumer prices over all groups (log points times 100).
    """

    name: str
    share_pct: float
    price_pct: float | None
    adds_pct: float


@dataclass(frozen=True)
class Household:
    """What a run means in one economy.

    usd_head           change of real income a head and year, USD of the world's year; None without people
    revenue_usd_head   change of tariff revenue a head and year
    not_returned_usd_head  the two apart: real income if the revenue is not returned
    moving_pct         share of employment that changes its sector
    moves              [j] change of each sector's share of employment, percentage points
    """

    economy: str
    people_mn: float | None
    usd_head: float | None
    revenue_usd_head: float | None
    not_returned_usd_head: float | None
    groups: tuple[Group, ...]
    moving_pct: float
    moves: Array


def household(result: Result, economy: str) -> Household:
    """Return what a run means to people in an economy; shares from final demand, prices from the model.

    Money is the change of real income (equivalent variation at baseline prices) over people.
    """
    at = result.economies.index(economy)
    people = population().get(economy)
    income = float(result.baseline.income[at]) * float(result.welfare_pct[at]) / 100
    revenue = 1000 * float(accounts.tariff_revenue_change_usd_bn(result)[at])
    moves = accounts.employment_share_change_pp(result)[:, at]
    head = None if people is None else income / people
    returned = None if people is None else revenue / people
    return Household(
        economy,
        people,
        head,
        returned,
        None if head is None or returned is None else head - max(0.0, returned),
        consumption(result, (at,)),
        float(np.abs(moves).sum() / 2),
        moves,
    )


def consumption(result: Result, places: Sequence[int]) -> tuple[Group, ...]:
    """Return the consumption groups of an economy, or of several together, by the sectors of its world.

    Several weigh by what each spends on final demand. Groups of which nothing is bought are left out.
    """
    spent = result.baseline.final_share[:, places] * result.baseline.income[list(places)]
    spent = spent / spent.sum()
    price = result.price_hat[:, places]
    sectors = result.sectors
    found = []
    for name, codes in (*GROUPS.items(), ("Other", tuple(code for code in sectors if code not in SECTORS))):
        inside = np.isin(sectors, codes)[:, None] & (spent > 0)
        if not inside.any():
            continue
        adds = float((spent[inside] * np.log(price[inside])).sum())
        weight = float(spent[inside].sum())
        found.append(Group(name, 100 * weight, finite(100 * np.expm1(adds / weight)), 100 * adds))
    return tuple(found)


def household_document(result: Result, economy: str) -> Document:
    """Return what a run means to people in an economy as JSON-ready values, None for what is not known."""
    found = household(result, economy)
    return {
        "economy": economy,
        "people_mn": found.people_mn,
        "real_income_usd_per_head": found.usd_head,
        "real_income_usd_per_household": _times(found.usd_head),
        "persons": PERSONS,
        "tariff_revenue_usd_per_head": found.revenue_usd_head,
        "revenue_not_returned_usd_per_head": found.not_returned_usd_head,
        "revenue_not_returned_usd_per_household": _times(found.not_returned_usd_head),
        **bought(found.groups),
        **work(result, found.moves),
        "limits": list(LIMITS),
    }


def bought(groups: Sequence[Group]) -> Document:
    """Return consumption groups as JSON-ready values."""
    return {"consumption": [
        {"group": one.name, "share_pct": one.share_pct, "price_pct": one.price_pct, "adds_pct": one.adds_pct}
        for one in groups
    ]}  # fmt: skip


def work(result: Result, moves: Array) -> Document:
    """Return how much employment changes its sector, and the sectors that change most, as JSON-ready values."""
    order = np.argsort(-np.abs(moves), kind="stable")[:6]
    return {
        "work_that_moves_pct": float(np.abs(moves).sum() / 2),
        "work": [{"sector": result.sectors[j], "employment_share_change_pp": float(moves[j])} for j in order],
    }


def at_home(result: Result, places: Sequence[int]) -> Document:
    """Return prices by consumption group in the economies at ``places`` together; of a single one, its work too."""
    if not places:
        return {}
    moves = accounts.employment_share_change_pp(result)[:, places[0]]
    return {**bought(consumption(result, places)), **(work(result, moves) if len(places) == 1 else {})}


def _times(head: float | None) -> float | None:
    return None if head is None else PERSONS * head
