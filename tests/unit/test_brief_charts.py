"""Charts and the map: marks where the numbers say, nothing unknown drawn as zero."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import texts

from accord.core.provenance import Figure
from accord.page.chart import (
    Axis,
    Bar,
    Group,
    Interval,
    Moment,
    Point,
    Stage,
    Step,
    bars,
    chain,
    intervals,
    scatter,
    steps,
    timeline,
)
from accord.page.chart.scale import day_number, month_starts, span, ticks
from accord.page.map import class_of, geometry, limits, world_map
from accord.sources.map import build, main, simplify
from accord.sources.robinson import HEIGHT, WIDTH, project

SHIPPED = Path(__file__).parents[2] / "src/accord/page/map.json"


def figure(value: float | None, key: str = "k", unit: str = "% change") -> Figure:
    return Figure(key, "label", value, unit, "2022", "accord-model", "equation")


def test_bars_start_at_zero_and_grow_with_the_number() -> None:
    group = Group("", (Bar("a", figure(2.0, "a")), Bar("b", figure(-1.0, "b")), Bar("c", figure(4.0, "c"))))
    drawn = bars([group], "alt")
    assert drawn.count("<svg") == 2
    wide = drawn.split("</svg>")[0]
    rects = [
        tuple(float(word) for word in found)
        for found in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', wide)
    ]
    (x1, w1), (x2, w2), (x3, w3) = rects
    assert w3 == pytest.approx(2 * w1, abs=0.1)
    assert w1 == pytest.approx(2 * w2, abs=0.1)
    assert x1 == x3 == pytest.approx(x2 + w2, abs=0.1)


def test_an_unknown_number_is_hatched_and_has_no_bar() -> None:
    drawn = bars([Group("", (Bar("a", figure(None)), Bar("b", figure(1.0, "b"))))], "alt")
    assert drawn.count('class="unknown"') == 2
    assert drawn.count("no data") == 2
    assert drawn.count("fill-a") == 2


def test_an_announced_step_is_dashed_and_apart() -> None:
    path = [
        Step("2025-08-07", "2025-08-27", figure(25.0, "a", "%")),
        Step("2025-08-27", "2026-02-07", figure(50.0, "b", "%")),
        Step("2026-02-06", "2026-02-24", figure(18.0, "c", "%"), applied=False),
    ]
    drawn = steps(path, "alt", "2026-01-14", "this report")
    assert drawn.count('class="step announced"') == 2
    assert drawn.count("18 %</tspan> announced") == 2
    assert drawn.count('class="step"') == 2 * 3


def test_the_timeline_sets_the_report_between_past_and_future() -> None:
    moments = [Moment("2026-02", "later", done=False), Moment("2025-02", "earlier")]
    drawn = timeline(moments, "2026-01-14", "alt")
    assert drawn.index("earlier") < drawn.index("this report") < drawn.index("later")
    assert drawn.count("dot planned") == 2


@pytest.mark.parametrize("ends", [(0.001, 0.009, 0.3), (-0.3, -0.004, -0.001), (-0.001, 0.0, 0.2)])
def test_no_number_of_an_interval_stands_on_the_line_of_nought(ends) -> None:
    rows = [Interval("As reported", *(figure(one, f"k{at}") for at, one in enumerate(ends)))]
    for part in str(intervals(rows, "alt")).split("<svg")[1:]:
        nought = float(re.search(r'<line x1="([\d.]+)"[^>]*class="zero"', part)[1])
        texts = re.findall(r'<text ([^>]*)data-key="k\d"[^>]*>([^<]+)<', part)
        assert len(texts) == 3
        for attributes, words in texts:
            held = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
            wide = 6 * len(words)
            left = float(held["x"]) - {"middle": 0.5, "end": 1.0}.get(held.get("text-anchor", ""), 0.0) * wide
            assert not left < nought < left + wide, words


def test_intervals_scatter_and_chain_mark_every_number() -> None:
    row = Interval("India", figure(-0.4, "l"), figure(-0.2, "m"), figure(-0.1, "h"))
    assert 'data-key="m"' in intervals([row], "alt")
    assert "no data" in intervals([Interval("x", figure(None), figure(None), figure(None))], "alt")
    points = [Point("deal", figure(0.1, "x"), figure(0.2, "y")), Point("?", figure(None), figure(0.0, "z"))]
    line = [Point("", figure(0.1 * at, f"x{at}"), figure(0.3 - 0.1 * at, f"y{at}")) for at in range(4)]
    drawn = scatter(points, Axis("a"), Axis("b"), "alt", frontier=line)
    assert drawn.count("<polyline") == 2
    assert drawn.count("<circle") == 2
    stages = [
        Stage("Ore", (("share", figure(70.0, "o", "%")),), id="ore"),
        Stage("Tools", (("share", figure(70.0, "t", "%")),), id="tools"),
        Stage(
            "Refined", (("share", figure(None, "r", "%")),), weak=True, id="refined", needs=("ore", "tools")
        ),
    ]
    picture = chain(stages, "alt")
    assert picture.count("▲ weakest") == 2
    assert picture.count('class="unknown"') == 2
    assert picture.count('class="feeds"') == 2, "a line from each input, and none from ore to tools"
    assert picture.count('class="arrow"') == 2


def test_crowded_points_are_numbered_and_named_below() -> None:
    crowd = [
        Point(f"a package with a long name {word}", figure(1 + 0.01 * at, f"x{at}"), figure(2.0, f"y{at}"))
        for at, word in enumerate(("one", "two", "three", "four"))
    ]
    drawn = scatter(crowd, Axis("a"), Axis("b"), "alt")
    assert drawn.count(">4  a package") == 2
    assert scatter(crowd[:1], Axis("a"), Axis("b"), "alt").count(">1  a package") == 0


@given(texts(40), st.floats(-1e6, 1e6))
def test_a_label_is_never_markup(words: str, number: float) -> None:
    drawn = bars([Group(words, (Bar(words, figure(number)),))], words)
    inside = re.sub(r"<(/?)(svg|rect|text|line|title)\b", "", drawn)
    assert "<" not in inside


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_ticks_are_round_and_inside(low: float, wide: float) -> None:
    marks = ticks(low, low + wide)
    assert len(marks) <= 7
    assert all(low - 1e-6 * wide <= mark <= low + wide + 1e-6 * wide for mark in marks)


def test_scales_of_dates_and_numbers() -> None:
    assert span([], zero=True) == (0.0, 1.0)
    assert span([3.0, 5.0], zero=False) == (3.0, 5.0)
    assert day_number("2026-02") == day_number("2026-02-01")
    found = month_starts(day_number("2025-04-05"), day_number("2026-11-01"), 8)
    assert [day.isoformat() for day in found][:2] == ["2025-07-01", "2025-10-01"]


def test_robinson_agrees_with_its_table() -> None:
    assert project(11.0, 0.0)[0] == pytest.approx(WIDTH / 2)
    assert project(-168.999, 0.0)[0] == pytest.approx(0, abs=0.1)
    equator, parallel = project(71.0, 0.0)[0] - WIDTH / 2, project(71.0, 60.0)[0] - WIDTH / 2
    assert parallel / equator == pytest.approx(0.7986)
    assert 0 < project(0.0, -55.0)[1] < HEIGHT


def test_the_map_knows_every_economy_of_the_world() -> None:
    land = geometry()
    text = (SHIPPED.parents[1] / "core/data/economies.csv").read_text("utf-8")
    known = {row.split(",")[0] for row in text.splitlines()[1:]}
    assert set(land["areas"]) <= known
    wanted = {"IND", "USA", "SGP", "HKG", "MLT", "TWN", "STP", "LUX", "BRN", "CYP", "XKX"}
    assert wanted <= set(land["areas"])
    assert {"SGP", "HKG", "MLT", "STP", "LUX"} <= set(land["dots"])
    assert SHIPPED.stat().st_size < 400_000


def test_the_map_is_hatched_where_it_knows_nothing() -> None:
    drawn = world_map(
        {"IND": figure(-0.2, "i"), "SGP": figure(0.1, "s"), "CHN": figure(None, "c")}, "alt", ("IND",)
    )
    assert drawn.count('data-key="i"') == 2
    assert drawn.count("dot-land") == 1
    assert "China: no figure of its own" in drawn
    assert "India −0.20 %" in re.sub(r"</?tspan[^>]*>", "", drawn)


@given(st.floats(-50, 50))
def test_colours_are_symmetric_around_zero(value: float) -> None:
    rung = limits([value])
    opposite = {"n3": "p3", "n2": "p2", "n1": "p1", "z": "z", "p1": "n1", "p2": "n2", "p3": "n3"}
    assert class_of(-value, rung) == opposite[class_of(value, rung)]


def test_simplifying_keeps_ends_and_rings() -> None:
    flat = [(float(x), 0.0) for x in range(50)]
    assert simplify(flat) == [(0.0, 0.0), (49.0, 0.0)]
    ring = [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1), (0.0, 0.0)]
    assert len(simplify(ring)) == 4
    assert simplify(ring)[0] == simplify(ring)[-1]


@pytest.mark.shared
def test_the_map_is_rebuilt_byte_for_byte(shared_data: Path, tmp_path: Path) -> None:
    main(str(shared_data / "countries-50m.json"), str(tmp_path / "map.json"))
    assert (tmp_path / "map.json").read_bytes() == SHIPPED.read_bytes()


def test_a_small_topology_is_built() -> None:
    square = [[0, 0], [1000, 0], [0, 1000], [-1000, 0], [0, -1000]]
    topology: dict[str, Any] = {
        "transform": {"scale": [0.02, 0.02], "translate": [0, 0]},
        "arcs": [square],
        "objects": {"countries": {"geometries": [
            {"type": "Polygon", "id": "356", "arcs": [[0]], "properties": {"name": "India"}},
            {"type": "Polygon", "arcs": [[-1]], "properties": {"name": "Nobody's land"}},
        ]}},
    }  # fmt: skip
    built = json.loads(json.dumps(build(topology)))
    assert list(built["areas"]) == ["IND"]
    assert len(built["unassigned"]) == 1
    assert built["dots"] == []
