"""The documents that the interface gives: those of the studies, by their keys; files are never opened by name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from accord import groups
from accord.assess.kind import Parameters
from accord.core.codec import Document
from accord.core.codes import SECTOR_SETS, SECTORS, check_code, economy_code
from accord.core.errors import InputError
from accord.docket import Docket
from accord.docket import read as read_text
from accord.page.blocks import plain_figure
from accord.policy import Scenario, load_scenario
from accord.policy.scenarios import library_names
from accord.study.document import run_document
from accord.study.duty import product_document
from accord.study.energy.document import programme_document, purchase_document, stop_document
from accord.study.energy.oil import Asked as Stop
from accord.study.energy.oil import oil_stop
from accord.study.energy.purchases import purchases as what_of_pledge
from accord.study.run import run as solve_scenario
from accord.study.stack import stack_document
from accord.web import briefing as screens
from accord.web import jobs, picture, readings
from accord.web.asked import Report, ToBrief, ToRun
from accord.web.asked import Sent as Strict
from accord.web.duty import day_of
from accord.web.move import find_codes, last_day, move_of
from accord.web.warm import solve, world
from accord.world import load_world
from accord.world.elasticities import names as elasticity_names
from accord.world.store import world_ids

Given = Mapping[str, str]
MOST_DRAWS = 200
LEADS = ("own", "india", "china", "fleet")


def library(given: Given, body: Strict | None) -> Document:
    """Return the names of what ships."""
    return {
        "scenarios": [{"id": name, "title": load_scenario(name).title} for name in library_names()],
        "worlds": list(world_ids()),
        "elasticities": list(elasticity_names()),
        "groups": [{"id": name, "name": groups.info(name).name} for name in groups.names()],
        "economies": list(world().economies),
        "sectors": SECTORS,
        "sector_sets": {name: list(codes) for name, codes in SECTOR_SETS.items()},
        "law_until": str(last_day()),
    }


def read(given: Given, body: Strict | None) -> Document:
    """Return the docket of a report."""
    assert isinstance(body, Report)
    return _docket(body.text, body.date, body.title).to_json()


def _docket(text: str, day: str | None, title: str = "") -> Docket:
    if len(text) > readings.LONGEST_TEXT:
        raise InputError(
            f"text: a report may have {readings.LONGEST_TEXT:,} characters, this one has {len(text):,}"
        )
    return read_text(text, day, title=title)


def brief(given: Given, body: Strict | None) -> Document:
    """Begin a briefing; return its job."""
    assert isinstance(body, ToBrief)
    if (body.text is None) == (body.docket is None):
        raise InputError("body: send a report as text, or a reading as docket")
    if not 0 <= body.draws <= MOST_DRAWS:
        raise InputError(f"draws: must be from 0 to {MOST_DRAWS}, not {body.draws}")
    docket = (
        Docket.from_json(body.docket, "docket")
        if body.docket is not None
        else _docket(body.text or "", body.date)
    )
    at = screens.begin(docket, Parameters(draws=body.draws, talks=body.talks))
    return {"job": at, "address": f"/api/v1/jobs/{at}"}


def job(given: Given, body: Strict | None) -> Document:
    """Return how far a job is."""
    found = jobs.job(given["at"])
    return {
        "job": found.id,
        "state": found.state,
        "steps": [{"words": one.words, "done": one.done, "of": one.of} for one in found.steps],
        "brief": found.brief or None,
        "address": f"/api/v1/briefs/{found.brief}" if found.brief else None,
        "sentence": found.sentence or None,
    }


def stop(given: Given, body: Strict | None) -> Document:
    """Stop a job; return how it stands."""
    jobs.stop(given["at"])
    return job(given, body)


def briefing(given: Given, body: Strict | None) -> Document:
    """Return a briefing's document."""
    return screens.kept(given["at"])


def run(given: Given, body: Strict | None) -> Document:
    """Return the run of a scenario."""
    assert isinstance(body, ToRun)
    check_code(body.world, world_ids(), "world", "world")
    if body.elasticities is not None:
        check_code(body.elasticities, elasticity_names(), "elasticity set", "elasticities")
    if isinstance(body.scenario, str):
        scenario = load_scenario(check_code(body.scenario, library_names(), "scenario", "scenario"))
    else:
        scenario = Scenario.from_dict(body.scenario, "scenario")
    found = solve_scenario(
        scenario,
        world() if body.world == world().id else load_world(body.world),
        elasticity_set=body.elasticities,
        closure=body.closure,
        horizon=body.horizon,
        against=body.against,
    )
    return run_document(found)


def tariff(given: Given, body: Strict | None) -> Document:
    """Return what a moved tariff does: the figures of its page by key, and the question in three forms."""
    move = move_of(given, world().economies)
    moved = picture.Moved(move, solve(move))
    codes = (
        *moved.run.world.economies,
        *(code for code in (move.importer, *move.sellers) if code in groups.names()),
    )
    found = [figure for code in codes for figure in moved.figures(code).values()]
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


def stack(given: Given, body: Strict | None) -> Document:
    """Return the stack of a pair on a day."""
    importer, exporter, day = _pair(given)
    return stack_document(importer, exporter, day)


def _pair(given: Given) -> tuple[str, str, date]:
    if not given.get("exporter"):
        raise InputError("exporter: name whose goods pay")
    return (
        given.get("importer") or "USA",
        given["exporter"],
        day_of(given.get("as_of") or str(last_day()), "as_of"),
    )


def duty(given: Given, body: Strict | None) -> Document:
    """Return every duty on one product."""
    if not given.get("code"):
        raise InputError("code: name a product, by HS code or word")
    importer, exporter, day = _pair(given)
    codes = [code for code in find_codes((given["code"],)) if "-" not in code]
    if not codes:
        raise InputError(f"code: '{given['code'][:60]}' is wider than a chapter; name a product")
    return product_document(codes[0], importer, exporter, day)


def oil(given: Given, body: Strict | None) -> Document:
    """Return what a stop costs."""
    buyer, supplier = (
        economy_code(given.get(key) or default, key)
        for key, default in (("buyer", "IND"), ("supplier", "RUS"))
    )
    discount, stranded = (
        _number(given[key], key) if given.get(key) else None for key in ("discount", "stranded")
    )
    return stop_document(oil_stop(Stop(buyer, supplier, discount=discount, stranded=stranded)))


def nuclear(given: Given, body: Strict | None) -> Document:
    """Return a capacity path with its odds."""
    lead = given.get("lead") or LEADS[0]
    return programme_document(
        economy_code(given.get("country") or "IND", "country"),
        lead,
        None,
        _whole(given.get("to") or "2047", "to"),
    )


def purchases(given: Given, body: Strict | None) -> Document:
    """Return what of a pledge purchases could carry."""
    answer = what_of_pledge(
        _whole(given.get("years") or "5", "years"), _number(given.get("pledge") or "500", "pledge")
    )
    return purchase_document(answer)


def _number(word: str, where: str) -> float:
    try:
        found = float(word)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise InputError(f"{where}: '{word[:40]}' is not a number")
    return found


def _whole(word: str, where: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 7):
        raise InputError(f"{where}: '{word[:40]}' is not a whole number")
    return int(word)
