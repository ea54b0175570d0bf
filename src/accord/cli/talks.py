"""``accord talks``: what each side would do alone, what failure costs, and the deals both would sign."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from accord.cli.output import JSON_OPTION, cache, emit_json, say
from accord.core.codes import economy_name
from accord.core.errors import InputError

MOST_POINTS, MOST_LINES = 1000, 6
"""Points of a frontier, and concessions in a package that is searched for: each is a solve, or many."""


def talks(
    first: Annotated[str, typer.Argument(help="An economy such as USA, or a customs union such as EU27.")],
    second: Annotated[str, typer.Argument(help="The other side.")],
    disagreement: Annotated[
        str | None, typer.Option(help="What happens without a deal: nash, today, or a scenario.")
    ] = None,
    menu: Annotated[str | None, typer.Option(help="A menu of concessions: a name or a file.")] = None,
    instruments: Annotated[
        str, typer.Option(help="sector-partner, sector, partner or uniform.")
    ] = "sector-partner",
    world: Annotated[str, typer.Option(help="A shipped world or a world file.")] = "world-2022",
    elasticities: Annotated[str | None, typer.Option(help="An elasticity set or a file of one.")] = None,
    closure: Annotated[str, typer.Option(help="fixed, balanced or share.")] = "fixed",
    points: Annotated[int, typer.Option(help="Points on the frontier.")] = 50,
    limit: Annotated[int, typer.Option(help="Most concessions in a package that is searched for.")] = 3,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Show each side's best tariffs, the war of both, and which deals beat no deal for both."""
    from accord.study.talks.document import Question, talks_document

    question = Question(
        (first, second), world, elasticities, disagreement, menu, instruments, closure, points, limit
    )
    if not (0 < points <= MOST_POINTS and 0 < limit <= MOST_LINES):
        raise InputError(
            f"--points takes 1 to {MOST_POINTS} and --limit 1 to {MOST_LINES}, not {points} and {limit}"
        )
    kept = cache() / "talks"
    with _progress() as report:
        document = talks_document(question, report=report, kept=kept)
    if document["interrupted"]:
        say(f"accord: interrupted; the same command goes on from the finished parts in {kept}")
        raise typer.Exit(130)
    if json:
        emit_json(document)
        return
    _print(document)


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None] | None]:
    """Yield a callback that keeps a bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda message, done: bar.update(task, description=message, completed=done)


def _print(document: dict[str, Any]) -> None:
    a, b = document["parties"]
    names = {a: economy_name(a), b: economy_name(b)}
    print(f"{names[a]} and {names[b]}: real income, percent from the baseline of {document['world']['year']}")
    print(f"  {'':44}{a:>10}{b:>10}   mean tariff on the other, %")
    for label, row in _rows(document, names):
        payoff = "".join(f"{row['payoff_pct'][p]:10.3f}" for p in (a, b))
        mean = " ".join(f"{p} {row['mean_tariff_pct'][p]:.1f}" for p in (a, b))
        print(f"  {label:44.44}{payoff}   {mean}")
    for party, cost in (document["failure"] or {}).items():
        agreed = cost["against_nash_deal_usd_bn"]
        beside = "" if agreed is None else f", {-agreed:+.1f} against Nash's deal"
        change = f"{-cost['against_baseline_usd_bn']:+.1f} USD bn a year against the baseline"
        print(f"No deal, {party}: {change}{beside}")
    if document["menu"]:
        _print_menu(document, (a, b))
    if document["line_prices"]:
        _print_lines(document)
    if document["deals"] and document["deals"]["nash"]:
        others = document["deals"]["nash"]["others_usd_bn"]
        print("Third parties under Nash's deal, USD bn a year against no deal:")
        print("  " + ", ".join(f"{code} {value:+.2f}" for code, value in others.items()))


def _rows(document: dict[str, Any], names: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for party, row in (document["alone"] or {}).items():
        yield f"{names[party]} alone at its best", row
    if document["war"]:
        yield "war: each at its best against the other", document["war"]
    yield f"no deal ({document['disagreement']['id']})", document["disagreement"]
    for key, label in (("nash", "Nash's deal"), ("kalai_smorodinsky", "Kalai and Smorodinsky's deal")):
        if (document["deals"] or {}).get(key):
            yield label, document["deals"][key]


def _print_menu(document: dict[str, Any], parties: tuple[str, str]) -> None:
    a, b = parties
    best = [(", ".join(row["lines"]), row) for row in document["best_packages"][:3]]
    named = [(row["title"], row) for row in document["packages"]]
    alone = [(row["what"], row) for row in document["concessions"]]
    wide = max(len(words) for words, _ in (*best, *named, *alone))
    print(f"\n{document['menu']['title']}: USD bn a year against no deal")
    print(f"  {'package':{wide}}{a:>8}{b:>8}  both gain")
    for words, row in named:
        print(f"  {words:{wide}}{_worth(row, parties)}  {'yes' if row['in_zone'] else 'no'}")
    print(f"  {'concession alone':{wide}}{a:>8}{b:>8}  giver")
    for words, row in alone:
        print(f"  {words:{wide}}{_worth(row, parties)}  {row['giver']}")
    print(f"  best packages of at most {document['best_limit']} concessions")
    for words, row in best:
        print(f"  {words:{wide}}{_worth(row, parties)}")


def _worth(row: dict[str, Any], parties: tuple[str, str]) -> str:
    return "".join(f"{row['worth_usd_bn'][party]:8.2f}" for party in parties)


def _print_lines(document: dict[str, Any]) -> None:
    print("\nTariff lines worth most to the other side when taken to their lowest rate, USD bn a year")
    print(f"  {'line':28}{'giver':>7}{'rate %':>8}{'costs':>8}{'brings':>8}")
    for row in document["line_prices"][:8]:
        cells = f"{row['rate_pct']:8.1f}{row['costs_giver_usd_bn']:8.2f}{row['brings_taker_usd_bn']:8.2f}"
        print(f"  {row['line']:28.28}{row['giver']:>7}{cells}")
    for swap in document["swaps"][:3]:
        sides = [
            f"{100 * s['share']:.0f} % of {s['giver']}'s {s['line']}" for s in (swap["first"], swap["second"])
        ]
        print(f"  swap {sides[0]} for {sides[1]}: {swap['each_gains_usd_bn']:.2f} each")
