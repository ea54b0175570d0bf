"""Optimal tariffs where theory knows them, worked out before the program was trusted.

Gros (1987): two economies, one sector. Foreign demand for home goods has the elasticity theta times the
foreign own-trade share, so the optimal tariff is its inverse. Where the foreign economy has a tariff of
its own, the share is that of values before tariff: paid values would overstate it.

A small economy has market power only in what it sells. Every import wedge should be the same, and with a
wage as the only lever on exports the tariff is the inverse of the export-weighted elasticity. With export
taxes, import tariff and export tax together give each sector the mark-up 1 + 1/theta_j (Lerner symmetry:
only their product counts).
"""

import numpy as np
import pytest

from accord.core.status import Status
from accord.talks.game import Game
from accord.talks.instruments import Instruments
from accord.talks.response import best_response
from accord.world import World


def two_economies(theta, foreign_own, foreign_tariff):
    """A world of two economies with balanced trade; the first is home."""
    imports = 20.0
    home = [80.0, imports]
    abroad = [imports * (1 + foreign_tariff), foreign_own / (1 - foreign_own) * imports]
    tariffs = np.zeros((1, 2, 2))
    tariffs[0, 1, 0] = foreign_tariff
    return World.from_arrays(["HOM", "FOR"], ["G"], [[home, abroad]], tariffs, [theta])


@pytest.mark.parametrize("kind", ["uniform", "sector-partner"])
@pytest.mark.parametrize(
    ("theta", "foreign_own", "foreign_tariff"),
    [(5.0, 0.7, 0.0), (5.0, 0.7, 0.3), (2.0, 0.5, 0.5), (1.0, 0.9, 0.2), (8.0, 0.2, 0.0), (0.8, 0.6, 0.0)],
)
def test_gros_1987(kind, theta, foreign_own, foreign_tariff):
    world = two_economies(theta, foreign_own, foreign_tariff)
    best = best_response(Game.of(world, ["HOM"], kind, closure="balanced", tolerance=1e-13))
    bought = best.result.trade_at_border[0, 1]
    assert best.certificate.holds
    assert best.tariffs[0, 1] == pytest.approx(1 / (theta * bought[1] / bought.sum()), abs=1e-8)
    if foreign_tariff:
        paid = best.result.trade[0, 1]
        assert abs(best.tariffs[0, 1] - 1 / (theta * paid[1] / paid.sum())) > 1e-3


THETA = np.array([2.0, 4.0, 6.0, 9.0])


def small_economy(seed=3, size=1e-6):
    """Three economies and four sectors; the first is a millionth of the others."""
    rng = np.random.default_rng(seed)
    trade = rng.uniform(0.5, 1.5, (4, 3, 3)) + 2 * np.eye(3)
    trade[:, 0, :] *= size
    trade[:, 1:, 0] *= size
    return World.from_arrays(["SML", "BBB", "CCC"], list("abcd"), 1e6 * trade, np.zeros((4, 3, 3)), THETA)


def test_small_economy_has_one_tariff_for_all_sectors_and_partners():
    best = best_response(Game.of(small_economy(), ["SML"], closure="balanced", tolerance=1e-13))
    assert best.certificate.holds
    rates = best.tariffs[:, 1:]
    exports = best.result.trade_at_border[:, 1:, 0].sum(axis=1)
    # a share of the foreign markets of 1e-6 is left, so the limit is met to about that
    np.testing.assert_allclose(rates, 1 / (THETA @ exports / exports.sum()), rtol=1e-5)
    assert np.ptp(rates) < 1e-6


def test_small_economy_with_export_taxes_has_lerner_markups():
    instruments = Instruments("sector-partner", lower=-0.9, export_taxes=True)
    best = best_response(Game.of(small_economy(), ["SML"], instruments, closure="balanced", tolerance=1e-13))
    assert best.certificate.status is Status.CONVERGED
    assert np.ptp(best.tariffs[:, 1:]) < 1e-5
    markup = (1 + best.export_tax[:, 1:]) * (1 + best.tariffs[:, 1:])
    np.testing.assert_allclose(markup, np.tile((1 + 1 / THETA)[:, None], 2), rtol=1e-4)


def test_export_taxes_alone_do_as_well_as_both():
    world = small_economy()
    both = Instruments("sector-partner", lower=-0.9, export_taxes=True)
    best = best_response(Game.of(world, ["SML"], both, closure="balanced", tolerance=1e-13))
    only_imports = best_response(Game.of(world, ["SML"], closure="balanced", tolerance=1e-13))
    assert best.welfare_pct > only_imports.welfare_pct > 0
