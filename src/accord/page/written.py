"""The numbers that stand in a page or another file as it was written, and the words of each figure's mark."""

from __future__ import annotations

import re
from urllib.parse import unquote


def _written(content: bytes) -> str:
    """Return a file's text, what a page holds for downloading (its ``data:`` addresses) decoded after it."""
    text = content.decode("utf-8", "replace")
    return "\n".join([text, *(unquote(kept) for kept in re.findall(r'href="data:[^",]*,([^"]*)"', text))])


def numbers(content: bytes) -> list[str]:
    """Return the numbers of a file as written, those of a page's marks and styles left out."""
    words = re.sub(r"<style.*?</style>|<[^>]*>", " ", _written(content), flags=re.S)
    return re.findall(r"\d+(?:[.,]\d+)*(?:e[-+]?\d+)?", words)


def keyed(content: bytes) -> set[tuple[str, str]]:
    """Return the figures of a page, each by its key and the words that it stands in."""
    marks = re.findall(r'data-key="([^"]*)" value="([^"]*)"[^>]*>([^<]*)<', _written(content))
    return {(key, f"reads '{words} ({value})'") for key, value, words in marks}
