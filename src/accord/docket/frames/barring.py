"""Bans told by what may not be done: "ore may not be exported", "logs may no longer leave the country"."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.announcing import announced
from accord.docket.frames.extent import after_front
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, DETERMINERS, MADE, PREPOSITIONS, Clause, Verb, act_of, party_of
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.limits import WARES
from accord.docket.frames.markets import economies_at
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import Falls, falls_on, is_abstract
from accord.docket.frames.single import verb_frame
from accord.docket.frames.subjects import subject
from accord.docket.tokens import Sentence

PERMITS = frozenset(
    ["licence", "license", "permit", "permission", "approval", "authorisation", "authorization"]
)
_LEAVE = frozenset(["leave", "export", "ship", "sell"])


def barred(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return a ban told by what may not be done: "ore may not be exported", "logs may no longer leave the country"."""
    row = clause.row
    after = [m.lower for m in row[verb.at + 1 : verb.at + 4]]
    out = verb.act.lemma in _LEAVE and (verb.passive or (verb.act.lemma == "leave" and "country" in after))
    enters = verb.act.lemma == "enter" and any(
        m.kind == "good" or m.lower in WARES for m in row[clause.first : verb.group]
    )
    if not (out or enters or (verb.act.lemma == "import" and verb.passive)) or not verb.negated:
        return []
    away = falls_on(row, verb.at + 1, clause.last).dests or {"abroad", "overseas"} & {*after}
    abroad = verb.act.lemma != "sell" or bool(away)
    if verb.modal not in ("may", "can", "must", "will", "shall", "could") or not abroad or "less" in after:
        return []
    market = verb.at + 1 + (not enters) if enters or (after[:1] == ["in"] and away) else clause.last
    there = economies_at(row, market, clause.last) if market < clause.last - 1 else NOBODY
    out = out and not (verb.act.lemma == "sell" and there)
    free = _without_leave(row[verb.at : clause.last])
    levers = ("licence", "import_restriction") if free else ("export_ban", "import_ban")
    frame = verb_frame(sentence, clause, verb.at, levers[not out])
    first = verb.group
    while first > clause.first and _of_goods(row[first - 1]):
        first -= 1
    listed = clause.last < len(row) and row[clause.last].lower == ":" and row[verb.group - 1].lower == "items"
    several = any(m.lower == "," for m in row[clause.first : verb.group])
    span = (clause.last + 1, len(row)) if listed else (after_front(row, clause.first, verb.group), verb.group)
    made = next((i for i in range(span[0] + 1, verb.group) if row[i].lower in MADE), verb.group)
    first = span[0] if made < verb.group else first
    goods = falls_on(row, *span).goods if listed or several else _joined_goods(row, first, made)
    frame.falls = Falls(goods=goods, dests=falls_on(row, verb.at + 1, clause.last).dests)
    frame.goods, frame.deed, frame.kinds = tuple(frame.falls.goods), "impose", ["impose"]
    frame.verbs = [replace(v, negated=False, modal="", tense="present") for v in frame.verbs[-1:]]
    frame.agent = frame.agent if frame.agent.how == "by" else announced(frame)
    frame.patient, frame.cue = NOBODY, "barred"
    if there and not out:
        sellers = tuple(c for c in falls_on(row, *span).origins if c not in there.codes)
        frame.agent, frame.patient = there, Role(sellers, "goods of", "", "economy")
        frame.falls.dests, frame.goods = [], tuple(falls_on(row, *span).goods) or frame.goods
    left = () if there or not out else tuple(falls_on(row, verb.at + 1, clause.last).origins)
    if left and not frame.agent:
        frame.agent = Role(left, "goods of", "", "economy")
    frame.falls.everybody = not frame.falls.dests and not frame.patient
    frame.goods = tuple(g for g in frame.goods if not is_abstract(g.split()[-1]))
    return [frame] if frame.goods or frame.falls.goods else []


def _without_leave(row: list[Mark]) -> bool:
    """Whether a thing may be done with leave: "may not be exported without a permit"."""
    ends = (i for i, m in enumerate(row) if m.lower == "without")
    return any(PERMITS & {m.lower for m in row[i : i + 4]} for i in ends)


def _of_goods(mark: Mark) -> bool:
    plain = mark.kind in ("good", "word") or (mark.kind == "act" and mark.lower.endswith("ed"))
    return plain and mark.lower not in AUX | PREPOSITIONS | DETERMINERS | {"it", "they", "'s"}


def _joined_goods(row: list[Mark], first: int, last: int) -> list[str]:
    """Return the goods of a subject, in the text's words: "raw logs and used cars"."""
    words = " ".join(m.lower for m in row[first:last] if m.kind != "punct")
    return [g.strip() for g in words.replace(" or ", " and ").split(" and ") if g.strip()]


_KEEPS = frozenset(
    ["ban", "bar", "block", "prohibit", "forbid", "prevent", "stop", "keep", "cut off", "restrict"]
)
_GETTING = frozenset(
    ["buy", "purchase", "get", "receive", "obtain", "acquire", "procure", "order", "secure", "win", "source"]
)


def kept_from(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return the export ban of who keeps others from its goods: "barred Chilean firms from buying Norwegian chips"."""
    if verb.act.lemma not in _KEEPS or verb.negated or verb.passive:
        return []
    row, near = clause.row, range(verb.at + 2, min(verb.at + 9, clause.last - 1))
    tie = next((i for i in near if row[i].lower == "from"), None)
    act = act_of(row[tie + 1]) if tie is not None else None
    if tie is None or act is None or act.form != "ing" or act.lemma not in _GETTING:
        return []
    goods = falls_on(row, tie + 2, clause.last)
    told = [i for i in range(verb.at + 1, tie) if row[i].kind == "company" or party_of(row[i]) is not None]
    who = subject(clause, verb.group)
    ours = not goods.origins or set(goods.origins) <= {*who.codes}
    if not told or not goods.goods or not ours or not who:
        return []
    frame = verb_frame(sentence, clause, verb.at, "export_ban")
    hit = tuple(c for i in told if (p := party_of(row[i])) is not None for c in p.codes if c not in who.codes)
    frame.agent, frame.patient = who, Role(hit, "struck", "", "economy") if hit else NOBODY
    frame.falls, frame.goods = Falls(goods=goods.goods, dests=list(hit)), tuple(goods.goods)
    frame.verbs, frame.kinds, frame.deed = [replace(verb, kind="impose")], ["impose"], "impose"
    frame.cue = "kept from"
    return [frame]
