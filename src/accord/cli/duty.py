"""``accord duty``: every duty on one product, or a table for many; apart, so that it loads nothing else."""

import typer

from accord.cli.offer import offer
from accord.page.printed.duty import duty_shown
from accord.study.duty import duty as question

duty = typer.Typer(name="duty")
offer(duty, "duty", question, duty_shown)
