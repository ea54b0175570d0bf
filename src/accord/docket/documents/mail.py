"""E-mail: the body a reader would see, and attached reports. Archives are not opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

from accord.core.errors import InputError

MAX_PARTS = 40
_KIND = {"text/html": "html", "application/pdf": "pdf", "text/plain": "text"}


@dataclass(frozen=True)
class MailPart:
    """A part of a message to be read as a document of its own."""

    name: str
    kind: str
    data: bytes
    title: str
    date: date | None


def mail_parts(name: str, data: bytes) -> Iterator[MailPart]:
    """Return the body (plain text before HTML), then attached text, HTML and PDF documents."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        title, day = str(message.get("Subject") or ""), _day(message)
        parts = [p for _, p in zip(range(MAX_PARTS), message.walk(), strict=False) if not p.is_multipart()]
    except Exception:
        raise InputError(f"{name}: the e-mail is damaged beyond reading") from None
    body = _body(parts)
    if body is not None:
        yield MailPart(name, _KIND[body.get_content_type()], _payload(body), title, day)
    attached = [p for p in parts if p is not body and _is_attached(p)]
    for number, part in enumerate(attached, start=1):
        yield MailPart(f"{name} attachment {number}", _KIND[part.get_content_type()], _payload(part), "", day)
    if body is None and not attached:
        raise InputError(f"{name}: the e-mail holds no text")


def _day(message: Message) -> date | None:
    with suppress(Exception):
        return parsedate_to_datetime(str(message.get("Date"))).date()
    return None


def _body(parts: list[EmailMessage]) -> EmailMessage | None:
    shown = [p for p in parts if not _is_attached(p) and p.get_content_type() in ("text/plain", "text/html")]
    plain = (p for p in shown if p.get_content_type() == "text/plain" and len(_payload(p).strip()) > 40)
    return next(plain, None) or next((p for p in shown if p.get_content_type() == "text/html"), None)


def _is_attached(part: EmailMessage) -> bool:
    known = part.get_content_type() in _KIND
    return known and (
        part.get_content_disposition() == "attachment" or part.get_content_type() == "application/pdf"
    )


def _payload(part: EmailMessage) -> bytes:
    """Return a part's bytes, text as UTF-8."""
    with suppress(Exception):
        content = part.get_content()
        return content.encode("utf-8", "replace") if isinstance(content, str) else bytes(content)
    with suppress(Exception):
        raw = part.get_payload(decode=True)
        return raw if isinstance(raw, bytes) else b""
    return b""
