"""What a scenario file says: measures, each with its scope, rate, dates and source.

Rates are percent everywhere in files. A measure uses only the keys of its kind:

| kind               | rate means                                   | scope                         |
|--------------------|----------------------------------------------|-------------------------------|
| tariff             | import tariff, percent of the import's value | importers, exporters, sectors |
| export_tax         | export tax, percent of the exporter's price  | importers, exporters, sectors |
| trade_cost         | percent by which the iceberg cost rises      | importers, exporters, sectors |
| embargo            | none: nothing is shipped                     | importers, exporters, sectors |
| export_quota       | cap on the quantity, percent of the baseline | importers, exporters, sectors |
| production_subsidy | percent of unit cost (negative is a tax)     | economies, sectors            |
| productivity       | percent change of total factor productivity  | economies, sectors            |
| labour             | percent change of the labour force           | economies                     |
| transfer           | none: usd_bn a year at baseline prices       | payer, receiver               |
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from accord.core.codes import find_economy
from accord.core.shown import Shown
from accord.files.reading import check, dump_json, dump_yaml, parse, read_text
from accord.files.strict import BySector, Day, Economy, Line, Number, Strict, Words
from accord.policy.parties import Status, numbers
from accord.policy.written import PartiesWritten

Kind = Literal[
    "tariff",
    "export_tax",
    "trade_cost",
    "embargo",
    "export_quota",
    "production_subsidy",
    "productivity",
    "labour",
    "transfer",
]
IDLE: frozenset[str] = frozenset({"suspended", "ended", "struck_down", "never_implemented"})

_PAIRS = frozenset({"importers", "exporters", "sectors"})
_NEEDS: dict[str, frozenset[str]] = {
    "tariff": frozenset({"importers", "exporters", "rate"}),
    "export_tax": frozenset({"importers", "exporters", "rate"}),
    "trade_cost": frozenset({"importers", "exporters", "rate"}),
    "embargo": frozenset({"importers", "exporters"}),
    "export_quota": frozenset({"importers", "exporters", "rate"}),
    "production_subsidy": frozenset({"economies", "rate"}),
    "productivity": frozenset({"economies", "rate"}),
    "labour": frozenset({"economies", "rate"}),
    "transfer": frozenset({"payer", "receiver", "usd_bn"}),
}
_MAY: dict[str, frozenset[str]] = {
    "tariff": frozenset({"mode", "sectors", "share_hit", "products"}),
    "export_tax": frozenset({"mode", "sectors"}),
    "production_subsidy": frozenset({"mode", "sectors"}),
    "labour": frozenset(),
    "transfer": frozenset(),
}
_ABOVE = dict.fromkeys(("trade_cost", "productivity", "labour", "export_tax"), -100.0) | {"export_quota": 0.0}
"""A rate at or below this has no meaning: nothing would be left."""


class ProductRate(Strict):
    """A part of a flow, by its ``share`` of customs value, and the rate in percent that it pays."""

    share: Number = Field(gt=0, le=1)
    rate: Number


class Measure(Strict):
    """One thing a government does, with its scope, rate in percent, dates and source.

    ``mode`` of a tariff, export tax or subsidy: ``add`` puts percentage points on top of the baseline,
    ``level`` replaces it. ``share_hit`` is the share of a tariff's flow that pays it, as one number or by
    sector (a sector left out pays in full). Where products pay different rates, a tariff names them in
    ``products`` instead of ``rate``: by sector, parts of the flow with the rate of each (what is left over pays
    nothing more). ``sectors`` left out means goods.
    """

    kind: Kind
    importers: PartiesWritten | None = None
    exporters: PartiesWritten | None = None
    economies: PartiesWritten | None = None
    payer: str | None = None
    receiver: str | None = None
    sectors: Words | None = None
    rate: BySector | None = None
    mode: Literal["add", "level"] = "add"
    share_hit: BySector = 1.0
    products: dict[str, tuple[ProductRate, ...]] | None = None
    usd_bn: Number | None = None
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    status: Status = "assumed"
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _keys_of_kind(self) -> Measure:
        given = {key for key in _SCOPE if key in self.model_fields_set and getattr(self, key) is not None}
        needs = _NEEDS[self.kind]
        if self.kind == "tariff" and "products" in given:
            if odd := sorted(given & {"rate", "sectors", "share_hit"}):
                raise ValueError(f"products already say what is paid, so the key '{odd[0]}' must be left out")
            needs = needs - {"rate"}
        if missing := sorted(needs - given):
            raise ValueError(f"a measure of kind {self.kind} needs the key '{missing[0]}'")
        if odd := sorted(given - needs - _MAY.get(self.kind, frozenset({"sectors"}))):
            raise ValueError(f"a measure of kind {self.kind} has no key '{odd[0]}'")
        return self

    @model_validator(mode="after")
    def _values(self) -> Measure:
        if isinstance(self.rate, dict) and self.sectors:
            raise ValueError("rate already names its sectors, so the key 'sectors' must be left out")
        if isinstance(self.rate, dict) and self.kind == "labour":
            raise ValueError("labour moves between sectors, so its rate is one number")
        floor = _ABOVE.get(self.kind, -math.inf)
        if any(rate <= floor for rate in numbers(self.rate)):
            raise ValueError(f"rate of a {self.kind} must be above {floor:g} percent")
        if self.kind == "tariff" and self.mode == "level" and any(rate < 0 for rate in numbers(self.rate)):
            raise ValueError("a tariff level cannot be negative")
        if any(not 0 <= share <= 1 for share in numbers(self.share_hit)):
            raise ValueError("share_hit must lie between 0 and 1")
        for sector, parts in (self.products or {}).items():
            if not parts or sum(part.share for part in parts) > 1 + 1e-9:
                raise ValueError(f"products of '{sector}': the shares must add up to 1 at most")
            if self.mode == "level" and any(part.rate < 0 for part in parts):
                raise ValueError("a tariff level cannot be negative")
        if self.usd_bn is not None and self.usd_bn <= 0:
            raise ValueError("usd_bn must be positive; exchange payer and receiver instead")
        if self.from_ and self.until and self.until <= self.from_:
            raise ValueError(f"until {self.until} is not after from {self.from_}")
        return self

    def applies(self, day: date) -> bool:
        """Whether the measure is in force on ``day``: from that date on, up to but not on ``until``."""
        started = self.from_ is None or self.from_ <= day
        return started and (self.until is None or day < self.until) and self.status not in IDLE


_SCOPE = (
    *sorted(_PAIRS),
    "economies",
    "payer",
    "receiver",
    "rate",
    "mode",
    "share_hit",
    "products",
    "usd_bn",
)


class StackTariffs(Strict):
    """Take the measure stack's sector rates of a date as tariffs on top of the baseline.

    ``announced`` names duties of the stack that were never collected and are to be taken as if they had been,
    with what they would have replaced.
    """

    importer: Economy
    exporters: Words
    as_of: Day
    announced: Words = ()


class Scenario(Strict, Shown):
    """A dated set of measures against the baseline, with what was assumed and where it comes from."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: Line
    as_of: Day
    description: str = ""
    closure: Literal["fixed", "balanced"] | None = None
    horizon: str | None = None
    stack: StackTariffs | None = None
    measures: tuple[Measure, ...] = ()
    assumptions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, text: str, where: str = "scenario") -> Scenario:
        """Read YAML or JSON text; ``where`` names it in messages."""
        return cls.from_dict(parse(text, where), where)

    @classmethod
    def from_dict(cls, value: Mapping[str, object], where: str = "scenario") -> Scenario:
        """Read a mapping; raise InputError with one sentence for the first problem."""
        return check(cls, value, where, {"measures": Measure, "stack": StackTariffs})

    @classmethod
    def from_file(cls, path: Path) -> Scenario:
        """Read a YAML or JSON file."""
        return cls.from_text(read_text(path), str(path))

    def to_yaml(self) -> str:
        """Return the scenario as a YAML file's text."""
        return dump_yaml(self.to_dict())

    def to_json(self) -> str:
        """Return the scenario as a JSON file's text."""
        return dump_json(self.to_dict())

    def named_economies(self) -> tuple[str, ...]:
        """Economies that the scenario names by code, in its order, each once."""
        words: list[str] = [self.stack.importer, *self.stack.exporters] if self.stack else []
        for measure in self.measures:
            for parties in (measure.importers, measure.exporters, measure.economies):
                words += parties.of if parties else ()
            words += [word for word in (measure.payer, measure.receiver) if word]
        return tuple(dict.fromkeys(code for word in words if (code := find_economy(word))))
