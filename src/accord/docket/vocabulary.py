"""The reader's lexicons: phrases with a kind and a value, from CSV files that a user may extend.

A file of the same name in the folder ``ACCORD_LEXICON`` adds rows to the shipped one.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from accord.core.errors import InputError
from accord.core.frozen import NamedTuple
from accord.core.places import files
from accord.docket.patterns import regex
from accord.files.reading import read_text

TOKEN = regex(r"(?:[A-Za-z]\.){2,}|U\.[SK]\b|\d+(?:[.,]\d+)+|\w+(?:'(?!s\b)\w+)*|'s\b|[^\s\w]")


class Phrase(NamedTuple):
    """One lexicon entry as the matcher sees it: words in order, what kind it is, what it stands for."""

    words: tuple[str, ...]
    kind: str
    value: str
    exact: bool


class Official(NamedTuple):
    """A well-known office holder; used for the economy of a person the report does not place itself."""

    person: str
    code: str
    role: str
    start: str
    end: str


class Alliance(NamedTuple):
    """A named grouping, the date it was founded, and who launched it where one economy did."""

    name: str
    founded: str
    parties: tuple[str, ...]


class KnownLaw(NamedTuple):
    """A law by its names, whose it is, and the month it was passed."""

    name: str
    code: str
    passed: str
    forms: tuple[str, ...]


class Vocabulary(NamedTuple):
    """Everything looked up; ``names`` and ``things`` map a first word to its phrases, longest first."""

    names: dict[str, tuple[Phrase, ...]]
    things: dict[str, tuple[Phrase, ...]]
    officials: tuple[Official, ...]
    alliances: dict[str, Alliance]
    sectors: dict[str, tuple[str, ...]]
    companies: dict[str, str]
    blocs: dict[str, tuple[str, ...]]
    laws: tuple[KnownLaw, ...]
    regions: dict[str, tuple[str, ...]]


def words_of(text: str) -> tuple[str, ...]:
    """Split a phrase into the tokens the matcher compares."""
    plain = text.split()
    return tuple(plain) if all(map(str.isalpha, plain)) else tuple(TOKEN.findall(text))


@lru_cache(maxsize=4)
def vocabulary(extra: str | None = None) -> Vocabulary:
    """Return the shipped lexicons with those of the folder ``extra`` (or ``ACCORD_LEXICON``) added."""
    folder = extra or os.environ.get("ACCORD_LEXICON")
    names = [*_economy_phrases(folder), *_named_phrases(folder)]
    things = [*_listed("minerals", "mineral", folder), *_listed("products", "product", folder)]
    return Vocabulary(
        names=_by_first_word(names),
        things=_by_first_word(things),
        officials=tuple(
            Official(r["person"], r["code"], r["role"], r["from"] or "", r["to"] or "")
            for r in _rows("officials", folder)
        ),
        alliances={
            r["name"]: Alliance(r["name"], r["founded"] or "", _split(r["parties"]))
            for r in _rows("alliances", folder)
        },
        sectors={r["name"]: _split(r["sectors"]) for r in _rows("products", folder)},
        laws=tuple(
            KnownLaw(r["name"], r["code"], r["passed"], _split(r["forms"])) for r in _rows("laws", folder)
        ),
        companies={r["name"]: r["code"] for r in _rows("companies", folder)},
        blocs={r["name"]: _split(r["members"]) for r in _rows("blocs", folder)},
        regions={name: _split(r["members"]) for r in _rows("regions", folder) for name in _split(r["names"])},
    )


def _economy_phrases(folder: str | None) -> Iterator[Phrase]:
    columns = (("names", "economy"), ("adjectives", "adjective"), ("places", "place"))
    for row in _rows("economies", folder):
        for column, kind in columns:
            for form in _split(row[column]):
                yield Phrase(words_of(form), kind, row["code"], True)
                if form.startswith("the "):
                    yield Phrase(words_of(f"T{form[1:]}"), kind, row["code"], True)
                if len(form) > (5 if kind == "adjective" else 3) and form != form.upper():
                    yield Phrase(words_of(form.upper()), kind, row["code"], True)


def _named_phrases(folder: str | None) -> Iterator[Phrase]:
    for name, kind, value in (
        ("institutions", "institution", "code"),
        ("alliances", "alliance", "name"),
        ("companies", "company", "name"),
    ):
        for row in _rows(name, folder):
            for form in _split(row["forms"]):
                yield Phrase(words_of(form), kind, row[value], True)
    for row in _rows("not_economies", folder):
        yield Phrase(words_of(row["phrase"]), "other", "", True)


def _listed(name: str, kind: str, folder: str | None) -> Iterator[Phrase]:
    for row in _rows(name, folder):
        for form in _split(row["forms"]):
            short = form == form.upper() and len(form) <= 4
            told = "ware" if row.get("sectors") == "" else kind
            yield Phrase(
                tuple(w if short else w.casefold() for w in words_of(form)), told, row["name"], short
            )


def _rows(name: str, folder: str | None) -> list[dict[str, str]]:
    text = files("accord.docket.lexicon").joinpath(f"{name}.csv").read_text("utf-8")
    columns, *lines = csv.reader(text.splitlines())
    rows = [dict(zip(columns, line, strict=True)) for line in lines]
    if folder and (path := Path(folder) / f"{name}.csv").is_file():
        rows += _added(path, tuple(columns))
    return rows


def _added(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a user's own file; raise InputError where it is no table of these columns."""
    try:
        read = csv.DictReader(read_text(path).splitlines(), restval="", strict=True)
        added = list(read)
    except csv.Error as error:
        raise InputError(f"{path}: not a table in CSV: {error}") from None
    if set(read.fieldnames or columns) != set(columns):
        told = ", ".join(map(str, read.fieldnames or ()))
        raise InputError(f"{path}: columns must be {', '.join(columns)}, not {told}")
    for number, row in enumerate(added, 2):
        if None in row:
            raise InputError(f"{path}: row {number} has more cells than there are columns")
    return added


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def _by_first_word(phrases: list[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, dict[tuple[str, ...], Phrase]] = {}
    for phrase in phrases:
        if phrase.words:
            table.setdefault(phrase.words[0].casefold(), {}).setdefault(phrase.words, phrase)
    return {
        first: tuple(
            sorted(entries.values(), key=lambda p: -len(p.words)) if len(entries) > 1 else entries.values()
        )
        for first, entries in table.items()
    }
