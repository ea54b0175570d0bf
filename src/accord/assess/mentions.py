"""Which economies a sentence names, and whose oil or gas it speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

from accord.core.codes import economies
from accord.docket.items import Docket
from accord.docket.vocabulary import vocabulary

END = re.compile(r"(?<=[.!?])(?<![A-Z]\.)[\"”’]?\s+(?=[\"“‘A-Z])|\n+")
DATELINE = re.compile(
    r"^(?=(?:[A-Z][\s.'’/-]*){4})[A-Z][A-Z.'’-]+(?:[ ,/]+[A-Z][\w.'’-]*)*(?:, [\w. ]{3,20})?(?: \([^)]*\))?\s*(?:--?|[–—])\s+"
)
"""The place that heads a report ("LONDON, 3 May (Agency) -"): where it was written, and nobody's role."""
OTHER_OILS = re.compile(
    r"\b(?:palm|olive|soy\w*|sunflower|rapeseed|canola|vegetable|edible|cooking|essential|seed|coconut|fish|motor)"
    r"[- ]oils?\b|\bcrude (?:palm|soy\w*|degummed)[ \w]{0,12}oil\b|\boilseeds?\b",
    re.IGNORECASE,
)
"""What is called oil and is no petroleum."""
FUELS = {
    "LNG": re.compile(r"\b(?:lng|liquefied natural gas|liquefied gas)\b", re.IGNORECASE),
    "pipeline gas": re.compile(
        r"\b(?:pipeline gas|gas pipelines?|gas (?:by|through a) pipeline)\b", re.IGNORECASE
    ),
    "crude oil": re.compile(r"\b(?:crude|oil|petroleum|barrels?)\b", re.IGNORECASE),
    "coal": re.compile(r"\bcoal\b", re.IGNORECASE),
}
"""Fuels with a table of sellers and buyers and the words that name them, the more special first."""
GAS, PIPE = re.compile(r"\bgas\b", re.IGNORECASE), re.compile(r"\b(?:pipelines?|transit)\b", re.IGNORECASE)
BETWEEN = (
    r"(?:(?:seaborne|crude|heavy|light|discounted|cheap|cheaper|sanctioned|natural|pipeline|liquefied|thermal|coking"
    r"|state|energy|oil|and|two|three|four|five|largest|biggest|main|major|leading|vital|remaining|fossil|,) ?){0,4}"
)
GOODS = r"(?:crude|oil|petroleum|lng|gas|coal)"
FUEL = re.compile(rf"{GOODS}|barrels", re.IGNORECASE)
MOVED = (
    r"(?:(?:crude|oil|gas|products?|fuels?|supply|supplies|imports?|purchases|deliver(?:y|ies)|exports?|shipments?"
    r"|cargo(?:es)?|flows?|sales|volumes?|contracts?|barrels|condensate|and|a day|a year|daily|each year|per day"
    r"|per year|bought|coming|shipped|imported|purchased|mostly|mainly) ){0,4}"
)
"""Words that may stand between a fuel and the "from" of its seller; ``FUEL`` is in every sentence that has one."""
OWNERS = {
    ("RUS", "crude oil"): r"Rosneft|Lukoil|Surgutneftegas|Gazprom Neft|Tatneft|Bashneft|Urals|ESPO|Druzhba",
    ("RUS", "pipeline gas"): r"Gazprom(?! Neft)|Turk ?Stream|Nord Stream|Power of Siberia",
    ("RUS", "LNG"): r"Novatek|Yamal LNG|Arctic LNG(?: 2)?|Sakhalin-2",
    ("IRN", "crude oil"): r"National Iranian Oil Company|NIOC",
    ("VEN", "crude oil"): r"PDVSA|PdVSA|Petr[oó]leos de Venezuela|Merey",
    ("SAU", "crude oil"): r"(?:Saudi )?Aramco",
    ("IRQ", "crude oil"): r"SOMO|Basrah (?:Medium|Heavy|Light)",
    ("ARE", "crude oil"): r"ADNOC|Adnoc|Murban",
    ("QAT", "LNG"): r"QatarEnergy|Qatargas|Ras Laffan",
    ("USA", "LNG"): r"Cheniere|Venture Global|Sabine Pass|Alaska LNG",
}
"""Firms, grades and pipes that stand for one seller's fuel."""


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, without the place at the head of a report."""
    return tuple(DATELINE.sub("", part.strip()) for part in END.split(text) if part.strip())


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Return the economy of every name, adjective and capital, as written."""
    kinds, known = ("economy", "adjective", "place"), {*economies(), "EU"}
    found: dict[str, str] = {}
    for phrases in vocabulary().names.values():
        for phrase in phrases:
            if phrase.kind in kinds and phrase.value in known:
                found[" ".join(phrase.words).replace(" 's", "'s")] = phrase.value
    return found


def _told(sentence: str) -> str:
    """Return the pattern of the names that a sentence may hold, the longest first; nothing without one."""
    plain = _plain(sentence)
    forms = sorted((form for form in _forms() if form in plain), key=len, reverse=True)
    return "|".join(re.escape(form).replace("\\ ", r"\s+").replace("'", "['’]") for form in forms)


def _plain(words: str) -> str:
    return " ".join(words.split()).replace("’", "'")


@lru_cache(maxsize=512)
def _any(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


@lru_cache(maxsize=512)
def _whose(names: str) -> re.Pattern[str]:
    """Return the pattern of "Russian crude", "Russia's oil", "oil from Russia", "gas of Russian origin"."""
    before = rf"(?<!\w)(?P<a>{names})(?:['’]s|['’])?\s+{BETWEEN}(?i:{GOODS})\b"
    after = rf"\b(?i:{GOODS}|barrels)\s+(?i:{MOVED})(?i:from|of)\s+(?i:the\s+)?(?P<b>{names})(?!\w)"
    return re.compile(f"{before}|{after}")


@lru_cache(maxsize=1)
def _owned() -> re.Pattern[str]:
    return re.compile("|".join(rf"(?P<n{at}>\b(?:{words})\b)" for at, words in enumerate(OWNERS.values())))


def owners(sentence: str) -> tuple[tuple[str, str], ...]:
    """Return seller and fuel of each firm, grade or pipe that a sentence names, each once."""
    every = tuple(OWNERS)
    found = (every[int((match.lastgroup or "n0")[1:])] for match in _owned().finditer(sentence))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def named(sentence: str) -> tuple[str, ...]:
    """Return the economies that a sentence names, in order, each once."""
    return tuple(dict.fromkeys(code for _, _, code in places(sentence)))


def spoken_of(sentence: str) -> frozenset[str]:
    """Return the economies that a sentence names, themselves or by a firm, a grade or a pipe of theirs."""
    return frozenset((*named(sentence), *(code for code, _ in owners(sentence))))


@lru_cache(maxsize=1024)
def places(sentence: str) -> tuple[tuple[int, int, str], ...]:
    """Return where a sentence names economies: start, end and code of each mention, in order."""
    names = _told(sentence)
    found = _any(names).finditer(sentence) if names else ()
    return tuple((match.start(), match.end(), _code(match.group(0))) for match in found)


@lru_cache(maxsize=16)
def first_named(text: str) -> dict[str, int]:
    """Return where a text first names each economy."""
    return {code: start for start, _, code in reversed(places(text))}


def _code(words: str) -> str:
    return _forms()[_plain(words)]


@lru_cache(maxsize=1024)
def sellers(sentence: str) -> tuple[str, ...]:
    """Return the economies whose oil, gas or coal a sentence speaks of ("Russian crude", "oil from Iran")."""
    plain = OTHER_OILS.sub(" ", sentence)
    names = _told(plain) if FUEL.search(plain) else ""
    found = _whose(names).finditer(plain) if names else ()
    return tuple(_code(match.group("a") or match.group("b")) for match in found)


def authors_on(docket: Docket, word: str) -> frozenset[str]:
    """Return who limits or taxes a material, as the report tells it; of a limit by nobody named, who limits other exports."""
    told = [one for one in docket.measures if any(word.lower() in goods.lower() for goods in one.goods)]
    if not all(one.imposing for one in told):
        told += [one for one in docket.measures if one.lever.startswith("export")]
    return frozenset(code for measure in told for code in measure.imposing)
