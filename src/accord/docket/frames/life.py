"""The life of a measure as one state machine: what a clause's verbs make of it."""

from __future__ import annotations

import re
from itertools import pairwise

from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import BE, DETERMINERS, HAVE, PRONOUNS, Clause, Verb, verb_at
from accord.docket.frames.marks import Mark
from accord.docket.patterns import regex

ENDED, PAUSED, CHANGED = ("end", "exempt"), ("pause",), ("cut", "raise")
DEEDS = ("end", "pause", "resume", "cut", "raise", "keep", "impose", "face", "start", "buy", "invest", "lend",
         "support", "allow", "exempt")  # fmt: skip
_IF = frozenset(["if", "unless", "whether"])
_TURNED = frozenset(["should", "had", "were"])
_NO = frozenset(["no", "neither", "nor", "without"])


def deed_of(kinds: list[str]) -> str:
    """Return what is done to the measure: the innermost transition among the words that govern it."""
    for kind in reversed(kinds):
        if kind in DEEDS:
            return kind
    return ""


def is_question(text: str) -> bool:
    """Whether a sentence asks."""
    return text.rstrip("\"' )").endswith("?")


def is_hypothetical(clause: Clause) -> bool:
    """Whether a clause only supposes: "if", "unless", "whether"."""
    return condition_word(clause) != ""


def condition_word(clause: Clause) -> str:
    """Return the word that makes a clause a mere supposition."""
    lead = clause.row[clause.first : min(clause.first + 3, clause.last)]
    turned = len(lead) > 1 and lead[0].lower in _TURNED and clause.opener in ("", "and", ",", "but", "that")
    if turned and (lead[1].kind in ("party", "lever") or lead[1].lower in DETERMINERS | PRONOUNS):
        return "if"
    return next((m.lower for m in lead if m.lower in _IF), "")


def status_of(frame: Frame, agreed: bool) -> str:
    """Return the status that verbs, modals and denials give; "" where the clause makes no measure.

    ``agreed`` says that the report tells of terms that are agreed, so that "will" states one of them.
    """
    verbs = frame.verbs + ([frame.own] if frame.own else [])
    inner = verbs[-1] if verbs else None
    kinds = frame.kinds
    deed = frame.deed
    if inner is not None and _unreal(frame, inner):
        return ""
    denied = _denied(frame, verbs, deed)
    if denied is not None:
        return denied
    tense = _tense(verbs, inner, frame)
    agrees = ("agree" in kinds and not _confirmed(frame)) or _by_pact(frame)
    meant = _meant(frame, verbs, tense)
    return meant or _done_or_ahead(frame, verbs, tense, agreed, agrees)


def _meant(frame: Frame, verbs: list[Verb], tense: str) -> str:  # noqa: PLR0911
    """Return the status of what is threatened, asked, proposed, possible or told again; "" for all else."""
    kinds, deed, inner = frame.kinds, frame.deed, verbs[-1] if verbs else None
    if "threaten" in kinds:
        return "threatened"
    if "ask" in kinds:
        return (
            "in_force"
            if deed in ("end", "cut", "pause", "exempt")
            else "proposed"
            if deed or _asked_for(frame)
            else "in_force"
        )
    if "propose" in kinds and not (
        deed and inner is not None and inner.tense == "past" and inner.kind in DEEDS
    ):
        own = inner is not None and inner.modal == "would" and frame.lever.startswith("tariff")
        return "in_force" if deed in ("end", "pause") and not own else "proposed"
    if (
        inner is not None
        and inner.modal == "should"
        and not any(_settles(v) for v in verbs)
        and (deed != "cut" or frame.amount is None)
    ):
        return "in_force" if deed in ("end", "pause", "cut") else "proposed"
    if tense == "possible":
        return (
            "in_force"
            if deed in ("end", "pause", "cut")
            else "threatened"
            if deed == "impose"
            else "proposed"
        )
    spared = deed == "exempt" and not frame.lever.startswith("tariff")
    if spared or (deed in ("impose", "raise", "keep", "") and _recounted(frame, verbs)):
        return "in_force"
    return ""


def _settles(verb: Verb) -> bool:
    """Whether a verb decides what "should" be: "determined that the duty should rise"; "says" does not."""
    said = verb.act.lemma in ("say", "tell", "note", "add", "write", "report", "state")
    return verb.kind in ("announce", "agree") and not said


def _done_or_ahead(frame: Frame, verbs: list[Verb], tense: str, agreed: bool, agrees: bool) -> str:  # noqa: PLR0911
    """Return the status of a deed by its kind and tense: done, decided, or ahead."""
    kinds, deed, inner = frame.kinds, frame.deed, verbs[-1] if verbs else None
    decided = "agreed" if agrees or agreed else "announced"
    if inner is not None and inner.modal == "would" and "announce" not in kinds and not agrees and not agreed:
        decided = "proposed" if not frame.condition else "threatened"
    if deed in ("buy", "invest", "lend", "support") or frame.lever in (
        "purchase",
        "investment",
        "credit",
        "purchase_stop",
    ):
        return _dealt(kinds, tense, agreed, {v.act.lemma for v in verbs})
    if frame.lever == "tariff_exemption" and deed == "exempt":
        return "in_force" if tense in ("past", "present") else decided
    if deed == "end" and _done_by_paper(frame, verbs):
        return "ended"
    if deed in ("end", "exempt"):
        to_come = agrees or (agreed and (inner is None or inner.kind not in DEEDS))
        return "ended" if tense in ("past", "present") and not to_come else decided
    if deed == "pause":
        return "paused"
    if (
        frame.condition
        and tense == "future"
        and deed in ("impose", "raise", "face", "start", "resume", "buy")
    ):
        return "threatened"
    if agreed and inner is None and not deed:
        return "agreed"
    ahead = tense in ("future", "infinitive", "gerund") or agrees
    if ahead and (deed or inner is None or {"make", "trade"} & set(kinds[-1:])):
        if tense == "gerund" and not ({"agree", "announce", "propose"} & set(kinds)):
            return "in_force"
        return decided
    if agrees:
        return "agreed"
    done = inner is not None and inner.tense == "past" and inner.kind == deed == "impose" and len(verbs) > 1
    if "announce" in kinds and deed in ("", "impose", "raise", "cut", "keep", "start") and not done:
        return "announced"
    return "in_force"


def _asked_for(frame: Frame) -> bool:
    """Whether a measure itself is asked for: "called for a 5% duty"."""
    verb = frame.verbs[-1] if frame.verbs else None
    if verb is None or verb.kind != "ask":
        return False
    return (verb.act.lemma == "call for" and frame.first - verb.at <= 2) or frame.clause.row[
        verb.at + 1
    ].lower == "for"


def _confirmed(frame: Frame) -> bool:
    """Whether somebody only confirms what a measure does by a verb of its own: "confirmed that the duty applies"."""
    own = frame.own
    said = any(v.act.lemma in ("confirm", "affirm", "reaffirm") for v in frame.verbs)
    return said and own is not None and own.tense in ("present", "past")


_PACTS = frozenset(["deal", "agreement", "pact", "accord", "framework", "truce"])


def _by_pact(frame: Frame) -> bool:
    """Whether a deal is what sets a measure: "The deal sets duties at 15 percent"."""
    verb = frame.verbs[0] if frame.verbs else None
    if verb is None or verb.tense != "present" or verb.kind in ("end", "pause"):
        return False
    return frame.clause.row[verb.group - 1].lower in _PACTS


def _recounted(frame: Frame, verbs: list[Verb]) -> bool:
    """Whether an order recounts what an earlier one did: "I determined that it was necessary to impose"."""
    row = frame.clause.row
    outer = next((v for v in verbs if v.group and row[v.group - 1].text == "I"), None)
    return (
        outer is not None
        and outer.tense == "past"
        and not any(m.lower in HAVE for m in row[outer.group : outer.at])
    )


def _done_by_paper(frame: Frame, verbs: list[Verb]) -> bool:
    """Whether a signed paper ends a measure: "signed an order on Monday removing the duty"."""
    up = frame.clause.parent
    if not verbs or verbs[-1].tense != "gerund":
        return False
    outer = [v for i in range(up.first, up.last) if (v := verb_at(up.row, i, up.first))] if up else []
    signed = [v for v in (*outer[-1:], *verbs[-2:-1]) if v.act.lemma in ("sign", "issue", "publish")]
    return any(v.tense == "past" for v in signed)


def _unreal(frame: Frame, verb: Verb) -> bool:
    """Whether a verb tells what would have been: "duties would have risen"."""
    words = {m.lower for m in frame.clause.row[verb.group : verb.at]}
    return verb.modal in ("would", "could", "might") and "have" in words


def _dealt(kinds: list[str], tense: str, agreed: bool, lemmas: set[str]) -> str:
    if lemmas & {"pledge", "promise", "vow"}:
        return "pledged"
    if "agree" in kinds or agreed:
        return "agreed"
    if tense == "past" and kinds and kinds[-1] in ("buy", "invest", "lend", "support", "end", "pause"):
        return "in_force"
    if "announce" in kinds and kinds[-1] == "support":
        return "announced"
    return "pledged" if tense in ("future", "infinitive") else "announced"


def _tense(verbs: list[Verb], inner: Verb | None, frame: Frame) -> str:
    """Return the tense of the governing verb; an infinitive takes that of the verb it hangs on."""
    if inner is None:
        row, clause = frame.clause.row, frame.clause
        lead = {m.lower for m in row[clause.first : max(_figure(frame), frame.at)]} | _resumed(frame)
        if lead & {"may", "might", "could"} and frame.cue != "barred":
            return "possible"
        return "future" if lead & {"will", "shall", "would"} else "present"
    if inner.tense in ("infinitive", "gerund") and len(verbs) > 1:
        outer = verbs[-2]
        if inner.tense == "gerund":
            return outer.tense if outer.kind in DEEDS else "gerund"
        goes_on = outer.kind == "keep" and inner.kind == "face" and outer.tense in ("past", "present")
        return outer.tense if goes_on else "infinitive"
    return inner.tense


def _figure(frame: Frame) -> int:
    """Return where the figure of a measure stands: "the duty rate shall be | 15 percent"."""
    row, clause = frame.clause.row, frame.clause
    return (
        next((i for i in range(frame.at, clause.last) if row[i].ref is frame.amount), -1)
        if frame.amount
        else -1
    )


def _resumed(frame: Frame) -> set[str]:
    """Return the modal of what is said of a measure after a relative clause: "A ban on fuels that ... is to follow"."""
    row, clause = frame.clause.row, frame.clause
    after = next((c for c in frame.siblings if c.opener == RESUMED and c.parent is clause), None)
    if after is None or after.last - after.first < 2:
        return set()
    first = row[after.first].lower
    return {"will"} if first in BE and row[after.first + 1].lower == "to" else {first}


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
_PREPARED = frozenset(
    [
        "considered",
        "planned",
        "prepared",
        "contemplated",
        "discussed",
        "envisaged",
        "foreseen",
        "consideration",
    ]
)


def _none_of_it(frame: Frame) -> bool:
    """Whether there is no such measure: "There is no ban", "no price cap was being prepared"."""
    row, clause = frame.clause.row, frame.clause
    before = [m.lower for m in row[clause.first : frame.at]]
    after = {m.lower for m in row[frame.at : clause.last]}
    if "no" not in before[-4:] or frame.lever in ("tariff_exemption",):
        return False
    there = ("there" in before and bool(set(before) & {"is", "are", "be"})) or bool(
        {"has", "have"} & set(before[-4:])
    )
    return (there and frame.lever != "tariff" and not frame.verbs) or bool(after & _PREPARED)


def _denied(frame: Frame, verbs: list[Verb], deed: str) -> str | None:  # noqa: PLR0911
    """Return the status a denial gives, or None without one: "will not impose", "did not lift"."""
    if (frame.lever == "tariff_exemption" and deed == "exempt") or frame.cue == "barred":
        return None
    row, clause = frame.clause.row, frame.clause
    if _none_of_it(frame) and deed not in ENDED and deed != "pause":
        return "ruled_out"
    if "deny" in frame.kinds and "end" not in frame.kinds:
        return "in_force" if deed in ("cut", "pause", "exempt") else "ruled_out"
    negated = next((v for v in verbs if v.negated and not _of_another(row, v, frame)), None)
    before = row[clause.first : frame.first]
    no_plan = any(m.lower in _NO for m in before[-8:]) and any(
        m.lower in ("plan", "plans", "intention", "tariffs", "need", "longer") for m in before
    )
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
    if negated is not None and negated.act.lemma in ("extend", "prolong", "renew"):
        frame.deed = "end"
        return "ended"
    if deed in ("end", "pause", "cut", "exempt"):
        return "proposed" if {"propose", "threaten"} & set(frame.kinds) else "in_force"
    tense = negated.tense if negated else "future"
    if tense in ("future", "possible", "infinitive", "gerund") or no_plan:
        return "ruled_out"
    return ""
