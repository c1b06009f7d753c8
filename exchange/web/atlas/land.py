"""The outlines of the land, turned and cut for a window, as one path."""

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from exchange.web.atlas.frames import NORTH, SOUTH, TURN, Frame, Point, east_of

OUTLINES = Path(__file__).parents[2] / "static" / "vendor" / "land.json"
STEPS = 100  # the file is in hundredths of a degree
FINE = 0.7  # what is shorter on paper is left out
NEAR_BY, STRIDE = 44, 2  # degrees the world may be turned from the reader's city, by steps
Ring = list[Point]
Side = tuple[int, float, bool]  # axis, limit, and whether what is less stays


@cache
def rings() -> tuple[Ring, ...]:
    """Return every ring, its longitudes running on without a jump; read once."""
    return tuple(
        _unwound([(flat[n] / STEPS, flat[n + 1] / STEPS) for n in range(0, len(flat), 2)])
        for flat in json.loads(OUTLINES.read_text(encoding="utf-8"))
    )


@lru_cache(maxsize=64)
def centre_near(longitude: float) -> float:
    """Return the meridian near `longitude` from which the world is cut where least land is."""
    offered = range(-NEAR_BY, NEAR_BY + 1, STRIDE)
    best = min(offered, key=lambda turn: (_land_along(longitude + turn + TURN / 2), abs(turn)))
    return east_of(longitude + best, 0)


@lru_cache(maxsize=64)  # where cities lie changes seldom
def land(frame: Frame) -> str:
    """Return the land within a window as one SVG path, in whole tenths of its units."""
    sides: tuple[Side, ...] = (
        (0, frame.west, False),
        (0, frame.east, True),
        (1, frame.south, False),
        (1, frame.north, True),
    )
    return "".join(_path(frame, part) for ring in rings() for part in _parts(ring, frame, sides))


def _unwound(ring: Ring) -> Ring:
    """Let the longitudes run on past 180, so that two points beside each other stay so."""
    out = [ring[0]]
    for longitude, latitude in ring[1:]:
        out.append((out[-1][0] + east_of(longitude, out[-1][0]), latitude))
    return out


def _land_along(meridian: float) -> float:
    """Return how many degrees of land a meridian crosses."""
    total = 0.0
    for ring in rings():
        crossed = []
        for (x, y), (u, v) in pairwise(ring):
            here, there = east_of(x, meridian), east_of(u, meridian)
            if (here < 0) != (there < 0) and abs(here - there) < TURN / 2:
                crossed.append(min(max(y + (v - y) * here / (here - there), SOUTH), NORTH))
        crossed.sort()
        total += sum(b - a for a, b in zip(crossed[::2], crossed[1::2], strict=False))
    return total


def _parts(ring: Ring, frame: Frame, sides: Iterable[Side]) -> Iterable[Ring]:
    """Yield what of a ring lies in the window, whichever way round it comes into it."""
    if abs(ring[-1][0] - ring[0][0]) > TURN / 2:
        return  # it runs around a pole
    first = ring[0][0]
    offset = east_of(first, frame.centre) - first
    for turn in (-TURN, 0.0, TURN):
        part = [(longitude + offset + turn, latitude) for longitude, latitude in ring]
        for side in sides:
            part = _cut(part, side)
        if part:
            yield part


def _cut(ring: Ring, side: Side) -> Ring:
    """Return what of a ring lies on one side of a line (Sutherland and Hodgman)."""
    axis, limit, is_less = side
    out: Ring = []

    def inside(point: Point) -> bool:
        return point[axis] <= limit if is_less else point[axis] >= limit

    for before, here in zip([ring[-1], *ring[:-1]] if ring else [], ring, strict=True):
        if inside(before) != inside(here):
            t = (limit - before[axis]) / (here[axis] - before[axis])
            out.append(
                (before[0] + t * (here[0] - before[0]), before[1] + t * (here[1] - before[1]))
            )
        if inside(here):
            out.append(here)
    return out


def _path(frame: Frame, ring: Ring) -> str:
    points = [frame.put(*point) for point in ring]
    kept = [points[0]]
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= FINE:
            kept.append(point)
    if len(kept) < 3:  # noqa: PLR2004  # no area
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z"
