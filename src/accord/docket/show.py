"""A docket as plain text for a terminal."""

from __future__ import annotations

from accord.docket.items import Docket, Evidence, Measure


def as_text(docket: Docket, explain: bool = False) -> str:
    """Return a docket as readable lines; with ``explain``, the rule and the words behind each item."""
    lines = [docket.title or docket.id, f"date {docket.article_date} ({docket.date_basis})"]

    def section(title: str, rows: list[tuple[str, Evidence, tuple[str, ...]]]) -> None:
        if rows:
            lines.extend(["", title])
        for text, evidence, trace in rows:
            lines.append(f"  {text}")
            if explain:
                lines.append(f'      words {evidence.start}-{evidence.end}: "{_short(evidence.text)}"')
                lines.extend(f"      rule: {step}" for step in trace if step)

    section(
        "Participants",
        [
            (
                f"{p.person} ({p.country or 'economy unknown'}), {p.role or 'no role given'}",
                p.evidence,
                p.trace,
            )
            for p in docket.participants
        ],
    )
    section(
        "Events",
        [
            (f"{e.date or 'undated'}  {e.type}  {' '.join(e.countries)}  {e.status}", e.evidence, e.trace)
            for e in docket.events
        ],
    )
    section("Measures", [(_measure(m), m.evidence, m.trace) for m in docket.measures])
    section("Ruled out", [(_measure(m), m.evidence, m.trace) for m in docket.ruled_out])
    section(
        "Alliances",
        [
            (f"{a.name}: {a.action}  {' '.join(a.who)}  {a.date or ''}".rstrip(), a.evidence, a.trace)
            for a in docket.alliances
        ],
    )
    section(
        "Next steps", [(f"{s.date or 'undated'}  {s.what}", s.evidence, s.trace) for s in docket.next_steps]
    )
    section(
        "Named",
        [
            (", ".join(n.name for n in group), group[0].evidence, ())
            for group in (docket.minerals, docket.products, docket.topics)
            if group
        ],
    )
    section(
        "Laws",
        [
            (f"{law.name} ({law.country or 'economy unknown'}), {law.status}", law.evidence, law.trace)
            for law in docket.legislation
        ],
    )
    return "\n".join(lines)


def _measure(m: Measure) -> str:
    value = "" if m.value is None else f" {m.value:g} {m.unit}"
    parties = f"{' '.join(m.imposing)} on {' '.join(m.target)}"
    return f"{m.lever}{value}  {parties}  {m.product_scope}  {m.status_norm}"


def _short(text: str, limit: int = 150) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "\u2026"
