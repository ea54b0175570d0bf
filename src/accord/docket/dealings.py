"""Dealings between two economies: purchases and investments that are promised, energy that is bought."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.amounts.before import Amount, money, quantities
from accord.docket.building import build
from accord.docket.cues import cues
from accord.docket.following import Found
from accord.docket.parties import Parties
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

_I = re.IGNORECASE
_BUY = re.compile(
    r"(?<!-)\b(?:(?:buy|purchas|import|procur)(?:e|es|ed|ing|s)?|bought|take\s+delivery\s+of|(?:purchases|imports|procurement)\s+of|purchases|orders?(?=\s+for\s)|"
    r"order(?:s|ed)?\s+(?:(?:for|of|worth|up\s+to|at\s+least|about|some|another)\s+)*(?=US\$|\$|\u20ac|\d))\b",
    _I,
)
_INVEST = re.compile(
    r"\binvest(?:s|ed|ing|ments?)?\b(?!\s+(?:deals?|agreements?|funds?|pacts?|ties|treat\w+|banks?|climate|committee|"
    r"vehicle|relations|partnership|accord))|\b(?:put(?:ting)?|pour(?:ing)?|spend(?:ing)?|commit(?:ting)?)\s+"
    r"(?:(?:at\s+least|about|some|up\s+to|as\s+much\s+as|more\s+than|an?\s+additional|an?\s+further)\s+)*(?=US\$|\$|\u20ac|\u00a3)",
    _I,
)
_NOUNS = (
    "investment",
    "investments",
    "purchases",
    "purchases of",
    "imports",
    "imports of",
    "order",
    "orders",
)
_SUPPLY = re.compile(
    r"\b(?:suppl(?:y|ies)|deliver|sell|provide|ship|export)\s+(?:(?:about|some|up\s+to|at\s+least|around|an?\s+"
    r"additional|more\s+than)\s+)*(?=(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)\b)",
    _I,
)
_FIRM = re.compile(
    r"\b(?:(?:is|are)\s+to\b|plan(?:s|ned|ning)?\b|agree|pledg|commit|promis|will|intend|vow|undert|"
    r"order|provision|includ|sign|deal|contract|announc|would|aim|offer)\w*\b",
    _I,
)
_OIL = r"(?:oil|crude|gas|LNG|energy|coal|uranium|fuel)"
_FOREIGN_OIL = re.compile(
    rf"\b(?:purchas(?:e|es|ing)|buy(?:s|ing)?|imports?|importing|"
    rf"bought)\s+(?:of\s+)?(?:\w+\s+){{0,2}}?(?P<a>[A-Z]\w+)\s+{_OIL}\b|"
    rf"\b(?P<b>[A-Z]\w+)\s+{_OIL}\s+(?:purchases|imports|buying)\b"
)
_APART = re.compile(
    r";|\b(?:while|but|whereas|compared|from|invest|with|capped|estimated|valued|investing|buy|buying|purchase)\b"
)
_WORTH = re.compile(r"[^;.]{0,40}(?:\bworth\b|\bvalued\s+at\b|\bfor\b|\()[^;.\d$]{0,20}$", _I)
_IN_INVESTMENT = re.compile(
    r"\s+(?:(?:in|of|worth|total|new|foreign|direct|joint|planned|state|private|energy|oil|gas|farm|agricultural|"
    r"(?-i:[A-Z][\w.]+))\s+)*$",
    _I,
)
_BARRED = re.compile(
    r"\b(?:block|limit|bann?|restrict|suspend|halt|stopp?|curb)(?:ed|s|ing)?\s+(?:\w+\s+){0,2}$", _I
)
_FROM_BEFORE = re.compile(
    r"\b(?:rais|increas|lift|boost|expand)(?:e|es|ed|ing|s)?\s+(?!to\b|by\b)(?:\w+\s+){0,4}?(?:of\s+|that\s+)?$",
    _I,
)
_WILL = re.compile(
    r"\b(?:will|would|(?:pledg|agree|plan|commit|promis|vow|undert|offer|intend)\w*\s+(?:itself\s+)?(?:to|on))"
    r"\s+(?:also\s+)?(?:increase\s+(?:its\s+|their\s+)?|resume\s+|step\s+up\s+(?:its\s+)?|start\s+)?$",
    _I,
)
_BOUGHT = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:bought|purchased|imported|ordered)\b|^[^.]*\bbought$", _I
)
_PROMISED = re.compile(r"\b(?:agree|pledg|promis|commit|vow|deal|contract|sign)\w*\b", _I)


_TO = re.compile(r"\bto\s+(?:the\s+)?(?:[\w'-]+\s+){0,3}?$")


def find_dealings(reading: Reading, sentence: Sentence, found: list[Found]) -> list[Found]:
    """Return promised purchases and investments, and purchases of another economy's energy."""
    text = sentence.text
    made: list[Found] = []
    for pattern, lever in ((_BUY, "purchase"), (_INVEST, "investment"), (_SUPPLY, "supply")):
        matches = list(pattern.finditer(text))[:6]
        for at, match in enumerate(matches):
            end = matches[at + 1].start() if at + 1 < len(matches) else len(text)
            made += _promised(reading, sentence, lever, match, end, [*found, *made])
    foreign = _FOREIGN_OIL.search(text)
    told = {f.measure.lever for f in [*found, *made] if f.sentence == sentence.number}
    punished = any(f.measure.lever == "sanctions" for f in found)
    barred = foreign and _BARRED.search(text[max(foreign.start() - 30, 0) : foreign.start()])
    if foreign and not barred and not punished and not told & {"purchase", "import_ban", "embargo"}:
        made += _foreign_energy(reading, sentence, foreign)
    return made


def _promised(
    reading: Reading, sentence: Sentence, lever: str, match: re.Match[str], end: int, found: list[Found]
) -> list[Found]:
    """Return the purchases or investments one verb promises: one for each amount, or one without."""
    text = sentence.text
    if cues().denial.search(text[max(match.start() - 60, 0) : match.start()]):
        return []
    if _BOUGHT.search(text[max(match.start() - 12, 0) : match.end()]) and not _PROMISED.search(text):
        return []
    near = _amounts(text, lever, match, end)
    if near and _FIRM.search(text):
        name = "purchase" if lever == "supply" else lever
        made = [build(reading, sentence, name, match.span(), "pledged", found, a) for a in near]
        turned = [_turned(reading, sentence, f, match) for f in made] if lever == "supply" else made
        return [f for f in turned if f is not None]
    if lever != "supply" and _WILL.search(text[max(match.start() - 50, 0) : match.start()]):
        return [build(reading, sentence, lever, match.span(), "pledged", found)]
    return []


def _amounts(text: str, lever: str, match: re.Match[str], end: int) -> list[Amount]:
    """Return the amounts that belong to a verb: after it, or right before "investment"; none twice."""
    sums = money(text) if lever != "supply" else []
    amounts = sorted([*sums, *(quantities(text) if lever != "investment" else ())], key=lambda a: a.start)
    near: list[Amount] = []
    for amount in amounts:
        before = amount.end <= match.start() and _IN_INVESTMENT.fullmatch(text[amount.end : match.start()])
        if before and match[0].casefold() in _NOUNS:
            near.append(amount)
        after = match.end() <= amount.start < min(match.end() + 160, end)
        after = after and not _FROM_BEFORE.search(text[max(amount.start - 60, 0) : amount.start])
        if (
            after
            and not (near and near[0].end <= match.start())
            and not _APART.search(text[match.end() : amount.start])
            and not (end < len(text) and _IN_INVESTMENT.fullmatch(text[amount.end : end]))
        ):
            again = near and _WORTH.fullmatch(text[near[-1].end : amount.start])
            near += [] if again else [amount]
    return near


def _turned(reading: Reading, sentence: Sentence, item: Found, match: re.Match[str]) -> Found | None:
    """Turn a promise to supply into the purchase it is: the buyer after "to", the seller before the verb."""
    text, base = sentence.text, sentence.start
    homes = [
        (m.start - base, reading.words.companies[m.value]) for m in sentence.names if m.kind == "company"
    ]
    places = [(sentence.tokens[a.first].start - base, a.code) for a in reading.actors(sentence)]
    named = sorted([*homes, *places])
    seller = [c for at, c in named if at < match.start()][-1:] or list(item.measure.imposing)
    after = [c for at, c in named if at > match.end() and _TO.search(text[:at])]
    buyer = [c for c in [*after, *item.measure.target] if c not in ("world", *seller)][:1]
    if not buyer:
        return None
    parties = Parties(tuple(buyer), tuple(seller), "buyer and seller")
    measure = replace(item.measure, imposing=parties.imposing, target=parties.target)
    return replace(item, measure=measure, parties=parties)


def _foreign_energy(reading: Reading, sentence: Sentence, match: re.Match[str]) -> list[Found]:
    word = match["a"] or match["b"]
    seller = next(
        (
            a
            for a in reading.actors(sentence)
            if sentence.text[sentence.tokens[a.first].start - sentence.start :].startswith(word)
        ),
        None,
    )
    if seller is None:
        return []
    buyers = [
        a.code
        for a in reading.actors(sentence)
        if a.code != seller.code and a.kind in ("adjective", "economy")
    ]
    buyer = next((c for c in buyers if c != "USA"), None) or next(
        (c for c in reading.common if c not in (seller.code, "USA")), None
    )
    if buyer is None:
        return []
    found = build(reading, sentence, "purchase", match.span(), "in_force", [])
    measure = replace(
        found.measure,
        imposing=(buyer,),
        target=(seller.code,),
        status="in force",
        status_norm="in_force",
        effective_date=None,
    )
    return [
        Found(measure, found.standing, Parties((buyer,), (seller.code,), "buyer and seller"), sentence.number)
    ]
