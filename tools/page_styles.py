"""Cuts the design system's stylesheet down to what the pages use, and brings its icons along."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from node import find_node
from stamps import ROOT
from steps import SetupFailed, run

PACKAGE = Path("krds-uiux") / "resources"
WORK = ROOT / ".cache" / "styles"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARED = re.compile(r"(?<![\w-])(--[\w-]+)\s*:\s*([^;{}]*)(?:;|(?=\}))")
USED = re.compile(r"var\(\s*(--[\w-]+)")
ICON = re.compile(r"url\(\s*[\"']?\.\./\.\./img/([\w/.-]+)[\"']?\s*\)")
EMPTY_RULE = re.compile(r"(?<=[{};])[^{};]+\{\s*\}")


def build(packages: Path, pages: Sequence[Path], styles: Sequence[Path], target: Path) -> str:
    """Write `krds.css` and its icons into `target`; return a line on what came out.

    `pages` are the files whose words may be class names; `styles` may use the design tokens.
    """
    source = packages / PACKAGE
    tokens = (source / "css" / "token" / "krds_tokens.css").read_text(encoding="utf-8")
    whole = (source / "css" / "component" / "output.css").read_text(encoding="utf-8")
    whole = re.sub(r"@(charset|import)[^;]*;", "", tokens + whole)
    css = _without_unused_tokens(_squeezed(_purged(packages, whole, pages)), styles)
    icons = target / "icons"
    shutil.rmtree(icons, ignore_errors=True)
    icons.mkdir(parents=True)
    for name in sorted(set(ICON.findall(css))):
        shutil.copyfile(source / "img" / name, icons / Path(name).name)
    css = ICON.sub(lambda found: f"url(icons/{Path(found[1]).name})", css)
    (target / "krds.css").write_text(css, encoding="utf-8")
    return f"KRDS styles: {len(whole) / 1000:.0f} kB cut to {len(css) / 1000:.0f} kB"


def _purged(packages: Path, css: str, pages: Sequence[Path]) -> str:
    """Have PurgeCSS drop the rules whose names occur in no page."""
    node = find_node()
    if node is None:
        raise SetupFailed("no Node can be found", "run: make setup")
    shutil.rmtree(WORK, ignore_errors=True)
    (WORK / "out").mkdir(parents=True)
    (WORK / "krds.css").write_text(css, encoding="utf-8")
    (WORK / "words.html").write_text(
        "<html><body>" + "\n".join(p.read_text(encoding="utf-8") for p in pages)
    )
    command = [
        *node.node,
        str(packages / "purgecss" / "bin" / "purgecss.js"),
        *("--css", str(WORK / "krds.css"), "--content", str(WORK / "words.html")),
        *("--output", str(WORK / "out"), "--keyframes", "--font-face"),
    ]
    run(command, remedy="run: make clean setup")
    return (WORK / "out" / "krds.css").read_text(encoding="utf-8")


def _without_unused_tokens(css: str, styles: Sequence[Path]) -> str:
    """Drop the custom properties that neither the rules nor our own styles come to use."""
    needs: dict[str, set[str]] = {}
    for name, value in DECLARED.findall(css):
        needs.setdefault(name, set()).update(USED.findall(value))
    ours = "".join(style.read_text(encoding="utf-8") for style in styles)
    waiting = set(USED.findall(DECLARED.sub("", css) + ours))
    used: set[str] = set()
    while waiting:
        used |= waiting
        waiting = set().union(*(needs.get(name, set()) for name in waiting)) - used
    css = DECLARED.sub(lambda found: found[0] if found[1] in used else "", css)
    while css != (shorter := EMPTY_RULE.sub("", css)):
        css = shorter
    return css


def _squeezed(css: str) -> str:
    css = re.sub(r"\s+", " ", COMMENT.sub("", css))
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").strip()
