"""Our letters against the same by stock WeasyPrint and by Typst, all warm, in one run.

No two letters of a run are alike: number, check code and dates change, as they do from one letter
to the next. The process is as a worker's: warm, and what stays for good is frozen.
"""

import gc
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

import typst
from weasyprint import CSS, HTML

from exchange.documents import faces
from exchange.documents.renderer import render, render_html, warm
from exchange.wording.languages import TEMPLATES
from tests.benchmarks.figures import Figure
from tests.documents.examples import an_invitation
from tests.documents.letters import a_letter

ROUNDS = 20
UNTIMED = 3  # until each is warm
SYSTEM = {"KR": "KR", "JP": "JP", "SC": "SC", "TC": "TC"}
BLOCKS = {"p", "h1", "h2", "dt", "dd", "caption", "div", "small"}
SVG = "{http://www.w3.org/2000/svg}svg"
Work = Callable[[int], object]


def measure() -> Iterator[Figure]:
    """Yield the figures of a letter of two pages, then of one with a table on it."""
    warm()
    gc.collect()
    gc.freeze()
    yield from _compared("", "two pages, Korean and Japanese", "invitation", an_invitation)
    yield from _compared(
        "_one_page",
        "one page, Korean and Chinese, with a table",
        "donation",
        lambda **new: a_letter("donation", **new),
    )


def _compared(
    suffix: str, which: str, kind: str, facts_of: Callable[..., dict[str, Any]]
) -> Iterator[Figure]:
    letters = [facts_of(**_changed(n)) for n in range(ROUNDS)]
    htmls = [render_html(kind, facts) for facts in letters]
    stock_css = CSS(string=_stock_css())
    pages = render(kind, letters[0], identifier=b"0" * 16).pages

    def stock(n: int, **how: Any) -> object:
        html = HTML(string=htmls[n], base_url=str(TEMPLATES))
        return html.write_pdf(stylesheets=[stock_css], **how)

    with tempfile.TemporaryDirectory() as folder:
        for n, html in enumerate(htmls):
            Path(folder, f"{n}.typ").write_text(as_typst(fromstring(html)), encoding="utf-8")
        ours, plain, tagged, theirs, again = _interleaved(
            lambda n: render(kind, letters[n], identifier=b"0" * 16),
            stock,
            lambda n: stock(n, pdf_variant="pdf/a-3a"),
            lambda n: _typst(Path(folder, f"{n}.typ")),
            lambda _n: _typst(Path(folder, "0.typ")),
        )
    for name, goal, other, whose in (
        ("letter_vs_stock", "≤ 0.2", plain, "WeasyPrint as it comes, untagged"),
        ("letter_vs_stock_tagged", "≤ 0.2", tagged, "WeasyPrint as it comes, tagged as ours"),
        ("letter_vs_typst", "≤ 3", theirs, "Typst"),
        (
            "letter_vs_typst_again",
            "≤ 3",
            again,
            "Typst setting one letter again, which it remembers",
        ),
    ):
        how = f"{which} ({pages}): {ours:.0f} ms against {other:.0f} ms of {whose}"
        yield Figure(name + suffix, ours / other, goal, how)


def _typst(source: Path) -> object:
    return typst.compile(str(source), font_paths=[str(faces.FONTS)], ignore_system_fonts=True)


def _changed(n: int) -> dict[str, Any]:
    """Return what differs in the nth letter."""
    code = f"DJ5C-{2000 + n}"
    return {
        "number": f"IR-2020-{n + 12:04}",
        "check_code": code,
        "check_url": f"https://exchange.example.org/check/{code}",
        "issued_on": f"2020-01-{n % 28 + 1:02}",
        "reply_by": f"2020-02-{n % 28 + 1:02}",
        "participants": n + 10,
    }


def _interleaved(*works: Work) -> list[float]:
    """Return the median CPU milliseconds of each, run in turn so that noise hits all alike."""
    took: list[list[float]] = [[] for _ in works]
    for n in range(ROUNDS):
        for work, times in zip(works, took, strict=True):
            started = time.process_time()
            work(n)
            times.append((time.process_time() - started) * 1000)
    return [statistics.median(times[UNTIMED:]) for times in took]


def _stock_css() -> str:
    """Return our stylesheets with the system's CJK collections in place of the shipped faces."""
    text = "\n".join((TEMPLATES / name).read_text("utf-8") for name in ("paper.css", "letter.css"))
    return re.sub(
        r'"(Serif|Sans) (KR|JP|SC|TC)"', lambda m: f'"Noto {m[1]} CJK {SYSTEM[m[2]]}"', text
    )


def as_typst(root: Element) -> str:
    """Return a Typst letter with the same words, two columns, tables and pictures."""
    lines = [
        '#set page(paper: "a4", margin: (x: 20mm, y: 25mm))',
        '#set text(font: ("Noto Serif KR", "Noto Serif JP"), size: 10pt)',
    ]
    texts = [t for e in root.iter() if e.tag.rsplit("}")[-1] in BLOCKS and (t := _words(e))]
    half = len(texts) // 2
    pairs = zip(texts[:half], texts[half:], strict=False)
    cells = ", ".join(f"[{_escaped(a)}], [{_escaped(b)}]" for a, b in pairs)
    lines.append(f"#grid(columns: (1fr, 1fr), column-gutter: 9mm, row-gutter: 2mm, {cells})")
    lines += [_picture(svg) for svg in root.iter(SVG)]
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


def _picture(svg: Element) -> str:
    text = tostring(svg, "unicode").replace('"', "'")
    return f'#image(bytes("{text}"), format: "svg", width: 15mm)'


def _words(element: Element) -> str:
    return " ".join("".join([element.text or "", *(c.tail or "" for c in element)]).split())


def _escaped(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~=+/-])", r"\\\1", " ".join(text.split()))
