"""What a docket holds: frozen records, each with the words it rests on and how it was found.

The contract with the rooms that compute on a docket:

- ``Measure.lever`` is one of ``LEVERS``. Tariffs that come on top of others say so in ``additional``; a
  rate of nought is a ``tariff`` where it is a schedule's rate and a ``tariff_exemption`` where goods are let off.
- ``Measure.status_norm`` is one of ``STATUSES``; what is ruled out stands in ``Docket.ruled_out`` too.
- ``Measure.value`` is the rate or amount told, the upper end where ``low`` tells a range ("between 10 and
  41 %", "up to 50 %" has ``low`` None and ``note`` "at most"); None where the text gives none. Percent are
  points (25 for 25 %), money and quantities whole units with ``per`` ("year") beside them.
- ``imposing`` and ``target`` are economies by ISO 3166 alpha-3, ``EU``, or ``world`` for everybody. Empty
  means that the text does not say: it is never filled with a guess. A role that rests on less than grammar
  has a ``Doubt``; nothing is to be computed on a measure whose ``imposing`` or ``target`` bears one.
- ``Doubt.slot`` is ``imposing``, ``target``, ``value``, ``goods``, ``status`` or ``effective_date``;
  ``Doubt.how`` one of ``DOUBTS``; ``words`` the text's own words that leave it open.
- ``goods`` are the text's own words, lower case, empty for all goods or unsaid; ``product_scope`` the same
  as one string, comma separated; ``excluded`` what is let off ("except energy and potash"),
  and by its code who is ("all countries but Peru").
- ``main`` marks what the first sentences report. ``condition`` is the price of a conditional measure in the
  text's words ("if India stops buying Russian oil"). ``attribution`` is who says so, where not the report.
- ``Docket.not_understood`` holds first sentences that speak of an act the reader did not get.
"""

from __future__ import annotations

from dataclasses import field, is_dataclass, replace
from typing import Any

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shown import Shown

LEVERS = (
    "tariff", "tariff_exemption", "tariff_quota", "quota", "import_ban", "import_restriction", "export_control",
    "export_ban", "export_quota", "export_tax", "sanction", "price_cap", "minimum_price", "price_floor",
    "subsidy", "purchase", "purchase_stop", "investment", "credit", "port_fee", "stake", "licence", "other",
)  # fmt: skip
STATUSES = (
    "proposed", "threatened", "announced", "agreed", "scheduled", "in_force", "paused", "ended", "ruled_out",
    "pledged",
)  # fmt: skip
DOUBTS = (
    "named nearest",  # the economy that stands nearest, no grammar says so
    "named before",  # carried over from an earlier sentence
    "told from",  # the report's own country: its outlet, its dateline, "the government"
    "other side",  # the one other economy of a report about two
    "not resolved",  # the words name somebody that no table knows; the slot is empty
    "not said",  # the text does not say; the slot is empty
    "ambiguous",  # the words allow two readings
    "proposed",  # a language model quoted the words; Accord proved them from the text, a person has not said yes
)


@dataclass(frozen=True)
class Evidence:
    """A span of the cleaned text: ``text == cleaned[start:end]``; ``document`` is its id among several."""

    text: str
    start: int
    end: int
    document: str = ""


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
class Doubt:
    """A slot that grammar does not settle: how it was filled or why it is empty, and the words that leave it open."""

    slot: str
    how: str
    words: str = ""


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
    goods: tuple[str, ...] = ()
    low: float | None = None
    per: str = ""
    additional: bool = False
    condition: str = ""
    main: bool = False
    doubts: tuple[Doubt, ...] = ()
    attribution: str = ""
    excluded: tuple[str, ...] = ()

    def doubts_of(self, *slots: str) -> tuple[Doubt, ...]:
        """Return the doubts on these slots, all of them where none is named."""
        return tuple(d for d in self.doubts if not slots or d.slot in slots)

    def doubts_besides(self, *slots: str) -> tuple[Doubt, ...]:
        """Return the doubts on every other slot: those left once these are settled."""
        return tuple(d for d in self.doubts if d.slot not in slots)

    @property
    def parties(self) -> tuple[str, ...]:
        """Who imposes the measure and on whom it falls, each economy once."""
        return tuple(c for c in dict.fromkeys((*self.imposing, *self.target)) if c != "world")

    def stated(self, status: str) -> Measure:
        """Return the measure in this state."""
        return replace(self, status_norm=status, status=status.replace("_", " "))

    def of_goods(self, goods: tuple[str, ...]) -> Measure:
        """Return the measure on these goods, in its list and in its words alike."""
        return replace(self, goods=goods, product_scope=", ".join(goods) or "unspecified")


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
class Part:
    """One report of several that a docket was put together from."""

    id: str
    date: str
    title: str


@dataclass(frozen=True)
class Docket(Shown):
    """One report, read; or several, put together."""

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
    not_understood: tuple[Evidence, ...] = ()
    documents: tuple[Part, ...] = ()

    @staticmethod
    def from_json(data: object, where: str = "docket") -> Docket:
        """Return the docket of what ``to_json`` made, or of a corrected reading; InputError says what is wrong."""
        from accord.docket.saved import from_json

        try:
            return from_json(data)
        except InputError as error:
            raise InputError(f"{where}: {error}") from None

    def to_json(self, explain: bool = False) -> dict[str, Any]:
        """Return the docket as JSON-ready data; the traces only when asked for."""
        document: dict[str, Any] = _plain(self, explain)
        document["policy_levers"] = document.pop("measures")
        for measure in (*document["policy_levers"], *document["ruled_out"]):
            measure["imposing"], measure["target"] = sole(measure["imposing"]), sole(measure["target"])
        return document


def _plain(value: Any, explain: bool) -> Any:
    if isinstance(value, str):
        return value
    if is_dataclass(value):
        return {k: _plain(v, explain) for k, v in vars(value).items() if explain or k != "trace"}
    if isinstance(value, (tuple, list)):
        return [_plain(v, explain) for v in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def sole(codes: list[str]) -> str | list[str] | None:
    """Return one code by itself, several as a list, none as None: the form labels use."""
    return codes[0] if len(codes) == 1 else codes or None
