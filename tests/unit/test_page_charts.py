"""The charts of horizons, months, break-even, fans and stacks."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.tries import texts, tries

from accord.core.provenance import Figure
from accord.page.chart import (
    Band,
    Curve,
    Horizon,
    Part,
    Path,
    Point,
    Stack,
    Target,
    break_even,
    fan,
    horizons,
    months,
    stacked,
)
from accord.page.chart.plane import Mark, end_labels, mark_rows, plane
from accord.page.chart.scale import Scale
from accord.page.chart.svg import width_of


def figure(value: float | None, key: str = "k", unit: str = "% change") -> Figure:
    return Figure(key, "label", value, unit, "2022", "accord-model", "basis")


def test_a_row_shows_both_horizons_the_far_end_and_what_was_observed() -> None:
    row = Horizon("Textiles", figure(-36.4, "one"), figure(-70.0, "ten"), figure(-88.0), figure(-19.0))
    drawn = horizons([row], "alt")
    assert drawn.count('data-key="one">−36<') == 2
    assert drawn.count('data-key="ten">−70<') == 2
    assert drawn.count('class="fill-loss"') == drawn.count('class="fill-loss-2"') == 2
    assert drawn.count("observed since") == 2
    assert "observed since" not in horizons([Horizon("x", figure(1.0), figure(2.0))], "alt")


def test_what_is_not_known_is_hatched_and_never_a_bar() -> None:
    drawn = horizons(
        [Horizon("x", figure(None), figure(None)), Horizon("y", figure(1.0), figure(2.0))], "alt"
    )
    assert drawn.count('class="unknown"') == 2
    assert drawn.count("no data") == 4
    bar = stacked([Stack("s", (Part("a", figure(3.0)), Part("b", figure(None))), figure(3.0))], "alt")
    assert "b no data" in re.sub("<[^>]+>", "", bar)


def test_bars_have_a_row_of_their_own_on_a_phone() -> None:
    drawn = horizons([Horizon("A rather long label", figure(-1.0), figure(-2.0))], "alt")
    narrow = drawn[drawn.index('class="chart narrow"') :]
    label = re.search(r'y="([\d.]+)"[^>]*>A rather long label', narrow)
    bar = re.search(r'<rect class="fill-loss"[^>]*\by="([\d.]+)"', narrow)
    assert label is not None
    assert bar is not None
    assert float(bar[1]) > float(label[1])


def test_months_break_where_nothing_is_known_and_name_their_dates() -> None:
    days = ["2025-01", "2025-02", "2025-03", "2025-04"]
    path = Path("crude", days, [1.0, None, 2.0, 1.5], last=figure(1.5, "last", "mb/d"))
    drawn = months([path], "mb/d", "alt", [("2025-02-10", "sanctions"), ("2025-02-12", "a waiver")])
    curve = re.search(r'<path d="([^"]+)"', drawn)
    assert curve is not None
    assert curve[1].count("M") == 2
    assert drawn.count("sanctions") == drawn.count("a waiver") == 2
    assert drawn.count('data-key="last"') == 2


@given(st.lists(st.tuples(st.floats(0, 100), st.text("abc", min_size=1, max_size=12)), max_size=8))
def test_names_of_dates_never_lie_on_each_other(marks: list[tuple[float, str]]) -> None:
    placed = mark_rows([Mark(at, words) for at, words in marks], Scale(0, 100, 0, 500))
    for row in {row for *_, row in placed}:
        spans = sorted((left, left + width_of(mark.label)) for mark, left, at in placed if at == row)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))


@tries(40)
@given(st.lists(st.floats(-10, 10), min_size=1, max_size=6))
def test_labels_at_line_ends_stand_apart(ends: list[float]) -> None:
    curves = [Curve(f"line {at}", [0, 1], [0.0, end]) for at, end in enumerate(ends)]
    marks = end_labels(curves, plane((0, 1), (-10, 10), (560, 280), 80))
    levels = sorted(float(found) for mark in marks for found in re.findall(r' y="([\d.-]+)"', mark))
    assert len(levels) == len(ends)
    assert all(high - low >= 13 for low, high in pairwise(levels))


def test_a_break_even_map_has_lines_and_named_dots() -> None:
    dots = [Point("August 2025", figure(0.1, "x"), figure(2.0, "y")), Point("?", figure(None), figure(1.0))]
    lines = [Curve("ten years", [0, 0.5], [14.0, 0.0]), Curve("one year", [0, 0.2], [2.0, 0.0], "law", True)]
    drawn = break_even(lines, dots, ("share stranded", "USD a barrel"), "alt")
    assert drawn.count('class="observed"') == 2
    assert drawn.count("dashed") == 2
    assert drawn.count("August 2025: ") == 2
    assert "share stranded" in drawn


def test_a_fan_is_darker_inside_and_shows_targets() -> None:
    years = [2026, 2027, 2028]
    band = Band(years, ([1, 1, 1], [3, 4, 5]), ([1.5, 2, 2], [2.5, 3, 4]), [2, 2.5, 3])
    ends = [figure(1.0, "p10", "GW"), figure(3.0, "p50", "GW"), figure(5.0, "p90", "GW")]
    drawn = fan(band, "GW", "alt", [Target(2032, figure(22.0, "t", "GW"), "official target")], ends)
    assert drawn.index("fan-outer") < drawn.index("fan-inner") < drawn.index("curve curve-gain")
    assert all(drawn.count(f'data-key="{key}"') == 2 for key in ("p10", "p50", "p90", "t"))
    assert "official target 2032" in drawn


def test_a_thin_part_has_a_letter_and_its_name_below() -> None:
    parts = (
        Part("Iraq", figure(50.0, "i")),
        Part("Saudi Arabia", figure(4.0, "s")),
        Part("US", figure(0.1, "u")),
    )
    drawn = stacked([Stack("all", parts, figure(54.1, "t"))], "alt")
    assert "a Saudi Arabia +4 %; b US +0.10 %" in re.sub(r"\s+", " ", re.sub("<[^>]+>", "", drawn))
    assert drawn.count('data-key="i"') == 2


@tries(100)
@given(texts(30))
def test_a_label_is_never_markup(words: str) -> None:
    row = Horizon(words, figure(-1.0), figure(2.0), band=words, note=words)
    drawn = horizons([row], words) + stacked([Stack(words, (Part(words, figure(1.0)),))], words)
    drawn += months([Path(words, ["2025-01", "2025-02"], [1.0, 2.0])], words, words, [("2025-01-05", words)])
    assert "<" not in re.sub(r"</?(svg|rect|text|tspan|line|path|circle|title)\b", "", drawn)
