"""Caliendo and Parro (2015) in exact hat algebra: arrays in, certified arrays out."""

from accord.trade.accounts import (
    employment_share_change_pp,
    exports_pct,
    first_order_split,
    imports_pct,
    output_pct,
    tariff_revenue_change_usd_bn,
)
from accord.trade.calibration import Baseline, Calibration
from accord.trade.engine import counterfactual, solve_shock
from accord.trade.gradient import gradient, gradients, own_gradients, rate_gradient
from accord.trade.result import Result
from accord.trade.split import welfare_split

__all__ = [
    "Baseline",
    "Calibration",
    "Result",
    "counterfactual",
    "employment_share_change_pp",
    "exports_pct",
    "first_order_split",
    "gradient",
    "gradients",
    "imports_pct",
    "output_pct",
    "own_gradients",
    "rate_gradient",
    "solve_shock",
    "tariff_revenue_change_usd_bn",
    "welfare_split",
]
