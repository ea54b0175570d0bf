"""Lines to what they are: headings, paragraphs, bullets, speeches, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from accord.core.frozen import dataclass
from accord.docket.documents.residues import without_emphasis
from accord.docket.documents.tables import LIST_ROWS, has_heads, is_rule, listed_rate, table_at
from accord.docket.patterns import regex
from accord.docket.rules import words as word_list


@dataclass(frozen=True)
class Raw:
    """A block before it has a place: a table keeps its rows of cells, all else its text."""

    kind: str
    text: str = ""
    level: int = 0
    speaker: str = ""
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    headed: bool = False


_MARKED = regex(r"\s*(?P<depth>#{1,6})\s+(?P<words>\S.*?)\s*#*\s*")
_BOLD = regex(r"\s*\*\*(?P<words>[^*]{2,140}?)\*\*:?\s*")
_BULLET = regex(
    r"(?P<indent>\s*)(?P<mark>[-*\u2022\u25cf\u25aa\u25e6\u2023\u00b7\u2043\uf0b7]|\u2013(?=\s)"
    r"|(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]"
    r"|\((?:\d{1,2}|[a-z]|[ivx]{1,4})\))\s+(?P<words>\S.*)"
)
_DASHES = ("-", "\u2013")
_ORDERED = regex(r"\s*(?:\d|[a-z]|\()")
_INLINE = regex(r"(?:(?<=[a-z0-9%)][.;:!?])\s+[-\u2013]\s+(?=[A-Z])|\s*[\u2022\u25cf\u25aa]\s+)")
_LEAD = regex(r"(?P<head>[A-Z][A-Z0-9&,.'/ -]{7,110}[A-Z0-9.)]):\s+(?=\S)")
_LEADING = regex(r"\b(?:AND|FOR|THE|TO|OF|ON|IN|WITH|[A-Z]{3,}ING|FACT|SHEET|STATEMENT)\b")
_LABEL = regex(
    r"\s*(?P<label>(?:[A-Z\u00c0-\u017d][A-Z\u00c0-\u017d.'-]{0,20}(?:\s+(?:[A-Z\u00c0-\u017d][A-Z\u00c0-\u017d.'-]{1,20}|[A-Z]\.)){0,4}"
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Amb)\.?\s+[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?"
    r"|(?:The\s+)?(?:Secretary|President|Prime\s+Minister|Minister|Ambassador|Chair(?:man|woman|person)?"
    r"|Senator|Representative|Commissioner|"
    r"Director|Governor|Speaker|Moderator|Reporter|Question|Answer|Interviewer|Host|Q"
    r"|A)(?:\s+[A-Z][\w.'-]+){0,3}))"
    r"(?:\s*\([^)\n]{2,40}\))?\s*:\s+(?P<words>\S.*)"
)
_ROLE = regex(
    r"\b(?:chair|ambassador|secretary|minister|president|senator|sen|rep|representative|mr|mrs|ms|dr"
    r"|moderator|reporter|question|answer|"
    r"commissioner|speaker|host|interviewer|q|a|governor|director)\b",
    re.IGNORECASE,
)
_HEADER_LIKE = regex(
    r"(?:TITLE|HEADLINE|SOURCE|URL|DATE|PUBLISHED|OUTLET|PUBLISHER|NOTE|FACT SHEET"
    r"|EMBARGO\w*|CONTACT)$",
    re.IGNORECASE,
)
_PAGE = regex(
    r"\s*(?:[-\u2013\u2014]\s*)?(?:page\s+)?\d{1,4}(?:\s*(?:of"
    r"|/)\s*\d{1,4})?(?:\s*[-\u2013\u2014])?\s*",
    re.IGNORECASE,
)
_ENDS = regex(r"[.!?:;\"')\]]$")
_WRAPPED = 60
"""Width from which lines that do not end a sentence are taken to be wrapped."""
_CUT = regex(r"[a-z)][.;:]\s+[^.]{1,60}$|\b(?:the|a|an|of|and|or|to|in|on|for|with|by|from|that|this)$")
_CLOSED = regex(r"[.!?;,:\"')\]]$")
_STOPPED = regex(r"[.;,:][\"'\u201d\u2019)\]]*$|\b(?:the|an?|of|and|or)$")
"""How a line ends that is no headline."""
_HEADLINE = 170
"""Characters that the line above a whole report may have; a heading further down has fewer."""
_UNDERLINE = regex(r"\s*(?:={3,}|-{3,})\s*")


def raw_blocks(lines: Sequence[str], labels: frozenset[str]) -> list[Raw]:
    """Return the blocks of lines in order; ``labels`` are the speakers of a transcript (``speakers``)."""
    found: list[Raw] = []
    buffer: list[str] = []
    indents: list[int] = []
    held: Raw | None = None

    def flush() -> None:
        nonlocal held
        if held is not None:
            found.append(replace(held, text=without_emphasis(" ".join([held.text, *buffer]).strip())))
        else:
            found.extend(Raw("paragraph", without_emphasis(p)) for p in unwrapped(buffer))
        held = None
        buffer.clear()

    number, lines = 0, list(lines)
    while number < len(lines):
        line = lines[number]
        table, after = _table(lines, number)
        if table is not None:
            flush()
            found.append(table)
            number = after
            continue
        new = _opening(lines, number, labels, indents)
        if (
            new is not None
            and new.mark in _DASHES
            and held is None
            and buffer
            and not _ENDS.search(buffer[-1])
        ):
            new = None
        if new is not None or not line.strip():
            flush()
            held = new
            number += 2 if new is not None and new.kind == "heading" and _is_underlined(lines, number) else 1
            if new is not None and new.kind == "heading":
                flush()
            continue
        buffer.append(" ".join(line.split()))
        number += 1
    flush()
    return _refined([r for r in found if r.text or r.rows])


def _table(lines: list[str], number: int) -> tuple[Raw | None, int]:
    """Return the table that starts at a line and the line after it, its rows all as long as the longest."""
    rows, after = table_at(lines, number) if lines[number].strip() else ([], number)
    if not rows:
        return None, number
    headed = is_rule(lines[number + 1]) or has_heads(rows)
    width = max(map(len, rows))
    filled = tuple(tuple((row + [""] * width)[:width]) for row in rows)
    return Raw("table", rows=filled, headed=headed), after


def _opening(lines: Sequence[str], number: int, labels: frozenset[str], indents: list[int]) -> Raw | None:
    """Return the block that a line opens, where a mark, a label or an underline tells."""
    line = lines[number]
    if m := _MARKED.fullmatch(line):
        return Raw("heading", without_emphasis(m["words"]), len(m["depth"]))
    bold = _BOLD.fullmatch(line)
    if bold and not _CLOSED.search(bold["words"].rstrip(":")):
        return Raw("heading", " ".join(bold["words"].split()), 3)
    if _is_underlined(lines, number):
        return Raw("heading", " ".join(line.split()), 1 if "=" in lines[number + 1] else 2)
    if (m := _LABEL.fullmatch(line)) and m["label"] in labels:
        return Raw("speech", " ".join(m["words"].split()), 0, m["label"])
    return _bullet(line, indents)


def _bullet(line: str, indents: list[int]) -> Raw | None:
    """Return a bullet or a numbered point; a numbered line in capitals is a heading."""
    m = _BULLET.fullmatch(line)
    if m is None:
        return None
    words = " ".join(m["words"].split())
    if _ORDERED.match(line) and words.isupper():
        return Raw("heading", words, 2)
    return Raw("bullet", words, _depth(indents, len(m["indent"].expandtabs(4))), mark=m["mark"])


def _is_underlined(lines: Sequence[str], number: int) -> bool:
    below = lines[number + 1] if number + 1 < len(lines) else ""
    above = lines[number - 1] if number else ""
    short = 2 < len(lines[number].strip()) < 100 and not above.strip()
    return short and bool(_UNDERLINE.fullmatch(below)) and _BULLET.fullmatch(lines[number]) is None


def _depth(indents: list[int], indent: int) -> int:
    """Return how deep a bullet is nested, from the indents of those before it."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents) - 1


def unwrapped(block: Sequence[str]) -> list[str]:
    """Join hard-wrapped lines (as in e-mail); leave lines that are paragraphs or names of their own."""
    lines = [line for line in block if line]
    width = max(map(len, lines), default=0)
    wraps = width >= _WRAPPED or any(line[:1].islower() for line in lines[1:])
    out = lines[:1]
    for before, line in pairwise(lines):
        open_ = not _ENDS.search(before)
        full = width <= 100 and len(before) > 0.6 * width
        cut = open_ and (line[:1].islower() or (wraps and bool(_CUT.search(before))))
        if cut or (wraps and full and (open_ or len(before) > 0.75 * width)):
            out[-1] += f" {line}"
        else:
            out.append(line)
    return out


def _refined(raws: list[Raw]) -> list[Raw]:
    """Tell headings from paragraphs, split "IN CAPITALS: text" and bullets within a line."""
    parts = [part for raw in raws for part in _parts(raw)]
    parts = [p for p in parts if not (p.kind == "paragraph" and _PAGE.fullmatch(p.text))]
    top = parts[:1] if len(parts) > 1 and _tops(*parts[:2]) else []
    kept = _rejoined(parts[len(top) :])
    below = [_headed(part, kept[i + 1] if i + 1 < len(kept) else None) for i, part in enumerate(kept)]
    return _rated([*(replace(part, kind="heading", level=4) for part in top), *below])


def _tops(first: Raw, after: Raw) -> bool:
    """Whether a line is the headline of a report: it may be longer than a heading, and end with a name."""
    plain = first.kind == "paragraph" and len(first.text) <= _HEADLINE and not _STOPPED.search(first.text)
    below = after.kind in ("paragraph", "speech") and after.text[:1].isupper()
    return plain and below and first.text[:1].isupper() and 2 * len(after.text) > len(first.text)


def _rated(parts: list[Raw]) -> list[Raw]:
    """Read lines of a name and a rate that follow each other as a table: "Japan (25%)", "Laos (40%)"."""
    kept: list[Raw] = []
    rows: list[list[str]] = []
    held: list[Raw] = []
    for part in [*parts, None]:
        row = listed_rate(part.text) if part is not None and part.kind in _LISTING else None
        if part is not None and row is not None:
            rows.append(row)
            held.append(part)
            continue
        kept += [_as_table(rows)] if len(rows) >= LIST_ROWS else held
        kept += [part] if part is not None else []
        rows, held = [], []
    return kept


_LISTING = ("bullet", "paragraph", "heading")


def _as_table(rows: list[list[str]]) -> Raw:
    if not any(old for _, _, old in rows):
        return Raw("table", rows=tuple((name, rate) for name, rate, _ in rows))
    return Raw("table", rows=(("", "rate", "rate before"), *(tuple(r) for r in rows)), headed=True)


def _rejoined(parts: list[Raw]) -> list[Raw]:
    """Join what a page or a line break has cut: text goes on where the part before has no end."""
    kept: list[Raw] = []
    for part in parts:
        before = kept[-1] if kept else None
        if before is not None and _goes_on(before, part):
            mark = f"{part.mark} " if part.mark.startswith("(") else ""
            kept[-1] = replace(before, text=f"{before.text} {mark}{part.text}")
        else:
            kept.append(part)
    return kept


_STARTERS = word_list("sentence_starters")


def _goes_on(before: Raw, part: Raw) -> bool:
    if before.kind not in ("paragraph", "bullet") or _ENDS.search(before.text) or len(before.text) < 60:
        return False
    lower = part.text[:1].islower()
    if part.kind == "bullet":
        return lower and part.mark.startswith("(") and not before.text.endswith((" or", " and"))
    cut = re.search(r"(?:\b(?:of|the|and|or|a|an|to|in|on|for|with|by|from|that)|,)$", before.text)
    said = re.search(r",\s+(?:says|said)\s[^,.]{3,60}$", before.text)
    name = before.kind == "paragraph" and not said and re.search(r"\s[A-Z][\w.]*$", before.text)
    opens = part.text.partition(" ")[0].casefold() in _STARTERS
    return part.kind == "paragraph" and (lower or (len(part.text) > 40 and bool(cut or (name and not opens))))


def _parts(raw: Raw) -> Iterator[Raw]:
    if raw.kind not in ("paragraph", "bullet"):
        yield raw
        return
    lead = _LEAD.match(raw.text)
    text = raw.text
    if lead and raw.kind == "paragraph" and _is_lead(lead["head"]):
        yield Raw("heading", lead["head"], 3)
        text = text[lead.end() :]
    first, *more = _INLINE.split(text)
    if first.strip():
        yield replace(raw, text=first.strip())
    level = raw.level + 1 if raw.kind == "bullet" and "\u2022" not in text else raw.level
    yield from (Raw("bullet", each.strip(), level) for each in more if each.strip())


def _is_lead(head: str) -> bool:
    """Whether words in capitals before a colon are a heading, not the place of a dateline."""
    words = head.split()
    return len(words) > 2 and (len(words) > 5 or bool(_LEADING.search(head)))


def _headed(raw: Raw, after: Raw | None) -> Raw:
    """Return a short line without a stop, with text below it, as a heading."""
    words = raw.text.split()
    told = raw.kind == "paragraph" and after is not None and after.kind != "heading"
    short = len(raw.text) <= 90 and 0 < len(words) <= 14 and not _CLOSED.search(raw.text)
    if (
        told
        and short
        and raw.text[:1].isupper()
        and after is not None
        and len(after.text) > len(raw.text) // 2
    ):
        return replace(raw, kind="heading", level=4)
    return raw


def speakers(lines: Sequence[str]) -> frozenset[str]:
    """Return the labels of a transcript: two lines with labels, one twice or with an office."""
    found = Counter(
        m["label"] for line in lines if (m := _LABEL.fullmatch(line)) and not _HEADER_LIKE.match(m["label"])
    )
    if found.total() < 2:
        return frozenset()
    known = {label for label, count in found.items() if count > 1 or _ROLE.search(label)}
    is_one = len(known) > 1 or any(count > 1 for count in found.values())
    return frozenset(found) if known and is_one else frozenset()
