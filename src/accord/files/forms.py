"""How a file writes a frozen dataclass: the same fields, each in its strict form, checked as a whole at the end.

The dataclass itself checks nothing and needs no library, so what is built from a checked file is read at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, PlainValidator, create_model
from pydantic import Field as Written

from accord.files.reading import told
from accord.files.strict import BySector, Day, Number, Strict, Words

Held = TypeVar("Held")
Forms = dict[object, object]

FORMS: Forms = {
    date: Day,
    float: Number,
    float | dict[str, float]: BySector,
    tuple[str, ...]: Words,
}
"""What stands in a file for the type of a field."""


def _as_written(value: object) -> object:
    return value


class Form(Generic[Held]):
    """The form of one kind of entry.

    ``whole`` raises ValueError for what does not go together, or returns the entry completed; ``before`` takes
    what people write to what the fields say; ``parts`` are the forms of entries within; ``special`` those of
    fields whose type alone does not say it.
    """

    def __init__(
        self,
        kind: type[Held],
        whole: Callable[[Held], Held],
        *,
        before: Callable[[object], object] = _as_written,
        parts: Mapping[type, object] | None = None,
        special: Mapping[str, object] | None = None,
    ) -> None:
        self.kind, self._whole, self._before = kind, whole, before
        self._parts, self._special = parts or {}, special or {}

    @cached_property
    def model(self) -> type[Strict]:
        """The form as a model, made when something is first read by it."""
        known: Forms = dict(FORMS)
        known.update(self._parts.items())
        hints = get_type_hints(self.kind)
        rows: dict[str, Any] = {
            one.name: (self._special.get(one.name) or _form(hints[one.name], known), _default(one))
            for one in fields(self.kind)  # type: ignore[arg-type]
        }
        return create_model(self.kind.__name__, __base__=Strict, **rows)

    def annotated(self) -> object:
        """Return what stands for the kind where another form or a model holds it."""
        return Annotated[self.kind, PlainValidator(self.read)]

    def read(self, value: object) -> Held:
        """Return the entry that a mapping holds; raise ValueError, pydantic's or its own, for what is wrong."""
        if isinstance(value, self.kind):
            return value
        return self._whole(self.kind(**dict(self.model.model_validate(self._before(value)))))

    def check(self, value: object, where: str, parts: Mapping[str, type[BaseModel]] | None = None) -> Held:
        """Return the entry, or raise InputError with one sentence; see ``reading.check``."""
        return told(self.read, value, where, self.model, parts)


def _form(hint: object, known: Forms) -> object:
    """Return the form of a type: of itself, or put together from those of its parts."""
    if hint in known:
        return known[hint]
    of = get_args(hint)
    if get_origin(hint) in {UnionType, Union}:
        plain = reduce(or_, (part for part in of if part is not type(None)))
        return _form(plain, known) | None if plain != hint else hint  # type: ignore[operator]
    if get_origin(hint) is tuple:
        return tuple[_form(of[0], known), ...]  # type: ignore[misc]
    if get_origin(hint) is dict:
        return dict[str, _form(of[1], known)]  # type: ignore[misc]
    return hint


def _default(one: Field[object]) -> object:
    if one.default_factory is not MISSING:
        return Written(default_factory=one.default_factory)
    return ... if one.default is MISSING else one.default


def plain(entry: object) -> object:
    """Return what a file would say of an entry: JSON values, keys at their defaults left out."""
    if isinstance(entry, date):
        return entry.isoformat()
    if isinstance(entry, tuple | list):
        return [plain(one) for one in entry]
    if isinstance(entry, dict):
        return {key: plain(one) for key, one in entry.items()}
    if not is_dataclass(entry):
        return entry
    if hasattr(entry, "words"):
        return plain(entry.words())
    said = ((one, getattr(entry, one.name)) for one in fields(entry))
    return {one.name: plain(value) for one, value in said if value != _unsaid(one)}


def _unsaid(one: Field[object]) -> object:
    return one.default if one.default_factory is MISSING else one.default_factory()
