"""Who announces a measure that his clause does not impose: "Norway said the duty would rise", "the duty will rise, Oslo said"."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import PREPOSITIONS, act_of, party_of, verb_at
from accord.docket.frames.heads import NOBODY, PAPER, Role
from accord.docket.frames.markets import NOT_BEARERS, on_own_imports
from accord.docket.frames.marks import Mark
from accord.docket.frames.named import DEALS, by_whom
from accord.docket.frames.phrases import SELLERS
from accord.docket.frames.subjects import finite, subject
from accord.docket.rules import words


def announced(frame: Frame) -> Role:
    """Return who announces a measure, unless it is who suffers it."""
    if _only_judged(frame):
        return NOBODY
    who = _matrix(frame)
    on_own_imports(frame, who)
    if frame.lever.startswith("export_") and {*frame.falls.origins} == {*who.codes}:
        frame.falls.origins = []  # "Norway has controls on chips for Norwegian firms"
    hit = {*frame.patient.codes, *frame.falls.origins}
    return NOBODY if set(who.codes) & hit else who


_JUDGES = words("judging", "measures")
_VERDICT = frozenset(["is", "are", "was", "were"])


def _only_judged(frame: Frame) -> bool:
    """Whether who speaks only judges a rate: "The 50% tariff is unfair", "will not bow to a 50% tariff", "welcomed the end of"."""
    row, at, lead = frame.clause.row, frame.at + 1, frame.clause.row[frame.clause.first : frame.first]
    if any((act := act_of(m)) is not None and act.lemma in _JUDGES for m in lead):
        return True
    rated = not frame.kinds and not frame.deed and any(m.kind == "amount" for m in row[frame.first : at])
    verdict = at + 1 < len(row) and row[at].lower in _VERDICT and row[at + 1].lower not in PREPOSITIONS
    quoted = any(m.lower in ('"', "\u201d") for m in row)
    return rated and quoted and (verdict or any(m.lower == "not" for m in lead))


_ISSUES = frozenset(["issue", "sign", "adopt", "publish", "promulgate", "release"])


def ordered_by(frame: Frame) -> Role:
    """Return who issued the paper that a measure stands in: "stays under an order which Lima issued", "by a decree of Peru"."""
    row = frame.clause.row
    for at in range(frame.at + 1, len(row) - 3):
        lead = {m.lower for m in row[max(at - 4, 0) : at]}
        if row[at].lower not in PAPER or not {"under", "by", "in"} & lead:
            continue
        tie, named = row[at + 1].lower, party_of(row[at + 2])
        issued = (act := act_of(row[at + 3])) is not None and act.lemma in _ISSUES
        if named is not None and named.codes and (tie == "of" or (tie in ("which", "that") and issued)):
            return Role(named.codes, "by", row[at + 2].text, named.kind)
    return NOBODY


_WHEN = frozenset(["when", "as", "after", "since", "before", "once"])
"""Words that open what others only react to: "When the duty was announced, Lima said"."""


def _matrix(frame: Frame) -> Role:
    """Return who announces what clause tells: "Norway said the duty would rise"."""
    clause = frame.clause
    row = clause.row
    for index in range(frame.first - 1, clause.first - 1, -1):
        verb = verb_at(row, index, clause.first)
        if verb is not None and verb.kind == "other" and verb.tense == "infinitive":
            continue
        if (verb is not None and verb.kind not in ("face", "ask", "deny")) or (
            verb is None and frame.lever not in DEALS and finite(row, index)
        ):
            group = verb.group if verb is not None else index
            who = subject(clause, group)
            sells = verb is not None and (verb.passive or (verb.kind == "trade" and frame.lever in RATED))
            if who.codes and who.kind != "seller" and not sells and not _wares_of(row, who, group):
                return replace(who, how="announces it")
    gains = "face" in frame.kinds and not frame.falls.everybody
    comma = next((i for i in range(frame.at, clause.last) if row[i].lower == ","), clause.last)
    said = comma if gains or frame.value == 0 else frame.at + 1
    aside = clause.opener in _WHEN or row[clause.first].lower in _WHEN
    for index in range(said, clause.last if aside else min(clause.last + 20, len(row))):
        act = act_of(row[index])
        stated = act is not None and act.lemma in _TELLS
        if stated or row[index].lower == "decreed":
            comma = max((i for i in range(frame.at, index) if row[i].lower == ","), default=index)
            last = index + 2 if stated and row[index - 1].lower in (",", '"') else index
            told = [
                p
                for i in range(comma, min(last, len(row)))
                if (p := party_of(row[i])) is not None and p.codes
            ]
            if told:
                return Role(told[-1].codes, "announces it", row[index].text, told[-1].kind)
    if clause.parent is not None and clause.opener in ("that", "which", RESUMED):
        up = clause.parent
        for index in range(up.last - 1, up.first - 1, -1):
            verb = verb_at(row, index, up.first)
            if verb is not None:
                who = by_whom(row, index, up.last) if verb.passive else subject(up, verb.group)
                return replace(who, how="announces it") if who.codes else who
    return NOBODY


_TELLS = words("tells", "measures")


def _wares_of(row: list[Mark], who: Role, group: int) -> bool:
    """Whether an adjective before a verb only says whose goods they are: "Thai gloves", not "the Thai ministry"."""
    at = next((i for i in range(group - 1, -1, -1) if row[i].text == who.words), group)
    after = row[at + 1 : group]
    if who.kind != "adjective":
        return (
            bool(after) and (after[0].kind == "good" or after[0].lower in SELLERS) and "'s" not in who.words
        )
    ends = next((i for i, m in enumerate(after) if m.lower in PREPOSITIONS or (act_of(m) and i)), len(after))
    after = after[:ends]
    speaks = any(m.lower in NOT_BEARERS or m.text[:1].isupper() for m in after)
    return bool(after) and not speaks
