"""Mail in a text: quoted lines, forwarded heads, signatures and what stands at the foot of a newsletter."""

from __future__ import annotations

import re
from dataclasses import field

from accord.core.frozen import dataclass
from accord.docket.patterns import regex

_FORWARDED = regex(
    r"\s*(?:-{2,}\s*)?(?:Forwarded\s+message|Original\s+Message|Begin\s+forwarded\s+message"
    r"|Weitergeleitete\s+Nachricht):?\s*(?:-{2,})?\s*",
    re.IGNORECASE,
)
_ORIGINAL = regex(r"\s*-{2,}\s*Original\s+Message\s*-{2,}\s*", re.IGNORECASE)
"""Stands over what a letter answers, and over what it forwards where it has no text of its own."""
LEAST_REPORT = 45
"""Characters from which a line above an original message is a report of its own, no covering note."""
_FIELD = regex(
    r"\s*(?P<key>From|Sent|Date|To|Cc|Bcc|Subject"
    r"|Reply-To)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_WROTE = regex(
    r"\s*On\s.{6,200}\bwrote:\s*|\s*(?:-{2,}\s*)?On\s+\d{1,2}\s.{4,160}\bwrote:\s*"
    r"|\s*_{20,}\s*",
    re.IGNORECASE,
)
_FOOT = regex(
    r"\s*(?:Unsubscribe\b.*|.*\bunsubscribe\b.*|Manage\s+(?:your\s+)?preferences\b.*"
    r"|View\s+(?:this\s+email\s+)?in\s+(?:your\s+)?browser.*|"
    r"You\s+(?:are\s+receiving|received)\s+this\s+(?:e-?mail|message|newsletter).*|Sent\s+from\s+my\s+\w+.*|"
    r"(?:©|\(c\)(?=\s*(?:\d{4}|copyright))|Copyright\b).{0,120}|All\s+rights\s+reserved\.?|Sign\s+up\s+(?:for|to)\s+(?:our|the"
    r"|more)\b.{0,100}|"
    r"(?:Share|Print|Advertisement|Follow\s+us|Read\s+more|Related(?:\s+(?:stories|articles|content))?"
    r"|Most\s+read|"
    r"\d+\s?(?:m|h|d|mins?|minutes|hours?|hrs?)\s+ago|#{2,}|-30-|\*{3,}|(?:Media\s+)?Contacts?:.{0,200}|FOR\s+IMMEDIATE\s+RELEASE|Skip\s+to\s+(?:main\s+)?content|Loading\.*|Subscribe(?:\s+now)?|Log\s+in|Back\s+to\s+top)\s*:?)\s*",
    re.IGNORECASE,
)
MOST_SIGNATURE = 12


@dataclass(frozen=False)
class Kept:
    """The lines that are the document's own, the fields of a forwarded head, and what was left out."""

    lines: list[str]
    forwarded: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def own_lines(lines: list[str]) -> Kept:
    """Return the lines of a text without quoted replies, forwarded heads, signatures and feet."""
    kept = Kept([])
    quoted, number = 0, 0
    while number < len(lines):
        line = lines[number]
        if _ORIGINAL.fullmatch(line) and any(len(k) > LEAST_REPORT for k in kept.lines):
            quoted += sum(1 for rest in lines[number + 1 :] if rest.strip())
            break
        if _FORWARDED.fullmatch(line):
            number = _take_forwarded(lines, number + 1, kept)
            continue
        if _is_signature(lines, number):
            number = len(lines)
            continue
        if line.lstrip().startswith(">"):
            quoted += 1
        elif _WROTE.fullmatch(line):
            if _is_reply_below(lines, number + 1):
                quoted += sum(1 for rest in lines[number + 1 :] if rest.strip())
                break
        elif not _FOOT.fullmatch(line):
            kept.lines.append(line)
        number += 1
    if quoted:
        kept.notes.append(f"{quoted} quoted line{'s' * (quoted > 1)} of earlier mail left out")
    return kept


def _take_forwarded(lines: list[str], number: int, kept: Kept) -> int:
    """Take the head of a forwarded message; the text below it is the report."""
    while number < len(lines) and (not lines[number].strip() or _FIELD.fullmatch(lines[number])):
        match = _FIELD.fullmatch(lines[number])
        if match:
            key = "date" if match["key"].casefold() in ("date", "sent") else match["key"].casefold()
            kept.forwarded.setdefault(key, match["value"].strip())
        elif kept.forwarded and number + 1 < len(lines) and not _FIELD.fullmatch(lines[number + 1]):
            break
        number += 1
    return number


def _is_signature(lines: list[str], number: int) -> bool:
    """Whether a line of two hyphens starts a short signature at the end."""
    if lines[number].rstrip() != "--" or not number or len(lines) - number > 4 * MOST_SIGNATURE:
        return False
    return sum(1 for line in lines[number + 1 :] if line.strip()) <= MOST_SIGNATURE


def _is_reply_below(lines: list[str], number: int) -> bool:
    """Whether what follows "On ... wrote:" is an old message in full, without quote marks."""
    rest = [line for line in lines[number:] if line.strip()]
    return bool(rest) and not any(line.lstrip().startswith(">") for line in rest[:3])
