"""Interim: amounts and their changes in the new shape, from the old functions."""
from __future__ import annotations
import re
from dataclasses import dataclass
from accord.docket.amounts.before import money, quantities, rates

@dataclass(frozen=True)
class Amount:
    value: float
    low: float | None
    unit: str
    currency: str
    per: str
    kind: str
    start: int
    end: int
    bound: str = ""
    how: str = ""

@dataclass(frozen=True)
class Change:
    new: Amount | None
    old: Amount | None
    by: Amount | None
    before: float | None
    after: float | None
    how: str = ""

_ZERO = re.compile(r"\b(?:duty|tariff)[- ]free\b|\bzero[- ](?:tariffs?|dut(?:y|ies)|percent|per cent)\b|\bzero\b", re.I)

def find_amounts(text, start=0, end=None, decimal="."):
    piece = text[start:end]
    found = []
    for r in rates(piece, start):
        found.append(Amount(r.value, r.low, "percent", "", "", "rate", r.start, r.end))
    for m in money(piece, start):
        found.append(Amount(m.value, None, m.unit, m.unit, "", "money", m.start, m.end))
    for m in quantities(piece, start):
        unit = m.unit.replace("/year", " per year")
        found.append(Amount(m.value, None, unit, "", "year" if "per year" in unit else "", "quantity", m.start, m.end))
    for m in _ZERO.finditer(piece):
        found.append(Amount(0.0, None, "percent", "", "", "zero", start + m.start(), start + m.end()))
    found.sort(key=lambda a: (a.start, -(a.end)))
    kept = []
    for a in found:
        if not kept or a.start >= kept[-1].end:
            kept.append(a)
    return kept

def find_changes(text, amounts):
    out = []
    byspan = {(a.start, a.end): a for a in amounts}
    for r in rates(text):
        if r.previous is not None and (r.start, r.end) in byspan:
            a = byspan[r.start, r.end]
            out.append(Change(a, None, None, r.previous, r.value))
    return out
