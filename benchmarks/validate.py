"""Regenerate docs/validation.md and the tables of docs/model.md: ``python -m benchmarks.validate``.

Tables that need the source figures are left as they are where ``../shared/data`` (or ``$ACCORD_SHARED``) is
not there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np

import accord
from accord.trade import counterfactual, first_order_split, gradient, welfare_split
from benchmarks import targets
from benchmarks.reference import nafta, nafta_world, tariff_war
from benchmarks.trial import lever_case, run, tariff_case
from benchmarks.worlds import random_tariffs, random_world, world_of

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "model.md"
TARGETS = ROOT / "docs" / "validation.md"
SHARED = Path(os.environ.get("ACCORD_SHARED", ROOT.parent / "shared")) / "data"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def nafta_table() -> str:
    """Caliendo and Parro (2015), Table 2, and the exact change in the same equilibrium."""
    raw = dict(np.load(SHARED / "cp2015_nafta.npz", allow_pickle=True))
    world, after = nafta_world(raw)
    rows, worst = [], {}
    paper = {"Mexico": (1.31, 0.0073), "Canada": (-0.06, -0.110), "USA": (0.08, 0.074)}
    results = {closure: counterfactual(world, after, closure=closure) for closure in ("balanced", "fixed")}
    split = first_order_split(results["balanced"])
    for name, (first, exact) in paper.items():
        n = world.economies.index(name)
        rows.append(
            [
                name,
                f"{first:.2f}",
                f"{split['total'][n]:.3f}",
                f"{exact:g}",
                f"{results['balanced'].welfare_pct[n]:.4f}",
                f"{results['fixed'].welfare_pct[n]:.4f}",
            ]
        )
    for closure, result in results.items():
        deficit = raw["deficit_n"] / 1e6 * (closure == "fixed")
        before = nafta(raw, 1 + raw["tariff_bln_nij"], deficit)
        then = nafta(raw, 1 + raw["tariff_cfl_nij"], deficit)
        other = 100 * (then[0] / before[0] * before[1] / then[1] - 1)
        worst[closure] = float(np.abs(result.welfare_pct - other).max())
    head = ["region", "Table 2, first order, %", "Accord, first order, %", "exact, reference, %"]
    head += ["Accord, exact, balanced, %", "Accord, exact, deficits fixed, %"]
    note = ", ".join(f"{bound(value)} points ({closure})" for closure, value in worst.items())
    return (
        f"{table(head, rows)}\n\nAll 31 regions against the paper's algorithm solved by scipy: within {note}."
    )


def bound(value: float) -> str:
    """The power of ten a difference stays below: rounding differs between machines, this does not."""
    return f"1e{int(np.ceil(np.log10(max(value, 1e-12))))}"


def war_table() -> str:
    """Lashkaripour (2021), equations 6 and 7, against the model without inputs."""
    raw = np.load(SHARED / "icio2022_81c_28s.npz", allow_pickle=True)
    tariffs = raw["tariff_2021"].astype(float)
    tariffs[-1] = 0
    tariffs[:, np.arange(81), np.arange(81)] = 0
    trade = raw["X"].astype(float) * (1 + tariffs)
    usa, theta, rows = list(raw["countries"]).index("USA"), np.linspace(2.0, 9.0, 28), []
    balanced = tariff_war(trade, tariffs, tariffs, theta)[0]
    for rate in (0.1, 0.2):
        for both in (False, True):
            after = tariffs.copy()
            after[:, usa, :] = rate
            if both:
                after[:, :, usa] = rate
            after[:, usa, usa] = 0
            other = 100 * (tariff_war(balanced, tariffs, after, theta)[1] - 1)
            mine = counterfactual(world_of(trade, tariffs, theta), after, closure="balanced").welfare_pct
            gap = float(np.abs(mine - other).max())
            answer = "all partners, the same rate" if both else "none"
            rows.append([f"{100 * rate:.0f} %", answer, f"{other[usa]:.4f}", f"{mine[usa]:.4f}", bound(gap)])
    head = ["US tariff", "retaliation", "USA, scipy, %", "USA, Accord, %", "81 economies, points, below"]
    return table(head, rows)


def laws_table() -> str:
    """Exactness on random worlds: gradients, parts of welfare, the closed form of autarky."""
    slope, parts, autarky = 0.0, 0.0, 0.0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        world = random_world(rng, N=5, J=3, theta=(1.0, 12.0))
        tariffs = random_tariffs(rng, world, 1.0)
        result = counterfactual(world, tariffs, tolerance=1e-13)
        parts = max(parts, float(np.abs(sum(welfare_split(result).values()) - result.log_welfare).max()))
        exact = gradient(result, "E0")
        flows = np.argwhere(result.trade > 0)
        for at in map(tuple, flows[rng.choice(len(flows), 5, replace=False)]):
            slope = max(slope, abs(_difference(world, tariffs, at) - exact[at]) / np.abs(exact).max())
        alone = random_world(rng, J=1, inputs=False, theta=(1.0, 10.0), zeros=0.0)
        alone = world_of(alone.trade, 0 * alone.tariffs, alone.trade_elasticity)
        cost = np.where(np.eye(len(alone.economies), dtype=bool), 1.0, np.inf)[None]
        closed = counterfactual(alone, trade_cost=cost, closure="balanced")
        own = np.diag(closed.baseline.share[0]) ** (1 / alone.trade_elasticity[0])
        autarky = max(autarky, float(np.abs(np.exp(closed.log_welfare) / own - 1).max()))
    rows = [
        ["gradient against central differences, over the largest derivative", bound(slope)],
        ["parts of welfare against ln W^", bound(parts)],
        ["cost of autarky against (own share)^(1/theta)", bound(autarky)],
    ]
    return table(["on ten random worlds, largest difference", "below"], rows)


def _difference(world, tariffs, at, step: float = 1e-4) -> float:
    def moved(k):
        new = tariffs.copy()
        new[at] += k * step
        return counterfactual(world, new, tolerance=1e-13).log_welfare[0]

    return float((8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * step))


def trial_table() -> str:
    """How random worlds and shocks end."""
    rows = []
    cases = (
        ("tariffs of 0 to 300 %, bans, economies cut off", tariff_case, 500),
        ("all levers", lever_case, 2000),
    )
    for name, case, count in cases:
        outcomes, worst = run(case, count)
        found, none = outcomes["converged"], outcomes["infeasible"]
        other = count - found - none
        rows.append([name, str(count), str(found), bound(worst), str(none), str(other)])
    head = [
        "random worlds under",
        "cases",
        "certified",
        "residual below",
        "no equilibrium, says why",
        "not found",
    ]
    return table(head, rows)


def india_table() -> str:
    """India at the 50 % stage in World 2022, against published estimates."""
    run = accord.run("india-50")
    rows = []
    for closure in ("fixed", "balanced", "share"):
        result = accord.run("india-50", closure=closure).result
        n = result.economies.index("IND")
        split = {name: 100 * part[n] for name, part in welfare_split(result).items()}
        rows.append(
            [
                closure,
                f"{result.welfare_pct[n]:.3f}",
                f"{split['terms_of_trade']:.3f}",
                f"{split['volume_of_trade']:.3f}",
                f"{round(split['transfer'], 3) + 0.0:.3f}",
                f"{result.real_wage_pct[n]:.3f}",
            ]
        )
    head = [
        "closure",
        "real income, %",
        "of it terms of trade",
        "volume of trade",
        "transfer",
        "real wage, %",
    ]
    note = (
        "Published for India: output a little beyond -0.2 % (BIS, September 2025, a multi-sector world trade "
        "model); -0.6 to -0.8 % where exports lost are not diverted elsewhere (input-output estimates)."
    )
    return f"{run.world.id}, horizon {run.horizon}.\n\n{table(head, rows)}\n\n{note}"


TABLES = {
    "nafta": nafta_table,
    "tariff-war": war_table,
    "laws": laws_table,
    "trial": trial_table,
    "india-50": india_table,
}
NEED_SHARED = ("nafta", "tariff-war")


def main() -> int:
    TARGETS.write_text(targets.page(), "utf-8")
    print("docs/validation.md: written", file=sys.stderr)
    page = PAGE.read_text("utf-8")
    for name, make in TABLES.items():
        if name in NEED_SHARED and not SHARED.is_dir():
            print(f"{name}: needs the source figures in ../shared/data; left as it is", file=sys.stderr)
            continue
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        head, rest = page.split(start)
        page = f"{head}{start}{make()}\n{end}{rest.split(end)[1]}"
        print(f"{name}: written", file=sys.stderr)
    PAGE.write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
