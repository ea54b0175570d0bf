"""What an alliance covers: each grouping that a report names, before and after those invited."""

from __future__ import annotations

from datetime import date

from accord.assess.desk import Desk
from accord.assess.kind import Page
from accord.core.codec import Document
from accord.core.codes import economy_name
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.provenance import Figure, as_recorded
from accord.docket.items import Docket
from accord.page.blocks import Block, Chart, Column, Part, Prose, Row, Section, Table, Text
from accord.page.chart import Bar, Group, Stage, bars, chain
from accord.page.map import BORDERS, world_map
from accord.page.names import the
from accord.page.words import join, show
from accord.study.alliance import alliance_document, alliance_report

JOINING = ("invite", "join", "sign", "accede")
"""Actions of a report that make an economy a member to be tried out."""
SOURCE = "accord-supply"
SOURCES = (SOURCE, "supply-chains", "policy-facts")
NOTHING = 0.05
"""Per cent of use below which none of it is met."""
COVERAGE = "share of members' use that survives the worst single loss of a supplier outside"
WORTH = "Shapley value of the mean coverage over stages (Shapley 1953)"
WHEN = {"before": "Today", "after": "With the invited", "with_plants": "With plants"}
"""States of an alliance, side by side: as it is, with those invited, and with their announced plants."""


@dataclass(frozen=True)
class Asked:
    """The alliances that a report does something with, and whom it says is joining, on a day."""

    alliances: tuple[tuple[str, tuple[str, ...]], ...]
    day: date


@dataclass(frozen=True)
class Found:
    """One document of ``accord alliance`` for each, with its name in the report."""

    alliances: tuple[Document, ...]


class Alliances:
    """Groupings whose members are published; one that is only mentioned in passing gets none."""

    name, order = "alliance", 50
    levers: tuple[str, ...] = ()
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | None:
        """Return the alliances named, with economies that are invited or joining."""
        invited: dict[str, list[str]] = {}
        for item in docket.alliances:
            if not item.action.startswith("mention"):
                joining = item.who if item.action.startswith(JOINING) else ()
                invited.setdefault(item.name, []).extend(joining)
        named = tuple((name, tuple(dict.fromkeys(codes))) for name, codes in invited.items())
        return Asked(named, date.fromisoformat(docket.article_date)) if named else None

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return nothing: joining is no measure."""
        return ()

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return what each alliance covers; those without published members are left out."""
        found = []
        for name, codes in asked.alliances:
            try:
                report = alliance_report(name, asked.day.isoformat(), add=codes)
            except InputError:
                continue
            found.append(as_recorded({"name": name, **alliance_document(report)}))
        return Found(tuple(found))

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return each alliance as a chain or bars, a map and what would strengthen it."""
        blocks: list[Block] = []
        for one in found.alliances:
            blocks += [_chart(one), _map(one), *_advice(one)]
        lead = tuple(_lead(one) for one in found.alliances[:1])
        return Page(lead, (Section("alliance", "What the alliance covers", tuple(blocks)),) if blocks else ())


def _lead(found: Document) -> tuple[Part, ...]:
    """Return the sentence of the answer: where the alliance is weakest, and what those who join bring there."""
    weakest = _weakest(found)
    finding = _finding(found, weakest)
    parts: list[Part] = [*(finding if isinstance(finding, tuple) else (str(finding),))]
    if found["added"]:
        names = join(the(code) for code in found["added"])
        before, after = (_covered(found, weakest, state) for state in ("before", "after"))
        same = show(before) == show(after)
        parts += [f"; {names} would leave that as it is"] if same else [f"; without {names} it is ", before]
    return (*parts, ".")


def _states(found: Document) -> tuple[str, ...]:
    """Return the states that differ: no invitation and no plant leave only today."""
    rows = found["stages"]
    changes = [
        name
        for name in ("after", "with_plants")
        if any(row[f"{name}_pct"] != row["before_pct"] for row in rows)
    ]
    invited = ["after"] if found["added"] and "after" not in changes else []
    return ("before", *invited, *changes)


def _covered(found: Document, row: Document, state: str) -> Figure:
    value = row[f"{state}_pct"]
    return Figure(
        f"alliance.{found['group']}.{row['chain']}.{row['stage']}.{state}",
        f"{found['name']}: {row['name'].lower()} covered, {WHEN[state].lower()}",
        value,
        "%",
        row["year"],
        SOURCE,
        COVERAGE,
    )


def _mean(found: Document, state: str) -> Figure:
    return Figure(
        f"alliance.{found['group']}.mean.{state}",
        f"{found['name']}: mean coverage of its stages, {WHEN[state].lower()}",
        found[f"mean_{state}_pct"],
        "%",
        str(found["as_of"])[:4],
        SOURCE,
        COVERAGE,
    )


def _weakest(found: Document) -> Document:
    rows: list[Document] = found["stages"]
    return min(rows, key=lambda row: 101.0 if row["after_pct"] is None else row["after_pct"])


def _chart(found: Document) -> Chart:
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


def _bars(found: Document, state: str) -> list[Bar]:
    known = [row for row in found["stages"] if row[f"{state}_pct"] is not None]
    known.sort(key=lambda row: row[f"{state}_pct"])
    return [
        Bar(_named(found, row), _covered(found, row, state), "b" if row is known[0] else "a") for row in known
    ]


def _named(found: Document, row: Document) -> str:
    several = len({other["chain"] for other in found["stages"]}) > 1
    return (
        f"{row['chain'].replace('-', ' ').capitalize()}, {row['name'].lower()}"
        if several
        else str(row["name"])
    )


def _finding(found: Document, weakest: Document) -> Text:
    supplier = the(weakest["worst_loss"]) if weakest["worst_loss"] else "one supplier outside"
    held = _covered(found, weakest, "after")
    place = f"{found['name']} is weakest at {_named(found, weakest).lower()}: without {supplier}, "
    if held.value is not None and held.value < NOTHING:
        return f"{place}which alone makes it, none of its members’ use would be met"
    return (place, held, " of its members’ use would be met")


def _table(found: Document, states: tuple[str, ...]) -> Table:
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


def _gap(found: Document, row: Document) -> Figure:
    key = f"alliance.{found['group']}.{row['chain']}.{row['stage']}.gap"
    label = f"{found['name']}: capacity that closes {row['name'].lower()}"
    value = None if row["after_pct"] is None else row["gap_pct_of_world"]
    basis = "idle capacity inside that covers the worst loss"
    return Figure(key, label, value, "%", row["year"], SOURCE, basis)


def _lowest(found: Document, row: Document) -> Figure:
    key = f"alliance.{found['group']}.{row['chain']}.{row['stage']}.lowest"
    label = f"{found['name']}: {row['name'].lower()} covered if one supplier made all that is not attributed"
    return Figure(key, label, row["lowest_pct"], "%", row["year"], SOURCE, COVERAGE)


def _map(found: Document) -> Chart:
    """Return the map of what each member is worth to the alliance."""
    worth = {row["member"]: _worth(found, row) for row in found["members_worth"]}
    spoken = join(f"{economy_name(code)} {show(figure)}" for code, figure in worth.items())
    alt = f"World map of what members bring to {found['name']}: {spoken}."
    first = next(iter(worth))
    rows = tuple((economy_name(code), figure) for code, figure in worth.items())
    columns = (Column("member", "Member"), Column("worth", "Worth", "points"))
    return Chart(
        key=f"alliance-map-{found['group']}",
        title=(f"{the(first, start=True)} adds most to {found['name']}: ", worth[first], " of mean coverage"),
        subtitle="What each member adds to the mean coverage of the stages, averaged over all orders of "
        "joining; those that take no recorded part are hatched",
        drawing=world_map(worth, alt),
        alt=alt,
        table=Table(f"alliance-map-{found['group']}", f"Worth of members of {found['name']}", columns, rows),
        sources=(SOURCE, "natural-earth"),
        note=BORDERS,
    )


def _worth(found: Document, row: Document) -> Figure:
    return Figure(
        f"alliance.{found['group']}.worth.{row['member']}",
        f"{economy_name(row['member'])} in {found['name']}: share of mean coverage",
        row["share_pct"],
        "points",
        str(found["as_of"])[:4],
        SOURCE,
        WORTH,
    )


def _advice(found: Document) -> list[Block]:
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


def _joining(found: Document, names: str) -> Text:
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


def _lift(row: Document) -> float:
    return (row["with_plants_pct"] or 0.0) - (row["after_pct"] or 0.0)


KIND = Alliances()
