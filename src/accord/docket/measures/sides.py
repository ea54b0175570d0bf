"""Whether the direction of a measure agrees with the rest: whose goods its sentence says, what the report tells firmly."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, DETERMINERS, MADE, PREPOSITIONS, act_of, is_verb, party_of
from accord.docket.frames.marks import Mark, Party
from accord.docket.frames.named import DEALS
from accord.docket.items import Doubt, Measure
from accord.docket.measures.merge import family
from accord.docket.measures.tied import is_material
from accord.docket.measures.told import Made

INWARD = (
    *(r for r in RATED if r != "export_tax"),
    "import_ban",
    "import_restriction",
    "tariff_quota",
    "quota",
)
"""Levers that fall on what comes into an economy from others."""
WEAK = ("", "announces it")
"""How who imposes was found where no phrase of the measure names him."""
_SELLS = frozenset(["sell", "export", "ship", "supply", "deliver"])
_BUYS = frozenset(["buy", "import", "purchase"])
_ANSWERS = frozenset(["answer", "retaliate", "respond"])
_WISHES = _ANSWERS | {"want", "seek", "demand"}
_WARES = frozenset(["exports", "exporters", "goods", "products", "shipments"])
_OWN = frozenset(["its", "their", "our"])
_AT_HOME = frozenset(
    ["imports", "purchases", "market", "markets", "sector", "industry", "makers", "producers", "consumers"]
)
"""What follows goods that are bought or made at home: "its steel imports", "its car industry"."""
_CLOSING = PREPOSITIONS | AUX | DETERMINERS | {"and", "or"}


def sold_by(frame: Frame) -> set[str]:
    """Return the economies whose goods a sentence speaks of, and which it does not say to buy: they suffer what falls on imports."""
    row, clause = frame.clause.row, frame.clause
    named = any(party_of(m) for m in row[clause.first : clause.last])
    sells, buys = set[str](), set[str]()
    for at in range(clause.first, clause.last) if named else range(len(row)):
        party = party_of(row[at]) or _owner(row, at)
        if party is None or not party.codes or party.kind == "person" or is_material(row, at):
            continue
        if _of_goods(row, at) or _does(row, at, _SELLS):
            sells |= {*party.codes}
        elif _entered(row, at) or _does(row, at, _BUYS):
            buys |= {*party.codes}
    return sells - buys


def _owner(row: list[Mark], at: int) -> Party | None:
    """Return whose goods "its" and "their" speak of, who is named last before them: "Peru said a duty on its avocados"."""
    if row[at].lower not in _OWN:
        return None
    for step in range(at + 1, min(at + 4, len(row))):
        if row[step].kind == "good" or row[step].lower in _WARES:
            after = row[step + 1] if step + 1 < len(row) else None
            bought = after is not None and (after.kind == "lever" or after.lower in _AT_HOME)
            left = (row[i] for i in range(at - 1, -1, -1) if row[max(i - 1, 0)].lower != "by")
            named = (party_of(m) for m in (*left, *row[step:]))
            return None if bought else next(filter(None, named), None)
    return None


_HOME_MARKET = frozenset(
    ["market", "markets", "consumers", "buyers", "importers", "consumption", "users", "demand"]
)


def _of_goods(row: list[Mark], at: int) -> bool:
    """Whether a party is whose goods are meant: "Thai gloves", "Brazil's main exports", "shrimp from India", "made in Peru"."""
    named = at + 1 < len(row) and row[at + 1].lower == "'s"
    for step in range(at + 1 + named, min(at + 5, len(row))):
        mark = row[step]
        if mark.kind == "good" and step + 1 < len(row) and row[step + 1].lower in _HOME_MARKET:
            return False  # "the Chinese barley market"
        if mark.kind == "good" or mark.lower in _WARES:
            return not (named and mark.kind == "good" and row[min(step + 1, len(row) - 1)].kind == "lever")
        if mark.kind != "word" or mark.lower in _CLOSING or getattr(row[at].ref, "kind", "") == "place":
            break
    lead = at - 1 - (at > 0 and row[at - 1].lower == "the")
    if lead < 1:
        return False
    tie, before = row[lead].lower, row[lead - 1]
    if tie == "in":
        return before.lower in MADE | {"originating"}
    return tie in ("from", "of") and (
        before.lower in _WARES | {"imports"} or (before.kind == "good" and tie == "from")
    )


def wished_away_by(frame: Frame) -> set[str]:
    """Return who wishes that a duty not called his own be cut or end, or will not answer it: "Peru wants the duty lowered"."""
    row, clause = frame.clause.row, frame.clause
    acts = [act for act in map(act_of, row[clause.first : clause.last]) if act]
    if not any(act.lemma in _WISHES for act in acts):
        return set()
    refused = any(act.lemma in _ANSWERS for act in acts) and any(
        m.lower == "not" for m in row[clause.first : frame.at]
    )
    if not refused and not any({"cut", "end"} & {*act.kinds} for act in acts):
        return set()
    found = set[str]()
    for at in range(clause.first, frame.at):
        party = party_of(row[at])
        own = party is not None and any(m.lower in _OWN for m in row[at : frame.at])
        if party is not None and not own and _does(row, at, _WISHES, going=True):
            found |= {*party.codes}
    return found


def _entered(row: list[Mark], at: int) -> bool:
    """Whether a party is the market that something goes to: "exports to Norway", "enter Norway", "into Norway"."""
    lead = at - 1 - (at > 0 and row[at - 1].lower == "the")
    word = row[lead].lower if lead >= 0 else ""
    act = act_of(row[lead]) if lead >= 0 else None
    return word in ("into", "to") or (act is not None and act.lemma == "enter")


def _does(row: list[Mark], at: int, lemmas: frozenset[str], going: bool = False) -> bool:
    """Whether a party is who sells or buys: "products that Oman is keen to sell", "what it buys"."""
    for step in range(at + 1, min(at + 6, len(row))):
        act = act_of(row[step])
        if act is not None and is_verb(row, step):
            is_going = act.form == "ing" or row[step - 1].lower in ("is", "are", "be", "been")
            return act.lemma in lemmas and (going or not is_going)
        if row[step].kind != "word":
            return False
    return False


def firm_ones(made: Made) -> list[Measure]:
    """Return the measures whose two sides grammar tells."""
    named = (m for f, m in made if f.agent.codes and f.agent.how not in (*WEAK, "pronoun"))
    return [m for m in named if m.target and not m.doubts_of("imposing", "target")]


def agreeing(made: Made) -> Made:
    """Let a direction that no phrase tells yield to one that grammar tells the other way round.

    The same figure, and a deal, have the direction told; of a sanction who imposes it is left open.
    """
    firm = firm_ones(made)
    kept = []
    for frame, measure in made:
        kin = [m for m in firm if m is not measure and family(m.lever) == family(measure.lever)]
        told = next((m for m in kin if opposed(m, measure)), None)
        agrees = any({*m.imposing} & {*measure.imposing} for m in kin)
        if told is None or agrees or not _yields(frame, measure, told):
            kept.append((frame, measure))
            continue
        doubts = measure.doubts_besides("imposing", "target")
        same = measure.lever in DEALS or (measure.value is not None and measure.value == told.value)
        sides = (told.imposing, told.target) if same else ((), measure.target)
        how = Doubt("imposing", "named before" if same else "ambiguous", "")
        kept.append((frame, replace(measure, imposing=sides[0], target=sides[1], doubts=(*doubts, how))))
    return kept


def _yields(frame: Frame, measure: Measure, told: Measure) -> bool:
    """Whether a direction is too weakly told to stand against another; a duty may well be answered by one of the same kind."""
    doubted = bool(measure.doubts_of("imposing", "target"))
    if measure.lever in (*DEALS, "sanction"):
        return doubted or frame.agent.how in WEAK
    same = not frame.agent.how and measure.value is not None and measure.value == told.value
    told_whom = frame.patient.codes or frame.falls.origins
    return doubted and (same or bool(measure.doubts_of("imposing") and not told_whom))


def opposed(a: Measure, b: Measure) -> bool:
    """Whether of two measures each falls on who imposes the other."""
    return bool({*a.imposing} & {*b.target} and {*b.imposing} & {*a.target})
