"""Verbs of acting, with the class that says what they do to a measure (``lexicon/acts.yml``)."""

from __future__ import annotations

from functools import lru_cache

from accord.core.frozen import NamedTuple
from accord.docket.rules import rule_file
from accord.docket.rules import words as listed

_VOWELS = frozenset("aeiou")


class Act(NamedTuple):
    """A form of a verb: ``kinds`` its classes, ``form`` base, s, past, participle, both (-ed) or ing."""

    kinds: tuple[str, ...]
    lemma: str
    form: str


@lru_cache(maxsize=1)
def acts() -> dict[str, tuple[tuple[tuple[str, ...], Act], ...]]:
    """Return every form: first word to (words, act), the longest first."""
    forms: dict[tuple[str, ...], dict[tuple[str, str], list[str]]] = {}
    for kind, entry in rule_file("acts").items():
        for verb in str(entry["verbs"]).split():
            for words, form in _forms(verb):
                lemma = verb.split("|")[0].replace("_", " ")
                forms.setdefault(words, {}).setdefault((lemma, form), []).append(kind)
    table: dict[str, list[tuple[tuple[str, ...], Act]]] = {}
    for words, readings in forms.items():
        (lemma, form), kinds = next(iter(readings.items()))
        if len(readings) > 1:
            kinds = [kind for told in readings.values() for kind in told]
            told_as = {form for _, form in readings}
            form = "any" if len(told_as) > 1 and "base" in told_as else form
        table.setdefault(words[0], []).append((words, Act(tuple(dict.fromkeys(kinds)), lemma, form)))
    return {k: tuple(sorted(v, key=lambda p: -len(p[0])) if len(v) > 1 else v) for k, v in table.items()}


def _forms(verb: str) -> list[tuple[tuple[str, ...], str]]:
    """Return the forms of one entry: regular ones by rule, irregular ones as they are given."""
    parts = [p.split("_") for p in verb.split("|")]
    head, rest = parts[0][0], parts[0][1:]
    regular = _ed(head)
    past = list(parts[1:2]) or [[regular, *rest]]
    participle = list(parts[2:3]) or past
    found = [
        ((head, *rest), "base"),
        ((_s(head), *rest), "s"),
        ((_ing(head), *rest), "ing"),
    ]
    if past == participle:
        found.append((tuple(past[0]), "both" if tuple(past[0]) != (head, *rest) else "base"))
    else:
        found += [(tuple(past[0]), "past"), (tuple(participle[0]), "participle")]
    return [(tuple(w for w in words), form) for words, form in found]


def _s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in _VOWELS else f"{verb}s"


def _doubles(verb: str) -> bool:
    short = len(verb) > 2 and verb[-1] not in "wxyaeiou" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    return short and (sum(c in _VOWELS for c in verb) == 1 or verb in ("permit", "commit", "defer", "rebut"))


def _ed(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if _doubles(verb) else f"{verb}ed"


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1]}ing" if _doubles(verb) else f"{verb}ing"


_TRADED = frozenset(["imports", "exports", "sales", "purchases", "shipments", "supplies", "orders"])
_HANGING = listed("hanging", "measures")


def opens_flow(word: str, after: str) -> bool:
    """Whether a noun of trade stands first in its clause: "Supplies exceeding the quota", not "Imports rice"."""
    return word in _TRADED and (after in _HANGING or after.endswith("ing"))


NOMINAL = {
    "removal": "end", "elimination": "end", "lifting": "end", "repeal": "end", "end": "end", "expiry": "end",
    "abolition": "end", "withdrawal": "end", "revocation": "end", "rollback": "end", "expiration": "end",
    "termination": "end", "suspension": "pause", "pause": "pause", "delay": "pause", "postponement": "pause",
    "freeze": "pause", "truce": "pause", "deferral": "pause", "reduction": "cut", "reductions": "cut", "cut": "cut",
    "cuts": "cut", "easing": "cut", "lowering": "cut", "decrease": "cut", "increase": "raise", "hike": "raise",
    "increases": "raise", "rise": "raise", "imposition": "impose", "introduction": "impose", "extension": "keep",
    "threat": "threaten", "threats": "threaten", "exemption": "exempt", "exemptions": "exempt", "relief": "exempt",
    "waiver": "exempt", "proposal": "propose", "proposals": "propose", "plan": "propose", "plans": "propose",
    "rollover": "keep", "renewal": "keep", "resumption": "resume", "reinstatement": "resume", "possibility": "propose", "calls": "ask", "request": "ask",
    "demand": "ask", "application": "impose", "implementation": "impose", "start": "impose", "entry": "impose", "rollout": "impose", "collection": "impose", "commitment": "agree", "moratorium": "pause",
    "reversal": "end", "offer": "propose", "draft": "propose", "bill": "propose", "recommendation": "propose", "suggestion": "propose",
    "petition": "ask", "pledge": "agree", "promise": "agree", "announcement": "announce",
}  # fmt: skip


def tense_of(act: Act, seen: list[str], modal: str, be: bool, have: bool) -> str:  # noqa: PLR0911
    """Return past, present, future or none of the verb group."""
    if modal in ("will", "shall", "'ll", "must", "would", "should"):
        return "future"
    if modal in ("may", "might", "could", "can"):
        return "possible"
    if modal == "to":
        ahead = any(w in ("is", "are", "was", "were", "set", "due", "going") for w in seen)
        return "future" if ahead else "infinitive"
    if have or any(w in ("was", "were", "did") for w in seen):
        return "past"
    if act.form == "ing":
        return "present" if be else "gerund"
    if be:
        return "present"
    return "past" if act.form in ("past", "both", "participle", "any") else "present"
