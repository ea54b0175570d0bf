"""What a policy on exports or imports is changed to: "the export policy of rice is amended from free to prohibited"."""

from __future__ import annotations

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause
from accord.docket.frames.heads import head
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.single import verb_frame
from accord.docket.tokens import Sentence

_STATES = {"prohibited": "ban", "banned": "ban", "restricted": "curb", "free": "", "open": ""}


def policy_of(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return the ban or the curb that a policy comes to, or that it ends where it comes to be free."""
    row = clause.row
    way = row[at - 1].lower if at else ""
    told = [(i, _STATES[m.lower]) for i, m in enumerate(row) if i > at and m.lower in _STATES]
    come_to = any(m.lower == "to" for m in row[told[-1][0] - 3 : told[-1][0]]) if told else False
    if way not in ("export", "import") or not come_to:
        return []
    held = told[-1][1] or told[0][1]
    lever = f"{way}_ban" if held == "ban" else "export_control" if way == "export" else "import_restriction"
    frame = verb_frame(sentence, clause, at, lever)
    frame.fall_on(falls_on(row, at + 1 + (row[at + 1].lower in ("of", "on", "for")), clause.last))
    frame.falls.origins, frame.falls.everybody = [], True
    frame.goods = tuple(g for g in frame.goods if g not in _STATES)
    frame.kinds = [*frame.kinds, "impose" if told[-1][1] else "end"]
    frame.deed, frame.agent = frame.kinds[-1], frame.agent or head(row, clause.first, at - 1)
    return [frame] if held else []
