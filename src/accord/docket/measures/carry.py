"""What a measure takes over from the one told before: its day and its state, where the words go on about it."""

from __future__ import annotations

from accord.docket.frames.frame import Frame
from accord.docket.items import Measure
from accord.docket.measures.dating import dated_of
from accord.docket.measures.merge import family
from accord.docket.measures.roles import goes_back
from accord.docket.measures.told import Made, deed_of
from accord.docket.reading import Reading

NEAR = 2
"""Sentences that a measure may be told before what goes on about it."""
_BACK = frozenset(["those", "these", "the", "such"])
_OPEN = ("paused", "scheduled", "announced", "agreed", "proposed", "threatened")
_ALSO = frozenset(["too", "also", "likewise", "similarly"])


def carried(  # noqa: PLR0911
    reading: Reading, frame: Frame, status: str, start: str | None, made: Made
) -> tuple[str, str | None]:
    """Return state and start of a measure that goes on about the last one told: "Those duties include 5% on"."""
    earlier = _before(frame, made)
    if _standing(frame) and not frame.deed:
        return "in_force", None
    if earlier is None or _standing(frame):
        return status, start
    if status == "in_force" and not frame.deed and _refers(frame) and earlier.status_norm in _OPEN:
        return earlier.status_norm, start or earlier.effective_date
    if status == "proposed" and earlier.status_norm == "threatened" and _refers(frame):
        return "threatened", start
    if start is not None or earlier.effective_date is None:
        return status, start
    if (
        status in ("announced", "agreed") or in_the_present(frame, status)
    ) and earlier.status_norm == "scheduled":
        if not (_refers(frame) or _opens(frame)):
            return status, start
        status = "announced" if status == "in_force" else status
        return dated_of(reading, status, earlier.effective_date, frame), earlier.effective_date
    words = {m.lower for m in frame.clause.row[frame.clause.first : frame.clause.last]}
    alike = status == earlier.status_norm or {status, earlier.status_norm} <= {"in_force", "ended"}
    return status, earlier.effective_date if words & _ALSO and alike else start


_EXISTING = frozenset(["existing", "current", "present", "prevailing"])
_GOES = frozenset(["goes", "go", "moves", "move"])
_NOW = frozenset(["now", "currently", "already", "today", "still", "since"])


def _standing(frame: Frame) -> bool:
    """Whether a measure is said to stand before the report: "the existing 18 percent duty"."""
    return any(m.lower in _EXISTING for m in frame.clause.row[frame.first : frame.at + 1])


def in_the_present(frame: Frame, status: str) -> bool:
    """Whether a change is told in the present tense, as an order puts it: "The decree raises the duty to"."""
    verb = deed_of(frame)
    words = {m.lower for m in frame.clause.row[frame.clause.first : frame.clause.last]}
    if verb is None and frame.value is not None and words & _GOES:
        return status == "in_force" and not words & _NOW
    if verb is None or status != "in_force" or verb.tense != "present" or verb.negated:
        return False
    return frame.deed in ("impose", "raise", "cut") and not (words & _NOW or _standing(frame))


def _before(frame: Frame, made: Made) -> Measure | None:
    """Return the measure of the same kind told right before, unless somebody else imposes it."""
    other, earlier = next(
        (p for p in reversed(made) if family(p[0].lever) == family(frame.lever)), (None, None)
    )
    if other is None or earlier is None or frame.sentence.number - other.sentence.number > NEAR:
        return None
    theirs = earlier.imposing and frame.agent.codes and not set(earlier.imposing) & set(frame.agent.codes)
    return None if theirs else earlier


def _refers(frame: Frame) -> bool:
    """Whether the measure, or one named before it in its clause, is one told of before: "Those tariffs include"."""
    row = frame.clause.row
    named = [i for i in range(frame.clause.first + 1, frame.at) if row[i].kind == "lever"]
    return goes_back(frame) or any(row[i - 1].lower in _BACK for i in named)


def _opens(frame: Frame) -> bool:
    """Whether the measure opens its sentence without an owner: "Duties will be raised"."""
    row = frame.clause.row
    first = next((i for i, m in enumerate(row) if m.kind == "lever"), None)
    return first is not None and first <= 2 and not any(m.kind == "party" for m in row[: first + 1])
