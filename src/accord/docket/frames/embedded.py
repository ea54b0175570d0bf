"""Relative clauses inside a noun phrase, after which the main clause goes on without a comma.

"The duty on goods that do not qualify | to 35 percent", "the tariff on cars that arrive by sea | went up to 50 percent": whatever
such a clause says of the goods, the change and its rates are the main clause's, so it is read after them.
"""

from __future__ import annotations

from accord.docket.frames.grammar import act_of, is_verb
from accord.docket.frames.marks import Mark

_OPENS = frozenset(["that", "which", "who", "whose"])
_RATE = frozenset(["to", "from", "by"])
_CHANGES = frozenset(["raise", "cut", "impose"])
_SHORTEST = 3
"""Marks that a relative clause has at least: its opener, a verb, and what the verb takes."""


def embedded_last(row: list[Mark]) -> list[Mark]:
    """Return a row in which a relative clause that stands between a change and its rate stands behind the rate."""
    for at in range(1, len(row)):
        if row[at].lower in _OPENS and row[at - 1].kind in ("good", "word") and act_of(row[at - 1]) is None:
            end = next((i for i in range(at, len(row)) if row[i].kind == "punct"), len(row))
            last = _goes_on(row, at, end)
            if last:
                return row[:at] + row[last:end] + row[at:last] + embedded_last(row[end:])
    return row


def _goes_on(row: list[Mark], at: int, end: int) -> int:
    """Return where the main clause goes on before ``end``, after the relative clause opened at ``at``; 0 if it does not."""
    start = next((i + 1 for i in range(at - 1, -1, -1) if row[i].kind == "punct"), 0)
    rate = next((i for i in range(at + _SHORTEST, end - 1) if _is_rate(row, i)), 0)
    if (
        not rate
        or not any(m.kind == "lever" for m in row[start:at])
        or any(m.kind == "amount" for m in row[start:at])
    ):
        return 0
    if any(_changes(row, i) for i in range(start, at)):
        theirs = row[at + 1].kind == "party" and any(_changes(row, i) for i in range(at, rate))
        return 0 if theirs else rate
    resumed = rate - 1
    return resumed if resumed - at >= _SHORTEST and _changes(row, resumed) else 0


def _is_rate(row: list[Mark], at: int) -> bool:
    return (
        row[at].lower in _RATE
        and row[at + 1].kind == "amount"
        and row[at + 1].amount.kind in ("rate", "zero")
    )


def _changes(row: list[Mark], at: int) -> bool:
    act = act_of(row[at])
    return act is not None and is_verb(row, at) and bool(_CHANGES & {*act.kinds})
