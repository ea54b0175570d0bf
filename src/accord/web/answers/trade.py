"""Tariffs: the library, a scenario solved, a tariff moved, the duties of a pair and of a product."""

from __future__ import annotations

from datetime import date

from accord import groups
from accord.core.codec import Document
from accord.core.codes import SECTOR_SETS, SECTORS
from accord.core.errors import InputError
from accord.page.blocks import plain_figure
from accord.policy import Scenario, load_scenario
from accord.policy.scenarios import library_names
from accord.study.document import run_document
from accord.study.duty import product_document
from accord.study.run import run as solve_scenario
from accord.study.stack import stack_document
from accord.supply.chain import chain_names
from accord.talks.menu import load_menu, menu_names
from accord.web import picture, told
from accord.web.asked import Nothing, OfDuty, OfStack, OfTariff, ToRun
from accord.web.move import find_codes, last_day, move_of
from accord.web.warm import solve, world
from accord.world import load_world
from accord.world.elasticities import names as elasticity_names
from accord.world.store import world_ids


def library(asked: Nothing) -> Document:
    """Return the names of what ships, and the units of the documents' keys."""
    return {
        "scenarios": [{"id": name, "title": load_scenario(name).title} for name in library_names()],
        "menus": [{"id": name, "title": load_menu(name).title} for name in menu_names()],
        "chains": list(chain_names()),
        "worlds": list(world_ids()),
        "elasticities": list(elasticity_names()),
        "groups": [{"id": name, "name": groups.info(name).name} for name in groups.names()],
        "economies": list(world().economies),
        "sectors": SECTORS,
        "sector_sets": {name: list(codes) for name, codes in SECTOR_SETS.items()},
        "law_until": str(last_day()),
        "units": told.SUFFIXES,
    }


def run(asked: ToRun) -> Document:
    """Return the run of a scenario."""
    written = asked.scenario
    found = solve_scenario(
        written if isinstance(written, str) else Scenario.from_dict(written, "scenario"),
        world() if asked.world == world().id else load_world(asked.world),
        elasticity_set=asked.elasticities,
        closure=asked.closure,
        horizon=asked.horizon,
        against=asked.against,
    )
    return run_document(found)


def tariff(asked: OfTariff) -> Document:
    """Return what a moved tariff does: the figures of its page by key, and the question in three forms."""
    move = move_of(asked.model_dump(exclude_none=True), world().economies)
    moved = picture.Moved(move, solve(move))
    codes = (
        *moved.run.world.economies,
        *(code for code in (move.importer, *move.sellers) if code in groups.names()),
    )
    found = [figure for code in codes for figure in moved.figures(code).values()]
    found += [moved.paid] if moved.paid else []
    return {
        "address": move.address,
        "scenario": move.scenario().to_dict(),
        "horizon": moved.run.horizon,
        "against": str(moved.run.against),
        "status": str(moved.run.result.status),
        "residual": moved.run.result.residual,
        "figures": {figure.key: plain_figure(figure) for figure in found},
        "command": move.command(),
        "python": move.python(),
    }


def stack(asked: OfStack) -> Document:
    """Return the stack of a pair on a day."""
    return stack_document(*_pair(asked))


def _pair(asked: OfStack) -> tuple[str, str, date]:
    return asked.importer, asked.exporter, date.fromisoformat(asked.as_of or str(last_day()))


def duty(asked: OfDuty) -> Document:
    """Return every duty on one product."""
    codes = [code for code in find_codes((asked.code,)) if "-" not in code]
    if not codes:
        raise InputError(f"code: '{asked.code[:60]}' is wider than a chapter; name a product")
    return product_document(codes[0], *_pair(asked))
