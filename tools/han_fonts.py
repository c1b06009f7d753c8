"""Slices the letters of the partners' languages for the pages; one loads only where it occurs."""

from collections.abc import Iterator
from pathlib import Path

import charsets
from page_fonts import compressed
from paper_fonts import trimmed

SCRIPTS = ("JP", "SC")
FEATURES = ("ccmp", "kern")
BLOCK = 0x400
# Radicals, kana and Han, and the wide forms; Latin stays with the pages' own typeface.
PLACES = (range(0x2E80, 0xA000), range(0xF900, 0xFB00), range(0xFF00, 0xFFF0))


def build(packages: Path, target: Path) -> str:
    """Write the slices and `han.css` into `target`; return a line on what came out."""
    folder = target / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    rules: list[str] = []
    size = 0
    for script in SCRIPTS:
        source = _source(packages, script)
        known = charsets.paper(script)
        for start, end in _blocks():
            wanted = frozenset(range(start, end)) & known
            if not wanted:
                continue
            file = folder / f"han-{script.lower()}-{start:x}.woff2"
            file.write_bytes(compressed(trimmed(source, wanted, FEATURES)))
            size += file.stat().st_size
            rules.append(
                f'@font-face{{font-family:"Pages {script}";font-display:swap;'
                f'src:url(fonts/{file.name}) format("woff2");'
                f"unicode-range:U+{start:X}-{end - 1:X}}}"
            )
    (target / "han.css").write_text("\n".join(rules) + "\n", encoding="utf-8")
    return f"Han and kana of {' and '.join(SCRIPTS)}: {len(rules)} slices, {size / 1e6:.1f} MB"


def _blocks() -> Iterator[tuple[int, int]]:
    for place in PLACES:
        for start in range(place.start, place.stop, BLOCK):
            yield start, min(start + BLOCK, place.stop)


def _source(packages: Path, script: str) -> bytes:
    folder = packages / "@expo-google-fonts" / f"noto-sans-{script.lower()}" / "400Regular"
    return (folder / f"NotoSans{script}_400Regular.ttf").read_bytes()
