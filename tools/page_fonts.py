"""Slices the pages' typeface so that a page loads the letters it shows and few others.

Browsers prefer the later rule where ranges overlap: in `fonts.css` the wide slices, with short
ranges, stand before the small exact ones.
"""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from paper_fonts import trimmed

FAMILY = "Pretendard GOV"
WEIGHTS = {400: "Regular", 700: "Bold"}
FEATURES = ("ccmp", "kern", "tnum")
UNUSED_TABLES = ("GDEF", "vhea", "vmtx")
LATIN = frozenset({*range(0x20, 0x7F), *map(ord, "\u00a0©«·»×–—‘’“”•…→←↑↓₩€")})
SYLLABLES = range(0xAC00, 0xD7A4)
WIDE = 224  # code points of Hangul in one wide slice: some 15 kB
FIRST_SEEN = ("templates/frame.html", "templates/people/", "templates/sign", "templates/errors/")

Slice = tuple[str, frozenset[int], str]  # name, characters, unicode-range


def build(packages: Path, catalogues: Iterable[Path], world: Iterable[Path], target: Path) -> str:
    """Write the slices and `fonts.css` into `target`; return a line on what came out."""
    folder = target / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    fonts = {weight: _opened(packages, name) for weight, name in WEIGHTS.items()}
    held = frozenset.intersection(
        *(frozenset(TTFont(io.BytesIO(f)).getBestCmap()) for f in fonts.values())
    )
    rules: list[str] = []
    told: list[str] = []
    for name, characters, ranges in _slices(held, *_shown(catalogues), _written(world)):
        for weight, font in fonts.items():
            file = folder / f"pretendard-gov-{weight}-{name}.woff2"
            file.write_bytes(compressed(trimmed(font, characters, FEATURES, UNUSED_TABLES)))
            rules.append(_rule(weight, file.name, ranges))
            if not name.startswith("wide"):
                told.append(f"{name} {weight} {file.stat().st_size / 1000:.0f} kB")
    (target / "fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")
    return f"{FAMILY} in slices: {', '.join(told)}, and the rest on demand"


def _slices(
    held: frozenset[int], first: frozenset[int], shown: frozenset[int], written: frozenset[int]
) -> Iterator[Slice]:
    """Yield wide slices, then exact ones, each of what the ones after it leave over."""
    exact: list[tuple[str, frozenset[int]]] = []
    taken: frozenset[int] = frozenset()
    for name, characters in (
        ("latin", LATIN),
        ("first", first),
        ("shown", shown),
        ("written", written),
    ):
        own = (characters & held) - taken
        taken |= own
        if own:
            exact.append((name, own))
    rest = sorted((held - taken) & frozenset(SYLLABLES))
    others = held - taken - frozenset(SYLLABLES)
    yield "wide-0", others, ",".join(_ranges(others))
    groups = [rest[n : n + WIDE] for n in range(0, len(rest), WIDE)]
    for number, group in enumerate(groups, 1):
        after = groups[number][0] if number < len(groups) else SYLLABLES.stop
        start = group[0] if number > 1 else SYLLABLES.start
        yield f"wide-{number}", frozenset(group), f"U+{start:X}-{after - 1:X}"
    for name, own in reversed(exact):
        yield name, own, ",".join(_ranges(own))


def _shown(catalogues: Iterable[Path]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the characters of the pages everybody sees first, and of all pages."""
    first: set[str] = set()
    shown: set[str] = set()
    for place in catalogues:
        with place.open("rb") as file:
            catalogue: Catalog = read_po(file)
        for message in catalogue:
            text = _text(message) if message.id else ""
            shown.update(text)
            if any(seen in where for where, _ in message.locations for seen in FIRST_SEEN):
                first.update(text)
    return frozenset(map(ord, first)), frozenset(map(ord, shown))


def _text(message: Message) -> str:
    parts = (message.id, message.string)
    return "".join("".join(part) if isinstance(part, (list, tuple)) else part for part in parts)


def _written(world: Iterable[Path]) -> frozenset[int]:
    """Return the Hangul of the real world as data: names of cities, goods and posts."""
    text = "".join(file.read_text(encoding="utf-8") for file in world)
    return frozenset(map(ord, text)) & frozenset(SYLLABLES)


def _ranges(characters: frozenset[int]) -> Iterator[str]:
    ordered = sorted(characters)
    start = previous = ordered[0]
    for code in (*ordered[1:], -1):
        if code == previous + 1:
            previous = code
            continue
        yield f"U+{start:X}" if start == previous else f"U+{start:X}-{previous:X}"
        start = previous = code


def _rule(weight: int, file: str, ranges: str) -> str:
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-display:swap;'
        f'src:url(fonts/{file}) format("woff2");unicode-range:{ranges}}}'
    )


def _opened(packages: Path, name: str) -> bytes:
    """Return the font unpacked from WOFF2."""
    file = packages / "krds-uiux" / "resources" / "fonts" / f"PretendardGOV-{name}.subset.woff2"
    return _saved(file, None)


def compressed(font: bytes) -> bytes:
    """Return the font packed as WOFF2."""
    return _saved(io.BytesIO(font), "woff2")


def _saved(source: Path | io.BytesIO, flavor: str | None) -> bytes:
    with TTFont(source, recalcTimestamp=False) as font:
        font.flavor = flavor
        result = io.BytesIO()
        font.save(result)
    return result.getvalue()
