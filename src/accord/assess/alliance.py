"""What an alliance covers: a page for each alliance that the report names, before and after those invited."""

from __future__ import annotations

from accord.assess.tariff.case import Case, Json
from accord.core.codes import economy_name
from accord.core.provenance import Figure
from accord.page.blocks import Block, Chart, Column, Part, Prose, Row, Section, Table, Text
from accord.page.chart import Bar, Group, Stage, bars, chain
from accord.page.map import BORDERS, world_map
from accord.page.names import the
from accord.page.words import join, show

SOURCE = "accord-supply"
SOURCES = (SOURCE, "supply-chains", "policy-facts")
COVERAGE = "share of members' use that survives the worst single loss of a supplier outside"
WORTH = "Shapley value of the mean coverage over stages (Shapley 1953)"
WHEN = {"before": "Today", "after": "With the invited", "with_plants": "With plants"}
"""States of an alliance, side by side: as it is, with those invited, and with their announced plants."""


def build(case: Case) -> Section | None:
    """Return each alliance that the report names, or None when it names none."""
    found = case.findings.get("alliance") or ()
    blocks: list[Block] = []
    for alliance in found:
        blocks += [_chart(alliance), _map(alliance), *_advice(alliance)]
    return Section("alliance", "What the alliance covers", tuple(blocks)) if blocks else None


def _states(found: Json) -> tuple[str, ...]:
    """Return the states that differ: no invitation and no plant leave only today."""
    rows = found["stages"]
    changes = [
        name
        for name in ("after", "with_plants")
        if any(row[f"{name}_pct"] != row["before_pct"] for row in rows)
    ]
    invited = ["after"] if found["added"] and "after" not in changes else []
    return ("before", *invited, *changes)


def _covered(found: Json, row: Json, state: str) -> Figure:
    value = row[f"{state}_pct"]
    return Figure(
        f"alliance.{found['group']}.{row['chain']}.{row['stage']}.{state}",
        f"{found['name']}: {row['name'].lower()} covered, {WHEN[state].lower()}",
        value,
        "%",
        row["year"],
        SOURCE,
        COVERAGE,
        "missing" if value is None else "computed",
    )


def _mean(found: Json, state: str) -> Figure:
    return Figure(
        f"alliance.{found['group']}.mean.{state}",
        f"{found['name']}: mean coverage of its stages, {WHEN[state].lower()}",
        found[f"mean_{state}_pct"],
        "%",
        str(found["as_of"])[:4],
        SOURCE,
        COVERAGE,
    )


def _weakest(found: Json) -> Json:
    known = [row for row in found["stages"] if row["after_pct"] is not None]
    return min(known, key=lambda row: row["after_pct"])


def _chart(found: Json) -> Chart:
    """Return the stages as a chain, or as bars where the alliance spans several chains."""
    states, weakest = _states(found), _weakest(found)
    rows = found["stages"]
    spoken = ", ".join(f"{_named(found, row)} {show(_covered(found, row, states[-1]))}" for row in rows)
    alt = f"Coverage of {found['name']} by stage: {spoken}."
    if len({row["chain"] for row in rows}) == 1:
        stages = [
            Stage(
                row["name"],
                tuple((WHEN[state], _covered(found, row, state)) for state in states),
                weak=row is weakest,
                id=row["stage"],
                needs=tuple(row["made_from"]),
            )
            for row in rows
        ]
        drawing = chain(stages, alt)
    else:
        groups = [Group(WHEN[state], tuple(_bars(found, state))) for state in states]
        drawing = bars(groups, alt)
    return Chart(
        key=f"alliance-{found['group']}",
        title=_finding(found, weakest),
        subtitle="Share of members’ use that would survive the worst loss of one supplier outside, by stage",
        drawing=drawing,
        alt=alt,
        table=_table(found, states),
        sources=SOURCES,
        note="Members’ own output serves members first. Output that no source attributes is never lost as "
        "one, so these are the highest values that agree with the data; the table has the lowest.",
    )


def _bars(found: Json, state: str) -> list[Bar]:
    known = [row for row in found["stages"] if row[f"{state}_pct"] is not None]
    known.sort(key=lambda row: row[f"{state}_pct"])
    return [
        Bar(_named(found, row), _covered(found, row, state), "b" if row is known[0] else "a") for row in known
    ]


def _named(found: Json, row: Json) -> str:
    several = len({other["chain"] for other in found["stages"]}) > 1
    return (
        f"{row['chain'].replace('-', ' ').capitalize()}, {row['name'].lower()}"
        if several
        else str(row["name"])
    )


def _finding(found: Json, weakest: Json) -> Text:
    supplier = the(weakest["worst_loss"]) if weakest["worst_loss"] else "one supplier outside"
    parts: list[Part] = [
        f"{found['name']} is weakest at {_named(found, weakest).lower()}: without {supplier}, ",
        _covered(found, weakest, "after"),
        " of its members’ use would be met",
    ]
    return tuple(parts)


def _table(found: Json, states: tuple[str, ...]) -> Table:
    columns = (
        Column("stage", "Stage"),
        *(Column(state, WHEN[state], "%") for state in states),
        Column("lowest", "At the lowest", "%"),
        Column("worst", "Worst loss outside"),
        Column("gap", "Capacity that would close it, of world output", "%"),
    )
    rows: tuple[Row, ...] = tuple(
        (
            _named(found, row),
            *(_covered(found, row, state) for state in states),
            _lowest(found, row),
            economy_name(row["worst_loss"]) if row["worst_loss"] else "none",
            _gap(found, row),
        )
        for row in found["stages"]
    )
    return Table(
        f"alliance-{found['group']}", f"{found['name']}, stage by stage", columns, rows, sources=SOURCES
    )


def _gap(found: Json, row: Json) -> Figure:
    key = f"alliance.{found['group']}.{row['chain']}.{row['stage']}.gap"
    label = f"{found['name']}: capacity that closes {row['name'].lower()}"
    value = None if row["after_pct"] is None else row["gap_pct_of_world"]
    return Figure(
        key, label, value, "%", row["year"], SOURCE, "idle capacity inside that covers the worst loss"
    )


def _lowest(found: Json, row: Json) -> Figure:
    key = f"alliance.{found['group']}.{row['chain']}.{row['stage']}.lowest"
    label = f"{found['name']}: {row['name'].lower()} covered if one supplier made all that is not attributed"
    value = row["lowest_pct"]
    return Figure(
        key, label, value, "%", row["year"], SOURCE, COVERAGE, "missing" if value is None else "computed"
    )


def _map(found: Json) -> Chart:
    """Return the map of what each member is worth to the alliance."""
    worth = {row["member"]: _worth(found, row) for row in found["members_worth"]}
    spoken = join(f"{economy_name(code)} {show(figure)}" for code, figure in worth.items())
    alt = f"World map of what members bring to {found['name']}: {spoken}."
    first = next(iter(worth))
    rows = tuple((economy_name(code), figure) for code, figure in worth.items())
    columns = (Column("member", "Member"), Column("worth", "Worth", "points"))
    return Chart(
        key=f"alliance-map-{found['group']}",
        title=(f"{the(first, start=True)} brings {found['name']} most: ", worth[first], " of mean coverage"),
        subtitle="What each member adds to the mean coverage of the stages, averaged over all orders of "
        "joining; those that take no recorded part are hatched",
        drawing=world_map(worth, alt),
        alt=alt,
        table=Table(f"alliance-map-{found['group']}", f"Worth of members of {found['name']}", columns, rows),
        sources=(SOURCE, "natural-earth"),
        note=BORDERS,
    )


def _worth(found: Json, row: Json) -> Figure:
    return Figure(
        f"alliance.{found['group']}.worth.{row['member']}",
        f"{economy_name(row['member'])} in {found['name']}: share of mean coverage",
        row["share_pct"],
        "points",
        str(found["as_of"])[:4],
        SOURCE,
        WORTH,
    )


def _advice(found: Json) -> list[Block]:
    """Return who joins, what that changes, and who is worth inviting next."""
    said: list[Block] = []
    lifted = max(found["stages"], key=_lift)
    today, later = (_covered(found, lifted, state) for state in ("after", "with_plants"))
    if found["added"]:
        names = join(the(code, start=not at) for at, code in enumerate(found["added"]))
        said.append(Prose(_joining(found, names)))
    if _lift(lifted) > 0 and show(today) != show(later):
        places = join(the(code) for code in lifted["plants_in"])
        said.append(
            Prose(
                (
                    f"Plants announced in {places} would lift {_named(found, lifted).lower()} from ",
                    today,
                    " to ",
                    later,
                    "; to close it would take ",
                    _gap(found, lifted),
                    " of world output in all.",
                )
            )
        )
    best = [item["candidate"] for item in found["invitations"][:3] if item["net_gain_pct"] > 0]
    if best:
        names = join(the(code) for code in best)
        said.append(
            Prose(f"By capacity alone, and not by politics, it would gain most from {names}.", "note")
        )
    return said


def _joining(found: Json, names: str) -> Text:
    """Say what those invited change: nothing, where all they bring today is need."""
    before, after = _mean(found, "before"), _mean(found, "after")
    if show(before) == show(after):
        return (
            f"{names} would leave the mean coverage of {found['name']} at ",
            after,
            ": no source records ",
            "output there yet that an ally could draw on.",
        )
    return (
        f"{names} would move the mean coverage of {found['name']} from ",
        before,
        " to ",
        after,
        ", counted with ",
        "the new member’s own needs.",
    )


def _lift(row: Json) -> float:
    return (row["with_plants_pct"] or 0.0) - (row["after_pct"] or 0.0)
