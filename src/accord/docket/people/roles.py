"""Role phrases: "U.S. Trade Representative", "the deputy chief of mission at the Chinese embassy"."""

from __future__ import annotations

import re
from functools import lru_cache

from accord.core.frozen import dataclass
from accord.core.places import files
from accord.docket.rules import words
from accord.docket.tokens import Sentence

SPEECH = words("verbs_of_persons")
_COMPLEMENT = frozenset(["of", "for", "at", "to", "in", "on"])
_FUNCTION = _COMPLEMENT | frozenset(["and", "the", "&", "a", "an"])
_FORMER = frozenset(["former", "ex", "then", "late", "previous", "outgoing"])


@dataclass(frozen=True)
class Role:
    """A role phrase; ``first`` and ``last`` are tokens with modifiers and complement, ``last`` exclusive."""

    first: int
    head: int
    head_end: int
    last: int
    form: str
    default: str
    weak: bool
    former: bool


@lru_cache(maxsize=4)
def word_list(name: str) -> frozenset[str]:
    """Return a shipped list of words."""
    return frozenset(files("accord.docket.lexicon").joinpath(f"{name}.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def _forms() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    lines = files("accord.docket.lexicon").joinpath("roles.csv").read_text("utf-8").splitlines()[1:]
    table: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for line in lines:
        form, economy, strength = line.split(",")
        words = tuple(re.findall(r"[\w']+|-", form))
        table.setdefault(words[0], []).append((words, economy, strength == "weak"))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


@lru_cache(maxsize=1)
def _posts() -> tuple[tuple[str, frozenset[str]], ...]:
    lines = files("accord.docket.lexicon").joinpath("posts.csv").read_text("utf-8").splitlines()[1:]
    return tuple((post, frozenset(codes.split("|"))) for post, codes in (line.split(",") for line in lines))


def posts_absent(role: str) -> frozenset[str]:
    """Return the economies that have no such post: no "Trade Minister" is American, no president Canadian."""
    words = role.casefold()
    if re.search(r"\b(?:commission|council|parliament|assembly|company|bank|vice|deputy)\b", words):
        return frozenset()
    return next((codes for post, codes in _posts() if re.search(rf"\b{post}\b", words)), frozenset())


def find_roles(sentence: Sentence) -> list[Role]:
    """Return the role phrases of a sentence, longest heads first, none overlapping another's head."""
    lower = [t.lower for t in sentence.tokens]
    named = {i for m in sentence.names for i in range(m.first, m.last) if m.kind != "company"}
    portfolio, forms = word_list("portfolios"), _forms()
    found: list[Role] = []
    index = 0
    while index < len(lower):
        known = forms.get(lower[index])
        hit = known and next((e for e in known if tuple(lower[index : index + len(e[0])]) == e[0]), None)
        if not hit or _is_surname(sentence, index):
            index += 1
            continue
        end = index + len(hit[0])
        if end < len(lower) and lower[end] in forms and lower[end] not in ("mr", "mrs", "ms", "dr"):
            index = end
            continue
        first = _extend_left(lower, index, named, portfolio)
        last = _extend_right(sentence, lower, end, named, portfolio)
        former = any(w in _FORMER for w in lower[max(first - 1, 0) : index])
        found.append(Role(first, index, end, last, " ".join(hit[0]), hit[1], hit[2], former))
        index = end
    return found


_SURNAMES = words("roles_that_are_surnames")


def _is_surname(sentence: Sentence, index: int) -> bool:
    """Whether a role word is the end of a name: "Madeleine King"."""
    token = sentence.tokens[index]
    if token.lower not in _SURNAMES or not token.text[:1].isupper() or index == 0:
        return False
    before = sentence.tokens[index - 1]
    unknown = word_list("portfolios") | word_list("not_names")
    named = any(m.first < index <= m.last for m in sentence.names)
    return (
        before.text[:1].isupper()
        and before.lower not in unknown
        and not named
        and before.lower not in _forms()
    )


def _extend_left(lower: list[str], index: int, named: set[int], portfolio: frozenset[str]) -> int:
    first = index
    while first > 0:
        word, at = lower[first - 1], first - 1
        known = at > 0 and (at - 1 in named or lower[at - 1] in portfolio - _FUNCTION)
        joins = (word in ("and", "of", "&", "-") and known) or (
            word == "," and known and at - 1 not in named and at + 1 not in named and at + 1 < index
        )
        if (
            at in named
            or word == "'s"
            or word in _forms()
            or joins
            or (word in portfolio and word not in _FUNCTION)
        ):
            first -= 1
        else:
            break
    return first


def _extend_right(
    sentence: Sentence, lower: list[str], end: int, named: set[int], portfolio: frozenset[str]
) -> int:
    if end >= len(lower) or lower[end] not in _COMPLEMENT:
        return end
    last = solid = end
    while (
        last < len(lower)
        and last - end < 16
        and (last in named or lower[last] in portfolio or _listed(lower, last, portfolio))
    ):
        last += 1
        if last - 1 in named or lower[last - 1] not in _FUNCTION | {","}:
            solid = last
    return solid


def _listed(lower: list[str], at: int, portfolio: frozenset[str]) -> bool:
    """A comma inside a list of portfolios: "Economic Growth, Energy and the Environment"."""
    return (
        lower[at] == ","
        and at + 2 < len(lower)
        and lower[at + 1] in portfolio - _FUNCTION
        and (lower[at + 2] in portfolio or lower[at + 2] == ",")
    )


def is_month(sentence: Sentence, at: int) -> bool:
    """Whether "May" is the month: a day or a year stands beside it, "On May 3 Putin"."""
    beside = (sentence.before(at), sentence.after(at + 1))
    return sentence.tokens[at].text == "May" and any(w[:1].isdigit() for w in beside)


_BODIES = words("bodies", "measures") | {"university", "school", "centre", "center"}
_NOBODY = _BODIES | words("sellers", "measures")


def of_body(sentence: Sentence, first: int, last: int, names: tuple[str, ...]) -> bool:
    """Whether a name stands with its body before a verb of speech: "Ana Ruiz of the trade ministry said"."""
    after = sentence.after(last, 11).split()
    says = next((i for i, w in enumerate(after) if w in SPEECH or w in ",;."), 0)
    told = after[:1] in (["of"], ["from"], ["at"]) and after[says] in SPEECH and _BODIES & {*after[1:says]}
    described = sentence.before(first) in ("the", "a", "an") or _NOBODY & {w.casefold() for w in names}
    return bool(told) and not described
