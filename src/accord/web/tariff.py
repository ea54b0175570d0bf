"""The screen of a moved tariff: the whole page, and the part of it that follows the slider."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from accord import groups
from accord.core.codes import SECTOR_SETS, SECTORS, sector_name
from accord.core.errors import AccordError
from accord.page.html import pens
from accord.page.names import name
from accord.study.run import Run
from accord.web import picture, workbook
from accord.web.busy import aside
from accord.web.move import ANSWERS, HIGHEST, HORIZONS, MODES, Move, last_day, move_of
from accord.web.pens import frame, part
from accord.web.warm import solve, world

MOVING = "moving"
"""What the script adds to an address while the slider moves."""


async def screen(request: Request) -> Response:
    """Serve the page of the question that the address holds."""
    text, status = await aside(_screen, dict(request.query_params))
    return HTMLResponse(text, status)


async def follow(request: Request) -> Response:
    """Serve what follows the slider: the answer alone, while it moves without files and tables."""
    text, status = await aside(_follow, dict(request.query_params))
    return HTMLResponse(text, status)


def _screen(given: dict[str, str]) -> tuple[str, int]:
    answer, move, problem, status = _answer(given)
    shown = {key: value for key, value in given.items() if len(value) <= 400}
    state = {"free": "", **dict((move or default()).pairs), **shown}
    if move:
        state["on"] = ", ".join(code if code == "all" else name(code) for code in move.sellers)
    page = frame(
        "tariff.html.j2",
        title=move.title if move else "Move a tariff",
        task="/tariff",
        state=state,
        answer=answer,
        problem=problem if move is None else "",
        choices=choices(),
        marks=("0", "10", "18", "25", "50", "100"),
    )
    return page, status


def _follow(given: dict[str, str]) -> tuple[str, int]:
    answer, _, problem, status = _answer(given, still=MOVING not in given)
    return (answer or part("refused.html.j2", sentence=problem)), status


def _answer(given: dict[str, str], *, still: bool = True) -> tuple[Markup, Move | None, str, int]:
    """Return the answer, the question where it could be read, what is wrong, and a status."""
    move = None
    try:
        move = move_of(given, world().economies)
        return Markup(drawn(move, still=still)), move, "", 200
    except AccordError as error:
        if move is None:
            return Markup(""), None, str(error), 400
        return Markup(part("not_computed.html.j2", sentence=str(error))), move, str(error), 422


@lru_cache(maxsize=64)
def drawn(move: Move, *, still: bool = True) -> str:
    """Return the answer to a question as the page shows it; raise SolveError where there is none."""
    moved = picture.Moved(move, _solved(move))
    cards = [chart for chart in (picture.sales(moved), picture.world(moved)) if chart]
    return part(
        "answer.html.j2",
        sentence=pens().block(picture.sentence(moved)),
        compared=pens().block(picture.compared(moved)),
        keys=pens().keys(picture.keys(moved)),
        main=pens().chart(picture.winners(moved), "main sole", still),
        cards=[pens().chart(chart, "cell", still) for chart in cards],
        certificate=picture.certificate(moved),
        move=move,
        file=move.scenario().to_yaml(),
        excel=workbook.offered(),
    )


@lru_cache(maxsize=2)
def _solved(move: Move) -> Run:
    """Return the answer to a question; that of a slider at rest is the one that it came to rest on."""
    return solve(move)


async def excel(request: Request) -> Response:
    """Serve the tables of the answer as a workbook."""
    return workbook.served(await aside(_excel, dict(request.query_params)))


def _excel(given: dict[str, str]) -> bytes:
    move = move_of(given, world().economies)
    moved = picture.Moved(move, solve(move))
    charts = (picture.winners(moved), picture.sales(moved), picture.world(moved))
    return workbook.of_blocks([chart for chart in charts if chart], move.title)


@lru_cache(maxsize=1)
def default() -> Move:
    """Return the question that stands where none was asked."""
    return Move(against=f"law:{last_day()}")


@lru_cache(maxsize=1)
def choices() -> dict[str, list[tuple[str, str]]]:
    """Return what the fields of the form offer, as value and words."""
    parties = sorted(
        ((code, name(code)) for code in world().economies if code != "ROW"), key=lambda pair: pair[1]
    )
    blocs = [(code, name(code)) for code in groups.names() if groups.info(code).published]
    sets = [(word, word.replace("_", " ").capitalize()) for word in SECTOR_SETS if word != "all"]
    return {
        "party": [*parties, *blocs],
        "goods": [*sets, *((code, sector_name(code)) for code in SECTORS if code != "SERVICES")],
        "how": [(code, words.capitalize()) for code, words in MODES.items()],
        "back": [(code, words.capitalize()) for code, words in ANSWERS.items()],
        "h": list(HORIZONS.items()),
        "highest": [(f"{HIGHEST:g}", "")],
    }
