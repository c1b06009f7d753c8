"""Which shipped font face sets which language, and which characters it holds."""

from functools import cache
from pathlib import Path
from typing import Final, Literal

from fontTools.ttLib import TTFont

Style = Literal["Serif", "Sans"]  # serif for letters, sans for shipment papers, never both

FONTS = Path(__file__).resolve().parent / "fonts"
WEIGHTS: Final = ("400Regular", "600SemiBold")
SCRIPTS: Final = {"ko": "KR", "ja": "JP", "zh-Hans": "SC", "zh-Hant": "TC"}
UNSEEN: Final = frozenset({0x0A, 0x20, 0xA0, 0x2060})  # set by the line breaker, not by a face


def script_of(language: str, left: str) -> str:
    """Return the script suffix for `language`; a Latin one takes the face of the left half.

    A number or a Latin name so has one shape on the whole paper, and one font less is embedded.
    """
    return SCRIPTS.get(language) or SCRIPTS.get(left, "KR")


def font_file(style: Style, script: str, weight: str) -> Path:
    """Return where the face lies; it may not exist before the assets are built."""
    return FONTS / f"Noto{style}{script}_{weight}.ttf"


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


@cache
def characters(style: Style, script: str) -> frozenset[int]:
    """Return the code points that both weights of the face can set."""
    held = [_cmap(font_file(style, script, weight)) for weight in WEIGHTS]
    return frozenset.intersection(*held) | UNSEEN


def _cmap(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())
