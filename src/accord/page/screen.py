"""Standard output that no name or document can steer, in an encoding that takes any text."""

from __future__ import annotations

import io
import os
import re
import sys

from accord.core.errors import CONTROL, InputError

_COLOUR = re.compile("\x1b\\[[0-9;]*m")


class Screen(io.TextIOWrapper):
    """Standard output that lets no control character of a name or document through, save for colours."""

    def write(self, text: str) -> int:
        """Write text with a mark for each control character."""
        if CONTROL.search(text):
            colours, words = _COLOUR.findall(text), _COLOUR.split(text)
            clean = [CONTROL.sub("\ufffd", part.replace("\r\n", "\n")) for part in words]
            text = "".join(part for pair in zip(clean, [*colours, ""], strict=True) for part in pair)
        return super().write(text)


def prepare() -> None:
    """Make standard output one that can take any text; raise InputError where there is none.

    What is redirected is UTF-8 unless the environment asks for another encoding; a sign that the encoding
    lacks becomes a question mark.
    """
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  for as long as the process runs
    if sys.stdout is None:
        raise InputError("standard output is closed")
    out, screen = sys.stdout, sys.stdout.isatty()
    encoding = out.encoding if screen or os.environ.get("PYTHONIOENCODING") else "utf-8"
    if isinstance(out, io.TextIOWrapper):
        sys.stdout = Screen(out.detach(), encoding=encoding, errors="replace", line_buffering=screen)
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def let_go() -> None:
    """Leave nothing that the interpreter would try, and fail, to write at its end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        except OSError:
            sys.stdout = None
