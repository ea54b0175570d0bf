"""What a government wants, as a number: real income, or real income with weights on what it also cares for.

For economy n with income I, price index P, value added V_j of sector j, public revenue R and the share
s_j of its workers in sector j,

    Omega_n = [ I_n + sum_j (lambda_j - 1) V_jn + rho R_n ] / P_n  *  exp( sum_j eta_j (s_jn - s0_jn) )

over its value in the baseline. ``lambda`` are political weights (Grossman and Helpman 1994, AER 84(4);
Ossa 2014, AER 104(12), eq. 3), ``rho`` what a dollar of revenue counts for beyond a dollar, ``eta`` the
log points of real income that one point of employment in a sector is worth. With all at their defaults
Omega is W^, the exact change in real income. A union's objective is the mean of its members', weighted
by income in the baseline.
"""

from __future__ import annotations

from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import check_code
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.talks.instruments import IntArray
from accord.trade.result import Result

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Objective:
    """Weights beside real income.

    political   lambda by sector code; a sector left out has 1
    revenue     rho
    employment  eta by sector code; a sector left out has 0
    """

    political: dict[str, float] = field(default_factory=dict)
    revenue: float = 0.0
    employment: dict[str, float] = field(default_factory=dict)

    def check(self, sectors: tuple[str, ...]) -> None:
        """Raise InputError for a sector that does not exist or a weight that is not a number."""
        for name, weights in (("political", self.political), ("employment", self.employment)):
            for code, weight in weights.items():
                check_code(code, sectors, "sector", f"objective: {name} weights")
                if not np.isfinite(weight):
                    raise InputError(f"objective: the {name} weight of '{code}' is not a number")
        if not np.isfinite(self.revenue):
            raise InputError("objective: the weight of revenue is not a number")


REAL_INCOME = Objective()


@dataclass(frozen=True, eq=False)
class Reading:
    """An objective at one equilibrium.

    value        ln Omega
    income [n], wage [n], price [j, n], output [j, n]  derivatives of ln Omega in the logarithms of these
    """

    value: float
    income: Array
    wage: Array
    price: Array
    output: Array


def read_objective(objective: Objective, members: IntArray, result: Result) -> Reading:
    """Return ln Omega of a player and its derivatives, from a result of the trade model."""
    if objective == REAL_INCOME:
        return _real_income(members, result)
    base = result.baseline
    sectors, count = base.sectors, len(base.economies)
    extra = np.array([objective.political.get(code, 1.0) - 1.0 for code in sectors])[:, None]
    eta = np.array([objective.employment.get(code, 0.0) for code in sectors])[:, None]
    rho = objective.revenue

    wages = result.wage_hat * base.value_added
    added = base.value_added_share * result.equilibrium.found.cost
    added_before = base.value_added_share * base.output
    weighed = result.income + (extra * added).sum(axis=0) + rho * (result.income - wages - result.deficit)
    before = base.income + (extra * added_before).sum(axis=0) + rho * base.revenue
    if (weighed[members] <= 0).any() or (before[members] <= 0).any():
        raise InputError("objective: the weights make income negative")
    share, share_before = added / wages, added_before / base.value_added
    log_value = np.log(weighed / before) - np.log(result.price_index_hat)
    log_value = log_value + (eta * (share - share_before)).sum(axis=0)

    weight = base.income[members] / base.income[members].sum()
    part = weight * np.exp(log_value[members])
    value = float(np.log(part.sum()))
    own = np.zeros(count)
    own[members] = part / part.sum()
    scale = own / weighed
    # deficits are fixed in the numeraire, world labour income: the derivatives keep objectives free of units
    numeraire = (scale * rho * result.deficit).sum() * wages / wages.sum()
    return Reading(
        value,
        income=scale * (1.0 + rho) * result.income,
        wage=-scale * rho * wages - own * (eta * share).sum(axis=0) - numeraire,
        price=-own * base.final_share,
        output=scale * extra * added + own * eta * share,
    )


def _real_income(members: IntArray, result: Result) -> Reading:
    """Return ln of real income and its derivatives: what ``read_objective`` comes to without weights."""
    base = result.baseline
    weight = base.income[members] / base.income[members].sum()
    part = weight * np.exp(result.log_welfare[members])
    own = np.zeros(len(base.economies))
    own[members] = part / part.sum()
    nothing = np.zeros(base.final_share.shape)
    return Reading(float(np.log(part.sum())), own, np.zeros_like(own), -own * base.final_share, nothing)
