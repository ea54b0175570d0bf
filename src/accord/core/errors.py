"""Everything Accord raises on purpose.

    AccordError
    +-- InputError         a file, code, date or number the caller gave      exit status 2
    +-- MissingExtraError a part of Accord that is not installed            exit status 2
    +-- SolveError         the model did not converge                        exit status 3
    +-- CheckError         a certificate, balance or fingerprint failed      exit status 3

Each message is one sentence that says what is wrong and where: one line, of a length that can be read,
without characters that a terminal would obey.
"""

from __future__ import annotations

import re

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no name or sentence holds: control characters but tab and line feed, marks that turn the direction of
writing, halves of characters."""

LONGEST = 600
"""Characters of a message; of a longer one the middle is left out."""


def one_line(text: str) -> str:
    """Return text as one line for anywhere: spaces for breaks, a mark for each control character."""
    return CONTROL.sub("\ufffd", " ".join(text.splitlines()))


def shortened(text: str) -> str:
    """Return a message as one line, its middle left out where it is very long."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} ... {text[-LONGEST // 3 :]}"
    return one_line(text)


def short(value: object) -> str:
    """Return a value for a message: as Python writes it, at most 60 characters."""
    text = repr(value[:80] if isinstance(value, str) else value)
    return text if len(text) <= 60 else f"{text[:57]}..."


class AccordError(Exception):
    """Base of all errors that Accord raises on purpose."""

    exit_status = 1

    def __str__(self) -> str:
        """Return the message as one line, cut in its middle where it is very long."""
        return shortened(super().__str__())


class InputError(AccordError):
    """What the caller gave cannot be used; the message says what and where."""

    exit_status = 2


class MissingExtraError(AccordError):
    """An optional part of Accord is not installed; the message names the command that installs it."""

    exit_status = 2


class SolveError(AccordError):
    """The model did not converge; no number is returned."""

    exit_status = 3


class CheckError(AccordError):
    """A certificate, an accounting identity or a fingerprint failed; no number is returned."""

    exit_status = 3
