"""Markets closed to somebody's goods and opened again: "Kenya shut its market to Ugandan eggs", "is barred from the Chilean market"."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.extent import after_front
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import DETERMINERS, PREPOSITIONS, Clause, Verb, is_adverb, party_of
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.limits import IN, OUT
from accord.docket.frames.markets import economies_at
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.single import verb_frame
from accord.docket.frames.subjects import subject
from accord.docket.tokens import Sentence

_GATES = frozenset(
    ["market", "markets", "border", "borders", "ports", "frontier", "shelves", "customs", "port"]
)
_SHUTS = frozenset(["close", "shut"])
_HOLDS = frozenset(["bar", "ban", "block", "stop"])
_OUT = _HOLDS | {"turn back", "shut out", "keep out", "halt", "remove"}
_LETS = frozenset(["allow", "admit", "let", "permit", "sell", "clear", "import", "accept"])


def gates(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return the ban that a closed market is, or its end, told of who closes it or of the goods."""
    if verb.negated:
        return _kept_out(sentence, clause, verb)
    after = clause.row[verb.at + 1] if verb.at + 1 < clause.last else None
    bare = verb.act.form == "both" and (after is None or after.lower in PREPOSITIONS or is_adverb(after))
    told = verb.passive or (bare and verb.group == verb.at)
    return _shut_out(sentence, clause, verb) if told else _gated(sentence, clause, verb)


def _gated(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Read "Kenya shut its market to Ugandan eggs", "bars yarn at its ports", "let in Ugandan sugar again"."""
    row, lemma = clause.row, verb.act.lemma
    opened = lemma in ("reopen", "open") and verb.tense in ("past", "gerund") and not _sized(clause)
    holds, lets = lemma in _HOLDS, _lets_again(clause, verb)
    if not (lemma in _SHUTS or opened or holds or lets):
        return []
    reach = range(verb.at + 1, min(verb.at + (9 if holds else 6), clause.last))
    gate = next((i for i in reach if row[i].lower in _GATES), None)
    owned = (
        next((i for i in range(gate - 1, verb.at, -1) if row[i].lower in DETERMINERS), None) if gate else None
    )
    if lets:
        span = (verb.at + 1 + (row[verb.at + 1].lower == "in"), clause.last)
    elif (
        gate is None
        or owned is None
        or gate - owned > 3
        or (row[owned - 1].lower not in ("at", "from") if holds else row[gate + 1].lower not in ("to", "for"))
    ):
        return []
    else:
        span = (verb.at + 1, owned - 1) if holds else (gate + 2, clause.last)
    frame = verb_frame(sentence, clause, verb.at, "import_ban")
    frame.falls = falls_on(row, *span)
    _does(frame, verb, opened or lets)
    frame.agent = frame.agent if frame.agent.codes else subject(clause, verb.group)
    return _struck(frame, frame.falls.theirs)


def _shut_out(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Read "Chilean wine is barred from the Kenyan market", "may again be sold in Kenya"."""
    row = clause.row
    again = _lets_again(clause, verb)
    market = _market(row, verb.at + 1, clause.last) if again or verb.act.lemma in _OUT else NOBODY
    told = row[clause.first : verb.group]
    if not market or any(m.lower in IN | OUT or m.kind == "lever" for m in told):
        return []
    frame = verb_frame(sentence, clause, verb.at, "import_ban")
    frame.falls, frame.agent = falls_on(row, after_front(row, clause.first, verb.group), verb.group), market
    _does(frame, verb, again)
    return _struck(frame)


def _kept_out(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Read "Garments from Chile may no longer enter Norway by road", "may not be sold in Norway"."""
    row, sold = clause.row, verb.passive and verb.act.lemma in ("sell", "import")
    if verb.act.lemma in ("let", "allow", "admit") and not verb.passive:
        return _not_let(sentence, clause, verb)
    if verb.modal not in ("may", "can", "must", "shall") or not (sold or verb.act.lemma == "enter"):
        return []
    step = verb.at + 1 + ([m.lower for m in row[verb.at + 1 : verb.at + 2]] == ["the"])
    party = party_of(row[step]) if step < clause.last else None
    enters = Role(party.codes, "market", row[step].text, party.kind) if party is not None else NOBODY
    market = _market(row, verb.at + 1, clause.last) if sold else enters
    frame = verb_frame(sentence, clause, verb.at, "import_ban")
    frame.falls, frame.agent = falls_on(row, after_front(row, clause.first, verb.group), verb.group), market
    _does(frame, replace(verb, negated=False, modal="", tense="present"), False)
    frame.cue = "barred"
    return _struck(frame)


def _not_let(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Read "Kenya will not let pork from Chile into the country"."""
    frame = verb_frame(sentence, clause, verb.at, "import_ban")
    frame.falls = falls_on(clause.row, verb.at + 1, clause.last)
    into = {m.lower for m in clause.row[frame.falls.end - 1 : frame.falls.end + 3]} & {"into", "in"}
    frame.falls.dests, frame.cue = [], "barred"
    _does(frame, replace(verb, negated=False), False)
    return _struck(frame) if into else []


def _market(row: list[Mark], at: int, stop: int) -> Role:
    """Return whose market it is that goods are kept from: "from the Chilean market", "at Kenya's border", "in Kenya"."""
    tie = next(
        (i for i in range(at, min(at + 3, stop)) if row[i].lower in ("from", "at", "in", "into")), None
    )
    if tie is None or tie + 1 >= stop:
        return NOBODY
    step = tie + 1 + (row[tie + 1].lower == "the")
    party = party_of(row[step]) if step < stop else None
    if party is None or not party.codes or party.kind == "person":
        return NOBODY
    gate = any(m.lower in _GATES for m in row[step + 1 : min(step + 4, stop)])
    bare = row[tie].lower != "at" and party.kind in ("economy", "place", "institution")
    return economies_at(row, step, stop) if gate or bare else NOBODY


def _lets_again(clause: Clause, verb: Verb) -> bool:
    """Whether goods that were kept out are let in: "let in Ugandan sugar again", "may again be sold in Kenya"."""
    near = {m.lower for m in clause.row[max(verb.group - 2, clause.first) : clause.last]}
    return verb.act.lemma in _LETS and "again" in near


def _sized(clause: Clause) -> bool:
    return any(m.kind == "amount" for m in clause.row[clause.first : clause.last])


def _does(frame: Frame, verb: Verb, opens: bool) -> None:
    """Set what is done to the ban: the verb imposes it, or ends it."""
    frame.goods, frame.deed = tuple(frame.falls.goods), "end" if opens else "impose"
    frame.kinds = [
        *[k for k in frame.kinds if k not in ("allow", "trade", "buy", "impose", "end")],
        frame.deed,
    ]
    tense = "past" if verb.tense == "gerund" else "present" if opens and verb.modal == "may" else verb.tense
    modal = "" if verb.modal == "may" else verb.modal
    frame.verbs = [
        *[v for v in frame.verbs if v.at != verb.at],
        replace(verb, kind=frame.deed, tense=tense, modal=modal),
    ]


def _struck(frame: Frame, theirs: bool = False) -> list[Frame]:
    """Return the ban with whose goods it falls on; none where goods or sellers are not told."""
    sellers = tuple(c for c in frame.falls.origins if c not in frame.agent.codes)
    if theirs and not sellers:
        row = frame.clause.row
        named = dict.fromkeys(
            c for m in row[: frame.at] if (p := party_of(m)) for c in p.codes if c not in frame.agent.codes
        )
        sellers = tuple(named) if len(named) == 1 else ()
    frame.patient = Role(sellers, "goods of", "", "economy") if sellers else NOBODY
    return [frame] if frame.goods and sellers and frame.agent.codes else []
