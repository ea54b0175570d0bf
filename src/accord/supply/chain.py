"""A chain: a material or product as stages, each with who makes it, who uses it and how fast it can grow.

A chain is a YAML file that a user can write; the shipped ones are in ``chains``. Shares are fractions of the
stage's world output. What no source gives stays out of the file and counts as "rest of the world", which is
never taken for one supplier.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from accord.core.codes import SECTORS, check_code, economy_code, nearest
from accord.core.errors import InputError, short
from accord.core.frozen import dataclass
from accord.core.places import files
from accord.files.fields import items, number, positive, text_of
from accord.files.reading import parse, read_text

REST = "ROW"
"""Where output or use that no source attributes to an economy is counted."""
STAGE_KEYS = """id name unit world world_source made_from output use trade spare_pct stock_days
substitutable_pct lead_time_months price_usd_kg elasticity announced straight capital note"""
KEYS = {
    "chain": ("id", "name", "about", "stages", "dependents"),
    "stage": tuple(STAGE_KEYS.split()),
    "entry": ("economy", "share_pct", "amount", "year", "source", "confidence", "name", "start", "cost"),
    "trade": ("content", "year", "without", "reexports"),
    "straight": ("economy", "supplier", "share_pct", "of", "year", "source", "confidence"),
    "value": ("value", "year", "source", "confidence"),
    "elasticity": ("demand", "supply", "source"),
    "dependent": ("economy", "sector", "stage", "output_usd_bn", "year", "source", "confidence"),
}


@dataclass(frozen=True)
class Entry:
    """One economy's part in a stage, as a fraction of world output. ``start`` is set for announced plants."""

    economy: str
    share: float
    year: int
    source: str
    confidence: str
    name: str = ""
    start: str = ""
    cost: str = ""


@dataclass(frozen=True)
class Straight:
    """The fraction ``share`` of an economy's imports or use (``of``) that a supplier sends it itself."""

    economy: str
    supplier: str
    share: float
    of: str
    year: int
    source: str
    confidence: str


@dataclass(frozen=True)
class Value:
    """A cited number about a stage; its unit is in the name of the field that holds it."""

    value: float
    year: int
    source: str
    confidence: str


@dataclass(frozen=True)
class Dependent:
    """Output of an economy's sector (USD bn a year) that stops in proportion to a stage's shortfall there."""

    economy: str
    sector: str
    stage: str
    output_usd_bn: float
    year: int
    source: str
    confidence: str


@dataclass(frozen=True)
class Elasticity:
    """Published own-price elasticities as positive numbers (low, central, high) of demand and supply."""

    demand: tuple[float, float, float]
    supply: tuple[float, float, float]
    source: str


@dataclass(frozen=True)
class Stage:
    """One stage. ``output_of`` and ``trade`` point into the supply tables (material, year; HS code, content).

    ``reexports`` says whether exports beyond output carry imports on (True) or are scrap and other forms.
    ``straight`` holds known sales between two economies where there is no trade by partner, for comparison.
    A ``capital`` stage (tools, software) limits new plants; its loss does not stop those that run.
    """

    id: str
    name: str
    unit: str
    world: float | None
    world_source: str
    made_from: tuple[str, ...]
    output: tuple[Entry, ...]
    output_of: tuple[str, int] | None
    use: tuple[Entry, ...]
    trade: tuple[tuple[str, float], ...]
    trade_year: int | None
    trade_without: tuple[str, ...]
    reexports: bool
    spare_pct: Value | None
    stock_days: Value | None
    substitutable_pct: Value | None
    lead_time_months: Value | None
    price_usd_kg: Value | None
    elasticity: Elasticity | None
    announced: tuple[Entry, ...]
    straight: tuple[Straight, ...]
    capital: bool
    note: str


@dataclass(frozen=True)
class Chain:
    """Stages in order from the mine on; ``made_from`` of a stage names earlier ones."""

    id: str
    name: str
    about: str
    stages: tuple[Stage, ...]
    dependents: tuple[Dependent, ...] = ()

    def stage(self, word: str) -> Stage:
        """Return a stage by id."""
        by_id = {stage.id: stage for stage in self.stages}
        return by_id[check_code(word, by_id, "stage", f"chain {self.id}")]

    def users(self, stage: Stage) -> tuple[Stage, ...]:
        """Return the stages made from ``stage``."""
        return tuple(other for other in self.stages if stage.id in other.made_from)


@lru_cache(maxsize=1)
def chain_names() -> tuple[str, ...]:
    """Return the ids of the shipped chains."""
    folder = files("accord.supply").joinpath("chains")
    return tuple(sorted(item.name[:-4] for item in folder.iterdir() if item.name.endswith(".yml")))


@lru_cache(maxsize=64)
def load_chain(name: str | Path) -> Chain:
    """Return a shipped chain by id, or one from a YAML file by path."""
    word = str(name)
    if word.endswith((".yml", ".yaml")):
        path = Path(word)
        return parse_chain(read_text(path), path.name)
    if word not in chain_names():
        raise InputError(
            f"unknown chain '{word}'{nearest(word, chain_names())}; pass a .yml file for your own"
        )
    return parse_chain(files("accord.supply").joinpath(f"chains/{word}.yml").read_text("utf-8"), word)


def find_chain(word: str) -> Chain:
    """Return a chain by id, file, or the name of its material ("rare earth" finds rare-earths)."""
    if word.endswith((".yml", ".yaml")) or word in chain_names():
        return load_chain(word)
    plain = word.casefold().replace(" ", "-")
    close = [name for name in chain_names() if plain.rstrip("s") == name.rstrip("s")]
    if close:
        return load_chain(close[0])
    raise InputError(
        f"there is no chain for '{word}'{nearest(plain, chain_names())}; chains: {', '.join(chain_names())}"
    )


def parse_chain(text: str, where: str) -> Chain:
    """Return the chain in a YAML text; raise InputError with one sentence on the first thing wrong."""
    raw = parse(text, where)
    _keys(raw, "chain", where)
    for key in ("id", "name"):
        if not raw.get(key):
            raise InputError(f"{where}: a chain needs the key '{key}'")
    if not raw.get("stages"):
        raise InputError(f"{where}: a chain needs at least one stage")
    stages = tuple(_stage(item, where) for item in items(raw, "stages", where))
    ids = [stage.id for stage in stages]
    twice = {name for name in ids if ids.count(name) > 1}
    if twice:
        raise InputError(f"{where}: the stage '{min(twice)}' is there twice")
    dependents = tuple(_dependent(item, ids, where) for item in items(raw, "dependents", where))
    about = text_of(raw, "about")
    return Chain(text_of(raw, "id"), text_of(raw, "name"), about, _ordered(stages, where), dependents)


def _ordered(stages: tuple[Stage, ...], where: str) -> tuple[Stage, ...]:
    """Return the stages with every input before its product; refuse a cycle."""
    ids = [stage.id for stage in stages]
    for stage in stages:
        for word in stage.made_from:
            check_code(word, ids, "stage", f"{where}, stage {stage.id}, made_from")
    done: list[Stage] = []
    left = list(stages)
    while left:
        known = {stage.id for stage in done}
        ready = [stage for stage in left if known.issuperset(stage.made_from)]
        if not ready:
            names = " and ".join(f"'{stage.id}'" for stage in left)
            what = "stages {} are made from each other" if len(left) > 1 else "stage {} is made from itself"
            raise InputError(f"{where}: the {what.format(names)}, which is a cycle")
        done += ready
        left = [stage for stage in left if stage not in ready]
    return tuple(done)


def _stage(given: object, where: str) -> Stage:
    raw = _keys(given, "stage", where)
    for key in ("id", "name", "unit"):
        if not raw.get(key):
            what = "has no unit" if key == "unit" else f"has no {key}"
            raise InputError(f"{where}: stage '{raw.get('id', raw.get('name', '?'))}' {what}")
    place = f"{where}, stage {raw['id']}"
    world = number(raw, "world", place)
    output, output_of = _output(raw.get("output", []), world, place)
    trade = _keys(raw.get("trade") or {}, "trade", f"{place}, trade")
    content = trade.get("content") or {}
    if not isinstance(content, dict):
        raise InputError(f"{place}, trade: content is a mapping of HS codes to a share")
    return Stage(
        id=text_of(raw, "id"),
        name=text_of(raw, "name"),
        unit=text_of(raw, "unit"),
        world=world,
        world_source=text_of(raw, "world_source"),
        made_from=tuple(map(str, items(raw, "made_from", place))),
        output=output,
        output_of=output_of,
        use=_entries(raw.get("use", []), world, f"{place}, use"),
        trade=tuple((str(code), _content(code, part, place)) for code, part in content.items()),
        trade_year=None if trade.get("year") is None else _year(trade, f"{place}, trade"),
        trade_without=tuple(_economy(code, place) for code in items(trade, "without", place)),
        reexports=bool(trade.get("reexports", True)),
        **{key: _value(raw.get(key), f"{place}, {key}") for key in _VALUES},
        elasticity=_elasticity(raw.get("elasticity"), place),
        announced=_entries(raw.get("announced", []), world, f"{place}, announced"),
        straight=tuple(_straight(item, f"{place}, straight") for item in items(raw, "straight", place)),
        capital=bool(raw.get("capital", False)),
        note=text_of(raw, "note"),
    )


_VALUES = ("spare_pct", "stock_days", "substitutable_pct", "lead_time_months", "price_usd_kg")


def _output(raw: object, world: float | None, place: str) -> tuple[tuple[Entry, ...], tuple[str, int] | None]:
    if isinstance(raw, dict):
        if set(raw) != {"material", "year"}:
            raise InputError(f"{place}: output is a list of entries, or a material with a year")
        return (), (str(raw["material"]), _year(raw, f"{place}, output"))
    return _entries(raw, world, f"{place}, output"), None


def _entries(raw: object, world: float | None, place: str) -> tuple[Entry, ...]:
    if not isinstance(raw, list):
        raise InputError(f"{place}: needs a list of entries")
    found = tuple(_entry(item, world, place) for item in raw)
    total = sum(entry.share for entry in found)
    if total > 1 + 1e-9:
        raise InputError(f"{place}: the shares sum to {100 * total:.1f} %, more than 100 %")
    return found


def _entry(given: object, world: float | None, place: str) -> Entry:
    raw = _keys(given, "entry", place)
    economy = _economy(raw.get("economy"), place)
    if ("share_pct" in raw) == ("amount" in raw):
        raise InputError(f"{place}, {economy}: needs either share_pct or amount")
    share_pct, amount = number(raw, "share_pct", place), number(raw, "amount", place)
    if "amount" in raw and not world:
        raise InputError(f"{place}, {economy}: an amount needs the stage's world quantity")
    share = (share_pct or 0.0) / 100 if "share_pct" in raw else (amount or 0.0) / (world or 1.0)
    if not 0 <= share <= 1:
        raise InputError(f"{place}, {economy}: a share of {100 * share:g} % is not between 0 and 100 %")
    if "year" not in raw or not raw.get("source"):
        raise InputError(f"{place}, {economy}: a figure needs a year and a source")
    texts = {key: text_of(raw, key) for key in ("name", "start", "cost")}
    where = f"{place}, {economy}"
    return Entry(
        economy, float(share), _year(raw, where), str(raw["source"]), _confidence(raw, where), **texts
    )


def _straight(given: object, place: str) -> Straight:
    raw = _keys(given, "straight", place)
    for key in KEYS["straight"][:-1]:
        if key not in raw:
            raise InputError(f"{place}: an entry has no {key}")
    buyer, seller = (_economy(raw[key], place) for key in ("economy", "supplier"))
    share = number(raw, "share_pct", f"{place}, {buyer}")
    if share is None or not 0 <= share <= 100:
        raise InputError(f"{place}, {buyer}: a share of {share} % is not between 0 and 100 %")
    ends = _year(raw, place), str(raw["source"]), _confidence(raw, place)
    return Straight(buyer, seller, share / 100, str(raw["of"]), *ends)


def _year(raw: Mapping[str, object], place: str) -> int:
    year = raw.get("year")
    if isinstance(year, bool) or not isinstance(year, int) or not 1900 <= year <= 2100:
        raise InputError(f"{place}: {short(year)} is not a year from 1900 to 2100")
    return year


def _confidence(raw: Mapping[str, object], place: str) -> str:
    word = str(raw.get("confidence", ""))
    if word not in {"", "H", "M", "L"}:
        raise InputError(f"{place}: the confidence {short(word)} is not H, M or L")
    return word


def _economy(code: object, place: str) -> str:
    if not isinstance(code, str):
        raise InputError(f"{place}: {short(code)} is no code or name of an economy")
    return economy_code(code, place)


def _content(code: object, part: object, place: str) -> float:
    if isinstance(part, bool) or not isinstance(part, int | float) or not 0 < part <= 1:
        raise InputError(f"{place}, trade, HS {code}: the content {short(part)} is not between 0 and 1")
    return float(part)


def _value(given: object, place: str) -> Value | None:
    if given is None:
        return None
    raw = _keys(given, "value", place)
    value = number(raw, "value", place)
    if value is None or value < 0 or not raw.get("source"):
        raise InputError(f"{place}: needs a value of zero or more, a year and a source")
    if value > 100 and place.endswith(("spare_pct", "substitutable_pct")):
        raise InputError(f"{place}: a share of {value:g} % is not between 0 and 100 %")
    return Value(value, _year(raw, place), str(raw["source"]), _confidence(raw, place))


def _dependent(given: object, stages: list[str], where: str) -> Dependent:
    raw = _keys(given, "dependent", f"{where}, dependents")
    place = f"{where}, dependents"
    for key in KEYS["dependent"][:-1]:
        if key not in raw:
            raise InputError(f"{place}: an entry has no {key}")
    return Dependent(
        economy=_economy(raw["economy"], place),
        sector=check_code(str(raw["sector"]), SECTORS, "sector", place),
        stage=check_code(str(raw["stage"]), stages, "stage", place),
        output_usd_bn=positive(raw, "output_usd_bn", place),
        year=_year(raw, place),
        source=text_of(raw, "source"),
        confidence=_confidence(raw, place),
    )


def _elasticity(given: object, place: str) -> Elasticity | None:
    if given is None:
        return None
    raw = _keys(given, "elasticity", place)
    bounds = {}
    for side in ("demand", "supply"):
        given = items(raw, side, f"{place}, elasticity")
        if len(given) != 3:
            raise InputError(f"{place}, elasticity, {side}: needs three numbers: low, central, high")
        low, central, high = (number({side: one}, side, f"{place}, elasticity") or 0.0 for one in given)
        if not 0 <= low <= central <= high:
            raise InputError(
                f"{place}, elasticity, {side}: needs low, central, high as positive numbers in order"
            )
        bounds[side] = (low, central, high)
    if not raw.get("source"):
        raise InputError(f"{place}, elasticity: needs a source")
    return Elasticity(**bounds, source=text_of(raw, "source"))


def _keys(raw: object, kind: str, place: str) -> Mapping[str, object]:
    if not isinstance(raw, dict):
        raise InputError(f"{place}: a {kind} is a mapping of keys to values")
    for key in raw:
        check_code(str(key), KEYS[kind], f"key of a {kind}", place)
    return raw
