"""Sanctions: who is struck, told by a verb, by a list or by a ban on dealings; each lot with its number."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.extent import after_front
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, PREPOSITIONS, Clause, Verb, act_of, is_verb, party_of
from accord.docket.frames.heads import NOBODY, OFFICES, Role
from accord.docket.frames.marks import Mark, unit_goods
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.frames.single import verb_frame
from accord.docket.frames.subjects import subject
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_STRIKES = frozenset(["sanction", "blacklist"])
_LISTS = frozenset(["designate", "list"])
_SHUTS = frozenset(["cut off", "disconnect", "shut out", "ban", "bar", "expel", "remove", "block"])
_CLOSED = frozenset(["swift", "dealings", "transactions", "ports", "payment", "payments"])
"""What who is struck is shut out of: "excluded from the Swift system", "banned from its ports"."""
DEALINGS = frozenset(["transaction", "transactions", "dealing", "dealings"])
"""What a sanction bans: "a full ban on transactions"."""
_FIRMS = words("firms", "measures") | words("struck", "measures")
_STATES = frozenset(["government", "ministry", "treasury", "department", "council", "commission", "office"])


EVADES = frozenset(
    [
        "around",
        "evade",
        "evades",
        "evading",
        "circumvent",
        "circumventing",
        "dodge",
        "dodging",
        "bypass",
        "skirt",
    ]
)
"""Words for what is done by those whom sanctions strike: "ships that Chad uses to get around sanctions"."""


def striking(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return the sanction that a verb is: "designated 27 ships", "banks are cut off from dealings", "froze the assets of"."""
    row, span = clause.row, _object(clause, verb)
    if (barred := _undealt(sentence, clause, verb)) is not None:
        return [barred]
    if span is None or (verb.act.lemma not in _STRIKES and not _names_struck(row, *span)):
        return []
    frame = verb_frame(sentence, clause, verb.at, "sanction")
    if verb.act.lemma not in _STRIKES:
        frame.kinds = [*frame.kinds[:-1], "impose"]
        frame.verbs = [*frame.verbs[:-1], replace(frame.verbs[-1], kind="impose")]
        frame.deed = "impose"
    if not verb.passive and not _past(clause, verb):
        return [*_lots(frame, *span), *_lots(frame, span[1], len(row), also=True)]
    who = subject(clause, verb.group)
    frame.patient = Role(who.codes, "struck", who.words, who.kind)
    told = frame.agent if frame.agent.codes else _shutter(clause, verb) or _told_by(clause, verb)
    if told.codes:
        frame.agent = told
        left = tuple(c for c in frame.patient.codes if c not in told.codes)
        frame.patient = replace(frame.patient, codes=left)
    found = _lots(frame, *span)
    return [*found, *_lots(frame, verb.at + 1, clause.last, also=True)]


def _undealt(sentence: Sentence, clause: Clause, verb: Verb) -> Frame | None:
    """Return the sanction that a ban on dealings is: "barring any transactions with the Chilean port"."""
    row = clause.row
    span = (clause.first, verb.group) if verb.passive else (verb.at + 1, min(verb.at + 5, clause.last))
    deal = next((i for i in range(*span) if row[i].lower in DEALINGS), None)
    if verb.act.lemma not in _BARS or verb.negated or deal is None:
        return None
    tie = next(
        (i for i in range(deal + 1, min(deal + 4, len(row))) if row[i].lower in ("with", "to", "in", "by")),
        None,
    )
    frame = verb_frame(sentence, clause, verb.at, "sanction")
    frame.kinds, frame.deed, frame.cue = [*frame.kinds[:-1], "impose"], "impose", "dealings"
    if tie is not None:
        frame.fall_on(falls_on(row, tie + 1, verb.group if verb.passive else clause.last))
        others = tuple(c for c in frame.falls.origins if c not in frame.agent.codes)
        frame.patient = Role(others, "goods of", "", "economy") if others else frame.patient
    return frame if frame.goods or frame.patient.codes else None


_BARS = frozenset(["ban", "bar", "prohibit", "forbid", "outlaw", "block"])


def _past(clause: Clause, verb: Verb) -> bool:
    """Whether a verb without an object is a passive cut short: "Two Chilean banks sanctioned"."""
    after = clause.row[verb.at + 1] if verb.at + 1 < clause.last else None
    return verb.act.form == "both" and (after is None or after.kind == "punct")


def _object(clause: Clause, verb: Verb) -> tuple[int, int] | None:  # noqa: PLR0911
    """Return the marks that tell who is struck by a verb; None where it strikes nobody."""
    row, lemma, first, stop = clause.row, verb.act.lemma, verb.at + 1, clause.last
    if lemma in _STRIKES and first < stop and row[first].text[:1].isupper() and row[first].lower in OFFICES:
        return None  # "Sanctions Minister Ruiz said"
    if lemma in _STRIKES and first < stop and row[first].lower in ("waiver", "waivers", "relief"):
        return None
    lead = act_of(row[verb.at - 1]) if verb.at else None
    if lemma in _STRIKES and verb.at and row[verb.at - 1].lower.split()[-1] in EVADES:
        return None
    if lemma in _STRIKES and lead is not None and lead.kinds[0] in ("buy", "trade"):
        return None  # "Refiners buy sanctioned oil"
    if lemma == "sanction" and _is_granted(row[first : min(first + 6, stop)]):
        return None
    if lemma == "freeze":
        of = next((i for i in range(first, min(first + 5, stop - 1)) if row[i].lower == "of"), None)
        held = of is not None and {"assets", "accounts"} & {m.lower for m in row[first:of]}
        return (of + 1, stop) if held and of is not None else None
    if lemma in _COVERS and _is_package(row, clause.first, verb.group) and not verb.passive:
        return first, stop
    apart = lemma == "cut" and any(m.lower == "off" for m in row[first : first + 7])
    if lemma in _SHUTS or apart:
        tie = next((i for i in range(first, stop) if row[i].lower in ("from", "of")), stop)
        shut = not verb.negated and _CLOSED & {m.lower for m in row[tie : tie + 5]}
        if not shut:
            return None
        stop = tie - apart
    elif lemma not in _STRIKES | _LISTS:
        return None
    if verb.passive or (lemma in _STRIKES and _past(clause, verb)):
        first, stop = after_front(row, clause.first, verb.group), verb.group
    after = [m.lower for m in row[verb.at + 1 : verb.at + 3]]
    as_what = lemma in _LISTS and after[:1] in (["as"], ["under"]) and after[1:] != ["well"]
    return None if as_what else (first, stop)


_COVERS = frozenset(["target", "hit", "list", "add"])
_AID = frozenset(["aid", "rescue", "relief", "support", "stimulus", "military", "arms", "defence", "defense"])


def _is_package(row: list[Mark], first: int, last: int) -> bool:
    """Whether a subject is sanctions or a package of them: "Britain's new sanctions hit", "The 14th package covers"."""
    lead = {m.lower for m in row[first:last]}
    return bool({"package", "round", "sanctions"} & lead) and not _AID & lead


def _is_granted(near: list[Mark]) -> bool:
    """Whether money or a project is what is sanctioned, that is, approved: "sanctioned a loan of $2 million"."""
    money = any(m.sizes("money") or m.lever in ("credit", "subsidy") for m in near[:4])
    return money or bool({"amount", "sum", "funds", "project", "projects", "posts"} & {m.lower for m in near})


def _names_struck(row: list[Mark], first: int, stop: int) -> bool:
    """Whether a phrase is about firms, banks, ships or people, of an economy or so many of them."""
    ends = (i for i in range(first + 1, stop) if row[i].kind == "lever" or row[i].lower in _GOES_ON)
    struck = any(_is_struck(m) for m in row[first : next(ends, stop)])
    return struck and any(_counted(m) or party_of(m) or m.kind == "company" for m in row[first:stop])


_GOES_ON = PREPOSITIONS - {"of"}


def _is_struck(mark: Mark) -> bool:
    return any(w in _FIRMS or w.removesuffix("s") in _FIRMS for w in mark.lower.split())


def _counted(mark: Mark) -> bool:
    return mark.sizes("count", "quantity")


def _lots(frame: Frame, first: int, stop: int, also: bool = False) -> list[Frame]:
    """Return a sanction once for each lot that is struck: "an Indian refinery and two Chinese banks"."""
    row, found = frame.clause.row, list[Frame]()
    ties = _BESIDES if also else _ALSO
    counts = [i for i in range(first + 1, stop) if _counted(row[i]) and row[i - 1].lower in ties]
    counts = [i for i in counts if _names_struck(row, i, stop) and not (also and _acts(row, i, stop))]
    starts = counts if also else [first, *(i for i in counts if i > first + 1)]
    for start, end in zip(starts, [*starts[1:], stop], strict=False):
        part = falls_on(row, start, end)
        size = next((m for m in row[start : min(start + 3, end)] if _counted(m)), None)
        brought = row[start - 1].lower in ("on", "with", "as")
        apart = size is not None and size.lower.split()[-1] in _THINGS
        if start != first and not (brought or part.origins or apart):
            continue
        found.append(_lot(frame, part, size, start != first))
    return found


_THINGS = frozenset(["vessels", "ships", "tankers", "aircraft", "planes", "banks", "refineries"])
"""What is struck in a lot of its own; people and firms that are counted together are one."""
_BESIDES = frozenset(["and", "with", "as"])
_ALSO = _BESIDES | {"on", ","}


def _acts(row: list[Mark], at: int, stop: int) -> bool:
    """Whether so many of them are the subject of a clause of their own: "and two Chilean banks said"."""
    near = range(at + 1, min(at + 5, stop))
    return row[at - 1].lower == "and" and any(row[i].lower in AUX or is_verb(row, i) for i in near)


def _lot(frame: Frame, part: Falls, size: Mark | None, fresh: bool) -> Frame:
    """Return the sanction on one lot: its number, its goods, its economy."""
    goods = tuple(dict.fromkeys((*(unit_goods(size) if size else ()), *part.goods)))
    one = replace(frame, falls=part, goods=goods or (() if fresh else frame.goods))
    one.amount = size.amount if size else None
    one.value = one.amount.value if one.amount else None
    named = (*part.origins, *part.dests) or (() if fresh else frame.falls.origins)
    others = tuple(c for c in named if c not in frame.agent.codes)
    part.dests = []
    one.patient = Role(others, "goods of", "", "economy") if others else NOBODY if fresh else frame.patient
    return one


def _shutter(clause: Clause, verb: Verb) -> Role:
    """Return who shuts somebody out of its own ports or dealings: "banned from Kenyan ports"."""
    named = [p for m in clause.row[verb.at + 1 : clause.last] if (p := party_of(m)) and p.kind != "person"]
    shut = named and verb.act.lemma in _SHUTS
    return Role(named[0].codes, "market", "", named[0].kind) if shut else NOBODY


def _told_by(clause: Clause, verb: Verb) -> Role:
    """Return the government that tells who was struck: "the Norwegian government said the bank was blacklisted"."""
    row = clause.row
    for at in range(verb.group - 1, 0, -1):
        said = act_of(row[at])
        if said is not None and said.lemma in ("say", "announce", "declare"):
            who = subject(Clause(row, 0, at, ""), at)
            return replace(who, how="announces it") if {m.lower for m in row[:at]} & _STATES else NOBODY
    return NOBODY


def struck(frame: Frame) -> list[Frame]:
    """Return a sanction named by a noun once for each lot: "put nine Chilean firms on its list", "sanctions on 51 tankers"."""
    row, verb = frame.clause.row, frame.verbs[-1] if frame.verbs else None
    if (
        verb is not None
        and verb.act.lemma in ("put", "place", "add")
        and row[frame.first - 1].lower in ("on", "to")
    ):
        span = (frame.clause.first, verb.group) if verb.passive else (verb.at + 1, frame.first - 1)
    elif verb is not None and verb.kind == "face" and not verb.passive:
        span = (after_front(row, frame.clause.first, verb.group), verb.group)
    elif frame.own is not None and frame.own.act.lemma in _COVERS and not frame.own.passive:
        span = (frame.own.at + 1, frame.clause.last)
    else:
        after = range(frame.at + 1, frame.clause.last)
        on = next((i for i in after if row[i].lower in ("on", "against")), None)
        on = on or next(
            (i for i in after[:-1] if row[i].lower in ("for", "to") and _counted(row[i + 1])), None
        )
        if on is None:
            return [frame]
        span = (on + 1, frame.clause.last)
    return (
        _lots(frame, *span)
        if any(map(_counted, row[slice(*span)])) and _names_struck(row, *span)
        else [frame]
    )
