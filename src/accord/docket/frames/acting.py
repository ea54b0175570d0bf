"""Measures that a verb tells: quotas, sanctions, caps, bans, purchases."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.barring import barred, kept_from
from accord.docket.frames.deals import giving, promised, word_of
from accord.docket.frames.deliveries import delivered, unsized
from accord.docket.frames.duties import at_least
from accord.docket.frames.extent import after_front
from accord.docket.frames.frame import Frame
from accord.docket.frames.gates import gates
from accord.docket.frames.grammar import Clause, Verb, verb_at
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.holdings import GRABS, grabbed, owned
from accord.docket.frames.lettings import letting, needing
from accord.docket.frames.limits import (
    ENDING,
    IN,
    LIMITING,
    OUT,
    ends_itself,
    limiting,
    quitting,
)
from accord.docket.frames.marks import Mark, unit_goods
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.frames.purchases import buying, supplying
from accord.docket.frames.single import verb_frame
from accord.docket.frames.strikes import striking
from accord.docket.frames.subjects import subject
from accord.docket.frames.sums import spending, summed
from accord.docket.frames.waivers import exempting
from accord.docket.tokens import Sentence

_CEILING = frozenset(["cap", "ceiling", "capped"])


_FLOOR = frozenset(["floor", "minimum"])


def priced_of(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return a price cap or a floor told by its figure: "to pay no more than $44 a barrel"."""
    row = clause.row
    if at_least(row, at):
        return []
    near = [m.lower for m in row[max(clause.first, at - 12) : min(at + 8, clause.last)]]
    bound = row[at].amount.bound
    lead = " ".join(m.lower for m in row[max(at - 3, 0) : at])
    text = row[at].lower
    priced = ("price_cap", "minimum_price", "price_floor", "cap")
    if any(
        m.kind == "lever"
        and (
            m.ref in ("tariff", "export_tax")
            or (m.ref in priced and abs(i - at) < 13 and not row[i + 1 : i + 2][0].text[:1].isupper())
        )
        for i, m in enumerate(row)
    ):
        return []
    if "no more than" in lead + text or {*near, *text.split()} & _CEILING:
        lever = "price_cap"
    elif "less than" in lead + text or set(near) & _FLOOR or (bound == "at least" and "price" in near):
        lever = "minimum_price"
    else:
        return []
    frame = verb_frame(sentence, clause, at, lever)
    frame.amount, frame.value = row[at].amount, row[at].amount.value
    capped = bool(frame.verbs) and frame.verbs[-1].kind in ("impose", "cut", "raise")
    first = frame.verbs[-1].at + 1 if capped else clause.first
    of = next((i for i in range(first, at - 1) if row[i].lower in ("price", "prices")), None)
    if capped and of is not None and row[of + 1].lower in ("of", "for", "on"):
        first = of + 2
    elif capped:
        ons = (
            i + 1
            for i in range(first, at)
            if row[i].lower in ("on", "for") and row[i - 1].lower in _CEILING | _FLOOR
        )
        first = next(ons, first)
    frame.fall_on(falls_on(row, first, at))
    hit = tuple(c for c in frame.falls.origins if c not in frame.agent.codes)
    frame.deed, frame.patient = "impose", Role(hit, "goods of", "", "economy")
    return [_bounded(frame)]


def _bounded(frame: Frame) -> Frame:
    """Let "may not be sold for less than" set a floor: what it denies is the lower price, not the floor."""
    frame.verbs = [replace(v, negated=False) for v in frame.verbs]
    inner = frame.verbs[-1] if frame.verbs else None
    if inner is not None and inner.modal in ("may", "can", "could"):
        frame.verbs[-1] = replace(inner, modal="", tense="present")
    if inner is not None and inner.act.lemma in ("export", "ship") and not frame.falls.dests:
        frame.falls.everybody = True
    return frame


def verb_of(sentence: Sentence, clause: Clause, at: int, used: set[int]) -> list[Frame]:  # noqa: PLR0911
    """Return the frames of a verb that is itself a measure: it buys, invests, bans, strikes, exempts."""
    verb = verb_at(clause.row, at, clause.first)
    if verb is None or at in used:
        return []
    if (
        first := _amount_limited(sentence, clause, verb)
        or barred(sentence, clause, verb)
        or kept_from(sentence, clause, verb)
        or _striking(sentence, clause, verb)
        or gates(sentence, clause, verb)
        or needing(sentence, clause, verb, used)
        or letting(sentence, clause, verb)
    ):
        return first
    given = _given(sentence, clause, verb)
    if given is not None:
        return given
    if found := supplying(sentence, clause, verb) or summed(sentence, clause, verb):
        return found
    if found := delivered(sentence, clause, verb) or unsized(sentence, clause, verb):
        return found
    if verb.act.lemma in ("exempt", "spare"):
        return exempting(sentence, clause, verb)
    if verb.act.lemma in GRABS:
        return grabbed(sentence, clause, at)
    if verb.kind == "resume":
        return limiting(sentence, clause, at)
    if verb.act.lemma in ENDING:
        near = clause.row[verb.at + 1 : min(verb.at + 7, clause.last)]
        flow = next((i for i, m in enumerate(near) if m.lower in IN or m.lower in _SENT), None)
        named = (flow is None and verb.act.lemma != "phase out") or any(
            m.kind == "lever" or m.lower in ("to", "for", "on") for m in near[:flow]
        )
        return [] if named and not ends_itself(clause, verb) else limiting(sentence, clause, at)
    if verb.act.lemma in LIMITING:
        return quitting(sentence, clause, verb) or limiting(sentence, clause, at)
    return []


_SENT = frozenset(["exports", "exporting", "shipments", "deliveries", "supplies"])


def _striking(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return whom a verb strikes, and what else it bans: "dealings with the port are forbidden, and so are imports of"."""
    found = striking(sentence, clause, verb)
    dealt = found and found[0].cue == "dealings" and verb.act.lemma in LIMITING
    return [*found, *limiting(sentence, clause, verb.at)] if dealt else found


def _given(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame] | None:
    """Return what a verb of buying, taking shares, spending, investing or lending tells; None for any other verb."""
    buys, lemma = "buy" in verb.act.kinds, verb.act.lemma
    if (buys or lemma == "take") and (held := owned(sentence, clause, verb.at)):
        return held
    if lemma == "take" and _takes_goods(clause, verb):
        return buying(sentence, clause, verb.at)
    if buys:
        traded = lemma in ("import", "order", "source") and not promised(verb)
        return [] if traded and not _ordered(clause, verb) else buying(sentence, clause, verb.at)
    if lemma in ("spend", "pay") and (spent := spending(sentence, clause, verb)):
        return spent
    if verb.kind in ("invest", "lend"):
        return giving(sentence, clause, verb.at, "investment" if verb.kind == "invest" else "credit")
    return None


def _takes_goods(clause: Clause, verb: Verb) -> bool:
    """Whether so much of somebody's goods is taken: "will take 300 tonnes of Chilean wheat"."""
    size = clause.row[verb.at + 1] if verb.at + 1 < clause.last else None
    weighed = size is not None and size.sizes("quantity")
    return weighed and bool(falls_on(clause.row, verb.at + 3, clause.last).origins) and promised(verb)


def _ordered(clause: Clause, verb: Verb) -> bool:
    """Whether a number of things is ordered: "ordered 300 trucks from", not "ordered the ministry to"."""
    after = clause.row[verb.at + 1 : verb.at + 5]
    counted = any(m.sizes("count", "quantity") for m in after)
    return verb.act.lemma == "order" and counted and not verb.passive


def _amount_limited(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return quotas told by a verb and a quantity: "may export up to 300 tonnes", "raise output by 300 barrels"."""
    row = clause.row
    size = next(
        (i for i in range(verb.at + 1, min(verb.at + 9, clause.last)) if row[i].sizes("quantity", "count")),
        None,
    )
    if size is None:
        return []
    lever = _limited(clause, verb, size)
    if not lever:
        return []
    frame = verb_frame(sentence, clause, verb.at, lever)
    frame.amount, frame.value = row[size].amount, row[size].amount.value
    first = size + 1 + (word_of(row, size + 1) == "of")
    frame.falls = falls_on(row, first, clause.last)
    if verb.act.lemma in _HELD and not frame.falls.goods:
        span = (
            (after_front(row, clause.first, verb.group), verb.group) if verb.passive else (verb.at + 1, size)
        )
        frame.falls = falls_on(
            row, next((i + 1 for i in range(*span) if row[i].lower == "of"), span[0]), span[1]
        )
    frame.goods = tuple(frame.falls.goods) or unit_goods(row[size]) or _made_of(row, verb.at, size)
    if lever != "tariff_quota" and not frame.falls.dests and not frame.falls.origins:
        frame.falls.everybody = True
    if lever == "export_quota":
        frame.kinds, frame.deed = [k for k in frame.kinds if k not in ("propose",)], "impose"
        frame.verbs = frame.verbs if verb.act.lemma in _HELD else []
        frame.agent = frame.agent or (NOBODY if verb.passive else subject(clause, verb.group))
        if not frame.agent and frame.falls.origins:
            frame.agent, frame.falls = (
                Role(tuple(frame.falls.origins), "goods of", "", "economy"),
                Falls(goods=frame.falls.goods),
            )
            frame.patient, frame.falls.everybody = NOBODY, True
    return [frame]


def _made_of(row: list[Mark], first: int, last: int) -> tuple[str, ...]:
    """Return the goods whose output is held: "limit nickel ore output to 9 million tonnes"."""
    return tuple(row[i].lower for i in range(first + 1, last) if row[i].kind == "good")


_HELD = frozenset(["limit", "cap", "restrict", "curb", "hold", "set"])


def _limited(clause: Clause, verb: Verb, size: int) -> str:
    """Return the lever of a quota that a verb and a quantity tell."""
    row = clause.row
    near = {m.lower for m in row[verb.at : min(verb.at + 8, clause.last)]}
    told = {m.lower for m in row[clause.first : verb.group]} if verb.passive else near
    sends = verb.act.lemma == "send" and {"out", "abroad"} & near
    let_out = (sends or verb.act.lemma in ("export", "ship")) and (
        verb.modal in ("may", "can") or "allow" in _kinds(row, clause, verb.at)
    )
    bounded = row[size].amount.bound == "up to" or row[size - 1].lower == "to"
    if let_out and bounded:
        return "export_quota"
    lets_in = verb.kind in ("allow", "trade", "buy") and verb.act.lemma not in _SELLING
    if lets_in and bounded and any(m.kind == "lever" and m.ref == "tariff" for m in row[size : clause.last]):
        return "tariff_quota"
    held = verb.act.lemma in _HELD - {"set"} and row[size - 1].lower in ("to", "at") and told & (IN | OUT)
    if held:
        free = any(m.kind == "amount" and m.amount.value == 0 for m in row[clause.first : size])
        return "export_quota" if told & OUT else "tariff_quota" if free else "quota"
    caps = verb.act.lemma in ("cap", "limit", "restrict") and near & IN
    steers = (verb.kind in ("raise", "cut") or verb.act.lemma in _HELD) and near & {"output", "production"}
    return "quota" if caps or steers else ""


_SELLING = frozenset(["export", "buy", "purchase", "sell", "ship"])


def _kinds(row: list[Mark], clause: Clause, at: int) -> list[str]:
    return [v.kind for i in range(clause.first, at) if (v := verb_at(row, i, clause.first))]
