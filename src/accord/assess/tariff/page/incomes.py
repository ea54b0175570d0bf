"""What it means for both sides: real income, prices, trade and revenue, by state and horizon."""

from __future__ import annotations

from accord.assess.tariff.figures import CUBE, MODEL, OUTCOMES, View, span
from accord.assess.tariff.states import State
from accord.page.blocks import (
    Block,
    Chart,
    Column,
    Day,
    Entries,
    Entry,
    Part,
    Read,
    Rounded,
    Row,
    Section,
    Table,
    Text,
)
from accord.page.chart import Bar, Group, bars
from accord.page.names import name, possessive, the
from accord.page.words import capital, show, sign_of

TONES = {"after": "f", "low": "c", "threat": "b", "answer": "d"}
"""The colour class of each state."""


def build(view: View) -> Section | None:
    """Return the chart of real income, the table of all results, and what each state assumes."""
    if view.main is None:
        return None
    blocks: list[Block] = [chart(view), *(table(view, code) for code in view.sides), *_meanings(view)]
    return Section("scenarios", "What it means for both sides", tuple(blocks))


def _cells(view: View) -> list[tuple[State, str]]:
    return [(state, horizon) for state in view.states for horizon in view.solved(state)]


def _drawn(view: View) -> list[tuple[State, str]]:
    """Return what the chart draws: each horizon of one state, or of several states the middle one; the table has all."""
    several = len(view.states) > 1
    return [(state, at) for state, at in _cells(view) if not several or at == view.middle(state)]


def chart(view: View) -> Chart:
    """Return real income of both sides, of one state at each horizon, of several at the middle one."""
    groups = [
        Group(
            name(code),
            tuple(
                Bar(
                    _label(view, state, horizon),
                    view.outcome(state.role, horizon, code),
                    _tone(view, state, horizon, code),
                )
                for state, horizon in _drawn(view)
            ),
        )
        for code in view.sides
    ]
    spoken = ". ".join(
        f"{group.heading}: " + ", ".join(f"{bar.label.lower()} {show(bar.figure)}" for bar in group.bars)
        for group in groups
    )
    columns = (
        Column("economy", "Economy"),
        *(
            Column(f"{state.role}_{horizon}", _label(view, state, horizon), "% change", view.year)
            for state, horizon in _cells(view)
        ),
    )
    rows: tuple[Row, ...] = tuple(
        (name(code), *(view.outcome(state.role, horizon, code) for state, horizon in _cells(view)))
        for code in view.sides
    )
    return Chart(
        key="real-income",
        title=_finding(view),
        subtitle=("Real income, per cent change against the comparison; world economy of ", Day(view.year)),
        drawing=bars(groups, f"Bars of real income. {spoken}."),
        alt=f"Bars of real income. {spoken}.",
        table=Table("real-income", "Real income by state and horizon", columns, rows, sources=(MODEL,)),
        sources=(MODEL, CUBE),
    )


def _tone(view: View, state: State, horizon: str, code: str) -> str:
    """Return the colour of a bar; what has no known sign has that of neither."""
    if view.open_sign(state.role, horizon, code):
        return "law"
    return "gain" if (view.outcome(state.role, horizon, code).value or 0.0) > 0 else "loss"


def _label(view: View, state: State, horizon: str) -> str:
    """Return "As reported, in ten years"; the state is left out where there is only one."""
    when = span(horizon)
    return f"{state.label}, {when}" if len(view.states) > 1 else capital(when)


def _finding(view: View) -> Text:
    """Return what the main state does to the target, as a sentence."""
    state = view.main
    assert state is not None
    target = view.asked.target
    horizon = view.middle(state)
    figure = view.outcome(state.role, horizon, target)
    if figure.value is None:
        return f"What becomes of {possessive(target)} real income is not known"
    change = figure.value
    if not sign_of(change, signed=True):
        return f"For {the(target)} next to nothing changes {span(horizon)}"
    if view.open_sign(state.role, horizon, target):
        return f"Whether {the(target)} gains or loses {span(horizon)} is not known"
    direction = "better" if change > 0 else "worse"
    opening = f"{the(target, start=True)} is "
    return (opening, Rounded(figure, sign=False), f" {direction} off {span(horizon)}")


def table(view: View, code: str) -> Table:
    """Return every result of one side in each state and horizon."""
    cells = _cells(view)
    columns = (
        Column("what", "Change in"),
        *(Column(f"{state.role}_{horizon}", _label(view, state, horizon)) for state, horizon in cells),
    )
    rows: list[tuple[Text | None, ...]] = []
    for measure, kind in OUTCOMES.items():
        row = [view.outcome(state.role, horizon, code, measure) for state, horizon in cells]
        if any(cell.value is not None for cell in row):
            rows.append((kind.label, *row))
    for label, of in (("Real income a year", view.money), ("Real income a head", view.head)):
        row = [of(state.role, horizon, code) for state, horizon in cells]
        if any(cell.value is not None for cell in row):
            rows.append((label, *row))
    return Table(
        key=f"scenarios-{code.lower()}",
        title=f"{name(code)}: what changes",
        columns=columns,
        rows=tuple(rows),
        note="Changes against the comparison; prices are relative to world value added.",
        sources=(MODEL,),
    )


def _meanings(view: View) -> list[Block]:
    """Return what each state stands for, and every assumption once with the states that make it."""
    made: dict[str, dict[str, None]] = {note: {} for note in view.asked.notes}
    for state, horizon in _cells(view):
        run = view.document(state.role, horizon)
        for note in (*state.scenario.get("assumptions", ()), *run.get("notes", ())):
            made.setdefault(note, {})[state.label] = None
    for one in view.found.solved:
        if one.sentence:
            made.setdefault(one.sentence, {})[view.label(one.role)] = None
    assumed = tuple(Entry((Read(note),), ", ".join(labels)) for note, labels in made.items())
    meant = tuple(_meaning(state) for state in view.states)
    lists = [Entries("meaning", "What each state stands for", meant)] if len(meant) > 1 else []
    return [*lists, *([Entries("assumptions", "Every assumption", assumed, folded=True)] if assumed else [])]


def _meaning(state: State) -> Entry:
    parts: list[Part] = [Read(state.scenario["title"]), "; said by ", Read(state.who), "."]
    return Entry(tuple(parts), state.label)
