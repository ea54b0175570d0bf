"""``accord energy``: oil, nuclear power and purchases."""

from __future__ import annotations

import typer

from accord.cli.build import offer_build
from accord.cli.offer import offer
from accord.page.printed import energy as printed
from accord.study.energy import ask

app = typer.Typer(name="energy", help="Oil, civil nuclear power and energy purchases.", no_args_is_help=True)
oil = typer.Typer(name="oil", help="Crude oil: stops, caps, grades, buyers.", no_args_is_help=True)
nuclear = typer.Typer(name="nuclear", help="Reactors: capacity, fuel, suppliers.", no_args_is_help=True)
app.add_typer(oil)
app.add_typer(nuclear)

offer(oil, "stop", ask.stop, printed.stop_blocks)
offer(oil, "break-even", ask.break_even, printed.break_even_blocks)
offer(oil, "cap", ask.cap, printed.market_blocks)
offer(oil, "sanction", ask.sanction, printed.market_blocks)
offer(oil, "strait", ask.strait, printed.market_blocks)
offer(oil, "output", ask.output, printed.market_blocks)
offer(oil, "grades", ask.grades, printed.grades_blocks)
offer(oil, "buyers", ask.buyers, printed.sales_blocks)
offer(nuclear, "path", ask.path, printed.path_blocks)
offer(nuclear, "fuel", ask.need, printed.fuel_blocks)
offer(nuclear, "lose", ask.lose, printed.loss_blocks)
offer(app, "purchases", ask.pledged, printed.purchase_blocks)
offer_build(app, "energy", "Build the shipped energy tables again from their sources.")
