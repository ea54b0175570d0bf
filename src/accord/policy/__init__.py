"""What governments do: measures and scenarios compiled to shocks, and the stack of duties really paid."""

from accord.policy.compile import compile_scenario
from accord.policy.scenarios import library_names, load_scenario, scenario_as_of
from accord.policy.schema import Measure, Parties, Scenario, StackTariffs
from accord.policy.stack.book import load_book, with_own
from accord.policy.stack.history import Step, steps
from accord.policy.stack.incidence import Rates
from accord.policy.stack.stack import Stack, stack

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
