"""Correction notices: what they say was wrong is put right in the text, and they are left out."""

from __future__ import annotations

import re
from functools import lru_cache

from accord.docket.patterns import regex

_NOTICE = regex(
    r"^\W*(?:Correction|Corrections|Clarification|Editor'?s?'?\s+note|Corrects|This\s+(?:article|story"
    r"|report|post|page)\s+(?:was|has\s+been)\s+"
    r"(?:amended|corrected|updated|changed)|An\s+earlier\s+version\s+of)\b",
    re.IGNORECASE,
)
_WRONG = regex(
    r"\b(?:correct|wrong|incorrect|misstat|misidentif|error|amend"
    r"|earlier\s+version)\w*",
    re.IGNORECASE,
)
_DATE = (
    r"\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2}"
)
_NUMBER = (
    r"(?:US\$|[A-Z]{0,2}\$|\u20ac|\u00a3|\u20b9)?\s?\d(?:[\d.,]{0,20}\d)?"
    r"(?:\s?%|\s(?:per\s?cent|percent|(?:m|b|tr)illion|tonnes|tons|barrels))?(?![\w%])"
)
_NAME = r"[A-Z][\w.'-]+(?:\s+(?:of\s+)?[A-Z][\w.'-]+){0,3}"
_ANY = rf"(?:{_DATE}|{_NUMBER}|{_NAME})"
LONGEST = 800
"""Characters that a notice may have; a longer paragraph is no notice."""
_PAIRS = (
    rf"(?P<right>{_ANY})(?:[^.;]{{0,40}}?),?\s+(?:and\s+)?(?:not|rather\s+than"
    rf"|instead\s+of)\s+(?:in\s+|on\s+|at\s+|by\s+|an?\s+|the\s+)?(?P<wrong>{_ANY})",
    rf"(?:said|stated|put|gave|misstated|reported|wrote|showed|described|named"
    rf"|identified)\b[^.;]{{0,120}}?\b(?:as|was|were|at|is|of|to|on|in|that)\s+(?:an?\s+|the\s+)?"
    rf"(?P<wrong>{_ANY})[^\n]{{0,60}}?(?:[.;]|,\s+(?:but|when))\s*[^\n]{{0,80}}?\b(?:is|was|were|are"
    rf"|should\s+(?:be|have\s+been|read))\s+(?:in\s+fact\s+|actually\s+)?(?:an?\s+"
    rf"|the\s+)?(?P<right>{_ANY})",
    rf"(?:from|instances\s+of)\s+(?P<wrong>{_ANY})\s+to\s+(?P<right>{_ANY})",
)


_WORD = regex(r"[A-Za-z]{4,}")
_COMMON_WORDS = (
    "correction corrected correct clarification earlier version this that story article report said "
    "stated wrong incorrectly misstated error been have with from tariff tariffs duty duties percent "
    "rate rates amended updated show reflect fact would will were which they their editor note rather "
    "than instead should read date figure"
)
_COMMON = frozenset(_COMMON_WORDS.split())


def corrected(paragraphs: list[str]) -> tuple[list[str | None], list[str]]:
    """Return the paragraphs put right by their own notices, None for each notice, and a note for each.

    A wrong figure, date or name is replaced where a sentence shares a word of substance with the notice, or
    everywhere where none does. A notice that does not tell right from wrong is left out and named.
    """
    notices = [
        i for i, p in enumerate(paragraphs) if len(p) < LONGEST and _NOTICE.match(p) and _WRONG.search(p)
    ]
    body = ["" if i in notices else p for i, p in enumerate(paragraphs)]
    notes = []
    for i in notices:
        pair = _pair(paragraphs[i])
        count = 0
        if pair is not None:
            body, count = _replaced(body, *pair, paragraphs[i])
        notes.append(_note(paragraphs[i], pair, count))
    return [None if i in notices else p for i, p in enumerate(body)], notes


def _note(notice: str, pair: tuple[str, str] | None, count: int) -> str:
    if pair and count:
        where = "once" if count == 1 else f"{count} times"
        return f"corrected by the report's own notice: '{pair[1]}' for '{pair[0]}', {where}"
    return f"a correction notice that changes nothing in the text left out: '{notice[:120]}'"


@lru_cache(maxsize=1)
def _pairs() -> tuple[re.Pattern[str], ...]:
    return tuple(regex(pattern) for pattern in _PAIRS)


def _pair(notice: str) -> tuple[str, str] | None:
    """Return the wrong and the right words of a notice, of one kind, or None."""
    for pattern in _pairs():
        place = 0
        while m := pattern.search(notice, place):
            wrong, right = m["wrong"].strip(), m["right"].strip()
            if wrong != right and _kind(wrong) == _kind(right):
                return wrong, right
            place = m.start() + 1
    return None


def _kind(words: str) -> str:
    if re.fullmatch(_DATE, words):
        return "date"
    return "number" if re.search(r"\d", words) else "name"


def _replaced(body: list[str], wrong: str, right: str, notice: str) -> tuple[list[str], int]:
    bare = re.sub(r"\s?(?:%|per\s?cent|percent)$", "", wrong)
    find = regex(
        rf"(?<![\w.,]){re.escape(bare)}(?=\s?(?:%|per\s?cent"
        rf"|percent))"
        if bare != wrong
        else rf"(?<![\w.,$]){re.escape(wrong)}(?![\w])(?![.,]\d)"
    )
    put = re.sub(r"\s?(?:%|per\s?cent|percent)$", "", right) if bare != wrong else right
    subject = {w.casefold() for w in _WORD.findall(notice)} - _COMMON
    sentences = [re.split(r"(?<=[.!?])(\s+)", p) for p in body]
    near = [
        (i, j)
        for i, parts in enumerate(sentences)
        for j, s in enumerate(parts)
        if find.search(s) and _shares(s, subject)
    ]
    every = [(i, j) for i, parts in enumerate(sentences) for j, s in enumerate(parts) if find.search(s)]
    count = 0
    for i, j in near or every:
        sentences[i][j], made = find.subn(lambda _: put, sentences[i][j])
        count += made
    return ["".join(parts) for parts in sentences], count


def _shares(sentence: str, subject: set[str]) -> bool:
    return bool(subject & {w.casefold() for w in _WORD.findall(sentence)})
