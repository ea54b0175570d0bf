"""Regular expressions that are compiled when a text first holds what they ask for.

To compile all of the reader's expressions takes several times as long as to read a report with them, and a report
has matter for a third. What an expression cannot do without is read off its own text, in a twentieth of the time.
For the first report of a process a long one is compiled without the branches for which that report lacks the words,
which halves the time again; from the second report on expressions are whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import cast

from accord.core.frozen import NamedTuple

SHORT = 2_000
"""Longest text that is looked through for words before an expression is compiled: a sentence, not a document."""

Needs = tuple["str | tuple[str | Needs, ...]", ...]
"""Branches, of one of which a text must hold every word, and the needs of every group; a word may be a branch."""

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
BOTH = 2
LONG = 150
"""Characters of an expression from which on it pays to compile a part of it."""
_FIRST: list[str] = []
"""The first report that this process reads, while it is the only one."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,-_")
_OFTEN = r"(?:[*+?][?+]?|\{\d*,?\d*\}[?+]?)?"
_TOKEN = re.compile(
    r"[\w ,-]+(?![*+?{])"  # letters, each of which must stand
    rf"|\(\?P=\w+\){_OFTEN}|\(\?[a-zA-Z]+\)"  # a group named before, a flag
    r"|\((?:\?(?:P<\w+>|<?[=!]|[a-zA-Z]*(?:-[a-z]+)?:|>))?"
    rf"|\){_OFTEN}|\||(?:\\x..|\\u....|\\U.{{8}}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.){_OFTEN}",
    re.DOTALL | re.ASCII,
)
_LACKING = frozenset("*?")
_ESCAPED = frozenset(["\\x", "\\u", "\\U", "\\N"])
"""Signs by their number or name, whose letters are no words."""
_TURKISH = "\u0131", "i"
"""The one letter that a match without case takes for another and that casefolding leaves as it is."""


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression that does all that a compiled one does, and is compiled when it has to be."""
    return cast("re.Pattern[str]", _Later(pattern, flags))


def begin(text: str) -> None:
    """Take note that a report of this text is read from now on."""
    if _FIRST:
        _FIRST[0] = ""
    else:
        _FIRST.append(text)


def needs(pattern: str, flags: int = 0) -> Needs:
    """Return the words that stand in whatever an expression matches; nothing where none is sure.

    Of an expression without comments and without spaces that do not count. Words for which case is nothing are in
    lower case.
    """
    return _read(iter(_TOKEN.findall(pattern)), bool(flags & re.IGNORECASE)).needs


def holds(text: str, needed: Needs) -> bool:
    """Return whether a text, with itself in lower case after it, holds all words of a branch."""
    for branch in needed:
        if isinstance(branch, str):
            if branch in text:
                return True
            continue
        for part in branch:
            if not (part in text if isinstance(part, str) else holds(text, part)):
                break
        else:
            return True
    return False


def lean(pattern: str, flags: int, text: str) -> str:
    """Return an expression without the branches that match nothing in a text, nor in any part of it.

    Groups that are kept by name or number stay, with the branches they stand in.
    """
    tokens = _TOKEN.findall(pattern)
    if "(?(" in pattern or any(token[:2] in _ESCAPED for token in tokens):
        return pattern
    return _read(iter(tokens), bool(flags & re.IGNORECASE), _twice(text)).pattern


def signs(needed: Needs) -> tuple[str, ...]:
    """Return words of one of which a text must hold some that holds what is needed: the fewest, else the longest."""
    return tuple(
        sign
        for branch in needed
        for sign in min(
            (
                (part,) if isinstance(part, str) else signs(part)
                for part in ((branch,) if isinstance(branch, str) else branch)
            ),
            key=lambda found: (len(found), -len(found[0])),
        )
    )


def by_sign(expressions: Iterable[re.Pattern[str]]) -> dict[str, tuple[int, ...]]:
    """Return which of some expressions each sign may lead to; the empty sign leads to those that need none."""
    table: dict[str, list[int]] = {}
    for number, expression in enumerate(expressions):
        for sign in cast("_Later", expression)._signs or ("",):
            table.setdefault(sign, []).append(number)
    return {sign: tuple(numbers) for sign, numbers in table.items()}


def likely(table: dict[str, tuple[int, ...]], text: str) -> list[int]:
    """Return which expressions of a table of signs may match in a text, in their order."""
    both = _twice(text)
    return sorted({number for sign, numbers in table.items() if sign in both for number in numbers})


@lru_cache(maxsize=8)
def _twice(text: str) -> str:
    """Return a text with itself in lower case after it; a sentence is asked for many expressions in turn."""
    folded = text.casefold()
    return f"{text}\0{folded if text.isascii() else folded.replace(*_TURKISH)}"


class _Later:
    """An expression by its text, compiled once; a short text without the words that it needs is not searched."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._whole: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._made, name)

    @cached_property
    def _made(self) -> re.Pattern[str]:
        made = self._whole = re.compile(self.pattern, self._flags)
        direct = ("match", "fullmatch") if self._needs else _METHODS
        for name in direct:
            setattr(self, name, getattr(made, name))
        return made

    @cached_property
    def _of_first(self) -> re.Pattern[str]:
        return re.compile(lean(self.pattern, self._flags, _FIRST[0]), self._flags)

    def _for(self, text: str) -> re.Pattern[str]:
        """Return the expression, or what of it can match in the first report, for a text that stands there."""
        if self._whole is not None:
            return self._whole
        part = len(self.pattern) >= LONG and bool(_FIRST) and text in _FIRST[0]
        return self._of_first if part else self._made

    @cached_property
    def _needs(self) -> Needs:
        return needs(self.pattern, self._flags)

    @cached_property
    def _signs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(signs(self._needs)))

    def _may(self, text: str, *span: int) -> bool:
        """Whether a text, or the part of it between two places, may hold a match."""
        part = text[slice(*span)] if len(span) == BOTH else text
        if len(part) > SHORT or not self._signs:
            return True
        both = _twice(part)
        for sign in self._signs:
            if sign in both:
                return holds(both, self._needs)
        return False

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """Search as a compiled expression does."""
        return self._for(text).search(text, *span) if self._may(text, *span) else None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        """Match as a compiled expression does."""
        return self._for(text).match(text, *span) if self._may(text, *span) else None

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        """Match the whole as a compiled expression does."""
        return self._for(text).fullmatch(text, *span) if self._may(text, *span) else None

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        """Find all matches as a compiled expression does."""
        return self._for(text).finditer(text, *span) if self._may(text, *span) else iter(())

    def findall(self, text: str, *span: int) -> list[object]:
        """Find the words of all matches as a compiled expression does."""
        return self._for(text).findall(text, *span) if self._may(text, *span) else []

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Replace all matches as a compiled expression does."""
        return self._for(text).sub(new, text, count) if self._may(text) else text

    def split(self, text: str, most: int = 0) -> list[str]:
        """Split as a compiled expression does."""
        return cast("list[str]", self._for(text).split(text, most)) if self._may(text) else [text]


def _branch(words: list[str | Needs]) -> str | tuple[str | Needs, ...]:
    """Return what a branch needs, what tells the most first: a long word before a short one, words before groups."""
    if len(words) == 1 and isinstance(words[0], str):
        return words[0]
    return tuple(sorted(words, key=lambda word: -len(word) if isinstance(word, str) else len(word)))


class _Read(NamedTuple):
    """What of some branches is kept, what they need, the sign that ends them, whether a group of theirs is asked for."""

    pattern: str
    needs: Needs
    end: str
    caught: bool


def _read(tokens: Iterator[str], fold: bool, both: str | None = None) -> _Read:
    """Read the branches up to the end of a group; ``fold``: in any case, ``both``: those that may match in this text."""
    branches: list[_Read] = []
    said: list[str] = []
    words: list[str | Needs] = []
    caught, token = False, ""
    for token in tokens:
        first = token[0]
        if first == ")":
            break
        if first == "|":
            branches.append(_Read("".join(said), (_branch(words),), token, caught))
            said, words, caught = [], [], False
            continue
        said.append(token)
        if first in _LETTERS and token[-1] in _LETTERS:
            if len(token) > 1:
                words.append(token.lower() if fold else token)
        elif first == "(" and token[-1] != ")" and token[1:3] != "?P=":
            inner = _read(tokens, not token.startswith("(?-") and (fold or token[:3] == "(?i"), both)
            said += inner.pattern, inner.end
            caught = caught or inner.caught or token == "(" or token[:3] == "(?P"
            if inner.needs and token[-1] not in "=!" and _must(inner.end):
                words.append(inner.needs)
    branches.append(_Read("".join(said), (_branch(words),), token, caught))
    kept = [
        one.pattern
        for one in branches
        if both is None or one.caught or not one.needs[0] or holds(both, one.needs)
    ]
    found = tuple(one.needs[0] for one in branches)
    return _Read(
        "|".join(kept) if kept else "(?!)",
        found if all(found) else (),
        token if token[:1] == ")" else "",
        any(one.caught for one in branches),
    )


def _must(end: str) -> bool:
    """Whether a group that ends so stands at least once."""
    return end[1:2] not in _LACKING and not end.startswith("){0")
