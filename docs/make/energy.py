"""Every table of docs/energy.md, worked out again.

``python -m docs.make.energy`` puts each between its marks; nothing else of the page changes.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from benchmarks.energy_targets import checks, rising

from accord.core.codes import economy_name
from accord.energy import fleet, tables
from accord.energy.answers.fuel import nuclear_fuel, nuclear_loss, nuclear_outlay
from accord.energy.answers.grades import replacement
from accord.energy.answers.markets import price_cap, sanction
from accord.energy.answers.nuclear import NOW, lead_time, nuclear_path, pipeline
from accord.energy.answers.oil import Asked
from accord.energy.answers.purchases import purchases
from accord.energy.leadtimes import Lead
from accord.energy.stop import Terms, stop
from accord.study.energy.dutycost import duty_costs
from accord.energy.answers.balance import find_break_even
from accord.study.energy.oil import market, oil_stop

PAGE = Path(__file__).resolve().parents[1] / "energy.md"
PAIRS = (("IND", "RUS"), ("CHN", "RUS"), ("TUR", "RUS"), ("CHN", "IRN"), ("USA", "VEN"))
STRANDED = (0.0, 0.2, 0.5, 1.0)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def repairs() -> str:
    """Return what the repairs of BACI moved by half a hundred thousand barrels a day or more, in 2024."""
    rows = [
        row for row in tables.stored()["crude"]["moved"]  # type: ignore[call-overload]
        if row["year"] == 2024 and abs((row["before"] or 0) - row["after"]) >= 0.03
    ]  # fmt: skip
    body = [
        [
            row["origin"],
            row["buyer"],
            "no weight" if row["before"] is None else f"{row['before']:.2f}",
            f"{row['after']:.2f}",
            row["why"],
        ]
        for row in sorted(rows, key=lambda row: -abs((row["before"] or 0) - row["after"]))
    ]
    return table(("origin", "buyer", "recorded, mb/d", "used, mb/d", "rule"), body)


def prototype() -> str:
    """Return India's stop by stranded share on the flows of 2024 and 2025, by set of elasticities."""
    body = []
    for year, price in ((2024, 68.0), (2024, None), (2025, None)):
        base = tables.load_crude(year, price)
        for share in STRANDED:
            costs = [
                stop(base, "IND", "RUS", Terms(3.0, share), one).cost for one in tables.elasticity_sets()
            ]
            cells = [f"{-cost:.2f}" for cost in (*costs, float(np.mean(costs)))]
            body.append([f"{year} at {base.price:.0f}", f"{share:g}", *cells])
    names = [one.name for one in tables.elasticity_sets()]
    return table(("flows, Brent", "stranded", *names, "mean"), body)


def stops() -> str:
    """Return stops of several buyers and sellers at the central terms, with odds."""
    body = []
    for buyer, supplier in PAIRS:
        found = oil_stop(Asked(buyer, supplier, draws=300))
        first = ", ".join(
            f"{economy_name(one.economy)} {100 * one.share:.0f} %" for one in found.replacements[:4]
        )
        cost = f"{found.cost.central:.1f} ({found.cost.p5:.1f} to {found.cost.p95:.1f})"
        loss = f"{-found.groups[supplier]:.1f}"
        body.append(
            [
                economy_name(buyer),
                economy_name(supplier),
                f"{found.volume:.2f}",
                cost,
                loss,
                f"{found.world_price.central:+.2f}",
                first,
            ]
        )
    head = (
        "buyer",
        "seller",
        "mb/d",
        "cost to the buyer, bn USD a year",
        "loss of the seller",
        "world price, USD",
        "instead from",
    )
    return table(head, body)


def groups() -> str:
    """Return who gains and loses when India stops, by stranded share."""
    found = {
        share: oil_stop(Asked("IND", "RUS", discount=3.0, stranded=share, draws=3)) for share in STRANDED[:3]
    }
    names = list(found[0.0].groups)
    body = [[economy_name(name), *(f"{one.groups[name]:+.1f}" for one in found.values())] for name in names]
    body.append(
        ["cost to India of each dollar Russia loses", *(f"{one.per_dollar:.2f}" for one in found.values())]
    )
    return table(("bn USD a year", *(f"stranded {share:g}" for share in found)), body)


def break_evens() -> str:
    """Return break-even discounts by stranded share and duty cost."""
    costs = duty_costs("IND", "india-50", "india-25")
    found = find_break_even(Asked("IND", "RUS"), costs)
    body = []
    for share in dict.fromkeys(cell.stranded for cell in found.grid):
        cells = [cell for cell in found.grid if cell.stranded == share]
        body.append(
            [
                f"{share:g}",
                *("no discount" if cell.usd_bbl is None else f"{cell.usd_bbl:.1f}" for cell in cells),
            ]
        )
    return table(("stranded", *(f"{one.method}: {one.usd_bn:.2f} bn" for one in costs)), body)


def caps_and_risk() -> str:
    """Return caps on Russian oil and risk costs of buying it."""
    body = []
    for level in (60.0, 47.6, 44.1):
        found = market(price_cap(level))
        body.append(
            [
                f"cap of {level:g} USD",
                f"{found.price:+.2f}",
                f"{found.seller_price:+.1f}",
                f"{found.seller_loss:.0f}",
                "",
            ]
        )
    for what, buyers in (("India alone", ["IND"]), ("India and China", ["IND", "CHN"])):
        found = market(sanction("RUS", 9.7, buyers))
        flow = next((before, after) for code, before, after in found.flows if code == "IND")
        body.append(
            [
                f"risk cost of 9.7 USD, {what}",
                f"{found.price:+.2f}",
                f"{found.seller_price:+.1f}",
                f"{found.seller_loss:.0f}",
                f"{flow[0]:.2f} to {flow[1]:.2f}",
            ]
        )
    return table(
        ("change", "world price, USD", "Russia's price, USD", "its loss, mn USD a day", "to India, mb/d"),
        body,
    )


def slates() -> str:
    """Return the grades that replace Russian crude in India."""
    cases = (
        ("cheapest", {}),
        ("30 % American", {"shares": {"USA": 0.3}}),
        ("Hormuz closed", {"closed": ("hormuz",)}),
    )
    found = [(name, replacement(**terms)) for name, terms in cases]  # type: ignore[arg-type]
    names = dict.fromkeys(grade for _, one in found for grade, _, _ in one.by_grade)
    body = []
    for grade in names:
        cells = [
            next((f"{amount:.0f}" for name, _, amount in one.by_grade if name == grade), "0")
            for _, one in found
        ]
        body.append([grade, *cells])
    body.append(["landed, USD a barrel to dated Brent", *(f"{one.slate.landed:+.2f}" for _, one in found)])
    body.append(["added cost, bn USD a year", *(f"{one.premium:.2f}" for _, one in found)])
    return table(("kb/d", *(name for name, _ in found)), body)


def paths() -> str:
    """Return India's capacity under several lead times and starts."""
    ramp = rising(2.8, 8.0, 2026, 2040)
    body = []
    for name, lead, starts in (("India's", "own", {}), ("7.5 years", "7.5", {}), ("the world fleet's", "fleet", {}),
                               ("China's", "china", {}), ("China's", "china", ramp)):  # fmt: skip
        found = nuclear_path("IND", lead, starts)
        at = found.years.index(2032)
        odds = [f"{100 * one.probability:.1f} %" for one in found.targets]
        span = f"{found.p50[at]:.1f} ({found.p10[at]:.1f} to {found.p90[at]:.1f})"
        last = f"{found.p50[-1]:.0f} ({found.p10[-1]:.0f} to {found.p90[-1]:.0f})"
        what = "2.8 rising to 8 GW a year, 2026 to 2040" if starts else "those listed"
        body.append(
            [name, f"{found.lead.median:.1f}", what, span, odds[0], last, odds[1], f"{found.needed:.1f}"]
        )
    head = (
        "lead time",
        "median, years",
        "starts",
        "GW in 2032",
        "odds of 22.5",
        "GW in 2047",
        "odds of 100",
        "GW a year needed for 100",
    )
    return table(head, body)


def near_misses() -> str:
    """Return how the odds of 100 GW in 2047 under the fast ramp move with what is not known, with 20,000 draws."""
    base, projects, closing = pipeline("IND")
    china, ramp = lead_time("china", "IND"), rising(2.8, 8.0, 2026, 2040)
    early = [
        fleet.Project("new", "any", max(round(gw), 1), gw / max(round(gw), 1), float(year), planned=False)
        for year, gw in ramp.items()
    ]
    held: list[tuple[str, Lead, dict[int, float], list[fleet.Project]]] = [
        ("as in the table above", china, ramp, []),
        ("starts on 1 January, not in mid-year", china, {}, early),
        ("one more year of starts, to 2041", china, rising(2.8, 8.0, 2026, 2041), []),
        ("median of 6.0 years, not 6.6", replace(china, mu=math.log(6.0)), ramp, []),
        ("log sd of 0.25, not 0.36", replace(china, sd=0.25), ramp, []),
        ("starts on 1 January and a median of 6.0 years", replace(china, mu=math.log(6.0)), {}, early),
        ("median of 7.2 years", replace(china, mu=math.log(7.2)), ramp, []),
    ]
    body = []
    for words, lead, starts, more in held:
        found = fleet.path([*projects, *more], lead, starts, base_gw=base, now=NOW, to=2047, retirements=closing,
                           draws=20_000)  # fmt: skip
        last = found.at(2047)
        body.append(
            [words, f"{float(np.median(last)):.1f}", f"{100 * fleet.probability(found, 100.0, 2047):.0f} %"]
        )
    return table(("2.8 rising to 8 GW a year, China's lead time", "median GW in 2047", "odds of 100"), body)


def leads() -> str:
    """Return lead times by country."""
    body = [
        ["world" if code == "WLD" else economy_name(code), f"{row.lead.median:.1f}", f"{row.lead.sd:.2f}",
         str(row.finished_20_years),
         f"{row.best_5[0]:.2f} from {row.best_5[1]}", f"{row.best_15[0]:.2f} from {row.best_15[1]}"]
        for code, row in tables.lead_times().items()
        if row.best_15[0] >= 0.2
    ]  # fmt: skip
    return table(
        (
            "country",
            "median, years",
            "log sd",
            "finished in 20 years",
            "best 5 years, GW a year",
            "best 15 years",
        ),
        body,
    )


def fuels() -> str:
    """Return fuel needs of several fleets."""
    cases = (
        ("India now", "IND", None),
        ("India, mix of 2047", "IND", 2047),
        ("China now", "CHN", None),
        ("France now", "FRA", None),
        ("United States now", "USA", None),
    )
    body = []
    for name, country, year in cases:
        found = nuclear_fuel(country, year)
        body.append(
            [
                name,
                f"{sum(found.mix.values()):.1f}",
                *(
                    _number(value)
                    for value in (
                        found.natural_tu,
                        found.feed_tu,
                        found.enriched_tu,
                        found.swu / 1e6,
                        100 * found.world_share,
                    )
                ),
            ]
        )
    head = (
        "fleet",
        "GW",
        "natural uranium, tU a year",
        "feed to enrich, tU",
        "enriched, tU",
        "mn SWU",
        "% of world need",
    )
    return table(head, body)


def losses() -> str:
    """Return what India loses without a supplier, and the outlay."""
    cases = (
        ("Russia, fabrication, now", nuclear_loss("RUS")),
        ("Russia, fabrication, 6 GW of VVERs", nuclear_loss("RUS", mix={"VVER-1000": 6.0})),
        ("Russia, enrichment, now", nuclear_loss("RUS", "enrichment")),
        ("Kazakhstan, mining, now", nuclear_loss("KAZ", "mining")),
    )
    return table(
        ("supplier and stage", "TWh a year", "Mt of coal in its place"),
        [[name, f"{one.twh[-1]:.0f}", f"{one.coal_mt:.0f}"] for name, one in cases],
    )


def outlays() -> str:
    """Return outlay by type and what is open to American suppliers."""
    found = nuclear_outlay()
    rows = [
        [name, f"{found.gw[name]:.1f}", f"{one.p50:.0f} ({one.p5:.0f} to {one.p95:.0f})"]
        for name, one in found.by_type.items()
    ]
    total = f"{found.total.p50:.0f} ({found.total.p5:.0f} to {found.total.p95:.0f})"
    part = f"{found.content.p50:.0f} ({found.content.p5:.0f} to {found.content.p95:.0f})"
    rows += [
        ["all", f"{sum(found.gw.values()):.1f}", total],
        ["of it open to American suppliers", f"{found.content_gw:.1f}", part],
    ]
    return table(("type", "GW added to 2047", "bn USD, median (5 to 95 %)"), rows)


def pledge() -> str:
    """Return what of the pledge energy could carry."""
    found = purchases()
    rows = [[product, f"{amount:.0f}"] for product, amount in found.linear.by_product.items()]
    rows += [
        ["all, rising linearly", f"{found.ramps['linear']:.0f} ({found.of_pledge:.0f} % of 500)"],
        ["of it new", f"{found.new:.0f}"],
        ["all, at the ceilings at once", f"{found.ramps['at once']:.0f}"],
        ["all, as now", f"{found.ramps['none']:.0f}"],
        [
            "30 % of the replacement of Russian crude, a year",
            f"{found.premium[0]:.2f} to {found.premium[2]:.2f}",
        ],
    ]
    return table(("five years", "bn USD"), rows)


def validation() -> str:
    """Return every target with the model's number and the verdict."""
    body = []
    for one in checks():
        low, high = (_number(value) for value in one.model)
        model = low if low == high else f"{low} to {high}"
        body.append(
            [
                one.id,
                one.what,
                f"{one.target} {one.unit}",
                model,
                one.verdict,
                one.note,
                f"{one.source} ({one.confidence})",
            ]
        )
    return table(("", "target", "published or observed", "model", "verdict", "note", "source"), body)


PARTS: dict[str, Callable[[], str]] = {
    part.__name__.replace("_", "-"): part
    for part in (
        repairs, prototype, stops, groups, break_evens, caps_and_risk, slates, paths, near_misses, leads, fuels,
        losses, outlays, pledge, validation,
    )
}  # fmt: skip


def filled(text: str, names: Iterable[str] = PARTS) -> str:
    """Return the page with the named tables worked out again."""
    for name in names:
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
        if not pattern.search(text):
            raise SystemExit(f"docs/energy.md has no place for '{name}'")
        body = f"{begin}\n{PARTS[name]()}\n{end}"
        text = pattern.sub(lambda _, body=body: body, text)  # type: ignore[misc]
    return text


def main() -> None:
    """Write the page."""
    text = filled(PAGE.read_text("utf-8"), sys.argv[1:] or PARTS)
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
