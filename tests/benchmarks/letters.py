"""Our letter against the same letter by stock WeasyPrint and by Typst, all warm, in one run."""

import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import typst
from weasyprint import CSS, HTML

from exchange.documents import faces
from exchange.documents.renderer import render, render_html, warm
from exchange.wording.languages import TEMPLATES
from tests.benchmarks.figures import Figure
from tests.documents.examples import an_invitation

ROUNDS = 15
SYSTEM = {"KR": "KR", "JP": "JP", "SC": "SC", "TC": "TC"}
BLOCKS = {"p", "h1", "h2", "dt", "dd", "caption", "div", "small"}


def measure() -> list[Figure]:
    """Return letter_vs_stock and letter_vs_typst: medians of interleaved rounds, CPU time."""
    facts = an_invitation()
    warm()
    html = render_html("invitation", facts)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "letter.typ")
        source.write_text(as_typst(fromstring(html)), encoding="utf-8")
        stock_css = CSS(string=_stock_css())
        ours, stock, theirs = _interleaved(
            lambda: render("invitation", facts, identifier=b"0" * 16),
            lambda: HTML(string=html, base_url=str(TEMPLATES)).write_pdf(stylesheets=[stock_css]),
            lambda: typst.compile(
                str(source), font_paths=[str(faces.FONTS)], ignore_system_fonts=True
            ),
        )
    return [
        Figure("letter_vs_stock", ours / stock, "≤ 0.2", f"{ours:.0f} ms against {stock:.0f} ms"),
        Figure("letter_vs_typst", ours / theirs, "≤ 3", f"{ours:.0f} ms against {theirs:.0f} ms"),
    ]


def _interleaved(*works: Callable[[], object]) -> list[float]:
    """Return the median CPU milliseconds of each, run in turn so that noise hits all alike."""
    took: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, times in zip(works, took, strict=True):
            started = time.process_time()
            work()
            times.append((time.process_time() - started) * 1000)
    return [statistics.median(times[2:]) for times in took]


def _stock_css() -> str:
    """Return our stylesheets with the system's CJK collections in place of the shipped faces."""
    text = "\n".join((TEMPLATES / name).read_text("utf-8") for name in ("paper.css", "letter.css"))
    return re.sub(
        r'"(Serif|Sans) (KR|JP|SC|TC)"', lambda m: f'"Noto {m[1]} CJK {SYSTEM[m[2]]}"', text
    )


def as_typst(root: Element) -> str:
    """Return a Typst letter with the same words, two columns, tables and pages."""
    lines = [
        '#set page(paper: "a4", margin: (x: 20mm, y: 25mm))',
        '#set text(font: ("Noto Serif KR", "Noto Serif JP"), size: 10pt)',
    ]
    texts = [t for e in root.iter() if e.tag.rsplit("}")[-1] in BLOCKS and (t := _words(e))]
    half = len(texts) // 2
    pairs = zip(texts[:half], texts[half:], strict=False)
    cells = ", ".join(f"[{_escaped(a)}], [{_escaped(b)}]" for a, b in pairs)
    lines.append(f"#grid(columns: (1fr, 1fr), column-gutter: 9mm, row-gutter: 2mm, {cells})")
    lines += [_table(t) for t in root.iter() if t.tag.rsplit("}")[-1] == "table"]
    return "\n".join(lines)


def _table(table: Element) -> str:
    rows = [
        [c for c in row if c.tag.rsplit("}")[-1] in {"td", "th"}]
        for row in table.iter()
        if row.tag.rsplit("}")[-1] == "tr"
    ]
    width = max(len(row) for row in rows)
    cells = [f"[{_escaped(''.join(c.itertext()))}]" for row in rows for c in row]
    cells += ["[]"] * (-len(cells) % width)
    return f"#table(columns: {width}, {', '.join(cells)})"


def _words(element: Element) -> str:
    return " ".join("".join([element.text or "", *(c.tail or "" for c in element)]).split())


def _escaped(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~=+/-])", r"\\\1", " ".join(text.split()))
