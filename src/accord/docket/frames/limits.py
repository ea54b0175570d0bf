"""Bans, controls, curbs and licences: of exports, of imports, or nothing economic."""

from __future__ import annotations

from accord.docket.frames.clauses import opening
from accord.docket.frames.deals import word_of
from accord.docket.frames.extent import after_front, gone_to
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import (
    Clause,
    Verb,
    act_of,
    is_adverb,
    verb_at,
)
from accord.docket.frames.heads import Role
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.frames.single import verb_frame
from accord.docket.frames.strikes import DEALINGS
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_HARD = frozenset(
    [*("ban", "prohibit", "forbid", "bar", "outlaw", "block", "halt"),
     *("stop", "embargo", "suspend", "cut off", "turn off", "shut off")]
)  # fmt: skip
ENDING = frozenset(["end", "phase out", "freeze", "cease", "eliminate"])
"""Verbs that limit only a flow: "end imports of gas", "froze rice imports"."""
LIMITING = _HARD | {"restrict", "limit", "curb", "tighten"}


OUT = words("flows_out", "measures")


IN = frozenset(["import", "imports", "importing", "importation"])


SHELF = frozenset(["purchase", "purchases", "sale", "sales", "distribution", "retailing"])
"""What is done with goods at home: who bans it for goods of somebody else bans their import."""
_TRADE = frozenset(["trade"])
_CROSS = frozenset(["deal", "agreement", "pact", "war", "talks"])


_NO_MEASURE = words("no_limits", "measures")


def limit_of(frame: Frame) -> str:  # noqa: PLR0911
    """Return what a ban, a control or a curb is: of exports, of imports, or nothing economic."""
    row = frame.clause.row
    noun = row[frame.at].lower
    hard = noun.startswith(("ban", "prohibition", "embargo", "moratorium", "halt"))
    near = [m.lower for m in row[max(frame.first - 2, 0) : frame.at + 12]]
    if set(near) & _NO_MEASURE:
        return ""
    if not noun.startswith("control") and _on_struck(row, frame.at):
        return "sanction"
    if hard and DEALINGS & {m.lower for m in row[frame.at - 1 : frame.at + 3]}:
        return "sanction"
    falls = frame.falls
    money = {"economic", "financial", "banking"} & {m.lower for m in row[frame.first : frame.at]}
    if falls.origins and (
        _BANKS & {w for g in falls.goods for w in g.split()[-1:]} or (money and not falls.goods)
    ):
        return "sanction"
    after = [m.lower for m in row[frame.at : frame.at + 8]]
    inward = {*after[:6]} & {"imported", "foreign", "incoming"}
    if inward or set(after) & IN or "import" in near[: frame.at - max(frame.first - 2, 0)]:
        return "import_ban" if hard else "import_restriction"
    foreign = frame.falls.origins and not (frame.falls.dests or {*frame.falls.origins} & {*frame.agent.codes})
    if foreign and "export" not in near and (set(after) & OUT or {""}) <= {"sale", "sales", "selling"}:
        return "import_ban" if hard else "import_restriction"  # "a ban on sales of Chilean wine"
    if set(after) & OUT or "export" in near or frame.falls.exports:
        return "export_ban" if hard else "export_control"
    if not frame.falls.goods and not frame.goods:
        return ""
    if any(g.endswith("services") for g in (*frame.falls.goods, *frame.goods)):
        return "export_ban" if hard else "export_control"
    if frame.falls.origins and (hard or not noun.startswith("control")) and frame.falls.goods:
        return "import_ban" if hard else "import_restriction"
    if frame.falls.dests or not hard:
        return "export_control"
    return "import_ban" if frame.falls.origins else "export_ban"


_BANKS = frozenset(["bank", "banks", "lender", "lenders", "individuals", "entities", "officials", "insurers"])
_STRUCK = words("struck", "measures")


def _on_struck(row: list[Mark], at: int) -> bool:
    """Whether a limit is on so many ships, people or firms: "restrictions on another 100 vessels"."""
    near = row[at + 1 : at + 6]
    counted = any(m.sizes("count", "quantity") for m in near)
    struck = any(w in _STRUCK or w.removesuffix("s") in _STRUCK for m in near for w in m.lower.split())
    return counted and struck and near[0].lower == "on"


def of_exports(frame: Frame) -> bool:
    """Whether a licence is one that exporters must have: "require licences for exports of"."""
    words = {m.lower for m in frame.clause.row[frame.clause.first : frame.clause.last]}
    asked = any(v.act.lemma in ("require", "need", "obtain") for v in frame.verbs) or bool(
        words & {"need", "needs", "obtain"}
    )
    return asked and bool(
        words
        & (OUT | {"exporters", "exporter", "shippers", "buyers", "sell", "ship", "send", "supply", "deliver"})
    )


def _flow(clause: Clause, at: int) -> int | None:
    """Return the place of the flow that a verb limits, None where none follows."""
    row = clause.row
    aside = word_of(row, at + 1) == ","
    at = (
        next((i for i in range(at + 2, min(at + 10, clause.last)) if row[i].lower == ","), at)
        if aside
        else at
    )
    for i in range(at + 1, min(at + 9, clause.last)):
        if row[i].lower in OUT | IN | SHELF:
            return i
        if row[i].lower == "trade" and word_of(row, i + 1) in ("with", ".", ","):
            return i
    return None


def _acts_between(clause: Clause, at: int, flow: int) -> bool:
    """Whether another verb stands between a verb and the flow after it."""
    row = clause.row
    return any(
        act_of(row[i]) and verb_at(row, i, clause.first) and row[i].lower not in OUT | IN
        for i in range(at + 1, flow)
    )


def _curbs(inward: bool, both: bool, hard: bool) -> list[str]:
    """Return the levers of a limit on what comes in, goes out, or both."""
    out, into = ("export_ban", "import_ban") if hard else ("export_control", "import_restriction")
    return [out, into] if both else [into if inward else out]


def _flow_told(row: list[Mark], first: int, at: int) -> int | None:
    """Return the flow that is the subject of a passive verb, unless a noun before it names the curb: "curbs on exports were"."""
    flow = next((i for i in range(first, at) if row[i].lower in OUT | IN), None)
    return None if flow is not None and any(m.kind == "lever" for m in row[first:flow]) else flow


_REOPENS = frozenset(["resume", "restore", "renew", "restart"])
"""Verbs by which trade goes on again; what is reimposed or reinstated is a measure."""


def _reopens(row: list[Mark], verb: Verb) -> bool:
    """Whether trade is said to go on again: not "the speed of resuming shipments", nor a measure that is brought back."""
    return verb.act.lemma in _REOPENS and not (verb.tense == "gerund" and row[verb.group - 1].lower == "of")


def ends_itself(clause: Clause, verb: Verb) -> bool:
    """Whether a flow is told to end from a day on, with no word of who ends it: "its exports of ore will cease from May"."""
    dated = any(m.kind == "date" for m in clause.row[verb.at + 1 : verb.at + 4])
    stops = verb.act.lemma in ("end", "cease", "stop", "halt") and not (verb.passive or verb.negated)
    told = {m.lower for m in clause.row[clause.first : verb.group]}
    whose = bool({"its", "their", "our", "'s"} & told and (OUT | IN) & told)
    return stops and dated and whose and verb.modal in ("will", "shall", "would")


def limiting(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:  # noqa: PLR0911
    """Return bans and curbs told by a verb: "banned exports of cheese to Chile", "bans shellfish exports from"."""
    row = clause.row
    flow = _flow(clause, at)
    if flow is not None and _acts_between(clause, at, flow):
        return []
    frame = verb_frame(sentence, clause, at, "")
    if frame.verbs[-1].negated and frame.verbs[-1].tense == "infinitive" and len(frame.kinds) < 2:
        return []  # "The aim is not to restrict trade"
    if flow is None and (frame.verbs[-1].passive or ends_itself(clause, frame.verbs[-1])):
        flow = _flow_told(row, opening(clause), at)
    if flow is None:
        return _bars_goods(frame)
    if any(row[i].kind == "lever" or row[i].lower in ("waiver", "waivers") for i in range(at + 1, flow)):
        return []
    if frame.verbs[-1].kind == "resume" and not _reopens(row, frame.verbs[-1]):
        return []
    hard = frame.verbs[-1].act.lemma in _HARD | ENDING or frame.verbs[-1].kind == "resume"
    inward = row[flow].lower in IN
    before = falls_on(row, at + 1, flow) if flow > at else Falls()
    after_at = flow + 1 + (word_of(row, flow + 1) == "of")
    after = falls_on(row, after_at, clause.last) if after_at < clause.last else Falls()
    goods = [*before.goods, *after.goods]
    other = [c for c in (*before.origins, *after.origins, *after.dests) if c not in frame.agent.codes]
    other = other or ([] if inward else gone_to(row, flow, clause.last))
    if not inward and word_of(row, flow + 1) == "from" and (other or after.ours):
        inward = True
    if row[flow].lower in SHELF:
        shelf = _shelf(row, flow, clause.last)
        other = [c for c in shelf.origins if c not in frame.agent.codes]
        if frame.verbs[-1].kind == "resume" or (not other and row[flow].lower not in OUT):
            return []
        if other and not shelf.dests:
            inward, after, goods = True, shelf, shelf.goods
    both = row[flow].lower in _TRADE or any(
        row[i].lower in (IN if not inward else OUT) for i in range(flow + 1, min(flow + 5, clause.last))
    )
    found = [verb_frame(sentence, clause, at, lever) for lever in _curbs(inward, both, hard)]
    for one in found:
        one.goods = tuple(g for g in goods if g not in ("trade",))
        one.falls = after
        _limits(one)
        if other:
            one.patient = Role(tuple(dict.fromkeys(other)), "goods of", "", "economy")
    return found


_CUTS = frozenset(["cut off", "turn off", "shut off"])
_BARS = frozenset(["phase out", "ban", "bar", "block", "prohibit", "forbid", "outlaw", "embargo"])


def _bars_goods(frame: Frame) -> list[Frame]:
    """Return the import ban that a ban on somebody else's goods is: "Kenya bans Ugandan milk"."""
    row, clause, verb = frame.clause.row, frame.clause, frame.verbs[-1]
    first, last = (clause.first, verb.group) if verb.passive else (verb.at + 1, clause.last)
    part = falls_on(row, after_front(row, first, last) if verb.passive else first, last)
    if verb.act.lemma in _CUTS and frame.agent and part.goods and part.dests:
        frame.lever, frame.falls, frame.goods = "export_ban", part, tuple(part.goods)
        _limits(frame)
        return [frame]
    sellers = tuple(c for c in part.origins if c not in frame.agent.codes)
    named = any(m.kind == "good" or m.lower in WARES for m in row[first : part.end])
    near = {m.lower for m in row[first : part.end]}
    told = frame.agent.how == "by" if verb.passive else bool(frame.agent)
    if verb.act.lemma in _BARS and told and "services" in near and part.dests and not verb.passive:
        frame.lever, frame.falls, frame.goods = "export_ban", part, tuple(part.goods)
        _limits(frame)
        return [frame]  # "banned the provision of accounting services to Peru"
    if verb.act.lemma not in _BARS or not (sellers and named and told) or near & _NO_MEASURE:
        return []
    if any(
        m.lower in ("from", "in")
        and (act := act_of(row[i + 1]))
        and act.lemma not in ("enter", "import", "reach")
        for i, m in enumerate(row[verb.at : clause.last - 1], verb.at)
    ):
        return []
    frame.lever, frame.falls, frame.goods = "import_ban", part, tuple(part.goods)
    frame.patient = Role(sellers, "goods of", "", "economy")
    _limits(frame)
    return [frame]


WARES = frozenset(["goods", "products", "produce", "wares", "imports"])


def _limits(frame: Frame) -> None:
    """Set what is done by a verb that limits: it imposes the curb, or it ends it where trade is resumed."""
    verb = frame.verbs[-1]
    resumed = verb.kind == "resume"
    if resumed:
        frame.deed = "end"
    elif frame.deed in ("", "end", "pause") and verb.act.lemma in LIMITING | ENDING:
        frame.deed = "impose"
    frame.kinds = [*frame.kinds[:-1], "end" if resumed else "impose"]


def _shelf(row: list[Mark], at: int, stop: int) -> Falls:
    """Return whose goods are not to be bought or sold: "the purchase, distribution, or retailing of Chilean wine"."""
    of = next((i for i in range(at + 1, min(at + 9, stop)) if row[i].lower == "of"), None)
    return falls_on(row, of + 1, stop) if of is not None else Falls()


_QUITS = frozenset(["stop", "halt", "suspend", "cease"])


def quitting(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return a stop of purchases by who makes them: "had stopped importing Chilean copper"."""
    row = clause.row
    bought = next(
        (i for i in range(verb.at + 1, min(verb.at + 6, clause.last)) if row[i].lower in _BUYING), None
    )
    between = row[verb.at + 1 : bought] if bought is not None else []
    if verb.act.lemma not in _QUITS or bought is None or verb.passive or not all(map(_colours, between)):
        return []
    frame = verb_frame(sentence, clause, verb.at, "purchase_stop")
    frame.falls = falls_on(row, bought + 1, clause.last)
    frame.goods, frame.deed = tuple(frame.falls.goods), "buy"
    frame.kinds = [*frame.kinds[:-1], "end"]
    sellers = tuple(c for c in frame.falls.origins if c not in frame.agent.codes)
    frame.patient = Role(sellers, "goods of", "", "economy") if sellers else frame.patient
    return [frame] if frame.goods else []


def _colours(mark: Mark) -> bool:
    """Whether a word may stand before the verb that is quit: "stop | directly or indirectly | importing"."""
    return is_adverb(mark) or mark.lower in ("or", "and", "all", "the")


_BUYING = frozenset(["importing", "buying", "purchasing"])
