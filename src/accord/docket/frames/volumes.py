"""Measures told by a volume: what may enter at a duty, what may be produced or leave, what ships pay by tonnage."""

from __future__ import annotations

from accord.docket.frames.duties import ENTERING, enters_by_volume
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, verb_at
from accord.docket.frames.heads import Role
from accord.docket.frames.limits import IN, OUT
from accord.docket.frames.marks import Mark, unit_goods
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.frames.single import verb_frame
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_NAMED = words("sized_levers", "measures")
_MADE = frozenset(["output", "production", "mined", "catch"])
_LET = words("lets_volumes", "measures")
_QUOTAS = frozenset(["quota", "quotas"])
_SIZED = frozenset(["volume", "volumes", "ceiling", "limit", "limits"])
"""Words by which a sentence sizes the quota told before: "The volume for wheat will be 9,000 tonnes"."""
_WHO = words("firms", "measures") | frozenset(["miners", "exporters", "traders", "countries", "farms"])
_SENT = OUT | {"send", "sent", "ship"}
_TONNAGE = ("net ton", "gross ton", "net tonne", "gross tonne")


def volume_of(sentence: Sentence, clause: Clause, at: int, before: frozenset[str]) -> list[Frame]:
    """Return the quota that a quantity tells where no noun names one; ``before`` are the words of the sentence before."""
    row = clause.row
    inside = range(clause.first, clause.last)
    named = any(row[i].kind == "lever" and row[i].ref in _NAMED for i in inside)
    whither = row[at].amount.kind == "count" and row[at - 1].lower in ("to", "in", "from", "by")
    who = row[at].amount.kind == "count" and _WHO & {*row[at].amount.unit.split()}
    if named or whither or who or _bought(row, clause):
        return []
    if row[at].lower.removeprefix("a ").startswith(("cap of", "ceiling of")):
        return _capped(sentence, clause, at)
    words = {row[i].lower for i in inside}
    lever = ""
    if enters_by_volume(row, clause, at):
        lever = "tariff_quota"
    elif words & _MADE and words & _LET and not _ships(row, clause, at):
        lever = "quota"
    elif (
        (words if words & IN else words | before) & _SENT
        and words & _LET
        and not any(row[i].kind == "lever" for i in inside[3:])
    ):
        lever = "export_quota"
    elif (_is_size(row, clause, at) and (words | before) & (_SENT | IN)) or (
        before & _QUOTAS and words & _SIZED
    ):
        lever = "export_quota" if (words | before) & _SENT else "quota"
    elif _output_cut(row, at):
        lever = "export_quota" if OUT & {m.lower for m in row[max(at - 4, 0) : at]} else "quota"
    if not lever:
        return []
    entry = next((i for i in inside if row[i].lower in ENTERING and i > at), at)
    frame = verb_frame(sentence, clause, entry, lever)
    frame.amount, frame.value, frame.deed = row[at].amount, row[at].amount.value, "impose"
    frame.falls = _of_what(row, clause, at)
    frame.goods = tuple(frame.falls.goods) or unit_goods(row[at])
    if lever == "tariff_quota" and frame.falls.dests and not set(frame.falls.dests) & set(frame.agent.codes):
        frame.patient = frame.agent if frame.agent.codes else frame.patient
        frame.agent = Role(tuple(frame.falls.dests), "market", "", "economy")
    if lever != "tariff_quota":
        frame.falls.everybody = not (frame.falls.dests or frame.falls.origins)
    return [frame]


def _capped(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return the quota that a cap with its size tells, kept or ended: "will remove its cap of 9,000 Chilean cars"."""
    frame = verb_frame(sentence, clause, at, "quota")
    frame.amount, frame.value = clause.row[at].amount, clause.row[at].amount.value
    frame.falls = _of_what(clause.row, clause, at)
    frame.goods = tuple(frame.falls.goods) or unit_goods(clause.row[at])
    return [frame] if frame.goods and frame.agent.codes else []


def _ships(row: list[Mark], clause: Clause, at: int) -> bool:
    """Whether a quantity is what somebody may ship: "may ship just over 300 tonnes"."""
    return bool({"ship", "export"} & {m.lower for m in row[clause.first : at]})


def _is_size(row: list[Mark], clause: Clause, at: int) -> bool:
    """Whether a quantity is the size of a limit: "the limit is set at 9,000 tonnes", "a ceiling of 9,000 tonnes"."""
    lead = row[max(clause.first, at - 7) : at]
    sized = any(m.lower in ("limit", "limits", "ceiling") for m in lead)
    return sized and row[at - 1].lower in ("of", "at", "to", "is", "be", "are")


def _output_cut(row: list[Mark], at: int) -> bool:
    """Whether a flow is that by which output is held back: "voluntary cuts of 2.2 million barrels per day"."""
    lead = [m.lower for m in row[max(at - 4, 0) : at]]
    return (
        bool(row[at].amount.per)
        and lead[-1:] == ["of"]
        and bool(set(lead) & {"cuts", "cut", "curbs", "adjustments", "adjustment"})
    )


def _bought(row: list[Mark], clause: Clause) -> bool:
    verbs = (verb_at(row, i, clause.first) for i in range(clause.first, clause.last))
    return any(
        v is not None and "buy" in v.act.kinds and v.act.lemma not in ("import", "order") for v in verbs
    )


def _of_what(row: list[Mark], clause: Clause, at: int) -> Falls:
    """Return the goods of a volume: after it, "40,000 tonnes of lamb", else before, "for wire the volume is"."""
    first = at + 1 + (at + 1 < clause.last and row[at + 1].lower in ("of", "worth"))
    part = falls_on(row, first, clause.last)
    if part.goods:
        return part
    floor = max((i for i in range(clause.first, at) if row[i].kind == "amount"), default=clause.first)
    goods = [i for i in range(floor, at) if row[i].kind == "good"]
    listed = row[floor].lower == ":"
    before = falls_on(row, goods[0] if goods else floor + 1, at) if goods or listed else Falls()
    part.goods, part.origins = before.goods, part.origins or before.origins
    return part


def tonnage_of(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return a fee that ships pay by their tonnage, where no noun names it: "liable for $50 per net ton"."""
    row = clause.row
    if not _by_tonnage(sentence.text[row[at].start : row[at].end + 12].lower()):
        return []
    told = any(m.kind == "lever" and m.ref == "port_fee" for m in row[clause.first : clause.last])
    verbs = (verb_at(row, i, clause.first) for i in range(clause.first, at))
    if told or any(
        v is not None and not v.passive and v.act.lemma in ("charge", "levy", "impose", "collect")
        for v in verbs
    ):
        return []
    frame = verb_frame(sentence, clause, at, "port_fee")
    frame.amount, frame.value, frame.deed = row[at].amount, row[at].amount.value, "impose"
    frame.falls = falls_on(row, clause.first, at)
    frame.goods = ("ships",)
    return [frame]


def _by_tonnage(text: str) -> bool:
    return any(unit in text for unit in _TONNAGE)


_TRADED = frozenset(["volume", "volumes", "imports", "exports", "levels", "level", "shipments", "average"])


def share_of_trade(row: list[Mark], at: int) -> bool:
    """Whether a percentage sizes a quota by what was traded: "to 75 percent of their import volumes of 2024"."""
    near = row[at + 2 : at + 8]
    share = (
        row[at].sizes("rate")
        and at + 2 < len(row)
        and row[at + 1].lower == "of"
        and row[at - 1].lower in _SIZING
    )
    dated = any(m.kind == "date" for m in near)
    return (
        share
        and (dated or any(m.lower in _TRADED for m in near))
        and not any(m.kind == "lever" for m in near)
    )


_SIZING = frozenset(["to", "at", "of", "be", "is", "only"])
