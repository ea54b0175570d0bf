"""How a file names parties: one word, a list, or ``{of: [...], except: [...]}``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainSerializer, PlainValidator

from accord.files.strict import Strict, Words
from accord.policy.parties import Parties


class _Written(Strict):
    of: Words
    except_: Words = Field(default=(), alias="except")


def parties(value: object) -> Parties:
    """Return the parties that a file names; pydantic's error says what is wrong."""
    if isinstance(value, Parties):
        return value
    held = _Written.model_validate(value if isinstance(value, dict) else {"of": value})
    return Parties(held.of, held.except_)


PartiesWritten = Annotated[Parties, PlainValidator(parties), PlainSerializer(Parties.words)]
