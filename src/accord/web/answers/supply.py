"""Supply and alliances: the questions of ``accord supply`` and ``accord alliance``, on chains that ship."""

from __future__ import annotations

from accord.core.codec import Document
from accord.study.supply import ask
from accord.web.asked import Nothing, OfAlliance, OfChain, OfCut, OfOneChain, OfRisk, OfScan


def risk(asked: OfRisk) -> Document:
    """Return the risk of a material."""
    return ask.risk([asked.material], for_=asked.importer, year=asked.year)[0]


def cut(asked: OfCut) -> Document:
    """Return the loss of a supplier."""
    told = dict(asked)
    return ask.cut([told.pop("chain")], from_=told.pop("start"), **told)


def scan(asked: OfScan) -> Document:
    """Return each supplier of a chain lost in turn."""
    return ask.scan(**dict(asked))


def exposure(asked: OfChain) -> Document:
    """Return who makes and sells what an economy uses."""
    return ask.exposure(asked.chain, for_=asked.importer)


def chains(asked: Nothing) -> list[Document]:
    """Return the shipped chains."""
    return ask.chains()


def chain(asked: OfOneChain) -> Document:
    """Return a chain and its makers."""
    return ask.chain(asked.chain)


def alliance(asked: OfAlliance) -> Document:
    """Return what an alliance covers, with those who join and without those who leave."""
    return ask.alliance(**dict(asked))
