"""What can be asked of the interface: checked models for HTTP and for an assistant, each with an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from accord.files.strict import Strict
from accord.web.answers.named import CHAIN, DAY, DISAGREEMENT, ELASTICITIES, MENU, SCENARIO, WORLD

MOST_WORDS = 40


def _list(value: object) -> object:
    """Return a list from words with commas, as an address or a form writes them."""
    if isinstance(value, str):
        return tuple(dict.fromkeys(word.strip() for word in value.split(",") if word.strip()))
    return value


Short = Annotated[str, Field(max_length=400)]
LISTED = BeforeValidator(_list), Field(max_length=MOST_WORDS)
Names = Annotated[tuple[Short, ...], *LISTED]
Known = Annotated[Short, SCENARIO]
Stand = Annotated[Short, DISAGREEMENT]
Menu = Annotated[Short, MENU]
Chain = Annotated[Short, CHAIN]
Day = Annotated[Short, DAY]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Rate = Annotated[
    Short,
    BeforeValidator(lambda value: f"{value:g}" if isinstance(value, int | float) else value),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 200}),
]


class Sent(Strict):
    """What is asked; ``shown`` are values that make an example where the defaults alone make none."""

    shown: ClassVar[Mapping[str, object]] = {}

    @classmethod
    def example(cls) -> dict[str, object]:
        """Return a question that can be asked as it stands."""
        told = {
            name: field.get_default() for name, field in cls.model_fields.items() if not field.is_required()
        }
        return {name: value for name, value in told.items() if value not in (None, "", ())} | dict(cls.shown)


class Nothing(Sent):
    """No more than the address itself."""


class At(Sent):
    """Something made, by its id."""

    at: str


class Quote(Strict):
    """A sentence of a report that carries a measure, and which of its words tell what; each is proved from the text."""

    type: Short = Field(
        description="The lever: tariff, export_control, sanction, price_cap, purchase_stop, ..."
    )
    quote: str = Field(min_length=1, max_length=2000, description="The sentence, as it stands in the report")
    who: Short = Field(description="Words of the quote that name who acts")
    whom: Short = Field("", description="Words of the quote that name on whom it falls")
    goods: Short = Field("", description="Words of the quote that name goods")
    amount: Short = Field("", description="Words of the quote that hold the number")
    date: Short = Field("", description="Words of the quote that hold the date")
    status: Short = Field("", description="The verb of the quote: will raise, threatened, ended, ...")


class Report(Sent):
    """A report as text; ``date`` where it carries none; quotes that somebody read in it, to be checked."""

    text: str
    date: str | None = None
    title: str = ""
    quotes: tuple[Quote, ...] = Field((), max_length=60)

    shown: ClassVar[Mapping[str, object]] = {
        "text": "The United States raised its tariff on steel from India to 50 per cent.",
        "date": "2026-01-14",
    }

    @classmethod
    def example(cls) -> dict[str, object]:
        """Return a report of one sentence."""
        return dict(cls.shown)


class ToBrief(Sent):
    """A report to brief on, or a reading that a person has corrected; ``draws`` of elasticities give intervals."""

    text: str | None = None
    date: str | None = None
    docket: dict[str, Any] | None = None
    draws: int = 20
    talks: bool = True

    @classmethod
    def example(cls) -> dict[str, object]:
        """Return a report of one sentence, without draws."""
        return {**Report.shown, "draws": 0}


class ToRun(Sent):
    """A scenario, by its name in the library or written out, and what it is solved on."""

    scenario: Annotated[str | dict[str, Any], SCENARIO] = Field(
        description="A library name, or a scenario written out"
    )
    world: Annotated[str, WORLD] = "world-2022"
    elasticities: Annotated[str, ELASTICITIES] | None = None
    closure: str | None = Field(None, description="fixed, balanced or share")
    horizon: str | None = Field(None, description="Years after the change, 1 to 10, or long")
    against: str | None = Field(None, description="world-year, or law:DATE")

    @classmethod
    def example(cls) -> dict[str, object]:
        """Return a tariff on one partner."""
        measure = {"kind": "tariff", "importers": ["USA"], "exporters": ["IND"], "rate": 18, "mode": "level"}
        scenario = {
            "id": "us-india-18",
            "title": "18 % on India",
            "as_of": "2026-01-14",
            "measures": [measure],
        }
        return {"scenario": scenario, "horizon": "10", "against": "law:2026-01-14"}


class OfTariff(Sent):
    """A moved tariff, as its page asks it."""

    by: Short = Field("USA", description="Who charges: an economy or a group")
    on: Short = Field("IND", description="On goods from: economies or groups, with commas, or all")
    goods: Short = Field("goods", description="Sectors, sets of them, HS codes or words, with commas")
    free: Short = Field("", description="Exempt sectors, with commas")
    rate: Rate = Field("18", description="Per cent, 0 to 200")
    how: Short = Field("level", description="level: instead of every duty there is; add: on top of them")
    back: Short = Field("none", description="none, or same: the seller answers in kind")
    h: Short = Field("10", description="Horizon: 1, 10 or long")
    against: Short | None = Field(None, description="law:DATE, or world-year")

    shown: ClassVar[Mapping[str, object]] = {"rate": 18, "against": "law:2026-01-14"}


class OfStack(Sent):
    """A pair on a day."""

    importer: Short = Field("USA", description="Who charges")
    exporter: Short = Field(description="Whose goods pay")
    as_of: Day | None = Field(None, description="The day; the last one of which the law is known if left out")

    shown: ClassVar[Mapping[str, object]] = {"exporter": "IND", "as_of": "2026-01-14"}


class OfDuty(OfStack):
    """One product of a pair on a day."""

    code: Short = Field(description="An HS code, or a word such as T-shirts")

    shown: ClassVar[Mapping[str, object]] = {"code": "6109", "exporter": "IND", "as_of": "2026-01-14"}


class OfTalks(Sent):
    """Two sides, what holds without a deal, and the concessions that are on."""

    first: Short = Field("USA", description="An economy, or a customs union such as EU27")
    second: Short = Field("IND", description="The other side")
    disagreement: Stand | None = Field(None, description="law:DATE, nash, or a scenario of the library")
    menu: Menu | None = Field(
        None, description="A menu of the library; the one for the two sides if left out"
    )
    on: Names = Field((), description="Ids of concessions that are on")

    shown: ClassVar[Mapping[str, object]] = {
        "disagreement": "law:2026-01-14",
        "on": ["us-all-added-off", "in-industrial"],
    }


class ToTalk(Sent):
    """The whole of two sides' talks: a job, as the frontier takes many solves."""

    first: Short = "USA"
    second: Short = "IND"
    disagreement: Stand | None = Field(None, description="law:DATE, nash, or a scenario of the library")
    menu: Menu | None = None
    instruments: Literal["sector-partner", "sector", "partner", "uniform"] = "sector-partner"
    points: int = Field(11, ge=2, le=100, description="Points of the frontier")
    limit: int = Field(2, ge=1, le=4, description="Most concessions in a package that is searched for")

    shown: ClassVar[Mapping[str, object]] = {"disagreement": "law:2026-01-14"}


class OfRisk(Sent):
    """One material for one importer."""

    material: Short = Field("gallium", description="A material by name")
    importer: Short = Field("IND", description="An economy, or a group such as MSP taken as one")
    year: int = Field(2023, ge=2018, le=2024)


class OfOneChain(Sent):
    """A shipped chain."""

    chain: Chain = Field("silicon", description="A chain or its material, by name")


class OfChain(Sent):
    """A shipped chain seen from an economy."""

    chain: Chain = Field("silicon", description="A chain or its material, by name")
    importer: Short = Field("IND", description="An economy")


class OfScan(Sent):
    """Each supplier of a chain lost in turn."""

    chain: Chain = Field("silicon", description="A chain or its material, by name")
    watch: Names = Field((), description="Economies to watch")
    together: int = Field(1, ge=1, le=2, description="Suppliers lost at once")

    shown: ClassVar[Mapping[str, object]] = {"watch": ["IND"]}


class OfCut(Sent):
    """A supplier that stops."""

    chain: Chain = Field("silicon", description="A chain or its material, by name")
    supplier: Names = Field(("TWN",), min_length=1, description="Who stops selling")
    customer: Names = Field((), description="To whom; everyone when left out")
    stage: Names = Field((), description="Which stages; all it makes when left out")
    share: Finite = Field(1.0, ge=0, le=1, description="Part of its sales that stops")
    start: Day = Field("", description="From this day to the end of its year")
    divert: Finite | None = Field(None, ge=0, le=1, description="Share that a named customer may divert")


class OfAlliance(Sent):
    """An alliance, and who joins or leaves it."""

    group: Short = Field("pax-silica", description="A group, or economies with commas")
    as_of: Day | None = Field(None, description="Membership on this day; as last known when left out")
    add: Names = Field((), description="Economies to add")
    drop: Names = Field((), description="Members to leave out")
    chain: Annotated[tuple[Chain, ...], *LISTED] = Field((), description="Chains to ask about")

    shown: ClassVar[Mapping[str, object]] = {"add": ["IND"], "as_of": "2026-01-14"}


class OfStop(Sent):
    """A buyer that stops buying a seller's oil."""

    buyer: Short = Field("IND", description="Who stops")
    supplier: Short = Field("RUS", description="Whose oil")
    discount: Finite | None = Field(None, ge=0, le=100, description="USD a barrel; drawn when left out")
    stranded: Finite | None = Field(None, ge=0, le=1, description="Share that finds no other buyer")
    elasticities: Short | None = None
    spare: Finite = Field(0.0, ge=0, le=20, description="Spare output that may answer, mb/d")
    all_buyers: bool = False
    year: int = Field(2025, ge=2019, le=2025)
    draws: int = Field(600, ge=1, le=5000)


class OfBreakEven(Sent):
    """The discount at which a duty costs as much as the stop it asks for."""

    buyer: Short = "IND"
    supplier: Short = "RUS"
    duty: Known = Field("india-50", description="The scenario of the library with the duty")
    without: Known = Field("india-25", description="The scenario without it")
    horizon: Short | None = Field(None, description="Years from 1 to 10, or long")
    discount: Finite | None = Field(None, ge=0, le=100)
    stranded: Finite | None = Field(None, ge=0, le=1)
    elasticities: Short | None = None
    year: int = Field(2025, ge=2019, le=2025)


class OfNuclear(Sent):
    """A country's reactors: lead times, and what is begun beyond what is planned."""

    country: Short = Field("IND", description="Whose reactors")
    lead: Short = Field("own", description="own, india, china, fleet, an economy's code, or years")
    to: int = Field(2047, ge=2027, le=2100, description="Last year")
    begin: Finite = Field(0.0, ge=0, le=100, description="GW begun every year beyond what is planned")
    since: int = Field(2027, ge=2026, le=2100, description="First year of these starts")
    until: int = Field(2040, ge=2026, le=2100, description="Last year of these starts")


class OfPurchases(Sent):
    """A pledge to buy energy."""

    years: int = Field(5, ge=1, le=30, description="Years of the pledge")
    pledge: Finite = Field(500.0, gt=0, le=1e6, description="USD bn")


class OfArchive(Sent):
    """The reports that are kept: those that hold some words, what lies between two days."""

    words: Short = Field("", description="Words that a report must hold")
    since: Day | None = Field(None, description="First day of what is due; today if left out")
    until: Day | None = Field(None, description="Last day of what is due")
