"""What cannot be done, as an answer: the sentence of the error, as problem+json (RFC 9457) or as a page."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from accord.core.errors import AccordError, InputError, one_line

API = "/api/"
BAD: dict[type[Exception], str] = {
    ClientDisconnect: "the request was cut off before it had arrived",
    RecursionError: "the input is nested too deeply",
    UnicodeError: "the input holds a character that cannot be read or written",
}
"""What in a request makes Python or the framework raise, in words."""
FLAGS = {
    "give it with --date YYYY-MM-DD": "give its date too",
    "; --force reads it all the same": "",
    "--for: ": "importer: ",
}
"""What sentences say to the command line, and what is said here."""


class Problem(Exception):  # noqa: N818  an answer, not a fault
    """A status of HTTP and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, one_line(sentence)


def problem_of(error: Exception) -> Problem:
    """Return an error as a status and a sentence: 400 for bad input, 422 where there is no certified answer."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, AccordError):
        return Problem(400 if isinstance(error, InputError) else 422, sentence_of(error))
    if isinstance(error, HTTPException):
        return Problem(error.status_code, _sentence(error))
    for kind, words in BAD.items():
        if isinstance(error, kind):
            return Problem(400, words)
    return Problem(500, f"Accord could not do this, and it is Accord's fault ({type(error).__name__}).")


def sentence_of(error: AccordError) -> str:
    """Return an error's sentence without what only the command line can do about it."""
    found = str(error)
    for flag, words in FLAGS.items():
        found = found.replace(flag, words)
    return found


def _sentence(error: HTTPException) -> str:
    match error.status_code:
        case 404:
            return "There is nothing at this address."
        case 405:
            return "This address does not take that method."
        case _:
            return str(error.detail)


def answer_of(problem: Problem, scope: Scope) -> Response:
    """Return the answer to a request that cannot be served, in the form that its address speaks."""
    if scope["path"].startswith(API):
        return problem_json(problem)
    from accord.web.pens import frame

    words = HTTPStatus(problem.status).phrase
    page = frame("problem.html.j2", title=words, task="", sentence=problem.sentence)
    return HTMLResponse(page, problem.status)


def problem_json(problem: Problem) -> Response:
    """Return a problem document (RFC 9457)."""
    held = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.sentence,
    }
    return Response(
        json.dumps(held, ensure_ascii=False), problem.status, media_type="application/problem+json"
    )
