"""What a docket holds: frozen records, each with the words it rests on and the rules that made it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Evidence:
    """A span of the cleaned text: ``text == cleaned[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Participant:
    """A person (or a company that takes a side) with role, economy (ISO 3166 alpha-3 or EU) and part."""

    person: str
    role: str
    country: str | None
    part: str
    evidence: Evidence
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """Something that happened or is to happen; ``date`` is an ISO day, month or year."""

    type: str
    date: str | None
    date_precision: str
    date_text: str
    countries: tuple[str, ...]
    status: str
    participants: tuple[str, ...]
    description: str
    evidence: Evidence
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A policy lever. ``value`` is in ``unit``; ``imposing`` and ``target`` are economies (or ``world``)."""

    lever: str
    value: float | None
    unit: str | None
    imposing: tuple[str, ...]
    target: tuple[str, ...]
    product_scope: str
    status: str
    status_norm: str
    evidence: Evidence
    effective_date: str | None = None
    end_date: str | None = None
    previous_value: float | None = None
    note: str = ""
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Membership:
    """An alliance and what is done with it: join, planned join, invite, launch, member, endorse, mention."""

    name: str
    action: str
    who: tuple[str, ...]
    date: str | None
    evidence: Evidence
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """A mineral, a product or a topic the report names."""

    name: str
    evidence: Evidence


@dataclass(frozen=True)
class Law:
    """A bill or act, whose it is, and how far it has come."""

    name: str
    country: str | None
    status: str
    evidence: Evidence
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sum:
    """A sum of money: value in units of the currency (ISO 4217), and what it is for."""

    value: float
    currency: str
    what: str
    evidence: Evidence


@dataclass(frozen=True)
class Step:
    """Something to come, with the date it is due where the report gives one."""

    what: str
    date: str | None
    date_precision: str | None
    date_text: str
    status: str
    countries: tuple[str, ...]
    evidence: Evidence
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """Who said what; ``direct_quote`` when in quotation marks."""

    speaker: str
    gist: str
    via: str | None
    direct_quote: bool
    evidence: Evidence


@dataclass(frozen=True)
class Docket:
    """One report, read."""

    id: str
    title: str
    outlet: str | None
    source: str | None
    article_date: str
    date_basis: str
    text: str
    participants: tuple[Participant, ...] = ()
    events: tuple[Event, ...] = ()
    measures: tuple[Measure, ...] = ()
    ruled_out: tuple[Measure, ...] = ()
    alliances: tuple[Membership, ...] = ()
    minerals: tuple[Named, ...] = ()
    products: tuple[Named, ...] = ()
    topics: tuple[Named, ...] = ()
    legislation: tuple[Law, ...] = ()
    money: tuple[Sum, ...] = ()
    next_steps: tuple[Step, ...] = ()
    statements: tuple[Statement, ...] = ()
    countries: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def to_json(self, explain: bool = False) -> dict[str, Any]:
        """Return the docket as JSON-ready data; the traces only when asked for."""
        document: dict[str, Any] = _plain(asdict(self), explain)
        document["policy_levers"] = document.pop("measures")
        for measure in (*document["policy_levers"], *document["ruled_out"]):
            measure["imposing"], measure["target"] = sole(measure["imposing"]), sole(measure["target"])
        return document


def _plain(value: Any, explain: bool) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v, explain) for k, v in value.items() if explain or k != "trace"}
    if isinstance(value, (tuple, list)):
        return [_plain(v, explain) for v in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def sole(codes: list[str]) -> str | list[str] | None:
    """Return one code by itself, several as a list, none as None: the form labels use."""
    return codes[0] if len(codes) == 1 else codes or None
