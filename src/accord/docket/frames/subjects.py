"""Who acts: the subject of a verb group, through coordination, control, relative clauses and pronouns."""

from __future__ import annotations

from dataclasses import dataclass

from accord.docket.frames.grammar import (
    AUX,
    DETERMINERS,
    PREPOSITIONS,
    Clause,
    act_of,
    is_adverb,
    is_verb,
    party_of,
    verb_at,
)
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import SELLERS

_PRONOUN = frozenset(["it", "they", "he", "she"])
_WE = frozenset(["we", "our", "i", "us"])
_PAIR = frozenset(
    ["both", "two", "sides", "participants", "parties", "countries", "governments", "leaders", "partners"]
)
_AUTHORITY = frozenset(
    [
        "government",
        "ministry",
        "administration",
        "cabinet",
        "authorities",
        "regulator",
        "commission",
        "parliament",
        "president",
        "minister",
        "agency",
        "country",
        "officials",
        "premier",
        "chancellor",
        "senate",
        "congress",
        "state",
        "nation",
        "kingdom",
        "republic",
        "bureau",
        "department",
    ]
)
_PAPER = frozenset(
    [
        "order",
        "proclamation",
        "agreement",
        "deal",
        "framework",
        "memorandum",
        "action",
        "move",
        "measure",
        "plan",
        "decision",
        "decree",
        "law",
        "bill",
        "act",
        "announcement",
        "statement",
        "pact",
        "accord",
        "rule",
        "regulation",
    ]
)


OFFICES = frozenset(
    "president premier prime minister ministers chancellor secretary king queen crown prince emir sultan foreign trade commerce "
    "finance economy energy external affairs vice deputy state treasury representative ambassador governor commissioner leader "
    "chairman chairwoman general taoiseach leaders".split()
)


_RELATIVE = ("who", "which", "that", "whose")
_BUT = frozenset(["except", "excluding", "without", "minus", "not"])
_SKIPPED = frozenset(
    [
        "and",
        "but",
        ",",
        "that",
        '"',
        "(",
        ")",
        "while",
        "as",
        "to",
        "after",
        "before",
        "since",
        "when",
        "because",
        "although",
        "though",
        "if",
        "unless",
        "where",
        "whereas",
        "once",
    ]
)


@dataclass(frozen=True)
class Role:
    """Economies in a role, how it was found ("subject", "owner", ...), the words, and what kind of word said it."""

    codes: tuple[str, ...] = ()
    how: str = ""
    words: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        return bool(self.codes)


NOBODY = Role()


def subject(clause: Clause, group: int) -> Role:
    """Return who stands as the subject of the verb group that starts at a mark; codes are empty for a pronoun."""
    row = clause.row
    at = group
    kept = NOBODY
    if row[group].lower == "to" and (owner := _promiser(row, group - 1, clause.first)):
        return owner
    for _ in range(6):
        left = _phrase_left(row, at, clause.first)
        found = _head(row, left, at)
        beside = bool(_adjacent(row, left, at).codes)
        shared = bool(found.kind) and not beside and left > clause.first and _unfinished(row, at)
        if (found.codes or found.kind) and not shared:
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
        if step < clause.first or not (act_of(row[step]) and is_verb(row, step)):
            break
        verb = verb_at(row, step, clause.first)
        if verb is None or (verb.group <= clause.first and verb.group >= at):
            break
        at = verb.group
    return kept if kept.kind else _inherit(clause)


_PROMISES = frozenset(
    "commitment commitments agreement pledge promise plan plans decision intention order offer threat vow deal bid move".split()
)


def _promiser(row: list[Mark], at: int, floor: int) -> Role:
    """Return whose promise an infinitive spells out: "Japan's commitment to purchase", "the Chilean plan to tax"."""
    if at < floor or row[at].lower not in _PROMISES:
        return NOBODY
    for index in range(at - 1, max(at - 5, floor) - 1, -1):
        party = party_of(row[index])
        if party is not None and party.codes:
            owns = row[index + 1].lower == "'s" or (party.kind == "adjective" and index == at - 1)
            return Role(party.codes, "subject", row[index].text, party.kind) if owns else NOBODY
        if row[index].lower not in ("'s", '"') and row[index].kind not in ("word", "amount", "good"):
            break
    return NOBODY


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


def _head(row: list[Mark], first: int, last: int) -> Role:  # noqa: PLR0911, PLR0912
    """Return the head of a noun phrase: the last party before the verb that hangs on no preposition."""
    while first < last and row[first].lower in _SKIPPED:
        first += 1
    if last - first > 1 and row[last - 1].lower in (",", '"'):
        last -= 1
    adjacent = _adjacent(row, first, last)
    if adjacent:
        return adjacent
    for index in range(first, last):
        party = party_of(row[index])
        if party is None or _hangs(row, index, first):
            continue
        if _is_seller(row, index, last):
            return Role(party.codes, "seller", row[index].text, "seller")
        found = _joined(row, index, first, last)
        return found if found.codes else _including(row, index, last) or found
    words = [m.lower for m in row[first:last]]
    if set(words) & _PAIR and (
        "both" in words or "two" in words or "participants" in words or "parties" in words or "sides" in words
    ):
        return Role((), "pronoun", "both", "pair")
    if set(words) & _PRONOUN:
        return Role((), "pronoun", next(w for w in words if w in _PRONOUN), "pronoun")
    if set(words) & _WE:
        return Role((), "pronoun", "we", "we")
    for index in range(first, last):
        party = party_of(row[index])
        if (
            party is not None
            and set(words) & _AUTHORITY
            and row[index - 1].lower in ("of", "the", "in", "for")
        ):
            return Role(party.codes, "subject", row[index].text, party.kind)
    seller = _goods_from(row, first, last)
    if seller.codes:
        return seller
    if set(words) & _AUTHORITY:
        word = next(w for w in words if w in _AUTHORITY)
        return Role((), "pronoun", f"the {word}", "authority")
    if set(words) & _PAPER:
        return Role((), "pronoun", "the order", "paper")
    if words and any(m.kind in ("lever",) for m in row[first:last]):
        return Role((), "measure", "", "measure")
    content = [
        w
        for w in words
        if w not in _RELATIVE and w not in DETERMINERS | PREPOSITIONS and len(w) > 2 and w.isalpha()
    ]
    return (
        Role((), "", " ".join(words), "thing")
        if content and not _only_adverbial(row, first, last)
        else NOBODY
    )


def _goods_from(row: list[Mark], first: int, last: int) -> Role:
    """Return whose goods are the subject: "goods from Chile", "exports of Norway"."""
    for index in range(first, last - 2):
        if row[index].lower in SELLERS and row[index + 1].lower in ("from", "of"):
            step = index + 2 + (row[index + 2].lower == "the")
            party = party_of(row[step]) if step < last else None
            if party is not None:
                return Role(party.codes, "seller", row[step].text, "seller")
    return NOBODY


def _including(row: list[Mark], at: int, last: int) -> Role:
    """Return the economies that an unresolved grouping is said to include: "the club, including Norway"."""
    inside = [i for i in range(at, last) if row[i].lower == "including"]
    codes = [c for i in range(inside[0], last) if (p := party_of(row[i])) for c in p.codes] if inside else []
    return Role(tuple(dict.fromkeys(codes)), "subject", row[at].text, "group") if codes else NOBODY


def _only_adverbial(row: list[Mark], first: int, last: int) -> bool:
    return first < last and (row[first].lower in PREPOSITIONS or row[first].kind == "date")


def _adjacent(row: list[Mark], first: int, last: int) -> Role:
    """Return a party that stands right before the verb, even one asked to act: "urged China to drop"."""
    index = last - 1
    while index >= first and (is_adverb(row[index]) or row[index].kind == "date"):
        index -= 1
    if index < first:
        return NOBODY
    party = party_of(row[index])
    if party is None or party.kind == "adjective":
        return NOBODY
    before = index - 1
    while (before >= first and row[before].lower in ("the", "'s")) or (
        before >= first and row[before].kind == "word" and row[before].text[:1].isupper()
    ):
        before -= 1
    lead = row[before].lower if before >= first else ""
    if lead in PREPOSITIONS - {"on"} or lead == "not":
        return NOBODY
    return _joined(row, index, first, last, back=True)


def _hangs(row: list[Mark], index: int, first: int) -> bool:
    """Whether a party stands in a phrase of a preposition: "the deal with China"."""
    before = index - 1
    while before >= first and (
        row[before].lower in DETERMINERS or row[before].kind == "party" or row[before].lower in ("and", ",")
    ):
        if (
            row[before].lower in (",",)
            and row[index].kind == "party"
            and before - 1 >= first
            and (row[before - 1].kind != "party")
        ):
            break
        before -= 1
    return before >= first and row[before].lower in PREPOSITIONS


def _is_seller(row: list[Mark], index: int, last: int) -> bool:
    for step in range(index + 1, min(index + 5, last)):
        word = row[step].lower
        if word in SELLERS:
            return True
        if row[step].kind not in ("good", "word") or word in PREPOSITIONS:
            return False
    return False


def _joined(row: list[Mark], index: int, first: int, last: int, back: bool = False) -> Role:
    """Return a party and those joined to it by commas and "and"."""
    codes = list(getattr(row[index].ref, "codes", ()))
    kind = getattr(row[index].ref, "kind", "")
    low = high = index
    step = index - 1
    while back and step >= first:
        if row[step].lower in ("and", ",", "the"):
            step -= 1
            continue
        party = party_of(row[step])
        if party is None and _is_office(row[step]):
            step -= 1
            continue
        if party is not None and party.kind == "adjective" and kind == "person" and _is_office(row[step + 1]):
            step -= 1
            continue
        if party is None or ((party.kind == "person") != (kind == "person") and party.kind == "adjective"):
            break
        codes = [*party.codes, *codes]
        low = step
        step -= 1
    out = {
        c
        for j in range(index + 1, last)
        if row[j - 1].lower in _BUT or row[j - 2].lower in _BUT
        for c in getattr(row[j].ref, "codes", ())
    }
    step = index + 1
    while not back and step < last:
        party = party_of(row[step])
        if row[step].lower in ("and", ",", "the") or (party is None and _is_office(row[step])):
            step += 1
        elif party is not None:
            codes += party.codes
            high = step
            step += 1
        else:
            break
    words = " ".join(m.text for m in row[low : high + 1])
    codes = [c for c in codes if c not in out]
    if not codes:
        return Role((), "unknown", words, "unknown")
    return Role(tuple(dict.fromkeys(codes)), "subject", words, kind)


def _is_office(mark: Mark) -> bool:
    """Whether a mark is a word of a title before a name: "Prime Minister", "Foreign Secretary"."""
    return mark.kind == "word" and mark.text[:1].isupper() and mark.lower in OFFICES


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
    """Whether a clause opens with a verb in -ing: "...; removing restrictions on"."""
    return any(
        (a := act_of(m)) is not None and a.form == "ing" for m in clause.row[clause.first : clause.first + 3]
    )


def _inherit(clause: Clause) -> Role:  # noqa: PLR0911
    """Return the subject of the clause before: "China raised duties and will ...", ", which will ..."."""
    parent = clause.parent
    if parent is None or (clause.opener in (";", "\u2014", "\u2013") and not _gerund(clause)):
        return NOBODY
    if clause.opener == "," and (apposed := party_of(clause.row[parent.last - 1])) and apposed.codes and _resumed(clause):
        return Role(apposed.codes, "subject", clause.row[parent.last - 1].text, apposed.kind)
    if (
        clause.opener in ("and", "but", ",", "or")
        and parent.opener in _RELATIVE
        and parent.parent is not None
    ):
        parent = parent.parent
    row = parent.row
    if clause.opener in _RELATIVE and _own_country(row, parent.last):
        return _first_subject(parent)
    if clause.opener in _RELATIVE:
        for index in range(parent.last - 1, parent.first - 1, -1):
            party = party_of(row[index])
            if party is not None and party.codes:
                return Role(party.codes, "subject", row[index].text, party.kind)
            if row[index].kind == "lever":
                return Role((), "measure", "", "measure")
    for index in range(parent.first, parent.last):
        verb = verb_at(row, index, parent.first)
        if verb is not None:
            return subject(parent, verb.group)
        if row[index].lower in AUX and row[index].lower != "to":
            return subject(parent, index)
    whole = _head(row, parent.first, parent.last)
    return whole if whole.codes else _inherit(parent)
