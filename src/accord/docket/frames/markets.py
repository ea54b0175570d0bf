"""The market that goods go to, and who bears a duty there: "Thai gloves had been hit by a duty in Brazil"."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.bare import COMING
from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import MADE, PREPOSITIONS, act_of, is_verb, party_of
from accord.docket.frames.heads import NOBODY, Role, head, joined
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import SELLERS, falls_on
from accord.docket.rules import words

NOT_BEARERS = words("authorities", "measures") | words("offices", "measures")


_MADE_IN = MADE | {"originating", "based", "headquartered", "registered"}


def borne_in(frame: Frame) -> None:
    """Read who bears a duty and where: "Thai gloves had been hit by a duty in Brazil", "the duty faced by Turkish rebar in"."""
    row, clause = frame.clause.row, frame.clause
    outward = [m.lower for m in row[frame.at + 1 : frame.at + 4]] == ["on", "exports", "to"]
    said = outward and bool(frame.verbs) and frame.verbs[-1].act.lemma in ("say", "tell", "note", "report")
    told = frame.agent.how not in ("", "announces it") and not said
    if frame.lever not in RATED or frame.lever == "export_tax" or told:
        return
    there = next(
        (i for i in range(frame.at + 1, min(frame.at + 14, len(row) - 1)) if _is_market(row, i)),
        frame.at + 3 if outward and frame.at + 4 < len(row) else None,
    )
    if (frame.agent.codes and not said) or there is None:
        return
    party = party_of(row[there + 1 + (row[there + 1].lower == "the")])
    first = clause.parent.first if clause.parent is not None and clause.opener == RESUMED else clause.first
    sold = next((i for i in range(first, there) if _is_bearer(row, i, frame)), None)
    who = party_of(row[sold]) if sold is not None else None
    if who is None and party is not None and (outward or _levied_there(frame, there)):
        frame.patient = replace(frame.agent, how="goods of") if said else frame.patient
        frame.agent = Role(party.codes, "market", row[there + 1].text, party.kind)
        return
    if who is None or party is None or set(who.codes) & set(party.codes):
        return
    if set(frame.falls.dests) - set(party.codes):
        return
    frame.falls.goods += [] if frame.falls.goods else falls_on(row, (sold or 0) + 1, there).goods
    frame.goods = frame.goods or tuple(frame.falls.goods)
    frame.agent = Role(party.codes, "market", row[there + 1].text, party.kind)
    frame.patient = Role(who.codes, "goods of", row[sold or 0].text, who.kind)


def on_own_imports(frame: Frame, who: Role) -> None:
    """Let the imports of who announces a duty be what it lets in: "a duty on U.S. imports of tea, Washington said"."""
    after = frame.clause.row[frame.at + 3 : frame.at + 4]
    if after and after[0].lower == "imports" and set(frame.falls.origins) == {*who.codes}:
        frame.falls.origins, frame.falls.everybody = [], True


def _levied_there(frame: Frame, there: int) -> bool:
    """Whether a duty on goods that are nobody's is told by where it holds: "rice will be subject to a duty of 9% in Kenya"."""
    row, falls = frame.clause.row, frame.falls
    party = party_of(row[there + 1 + (row[there + 1].lower == "the")])
    named = any(party_of(m) for m in row[frame.clause.first : there])
    named = named and (bool(frame.deed) or there > frame.at + 1)
    between = row[frame.at + 1 : there]
    near = there < frame.clause.last and not any(m.kind == "punct" for m in between)
    near = near and (frame.own is not None or not any(act_of(m) for m in between))
    alone = not (falls.dests or falls.origins or frame.patient.codes or named)
    return near and alone and party is not None and party.kind == "economy"


def _is_market(row: list[Mark], at: int) -> bool:
    """Whether a mark opens the market of goods: "in Brazil", "into the United States"; not "made in", "in Geneva"."""
    step = at + 1 + (at + 2 < len(row) and row[at + 1].lower == "the")
    party = party_of(row[step])
    plain = party is not None and party.kind in ("economy", "institution") and bool(party.codes)
    return row[at].lower in ("in", "into") and plain and row[at - 1].lower not in _MADE_IN


def _is_bearer(row: list[Mark], at: int, frame: Frame) -> bool:
    """Whether a party at a mark is whose goods bear the duty: an adjective before goods, or who faces it by name."""
    party = party_of(row[at])
    if party is None or not party.codes or at + 1 >= len(row):
        return False
    after = row[at + 1]
    if party.kind == "adjective":
        return after.kind in ("good", "word") and after.lower not in NOT_BEARERS | PREPOSITIONS
    from_there = row[at - 1].lower == "from" and at > 1 and row[at - 2].kind in ("good", "word")
    hangs = row[at - 1].lower in PREPOSITIONS - {"by"} and not from_there
    return party.kind == "economy" and "face" in frame.kinds and not hangs


_ENTERS = frozenset(["enter", "enters", "entering", "entered"])
"""Verbs whose object is the market that goods go to."""


def flow(frame: Frame) -> Role:
    """Return the market that goods go to before a duty on them is told: "exports to Norway are subject to"."""
    row, clause = frame.clause.row, frame.clause
    if frame.lever not in (*RATED, "quota", "tariff_quota") or frame.lever == "export_tax":
        return NOBODY
    reach = frame.at + (row[frame.at].lower in _ENTERS)
    for index in range(clause.first, min(reach, clause.last - 1)):
        word = row[index].lower
        goods = index > clause.first and (
            row[index - 1].lower in SELLERS | COMING
            or row[index - 1].kind == "good"
            or _trades(row, index - 1)
            or (
                row[index - 1].sizes("quantity", "count")
                and any(_trades(row, i) for i in range(clause.first, index))
            )
        )
        made = row[index - 1].lower in _MADE_IN  # "imported tyres originating in Peru shall bear"
        sold = word == "in" and not made and any(_trades(row, i) for i in range(clause.first, index))
        if word in _ENTERS or sold or (word in ("to", "into") and goods):
            step = index + 1 + (row[index + 1].lower == "the")
            party = party_of(row[step]) if step < clause.last else None
            if party is not None and party.codes and party.kind != "person":
                _seller_of(frame, index)
                return Role(party.codes, "market", row[step].text, party.kind)
    return NOBODY


def _trades(row: list[Mark], at: int) -> bool:
    """Whether a verb of selling abroad stands at a mark: "goods that Canada sells to"."""
    act = act_of(row[at])
    return act is not None and act.kinds[0] == "trade" and is_verb(row, at)


def _seller_of(frame: Frame, at: int) -> None:
    """Fill the patient with whose goods they are: "Taiwan's exports to", "British cars can enter"."""
    row = frame.clause.row
    for index in range(at - 1, frame.clause.first - 1, -1):
        party = party_of(row[index])
        if party is not None and party.codes and party.kind != "person":
            codes = frame.falls.origins if set(party.codes) <= set(frame.falls.origins) else party.codes
            told = falls_on(row, frame.clause.first, at).origins if row[index + 1].lower == "'s" else []
            codes = told if set(codes) < set(told) else codes
            frame.patient = Role(tuple(codes), "goods of", row[index].text, party.kind)
            return


def economies_at(row: list[Mark], at: int, stop: int) -> Role:
    """Return the economies that a list at a mark names, whose market it is: no person after them."""
    listed = (",", "and", "the")
    ends = (i for i in range(at + 1, stop) if row[i].lower not in listed and not _is_economy(row[i]))
    return replace(joined(row, at, at, next(ends, stop)), how="market")


def _is_economy(mark: Mark) -> bool:
    party = party_of(mark)
    return party is not None and party.kind != "person"


def market(frame: Frame) -> Role:
    """Return where a duty is faced: "will pay 20 percent in the United States"; what goes out is barred at home."""
    row, outward = frame.clause.row, frame.lever.startswith("export_") or frame.lever == "licence"
    for index in range(frame.at, min(frame.at + 8, frame.clause.last - 1)) if not outward else ():
        if row[index].lower in (",", ";"):
            break
        traded = row[index].lower == "with" and row[index - 1].lower in ("trade", "business", "commerce")
        border = row[index].lower == "at" and row[min(index + 2, len(row) - 1)].lower in ("ports", "border")
        if traded or border or row[index].lower in ("in", "into", "to", *_ENTERS):
            step = index + 1 + (row[index + 1].lower == "the")
            party = party_of(row[step]) if step < frame.clause.last else None
            wares = step + 1 < len(row) and (row[step + 1].kind == "good" or row[step + 1].lower in SELLERS)
            if party is not None and party.codes and not wares:
                there = economies_at(row, step, frame.clause.last)
                frame.falls.origins = [c for c in frame.falls.origins if c not in there.codes]
                return there
    return NOBODY


_PLEDGES = frozenset(["commitment", "pledge", "promise", "assurance", "guarantee"])


def other_side(frame: Frame) -> None:
    """Let what is given in exchange be the other side's, and what a pledge says be done by whose it is.

    "Korea sealed the package in exchange for lowering its auto duty", "won a U.S. commitment that duties will".
    """
    row, clause = frame.clause.row, frame.clause
    up = clause.parent
    first = up.first if up is not None and clause.opener == RESUMED else clause.first
    given = [m.lower for m in row[max(first - 2, 0) : first]] in (["exchange", "for"], ["return", "for"])
    frame.kinds = ["agree", *frame.kinds] if given else frame.kinds
    act = act_of(row[first])
    alone = act is not None and act.form == "ing" and frame.agent.how in ("", "owner", "pronoun")
    if given and up is not None and alone and not frame.patient:
        giver = frame.agent or head(row, up.first, first - 3)
        if len(giver.codes) == 1:
            frame.patient, frame.agent = replace(giver, how="its goods"), Role((), "exchange", "", "others")
    pledge = next((i for i in range(first - 1, max(first - 4, -1), -1) if row[i].lower in _PLEDGES), None)
    if row[first].lower == "that" and pledge and frame.agent.how in ("", "announces it", "pronoun"):
        named = (*row[pledge + 1 : first], row[pledge - 1])
        who = next((p for m in named if (p := party_of(m)) and p.codes), None)
        if who is not None and not {*who.codes} & {*frame.falls.origins}:
            frame.agent = Role(who.codes, "by", "", who.kind)
