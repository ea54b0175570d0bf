"""``accord duty``: every duty on one product in words, or a row for each of many as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from accord.core.codes import the
from accord.page.printed import Document, wrapped


def duty_shown(found: Document | Sequence[Document]) -> str:
    """Return one product in words, or a table of many."""
    return duty_text(found) if isinstance(found, Mapping) else duty_rows(found)


def duty_text(found: Document) -> str:
    """Return what one product pays: base, layers, what is not paid, total, history and what is scheduled."""
    return "\n".join(line for text in _lines(found) for line in wrapped(text)) + "\n"


AGREEMENTS = {"S": "USMCA", "KR": "KORUS", "P": "CAFTA-DR", "P+": "CAFTA-DR"}
"""Names of programmes that the tariff writes by a letter and that are no economy's code."""


def duty_rows(rows: Sequence[Document]) -> str:
    """Return a table of products as CSV."""
    from accord.page.csv import lines  # one product needs no page

    return lines([list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)])


def _cell(value: object) -> object:
    if value is None:
        return "not known"
    return f"{value:.2f}" if isinstance(value, float) else value


def _lines(found: Document) -> Iterator[str]:
    parties = _party(found["importer"]), _party(found["exporter"])
    yield f"HS {found['code']}: duty of {parties[0]} on goods of {parties[1]}, {found['as_of']}"
    yield from _totals(found)
    yield "Made of"
    yield _base(found)
    for layer in found["layers"]:
        yield from _layer(layer)
    if not found["layers"]:
        yield "  no duty on top"
    if found["not_paid"]:
        yield "Not paid"
    for layer in found["not_paid"]:
        rate = f"{layer['rate_pct']:g} %"
        title = layer["title"] if rate in layer["title"] else f"{layer['title']} ({rate})"
        yield f"  {title}: {'; '.join(layer['why'])}"
    what = "total" if found["total_pct"] is not None else "added to the ordinary tariff"
    for title, key in (("History", "history"), ("Scheduled", "scheduled")):
        if found[key]:
            yield f"{title} ({what}, percent)"
        for step in found[key]:
            yield f"  {step['day']}  {_percent(step['total_pct'])}  {'; '.join(step['what']) or 'start of the list'}"
    if found["notes"]:
        yield "Left out"
    for sentence in found["notes"]:
        yield f"- {sentence}"


def _party(code: str) -> str:
    return "the European Union" if code == "EU27" else the(code)


def _base(found: Document) -> str:
    base = found["base"]
    if base is None:
        return "  ordinary tariff: not held"
    text = base["text"] if base["text"] != "Free" else ""
    kind = ", as the duty collected in 2024 over imports" if base["equivalent"] else ""
    low, high = base["lowest_pct"], base["highest_pct"]
    span = f", lines from {low:g} to {high:g} %" if low is not None and low != high else ""
    said = f" ({text})" if text else ""
    return f"  ordinary tariff: {_percent(base['mean_pct'])}{said}{kind}{span} [{base['source']}]"


def _layer(layer: Document) -> Iterator[str]:
    share = "" if layer["paid_share"] > 0.999 else f", on {100 * layer['paid_share']:.0f} % of the value"
    makers = ", ".join(f"{name} {rate:g} %" for name, rate in layer["by_maker"].items())
    until = f" to {layer['ended']}" if layer["ended"] else ""
    rate = f"{layer['rate_pct']:g} %"
    told = "" if rate in layer["title"] and not share else f": {rate}{share}"
    yield f"  {layer['title']}{told}, adds {layer['adds_pct']:.2f} points"
    yield f"      since {layer['effective']}{until}; {layer['instrument']} [{layer['confidence']}]"
    if layer["why"]:
        yield f"      {'; '.join(layer['why'])}"
    if makers:
        yield f"      by maker: {makers}"
    if layer["note"]:
        yield f"      {layer['note']}"


def _totals(found: Document) -> Iterator[str]:
    if found["total_pct"] is None:
        added = f"{found['added_pct']:.2f} % of customs value"
        yield f"  added to the ordinary tariff: {added}; the total is not known"
        return
    yield f"  total: {found['total_pct']:.2f} % of customs value"
    inside, outside = found["with_preference_pct"], found["without_preference_pct"]
    if inside is not None:
        agreement = AGREEMENTS.get(found["base"]["preference"], found["base"]["preference"])
        rules = f"  goods that meet the agreement's rules ({agreement})"
        yield f"{rules}: {_percent(inside)}; others: {_percent(outside)}"


def _percent(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f} %"
