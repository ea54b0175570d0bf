"""What governs a measure: the verbs and nouns of acting before it, the verb it is the subject of."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.bearers import in_return, takes_on
from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import ANSWERING, AUX, NOT, Clause, Verb, act_of, verb_at
from accord.docket.frames.heads import PAPER
from accord.docket.frames.life import DEEDS, condition_word, deed_of
from accord.docket.frames.marks import Mark
from accord.docket.frames.nominal import brought_forward, comes_to, opens_with_deed
from accord.docket.frames.standing import let_happen
from accord.docket.frames.verbs import NOMINAL
from accord.docket.rules import words


def govern(frame: Frame) -> None:
    """Collect the verbs and nouns of acting that govern the measure, and the verb it is the subject of."""
    row, clause = frame.clause.row, frame.clause
    verbs, kinds = verbs_before(row, clause._replace(first=_answered(frame)), frame.first)
    if clause.parent is not None and _put_in(frame, kinds):
        verbs, kinds = _verbs_above(row, clause.parent)
    if row[frame.first - 1].lower in _ASIDE and verbs and verbs[-1].at < frame.first - 1:
        verbs, kinds = [], []
    direct = bool(kinds)
    if direct and verbs and not _reaches(row, verbs[-1], frame.first):
        direct = False
    after = row[frame.at + 1].lower if frame.at + 1 < clause.last else ""
    if after in NOMINAL and NOMINAL[after] in ("cut", "raise", "end", "pause", "exempt", "impose"):
        kinds = [*kinds, NOMINAL[after]]
    own, named = _own(frame), ""
    if direct and kinds[-1] not in ("announce", "agree", "ask", "threaten", "propose"):
        named = opens_with_deed(row, clause.first, frame.at, own.group) if own and not verbs else ""
        own = own if named else None
    frame.verbs, frame.kinds = verbs, kinds
    frame.direct = own is None and bool(verbs)
    above(frame)
    second = {m.lower for m in row[clause.first + 1 : clause.first + 2]}
    spelled = not frame.verbs and own is None and second & words("spells", "measures")
    if spelled and clause.opener == "which":  # "proposed a package, which includes a ban on"
        frame.verbs, outer = verbs_before(row, clause.parent or clause, clause.first)
        frame.kinds = [*outer, *frame.kinds]
    if clause.opener == ":" and clause.parent is not None and not verbs and own is None:
        frame.verbs, frame.kinds = verbs_before(row, clause.parent, clause.parent.last)
    if own is not None:
        frame.own = own
        frame.kinds = [*frame.kinds, _own_kind(own, named, row)]
    if let := let_happen(frame):
        frame.verbs, frame.kinds, frame.own = [*frame.verbs[:-1], let], [*frame.kinds[:-1], let.kind], None
    in_return(frame)
    if takes_on(frame):
        frame.kinds = [*frame.kinds, "face"]
    frame.deed = _struck_down(frame) or _stopped(frame) or deed_of(frame.kinds)


def _answered(frame: Frame) -> int:
    """Return where the words on a measure start: after "in answer to", for what is done before it is done to another."""
    row, clause = frame.clause.row, frame.clause
    for at in range(frame.first - 1, clause.first, -1):
        if row[at].lower == "amid" or (row[at - 1].lower, row[at].lower) in (("caused", "by"), ("due", "to")):
            return at + 1
        if row[at].lower in IN_REPLY and row[at - 1].lower in ("in", "as") and row[at + 1].lower in _WHAT:
            return at + 2
    return clause.first


IN_REPLY = frozenset(["answer", "response", "retaliation", "reaction", "reply", "protest", "revenge"])
"""Nouns before a measure that is another's: "bans exports in response to sanctions"."""
_WHAT = frozenset(["to", "for", "against", "over"])


def _put_in(frame: Frame, kinds: list[str]) -> bool:
    """Whether a clause is but put in before a measure: "imposes on coils, when imported into Chile, a duty"."""
    row, clause = frame.clause.row, frame.clause
    bare = (
        clause.opener in ("when", "where") and kinds in ([], ["trade"]) and row[frame.first - 1].lower == ","
    )
    return bare or (clause.opener == RESUMED and not kinds and frame.first <= clause.first + 1)


def _verbs_above(row: list[Mark], clause: Clause) -> tuple[list[Verb], list[str]]:
    """Return the verbs of the nearest clause, going up, that has one in a tense: "imposes on coils, falling under 7208,"."""
    verbs, kinds = verbs_before(row, clause, clause.last)
    while clause.parent is not None and all(v.tense == "gerund" for v in verbs):
        clause = clause.parent
        verbs, kinds = verbs_before(row, clause, clause.last)
    return verbs, kinds


def _own_kind(own: Verb, named: str, row: list[Mark]) -> str:
    """Return what a measure's own verb does, or makes of the deed that its subject names."""
    done = _kind(own, row)
    if own.act.lemma == "stay" and not own.passive:
        return "keep"  # "the duties are to stay"
    if own.act.lemma == "drop" and not (own.passive and own.group < own.at):
        done = "cut"  # "the duty has dropped to 5 percent"
    if named == "pause" and done == "end" and own.tense != "past":
        return "pause"
    return comes_to(named, done) if named and done in (*DEEDS, "make", "other") else done


def _struck_down(frame: Frame) -> str:
    """Return "end" where the paper that a relative clause speaks of is ended: "quashed a notice under which"."""
    clause, up = frame.clause, frame.clause.parent
    if clause.opener not in ("which", "that") or up is None:
        return ""
    near = {m.lower for m in up.row[max(up.last - 3, up.first) : up.last]}
    verbs = verbs_before(up.row, up, up.last)[0]
    if not near & PAPER or not verbs or verbs[-1].kind not in ("end", "pause") or verbs[-1].negated:
        return ""
    frame.verbs, frame.kinds, frame.own = [verbs[-1]], [verbs[-1].kind], None
    return verbs[-1].kind


_ASIDE = frozenset(["since", "amid", "despite", "following"])
"""Words before a measure that is no verb's object: "Sales dropped 30% since the duty"."""
_TAKEN = frozenset(["take", "takes", "took", "taking", "taken"])


def _stopped(frame: Frame) -> str:
    """Return "end" or "pause" where the verb of imposing is what stops: "will stop collecting the duty"."""
    row = frame.clause.row
    lead = {m.lower for m in row[frame.clause.first : frame.first]}
    if row[frame.at + 1 : frame.at + 2] and row[frame.at + 1].lower == "off" and lead & _TAKEN:
        return "end"  # "took the 9% duty off Kenyan tea"
    if frame.verbs and frame.verbs[-1].act.lemma in ("put", "place", "keep", "hold", "leave"):
        held = [m.lower for m in row[frame.at : frame.clause.last]]
        if any(held[i : i + 2] in (["on", "hold"], ["on", "ice"]) for i in range(len(held))):
            return "pause"
    if len(frame.verbs) < 2 or frame.own is not None:
        return ""
    outer, inner = frame.verbs[-2:]
    near = inner.at - outer.at <= 3 and inner.tense in ("gerund", "infinitive")
    return outer.kind if near and outer.kind in ("end", "pause", "resume") and inner.kind == "impose" else ""


def above(frame: Frame) -> None:
    """Add the verbs of the clauses that a clause with "that" hangs on: "announced that it would impose"."""
    up = frame.clause
    first = frame.verbs[0] if frame.verbs else None
    if first is not None and up.opener in ("and", "or", ",", ";") and up.parent is not None and _bare(first):
        more, outer = _verbs_above(up.row, up.parent)
        lent = _lent_modal(up.parent, more[-1].at if more else up.parent.first)
        if lent:
            tense = "possible" if lent in ("may", "might", "could") else "future"
            frame.verbs = [replace(first, modal=lent, tense=tense), *frame.verbs[1:]]
        if more and more[-1].tense in ("infinitive", "future", "gerund"):
            shared = replace(
                first, modal=more[-1].modal, tense=more[-1].tense, negated=first.negated or more[-1].negated
            )
            frame.verbs = [*more[:-1], shared, *frame.verbs[1:]]
            frame.kinds = [*outer[:-1], *frame.kinds]
            up = up.parent
        elif (
            more
            and more[-1].kind in ("propose", "announce", "agree", "threaten")
            and up.row[more[-1].at + 1].lower == "to"
        ):  # "wanted to go further and ban"
            frame.verbs = [*more, replace(first, modal="to", tense="infinitive"), *frame.verbs[1:]]
            frame.kinds = [*outer, *frame.kinds]
    elif (
        first is not None
        and up.opener in ("and", "or", ",")
        and up.parent is not None
        and _carried(first, up)
    ):
        up = up.parent
    while up.parent is not None and up.opener in ("that", "to") and not condition_word(up.parent):
        up = up.parent
        more, outer = verbs_before(up.row, up, up.last)
        frame.verbs = [*more, *frame.verbs]
        frame.kinds = [*outer, *frame.kinds]


def _lent_modal(clause: Clause, after: int) -> str:
    """Return the modal that a verb naming no measure lends to the next: "should respond and impose", "will follow advice and put"."""
    modals = _WISHING | {"will", "shall"} if after == clause.first else _WISHING
    found = [m.lower for m in clause.row[after : clause.last] if m.lower in modals]
    return found[-1] if found else ""


_WISHING = frozenset(["should", "must", "may", "might", "could"])


def _carried(verb: Verb, clause: Clause) -> bool:
    """Whether a verb has its modal from the clause before: "will be raised | and then lowered"."""
    return bool(verb.modal) and not any(m.lower in AUX for m in clause.row[verb.group : verb.at])


def _bare(verb: Verb) -> bool:
    """Whether a verb has neither modal nor ending, and so shares what stands before "and": "to cut or end"."""
    return not verb.modal and verb.group == verb.at and verb.act.form in ("base", "any", "ing")


def verbs_before(row: list[Mark], clause: Clause, end: int) -> tuple[list[Verb], list[str]]:
    """Return the verbs before a mark of a clause and what they and the nouns of acting do, in order."""
    verbs: list[Verb] = []
    kinds: list[str] = []
    for index in range(clause.first, end):
        verb = verb_at(row, index, clause.first)
        if verb is not None:
            told = _governing(row, verb, end)
            if told is not None:
                verbs.append(_carried_on(told, clause))
                kinds.append(_kind(verbs[-1], row))
        elif row[index].lower in NOMINAL and row[index].kind in ("word", "act"):
            _add_noun(row, index, verbs, kinds)
    return verbs, kinds


def _governing(row: list[Mark], verb: Verb, end: int) -> Verb | None:
    """Return a verb with the kind it has before a measure; None where it says nothing of it."""
    verb = replace(verb, kind="impose") if brought_forward(verb, row) else verb
    struck = verb.passive and verb.at + 1 < end and row[verb.at + 1].lower == "by"
    if verb.act.lemma in ("bear", "carry") and _SIGNS & {m.lower for m in row[verb.at + 1 : verb.at + 4]}:
        return None
    if struck and verb.at + 2 == end and verb.act.lemma in ("hit", "target", "affect", "strike"):
        return replace(verb, kind="face", passive=False)
    put = verb.act.lemma == "replace" and any(m.lower in ("with", "by") for m in row[verb.at + 1 : end])
    if put or answers_with(row, verb):
        return replace(verb, kind="impose", passive=False)
    if verb.act.lemma == "see" and row[verb.at + 1].lower in ("no", "little"):
        return replace(verb, kind="propose")  # "sees no need for duties"
    return None if struck or verb.kind == "other" else verb


def _add_noun(row: list[Mark], at: int, verbs: list[Verb], kinds: list[str]) -> None:
    """Add to what verbs do what a noun of acting makes of it: "announced a cut in", "ended the suspension of"."""
    named = NOMINAL[row[at].lower]
    if named in ("propose", "threaten") and verbs and verbs[-1].act.lemma in _CARRIES_OUT:
        return
    if named == "threaten" and not _of_a_deed(row, at):
        return
    done = ("pause", "end", "keep", "resume", "cut", "raise")
    if named == "pause" and kinds[-1:] == ["end"] and verbs and verbs[-1].tense != "past":
        kinds.append(named)
    elif kinds and kinds[-1] in ("pause", "end") and comes_to(named, kinds[-1]) != named:
        kinds[-1] = comes_to(named, kinds[-1])
    elif not (named == "impose" and kinds and kinds[-1] in done):
        kinds.append(named)


_CARRIES_OUT = frozenset(["go ahead", "follow through", "carry out", "make good"])
"""Verbs by which a plan is done: "has gone ahead with its plan to curb exports"."""
_SIGNS = frozenset(["signature", "name", "seal", "stamp", "title", "number"])
"""What a paper bears: "a decree bearing the signature of the minister"."""


def answers_with(row: list[Mark], verb: Verb) -> bool:
    """Whether somebody answers with a measure, and so imposes it: "halts power sales and answers with a duty"."""
    return verb.act.lemma in ANSWERING and [m.lower for m in row[verb.at + 1 : verb.at + 2]] == ["with"]


def _of_a_deed(row: list[Mark], at: int) -> bool:
    """Whether a threat is one of a measure: "threat of duties", "threat to cut"; not "to deal with that threat, I"."""
    after = row[at + 1] if at + 1 < len(row) else None
    then = act_of(row[at + 2]) if at + 2 < len(row) else None
    return after is not None and (after.lower in ("of", "that") or (after.lower == "to" and then is not None))


def _carried_on(verb: Verb, clause: Clause) -> Verb:
    """Give a participle after "and" the modal it shares: "will be raised or newly introduced"."""
    parent = clause.parent
    alone = not any(m.lower in AUX | NOT for m in clause.row[verb.group : verb.at])
    bare = (verb.act.form in ("both", "participle") and alone) or (verb.tense == "past" and not verb.modal)
    if parent is None or clause.opener not in ("and", "or", ",") or not bare or verb.act.form == "past":
        return verb
    earlier = [v for i in range(parent.first, parent.last) if (v := verb_at(parent.row, i, parent.first))]
    last = earlier[-1] if earlier else None
    if last is not None and last.passive and last.modal and alone:
        return replace(verb, passive=True, modal=last.modal, tense=last.tense)
    return verb


def _kind(verb: Verb, row: list[Mark]) -> str:
    """Return a verb's class; "lift to 20 percent" is a rise, "cut" with nothing after it is a cut."""
    if verb.act.lemma == "put" and any(
        row[i].lower == "on" and row[i + 1].lower in ("ice", "hold")
        for i in range(verb.at, min(verb.at + 14, len(row) - 1))
    ):
        return "pause"
    if verb.act.lemma == "lift" and any(m.lower == "to" for m in row[verb.at : verb.at + 12]):  # noqa: SIM102
        if any(m.kind == "amount" for m in row[verb.at : verb.at + 14]):
            return "raise"
    then = next((i for i in range(verb.at + 1, len(row)) if row[i].lower not in ("to", "be")), verb.at)
    after = act_of(row[then])
    if verb.act.lemma in ("remain", "stay", "continue") and after is not None and after.kinds[0] == "pause":
        return "pause"
    if verb.act.lemma == "advise" and row[verb.at + 1 : verb.at + 2] and row[verb.at + 1].lower == "that":
        return "announce"
    held = verb.act.lemma == "stay" and verb.at + 1 < len(row) and row[verb.at + 1].lower in ("at", "in")
    return "keep" if held and not verb.passive else verb.kind


def _reaches(row: list[Mark], verb: Verb, first: int) -> bool:
    """Whether a verb before a measure has it as its object: no other subject between them."""
    between = row[verb.at + 1 : first]
    return not any(m.lower in (";", ":") for m in between)


def _after_aside(frame: Frame) -> Clause | None:
    """Return the clause of the main verb after an aside: "the duty, due to lapse on Friday, was extended"."""
    row, clause = frame.clause.row, frame.clause
    marks = range(frame.at + 1, clause.last - 2)
    aside = any(row[i].lower == "," and _is_aside(row, i + 1) for i in marks)
    after = next((c for c in frame.siblings if c.first == clause.last and c.opener == ","), None)
    return (
        after
        if aside
        and after is not None
        and any(
            (v := verb_at(row, i, after.first)) and v.group <= after.first + 2
            for i in range(after.first, after.last)
        )
        else None
    )


def _after_relative(frame: Frame) -> Clause | None:
    """Return the clause of the main verb after a relative one in commas: "the duty, which falls on tea, was imposed"."""
    row, clause = frame.clause.row, frame.clause
    if frame.verbs or _verb_within(frame):
        return None
    for told in frame.siblings:
        up = told.parent
        opens = (
            told.opener == "," and told.first + 2 < told.last and row[told.first + 1].lower in AUX - {"to"}
        )
        if opens and up is not None and up.opener in ("which", "that") and up.parent is clause:
            return told
    return None


def _is_aside(row: list[Mark], at: int) -> bool:
    """Whether a participle opens an aside on a measure: "the ban, | due to lapse on Friday", "| approved by Oman"."""
    at += row[at].lower in ("first", "originally", "initially")
    act = act_of(row[at])
    due = row[at].lower in _DUE and row[at + 1].lower == "to"
    return due or (act is not None and act.form in ("participle", "both") and row[at + 1].kind != "lever")


_PUT_ON = frozenset(["impose", "introduce", "levy", "adopt", "use", "apply", "enact", "place"])


def _for_what(row: list[Mark], verb: Verb) -> bool:
    """Whether an infinitive says what a measure was imposed for: "the duty imposed to eliminate dumping"."""
    act = act_of(row[verb.group - 1]) if verb.group else None
    return act is not None and act.lemma in _PUT_ON


_DUE = frozenset(["due", "set", "scheduled", "supposed", "planned"])


_PLACES = ("impose", "raise", "announce", "threaten", "propose")
"""What somebody does with a measure in a relative clause without its pronoun: "the sanctions it had imposed"."""
_BY_WHOM = frozenset(["charge", "levy", "slap"])
"""What somebody does with a duty, and no duty: "For its duty on tea, Chile will charge"."""
_OF_PERSONS = frozenset(["announce", "ask", "threaten", "propose", "agree", "deny"])
"""What somebody does, and no measure: "Reacting to the duties, the minister called for talks"."""


def _verb_within(frame: Frame) -> bool:
    """Whether a measure has a finite verb of its own before a relative clause cuts in: "the duty rose, which"."""
    row, clause = frame.clause.row, frame.clause
    return any(verb_at(row, i, clause.first) for i in range(frame.at + 1, clause.last))


def _own(frame: Frame) -> Verb | None:
    """Return the verb that the measure is the subject of: "the duty will rise", "tariffs were lifted"."""
    row, clause = frame.clause.row, frame.clause
    resumed = next((c for c in frame.siblings if c.opener == RESUMED and c.parent is clause), None)
    spans = [range(frame.at + 1, clause.last)]
    if resumed is not None and not frame.verbs and not _verb_within(frame):
        spans.append(range(resumed.first, resumed.last))
    if (main := _after_aside(frame) or _after_relative(frame)) is not None:
        spans.insert(0, range(main.first, main.last))
    for index in (i for span in spans for i in span):
        verb = verb_at(row, index, clause.first)
        if verb is None or verb.kind == "other":
            continue
        if verb.passive and verb.group == verb.at:  # noqa: SIM102
            if verb.kind not in ("cut", "raise", "end", "pause"):
                continue
        theirs = (*_PLACES, "end", "pause", "cut") if row[verb.group - 1].lower != "it" else _PLACES
        if row[verb.group - 1].lower in ("it", "they", "he", "she", "we") and verb.kind in theirs:
            continue
        if (
            verb.group == verb.at
            and verb.kind == "impose"
            and row[min(verb.at + 1, len(row) - 1)].lower == "from"
        ):
            continue
        aim = verb.kind == "trade" or _for_what(row, verb)
        if (verb.tense == "infinitive" and aim) or (verb.act.lemma in _BY_WHOM and not verb.passive):
            continue
        return verb if _kind(verb, row) not in _OF_PERSONS or verb.passive else None
    return None
