"""Supply and alliances: the questions of ``accord supply`` and ``accord alliance``, on chains that ship."""

from __future__ import annotations

from accord.core.codec import Document
from accord.study.supply import ask, document
from accord.web.answers.named import chain_of, day_of
from accord.web.asked import Nothing, OfAlliance, OfChain, OfCut, OfOneChain, OfRisk, OfScan


def risk(asked: OfRisk) -> Document:
    """Return the risk of a material."""
    return ask.risk([asked.material], for_=asked.importer, year=asked.year)[0]


def cut(asked: OfCut) -> Document:
    """Return the loss of a supplier."""
    return ask.cut(
        [chain_of(asked.chain).id],
        supplier=list(asked.supplier),
        customer=list(asked.customer),
        stage=list(asked.stage),
        share=asked.share,
        from_=str(day_of(asked.start, "start")) if asked.start else "",
        divert=asked.divert,
    )


def scan(asked: OfScan) -> Document:
    """Return each supplier of a chain lost in turn."""
    return ask.scan(chain_of(asked.chain).id, watch=list(asked.watch), together=asked.together)


def exposure(asked: OfChain) -> Document:
    """Return who makes and sells what an economy uses."""
    return ask.exposure(chain_of(asked.chain).id, for_=asked.importer)


def chains(asked: Nothing) -> list[Document]:
    """Return the shipped chains."""
    return document.chains_document()


def chain(asked: OfOneChain) -> Document:
    """Return a chain and its makers."""
    return document.chain_document(chain_of(asked.chain))


def alliance(asked: OfAlliance) -> Document:
    """Return what an alliance covers, with those who join and without those who leave."""
    return ask.alliance(
        asked.group,
        as_of=str(day_of(asked.as_of, "as_of")) if asked.as_of else None,
        add=list(asked.add),
        drop=list(asked.drop),
        chain=[chain_of(word).id for word in asked.chain],
    )
