"""Which percentages of a sentence are duties, and which noun each belongs to."""

from __future__ import annotations

from accord.docket.frames.bare import BEARS, COMING, ON, bears, goes_on
from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.extent import phrase_start
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, Clause, act_of, is_adverb, verb_at
from accord.docket.frames.marks import Mark
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.rules import words
from accord.docket.tokens import Sentence

RATED = ("tariff", "export_tax", "tariff_exemption")
ENTERING = frozenset(
    ["enter", "enters", "entering", "import", "imported", "imports", "allow", "allows", "admit", "admitted", "admits", "accept", "accepts", "accepted",
     "come", "comes", "let", "lets", "ship", "send", "sends", "sent", "sell", "sells", "deliver", "volume", "allowance", "ceiling", "quota", "quotas", "allowed", "permit", "permits", "applications"]
)  # fmt: skip
"""Words that let a volume in."""


_PEOPLES = frozenset(
    ["partners", "countries", "nations", "states", "members", "economies", "companies", "firms"]
)


def enters_by_volume(row: list[Mark], clause: Clause, at: int) -> bool:
    """Whether a quantity is what may come in at a duty: "30,000 buses at 5 percent", "5,000 tonnes duty-free per annum"."""
    inside = range(clause.first, clause.last)
    amount = row[at].amount
    sized = amount.kind in ("quantity", "count") and amount.value > 1 and amount.unit not in _PEOPLES
    rates = [i for i in inside if row[i].kind == "amount" and row[i].amount.kind in ("rate", "zero")]
    free = any(row[i].amount.value == 0 for i in rates)
    at_rate = any(row[j].lower in ("at", "of") for i in rates for j in (i - 1, i - 2) if j >= clause.first)
    around = clause.parent if clause.opener == ":" and clause.parent is not None else clause
    words = {row[i].lower for i in (*inside, *range(around.first, around.last))}
    verbless = not any(act_of(row[i]) or row[i].lower in AUX for i in inside)
    return sized and ((free and (verbless or bool(words & ENTERING))) or (at_rate and bool(words & ENTERING)))


def clause_of(parts: list[Clause], at: int) -> Clause:
    """Return the clause that a mark stands in."""
    return next(c for c in parts if c.first <= at < c.last)


def old_of(reading: Reading, sentence: Sentence) -> set[int]:
    """Return where the amounts stand that only say what another was before, or by how much it moves."""
    old: set[int] = set()
    for change in reading.changes_of(sentence):
        told = [a for a in (change.new, change.old, change.by) if a is not None]
        head = change.new or change.old or change.by
        old |= {a.start for a in told if a is not head and not (change.staged and a is change.old)}
    return old


_NOT_AFTER = words("no_rate_after", "measures")


_NOT_NEAR = words("no_rate_near", "measures")


_LINES = frozenset(["line", "lines", "code", "codes", "barriers", "peaks"])
"""What a share is of, and no rate: "90 percent of tariff lines"."""
_BY = frozenset(["value", "volume", "weight", "number"])
"""What a share is reckoned by: "96 percent by value"."""
_OTHER_RATE = regex(
    r"\b(?:(?:policy|repo|benchmark|key|lending|discount|overnight|interest|mortgage|deposit|prime|cash|bank|inflation"
    r"|exchange|growth|jobless|savings|vacancy) rates?|(?:corporate|corporation|income|sales|value - added|profits?|payroll"
    r"|wealth|gains|dividend|turnover|property) tax(?:es)?|vat)\b(?!.*\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\b)"
)
"""Words before a percentage that is no duty, unless a duty is named after them."""
_MONEY = frozenset(["dollar", "euro", "yen", "pound", "greenback", "yuan", "rupee", "peso", "real", "franc"])


def assign(
    row: list[Mark], parts: list[Clause], rates: list[int], levers: list[int], before: list[Frame],
    sentence: Sentence, near: bool,
) -> dict[int, list[int]]:  # fmt: skip
    """Give each rate that is a duty to the noun it belongs to; -1 for those of a duty told of before."""
    held: dict[int, list[int]] = {}
    last: int | None = None
    near = near or any(f.lever in RATED and sentence.number - f.sentence.number <= 2 for f in before[-6:])
    for rate in (r for r in rates if not _of_the_rest(row, r)):
        lever = _lever_of(row, parts, rate, levers)
        if (
            row[rate].amount.value == 0
            and (lever is None or row[rate - 1].lower == "for")
            and ("dut" in row[rate].lower or "tarif" in row[rate].lower)
        ):
            lever = -1
        if lever is None and _excluded(row, rate):
            continue
        if (
            lever is None
            and last is not None
            and _lists(row, rate, last)
            and not _charged_anew(row, last, rate)
        ):
            lever = next(k for k, v in held.items() if last in v)
            if lever >= 0 and _own_verb(row, clause_of(parts, rate), lever, rate):
                lever = -1
        if lever is None and row[rate].amount.kind == "specific":
            told = _sum_of_duty(row, rate, before, sentence) or (
                near and bears(row, clause_of(parts, rate), rate)
            )
            lever = -1 if told else None
        elif lever is None and goes_on(row, clause_of(parts, rate), rate, near or bool(levers)):
            lever = -1 if not _of_quota(row, clause_of(parts, rate), rate) else None
        if lever is None and _of_volume(row, clause_of(parts, rate), rate):
            lever = -1
        if lever is not None:
            held.setdefault(lever, []).append(rate)
            last = rate
    return held


def _of_quota(row: list[Mark], clause: Clause, rate: int) -> bool:
    """Whether a percentage is how much of a quota there is: "cut the quotas from 100 percent to 50 percent"."""
    named = [m.lever for m in row[clause.first : rate] if m.kind == "lever"]
    return bool(named) and named[-1] in ("quota", "tariff_quota")


def _of_volume(row: list[Mark], clause: Clause, rate: int) -> bool:
    """Whether a rate is what a volume that may enter pays: "up to 30,000 buses this year at 5 percent"."""
    sizes = [i for i in range(clause.first, clause.last) if row[i].kind == "amount" and i != rate]
    nil = row[rate].amount.value == 0
    return not nil and not _excluded(row, rate) and any(enters_by_volume(row, clause, i) for i in sizes)


def _sum_of_duty(row: list[Mark], rate: int, before: list[Frame], sentence: Sentence) -> bool:
    """Whether a sum per unit is the duty of the sentence before: "It is a fixed sum: $284 a tonne for two mills"."""
    told = any(
        f.lever in RATED and f.amount is None and f.sentence.number == sentence.number - 1
        for f in before[-3:]
    )
    after = row[rate + 1].lower if rate + 1 < len(row) else ""
    return told and after in ON | {"for"} and row[0].lower in ("it", "this", "that", "the", "they")


def _own_verb(row: list[Mark], clause: Clause, lever: int, rate: int) -> bool:
    """Whether a rate stands in a clause of its own with a verb of its own: ", and it will raise it to 25%"."""
    inside = range(clause.first, rate)
    coming = any(row[i].lower in COMING for i in inside) and any(row[i].kind == "party" for i in inside)
    return lever < clause.first and (coming or any(verb_at(row, i, clause.first) for i in inside))


def _is_threshold(row: list[Mark], rate: int) -> bool:
    """Whether a rate only bounds whom a rule is for: "where the duty on a good is less than 10 percent"."""
    before = [m.lower for m in row[max(rate - 7, 0) : rate]]
    told = [m.lower for m in row[max(rate - 16, 0) : rate]]
    return "than" in before and bool({"less", "greater", "lower"} & {*before}) and "where" in told


_MOVES = frozenset(["reduction", "increase", "cut", "rise", "decrease", "decline"])
_COMPARED = frozenset(["compared", "versus", "vs"])


def _of_the_rest(row: list[Mark], rate: int) -> bool:
    """Whether a share of goods is told before their duties: "on the remaining 13 per cent | tariffs will be cut"."""
    return rate > 2 and row[rate - 1].lower == "remaining" and row[rate - 3].lower in ("on", "for")


_VALUED = frozenset(["price", "prices", "value", "cif", "fob"])
"""What a duty is reckoned on: "10 percent of the reference price"."""


def _excluded(row: list[Mark], rate: int) -> bool:
    after = row[rate + 1].lower if rate + 1 < len(row) else ""
    base = " ".join(m.lower for m in row[rate + 2 : rate + 6]).split()
    if after == "of" and _VALUED & {*base} and not {"by", "exports", "imports", "trade", "retail"} & {*base}:
        after = ""
    lines = any(m.lower in _LINES for m in row[rate + 2 : rate + 6])
    by = after == "by" and rate + 2 < len(row) and row[rate + 2].lower in _BY
    grew = row[rate - 1].lower in ("up", "down")  # "exported 300 tonnes, up 9 percent from a year before"
    moved = after == "compared" and row[rate - 1].lower == "of" and row[rate - 2].lower in _MOVES
    if (
        by
        or grew
        or moved
        or (after == "of" and (lines or not any(m.kind == "lever" for m in row[max(rate - 4, 0) : rate])))
    ):
        return True
    if after in _NOT_AFTER:
        tail = list(row[rate + 1 : rate + 5])
        compared = tail[1:2] and tail[1].lower == "than"
        return bool(compared) or not any(m.kind == "lever" or m.lower == "rate" for m in tail)
    lead = rate - 1
    while lead > 0 and (
        is_adverb(row[lead])
        or row[lead].lower in ("about", "around", "some", "more", "than", "over", "another", "a", "further")
    ):
        lead -= 1
    if _is_threshold(row, rate):
        return True
    if rate and (row[lead].lower == "by" or _COMPARED & {m.lower for m in row[max(rate - 5, 0) : rate]}):
        return True
    clause = " ".join(m.lower for m in row[max(rate - 9, 0) : rate])
    if _OTHER_RATE.search(clause) or (
        after in ("against", "to") and {m.lower for m in row[rate + 2 : rate + 5]} & _MONEY
    ):
        return True
    risen = row[rate - 1].lower == "to" and any(m.lever in RATED for m in row[max(rate - 9, 0) : rate])
    return any(
        m.lower in _NOT_NEAR
        and not (risen and m.lower in ("rose", "fell", "risen", "fallen", "climbed", "jumped"))
        for m in row[max(rate - 7, 0) : rate + 4]
    )


def _lever_of(row: list[Mark], parts: list[Clause], rate: int, levers: list[int]) -> int | None:
    clause = clause_of(parts, rate)
    best: tuple[int, int] | None = None
    goes_on = clause.opener == RESUMED and clause.parent is not None
    floor = _floor(row, clause.parent) if goes_on and clause.parent else clause.first
    for at in levers:
        share = rate + 1 < at < min(rate + 5, len(row) - 1) and row[rate + 1].lower == "of"
        if share and (row[at + 1].lower in _LINES or row[at].text.endswith("s")):
            continue
        if rate < at and phrase_start(row, at, clause.first) <= rate:
            return at
        if (
            rate < at <= rate + 4
            and not _excluded(row, rate)
            and row[rate + 1].lower in ("in", "rate", "reciprocal")
        ):
            best = min(best or (99, at), (at - rate, at))
        named = row[rate - 1].kind in ("party", "good") or (
            row[rate + 1 : rate + 2] and row[rate + 1].lower == "for"
        )
        listed = clause.opener in (":", ";", "\u2014", "\u2013") and clause.parent is not None and named
        if listed and clause.parent and clause.parent.first <= at < clause.first:
            best = min(best or (99, at), (98, at))
        if goes_on and clause.parent and clause.parent.last <= at < clause.first - 1:
            continue
        if floor <= at < rate and not _excluded(row, rate) and not _charged_anew(row, at, rate):
            best = min(best or (99, at), (rate - at, at))
    return best[1] if best else None


def _floor(row: list[Mark], up: Clause) -> int:
    """Return from where a noun may be the subject that a clause goes on with: all of it, where it has no verb yet."""
    done = any(verb_at(row, i, up.first) or row[i].lower in AUX - {"to"} for i in range(up.first, up.last))
    return up.last - 1 if done else up.first


def _charged_anew(row: list[Mark], lever: int, rate: int) -> bool:
    """Whether somebody else charges a rate after a duty is named: "For Peru's duties on tea, Chile will charge 9%"."""
    told = [
        i
        for i in range(lever + 1, rate)
        if (a := act_of(row[i])) is not None and a.lemma in ("charge", "levy", "slap")
    ]
    comma = [i for i in range(lever + 1, told[-1]) if row[i].lower == ","] if told else []
    return (
        bool(comma)
        and any(row[i].kind == "party" for i in range(comma[-1], told[-1]))
        and verb_at(row, told[-1], 0) is not None
    )


_BEYOND = ("outside", "beyond", "above", "within", "inside")


def _lists(row: list[Mark], rate: int, last: int) -> bool:
    """Whether a rate goes on a list: "25 percent on steel, 10 percent on copper"."""
    between = row[last + 1 : rate]
    return (
        len(between) < 24
        and any(m.lower in (",", "and", ";", "while", "or") for m in between)
        and (
            (rate + 1 < len(row) and row[rate + 1].lower in ON | {"for", ")", *_BEYOND})
            or row[rate - 1].lower in ("(", "at", ":", "of", "to", "-")
            or row[rate - 1].kind in ("party", "good")
            or _bears_in_turn(row, rate, last)
        )
    )


def _bears_in_turn(row: list[Mark], rate: int, last: int) -> bool:
    """Whether the next of several wares bears a rate without a verb of its own: "tea will pay 8 percent, and plums 5 percent"."""
    named = (
        row[rate - 1].kind == "word" and row[rate - 1].lower.isalpha() and row[rate - 2].lower in (",", "and")
    )
    acts = [a for m in row[:last] if (a := act_of(m)) is not None]
    return named and bool(acts) and acts[-1].lemma in BEARS


def spoken_of(reading: Reading, sentence: Sentence) -> bool:
    """Whether one of the two sentences before names a duty, be it in a question."""
    for other in reading.sentences[max(sentence.number - 3, 0) : sentence.number]:
        parts = reading.clauses_of(other)
        if parts and any(m.kind == "lever" and m.ref in RATED for m in parts[0].row):
            return True
    return False


_LEAST = frozenset(["least", "minimum", "less", "lower", "whichever"])


def at_least(row: list[Mark], at: int) -> bool:
    """Whether a sum is only the floor of a duty told in percent before it: "30 percent, but not less than $3 a pair"."""
    lead = row[max(at - 8, 0) : at]
    rated = any(m.kind == "amount" and m.amount.kind == "rate" for m in lead)
    bounds = _LEAST & {m.lower for m in lead} or row[at].amount.bound in ("at least", "less than")
    return rated and bool(bounds)
