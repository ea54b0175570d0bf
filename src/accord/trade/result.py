"""What a counterfactual returns: numbers with their certificate, or a status and a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from accord.core.errors import SolveError
from accord.core.shock import Array, Shock
from accord.core.shown import Drawn
from accord.core.status import Status
from accord.trade.calibration import Calibration
from accord.trade.certificate import Equilibrium


@dataclass(frozen=True, eq=False)
class Result(Drawn):
    """One counterfactual. Changes count from ``baseline``, which the closure may have rebalanced.

    Only a converged result has numbers; on any other, reading an array raises SolveError.

    status       how the solve ended; ``sentence`` says it in words
    residual     largest entry of ``certificate``, the named relative residuals
    evaluations  passes over the equations
    caveat       what the numbers do not say although they are certified, a sentence or ''
    """

    status: Status
    sentence: str
    residual: float
    certificate: dict[str, float]
    closure: str
    evaluations: int
    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    baseline: Calibration
    shock: Shock
    caveat: str = ""
    _equilibrium: Equilibrium | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        size = f"{len(self.economies)} economies, {len(self.sectors)} sectors, closure {self.closure}"
        return f"Result({self.status.value}, residual {self.residual:.0e}: {size})"

    @property
    def converged(self) -> bool:
        """Whether there are numbers."""
        return self.status is Status.CONVERGED

    @property
    def equilibrium(self) -> Equilibrium:
        """The certified equilibrium; raises SolveError when there is none."""
        if self._equilibrium is None:
            raise SolveError(self.sentence)
        return self._equilibrium

    @cached_property
    def wage_hat(self) -> Array:
        """Ratio of wages ``w^[n]``; world value added is the numeraire."""
        return np.exp(self.equilibrium.state.wage)

    @cached_property
    def price_hat(self) -> Array:
        """Ratio of sector prices ``P^[j, n]``; infinite where no supplier is left."""
        problem = self.equilibrium.problem
        lost = (self.baseline.expenditure > 0) & ~problem.live
        return np.where(lost, np.inf, np.exp(self.equilibrium.state.price))

    @property
    def income(self) -> Array:
        """Income ``I'[n]``, USD mn."""
        return self.equilibrium.found.income

    @cached_property
    def income_hat(self) -> Array:
        """Ratio of income ``I^[n]``."""
        return self.income / self.baseline.income

    @property
    def trade(self) -> Array:
        """Trade ``[j, n, i]`` at importer prices, USD mn."""
        return self.equilibrium.flows.paid

    @property
    def trade_at_border(self) -> Array:
        """Trade ``[j, n, i]`` before the importer's tariff, export tax included, USD mn."""
        return self.equilibrium.flows.border

    @property
    def between(self) -> Array:
        """Trade between economies at the border ``[n, i]``, all sectors together, USD mn."""
        return self.equilibrium.between

    @property
    def expenditure(self) -> Array:
        """Expenditure ``X'[j, n]`` at importer prices, USD mn."""
        return self.equilibrium.sums.paid

    @property
    def tariffs(self) -> Array:
        """Import tariffs in force ``[j, n, i]``, fractions: what the border collects of the value it sees.

        Where products of a flow pay different tariffs this is below their mean: less is bought of what pays more.
        """
        return self.equilibrium.problem.levers.tau - 1.0

    @property
    def price_tariffs(self) -> Array:
        """The tariffs that prices and trade shares answer to ``[j, n, i]``, fractions; at least ``tariffs``."""
        return self.equilibrium.problem.levers.tau_price - 1.0

    @property
    def export_tax(self) -> Array:
        """Export taxes in force ``[j, n, i]``, fractions, those that meet the quotas included."""
        tau = self.equilibrium.problem.levers.export_tau
        return np.zeros_like(self.trade) if tau is None else tau - 1.0

    @property
    def output(self) -> Array:
        """Gross output ``Y'[j, i]`` at producer prices, USD mn."""
        return self.equilibrium.found.sales

    @property
    def deficit(self) -> Array:
        """Trade deficit ``D'[n]``, USD mn."""
        return self.equilibrium.found.deficit

    @cached_property
    def price_index_hat(self) -> Array:
        """Ratio of the consumer price index ``prod_j P^_jn^alpha_jn`` ``[n]``."""
        return np.asarray(np.exp((self.baseline.final_share * self.equilibrium.state.price).sum(axis=0)))

    @cached_property
    def log_welfare(self) -> Array:
        """Ln W^ ``[n]``: real income, exact."""
        return np.asarray(np.log(self.income_hat / self.price_index_hat))

    @cached_property
    def welfare_pct(self) -> Array:
        """Exact change of real income ``[n]``, percent."""
        return 100.0 * np.expm1(self.log_welfare)

    @cached_property
    def real_wage_pct(self) -> Array:
        """Change of the wage over the consumer price index ``[n]``, percent."""
        return 100.0 * (self.wage_hat / self.price_index_hat - 1.0)
