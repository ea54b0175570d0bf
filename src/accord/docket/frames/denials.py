"""Denials: "will not impose", "no such step is planned", "no longer", "did not lift"."""

from __future__ import annotations

import re
from itertools import pairwise

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, Verb
from accord.docket.frames.marks import Mark
from accord.docket.frames.subjects import subject
from accord.docket.patterns import regex
from accord.docket.rules import words

ENDED = ("end", "exempt")
_INTENDED = frozenset(["plan", "plans", "intention", "tariffs", "need", "longer"])
_PLANS = words("planning", "measures")
_NO = frozenset(["no", "neither", "nor", "without"])


def _of_another(row: list[Mark], verb: Verb, frame: Frame) -> bool:
    """Whether another measure stands between a verb and this one: "not to impose a tax and to end duties"."""
    return verb.at < frame.first and any(m.kind == "lever" for m in row[verb.at + 1 : frame.first])


def _will_not(before: list[Mark]) -> bool:
    """Whether a verb that names no measure is refused: "would not answer with duties"."""
    words = [m.lower for m in before]
    pairs = pairwise(words)
    return "won't" in words or any(a in ("will", "would", "shall") and b == "not" for a, b in pairs)


NO_SUCH = regex(
    r"\b(?:no|nor any) such (?:steps?|plans?|measures?|moves?|intentions?)\b|\bthere (?:will|would|shall) (?:be no|not be)\b",
    re.IGNORECASE,
)
"""Words that deny the measure a sentence names: "As for duties, no such step is planned"."""
_PREPARED = words("prepared", "measures")


def _none_of_it(frame: Frame) -> bool:
    """Whether there is no such measure: "There is no ban", "no price cap was being prepared"."""
    row, clause = frame.clause.row, frame.clause
    before = [m.lower for m in row[clause.first : frame.at]]
    after = {m.lower for m in row[frame.at : clause.last]}
    if "no" not in before[-4:] or frame.lever in ("tariff_exemption",):
        return False
    there = ("there" in before and bool(set(before) & {"is", "are", "be", "was", "were"})) or bool(
        {"has", "have"} & set(before[-4:])
    )
    return (there and frame.lever != "tariff" and not frame.verbs) or bool(after & _PREPARED)


def _no_measure(frame: Frame, verbs: list[Verb], deed: str) -> str | None:
    """Return the status where "no" stands before the measure that something is done to: "No duty has been imposed"."""
    lead = frame.clause.row[max(frame.first - 1, frame.clause.first) : frame.at]
    if frame.own is None or not frame.own.passive or verbs[:-1] or "no" not in (m.lower for m in lead):
        return None
    if deed in (*ENDED, "pause", "cut"):
        return "in_force"
    return "ruled_out" if frame.own.tense == "future" else ""


_ASIDE = regex(
    r"\b(?:off the table|out of the question|not on the (?:table|agenda|cards)|"
    r"(?:is|are|was|were|been|being|had|have|has)(?: ?, [^,]{1,25},)?(?: been)? (?:excluded|discarded|discounted)(?! from))\b"
)
_TOO_EARLY = regex(
    r"\b(?:(?:not?|nor|n't|n’t)\b[^,.;]{0,25} (?:time|moment)\b[^,.;]{0,15}|too (?:early|soon)|premature) (?:to|for)\b"
)


def _put_aside(frame: Frame) -> bool:
    """Whether a measure is off the table or its time has not come: "had been excluded", "not the time to raise duties"."""
    clause = frame.clause
    told, lead = (
        " ".join(m.lower for m in part)
        for part in (clause.row[frame.at : frame.at + 16], clause.row[clause.first : frame.at])
    )
    return bool(_ASIDE.search(told) or _TOO_EARLY.search(lead))


_SHUNS = frozenset(["avoid", "escape", "dodge", "avert", "evade", "circumvent", "bypass", "skirt"])
"""Verbs of getting round a measure, whose purpose tells none of its own: "turned to new codes to dodge quotas"."""


def averted(frame: Frame, verb: Verb) -> str | None:
    """Return the status of what somebody gets round or once did, None for all else: "escaped a duty", "used to charge"."""
    if verb.act.lemma in ("avoid", "escape") and verb.tense in ("past", "present"):
        return "ruled_out"
    shuns = verb.tense == "infinitive" and verb.act.lemma in _SHUNS
    if shuns and frame.value is None and not frame.agent.codes:
        return ""
    return "ended" if verb.kind in ("impose", "face") and _used_to(frame.clause.row, verb.at) else None


def _used_to(row: list[Mark], at: int) -> bool:
    """Whether a verb tells what once was: "used to charge 6 percent on fish"."""
    lead = [m.lower for m in row[max(at - 3, 0) : at]]
    return lead[-2:] == ["used", "to"] and lead[0] not in AUX


def _bears(frame: Frame) -> bool:
    """Whether who rejects a measure is whom it falls on, which ends nothing: "Mexico rejected the duty on its tomatoes"."""
    denial = next((v for v in frame.verbs if v.kind == "deny" and v.act.lemma in _REJECTS), None)
    if denial is None or denial.negated:
        return False
    who = set(subject(frame.clause, denial.group).codes)
    named = frame.agent.codes and frame.agent.how not in ("subject", "announces it")
    return bool(who) and (
        bool(named and not who & set(frame.agent.codes))
        or frame.falls.theirs
        or bool(who & set(frame.patient.codes))
    )


_REJECTS = frozenset(["reject", "dismiss", "refuse"])


def denied_by(frame: Frame, verbs: list[Verb], deed: str) -> str | None:
    """Return the status a denial gives, or None without one: "will not impose", "did not lift"."""
    if (frame.lever == "tariff_exemption" and deed == "exempt") or frame.cue == "barred":
        return None
    row, none = frame.clause.row, _no_measure(frame, verbs, deed)
    if none is not None:
        return none
    if _none_of_it(frame) and deed not in ENDED and deed != "pause":
        return "ruled_out"
    denied = "deny" in frame.kinds and not _bears(frame)
    if _put_aside(frame) or (denied and (deed != "end" or frame.kinds.index("deny") < len(frame.kinds) - 1)):
        return "in_force" if deed in ("cut", "pause", "exempt", "end") else "ruled_out"
    if any(
        v.act.lemma == "decide" and row[v.at + 1].lower == "against" for v in verbs if v.at + 1 < len(row)
    ):
        return "ruled_out"
    return _negated(frame, verbs, deed)


def _negated(frame: Frame, verbs: list[Verb], deed: str) -> str | None:  # noqa: PLR0911
    """Return the status that "not", "no plan" and "no longer" give, or None without one."""
    row, clause = frame.clause.row, frame.clause
    negated = next((v for v in verbs if v.negated and not _of_another(row, v, frame)), None)
    before = row[clause.first : frame.first]
    no_plan = any(m.lower in _NO for m in before[-8:]) and any(m.lower in _INTENDED for m in before)
    if negated is None and row[clause.first].lower == "neither" and verbs:
        negated = verbs[0]
    if negated is None and not no_plan:
        theirs = frame.agent.how == "owner" and frame.agent.words not in ("its", "their", "his", "our")
        return (
            "ruled_out"
            if _will_not(before) and not theirs and deed not in ENDED and deed != "pause"
            else None
        )
    longer = any(m.lower == "longer" for m in row[clause.first : clause.last])
    if longer:
        inner = verbs[-1] if verbs else None
        frame.deed = "end"
        done = "in_force" if frame.lever == "purchase_stop" else "ended"
        return "announced" if inner is not None and inner.tense == "future" else done
    if negated is not None and negated.act.lemma in ("extend", "prolong", "renew", "continue"):
        frame.deed = "end"
        return "ended"
    if deed in ("end", "pause", "cut", "exempt"):
        return "proposed" if {"propose", "threaten"} & set(frame.kinds) and not no_plan else "in_force"
    if no_plan and verbs and verbs[-1].act.lemma in ("extend", "prolong", "renew"):
        return "in_force"
    tense = negated.tense if negated else "future"
    if (
        negated is not None
        and tense == "present"
        and negated.act.lemma in _PLANS
        and deed in ("", "impose", "raise")
    ):
        return "ruled_out"
    if tense in ("future", "possible", "infinitive", "gerund") or no_plan:
        return "ruled_out"
    return ""
