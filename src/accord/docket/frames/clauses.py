"""Clauses: where a row of marks is cut, and which clause each hangs on."""

from __future__ import annotations

from accord.docket.frames.embedded import embedded_last
from accord.docket.frames.grammar import (
    AUX,
    AUX_OR_NOT,
    DETERMINERS,
    EACH,
    FINITE,
    HELPERS,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    Clause,
    act_of,
    is_adverb,
    is_verb,
)
from accord.docket.frames.marks import Mark
from accord.docket.frames.verbs import Act
from accord.docket.rules import words

_SPLITS = frozenset([";", "—", ":", "–"])
_OPENERS = words("clause_openers", "measures")
_NO_OPENERS = {
    ("but", "not"),
    ("though", "not"),
    ("although", "not"),
    ("once", "again"),
    ("once", "more"),
    ("at", "once"),
}
_MAYBE = frozenset(["after", "before", "since", "as", "following", "despite", "until", "so"])


def clauses(row: list[Mark]) -> list[Clause]:
    """Split a row into clauses; each knows the one it hangs on."""
    row = embedded_last(row)
    found: list[Clause] = []
    start, opener = 0, ""
    has_verb = False
    index = 0
    while index < len(row):
        word = row[index].lower
        aside = word == "," and opener in ("which", "who") and _is_aside(row, start, index)
        cut = index > start and (aside or _exchanged(row, index) or _cuts(row, start, index, has_verb))
        if not cut and opener in _RELATIVE and index > start + 1 and _resumes(row, start, index):
            _add(found, row, start, index, opener)
            start, opener, has_verb = index, RESUMED, True
        if cut:
            _add(found, row, start, index, opener)
            resumed = word == "," and opener in _RELATIVE and _resumes_after(row, index)
            start, opener, has_verb = index, RESUMED if resumed else word, False
        elif _fronted(row, start, opener) and _main_follows(row, start, index):
            _add(found, row, start, index, opener)
            start, opener, has_verb = index, "that" if _within_that(row, start) else MAIN, False
        has_verb = has_verb or is_verb(row, index) or row[index].lower in FINITE
        index += 1
    _add(found, row, start, len(row), opener)
    return found


def _add(found: list[Clause], row: list[Mark], start: int, end: int, opener: str) -> None:
    if end > start:
        parent = found[-1] if found else None
        while opener == ";" and parent is not None and parent.opener in _RELATIVE and _on_a_noun(parent):
            parent = parent.parent
        if opener == "that" and row[start].lower != "that" and parent is not None:
            parent = parent.parent
        parent = None if opener == MAIN else parent
        if opener == RESUMED and parent is not None:
            parent = parent.parent
        found.append(Clause(row, start, end, opener, parent))


def _on_a_noun(clause: Clause) -> bool:
    """Whether a clause hangs on a noun, and says nothing that a verb announces: "procedures that delay access"."""
    before = clause.row[clause.first - 1] if clause.first else None
    return clause.opener != "that" or (before is not None and act_of(before) is None)


_RELATIVE = frozenset(["who", "which", "that", "whose"])
_RESUMING = (MODALS - {"to", "do", "does", "did"}) | {"is", "are", "was", "were", "has", "have", "had"}
_NO_NOUN = AUX_OR_NOT | PRONOUNS | PREPOSITIONS
_STARTS = DETERMINERS | {"it", "they", "he", "she", "we", "tariffs", "duties"}
_THEIRS = frozenset(["its", "their", "his", "her", "our"])
_OWNING = DETERMINERS | {"'s"}
RESUMED = "(resumed)"

"""Opens what goes on after a relative clause: "companies that make chips | will be required"."""


def opening(clause: Clause) -> int:
    """Return where the subject of a clause starts, which stands before a relative clause where it goes on after one."""
    return clause.parent.first if clause.opener == RESUMED and clause.parent is not None else clause.first


MAIN = ""
"""Opens a sentence, or what follows a supposition in front: "If Norway signs, | the duty will rise"."""


def _fronted(row: list[Mark], start: int, opener: str) -> bool:
    """Whether a clause is a supposition that its main clause follows."""
    aside = start > 0 and row[start - 1].lower == "," and not _within_that(row, start)
    turned = row[start].lower == "should" and opener == MAIN
    return (turned or row[start].lower in ("if", "unless")) and opener in (MAIN, "if", "unless") and not aside


def _within_that(row: list[Mark], start: int) -> bool:
    """Whether a supposition stands right after "that": "said that if talks fail", "said that, if talks fail"."""
    before = start - 1 - (start > 1 and row[start - 1].lower == ",")
    return before >= 0 and row[before].lower == "that"


def _main_follows(row: list[Mark], start: int, at: int) -> bool:
    """Whether the main clause starts at a mark: after a comma, or with a pronoun and its verb."""
    if row[at].lower == ",":
        return _sentence_follows(row, at + 1)
    pronoun = row[at].lower in ("it", "they", "he", "she", "we") and at - start > 2
    return pronoun and at + 1 < len(row) and row[at + 1].lower in MODALS - {"to", "do", "does", "did"}


_TELLING = frozenset(["told", "tells", "informed", "assured", "promised"])


def _resumes(row: list[Mark], start: int, at: int) -> bool:
    """Whether a second finite verb follows in a relative clause: it is the main clause's."""
    word, before = row[at].lower, row[at - 1]
    if word not in _RESUMING or at - start < 3:
        return False
    if start and row[start - 1].lower in PREPOSITIONS and not any(is_verb(row, i) for i in range(start, at)):
        end = next((i for i in range(at, len(row)) if row[i].kind == "punct"), len(row))
        if not any(m.lower in _RESUMING for m in row[at + 1 : end]):
            return False  # "a deal under which goods from Peru | will face"
    nominal = before.kind in ("good", "lever", "party", "date", "amount") or (
        before.kind == "word" and before.lower not in _NO_NOUN and not is_adverb(before)
    )
    verbal = any(row[i].lower in AUX or act_of(row[i]) is not None for i in range(start + 1, at)) or (
        row[start + 1].kind == "word" and row[start + 1].lower not in DETERMINERS
    )
    told = (
        start > 0
        and row[start - 1].kind in ("lever", "good", "amount")
        and row[start].lower in ("that", "which")
    )
    own = any(act_of(row[i]) is not None and is_verb(row, i) for i in range(start + 2, at - 1))
    mine = (told and own) or not _subject_starts(row, start + 1)
    if row[start].lower == "that" and any(m.lower in _TELLING for m in row[max(start - 5, 0) : start]):
        return False
    said = start - 1
    if row[start - 1].kind == "date" and not is_verb(row, start + 1):
        said -= 1 + (
            row[start - 2].lower in PREPOSITIONS
        )  # "said on Friday that imports of rice | are banned"
    if row[start].lower == "that" and said >= 0 and act_of(row[said]) is not None and is_verb(row, said):
        return False
    return nominal and verbal and mine


def _is_aside(row: list[Mark], start: int, at: int) -> bool:
    """Whether a relative clause ends at a comma though no verb of it is known: "the island, which Chad claims, | has"."""
    led = start > 0 and row[start - 1].lower in PREPOSITIONS | {"under"}  # "under which Andina, a fund, will"
    return not led and at > start + 2 and _resumes_after(row, at)


def _resumes_after(row: list[Mark], at: int) -> bool:
    """Whether the main clause goes on after a comma with its own verb: "the duty, which Peru set in May, | is to be"."""
    first = next((i for i in range(at + 1, min(at + 3, len(row))) if not is_adverb(row[i])), len(row))
    return first < len(row) and row[first].lower in _RESUMING


def _subject_starts(row: list[Mark], at: int) -> bool:
    """Whether a relative clause has a subject of its own: "that Norway imposed", "that the duty"."""
    return row[at].kind == "party" or row[at].lower in _STARTS or (row[at].kind in ("lever", "good"))


_FLOWS = (["imported"], ["exported"])
_LIST = ["party", ",", "party", "and"]
"""The end of a list of economies, which no clause starts at: "imported from Peru, Chile and | Kenya be"."""


EXCHANGED = (["in", "exchange", "for"], ["in", "return", "for"])


def _exchanged(row: list[Mark], at: int) -> bool:
    """Whether what one side does in exchange starts at a mark: "in exchange for | the U.S. lowering its duty"."""
    if row[at - 1].lower != "for" or [m.lower for m in row[max(at - 3, 0) : at]] not in EXCHANGED:
        return False
    ahead = row[at : at + 6]
    ends = next((i for i, m in enumerate(ahead) if m.kind in ("lever", "punct", "amount")), len(ahead))
    return any((act := act_of(m)) is not None and act.form == "ing" for m in ahead[:ends])


def _cuts(row: list[Mark], start: int, at: int, has_verb: bool) -> bool:  # noqa: PLR0911
    mark, word = row[at], row[at].lower
    if mark.kind == "punct" and word in _SPLITS:
        if word == ":" and _of_a_clock(row, at):
            return False
        return not (word in _DASHES and (_aside(row, at, 1) or _aside(row, at, -1)))
    if mark.kind not in ("word", "punct"):
        return False
    aside = word == "whether" and {"or", "not"} <= {m.lower for m in row[at : at + 7]}
    if word in _OPENERS and not aside:  # "products, whether plated or not, of"
        if word == "but" and row[at - 1].lower in EACH and not has_verb:
            return False  # "all countries but Chile"
        after = row[at + 1].lower if at + 1 < len(row) else ""
        inside = row[at - 1].lower in _DASHES and _aside(
            row, at - 1, 1
        )  # "soy - once its top export - faces"
        return not (inside or {(word, after), (row[at - 1].lower, word)} & _NO_OPENERS)
    if word == "as" and (
        row[at - 1].lower in ("known", "such", "same", "far", "described", "designated", "well")
        or (at + 1 < len(row) and row[at + 1].lower in ("well", "of", "from"))
    ):
        return False
    if word in _MAYBE:
        return word not in ("until", "so") and _sentence_follows(row, at + 1)
    if word == "that":
        before = row[at - 1]
        act = act_of(before)
        said = (act is not None and not _takes_things(act)) or before.kind == "date"
        opens = said or _verb_follows(row, at + 1) or _sentence_follows(row, at + 1)
        return opens and not _points(row, at)
    if word in ("and", "or", ",", "("):
        step = at + 1
        list_ends = [m.kind if m.kind == "party" else m.lower for m in row[max(at - 3, 0) : step]] == _LIST
        joins = row[step].lower in ("and", "but", "or", "which", "who", "while") if step < len(row) else False
        flows = row[at - 1].lower in ("from", "in") and [m.lower for m in row[step : step + 1]] in _FLOWS
        if list_ends or flows or (word == "," and joins):  # "originating from or exported from"
            return False
        if has_verb and _verb_follows(row, step):
            return True
        if word == "," and step < len(row) and (act := act_of(row[step])) and act.form == "ing":
            return True
        return has_verb and _subject_follows(row, step)
    return False


def _points(row: list[Mark], at: int) -> bool:
    """Whether "that" points at a thing and opens no clause: "Under that plan"."""
    after = row[min(at + 1, len(row) - 1)]
    noun = after.kind in ("word", "lever", "act") and after.lower not in DETERMINERS | PRONOUNS | AUX_OR_NOT
    return row[at - 1].lower in PREPOSITIONS - {"except", "than"} and noun and not after.lower.endswith("s")


def _of_a_clock(row: list[Mark], at: int) -> bool:
    """Whether a colon stands within an hour: "12:01 a.m."."""
    around = row[at - 1 : at] + row[at + 1 : at + 2]
    tight = len(around) == 2 and around[0].end == row[at].start and row[at].end == around[1].start
    return tight and all(m.lower[:1].isdigit() for m in around)


def _takes_things(act: Act) -> bool:
    """Whether a verb does something to a thing and says nothing: "removing that duty"."""
    done = act.kinds[0] in ("end", "cut", "raise", "impose", "pause", "resume", "keep")
    return done and act.lemma not in ("order", "require", "stipulate", "mandate")


_DASHES = frozenset(["\u2014", "\u2013"])


def _aside(row: list[Mark], at: int, step: int) -> bool:
    """Whether a dash and another close by hold a few words without a verb: "a duty - for example, 25% - may"."""
    for index in range(at + step, at + 14 * step, step):
        if not 0 <= index < len(row):
            return False
        if row[index].lower in _DASHES:
            return abs(index - at) > 1
        act = act_of(row[index])
        if row[index].lower in HELPERS or (act is not None and act.form != "both" and is_verb(row, index)):
            return False
    return False


def _verb_follows(row: list[Mark], at: int) -> bool:
    while at < len(row) and is_adverb(row[at]):
        at += 1
    if at >= len(row):
        return False
    if row[at].lower in FINITE:
        return True
    act = act_of(row[at])
    return (
        act is not None
        and act.form in ("s", "past", "both", "any", "base")
        and is_verb(row, at)
        and (act.form != "both" or at + 1 >= len(row) or row[at + 1].lower not in ("by",))
    )


_GOING_ON = frozenset(["and", "or", "of", "from", "that", "which", "who", "to"])


def _subject_follows(row: list[Mark], at: int) -> bool:
    """Whether a party or a pronoun and its verb stand next: "and Brazil will", ", they agreed"."""
    if at + 2 < len(row) and row[at].lower in ("on", "in", "from", "since") and row[at + 1].kind == "date":
        at += 2 + (row[at + 2].lower == ",")
    while at < len(row) and row[at].lower in _OWNING:
        at += 1
    theirs = at < len(row) and row[at - 1].lower in _THEIRS and row[at].kind in ("word", "good")
    if at >= len(row) or not (
        theirs or row[at].kind == "party" or row[at].lower in PRONOUNS - {"which", "that", "who"}
    ):
        return False
    stop = min(at + 5, len(row))
    for step in range(at + 1, stop):
        if row[step].kind == "punct" or row[step].lower in _GOING_ON:
            return False
        if row[step].lower in FINITE or (act_of(row[step]) and is_verb(row, step)):
            return True
    return False


def _named_in(row: list[Mark], at: int) -> bool:
    """Whether a comma is one of two around a person's name: "as Chile's minister, Ana Diaz, announced"."""
    kinds = ["" if m.kind == "punct" else getattr(m.ref, "kind", "") for m in row[at - 2 : at + 3]]
    return row[at].lower == "," and (kinds[3:] == ["person", ""] or kinds[:2] == ["", "person"])


def _sentence_follows(row: list[Mark], at: int) -> bool:
    """Whether words with a subject and a verb of their own follow, before the next comma."""
    if at < len(row) and (act := act_of(row[at])) and act.form == "ing":
        return True
    nominal = False
    for step in range(at, min(at + 9, len(row))):
        mark = row[step]
        if mark.lower in ("and", "or", "but") and not nominal:
            return False
        ends = mark.kind == "punct" and mark.lower in ",;:"
        if ends and not (_of_a_clock(row, step) or _named_in(row, step)):
            return False
        if mark.lower in FINITE or (act_of(mark) is not None and is_verb(row, step)):
            return nominal
        nominal = nominal or mark.kind in ("party", "lever", "good", "word")
    return False
