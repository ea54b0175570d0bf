"""Purchases told by a verb: who buys or is supplied, each size with its goods."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.deals import DEALS, deal_roles, is_figure_of, unpriced, word_of
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, Verb, act_of, party_of
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.marks import Mark, unit_goods
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.single import verb_frame
from accord.docket.frames.subjects import subject
from accord.docket.tokens import Sentence


def buying(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return purchases: each quantity with its goods, "300 trucks and 4 million tonnes of wheat"."""
    row = clause.row
    told = verb_frame(sentence, clause, at, "purchase")
    kinds = told.kinds[:-1]
    waived = {"waiver", "waivers"} & {m.lower for m in row[clause.first : at]}
    habit = told.verbs[-1].tense == "present" and row[at].lower.endswith("s") and not sentence.is_title
    if waived or _is_no_promise(row, clause, at, kinds) or is_figure_of(row, clause, told.verbs[-1]):
        return []
    stops = _no_longer(row, clause, at) or {"end", "pause", "deny", "cut"} & set(kinds)
    if habit and not kinds and not stops:
        return []  # "Kenya buys large volumes of steel from Peru"
    last = next((i for i in range(at + 1, clause.last) if _another(row[i])), clause.last)
    sizes = [i for i in range(at, last) if row[i].sizes("money", "quantity", "count")]
    sizes = [i for i in sizes if row[i - 1].lower not in ("existing", "current", "previous")]
    found, sizes = list[Frame](), unpriced(row, sizes)
    if not sizes and (bought := _bought(sentence, clause, at, "purchase_stop" if stops else "purchase")):
        return [bought]
    for number, size in enumerate(sizes or [at]):
        frame = verb_frame(sentence, clause, at, "purchase_stop" if stops else "purchase")
        end = sizes[number + 1] if number + 1 < len(sizes) else last
        first = size + 1
        while first < end and row[first].lower in ("of", "worth", "in", "the"):
            first += 1
        part = falls_on(row, first, end)
        counted = unit_goods(row[size]) if sizes and row[size].amount.kind == "quantity" else ()
        if sizes and not part.goods and size > at + 1 and not (number and counted):
            part = falls_on(row, at + 1, size)
        if sizes:
            frame.amount, frame.value = row[size].amount, row[size].amount.value
        frame.falls, frame.goods = part, (*counted, *part.goods)
        if not sizes and not frame.goods:
            continue
        _sold_by(frame, len(sizes))
        if not (frame.goods or frame.patient) and frame.verbs[-1].tense == "past" and len(frame.kinds) < 2:
            continue
        if stops:
            frame.deed = "buy"
        if not sizes and not stops and not {"agree"} & set(frame.kinds):
            habit = frame.verbs[-1].tense in ("present", "possible") and clause.opener in _WHO
            if habit or not frame.patient:
                continue
        found.append(frame)
    return found


_WHO = frozenset(["that", "which", "who", "because", "as", "since", "while", "although", "when", "where"])
"""Words that open a clause on what somebody does by habit: "because it buys Russian oil"."""


def _no_longer(row: list[Mark], clause: Clause, at: int) -> bool:
    """Whether what is bought will be so no more: "will no longer buy gas"."""
    more = [m.lower for m in row[at + 1 : at + 3]] == ["no", "more"]
    return more or "no longer" in " ".join(m.lower for m in row[max(at - 4, clause.first) : at])


def _sold_by(frame: Frame, many: int) -> None:
    """Let each of several goods have its own seller: "maize from Zambia and 200 tractors from Japan"."""
    deal_roles(frame)
    sellers = tuple(c for c in frame.falls.origins if c not in frame.agent.codes)
    if many > 1 and sellers:
        frame.patient = Role(sellers[:1], "goods of", "", "economy")


_SUPPLIES = frozenset(["supply", "deliver", "sell"])
_SENDS = frozenset(["send", "ship", "export"])
"""Verbs that supply somebody where goods that are known go with them; people and letters are sent as well."""


def supplying(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return the purchase that a seller tells: "Qatar will supply Kenya with 2 million tonnes of gas"."""
    row = clause.row
    sizes = [
        i
        for i in range(verb.at + 1, clause.last)
        if row[i].kind == "amount" and (row[i].amount.kind in ("quantity", "count") or _worth(row, i))
    ]
    sends = verb.act.lemma in _SENDS and any(m.kind == "good" for m in row[verb.at : clause.last])
    if (
        not (verb.act.lemma in _SUPPLIES or sends or _agreed(row, clause, verb))
        or any(m.kind == "lever" and m.lever in ("permit", "licence") for m in row[clause.first : verb.at])
        or verb.negated
        or not (verb.tense in ("future", "infinitive") or _seen(row, clause, verb))
        or not sizes
    ):
        return []
    frame = verb_frame(sentence, clause, verb.at, "purchase")
    size = row[sizes[0]].amount
    frame.amount, frame.value, frame.cue = size, size.value, "supplied"
    frame.kinds, frame.deed = [*frame.kinds[:-1], "agree", "buy"], "buy"
    first = sizes[0] + 1 + (word_of(row, sizes[0] + 1) == "of")
    part = falls_on(row, verb.at + 1 if size.kind == "money" else first, clause.last)
    frame.falls, frame.goods = part, tuple(part.goods) or unit_goods(row[sizes[0]])
    seller = subject(clause, verb.group)
    if verb.passive:
        frame.agent, seller = seller, Role(tuple(part.origins), "goods of", "", "economy")
    else:
        place = size.kind == "money"
        given = _in_place(row, verb.at, sizes[0]) if place else falls_on(row, verb.at + 1, sizes[0]).origins
        buyers = tuple(c for c in (*given, *part.dests) if c not in seller.codes)
        frame.agent = Role(buyers, "supplied", row[verb.at].text, "economy") if buyers else NOBODY
    frame.patient = replace(seller, how="supplies")
    part.dests = []
    named = bool(frame.agent.codes) or any(m.kind == "company" for m in row[verb.at : clause.last])
    aid = any(g.endswith("aid") for g in frame.goods)
    return [frame] if frame.goods and (named or not sends) and not aid else []


def _agreed(row: list[Mark], clause: Clause, verb: Verb) -> bool:
    """Whether a seller has agreed to export: "agreed to export 100 megawatts of power to Zambia"."""
    acts = (act for m in row[clause.first : verb.group + 1] if (act := act_of(m)) is not None)
    return verb.act.lemma in ("export", "ship", "provide") and any(a.kinds[0] == "agree" for a in acts)


def _seen(row: list[Mark], clause: Clause, verb: Verb) -> bool:
    """Whether a deal is to bring the supply about: "the deal will see Qatar supply 2 million tonnes"."""
    lead = [m.lower for m in row[max(clause.first, verb.group - 4) : verb.group]]
    return bool({"see", "sees"} & {*lead}) and party_of(row[verb.group - 1]) is not None


def _worth(row: list[Mark], at: int) -> bool:
    """Whether a sum is what a contract is worth: "under a contract worth $114 million"."""
    lead = [m.lower for m in row[max(at - 3, 0) : at]]
    return (
        row[at].amount.kind == "money"
        and bool({"contract", "deal", "agreement"} & {*lead})
        and lead[-1] in ("worth", "of")
    )


def _in_place(row: list[Mark], at: int, stop: int) -> list[str]:
    """Return the economy where who is supplied stands: "to the plant in Hungary"."""
    ins = (i + 1 for i in range(at, stop - 1) if row[i].lower in ("in", "to"))
    return next((list(p.codes) for i in ins if (p := party_of(row[i])) is not None), [])


def _is_no_promise(row: list[Mark], clause: Clause, at: int, kinds: list[str]) -> bool:
    """Whether a purchase is what somebody is charged for or is let do: "a duty for buying oil", "allows Chile to buy"."""
    charged = row[at - 1].lower in ("for", "over") and any(m.kind == "lever" for m in row[clause.first : at])
    act = act_of(row[at])
    why = row[at - 1].lower in ("for", "over", "on") and act is not None and act.form == "ing"
    barred = why or (row[at - 1].lower == "from" and {"impose", "end", "keep"} & set(kinds[-1:]))
    barred = barred or [m.lower for m in row[max(at - 3, 0) : at]] == ["can", "no", "longer"]
    chosen = [m.lower for m in row[max(at - 2, 0) : at]] in (["choose", "to"], ["chooses", "to"])
    return charged or chosen or bool({"allow", "exempt"} & set(kinds) or barred)


def _another(mark: Mark) -> bool:
    """Whether a noun names a measure that is no deal: what is bought ends before it."""
    return mark.kind == "lever" and mark.lever not in (*DEALS, "limit", "permit", "cap", "other")


def _bought(sentence: Sentence, clause: Clause, at: int, lever: str) -> Frame | None:
    """Return a purchase told in the passive, its size before the verb: "cheese for $3 million is to be bought"."""
    row = clause.row
    frame = verb_frame(sentence, clause, at, lever)
    verb = frame.verbs[-1]
    sizes = [i for i in range(clause.first, verb.group) if row[i].sizes("money", "quantity", "count")]
    if not verb.passive or not sizes:
        return None
    frame.amount, frame.value = row[sizes[-1]].amount, row[sizes[-1]].amount.value
    frame.fall_on(falls_on(row, clause.first, sizes[-1] if sizes[-1] > clause.first else verb.group))
    others = tuple(c for c in frame.falls.origins if c not in frame.agent.codes)
    if others:
        frame.patient = Role(others[:1], "goods of", "", "economy")
    return frame
