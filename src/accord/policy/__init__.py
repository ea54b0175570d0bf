"""What governments do: measures and scenarios, compiled to shocks."""

from accord.policy.compile import compile_scenario
from accord.policy.scenarios import library_names, load_scenario
from accord.policy.schema import Measure, Parties, Scenario

__all__ = [
    "Measure",
    "Parties",
    "Scenario",
    "compile_scenario",
    "library_names",
    "load_scenario",
]
