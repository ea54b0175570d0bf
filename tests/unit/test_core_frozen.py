"""A dataclass or a named tuple of Accord's own does what the standard library's does."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from dataclasses import field, replace
from typing import Any, get_type_hints

import pytest

from accord.core import frozen


@frozen.dataclass(frozen=True)
class Own:
    """A word and its marks."""

    word: str
    marks: dict[str, int] = field(default_factory=dict, repr=False)
    rank: int = 3
    seen: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if not self.word:
            raise ValueError("no word")


@frozen.dataclass(frozen=True)
class Longer(Own):
    end: str = "."


@frozen.dataclass(frozen=True)
class One:
    value: Any


@frozen.dataclass(frozen=True, eq=False)
class Alone:
    value: float


@frozen.dataclass(frozen=True)
class Empty:
    pass


@frozen.dataclass(frozen=True)
class Said:
    value: int

    def __repr__(self) -> str:
        return "said"

    def __hash__(self) -> int:
        return 7


@frozen.dataclass(frozen=False)
class Open:
    value: int
    more: list[int] = field(default_factory=list)


class Pair(frozen.NamedTuple):
    """Two numbers."""

    first: int
    last: int = 2

    @property
    def sum(self) -> int:
        return self.first + self.last


@dataclasses.dataclass(frozen=True)
class Standard:
    """The same by the standard library."""

    word: str
    marks: dict[str, int] = field(default_factory=dict, repr=False)
    rank: int = 3
    seen: int = field(default=0, compare=False)


def test_objects_are_shown_and_compared_as_the_standard_library_does() -> None:
    own, standard = Own("a", rank=4), Standard("a", rank=4)
    assert repr(own) == repr(standard).replace("Standard", "Own") == "Own(word='a', rank=4, seen=0)"
    assert own == Own("a", {}, 4, seen=9)
    assert own != Own("b", {}, 4)
    assert own != standard
    assert Own("a").marks is not Own("a").marks
    assert Own.__match_args__ == Standard.__match_args__
    assert dataclasses.asdict(own) == dataclasses.asdict(standard)
    assert hash(One(2.5)) == hash((2.5,)) == hash(replace(One(1), value=2.5))
    assert Longer("a", end="!") != Longer("a")
    assert Longer("a").end == "."
    assert Longer("a") != Own("a")
    assert Empty() == Empty()
    assert repr(Empty()).endswith("Empty()")
    assert Alone(1.0) != Alone(1.0)
    assert len({Alone(1.0), Alone(1.0)}) == 2
    assert (repr(Said(1)), hash(Said(1))) == ("said", 7)
    assert pickle.loads(pickle.dumps(Longer("a", {"b": 1}))) == Longer("a", {"b": 1})


def test_fields_are_checked_and_stay() -> None:
    with pytest.raises(ValueError, match="no word"):
        Longer("")
    with pytest.raises(TypeError, match="word"):
        Own()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected"):
        Own("a", other=1)  # type: ignore[call-arg]
    for kind in (One, Standard):
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'rank'"):
            kind("a").rank = 1
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'rank'"):
            del kind("a").rank
    for kind in (Own, Longer, Empty):
        assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_the_signature_is_that_of_the_fields_once_an_object_was_made() -> None:
    Own("a")
    assert list(inspect.signature(Own).parameters) == ["word", "marks", "rank", "seen"]
    assert Empty.__doc__ == "Empty"


def test_what_is_not_frozen_changes_and_has_no_hash() -> None:
    held = Open(1)
    held.value = 2
    held.more.append(held.value)
    assert held == Open(2, [2])
    assert Open(1).more == []
    assert repr(held) == "Open(value=2, more=[2])"
    with pytest.raises(TypeError, match="unhashable"):
        hash(held)


def test_named_tuples_are_what_the_standard_library_makes() -> None:
    pair = Pair(1)
    assert (pair, pair.last, pair.sum) == ((1, 2), 2, 3)
    assert pair._replace(last=5) == Pair(first=1, last=5)
    assert repr(pair) == "Pair(first=1, last=2)"
    assert pickle.loads(pickle.dumps(pair)) == pair
    assert get_type_hints(Pair) == {"first": int, "last": int}
    assert Pair.__doc__ == "Two numbers."
