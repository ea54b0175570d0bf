"""Accord computes economic statecraft.

The public names below are imported when they are first used, so that a command that only reads a
report does not pay for the trade model. Their types stand in ``__init__.pyi``.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "AccordError": "accord.core.errors",
    "Atoms": "accord.core.shock",
    "CheckError": "accord.core.errors",
    "Cut": "accord.supply.disruption",
    "Desk": "accord.assess.desk",
    "Docket": "accord.docket",
    "InputError": "accord.core.errors",
    "Measure": "accord.policy",
    "Parameters": "accord.assess.kind",
    "Result": "accord.trade",
    "Run": "accord.study.run",
    "Scenario": "accord.policy",
    "Shock": "accord.core.shock",
    "SolveError": "accord.core.errors",
    "Status": "accord.core.status",
    "World": "accord.world",
    "alliance_report": "accord.study.alliance",
    "assess": "accord.assess.desk",
    "bargain": "accord.study.talks.play",
    "best_response": "accord.talks.play",
    "closures": "accord.study.run",
    "counterfactual": "accord.trade",
    "cut_report": "accord.study.supply.cut",
    "from_csv": "accord.connect.sheets",
    "from_pymrio": "accord.connect.mrio",
    "from_xarray": "accord.connect.arrays",
    "gradient": "accord.trade",
    "gradients": "accord.trade",
    "load_chain": "accord.supply.chain",
    "load_documents": "accord.docket",
    "load_scenario": "accord.policy",
    "load_world": "accord.world",
    "make": "accord.assess.record",
    "nash": "accord.talks.play",
    "rate_gradient": "accord.trade",
    "read": "accord.docket",
    "risk_reports": "accord.supply.risk",
    "run": "accord.study.run",
    "shapley": "accord.alliance",
    "sweep": "accord.study.sweep.sweep",
    "to_excel": "accord.connect.files",
    "to_frame": "accord.connect.frames",
    "to_netcdf": "accord.connect.arrays",
    "to_pymrio": "accord.connect.mrio",
    "to_scenario": "accord.assess.tariff.scenario",
    "to_stata": "accord.connect.frames",
    "to_xarray": "accord.connect.arrays",
    "toy_world": "accord.world",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'accord' has no attribute '{name}'")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
