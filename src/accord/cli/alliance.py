"""``accord alliance``: what an alliance covers, what a member adds, whom to invite, what capacity closes."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from accord.cli.output import JSON_OPTION, emit_json
from accord.core.codes import economy_name


def alliance(
    group: Annotated[
        str, typer.Argument(help="A group such as pax-silica or msp, or codes such as IND,USA.")
    ],
    as_of: Annotated[
        str | None, typer.Option(help="Membership on this day; as last known when left out.")
    ] = None,
    add: Annotated[list[str] | None, typer.Option(help="Economies to add.")] = None,
    drop: Annotated[list[str] | None, typer.Option(help="Members to leave out.")] = None,
    chain: Annotated[list[str] | None, typer.Option(help="Chains to ask about.")] = None,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Show what an alliance covers, stage by stage, and what a change of members does."""
    from accord.study.alliance import alliance_document, alliance_report

    name = tuple(group.split(",")) if "," in group else group
    report = alliance_report(name, as_of, add=add or (), drop=drop or (), chains=chain or ())
    document = alliance_document(report)
    if json:
        emit_json(document)
        return
    _print(document)


def _print(document: dict[str, Any]) -> None:
    changed = [f"with {economy_name(code)}" for code in document["added"]]
    changed += [f"without {economy_name(code)}" for code in document["dropped"]]
    print(f"{document['group']}, {document['as_of']}: {', '.join(document['members'])}")
    print(
        f"After: {', '.join(changed)}" if changed else "No change of members: before and after are the same"
    )
    for sentence in document["notes"]:
        print(sentence)
    print("Share of members' use that survives the worst loss of one outside supplier, %")
    names = {f"{row['chain']}: {row['name']}": row for row in document["stages"]}
    wide = max(map(len, names)) + 1
    print(f"{'':{wide}}{'before':>8}{'after':>8}{'plants':>8}{'lowest':>8}  worst loss   capacity to close")
    for name, row in names.items():
        cells = "".join(
            _cell(row[key]) for key in ("before_pct", "after_pct", "with_plants_pct", "lowest_pct")
        )
        gap = "" if not row["gap_pct_of_world"] else f"{row['gap_pct_of_world']:.1f} % of world"
        print(f"{name:{wide}}{cells}  {row['worst_loss']:12} {gap}")
    print(f"{'mean of stages':{wide}}{_cell(document['mean_before_pct'])}{_cell(document['mean_after_pct'])}")
    print(
        "'plants' adds announced plants of members; 'lowest' takes all unattributed output for one supplier."
    )
    print("\nShapley value, points of the mean (share | alone | lost if gone), and own use covered, %")
    for item in document["members_worth"]:
        leaves = "  better alone" if _better_alone(item) else ""
        own = f"{_cell(item['own_coverage_alone_pct'])} alone{_cell(item['own_coverage_inside_pct'])} inside"
        parts = f"{item['share_pct']:6.2f} | {item['alone_pct']:6.2f} | {item['lost_if_gone_pct']:6.2f}"
        print(f"  {economy_name(item['member']):24}{parts} {own}{leaves}")
    if document["no_part"]:
        print(f"No recorded part in these chains: {', '.join(document['no_part'])}")
    print("\nWorth inviting next (points gained beyond what the candidate secures alone)")
    for item in document["invitations"][:5]:
        print(f"  {economy_name(item['candidate']):28}{item['net_gain_pct']:6.2f}")
    print("\nCapacity that closes each stage, the weakest first")
    wide = max((len(item["name"]) for item in document["closings"]), default=0)
    for item in document["closings"]:
        _print_closing(item, wide)
    print(f"\nSources: {'; '.join(document['sources'])}")


def _better_alone(item: dict[str, Any]) -> bool:
    """Whether a member secures more alone than its share, or without transfers covers more of its own use."""
    alone, inside = item["own_coverage_alone_pct"], item["own_coverage_inside_pct"]
    return item["would_rather_leave"] or (alone is not None and alone > inside + 0.05)


def _cell(value: float | None) -> str:
    return f"{'no data':>8}" if value is None else f"{value:8.1f}"


def _print_closing(item: dict[str, Any], wide: int) -> None:
    amount = "" if item["amount"] is None else f" ({item['amount']:,.0f} {item['unit']})"
    against = (
        "" if item["times_announced"] is None else f", {item['times_announced']:.1f} times what is announced"
    )
    lost = economy_name(item["to_survive_loss_of"])
    print(f"  {item['name']:{wide}} {item['pct_of_world_output']:5.1f} % of world output{amount}{against}")
    lead = (
        "" if item["lead_time_months"] is None else f"; about {item['lead_time_months']:.0f} months to build"
    )
    print(f"  {'':{wide}} to survive the loss of {lost}{lead}")
