"""What goes with a measure: the products it covers, from when and until when it holds."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.cues import clause
from accord.docket.flows import REASON
from accord.docket.items import Measure
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

_ALL_GOODS = re.compile(r"\b(?:goods|imports|products|exports|shipments)\b", re.IGNORECASE)


def scope(sentence: Sentence, start: int, end: int) -> str:
    """Return the products named near a measure; "goods" where only goods are named, else "unspecified"."""
    near = [m for m in sentence.things if abs(m.start - end) < 90 or abs(m.end - start) < 60]
    base = sentence.start
    near = [m for m in near if m.start < end or not REASON.search(sentence.text[end - base : m.start - base])]
    names = [sentence.text[m.start - sentence.start : m.end - sentence.start].casefold() for m in near]
    if names:
        return ", ".join(dict.fromkeys(names))
    around = sentence.text[max(start - sentence.start - 20, 0) : end - sentence.start + 50]
    return "goods" if _ALL_GOODS.search(around) else "unspecified"


_EFFECT = re.compile(
    r"\b(?:since|from|effective|starting|start|beginning|begin|as\s+of|(?:took|takes?|"
    r"taking)\s+effect|in(?:to)?\s+(?:force|effect)|impos\w+|introduc\w+|"
    r"rais\w+|rises?|cut|lower\w*|levied|placed|kicks?\s+in|by|slapped|doubled|announced|"
    r"implemented|appl\w+|resum\w+|lift\w*|end|ends|replac\w+|remov\w+|"
    r"scrap\w*)\s+(?:[\w%.,'-]+\s+){0,14}$",
    re.IGNORECASE,
)  # fmt: skip
_WHICH = re.compile(r"^(?:[^,;:]{1,60},)?,?\s*(?:which|that)\b[^,;:]*$")
_THEN = re.compile(
    r"^,?\s*(?:when\s+|by\s+)?(?:\S+\s+){0,4}?(?:imposed|implemented|placed|introduced|"
    r"raised|put|levied|slapped|announced|hit|blocked|blocking|banned|banning|restricted|"
    r"restricting|imposing|suspended|halted|tightened)\b"
)
_UNTIL = re.compile(
    r"\b(?:until|till|through|expir\w*|ends?|lapses?|runs?\s+out)\s+(?:\w+\s+){0,5}$", re.IGNORECASE
)
_TOLD = re.compile(
    r"\b(?:said|told|announced|statement|wrote|met|call|spoke|talks|visit|meeting|summit|"
    r"conversation)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)


def with_dates(measure: Measure, reading: Reading, sentence: Sentence, start: int, end: int) -> Measure:
    """Add from when and until when, by the words before each date in the measure's clause."""
    effective = until = None
    left, right = clause(sentence.text, start, end)
    for mention in sorted(reading.dates_of(sentence), key=lambda d: abs(d.start - sentence.start - end)):
        at = mention.start - sentence.start
        before = sentence.text[:at][-110:]
        if _UNTIL.search(before) or (mention.rule.startswith("the last day") and mention.ahead):
            until = until or mention.iso
        elif (
            (
                left <= at <= right
                or _WHICH.match(sentence.text[end:at])
                or _THEN.match(sentence.text[at + len(mention.text) : start])
            )
            and not _TOLD.search(before)
            and (
                _EFFECT.search(before)
                or _THEN.match(sentence.text[at + len(mention.text) : at + len(mention.text) + 90])
            )
            and mention.precision in ("day", "month")
        ):
            effective = effective or mention.iso
    made = replace(measure, effective_date=effective, end_date=until)
    later = effective is not None and effective > reading.today.isoformat()[: len(effective)]
    if later and measure.status_norm == "in_force" and "to be lifted" not in measure.status:
        return replace(made, status_norm="scheduled")
    old = effective is not None and effective[:7] < reading.today.isoformat()[:7]
    if old and measure.status_norm == "announced" and measure.status.startswith("announc"):
        return replace(made, status_norm="in_force")
    return made
