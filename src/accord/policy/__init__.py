"""What governments do: measures and scenarios compiled to shocks, and the stack of duties really paid.

Scenarios and averages are loaded when they are first asked for: a duty on one product needs none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from accord.policy.parties import Parties
from accord.policy.stack.book import DutyBook, load_book

if TYPE_CHECKING:
    from accord.policy.compile import compile_scenario
    from accord.policy.scenarios import library_names, load_scenario, scenario_as_of
    from accord.policy.schema import Measure, Scenario, StackTariffs
    from accord.policy.stack.averages import Rates
    from accord.policy.stack.history import Step, steps
    from accord.policy.stack.stack import Stack
    from accord.policy.stack.written import with_own

__all__ = [
    "Measure",
    "Parties",
    "Rates",
    "Scenario",
    "Stack",
    "StackTariffs",
    "Step",
    "compile_scenario",
    "library_names",
    "load_book",
    "load_scenario",
    "scenario_as_of",
    "stack",
    "steps",
    "with_own",
]

_LATER = {
    "compile_scenario": "compile",
    "Rates": "stack.averages",
    "with_own": "stack.written",
    **dict.fromkeys(("Step", "steps"), "stack.history"),
    "Stack": "stack.stack",
    **dict.fromkeys(("library_names", "load_scenario", "scenario_as_of"), "scenarios"),
    **dict.fromkeys(("Measure", "Scenario", "StackTariffs"), "schema"),
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return found


def stack(
    importer: str, exporter: str, as_of: date, book: DutyBook | None = None, announced: Sequence[str] = ()
) -> Stack:
    """Return the measure stack of an importer on an exporter's goods on a day; see ``policy.stack.stack``."""
    from accord.policy.stack.stack import stack as whole

    return whole(importer, exporter, as_of, book, announced)
