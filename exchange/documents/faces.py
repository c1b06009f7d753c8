"""Which shipped font face sets which language, and which characters it holds."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

from exchange.wording.kinds import Style

FONTS = Path(__file__).resolve().parent / "fonts"
WEIGHTS: Final = ("400Regular", "600SemiBold")
# LC is Latin and Cyrillic: the CJK faces lack letters of Czech, Hungarian and most of Cyrillic.
SCRIPTS: Final = {
    "ko": "KR",
    "ja": "JP",
    "zh-Hans": "SC",
    "zh-Hant": "TC",
    "cs": "LC",
    "hu": "LC",
    "ru": "LC",
    "uk": "LC",
    "mn": "LC",
    "lo": "LO",
    "ar": "AR",
}
FALLBACK: Final = "LC"  # where a face lacks a letter, as of a Hungarian name in a Korean line
OWN_ONLY: Final = frozenset({"LO", "AR"})  # a Latin half beside these is set in the fallback
UNSEEN: Final = frozenset({0x0A, 0x20, 0xA0, 0x200B, 0x2060, 0x2066, 0x2069})  # leave no glyph


def script_of(language: str, left: str) -> str:
    """Return the script suffix for `language`; a Latin one takes the face of the left half.

    A number or a Latin name so has one shape on the whole paper, and one font less is embedded.
    Czech and Hungarian need letters that only the Latin and Cyrillic face holds.
    """
    beside = SCRIPTS.get(left, "KR")
    return SCRIPTS.get(language) or (FALLBACK if beside in OWN_ONLY else beside)


def font_file(style: Style, script: str, weight: str) -> Path:
    """Return where the face lies; it may not exist before the assets are built."""
    name = "Amiri" if script == "AR" else f"Noto{style}{script}"
    return FONTS / f"{name}_{weight}.ttf"


def names() -> frozenset[str]:
    """Return the file names of every face a stylesheet may ask for."""
    styles: tuple[Style, Style] = ("Serif", "Sans")
    return frozenset(
        font_file(style, script, weight).name
        for style in styles
        for script in SCRIPTS.values()
        for weight in WEIGHTS
    )


def missing_fonts() -> tuple[str, ...]:
    """Return the names of shipped faces that have not been built yet."""
    return tuple(sorted(name for name in names() if not (FONTS / name).exists()))


class Characters:
    """A set of code points as a bit each: 20 KB for a face, where a set of numbers takes 2 MB."""

    def __init__(self, points: Iterable[int]) -> None:
        self.bits = bytearray()
        for point in points:
            place, bit = divmod(point, 8)
            if place >= len(self.bits):
                self.bits.extend(bytes(place + 1 - len(self.bits)))
            self.bits[place] |= 1 << bit

    def __contains__(self, point: int) -> bool:
        """Say whether the set holds the code point."""
        place, bit = divmod(point, 8)
        return place < len(self.bits) and bool(self.bits[place] >> bit & 1)

    def __iter__(self) -> Iterator[int]:
        """Yield the code points, the least first."""
        return (
            8 * place + bit
            for place, byte in enumerate(self.bits)
            for bit in range(8)
            if byte >> bit & 1
        )


@cache
def characters(style: Style, script: str) -> Characters:
    """Return the code points that both weights of the face, or of the fallback, can set."""
    return Characters(_held(style, script) | _held(style, FALLBACK) | UNSEEN)


def _held(style: Style, script: str) -> frozenset[int]:
    return frozenset.intersection(*(_cmap(font_file(style, script, weight)) for weight in WEIGHTS))


def _cmap(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())
