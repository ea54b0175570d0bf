"""``accord alliance``: what an alliance covers, what a member adds, whom to invite, what capacity closes."""

from __future__ import annotations

from typing import Annotated

import typer

from accord.cli.output import JSON_OPTION, emit_json, show


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
    from accord.page.printed.alliance import alliance_blocks
    from accord.study.alliance import alliance_document, alliance_report

    name = tuple(group.split(",")) if "," in group else group
    report = alliance_report(name, as_of, add=add or (), drop=drop or (), chains=chain or ())
    document = alliance_document(report)
    if json:
        emit_json(document)
        return
    show(alliance_blocks(document))
