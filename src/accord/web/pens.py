"""The page's pens in a frame with the bar of tasks: every text is escaped, nothing is fetched from elsewhere."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from accord.core.places import files
from accord.page.blocks import Section
from accord.page.chart.svg import HATCH, el
from accord.page.html import pens
from accord.page.map import outlines
from accord.page.picture import UNPRINTABLE
from accord.page.words import date_words, show

TASKS = (
    ("/", "Briefing"),
    ("/tariff", "Move a tariff"),
    ("/duty", "Duty"),
    ("/deal", "Deal"),
    ("/supply", "Supply"),
    ("/alliance", "Alliance"),
    ("/energy", "Energy"),
    ("/docket", "Docket"),
    ("/interface", "Interface"),
)


def frame(template: str, title: str, task: str, **held: object) -> str:
    """Return a page of the application; ``task`` is the address of the task in the bar that it belongs to."""
    text = _environment().get_template(template).render(title=title, task=task, **held)
    return UNPRINTABLE.sub("\ufffd", text)


def part(template: str, **held: object) -> str:
    """Return a piece of a page, such as what follows the slider."""
    return UNPRINTABLE.sub("\ufffd", _environment().get_template(template).render(**held))


def section(given: Section) -> Markup:
    """Return one section of a briefing as its page draws it."""
    return Markup(UNPRINTABLE.sub("\ufffd", str(pens().section(given))))


@lru_cache(maxsize=1)
def assets() -> dict[str, tuple[str, bytes]]:
    """Return the style sheet and the script by name, with their media types."""
    style = "".join(_file("accord.page", name) for name in ("chart.css", "page.css"))
    return {
        "live.css": ("text/css", (style + _file("accord.web", "live.css")).encode()),
        "live.js": ("text/javascript", _file("accord.web", "live.js").encode()),
    }


@lru_cache(maxsize=2)
def address_of(name: str) -> str:
    """Return the address of an asset; it changes with what the asset holds."""
    return f"/static/{name}?{hashlib.sha256(assets()[name][1]).hexdigest()[:12]}"


def _file(package: str, name: str) -> str:
    return files(package).joinpath("template", name).read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(lambda name: _file("accord.web", name)),
    )
    environment.globals.update(
        tasks=TASKS,
        address_of=address_of,
        date_words=date_words,
        hatch=el("svg", HATCH, class_="defs", aria_hidden="true", focusable="false"),
        land=el("svg", outlines(), class_="defs", aria_hidden="true", focusable="false"),
        pens=pens,
        section=section,
        show=show,
    )
    return environment
