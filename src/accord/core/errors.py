"""Everything Accord raises on purpose.

    AccordError
    +-- InputError         a file, code, date or number the caller gave      exit status 2
    +-- MissingExtraError a part of Accord that is not installed            exit status 2
    +-- SolveError         the model did not converge                        exit status 3
    +-- CheckError         a certificate, balance or fingerprint failed      exit status 3

Each message is one sentence that says what is wrong and where.
"""

from __future__ import annotations


class AccordError(Exception):
    """Base of all errors that Accord raises on purpose."""

    exit_status = 1


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
