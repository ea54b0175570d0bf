"""How a command ends that could not do its work: a status and one sentence."""

from __future__ import annotations

import os
from pathlib import Path

from accord.core.errors import AccordError

INTERRUPTED = 130
"""Exit status of a command that was stopped; Typer gives it without a word."""

ENDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], int, str], ...] = (
    (KeyboardInterrupt, INTERRUPTED, "interrupted"),
    (BrokenPipeError, 0, ""),  # whoever read our output closed it; that is not an error
    (MemoryError, 2, "there is not enough memory for what was asked"),
    (RecursionError, 2, "the input is nested too deeply"),
    (UnicodeError, 2, "the input holds a character that cannot be read or written"),
)
"""How a command ends that was stopped by something other than an error of Accord's."""


def ending(error: BaseException) -> tuple[int, str]:
    """Return the status and the sentence with which a command ends that could not do its work."""
    if isinstance(error, AccordError):
        return error.exit_status, str(error)
    from typer.exceptions import Abort, TyperException

    if isinstance(error, Abort):
        return INTERRUPTED, "interrupted"
    if isinstance(error, TyperException):
        # an option or argument that does not fit; without any, the help was shown
        words = error.format_message().strip()
        return error.exit_code, f"{words} (see accord --help)" if words and "\n" not in words else ""
    for kinds, status, sentence in ENDS:
        if isinstance(error, kinds):
            return status, sentence
    if isinstance(error, OSError):
        return 2, f"{error.filename or 'standard output'}: {error.strerror or error}"
    if TRACED in os.environ or not isinstance(error, Exception):
        raise error
    return 2, f"{_fault(error)}; {TRACED}=1 shows all of it"


TRACED = "ACCORD_TRACE"
"""The variable that has a fault of Accord's shown as Python shows it."""


def _fault(error: BaseException) -> str:
    """Return in words what no check foresaw: that is Accord's fault, and its makers want to hear of it."""
    import traceback

    steps = [
        step
        for step in traceback.extract_tb(error.__traceback__)
        if f"{os.sep}accord{os.sep}" in step.filename
    ]
    where = f" in {Path(steps[-1].filename).name}, line {steps[-1].lineno}" if steps else ""
    return f"this could not be done, and that is Accord's fault ({type(error).__name__}{where})"
