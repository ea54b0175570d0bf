"""How numbers, dates and lists read on the page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.core.units import unit_of

if TYPE_CHECKING:
    from accord.page.blocks import Part

REPORT = "report"
"""Source of a figure that the report itself tells: it is repeated as it stands there."""
NO_DATA = "no data"
"""What stands in a chart or a table for a figure that is missing."""
NOT_KNOWN = "not known"
"""What stands in a sentence for a figure that is missing."""
NEXT_TO_NOTHING = "about 0"
"""What stands for a change that is there and too small to write out."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


SMALLEST = 0.001
"""The smallest number that is written out; what lies below it is said to, without a sign."""


def digits(size: float) -> str:
    """Return a positive number with the digits that carry meaning: whole from 100, else two or three figures.

    Thousands are set apart by a thin space.
    """
    if size >= 99.95 or math.isclose(size, round(size), abs_tol=1e-9):
        return whole(size)
    if 0 < size < SMALLEST:
        return NEXT_TO_NOTHING
    if size >= 9.995:
        return f"{size:.1f}".removesuffix(".0")
    return f"{size:.2f}" if size >= 0.0995 else f"{size:.3f}"


def whole(size: float) -> str:
    """Return a positive number without decimals, its thousands set apart by a thin space."""
    return f"{size:,.0f}".replace(",", "\u2009")


def few(size: float, most: int = 2) -> str:
    """Return a positive number with at most ``most`` significant digits and three decimals: 35.8 is 36, 0.0146 is 0.015.

    Its last decimal is that of ``digits``, so that a sentence and a chart give a small number alike.
    """
    if 0 < size < SMALLEST:
        return NEXT_TO_NOTHING
    if size == 0:
        return "0"
    places = min(most - 1 - math.floor(math.log10(size)), 3)
    shown = round(size, places)
    if shown >= 10 ** (most - 1):
        return whole(shown)
    text = f"{shown:.{max(places, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def sign_of(value: float, *, signed: bool) -> str:
    """Return the typographic sign of a number; what is too small to write out has none."""
    if abs(value) < SMALLEST:
        return ""
    return "−" if value < 0 else "+" if signed else ""


def number(value: float, *, signed: bool = False) -> str:
    """Return a number with its sign, without a unit."""
    return sign_of(value, signed=signed) + digits(abs(value))


def show(
    figure: Figure, *, unit: bool = True, sign: bool = True, short: bool = False, answer: bool = False
) -> str:
    """Return a figure as the page shows it: ``−USD 6.2 billion``, ``+0.13 %``.

    ``unit`` and ``sign`` can be left out; ``short`` is the form of charts and tables, where a missing figure
    is "no data" and not "not known"; an ``answer`` has at most two significant digits, but for what the report tells
    itself. What is cited bears no nought that its source does not.
    """
    if figure.value is None:
        return NO_DATA if short else NOT_KNOWN
    form = unit_of(figure.unit)
    before = sign_of(figure.value, signed=form.signed) if sign else ""
    size = abs(figure.value)
    written = (
        f"{size:.1e}" if form.tiny else few(size) if answer and figure.source != REPORT else digits(size)
    )
    if figure.quality == "cited" and "." in written and not form.tiny:
        written = written.rstrip("0").rstrip(".")
    if written == NEXT_TO_NOTHING or not unit:
        return before + written
    after = form.short if short and form.short is not None else form.after
    return f"{before}{form.before}{written}{after}"


def rounded(figure: Figure, *, unit: bool = True, sign: bool = True) -> str:
    """Return a figure as an answer gives it: with at most two significant digits, "not known" if missing."""
    return show(figure, unit=unit, sign=sign, answer=True)


FRACTIONS = (
    (0.05, "a twentieth"),
    (0.1, "a tenth"),
    (0.2, "a fifth"),
    (0.25, "a quarter"),
    (1 / 3, "a third"),
    (0.4, "two fifths"),
    (0.5, "one half"),
    (0.6, "three fifths"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
    (0.8, "four fifths"),
    (0.9, "nine tenths"),
)
"""Fractions that have a name, in order."""


def fraction(figure: Figure) -> str:
    """Return a percentage as a fraction a person would say: "about a fifth" for 19 %.

    Falls back to the number with two significant digits where no named fraction is within a tenth of it.
    """
    share = abs(figure.value or 0.0) / 100
    nearest, words = min(FRACTIONS, key=lambda pair: abs(pair[0] - share))
    if figure.value is None or abs(nearest - share) > 0.1 * share:
        return rounded(figure, sign=False)
    return words if abs(nearest - share) < 0.002 else f"about {words}"


@dataclass(frozen=True)
class Range:
    """Two figures of one unit between which the answer lies, the smaller first as the reader sees them.

    ``sign`` is left out where the words around it say the direction ("between 10 and 22 % lower").
    """

    low: Figure
    high: Figure
    sign: bool = True

    @property
    def ends(self) -> tuple[Figure, Figure]:
        """The two figures in the order in which they are read: low to high in size."""
        low, high = self.low, self.high
        turned = (low.value is not None and high.value is not None) and abs(low.value) > abs(high.value)
        return (high, low) if turned and not self.spans_zero else (low, high)

    @property
    def known(self) -> bool:
        """Whether both ends are known."""
        return self.low.value is not None and self.high.value is not None

    @property
    def spans_zero(self) -> bool:
        """Whether the ends differ in sign, so that the direction itself is not known."""
        return (
            self.known
            and min(self.low.value or 0, self.high.value or 0) < -SMALLEST
            and (max(self.low.value or 0, self.high.value or 0) > SMALLEST)
        )

    @property
    def single(self) -> bool:
        """Whether both ends read the same, so that one number says it all."""
        signed = self.sign or self.spans_zero
        return rounded(self.low, sign=signed) == rounded(self.high, sign=signed)


Piece = str | tuple[Figure, bool]
"""Words, or a figure and whether its unit is written."""


def range_pieces(span: Range, between: str = "between ", joint: str = " and ") -> tuple[Piece, ...]:
    """Return what is written for a range: "between 10 and 22 %", one figure where both ends read the same."""
    if not span.known:
        return (NOT_KNOWN,)
    first, second = span.ends
    if span.single:
        return ((second, True),)
    form = unit_of(second.unit)
    if form.before:
        return (f"{between}{form.before}", (first, False), joint, (second, False), form.after)
    return (between, (first, False), joint, (second, True))


def range_words(span: Range, between: str = "between ", joint: str = " and ") -> str:
    """Return a range in words, each end with at most two significant digits."""
    sign = span.sign or span.spans_zero
    return "".join(
        piece if isinstance(piece, str) else rounded(piece[0], unit=piece[1], sign=sign)
        for piece in range_pieces(span, between, joint)
    )


def is_iso(text: str) -> bool:
    """Return whether a text is an ISO day, month or year."""
    return re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", text) is not None


def date_words(iso: str) -> str:
    """Return an ISO day, month or year in words; anything else unchanged."""
    if not is_iso(iso) or len(iso) == 4:
        return iso
    year, month, *day = iso.split("-")
    words = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(day[0])} {words}" if day else words


def capital(words: str) -> str:
    """Return words with a capital at the beginning."""
    return f"{words[:1].upper()}{words[1:]}"


def join(words: Iterable[str], last: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c"."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def several(names: Sequence[str], most: int = 4) -> str:
    """Return names as ``join`` ties them; of more than ``most``, the first and, without a digit, how many others there are."""
    if len(names) <= most:
        return join(names)
    rest = len(names) - most + 1
    return f"{', '.join(names[: most - 1])} and {SMALL[rest] if rest < len(SMALL) else 'many'} others"


def series(items: Iterable[Sequence[Part]]) -> tuple[Part, ...]:
    """Return the parts of items tied as ``join`` ties words, for items that hold figures."""
    told = list(items)
    ties = ["", *(", " for _ in told[1:-1]), " and "]
    return tuple(part for tie, item in zip(ties, told, strict=False) for part in (tie, *item) if part != "")


SMALL = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def counted(count: int) -> str:
    """Return a small whole number in words, a larger one in digits."""
    return SMALL[count] if 0 <= count < len(SMALL) else str(count)
