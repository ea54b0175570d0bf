"""The tariffs that matter most to an economy: what one percentage point on one flow does to real income."""

from __future__ import annotations

import numpy as np

from accord.core.codec import Document
from accord.study.run import Run
from accord.trade import gradients

ECONOMIES = 4
"""Listed are the first so many economies that a scenario names; those it moves most where it names none."""

LISTED = 8
"""Tariffs listed for each economy, those that matter most."""

UNIT = "% of real income for one percentage point more on the tariff"
BASIS = "d ln W / d tariff at the scenario's equilibrium, from the transposed linear system (adjoint)"


def sensitivities(run: Run) -> list[Document]:
    """Return the tariffs that matter most to each economy the scenario names, the strongest first.

    Every tariff on goods in the world counts, the economy's own and others', and any that the scenario
    puts on services; all economies share one factorisation.
    """
    result = run.result
    codes = run.named[:ECONOMIES] or _most_moved(run)
    slopes = gradients(result, economies=codes)
    tariffs = result.baseline.tau - 1.0 if run.shock.tariffs is None else run.shock.tariffs
    goods = np.array([sector != "SERVICES" for sector in run.world.sectors])
    listed = (goods[:, None, None] | (tariffs > 0)) & ~np.eye(len(run.world.economies), dtype=bool)
    rows = []
    for code, slope in zip(codes, slopes, strict=True):
        strength = np.where(listed, np.abs(slope), 0.0)
        strongest = np.argsort(-strength, axis=None, kind="stable")[:LISTED]
        for cell in zip(*np.unravel_index(strongest, strength.shape), strict=True):
            if strength[cell] > 0:
                rows.append(_row(run, code, cell, float(tariffs[cell]), float(slope[cell])))
    return rows


def _most_moved(run: Run) -> tuple[str, ...]:
    order = np.argsort(-np.abs(run.result.welfare_pct), kind="stable")[:ECONOMIES]
    return tuple(run.world.economies[n] for n in order)


def _row(run: Run, code: str, cell: tuple[int, ...], tariff: float, slope: float) -> Document:
    """One tariff; a slope of ln W in the level of a tariff is per cent for each percentage point."""
    j, n, i = cell
    return {
        "economy": code,
        "exporter": run.world.economies[i],
        "importer": run.world.economies[n],
        "sector": run.world.sectors[j],
        "tariff_pct": 100 * tariff,
        "welfare_change_per_point_pct": slope,
        "unit": UNIT,
        "year": run.world.year,
        "basis": BASIS,
    }
