"""Noun phrases that act: their head, those joined to it, what stands for somebody."""

from __future__ import annotations

from dataclasses import replace

from accord.core.frozen import dataclass
from accord.docket.frames.grammar import DETERMINERS, EACH, MADE, PREPOSITIONS, is_adverb, party_of
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import SELLERS
from accord.docket.rules import words

_PRONOUN = frozenset(["it", "they", "he", "she"])
_WE = frozenset(["we", "our", "i", "us"])
_PAIR = frozenset(
    ["both", "two", "sides", "participants", "parties", "countries", "governments", "leaders", "partners"]
)
_AUTHORITY = words("authorities", "measures")
PAPER = words("papers", "measures")
_DECREES = [[be, done] for be in ("is", "was") for done in ("decided", "ordered", "resolved", "hereby")]
"""Words after an "it" that is whoever issues a paper: "It is decided to place"."""
_BODIES = frozenset(["bloc", "body", "authority", "grouping", "union"])
"""Nouns that go back to a grouping named before: "the bloc", "the Authority"."""


OFFICES = words("offices", "measures")


RELATIVE = ("who", "which", "that", "whose")
_BUT = frozenset(["except", "excluding", "without", "minus", "not", "bar", "barring"])
_EACH = EACH | {"everyone", "everybody", "all", "world"}
_LET_OFF = (("other", "than"), ("apart", "from"), ("aside", "from"), ("exception", "of"), ("except", "for"))
_LINKS = (
    ("as", "well", "as"),
    ("together", "with"),
    ("along", "with"),
    ("jointly", "with"),
    *(
        (w,)
        for w in ("and", ",", "the", "or", "nor", "alongside", "plus", "its", "neighbour", "neighbor", "ally")
    ),
)
"""Words that join one who acts to the next: "Peru, together with Bolivia", "Brazil and its neighbour Uruguay"."""
_SKIPPED = words("skipped", "measures") | frozenset(',"()')


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


def head(row: list[Mark], first: int, last: int) -> Role:
    """Return the head of a noun phrase: the last party before the verb that hangs on no preposition."""
    while first < last and row[first].lower in _SKIPPED:
        first += 1
    if last - first > 1 and row[last - 1].lower in (",", '"'):
        last -= 1
    beside = adjacent(row, first, last)
    if beside:
        return beside
    out = left_out(row, first, last)
    for index in range(first, last):
        party = party_of(row[index])
        if party is None or index in out or _hangs(row, index, first):
            continue
        if _is_seller(row, index, last):
            return Role(party.codes, "seller", row[index].text, "seller")
        found = joined(row, index, first, last)
        return found if found.codes else _including(row, index, last) or found
    other = _stand_in(row, first, last, out)
    return _thing(row, first, last) if other is None else other


def _stand_in(row: list[Mark], first: int, last: int, out: set[int]) -> Role | None:  # noqa: PLR0911
    """Return a pronoun, or the party of a member or an authority; None where none stands there."""
    words = [m.lower for m in row[first:last]]
    if words[-1:] == ["it"] and [m.lower for m in row[last : last + 2]] in _DECREES:
        return Role((), "pronoun", "we", "we")
    if set(words) & _PAIR and (
        "both" in words or "two" in words or "participants" in words or "parties" in words or "sides" in words
    ):
        return Role((), "pronoun", "both", "pair")
    if words[:1] in (["its"], ["their"]) and not any(party_of(m) for m in row[first:last]):
        return Role((), "pronoun", words[0], "pronoun")
    if set(words) & _PRONOUN:
        return Role((), "pronoun", next(w for w in words if w in _PRONOUN), "pronoun")
    if set(words) & _WE:
        return Role((), "pronoun", "we", "we")
    for index in range(first, last):
        party = party_of(row[index])
        if party is not None and index not in out and _member_of(row, index, first):
            return joined(row, index, first, last)
        if (
            party is not None
            and index not in out
            and _rules_there(row, index, first, words)
            and row[index - 1].lower in ("of", "the", "in", "for")
            and not {"with", "against", "to", "from", "by"}
            & {m.lower for m in row[max(index - 3, first) : index]}
        ):
            return Role(party.codes, "subject", row[index].text, party.kind)
    return None


def _rules_there(row: list[Mark], at: int, first: int, words: list[str]) -> bool:
    """Whether an authority is that of a party: "In Peru, the ministry", "the cabinet of Peru"; not "over Peru, the cabinet"."""
    tie = row[at - 1].lower
    lead = [m.lower for m in row[first:at]]
    near = lead[max((i for i, w in enumerate(lead) if w == ","), default=0) :]
    near += [m.lower for m in row[at + 1 : at + 4]] if row[at + 1].lower == "'s" else []
    there = tie == "in" and getattr(row[at].ref, "kind", "") != "adjective"
    return bool({*words} & _AUTHORITY) and (there or bool({*near} & _AUTHORITY))


def _thing(row: list[Mark], first: int, last: int) -> Role:  # noqa: PLR0911
    """Return whose goods a phrase names, an authority, a paper, a measure, or the words of a thing."""
    words = [m.lower for m in row[first:last]]
    seller = _goods_from(row, first, last)
    if seller.codes:
        return seller
    if "the" in words and set(words) & _BODIES and not set(words) & _PAIR:
        return Role((), "pronoun", "the body", "body")
    if set(words) & _AUTHORITY:
        word = next(w for w in words if w in _AUTHORITY)
        if word in ("country", "nation") and not {"the", "this", "our"} & set(words):
            return Role((), "", " ".join(words), "thing")
        return Role((), "pronoun", f"the {word}", "authority")
    if set(words) & PAPER:
        return Role((), "pronoun", "the order", "paper")
    if words and any(m.kind in ("lever",) for m in row[first:last]):
        return Role((), "measure", "", "measure")
    content = [
        m.lower
        for m in row[first:last]
        if m.lower not in DETERMINERS | PREPOSITIONS | {*RELATIVE}
        and len(m.lower) > 2
        and m.lower.isalpha()
        and not is_adverb(m)
    ]
    return (
        Role((), "", " ".join(words), "thing")
        if content and not _only_adverbial(row, first, last)
        else NOBODY
    )


def left_out(row: list[Mark], first: int, last: int) -> set[int]:
    """Return where the parties stand that a phrase leaves out: "except Hungary and Slovakia", "Chile excluded,"."""
    found: set[int] = set()
    for at in range(first, last):
        word, before = row[at].lower, row[at - 1].lower if at > first else ""
        if word in ("excluded", "excepted", "aside", "apart") and party_of(row[at - 1]) and at > first:
            ends = at + 1 >= last or row[at + 1].lower == ","
            found |= _run(row, at - 1, first - 1, -1) if ends else set()
        if word == "among" and at + 1 < last and row[at + 1].lower in ("them", "others"):
            found |= _run(row, at - 1, first - 1, -1)
        if word in _BUT or (before, word) in _LET_OFF:
            found |= _run(row, at + 1, last, 1)
    return found


def let_off(row: list[Mark]) -> tuple[str, ...]:
    """Return the economies that a sentence lets off: "all countries except Peru", "apart from Chad, everyone"."""
    if any(mark.lower in ("no", "nobody", "none") for mark in row):
        return ()  # "no country pays it except Peru" says who pays
    found: set[int] = set()
    for at in range(1, len(row)):
        before, word = row[at - 1].lower, row[at].lower
        each = word in ("but", "bar", "save") and before in _EACH
        if word in ("except", "excluding") or each or (before, word) in _LET_OFF:
            to = [m.lower for m in row[at + 1 : at + 2]] in (["to"], ["for"], ["from"])
            found |= _run(row, at + 1 + to, len(row), 1)
    return tuple(dict.fromkeys(c for at in sorted(found) for c in getattr(row[at].ref, "codes", ())))


def _run(row: list[Mark], at: int, stop: int, step: int) -> set[int]:
    """Return where parties joined by commas and "and" stand, from a mark on."""
    found: set[int] = set()
    while at != stop and (party_of(row[at]) or row[at].lower in ("and", "or", ",", "the")):
        if party_of(row[at]):
            found.add(at)
        elif row[at].lower == "," and found and (at + step == stop or row[at + step].lower == "the"):
            break
        at += step
    return found


def _member_of(row: list[Mark], at: int, first: int) -> bool:
    """Whether a party is a club whose members act: "every member of the EU", "the countries of Mercosur"."""
    lead = at - 1 - (row[at - 1].lower == "the")
    return lead - 1 >= first and row[lead].lower == "of" and row[lead - 1].lower in _MEMBERS


_MEMBERS = frozenset(
    ["member", "members", "countries", "states", "governments", "government", "nations", "economies"]
)


def link(row: list[Mark], at: int, stop: int, step: int = 1) -> int:
    """Return how many marks join two who act, from a mark on, or back from it; 0 where none do."""
    for phrase in _LINKS:
        span = range(at, at + step * len(phrase), step)
        inside = span[-1] < stop if step > 0 else span[-1] >= stop
        if inside and tuple(row[i].lower for i in span[::step]) == phrase:
            return len(phrase)
    return 0


_CAME = MADE | {"imported", "originating", "shipped", "coming", "arriving"}
"""Participles between wares and where they are from: "steel imported from Peru"."""


def _goods_from(row: list[Mark], first: int, last: int) -> Role:
    """Return whose goods are the subject: "goods from Chile", "exports of Norway", "apparel from Peru"."""
    flows = any(m.lower in SELLERS for m in row[first:last])
    for index in range(first, last - 2):
        came = index + 1 + (row[index + 1].lower in _CAME)
        tie, ware = row[came].lower, row[index].kind == "good" and not flows
        made = came > index + 1 and (ware or row[index].lower in SELLERS) and tie in ("from", "in")
        if made or (row[index].lower in SELLERS and tie in ("from", "of")) or (ware and tie == "from"):
            step = min(came + 1, len(row) - 1)
            step += step + 1 < len(row) and row[step].lower == "the"
            if step < last and party_of(row[step]) is not None:
                return replace(joined(row, step, first, last), how="seller", kind="seller")
    return NOBODY


def _including(row: list[Mark], at: int, last: int) -> Role:
    """Return the economies that an unresolved grouping is said to include: "the club, including Norway"."""
    inside = [i for i in range(at, last) if row[i].lower == "including"]
    codes = [c for i in range(inside[0], last) if (p := party_of(row[i])) for c in p.codes] if inside else []
    return Role(tuple(dict.fromkeys(codes)), "subject", row[at].text, "group") if codes else NOBODY


def _only_adverbial(row: list[Mark], first: int, last: int) -> bool:
    return first < last and (row[first].lower in PREPOSITIONS or row[first].kind == "date")


def adjacent(row: list[Mark], first: int, last: int) -> Role:
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
    if lead in PREPOSITIONS - {"on"} or lead == "not" or index in left_out(row, first, last):
        return NOBODY
    if of_wares(row, index, first):
        return NOBODY
    return joined(row, index, first, last, back=True)


def of_wares(row: list[Mark], at: int, first: int) -> bool:
    """Whether a party, or the list it ends, says whose goods they are: "products of Chile, Peru and Kenya | shall be"."""
    start = at
    while start - 2 >= first and row[start - 1].lower in ("and", "or", ",", "the"):
        start -= 1 if row[start - 1].lower == "the" or party_of(row[start - 2]) is None else 2
    if start - 2 >= first and row[start - 1].lower == "the":
        start -= 1
    tied = start - 2 >= first and row[start - 1].lower in ("of", "from")
    return tied and row[start - 2].lower in SELLERS | {"articles"}


def _hangs(row: list[Mark], index: int, first: int) -> bool:
    """Whether a party stands in a phrase of a preposition: "the deal with China"."""
    before = index - 1
    while before >= first and (
        row[before].lower in DETERMINERS
        or row[before].kind == "party"
        or row[before].lower in ("and", ",", "(")
    ):
        if row[before].lower == "," and row[first].lower in PREPOSITIONS:
            break
        if (
            row[before].lower in (",",)
            and row[index].kind == "party"
            and before - 1 >= first
            and (row[before - 1].kind != "party")
        ):
            break
        before -= 1
    return before >= first and row[before].lower in PREPOSITIONS


_MADE = frozenset(["made", "built", "grown", "produced", "assembled"])


def _is_seller(row: list[Mark], index: int, last: int) -> bool:
    if index + 2 < last and row[index + 1].lower == "-" and row[index + 2].lower in _MADE:
        return True
    for step in range(index + 1, min(index + 5, last)):
        word = row[step].lower
        if word in SELLERS:
            return not any(m.lower in _AUTHORITY for m in row[step + 1 : min(step + 3, last)])
        if row[step].kind not in ("good", "word") or word in PREPOSITIONS:
            return False
    return False


def joined(row: list[Mark], index: int, first: int, last: int, back: bool = False) -> Role:
    """Return a party and those joined to it by commas and "and"."""
    codes = list(getattr(row[index].ref, "codes", ()))
    kind = getattr(row[index].ref, "kind", "")
    low = high = index
    step = index - 1
    while back and step >= first:
        if row[step].lower == "," and _list_closed(row, step, first):
            break
        if linked := link(row, step, first, -1):
            step -= linked
            continue
        party = party_of(row[step])
        coloured = step == index - 1 and row[step].kind == "word" and row[step].text.islower()
        if party is None and (_is_office(row[step]) or (coloured and row[step - 1].lower == "and")):
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
    out = {c for j in left_out(row, first, last) for c in getattr(row[j].ref, "codes", ())}
    step = index + 1
    while not back and step < last:
        party = party_of(row[step])
        if linked := link(row, step, last):
            step += linked
        elif party is not None:
            codes += party.codes
            high = step
            step += 1
        elif _is_office(row[step]) or row[step].lower == "'s" or row[step].kind == "company":
            step += 1
        else:
            break
    words = " ".join(m.text for m in row[low : high + 1])
    codes = [c for c in codes if c not in out]
    if not codes:
        return Role((), "unknown", words, "unknown")
    return Role(tuple(dict.fromkeys(codes)), "subject", words, kind)


def _list_closed(row: list[Mark], at: int, first: int) -> bool:
    """Whether a list ends before a comma, so that what follows is another phrase: "For Chile and Peru, | Norway will"."""
    step, closed = at - 1, False
    while step >= first and (row[step].kind == "party" or row[step].lower in ("and", "or", "the", ",")):
        closed = closed or row[step].lower in ("and", "or")
        step -= 1
    return (closed or step < at - 1) and step >= first and row[step].lower in PREPOSITIONS


def _is_office(mark: Mark) -> bool:
    """Whether a mark is a word of a title before a name: "Prime Minister", "Foreign Secretary"."""
    return mark.kind == "word" and mark.text[:1].isupper() and mark.lower in OFFICES
