"""Charts as inline SVG, drawn once for a wide and once for a narrow page, without a script.

Each function takes labelled figures and returns a drawing for ``view.Chart``. Colour never stands alone:
marks carry their label and number, what was announced is dashed, what is unknown is hatched.
"""

from accord.page.chart.bars import Bar, Group, bars
from accord.page.chart.chain import Stage, chain
from accord.page.chart.intervals import Interval, intervals
from accord.page.chart.scatter import Axis, Point, scatter
from accord.page.chart.steps import Step, steps
from accord.page.chart.timeline import Moment, timeline

__all__ = [
    "Axis",
    "Bar",
    "Group",
    "Interval",
    "Moment",
    "Point",
    "Stage",
    "Step",
    "bars",
    "chain",
    "intervals",
    "scatter",
    "steps",
    "timeline",
]
