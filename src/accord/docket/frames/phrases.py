"""What a measure falls on: goods in the text's own words, whose they are, where they go, what is let off."""

from __future__ import annotations

from dataclasses import field

from accord.core.frozen import dataclass
from accord.docket.frames.extent import hyphened, partners_of, past_share
from accord.docket.frames.grammar import AUX, DETERMINERS, EACH, MADE, act_of, is_adverb, is_verb, party_of
from accord.docket.frames.marks import Mark
from accord.docket.patterns import regex
from accord.docket.rules import words

GENERIC = words("not_goods", "measures")
_END = words("goods_end", "measures")
SELLERS = words("sellers", "measures")
_BESIDES = (("other", "than"), ("but", "not"), ("apart", "from"), ("aside", "from"), ("exception", "of"))
_EXCEPT = frozenset(["except", "excluding", "exempting", "exempt", "exempts", "excludes"])
_NAMED_BEFORE = words("named_before", "measures")
"""Words before "countries" that go back to those named before: "from the alleged countries"."""
_ALL = frozenset(["all", "any", "every", "most", "other", "certain", "some", "many"])
_FLOWING = words("flowing", "measures")
_WHOLE = words("whole_goods", "measures")
_BOUNDING = frozenset(["above", "beyond", "outside", "within", "below", "exceeding"])
_SOME = frozenset(["certain", "some", "various", "several", "many", "selected", "specific", "few"])
_BOUNDS = frozenset(
    ["it", "them", "quota", "quotas", "limit", "limits", "ceiling", "threshold", "level", "volume"]
)
_BACK = frozenset(["same", "such"])
"""Words before "goods" that go back to those named before."""
NO_HEADS = words("no_goods_heads", "measures")
_INTO = frozenset(["into", "to", "entering", "in"])
_FROM = frozenset(["from", "of", "by"])
_APPOSED = frozenset(['"', "a", "an", "its", "their"])
"""Words after a comma that begin what something is called, and no next goods: "soya, its main crop"."""
_CLAIMS = frozenset(["that", "the", "a", "an", "it", "its", "he", "she", "they"])
_ABSTRACT = regex(r"(?:tion|sion|ness|ity|ism|ance|ence|(?:er|or|ner|citizen)ship)s?$")
_SOLID = words("solid_goods", "measures")
_SPANS = frozenset(["year", "month", "day", "week", "quarter", "annum"])
_SAID_OF = frozenset(["related", "involved", "mentioned", "described", "scheduled", "identified"])
"""Participles that end a phrase and name no goods: "firms involved"."""
_MADE_THERE = MADE | {"originating", "those", "exporters", "producers", "makers", "manufacturers"}
_KEEP = frozenset(["-", "'s", '"', "/", "&"])


@dataclass(frozen=False)
class Falls:
    """What a phrase names: ``goods``, economies they come from and go to, everybody, and what is let off.

    ``theirs`` says that the goods are those of whom "its" goes back to.

    ``whole`` says that it names goods as such: "all imports from Chile"; ``back`` that it goes back to countries;
    ``sold`` that its last words name who makes or sells them.
    """

    goods: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    dests: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    excluded_codes: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ours: bool = False
    theirs: bool = False
    everybody: bool = False
    whole: bool = False
    imports: bool = False
    exports: bool = False
    end: int = 0
    first: int = 0
    back: bool = False
    sold: bool = False


def _bounded(row: list[Mark], index: int, stop: int) -> bool:
    """Whether a quota divides the goods named at a mark: "the duty on imports above it"."""
    near = row[index + 2 : min(index + 6, stop)]
    return _next(row, index, stop) in _BOUNDING and any(
        m.kind == "amount" or m.lower in _BOUNDS for m in near
    )


def _between_flows(row: list[Mark], index: int, stop: int) -> bool:
    """Whether a mark only ties what flows: the "in" and "or" of "originating in or imported from", "imported by"."""
    before, word = row[index - 1].lower if index else "", row[index].lower
    if word == "by":
        return before in _FLOWING
    return (
        word in ("in", "or")
        and _next(row, index, stop) in ("or", *_FLOWING)
        and before in (*_FLOWING, "in", "from")
    )


def falls_on(row: list[Mark], at: int, stop: int, place: bool = True) -> Falls:  # noqa: PLR0912
    """Read a phrase from a mark on: "steel and copper imported from Brazil", "all countries but Chile"."""
    found, chunk = Falls(first=at), list[Mark]()
    into, out, index = False, False, past_share(row, at, stop)
    while index < stop:
        mark, word = row[index], row[index].lower
        if chunk and hyphened(row, index):
            chunk.append(mark)
        elif mark.kind == "party":
            _party(found, chunk, row, index, into, out)
            if not (index + 1 < stop and row[index + 1].kind in ("good", "word", "act")):
                flush(found, chunk, out)
        elif word in _FLOWING:
            found.imports = found.imports or word == "imported"
            flush(found, chunk, out)
            into = into or word == "entering"
            if word in _WORKED and _next(row, index, stop) == "from":
                index = _source(found, row, index + 2, stop)
                break
        elif _between_flows(row, index, stop):
            pass
        elif (turn := _turns(row, index, stop, place, into, out)) is not None:
            flush(found, chunk, out)
            more, into, out = turn
            index += more
        elif mark.kind in ("date", "lever") or (mark.kind == "amount" and not _counts(mark)):
            break
        elif mark.kind == "punct" and word not in _KEEP:
            if word == "(":
                index = _close(row, index, stop)
            elif not _past_punct(row, index, stop):
                break
            flush(found, chunk, out)
        elif word in ("and", "or"):
            flush(found, chunk, out)
            if not _goes_on(row, index + 1, stop, False):
                break
        elif word in AUX or _ends(row, index) or (word == "the" and chunk and row[index - 1] is chunk[-1]):
            break
        elif mark.kind not in ("amount", "aside"):
            _word(found, chunk, mark, row, index, stop)
        index += 1
    flush(found, chunk, out)
    found.end = index
    return found


def _past_punct(row: list[Mark], index: int, stop: int) -> bool:
    """Whether a phrase goes on past a comma, or past a dash before what it leaves out."""
    word, then = row[index].lower, _next(row, index, stop)
    if word in "\u2013\u2014":
        return then in _EXCEPT
    if word == "," and then == "the" and index + 2 < stop and row[index + 2].lower.endswith("est"):
        return False  # "on Lesotho, the poorest there"
    return word == "," and then not in _APPOSED and _goes_on(row, index + 1, stop)


def _ends(row: list[Mark], index: int) -> bool:
    """Whether a word ends a phrase, or another verb does."""
    mark = row[index]
    if mark.lower in _END and (mark.kind != "act" or mark.lower == "following"):
        return True
    return act_of(mark) is not None and _is_act(row, index)


def _turns(  # noqa: PLR0911
    row: list[Mark], index: int, stop: int, place: bool, into: bool, out: bool
) -> tuple[int, bool, bool] | None:
    """Read a word that turns a phrase: how many more marks it takes, whether destinations and exceptions follow.

    None where it turns nothing.
    """
    word, then = row[index].lower, _next(row, index, stop)
    if word in _EXCEPT or (word, then) in _BESIDES:
        return int((word, then) in _BESIDES), into, True
    if word in ("but", "bar", "save") and row[index - 1].lower in EACH:
        return 0, into, True
    if _is_aside(word, then):
        return 1, into, out
    if word == "with" and "exception" in (then, _next(row, index + 1, stop)):
        return 0, into, out
    if word == "to" and then == "and":
        return 1, True, out
    if word in ("including", "among", "such", "like", "notably", "especially", "particularly", "containing"):
        return int(word == "such" and then == "as"), into, out
    if word in _INTO and place and _party_near(row, index, stop):
        made_there = word == "in" and index > 0 and row[index - 1].lower in _MADE_THERE
        return 0, not made_there, out
    if word in ("from", "of", "between"):
        return 0, into and word == "of", out
    return (0, into, out) if row[index].kind == "company" else None


_WORKED = frozenset(["refined", "derived", "processed", "distilled", "made", "produced"])


def _source(found: Falls, row: list[Mark], at: int, stop: int) -> int:
    """Read what goods are made from, which names their origin and no goods; return where it ends."""
    inner = falls_on(row, at, stop)
    found.origins += [c for c in inner.origins if c not in found.origins]
    return inner.end


def _is_aside(word: str, after: str) -> bool:
    """Whether two words stand beside goods and name none: "that include", "a year"."""
    told = word in ("that", "which") and after in ("include", "includes", "included", "contain", "contains")
    return told or (word in ("a", "an", "per", "each", "every") and after in _SPANS)


def _next(row: list[Mark], index: int, stop: int) -> str:
    return row[index + 1].lower if index + 1 < stop else ""


def _is_act(row: list[Mark], index: int) -> bool:
    act = act_of(row[index])
    participle = index + 1 < len(row) and act is not None and act.form in ("both", "ing", "participle")
    if participle and row[index + 1].lower == "of":
        return True  # "firms in Peru accused of"
    leads = (
        row[index + 1 : index + 2] and row[index + 1].kind == "party" and row[index - 1].lower in ("of", "on")
    )
    adjective = participle and (
        bool(leads) or (row[index + 1].kind in ("good", "word") and row[index + 1].lower not in _END | {"by"})
    )
    return is_verb(row, index) and not adjective


def _counts(mark: Mark) -> bool:
    return getattr(mark.ref, "kind", "") in ("count", "quantity", "money", "specific")


def _close(row: list[Mark], index: int, stop: int) -> int:
    for step in range(index + 1, min(index + 12, stop)):
        if row[step].lower == ")":
            return step
    return index


_BEFORE = frozenset(["the", "all", "both", "some", "several", "certain", "military"])


def _party_near(row: list[Mark], index: int, stop: int) -> bool:
    """Whether a party follows a preposition, an article apart: "into the United States"."""
    step = index + 1
    while (
        step < stop
        and step < index + 4
        and (row[step].lower in _BEFORE or row[step].lower.isdigit() or _counts(row[step]))
    ):
        step += 1
    return step < stop and row[step].kind == "party"


def _party(found: Falls, chunk: list[Mark], row: list[Mark], index: int, into: bool, out: bool) -> None:
    party = party_of(row[index])
    others = index > 1 and row[index - 1].lower == "-" and row[index - 2].lower == "non"
    titled = party is not None and party.kind == "person" and bool(chunk)
    if titled:
        chunk.clear()
    if partners_of(row, index):
        found.everybody = True
        return
    if party is None or others or row[index].text[:7] == "Section" or (party.kind == "person" and not titled):
        return
    if titled or not party.codes:
        found.unknown.append(row[index].text)
        return
    near = [
        m.lower for m in row[index + 1 : index + 24] if m.kind != "party" and m.lower not in ("(", ")", "'s")
    ]
    into = into or (
        near[:1] == ["imports"]
        and near[:2] != ["imports", "from"]
        and bool({"from", "originating"} & {*near})
    )
    of = index - 1 - (row[index - 1].lower == "the")
    theirs = of > 0 and [row[of - 1].lower, row[of].lower] == ["imports", "of"]
    into = into or (theirs and {"of", "originating"} <= {*near})
    target = found.excluded_codes if out else found.dests if into else found.origins
    target += [c for c in party.codes if c not in target]


def _word(found: Falls, chunk: list[Mark], mark: Mark, row: list[Mark], index: int, stop: int) -> None:
    word = mark.lower
    if word == "our":
        found.ours = True
    if word in ("its", "their") and not found.goods and not found.origins:
        found.theirs = True
    if (
        word in _WHOLE
        and not chunk
        and row[index - 1].lower not in _SOME | _BACK
        and not _bounded(row, index, stop)
    ):
        found.whole = True
    if word in ("imports", "imported", "import"):
        found.imports = True
    if word in ("exports", "exported", "shipments", "sales"):
        found.exports = True
    then = row[index + 1] if index + 1 < stop else None
    plain = then is not None and then.kind in ("good", "word") and then.lower not in _END
    compound = hyphened(row, index + 2 if index + 2 < stop else 0)
    if mark.kind == "act" and word != "ships" and not (plain or compound):
        return
    if word in ("countries", "country", "nations", "partners", "world", "everyone", "everybody", "economies"):
        before = {m.lower for m in row[max(index - 3, 0) : index]}
        found.back = bool(before & _NAMED_BEFORE) and not before & {"other", "most", "many", "some"}
        every = bool(before & (_ALL | {"the", "trading", "nearly", "almost"}))
        named = row[index - 1].kind == "party"  # "the GCC countries"
        found.everybody = found.everybody or (every and not found.back and not named)
        chunk.clear()
        return
    if not chunk and mark.kind == "word" and is_adverb(mark):
        return
    if (
        word.replace(",", "").isdigit()
        or word in DETERMINERS
        or (word in GENERIC and not chunk and not hyphened(row, index + 2 if index + 2 < stop else 0))
        or word == "'s"
    ):
        return
    if not chunk:
        lead = row[index - 1].lower
        found.sold = lead in ("from", "by") or (found.sold and lead in ("and", ",", "or"))
    chunk.append(mark)


def flush(found: Falls, chunk: list[Mark], out: bool) -> None:
    """Name the goods that a run of marks tells, unless it names none."""
    while chunk and (chunk[0].lower in _KEEP or chunk[0].lower in GENERIC):
        chunk.pop(0)
    while chunk and (chunk[-1].lower in _KEEP or chunk[-1].lower in _END or chunk[-1].lower in _SAID_OF):
        chunk.pop()
    if chunk[1:] and chunk[-1].lower in _LEFT_OUT:
        chunk.pop()
        out = True  # "all goods, copper excluded"
    if chunk and (chunk[-1].lower in MAKERS or chunk[-1].lower.endswith("makers")):
        chunk[:] = [m for m in chunk[:-1] if m.kind == "good"]  # "Brazilian coffee exporters"
    plain = not any(m.kind == "good" for m in chunk)
    if chunk and plain and chunk[0].text[:1].isupper() and chunk[-1].lower in _WHOLE:
        found.whole = True
        chunk.clear()
    if plain and found.sold and all(m.text[:1].isupper() for m in chunk if m.text[:1].isalpha()):
        chunk.clear()  # "pipes from Hoa Phat"
    if chunk and plain and (is_abstract(chunk[-1].lower) or chunk[0].lower in _RULERS):
        chunk.clear()
    if len(chunk) <= 8 and any(m.kind == "good" or (m.text[:1].isalpha() and m.text[1:2]) for m in chunk):
        name = (
            " ".join(m.lower for m in chunk)
            .replace(" - and ", "- and ")
            .replace(" - ", "-")
            .replace(" 's", "'s")
        )
        target = found.excluded if out else found.goods
        if name not in target:
            target.append(name)
    chunk.clear()


MAKERS = frozenset(["producers", "exporters", "manufacturers", "makers", "growers", "suppliers"])
_LEFT_OUT = frozenset(["excluded", "excepted", "exempted", "apart", "aside"])
_RULERS = words("rulers", "measures")
"""Who speaks or travels, and is no goods: "the Swiss president heads to"."""


def is_abstract(word: str) -> bool:
    """Whether a noun names no goods by what it is or by its ending: "conclusion", "ability"."""
    return word in NO_HEADS or bool(_ABSTRACT.search(word) and word not in _SOLID)


def _goes_on(row: list[Mark], at: int, stop: int, comma: bool = True) -> bool:  # noqa: PLR0911
    """Whether a list of goods or economies goes on after a comma or "and"."""
    step, seen = at, 0
    pair = [getattr(row[i].ref, "kind", "") for i in (at - 2, at)] if 1 < at < len(row) else []
    if pair == ["adjective", "adjective"]:
        return True  # "on Canadian and Mexican goods took effect"
    while step < stop and seen < 9:
        mark, word = row[step], row[step].lower
        if (mark.kind == "punct" and word in ",.;:)") or word in ("and", "or"):
            return seen > 0 or (word in ("and", "or") and _goes_on(row, step + 1, stop, False))
        if word in AUX or (mark.kind == "date" and seen > 1 and row[step - 1].lower in _FROM_WHEN):
            return seen > 0 and not comma
        if mark.kind == "date" and seen and row[step - 1].kind == "party":
            return True
        if act_of(mark) and seen and _next(row, step, stop) == "of":
            return True  # "firms in Peru and Oman accused of"
        if mark.kind in ("amount", "date", "lever") or (act_of(mark) and _is_act(row, step)):
            return False
        if seen == 0 and mark.kind == "word" and word.endswith("ing") and _next(row, step, stop) in _CLAIMS:
            return False
        if (word in _END and word not in ("from", "for", "in", "imported", "of", "under", "made")) or (
            seen == 0 and (word in _END or word in ("he", "she", "it", "they", "but", "according"))
        ):
            excepts = word == "with" and "exception" in [m.lower for m in row[step + 1 : step + 3]]
            return (
                (excepts or word in ("except", "excluding", "including", "from", "imported", "such"))
                and seen == 0
            ) or (seen > 0 and not comma)
        seen += 1
        step += 1
    return seen > 0


_FROM_WHEN = frozenset(["from", "on", "in", "until", "by", "since"])
