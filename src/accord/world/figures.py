"""Figures about one economy in a world, each with unit, year, source and what it rests on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from accord.core.codec import Document
from accord.core.codes import economy_name, economy_of, sector_name
from accord.core.errors import InputError
from accord.core.provenance import Figure, Quality
from accord.core.shock import Array
from accord.world import store
from accord.world.world import World

TOP = 5

Row = tuple[str, str, float | None, str, str, str, Quality]
"""Key, label, value, unit, source, basis, quality."""


def economy_figures(world: World, code: str) -> list[Figure]:
    """Return the main figures of an economy: production, trade, tariffs, partners, sectors.

    Every figure of a shipped world names a registered source; of a user's world, its file.
    """
    code = economy_of(code, world.economies, f"world '{world.id}'")
    at = world.economies.index(code)
    shipped = provenance_of(world) is not None
    makers: tuple[Callable[[World, int], list[Row]], ...] = (
        _production,
        _trade,
        _tariffs,
        _partners,
        _sectors,
    )
    return [
        Figure(
            key=f"world.{code}.{key}",
            label=label,
            value=None if value is None else float(value),
            unit=unit,
            year=world.year,
            source=source if shipped else world.id,
            basis=basis,
            quality=quality,
        )
        for make in makers
        for key, label, value, unit, source, basis, quality in make(world, at)
    ]


def provenance_of(world: World) -> Document | None:
    """Return what is recorded about a shipped world, None for a user's own or the toy world."""
    try:
        return store.metadata(world.id)
    except InputError:
        return None


def _cube(key: str, label: str, value: float) -> Row:
    """Return a row in USD bn that stands in the cube at basic prices; ``value`` is in USD mn."""
    return key, label, value / 1e3, "USD bn", "oecd-icio-2025", "basic prices", "measured"


def _model(key: str, label: str, value: float, basis: str) -> Row:
    """Return a row in USD bn that the calibration yields; ``value`` is in USD mn."""
    return key, label, value / 1e3, "USD bn", "accord-model", basis, "calibrated"


def _production(world: World, at: int) -> list[Row]:
    held = world.value_added[:, at].sum()
    rows = [_cube("output", "Gross output", world.output[:, at].sum()), *_published(world, at)]
    rows += [
        _model(
            "model_value_added", "Value added in the model", held, "output less inputs at importer prices"
        ),
        _model("final_demand", "Final demand", world.income[at], "value added, tariff revenue and deficit"),
    ]
    return rows


def _published(world: World, at: int) -> list[Row]:
    """Return value added as published, and the taxes that lie between it and the model's."""
    recorded, made = provenance_of(world), store.published_value_added(world.id)
    if recorded is None or made is None:
        return []
    entry = recorded["economies"][world.economies[at]]
    added = float(made[:, at].sum()) / 1e3
    taxes = float(world.value_added[:, at].sum()) / 1e3 - added
    basis = "basic prices, as published"
    if entry["value_added"] == "estimated":
        basis = (
            f"basic prices; its part of {entry['region']} by the 2020 table, scaled to the published total"
        )
    net = "rates of the 2020 table on output of 2022, less tariffs on inputs"
    label = "Taxes less subsidies on inputs, in value added"
    return [
        ("value_added", "Value added", added, "USD bn", "oecd-icio-2025", basis, entry["value_added"]),
        ("net_taxes", label, taxes, "USD bn", "oecd-icio-2020", net, "estimated"),
    ]


def _trade(world: World, at: int) -> list[Row]:
    basic, goods = _basic(world), _goods(world)
    sold, bought = (
        basic[:, :, at].sum(axis=1) - basic[:, at, at],
        basic[:, at, :].sum(axis=1) - basic[:, at, at],
    )
    return [
        _cube("exports", "Exports of goods and services", sold.sum()),
        _cube("imports", "Imports of goods and services", bought.sum()),
        _cube("goods_exports", "Exports of goods", sold[goods].sum()),
        _cube("goods_imports", "Imports of goods", bought[goods].sum()),
        _cube("deficit", "Imports less exports", world.deficit[at]),
    ]


def _tariffs(world: World, at: int) -> list[Row]:
    basic, goods = _basic(world), _goods(world)
    abroad = np.arange(len(world.economies)) != at
    bought, sold = basic[goods][:, at, abroad], basic[goods][:, abroad, at]
    duties = float((bought * world.tariffs[goods][:, at, abroad]).sum())
    faced = float((sold * world.tariffs[goods][:, abroad, at]).sum())

    def row(key: str, label: str, value: float | None, unit: str) -> Row:
        basis = "base tariffs as paid (docs/calibration.md), weighted with trade of 2022"
        return key, label, value, unit, "teti-tariffs", basis, "computed"

    return [
        row("tariff_revenue", "Tariff revenue", duties / 1e3, "USD bn"),
        row("mean_tariff", "Mean tariff on goods imports", _percent(duties, bought.sum()), "percent"),
        row(
            "mean_tariff_faced", "Mean tariff faced by goods exports", _percent(faced, sold.sum()), "percent"
        ),
    ]


def _partners(world: World, at: int) -> list[Row]:
    sold = _basic(world)[_goods(world), :, at].sum(axis=0)
    sold[at] = 0.0
    codes = [world.economies[place] for place in np.argsort(-sold)[:TOP] if sold[place] > 0]
    return [
        _cube(
            f"goods_exports_to.{code}",
            f"Goods exports to {economy_name(code)}",
            sold[world.economies.index(code)],
        )
        for code in codes
    ]


def _sectors(world: World, at: int) -> list[Row]:
    basic = _basic(world)
    sold = basic[:, :, at].sum(axis=1) - basic[:, at, at]
    codes = [world.sectors[place] for place in np.argsort(-sold)[:TOP] if sold[place] > 0]
    return [
        _cube(f"exports_of.{code}", f"Exports: {sector_name(code)}", sold[world.sectors.index(code)])
        for code in codes
    ]


def _basic(world: World) -> Array:
    return world.trade / (1 + world.tariffs)


def _goods(world: World) -> list[int]:
    return [at for at, code in enumerate(world.sectors) if code != "SERVICES"]


def _percent(part: float, whole: float) -> float | None:
    return part / whole * 100 if whole > 0 else None


def summary(world: World) -> Document:
    """Return what a world is, in a row."""
    recorded = provenance_of(world) or {"title": "A toy world for examples: round numbers, no data"}
    return {
        "id": world.id,
        "year": world.year,
        "title": recorded["title"],
        "economies": len(world.economies),
        "sectors": len(world.sectors),
        "elasticities": world.elasticity_source or None,
        "fingerprint": world.fingerprint,
    }
