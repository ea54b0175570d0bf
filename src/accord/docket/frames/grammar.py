"""Verb groups and noun phrases of a row of marks: as much grammar as frames need, and no more."""

from __future__ import annotations

from accord.core.frozen import NamedTuple, dataclass
from accord.docket.frames.marks import Mark, Party
from accord.docket.frames.verbs import NOMINAL, Act, opens_flow, tense_of
from accord.docket.rules import rule_file, words

MODALS = words("modals", "measures")
BE = words("forms_of_be", "measures")
HAVE = frozenset(["has", "have", "had", "having"])
AUX = MODALS | BE | HAVE
NOT = frozenset(["not", "never", "no", "neither", "nor", "without", "cannot", "can't", "won't", "n't"])
AUX_OR_NOT = AUX | NOT
HELPERS = AUX - {"to"}
_MODAL = MODALS - {"to"}
FINITE = _MODAL | BE | HAVE
DETERMINERS = words("determiners", "measures")
PREPOSITIONS = words("prepositions", "measures")
EACH = frozenset(["country", "countries", "partner", "partners", "nation", "nations", "economy", "economies"])
PRONOUNS = frozenset(["it", "they", "he", "she", "we", "i", "who", "which", "that", "you", "both"])
_ONLY_VERBS = frozenset(["apply", "expire", "lapse", "begin", "remain", "continue", "resume"])
"""Verbs whose form in -s is no noun: "the surtax on trucks applies to"."""
_ALONE = _ONLY_VERBS | {"impose", "rise", "fall", "start", "end"}
"""Verbs that need no object: "the new rates apply from"."""
_ARTICLES = DETERMINERS - {"that", "all", "each"} | {"existing", "current"}
_GOVERNING = PREPOSITIONS - {"by"} - MODALS
_TAILS = words("after_a_noun", "measures") | frozenset(",.;:)(\u2014")


class Clause(NamedTuple):
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


_PAST_ALIKE = frozenset(rule_file("measures")["past_alike"].split("|"))
"""Verbs whose past is as their base: "The ministry cut its duty"."""
_ACTORS = words("authorities", "measures")


def act_of(mark: Mark) -> Act | None:
    """Return the verb a mark stands for."""
    return mark.ref if isinstance(mark.ref, Act) else None


def party_of(mark: Mark) -> Party | None:
    """Return the party a mark stands for."""
    return mark.ref if isinstance(mark.ref, Party) else None


def is_adverb(mark: Mark) -> bool:
    """Whether a word only colours a verb: "immediately", "also", "now"."""
    return mark.kind == "word" and (
        mark.lower in _ADVERBS or (mark.lower.endswith("ly") and len(mark.lower) > 4)
    )


_ADVERBS = words("adverbs", "measures")
MADE = frozenset(["made", "produced", "grown", "built", "manufactured", "assembled", "mined", "brewed", "woven", "used"])  # fmt: skip
"""Participles that say where goods come from: "bicycles made in Chile"."""


def _describes(row: list[Mark], at: int, prev: Mark | None, after: Mark) -> bool:
    """Whether a participle only describes goods: "made in", "or imported from", "of sanctioned oil", "withdrawn from warehouse"."""
    word, act = row[at].lower, act_of(row[at])
    before = prev.lower if prev is not None else ""
    if act is not None and act.form in ("both", "participle") and after.kind in ("good", "lever"):
        return before in _GOVERNING or (before == "to" and act.form == "both" and word.endswith("ed"))
    told = before == "that" and at > 1 and act_of(row[at - 2]) is not None
    if word in _FLOWS and (after.lower == "of" or (told and after.lower in ("to", "from"))):
        return True  # "said that exports of tea | were banned"
    stored = word == "withdrawn" and any(m.lower == "warehouse" for m in row[at + 1 : at + 4])
    if word in ("imported", "exported") and before in _GOVERNING:
        return True
    ware = prev is not None and (prev.kind == "good" or before in ("or", "and", "products", "goods"))
    listed = word == "imported" and after.lower in ("from", "into") and ware
    noun = prev is not None and prev.kind in ("good", "word") and before not in AUX_OR_NOT
    return stored or listed or (word in MADE and after.lower in ("in", "by") and noun)


def is_verb(row: list[Mark], at: int) -> bool:
    """Whether an act is a verb here: "will cut", "cut tariffs", not "a cut", "the proposed duty"."""
    act = act_of(row[at])
    if act is None or row[at].lower in ("apply", "applies"):
        return act is not None
    before = at - 1
    while before >= 0 and (
        (is_adverb(row[before]) and row[before].lower not in ("all",))
        or (row[before].lower == "no" and row[before + 1].lower == "longer")
    ):
        before -= 1
    before = _over_day(row, before)
    prev = row[before] if before >= 0 else None
    if prev is not None and prev.lower == "-" and row[before].end == row[at].start:
        return False
    after = row[at + 1] if at + 1 < len(row) else None
    opens = (prev is None or prev.kind == "punct") and opens_flow(row[at].lower, after.lower if after else "")
    beside_noun = prev is not None and prev.lower in ("and", "or") and row[at].lower == "lower"
    if beside_noun and not any(m.kind == "act" or m.lower in AUX for m in row[:before]):
        return False  # "hopeful on a pact and lower tariffs"
    if opens or (after is not None and _describes(row, at, prev, after)):
        return False
    noun_after = after is not None and (
        after.kind in ("lever", "good", "party", "amount")
        or after.lower in _FLOWS
        or (after.kind == "word" and after.lower not in _TAILS and not _relative(row, at + 1))
    )
    described = prev is not None and (prev.lower in _ARTICLES or prev.lower == "'s" or prev.kind == "amount")
    beside = _Beside(row, before, prev, after, noun_after, described)
    for told in (_by_its_form, _by_what_precedes, _by_its_subject):
        found = told(act, beside)
        if found is not None:
            return found
    return (act.form == "s" and noun_after) or (
        act.form in ("base", "any")
        and prev is not None
        and (prev.kind in ("word", "good") or prev.lower in _FLOWS)
        and (noun_after or (after is not None and after.lower == "one"))
        and prev.lower.endswith("s")
    )


_FLOWS = frozenset(["exports", "imports", "sales", "purchases", "shipments"])
"""Nouns of trade that look like verbs: "The order of 2 May bans | exports"."""


def _relative(row: list[Mark], at: int) -> bool:
    """Whether a pronoun opens a relative clause of its own: "the sanctions | it had imposed"."""
    after = row[at + 1] if at + 1 < len(row) else row[at]
    own = after.lower in AUX - {"to"} or (act_of(after) is not None and after.lower.endswith("ed"))
    return row[at].lower in ("it", "they", "he", "she", "we") and own


_OF_DAYS = frozenset(["from", "on", "in", "by", "as", "of", "after", "until", "to", "till", "through", "and"])


def _over_day(row: list[Mark], at: int) -> int:
    """Return where the modal stands that a day parts from its verb: "will from 10 November | stop"."""
    step = at
    while step > 0 and (row[step].kind == "date" or (step < at and row[step].lower in _OF_DAYS)):
        step -= 1
    return step if step < at and row[step].lower in _MODAL | HAVE else at


class _Beside(NamedTuple):
    """What stands beside an act: the mark before it (adverbs left out) with its place, the one after it.

    ``noun_after``: a noun follows. ``described``: an article, an owner or an amount precedes.
    """

    row: list[Mark]
    before: int
    prev: Mark | None
    after: Mark | None
    noun_after: bool
    described: bool


def _by_its_form(act: Act, held: _Beside) -> bool | None:  # noqa: PLR0911
    """Whether an act is a verb by its own form, None where that does not tell."""
    prev, after, noun_after, described = held.prev, held.after, held.noun_after, held.described
    if act.form == "ing":
        if prev is not None and prev.lower in ("the", "a", "an") and noun_after:
            return False
        if prev is not None and prev.lower == "'s" and after is not None and after.kind == "lever":
            return False
        return not (described and not noun_after) and not (
            described and after is not None and after.lower == "of"
        )
    if (
        act.lemma == "freeze"
        and act.form == "participle"
        and noun_after
        and prev is not None
        and prev.lower not in AUX
    ):
        return False
    if act.form in ("both", "past", "participle"):
        named = noun_after or (after is not None and after.lower in NOMINAL)
        return not (described and named and prev is not None and prev.kind != "amount")
    if prev is not None and ((act.lemma == "exempt" and prev.lower in BE) or _unchanged(act, prev)):
        return True
    if after is not None and (
        after.lower in HELPERS or (act.lemma == "appeal" and after.lower.startswith("court"))
    ):
        return False
    return None


def _moves_off(act: Act, held: _Beside) -> bool:
    """Whether a verb stands alone: "duties on wool fall away immediately", "and answers with a duty"."""
    prev, after = held.prev, held.after
    if act.lemma in ANSWERING and after is not None and after.lower == "with":
        return not held.described
    if act.kinds[0] not in ("end", "cut", "raise") or act.form not in ("base", "any") or held.described:
        return False
    named = prev is not None and (
        prev.kind in ("good", "lever") or (" " in act.lemma and prev.kind == "word")
    )
    return named and after is not None and after.lower.endswith("ly")


ANSWERING = words("answering", "measures")


def _by_what_precedes(act: Act, held: _Beside) -> bool | None:  # noqa: PLR0911
    """Whether an act is a verb by the mark before it, None where that does not tell."""
    prev, after, noun_after, described = held.prev, held.after, held.noun_after, held.described
    row, before = held.row, held.before
    if prev is None:
        return (noun_after and act.form != "s") or (act.form == "s" and noun_after)
    if prev.lower in MODALS or prev.lower in PRONOUNS:
        return prev.lower != "to" or act.form != "s"
    if _moves_off(act, held):
        return True
    if (
        after is not None
        and after.lower == "to"
        and act.kinds[0] in ("agree", "threaten", "propose", "announce", "keep")
        and not (described or _owned(row, before))
    ):
        return prev.lower not in PREPOSITIONS
    if (
        act.form == "s"
        and not noun_after
        and (act.lemma in _ALONE or act.kinds[0] == "start" or " " in act.lemma)
    ):
        return not described or prev.kind == "amount"
    if (
        (act.lemma in _ALONE or (act.kinds[0] == "start" and " " in act.lemma))
        and act.form in ("base", "any")
        and prev.kind in ("word", "lever")
        and prev.lower.endswith("s")
    ):
        return not described
    if act.form == "s" and act.lemma in _ONLY_VERBS and prev.kind in ("word", "lever", "good"):
        return not described and prev.lower not in PREPOSITIONS
    if described or prev.lower in PREPOSITIONS or prev.kind == "lever":
        return not described and prev.kind == "lever" and act.lemma in ("prohibit", "forbid", "bar")
    if act.kinds[0] == "start" and " " in act.lemma:
        return True
    return True if act.form == "s" and act.kinds[0] == "face" and prev.kind == "good" else None


def _by_its_subject(act: Act, held: _Beside) -> bool | None:  # noqa: PLR0911
    """Whether an act is a verb by the party or word before it, None where that does not tell."""
    prev, after, noun_after = held.prev, held.after, held.noun_after
    row, before = held.row, held.before
    if prev is None:
        return None
    if act.lemma in ("import", "export", "purchase", "finance", "fund") and (
        (after is not None and after.kind == "lever") or prev.kind == "good"
    ):
        return False
    if act.lemma in ("import", "export") and act.form == "s" and prev.kind in ("word", "good"):
        return False
    if act.lemma == "state" and after is not None and (act_of(after) or after.lower in AUX):
        return False
    if prev.kind == "party":
        owner = party_of(prev)
        plain = owner is not None and owner.kind != "adjective"
        lead = before - 1 - (before > 1 and row[before - 1].lower == "the")
        relative = before > 0 and (row[lead].lower in ("that", "which") or row[lead].kind == "lever")
        if plain and act.lemma == "sanction" and _compounded(row, before, after):
            return False
        nounish = (after is None or after.lower in _TAILS) and not (plain and relative)
        return (plain or (after is not None and after.kind in ("lever", "amount"))) and not (
            nounish
            and act.lemma
            not in ("agree", "plan", "threaten", "face", "pay", "invest", "hit back", "strike back")
        )
    if prev.lower in ("and", "or", ",", '"', "but"):
        return noun_after
    if act.kinds[0] == "face" and act.form in ("base", "any") and prev.lower.endswith("s"):
        borne = {"that", "which"} & {m.lower for m in row[max(before - 3, 0) : before]}
        return noun_after or bool(borne)  # "the duty that Indian generics pay in"
    if prev.kind == "date" and act.lemma in _PAST_ALIKE and noun_after:
        while before >= 0 and (row[before].kind == "date" or row[before].lower in _OF_DAYS):
            before -= 1
        return row[before].kind == "party" or row[before].lower in _ACTORS
    named = prev.kind == "word" and (prev.lower in _ACTORS or (prev.text[:1].isupper() and before > 0))
    if act.lemma in _PAST_ALIKE and noun_after and named:
        return True
    return None


_SCHEMES = words("schemes", "measures")
_OPENS = words("clause_openers", "measures") | {"and", "or", "that", "as", "after", "before", "since"}


def _compounded(row: list[Mark], at: int, after: Mark | None) -> bool:
    """Whether an economy's name and "sanctions" are one noun: "new Belarus sanctions", "the Syria sanctions program"."""
    lead = row[at - 1].lower if at else "after"
    ends = after is None or after.kind == "punct" or after.lower in _SCHEMES | PREPOSITIONS | AUX
    goes_on = not (ends or (act_of(row[at + 2]) and not row[at + 2].lower.endswith("ed")))
    opens = lead in _OPENS or lead.endswith("s") or row[at - 1].kind == "punct"
    return not (goes_on and (opens or lead == "the" or lead in PREPOSITIONS)) and lead not in (
        "that",
        "which",
    )


def _owned(row: list[Mark], at: int) -> bool:
    """Whether an adjective before a noun follows an owner or an article: "Chile's revised offer to"."""
    return (
        at > 0 and row[at].kind == "word" and (row[at - 1].lower == "'s" or row[at - 1].lower in DETERMINERS)
    )


def _unchanged(act: Act, prev: Mark) -> bool:
    """Whether a participle that looks like the verb itself follows its auxiliary: "was cut", "has put"."""
    return (act.lemma in _PAST_ALIKE or act.lemma == "cap") and prev.lower in BE | HAVE


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
    act = row[at].ref
    if not isinstance(act, Act) or not is_verb(row, at):
        return None
    first, seen = at, []
    if (modal_at := _over_day(row, at - 1)) < at - 1 and modal_at >= floor:
        first, seen = modal_at, [row[modal_at].lower]
    while first - 1 >= floor and (
        row[first - 1].lower in AUX_OR_NOT
        or is_adverb(row[first - 1])
        or _quoted(row, first - 1, floor)
        or (row[first - 1].lower == "going" and row[first].lower == "to")
    ):
        first -= 1
        seen.append(row[first].lower)
    be = any(w in BE for w in seen) and "going" not in seen
    have = any(w in HAVE for w in seen)
    modal = next((w for w in seen if w in MODALS), "")
    participle = (
        act.form in ("both", "participle", "any") or act.lemma == "exempt" or act.lemma in _PAST_ALIKE
    )
    passive = be and participle and act.form != "ing"
    if not be and not have and act.form in ("both", "participle") and not modal:
        passive = _reduced(row, at)
    return Verb(at, act, act.kinds[0], first, passive, any(w in NOT for w in seen), modal,
                tense_of(act, seen, modal, be, have))  # fmt: skip


def _quoted(row: list[Mark], at: int, floor: int) -> bool:
    """Whether a mark of quotation parts a verb from its modal: 'should "respond with strength"'."""
    return row[at].lower in ('"', "\u201c") and at > floor and row[at - 1].lower in MODALS


def _reduced(row: list[Mark], at: int) -> bool:
    """Whether a participle stands for a relative clause: "tariffs imposed by", "goods exported to"."""
    after = row[at + 1].lower if at + 1 < len(row) else ""
    before = row[at - 1] if at else None
    noun = before is not None and before.kind in ("lever", "good")
    return after == "by" or (
        noun and after in ("on", "against", "in", "to", "from", "under", "at", "for", "after", "pursuant")
    )
