"""What every kind of assessment is: it reads its question from the docket, answers it, and writes its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from accord.core.errors import InputError, SolveError
from accord.docket.items import Docket
from accord.page.blocks import Block, Entries, Entry, Part, Point, Question, Read, Section
from accord.page.words import capital

if TYPE_CHECKING:
    from accord.assess.desk import Desk

Asked = TypeVar("Asked")
Found = TypeVar("Found")
Answer = TypeVar("Answer")


MOST_DRAWS = 1_000_000
"""Sets of elasticities that can be drawn: a million take days."""


@dataclass(frozen=True)
class Parameters:
    """What the caller chose; None is the default of the scenario or of Accord, no draws give no intervals."""

    world: str = "world-2022"
    elasticities: str | None = None
    closure: str | None = None
    horizon: str | None = None
    draws: int = 0
    seed: int = 1
    talks: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.draws <= MOST_DRAWS:
            raise InputError(f"--draws: must be from 0 to {MOST_DRAWS:,}, not {self.draws}")

    def names(self) -> dict[str, str | int | bool | None]:
        """Return the parameters as recorded: files by their names, without the way to them."""
        files = {"world": self.world, "elasticities": self.elasticities}
        return {**vars(self), **{key: Path(word).name if word else None for key, word in files.items()}}


@dataclass(frozen=True)
class Refusal:
    """A question of the report that is not answered, and why, in one sentence without a full stop.

    ``measures`` are positions in ``Docket.measures``. ``ask`` are words of the report that leave a role open;
    where they are given a person can settle it and the question is then answered.
    """

    reason: str
    measures: tuple[int, ...] = ()
    ask: str = ""


@dataclass(frozen=True)
class Page:
    """What an assessment adds to the page.

    ``question`` says in one line what is asked; ``lead`` are the sentences of its answer, each with its
    numbers; ``head`` are blocks that stand with the answer (key figures); ``note`` is the main assumption;
    ``open`` are parts of the question that could not be computed, each with its reason;
    ``sections`` are in the order in which they are shown; ``title`` heads the page of the weightiest kind.
    """

    lead: tuple[tuple[Part, ...], ...] = ()
    sections: tuple[Section, ...] = ()
    note: tuple[Part, ...] = ()
    title: tuple[Part, ...] = ()
    question: Question | None = None
    head: tuple[Block, ...] = ()
    open: tuple[Point, ...] = ()


class Assessment(Protocol[Asked, Found]):
    """One kind of lever from the report to the page.

    ``name`` is its key in the record; ``levers`` are those it answers; the lower its ``order``, the higher it
    stands on the page. ``asked`` and ``found`` are the frozen dataclasses that the codec writes and reads.
    """

    name: str
    levers: tuple[str, ...]
    order: int
    asked: type[Asked]
    found: type[Found]

    def read(self, docket: Docket, desk: Desk) -> Asked | Refusal | None:
        """Return the question the report asks of this kind, why it cannot be asked, or None for neither."""

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return the answer; every number in it is certified, or the answer is not given."""

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return sentences and sections; it computes nothing that is not a figure of ``found``."""

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the positions in ``Docket.measures`` that the question covers, the one asked about first."""


def as_sentence(words: str) -> str:
    """Return an assumption or a reason as a sentence, with a capital and a full stop."""
    return f"{capital(words).rstrip('.')}."


def rests(key: str, assumed: Iterable[str]) -> tuple[Entries, ...]:
    """Return what an answer rests on as a folded list of sentences, each once; nothing where nothing is assumed."""
    said = dict.fromkeys(as_sentence(words) for words in assumed if words)
    items = tuple(Entry((Read(words),)) for words in said)
    return (
        (Entries(f"{key}-rest", "What this rests on, and what is not known", items, True),) if items else ()
    )


def one_section(
    key: str, heading: str, blocks: Iterable[Block], assumed: Iterable[str]
) -> tuple[Section, ...]:
    """Return the one section of a kind that has no more: its blocks, and folded below what they rest on."""
    return (Section(key, heading, (*blocks, *rests(key, assumed))),)


def attempt(answer: Callable[[], Answer], missing: list[str]) -> Answer | None:
    """Return an answer, or None with the reason added to what is missing."""
    try:
        return answer()
    except (InputError, SolveError) as error:
        missing.append(f"Not answered: {error}.")
        return None
