"""Which percentages of a report are tariff rates, and which are not."""

from __future__ import annotations

import re

from accord.docket.amounts.before import Rate
from accord.docket.cues import cues
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

ANAPHOR = re.compile(r"^(?:Those|These|The|That|This|Such|It|They)\b")
_STOP = re.compile(r"[,;:.]|\b(?:although|though|while|but|as|after|despite|and|because|since|when)\b")


def is_tariff(sentence: Sentence, rate: Rate, nouns: list[re.Match[str]], carried: bool) -> bool:
    """Whether a percentage is a tariff rate; ``carried`` when a tariff was spoken of just before."""
    text = sentence.text
    after, before = text[rate.end : rate.end + 60], text[max(rate.start - 80, 0) : rate.start]
    direct = cues().tariff.search(_STOP.split(after[:40])[0]) or cues().tariff.search(before[-28:])
    changed = nouns and rate.previous is not None and not cues().not_before_noun.search(before)
    excluded = (
        (cues().not_before.search(before[-60:]) and not direct and not changed)
        or (cues().not_after.match(after) and not _TARIFF_HIGHER.match(after))
        or _BY.search(before)
    )
    if excluded:
        return False
    if nouns and min(gap(rate, n, text) for n in nouns) < 200:
        return True
    if _LEVIED.search(before) and _ON_GOODS.match(after):
        return True
    return carried and _goes_on(text, rate, before, after)


_TARIFF_HIGHER = re.compile(r"\s*(?:higher\s+|lower\s+|of\s+(?:the\s+)?)?(?:tariff|dut|lev)")
_BY = re.compile(r"\bby\s+(?:about\s+|around\s+|another\s+)?$")
_LEVIED = re.compile(
    r"\b(?:charg|tax|pay|paid|fac|levy|levi|impos|slapp?|hit|put|plac)\w*\s+(?:(?:\w+\s+){0,3}(?:at|with|of)\s+)?"
    r"(?:(?:a|an|up|to|about|another|at|of|only|just|further|some|extra)\s+)*$",
    re.IGNORECASE,
)
_ON_GOODS = re.compile(
    r"\s+(?:on|for)\s+(?:[\w.'-]+\s+){0,4}?(?:goods|imports|products|exports|shipments|everything|whatever|what)\b|"
    r"\s+(?:in|by|to\s+enter)\s+the\s+(?:United\s+States|US|U\.S\.)|\s+(?:instead|rather)\b",
    re.IGNORECASE,
)
_IN_A_LIST = re.compile(
    r"(?:%|per\s?cent|percent),?\s+(?:and\s+|while\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)?\s+(?:at\s+)?$"
)
_CHARGED = re.compile(
    r"\b(?:charged|will\s+charge|charges|taxed|hit\s+with|pay|paying|face|faces|attract)\s+(?:\w+\s+){0,2}$"
)
_CHANGED = re.compile(
    r"\b(?:cut|lower|reduc|slash|trim|par|rais|hik|increas|bring|brought|dropp?|halv|doubl|scal|roll|put|set)\w*\s+"
    r"(?:it|them|this|that|those|these|its\s+own|theirs|the\s+\w+)\s+(?:\w+\s+){0,3}?(?:to\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_HE_THREATENED = re.compile(
    r"\s+(?:rate\s+)?(?:that\s+|which\s+)?(?:\w+\s+){1,3}?(?:threatened|imposed|announced|proposed|levied|charges)\b"
)
_ON_ONE = re.compile(r"\s+(?:on|for|against)\s+[A-Z]")
_THE = re.compile(
    r"\b(?:the|that|this|these|those|its|their|a|an)\s+(?:(?:new|proposed|higher|lower|current|previous|final|"
    r"reduced|general|same|steeper|maximum|updated|revised)\s+)*$",
    re.IGNORECASE,
)


def _goes_on(text: str, rate: Rate, before: str, after: str) -> bool:
    """Whether a rate without a tariff noun goes on from the tariff before: "The rate will rise to 30%"."""
    anaphor = ANAPHOR.match(text)
    if _CHARGED.search(before) or _CHANGED.search(before) or _HE_THREATENED.match(after):
        return True
    if anaphor and _ON_ONE.match(after):
        return True
    weak = cues().tariff_weak.search(text)
    if weak is None or abs(weak.start() - rate.start) >= 90:
        return False
    beside = re.match(r"\s+\w*\s*$", text[rate.end : weak.start()])
    return bool(beside or anaphor or _THE.search(text[: weak.start()][-60:]))


def listed(sentence: Sentence, rate: Rate, goes_on: bool) -> bool:
    """Whether a rate goes on from one of its sentence: "BYD faces 17%, Geely 18.8%"."""
    return goes_on and bool(_IN_A_LIST.search(sentence.text[: rate.start][-60:]))


def own_target(reading: Reading, sentence: Sentence, rate: Rate) -> tuple[str, ...]:
    """Return whose goods stand right before a rate: "Japanese goods are charged 24%, Indian goods 26%"."""
    match = _GOODS_AT.search(sentence.text[: rate.start])
    if match is None:
        return ()
    at = sentence.token_at(sentence.start + match.start("of"))
    return tuple(
        a.code
        for a in reading.actors(sentence)
        if a.first <= at < a.last and a.kind in ("economy", "adjective")
    )


_GOODS_AT = re.compile(
    r"\b(?P<of>[A-Z][\w.]*)\s+(?:goods|imports|products|exports|cars)\s+"
    r"(?:(?:would|will|are|were|is|to|be|also|now)\s+)*(?:(?:charged|taxed|face|hit|at|with|pay)\s+)*(?:a\s+|an\s+)?$"
)


def gap(rate: Rate, noun: re.Match[str], text: str) -> int:
    """Return how far a rate stands from a noun, in characters; another clause between counts for 60."""
    inside = text[min(rate.end, noun.end()) : max(rate.start, noun.start())]
    return len(inside) + 60 * len(re.findall(r"[;:\u2014]|, (?:but|while|which)", inside))
