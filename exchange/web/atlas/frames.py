"""Windows on the world: which part of it, and how it falls on paper.

Degrees east are counted from a centre, so that a map may be cut open anywhere; the whole world is
in the projection Natural Earth (Šavrič, Patterson and Jenny 2011), a small part in a level one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, radians

Point = tuple[float, float]
TURN = 360.0
SOUTH, NORTH = -57.0, 80.0  # beyond lie ice and no cities
MARGIN = 2.5  # degrees around the cities of an enlarged part, at least
WIDEST, TALLEST = 1.6, 0.9  # an enlarged part: no wider nor taller than so many heights


def east_of(longitude: float, centre: float) -> float:
    """Return how many degrees a longitude lies east of `centre`, from -180 to 180."""
    return (longitude - centre + TURN / 2) % TURN - TURN / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """A window `west` to `east` of `centre`, drawn `width` wide; x to the right, y down.

    A part of the world is true to scale along the parallel `true`; the whole has none.
    """

    centre: float
    west: float
    east: float
    south: float
    north: float
    width: float
    true: float | None = None

    @property
    def scale(self) -> float:
        """How long a unit of the projection is on paper."""
        return self.width / (self.project(self.east, 0)[0] - self.project(self.west, 0)[0])

    @property
    def height(self) -> float:
        """How high it is on paper."""
        return (self.project(0, self.north)[1] - self.project(0, self.south)[1]) * self.scale

    def project(self, east: float, north: float) -> Point:
        """Return a point in units of the radius."""
        if self.true is None:
            return natural(east, north)
        return radians(east) * cos(radians(self.true)), radians(north)

    def put(self, east: float, north: float) -> Point:
        """Return where a point falls, told by degrees east of the centre and north."""
        x, y = self.project(east, north)
        left, top = self.project(self.west, 0)[0], self.project(0, self.north)[1]
        return ((x - left) * self.scale, (top - y) * self.scale)

    def at(self, longitude: float, latitude: float) -> Point:
        """Return where a place falls."""
        return self.put(east_of(longitude, self.centre), latitude)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Say whether a place lies in the window."""
        east = east_of(longitude, self.centre)
        return self.west <= east <= self.east and self.south <= latitude <= self.north

    def outline(self) -> list[Point]:
        """Return the corners of the window, its sides in steps, told as `put` takes them."""
        steps = [n / 8 for n in range(8)]
        wide, high = self.east - self.west, self.north - self.south
        return [
            *((self.west + t * wide, self.north) for t in steps),
            *((self.east, self.north - t * high) for t in steps),
            *((self.east - t * wide, self.south) for t in steps),
            *((self.west, self.south + t * high) for t in steps),
        ]


def world_frame(centre: float, width: float) -> Frame:
    """Return the window on the whole world, cut open half-way round from `centre`."""
    return Frame(centre, -TURN / 2, TURN / 2, SOUTH, NORTH, width)


def part_frame(places: Sequence[Point], width: float) -> Frame:
    """Return the window on a few places near one another (longitude, latitude)."""
    anchor = places[0][0]
    easts = [east_of(longitude, anchor) for longitude, _ in places]
    norths = [latitude for _, latitude in places]
    centre = anchor + (min(easts) + max(easts)) / 2
    middle = (min(norths) + max(norths)) / 2
    wide = max(easts) - min(easts)
    high = max(norths) - min(norths)
    wide, high = wide + 2 * max(MARGIN, wide / 6), high + 2 * max(MARGIN, high / 8)
    shrink = cos(radians(middle))
    high = max(high, wide * shrink / WIDEST)
    wide = max(wide, high * TALLEST / shrink)
    south, north = middle - high / 2, middle + high / 2
    return Frame(centre, -wide / 2, wide / 2, south, north, width, middle)


def natural(east: float, north: float) -> Point:
    """Project as Natural Earth does, from degrees to units of the radius."""
    p = radians(north) ** 2
    along = 0.8707 - 0.131979 * p - 0.013791 * p**2 + 0.003971 * p**5 - 0.001529 * p**6
    up = 1.007226 + 0.015085 * p - 0.044475 * p**3 + 0.028874 * p**4 - 0.005916 * p**5
    return east * pi / 180 * along, radians(north) * up
