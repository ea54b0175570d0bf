"""Stages of a measure told one by one: "in three steps: 10 per cent from July, 15 per cent from", points of a list."""

from __future__ import annotations

from dataclasses import replace

from accord.core.frozen import NamedTuple
from accord.docket.amounts import Amount, find_amounts
from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.items import Evidence
from accord.docket.measures.told import LIVE, Made, is_ahead
from accord.docket.reading import Reading

_KINDS = {**dict.fromkeys(RATED, ("rate", "zero")), **dict.fromkeys(("quota", "tariff_quota", "export_quota"), ("quantity", "count"))}  # fmt: skip


class Stage(NamedTuple):
    """A figure with the days it holds from and until."""

    amount: Amount
    start: str
    end: str | None
    words: Evidence


def in_stages(reading: Reading, made: Made) -> Made:
    """Return measures with each one told without a figure, whose stages follow a colon, as its stages."""
    told: Made = []
    for frame, measure in made:
        kinds = _KINDS.get(measure.lever, ()) if measure.value is None else ()
        stages = _stages(reading, frame, kinds) if kinds else []
        before = measure.previous_value
        for stage in stages:
            status = "scheduled" if is_ahead(reading, stage.start) else "in_force"
            known = measure.stated(status) if measure.status_norm in LIVE else measure
            told.append((frame, replace(
                known, value=stage.amount.value, unit=stage.amount.unit, previous_value=before, effective_date=stage.start,
                end_date=stage.end, evidence=stage.words,
            )))  # fmt: skip
            before = stage.amount.value
        told += [] if stages else [(frame, measure)]
    return told


def _stages(reading: Reading, frame: Frame, kinds: tuple[str, ...]) -> list[Stage]:
    """Return the stages that follow a measure's own words: after a colon in its sentence, in the points of a list below."""
    sentence = frame.sentence
    base = sentence.start + frame.clause.row[frame.at].end
    colon = reading.text.find(":", base, sentence.end)
    if colon < 0:
        return []
    spans = (
        [(colon, sentence.end)]
        if reading.text[colon + 1 : sentence.end].strip()
        else _points(reading, sentence.end)
    )
    found = [s for span in spans for s in _of_span(reading, *span, kinds)]
    return found if len(found) > 1 else []


def _points(reading: Reading, at: int) -> list[tuple[int, int]]:
    """Return where the points of the list below a place stand."""
    spans: list[tuple[int, int]] = []
    for block in reading.cleaned.blocks:
        if block.start >= at - 1 and block.kind == "bullet":
            spans.append(block.span)
        elif block.start >= at and (spans or block.kind != "bullet"):
            break
    return spans


def _of_span(reading: Reading, first: int, last: int, kinds: tuple[str, ...]) -> list[Stage]:
    """Return the stages of a span: each figure with the days between it and the next."""
    amounts = [a for a in find_amounts(reading.text, first, last) if a.kind in kinds]
    days = [d for s in reading.sentences if s.start < last and s.end > first for d in reading.dates_of(s)]
    found: list[Stage] = []
    for index, amount in enumerate(amounts):
        stop = amounts[index + 1].start if index + 1 < len(amounts) else last
        mine = [d for d in days if amount.end <= d.start < stop]
        if mine:
            until = mine[1].iso if len(mine) > 1 else getattr(mine[0], "until", "") or None
            words = Evidence(reading.text[first:last].strip(), first, last) if len(amounts) == 1 else Evidence(
                reading.text[amount.start : mine[-1].end], amount.start, mine[-1].end
            )  # fmt: skip
            found.append(Stage(amount, mine[0].iso, until, words))
    return found if len(found) == len(amounts) else []
