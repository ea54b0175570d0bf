"""Frames of levers other than duties, by the nouns that name them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise

from accord.docket.frames.acting import priced_of, verb_of
from accord.docket.frames.deals import COMMITS, DEALS, deals, of_a_year
from accord.docket.frames.deliveries import invested_with
from accord.docket.frames.duties import old_of
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, act_of
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.holdings import gripped
from accord.docket.frames.lettings import home_of_sellers
from accord.docket.frames.limits import IN, LIMITING, OUT, limit_of, of_exports
from accord.docket.frames.marks import Mark, unit_goods
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.policies import policy_of
from accord.docket.frames.single import is_head, is_tied, make_frame
from accord.docket.frames.strikes import EVADES, struck
from accord.docket.frames.subjects import subject
from accord.docket.frames.sums import SHIPS
from accord.docket.frames.volumes import share_of_trade, tonnage_of, volume_of
from accord.docket.frames.waivers import WAIVERS, bears, lets, waiver_of
from accord.docket.frames.works import CONTRACTS, ordered
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.rules import words
from accord.docket.tokens import Sentence


def others_of(
    reading: Reading, sentence: Sentence, parts: list[Clause], held: dict[int, list[int]]
) -> list[Frame]:
    """Return the frames of a sentence that are no duties."""
    found: list[Frame] = []
    row = parts[0].row
    earlier = reading.sentences[sentence.number - 1].tokens if sentence.number else []
    before, old = frozenset(t.lower for t in earlier), old_of(reading, sentence)
    for clause in parts:
        used: set[int] = set()
        for at in range(clause.first, clause.last):
            if row[at].lower in CONTRACTS and (contract := ordered(reading, sentence, clause, at, used)):
                found += contract
            elif row[at].lower == "investment" and (put := invested_with(reading, sentence, clause, at)):
                found += put
            elif row[at].kind == "lever" and row[at].ref not in ("tariff", "export_tax", "tariff_exemption"):
                if at not in used and _is_named(reading, row, at):
                    found += _noun(sentence, clause, at, parts, _capped(reading, sentence, before, row[at]))
            elif row[at].lower == "policy" and (policy := policy_of(sentence, clause, at)):
                found += policy
            elif row[at].lower in _STOPS and (stopped := _trade_stopped(sentence, clause, at)):
                found += stopped
            elif act_of(row[at]) is not None:
                found += verb_of(sentence, clause, at, used)
            elif row[at].lower in WAIVERS or (row[at].lower == "exemption" and _lets_buy(row, at)):
                found += waiver_of(sentence, clause, at)
            elif row[at].kind == "amount" and row[at].amount.kind == "specific":
                found += priced_of(sentence, clause, at) or tonnage_of(sentence, clause, at)
            elif _is_volume(row[at]) and row[at].amount.start not in old:
                found += volume_of(sentence, clause, at, before)
    return found


def _lets_buy(row: list[Mark], at: int) -> bool:
    """Whether an exemption is from sanctions: "granted refiners an exemption to let them purchase Iranian oil"."""
    given = any(m.lower in ("granted", "grants", "gave", "given", "issued") for m in row[max(at - 8, 0) : at])
    return given and (let := lets(row, at)) is not None and bool(let.origins)


def _is_volume(mark: Mark) -> bool:
    return mark.kind == "amount" and mark.amount.kind in ("quantity", "count")


_STOPS = frozenset(["suspension", "stoppage", "halt", "pause", "freeze", "stop", "end"])


def _trade_stopped(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return a ban told as the suspension of trade: "its temporary suspension of cobalt exports until"."""
    row = clause.row
    after = [m.lower for m in row[at + 1 : min(at + 11, clause.last)]]
    flow = next((w for w in after if w in OUT | IN), "")
    if (
        after[:1] not in ([["to"]] if row[at].lower in ("stop", "end") else [["of"], ["on"], ["in"], ["to"]])
        or not flow
        or any(m.kind == "lever" for m in row[at : at + 1 + after.index(flow)])
    ):
        return []
    frame = make_frame(sentence, clause, "import_ban" if flow in IN else "export_ban", at, None)
    frame.falls = falls_on(row, at + 2, clause.last)
    frame.goods = tuple(g.removesuffix(f" {flow}") for g in frame.falls.goods if g != flow)
    ends = bool(frame.verbs) and frame.verbs[-1].kind in ("end", "pause", "cut")
    frame.kinds = [k for k in frame.kinds if k != "pause"] or ["impose"]
    frame.deed = frame.deed if ends or frame.verbs else "impose"
    return [frame] if frame.goods and (frame.verbs or frame.agent.codes) else []


def _is_named(reading: Reading, row: list[Mark], at: int) -> bool:
    """Whether a noun names its lever by itself; a fee is one on ships only where the report is about ships."""
    if at > 1 and row[at - 1].lower in ("of", "for") and row[at - 2].lower in _BODIES:
        return False  # "the Ministry of Investments"
    bare = row[at].lower in ("fee", "fees") and not any(m.lower in SHIPS for m in row)
    return not bare or sum(1 for _ in islice(_SHIPS.finditer(reading.text), 3)) == 3


_BODIES = words("bodies", "measures")
_SHIPS = regex(r"\b(?:ships?|vessels?|port fees?|tonnage|shipping)\b", re.IGNORECASE)


_PRICED = regex(
    r"\bprice (?:cap|ceiling)|\b(?:cap|ceiling)\b[^.]{0,60}\b(?:prices?|a barrel)\b", re.IGNORECASE
)


def _capped(reading: Reading, sentence: Sentence, before: frozenset[str], mark: Mark) -> str:
    """Return what a cap told without its object caps: a price told before, or what the sentence before lets out."""
    if mark.ref != "cap":
        return ""
    if before & OUT and before & {"quota", "quotas", "tonnes", "tons"}:
        return "export_quota"
    return "price_cap" if _PRICED.search(reading.text, 0, sentence.end) else ""


def _noun(  # noqa: PLR0911
    sentence: Sentence, clause: Clause, at: int, parts: list[Clause], capped: str = ""
) -> list[Frame]:
    """Return the measures that a noun makes: a limit, a permit, a deal, or a lever of its own.

    ``capped`` is the lever of the cap told before, which "the cap" goes back to.
    """
    row = clause.row
    if not is_head(row, at):
        return []
    frame = make_frame(sentence, clause, str(row[at].ref), at, None, parts=parts)
    _in_place_of(frame)
    if frame.lever == "grip" or (frame.lever == "limit" and row[at].lower == "control"):
        held = gripped(frame)
        if held or frame.lever == "grip":
            return held
    if frame.lever == "limit":
        both = _limit(frame, row, at)
        if both is not None:
            return both
    if frame.lever == "permit":
        frame.lever = "licence" if of_exports(frame) and row[frame.first - 1].lower != "without" else ""
        if frame.verbs and not (frame.falls.goods or frame.falls.dests):
            frame.falls = falls_on(row, clause.first, frame.verbs[-1].group)
            frame.goods = tuple(frame.falls.goods)
    if frame.lever == "cap" and row[frame.first - 1].lower in ("above", "below", "under", "over", "beyond"):
        return []
    if frame.lever == "cap":
        bare = capped == "export_quota" or row[frame.first].lower in ("the", "this", "that")
        frame.lever = capped if capped and bare else "price_cap" if _is_priced(row, at, clause) else "quota"
    if not frame.lever:
        return []
    if frame.lever in DEALS:
        forbidden = bool(frame.verbs) and frame.verbs[-1].act.lemma in LIMITING | _LOOKS
        varied = _FIGURES & {m.lower for m in row[at + 1 : at + 8]}
        traded = not set(frame.kinds) & COMMITS and (of_a_year(row) or varied)
        return [] if frame.lever == "purchase" and (forbidden or traded) else deals(frame)
    bygone = frame.lever.endswith("quota") and "earlier" in row[0].lower
    if bygone or not (is_tied(frame) or _is_sized(row, at, clause.last)):
        return []  # "A year earlier the quota was 300 tonnes"
    return _of_lever(frame, row, at)


_FIGURES = frozenset(
    ["varied", "ranged", "averaged", "totalled", "totaled", "amounted", "accounted", "fluctuated"]
)
"""Verbs of what was traded by habit: "its purchases of wheat ranged from"."""


def _in_place_of(frame: Frame) -> None:
    """Let what takes a measure's place be on its goods: "replaced its ban on cobalt exports with quotas"."""
    verb, row = frame.verbs[-1] if frame.verbs else None, frame.clause.row
    if verb is None or verb.act.lemma != "replace" or frame.goods or verb.kind != "impose":
        return
    first, last = (
        (frame.clause.first, verb.group) if row[verb.at + 1].lower == "by" else (verb.at + 1, frame.first)
    )
    frame.falls.goods = [m.lower for m in row[first:last] if m.kind == "good"]
    frame.goods = tuple(frame.falls.goods)
    if frame.lever == "quota" and any(
        m.kind == "lever" and m.lever.startswith("export") for m in row[first:last]
    ):
        frame.lever = "export_quota"


def _is_sized(row: list[Mark], at: int, stop: int) -> bool:
    """Whether a figure is said of a measure: "a quota of 5,000 tonnes", "the quota for 2026 will be 5,000 tonnes"."""
    if at + 2 < stop and row[at + 1].lower == "of" and row[at + 2].kind == "amount":
        return True
    figure = next((i for i in range(at + 1, stop) if row[i].kind == "amount"), at + 1)
    plain = row[at].lever.endswith("quota") and row[figure - 1].lower in ("be", "is", "are")
    return plain and not any(m.kind == "lever" for m in row[at + 1 : figure])


def _limit(frame: Frame, row: list[Mark], at: int) -> list[Frame] | None:
    """Give a limit its lever; return its two frames where it is on both ways, none where it limits another lever."""
    if at + 2 < frame.clause.last and any(m.kind == "lever" for m in row[at + 2 : at + 4]):
        return []
    if any(m.kind == "amount" and m.amount.kind == "quantity" for m in row[at + 2 : at + 6]):
        return []
    frame.lever = limit_of(frame)
    near = {m.lower for m in row[at : at + 9]}
    if frame.lever and near & OUT and near & IN and is_tied(frame):
        hard = frame.lever.endswith("ban")
        return [
            replace(frame, lever=x)
            for x in (("export_ban", "import_ban") if hard else ("export_control", "import_restriction"))
        ]
    return None


def _of_lever(frame: Frame, row: list[Mark], at: int) -> list[Frame]:
    """Return the frames of a measure by its lever."""
    if frame.lever == "other" and "tax" in row[at].lower:
        frame.goods = (" ".join(m for m in row[at].lower.split() if not m.startswith("tax")),)
    blocked = bool(frame.verbs) and frame.verbs[-1].act.lemma == "block"
    blocked = blocked or (at + 1 < len(row) and row[at + 1].lower in WAIVERS)
    blocked = blocked or row[frame.first - 1].lower.split()[-1] in EVADES
    if frame.lever == "sanction" and (_let_off(frame) or blocked):
        return []
    if frame.lever == "licence" and not frame.goods and (let := lets(row, at)) is not None:
        bears(frame, let)
    put = next((v for v in frame.verbs if v.act.lemma in ("put", "place")), None)
    if frame.lever == "licence" and put is not None and row[frame.first - 1].lower == "under":
        span = (frame.clause.first, put.group) if put.passive else (put.at + 1, frame.first - 1)
        frame.falls, frame.verbs, frame.kinds, frame.deed = falls_on(row, *span), [put], ["impose"], "impose"
        frame.goods = tuple(frame.falls.goods)
        frame.agent = frame.agent if put.passive else subject(frame.clause, put.group)
    if frame.lever == "licence" and not frame.kinds:
        return []
    if frame.lever == "licence" and not frame.agent and (home := home_of_sellers(frame)):
        frame.agent, frame.patient = home, NOBODY
    if frame.lever == "quota" and row[frame.first - 1].lower == "with" and "end" in frame.kinds:
        frame.lever = "export_quota" if OUT & {m.lower for m in row[: frame.first]} else "quota"
        frame.kinds, frame.deed = ["impose"], "impose"
    if frame.lever == "quota" and row[frame.first - 1].lower in ("within", "under", "inside", "beyond"):
        frame.kinds = [k for k in frame.kinds if k not in ("end", "pause")]
        frame.deed = ""
    if frame.lever in ("quota", "tariff_quota") and OUT & {m.lower for m in row[at + 1 : at + 3]}:
        frame.lever = "export_quota"
        frame.agent = frame.agent or Role(tuple(frame.falls.origins), "goods of", "", "economy")
        frame.falls.origins, frame.patient = [], NOBODY
    if frame.lever in (
        "quota",
        "export_quota",
        "tariff_quota",
        "price_cap",
        "minimum_price",
        "price_floor",
        "port_fee",
    ):
        if frame.lever == "quota" and row[frame.first - 1].lower in _PAST and frame.deed != "end":
            return [f for f in _with_amounts(frame, ("quantity", "count", "money")) if f.value is not None]
        priced = frame.lever in ("price_cap", "minimum_price", "price_floor", "port_fee")
        return _with_amounts(frame, ("money", "specific") if priced else ("quantity", "count", "money"))
    return struck(frame) if frame.lever == "sanction" else [frame]


def _let_off(frame: Frame) -> bool:
    """Whether a sanction is only what a waiver or an exemption is from: "ended Oman's exemption from the oil embargo"."""
    row, floor = frame.clause.row, frame.clause.first
    near = {m.lower for m in row[max(frame.first - 4, floor) : frame.first]}
    out = next(
        (i for i in range(frame.first - 1, max(frame.first - 8, floor), -1) if row[i].lower == "from"), None
    )
    return bool(WAIVERS & near) or (out is not None and row[out - 1].lower in _EXEMPTIONS)


_EXEMPTIONS = WAIVERS | {"exemption", "exemptions", "exception", "exceptions", "carve-out"}
_LOOKS = frozenset(["evaluate", "examine", "study", "investigate", "discuss", "debate"])
"""Verbs by which a purchase is only looked at."""


_PAST = frozenset(["above", "beyond", "outside", "over"])
"""Words before a quota that only bounds what is charged."""


def _is_priced(row: list[Mark], at: int, clause: Clause) -> bool:
    """Whether a cap is one on a price: the word stands near, a sum of money in its clause, or no flow and no other figure."""
    inside = row[clause.first : clause.last]
    if "price" in [m.lower for m in row[max(at - 2, 0) : at + 5]]:
        return True
    if any(
        m.kind == "amount" and m.amount.kind in ("money", "specific")
        for m in row[max(at - 2, 0) : clause.last]
    ):
        return True
    flows = IN | OUT | {"output", "production"}
    named = any(m.kind == "good" for m in row[max(at - 2, 0) : at + 6])
    return named and not any(m.kind == "amount" or m.lower in flows for m in inside)


def _with_amounts(frame: Frame, kinds: tuple[str, ...]) -> list[Frame]:
    """Give a quota or a price its figure: the nearest in its clause."""
    row, clause = frame.clause.row, frame.clause
    if any(m.lower in ("visa", "visas") for m in row[max(frame.at - 4, 0) : frame.at + 6]):
        return []
    near = [
        (abs(i - frame.at), i)
        for i in range(clause.first, clause.last)
        if row[i].kind == "amount" and row[i].amount.kind in kinds
    ]
    if frame.lever.endswith("quota"):
        if (
            row[frame.at - 1].kind == "amount"
            and row[frame.at - 1].amount.value == 0
            and row[frame.at - 1].amount.unit == "percent"
        ):
            frame.lever = "tariff_quota"
        near = near or [
            (abs(i - frame.at), i) for i in range(clause.first, clause.last) if share_of_trade(row, i)
        ]
        sizes = [i for _, i in near if i > frame.at and row[i].amount.kind == "quantity"]
        if len(sizes) > 1 and all(row[i - 1].lower in (",", "and") for i in sizes[1:]):
            return [_sized(frame, i, j) for i, j in pairwise([*sizes, clause.last])]
    if near:
        at = min(near)[1]
        frame.amount, frame.value = row[at].amount, row[at].amount.value
        if not frame.goods and row[at].amount.kind in ("quantity", "count"):
            frame.goods = _sized(frame, at, clause.last).goods or unit_goods(row[at])
    return [frame]


def _sized(frame: Frame, size: int, stop: int) -> Frame:
    """Return one quota of a list: "500 tonnes of beef, 1,000 tonnes of bison"."""
    row = frame.clause.row
    of = [m.lower for m in row[size + 1 : size + 2]] == ["of"]
    amount, part = row[size].amount, falls_on(row, size + 1 + of, stop)
    return replace(
        frame, amount=amount, value=amount.value, falls=part, goods=tuple(part.goods) or frame.goods
    )
