"""The United States and India: the note in docs/talks.md.

``python -m docs.make.talks_note`` works it out again and puts it between its marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from accord.core.codes import sector_name
from accord.core.shock import Shock
from accord.policy import compile_scenario, load_scenario
from accord.groups import members
from accord.world.horizon import prepare
from accord.study.talks.document import Question, talks_document
from accord.talks.play import best_response
from accord.trade import solve_shock
from accord.world import World, elasticities

SIDES = ("USA", "IND")
BEGIN, END = "<!-- answer: begin -->", "<!-- answer: end -->"
FRAMEWORK, LATEST = "february-2026-framework", "section-301-labour"
THREAT, DAY = "india-no-deal-retaliation", date(2026, 1, 14)
"""What happens without a deal in the note, and the law that it and all payoffs count from."""
LEAST = 0.1
"""USD bn a year that a concession must bring the other side to be ranked."""


def note(points: int = 50) -> str:
    """Return the note as Markdown."""
    world = prepare(None, None, None)
    main = talks_document(Question(SIDES, points=points, disagreement=THREAT, as_of=DAY))
    after = talks_document(Question(SIDES, disagreement=FRAMEWORK, points=5, limit=1, as_of=DAY))
    sets = {
        name: talks_document(
            Question(SIDES, elasticities=name, points=9, limit=1, disagreement=THREAT, as_of=DAY)
        )
        for name in elasticities.names()
    }
    parts = [
        _summary(main, sets),
        _alone(main, world),
        _failure(main),
        _packages(main),
        _latest(world),
        _concessions(main, after),
        _others(main),
        _robust(sets),
    ]
    return "\n\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a Markdown table; numbers keep the format their row gave them."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in lines)


def _summary(main: dict[str, Any], sets: dict[str, dict[str, Any]]) -> str:
    """Return the answer in a few sentences."""
    cost = [main["failure"][side]["against_baseline_usd_bn"] for side in SIDES]
    rows = {row["id"]: row for row in main["packages"]}
    tariffs, oil, whole = (rows[f"framework-2026{end}"] for end in ("", "-oil", "-whole"))
    holds = {
        end: sum(_package(found, f"framework-2026{end}")["in_zone"] for found in sets.values())
        for end in ("", "-oil", "-whole")
    }
    without, kept = tariffs["worth_usd_bn"], oil["worth_usd_bn"]["IND"]
    return (
        f"No deal costs the United States {cost[0]:.1f} and India {cost[1]:.1f} USD bn of real income a "
        f"year. The tariffs of the framework of February 2026 are worth {without['USA']:.1f} and "
        f"{without['IND']:.1f} against that; with an end to Russian oil India has {kept:+.1f}; with a "
        f"quarter of the purchases as well {whole['worth_usd_bn']['IND']:+.1f}. Under {holds['']} of "
        f"{len(sets)} sets of elasticities the tariffs alone lie in the zone of agreement, with oil under "
        f"{holds['-oil']}, with the purchases under {holds['-whole']}."
    )


def _package(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in found["packages"] if row["id"] == name)


def _alone(main: dict[str, Any], world: World) -> str:
    rows = []
    for side in SIDES:
        row = main["alone"][side]
        everyone = best_response(world, side, "sector-partner")
        other = SIDES[1 - SIDES.index(side)]
        mean = _mean(everyone.tariffs, world, side)
        rows += [
            (f"{side}, on {other}'s goods alone", f"{row['mean_tariff_pct'][side]:.1f}", *_payoffs(row)),
            (
                f"{side}, on everybody's goods (2,160 rates)",
                f"{mean:.1f}",
                *(f"{everyone.result.welfare_pct[world.economies.index(code)]:+.3f}" for code in SIDES),
            ),
        ]
    rows.append(("both, on each other's goods (war)", _means(main["war"]), *_payoffs(main["war"])))
    rows.append(
        (
            "no deal: 50 % with exemptions, 25 points in answer",
            _means(main["disagreement"]),
            *_payoffs(main["disagreement"]),
        )
    )
    head = ("who moves", "mean tariff, %", "USA, % of real income", "IND, % of real income")
    return f"### What each would do alone\n\n{table(head, rows)}"


def _failure(main: dict[str, Any]) -> str:
    rows = [
        (side, f"{cost['against_baseline_usd_bn']:.1f}", f"{cost['against_nash_deal_usd_bn']:.1f}")
        for side, cost in main["failure"].items()
    ]
    head = ("side", "against the tariffs of 2021", "against Nash's deal")
    return f"### What failure costs\n\nUSD bn of real income a year, 2022 prices.\n\n{table(head, rows)}"


def _packages(main: dict[str, Any]) -> str:
    rows = [(row["title"], *_worth(row), "yes" if row["in_zone"] else "no") for row in main["packages"]]
    for key, label in (("nash", "Nash's deal"), ("kalai_smorodinsky", "Kalai and Smorodinsky's deal")):
        rows.append((label, *_worth(main["deals"][key]), "yes"))
    head = ("package", "USA, USD bn a year", "IND, USD bn a year", "both gain")
    return f"### Which packages lie in the zone of agreement\n\nAgainst no deal.\n\n{table(head, rows)}"


def _latest(world: World) -> str:
    """Return what the framework is worth against the law of late 2026, everybody else's duties kept."""
    latest, framework = (
        compile_scenario(load_scenario(n), world, members).tariffs for n in (LATEST, FRAMEWORK)
    )
    assert latest is not None
    assert framework is not None
    usa, ind = (world.economies.index(code) for code in SIDES)
    changed = latest.copy()
    changed[:, usa, ind], changed[:, ind, usa] = framework[:, usa, ind], framework[:, ind, usa]
    before, after = (solve_shock(world, Shock(tariffs=tariffs)) for tariffs in (latest, changed))
    worth = np.expm1(after.log_welfare - before.log_welfare) * after.baseline.income / 1e3
    return (
        "Since 24 July 2026 India pays 10 %, and no deal means that. Against this law, everybody else's "
        f"duties kept, the framework with its 18 % is worth {worth[usa]:+.1f} USD bn a year to the United "
        f"States and {worth[ind]:+.1f} to India."
    )


def _concessions(main: dict[str, Any], after: dict[str, Any]) -> str:
    head = ("line", "giver", "rate, %", "costs the giver", "brings the other", "for a dollar")
    texts = ["### Which concessions are worth most to the other side\n"]
    texts.append(
        "Each line taken to zero alone, USD bn a year, from no deal. First those that cost their giver:\n"
    )
    priced = [row for row in main["line_prices"] if row["costs_giver_usd_bn"] > 0]
    texts.append(table(head, _best_lines(priced)))
    texts.append("\nThose that pay for themselves, by what they bring:\n")
    free = [row for row in main["line_prices"] if row["costs_giver_usd_bn"] <= 0]
    texts.append(table(head[:-1], [row[:-1] for row in map(_line, free[:6])]))
    texts.append("\nOn top of the framework, the rates it leaves:\n")
    left = [row for row in after["line_prices"] if row["costs_giver_usd_bn"] > 0]
    texts.append(table(head, _best_lines(left)))
    swaps = main["swaps"][:3]
    texts.append(
        "\nSwaps that help both, from no deal: " + "; ".join(map(_swap, swaps)) + "." if swaps else ""
    )
    return "\n".join(texts)


def _best_lines(rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Return the three best lines of each giver by the other side's gain for a dollar of own cost."""
    chosen = []
    for side in SIDES:
        own = [r for r in rows if r["giver"] == side and r["brings_taker_usd_bn"] >= LEAST]
        own.sort(key=lambda row: -(row["taker_gains_per_dollar"] or 0))
        chosen += own[:3]
    return [_line(row) for row in chosen]


def _line(row: dict[str, Any]) -> tuple[str, ...]:
    ratio = row["taker_gains_per_dollar"]
    return (
        sector_name(row["line"].split()[0]),
        row["giver"],
        f"{row['rate_pct']:.1f}",
        f"{row['costs_giver_usd_bn']:.3f}",
        f"{row['brings_taker_usd_bn']:.3f}",
        "" if ratio is None else f"{ratio:.1f}",
    )


def _swap(swap: dict[str, Any]) -> str:
    words = [
        f"{100 * side['share']:.0f} % of {side['giver']}'s {sector_name(side['line'].split()[0]).lower()}"
        for side in (swap["first"], swap["second"])
    ]
    return f"{words[0]} for {words[1]} ({swap['each_gains_usd_bn']:.2f} USD bn each)"


def _others(main: dict[str, Any]) -> str:
    framework = _package(main, "framework-2026")
    rows = [(code, f"{value:+.2f}") for code, value in framework["others_usd_bn"].items()]
    head = ("economy", "USD bn a year")
    return (
        f"### Who else is touched\n\nThe framework against no deal, the largest six.\n\n{table(head, rows)}"
    )


def _robust(sets: dict[str, dict[str, Any]]) -> str:
    rows = []
    for name, found in sets.items():
        lost = [f"{found['failure'][side]['against_baseline_usd_bn']:.1f}" for side in SIDES]
        framework, oil = _package(found, "framework-2026"), _package(found, "framework-2026-oil")
        rows.append((name, *lost, *_worth(framework), *_worth(oil)))
    head = (
        "elasticities",
        "failure, USA",
        "failure, IND",
        "framework, USA",
        "framework, IND",
        "with oil, USA",
        "with oil, IND",
    )
    return f"### How much survives other elasticities\n\nUSD bn a year.\n\n{table(head, rows)}"


def _payoffs(row: dict[str, Any]) -> list[str]:
    return [f"{row['payoff_pct'][side]:+.3f}" for side in SIDES]


def _worth(row: dict[str, Any]) -> list[str]:
    return [f"{row['worth_usd_bn'][side]:+.2f}" for side in SIDES]


def _means(row: dict[str, Any]) -> str:
    return " and ".join(f"{row['mean_tariff_pct'][side]:.1f}" for side in SIDES)


def _mean(tariffs: Any, world: World, side: str) -> float:
    """Return the mean tariff on goods, percent, weighted by baseline imports."""
    n = world.economies.index(side)
    weight = world.trade[:-1, n] / (1 + world.tariffs[:-1, n])
    weight[:, n] = 0.0
    return float(100 * (weight * tariffs[:-1]).sum() / weight.sum())


def main(path: Path) -> None:
    """Put the note between its marks in a file."""
    text = path.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    path.write_text(f"{before}{BEGIN}\n{note()}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/talks.md"))
