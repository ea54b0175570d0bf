"""The documents state what the code computes."""

from pathlib import Path

from accord.study.alliance import alliance_report, capacity_to_close
from accord.study.supply.cut import cut_report, income_range
from accord.supply.chain import find_chain
from accord.supply.disruption import DIVERT, Cut
from accord.world import load_world

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_validation_table_holds_the_computed_prices():
    text = (DOCS / "supply.md").read_text("utf-8")
    for name, event in {
        "gallium": Cut(("CHN",)),
        "germanium": Cut(("CHN",)),
        "antimony": Cut(("CHN",)),
        "cobalt": Cut(("COD",), share=1 - 96_600 / 220_000),
        "rare-earths": Cut(("CHN",), share=0.74),
    }.items():
        price = cut_report(find_chain(name), event).prices[-1]
        assert _price(price) in text, name


def _price(price):
    return f"x{price.central:.1f} ({price.low:.1f} to {price.high:.1f})"


def test_the_validation_table_holds_what_a_stop_to_one_and_to_all_does():
    text, world = (DOCS / "supply.md").read_text("utf-8"), load_world("world-2022")
    spreads = {}
    for event in (Cut(("CHN",), ("USA",)), Cut(("CHN",))):
        for name in ("gallium", "germanium"):
            report = cut_report(find_chain(name), event, world)
            assert f"| {_price(report.prices[-1])} |" in text, (name, event)
            _income_in(text, report.loss)
            spreads.setdefault(event, []).append(report.spread)
            if name == "gallium":
                there = report.elsewhere[-1]
                assert f"x{there.central:.2f} ({there.low:.2f} to {there.high:.2f})" in text
        _income_in(text, income_range(spreads[event], world))


def _income_in(text, loss):
    ends = f" ({abs(loss.low[0].value):.1f} to {loss.high[0].value:.1f})" if loss.low else ""
    assert f"| {loss.central[0].value:.1f}{ends} |" in text, loss


def test_the_share_to_divert_is_the_documented_one():
    text = (DOCS / "supply.md").read_text("utf-8")
    for share, word in zip(DIVERT, ("low", "central", "high"), strict=True):
        assert f"| {share:g} | {word} |" in text
    assert DIVERT[1] == 0.76 / 2.0


def test_the_india_table_holds_the_computed_coverage():
    text = (DOCS / "alliance.md").read_text("utf-8")
    report = alliance_report("pax-silica", "2026-01-14", add=("IND",))
    for change in report.stages:
        row = " | ".join(
            f"{100 * item.share:.1f}" for item in (change.before, change.after, change.announced)
        )
        if change.before.share < 0.999 and change.before.share > 0:
            assert f"| {row} |" in text, change.stage.name
            assert f"{100 * change.after.gap:.1f} |" in text
    assembly = next(change for change in report.stages if change.stage.id == "assembly")
    assert f"{capacity_to_close(assembly)['times_announced']:.1f}\ntimes" in text


def test_the_minerals_table_holds_the_computed_coverage():
    text = (DOCS / "alliance.md").read_text("utf-8")
    report = alliance_report("MSP", "2023-01-01", add=("IND",), chains=("rare-earths", "graphite", "uranium"))
    for change in report.stages:
        if change.before.share is not None and change.before.share < 0.999:
            row = " | ".join(
                f"{100 * item.share:.1f}" for item in (change.before, change.after, change.announced)
            )
            assert f"| {row} |" in text, change.stage.name
