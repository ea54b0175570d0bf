"""Who a measure names, and how far it got: words that scenarios and lists of duties share."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from accord.files.strict import Strict, Words

Status = Literal["assumed", "announced", "in_force", "suspended", "ended", "struck_down", "never_implemented"]
"""``assumed`` is a measure nobody announced. The last four are in the record but change nothing."""


class Parties(Strict):
    """Economies by code, groups by name, or ``all``; less those after ``except``.

    A file may write one word, a list, or ``{of: [...], except: [...]}``. Which words exist is known where
    groups and a world are at hand: when the scenario is compiled.
    """

    of: Words
    except_: Words = Field(default=(), alias="except")

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"of": value}

    @model_serializer(mode="wrap")
    def _to_words(self, handler: SerializerFunctionWrapHandler) -> object:
        return handler(self) if self.except_ else list(self.of)
