"""The documents state what the code computes."""

from pathlib import Path

from accord.study.alliance import alliance_report, capacity_to_close
from accord.study.cut import cut_report
from accord.study.supply import find_chain
from accord.supply.disruption import Cut

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_validation_table_holds_the_computed_prices():
    text = (DOCS / "supply.md").read_text("utf-8")
    for name, event in {
        "gallium": Cut(("CHN",)),
        "germanium": Cut(("CHN",)),
        "cobalt": Cut(("COD",), share=1 - 96_600 / 220_000),
        "rare-earths": Cut(("CHN",), share=0.74),
    }.items():
        price = cut_report(find_chain(name), event).prices[-1]
        assert f"x{price.central:.1f} ({price.low:.1f} to {price.high:.1f})" in text, name


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
