"""Clauses, verb groups and noun phrases of a row of marks: as much grammar as frames need, and no more."""

from __future__ import annotations

from dataclasses import dataclass

from accord.docket.frames.marks import Mark, Party
from accord.docket.frames.verbs import Act
from accord.docket.rules import words

MODALS = frozenset(
    [
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "to",
        "do",
        "does",
        "did",
        "'ll",
    ]
)
BE = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "remain", "remains", "get", "gets", "got"]
)
HAVE = frozenset(["has", "have", "had", "having"])
AUX = MODALS | BE | HAVE
NOT = frozenset(["not", "never", "no", "neither", "nor", "without", "cannot", "can't", "won't", "n't"])
DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "this",
        "that",
        "these",
        "those",
        "any",
        "no",
        "all",
        "some",
        "such",
        "each",
        "every",
    ]
)
PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "for",
        "from",
        "with",
        "by",
        "against",
        "to",
        "into",
        "over",
        "under",
        "about",
        "amid",
        "despite",
        "following",
        "including",
        "between",
        "within",
        "upon",
        "after",
        "before",
        "towards",
        "toward",
        "through",
        "across",
        "without",
        "during",
        "per",
        "as",
        "than",
        "like",
        "except",
        "excluding",
    ]
)
PRONOUNS = frozenset(["it", "they", "he", "she", "we", "i", "who", "which", "that", "you", "both"])
_ALONE = frozenset(
    ["apply", "expire", "lapse", "rise", "fall", "start", "begin", "end", "remain", "continue", "resume"]
)
"""Verbs that need no object: "the new rates apply from"."""
_SPLITS = frozenset([";", "—", ":", "–"])
_OPENERS = frozenset(
    [
        "but",
        "while",
        "whereas",
        "although",
        "though",
        "because",
        "unless",
        "if",
        "once",
        "when",
        "whenever",
        "where",
        "who",
        "which",
        "whose",
        "whether",
    ]
)
_MAYBE = frozenset(["after", "before", "since", "as", "following", "despite", "until", "so"])
NOMINAL = {
    "removal": "end", "elimination": "end", "lifting": "end", "repeal": "end", "end": "end", "expiry": "end",
    "abolition": "end", "withdrawal": "end", "revocation": "end", "rollback": "end", "expiration": "end",
    "termination": "end", "suspension": "pause", "pause": "pause", "delay": "pause", "postponement": "pause",
    "freeze": "pause", "truce": "pause", "deferral": "pause", "reduction": "cut", "reductions": "cut", "cut": "cut",
    "cuts": "cut", "easing": "cut", "lowering": "cut", "decrease": "cut", "increase": "raise", "hike": "raise",
    "increases": "raise", "rise": "raise", "imposition": "impose", "introduction": "impose", "extension": "keep",
    "threat": "threaten", "threats": "threaten", "exemption": "exempt", "exemptions": "exempt", "relief": "exempt",
    "waiver": "exempt", "proposal": "propose", "proposals": "propose", "plan": "propose", "plans": "propose",
    "resumption": "resume", "reinstatement": "resume", "possibility": "propose", "calls": "ask", "request": "ask",
    "demand": "ask", "application": "impose", "implementation": "impose", "commitment": "agree", "moratorium": "pause",
}  # fmt: skip
_TAILS = frozenset(
    [
        "on",
        "of",
        "to",
        "for",
        "from",
        "in",
        "against",
        "by",
        "with",
        "at",
        "and",
        "or",
        ",",
        ".",
        ";",
        ":",
        ")",
        "(",
        "—",
        "over",
        "as",
        "than",
    ]
)


@dataclass(frozen=True)
class Clause:
    """Marks ``first`` to ``last`` (exclusive) of a row, and the word that opens it."""

    row: list[Mark]
    first: int
    last: int
    opener: str
    parent: Clause | None = None

    @property
    def start(self) -> int:
        """The character of the sentence where the clause starts."""
        return self.row[self.first].start

    @property
    def end(self) -> int:
        """The character of the sentence where the clause ends."""
        return self.row[self.last - 1].end


def act_of(mark: Mark) -> Act | None:
    """Return the verb a mark stands for."""
    return mark.ref if isinstance(mark.ref, Act) else None


def party_of(mark: Mark) -> Party | None:
    """Return the party a mark stands for."""
    return mark.ref if isinstance(mark.ref, Party) else None


def is_adverb(mark: Mark) -> bool:
    """Whether a word only colours a verb: "immediately", "also", "now"."""
    return mark.kind == "word" and (
        (mark.lower.endswith("ly") and len(mark.lower) > 4)
        or mark.lower
        in ("also", "now", "then", "again", "still", "already", "just", "soon", "later", "first")
        or mark.lower
        in ("longer", "further", "even", "only", "not", "never", "n't", "all", "formally", "jointly", "each")
    )


def is_verb(row: list[Mark], at: int) -> bool:  # noqa: PLR0911, PLR0912
    """Whether an act is a verb here: "will cut", "cut tariffs", not "a cut", "the proposed duty"."""
    act = act_of(row[at])
    if act is None:
        return False
    before = at - 1
    while before >= 0 and (
        (is_adverb(row[before]) and row[before].lower not in ("all",))
        or (row[before].lower == "no" and row[before + 1].lower == "longer")
    ):
        before -= 1
    prev = row[before] if before >= 0 else None
    if prev is not None and prev.lower == "-" and row[before].end == row[at].start:
        return False
    after = row[at + 1] if at + 1 < len(row) else None
    noun_after = after is not None and (
        after.kind in ("lever", "good", "party", "amount")
        or (after.kind == "word" and after.lower not in _TAILS)
    )
    described = prev is not None and (
        prev.lower in DETERMINERS - {"that", "all", "each"} or prev.lower == "'s" or prev.kind == "amount"
    )
    if act.form == "ing":
        return not (described and not noun_after) and not (
            described and after is not None and after.lower == "of"
        )
    if act.form in ("both", "past", "participle"):
        return not (described and noun_after and prev is not None and prev.kind != "amount")
    if after is not None and after.lower in AUX - {"to"}:
        return False
    if prev is None:
        return (noun_after and act.form != "s") or (act.form == "s" and noun_after)
    if prev.lower in MODALS or prev.lower in PRONOUNS:
        return True
    if (
        after is not None
        and after.lower == "to"
        and act.kinds[0] in ("agree", "threaten", "propose")
        and not described
    ):
        return prev.lower not in PREPOSITIONS
    if (
        act.lemma in _ALONE
        and act.form in ("base", "any")
        and prev.kind in ("word", "lever")
        and prev.lower.endswith("s")
    ):
        return not described
    if described or prev.lower in PREPOSITIONS or prev.kind in ("lever",):
        return False
    if act.lemma in ("import", "export", "purchase") and (
        (after is not None and after.kind == "lever") or prev.kind == "good"
    ):
        return False
    if prev.kind == "party":
        owner = party_of(prev)
        plain = owner is not None and owner.kind != "adjective"
        nounish = after is None or after.lower in _TAILS
        return (plain or (after is not None and after.kind in ("lever", "amount"))) and not (
            nounish and act.lemma not in ("agree", "plan", "threaten", "face", "pay", "invest")
        )
    if prev.lower in ("and", "or", ",", '"', "but"):
        return noun_after
    return (act.form == "s" and noun_after) or (
        act.form in ("base", "any") and prev.kind == "word" and noun_after and prev.lower.endswith("s")
    )


def clauses(row: list[Mark]) -> list[Clause]:
    """Split a row into clauses; each knows the one it hangs on."""
    found: list[Clause] = []
    start, opener = 0, ""
    has_verb = False
    index = 0
    while index < len(row):
        word = row[index].lower
        cut = index > start and _cuts(row, start, index, has_verb)
        if not cut and opener in _RELATIVE and index > start + 1 and _resumes(row, start, index):
            _add(found, row, start, index, opener)
            start, opener, has_verb = index, RESUMED, True
        if cut:
            _add(found, row, start, index, opener)
            start, opener, has_verb = index, word, False
        has_verb = has_verb or is_verb(row, index) or row[index].lower in BE | HAVE | (MODALS - {"to"})
        index += 1
    _add(found, row, start, len(row), opener)
    return found


def _add(found: list[Clause], row: list[Mark], start: int, end: int, opener: str) -> None:
    if end > start:
        parent = found[-1] if found else None
        if opener == RESUMED and parent is not None:
            parent = parent.parent
        found.append(Clause(row, start, end, opener, parent))


_RELATIVE = frozenset(["who", "which", "that", "whose"])
RESUMED = "(resumed)"
"""Opens what goes on after a relative clause: "companies that make chips | will be required"."""


def _resumes(row: list[Mark], start: int, at: int) -> bool:
    """Whether a second finite verb follows in a relative clause: it is the main clause's."""
    word, before = row[at].lower, row[at - 1]
    finite = word in (MODALS - {"to", "do", "does", "did"}) | {
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
    }
    nominal = before.kind in ("good", "lever", "party", "date", "amount") or (
        before.kind == "word"
        and before.lower not in AUX | NOT | PRONOUNS | PREPOSITIONS
        and not is_adverb(before)
    )
    verbal = any(
        row[i].lower in BE | HAVE | MODALS or act_of(row[i]) is not None for i in range(start + 1, at)
    ) or (row[start + 1].kind == "word" and row[start + 1].lower not in DETERMINERS and at - start >= 3)
    return finite and nominal and verbal and at - start >= 3 and not _subject_starts(row, start + 1)


def _subject_starts(row: list[Mark], at: int) -> bool:
    """Whether a relative clause has a subject of its own: "that Norway imposed", "that the duty"."""
    return (
        row[at].kind == "party"
        or row[at].lower in DETERMINERS | {"it", "they", "he", "she", "we", "tariffs", "duties"}
        or (row[at].kind in ("lever", "good"))
    )


def _cuts(row: list[Mark], start: int, at: int, has_verb: bool) -> bool:  # noqa: PLR0911
    mark, word = row[at], row[at].lower
    if mark.kind == "punct" and word in _SPLITS:
        return True
    if mark.kind not in ("word", "punct"):
        return False
    if word in _OPENERS:
        return not (word == "but" and at + 1 < len(row) and row[at + 1].lower == "not")
    if word in _MAYBE:
        return word not in ("until", "so") and _sentence_follows(row, at + 1)
    if word == "that":
        before = row[at - 1]
        said = act_of(before) is not None or before.kind == "date"
        return said or _verb_follows(row, at + 1) or _sentence_follows(row, at + 1)
    if word in ("and", "or", ",", "("):
        step = at + 1
        if (
            word == ","
            and step < len(row)
            and row[step].lower in ("and", "but", "or", "which", "who", "while")
        ):
            return False
        if has_verb and _verb_follows(row, step):
            return True
        if word == "," and step < len(row) and (act := act_of(row[step])) and act.form == "ing":
            return True
        return has_verb and _subject_follows(row, step)
    return False


def _verb_follows(row: list[Mark], at: int) -> bool:
    while at < len(row) and is_adverb(row[at]):
        at += 1
    if at >= len(row):
        return False
    if row[at].lower in (MODALS - {"to"}) | BE | HAVE:
        return True
    act = act_of(row[at])
    return (
        act is not None
        and act.form in ("s", "past", "both", "any", "base")
        and is_verb(row, at)
        and (act.form != "both" or at + 1 >= len(row) or row[at + 1].lower not in ("by",))
    )


def _subject_follows(row: list[Mark], at: int) -> bool:
    """Whether a party or a pronoun and its verb stand next: "and Brazil will", ", they agreed"."""
    while at < len(row) and row[at].lower in DETERMINERS | {"'s"}:
        at += 1
    if at >= len(row) or not (
        row[at].kind == "party" or row[at].lower in PRONOUNS - {"which", "that", "who"}
    ):
        return False
    stop = min(at + 5, len(row))
    for step in range(at + 1, stop):
        if row[step].kind == "punct" or row[step].lower in (
            "and",
            "or",
            "of",
            "from",
            "that",
            "which",
            "who",
        ):
            return False
        if row[step].lower in (MODALS - {"to"}) | BE | HAVE or (act_of(row[step]) and is_verb(row, step)):
            return True
    return False


def _sentence_follows(row: list[Mark], at: int) -> bool:
    """Whether words with a subject and a verb of their own follow, before the next comma."""
    if at < len(row) and (act := act_of(row[at])) and act.form == "ing":
        return True
    nominal = False
    for step in range(at, min(at + 9, len(row))):
        mark = row[step]
        if mark.kind == "punct" and mark.lower in ",;:":
            return False
        if mark.lower in (MODALS - {"to"}) | BE | HAVE or (act_of(mark) is not None and is_verb(row, step)):
            return nominal
        nominal = nominal or mark.kind in ("party", "lever", "good", "word")
    return False


@dataclass(frozen=True)
class Verb:
    """A verb of acting in a clause with what stands around it."""

    at: int
    act: Act
    kind: str
    group: int
    passive: bool
    negated: bool
    modal: str
    tense: str


def verb_at(row: list[Mark], at: int, floor: int) -> Verb | None:
    """Read the verb group that ends at a mark: its modal, whether it is passive or denied, its tense."""
    act = act_of(row[at])
    if act is None or not is_verb(row, at):
        return None
    first, seen = at, []
    while first - 1 >= floor and (row[first - 1].lower in AUX | NOT or is_adverb(row[first - 1])):
        first -= 1
        seen.append(row[first].lower)
    be, have = any(w in BE for w in seen), any(w in HAVE for w in seen)
    modal = next((w for w in seen if w in MODALS), "")
    participle = act.form in ("both", "participle", "any")
    passive = be and participle and act.form != "ing"
    if not be and not have and act.form in ("both", "participle") and not modal:
        passive = _reduced(row, at)
    return Verb(at, act, act.kinds[0], first, passive, any(w in NOT for w in seen), modal,
                _tense(act, seen, modal, be, have))  # fmt: skip


def _reduced(row: list[Mark], at: int) -> bool:
    """Whether a participle stands for a relative clause: "tariffs imposed by", "goods exported to"."""
    after = row[at + 1].lower if at + 1 < len(row) else ""
    before = row[at - 1] if at else None
    noun = before is not None and before.kind in ("lever", "good")
    return after == "by" or (
        noun and after in ("on", "against", "in", "to", "from", "under", "at", "for", "after")
    )


def _tense(act: Act, seen: list[str], modal: str, be: bool, have: bool) -> str:  # noqa: PLR0911
    """Return past, present, future or none of the verb group."""
    if modal in ("will", "shall", "'ll", "must", "would", "should"):
        return "future"
    if modal in ("may", "might", "could", "can"):
        return "possible"
    if modal == "to":
        ahead = any(w in ("is", "are", "was", "were", "set", "due") for w in seen)
        return "future" if ahead else "infinitive"
    if have or any(w in ("was", "were", "did") for w in seen):
        return "past"
    if act.form == "ing":
        return "present" if be else "gerund"
    if be:
        return "present"
    return "past" if act.form in ("past", "both", "participle", "any") else "present"


_MODIFIERS = words("modifiers", "measures") | {
    "anti",
    "dumping",
    "across",
    "board",
    "counter",
    "de",
    "minimis",
    "pre",
}


def phrase_start(row: list[Mark], at: int, floor: int) -> int:
    """Return where the noun phrase of the measure at a mark starts: over rates, adjectives, goods, owners."""
    first = at
    while first - 1 >= floor and at - first < 16:
        mark = row[first - 1]
        if (mark.kind == "act" and is_verb(row, first - 1)) or _given_to(mark, row[first]):
            break
        if (
            mark.kind == "amount"
            or mark.lower in _MODIFIERS
            or mark.lower == "'s"
            or mark.kind in {"party", "good"}
            or (mark.kind == "act" and not is_verb(row, first - 1))
            or (
                mark.lower in ("its", "their", "his", "our", "her", "and", "or", ",", "to", "between")
                and (first - 2 >= floor and _listed(row, first - 1))
            )
        ):
            first -= 1
        elif mark.lower in ("its", "their", "his", "our", "her"):
            return first - 1
        else:
            break
    while first < at and row[first].lower in ("and", "or", ",", "that", '"', "(", ")"):
        first += 1
    return first


def _given_to(mark: Mark, after: Mark) -> bool:
    """Whether a party before an article is whom a measure is given: "charge Chile a 25% duty"."""
    party = party_of(mark)
    return party is not None and party.kind != "adjective" and after.lower in ("a", "an", "the", "another", "no")


def _listed(row: list[Mark], at: int) -> bool:
    """Whether "and" or a comma joins two goods or two rates before a measure: "steel and copper tariffs"."""
    if row[at].lower not in ("and", "or", ","):
        return False
    before, after = row[at - 1], row[at + 1]
    return before.kind == after.kind and before.kind in ("good", "amount")
