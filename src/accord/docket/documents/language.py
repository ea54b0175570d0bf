"""Is it English, and does it speak of an economic measure? Asked of a text before it is read."""

from __future__ import annotations

import re
from collections import Counter

from accord.docket.patterns import regex

_WORD = regex(r"[^\W\d_]+")
LEAST_WORDS = 8
"""Words below which a text is too short to tell its language."""
MARKED = 0.3
"""Share of words with a letter outside ASCII from which a text without any common English word is none."""
ENOUGH = 3
"""Different economic words with which a text of any length speaks of an economic measure."""
_COMMON = (
    "the of and to in a is that for it on with as was at by be are this from have has had not but "
    "his they which or an will its their were been said would who more than also after about when "
    "new all could into over other up out no may there between under our we you he she"
)
_ENGLISH = frozenset(_COMMON.split())
_OTHERS = {
    "French": (
        "le la les des du une dans est pour sur avec qui par pas au aux plus ont cette ses ces entre "
        "mais sont"
    ),
    "Spanish": (
        "el la los las del una por con para que es se al su como sus pero este entre han sobre desde esta"
    ),
    "Portuguese": (
        "o os as da do dos das uma por com para que não em ao seu como mais foi são mas também pela pelo"
    ),
    "German": (
        "der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es werden "
        "aus er hat"
    ),
    "Italian": (
        "il lo gli della di che per con una del dei sono nel alla più anche dal ha sulla delle tra questo"
    ),
    "Dutch": (
        "de het een van en in op te dat voor met zijn niet aan er om ook als door maar naar heeft "
        "over bij uit"
    ),
    "Indonesian": (
        "yang dan di untuk dengan ini dari pada dalam akan tidak itu oleh ke juga adalah sebagai telah"
    ),
    "Turkish": ("bir ve bu için ile olarak da de daha çok sonra olan gibi göre kadar ise yüzde karşı"),
    "Vietnamese": (
        "v\u00e0 c\u1ee7a l\u00e0 c\u00e1c \u0111\u01b0\u1ee3c cho v\u1edbi trong kh\u00f4ng m\u1ed9t nh\u1eefng \u0111\u00e3 c\u00f3 t\u1eeb v\u1ec1 t\u1ea1i n\u0103m theo \u0111\u1ed1i"
    ),
    "Polish": ("w i na z do się że nie o jest od przez po za oraz dla jak ale tym który będzie"),
}
_ECONOMIC = regex(
    r"\b(?:tariff|dut(?:y|ies)\b|lev(?:y|ies)\b|quota|export|import|trade|sanction|embargo|subsid|custom"
    r"|invest|purchas|billion|million|percent|"
    r"per\s?cent|econom|commerc|market|suppl|mineral|oil|gas|energy|nuclear|reactor|semiconductor|chip"
    r"|rare\s+earth|steel|alumin|copper|agreement|"
    r"treaty|pact|negotiat|minister|summit|alliance|partnership|currency|loan|credit|licen[cs]e|price"
    r"|port\b|shipment|goods|talks|bilateral)\w*|%",
    re.IGNORECASE,
)
_SCRIPTS = (
    ("Russian or another Cyrillic language", "\u0400", "\u052f"), ("Greek", "\u0370", "\u03ff"),
    ("Hebrew", "\u0590", "\u05ff"), ("Arabic", "\u0600", "\u06ff"), ("Thai", "\u0e00", "\u0e7f"),
    ("Hindi or another Indian language", "\u0900", "\u0dff"),
    ("Japanese", "\u3040", "\u30ff"), ("Chinese", "\u4e00", "\u9fff"), ("Korean", "\uac00", "\ud7af"),
)  # fmt: skip


def not_english(text: str) -> str:
    """Return a sentence saying that a text does not look English, or an empty string where it does.

    The share of the commonest English words decides, against that of the commonest words of other languages;
    a text of fewer than ``LEAST_WORDS`` words passes, unless most of its letters are of another script.
    """
    script = _script(text)
    if script:
        return f"the text does not look English (it looks {script}); only English is read"
    words = [w.casefold() for w in _WORD.findall(text[:20_000])]
    english = sum(1 for w in words if w in _ENGLISH)
    tally = Counter(words)
    counts = {name: sum(map(tally.__getitem__, common.split())) for name, common in _OTHERS.items()}
    best = max(counts, key=lambda name: counts[name])
    least = max(3, 0.1 * len(words))
    marked = sum(1 for w in words if not w.isascii())
    if len(words) >= LEAST_WORDS and not english and marked > MARKED * len(words):
        name = best if counts[best] > 1 else "of another language"
        return f"the text does not look English (it looks {name}); only English is read"
    if len(words) >= LEAST_WORDS and counts[best] >= least and counts[best] > 1.5 * english:
        return f"the text does not look English (it looks {best}); only English is read"
    return ""


def _script(text: str) -> str:
    foreign = [c for c in text[:20_000] if c > "\u02ff" and c.isalpha()]
    if not foreign or len(foreign) * 2 < sum(map(str.isalpha, text[:20_000])):
        return ""
    counts = {name: sum(1 for c in foreign if first <= c <= last) for name, first, last in _SCRIPTS}
    best = max(counts, key=lambda name: counts[name])
    if counts["Japanese"] * 5 > len(foreign):
        best = "Japanese"
    return best if counts[best] else ""


def no_economics(text: str) -> str:
    """Return a sentence saying that a text speaks of nothing economic, or an empty string where it does."""
    if not _WORD.search(text):
        return "the document holds no words"
    found: set[str] = set()
    for match in _ECONOMIC.finditer(text):
        found.add(match[0].casefold()[:6])
        if len(found) == ENOUGH:
            return ""
    words = len(_WORD.findall(text))
    if not found or (words > 120 and words / len(found) > 100):
        return "the report speaks of no trade, sanction, investment or other economic measure"
    return ""
