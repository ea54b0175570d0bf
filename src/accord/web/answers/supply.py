"""Supply and alliances: the documents of ``accord supply`` and ``accord alliance``."""

from __future__ import annotations

from accord.core.codec import Document
from accord.core.codes import economy_code
from accord.study.alliance import AllianceReport, alliance_document, alliance_report
from accord.study.supply import document
from accord.study.supply.cut import CutReport, cut_report
from accord.study.supply.risk import risk_reports
from accord.supply.disruption import Cut
from accord.web.answers.named import chain_of, day_of
from accord.web.asked import Nothing, OfAlliance, OfChain, OfCut, OfOneChain, OfRisk, OfScan
from accord.web.warm import world


def risk(asked: OfRisk) -> Document:
    """Return the risk of a material."""
    code, members = document.importer_of(asked.importer, asked.year, "importer")
    return document.risk_document(risk_reports([asked.material], code, asked.year, members)[0])


def cut(asked: OfCut) -> Document:
    """Return the loss of a supplier."""
    return document.cut_document(cut_of(asked))


def cut_of(asked: OfCut) -> CutReport:
    """Return what a cut does."""
    sellers = tuple(economy_code(word, "supplier") for word in asked.supplier)
    buyers = tuple(economy_code(word, "customer") for word in asked.customer)
    start = str(day_of(asked.start, "start")) if asked.start else ""
    event = Cut(sellers, buyers, tuple(asked.stage), asked.share, start, asked.divert)
    return cut_report(chain_of(asked.chain), event, world())


def scan(asked: OfScan) -> Document:
    """Return each supplier of a chain lost in turn."""
    watch = [economy_code(word, "watch") for word in asked.watch]
    return document.scan_document(chain_of(asked.chain), watch, asked.together)


def exposure(asked: OfChain) -> Document:
    """Return who makes and sells what an economy uses."""
    return document.exposure_document(chain_of(asked.chain), economy_code(asked.importer, "importer"))


def chains(asked: Nothing) -> list[Document]:
    """Return the shipped chains."""
    return document.chains_document()


def chain(asked: OfOneChain) -> Document:
    """Return a chain and its makers."""
    return document.chain_document(chain_of(asked.chain))


def alliance(asked: OfAlliance) -> Document:
    """Return what an alliance covers."""
    return alliance_document(alliance_of(asked))


def alliance_of(asked: OfAlliance) -> AllianceReport:
    """Return an alliance with those who join and without those who leave."""
    group = tuple(asked.group.split(",")) if "," in asked.group else asked.group
    as_of = str(day_of(asked.as_of, "as_of")) if asked.as_of else None
    chains = tuple(chain_of(word).id for word in asked.chain)
    return alliance_report(group, as_of, add=asked.add, drop=asked.drop, chains=chains)
