"""Charts as inline SVG, drawn once for a wide and once for a narrow page, without a script.

Each function takes labelled figures and returns a drawing for ``view.Chart``. Colour never stands alone:
marks carry their label and number, what was announced is dashed, what is unknown is hatched.
"""

from accord.page.chart.bars import Bar, Group, bars
from accord.page.chart.chain import Stage, chain
from accord.page.chart.horizons import Horizon, horizons
from accord.page.chart.intervals import Interval, intervals
from accord.page.chart.lines import Band, Path, Target, break_even, fan, months
from accord.page.chart.plane import Curve
from accord.page.chart.scatter import Axis, Point, scatter
from accord.page.chart.stacked import Part, Stack, stacked
from accord.page.chart.steps import Step, steps
from accord.page.chart.timeline import Moment, timeline

__all__ = [
    "Axis",
    "Band",
    "Bar",
    "Curve",
    "Group",
    "Horizon",
    "Interval",
    "Moment",
    "Part",
    "Path",
    "Point",
    "Stack",
    "Stage",
    "Step",
    "Target",
    "bars",
    "break_even",
    "chain",
    "fan",
    "horizons",
    "intervals",
    "months",
    "scatter",
    "stacked",
    "steps",
    "timeline",
]
