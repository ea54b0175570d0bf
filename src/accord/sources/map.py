"""Build the map's geometry from Natural Earth 1:50 million: simplify, project, write one compact file.

    python -m accord.sources.map ../shared/data/countries-50m.json src/accord/page/map.json

The input is TopoJSON: borders are shared arcs, so an arc is simplified once and neighbours still meet.
The output holds an SVG path in whole units for each area and a point for each economy too small to see.
"""

from __future__ import annotations

import csv
import heapq
import json
import sys
from itertools import pairwise
from pathlib import Path

from accord.core.codec import Document
from accord.core.places import files
from accord.sources.robinson import HEIGHT, WIDTH, project

Point = tuple[float, float]
Ring = list[Point]

LEAST_CORNER = 0.7
"""Corners whose triangle is smaller than this (square map units) are left out of a border."""

LEAST_RING = 1.5
"""Islands smaller than this (square map units) are left out, save an area's largest."""

SMALL = 80.0
"""Economies smaller than this (square map units) also get a dot."""

WITHOUT_CODE = {"Kosovo": "XKX"}
"""Areas that Natural Earth keeps without an ISO number and that the register of economies knows."""

LEFT_OUT = ("ATA",)


def build(topology: Document) -> Document:
    """Return the map: ``width``, ``height``, ``areas`` {code: path}, ``centres`` {code: [x, y]}, ...

    ``dots`` are the codes of economies too small to see; ``unassigned`` the paths of areas without a code
    of their own, such as Northern Cyprus and the Siachen Glacier.
    """
    arcs = [simplify(arc) for arc in _projected_arcs(topology)]
    areas: dict[str, list[Ring]] = {}
    unassigned: list[list[Ring]] = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = _code(geometry)
        if code in LEFT_OUT or geometry["type"] is None:
            continue
        rings = _rings(geometry, arcs)
        if code:
            areas.setdefault(code, []).extend(rings)
        else:
            unassigned.append(rings)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "areas": {code: path(rings) for code, rings in sorted(areas.items())},
        "unassigned": sorted(path(rings) for rings in unassigned),
        "centres": {code: middle(rings) for code, rings in sorted(areas.items())},
        "dots": [code for code, rings in sorted(areas.items()) if size(rings) < SMALL],
    }


def _projected_arcs(topology: Document) -> list[Ring]:
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(project(x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)
    return arcs


def simplify(points: Ring) -> Ring:
    """Return a line without its corners of least area (Visvalingam and Whyatt 1993); ends stay.

    A closed ring (last point equal to the first) keeps at least a triangle.
    """
    last = len(points) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    area = [float("inf")] * len(points)
    queue = []
    for at in range(1, last):
        area[at] = _triangle(points[at - 1], points[at], points[at + 1])
        queue.append((area[at], at))
    heapq.heapify(queue)
    left = len(points)
    fewest = 4 if points[0] == points[-1] else 2
    while queue and left > fewest:
        least, at = heapq.heappop(queue)
        if least != area[at]:
            continue
        if least >= LEAST_CORNER:
            break
        area[at], left = -1.0, left - 1
        a, b = before[at], after[at]
        after[a], before[b] = b, a
        for near in (a, b):
            if 0 < near < last:
                area[near] = max(least, _triangle(points[before[near]], points[near], points[after[near]]))
                heapq.heappush(queue, (area[near], near))
    return [point for at, point in enumerate(points) if area[at] >= 0]


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _rings(geometry: Document, arcs: list[Ring]) -> list[Ring]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    every = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
    rings = [ring for ring in every if not _torn(ring)] or every
    largest = max(rings, key=ring_area)
    return [ring for ring in rings if ring is largest or ring_area(ring) >= LEAST_RING]


def _torn(ring: Ring) -> bool:
    """Return whether a ring runs over the map's edge: an island in the Bering Strait does."""
    return any(abs(a[0] - b[0]) > WIDTH / 2 for a, b in pairwise(ring))


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def ring_area(ring: Ring) -> float:
    """Return the area of a ring in square map units."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def size(rings: list[Ring]) -> float:
    """Return the area of an economy in square map units."""
    return sum(ring_area(ring) for ring in rings)


def middle(rings: list[Ring]) -> list[int]:
    """Return the middle of an economy's largest ring, in whole map units."""
    ring = max(rings, key=ring_area)
    xs, ys = [point[0] for point in ring], [point[1] for point in ring]
    return [round((min(xs) + max(xs)) / 2), round((min(ys) + max(ys)) / 2)]


def path(rings: list[Ring]) -> str:
    """Return an SVG path with relative steps in whole units; steps that round to nothing are left out."""
    parts = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        kept = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept)]
        body = "".join(f"{dx}{',' if dy >= 0 else ''}{dy} " for dx, dy in steps[:-1])
        parts.append(f"M{kept[0][0]},{kept[0][1]}l{body.strip()}z" if steps[1:] else "")
    return "".join(parts)


def _code(geometry: Document) -> str | None:
    name = geometry["properties"]["name"]
    return _numeric().get(geometry.get("id", "")) or WITHOUT_CODE.get(name)


def _numeric() -> dict[str, str]:
    text = files("accord.core").joinpath("data/economies.csv").read_text("utf-8")
    return {row["numeric"]: row["code"] for row in csv.DictReader(text.splitlines()) if row["numeric"]}


def main(source: str, target: str) -> None:
    """Read TopoJSON from ``source`` and write the geometry to ``target``."""
    geometry = build(json.loads(Path(source).read_text("utf-8")))
    Path(target).write_text(json.dumps(geometry, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
