"""``accord duty``: every duty on one product, or a table for many; apart, so that it loads nothing else."""

from accord.cli.offer import question
from accord.page.printed.duty import duty_shown
from accord.study import duty as room

duty = question(room.duty, duty_shown)
