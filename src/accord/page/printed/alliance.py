"""``accord alliance``: what an alliance covers, what a member adds, whom to invite, what closes a gap."""

from __future__ import annotations

from accord.core.codes import economy_name
from accord.page.blocks import Block, Column, Prose, Table
from accord.page.printed import Document
from accord.page.printed.blocks import coded, grid, listed, measured

INVITED = 5
"""Candidates that are shown."""


def alliance_blocks(document: Document) -> list[Block]:
    """Return coverage by stage before and after a change of members, their worth, and what is missing."""
    changed = [f"with {economy_name(code)}" for code in document["added"]]
    changed += [f"without {economy_name(code)}" for code in document["dropped"]]
    after = (
        f"After: {', '.join(changed)}" if changed else "No change of members; before and after are the same"
    )
    blocks: list[Block] = [
        Prose(f"{document['group']}, {document['as_of']}: {', '.join(document['members'])}"),
        Prose(after),
        *listed(document["notes"]),
        _stages(document),
        _worth(document),
    ]
    if document["no_part"]:
        blocks.append(Prose(f"No recorded part in these chains: {', '.join(document['no_part'])}"))
    blocks += [_invitations(document), _closings(document)]
    return [*blocks, Prose(f"Sources: {'; '.join(document['sources'])}")]


def _stages(document: Document) -> Table:
    columns = (
        Column("stage", "Stage"),
        Column("before", "Before", "%"),
        Column("after", "After", "%"),
        Column("plants", "Plants", "%"),
        Column("lowest", "Lowest", "%"),
        Column("worst", "Worst loss"),
        Column("gap", "To close, % of world"),
    )
    keys = ("before_pct", "after_pct", "with_plants_pct", "lowest_pct")
    rows = [
        (
            f"{row['chain']}: {row['name']}",
            *(measured(row[key], "%") for key in keys),
            row["worst_loss"],
            measured(row["gap_pct_of_world"], "index") if row["gap_pct_of_world"] else "",
        )
        for row in document["stages"]
    ]
    means = (measured(document[key], "%") for key in ("mean_before_pct", "mean_after_pct"))
    rows.append(("Mean of stages", *means, "", "", "", ""))
    return grid(
        "Share of members’ use that survives the worst loss of one outside supplier",
        columns,
        rows,
        "Plants adds announced plants of members; lowest takes all unattributed output for one supplier.",
    )


def _worth(document: Document) -> Table:
    columns = (
        Column("member", "Member"),
        Column("share", "Share", "points"),
        Column("alone", "Alone", "points"),
        Column("lost", "Lost if gone", "points"),
        Column("own", "Own use alone", "%"),
        Column("inside", "Own use inside", "%"),
        Column("leaves", ""),
    )
    rows = (
        (
            coded(item["member"]),
            *(measured(item[key], "points") for key in ("share_pct", "alone_pct", "lost_if_gone_pct")),
            *(measured(item[f"own_coverage_{key}_pct"], "%") for key in ("alone", "inside")),
            "better alone" if _better_alone(item) else "",
        )
        for item in document["members_worth"]
    )
    return grid("Shapley value in points of the mean, and own use covered", columns, rows)


def _better_alone(item: Document) -> bool:
    """Whether a member secures more alone than its share, or without transfers covers more of its own use."""
    alone, inside = item["own_coverage_alone_pct"], item["own_coverage_inside_pct"]
    return bool(item["would_rather_leave"] or (alone is not None and alone > inside + 0.05))


def _invitations(document: Document) -> Table:
    columns = (Column("candidate", "Candidate"), Column("gain", "Gain", "points"))
    rows = (
        (coded(item["candidate"]), measured(item["net_gain_pct"], "points"))
        for item in document["invitations"][:INVITED]
    )
    title = "Worth inviting next (points gained beyond what the candidate secures alone)"
    return grid(title, columns, rows)


def _closings(document: Document) -> Table:
    columns = (
        Column("stage", "Stage"),
        Column("share", "% of world output"),
        Column("amount", "Amount"),
        Column("times", "Times announced"),
        Column("loss", "To survive the loss of"),
        Column("months", "Months to build"),
    )
    rows = (
        (
            item["name"],
            measured(item["pct_of_world_output"], "index"),
            "" if item["amount"] is None else f"{item['amount']:,.0f} {item['unit']}",
            "" if item["times_announced"] is None else measured(item["times_announced"], "index"),
            economy_name(item["to_survive_loss_of"]),
            "" if item["lead_time_months"] is None else measured(item["lead_time_months"], "count"),
        )
        for item in document["closings"]
    )
    return grid("Capacity that closes each stage, the weakest first", columns, rows)
