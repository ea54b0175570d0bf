"""Goods of a measure that its own phrase leaves unsaid: of its sentence, of what it goes back to, of the report."""

from __future__ import annotations

import re
from collections import Counter

from accord.docket.frames.bearers import WARES
from accord.docket.frames.deals import DEALS
from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import EACH, PREPOSITIONS, party_of
from accord.docket.frames.marks import Mark, unit_goods
from accord.docket.frames.phrases import GENERIC, NO_HEADS, falls_on
from accord.docket.measures.merge import family
from accord.docket.measures.tied import is_material
from accord.docket.measures.told import Made, row_of
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.rules import words

FLOWS = ("export_control", "export_ban", "export_quota", "import_ban", "import_restriction", "licence", "quota",
         "tariff_quota", "minimum_price", "price_floor", "price_cap", "export_tax")  # fmt: skip
"""Levers that always fall on some goods."""
BACK = 8
"""Sentences that a measure may be told before it is gone back to."""
_PER_PRODUCT = frozenset(
    ["anti-dumping", "antidumping", "dumping", "countervailing", "anti-subsidy", "safeguard"]
)
"""Duties that always fall on some product."""


def goods_of(reading: Reading, frame: Frame, agent: tuple[str, ...], made: Made) -> tuple[str, ...]:
    """Return the goods of a measure: those called again, its own, or those around it, with what a list names of them."""
    goods = called_again(frame, made) or frame.goods or goods_around(reading, frame, agent, made)
    return (*goods, *members(frame, goods))


def goods_around(  # noqa: PLR0911
    reading: Reading, frame: Frame, agent: tuple[str, ...], made: Made
) -> tuple[str, ...]:
    """Return the goods of a measure whose own phrase names none; nothing where it falls on all goods."""
    if frame.lever in DEALS:
        return _dealt_in(frame, agent, made)
    if frame.lever in RATED and _of_firms(frame):
        lent = next((m.goods for f, m in reversed(made) if f.lever in RATED and m.goods), ())
        return lent or _beside(frame) or _topic(reading)
    if frame.lever not in (*RATED, *FLOWS):
        return ()
    if named := _named_after_all(frame):
        return named
    if says_all(frame):
        return ()
    if is_sweeping(frame) and "same" not in (m.lower for m in frame.clause.row[frame.at + 1 : frame.at + 6]):
        return _beside(frame)
    if included := _included(frame):
        return included
    found = told_before(frame, agent, made)
    if found is None:
        return _beside(frame) or _flowing(reading, frame) or _topic(reading)
    return found or (_beside(frame) if frame.clause.row[frame.at].kind == "amount" else ())


def _included(frame: Frame) -> tuple[str, ...]:
    """Return the goods that unnamed ones include or that are kept from somebody: "200 products, including engines", "access to lasers"."""
    row = frame.clause.row
    ahead = range(frame.at + 1, len(row) - 1)
    ties = ("including", "namely", "access" if frame.lever in FLOWS else "")
    told = (i for i in ahead if row[i].lower in ties or row[i].kind == "lever")
    at = next(told, len(row) - 1)
    kept = row[at].lower == "access"
    named = falls_on(row, at + 1 + kept, len(row))
    known = kept or any(m.kind == "good" for m in row[at + 1 : named.end])
    return tuple(named.goods) if row[at].kind != "lever" and known and not named.origins else ()


CLASSES = words("classes_of_goods", "measures")
"""Nouns for goods of which words further on may name each: "16 vegetables. They include"."""


def members(frame: Frame, goods: tuple[str, ...]) -> tuple[str, ...]:
    """Return the goods that a list after a colon names of a class: "12 vegetables: they include carrots and onions"."""
    row = frame.clause.row
    at = next((i + 1 for i in range(frame.at + 1, len(row) - 1) if row[i].lower == ":"), 0)
    if not at or frame.lever in DEALS or not goods or not {g.split()[-1] for g in goods} <= CLASSES:
        return ()
    told = max((i + 1 for i in range(at, min(at + 5, len(row))) if row[i].lower in SPELLING), default=at)
    listed = falls_on(row, told, len(row)).goods
    return tuple(listed) if len(listed) > 1 else ()


SPELLING = words("spelling", "measures")


def _named_after_all(frame: Frame) -> tuple[str, ...]:
    """Return the goods that are named as some of those hit: "everything from Peru, grapes and zinc included", "beef among them"."""
    row, first = frame.clause.row, frame.at + 1
    tails = ("included", "among them")
    ends = (i for i in range(first, len(row) - 1) if f"{row[i].lower} {row[i + 1].lower}".startswith(tails))
    last = start = next(ends, 0)
    while start > first and (row[start - 1].kind in ("good", "word") or row[start - 1].lower in (",", "and")):
        start -= 1
    known = any(m.kind == "good" for m in row[start:last])
    return tuple(falls_on(row, start + (row[start].lower == ","), last).goods) if known else ()


def _dealt_in(frame: Frame, agent: tuple[str, ...], made: Made) -> tuple[str, ...]:
    """Return the goods of a deal: those beside it, those that money is to make, or those of what is bought besides."""
    if frame.lever in ("subsidy", "credit"):
        return _beside(frame) or _purpose(frame)
    if frame.lever == "purchase" and _weighed(frame):
        return _beside(frame) or told_before(frame, agent, made) or ()
    if frame.lever == "purchase":
        sizes = (m for m in frame.clause.row if m.kind == "amount" and m.amount.kind in _SIZES)
        return next(filter(None, map(unit_goods, sizes)), ())
    return _beside(frame, frame.at) if frame.lever == "stake" else _purpose(frame)


_SWEEPING = words("sweeping", "measures")


def is_sweeping(frame: Frame) -> bool:
    """Whether a duty is told as one on all goods: "the reciprocal tariff", "an average duty of"."""
    row = frame.clause.row
    every = [m.lower for m in row[max(frame.first - 3, 0) : frame.at]]
    return bool({*every} & _SWEEPING) or every[:1] == ["all"] or every[1:3] == ["all", "of"]


_FIRMS = frozenset(["exporters", "producers", "companies", "firms", "manufacturers", "group", "suppliers"])


def _of_firms(frame: Frame) -> bool:
    """Whether a duty is one of single firms, which is always on some product: "20 percent for all other producers"."""
    clause = frame.clause
    named = clause.row[clause.first : clause.last]
    faced = frame.patient.how == "faces it" and frame.patient.kind != "seller"
    return not (frame.falls.whole or faced) and any(m.kind == "company" or m.lower in _FIRMS for m in named)


def _purpose(frame: Frame) -> tuple[str, ...]:
    """Return the goods that money is to make, grow or supply: "will invest $2 billion to build a battery plant"."""
    if frame.lever not in ("investment", "credit", "subsidy"):
        return ()
    row, clause = frame.clause.row, frame.clause
    ties = ("to", "for", "in", "into")
    told = (i for i in range(frame.at + 1, clause.last - 1) if row[i].lower in ties)
    first = next((i for i in told if not party_of(row[i + 1])), clause.last)
    made = next((i for i in range(first, clause.last) if row[i].kind == "good"), None)
    if made is not None and (row[first].lower in ties[:2] or made == first + 1):
        return _listed(row, made)
    ends = range(first + 2, clause.last if frame.amount is not None else first)
    works = next((i for i in ends if row[i].lower in _WORKS), first)
    start = works
    while start > first + 1 and row[start - 1].lower not in _PLAIN and row[start - 1].kind not in _APART:
        start -= 1
    name = " ".join(m.lower for m in row[start:works]).replace(" - ", "-").replace(",", " and")
    return tuple(g.strip(" -") for g in name.split(" and ") if g.strip(" -"))


_WORKS = words("works_and_projects", "measures")
_PLAIN = GENERIC | PREPOSITIONS | words("plain_works", "measures")
_APART = ("party", "amount", "date", "lever", "company")


_SIZES = ("quantity", "count")


def _weighed(frame: Frame) -> bool:
    """Whether a purchase is told by a weight or a volume, which is one of goods: "ordering 12 million tonnes"."""
    return frame.amount is not None and frame.amount.kind in _SIZES


def _flowing(reading: Reading, frame: Frame) -> tuple[str, ...]:
    """Return the goods whose trade the sentence before tells of: "reopened car imports. A duty of 9 percent will be"."""
    before = reading.sentences[max(frame.sentence.number - 1, 0)]
    row = row_of(reading, before)
    at = next((i for i, m in enumerate(row) if m.lower in ("imports", "exports")), 0)
    goods = row[at - 1] if at else None
    return (goods.lower,) if goods is not None and goods.kind == "good" and not before.is_title else ()


def called_again(frame: Frame, made: Made) -> tuple[str, ...]:
    """Return the goods of the measure told before where they are called by their kind: "the metal", "the battery metal"."""
    row = frame.clause.row
    last = frame.goods[0].split()[-1] if len(frame.goods) == 1 else ""
    if last not in _KINDS:
        return ()
    at = next((i for i, m in enumerate(row) if m.lower == last), 0)
    first = at - len(frame.goods[0].split())
    if first < 0 or not {"the", "this", "that", "subject", "said"} & {row[first].lower, row[first + 1].lower}:
        return ()
    near = (m for f, m in reversed(made) if frame.sentence.number - f.sentence.number <= BACK)
    return next((m.goods for m in near if m.goods), ())


_KINDS = words("kinds_of_goods", "measures")


def says_all(frame: Frame) -> bool:
    """Whether a measure is told to fall on a whole economy or on goods as such."""
    falls = frame.falls
    row = frame.clause.row
    if frame.cue == "fronted" and row[frame.first].lower in ("the", "this", "that", "such"):
        return False
    if {m.lower for m in row[frame.first : frame.at]} & _PER_PRODUCT:
        return False
    on = row[frame.at + 1 : frame.at + 2] and row[frame.at + 1].lower in ("on", "against")
    each = on and any(m.lower in EACH for m in row[frame.at + 2 : frame.at + 5])
    if each or any(
        m.lower == "other" and row[i + 1].lower in WARES for i, m in enumerate(row[: frame.first])
    ):
        return True
    if falls.whole and frame.lever in RATED:
        return not falls.back
    if frame.lever not in RATED or frame.lever == "export_tax":
        return False
    faced = frame.deed == "face" and bool(frame.patient.codes)
    return faced or bool(falls.origins or falls.dests or falls.everybody or falls.unknown)


def told_before(frame: Frame, agent: tuple[str, ...], made: Made) -> tuple[str, ...] | None:
    """Return the goods of the last measure of the same kind told before, None where none was."""
    for other, measure in reversed(made):
        if frame.sentence.number - other.sentence.number > BACK:
            return None
        same = family(other.lever) == family(frame.lever) and (
            measure.imposing == agent or not measure.imposing
        )
        if same and (frame.cue != "fronted" or (measure.goods and other.lever == frame.lever)):
            return measure.goods
    return None


def _beside(frame: Frame, floor: int = 0) -> tuple[str, ...]:
    """Return the goods that the sentence names nearest to the measure, in its own clause first."""
    row, clause = frame.clause.row, frame.clause
    for span in (range(max(clause.first, floor), clause.last), range(floor, len(row))):
        near = sorted((abs(i - frame.at), i) for i in span if row[i].kind == "good" and _open(frame, i))
        if near:
            return _listed(row, near[0][1])
    return ()


def _open(frame: Frame, at: int) -> bool:
    """Whether goods may be those of a measure: no part of another noun, and not what another measure is on."""
    row = frame.clause.row
    lead = row[frame.at if frame.at < at else max(at - 16, 0)].start  # "a duty to offset Peru's curbs on tea"
    answered = _ANSWERS.search(frame.sentence.text, lead, row[at].start)
    if frame.lever in RATED and (answered or is_material(row, _first_of(row, at))):
        return False
    part = frame.lever not in DEALS and row[at + 1 : at + 2] and row[at + 1].lower in NO_HEADS
    if part or row[at].lower in frame.excluded:
        return False
    if at - frame.at == 2 and row[at - 1].lower == "and":
        return False
    lead = next((i for i in range(at - 1, max(at - 6, 0), -1) if row[i].kind == "lever"), frame.at)
    other = lead != frame.at and row[lead].ref in RATED and row[lead + 1].lower in ("on", "against", "for")
    return not (other and frame.lever in RATED)


_ANSWERS = regex(r"\bto (?:offset|answer|counter|punish|avenge)\b", re.IGNORECASE)


def _first_of(row: list[Mark], at: int) -> int:
    """Return where the list starts that goods stand in."""
    while at >= 2 and row[at - 1].lower in ("and", ",", "or") and row[at - 2].kind == "good":
        at -= 2
    return at


def _listed(row: list[Mark], at: int) -> tuple[str, ...]:
    """Return the goods joined to one by commas and "and"."""
    first, last = _first_of(row, at), at
    while last + 2 < len(row) and row[last + 1].lower in ("and", ",", "or") and row[last + 2].kind == "good":
        last += 2
    return tuple(m.lower for m in row[first : last + 1] if m.kind == "good")


def _topic(reading: Reading) -> tuple[str, ...]:
    """Return the goods that a report is about: named in its title or first sentence, and more than once."""
    counts = Counter(m.value for s in reading.sentences for m in s.things)
    for sentence in reading.sentences[:3]:
        if not (sentence.is_title or reading.is_lead(sentence)):
            continue
        base = sentence.start
        told = [m for m in sentence.things if counts[m.value] > 1]
        if told:
            return tuple(dict.fromkeys(sentence.text[m.start - base : m.end - base].lower() for m in told))
    return ()


def contrasted(frame: Frame, made: Made) -> tuple[str, ...]:
    """Return the goods that a contrast shares: "The duty on cheese is 5%. But Chile's average is 39%"."""
    opener = frame.clause.opener or frame.clause.row[0].lower
    if not made or frame.amount is None or opener not in ("but", "yet", "while", "whereas", "however"):
        return ()
    before, measure = made[-1]
    near = frame.sentence.number - before.sentence.number <= 1 and before.lever == frame.lever
    return measure.goods if near and not frame.falls.goods else ()
