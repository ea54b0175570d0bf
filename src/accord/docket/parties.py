"""Who imposes a measure, and on whom: from the noun phrase, the verb's subject, the agent, the context."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from accord.docket.reading import Actor, Reading
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_IN_PHRASE = words("in_a_measure_phrase")
_ON = words("before_a_target")
_AGENT = re.compile(r"\b(?:by|from)\s+(?:the\s+)?$", re.IGNORECASE)
_FACES = re.compile(
    r"\b(?:faces?|faced|facing|pays?|paid|paying|subject(?:ed)?\s+to|hit\s+(?:with|by)|"
    r"slapped\s+with|struck\s+by|confront(?:s|ed|ing)?|bears?|"
    r"enjoys?|get|gets|got|receives?|received|secured?|won|wins?|accept(?:s|ed)?|avoid(?:s|ed)?|"
    r"hurt\s+by|stung\s+by|threatened\s+with|(?:was|were|is|are|be|been|"
    r"being)\s+charged)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\b(?:impos|lev(?:y|ie)|slap|plac|put|set|charg|appl|rais|hik|increas|lift|doubl|"
    r"tripl|lower|cut|reduc|slash|trim|remov|scrap|drop|waiv|"
    r"eliminat|suspend|paus|delay|extend|threaten|halv|answer|announc|propos|introduc|hit|"
    r"collect|admit|unveil|keep|maintain|restrict|ban|bann|curb|tighten|halt|stop|block|"
    r"bar|barr|"
    r"limit|sanction|blacklist|order|approv|sign|plan|adopt|launch|consider|weigh|vow|"
    r"warn|allow|renew|reimpos|bring|brought|agree|pledg|promis|commit|buy|purchas|invest|"
    r"respond|retaliat|end|replac|eas|relax|grant|exempt|open|offer|liberalis|liberaliz|outlaw|forbid|prohibit|manag)(?:e|ed|es|ing|s|d)?\b",
    re.IGNORECASE,
)  # fmt: skip


_WORLD = re.compile(
    r"\b(?:all\s+(?:countries|nations|imports|trading\s+partners|destinations)|global|"
    r"worldwide|every\s+country|all\s+foreign|any\s+country|the\s+world)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Parties:
    """Imposing economies and targets, and how each was found."""

    imposing: tuple[str, ...]
    target: tuple[str, ...]
    how: str


def find_parties(
    reading: Reading,
    sentence: Sentence,
    start: int,
    end: int,
    known: Parties | None = None,
    noun_end: int | None = None,
    pairwise: bool = True,
) -> Parties:
    """Return who imposes and who is targeted by the measure named at ``start`` to ``end`` of the text.

    ``pairwise`` measures are between two economies unless the text says otherwise. ``known`` are the
    parties of the measure before, which "those tariffs" and "the rate" refer to.
    """
    first, last = sentence.token_at(start), sentence.token_at(end - 1) + 1
    actors = reading.actors(sentence)
    faced = _faced(sentence, actors, first)
    inner = sentence.token_at(noun_end - 1) + 1 if noun_end else last
    target = (
        faced or _after_preposition(sentence, actors, inner) or _after_preposition(sentence, actors, last)
    )
    if (pair := _pair_or_route(reading, sentence, actors, first, bool(faced))) is not None:
        return pair
    worldwide = not pairwise or bool(_WORLD.search(sentence.text))
    finders = (
        ("request", _asked),
        ("verb", _verb),
        ("by", _agent),
        ("clause", _relative),
        ("noun phrase", _modifier),
        ("subject", _subject),
    )
    for how, finder in finders:
        codes = finder(sentence, actors, first, last)
        if faced:
            codes = [c for c in codes if c not in faced]
        imposing = [c for c in codes if c not in target] or ([] if faced else codes)
        if imposing:
            target = tuple(c for c in target if c not in imposing) or _owner(
                sentence, actors, first, last, imposing
            )
            return _settle(reading, imposing, target, how, known, worldwide)
    return _settle(reading, [], target, "context", known, worldwide)


def _pair_or_route(
    reading: Reading, sentence: Sentence, actors: list[Actor], first: int, faced: bool
) -> Parties | None:
    """Read "the two countries agreed to invest", and goods that go from one economy to another."""
    before = sentence.text[: sentence.tokens[first].start - sentence.start]
    if _TOGETHER.search(before) and len(reading.pair) == 2:
        return Parties(reading.pair, (), "both of the two")
    route = _route(sentence, actors)
    if route is not None and (faced or _FREE_OF.search(sentence.text)):
        return Parties((route[1],), (route[0],), "exports from one to the other")
    return None


def _settle(
    reading: Reading,
    imposing: list[str],
    target: tuple[str, ...],
    how: str,
    known: Parties | None,
    worldwide: bool,
) -> Parties:
    """Fill what the sentence leaves open: the measure before, then the report's two main economies."""
    pair = reading.pair
    if not imposing and known:
        imposing = [c for c in known.imposing if c not in target]
        how = f"{how}: as the measure before"
    if not imposing and len(target) == 1 and target[0] in pair:
        imposing = [c for c in pair if c not in target]
        how = f"{how}: the other main economy"
    if not imposing:
        imposing = [c for c in reading.common if c not in target][:1]
        how = f"{how}: the economy named most"
    if not target and known and set(known.imposing) == set(imposing):
        target = known.target
    if not target and len(imposing) == 1 and imposing[0] in pair and not worldwide:
        target = tuple(c for c in pair if c not in imposing)
    return Parties(tuple(imposing), target, how)


_FREE_OF = re.compile(r"\b(?:free\s+(?:of|from)|duty-free|tariff-free)\b", re.IGNORECASE)


_TOGETHER = re.compile(
    r"\b(?:the\s+two|both|each)\s+(?:countries|country|sides?|governments?|nations?|economies)\s+(?:\w+\s+){0,3}?"
    r"(?:plan\w*|agree\w*|will|would|are|is|pledg\w*|commit\w*|intend\w*)\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)


def _route(sentence: Sentence, actors: list[Actor]) -> tuple[str, str] | None:
    """Return seller and buyer of "American exports to Indonesia", "goods from India to the United States"."""
    for seller, buyer in pairwise(actors):
        between = sentence.before(buyer.first, buyer.first - seller.last)
        if re.fullmatch(
            r"(?:'s )?(?:exports?|goods|products|exporters|shipments|sales)? ?(?:\w+ ){0,2}?to(?: the)?",
            between,
        ) and (
            "export" in between
            or "goods" in between
            or sentence.before(seller.first, 2) in ("goods from", "exports from")
        ):
            return seller.code, buyer.code
    return None


_ASKS = words("asks")


def _asked(sentence: Sentence, actors: list[Actor], first: int, last: int) -> list[str]:
    """Find whom a request goes to: "To Lam asked Washington to lift limits"."""
    for actor in reversed([a for a in actors if a.last < first]):
        if sentence.after(actor.last) == "to" and set(sentence.before(actor.first, 2).split()) & _ASKS:
            return [actor.code]
    return []


def _verb(sentence: Sentence, actors: list[Actor], first: int, last: int) -> list[str]:
    """Find the subject where the measure is itself named by a verb: "China would buy", "banned exports"."""
    head = sentence.tokens[first]
    noun = sentence.after(first + 1) in ("on", "against", "of", "by")
    if (
        noun
        or not _ACTS.fullmatch(head.text)
        or sentence.before(first) in ("was", "were", "be", "been", "being")
    ):
        return []
    if beside := next((a for a in actors if a.last == first), None):
        return [beside.code]
    left = [a for a in actors if a.last <= first and _can_act(sentence, a)]
    return _coordinated(sentence, left) if left else []


def _faced(sentence: Sentence, actors: list[Actor], first: int) -> tuple[str, ...]:
    """ "India faces 50 per cent tariffs": the subject of such a verb is the target."""
    base = sentence.start
    upto = sentence.tokens[first].start - base
    hits = list(_FACES.finditer(sentence.text, max(upto - 90, 0), upto))
    if not hits or _ACTS.search(sentence.text, hits[-1].end(), upto):
        return ()
    at = sentence.token_at(base + hits[-1].start())
    left = [a for a in actors if a.last <= at and not a.is_place and a.kind != "person"]
    return (left[-1].code,) if left else ()


def _agent(sentence: Sentence, actors: list[Actor], first: int, last: int) -> list[str]:
    """ "tariffs levied by the United States"."""
    for actor in actors:
        lead = sentence.before(actor.first, 2)
        verb = sentence.before(actor.first - (2 if lead.endswith(" the") else 1), 1)
        if (
            last <= actor.first <= last + 12
            and lead.split()[-1:]
            and ("by" in lead.split())
            and (verb.endswith("ed") or verb in ("set", "put"))
        ):
            return [actor.code]
    return []


def _modifier(sentence: Sentence, actors: list[Actor], first: int, last: int) -> list[str]:
    """ "US tariffs", "Washington's 25 % duty", "US-imposed tariffs": the owner inside the noun phrase."""
    at = first
    by_end = {a.last: a for a in actors}
    while at > 0 and first - at < 9:
        if at in by_end:
            actor = by_end[at]
            before = sentence.before(actor.first, 1)
            if at == first and sentence.before(actor.first, 2) in _CUT_IN:
                return [actor.code]
            if before in ("on", "against", "from", "to", "for", "of", "with", "in") and not (
                before in ("to", "for", "of", "with", "in") and actor.kind in ("adjective", "place")
            ):
                return []
            if before == "-" and actor.first >= 2:
                other = by_end.get(actor.first - 1)
                return [other.code] if other else [actor.code]
            return _unless_object(sentence, actors, actor)
        word = sentence.tokens[at - 1].lower
        if word not in _IN_PHRASE and not word.replace(",", "").replace(".", "").isdigit():
            return []
        at -= 1
    return []


_CUT_IN = frozenset(
    f"{change} in"
    for change in (
        "cut",
        "cuts",
        "reduction",
        "rise",
        "increase",
        "hike",
        "drop",
        "relief",
        "change",
        "changes",
    )
)
_PLACED = re.compile(
    r"(?:has|have|had|would|will|is|was|also|later|first|now|recently|already|\s)*"
    r"(?:imposed|placed|put|levied|announced|introduced|threatened|slapped|raised|applied|"
    r"imposes|levies|charges|charged|applies|collects|set|planned|plans|proposed|unveiled|"
    r"suspended|paused|brought)\b"
)


_CHANGES = words("changes_a_tariff")


def _unless_object(sentence: Sentence, actors: list[Actor], actor: Actor) -> list[str]:
    """Return the modifier's economy, or another that changes it: "Washington to cut Swiss tariff"."""
    at = actor.first
    while at > 0 and sentence.tokens[at - 1].lower in (
        "the",
        "all",
        "its",
        "most",
        "some",
        "existing",
        "new",
    ):
        at -= 1
    if at > 0 and sentence.tokens[at - 1].lower in _CHANGES and actor.kind != "institution":
        left = [a for a in actors if a.last < at and _can_act(sentence, a) and a.code != actor.code]
        if left:
            return [left[-1].code]
    return [actor.code]


def _relative(sentence: Sentence, actors: list[Actor], first: int, last: int) -> list[str]:
    """Find the author in a relative clause: "the tariff that Washington has placed on"."""
    for actor in actors:
        if last <= actor.first <= last + 22 and not actor.is_place:
            lead = (
                sentence.before(actor.first, min(actor.first - last, 3))
                .removesuffix(" the")
                .removesuffix(" president")
            )
            relative = actor.first <= last + 2 or lead.endswith((" that", " which", "that", "which"))
            if relative and not set(lead.split()) & _ON and _PLACED.match(sentence.after(actor.last, 5)):
                return [actor.code]
    return []


def _subject(sentence: Sentence, actors: list[Actor], first: int, last: int) -> list[str]:
    """The subject of the verb that governs the measure: the nearest actor left of it that is not a place."""
    base = sentence.start
    upto = sentence.tokens[first].start - base
    verbs = list(_ACTS.finditer(sentence.text, 0, upto))
    for verb in reversed(verbs):
        at = sentence.token_at(base + verb.start())
        if re.search(
            r"\b(?:was|were|be|been|being|are|is)\s+(?:\w+ly\s+)?$",
            sentence.text[max(verb.start() - 25, 0) : verb.start()],
        ) and verb[0].endswith(("ed", "cut", "put", "set")):
            continue
        left = [a for a in actors if a.last <= at and _can_act(sentence, a)]
        if left and _OWN.search(sentence.text[max(verb.start() - 40, 0) : verb.start()]):
            return [left[0].code]
        if left:
            return _coordinated(sentence, left)
    return []


_OWN = re.compile(
    r"\b(?:he|she|it|they|(?:his|her|its|their)\s+(?:\w+\s+)?(?:country|kingdom|"
    r"government|nation|administration|economy|state))\s+"
    r"(?:(?:had|has|have|would|will|was|is|were|also|could|might|may)\s+)*$",
    re.IGNORECASE,
)


def _can_act(sentence: Sentence, actor: Actor) -> bool:
    before = sentence.before(actor.first, 1)
    follows = sentence.after(actor.last, 1)
    if any(m.first == actor.last for m in sentence.things) or follows in _GOODS:
        return False
    if actor.kind in ("person", "institution"):
        return before not in ("with", "to", "on", "from") or follows in ("to",)
    if actor.kind == "adjective":
        return before not in _ON and follows not in (
            "goods",
            "imports",
            "exports",
            "products",
            "steel",
            "cars",
        )
    return (
        not actor.is_place
        and before not in _ON | {"with", "of", "between", "over", "by"}
        and sentence.before(actor.first, 2) not in ("with the", "of the", "on the", "from the")
    )


_GOODS = words("goods")


def _coordinated(sentence: Sentence, left: list[Actor]) -> list[str]:
    """The nearest actor, and those joined to it by "and" or commas."""
    codes = [left[-1].code]
    for before, actor in zip(reversed(left[:-1]), reversed(left[1:]), strict=True):
        between = sentence.before(actor.first, actor.first - before.last).replace("the", "").split()
        if between not in (["and"], [","], [",", "and"]) or before.kind == "adjective":
            break
        codes.insert(0, before.code)
    return list(dict.fromkeys(codes))


def _after_preposition(sentence: Sentence, actors: list[Actor], last: int) -> tuple[str, ...]:
    """ "on goods from Brazil", "for South Korea", "on Mexico, Canada and China"."""
    tokens = sentence.tokens
    at = last - 1 if last > 0 and tokens[last - 1].lower in _ON else last
    reach = 4
    while at < len(tokens) and at < last + reach and tokens[at].lower not in _ON:
        if tokens[at].text in ".;" or tokens[at].lower in ("after", "when", "by"):
            return ()
        reach = 10 if tokens[at].lower in ("that", "which") else reach
        at += 1
    if at >= len(tokens) or tokens[at].lower not in _ON:
        return ()
    found: list[Actor] = []
    for actor in actors:
        if actor.first <= at or actor.kind == "person":
            continue
        if (not found and actor.first <= at + 10 and not _crosses(sentence, at + 1, actor.first)) or (
            found and _joined(sentence, found[-1].last, actor.first)
        ):
            found.append(actor)
    return tuple(dict.fromkeys(a.code for a in found))


def _crosses(sentence: Sentence, first: int, last: int) -> bool:
    words = sentence.before(last, last - first).split()
    return any(
        w
        in (
            "that",
            "which",
            "after",
            "when",
            "by",
            "if",
            "over",
            "but",
            "said",
            "while",
            ";",
            "as",
            "because",
            "in",
        )
        for w in words
    )


def _joined(sentence: Sentence, first: int, last: int) -> bool:
    return (
        set(sentence.before(last, last - first).split()) <= {"and", ",", "the", "or", "'s"} and last > first
    )


def _owner(
    sentence: Sentence, actors: list[Actor], first: int, last: int, imposing: list[str]
) -> tuple[str, ...]:
    """An economy after the measure that is not its author: "will admit Chinese cars"."""
    near = [
        a
        for a in actors
        if a.code not in imposing
        and a.kind in ("adjective", "economy")
        and (abs(a.first - last) < 18 or first <= a.first < last)
        and not _crosses(sentence, min(last, a.first), max(first, a.first))
        and not a.is_place
    ]
    return (near[0].code,) if near else ()
