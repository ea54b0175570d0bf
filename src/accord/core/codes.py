"""Economies (ISO 3166 alpha-3, and ROW) and sectors (ISIC revision 4 as the OECD ICIO groups them)."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from accord.core.errors import InputError, short
from accord.core.places import files

SECTORS: dict[str, str] = {
    "A01": "Crops and animals",
    "A02": "Forestry",
    "A03": "Fishing and aquaculture",
    "B05": "Coal",
    "B06": "Crude oil and gas",
    "B07": "Metal ores",
    "B08": "Other mining",
    "B09": "Mining support",
    "C10T12": "Food, drink and tobacco",
    "C13T15": "Textiles, clothing, leather and footwear",
    "C16": "Wood products",
    "C17_18": "Paper and printing",
    "C19": "Refined petroleum and coke",
    "C20": "Chemicals",
    "C21": "Pharmaceuticals",
    "C22": "Rubber and plastics",
    "C23": "Non-metallic minerals",
    "C24A": "Iron and steel",
    "C24B": "Other basic metals",
    "C25": "Metal products",
    "C26": "Electronics and semiconductors",
    "C27": "Electrical equipment",
    "C28": "Machinery",
    "C29": "Motor vehicles",
    "C301": "Ships and boats",
    "C302T309": "Aircraft, rail and other transport equipment",
    "C31T33": "Furniture, jewellery and other manufacturing",
    "SERVICES": "Services, utilities and construction",
}
"""The 28 sectors of World 2022 in their fixed order; the last is ISIC D to T."""

GOODS: tuple[str, ...] = tuple(code for code in SECTORS if code != "SERVICES")

SECTOR_SETS: dict[str, tuple[str, ...]] = {
    "all": tuple(SECTORS),
    "goods": GOODS,
    "agriculture": ("A01", "A02", "A03"),
    "farm_and_food": ("A01", "A02", "A03", "C10T12"),
    "mining": ("B05", "B06", "B07", "B08", "B09"),
    "energy": ("B05", "B06", "C19"),
    "manufacturing": tuple(code for code in SECTORS if code.startswith("C")),
    "industrial": tuple(code for code in SECTORS if code.startswith("C") and code != "C10T12"),
    "metals": ("C24A", "C24B", "C25"),
    "services": ("SERVICES",),
}
"""Named sets that a measure may use in place of a list of sectors."""


@lru_cache(maxsize=1)
def economies() -> dict[str, str]:
    """Return the short English name of every economy by its ISO 3166 alpha-3 code, and of ROW."""
    text = files("accord.core").joinpath("data/economies.csv").read_text("utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


def economy_name(code: str) -> str:
    """Return the short name of an economy, or the code itself where none is registered."""
    return economies().get(code, code)


_WITH_ARTICLE = ("United", "Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Rest of the world")


def the(code: str, *, start: bool = False) -> str:
    """Return an economy's name with its article; ``start`` of a sentence has a capital."""
    name = economy_name(code)
    if not name.startswith(_WITH_ARTICLE):
        return name
    article = "The" if start else "the"
    return f"{article} {'rest of the world' if name.startswith('Rest') else name}"


def sector_name(code: str) -> str:
    """Return the short name of a sector, or the code itself for a world with sectors of its own."""
    return SECTORS.get(code, code)


def nearest(word: str, options: Iterable[str]) -> str:
    """Return ``" (did you mean A or B?)"`` for the closest options, or an empty string."""
    if len(word) > 60:
        return ""
    import difflib

    by_fold = {option.casefold(): option for option in options}
    close = difflib.get_close_matches(word.casefold(), by_fold, n=3, cutoff=0.6)
    names = [by_fold[key] for key in close]
    return f" (did you mean {' or '.join(names)}?)" if names else ""


def check_code(word: str, options: Iterable[str], what: str, where: str) -> str:
    """Return ``word`` if it is one of ``options``; else raise InputError naming the closest ones.

    ``what`` is the kind of thing ("economy", "sector"), ``where`` the place it was found.
    """
    known = tuple(options)
    if word in known:
        return word
    raise InputError(f"{where}: unknown {what} {short(word)}{nearest(word, known)}")


AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "korea": ("KOR", "PRK"),
    "virginislands": ("VGB", "VIR"),
    "samoaislands": ("WSM", "ASM"),
}
"""Words that name more than one economy: they are asked about, never decided."""


def folded(word: str) -> str:
    """Return a name without case, accents, signs and a leading article, for comparison."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    letters = "".join(c for c in plain.replace("&", "and").replace("ı", "i") if c.isalnum() or c.isspace())
    return "".join(letters.split()[1:] if letters.startswith("the ") else letters.split())


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    text = files("accord.core").joinpath("data/economy_names.csv").read_text("utf-8")
    names = [(row["name"], row["code"]) for row in csv.DictReader(text.splitlines())]
    names += [(name, code) for code, name in economies().items()]
    names += [(code, code) for code in economies()]  # last: a code is never another economy's name
    return {folded(name): code for name, code in names}


def find_economy(word: str) -> str | None:
    """Return the alpha-3 code of an economy named as people name it, or None.

    Codes of three and two letters, short, official and other usual names ("IND", "us", "UK", "Viet Nam",
    "Türkiye", "Ivory Coast"), in any case and with or without accents. Groups are not economies.
    """
    if word in economies():
        return word
    return _by_name().get(folded(word)) if len(word) <= 80 else None


def economy_of(word: str, known: Iterable[str], where: str = "economy") -> str:
    """Return which of the economies ``known`` (those of a world) a word names, by code or as people do.

    A world's own codes come first; raise InputError where it has no such economy.
    """
    codes = tuple(known)
    if word in codes:
        return word
    if (found := find_economy(word)) in codes:
        return str(found)
    return check_code(word, codes, "economy", where)


def economy_code(word: str, where: str = "economy") -> str:
    """Return the alpha-3 code of an economy (see ``find_economy``); raise InputError for any other word."""
    if found := find_economy(word):
        return found
    if several := AMBIGUOUS.get(folded(word)):
        names = " or ".join(f"{economy_name(code)} ({code})" for code in several)
        raise InputError(f"{where}: '{word}' may be {names}: name one of them")
    table = economies()
    raise InputError(f"{where}: unknown economy {short(word)}{nearest(word, (*table, *table.values()))}")


def known_economy(word: str) -> str:
    """Return the alpha-3 code of an economy named as people name it; ValueError with the closest codes."""
    if found := find_economy(word):
        return found
    raise ValueError(f"unknown economy {short(word)}{closest_economy(word)}")


def closest_economy(word: str) -> str:
    """Return ``" (did you mean IND?)"`` for a misspelt code or a name, or an empty string."""
    by_name = {name.casefold(): code for code, name in economies().items()}
    return nearest(by_name.get(word.casefold(), word), economies())
