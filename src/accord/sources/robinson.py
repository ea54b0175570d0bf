"""Robinson's projection of the world (Robinson 1974), from his table of parallels."""

from __future__ import annotations

from math import pi

WIDTH, HEIGHT = 2000, 880
"""The map's width and height in its own units; Antarctica is cut off at 58 degrees south."""

# every 5 degrees of latitude from the equator to the pole: length of the parallel, distance from the equator
LENGTH = (
    *(1.0, 0.9986, 0.9954, 0.99, 0.9822, 0.973, 0.96, 0.9427, 0.9216, 0.8962),
    *(0.8679, 0.835, 0.7986, 0.7597, 0.7186, 0.6732, 0.6213, 0.5722, 0.5322),
)
DISTANCE = (
    *(0.0, 0.062, 0.124, 0.186, 0.248, 0.31, 0.372, 0.434, 0.4958, 0.5571),
    *(0.6176, 0.6769, 0.7346, 0.7903, 0.8435, 0.8936, 0.9394, 0.9761, 1.0),
)

RADIUS = WIDTH / (2 * 0.8487 * pi)
CENTRE = 11.0
"""The meridian in the middle, degrees east: the map is cut at the Bering Strait, so Russia stays whole."""

NORTH_DISTANCE = 0.965
"""The table's distance of the northern edge of the map, at about 83.5 degrees."""


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return map units (x to the right, y down) of a place in degrees."""
    at = min(abs(latitude) / 5, 17.999999)
    row, part = int(at), at - int(at)
    length = LENGTH[row] + part * (LENGTH[row + 1] - LENGTH[row])
    distance = DISTANCE[row] + part * (DISTANCE[row + 1] - DISTANCE[row])
    turned = (longitude - CENTRE + 180) % 360 - 180
    x = WIDTH / 2 + 0.8487 * RADIUS * length * turned * pi / 180
    y = 1.3523 * RADIUS * (NORTH_DISTANCE - distance * (1 if latitude >= 0 else -1))
    return x, y
