"""Who imposes a measure, and on whom: from the noun phrase, the verb's subject, the agent, the context."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accord.docket.cues import clause
from accord.docket.flows import goods_flow, joined
from accord.docket.reading import Actor, Reading
from accord.docket.rules import expression, rule_file, words
from accord.docket.subjects import can_act, coordinated, goes_back, president_of, subject
from accord.docket.targets import Phrase, faced, find_target, for_all, nearby, on_product
from accord.docket.tokens import Sentence

_I = re.IGNORECASE
_RULES = rule_file("parties")
_ACTS = expression(rf"\b(?:{_RULES['verbs_of_measures']})(?:e|ed|es|ing|s|d)?\b")
_IN_PHRASE = words("in_a_measure_phrase")
_ON = words("before_a_target")
_CHANGES = words("changes_a_tariff")
_ASKS = words("asks")
_TOGETHER = expression(_RULES["both_of_two"])
_PLACED = expression(_RULES["placed"])
_HE_PLACED = expression(rf"\s+(?:that\s+|which\s+)?(?P<who>he|she|it|they)\s+{_RULES['placed']}")
_OWN = expression(_RULES["own"])
_MADE_BY = re.compile(
    r"\b(?:tariffs|duties|measures|levies|taxes),?\s+(?:which\s+were\s+)?(?:announced|imposed|unveiled|introduced|issued)\s+by\s+"
    r"(?:the\s+)?$",
    _I,
)
_OF_HIS_COUNTRY = re.compile(
    r"\b(?:his|her|its|their)\s+(?:own\s+)?(?:country|nation|government|administration)'s\s+(?:\w+\s+){0,2}$",
    _I,
)
_DECISION = expression(_RULES["decision"])
_GOVERNMENT = expression(_RULES["government"])
_SAYS = expression(_RULES["says"])
_PRONOUN = re.compile(r"(?:It|They)\b")
_CHARGES = words("charges", "parties")
_MADE = words("made_by", "parties")
_SUFFERING = words("suffering", "parties")


@dataclass(frozen=True)
class Parties:
    """Imposing economies and targets, and how each was found."""

    imposing: tuple[str, ...]
    target: tuple[str, ...]
    how: str

    @property
    def told(self) -> bool:
        """Whether the sentence itself names the author."""
        return bool(self.imposing) and "context" not in self.how


def find_parties(
    reading: Reading,
    sentence: Sentence,
    start: int,
    end: int,
    known: Parties | None = None,
    noun_end: int | None = None,
    kind: str = "import",
) -> Parties:
    """Return who imposes and who is targeted by the measure named at ``start`` to ``end`` of the text.

    ``kind`` is "import" (tariffs, quotas: the buyer imposes), "export" (the seller does), "deal" (purchases,
    investments: between two economies) or "other". ``known`` are the parties of the measure before, which
    "those tariffs" and "the rate" refer to.
    """
    first, last = sentence.token_at(start), sentence.token_at(end - 1) + 1
    actors = reading.actors(sentence)
    base = sentence.start
    span = clause(sentence.text, start - base, end - base)
    flow = goods_flow(sentence, actors, *span)
    before = reading.sentences[sentence.number - 1] if sentence.number else None
    phrase = Phrase(
        sentence, actors, first, last, flow, kind, span, *goes_back(reading, before), president_of(reading)
    )
    if _TOGETHER.search(sentence.text[: phrase.at]) and len(reading.pair) == 2:
        return Parties(reading.pair, (), "both of the two")
    suffers = faced(phrase) if kind != "deal" else ()
    inner = sentence.token_at(noun_end - 1) + 1 if noun_end else last
    all_of_them = for_all(phrase)
    target = () if all_of_them else find_target(phrase, suffers, inner)
    how, imposing = _author(phrase, suffers, target)
    target = tuple(c for c in target if c not in imposing)
    if imposing and not target and not all_of_them:
        target = nearby(phrase, imposing)
    return _settle(reading, phrase, imposing, target, how, None if all_of_them else known)


_SURE = ("verb", "by", "clause", "noun phrase", "where the goods go")


def _author(phrase: Phrase, suffers: tuple[str, ...], target: tuple[str, ...]) -> tuple[str, list[str]]:
    """Return the rule that finds the author, and whom it finds."""
    finders = (
        ("request", _asked),
        ("verb", _verb),
        ("by", _agent),
        ("whose investment", _investor),
        ("clause", _relative),
        ("noun phrase", _modifier),
        ("his country", _own_country),
        ("where the goods go", _side),
        ("decision", _decided),
        ("subject", subject),
    )
    for how, finder in finders:
        codes = [c for c in finder(phrase) if c not in suffers]
        imposing = [c for c in codes if c not in target] or (codes if how in _SURE else [])
        if imposing:
            return how, imposing
    return "context", []


def _settle(
    reading: Reading,
    phrase: Phrase,
    imposing: list[str],
    target: tuple[str, ...],
    how: str,
    known: Parties | None,
) -> Parties:
    """Fill what the sentence leaves open: the measure before, the speaker, the report's main economies."""
    pair = reading.pair
    if not imposing and _GOVERNMENT.search(phrase.sentence.text[: phrase.at]):
        imposing = [c for c in _speaker(phrase) if c not in target]
        how = f"{how}: the government of who tells of it"
    if not imposing and known:
        turned = bool(target) and set(known.imposing) <= set(target)
        imposing = [c for c in (known.target if turned else known.imposing) if c not in target]
        how = f"{how}: as the measure before"
    if not imposing and target and phrase.kind != "deal":
        imposing = [c for c in _speaker(phrase) if c not in target]
        how = f"{how}: who tells of it"
    if not imposing and len(target) == 1 and target[0] in pair:
        imposing = [c for c in pair if c not in target]
        how = f"{how}: the other main economy"
    if not imposing:
        imposing = [c for c in reading.common if c not in target][:1]
        how = f"{how}: the economy named most"
    if not target and known and set(known.imposing) == set(imposing):
        target = known.target
    between = phrase.kind in ("import", "deal") and not for_all(phrase)
    if not target and len(imposing) == 1 and imposing[0] in pair and between:
        named = {a.code for a in phrase.actors}
        target = tuple(c for c in pair if c not in imposing and (c in named or not on_product(phrase)))
    return Parties(tuple(imposing), target, how)


def _side(phrase: Phrase) -> list[str]:
    """Return who buys the goods a tariff meets, who sells those an export ban does."""
    flow = phrase.flow
    if phrase.kind == "import" and flow.buyers:
        return list(flow.buyers)
    return list(flow.sellers) if phrase.kind == "export" and flow.buyers else []


def _own_country(phrase: Phrase) -> list[str]:
    """Return whose country it is: "Morales said her country's 30% tariff"."""
    left = [a for a in phrase.actors if a.last <= phrase.first]
    if not _OF_HIS_COUNTRY.search(phrase.sentence.text[: phrase.at]):
        return []
    people = [a.code for a in left if a.kind == "person"] or [a.code for a in left]
    return people[-1:] or [c for c in (phrase.he or phrase.it,) if c]


def _asked(phrase: Phrase) -> list[str]:
    """Find whom a request goes to: "To Lam asked Washington to lift limits"."""
    sentence = phrase.sentence
    for actor in reversed([a for a in phrase.actors if a.last < phrase.first]):
        asked = sentence.after(actor.last) == "to" and set(sentence.before(actor.first, 3).split()) & _ASKS
        if asked and sentence.after(actor.last + 1) not in _SUFFERING:
            return [actor.code]
    return []


def _verb(phrase: Phrase) -> list[str]:
    """Find the subject where the measure is itself named by a verb: "China would buy", "banned exports"."""
    sentence, first = phrase.sentence, phrase.first
    noun = sentence.after(first + 1) in ("on", "against", "of", "by")
    passive = sentence.before(first) in ("was", "were", "be", "been", "being")
    if noun or passive or not _ACTS.fullmatch(sentence.tokens[first].text):
        return []
    if beside := next((a for a in phrase.actors if a.last == first), None):
        return [beside.code]
    left = [a for a in phrase.actors if a.last <= first and can_act(phrase, a)]
    if left and _OWN.search(sentence.text[: phrase.at]):
        return [left[0].code]
    going_back = _OWN.search(sentence.text[: phrase.at]) or _PRONOUN.match(sentence.text)
    goes_back = [phrase.it] if phrase.it and going_back else []
    return coordinated(sentence, left) if left else goes_back


def _agent(phrase: Phrase) -> list[str]:
    """ "tariffs levied by the United States"."""
    sentence, last = phrase.sentence, phrase.last
    for actor in phrase.actors:
        at = sentence.tokens[actor.first].start - sentence.start
        if actor.last <= phrase.first and _MADE_BY.search(sentence.text[max(at - 60, 0) : at]):
            return _forward(phrase, actor)
        lead = sentence.before(actor.first, 2)
        verb = sentence.before(actor.first - (2 if lead.endswith(" the") else 1), 1)
        if (
            last <= actor.first <= last + 12
            and "by" in lead.split()
            and verb not in _MADE
            and (verb.endswith("ed") or verb in ("set", "put"))
        ):
            return _forward(phrase, actor)
    return []


def _investor(phrase: Phrase) -> list[str]:
    """ "a $350 billion investment from Seoul", "South Korean investments of"."""
    sentence = phrase.sentence
    if not sentence.tokens[phrase.first].lower.startswith("investment"):
        return []
    for actor in phrase.actors:
        lead = sentence.before(actor.first, 2).removesuffix(" the").split()[-1:]
        after = phrase.last <= actor.first <= phrase.last + 3 and lead and lead[0] in ("from", "by")
        alone = not any(a.last < actor.first and can_act(phrase, a) for a in phrase.actors)
        if after or (actor.last == phrase.first and alone):
            return [actor.code]
    return []


def _forward(phrase: Phrase, actor: Actor) -> list[str]:
    """An actor and those joined to it after it: "by the United States and Canada"."""
    codes, at = [actor.code], actor
    for other in phrase.actors:
        if other.first >= at.last and joined(phrase.sentence, at.last, other.first):
            codes.append(other.code)
            at = other
    return list(dict.fromkeys(codes))


def _modifier(phrase: Phrase) -> list[str]:
    """ "US tariffs", "Washington's 25 % duty", "US-imposed tariffs": the owner inside the noun phrase."""
    sentence, at = phrase.sentence, phrase.first
    by_end = {a.last: a for a in phrase.actors}
    while at > 0 and phrase.first - at < 9:
        if at in by_end:
            actor = by_end[at]
            before = sentence.before(actor.first, 1)
            if at == phrase.first and sentence.before(actor.first, 2) in _CUT_IN:
                return [actor.code]
            if before in ("on", "against", "from", "to", "for", "of", "with", "in") and not (
                before in ("to", "for", "of", "with", "in", "from")
                and actor.kind in ("adjective", "place", "economy")
                and at != phrase.first - 1
            ):
                return []
            if before == "-" and actor.first >= 2:
                other = by_end.get(actor.first - 1)
                return [other.code] if other else [actor.code]
            return _unless_object(phrase, actor)
        word = sentence.tokens[at - 1].lower
        if word not in _IN_PHRASE and not word.replace(",", "").replace(".", "").isdigit():
            return []
        at -= 1
    return []


_CUT_IN = frozenset(f"{word} in" for word in words("changes_in", "parties"))


def _unless_object(phrase: Phrase, actor: Actor) -> list[str]:
    """Return the modifier's economy, or another that changes it: "Washington to cut Swiss tariff"."""
    sentence, at = phrase.sentence, actor.first
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
        left = [a for a in phrase.actors if a.last < at and can_act(phrase, a) and a.code != actor.code]
        if left:
            return [left[-1].code]
    return [actor.code]


def _relative(phrase: Phrase) -> list[str]:
    """Find the author in a relative clause: "the tariff that Washington has placed on"."""
    sentence, last = phrase.sentence, phrase.last
    if pronoun := _HE_PLACED.match(sentence.text[phrase.end :]):
        code = phrase.he if pronoun["who"] in ("he", "she") else phrase.it
        return [code] if code else []
    for actor in phrase.actors:
        if last <= actor.first <= last + 22 and not actor.is_place:
            lead = (
                sentence.before(actor.first, min(actor.first - last, 3))
                .removesuffix(" the")
                .removesuffix(" president")
            )
            relative = actor.first <= last + 2 or lead.endswith((" that", " which", "that", "which"))
            other = set(sentence.before(actor.first, actor.first - last).split()) & _CHARGES
            if (
                relative
                and not other
                and not set(lead.split()) & _ON
                and _PLACED.match(sentence.after(actor.last, 5))
            ):
                return [actor.code]
    return []


def _decided(phrase: Phrase) -> list[str]:
    """Find whose decision it is: "the U.S. decision to impose", "Trump's threat of"."""
    text, base = phrase.sentence.text, phrase.sentence.start
    for actor in reversed([a for a in phrase.actors if a.last <= phrase.first]):
        end = phrase.sentence.tokens[actor.last - 1].end - base
        match = _DECISION.match(text[end : phrase.at])
        if match:
            return [actor.code]
    return []


def _speaker(phrase: Phrase) -> list[str]:
    """Return the economy of whoever the sentence quotes: "duties will be imposed, Trump said"."""
    text, base = phrase.sentence.text, phrase.sentence.start
    for actor in phrase.actors:
        end = phrase.sentence.tokens[actor.last - 1].end - base
        if _SAYS.match(text[end : end + 60]) and not actor.is_place:
            return [actor.code]
    return []
