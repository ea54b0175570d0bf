"""The answer first: three sentences from the results, each with number, unit, horizon and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from accord.assess.tariff.case import AGREEMENT, NO_AGREEMENT, TODAY, Case
from accord.assess.tariff.figures import against_today, flows, outcome, total_flow, world_year
from accord.core.provenance import Figure
from accord.page.blocks import Chart, Day, Part, Prose, Section, Size, figures
from accord.page.names import possessive, sector, the
from accord.page.words import SMALLEST, join

NOTHING = ("The report was read, and nothing in it could be computed.",)
NOTHING_MOVES = "change next to nothing"
MOST = 3
"""Sentences of an answer."""


def build(case: Case, rest: Sequence[Section]) -> Section:
    """Return the answer; without a scenario, what the other sections found, and why there is none."""
    sentences: list[tuple[Part, ...] | None]
    if case.roles:
        sentences = [cost(case), bite(case), deal(case)]
        note = Prose(_horizon(case), "note")
    else:
        sentences = [*islice(found(rest), MOST)] or [NOTHING]
        why = case.refusal or "it carries no measure with a rate, an imposing and a target economy"
        note = Prose(("No tariff scenario was computed: ", why, "."), "note")
    leads = [Prose(sentence, "lead") for sentence in sentences if sentence]
    return Section("answer", "The answer", (*leads, note))


def found(rest: Sequence[Section]) -> Iterator[tuple[Part, ...]]:
    """Yield the finding of each chart that rests on numbers, as a sentence with the year of its data."""
    for section in rest:
        for block in section.blocks:
            held = figures(block.title) if isinstance(block, Chart) else {}
            if isinstance(block, Chart) and isinstance(block.title, tuple) and held:
                years = sorted({figure.year for figure in held.values()})
                data = Day(years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}")
                yield (*block.title, " (data of ", data, ").")


def cost(case: Case) -> tuple[Part, ...]:
    """Return how much each side loses under today's measures."""
    run = case.scenarios[TODAY]
    day, year = Day(run["scenario"]["as_of"]), Day(world_year(run))
    if case.main != TODAY:
        pair = f"of {the(case.imposer)} on {the(case.target)} on top of the tariffs of "
        return (f"No duty {pair}", year, " is on record here for ", day, ".")
    first, second = (outcome(case, TODAY, code) for code in case.sides)
    return (
        "If the measures of ",
        day,
        f" stay, {possessive(case.target)} real income will in the long run be ",
        *_level(first),
        f" and that of {the(case.imposer)} ",
        *_level(second),
        " than in the world economy of ",
        year,
        ".",
    )


def _level(figure: Figure) -> list[Part]:
    """Return "0.21 % lower"."""
    if figure.value is None:
        return ["not known"]
    return [Size(figure), " higher" if figure.value > 0 else " lower"]


def bite(case: Case) -> tuple[Part, ...] | None:
    """Return which sectors' exports are hit hardest, or gain most where gains outweigh losses."""
    role = case.main or TODAY
    total = total_flow(case, role)
    goods = [flow for flow in flows(case, role) if flow.sector != "SERVICES"]
    falls = (total.change.value or 0) < 0
    ordered = goods if falls else goods[::-1]
    most = [flow for flow in ordered if ((flow.change.value or 0) < 0) == falls and flow.change.value][:3]
    if not most:
        return None
    named: list[Part] = []
    for at, flow in enumerate(most):
        glue = "" if at == 0 else " and " if at == len(most) - 1 else ", "
        named += [f"{glue}{sector(flow.sector)} (", flow.change_pct, ")"]
    start = {TODAY: "", NO_AGREEMENT: "Without an agreement, ", AGREEMENT: "With the deal, "}[role]
    verb, word = ("shrink by", "losses") if falls else ("grow by", "gains")
    return (
        f"{start}{possessive(case.target, start=not start)} goods exports to {the(case.imposer)}, ",
        total.before,
        " in ",
        Day(total.before.year),
        f", {verb} ",
        Size(total.change_pct),
        f", and the largest {word} are in ",
        *named,
        ".",
    )


def deal(case: Case) -> tuple[Part, ...]:
    """Return what an agreement, and failure to agree, would change against today."""
    parts: list[Part] = [f"Against today, {case.offer} would "]
    parts += [NOTHING_MOVES] if _still(case, AGREEMENT) else _both(case, AGREEMENT, ("raise", "lower"), "")
    if NO_AGREEMENT in case.scenarios:
        parts.append("; without an agreement, ")
        still = _still(case, NO_AGREEMENT)
        parts += ["little would change"] if still else _both(case, NO_AGREEMENT, ("rise", "fall"), "would ")
    return (*parts, ".")


def _still(case: Case, role: str) -> bool:
    """Whether a scenario moves neither side's real income by as much as is written out."""
    changes = [against_today(case, role, code).value for code in case.sides]
    return all(change is not None and abs(change) < SMALLEST for change in changes)


def _both(case: Case, role: str, verbs: tuple[str, str], modal: str) -> list[Part]:
    """Return "raise India's real income by 0.2 % and that of China by 0.1 %", or the subject first.

    ``modal`` stands between subject and verb ("India's real income would fall by"); empty, the verb leads.
    """
    parts: list[Part] = []
    said = ""
    for at, code in enumerate(case.sides):
        figure = against_today(case, role, code)
        verb = verbs[0] if (figure.value or 0) >= 0 else verbs[1]
        subject = f"that of {the(code)}" if at else f"{possessive(code)} real income"
        same, said = verb == said, verb
        action = "" if same else f"{modal}{verb} "
        words = f"{subject} {action}" if modal else f"{action}{subject} "
        parts += [" and " if at else "", f"{words}by ", Size(figure)]
    return parts


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
