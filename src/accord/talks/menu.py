"""A menu: the concessions an analyst thinks are on the table, and the packages made of them.

Rates are percent, money is USD bn a year. A concession is one of five kinds:

| kind        | the giver                                                      | keys it needs                  |
|-------------|----------------------------------------------------------------|--------------------------------|
| tariff      | moves its tariff on the taker's goods from one rate to another | sectors, to (from, share)      |
| schedule    | charges the taker what a scenario says on these sectors        | scenario (sectors)             |
| purchase    | buys more from the taker than it would                         | sectors or product, usd_bn     |
| stop        | stops buying from a third economy                              | sectors, supplier (share)      |
| energy-stop | stops buying a third economy's crude oil                       | supplier (share)               |

An energy-stop, and a purchase of a ``product``, are priced by the energy room and put no cost into the trade model.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from accord import groups
from accord.core.codes import nearest
from accord.core.errors import InputError
from accord.core.places import files
from accord.files.reading import check, parse, read_text
from accord.files.strict import BySector, Day, Line, Number, Strict, Words

_NEEDS: dict[str, frozenset[str]] = {
    "tariff": frozenset({"sectors", "to"}),
    "schedule": frozenset({"scenario"}),
    "purchase": frozenset({"usd_bn"}),
    "stop": frozenset({"sectors", "supplier"}),
    "energy-stop": frozenset({"supplier"}),
}
_MAY: dict[str, frozenset[str]] = {
    "tariff": frozenset({"from", "share"}),
    "schedule": frozenset({"sectors"}),
    "purchase": frozenset({"sectors", "product"}),
    "stop": frozenset({"share"}),
    "energy-stop": frozenset({"share"}),
}
_OF_KIND = frozenset().union(*_NEEDS.values(), *_MAY.values())


MOST = 200
"""Concessions of a menu: each pair of them is a package, and each is solved."""


class Concession(Strict):
    """One thing one party may give.

    ``share`` is the share of the sector's trade that the products in question make up, as one number or
    by sector. ``from`` is the rate those products pay now; left out, it is what the whole sector pays.
    ``sensitive`` marks what the giver has said it will not give; ``since`` is the day on which it was first offered.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    giver: str
    what: Line
    kind: Literal["tariff", "schedule", "purchase", "stop", "energy-stop"] = "tariff"
    sectors: Words | None = None
    from_: Number | None = Field(default=None, alias="from")
    to: Number | None = None
    share: BySector | None = None
    scenario: str | None = None
    usd_bn: Number | None = None
    supplier: str | None = None
    product: str | None = None
    sensitive: bool = False
    since: Day | None = None
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Concession:
        given = {
            field.alias or name
            for name, field in type(self).model_fields.items()
            if (field.alias or name) in _OF_KIND and getattr(self, name) is not None
        }
        if missing := sorted(_NEEDS[self.kind] - given):
            raise ValueError(f"'{self.id}' of kind {self.kind} needs the key '{missing[0]}'")
        if odd := sorted(given - _NEEDS[self.kind] - _MAY[self.kind]):
            raise ValueError(f"'{self.id}' of kind {self.kind} has no key '{odd[0]}'")
        if self.kind == "purchase" and (self.sectors is None) == (self.product is None):
            raise ValueError(
                f"'{self.id}' of kind purchase needs either the key 'sectors' or the key 'product'"
            )
        if self.kind == "energy-stop" and isinstance(self.share, dict):
            raise ValueError(f"'{self.id}' of kind energy-stop takes one share, not shares by sector")
        shares = self.share.values() if isinstance(self.share, dict) else (self.share or 0,)
        if any(not 0 <= share <= 1 for share in shares):
            raise ValueError(f"'{self.id}': share must lie between 0 and 1")
        if self.to is not None and self.to < 0:
            raise ValueError(f"'{self.id}': a tariff cannot be negative")
        if self.from_ is not None and self.to is not None and self.from_ <= self.to:
            raise ValueError(f"'{self.id}': from {self.from_:g} to {self.to:g} percent is no concession")
        if self.usd_bn is not None and self.usd_bn <= 0:
            raise ValueError(f"'{self.id}': usd_bn must be positive")
        return self

    @property
    def of_energy(self) -> bool:
        """Whether the energy room prices it, not the trade model."""
        return self.kind == "energy-stop" or self.product is not None

    def share_of(self, sector: str) -> float:
        """Return the share of a sector's trade that the concession covers."""
        if isinstance(self.share, dict):
            return self.share.get(sector, 0.0)
        return 1.0 if self.share is None else self.share


class Package(Strict):
    """Concessions given together, under a name people know; ``since`` is the day from which anybody could know it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: Line
    lines: Words
    since: Day | None = None
    source: str = ""
    note: str = ""


class Menu(Strict):
    """Two or more parties, what each could give, and the packages that have been named.

    ``disagreement`` is what happens without a deal: the law of a day (``law:2026-01-14``), ``nash`` or a
    scenario; left out, the law of the day on which the menu is used. ``excluded`` are
    sectors that a party keeps out of any deal: the frontier leaves its tariffs on them alone.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: Line
    parties: Words
    disagreement: str | None = None
    concessions: tuple[Concession, ...]
    packages: tuple[Package, ...] = ()
    excluded: dict[str, Words] = Field(default_factory=dict)
    sources: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _as_the_parties_are_called(cls, value: object) -> object:
        """Let givers and keepers of sectors be named otherwise than in ``parties``: "India" for IND."""
        if not isinstance(value, dict):
            return value
        parties = value.get("parties")
        if not isinstance(parties, list | tuple) or not all(isinstance(word, str) for word in parties):
            return value
        called = {groups.named(word): word for word in parties}

        def party(word: object) -> object:
            return called.get(groups.named(word), word) if isinstance(word, str) else word

        concessions, excluded = value.get("concessions"), value.get("excluded")
        if isinstance(concessions, list):
            named = [isinstance(row, dict) and "giver" in row for row in concessions]
            rows = [
                row | {"giver": party(row["giver"])} if known else row
                for row, known in zip(concessions, named, strict=True)
            ]
            value = value | {"concessions": rows}
        if isinstance(excluded, dict):
            value = value | {"excluded": {party(word): sectors for word, sectors in excluded.items()}}
        return value

    @model_validator(mode="after")
    def _names_fit(self) -> Menu:
        if len(self.concessions) > MOST:
            raise ValueError(
                f"{len(self.concessions)} concessions are more than the {MOST} that a menu takes"
            )
        if len(self.parties) != 2:
            raise ValueError(f"a menu has two parties, not {len(self.parties)}")
        ids = [concession.id for concession in self.concessions]
        for names, what in ((ids, "concession"), ([p.id for p in self.packages], "package")):
            if len(set(names)) < len(names):
                raise ValueError(
                    f"the {what} '{next(n for n in names if names.count(n) > 1)}' is listed twice"
                )
        for concession in self.concessions:
            if concession.giver not in self.parties:
                close = nearest(concession.giver, self.parties)
                raise ValueError(f"'{concession.id}': giver '{concession.giver}' is not a party{close}")
        for party in self.excluded:
            if party not in self.parties:
                raise ValueError(f"excluded: '{party}' is not a party{nearest(party, self.parties)}")
        for package in self.packages:
            for line in package.lines:
                if line not in ids:
                    raise ValueError(
                        f"package '{package.id}': unknown concession '{line}'{nearest(line, ids)}"
                    )
        return self

    def pick(self, package: str) -> tuple[Concession, ...]:
        """Return the concessions of a package in the order of the menu."""
        found = {p.id: p.lines for p in self.packages}
        if package not in found:
            raise InputError(f"menu {self.id}: unknown package '{package}'{nearest(package, found)}")
        return tuple(c for c in self.concessions if c.id in found[package])

    def without(self, ids: tuple[str, ...]) -> Menu:
        """Return the menu less some concessions; packages lose them too, and go where nothing is left."""
        packages = [
            package.model_copy(update={"lines": tuple(line for line in package.lines if line not in ids)})
            for package in self.packages
        ]
        kept = tuple(concession for concession in self.concessions if concession.id not in ids)
        left = tuple(package for package in packages if package.lines)
        return self.model_copy(update={"concessions": kept, "packages": left})

    def as_of(self, day: date) -> Menu:
        """Return the menu as a day knew it: no later package, no later concession unless a package of then names it.

        A bound that anybody could compute (no tariff both ways) stays whole, whatever was offered of it and when.
        """
        packages = tuple(package for package in self.packages if not _later(package, day))
        named = {line for package in packages for line in package.lines}
        kept = tuple(one for one in self.concessions if one.id in named or not _later(one, day))
        return self.model_copy(update={"concessions": kept, "packages": packages})

    def offered_by(self, day: date) -> Menu:
        """Return only what was on the table on a day: its concessions, without packages."""
        kept = tuple(one for one in self.concessions if not _later(one, day))
        return self.model_copy(update={"concessions": kept, "packages": ()})

    def taker(self, concession: Concession) -> str:
        """Return the party a concession is made to."""
        return next(party for party in self.parties if party != concession.giver)

    @classmethod
    def from_text(cls, text: str, where: str = "menu") -> Menu:
        """Read YAML or JSON text; ``where`` names it in messages."""
        return cls.from_dict(parse(text, where), where)

    @classmethod
    def from_dict(cls, value: Mapping[str, object], where: str = "menu") -> Menu:
        """Read a mapping; raise InputError with one sentence for the first problem."""
        return check(cls, value, where, {"concessions": Concession, "packages": Package})


def _later(row: Concession | Package, day: date) -> bool:
    return row.since is not None and row.since > day


def menu_names() -> tuple[str, ...]:
    """Return the names of the menus that come with Accord."""
    folder = files("accord.talks").joinpath("menus")
    return tuple(sorted(f.name.removesuffix(".yml") for f in folder.iterdir() if f.name.endswith(".yml")))


def load_menu(name_or_path: str) -> Menu:
    """Read a menu that comes with Accord by its name, or a file by its path."""
    if name_or_path in menu_names():
        text = files("accord.talks").joinpath(f"menus/{name_or_path}.yml").read_text("utf-8")
        return Menu.from_text(text, f"menu {name_or_path}")
    path = Path(name_or_path)
    if path.suffix not in {".yml", ".yaml", ".json"}:
        raise InputError(f"menu: '{name_or_path}' is neither a file nor one of {', '.join(menu_names())}")
    return Menu.from_text(read_text(path), str(path))
