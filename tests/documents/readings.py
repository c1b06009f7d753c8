"""What poppler reads in a paper: where each word stands, and whether it is a word that was set."""

import html
import re
import unicodedata
from collections.abc import Iterator

from exchange.documents.renderer import render_html
from tests.documents.papers import read_back

PAGE = re.compile(r'<page width="([\d.]+)" height="[\d.]+">(.*?)</page>', re.DOTALL)
BOX = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)
MARGINS = {595: 56.7, 612: 65.05}  # points right of the text, by the width of the sheet
SLACK = 1.0  # points: how far boxes of glyphs may reach into each other
CORE = 0.3  # of a box's height left out above and below: faces claim more than their letters
# Scripts whose marks, or closed-up signs, poppler takes for words of their own.
STACKED = ("LAO", "ARABIC", "CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH")
TAG = re.compile(r"<[^>]*>")
HEAD = re.compile(r"<head>.*?</head>|<title>.*?</title>", re.DOTALL)
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\u0640\ufe00-\ufe0f-]")
WORD = re.compile(
    "[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0eb0-\u0ecd])+"
)
AM = ("\u0eb3", "\u0ecd\u0eb2")
VOWELS = re.compile("[\u064b-\u0652\u0670]")  # Arabic is looked for without them
# A letter under a mark is a word of its own to poppler, which may put it on the next line.
MARKED = re.compile("[^\\W\\d_][\u064b-\u0652\u0670]+")
TONES = re.compile("([\u0ec8-\u0ecb])(\u0ecd)")


def crowded(pdf: bytes) -> list[str]:
    """Return the words that run into each other or beyond the text of their sheet."""
    pages = PAGE.findall(read_back(pdf, "pdftotext", "-bbox", "FILE", "-"))
    return [
        f"page {n}: {fault}"
        for n, (width, body) in enumerate(pages, 1)
        for fault in _crowded(round(float(width)), [_box(found) for found in BOX.findall(body)])
    ]


def _box(found: tuple[str, ...]) -> tuple[float, float, float, float, str]:
    left, top, right, bottom = map(float, found[:4])
    core = CORE * (bottom - top)
    return left, top + core, right, bottom - core, html.unescape(found[4])


def _crowded(width: int, boxes: list[tuple[float, float, float, float, str]]) -> Iterator[str]:
    end = width - MARGINS.get(width, 0.0) + SLACK
    for n, (left, top, right, bottom, word) in enumerate(boxes):
        if right > end:
            yield f"{word} ends {right - end:.1f} pt too far"
        for other in boxes[n + 1 :]:
            over = min(right, other[2]) - max(left, other[0])
            high = min(bottom, other[3]) - max(top, other[1])
            if over > SLACK and high > 0 and not (_stacked(word) and _stacked(other[4])):
                yield f"{word} runs {over:.1f} pt into {other[4]}"


def _stacked(word: str) -> bool:
    return any(unicodedata.name(sign, "").startswith(STACKED) for sign in word)


def lost(pdf: bytes, kind: str, facts: dict) -> list[str]:
    """Return the words of the paper that nobody can copy or look for in its PDF."""
    order = ("-nopgbrk",) if "ar" in facts["languages"] else ("-raw",)
    text = read_back(pdf, "pdftotext", *order, "FILE", "-")
    copied = _bare(text)
    html_text = html.unescape(TAG.sub(" ", HEAD.sub(" ", render_html(kind, facts))))
    words = sorted(set(WORD.findall(UNSEEN.sub("", html_text))))
    return [word for word in words if any(_bare(part) not in copied for part in _parts(word))]


def _parts(word: str) -> list[str]:
    return [part for part in MARKED.split(word) if part]


def _bare(text: str) -> str:
    """Return the text without spaces and unseen signs, Lao in the order it is shaped in."""
    text = UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace(*AM)
    text = VOWELS.sub("", text)
    return TONES.sub(r"\2\1", "".join(text.split()))
