"""The scenarios side by side: today's measures, an agreement, no agreement."""

from __future__ import annotations

from accord.assess.tariff.case import AGREEMENT, ROLES, TONES, Case
from accord.assess.tariff.figures import CUBE, MODEL, OUTCOMES, against_today, outcome, world_year
from accord.page.blocks import (
    Block,
    Chart,
    Column,
    Day,
    Entries,
    Entry,
    Part,
    Read,
    Row,
    Section,
    Size,
    Table,
    Text,
)
from accord.page.chart import Bar, Group, bars
from accord.page.names import name, the
from accord.page.words import show, sign_of


def build(case: Case) -> Section | None:
    """Return the chart of real income, the table of all results, and what each scenario assumes."""
    if not case.roles:
        return None
    blocks: list[Block] = [chart(case), *(table(case, code) for code in case.sides)]
    blocks += _meanings(case)
    count = {2: "Two", 3: "Three"}[len(case.roles)]
    return Section("scenarios", f"{count} ways this can go", tuple(blocks))


def chart(case: Case) -> Chart:
    """Return real income of both sides under each scenario."""
    groups = [
        Group(
            name(code),
            tuple(Bar(ROLES[role], outcome(case, role, code), TONES[role]) for role in case.roles),
        )
        for code in case.sides
    ]
    spoken = ". ".join(
        f"{group.heading}: " + ", ".join(f"{bar.label.lower()} {show(bar.figure)}" for bar in group.bars)
        for group in groups
    )
    year = world_year(case.scenarios[case.roles[0]])
    columns = (
        Column("economy", "Economy"),
        *(Column(role, ROLES[role], "% change", year) for role in case.roles),
    )
    rows: tuple[Row, ...] = tuple(
        (name(code), *(outcome(case, role, code) for role in case.roles)) for code in case.sides
    )
    return Chart(
        key="real-income",
        title=_finding(case),
        subtitle=("Real income, per cent change in the long run against the world economy of ", Day(year)),
        drawing=bars(groups, f"Bars of real income. {spoken}."),
        alt=f"Bars of real income. {spoken}.",
        table=Table("real-income", "Real income by scenario", columns, rows, sources=(MODEL,)),
        sources=(MODEL, CUBE),
    )


def _finding(case: Case) -> Text:
    """Return what the comparison says about the target, as a sentence."""
    figure = against_today(case, AGREEMENT, case.target)
    change = figure.value or 0.0
    if not sign_of(change, signed=True):
        return f"For {the(case.target)}, {case.offer} is worth no more than today’s measures"
    direction = "better" if change > 0 else "worse"
    opening = f"{the(case.target, start=True)} is "
    return (opening, Size(figure), f" {direction} off with {case.offer} than today")


def table(case: Case, code: str) -> Table:
    """Return every result of one side under each scenario."""
    columns = (Column("what", "Change in"), *(Column(role, ROLES[role]) for role in case.roles))
    rows: list[tuple[Text | None, ...]] = []
    for measure, kind in OUTCOMES.items():
        cells = [outcome(case, role, code, measure) for role in case.roles]
        if any(cell.value is not None for cell in cells):
            rows.append((kind.label, *cells))
    return Table(
        key=f"scenarios-{code.lower()}",
        title=f"{name(code)}: what each scenario changes",
        columns=columns,
        rows=tuple(rows),
        note="Changes against the baseline before the measures; prices are relative to world value added.",
        sources=(MODEL,),
    )


def _meanings(case: Case) -> list[Block]:
    """Return what each scenario stands for, and every assumption once with the scenarios that make it."""
    made: dict[str, list[str]] = {}
    for role in case.roles:
        run = case.scenarios[role]
        for note in (*run["scenario"].get("assumptions", ()), *run.get("notes", ())):
            made.setdefault(note, []).append(ROLES[role])
    assumed = tuple(Entry((Read(note),), ", ".join(roles)) for note, roles in made.items())
    meant = tuple(_meaning(case, role) for role in case.roles)
    lists = [Entries("meaning", "What each scenario stands for", meant)]
    return [*lists, *([Entries("assumptions", "Every assumption", assumed, folded=True)] if assumed else [])]


def _meaning(case: Case, role: str) -> Entry:
    scenario = case.scenarios[role]["scenario"]
    parts: list[Part] = [Read(scenario["title"]), ", as of ", Day(scenario["as_of"]), "."]
    if scenario.get("description"):
        parts += [" ", Read(" ".join(scenario["description"].split()))]
    return Entry(tuple(parts), ROLES[role])
