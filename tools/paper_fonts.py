"""Trims the faces of the papers to the characters offices write, and lists what was shipped."""

import hashlib
import json
from pathlib import Path

import uharfbuzz as hb

import charsets

LANGUAGES = {"KR": "ko", "JP": "ja", "SC": "zh-Hans", "TC": "zh-Hant"}
STYLES = ("Serif", "Sans")
WEIGHTS = {"400Regular": 400, "600SemiBold": 600}
FEATURES = ("ccmp", "liga", "kern", "mark", "mkmk", "chws", "halt", "palt")
UNUSED_TABLES = ("BASE", "STAT", "gasp", "prep", "vhea", "vmtx")  # vertical text and hints


def build(packages: Path, target: Path) -> list[str]:
    """Write the trimmed faces and `fonts.json` into `target`; return a line on each family."""
    target.mkdir(parents=True, exist_ok=True)
    entries: list[dict[str, object]] = []
    told: list[str] = []
    for style in STYLES:
        for script, language in LANGUAGES.items():
            before = after = 0
            for weight, number in WEIGHTS.items():
                source = _source(packages, style, script, weight)
                font = trimmed(source, charsets.paper(script), FEATURES, UNUSED_TABLES)
                (target / source.name).write_bytes(font)
                before, after = before + source.stat().st_size, after + len(font)
                entries.append(
                    {
                        "family": f"Noto {style} {script}",
                        "file": source.name,
                        "weight": number,
                        "languages": [language],
                        "sha256": hashlib.sha256(font).hexdigest(),
                    }
                )
            told.append(
                f"Noto {style} {script}: {before / 1e6:.1f} MB trimmed to {after / 1e6:.1f} MB"
            )
    (target / "fonts.json").write_text(json.dumps({"fonts": entries}, indent=1) + "\n")
    return told


def trimmed(
    source: Path | bytes,
    characters: frozenset[int],
    features: tuple[str, ...],
    unused_tables: tuple[str, ...] = (),
) -> bytes:
    """Return the font with only `characters` and `features`, unhinted; same input, same bytes."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_tag, features))
    wanted.drop_table_tag_set.update(map(_tag, unused_tables))
    wanted.flags |= hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    result: bytes = hb.subset(hb.Face(hb.Blob(data)), wanted).blob.data
    return result


def _source(packages: Path, style: str, script: str, weight: str) -> Path:
    package = packages / "@expo-google-fonts" / f"noto-{style}-{script}".lower()
    return package / weight / f"Noto{style}{script}_{weight}.ttf"


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")
