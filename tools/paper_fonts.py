"""Trims the faces of the papers to the characters offices write, and lists what was shipped."""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb
from fontTools.ttLib import TTFont

import charsets

LANGUAGES = {
    "KR": ["ko"],
    "JP": ["ja"],
    "SC": ["zh-Hans"],
    "TC": ["zh-Hant"],
    "LC": ["cs", "hu", "ru", "uk", "mn"],
    "LO": ["lo"],
}
STYLES = ("Serif", "Sans")
WEIGHTS = {"400Regular": 400, "600SemiBold": 600}
FEATURES = ("ccmp", "liga", "kern", "mark", "mkmk", "chws", "halt", "palt")
ARABIC = ("init", "medi", "fina", "rlig", "curs", "rtlm")
UNUSED_TABLES = ("BASE", "STAT", "gasp", "prep", "vhea", "vmtx")  # vertical text and hints
AMIRI = {"400Regular": "400Regular", "600SemiBold": "700Bold"}  # it has no weight between
POSTSCRIPT = 6
OUR_NAMES = (1, 4, POSTSCRIPT, 16)  # family, full name and PostScript name; copyright stays
PACKAGES = {"LC": "", "LO": "-lao"}  # where the name of the package is not that of the script


class Face(NamedTuple):
    """One face as it is shipped: where it comes from, and which letters it sets."""

    family: str
    file: str
    weight: str
    source: Path
    script: str
    languages: list[str]


def build(packages: Path, target: Path) -> list[str]:
    """Write the trimmed faces and `fonts.json` into `target`; return a line on each family."""
    target.mkdir(parents=True, exist_ok=True)
    entries: list[dict[str, object]] = []
    sizes: dict[str, tuple[int, int]] = {}
    for face in _faces(packages):
        features = FEATURES + (ARABIC if face.script == "AR" else ())
        font = trimmed(
            _truetype(face.source), charsets.paper(face.script), features, UNUSED_TABLES
        )
        font = _named(font, f"Paper {face.family}")
        (target / face.file).unlink(missing_ok=True)  # a linked copy elsewhere stays as it is
        (target / face.file).write_bytes(font)
        before, after = sizes.get(face.family, (0, 0))
        sizes[face.family] = before + face.source.stat().st_size, after + len(font)
        entries.append(
            {
                "family": face.family,
                "file": face.file,
                "weight": WEIGHTS[face.weight],
                "languages": face.languages,
                "sha256": hashlib.sha256(font).hexdigest(),
            }
        )
    (target / "fonts.json").write_text(json.dumps({"fonts": entries}, indent=1) + "\n")
    return [
        f"{family}: {before / 1e6:.1f} MB trimmed to {after / 1e6:.1f} MB"
        for family, (before, after) in sizes.items()
    ]


def _faces(packages: Path) -> Iterator[Face]:
    """Yield every face; Amiri sets Arabic on all papers, as Noto's is copied as rubbish."""
    for style in STYLES:
        for script, languages in LANGUAGES.items():
            for weight in WEIGHTS:
                family, file = f"Noto {style} {script}", f"Noto{style}{script}_{weight}.ttf"
                source = _source(packages, style, script, weight)
                yield Face(family, file, weight, source, script, languages)
    for weight, theirs in AMIRI.items():
        source = packages / "@expo-google-fonts" / "amiri" / theirs / f"Amiri_{theirs}.ttf"
        yield Face("Amiri", f"Amiri_{weight}.ttf", weight, source, "AR", ["ar"])


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
    if (style, script) == ("Serif", "LO"):  # published elsewhere, packed for the web
        name = f"noto-serif-lao-lao-{WEIGHTS[weight]}-normal.woff"
        return packages / "@fontsource" / "noto-serif-lao" / "files" / name
    ending = PACKAGES.get(script, f"-{script}")
    package = packages / "@expo-google-fonts" / f"noto-{style}{ending}".lower()
    name = ending.strip("-").capitalize() if script in PACKAGES else script
    return package / weight / f"Noto{style}{name}_{weight}.ttf"


def _truetype(source: Path) -> bytes:
    """Return the face as TrueType, unpacked where it is published for the web only."""
    if source.suffix == ".ttf":
        return source.read_bytes()
    unpacked = io.BytesIO()
    with TTFont(source, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(unpacked)
    return unpacked.getvalue()


def _named(data: bytes, family: str) -> bytes:
    """Return the face under a name of ours.

    Under its own, one the system prefers ("Noto Sans") would win over its semibold sister.
    """
    named = io.BytesIO()
    with TTFont(io.BytesIO(data), recalcTimestamp=False, lazy=True) as font:
        for record in font["name"].names:
            if record.nameID in OUR_NAMES:
                record.string = family.replace(" ", "") if record.nameID == POSTSCRIPT else family
        font.save(named, reorderTables=None)
    return named.getvalue()


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")
