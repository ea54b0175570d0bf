"""E-mail to text, in the child process: the body a reader would see, then attached reports.

Header lines are cut, parts and depth counted, and charsets taken from a list, before the standard library's
parser sees the message; its old policy is used, which does not read the grammar of headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

from accord.core.errors import MissingExtraError
from accord.core.frozen import dataclass
from accord.docket.documents.characters import printable
from accord.docket.documents.charsets import decoded
from accord.docket.documents.extracted import MAX_TEXT, Extracted, Left
from accord.docket.documents.html import html_document
from accord.docket.documents.pdf import pdf_document
from accord.docket.patterns import regex

MAX_PARTS = 40
MAX_BOUNDARIES = 30
MAX_HEADER = 4_000
"""Bytes of one header line, folded lines counted together; what is longer is cut."""
MAX_HEADERS = 200
MAX_SUBJECT = 1_000
_BOUNDARY = re.compile(rb"boundary\s*=\s*\"?([^\";\r\n]{1,200})", re.IGNORECASE)
_NAMED = regex(r"(?:file)?name\*?\d?\*?\s*=\s*(?:\"([^\"\r\n]{1,300})\"|([^;\s\"]{1,300}))", re.IGNORECASE)
_CHARSET = regex(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_SHOWN = 40
_TEXTS = ("text/plain", "text/html")


@dataclass(frozen=True)
class _Part:
    """One leaf of a message: its kind (``text/plain`` ...), whether it is attached, and its raw self."""

    kind: str
    attached: bool
    message: Message


def mail_documents(data: bytes) -> Iterator[Extracted | Left]:
    """Return the body (plain text before HTML), then what is attached; a broken part is ``Left``."""
    message = BytesParser(policy=compat32).parsebytes(capped(data))
    title, day = _subject(message), _day(message)
    parts = list(_parts(message))
    body = _body(parts)
    if body is not None:
        yield _read(body, "", title, day)
    number = 0
    for part in parts:
        if part is body or not part.attached:
            continue
        number += 1
        name = f"attachment {number}"
        if part.kind in _READERS:
            yield _read(part, name, "", day)
        else:
            yield Left(f"{name}{_called(part)} is {part.kind or 'of no known kind'}, which is not read")


def _read(part: _Part, name: str, title: str, day: str | None) -> Extracted | Left:
    """Return a part as text; one that cannot be read is named, and the rest of the mail goes on."""
    try:
        found = _READERS[part.kind](part.message)
        if found.text.strip():
            return replace(found, title=title or found.title, date=day or found.date, part=name)
        why = "holds no text"
    except MissingExtraError as error:
        why = f"was not read: {error}"
    except Exception:
        why = "could not be read"
    return Left(f"{name or 'the body'}{_called(part)} {why}")


def capped(data: bytes) -> bytes:
    """Return a message whose header lines, header count and multipart nesting are within limits."""
    out: list[bytes] = []
    boundaries: list[bytes] = []
    in_headers, size, count = True, 0, 0
    for line in data.splitlines(keepends=True):
        if not in_headers:
            if line.startswith(b"--") and any(line.startswith(b"--" + b) for b in boundaries):
                in_headers, size, count = True, 0, 0
            out.append(line)
            continue
        if not line.strip():
            in_headers = False
            out.append(line)
            continue
        folded = line[:1] in (b" ", b"\t")
        size = size + len(line) if folded else len(line)
        count += not folded
        if count > MAX_HEADERS or (folded and size > MAX_HEADER):
            continue
        kept = line if len(line) <= MAX_HEADER else line[:MAX_HEADER].rstrip() + b"\n"
        found = _BOUNDARY.search(kept)
        if found and len(boundaries) >= MAX_BOUNDARIES:
            continue
        if found:
            boundaries.append(found[1].strip())
        out.append(kept)
        in_headers = True
    return b"".join(out)


def _parts(message: Message) -> Iterator[_Part]:
    """Return the leaves of a message; those inside a forwarded message count as attached."""
    stack: list[tuple[Message, bool, int]] = [(message, False, 0)]
    seen = 0
    while stack and seen < MAX_PARTS * 4:
        one, nested, depth = stack.pop()
        seen += 1
        content = one.get_payload()
        if isinstance(content, list):
            inner = nested or (one.get_content_maintype() == "message")
            inside = [each for each in content[:MAX_PARTS] if isinstance(each, Message)]
            stack += [(each, inner, depth + 1) for each in reversed(inside) if depth < MAX_BOUNDARIES]
            continue
        kind = one.get_content_type()
        head = str(one.get("Content-Disposition", ""))[:60].strip().casefold()
        shown = kind in _TEXTS and not head.startswith("attachment") and not nested
        yield _Part(kind, not shown, one)


def _body(parts: list[_Part]) -> _Part | None:
    """Return the part a reader would see: plain text of some length, else HTML, else what was forwarded."""
    for pool in ([p for p in parts if not p.attached], [p for p in parts if p.kind in _TEXTS]):
        plain = (p for p in pool if p.kind == "text/plain" and len(_bytes(p.message).strip()) > _SHOWN)
        html = (p for p in pool if p.kind == "text/html")
        found = next(plain, None) or next(html, None) or next(iter(pool), None)
        if found is not None:
            return found
    return None


def _bytes(message: Message) -> bytes:
    with suppress(Exception):
        raw = message.get_payload(decode=True)
        return raw if isinstance(raw, bytes) else b""
    return b""


def _charset(message: Message) -> str:
    found = _CHARSET.search(str(message.get("Content-Type", ""))[:MAX_HEADER])
    return found[1] if found else ""


def _text(message: Message) -> Extracted:
    return Extracted(decoded(_bytes(message), _charset(message))[:MAX_TEXT])


def _html(message: Message) -> Extracted:
    return html_document(decoded(_bytes(message), _charset(message)).encode("utf-8", "replace"))


def _pdf(message: Message) -> Extracted:
    return pdf_document(_bytes(message))


_READERS = {"text/plain": _text, "text/html": _html, "application/pdf": _pdf}


def _subject(message: Message) -> str:
    """Return the subject in words; a part in an unknown charset is read as UTF-8."""
    raw = " ".join(str(message.get("Subject", ""))[:MAX_SUBJECT].split())
    with suppress(Exception):
        found = decode_header(raw)
        raw = "".join(p if isinstance(p, str) else decoded(p, c) for p, c in found)
    return re.sub(r"^(?:(?:fwd?|re|aw|wg|tr)\s*:\s*)+", "", printable(raw, MAX_SUBJECT), flags=re.IGNORECASE)


def _day(message: Message) -> str | None:
    with suppress(Exception):
        return parsedate_to_datetime(str(message.get("Date", ""))[:100]).date().isoformat()
    return None


def _called(part: _Part) -> str:
    for header in ("Content-Disposition", "Content-Type"):
        found = _NAMED.search(str(part.message.get(header, ""))[:MAX_HEADER])
        if found:
            return f" ({printable(found[1] or found[2], 80)})"
    return ""
