"""``accord supply``: minerals and chains; ``accord alliance``: what its members cover."""

from __future__ import annotations

import typer

from accord.cli.build import offer_build
from accord.cli.offer import offer
from accord.page.printed import supply as printed
from accord.page.printed.alliance import alliance_blocks
from accord.study.supply import ask

app = typer.Typer(name="supply", help="Critical minerals and the silicon chain.", no_args_is_help=True)
alliance = typer.Typer(name="alliance")

offer(app, "risk", ask.risk, printed.risks_blocks)
offer(app, "cut", ask.cut, printed.cuts_blocks)
offer(app, "scan", ask.scan, printed.scan_blocks)
offer(app, "exposure", ask.exposure, printed.exposure_blocks)
offer(app, "chains", ask.chains, printed.chains_text)
offer(alliance, "alliance", ask.alliance, alliance_blocks)
offer_build(app, "supply", "Build the shipped supply tables again from their sources.")
