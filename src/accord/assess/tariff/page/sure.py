"""How sure is this: real income under many sets of elasticities, as intervals around the results."""

from __future__ import annotations

from accord.assess.tariff.case import AGREEMENT, NO_AGREEMENT, ROLES, TODAY, TONES, Case, Json
from accord.assess.tariff.figures import CUBE, MODEL, against_today, outcome, world_year
from accord.core.provenance import Figure
from accord.page.blocks import Block, Chart, Code, Column, Day, Part, Prose, Read, Section, Size, Table, Text
from accord.page.chart import Interval, intervals
from accord.page.names import name, the
from accord.page.words import show, sign_of

LEVEL, AGAINST = "welfare_pct", "welfare_against_today_pct"
ENDS = ("low", "high")
NOTE = (
    "Nine draws of ten lie between low and high. The central number takes the published elasticities; it can "
    "lie near an end or beyond it, since results do not move in step with elasticities."
)


def build(case: Case) -> Section | None:
    """Return the intervals, or how to have them; None where nothing was computed."""
    if not case.roles:
        return None
    found = case.findings.get("uncertainty")
    blocks: tuple[Block, ...] = (_offer(),)
    if found:
        blocks = (Prose(_worth(case, found)), _chart(case, found), _differences(case, found), _rests(found))
    return Section("sure", "How sure is this", blocks)


def _offer() -> Prose:
    return Prose(
        (
            "Results rest on trade elasticities, which are estimates. This briefing takes their published "
            "values; made with ",
            Code("accord brief --draws"),
            " it also shows the interval of each result when they vary.",
        )
    )


def _worth(case: Case, found: Json) -> Text:
    """Return in how many draws each side is better off than today, with the agreement and without."""
    parts: list[Part] = ["The scenarios were solved with ", _answered(case, found), " sets of elasticities."]
    for code in case.sides:
        if _row(found, AGREEMENT, code, AGAINST):
            parts += [f" {the(code, start=True)} is better off than today with {case.offer} in "]
            parts += _share(case, found, AGREEMENT, code)
            if NO_AGREEMENT in case.scenarios:
                parts += [" and without an agreement in ", *_share(case, found, NO_AGREEMENT, code)]
            parts.append(".")
    return tuple(parts)


def _share(case: Case, found: Json, role: str, code: str) -> list[Part]:
    """Return "all of them", "none of them" or how many."""
    better = _row(found, role, code, AGAINST)["above_zero"]
    if better in (0, found["answered"]):
        return ["all of them" if better else "none"]
    return [_count(case, found, role, code, better), " of them"]


def _chart(case: Case, found: Json) -> Chart:
    """Return real income of both sides in every scenario, a dot with its interval."""
    rows, marks = [], []
    for code in case.sides:
        for role in case.roles:
            low, high = (_end(case, found, role, code, LEVEL, end) for end in ENDS)
            middle = outcome(case, role, code)
            marks.append(Interval(ROLES[role], low, middle, high, TONES[role], name(code)))
            rows.append((name(code), ROLES[role], low, middle, high))
    spoken = "; ".join(
        f"{mark.heading}, {mark.label.lower()}: {show(mark.middle)}, {show(mark.low)} to {show(mark.high)}"
        for mark in marks
    )
    alt = f"Dots with intervals of real income. {spoken}."
    year = world_year(case.scenarios[case.roles[0]])
    return Chart(
        key="intervals",
        title=_finding(case, found),
        subtitle=("Real income, per cent change against the world economy of ", Day(year)),
        drawing=intervals(marks, alt),
        alt=alt,
        table=Table("intervals", "Real income with its interval", _columns(year), tuple(rows), NOTE),
        sources=(MODEL, CUBE),
        note=NOTE,
    )


def _columns(year: str) -> tuple[Column, ...]:
    ends = (("low", "Low"), ("central", "Central"), ("high", "High"))
    numbers = (Column(key, label, "% change", year) for key, label in ends)
    return (Column("economy", "Economy"), Column("scenario", "Scenario"), *numbers)


def _finding(case: Case, found: Json) -> Text:
    """Return the target's interval under the measures in force, or those to come, as a sentence."""
    role = case.main or TODAY
    low, high = (_end(case, found, role, case.target, LEVEL, end) for end in ENDS)
    when = {TODAY: "under today’s measures", AGREEMENT: "with the deal"}.get(role, "without an agreement")
    signs = {sign_of(end.value, signed=True) for end in (low, high) if end.value is not None}
    if signs in ({"+"}, {"−"}):
        near, far = (low, high) if signs == {"+"} else (high, low)
        verb = "gains" if signs == {"+"} else "loses"
        who = the(case.target, start=True)
        return (f"{who} {verb} between ", Size(near), " and ", Size(far), f" {when}")
    return f"Whether {the(case.target)} gains or loses {when} depends on the elasticities"


def _differences(case: Case, found: Json) -> Table:
    """Return each scenario against today, the change within draws."""
    rows = [
        (
            name(code),
            ROLES[role],
            _end(case, found, role, code, AGAINST, "low"),
            against_today(case, role, code),
            _end(case, found, role, code, AGAINST, "high"),
        )
        for code in case.sides
        for role in case.roles
        if role != TODAY
    ]
    return Table(
        key="intervals-against-today",
        title="Real income against today’s measures",
        columns=_columns(world_year(case.scenarios[TODAY])),
        rows=tuple(rows),
        note="Each draw solves both scenarios with the same elasticities, so what they share drops out.",
        sources=(MODEL,),
    )


def _rests(found: Json) -> Prose:
    words = (
        "The intervals hold what is not known about elasticities, and nothing else: the data, the measures "
        "and the model are taken as given. "
    )
    return Prose((words, Read(found["basis"])), "note")


def _row(found: Json, role: str, code: str, measure: str) -> Json:
    sought = (role, code, measure)
    rows = (row for row in found["rows"] if (row["scenario"], row["economy"], row["measure"]) == sought)
    return next(rows, {})


def _end(case: Case, found: Json, role: str, code: str, measure: str, end: str) -> Figure:
    """Return the low or high end of a result's interval; missing where the result is."""
    value = _row(found, role, code, measure).get(end)
    what = "" if measure == LEVEL else " against today’s measures"
    return Figure(
        key=f"uncertainty.{role}.{code}.{measure}.{end}",
        label=f"Real income of {name(code)}, {ROLES[role].lower()}{what}, {end} end",
        value=value,
        unit="% change",
        year=world_year(case.scenarios[role]),
        source=MODEL,
        basis=f"{found['percentiles'][end]}th percentile of {_drawn(found)}",
        quality="missing" if value is None else "computed",
    )


def _count(case: Case, found: Json, role: str, code: str, better: int) -> Figure:
    return Figure(
        key=f"uncertainty.{role}.{code}.draws_better",
        label=f"Draws in which {the(code)} is better off than today, {ROLES[role].lower()}",
        value=better,
        unit="count",
        year=world_year(case.scenarios[role]),
        source=MODEL,
        basis=f"real income above today’s, counted over {_drawn(found)}",
    )


def _answered(case: Case, found: Json) -> Figure:
    return Figure(
        key="uncertainty.draws",
        label="Draws of elasticities with a certified answer",
        value=found["answered"],
        unit="count",
        year=world_year(case.scenarios[case.roles[0]]),
        source=MODEL,
        basis=_drawn(found),
    )


def _drawn(found: Json) -> str:
    return f"{found['answered']} draws of elasticities, seed {found['seed']}. {found['basis']}"
