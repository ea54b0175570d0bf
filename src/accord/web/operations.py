"""What can be asked: one table, served over HTTP and as an assistant's tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

from accord.core.codec import Document
from accord.core.frozen import dataclass
from accord.files.reading import check
from accord.web import asked
from accord.web.answers import archive, energy, reports, supply, talks, trade

Method = Literal["GET", "POST", "DELETE"]
Reply = Document | list[Document]
Asked = TypeVar("Asked", bound=asked.Sent)

TRADE = ("accord-model", "oecd-icio-2025", "trade-elasticities")
LAW = ("policy-facts", "usitc-hts", "us-tariff-notices", "us-census-2024")
SUPPLY = ("supply-chains", "accord-supply", "world-mining-data", "cepii-baci")
ENERGY = ("accord-energy", "energy-facts", "cepii-baci")


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked: its model, what answers, and what the answer rests on.

    ``sources`` are ids of the register. A ``job`` answers at once with the id of work that goes on.
    """

    method: Method
    name: str
    summary: str
    asked: type[asked.Sent]
    reply: Callable[[Mapping[str, object]], Reply]
    sources: tuple[str, ...] = ()
    job: bool = False

    @property
    def in_address(self) -> bool:
        """Whether the question stands in the address, not in a body."""
        return self.method != "POST"


def _ask(
    method: Method,
    name: str,
    summary: str,
    model: type[Asked],
    answer: Callable[[Asked], Reply],
    sources: tuple[str, ...] = (),
    *,
    job: bool = False,
) -> Operation:
    where = "body" if method == "POST" else name.split("/", maxsplit=1)[0]
    return Operation(
        method, name, summary, model, lambda given: answer(check(model, dict(given), where)), sources, job
    )


OPERATIONS = (
    _ask("GET", "library", "What ships: scenarios, menus, chains, groups, sectors.", asked.Nothing, trade.library),
    _ask("POST", "read", "Read a report, as accord read.", asked.Report, reports.read),
    _ask("POST", "brief", "Begin a briefing, a job.", asked.ToBrief, reports.brief, (*TRADE, *LAW), job=True),
    _ask("GET", "jobs/{at}", "How far a job is, and where what it made stands.", asked.At, reports.job),
    _ask("DELETE", "jobs/{at}", "Stop a job.", asked.At, reports.stop),
    _ask("GET", "briefs/{at}", "A briefing by its fingerprint, as brief.json.", asked.At, reports.briefing, TRADE),
    _ask("GET", "answers/{at}", "What a job other than a briefing made.", asked.At, reports.answer, TRADE),
    _ask("POST", "run", "Solve a scenario, as accord run.", asked.ToRun, trade.run, TRADE),
    _ask("GET", "tariff", "A moved tariff as its page has it: figures by key.", asked.OfTariff, trade.tariff, TRADE),
    _ask("GET", "stack", "The duties really paid, as accord stack.", asked.OfStack, trade.stack, LAW),
    _ask("GET", "duty", "Every duty on one product, as accord duty.", asked.OfDuty, trade.duty, LAW),
    _ask("GET", "talks", "A menu with concessions on and off, against no deal.", asked.OfTalks, talks.table,
         (*TRADE, "policy-facts", "accord-energy")),
    _ask("POST", "talks", "Begin two sides' talks with their frontier, as accord talks: a job.", asked.ToTalk,
         talks.begin, (*TRADE, "policy-facts"), job=True),
    _ask("GET", "supply/chains", "The chains that ship.", asked.Nothing, supply.chains),
    _ask("GET", "supply/chain", "One chain, stage by stage: what it is made from, and who makes it.", asked.OfOneChain,
         supply.chain, SUPPLY),
    _ask("GET", "supply/risk", "Risk of a material for an importer, as accord supply risk.", asked.OfRisk, supply.risk,
         ("world-mining-data", "cepii-baci", "world-bank-wgi")),
    _ask("GET", "supply/cut", "A supplier lost, as accord supply cut.", asked.OfCut, supply.cut, (*SUPPLY, *TRADE)),
    _ask("GET", "supply/scan", "Each supplier of a chain lost in turn, as accord supply scan.", asked.OfScan,
         supply.scan, SUPPLY),
    _ask("GET", "supply/exposure", "Who makes and sells what an economy uses, as accord supply exposure.",
         asked.OfChain, supply.exposure, SUPPLY),
    _ask("GET", "alliance", "What an alliance covers, and what a member adds, as accord alliance.", asked.OfAlliance,
         supply.alliance, (*SUPPLY, "group-charters")),
    _ask("GET", "energy/oil", "What it costs to stop buying a seller's oil, as accord energy oil stop.", asked.OfStop,
         energy.stop, ENERGY),
    _ask("GET", "energy/break-even", "The discount at which a duty costs as much as the stop, as accord energy oil "
         "break-even.", asked.OfBreakEven, energy.break_even, (*ENERGY, *TRADE)),
    _ask("GET", "energy/nuclear", "Nuclear capacity with its odds, as accord energy nuclear path.", asked.OfNuclear,
         energy.nuclear, ("accord-energy", "geonuclear-data", "energy-facts")),
    _ask("GET", "energy/purchases", "What of a pledge could be met, as accord energy purchases.", asked.OfPurchases,
         energy.purchases, ENERGY),
    _ask("GET", "docket", "Reports kept: timeline, claims, what is due, with search.", asked.OfArchive,
         archive.archive),
)  # fmt: skip
"""Every operation of the interface."""
