"""Caliendo and Parro (2015) in exact hat algebra: arrays in, certified arrays out."""

from accord.trade.calibration import Baseline, Calibration
from accord.trade.engine import counterfactual, solve_shock
from accord.trade.result import Result

__all__ = ["Baseline", "Calibration", "Result", "counterfactual", "solve_shock"]
