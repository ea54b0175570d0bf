"""The levers a report can name: how each is called, and what stands in the way where none is computed."""

from __future__ import annotations

from accord.core.frozen import dataclass


@dataclass(frozen=True)
class Lever:
    """A kind of policy measure: its noun, how it stands to its target, and why nothing is computed on it."""

    noun: str
    towards: str = "on"
    why_not: str = "no assessment of Accord answers this kind of measure"


LEVERS: dict[str, Lever] = {
    "tariff": Lever("duty", why_not="the report gives no rate for it"),
    "tariff_exemption": Lever("exemption from duty", "for", "the report does not say which duty falls away"),
    "tariff_quota": Lever("tariff quota", "for", "it needs the volume of trade in the product"),
    "quota": Lever("quota", "on", "a quantity needs the volume of trade in the product, which is not at hand"),
    "import_ban": Lever("import ban", "on", "it names no product that a sector of the model stands for"),
    "import_restriction": Lever("import restriction", "on", "a rule or licence on imports has no rate"),
    "export_control": Lever("export control", "on", "no supply chain of Accord holds these goods"),
    "export_ban": Lever("export ban", "on", "no supply chain of Accord holds these goods"),
    "export_quota": Lever("export quota", "on", "no supply chain of Accord holds these goods"),
    "export_tax": Lever("export tax", "on", "the report gives no rate for it"),
    "sanction": Lever("sanctions", "on", "they name companies, ships or persons, not a rate on trade"),
    "price_cap": Lever("price cap", "on", "only a cap on crude oil has a model here"),
    "minimum_price": Lever("minimum price", "on", "a floor under a price has no rate without the price itself"),
    "price_floor": Lever("price floor", "for", "a floor under a price has no rate without the price itself"),
    "subsidy": Lever("subsidy", "for", "the model does not tell what public money would build"),
    "purchase": Lever("purchase", "from", "only purchases of fuels are worked out, by their sum or amount"),
    "purchase_stop": Lever("stop of purchases", "from", "only purchases of crude oil have a model here"),
    "investment": Lever("investment", "in", "the model does not tell what promised money would build"),
    "credit": Lever("credit", "for", "loans and guarantees have no path in the model"),
    "port_fee": Lever("port fee", "on", "shipping services are not a sector of their own in the model"),
    "stake": Lever("stake", "in", "ownership of firms is outside the model"),
    "licence": Lever("licence", "for", "a licence has no rate"),
    "other": Lever("measure", "on"),
}  # fmt: skip


def lever(code: str) -> Lever:
    """Return what is known of a lever; one that no table knows reads as its own code."""
    return LEVERS.get(code) or Lever(code.replace("_", " "))
