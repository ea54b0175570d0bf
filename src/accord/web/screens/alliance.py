"""An alliance: what it covers stage by stage, and what a member adds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from accord import groups
from accord.core.codec import Document
from accord.core.codes import economy_code, economy_name
from accord.core.provenance import Figure
from accord.files.reading import check
from accord.page.blocks import Block, Chart, Column, Key, Keys, Part, Prose, Row, Section, Table, Text
from accord.page.chart import Bar, Group, Stage, bars, chain
from accord.page.drawn import Head, chart_of
from accord.page.map import BORDERS, world_map
from accord.page.names import name, the
from accord.page.words import capital, join, show
from accord.study.alliance import CHAINS_OF
from accord.supply.chain import chain_names, load_chain
from accord.web.answers import supply
from accord.web.asked import OfAlliance
from accord.web.screens.base import Given, Screen, Shown, Told, command

SOURCES = ("accord-supply", "supply-chains", "policy-facts")
STATES = {"before_pct": "Before", "after_pct": "After", "with_plants_pct": "With plants"}
COVERAGE = "share of members' use that survives the worst single loss of a supplier outside"


def answer(given: Given) -> Shown:
    """Return coverage before and after a change of members, and what each member is worth."""
    asked = check(OfAlliance, {**given} if "group" in given else {**given, "group": "pax-silica"}, "question")
    found = supply.alliance(asked)
    year = asked.as_of[:4] if asked.as_of else "2026"
    told = Told(found, year, "accord-supply", COVERAGE)
    blocks: list[Block] = [
        Prose(_lead(told), "lead"),
        *_unchanged(asked, found),
        _keys(told),
        _stages(told),
        _map(told),
        _next(told),
    ]
    blocks += [Prose(words, "note") for words in found["notes"]]
    title = _title(found)
    line = command(
        "accord alliance", asked.group, add=asked.add, drop=asked.drop, chain=asked.chain, as_of=asked.as_of
    )
    pinned = {"group": asked.group, **({"as_of": asked.as_of} if asked.as_of else {})}
    return Shown((Section("alliance", title, tuple(blocks), "whole"),), line, _python(asked), pinned=pinned)


def _python(asked: OfAlliance) -> str:
    return (
        "from accord.study.supply.ask import alliance\n\n"
        f"alliance({asked.group!r}, as_of={asked.as_of!r}, add={list(asked.add)!r}, drop={list(asked.drop)!r}, "
        f'chain={list(asked.chain)!r})["mean_after_pct"]'
    )


def _title(found: Document) -> str:
    group = _named(found)
    changed = [f"with {join(the(code) for code in found['added'])}"] if found["added"] else []
    changed += [f"without {join(the(code) for code in found['dropped'])}"] if found["dropped"] else []
    return " ".join([f"What {group} covers", *changed])


def _named(found: Document) -> str:
    word = str(found["group"])
    return groups.info(word).name if word in groups.names() else join(name(code) for code in word.split("+"))


def _lead(told: Told) -> tuple[Part, ...]:
    found = told.document
    before, after = (
        told.figure(f"mean_{when}_pct", f"Mean coverage, {when}", "%") for when in ("before", "after")
    )
    if not (found["added"] or found["dropped"]):
        return ("Of what its members use, ", after, " would survive the worst loss of one supplier outside, on the mean "
                "of the stages.")  # fmt: skip
    if show(before) == show(after):
        return ("The part of its members’ use that would survive the worst loss of one supplier outside stays at ", after,
                ", on the mean of the stages: no source records output there that an ally could draw on.")  # fmt: skip
    return ("The part of its members’ use that would survive the worst loss of one supplier outside moves from ", before,
            " to ", after, ", on the mean of the stages.")  # fmt: skip


def _unchanged(asked: OfAlliance, found: Document) -> list[Block]:
    """Return in a line whose joining or leaving changes nothing, as they are members already, or none."""
    told = [
        f"{join(the(code) for code in kept)}: {words}"
        for asking, done, words in (
            (asked.add, "added", "already among its members"),
            (asked.drop, "dropped", "not among its members"),
        )
        if (kept := [code for code in map(economy_code, asking) if code not in found[done]])
    ]
    return [Prose(f"{capital('; '.join(told))} on the day asked about.", "note")] if told else []


def _weakest(found: Document) -> Document:
    rows: list[Document] = [row for row in found["stages"] if row["after_pct"] is not None]
    return min(rows, key=lambda row: float(row["after_pct"]))


def _word(found: Document, state: str) -> str:
    """Return what a state is called: before a change of members, or now where there is none."""
    changed = found["added"] or found["dropped"]
    return "Now" if state == "before_pct" and not changed else STATES[state]


def _covered(told: Told, row: Document, state: str) -> Figure:
    key = f"stages.{row['chain']}:{row['stage']}.{state}"
    return told.figure(
        key, f"{row['name']} covered, {_word(told.document, state).lower()}", "%", str(row["year"])
    )


def _keys(told: Told) -> Keys:
    found, weak = told.document, _weakest(told.document)
    changed = found["added"] or found["dropped"]
    before = told.figure("mean_before_pct", "Mean coverage, before", "%")
    after = told.figure("mean_after_pct", "Mean coverage, after", "%")
    items = [
        Key("Before" if changed else "Covered now", before, "mean of the stages"),
        *([Key("After", after, "mean of the stages")] if changed else []),
        Key("Weakest", _covered(told, weak, "after_pct"), str(weak["name"]).lower()),
    ]
    if found["members_worth"]:
        first = found["members_worth"][0]["member"]
        figure = told.figure(f"members_worth.{first}.share_pct", f"What {the(first)} brings", "points")
        items.append(Key("Brings most", figure, name(first)))
    return Keys(tuple(items))


def _stages(told: Told) -> Chart:
    found = told.document
    rows, weak = found["stages"], _weakest(found)
    states = [state for state in STATES if state != "after_pct" or found["added"] or found["dropped"]]
    changed = [state for state in states if any(row[state] != row["before_pct"] for row in rows)]
    shown = list(dict.fromkeys(["before_pct", *changed]))
    alt = f"Coverage by stage; the weakest is {weak['name'].lower()}."
    drawing = _drawing(told, shown, weak, alt)
    columns = (
        Column("stage", "Stage"),
        *(Column(state, _word(found, state), "%") for state in shown),
        Column("worst", "Worst loss outside"),
    )
    cells: tuple[Row, ...] = tuple(
        (
            _label(row),
            *(_covered(told, row, state) for state in shown),
            name(row["worst_loss"]) if row["worst_loss"] else "none",
        )
        for row in rows
    )
    head = Head(
        "stages",
        _finding(told, weak),
        "Share of members’ use that would survive the worst loss of one supplier outside, by stage",
        "Stage by stage",
        SOURCES,
        "Members’ own output serves members first. Output that no source attributes is never lost as one.",
    )
    return chart_of(head, drawing, alt, columns, cells)


def _drawing(told: Told, shown: Sequence[str], weak: Document, alt: str) -> str:
    """Return the stages as a chain, or as bars where the alliance spans several chains."""
    rows = told.document["stages"]
    if len({row["chain"] for row in rows}) == 1:
        boxes = [
            Stage(row["name"], tuple((_word(told.document, state), _covered(told, row, state)) for state in shown),
                  weak=row is weak, id=row["stage"], needs=tuple(row["made_from"]))
            for row in rows
        ]  # fmt: skip
        return chain(boxes, alt)
    known = sorted((row for row in rows if row["after_pct"] is not None), key=lambda row: row["after_pct"])
    return bars(
            [
                Group(_word(told.document, state), tuple(_bar(told, row, state, weak) for row in known))
                for state in shown
            ], alt,
        )  # fmt: skip


def _bar(told: Told, row: Document, state: str, weak: Document) -> Bar:
    return Bar(_label(row), _covered(told, row, state), "b" if row is weak else "a")


def _finding(told: Told, weak: Document) -> Text:
    without = f" without {the(weak['worst_loss'])}" if weak["worst_loss"] else ""
    head = f"It is weakest at {weak['name'].lower()}: "
    return (head, _covered(told, weak, "after_pct"), f" of its members’ use would be met{without}")


def _label(row: Document) -> str:
    return f"{row['chain'].replace('-', ' ').capitalize()}: {row['name'].lower()}"


def _map(told: Told) -> Chart:
    rows = told.document["members_worth"]
    worth = {
        row["member"]: told.figure(f"members_worth.{row['member']}.share_pct", f"What {the(row['member'])} brings", "points",
                                   basis="Shapley value of the mean coverage (Shapley 1953)")
        for row in rows
    }  # fmt: skip
    alone = {
        row["member"]: told.figure(
            f"members_worth.{row['member']}.lost_if_gone_pct", f"Lost without {the(row['member'])}", "points"
        )
        for row in rows
    }
    alt = "World map of what each member brings to the mean coverage, in points."
    columns = (
        Column("member", "Member"),
        Column("share", "Brings", "points"),
        Column("lost", "Lost if it leaves", "points"),
    )
    head = Head(
        "members",
        f"{the(next(iter(worth)), start=True)} brings most" if worth else "What each member brings",
        "Points of mean coverage, averaged over all orders of joining; others have no part here",
        "What members bring",
        ("accord-supply", "natural-earth"),
        BORDERS,
    )
    cells = [(name(code), one, alone[code]) for code, one in worth.items()]
    return chart_of(head, world_map(worth, alt) if worth else "", alt, columns, cells)


def _next(told: Told) -> Table:
    rows = told.document["invitations"][:8]
    cells = tuple(
        (
            name(row["candidate"]),
            told.figure(
                f"invitations.{row['candidate']}.net_gain_pct", f"Gain with {the(row['candidate'])}", "points"
            ),
        )
        for row in rows
    )
    columns = (Column("who", "Candidate"), Column("gain", "Gain beyond what it secures alone", "points"))
    return Table(
        "invitations",
        "Worth inviting next, by capacity alone and not by politics",
        columns,
        cells,
        sources=SOURCES,
    )


@lru_cache(maxsize=1)
def offers() -> dict[str, object]:
    """Return the alliances, and who can be added to each, by what the chains hold."""
    seen = {code for word in chain_names() for stage in load_chain(word).stages for code in _makers(stage)}
    named = [
        *CHAINS_OF,
        *(word for word in groups.names() if word not in CHAINS_OF and groups.info(word).published),
    ]
    return {
        "groups": [(word, groups.info(word).name) for word in named],
        "economies": sorted(((code, name(code)) for code in seen), key=lambda pair: pair[1]),
    }


def _makers(stage: object) -> list[str]:
    return [
        entry.economy
        for entry in getattr(stage, "output", ())
        if economy_name(entry.economy) != entry.economy
    ]


SCREEN = Screen("/alliance", "Alliance", "alliance.html.j2", OfAlliance, answer, offers, "alliance")
