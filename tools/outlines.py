"""Unpacks the outlines of the continents that the map is drawn from.

They are Natural Earth's (public domain) at 1:110 million, as the package world-atlas (ISC) keeps
them in TopoJSON: arcs in whole steps, each point told by its way from the one before.
"""

import json
from pathlib import Path
from typing import Any

ATLAS = Path("world-atlas") / "land-110m.json"
STEPS = 100  # hundredths of a degree, finer than the outlines are
Point = tuple[float, float]


def build(packages: Path, target: Path) -> str:
    """Write the rings of the land to `target`; return a line on what came out.

    Each ring is one list: longitude, latitude, longitude … in hundredths of a degree.
    """
    atlas = json.loads((packages / ATLAS).read_text(encoding="utf-8"))
    arcs = _arcs(atlas)
    shapes = [shape for one in atlas["objects"]["land"]["geometries"] for shape in _shapes(one)]
    rings = [_ring(ring, arcs) for shape in shapes for ring in shape]
    target.write_text(json.dumps(rings, separators=(",", ":")), encoding="utf-8")
    return f"Outlines of the land: {len(rings)} rings, {target.stat().st_size / 1000:.0f} kB"


def _arcs(atlas: dict[str, Any]) -> list[list[Point]]:
    scale, origin = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for steps in atlas["arcs"]:
        x = y = 0
        arc = []
        for step in steps:
            x, y = x + step[0], y + step[1]
            arc.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
        arcs.append(arc)
    return arcs


def _shapes(geometry: dict[str, Any]) -> list[Any]:
    many = geometry["type"] == "MultiPolygon"
    return list(geometry["arcs"]) if many else [geometry["arcs"]]


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[int]:
    """Join arcs end to end; the arc ~n is arc n walked backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return [round(part * STEPS) for point in points for part in point]
