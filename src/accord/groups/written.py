"""Files of groups: their form, and what they hold."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from accord.core.codes import economy_code
from accord.core.errors import InputError
from accord.files.reading import check, parse
from accord.files.strict import Line, Strict
from accord.groups import Group, Institution, Membership, parse_day


class _MembershipRow(Strict):
    code: str
    state: Literal["signed", "endorsed", "partner", "observer", "chair", "guest", "invited"] = "signed"
    from_: Any = Field(alias="from")
    until: Any = None
    confidence: Literal["H", "M", "L"] = "H"
    source: Line | None = None
    note: Line = ""


class _InstitutionRow(Strict):
    name: Line
    state: Line = "signed"
    from_: Any = Field(alias="from")
    note: Line = ""


class _GroupFile(Strict):
    id: Line = Field(min_length=1)
    name: Line = ""
    aliases: tuple[Line, ...] = ()
    kind: Line = "group"
    source: Line = ""
    note: Line = ""
    member_list: Line = "published"
    succeeded_by: Line = ""
    memberships: tuple[_MembershipRow, ...]
    institutions: tuple[_InstitutionRow, ...] = ()
    conflicts: tuple[Line, ...] = ()


def group(text: str, where: str) -> Group:
    """Return the group that a file holds; raise InputError for what is wrong in it."""
    held = check(
        _GroupFile,
        parse(text, where),
        where,
        {"memberships": _MembershipRow, "institutions": _InstitutionRow},
    )
    return Group(
        id=held.id,
        name=held.name or held.id,
        aliases=held.aliases,
        kind=held.kind,
        source=held.source,
        note=held.note,
        published=held.member_list == "published",
        succeeded_by=held.succeeded_by,
        memberships=tuple(_membership(row, held.source, where) for row in held.memberships),
        institutions=tuple(
            Institution(row.name, row.state, parse_day(row.from_, where), row.note)
            for row in held.institutions
        ),
        conflicts=held.conflicts,
    )


def _membership(row: _MembershipRow, source: str, where: str) -> Membership:
    until = None if row.until is None else parse_day(row.until, where)
    start = parse_day(row.from_, where)
    if until is not None and until <= start:
        raise InputError(f"{where}: {row.code} is a member until {until}, which is not after {start}")
    code = economy_code(row.code, where)
    own = source if row.source is None else row.source
    return Membership(code, row.state, start, until, row.confidence, own, row.note)
