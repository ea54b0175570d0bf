"""Who acts: the subject of a verb group, through coordination, control, relative clauses and pronouns."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.grammar import (
    AUX,
    PREPOSITIONS,
    Clause,
    act_of,
    is_adverb,
    is_verb,
    party_of,
    verb_at,
)
from accord.docket.frames.heads import NOBODY, PAPER, RELATIVE, Role, adjacent, head, joined, of_wares
from accord.docket.frames.marks import Mark
from accord.docket.rules import words

_MEMBERS = frozenset(["countries", "nations", "economies", "members", "states", "governments"])
_TIME = words("given_time", "measures")
_READY = frozenset(
    ["ready", "willing", "prepared", "keen", "eager", "free", "obliged", "poised", "determined"]
)
_FLOWS = frozenset(["imports", "exports", "shipments", "sales", "purchases", "deliveries"])
_SETS = frozenset(["package", "round", "set", "series", "list", "batch", "raft", "order", "decree"])


def _starts(clause: Clause, group: int) -> int:
    """Return where a verb group starts, with a day or "is ready" before it: "which | in April | placed", "is | ready to cut"."""
    row, first = clause.row, clause.first
    if group - 2 > first and row[group - 1].kind == "date" and row[group - 2].lower in ("in", "on"):
        return group - 2
    ready = group - 2 > first and row[group].lower == "to" and row[group - 1].lower in _READY
    return group - 2 if ready and row[group - 2].lower in AUX else group


def subject(clause: Clause, group: int) -> Role:
    """Return who stands as the subject of the verb group that starts at a mark; codes are empty for a pronoun."""
    row, at = clause.row, _starts(clause, group)
    if (
        clause.opener == "whose"
        and not any(party_of(m) for m in row[clause.first + 1 : group])
        and (owner := _inherit(clause)).codes
    ):
        return owner
    kept = NOBODY
    for _ in range(6):
        told = _accused(row, at, clause.first)
        if row[at].lower == "to" or [m.lower for m in row[at : at + 2]] == ["not", "to"]:
            before = (row, at - 1, clause.first)
            told = _for_whom(*before) or _promiser(*before) or _given_time(*before)
        if told:
            return told
        left = _phrase_left(row, at, clause.first)
        found = head(row, left, at)
        beside = bool(adjacent(row, left, at).codes)
        shared = bool(found.kind) and not beside and left > clause.first and _unfinished(row, at)
        if shared and _is_asked(row, left, at, found.kind):
            return found
        if (found.codes or found.kind) and not shared and not (beside and _promised(row, left, at)):
            return found if found.codes or not kept.kind else kept
        kept = kept if kept.kind else found
        step = left - 1
        while step >= clause.first and (
            row[step].lower in AUX
            or is_adverb(row[step])
            or row[step].kind == "date"
            or row[step].lower in (",", '"')
        ):
            step -= 1
        act = act_of(row[step]) if step >= clause.first else None
        if act is None or not is_verb(row, step) or (row[at].lower == "would" and act.kinds[0] == "announce"):
            break
        verb = verb_at(row, step, clause.first)
        if verb is None or (verb.group <= clause.first and verb.group >= at):
            break
        at = verb.group
    return kept if kept.kind or _told_of(clause, group) else _inherit(clause)


def _told_of(clause: Clause, group: int) -> bool:
    """Whether what somebody says has a thing for its subject: "said that | imports of rice | will be banned"."""
    row, first = clause.row, clause.first
    if clause.opener != "that" or not first or not is_verb(row, first - 1):
        return False
    return any(m.kind == "good" or m.lower in _FLOWS for m in row[first + 1 : group])


PROMISES = words("promises", "measures")


def _for_whom(row: list[Mark], at: int, floor: int) -> Role:
    """Return who is to act in "an agreement for Chile to buy"."""
    party = party_of(row[at]) if at > floor else None
    lead = at - 1 - (at > floor and row[at - 1].lower == "the")
    if party is None or not party.codes or lead < floor or row[lead].lower != "for":
        return NOBODY
    return Role(party.codes, "subject", row[at].text, party.kind)


def _given_time(row: list[Mark], at: int, floor: int) -> Role:
    """Return who is given time to do something: "gave Peru until June to end its ban", "another 30 days to"."""
    step = at
    while step > floor and (
        row[step].kind in ("date", "amount") or row[step].lower in _TIME or row[step].text.isdigit()
    ):
        step -= 1
    party, verb = party_of(row[step]), act_of(row[step - 1]) if step > floor else None
    if step == at or party is None or not party.codes or verb is None or verb.lemma not in ("give", "grant"):
        return NOBODY
    return Role(party.codes, "subject", row[step].text, party.kind)


def _promiser(row: list[Mark], at: int, floor: int) -> Role:
    """Return whose promise an infinitive spells out: "Japan's commitment to purchase", "the Chilean plan to tax"."""
    if (
        at - 2 > floor
        and row[at - 1].lower in ("from", "by", "of")
        and row[at - 2].lower in PROMISES
        and party_of(row[at])
    ):
        return joined(row, at, at, at + 1)  # "a pledge from Norway to invest"
    if at < floor or row[at].lower not in PROMISES:
        return NOBODY
    for index in range(at - 1, max(at - 5, floor) - 1, -1):
        party = party_of(row[index])
        if party is not None and party.codes:
            owns = row[index + 1].lower == "'s" or index == at - 1
            return Role(party.codes, "subject", row[index].text, party.kind) if owns else NOBODY
        if row[index].lower not in ("'s", '"') and row[index].kind not in ("word", "amount", "good"):
            break
    return NOBODY


_BLAMES = frozenset(
    ["accuse", "blame", "criticise", "criticize", "condemn", "praise", "thank", "stop", "keep", "suspect"]
)


def _accused(row: list[Mark], at: int, floor: int) -> Role:
    """Return whom somebody blames or thanks for a deed: "Kenya accused Chile of charging"."""
    act, tie = act_of(row[at]), row[at - 1].lower if at > floor + 2 else ""
    party = (
        party_of(row[at - 2])
        if tie in ("of", "for", "from") and act is not None and act.form == "ing"
        else None
    )
    blames = act_of(row[at - 3 - (row[at - 3].lower == "the")]) if party is not None else None
    if party is None or blames is None or blames.lemma not in _BLAMES:
        return NOBODY
    return Role(party.codes, "subject", row[at - 2].text, party.kind)


def _is_asked(row: list[Mark], left: int, at: int, kind: str) -> bool:
    """Whether who stands before an infinitive is asked to act: "asked Congress to sanction"; not "asked for leave to"."""
    act = act_of(row[left - 1])
    asking = ("ask", "allow") if kind == "seller" else ("ask",)
    asked = act is not None and act.kinds[0] in asking
    return asked and row[left].lower != "for" and row[at].lower == "to"


def _promised(row: list[Mark], left: int, at: int) -> bool:
    """Whether who stands before an infinitive is only promised that somebody else acts: "Chile promised Peru to buy"."""
    act = act_of(row[left - 1]) if left else None
    return act is not None and act.lemma in ("promise", "vow", "guarantee") and row[at].lower == "to"


def _unfinished(row: list[Mark], group: int) -> bool:
    """Whether the verb group at a mark is an infinitive or in -ing: it shares the subject of the verb before."""
    if row[group].lower == "to":
        return True
    act = act_of(row[group])
    return act is not None and act.form == "ing"


def _phrase_left(row: list[Mark], at: int, floor: int) -> int:
    """Return where the words before a verb group start, up to another verb."""
    first = at
    while first - 1 >= floor:
        mark = row[first - 1]
        if (mark.lower in AUX and mark.lower != "to") or (act_of(mark) and is_verb(row, first - 1)):
            break
        first -= 1
    return first


def _own_country(row: list[Mark], end: int) -> bool:
    """Whether "his country" stands last: the words of a speaker about his own."""
    words = [m.lower for m in row[max(end - 4, 0) : end]]
    return bool(set(words) & {"his", "her", "its", "their"}) and bool(
        set(words) & {"country", "nation", "government"}
    )


def _resumed(clause: Clause) -> bool:
    """Whether a comma and a finite verb open a clause, after a name in apposition: "its minister, Ana Ruiz, was told"."""
    at = clause.first + 1
    return at < clause.last and clause.row[at].lower in AUX - {"to"}


def _first_subject(clause: Clause) -> Role:
    for index in range(clause.first, clause.last):
        if (verb := verb_at(clause.row, index, clause.first)) is not None:
            return subject(clause, verb.group)
    return NOBODY


def _gerund(clause: Clause) -> bool:
    """Whether a clause opens with a bare verb or one in -ing: "...; removing restrictions on"."""
    return any(
        (a := act_of(m)) is not None and a.form in ("ing", "base", "any")
        for m in clause.row[clause.first : clause.first + 3]
    )


def _before_relative(clause: Clause, parent: Clause) -> Role | None:
    """Return what a relative clause is about: the economy, the measure or whose goods stand before it; None where none do."""
    row = parent.row
    for index in range(parent.last - 1, parent.first - 1, -1):
        party = party_of(row[index])
        near = clause.opener == "which" or index >= parent.last - 3
        if (near and row[index].lower in PAPER | _SETS) or _parted(row, index, parent):
            return _first_subject(parent)
        measured = (
            clause.opener == "which" and index > parent.first and row[index - 1].lower in ("against", "on")
        )
        if party is not None and party.codes and of_wares(row, index, parent.first):
            return replace(
                joined(row, index, parent.first, parent.last, back=True), how="seller", kind="seller"
            )
        if party is not None and party.codes and not measured:
            several = row[parent.last - 1].lower in _MEMBERS
            alone = Role(party.codes, "subject", row[index].text, party.kind)
            return joined(row, index, parent.first, parent.last, back=True) if several else alone
        if row[index].kind == "lever":
            return Role((), "measure", "", "measure")
    return None


def _parted(row: list[Mark], at: int, clause: Clause) -> bool:
    """Whether a comma parts a phrase put in front from what a relative clause is about: "At Peru's request, | both prepared a note that"."""
    after = range(at + 1, clause.last)
    return (
        row[at].lower == ","
        and row[clause.first].lower in PREPOSITIONS
        and any(row[i].kind == "act" for i in after)
    )


_SPEAKING = frozenset(["announce", "agree", "threaten", "propose", "ask", "deny", "other"])


def _complement(clause: Clause) -> bool:
    """Whether a clause with "that" is what somebody says, with a subject of its own: "said that Peru wanted"."""
    row, after = clause.row, clause.row[clause.first + 1]
    main = clause.parent.first if clause.parent is not None else clause.first
    acts = [act.kinds[0] for m in row[main : clause.first] if (act := act_of(m)) is not None]
    told = not acts or bool(_SPEAKING & {*acts})  # not "puts curbs on ships that Peru uses, and bans"
    return clause.opener == "that" and told and not (after.lower in AUX or act_of(after))


def _says(clause: Clause) -> bool:
    """Whether a clause opens with a verb of saying, as the one before "that" is: "and promised to"."""
    act = act_of(clause.row[clause.first + 1]) if clause.first + 1 < clause.last else None
    return act is not None and act.kinds[0] in ("announce", "agree", "threaten", "propose", "ask")


def _infinitive(clause: Clause) -> int:
    """Return where the last infinitive of a clause stands, 0 where it has none."""
    row = clause.row
    tos = [i for i in range(clause.first + 1, clause.last - 1) if row[i].lower == "to" and act_of(row[i + 1])]
    return tos[-1] if tos else 0


def _inherit(clause: Clause) -> Role:  # noqa: PLR0911
    """Return the subject of the clause before: "China raised duties and will ...", ", which will ..."."""
    parent = clause.parent
    if parent is None or (clause.opener in (";", "\u2014", "\u2013") and not _gerund(clause)):
        return NOBODY
    if (
        clause.opener == ","
        and (apposed := party_of(clause.row[parent.last - 1]))
        and apposed.codes
        and _resumed(clause)
    ):
        return Role(apposed.codes, "subject", clause.row[parent.last - 1].text, apposed.kind)
    if (
        clause.opener in ("and", "but", ",", "or")
        and parent.opener in RELATIVE
        and parent.parent is not None
        and not (_complement(parent) and not _says(clause))
    ):
        parent = parent.parent
    row = parent.row
    if clause.opener in RELATIVE and _own_country(row, parent.last):
        return _first_subject(parent)
    if clause.opener in RELATIVE and (named := _before_relative(clause, parent)) is not None:
        return named
    if clause.opener == "or" and (ordered := _infinitive(parent)):
        return subject(parent, ordered)  # "told Peru to end its ban or face"
    for index in range(parent.first, parent.last):
        verb = verb_at(row, index, parent.first)
        if verb is not None and clause.opener == RESUMED and verb.kind == "announce":
            return (
                head(row, verb.at + 1, parent.last) or NOBODY
            )  # "said that countries | that buy oil | will pay"
        if verb is not None:
            return subject(parent, verb.group)
        if row[index].lower in AUX and row[index].lower != "to":
            return subject(parent, index)
    whole = head(row, parent.first, parent.last)
    return whole if whole.codes else _inherit(parent)


def finite(row: list[Mark], at: int) -> bool:
    """Whether a modal or "has" stands at a mark, before a verb that no table knows: "will reallocate"."""
    return (
        row[at].lower in ("will", "shall", "would", "must", "has", "have", "had")
        and row[at + 1].kind == "word"
        and row[at + 1].lower not in AUX
    )
