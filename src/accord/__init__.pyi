"""The public names of Accord with their types; ``__init__.py`` imports each when it is first used."""

from accord.alliance import shapley as shapley
from accord.assess.desk import Desk as Desk
from accord.assess.desk import assess as assess
from accord.assess.kind import Parameters as Parameters
from accord.assess.record import make as make
from accord.assess.tariff.scenario import to_scenario as to_scenario
from accord.connect.arrays import from_xarray as from_xarray
from accord.connect.arrays import to_netcdf as to_netcdf
from accord.connect.arrays import to_xarray as to_xarray
from accord.connect.files import to_excel as to_excel
from accord.connect.frames import to_frame as to_frame
from accord.connect.frames import to_stata as to_stata
from accord.connect.mrio import from_pymrio as from_pymrio
from accord.connect.mrio import to_pymrio as to_pymrio
from accord.connect.sheets import from_csv as from_csv
from accord.core.errors import AccordError as AccordError
from accord.core.errors import CheckError as CheckError
from accord.core.errors import InputError as InputError
from accord.core.errors import SolveError as SolveError
from accord.core.shock import Atoms as Atoms
from accord.core.shock import Shock as Shock
from accord.core.status import Status as Status
from accord.docket import Docket as Docket
from accord.docket import load_documents as load_documents
from accord.docket import read as read
from accord.policy import Measure as Measure
from accord.policy import Scenario as Scenario
from accord.policy import load_scenario as load_scenario
from accord.study.alliance import alliance_report as alliance_report
from accord.study.run import Run as Run
from accord.study.run import closures as closures
from accord.study.run import run as run
from accord.study.supply.cut import cut_report as cut_report
from accord.study.sweep.sweep import sweep as sweep
from accord.study.talks.play import bargain as bargain
from accord.supply.chain import load_chain as load_chain
from accord.supply.disruption import Cut as Cut
from accord.supply.risk import risk_reports as risk_reports
from accord.talks.play import best_response as best_response
from accord.talks.play import nash as nash
from accord.trade import Result as Result
from accord.trade import counterfactual as counterfactual
from accord.trade import gradient as gradient
from accord.trade import gradients as gradients
from accord.trade import rate_gradient as rate_gradient
from accord.world import World as World
from accord.world import load_world as load_world
from accord.world import toy_world as toy_world

__version__: str
__all__: list[str]
