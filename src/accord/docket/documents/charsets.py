"""Bytes to text: by mark, by a charset of a known list if one is named, else UTF-8, else Windows-1252."""

from __future__ import annotations

import re
from contextlib import suppress

_UNICODE = "utf-8 utf8 us-ascii ascii utf-16 utf-16le utf-16be utf-16-le utf-16-be"
_LATIN = "latin-1 latin1 l1 iso8859-1 koi8-r koi8-u tis-620 macintosh mac-roman"
_EASTERN = "gb2312 gbk gb18030 big5 shift_jis shift-jis sjis euc-jp iso-2022-jp euc-kr ks_c_5601-1987 cp949"
_PAGES = (f"{name}{page}" for name in ("windows-", "cp") for page in (874, *range(1250, 1259)))
KNOWN = frozenset(
    (*f"{_UNICODE} {_LATIN} {_EASTERN}".split(), *_PAGES, *(f"iso-8859-{n}" for n in range(1, 17)))
)
"""Charsets that are decoded; a name that is not here counts as unknown, whatever Python makes of it."""
_PYTHON = {
    "ks_c_5601-1987": "cp949",
    "macintosh": "mac-roman",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "utf-8",
}


def decoded(data: bytes, named: re.Match[bytes] | str | None = None) -> str:
    """Return text from bytes; what a charset cannot decode becomes a replacement mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    name = named[1].decode("ascii", "ignore") if isinstance(named, re.Match) else named or ""
    name = name.strip("\"' ").casefold()
    if name in KNOWN and not name.startswith("utf"):
        with suppress(LookupError, UnicodeDecodeError):
            return (
                data.decode("utf-8-sig")
                if data.isascii() and "2022" not in name
                else data.decode(_PYTHON.get(name, name))
            )
    if name.startswith("utf-16") and name in KNOWN:
        return data.decode(name, "replace")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    return data.decode("cp1252", "replace")
