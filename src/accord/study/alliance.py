"""What an alliance covers, stage by stage: with and without a member, before and after announced plants."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from accord import groups
from accord.alliance import (
    ChainValue,
    Coverage,
    Invitation,
    Shares,
    StageSupply,
    Standing,
    chain_value,
    coverage,
    invitations,
    shapley,
    stability,
)
from accord.alliance.shapley import Value
from accord.core.codec import Document
from accord.core.codes import economy_code, find_economy
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.supply.chain import REST, Chain, Stage, load_chain
from accord.supply.network import Network, networks, stage_sources, stage_years

MINERALS = (
    "rare-earths",
    "gallium",
    "germanium",
    "graphite",
    "lithium",
    "cobalt",
    "nickel",
    "tungsten",
    "antimony",
    "uranium",
    "vanadium",
)
CHAINS_OF = {
    "pax-silica": ("silicon",),
    "chip-4": ("silicon",),
    "MSP": MINERALS,
    "FORGE": MINERALS,
    "quad": MINERALS,
}
"""Which chains an alliance is asked about when the caller names none; any other group gets all of them."""

KNOWN_UNTIL = date(2026, 11, 30)
"""Until when the shipped memberships are known."""

Members = Callable[..., tuple[str, ...]]


@dataclass(frozen=True)
class StageChange:
    """Coverage of one stage before and after the change, and after members' announced plants.

    Amounts are fractions of world output. ``announced`` equals ``after`` where no plant is announced.
    """

    chain: Chain
    stage: Stage
    network: Network
    before: Coverage
    after: Coverage
    announced: Coverage


@dataclass(frozen=True)
class AllianceReport:
    """An alliance on a day, what adding members changes, and what each member is worth in it."""

    group: str
    as_of: str
    members: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    stages: tuple[StageChange, ...]
    before: float | None
    after: float | None
    shares: Shares
    standings: tuple[Standing, ...]
    invitations: tuple[Invitation, ...]
    outside: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def weakest(self) -> StageChange | None:
        """Return the stage with the least coverage after the change."""
        known = [change for change in self.stages if change.after.share is not None]
        return min(known, key=lambda change: change.after.share or 0.0, default=None)


def alliance_report(
    group: str | Sequence[str],
    as_of: str | None = None,
    *,
    add: Sequence[str] = (),
    drop: Sequence[str] = (),
    chains: Sequence[str] = (),
    members: Members = groups.members,
    value: Value | None = None,
) -> AllianceReport:
    """Return what an alliance (a group's name, or a list of codes) covers, with and without some members.

    ``as_of`` is an ISO day (None: as last known). ``members`` may be any function of (name, as_of). ``value``
    is your own v(members) for shares, stability and invitations; left out, it is the coverage of the chains.
    """
    name, inside = _inside(group, as_of, members)
    joining = tuple(code for code in map(economy_code, add) if code not in inside)
    leaving = tuple(code for code in map(economy_code, drop) if code in inside)
    after = tuple(code for code in (*inside, *joining) if code not in leaving)
    chosen = [load_chain(word) for word in chains or CHAINS_OF.get(name, (*MINERALS, "silicon"))]
    changes = tuple(_change(chain, network, inside, after) for chain in chosen for network in networks(chain))
    covered = _covered(name, as_of, changes, after)
    seen = {code for stage in covered.stages for code in stage.economies if _takes_part(stage, code)}
    players = after if value else tuple(code for code in after if code in seen)
    shares = shapley(value or covered, players, table=None if value else covered.table(players))
    candidates = sorted(seen - set(after) - {REST})
    return AllianceReport(
        name,
        as_of or "as last known",
        inside,
        joining,
        leaving,
        changes,
        mean_coverage([change.before for change in changes]),
        mean_coverage([change.after for change in changes]),
        shares,
        stability(value or covered, players, shares),
        invitations(value or covered, players, candidates),
        tuple(code for code in after if code not in seen),
        _beyond(group, as_of) if members is groups.members else (),
    )


def _covered(
    name: str, as_of: str | None, changes: Sequence[StageChange], after: Collection[str]
) -> ChainValue:
    """Return the coverage of chains as a function of members; refuse a group without members or use."""
    if not after:
        raise InputError(f"{name}: it has no members{f' on {as_of}' if as_of else ''}")
    covered = chain_value([_supply(change.network) for change in changes], after)
    if not covered.stages:
        chains = ", ".join(dict.fromkeys(change.chain.id for change in changes))
        raise InputError(f"{name}: no stage of {chains} has recorded use by its members")
    return covered


def _beyond(name: str | Sequence[str], as_of: str | None) -> tuple[str, ...]:
    """Say so where a day lies beyond what is known of a group's members."""
    if as_of is None or not isinstance(name, str) or groups.parse_day(as_of, name) <= KNOWN_UNTIL:
        return ()
    found = groups.info(name)
    days = [day for entry in found.memberships for day in (entry.start, entry.until) if day is not None]
    return (
        f"Membership of {found.name} is known until {KNOWN_UNTIL:%B %Y} (last change: {max(days)}); "
        f"for {as_of} the last known members stand.",
    )


def mean_coverage(found: Sequence[Coverage]) -> float | None:
    """Return the mean over stages at which the members' use is recorded, or None without any."""
    shares = [item.share for item in found if item.share is not None]
    return sum(shares) / len(shares) if shares else None


def _inside(group: str | Sequence[str], as_of: str | None, members: Members) -> tuple[str, tuple[str, ...]]:
    if isinstance(group, str):
        if members is groups.members and find_economy(group):
            raise InputError(
                f"{group} is an economy, not a group: name a group such as pax-silica, or list economies "
                "with commas, such as USA,JPN"
            )
        name = groups.info(group).id if members is groups.members else group
        return name, tuple(members(group, as_of))
    return "+".join(group), tuple(economy_code(code) for code in group)


def _change(chain: Chain, network: Network, inside: Collection[str], after: Collection[str]) -> StageChange:
    supply = _supply(network)
    added: dict[str, float] = {}
    for plant in network.stage.announced:
        if plant.economy in after:
            added[plant.economy] = added.get(plant.economy, 0.0) + plant.share
    return StageChange(
        chain,
        network.stage,
        network,
        coverage(supply, inside),
        coverage(supply, after),
        coverage(replace(supply, added=added), after),
    )


def _supply(network: Network) -> StageSupply:
    return StageSupply(network.stage.id, network.economies, network.flows, REST)


def _takes_part(stage: StageSupply, code: str) -> bool:
    place = stage.economies.index(code)
    return bool(stage.flows[place].sum() + stage.flows[:, place].sum() > 1e-6)


def capacity_to_close(change: StageChange, which: str = "after") -> Document:
    """Return the capacity that makes a stage whole after its worst loss, against the plants announced.

    In per cent of world output, in the stage's own unit where the world quantity is known, and as a multiple
    of what members have announced there.
    """
    found: Coverage = getattr(change, which)
    announced = sum(plant.share for plant in change.stage.announced)
    world = change.stage.world
    lead = change.stage.lead_time_months
    return {
        "chain": change.chain.id,
        "stage": change.stage.id,
        "name": change.stage.name,
        "pct_of_world_output": 100 * found.gap,
        "amount": None if world is None else found.gap * world,
        "unit": change.stage.unit,
        "times_announced": found.gap / announced if announced > 0 else None,
        "announced_cost": "; ".join(
            f"{plant.name}: {plant.cost}" for plant in change.stage.announced if plant.cost
        ),
        "lead_time_months": None if lead is None else lead.value,
        "to_survive_loss_of": found.worst,
    }


def closings(report: AllianceReport) -> list[Document]:
    """Return the least capacity that makes each stage whole, the weakest stage first.

    It may stand in any member. No open source prices capacity by stage, so the cheapest addition is the
    smallest in per cent of world output; the cost of announced plants of the kind is given beside it.
    """
    open_ = [change for change in report.stages if change.after.share is not None and change.after.gap > 1e-9]
    return [
        capacity_to_close(change) for change in sorted(open_, key=lambda change: change.after.share or 0.0)
    ]


def alliance_document(report: AllianceReport) -> Document:
    """Return a report as plain data: shares in per cent, members' worth in points of the mean coverage."""
    after = {*report.members, *report.added} - {*report.dropped}
    return {
        "group": report.group,
        "as_of": report.as_of,
        "members": list(report.members),
        "added": list(report.added),
        "dropped": list(report.dropped),
        "unit": "% of members' use",
        "measure": "share of members' use that survives the worst single loss of a supplier outside",
        "mean_before_pct": _percent(report.before),
        "mean_after_pct": _percent(report.after),
        "stages": [_stage_row(change, after) for change in report.stages],
        "members_worth": [
            {
                "member": item.member,
                "share_pct": 100 * item.share,
                "alone_pct": 100 * item.alone,
                "lost_if_gone_pct": 100 * item.loss_if_gone,
                "would_rather_leave": item.leaves,
                **own_coverage(report, item.member),
            }
            for item in sorted(report.standings, key=lambda item: (-item.share, item.member))
        ],
        "shapley": "exact" if report.shares.samples is None else f"sampled, {report.shares.samples} orders",
        "no_part": list(report.outside),
        "notes": list(report.notes),
        "invitations": [
            {"candidate": item.candidate, "net_gain_pct": 100 * (item.gain - item.own)}
            for item in report.invitations
        ],
        "closings": closings(report),
        "sources": list(
            dict.fromkeys(word for change in report.stages for word in stage_sources(change.stage))
        ),
    }


def own_coverage(report: AllianceReport, member: str) -> dict[str, float | None]:
    """Return a member's mean coverage alone and inside, over the stages where it has use."""
    alone: list[Coverage] = []
    inside: list[Coverage] = []
    for change in report.stages:
        by_itself = coverage(_supply(change.network), (member,))
        if by_itself.share is not None:
            alone.append(by_itself)
            inside.append(change.after)
    return {
        "own_coverage_alone_pct": _percent(mean_coverage(alone)),
        "own_coverage_inside_pct": _percent(mean_coverage(inside)),
    }


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _stage_row(change: StageChange, after: Collection[str]) -> Document:
    return {
        "chain": change.chain.id,
        "stage": change.stage.id,
        "name": change.stage.name,
        "made_from": list(change.stage.made_from),
        "unit": change.stage.unit,
        "year": stage_years(change.stage),
        "members_use_pct_of_world": 100 * change.after.demand,
        "members_output_pct_of_world": 100 * change.after.output,
        "before_pct": _percent(change.before.share),
        "after_pct": _percent(change.after.share),
        "with_plants_pct": _percent(change.announced.share),
        "lowest_pct": _percent(change.after.lowest),
        "worst_loss": change.after.worst,
        "gap_pct_of_world": 100 * change.after.gap,
        "plants": [f"{plant.name} ({plant.start})" for plant in change.stage.announced],
        "plants_in": sorted({plant.economy for plant in change.stage.announced} & set(after)),
        "use_basis": change.network.basis,
        "attributed_output_pct": 100 * change.network.attributed,
        "sources": list(stage_sources(change.stage)),
    }
