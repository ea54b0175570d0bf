"""One frame: a measure named by a noun or a verb, with all that its clause tells of it."""

from __future__ import annotations

from accord.docket.frames.agents import fill_agent, of_list
from accord.docket.frames.denials import NO_SUCH
from accord.docket.frames.duties import RATED
from accord.docket.frames.extent import after_front, over_span, phrase_start
from accord.docket.frames.frame import Frame
from accord.docket.frames.govern import IN_REPLY, above, govern, verbs_before
from accord.docket.frames.grammar import (
    AUX,
    HAVE,
    PREPOSITIONS,
    Clause,
    Verb,
    act_of,
    is_adverb,
    is_verb,
    party_of,
    verb_at,
)
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.life import deed_of
from accord.docket.frames.markets import market, other_side
from accord.docket.frames.marks import Mark
from accord.docket.frames.nominal import agreed_on
from accord.docket.frames.phrases import SELLERS, Falls, falls_on
from accord.docket.frames.reach import fill_reach
from accord.docket.frames.standing import discussed, in_front, leaves_out
from accord.docket.frames.subjects import subject
from accord.docket.frames.verbs import NOMINAL
from accord.docket.patterns import regex
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_CEASES = regex(
    r"\b(?:shall|will|are to|is to) (?:no longer be|cease to be) (?:in (?:effect|force)|collected|charged|levied|applied)\b"
)
_NOT_HEAD = words("not_head", "measures")


def is_head(row: list[Mark], at: int) -> bool:
    """Whether a measure's noun is no mere description of what follows: "the tariff threat"."""
    if at >= 2 and row[at - 1].lower == "-" and row[at - 2].lower in ("non", "anti"):
        return False
    if at >= 3 and row[at - 1].kind == "lever" and row[at - 2].lower == "-" and row[at - 3].lower == "non":
        return False
    after = [m.lower for m in row[at + 1 : at + 5]]
    if after == ["in", "the", "form", "of"] or (
        after[:1] in (["and"], ["or"], ["/"]) and after[1:2] == ["non"]
    ):
        return False
    if after[:1] == ["barriers"] and after[1:2] in (["on"], ["across"], ["for"]):
        return True
    if after[:1] == ["on"] and "agenda" in [m.lower for m in row[at + 2 : at + 5]]:
        return False  # "minerals next to tariffs on the same agenda"
    return not after or after[0] not in _NOT_HEAD


def _struck_by(frame: Frame, at: int) -> bool:
    """Whether somebody is struck by a sanction with an author: "were targeted by new American sanctions"."""
    row, sanction = frame.clause.row, frame.lever == "sanction" and bool(frame.agent)
    return sanction and at > frame.clause.first and row[at].lower == "by" and act_of(row[at - 1]) is not None


_MENTIONS = frozenset(["about", "over", "despite", "like", "than", "on"])
_GIVES = frozenset(["give", "offer", "grant", "provide"])
_PARTICLES = frozenset(("out", "up", "down", "off", "back", "away"))
_INQUIRIES = words("inquiries", "measures")
_TIES = frozenset(("of", "in", "to", "on", "from"))


def is_tied(frame: Frame) -> bool:  # noqa: PLR0911
    """Whether something is done to the measure here, or it is said on what it falls: no mere mention."""
    row, clause = frame.clause.row, frame.clause
    if is_label(frame) or discussed(frame) or in_front(frame):
        return False
    before = frame.first - 1
    while before >= clause.first and (row[before].lower in ('"', "(") or is_adverb(row[before])):
        before -= 1
    before = over_span(row, before, clause.first)
    lead = row[before] if before >= clause.first else None
    placed = _placed(frame)
    if frame.own is not None or _stands(frame) or frame.agent.how == "sued" or _struck_by(frame, before):
        return True
    if lead is None:
        return bool(frame.own) or placed
    act = act_of(lead)
    given = act is not None and act.lemma in _GIVES and row[frame.at].lower.endswith(("access", "treatment"))
    told = act is not None and act.kinds[0] != "other" and is_verb(row, before)
    if given or told or (lead.lower in HAVE and bool(frame.verbs)):
        return True
    if before > clause.first:
        mark = row[before - 1]
        if (lead.lower in _PARTICLES and act_of(mark)) or (lead.lower in _TIES and mark.lower in NOMINAL):
            return True
        if mark.lower in IN_REPLY and lead.lower != "with":
            return False
    put = any(v.act.lemma in ("put", "place", "add") for v in frame.verbs)
    if lead.lower in NOMINAL or (lead.lower in ("on", "under", "to") and put):
        return True
    if _talked_of(row, before, clause.first):
        return False
    if lead.lower in PREPOSITIONS:
        return (placed and lead.lower not in _MENTIONS) or agreed_on(row, before)
    return placed or (
        lead.lower in ("and", "or", ",")
        and row[before - 1].kind == "lever"
        and bool(frame.verbs or frame.agent)
    )


def _placed(frame: Frame) -> bool:
    """Whether it is told on what or on whom a measure falls, or whose it is."""
    falls = frame.falls
    upon = falls.goods or falls.origins or falls.dests or falls.unknown or falls.everybody
    return bool(upon) or frame.agent.how in ("by", "placed", "market", "sued")


def supposed(frame: Frame) -> bool:
    """Whether it is only reckoned what a measure would do: "a tariff of 10% on all goods would cut trade"."""
    row, first = frame.clause.row, frame.clause.first
    near = range(frame.at + 1, min(frame.at + 14, frame.clause.last - 2))
    modal = next(
        (i for i in near if row[i].kind == "punct" or row[i].lower in ("would", "could", "might")), None
    )
    verb = verb_at(row, modal + 1, first) if modal and row[frame.first].lower in ("a", "an") else None
    if verb is None or verb.passive or verb.kind not in ("cut", "raise", "other", "make"):
        return False
    after = row[verb.at + 1]
    return after.kind in ("word", "good", "act", "party") and after.lower not in PREPOSITIONS


def is_label(frame: Frame) -> bool:
    """Whether a measure stands as a label before a colon and a clause of its own: "10 percent rate: Norway shall impose"."""
    row, clause = frame.clause.row, frame.clause
    ends = next((i for i in range(frame.at + 1, min(frame.at + 16, len(row))) if row[i].lower == ":"), None)
    if ends is None or frame.verbs or frame.own is not None or frame.first - clause.first > 4:
        return False
    after = row[ends + 1 : ends + 30]
    return any(m.kind == "lever" for m in after) and any(m.lower in AUX for m in after)


_STANDS = regex(r"\b(?:is|are|was|were|remains?|stays?) (?:not )?(?:available|in (?:effect|force|place))\b")


def _stands(frame: Frame) -> bool:
    """Whether a measure is said to hold or to cease: "treatment is available", "the duties shall no longer be in effect"."""
    text = frame.sentence.text
    own = text[frame.clause.row[frame.at].end : frame.clause.end]
    ceases = _CEASES.search(text[frame.clause.start :])
    if NO_SUCH.search(text):
        return True
    return bool(_STANDS.search(own)) or bool(ceases and frame.lever in ("tariff", "export_tax"))


_TALK = words("talk", "measures")


def _talked_of(row: list[Mark], at: int, floor: int) -> bool:
    """Whether a measure is a mere subject of talk, alone or in a list: "cooperation on duties, sanctions and"."""
    if row[at].lower == "into" and row[at - 1].lower in _INQUIRIES:
        return True
    while at > floor and (row[at].kind in ("lever", "good", "word") or row[at].lower in (",", "and", "or")):
        if row[at].lower in ("on", "about", "over", "regarding", "concerning"):
            return row[at - 1].lower in _TALK
        at -= 1
    return False


def make_frame(
    sentence: Sentence,
    clause: Clause,
    lever: str,
    at: int,
    rate: int | None,
    mates: list[int] | None = None,
    parts: list[Clause] | None = None,
) -> Frame:
    """Return the frame of a measure named at a mark, with the rate that belongs to it; ``parts`` are its sentence's."""
    row = clause.row
    amount = row[rate].amount if rate is not None else None
    first = phrase_start(row, at, clause.first) if row[at].kind == "lever" else at
    frame = Frame(sentence, clause, lever, at, first)
    frame.amount, frame.siblings = amount, parts or []
    frame.value = amount.value if amount is not None else None
    govern(frame)
    fill_reach(frame, rate, mates or [])
    fill_agent(frame)
    of_list(frame)
    other_side(frame)
    if (amount is not None and amount.value == 0 and at == rate) or row[at].lower.endswith(_ENTRY):
        _free(frame)
    if (
        frame.own is None
        and _CEASES.search(sentence.text[clause.start :])
        and lever in ("tariff", "export_tax")
    ):
        frame.kinds, frame.deed, frame.verbs = [*frame.kinds, "end"], "end", []
    if lever == "tariff_exemption" and amount is None and any(w in row[at].lower for w in ("zero", "free")):
        frame.value = 0.0
    _exempts(frame)
    _let_off(frame)
    _of_exception(frame)
    if amount is None and lever == "tariff" and _enters_without(frame):
        frame.lever, frame.value, frame.deed = "tariff_exemption", 0.0, "exempt"
        frame.verbs, frame.kinds = [v for v in frame.verbs if v.kind != "face"], ["exempt"]
    if (
        amount is None
        and lever == "tariff"
        and any(m.lower == "no" for m in row[first:at])
        and _told_of_nobody(frame)
    ):
        frame.lever, frame.value, frame.deed = "tariff_exemption", 0.0, "exempt"
    return frame


_ENTRY = ("access", "entry")


_MADE = frozenset(
    ["originating", "made", "produced", "grown", "manufactured", "mined", "assembled", "originate"]
)


def _of_exception(frame: Frame) -> None:
    """Read "a duty of 9 percent on goods of Chile, except for tea, which will receive a zero duty": it is given on tea."""
    row, clause, up = frame.clause.row, frame.clause, frame.clause.parent
    if clause.opener not in ("which", "that") or up is None or "face" not in frame.kinds:
        return
    out = next((i for i in range(up.first, up.last) if row[i].lower in ("except", "excluding")), None)
    acts = (v for i in range(up.first, out or up.first) if (v := verb_at(row, i, up.first)))
    verb = next(acts, None)
    who = subject(up, verb.group) if verb is not None else NOBODY
    if out is None or not who.codes:
        return
    frame.falls = falls_on(row, out + 1 + (row[out + 1].lower == "for"), up.last)
    frame.goods, frame.agent = tuple(frame.falls.goods), who
    others = [c for m in row[up.first : out] if (p := party_of(m)) for c in p.codes if c not in who.codes]
    frame.patient = Role(tuple(dict.fromkeys(others)), "goods of", "", "economy") if others else NOBODY


def _enters_without(frame: Frame) -> bool:
    """Whether goods are said to come in without a duty: "will enter Norway without paying duty"."""
    lead = [m.lower for m in frame.clause.row[max(frame.first - 3, 0) : frame.first]]
    return "without" in lead and frame.agent.how == "market" and frame.deed != "end"


def _told_of_nobody(frame: Frame) -> bool:
    """Whether "no duty" says that goods are free: "no duties on goods from Chile", "pays no duty"."""
    placed = bool(frame.falls.origins or frame.falls.goods)
    verb = frame.verbs[-1] if frame.verbs else frame.own
    if verb is None:
        return placed
    if verb.negated or frame.own is not None:
        return False
    charges = verb.act.lemma in ("charge", "levy", "collect", "apply", "impose") and placed
    return verb.tense in ("present", "past", "future") and (charges or verb.kind == "face")


def _free(frame: Frame) -> None:
    """Read "duty-free access to Norway for Chile's cheese": the market grants it, whose goods enter has it."""
    row, clause = frame.clause.row, frame.clause
    for index in range(frame.at + 1, clause.last - 1):
        if row[index].lower == ",":
            return
        if row[index - 1].lower in _MADE | {"exported", "shipped", "sold"}:
            continue
        if row[index].lower == "to" and (theirs := _for_theirs(row, index + 1, clause.last)).origins:
            frame.falls, frame.goods = theirs, tuple(theirs.goods)
            frame.agent = NOBODY if set(frame.agent.codes) & set(theirs.origins) else frame.agent
            frame.patient = Role(tuple(theirs.origins), "goods of", "", "economy")
            return
        if row[index].lower in ("to", "into", "in") and (
            party := party_of(row[min(index + 1 + (row[index + 1].lower == "the"), clause.last - 1)])
        ):
            frame.falls = falls_on(row, clause.last, clause.last)
            frame.agent = Role(party.codes, "market", row[index + 1].text, party.kind)
            others = [
                c
                for i in range(clause.first, clause.last)
                if (p := party_of(row[i])) and p.kind != "person"
                for c in p.codes
                if c not in party.codes
            ]
            if others:
                frame.patient = Role(tuple(dict.fromkeys(others)), "enters", "", "economy")
            return


def _for_theirs(row: list[Mark], at: int, stop: int) -> Falls:
    """Return whose goods are let in, where goods and no market are named: "duty-free access to Chilean cars"."""
    step = next((i for i in range(at, min(at + 4, stop)) if party_of(row[i])), stop)
    after = row[step + 1 : min(step + 5, stop)]
    sold = any(m.kind == "good" or m.lower in SELLERS for m in after)
    market = (
        not after
        or after[0].kind == "punct"
        or after[0].lower in PREPOSITIONS | {"'s"}
        or any(m.lower.startswith("market") for m in after)
    )
    return falls_on(row, at, stop) if sold and not market else Falls()


def _exempts(frame: Frame) -> None:
    """Read "the duty will not apply to energy" as what it is, an exemption for energy; what is preferential has a duty."""
    own, named = frame.own, frame.clause.row[frame.at].lower
    if leaves_out(frame) and frame.lever not in RATED:
        frame.lever = ""
        return
    if named.startswith("preferential") and frame.deed not in ("end", "pause"):
        frame.lever = "tariff"
    if own is None or own.act.lemma != "apply" or not own.negated:
        return
    row = frame.clause.row
    if any(m.lower == "longer" for m in row[own.group : own.at]):
        frame.deed = "end"
        return
    if own.at + 1 < frame.clause.last and row[own.at + 1].lower == "to":
        if frame.lever not in RATED:
            frame.lever = ""
            return
        frame.lever, frame.deed = "tariff_exemption", "exempt"
        frame.fall_on(falls_on(row, own.at + 2, frame.clause.last))


def _let_off(frame: Frame) -> None:
    """Read "cheese shall not be subject to the additional duty", "Chile was spared the duty" as an exemption."""
    row, clause = frame.clause.row, frame.clause
    if frame.lever != "tariff":
        return
    told = [v for i in range(clause.first, frame.first) if (v := verb_at(row, i, clause.first))]
    if (
        told
        and told[-1].act.lemma in ("spare", "exempt")
        and not told[-1].negated
        and told[-1].tense != "infinitive"
    ):
        _spared(frame, told[-1])
        return
    lead = [m.lower for m in row[clause.first : frame.first]]
    head = lead[-6:-2]
    if (
        lead[-2:] != ["subject", "to"]
        or not {"not", "longer"} & set(head)
        or {"should", "would", "could", "may", "if"} & set(head)
    ):
        return
    group = next((i for i in range(clause.first, frame.first) if row[i].lower in AUX), frame.first)
    _as_exemption(frame)
    frame.verbs = []
    start = clause.first
    if group == start:
        start = max((i for i in range(start) if row[i].lower in ("that", ",", ";", ":")), default=0)
    first = start + (row[start].lower in ("that", ",", ";", ":"))
    frame.falls = falls_on(row, after_front(row, first, group), group)
    frame.goods, frame.cue = tuple(frame.falls.goods), "let off"
    if set(frame.agent.codes) & set(frame.falls.origins):
        frame.agent = market(frame)


def _as_exemption(frame: Frame) -> None:
    """Make a duty the exemption from it: nothing is charged, its rate is the one before."""
    frame.previous = frame.amount.value if frame.amount else frame.previous
    frame.lever, frame.deed, frame.value, frame.amount = "tariff_exemption", "exempt", 0.0, None


def _spared(frame: Frame, verb: Verb) -> None:
    """Fill in who or what is spared a duty, before a passive verb or between an active one and the duty."""
    row, goods = frame.clause.row, frame.goods
    frame.verbs, frame.kinds = [*frame.verbs, verb], [*frame.kinds, "exempt"]
    span = (
        (after_front(row, frame.clause.first, verb.group), verb.group)
        if verb.passive
        else (verb.at + 1, frame.first)
    )
    owner, let = frame.agent, falls_on(row, *span)
    _as_exemption(frame)
    frame.patient = Role(tuple(let.origins), "let off", "", "economy")
    frame.goods = tuple(let.goods) or (goods if let.origins else ())
    frame.falls, frame.cue = let, "let off"
    if set(owner.codes) & set(let.origins):
        frame.agent = market(frame)


def verb_frame(sentence: Sentence, clause: Clause, at: int, lever: str) -> Frame:
    """Make a frame whose measure is a verb: its own verbs are those before it, itself the innermost."""
    frame = Frame(sentence, clause, lever, at, at)
    verbs, kinds = verbs_before(clause.row, clause, at + 1)
    frame.verbs, frame.kinds, frame.direct = verbs, kinds, True
    above(frame)
    frame.deed = deed_of(kinds)
    fill_agent(frame)
    of_list(frame)
    return frame
