"""A menu's concessions switched on and off: each alone, and the package of those that are on, against no deal."""

from __future__ import annotations

from collections.abc import Sequence

from accord.core.codec import Document
from accord.core.codes import nearest
from accord.core.errors import InputError
from accord.study.talks.document import Question, seat
from accord.talks.bench import offered
from accord.talks.reach import reachable
from accord.talks.rows import IDLE, menu_rows, outcome_row, package_rows


class Table:
    """Two sides at a table with a menu; what is worked out once stays. Keys are those of ``accord talks``."""

    def __init__(self, question: Question) -> None:
        self._talks = seat(question)
        if self._talks.menu is None:
            sides = " and ".join(player.name for player in self._talks.players)
            raise InputError(f"menu: none ships for {sides}; name one with its concessions")
        self._bench, self._idle = offered(self._talks.menu, self._talks.table, self._talks.world)
        self._rows: Document | None = None

    def document(self, chosen: Sequence[str] = ()) -> Document:
        """Return the head, each concession and each named package, and under ``package`` those that are on.

        ``chosen`` are ids of concessions; without any there is no package, and nothing is gained or lost. Under
        ``reachable`` is what can still be had by adding to them, the edge of what both sides could sign.
        """
        self._check(chosen)
        head = self._head()
        rows = [outcome_row(outcome) for outcome in reachable(self._bench, chosen)]
        edge = [{key: row[key] for key in ("title", "lines", "worth_usd_bn", "in_zone")} for row in rows]
        package = outcome_row(self._bench.outcome(chosen)) if chosen else None
        return {**head, "package": package, "reachable": edge}

    def _head(self) -> Document:
        if self._rows is None:
            head = {key: value for key, value in self._talks.head().items() if value is not None}
            packages = {"packages": package_rows(self._bench)}
            self._rows = {**head, **menu_rows(self._bench, self._idle), **packages}
        return self._rows

    def _check(self, chosen: Sequence[str]) -> None:
        known = [concession.id for concession in self._bench.menu.concessions]
        for word in chosen:
            if word in {concession.id for concession in self._idle}:
                raise InputError(f"concession '{word}' {IDLE}")
            if word not in known:
                raise InputError(f"there is no concession '{word[:60]}' in the menu{nearest(word, known)}")
