"""Dataclasses and named tuples that are quickly made: a process that starts pays for hundreds of them.

The standard library writes out and compiles five functions for every class. Here four of them are the same for all,
and the fifth is written when the first object is made; and of a named tuple's fields no type is compiled. What such
a class does is what the standard library's does; classes that the reference of the Python interface shows are made
by that, for their signatures stand in the source.
"""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

__all__ = ["NamedTuple", "dataclass"]

Class = TypeVar("Class", bound=type)

if TYPE_CHECKING:
    from dataclasses import dataclass
    from typing import NamedTuple
else:

    def dataclass(*, frozen, eq=True):
        """Return what makes a dataclass of a class; ``eq`` says whether its objects compare by their fields."""
        return lambda cls: _made(cls, frozen, eq)

    class _Named(type):
        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for key, value in body.items():
                if key not in fields and key not in ("__module__", "__qualname__"):
                    setattr(made, key, value)
            made.__qualname__ = body["__qualname__"]
            return made

    class NamedTuple(metaclass=_Named):
        """What a class that is written as a named tuple derives from."""


def _made(cls: Class, frozen: bool, eq: bool) -> Class:
    cls.__doc__ = cls.__doc__ or cls.__name__  # else one is made of the signature
    inherits = any(dataclasses.is_dataclass(base) for base in cls.__bases__)
    dataclasses.dataclass(init=False, repr=False, eq=False, frozen=frozen and inherits)(cls)
    if frozen:
        cls.__dataclass_params__.frozen = True  # type: ignore[attr-defined]
        cls.__setattr__, cls.__delattr__ = _set, _delete  # type: ignore[method-assign, assignment]
    given: dict[str, object] = {"__init__": _init(cls, frozen), "__repr__": _repr}
    if eq:
        values = _values(cls)
        given |= {"__eq__": _equal(values), "__hash__": (lambda self: hash(values(self))) if frozen else None}
    for name, function in given.items():
        if cls.__dict__.get(name) is None:  # what the class itself says stays
            setattr(cls, name, function)
    return cls


def _set(self: object, name: str, _: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _repr(self: object) -> str:
    shown = (field.name for field in dataclasses.fields(self) if field.repr)  # type: ignore[arg-type]
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def _values(cls: type) -> Callable[[object], object]:
    """Return what gives the fields by which objects compare, as a tuple."""
    names = [field.name for field in dataclasses.fields(cls) if field.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _equal(values: Callable[[object], object]) -> Callable[[object, object], object]:
    def equal(self: object, other: object) -> object:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    return equal


def _init(cls: type, frozen: bool) -> Callable[..., None]:
    """Return an ``__init__`` that writes the one of the class when it is first called."""

    def first(self: object, *args: object, **given: object) -> None:
        written = _written(cls, frozen)
        setattr(cls, "__init__", written)  # noqa: B010
        written(self, *args, **given)

    return first


def _written(cls: type, frozen: bool) -> Callable[..., None]:
    """Return the ``__init__`` of the fields, with their defaults."""
    known: dict[str, object] = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
    takes, does = ["self"], []
    for at, field in enumerate(dataclasses.fields(cls)):
        takes.append(field.name)
        value = field.name
        if field.default is not dataclasses.MISSING:
            known[f"_{at}"] = field.default
            takes[-1] += f"=_{at}"
        elif field.default_factory is not dataclasses.MISSING:
            known[f"_{at}"] = field.default_factory
            takes[-1] += "=_missing"
            value = f"_{at}() if {field.name} is _missing else {field.name}"
        does.append(f"_set(self, {field.name!r}, {value})" if frozen else f"self.{field.name} = {value}")
    if hasattr(cls, "__post_init__"):
        does.append("self.__post_init__()")
    exec(f"def __init__({', '.join(takes)}):\n {'; '.join(does) or 'pass'}", known)
    made: Callable[..., None] = known["__init__"]  # type: ignore[assignment]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made
