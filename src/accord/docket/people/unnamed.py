"""Words in capitals that name nobody: companies, titles of orders, adverbs that open a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from accord.docket.patterns import regex
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_HANGS = frozenset(["into", "from", "of", "for", "to", "in", "on", "by", "with", "under"])
"""Words that no name of a person holds; a title of an order does."""
_OF_FIRMS = words("names_of_firms")
ORDINARY = words("no_surnames")
INITIALS = regex(r"(?:[A-Z]\.)+")
HONOUR = regex(
    r"\b(?:(?:the )?(?:(?:right|rt) )?hon(?:ou?rable)?\b|(?:his|her) excellency|h \. ?e\b|shri|smt|mrs?|ms|dr|prof)(?: \.)?",
    re.IGNORECASE,
)
"""Words of respect between an office and a name."""
OFFICE = regex(
    r", (?:the )?(?:department|ministry|office|bureau|agency|board) (?:[\w&]+ ){1,6},", re.IGNORECASE
)
"""The body of an office between its title and a name."""


def no_name(sentence: Sentence, first: int, last: int, names: Sequence[str]) -> bool:
    """Whether words in capitals name a company, or come from the title of a law: "Taking Certain Other Actions"."""
    folded = [w.casefold() for w in names]
    taking = first > 0 and len(folded[0]) > 5 and folded[0].endswith("ing")
    listed = last < len(sentence.tokens) and sentence.tokens[last].text == "("
    return bool(_HANGS & {*folded}) or folded[-1] in _OF_FIRMS | ORDINARY or taking or listed


_HONOURS = frozenset(["mr", "mrs", "ms", "dr"])
_ENDS = frozenset(
    ["minister", "president", "director", "officer", "secretary", "chairman", "governor", "chief"]
)


def titled(sentence: Sentence, index: int) -> bool:
    """Whether a name in capitals follows a title: "Ms. Ana RUIZ", "Energy Minister PER DAHL"."""
    before = index - 1
    while before > 0 and (sentence.tokens[before].text == "." or sentence.tokens[before].text.isupper()):
        before -= 1
    return sentence.tokens[before].lower in _ENDS or bool(_HONOURS & {*sentence.before(index, 5).split()})


def proclaims(sentence: Sentence, index: int) -> bool:
    """Whether a name in capitals is that of who speaks: "I, ANA M. RUIZ, President of Chile"."""
    lead = sentence.before(index, 6).split()
    return any(a == "i" and b == "," for a, b in pairwise(lead))


_ALIAS = regex(r"\b(?:known as|nicknamed|dubbed) $")


def alias(sentence: Sentence, first: int) -> bool:
    """Whether a name is only what somebody is called as well: "the president, widely known as Jokowi"."""
    return bool(_ALIAS.search(sentence.text[: sentence.tokens[first].start - sentence.start]))
