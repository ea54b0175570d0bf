"""``accord run``: solve scenarios and print who gains and who loses."""

from __future__ import annotations

from typing import Annotated

from accord.cli.options import Against, Closure, Elasticities, Horizon, Json, Out, Scenarios, World
from accord.page.out import emit_json, show
from accord.page.printed.run import run_shown
from accord.page.progress import say
from accord.study.document import run_at_home
from accord.study.run import run as solve
from accord.world import load_world


def run(
    scenarios: Scenarios,
    *,
    world: World = "world-2022",
    elasticities: Elasticities = None,
    closure: Closure = None,
    horizon: Horizon = None,
    against: Against = None,
    sensitivities: Annotated[bool, "Also list the tariffs that matter most to whom it names."] = False,
    household: Annotated[bool, "Also print what it means for a head, a household, and work."] = False,
    out: Out = None,
    json: Json = False,
) -> None:
    """Solve scenarios and print who gains and who loses."""
    place = load_world(world)
    runs = [
        solve(name, place, elasticity_set=elasticities, closure=closure, horizon=horizon, against=against)
        for name in scenarios
    ]
    documents = [run_at_home(one, exact=json, slopes=sensitivities) for one in runs]
    if out is not None:
        from accord.connect.files import save_runs

        say(f"wrote {', '.join(map(str, save_runs(out, runs)))}")
    if json:
        emit_json(documents[0] if len(documents) == 1 else documents)
        return
    for one, document in zip(runs, documents, strict=True):
        for blocks in run_shown(document, one.named, household):
            show(blocks)
