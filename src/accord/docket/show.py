"""A docket as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accord.docket.amounts import written
from accord.docket.items import Docket, Event, Evidence, Law, Measure, Membership, Named, Participant, Step

Item = Participant | Event | Measure | Membership | Step | Law


def as_text(docket: Docket, explain: bool = False) -> str:
    """Return a docket as readable lines; with ``explain``, the rule and the words behind each item."""
    lines = [docket.title or docket.id, f"date {docket.article_date} ({docket.date_basis})"]
    lines += [f"note: {note}" for note in docket.notes]
    sections: tuple[tuple[str, Iterable[Item]], ...] = (
        ("Participants", docket.participants),
        ("Events", docket.events),
        ("Measures", docket.measures),
        ("Ruled out", docket.ruled_out),
        ("Alliances", docket.alliances),
        ("Next steps", docket.next_steps),
        ("Laws", docket.legislation),
    )
    for title, items in sections:
        rows = [line for item in items for line in _item(item, explain)]
        lines += ["", title, *rows] if rows else []
    named = [_names(group) for group in (docket.minerals, docket.products, docket.topics) if group]
    return "\n".join([*lines, *(["", "Named", *named] if named else [])])


def _item(item: Item, explain: bool) -> Iterator[str]:
    yield f"  {_line(item)}"
    if explain:
        yield f'      words {item.evidence.start}-{item.evidence.end}: "{_short(item.evidence)}"'
        yield from (f"      rule: {step}" for step in item.trace if step)


def _line(item: Item) -> str:
    match item:
        case Participant():
            return f"{item.person} ({item.country or 'economy unknown'}), {item.role or 'no role given'}"
        case Event():
            return f"{item.date or 'undated'}  {item.type}  {' '.join(item.countries)}  {item.status}"
        case Measure():
            return _measure(item)
        case Membership():
            return f"{item.name}: {item.action}  {' '.join(item.who)}  {item.date or ''}".rstrip()
        case Step():
            return f"{item.date or 'undated'}  {item.what}"
        case Law():
            return f"{item.name} ({item.country or 'economy unknown'}), {item.status}"


def _measure(m: Measure) -> str:
    value = "" if m.value is None else " {:g} {}".format(*written(m.value, m.unit))
    spared = [code for code in m.excluded if code.isupper()]
    parties = f"{' '.join(m.imposing)} on {' '.join(m.target)}{' but ' * bool(spared)}{' '.join(spared)}"
    return f"{m.lever}{value}  {parties}  {m.product_scope}  {m.status_norm}"


def _names(group: tuple[Named, ...]) -> str:
    return f"  {', '.join(n.name for n in group)}"


def _short(evidence: Evidence, limit: int = 150) -> str:
    flat = " ".join(evidence.text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "\u2026"
