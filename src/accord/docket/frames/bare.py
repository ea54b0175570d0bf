"""Rates without a noun that are duties all the same: "the rate will rise to 30%", "India was charged 50 percent"."""

from __future__ import annotations

from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.grammar import Clause, act_of, verb_at
from accord.docket.frames.marks import Mark
from accord.docket.frames.verbs import Act
from accord.docket.rules import words

COMING = frozenset(
    ["come", "comes", "came", "enter", "enters", "entered", "clear", "clears", "let", "allowed", "admitted"]
)
ON = frozenset(["on", "off", "against", "upon", "targeting", "hitting", "covering", "facing"])
_CHARGING = words("charging", "measures")
_CHARGED_AT = words("charged_at", "measures")
_SPAN = frozenset(
    ["range", "ranges", "ranged", "run", "runs", "vary", "varies", "stand", "stands", "go", "goes"]
)


BEARS = frozenset(["pay", "face", "attract", "bear", "incur", "carry"])
_ENTRY = frozenset(["entering", "entry", "arrival", "import", "importation"])


def _borne(row: list[Mark], clause: Clause, rate: int, verbs: list[Act]) -> bool:
    """Whether goods bear a rate: "tea pays 12 percent", "has taken 30% on what Chile sells", "come in at zero"."""
    after = row[rate + 1].lower if rate + 1 < len(row) else ""
    up = clause.parent if clause.opener == RESUMED else None
    lead = [*(range(up.first, up.last) if up else ()), *range(clause.first, rate)]
    wares = any(
        row[i].kind == "good" or row[i].lower in ("goods", "products", "imports", "wares") for i in lead
    )
    wares = wares or any(row[i].kind == "party" and row[i - 1].lower in ("from", "of") for i in lead)
    wares = wares or any(
        row[i].kind == "party" and row[i + 1].kind == "word" and row[i + 1].lower.endswith("s") for i in lead
    )
    if any(row[i].lower in COMING for i in lead) and row[rate - 1].lower == "at":
        return wares
    if after == "on" and row[rate + 2 : rate + 3] and row[rate + 2].lower in _ENTRY:
        return bool(verbs) and verbs[-1].lemma in BEARS
    if not verbs:
        return False
    return (verbs[-1].lemma in BEARS and wares) or (verbs[-1].lemma in ("take", "collect") and after == "on")


def bears(row: list[Mark], clause: Clause, rate: int) -> bool:
    """Whether a sum per unit is what goods bear or somebody charges: "Seamless pipes will bear $961 per tonne"."""
    verb = next((v for i in range(rate - 1, clause.first, -1) if (v := verb_at(row, i, clause.first))), None)
    if verb is None or verb.negated:
        return False
    charged = verb.act.lemma in _PUTS and rate - verb.at < 3
    bound = verb.act.lemma in BEARS - {"pay"} and verb.group > clause.first
    return charged or bound or (verb.act.lemma == "pay" and _borne(row, clause, rate, [verb.act]))


def _moves(row: list[Mark], clause: Clause, rate: int) -> bool:
    """Whether a rate is what goods move to in a list: "rates fell: tea went from 9 percent to 4 percent, rice from"."""
    to = rate - clause.first > 3 and row[rate - 1].lower == "to" and row[rate - 2].kind == "amount"
    return to and row[rate - 3].lower == "from"


def _heads_item(row: list[Mark], clause: Clause, rate: int) -> bool:
    """Whether a rate opens an item of a list and says what it is on: "(a) 15 percent for steel"."""
    lead, after = row[clause.first : rate], row[rate + 1 : rate + 2]
    opens = all(m.kind == "punct" or len(m.text) < 3 for m in lead) and clause.first < 4
    named = any(m.kind in ("good", "party") or m.lower in _GOODS for m in row[rate + 2 : rate + 14])
    on = (
        bool(after)
        and after[0].lower in ("for", "on")
        and [m.lower for m in row[rate + 2 : rate + 3]] != ["average"]
    )
    return opens and on and named


_GOODS = frozenset(
    ["goods", "products", "imports", "articles", "components", "items", "parts", "listed", "classified"]
)


def goes_on(row: list[Mark], clause: Clause, rate: int, near: bool) -> bool:
    """Whether a rate without a noun goes on about a duty told of before: "the rate will rise to 30%"."""
    if near and _heads_item(row, clause, rate):
        return True
    if (
        near
        and any(m.lower in ("rate", "rates") for m in row[:3])
        and any(m.lower in _SPAN for m in row[:rate])
    ):
        return True
    window = row[max(clause.first, rate - 8) : rate]
    verbs = [a for m in window if (a := act_of(m)) is not None]
    if _borne(row, clause, rate, verbs) or (near and _moves(row, clause, rate)):
        return True
    charging = any(a.lemma in _CHARGING or a.kinds[0] in ("raise", "cut", "impose") for a in verbs)
    after = row[rate + 1].lower if rate + 1 < len(row) else ""
    after_rate = row[rate + 1 : rate + 6]
    if verbs and verbs[-1].kinds[0] == "face" and after and after_rate[0].lower == "rate":
        return any(
            m.lower in ("exports", "goods", "products", "imports") or m.kind == "good" for m in after_rate
        )
    direct = charging and row[rate - 1].lower in _CHARGED_AT
    charged = any(a.lemma in ("charge", "tax", "levy") for m in window[-3:] if (a := act_of(m)) is not None)
    if not near:
        return _out_of_hand(row, clause, rate, verbs, direct, charged)
    offered = bool(verbs) and verbs[-1].kinds[0] in ("propose", "agree", "threaten", "face")
    return (
        charging
        or offered
        or after in ON
        or any(m.lower in ("rate", "rates", "it", "that") for m in window)
        or (row[clause.first].lower in ("they", "these") and any(m.lower in _SPANNING for m in window))
    )


_SPANNING = frozenset(["lie", "stand", "vary", "amount"])
_COLOURS = frozenset(
    ["imported", "foreign", "all", "most", "the", "some", "certain", "its", "their", "our", "fresh", "raw"]
)


def _out_of_hand(
    row: list[Mark], clause: Clause, rate: int, verbs: list[Act], direct: bool, charged: bool
) -> bool:
    """Whether a rate is a duty though none was told of before: "charged 20% on cars", "pays 10% in Chile"."""
    after = row[rate + 1].lower if rate + 1 < len(row) else ""
    follows = row[rate + 2].kind if rate + 2 < len(row) else ""
    if follows in ("word", "act") and row[rate + 2].lower in _COLOURS and rate + 3 < len(row):
        follows = row[rate + 3].kind
    goods = any(
        m.lower in ("goods", "imports", "exports", "products") for m in row[clause.first : clause.last]
    )
    goods = goods or (follows == "company" and any(m.kind == "good" for m in row[rate + 3 : rate + 5]))
    charged = charged or (
        row[rate - 1].lower == "at" and any(a.lemma in ("charge", "tax", "levy") for a in verbs)
    )
    named = bool(verbs) and verbs[-1].lemma in ("charge", "tax") and row[rate - 1].kind == "party"
    charged = charged or (named and after == "on")
    charged = charged or (bool(verbs) and verbs[-1].lemma in ("put", "slap", "add") and after == "on")
    up = clause.parent if clause.opener in _DASHED else None
    if (
        up is not None
        and after == "on"
        and any(m.lower.startswith(_ANSWERS) for m in row[up.first : up.last])
    ):
        return follows in ("good", "party")
    definite = row[rate - 1].lower == "the" and after == "on" and follows in ("good", "party")
    paid = bool(verbs) and verbs[-1].lemma in ("pay", "face") and goods
    if definite or _of_parties(row, clause, rate, after, follows):
        return True
    return (direct or charged or paid) and (
        (after in ("on", "for") and (follows in ("good", "party") or goods))
        or (charged and (goods or any(m.kind == "good" for m in row[clause.first : rate])))
        or (paid and after in ("in", "to", "instead"))
    )


_DASHED = frozenset([":", "\u2014", "\u2013", ";", ","])
_ANSWERS = (
    "hits back",
    "hit back",
    "strikes back",
    "retaliat",
    "answer",
    "respond",
    "counter",
    "tit-for-tat",
    "tariff",
)
"""Words before a colon and a rate that make it a duty: "Chile hits back: 15% on"."""
_PUTS = frozenset(["put", "slap", "impose", "place", "levy", "clamp", "charge", "add"])


def _of_parties(row: list[Mark], clause: Clause, rate: int, after: str, follows: str) -> bool:
    """Whether somebody puts a rate on goods, or is charged it: "put 20 percent on Chilean wine", "India was charged 50"."""
    verb = verb_at(row, rate - 1, clause.first) if rate > clause.first else None
    if verb is None or verb.act.lemma not in _PUTS:
        return False
    if verb.passive:
        named = any(m.kind == "party" for m in row[clause.first : verb.group])
        return verb.act.lemma == "charge" and named
    ours = rate + 2 < len(row) and row[rate + 2].lower in ("our", "its", "their", "them")
    return after == "on" and (follows in ("party", "good") or ours)


def listed_so(row: list[Mark], at: int) -> bool:
    """Whether a rate is one of several that stand before their goods: "9% for vans, 11% for trucks and 4% for buses"."""
    led = [i for i, m in enumerate(row[:-1]) if m.sizes("rate") and row[i + 1].lower == "for"]
    return len(led) > 1 and at in led
