"""Words in capitals that name nobody: companies, titles of orders, adverbs that open a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accord.docket.patterns import regex
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_HANGS = frozenset(["into", "from", "of", "for", "to", "in", "on", "by", "with", "under"])
"""Words that no name of a person holds; a title of an order does."""
_OF_FIRMS = words("names_of_firms")
ORDINARY = words("no_surnames")
SPEECH = words("verbs_of_persons")
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


_BODIES = words("bodies", "measures") | {"university", "school", "centre", "center"}
_NOBODY = _BODIES | words("sellers", "measures")


def stands_with_body(sentence: Sentence, first: int, last: int, names: Sequence[str]) -> bool:
    """Whether a name stands with its body before a verb of speech: "Ana Ruiz of the trade ministry said"."""
    after = sentence.after(last, 11).split()
    says = next((i for i, w in enumerate(after) if w in SPEECH or w in ",;."), 0)
    told = after[:1] in (["of"], ["from"], ["at"]) and after[says] in SPEECH and _BODIES & {*after[1:says]}
    described = sentence.before(first) in ("the", "a", "an") or _NOBODY & {w.casefold() for w in names}
    return bool(told) and not described and not no_name(sentence, first, last, names)
