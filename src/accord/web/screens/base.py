"""A screen: the question that its address holds, a form to change it, and what answers it or why nothing does."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from accord.core.codec import Document
from accord.core.errors import AccordError, InputError, SolveError
from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.blocks import Section
from accord.web import workbook
from accord.web.api import question
from accord.web.asked import Sent
from accord.web.busy import aside
from accord.web.pens import frame, part, section

Given = Mapping[str, object]
NAMES = ("id", "stage", "chain", "member", "candidate", "economy", "origin", "buyer", "key", "year")
"""Keys that name an entry of a list in a document, so that a figure's key can lead to it."""


@dataclass(frozen=True)
class Shown:
    """What answers a question: sections, the command and the Python that give the same figures.

    ``interface`` are the addresses that give them over HTTP, where the screen's own is not all; ``more`` is what
    the page needs besides, ``below`` a piece of it under the answer, ``pinned`` what the link holds where the
    address leaves it to the day.
    """

    sections: Sequence[Section] = ()
    command: str = ""
    python: str = ""
    interface: tuple[str, ...] = ()
    more: Mapping[str, object] | None = None
    below: str = ""
    pinned: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Screen:
    """One screen. ``answer`` answers a question; ``offers`` is what its form needs whatever is asked.

    ``interface`` is the operation that gives the same figures over HTTP; ``blank`` are fields that are empty
    where the address says nothing, ``needs`` the one without which nothing is asked yet.
    """

    address: str
    title: str
    template: str
    model: type[Sent]
    answer: Callable[[Given], Shown]
    offers: Callable[[], Mapping[str, object]]
    interface: str
    task: str = ""
    blank: tuple[str, ...] = ()
    needs: str = ""

    @property
    def routes(self) -> list[Route]:
        """The page, the part of it that follows its form, and its tables as a workbook."""
        return [
            Route(self.address, self._page),
            Route(f"{self.address}/answer", self._follow),
            Route(f"{self.address}/{workbook.FILE}", self._excel),
        ]

    async def _page(self, request: Request) -> Response:
        text, status = await aside(self._whole, question(request.query_params.multi_items()))
        return HTMLResponse(text, status)

    async def _follow(self, request: Request) -> Response:
        text, status = await aside(self._part, question(request.query_params.multi_items()))
        return HTMLResponse(text, status)

    async def _excel(self, request: Request) -> Response:
        given = _without(question(request.query_params.multi_items()))
        shown = await aside(self.answer, given)
        return workbook.served(await aside(workbook.of_sections, shown.sections, self.title))

    def _whole(self, given: Given) -> tuple[str, int]:
        answered, problem, status, more = self._answered(_without(given))
        state = {
            **_defaults(self.model),
            **dict.fromkeys(self.blank, ""),
            **{key: str(value)[:400] for key, value in given.items()},
        }
        page = frame(
            self.template,
            title=self.title,
            task=self.task or self.address,
            screen=self.address,
            state=state,
            answer=answered,
            problem=problem,
            offers=self.offers(),
            **more,
        )
        return page, status

    def _part(self, given: Given) -> tuple[str, int]:
        answered, problem, status, _ = self._answered(_without(given))
        refused = part("refused.html.j2", sentence=problem) if problem else ""
        return str(answered) or refused, status

    def _answered(self, given: Given) -> tuple[Markup, str, int, Mapping[str, object]]:
        """Return the answer, what is wrong with the question, a status, and what the page needs besides."""
        if self.needs and self.needs not in given:
            return Markup(""), "", 200, {"shown": None}
        try:
            shown = self.answer(given)
        except SolveError as error:
            nothing = Markup(part("not_computed.html.j2", sentence=str(error)))
            return nothing, "", 422, {"shown": None}
        except InputError as error:
            return Markup(""), str(error), 400, {"shown": None}
        except AccordError as error:
            return Markup(part("not_computed.html.j2", sentence=str(error))), "", 422, {"shown": None}
        given = {**shown.pinned, **given}
        drawn = part(
            "shown.html.j2",
            parts=[section(one) for one in shown.sections],
            link=_address(self.address, given),
            interface=shown.interface or (_address(f"/api/v1/{self.interface}", given),),
            shown=shown,
            excel=_address(f"{self.address}/{workbook.FILE}", given) if workbook.offered() else "",
        )
        return Markup(drawn), "", 200, {"shown": shown, **(shown.more or {})}


def command(line: str, *words: str, **options: object) -> str:
    """Return a command as a shell reads it, with an option for each that is told (a list's for each word of it)."""
    told = [
        (key, word)
        for key, held in options.items()
        for word in (held if isinstance(held, tuple) else (held,))
    ]
    flags = [
        f"--{key.replace('_', '-')} {shlex.quote(f'{word:g}' if isinstance(word, float) else str(word))}"
        for key, word in told
        if word not in (None, "")
    ]
    return " ".join([line, *map(shlex.quote, words), *flags, "--json"])


def _without(given: Given) -> Given:
    return {key: value for key, value in given.items() if key != "token"}


def _defaults(model: type[Sent]) -> dict[str, object]:
    """Return what stands in a form's fields where an address says nothing."""
    held = {
        name: field.get_default() for name, field in model.model_fields.items() if not field.is_required()
    }
    plain = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in held.items()}
    return {name: "" if value is None else value for name, value in plain.items()}


def _address(place: str, given: Given) -> str:
    words = urlencode([(key, str(value)) for key, value in given.items()], safe=",:")
    return f"{place}?{words}" if words else place


def value_at(document: object, key: str) -> float | None:
    """Return the number to which a figure's key leads in the document of the interface, None where it has none.

    Steps are keys, and of lists the names of entries (``silicon:wafers`` where it takes two) or their places.
    """
    node = document
    for step in key.split("."):
        if isinstance(node, Mapping):
            node = node[step]
        elif isinstance(node, Sequence) and not isinstance(node, str):
            named = next((one for one in node if _is_named(one, step)), None)
            node = node[int(step)] if named is None else named
        else:
            raise KeyError(key)
    return None if node is None else float(str(node))


def _is_named(entry: object, step: str) -> bool:
    held = {str(entry[name]) for name in NAMES if name in entry} if isinstance(entry, Mapping) else set()
    return set(step.split(":")) <= held


@dataclass(frozen=True)
class Told:
    """A document of the interface whose numbers become figures, each under the key that leads to it."""

    document: Document
    year: str
    source: str
    basis: str

    def figure(self, key: str, label: str, unit: str, year: str = "", basis: str = "") -> Figure:
        """Return the number at a key as a figure."""
        value = value_at(self.document, key)
        return Figure(key, label, value, unit, year or self.year, self.source, basis or self.basis)
