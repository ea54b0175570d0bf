"""Move a tariff: the question that an address holds, and the same question as file, Python and command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from accord import groups
from accord.core.codes import GOODS, SECTOR_SETS, SECTORS, economy_code, find_economy
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.page.names import name, the
from accord.policy import Scenario
from accord.policy.goods import find, shares
from accord.policy.stack.book import load_book

WORLD = "world-2022"
MODES = {"level": "instead of every duty there is", "add": "on top of the duties there are"}
ANSWERS = {"none": "answers with nothing", "same": "answers with the same"}
HORIZONS = {"1": "1 year", "10": "10 years", "long": "far end"}
HIGHEST = 200.0
MOST = 30
"""Sellers or sectors that one question names."""


@dataclass(frozen=True)
class Move:
    """Who charges whom what on which goods, from which day's law, how far on.

    ``rate`` in percent; ``mode`` is ``level`` or ``add``; ``back`` is ``none`` or ``same``; ``sellers`` are codes
    of economies and groups; ``goods`` and ``free`` are codes of sectors or sets, ``goods`` may be words or HS codes.
    """

    importer: str = "USA"
    sellers: tuple[str, ...] = ("IND",)
    goods: tuple[str, ...] = ("goods",)
    free: tuple[str, ...] = ()
    rate: float = 18.0
    mode: str = "level"
    back: str = "none"
    horizon: str = "10"
    against: str = "world-year"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The state as the pairs of an address, all of it, in one order."""
        return [
            ("by", self.importer),
            ("on", ",".join(self.sellers)),
            ("goods", ",".join(self.goods)),
            *([("free", ",".join(self.free))] if self.free else []),
            ("rate", f"{self.rate:g}"),
            ("how", self.mode),
            ("back", self.back),
            ("h", self.horizon),
            ("against", self.against),
        ]

    @property
    def address(self) -> str:
        """The address that holds the question."""
        return f"/tariff?{urlencode(self.pairs, safe=',:')}"

    def at(self, rate: float) -> Move:
        """Return the same question at another rate."""
        return replace(self, rate=rate)

    @property
    def id(self) -> str:
        """The scenario's id, of the words of the question."""
        words = f"{self.importer}-on-{'-'.join(self.sellers[:3])}-{self.rate:g}".lower()
        return "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in words)

    @property
    def title(self) -> str:
        """The question in a line."""
        sold = " and ".join(the(code) for code in self.sellers[:3])
        return f"{name(self.importer)}: {self.rate:g} % on goods of {sold}, {MODES[self.mode]}"

    def scenario(self) -> Scenario:
        """Return the question as a scenario: what its file, the library and the command solve."""
        sectors, hit = self.scope
        measure: dict[str, object] = {
            "kind": "tariff",
            "importers": [self.importer],
            "exporters": list(self.sellers),
            "sectors": list(sectors),
            "mode": self.mode,
            "rate": self.rate,
        }
        if hit:
            measure["share_hit"] = hit
        measures = [measure]
        if self.back == "same":
            turned = {"importers": list(self.sellers), "exporters": [self.importer]}
            measures.append({**{k: v for k, v in measure.items() if k != "share_hit"}, **turned})
        return Scenario.from_dict(
            {"id": self.id, "title": self.title, "as_of": self.day, "measures": measures}, "tariff"
        )

    @property
    def scope(self) -> tuple[tuple[str, ...], dict[str, float]]:
        """The sectors that are charged, and where products are named their share of each sector."""
        return _scope(self)

    @property
    def day(self) -> date:
        """The day of the comparison, at which groups have their members."""
        return date.fromisoformat(self.against.removeprefix("law:")) if ":" in self.against else last_day()

    def python(self) -> str:
        """Return the lines of Python that give the same figures."""
        return (
            "import accord\nfrom accord.study.document import run_document\n\n"
            f'found = accord.run("{self.id}.yml", "{WORLD}", horizon="{self.horizon}", against="{self.against}")\n'
            f'run_document(found)["economies"]["{self.importer}"]'
        )

    def command(self) -> str:
        """Return the command that gives the same figures."""
        return f"accord run {self.id}.yml --horizon {self.horizon} --against {self.against} --json"


@lru_cache(maxsize=1)
def last_day() -> date:
    """Return the last day of which the shipped law is known, today if that is earlier."""
    return min(date.today(), load_book("USA").until)


def move_of(given: Mapping[str, str], codes: tuple[str, ...]) -> Move:
    """Read an address; raise InputError with the sentence that stands at its field. ``codes`` are the world's."""
    importer = _party(given.get("by", "USA"), codes, "who charges")
    move = Move(
        importer=importer,
        sellers=tuple(_seller(word, codes) for word in _words(given.get("on", "IND"), "on goods from")),
        goods=_goods(given.get("goods", "goods")),
        free=tuple(_sector(word, "exempt") for word in _words(given.get("free", ""), "exempt")),
        rate=rate_of(given.get("rate", "18")),
        mode=_choice(given.get("how", "level"), MODES, "how"),
        back=_choice(given.get("back", "none"), ANSWERS, "answer"),
        horizon=_choice(given.get("h", "10"), HORIZONS, "horizon"),
        against=_against(given.get("against", f"law:{last_day()}")),
    )
    if not move.sellers:
        raise InputError("on goods from: name an economy or a group")
    if move.sellers == (importer,):
        raise InputError(f"on goods from: {the(importer)} charges no duty on its own goods")
    _scope(move)
    return move


def rate_of(word: str) -> float:
    """Return a rate in percent; raise InputError for what is none."""
    try:
        rate = float(word)
    except ValueError:
        hint = f": write {word.replace(',', '.')}, between 0 and {HIGHEST:g}" if _comma(word) else ""
        raise InputError(f"“{word[:40]}” is not a rate{hint or f' between 0 and {HIGHEST:g}'}") from None
    if not 0 <= rate <= HIGHEST:
        raise InputError(f"“{word[:40]}” is not a rate between 0 and {HIGHEST:g}")
    return rate


def _comma(word: str) -> bool:
    return word.count(",") == 1 and word.replace(",", "").isdigit()


def _party(word: str, codes: tuple[str, ...], where: str) -> str:
    """Return the code of an economy of the world, or the id of a group, that a word names."""
    found = groups.named(word)
    if find_economy(found):
        if found not in codes:
            raise InputError(f"{where}: the world of 2022 has no figures of its own for {the(found)}")
        return found
    if found not in groups.names():
        return economy_code(word, where)
    groups.members(found)
    return found


def _seller(word: str, codes: tuple[str, ...]) -> str:
    return word if word == "all" else _party(word, codes, "on goods from")


def _words(text: str, where: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    if len(words) > MOST:
        raise InputError(f"{where}: at most {MOST} can be named")
    return words


def _goods(text: str) -> tuple[str, ...]:
    words = _words(text, "which goods") or ("goods",)
    if all(_known(word) for word in words):
        return tuple(_sector(word, "which goods") for word in words)
    found = find_codes(words)
    if not found:
        raise InputError(f"which goods: no product or sector is known as '{text[:60]}'")
    return found


def _known(word: str) -> bool:
    return word in SECTOR_SETS or word in SECTORS


def find_codes(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the HS codes of goods that are named by code or by word; raise InputError for an unknown one."""
    codes: list[str] = []
    for word in words:
        digits = word.replace(".", "").replace(" ", "")
        if digits.isascii() and digits.isdigit() and len(digits) in (2, 4, 6, 8, 10):
            codes.append(digits)
            continue
        found = find([word])
        if not found.hs:
            raise InputError(f"which goods: no product or sector is known as '{word[:60]}'")
        codes += found.hs
    return tuple(dict.fromkeys(codes))


def _sector(word: str, where: str) -> str:
    if not _known(word):
        raise InputError(
            f"{where}: '{word[:40]}' is no sector, such as C21, and no set of them, such as metals"
        )
    return word


def _choice(word: str, options: Mapping[str, str], what: str) -> str:
    if word not in options:
        raise InputError(f"{what}: '{word[:40]}' is not one of {', '.join(options)}")
    return word


def _against(word: str) -> str:
    from accord.policy.law import Comparison

    found = Comparison.of(word)
    book = load_book("USA")
    if found.day and not book.since <= found.day <= book.until:
        raise InputError(
            f"compared with: the law is known from {book.since} to {book.until}, not on {found.day}"
        )
    return str(found)


def _scope(move: Move) -> tuple[tuple[str, ...], dict[str, float]]:
    """Return the sectors that are charged, and where products are named their share of each sector."""
    free = {code for word in move.free for code in SECTOR_SETS.get(word, (word,))}
    if all(_known(word) for word in move.goods):
        named = {code for word in move.goods for code in SECTOR_SETS.get(word, (word,))}
        chosen = tuple(code for code in (*GOODS, "SERVICES") if code in named - free)
        if not chosen:
            raise InputError("which goods: none are left after the exemptions")
        return chosen, {}
    held = shares(move.importer, move.sellers[0], move.goods) if len(move.sellers) == 1 else None
    hit = {code: share for code, share in (held or {}).items() if code not in free}
    if not hit:
        raise InputError(
            "which goods: products can be named where imports by product are at hand, for one seller to the "
            "United States; name sectors instead"
        )
    return tuple(hit), hit
