"""Builds what is shipped but not written by hand: paper fonts, page assets, catalogues.

Each part is made again only when something it is made from has changed.
"""

import gzip
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from stamps import ROOT, Stamp, digest
from steps import SetupFailed, report, step

PACKAGES = ROOT / "node_modules"
PRODUCT = ROOT / "exchange"
TOOLS = ROOT / "tools"
LOCKS = (ROOT / "package-lock.json", ROOT / "requirements.lock")
PAPER_FONTS = PRODUCT / "documents" / "fonts"
VENDOR = PRODUCT / "static" / "vendor"
FOR_TESTS = ROOT / ".cache" / "axe.min.js"


def main() -> int:
    """Build every part that is out of date; return the exit status."""
    try:
        for name, sentence, inputs, outputs, build in _parts():
            made_from = digest([*inputs, *LOCKS, *_tools(name)])
            stamp = Stamp(ROOT / ".cache" / "stamps" / name, made_from)
            if stamp.is_current() and all(output.exists() for output in outputs):
                continue
            stamp.clear()
            step(sentence, build)
            stamp.press()
    except SetupFailed as failure:
        return report(failure)
    return 0


def _parts() -> Iterable[tuple[str, str, list[Path], list[Path], Callable[[], None]]]:
    """Yield name, sentence, inputs, outputs and maker of each part."""
    pos = _catalogues()
    yield (
        "paper-fonts",
        "Trimming the fonts of the papers",
        [],
        [PAPER_FONTS / "fonts.json"],
        _paper_fonts,
    )
    yield (
        "page-fonts",
        "Slicing the font of the pages",
        [*pos, *_world()],
        [VENDOR / "fonts.css"],
        _page_fonts,
    )
    yield (
        "han-fonts",
        "Slicing the letters of the partners' languages (half a minute)",
        [],
        [VENDOR / "han.css"],
        _han_fonts,
    )
    yield (
        "page-styles",
        "Cutting the styles of the pages",
        [*_pages(), *_styles()],
        [VENDOR / "krds.css", VENDOR / "htmx.min.js", FOR_TESTS],
        _page_styles,
    )
    yield (
        "outlines",
        "Unpacking the outlines of the map",
        [],
        [VENDOR / "land.json"],
        _outlines,
    )
    yield (
        "catalogues",
        "Compiling the catalogues",
        pos,
        [po.with_suffix(".mo") for po in pos],
        _compiled_catalogues,
    )


def _tools(part: str) -> list[Path]:
    """Return the tools a part is made with; one that changes makes only its own parts anew."""
    shared = ("paper_fonts", "charsets", "page_fonts")
    made_with = {
        "page-styles": ("page_styles", "node"),
        "outlines": ("outlines",),
        "catalogues": ("catalogues",),
    }
    return [TOOLS / f"{name}.py" for name in (*made_with.get(part, shared), *_own(part))]


def _own(part: str) -> tuple[str, ...]:
    return ("han_fonts",) if part == "han-fonts" else ()


def _paper_fonts() -> None:
    import paper_fonts

    for line in paper_fonts.build(PACKAGES, PAPER_FONTS):
        print(f"   {line}")


def _page_fonts() -> None:
    import page_fonts

    for old in (VENDOR / "fonts").glob("pretendard-*"):
        old.unlink()
    print(f"   {page_fonts.build(PACKAGES, _catalogues(), _world(), VENDOR)}")


def _han_fonts() -> None:
    import han_fonts

    print(f"   {han_fonts.build(PACKAGES, VENDOR)}")


def _page_styles() -> None:
    import page_styles

    VENDOR.mkdir(parents=True, exist_ok=True)
    print(f"   {page_styles.build(PACKAGES, _pages(), _styles(), VENDOR)}")
    shutil.copyfile(PACKAGES / "htmx.org" / "dist" / "htmx.min.js", VENDOR / "htmx.min.js")
    shutil.copyfile(PACKAGES / "axe-core" / "axe.min.js", FOR_TESTS)
    for file in sorted(VENDOR.glob("*.*s")):
        packed = len(gzip.compress(file.read_bytes()))
        print(f"   {file.name}: {packed / 1000:.1f} kB compressed")


def _outlines() -> None:
    import outlines

    print(f"   {outlines.build(PACKAGES, VENDOR / 'land.json')}")


def _compiled_catalogues() -> None:
    import catalogues

    for line in catalogues.compiled(_catalogues()):
        print(f"   {line}")


def _catalogues() -> list[Path]:
    return sorted((PRODUCT / "translations").glob("*/LC_MESSAGES/messages.po"))


def _world() -> list[Path]:
    return [
        f
        for f in sorted((ROOT / "fixtures").rglob("*"))
        if f.suffix in (".csv", ".json", ".toml", ".yaml")
    ]


def _pages() -> list[Path]:
    """Return the files whose words may be class names."""
    templates = [f for f in PRODUCT.glob("templates/**/*.html") if "documents" not in f.parts]
    return sorted([*templates, *PRODUCT.glob("web/**/*.py"), *PRODUCT.glob("static/*.js")])


def _styles() -> list[Path]:
    return sorted([*_pages(), *PRODUCT.glob("static/*.css")])


if __name__ == "__main__":
    sys.exit(main())
