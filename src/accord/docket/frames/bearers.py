"""What bears a duty without a phrase of its own: the subject of its clause, what comes in at it, what a pronoun stands for."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.bare import COMING, ON
from accord.docket.frames.clauses import EXCHANGED, RESUMED
from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, DETERMINERS, PREPOSITIONS, Verb, act_of, is_verb
from accord.docket.frames.heads import NOBODY, RELATIVE, Role
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.subjects import subject
from accord.docket.frames.verbs import NOMINAL
from accord.docket.rules import words


def of_another(frame: Frame) -> None:
    """Read on what falls a duty that a pronoun stands for: "and doubled that on rice to 50 percent"."""
    row, clause = frame.clause.row, frame.clause
    told = [
        i
        for i in range(clause.first, frame.at - 1)
        if row[i].lower in ("that", "those") and row[i + 1].lower in ("on", "for")
    ]
    if told and not frame.falls.goods:
        frame.falls.goods += falls_on(row, told[-1] + 2, frame.at).goods


def entering(frame: Frame) -> None:
    """Read whose goods come in at a rate without a noun: "while Chilean products will come in at 5 percent"."""
    row, clause = frame.clause.row, frame.clause
    for at in range(clause.first, frame.first):
        if row[at].lower in AUX - {"to"} or row[at].lower in COMING:
            up = clause.parent if clause.opener == RESUMED and clause.parent else clause
            last = min(at, up.last)
            first = _after_saying(row, up.first + (row[up.first].lower == up.opener), last)
            part = falls_on(row, first, last)
            wares = part.goods or (part.origins and any(m.lower in WARES for m in row[first:last]))
            if wares and COMING & {m.lower for m in row[at : frame.at]}:
                frame.falls.origins, frame.falls.dests, frame.falls.goods = part.origins, [], part.goods
            return


def of_relative_on(frame: Frame) -> tuple[str, ...]:
    """Read what stands before "on which" a measure falls: "a list of Chilean pipes on which a duty will be charged"."""
    row, clause = frame.clause.row, frame.clause
    last = clause.first - 1
    if clause.opener != "which" or last < 1 or row[last].lower not in (*ON, "to", "for"):
        return ()
    first = last
    while first > 0 and not _parts(row, first - 1):
        first -= 1
    part = falls_on(row, first, last)
    frame.falls.origins += [] if frame.falls.origins else part.origins
    return tuple(part.goods)


def _parts(row: list[Mark], at: int) -> bool:
    """Whether a noun phrase starts after a mark: a verb, a measure, an article, or a preposition but "of" and "from"."""
    mark = row[at]
    ends = mark.kind in ("lever", "date") or mark.lower in PREPOSITIONS - {"of", "from", "including", "like"}
    ends = ends or (mark.lower in DETERMINERS and row[at + 1].kind != "party")
    return ends or mark.lower in ".;:" or (act_of(mark) is not None and is_verb(row, at))


def _after_saying(row: list[Mark], first: int, last: int) -> int:
    """Return where a subject starts after who says it or when: "told the press that | tea from Chile", "from May 1 | tea"."""
    said = (i + 1 for i in range(first, last) if row[i].lower in _SAID or row[i].kind == "date")
    return max(said, default=first)


_SAID = frozenset(["that", "said", "says", "told", "announced"])


WARES = frozenset(["products", "goods", "imports", "exports", "wares", "shipments", "items"])


def borne(frame: Frame) -> tuple[str, ...]:
    """Return the goods that bear a duty as the subject of its clause: "Cheese has been subject to duties"."""
    row, clause = frame.clause.row, frame.clause
    if (
        frame.lever in RATED
        and row[frame.first].lower == "their"
        and row[frame.first - 1].lower in ("had", "have")
    ):
        return tuple(falls_on(row, clause.first, frame.first - 1).goods)
    hit = "face" in frame.kinds and row[frame.first - 1].lower == "by"
    if frame.lever not in (*RATED, *_QUOTAS) or (
        row[frame.first - 1].lower in ("by", "through", "and") and not hit
    ):
        return ()
    first = clause.first + (row[clause.first].lower == "which")
    if frame.lever in RATED and (near := _just_before(frame)):
        return near
    if clause.opener == RESUMED and clause.parent is not None and frame.value == 0:
        part = falls_on(row, _after_leads(row, clause.parent.first, clause.parent.last), clause.parent.last)
        if part.goods:
            return tuple(part.goods)
    if clause.opener == RESUMED:
        first = max((i + 1 for i in range(first) if row[i].lower in RELATIVE), default=first)
    for at in range(clause.first, frame.first):
        if row[at].lower not in AUX - {"to"} and (act_of(row[at]) is None or not is_verb(row, at)):
            continue
        first = _after_leads(row, _after_saying(row, first, at), at)
        goods = _bearing(frame, first, at)
        if goods or "face" not in frame.kinds:
            return goods
        first = at + 1
    return ()


_QUOTAS = ("quota", "tariff_quota")


def _just_before(frame: Frame) -> tuple[str, ...]:
    """Return the goods right before a duty or its clause: "and cars a 25 percent duty", "cars, which now face"."""
    row, clause = frame.clause.row, frame.clause
    if row[frame.first].lower in ("a", "an") and row[frame.first - 1].kind == "good":
        parts = (
            i + 1
            for i in range(clause.first, frame.first)
            if row[i].kind in ("amount", "lever", "date") or (act_of(row[i]) and is_verb(row, i))
        )
        first = _after_leads(row, max(parts, default=clause.first), frame.first)
        return tuple(falls_on(row, first, frame.first).goods)
    last = clause.first - (row[clause.first - 1].lower == ",")
    borne_there = clause.opener in ("which", "that") and "face" in frame.kinds and last > 0
    return (row[last - 1].lower,) if borne_there and row[last - 1].kind == "good" else ()


def _bearing(frame: Frame, first: int, at: int) -> tuple[str, ...]:
    """Return the goods of a subject before its verb: known ones, whose they are, or whatever is let in free."""
    row = frame.clause.row
    lead = row[first:at]
    faces = "face" in frame.kinds
    wares = row[frame.at].kind == "amount" and not any(m.kind == "company" for m in lead)
    faced = faces and (wares or any(m.kind == "party" for m in lead))
    let = faces and (frame.value == 0 or frame.lever.endswith("exemption"))
    plain = (faced or let or any(m.kind == "good" for m in lead)) and not any(m.kind == "lever" for m in lead)
    said = row[at].lower in ("says", "said", "told", "offered")
    rate = next(
        (i for i in range(first, at - 1) if row[i].lower in _RATES and row[i + 1].lower == "for"), None
    )
    if rate is not None:
        return tuple(falls_on(row, rate + 2, at).goods)  # "the average for | shoes and hats falls to"
    return tuple(falls_on(row, first, at).goods) if lead and plain and not said else ()


_RATES = frozenset(["average", "rate", "figure", "level"])


def _after_leads(row: list[Mark], first: int, stop: int) -> int:
    """Return where a subject starts after the small words that open its clause, and after "Under the new rules,"."""
    comma = next((i for i in range(first, min(first + 8, stop)) if row[i].lower == ","), first)
    if row[first].lower in _SETTING and not any(m.kind in ("good", "lever") for m in row[first:comma]):
        first = comma
    while first < stop and row[first].lower in _LEADS:
        first += 1
    return first


_SETTING = frozenset(["under", "in", "as", "from", "with", "starting", "following"])
_LEADS = frozenset([",", ";", ":", "and", "for", "that", "while", "but"])


_SEEKS = words("seeking", "measures")
_OWN = frozenset(["its", "their", "his", "her", "our", "own"])


def asks_for(row: list[Mark], first: int, last: int) -> bool:
    """Whether somebody wishes or negotiates between two marks: "India wants its 50 percent US tariff lowered"."""
    return any(
        (act := act_of(m)) is not None and act.lemma in _SEEKS | {"negotiate"} for m in row[first:last]
    )


def seeks_relief(frame: Frame, verb: Verb) -> Role:
    """Return who bears a duty and asks for relief from it: "seeks relief from", "pressed for the removal of"; not of his own."""
    row = frame.clause.row
    between = [m.lower for m in row[verb.at + 1 : frame.at]]
    relief = "relief" in between or [m.lower for m in row[frame.at + 1 : frame.at + 2]] == ["relief"]
    asks = verb.act.lemma in _SEEKS and any(NOMINAL.get(word) in RELIEF for word in between)
    hopes = relief and verb.act.lemma not in _GRANTS  # "will buy wheat in the hope of relief from the duty"
    if frame.deed not in RELIEF or not (asks or hopes) or _OWN & {*between}:
        return NOBODY
    who = subject(frame.clause, verb.group)
    if verb.kind == "buy" and who.codes:  # what is bought is not what bears the duty
        frame.falls.origins, frame.falls.goods, frame.goods = [], [], ()
    others = {*frame.falls.origins} - {*who.codes}
    return NOBODY if others or frame.lever not in RATED else replace(who, how="seeks relief")


_GRANTS = words("granting", "measures")
RELIEF = ("cut", "end", "pause", "exempt")
"""Deeds that ease a measure."""


def takes_on(frame: Frame) -> bool:
    """Whether who agrees bears the rate: "Japan agreed to 15 percent", with no word of what it falls on."""
    verb = frame.verbs[-1] if frame.verbs else None
    if verb is None or verb.act.lemma not in ("agree", "accept") or verb.at + 2 != frame.first:
        return False
    return _is_rated(frame) and not _upon_something(frame)


def _is_rated(frame: Frame) -> bool:
    """Whether a rate that is not nil stands in the words of a measure."""
    row, first, at = frame.clause.row, frame.first, frame.at + 1
    after = row[at + 1 : at + 2] if row[at : at + 1] and row[at].lower == "of" else []
    eased = any(m.lower in ("lower", "reduced") for m in row[first:at])
    return eased or any(m.kind == "amount" and m.amount.value for m in (*row[first:at], *after))


def _upon_something(frame: Frame) -> bool:
    """Whether words follow a measure that say what it falls on: "a duty of 9% | on tea"."""
    row, at = frame.clause.row, frame.at + 1
    while at < len(row) and (row[at].kind == "amount" or row[at].lower in ("of", "rate")):
        at += 1
    others = at + 1 < len(row) and row[at + 1].lower not in ("its", "their")
    return others and row[at].lower in ("on", "for", "against", "upon")


def in_return(frame: Frame) -> None:
    """Let who gives something "in return for a duty of 9%" bear it, and who takes something for one on others' goods charge it."""
    row, first = frame.clause.row, frame.first
    lead = [m.lower for m in row[max(first - 4, 0) : first] if m.lower not in DETERMINERS]
    if lead[-3:] not in EXCHANGED or frame.own is not None:
        return
    if _upon_something(frame):
        frame.kinds = [k for k in frame.kinds if k != "face"] or ["agree"]
    elif _is_rated(frame):
        frame.kinds = [*frame.kinds, "face"]
