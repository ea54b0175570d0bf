"""Whom the words beside a measure's noun name as who imposes it: "by Peru", "that Peru charges", "a complaint against Peru over"."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, BE, PREPOSITIONS, act_of, is_adverb, is_verb, party_of, verb_at
from accord.docket.frames.heads import NOBODY, Role, joined
from accord.docket.frames.marks import Mark, Party
from accord.docket.frames.phrases import SELLERS
from accord.docket.rules import words

DEALS = ("purchase", "purchase_stop", "investment", "credit", "subsidy", "stake")


def named_with(frame: Frame) -> Role:
    """Return whom the words beside a measure name; the verb by which a relative clause places it governs it."""
    agent = _named(frame)
    if agent.how != "placed":
        return agent
    if {"propose", "ask", "deny"} & set(frame.kinds) or frame.kinds == ["announce"]:
        _as_placed(frame)
    if not frame.falls.origins:
        frame.patient = frame.patient or _charged(frame)
    return agent


def _named(frame: Frame) -> Role:
    """Return whom the words after a measure's noun, or after its own passive verb, name as who imposes it."""
    row, clause, own = frame.clause.row, frame.clause, frame.own
    agent = _of_whom(row, frame.at + 1) or by_whom(row, frame.at, clause.last) or _from_whom(frame)
    agent = agent or _sued(frame)
    if own is None or not own.passive or (frame.lever in DEALS and own.act.lemma in _CONFIRMS):
        return agent
    return agent or by_whom(row, own.at, clause.last)


_CONFIRMS = frozenset(["confirm", "affirm", "reaffirm"])


def _sued(frame: Frame) -> Role:
    """Return against whom somebody complains over a measure: "lodged a complaint against Kenya over a ban on"."""
    row, at = frame.clause.row, frame.first - 1
    if at < frame.clause.first + 3 or row[at].lower not in ("over", "about", "for"):
        return NOBODY
    party = party_of(row[at - 1])
    lead = at - 2 - (row[at - 2].lower == "the")
    if party is None or not party.codes or row[lead].lower not in ("against", "with"):
        return NOBODY
    suit = {m.lower for m in row[max(lead - 3, frame.clause.first) : lead]}
    return Role(party.codes, "sued", row[at - 1].text, party.kind) if suit & _SUITS else NOBODY


_SUITS = words("suits", "measures")


def _of_whom(row: list[Mark], at: int) -> Role:
    """Return whose a measure is that "of" right after its noun names: "the tariffs of the United States"."""
    if at >= len(row) or row[at].lower != "of":
        return NOBODY
    at += 1
    step = at + (at < len(row) and row[at].lower == "the")
    party = party_of(row[step]) if step < len(row) else None
    plain = (
        party is not None
        and party.kind == "economy"
        and (step + 1 == len(row) or not (row[step + 1].kind == "good" or row[step + 1].lower in SELLERS))
    )
    return Role(party.codes, "by", row[step].text, party.kind) if party is not None and plain else NOBODY


def _from_whom(frame: Frame) -> Role:
    """Return whose a duty is that "from" right after its noun names: "bracing for a tariff from Norway"."""
    row, at = frame.clause.row, frame.at + 1
    named = frame.lever in ("permit", "licence") or (frame.lever in RATED and not frame.goods)
    if not named or at + 1 >= frame.clause.last or row[at].lower != "from":
        return NOBODY
    step = at + 1 + (row[at + 1].lower == "the")
    party = party_of(row[step]) if step < frame.clause.last else None
    if party is None or party.kind not in ("economy", "institution") or not party.codes:
        return NOBODY
    frame.falls.origins = [c for c in frame.falls.origins if c not in party.codes]
    return Role(party.codes, "by", row[step].text, party.kind)


def by_whom(row: list[Mark], at: int, stop: int) -> Role:
    """Return who a measure is imposed by, or who a relative clause says placed it."""
    for index in range(at + 1, min(at + 14, len(row))):
        word = row[index].lower
        if row[index].kind == "punct" and word in ";:.,":
            break
        before = act_of(row[index - 1])
        if word == "by" and before is not None and ("face" in before.kinds or _judged(row, at, index)):
            return NOBODY
        if word == "by" and (
            before is not None
            or index - at <= 2
            or (row[index - 1].kind == "amount" and row[at + 1].lower == "of")
            or _done_to(row, at, index)
            or _steps(row, index)
        ):
            return _after_by(row, index)
        if (
            row[index].kind == "party"
            and index - at <= 8
            and _places(row, index, at)
            and not _own_act(row, at)
        ):
            party = party_of(row[index])
            return Role(party.codes, "placed", row[index].text, party.kind) if party else NOBODY
    return NOBODY


def _judged(row: list[Mark], at: int, by: int) -> bool:
    """Whether others only answer or judge a measure: "Peru's ban on ore exports was criticised by Chile"."""
    act = act_of(row[by - 1])
    return act is not None and act.kinds[0] == "other" and any(m.lower in AUX for m in row[at + 1 : by - 1])


def _steps(row: list[Mark], by: int) -> bool:
    """Whether what stands before "by" calls a measure again: "the sanctions are the first such steps by Peru"."""
    return row[by - 1].lower in ("measures", "steps", "moves", "action", "actions", "restrictions")


def _own_act(row: list[Mark], at: int) -> bool:
    """Whether a verb right after a measure is its own: "the curbs apply to ships that Peru uses"."""
    act = act_of(row[at + 1]) if at + 1 < len(row) else None
    return act is not None and act.lemma in ("apply", "cover", "extend", "target", "affect")


def _done_to(row: list[Mark], at: int, by: int) -> bool:
    """Whether "by" brings who does what a passive verb says: "the duty slapped on Indian shrimp by", "was banned until May by"."""
    first = at if act_of(row[at]) is not None else at + 1
    act = act_of(row[first])
    done = act is not None and act.form in ("both", "participle", "any") and act.kinds[0] in _DONE
    return done and not any(act_of(m) for m in row[first + 1 : by])


_DONE = ("impose", "raise", "cut", "end", "pause", "resume", "keep")


def _after_by(row: list[Mark], at: int) -> Role:
    """Return the economies that "by" brings, joined by commas and "and"."""
    step = at + 1
    while step < len(row) and step < at + 4 and row[step].kind not in ("party", "punct"):
        step += 1 if row[step].lower not in PREPOSITIONS - {"of"} else len(row)
    party = party_of(row[step]) if step < len(row) else None
    if party is None or row[at + 1].kind == "amount":
        return NOBODY
    return replace(
        joined(row, step, step, len(row)), how="by", words=row[step].text, kind=party.kind or "unknown"
    )


def _places(row: list[Mark], index: int, at: int) -> bool:
    """Whether a party is who places the measure at a mark: "the duty that Peru charges", "the fee that Peruvian ports charge"."""
    step = index + 1
    adjective = getattr(row[index].ref, "kind", "") == "adjective"
    step += adjective and step + 1 < len(row) and row[step].kind == "word"
    step += 2 * (step + 2 < len(row) and row[step].lower == "'s" and row[step + 1].kind == "word")
    while step < len(row) and (row[step].lower in AUX or is_adverb(row[step])):
        step += 1
    step += _begins(row, step)
    act = act_of(row[step]) if step < len(row) else None
    if act is not None and act.form != "ing" and row[step - 1].lower in BE:
        return False  # "a ban on 63 Chilean officials was announced"
    lead = row[index - 1]
    relative = lead.lower in ("that", "which", "the") or index - at <= 2 or lead.kind in ("amount", "lever")
    return (
        act is not None
        and relative
        and act.kinds[0] in ("impose", "raise", "announce", "threaten")
        and is_verb(row, step)
        and lead.lower not in PREPOSITIONS | {","}
    )


def _charged(frame: Frame) -> Role:
    """Return whom a relative clause says a measure is charged: "the fee that Peru charges Chilean ships"."""
    row = frame.clause.row
    for at in range(frame.at + 1, min(frame.at + 14, len(row) - 1)):
        act, party = act_of(row[at]), party_of(row[at + 1])
        if act is not None and act.lemma in ("charge", "levy") and party is not None and is_verb(row, at):
            return Role(party.codes, "charged", row[at + 1].text, party.kind)
    return NOBODY


def _as_placed(frame: Frame) -> None:
    """Let the verb that places a measure govern it, not what another wishes: "wanted to be spared the tax that Norway will charge"."""
    row = frame.clause.row
    found = [
        v for i in range(frame.at + 1, min(frame.at + 10, len(row))) if (v := verb_at(row, i, frame.at + 1))
    ]
    if found:
        frame.verbs, frame.kinds, frame.own, frame.deed = [found[0]], ["impose"], None, "impose"


def _begins(row: list[Mark], at: int) -> int:
    """Return 1 where a verb only says that what follows begins or goes on: "will start charging"."""
    act = act_of(row[at]) if at + 1 < len(row) else None
    then = act_of(row[at + 1]) if act is not None else None
    return int(
        act is not None and act.kinds[0] in ("start", "keep") and then is not None and then.form == "ing"
    )


def named_whole(mark: Mark, party: Party) -> bool:
    """Whether an economy's name stands in full: "the Syria sanctions" strike it, "U.S. sanctions" and "EU sanctions" do not."""
    return party.kind == "economy" and not mark.text.isupper()


def hangs_on_name(row: list[Mark], at: int) -> bool:
    """Whether "its" hangs by a preposition on a name: "Peru on its"; in "brought in its duty" the word is the verb's."""
    of_verb = act_of(row[at - 2]) is not None and is_verb(row, at - 2)
    return row[at].lower in ("its", "their") and row[at - 1].lower in PREPOSITIONS and not of_verb


def named_left(row: list[Mark], at: int) -> Party | None:
    """Return the economy named last before a mark, None where a pronoun stands nearer."""
    for index in range(at - 1, -1, -1):
        party = party_of(row[index])
        if row[index].lower in ("it", "they"):
            return None
        coloured = row[index + 1].kind == "good" or row[index + 1].lower in SELLERS  # "U.S. rice"
        if party is not None and party.kind != "person" and party.codes and not coloured:
            return party
    return None


def hyphened(row: list[Mark], at: int, last: int) -> Role | None:
    """Return whose "the Chilean-imposed duty" is; nobody's where it is one of two sides, "the Chile-Peru duty"; None for all else."""
    if at + 2 >= last or row[at + 1].lower != "-":
        return None
    party, placed = party_of(row[at]), row[at + 2].lower in ("imposed", "levied", "ordered")
    if party is not None and placed:
        return Role(party.codes, "owner", row[at].text, party.kind)
    return NOBODY if party_of(row[at + 2]) else None
