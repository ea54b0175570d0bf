"""The answer first: three sentences from the results, each with number, unit, horizon and year."""

from __future__ import annotations

from accord.brief.case import AGREEMENT, NO_AGREEMENT, TODAY, Case
from accord.brief.names import possessive, sector, the
from accord.brief.results import against_today, flows, outcome, total_flow, world_year
from accord.brief.view import Block, Day, Part, Prose, Section, Size
from accord.brief.words import join
from accord.core.provenance import Figure


def build(case: Case) -> Section:
    """Return the answer; without a scenario it says why none was computed."""
    if not case.roles:
        return Section("answer", "The answer", tuple(_nothing_computed(case)))
    sentences = [cost(case), bite(case), deal(case)]
    blocks: list[Block] = [Prose(sentence, "lead") for sentence in sentences if sentence]
    blocks.append(Prose(_horizon(case), "note"))
    return Section("answer", "The answer", tuple(blocks))


def _nothing_computed(case: Case) -> list[Block]:
    reason = case.refusal or "it carries no measure with a rate, an imposing and a target economy"
    return [
        Prose("The report was read, and no scenario was computed from it.", "lead"),
        Prose(("Why: ", reason, "."), "text"),
    ]


def cost(case: Case) -> tuple[Part, ...] | None:
    """Return who loses how much under today's measures."""
    if TODAY not in case.roles:
        return None
    first, second = (outcome(case, TODAY, code) for code in case.sides)
    year = Day(world_year(case.scenarios[TODAY]))
    return (
        "If the measures of ",
        Day(case.scenarios[TODAY]["scenario"]["as_of"]),
        f" stay, {possessive(case.target)} real income will in the long run be ",
        *_level(first),
        f" and that of {the(case.imposer)} ",
        *_level(second),
        " than in the world economy of ",
        year,
        ".",
    )


def bite(case: Case) -> tuple[Part, ...] | None:
    """Return which sectors' exports are hit hardest."""
    if TODAY not in case.roles:
        return None
    total = total_flow(case, TODAY)
    worst = [
        flow for flow in flows(case, TODAY) if (flow.change.value or 0) < 0 and flow.sector != "SERVICES"
    ]
    if total.change.value is None or not worst:
        return None
    named: list[Part] = []
    for at, flow in enumerate(worst[:3]):
        glue = "" if at == 0 else " and " if at == len(worst[:3]) - 1 else ", "
        named += [f"{glue}{sector(flow.sector)} (", flow.change_pct, ")"]
    verb = "shrink by" if total.change.value < 0 else "still grow by"
    return (
        f"{possessive(case.target, start=True)} goods exports to {the(case.imposer)}, ",
        total.before,
        " in ",
        Day(total.before.year),
        f", {verb} ",
        Size(total.change_pct),
        ", and the largest losses are in ",
        *named,
        ".",
    )


def deal(case: Case) -> tuple[Part, ...] | None:
    """Return what the agreement on the table, and failure to agree, would change against today."""
    clauses: list[Part] = []
    if AGREEMENT in case.roles:
        clauses += ["Against today, the agreement on the table would ", *_both(case, AGREEMENT)]
    if NO_AGREEMENT in case.roles:
        opening = "; without any, " if clauses else "Against today, failure to agree would "
        clauses += [opening, *_both(case, NO_AGREEMENT, plain=bool(clauses))]
    return (*clauses, ".") if clauses else None


def _both(case: Case, role: str, *, plain: bool = False) -> list[Part]:
    """Return "raise India's real income by 0.2 % and lower that of the United States by 0.1 %"."""
    parts: list[Part] = []
    for at, code in enumerate(case.sides):
        figure = against_today(case, role, code)
        subject = possessive(code) + " real income" if at == 0 else f"that of {the(code)}"
        if at:
            parts.append(" and ")
        if plain:
            parts += [f"{subject} would ", *_infinitive(figure)]
        else:
            verb = "raise" if (figure.value or 0) >= 0 else "lower"
            parts += [f"{verb} {subject} by ", Size(figure)]
    return parts


def _infinitive(figure: Figure) -> list[Part]:
    return ["rise by " if (figure.value or 0) >= 0 else "fall by ", Size(figure)]


def _level(figure: Figure) -> list[Part]:
    """Return "0.21 % lower"."""
    if figure.value is None:
        return ["not known"]
    return [Size(figure), " higher" if figure.value > 0 else " lower"]


def _horizon(case: Case) -> tuple[Part, ...]:
    run = case.scenarios[case.roles[0]]
    horizon = run["horizon"]
    year = Day(world_year(run))
    sides = join(the(code) for code in case.sides)
    return (
        f"Real income is what {sides} can buy with all they earn. Horizon: {horizon}, when trade and "
        "production have adjusted; prices, output and tariffs of ",
        year,
        " are the point of comparison. It is a level that lasts, not a yearly rate of growth.",
    )
