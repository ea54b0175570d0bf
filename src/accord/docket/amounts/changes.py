"""Old and new: which of a sentence's amounts is the one before, and what a step or a factor makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accord.core.frozen import NamedTuple
from accord.docket.amounts.grammar import Amount
from accord.docket.amounts.leaning import leaning
from accord.docket.patterns import regex

_I = re.IGNORECASE
_UP = r"rais|increas|hik|lift|add|up|ris|rose|grew|grow|expand|boost|jack|step"
_DOWN = (
    r"cut|lower|reduc|slash|trim|dropp?|fall|fell|decreas|eas|shav|down|declin|scal|roll|bring|brought|par"
)
_OLDER = regex(
    r"^(?!.*\b(?:rang|var(?:y|ies)))[^.;%]{0,60}?(?:[,(]\s*|\s)(?:(?:down|up|lowered|reduced|raised|cut|increased)\s+from|compared\s+(?:with|to)|"
    r"in(?:stead|\s+place|\s+lieu)\s+of|rather\s+than|no\s+longer(?:\s+by)?|twice|double|half|from|was|were|previously|formerly|earlier|until\s+now|so\s+far|hitherto|(?<=\()before|(?<=\()currently|(?<=\()at\s+present|versus|vs\.?|against|(?:and\s+)?not)\s*:?\s*"
    r"(?:(?:the|a|an|its|their|as|high|much|about|around|current|currently|previous|earlier|existing|provisional|present|initial|initially|threatened|proposed|"
    r"planned|original|originally|previously|more|than|set|at|rates?|levels?|maximum|ceiling|of|up|to|most)\s+)*$",
    _I,
)
_BRACKETED = regex(r"^(?!.*\b(?:was|were|had)\b)[^.;%()]{0,60}\(\s*$", _I)
_UNTIL_NOW = regex(
    r"^\s*(?:until\s+now|up\s+to\s+now|so\s+far|before|previously|hitherto|at\s+present|currently|today|until\s+then)\s*[),]",
    _I,
)
"""What stands about the figure before in brackets: "12 percent for beef (15 percent until now)"."""
_NEWER = regex(
    r"^[^.;%]{0,120}?\b(?:cut|lowered|reduced|slashed|trimmed|raised|increased|hiked|lifted|brought(?:\s+down)?|fall|falls|fell|drop|drops|"
    r"dropped|rise|rises|rose|come\s+down|go\s+(?:up|down)|goes\s+(?:up|down)|went\s+(?:up|down))\s+(?:\w+\s+){0,2}?to\s+(?:about\s+|just\s+|only\s+|an?\s+)?$",
    _I,
)
_TO = regex(
    r"^[^.;%,]{0,80}?\bto\s+(?:(?:about|just|only|almost|nearly|roughly|around|some|at\s+(?:most|least)|up\s+to)\s+"
    r"|(?:an?\s+|the\s+)?(?:maximum|minimum|ceiling|floor|rate|level|top\s+rate)\s+of\s+|an?\s+)?$",
    _I,
)
_ARROW = regex(r"^\s*(?:\u2192|->|=>)\s*$")
_CHANGING = regex(rf"\b(?:{_UP}|{_DOWN}|chang|mov|go|went|tak|set)\w*\b[^.;]*$", _I)
_FROM = regex(
    r"\bfrom\s+(?:(?:the|a|an|its|current|previous|existing|present|about|around|as|high|much|low)\s+)*$", _I
)
_LATER_YEAR = regex(
    r"\s+(?:in|from|for|after)\s+(?:the\s+)?(?:second|third|fourth|fifth|next|following|\w+th)\b", _I
)
_RANGING = regex(r"\b(?:rang|var[yi]|span)\w*\s+(?:\w+\s+)?from\s+$", _I)
_STAGED = regex(
    rf"\b(?:and|then|before)\b(?:[^.;%]*\b(?:{_UP}|{_DOWN}|doubl|halv)\w*\b[^.;%]*)?\s*\bto\s+(?:\w+\s+)?$",
    _I,
)
_OTHER = regex(
    r"[^.;%]*\b(?:and|while)\s+(?:\w+ing\s+)?(?:(?:on|for|that|those|its|their)\b(?! of | in | its| their|\s*\d)|the\s+(?:dut|tariff|lev|rate|tax|ones?\b)|[a-z-]+\s+to\s+$)(?<!then to )"
    r"|[^.;%]*,\s+(?:the\s+ones?|that|those)\s+(?:on|for)\b",
    _I,
)
"""Words between the figures of two things: "to 75 percent and the duty on tea to 35 percent"."""
_LATER = regex(
    rf",?\s+(?:which|and|then|and\s+then)\s+(?:will|would|shall|is\s+to|are\s+to)\b[^.;%]*?\b(?:{_UP}|{_DOWN})\w*\s+(?:\w+\s+){{0,2}}?to\s+$",
    _I,
)
"""Words before a second step: "a duty of 25 percent on tea, which will increase to 30 percent"."""
_AFTER = regex(r"[^.;%]{0,60}?,?\s+after\s+$", _I)
_TILL_NOW = regex(r"\s+(?:(?:un|)till?|up\s+to)\s+now\b|\s+(?:so\s+far|before|previously|hitherto)\b", _I)
"""Words around the figure before: "6.9 percent, after 15.2 percent until now"."""
_LANDED = regex(r"\bto\s+$", _I)
_BY = regex(r"\bby\s+(?:an?\s+|another\s+|about\s+|a\s+further\s+|up\s+to\s+)?$", _I)


class Change(NamedTuple):
    """One change: the amounts that tell it, and the values before and after, reckoned where the text does.

    ``by`` is the step or the factor ("by 5 points", "doubled"). ``before`` or ``after`` is None where
    neither the text nor arithmetic gives it. ``staged`` says that the old figure is to come as well: "to 20 %
    in May and to 30 % in June".
    """

    new: Amount | None
    old: Amount | None
    by: Amount | None
    before: float | None
    after: float | None
    how: str
    staged: bool = False


def find_changes(text: str, amounts: Sequence[Amount]) -> list[Change]:
    """Return the changes that neighbouring amounts of one sentence tell, in order."""
    found: list[Change] = []
    taken: set[int] = set()
    for i in range(len(amounts) - 1):
        first, second = amounts[i], amounts[i + 1]
        if first.start in taken:
            continue
        change = _of_pair(text, first, second) or _of_step(text, amounts, i)
        if change is not None:
            found.append(change)
            taken |= {a.start for a in (change.new, change.old, change.by) if a is not None}
    return found


def _base(amount: Amount) -> str:
    """Return the unit without the time it is counted per: "9,000 tonnes a year, up from 5,000 tonnes"."""
    return amount.unit.removesuffix(f" per {amount.per}") if amount.kind == "quantity" else amount.unit


def _of_pair(text: str, first: Amount, second: Amount) -> Change | None:
    """Two figures of one unit: "from 25 to 50 %", "to 15 % from 27.5 %", "25 %, down from 50 %"."""
    if told := _with_its_unit(text, first, second):
        return told
    if _base(first) != _base(second) or {first.kind, second.kind} - {
        "rate",
        "money",
        "specific",
        "quantity",
        "count",
        "zero",
    }:
        return None
    said = re.match(r"to\s+", text[second.start : second.end], _I)
    between = text[first.end : second.start + (said.end() if said else 0)]
    before, after = text[max(first.start - 90, 0) : first.start], text[second.end : second.end + 40]
    if _RANGING.search(before) or _OTHER.match(between):
        return None
    until_now = (_BRACKETED.match(between) and _UNTIL_NOW.match(after)) or (
        _AFTER.match(between) and _TILL_NOW.match(after)
    )
    if _OLDER.search(between) or until_now:
        return Change(first, second, None, second.value, first.value, "the figure before stands second")
    if (_STAGED.search(between) and _LANDED.search(before)) or _LATER.search(between):
        return Change(second, first, None, first.value, second.value, "a second step", staged=True)
    forward = (
        _ARROW.match(between)
        or (_TO.search(between) and (_FROM.search(before) or _CHANGING.search(before)))
        or (_NEWER.search(between) and not _LATER_YEAR.match(after))
    )
    return (
        Change(second, first, None, first.value, second.value, "the figure before stands first")
        if forward
        else None
    )


def _with_its_unit(text: str, first: Amount, second: Amount) -> Change | None:
    """A sum and one that has its unit with it: "$47.60 a barrel, from $60", "from $60 to $47.60 a barrel"."""
    if first.currency != second.currency or {first.kind, second.kind} != {"money", "specific"}:
        return None
    if first.kind == "specific" and _OLDER.search(text[first.end : second.start]):
        return Change(first, second, None, second.value, first.value, "the figure before stands second")
    if first.kind == "money" and _moved(text, first, second):
        return Change(second, first, None, first.value, second.value, "the figure before stands first")
    return None


def _moved(text: str, first: Amount, second: Amount) -> bool:
    """Whether a sum moves to one that has its unit with it: "from $60 to $47.60 a barrel"."""
    near = _FROM.search(text[max(first.start - 90, 0) : first.start])
    return bool(near and _TO.search(text[first.end : second.start]))


def _of_step(text: str, amounts: Sequence[Amount], i: int) -> Change | None:
    """A step or a factor beside a figure: "by 5 points to 20 %", "doubled to 50 %"."""
    first, second = amounts[i], amounts[i + 1]
    kinds = {first.kind, second.kind}
    if "rate" not in kinds or not kinds & {"points", "factor"}:
        return None
    if first.kind == "factor" and i + 2 < len(amounts) and (both := _of_pair(text, second, amounts[i + 2])):
        return both
    step, rate = (second, first) if first.kind == "rate" else (first, second)
    between = text[min(first.end, second.end) : max(first.start, second.start)]
    if len(between) > 80 or re.search(r"[.;]", between):
        return None
    to = step is first and _TO.search(between.replace(", to ", " to "))
    others = re.search(r"\band\b", between) and _leads_on(text, amounts, i + 1)
    if step is second and (others or text[step.end :].lstrip().startswith("of ")):
        return None  # the step of the next figure, "the doubling of" another duty
    if step.kind == "points" and not _BY.search(text[max(step.start - 30, 0) : step.start]):
        return None
    before = _undone(text, step, rate.value) if to else rate.value
    after = rate.value if to else _done(text, step, rate.value)
    return Change(rate if to else None, None if to else rate, step, before, after, f"{step.how} reckoned")


def _leads_on(text: str, amounts: Sequence[Amount], i: int) -> bool:
    """Whether a step is that of the next figure: "to 9 percent and doubled that on tea to 20 percent", "from 20 percent"."""
    after = amounts[i + 1] if i + 1 < len(amounts) else None
    between = text[amounts[i].end : after.start] if after is not None and after.kind == "rate" else ""
    return bool(_TO.search(between) or _FROM.search(between))


def _sign(text: str, step: Amount) -> float:
    return leaning(text[max(step.start - 200, 0) : step.start])


def _done(text: str, step: Amount, value: float) -> float | None:
    if step.kind == "factor":
        return round(value * step.value, 9)
    sign = _sign(text, step)
    return round(value + sign * step.value, 9) if sign else None


def _undone(text: str, step: Amount, value: float) -> float | None:
    if step.kind == "factor":
        return round(value / step.value, 9) if step.value else None
    sign = _sign(text, step)
    return round(value - sign * step.value, 9) if sign else None
