"""The frame: what one clause tells of a measure, each slot with how it was found."""

from __future__ import annotations

from dataclasses import field

from accord.core.frozen import dataclass
from accord.docket.amounts import Amount
from accord.docket.frames.grammar import Clause, Verb
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.phrases import Falls
from accord.docket.items import Doubt
from accord.docket.tokens import Sentence


@dataclass(frozen=False)
class Frame:
    """One act on one measure. ``verbs`` govern it, the outermost first; ``deed`` is what is done to it."""

    sentence: Sentence
    clause: Clause
    lever: str
    at: int
    first: int
    verbs: list[Verb] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    own: Verb | None = None
    agent: Role = NOBODY
    patient: Role = NOBODY
    falls: Falls = field(default_factory=Falls)
    amount: Amount | None = None
    previous: float | None = None
    value: float | None = None
    goods: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    deed: str = ""
    cue: str = ""
    condition: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    direct: bool = False
    siblings: list[Clause] = field(default_factory=list)

    def fall_on(self, falls: Falls) -> None:
        """Let the measure fall on what a phrase names, its goods and whose they are."""
        self.falls, self.goods = falls, tuple(falls.goods)
