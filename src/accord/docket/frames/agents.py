"""Who charges whom: by, owner, subject, the market that goods go to, who announces it."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.announcing import announced, ordered_by
from accord.docket.frames.bearers import asks_for, seeks_relief
from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.extent import phrase_start
from accord.docket.frames.frame import Frame
from accord.docket.frames.govern import verbs_before
from accord.docket.frames.grammar import PREPOSITIONS, act_of, party_of
from accord.docket.frames.heads import NOBODY, RELATIVE, Role, head
from accord.docket.frames.markets import borne_in, flow, market
from accord.docket.frames.named import (
    DEALS,
    by_whom,
    hangs_on_name,
    hyphened,
    named_left,
    named_whole,
    named_with,
)
from accord.docket.frames.subjects import subject
from accord.docket.rules import words


def fill_agent(frame: Frame) -> None:
    """Fill agent and patient by grammar: who imposed it, whose it is, who acts, who faces it."""
    row, clause = frame.clause.row, frame.clause
    noun = row[frame.at].kind != "act"
    agent = named_with(frame) or _comes_from(frame) if noun else NOBODY
    owner = _in_market(frame, _owner(frame))
    agent = agent or (_whose_act(frame) if noun and not owner.codes else NOBODY)
    verb = frame.verbs[-1] if frame.verbs else frame.own
    acts = frame.direct and verb is not None and not _keeps_exemption(frame)
    acting = subject(clause, verb.group) if acts and verb is not None else NOBODY
    if frame.direct and verb is not None and verb.passive and frame.deed != "face":
        itself = row[frame.at].kind == "amount" and verb.kind in ("cut", "raise", "end", "pause")
        itself = itself or (frame.lever.startswith("import_") and row[verb.group - 1].lower == "imports")
        frame.patient = frame.patient or (
            NOBODY if itself else Role(acting.codes, "struck", acting.words, acting.kind)
        )
        acting = by_whom(row, verb.at, clause.last)
    if frame.direct and verb is not None and (seeker := seeks_relief(frame, verb)).codes:
        owner, acting = _relieved(frame, owner, seeker), NOBODY
    agent = agent or _exempted(frame, owner)
    if "face" in frame.kinds and not _made_to(frame):
        agent, owner, acting = _bearer(frame, agent, owner, acting)
    elif acting.kind == "seller" and acting.codes and frame.lever not in DEALS:
        frame.patient, acting = acting, NOBODY
    if owner.codes and _by_pact(frame):
        acting = NOBODY
    acting = _unless_unknown(frame, verb.group, acting) if verb is not None else acting
    if not agent and owner.codes and acting.codes and set(owner.codes) != set(acting.codes):
        owner = _not_struck(frame, owner, acting)
    into = flow(frame)
    if into.codes and not agent and set(owner.codes) != set(into.codes):
        agent = into
        frame.falls.origins = [code for code in frame.falls.origins if code not in into.codes]
        frame.patient = frame.patient if frame.patient.codes else _seller((*owner.codes, *acting.codes), into)
    elif frame.lever.startswith("tariff") and [v.kind for v in frame.verbs[-2:]] == ["allow", "trade"]:
        frame.patient = frame.patient or replace(acting, how="let in")  # "Chile lets Norway sell salmon"
        acting = subject(clause, frame.verbs[-2].group)
    _given(frame, owner, acts)
    frame.agent = _another(frame, agent or owner or (acting if acting.kind else owner))
    _on_its_own(frame)
    borne_in(frame)
    if not frame.agent.kind and acting.kind:
        frame.agent = _another(frame, acting)
    if frame.agent.kind in ("", "thing", "measure", "authority") and not _keeps_exemption(frame):
        frame.agent = frame.agent or announced(frame) or ordered_by(frame) or frame.agent


def of_list(frame: Frame) -> None:
    """Let who sets a duty set the rates that a list behind a colon gives: "Peru set duties on tea: 9 percent for Chad"."""
    up = frame.clause.parent if frame.clause.opener == ":" and not frame.agent else None
    verb = frame.verbs[-1] if frame.verbs else None
    if up is not None and verb is not None and verb.kind in _DEEDS and not verb.passive:
        who = subject(up, verb.group)
        frame.agent = who if who.kind not in ("seller", "adjective") else frame.agent


def _bearer(frame: Frame, agent: Role, owner: Role, acting: Role) -> tuple[Role, Role, Role]:  # noqa: PLR0911
    """Let who faces a measure be whom it falls on; return who imposes it, whose it is and who acts."""
    if not acting.codes and _whoever(frame):
        frame.falls.everybody, frame.falls.goods, frame.goods = True, [], ()
        return agent or market(frame), owner, acting
    if acting.codes and _takes_advice(frame):
        return agent or acting, owner, NOBODY
    if acting.codes:
        owner = NOBODY if {*owner.codes} & {*acting.codes} else owner  # "Peru saw its duty cut"
        return _faced(frame, agent, acting) or market(frame), owner, NOBODY
    if front := _in_front(frame):
        frame.patient = front
        return agent or market(frame), NOBODY if owner.codes == front.codes else owner, NOBODY
    stands = acting.kind in ("pronoun", "body") and frame.clause.opener not in RELATIVE
    if stands and frame.lever in ("tariff", "quota", "tariff_quota"):
        owner = NOBODY if owner.kind == acting.kind else owner
        frame.patient = replace(acting, how="faces it")
        return agent or market(frame), owner, NOBODY
    let_in = frame.lever == "tariff_exemption" or _pays(frame)
    if let_in and (there := market(frame)):
        return agent or there, owner, acting
    return agent, owner, acting


_ADVICE = frozenset(
    ["recommendation", "recommendations", "proposal", "proposals", "advice", "request", "suggestion"]
)


def _takes_advice(frame: Frame) -> bool:
    """Whether who accepts does what was proposed to him: "accepted a recommendation that the duties on tea stay"."""
    row, verb = (
        frame.clause.row,
        next((v for v in frame.verbs if v.act.lemma in ("accept", "get", "receive")), None),
    )
    return verb is not None and bool(_ADVICE & {m.lower for m in row[verb.at + 1 : verb.at + 4]})


def _in_front(frame: Frame) -> Role:
    """Return who faces a measure told in front of him: "Hit by a 50 percent duty, | India signed", "Facing a ban, Peru"."""
    row, clause = frame.clause.row, frame.clause
    act = act_of(row[clause.first])
    if act is None or act.form not in ("ing", "both", "participle") or clause.first > 1:
        return NOBODY
    comma = next((i for i in range(frame.at, min(frame.at + 14, len(row) - 2)) if row[i].lower == ","), None)
    party = party_of(row[comma + 1 + (row[comma + 1].lower == "the")]) if comma is not None else None
    named = party is not None and party.kind in ("economy", "place") and bool(party.codes)
    return Role(party.codes, "faces it", "", party.kind) if party is not None and named else NOBODY


def _unless_unknown(frame: Frame, group: int, acting: Role) -> Role:
    """Return who gives money, unknown where a name that no table knows stands before the verb: "Inca Motors | will invest"."""
    row = frame.clause.row
    named = [m.kind == "word" and m.text[:1].isupper() for m in row[max(group - 2, 0) : group]]
    told = acting.codes or acting.kind not in ("", "thing") or frame.lever not in ("investment", "credit")
    return acting if told or named != [True, True] else Role((), "subject", row[group - 1].text, "unknown")


def _not_struck(frame: Frame, owner: Role, acting: Role) -> Role:
    """Return whose a measure is, unless somebody else acts on it: it falls on him, or he is only whom another follows."""
    if acting.kind == "person" and frame.deed not in ("cut", "end", "impose", "raise"):
        return owner
    if frame.lever == "sanction" and frame.falls.origins and frame.deed == "impose":
        return NOBODY  # "Peru adopted Chile's sanctions against Chad"
    if not _owner_is_target(frame, acting):
        return owner
    frame.patient = frame.patient or replace(owner, how="owner")
    return NOBODY


def _pays(frame: Frame) -> bool:
    """Whether a verb before a duty says what bears it: "ethanol will pay a tax of 16% to enter Brazil"."""
    verb = frame.verbs[-1] if frame.verbs else None
    return frame.lever == "tariff" and verb is not None and verb.kind == "face" and verb.at < frame.first


def _given(frame: Frame, owner: Role, acts: bool) -> None:
    """Fill in whom a verb that no table knows gives somebody's measure: "its purchases of oil brought it a U.S. duty"."""
    row, first = frame.clause.row, frame.first - 1
    if owner.codes and not acts and not frame.patient and row[first].lower in ("it", "them"):
        given = head(row, frame.clause.first, first - 1)
        frame.patient = NOBODY if set(given.codes) & set(owner.codes) else replace(given, how="given")


_WARES = frozenset(["products", "goods", "imports", "items", "articles", "exports"])


def _faced(frame: Frame, agent: Role, acting: Role) -> Role:
    """Fill in who faces a measure, unless it is goods that do; return who imposes it, if told."""
    if _wares_face(frame, acting):
        return agent or acting
    frame.patient = replace(acting, how="faces it")
    return agent


def _wares_face(frame: Frame, acting: Role) -> bool:
    """Whether goods bear a measure that who acts lets them or charges them: "a cut but for products, which face 5%", "added tea to the goods that bear", "allows cars to qualify for"."""
    clause, up = frame.clause, frame.clause.parent
    over = next((v for v in frame.verbs[-2:-1] if v.kind == "allow"), None)
    if over is not None and not over.passive:
        return subject(clause, over.group).codes == acting.codes
    if up is None or clause.opener not in ("which", "that"):
        return False
    verbs = verbs_before(up.row, up, up.last)[0]
    if not verbs or subject(up, verbs[0].group).codes != acting.codes:
        return False
    if clause.opener == "that":
        return verbs[-1].kind in _DEEDS and not verbs[-1].passive and up.row[up.last - 1].lower in _WARES
    return any(m.lower in _WARES for m in up.row[verbs[0].at : clause.first])


def _made_to(frame: Frame) -> bool:
    """Whether somebody is got to do a deed, and bears nothing: "Peru got Chile to remove its duty", "saw Peru raising"."""
    verb = frame.verbs[-1] if len(frame.verbs) > 1 else None
    if verb is None or verb.kind not in (*_DEEDS, *_DEALING) or frame.kinds[-1:] == ["face"]:
        return False
    seen = frame.verbs[-2].act.lemma == "see" and party_of(frame.clause.row[verb.group - 1]) is not None
    plain = verb.group == verb.at and verb.act.form in ("base", "any")  # "will see Peru cut its duty"
    return verb.tense == "infinitive" or (seen and (verb.tense == "gerund" or plain))


_DEALING = ("buy", "invest", "lend", "supply", "support", "trade")


def _in_market(frame: Frame, owner: Role) -> Role:
    """Return whose market a quota is one in: "Vietnam's rice quota in Korea" is Korea's, for Vietnam."""
    row, at = frame.clause.row, frame.at + 1
    if frame.lever not in ("quota", "tariff_quota") or not owner.codes or at + 1 >= frame.clause.last:
        return owner
    party = party_of(row[at + 1 + (row[at + 1].lower == "the")]) if row[at].lower in ("in", "into") else None
    if party is None or not party.codes or set(party.codes) & set(owner.codes):
        return owner
    frame.patient = replace(owner, how="quota of")
    return Role(party.codes, "market", row[at + 1].text, party.kind)


_ACTS_OF = words("acts_of", "measures")
"""Nouns of acting whose owner is who imposes what "of" brings."""


_OWN = frozenset(["'s", "'", "\u2019"])


def _whose_act(frame: Frame) -> Role:
    """Return whose act brings the measure about: "Norway's announcement of duties and new bans"."""
    row, at = frame.clause.row, frame.first - (frame.clause.row[frame.first].lower != "of")
    while at > 1 and row[at].lower in ("and", "or", ",") and row[at - 1].kind == "lever":
        at = phrase_start(row, at - 1, 0)
        at -= row[at].lower != "of"
    if at < 3 or row[at].lower not in ("of", "in"):
        return NOBODY
    act = at - 1 - (row[at - 1].kind == "date")  # "its reversal last month of"
    if row[act].lower not in _ACTS_OF:
        return NOBODY
    owned = act - 1
    whose = party_of(row[owned])
    if whose is not None and whose.kind == "adjective":  # "the Philippine cut of the rice duty"
        return Role(whose.codes, "owner", row[owned].text, whose.kind)
    while owned > 0 and row[owned].kind == "word" and row[owned].lower not in PREPOSITIONS | _OWN:
        owned -= 1
    party = party_of(row[owned - 1]) if owned and row[owned].lower in _OWN else None
    return Role(party.codes, "owner", row[owned - 1].text, party.kind) if party is not None else NOBODY


_PACTS = frozenset(["agreement", "deal", "framework", "pact", "accord", "treaty", "memorandum"])


def _by_pact(frame: Frame) -> bool:
    """Whether a pact changes a measure in a relative clause: "the deal that cut U.S. duties"; who signed it is not told."""
    clause = frame.clause
    lead = clause.row[max(clause.first - 2, 0) : clause.first]
    return clause.opener in ("that", "which") and any(m.lower in _PACTS for m in lead)


def _seller(codes: tuple[str, ...], into: Role) -> Role:
    """Return who sells to those whose flow it is: the others that the clause names."""
    sellers = tuple(c for c in codes if c not in into.codes)
    return Role(sellers, "sells", "", "economy") if sellers else NOBODY


_ON_OTHERS = ("tariff", "tariff_exemption", "tariff_quota", "sanction", "import_ban", "import_restriction")


def _another(frame: Frame, who: Role) -> Role:
    """Return who acts, unless it is all whom the measure falls on: nobody charges or sanctions himself."""
    hit = set(frame.falls.origins)
    itself = frame.lever in _ON_OTHERS and bool(hit) and hit == set(who.codes) and not frame.falls.dests
    return NOBODY if itself else who


_DEEDS = ("impose", "raise", "cut", "end", "pause", "resume", "keep")


def _on_its_own(frame: Frame) -> None:
    """Let "its goods" be those of who speaks of a duty, never of who charges it: "Peru agreed to a duty of 9% on its tea"."""
    falls, agent = frame.falls, frame.agent
    does = bool(frame.verbs) and frame.verbs[-1].kind in _DEEDS
    inward = frame.lever in _ON_OTHERS and falls.theirs and not falls.exports and not does
    if (
        inward
        and not (falls.origins or frame.patient)
        and agent.how in ("subject", "announces it")
        and agent.codes
    ):
        frame.patient, frame.agent = replace(agent, how="its goods"), _OTHERS


_OTHERS = Role((), "", "", "others")
"""Who charges what somebody else speaks of, where nobody says who it is."""


_COUNTRIES = frozenset(["country", "countries", "nation", "nations"])
_EVERY = frozenset(["any", "every", "each", "all"])


def _whoever(frame: Frame) -> bool:
    """Whether whoever does something is charged: "Any country that buys Iranian oil will pay"."""
    clause = frame.clause
    up = clause.parent if clause.opener == RESUMED else None
    words = [m.lower for m in clause.row[(up or clause).first : frame.first]]
    at = next((i for i, w in enumerate(words[:5]) if w in _COUNTRIES), None)
    if at is None or any(w in ("the", "these", "those") for w in words[:at]):
        return False
    return up is not None or (bool(_EVERY & {*words[:at]}) and words[at + 1].endswith("ing"))


def _owner_is_target(frame: Frame, acting: Role) -> bool:
    """Whether "Swiss tariffs" are those on Swiss goods: somebody else cuts or imposes them."""
    above = frame.kinds[-2:-1]
    told = {"agree", "announce", "propose"} & set(above) and acting.kind == "person"
    return frame.deed in ("impose", "cut", "raise", "end", "pause") and above != ["ask"] and not told


def _comes_from(frame: Frame) -> Role:
    """Return who a measure itself comes from: "a 12 percent duty from Oslo"; goods stand between where they do."""
    row, tie = frame.clause.row, frame.at + 1
    party = party_of(row[tie + 1]) if len(row) > tie + 1 and row[tie].lower == "from" else None
    if party is None or not party.codes or frame.lever in DEALS or row[frame.at].kind == "amount":
        return NOBODY
    frame.falls.origins = [code for code in frame.falls.origins if code not in party.codes]
    return Role(party.codes, "by", row[tie + 1].text, party.kind)


def _struck_beside(frame: Frame) -> bool:
    """Fill in whom a sanction strikes by the name before its noun, after its owner: "the EU's Russia sanctions"."""
    mark = frame.clause.row[frame.at - 1]
    party = party_of(mark) if frame.lever == "sanction" and frame.at - 1 > frame.first else None
    if party is None or not named_whole(mark, party):
        return False
    frame.patient = frame.patient or Role(party.codes, "struck", mark.text, party.kind)
    return True


def _owner(frame: Frame) -> Role:
    """Return whose the measure is by its own phrase: "U.S. tariffs", "India's average duty", "its levy"."""
    row, last = frame.clause.row, frame.at - _struck_beside(frame)
    for index in range(frame.first, last):
        mark = row[index]
        party = party_of(mark)
        if party is not None:
            if party.kind == "person" and row[index + 1].lower not in ("'s", "-"):
                continue
            if row[index - 1].lower == "for" and any(m.lower == "at" for m in row[index + 1 : frame.at]):
                continue  # "a quota for Laos at zero duty"
            nxt = row[index + 1] if index + 1 < len(row) else None
            tied = hyphened(row, index, last)
            sold = nxt is not None and nxt.kind == "good" and not mark.text.endswith((".", "US", "EU", "UK"))
            if tied is None and (sold or (nxt is not None and nxt.lower in _WARES | {"-"})):
                frame.patient = frame.patient or Role(party.codes, "goods of", mark.text, party.kind)
                continue
            if frame.lever == "sanction" and index + 1 == frame.at and named_whole(mark, party):
                frame.patient = frame.patient or Role(party.codes, "struck", mark.text, party.kind)
                continue
            return Role(party.codes, "owner", mark.text, party.kind or "unknown") if tied is None else tied
        wares = mark.lower in ("its", "their") and row[index + 1].lower in _WARES
        wishes = "face" in frame.kinds or wares or asks_for(row, frame.clause.first, index)
        nearer = wishes and any(party_of(m) for m in row[index : frame.at])
        if mark.lower in ("its", "their", "his", "her", "our") and not nearer:
            if index > 1 and hangs_on_name(row, index) and (near := named_left(row, index)) is not None:
                return Role(near.codes, "owner", mark.lower, near.kind)
            verb = frame.verbs[-1] if frame.verbs else None
            if verb is not None:
                who = subject(frame.clause, verb.group)
                if who.codes or who.kind:
                    return replace(who, how="owner")
            elif (named := head(row, frame.clause.first, index)).codes and named.how == "subject":
                return replace(named, how="owner")
            return Role((), "pronoun", mark.lower, "we" if mark.lower == "our" else "pronoun")
    return NOBODY


def _relieved(frame: Frame, owner: Role, seeker: Role) -> Role:
    """Fill in who seeks relief from a measure; return whose it is: "Peru won relief from the Chilean car duty"."""
    if frame.patient.kind == "adjective" and not {*frame.patient.codes} & {*seeker.codes}:
        owner, frame.patient = replace(frame.patient, how="owner"), NOBODY
    frame.patient = frame.patient or seeker
    return owner


def _exempted(frame: Frame, owner: Role) -> Role:
    """Fill in who is to stay exempt; return who is asked for it: "Peru asked Chile to extend its exemption from"."""
    clause, verbs = frame.clause, frame.verbs
    if not _keeps_exemption(frame) or frame.falls.origins:
        return NOBODY
    frame.patient = frame.patient or replace(subject(clause, verbs[0].group), how="seeks relief")
    asked = subject(clause, verbs[-1].group)
    return owner or (NOBODY if {*asked.codes} & {*frame.patient.codes} else asked)


def _keeps_exemption(frame: Frame) -> bool:
    """Whether who acts keeps an exemption or asks for one: it is whom others charge."""
    return frame.kinds[-1:] == ["exempt"] and frame.kinds[-2:-1] in (["keep"], ["ask"], ["propose"])
