"""A map as a template draws it: land, arcs of aid, signs of cities, words, enlarged parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import atan2, hypot, sqrt
from string import ascii_uppercase

from exchange.models import City
from exchange.queries.world_map import Place, WorldMap
from exchange.web.atlas.frames import Frame, Point, part_frame, world_frame
from exchange.web.atlas.land import centre_near, land
from exchange.web.atlas.words import Box, Word, placed
from exchange.web.language import in_words

WIDE, PART_WIDE = 1100.0, 560.0
SIZE, PART_SIZE = 14.0, 17.0
RADIUS = 5.0
CROWDED, FEWEST, MOST_PARTS = 40.0, 4, 3  # how near on paper, how many cities make a crowd
THIN, THICK = 1.5, 8.0
BENDS = (0.14, 0.24, 0.34)  # how far neighbouring arcs bow out, in their length
STEPS = 40
HOME = "home"


@dataclass(frozen=True, slots=True)
class Sign:
    """A city on paper: its sign, by the name of its kind, and its word if there is room."""

    name: str
    sign: str
    x: float
    y: float
    word: Word | None


@dataclass(frozen=True, slots=True)
class Arc:
    """Aid on its way: a curve as wide as there is much of it, and the point of its arrow."""

    name: str
    way: str
    quantity: int
    path: str
    head: str
    width: float
    covers: list[Box]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One map: its size, the land as a path, what lies on it, and frames of parts drawn larger."""

    letter: str
    width: float
    height: float
    land: str
    arcs: list[Arc]
    signs: list[Sign]
    frames: list[tuple[str, str, float, float]]
    size: float


@dataclass(frozen=True, slots=True)
class _Spot:
    city: City
    sign: str
    given: int = 0
    received: int = 0

    @property
    def where(self) -> Point:
        return self.city.longitude or 0.0, self.city.latitude or 0.0


def draw(told: WorldMap) -> list[Sheet]:
    """Return the sheet of the world, then one for each crowd of cities on it, the largest first.

    Aid within a crowd is drawn in its part alone, where it can be told apart.
    """
    spots = [_spot(one) for one in told.places if _is_somewhere(one.city)]
    home = _Spot(told.home, HOME) if _is_somewhere(told.home) else None
    everyone = [home, *spots] if home else spots
    if not everyone:
        return []
    world = world_frame(centre_near(round((home or spots[0]).where[0])), WIDE)
    crowds = _crowds(everyone, world)
    parts = [part_frame([one.where for one in crowd], PART_WIDE) for crowd in crowds]
    most = max((max(one.given, one.received) for one in spots), default=0)
    near = [one for part in parts for one in everyone if part.holds(*one.where)]
    shown = [[one for one in everyone if part.holds(*one.where)] for part in parts]
    local = next((crowd for crowd in shown if home in crowd), [])
    far = [one for one in everyone if one not in local]
    sheets = [_sheet("", world, everyone, _arcs(world, home, far, most), near)]
    sheets[0].frames.extend(
        _outline(letter, part, world) for letter, part in zip(ascii_uppercase, parts, strict=False)
    )
    for letter, part, crowd in zip(ascii_uppercase, parts, shown, strict=False):
        arcs = _arcs(part, home, crowd, most) if home in crowd else []
        sheets.append(_sheet(letter, part, crowd, arcs, []))
    return sheets


def _is_somewhere(city: City) -> bool:
    return city.latitude is not None and city.longitude is not None


def _spot(place: Place) -> _Spot:
    return _Spot(place.city, place.bond.value, place.given, place.received)


def _crowds(spots: Sequence[_Spot], world: Frame) -> list[list[_Spot]]:
    """Return the groups of cities that lie near one another on paper, from each to the next."""
    group = list(range(len(spots)))
    points = [world.at(*one.where) for one in spots]
    for one, other in combinations(range(len(spots)), 2):
        if hypot(*(a - b for a, b in zip(points[one], points[other], strict=True))) < CROWDED:
            old, new = group[other], group[one]
            group = [new if n == old else n for n in group]
    found = [[s for s, n in zip(spots, group, strict=True) if n == g] for g in sorted(set(group))]
    crowds = [crowd for crowd in found if len(crowd) >= FEWEST]
    return sorted(crowds, key=len, reverse=True)[:MOST_PARTS]


def _sheet(
    letter: str, frame: Frame, spots: Sequence[_Spot], arcs: list[Arc], unnamed: Sequence[_Spot]
) -> Sheet:
    size = PART_SIZE if letter else SIZE
    points = [frame.at(*one.where) for one in spots]
    taken: list[Box] = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in points]
    order = sorted(
        (n for n, one in enumerate(spots) if one not in unnamed),
        key=lambda n: (spots[n].sign != HOME, -(spots[n].given + spots[n].received)),
    )
    wanted = [(in_words(spots[n].city.names), points[n], RADIUS) for n in order]
    lines = [box for arc in arcs for box in arc.covers]
    words = dict(
        zip(order, placed(wanted, taken, lines, size, (frame.width, frame.height)), strict=True)
    )
    signs = [
        Sign(in_words(one.city.names), one.sign, *points[n], words.get(n))
        for n, one in enumerate(spots)
    ]
    return Sheet(letter, frame.width, frame.height, land(frame), arcs, signs, [], size)


def _outline(letter: str, part: Frame, world: Frame) -> tuple[str, str, float, float]:
    """Return the frame of an enlarged part as it lies on the world, and where its letter goes."""
    points = [
        world.at(part.centre + east, min(max(north, world.south), world.north))
        for east, north in part.outline()
    ]
    return letter, _closed(points), points[0][0], points[0][1]


def _arcs(frame: Frame, home: _Spot | None, spots: Sequence[_Spot], most: int) -> list[Arc]:
    """Return what went each way between home and these, the widest first."""
    if home is None:
        return []
    here = frame.at(*home.where)
    ends = [(frame.at(*one.where), one) for one in spots if one.given or one.received]
    ends.sort(key=lambda end: atan2(end[0][1] - here[1], end[0][0] - here[0]))
    found = []
    for n, (there, one) in enumerate(ends):
        name, bend = in_words(one.city.names), BENDS[n % len(BENDS)]
        if one.given:
            found.append(_arc((name, "give"), one.given, (here, there), bend, most))
        if one.received:
            found.append(_arc((name, "recv"), one.received, (there, here), bend, most))
    return sorted(found, key=lambda arc: -arc.quantity)


def _arc(
    what: tuple[str, str], quantity: int, ends: tuple[Point, Point], bend: float, most: int
) -> Arc:
    """Bow a line to its left, so that the way there and the way back lie apart."""
    width = THIN + (THICK - THIN) * sqrt(quantity / most)
    (x, y), (u, v) = ends
    bow = (x + u) / 2 + (v - y) * bend, (y + v) / 2 - (u - x) * bend
    length = hypot(u - bow[0], v - bow[1]) or 1.0
    ahead = ((u - bow[0]) / length, (v - bow[1]) / length)
    tip = (u - ahead[0] * (RADIUS + 2), v - ahead[1] * (RADIUS + 2))
    long, half = width + 7, width / 2 + 3.5
    foot = (tip[0] - ahead[0] * long, tip[1] - ahead[1] * long)
    wings = [
        (foot[0] - ahead[1] * half * side, foot[1] + ahead[0] * half * side) for side in (1, -1)
    ]
    path = f"M{x:.1f} {y:.1f}Q{bow[0]:.1f} {bow[1]:.1f} {foot[0]:.1f} {foot[1]:.1f}"
    covers = _boxes((ends[0], bow, foot), width / 2)
    return Arc(*what, quantity, path, _closed([tip, *wings]), round(width, 1), covers)


def _boxes(curve: tuple[Point, Point, Point], half: float) -> list[Box]:
    """Return small boxes along a quadratic curve, which words had better not cover."""
    (a, b), (c, d), (e, f) = curve
    found = []
    for t in (n / STEPS for n in range(STEPS + 1)):
        x = (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t**2 * e
        y = (1 - t) ** 2 * b + 2 * t * (1 - t) * d + t**2 * f
        found.append((x - half, y - half, x + half, y + half))
    return found


def _closed(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
