"""Waivers and licences that let somebody trade in spite of sanctions: what they let in, from whom."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.extent import after_front
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, Verb, act_of, party_of
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.frames.single import make_frame, verb_frame
from accord.docket.frames.subjects import subject
from accord.docket.tokens import Sentence

WAIVERS = frozenset(["waiver", "waivers"])
_LETS = frozenset(["allow", "permit", "let", "authorise", "authorize", "enable", "clear", "exempt"])
_TRADES = ("buy", "trade", "allow")
_DEALINGS = frozenset(
    ["delivery", "sale", "sales", "purchase", "purchases", "import", "imports", "transactions", "dealings"]
)
_REACH = 18
"""Words after a waiver in which it says what it lets somebody do."""


def waiver_of(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return a waiver of sanctions as a licence: "a waiver that allows Chile to buy Iranian oil"."""
    row = clause.row
    near = row[max(at - 6, 0) : at + 10]
    let = lets(row, at)
    if let is None and not any(m.kind == "lever" and m.lever == "sanction" for m in near):
        return []
    frame = make_frame(sentence, clause, "licence", at, None)
    frame.kinds = [k for k in frame.kinds if k != "exempt"]
    frame.deed = "" if frame.deed == "exempt" else frame.deed
    bears(frame, let)
    verb = frame.verbs[-1] if frame.verbs else None
    kept = verb is not None and verb.kind in ("keep", "resume")
    if verb is not None and kept and (verb.negated or row[verb.group - 1].lower in _DECLINES):
        frame.verbs, frame.kinds = [replace(verb, kind="end", negated=False, modal="", tense="past")], ["end"]
        frame.deed = "end"
    return [frame]


_DECLINES = frozenset(["declined", "refused", "failed", "chose"])
"""Verbs before "to renew" by which a waiver ends."""


def bears(frame: Frame, let: Falls | None) -> None:
    """Fill in what a licence lets in and whose it is; without such words who else its sentence names."""
    row, own = frame.clause.row, set(frame.agent.codes)
    if let is not None and (let.goods or let.origins):
        frame.falls, frame.goods = let, tuple(let.goods)
    sellers = tuple(c for c in frame.falls.origins if c not in own)
    named = [
        c
        for m in row[frame.at :]
        if (p := party_of(m)) and p.kind != "person"
        for c in p.codes
        if c not in own
    ]
    if sellers or named:
        frame.patient = Role(sellers or tuple(named[:1]), "let", "", "economy")


def lets(row: list[Mark], at: int) -> Falls | None:
    """Return what is let in after a waiver or a licence: "allows refiners to buy Russian oil"; None without it."""
    stop = min(at + _REACH, len(row))
    let = next((i for i in range(at + 1, stop) if (a := act_of(row[i])) and a.lemma in _LETS), None)
    if row[at].lower in WAIVERS:  # "a waiver for Iraq to buy Iranian power"
        let = next((i for i in range(at + 1, min(at + 5, stop)) if row[i].lower == "to"), let)
    if let is None:
        return None
    for index in range(let + 1, min(let + 12, len(row))):
        act = act_of(row[index])
        if row[index].lower in _DEALINGS or (act is not None and act.kinds[0] in _TRADES):
            first = index + 1
            while first < len(row) and (
                row[first].lower in ("and", "of", "to") or row[first].lower in _DEALINGS
            ):
                first += 1
            return falls_on(row, first, len(row))
    return None


_GOING_ON = (RESUMED, "and", ",", "that", "which")


def exempting(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return what is let off by a verb: "exempted coffee and beef from its tariffs", "cars are spared the measure"."""
    row, spares = clause.row, verb.act.lemma == "spare"
    told = (
        i
        for i in range(verb.at + 1, clause.last)
        if row[i].lower == "from" or (spares and row[i].lower == "measure")
    )
    source = next(told, None)
    named = row[source : min(source + 8, clause.last)] if source is not None else []
    outward = any(m.kind == "lever" and m.ref == "export_tax" for m in named)
    struck = any((m.kind == "lever" and m.ref == "tariff") or m.lower == "measure" for m in named)
    if source is None or not (struck or outward):
        return []
    frame = verb_frame(sentence, clause, verb.at, "export_tax" if outward else "tariff_exemption")
    if spares:
        frame.verbs, frame.kinds = [*frame.verbs, verb], [*frame.kinds, "exempt"]
        frame.agent = NOBODY if verb.passive else subject(clause, verb.group)
    frame.falls = falls_on(row, verb.at + 1, source)
    frame.goods, frame.value, frame.deed = tuple(frame.falls.goods), 0.0, "end" if outward else "exempt"
    frame.falls.everybody = outward
    if verb.passive:
        frame.patient = NOBODY
        frame.falls = falls_on(row, after_front(row, clause.first, verb.group), verb.group)
        up = clause
        while (
            not (frame.falls.goods or frame.falls.origins)
            and up.opener in _GOING_ON
            and up.parent is not None
        ):
            up = up.parent  # "Beef that was ordered in May | will be exempt"
            frame.falls = falls_on(row, up.first, up.last) if up.opener not in _GOING_ON else frame.falls
        frame.goods = tuple(frame.falls.goods)
    return [frame] if frame.goods or frame.falls.origins else []
