"""Lines as a careful compositor leaves them: whole Korean words, no lone sign on the last line."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import Markup, escape

from exchange.documents.lao import with_breaks
from exchange.wording.korean import JOINER, keep_words

LAST_SIGNS: Final = 4
SHORT: Final = 12
NARROW: Final = "\u202f"
UNSPACED: Final = frozenset({"ja", "zh-Hans", "zh-Hant"})
SLAVIC: Final = {"cs": "AIKOSUVZ", "ru": "АВИКОСУЯ", "uk": "АВЄЗІЙОУЯ"}  # words of one letter
ISOLATE: Final = "\u2066{}\u2069"  # no glyph, and nothing of it in copied text
_LAST_WORD: Final = re.compile(r" (?=\S{1,9}$)")
_DATE: Final = re.compile(r"(?<=\d월) (?=\d)|(?<=\d) (?=[A-Z][a-z]+ \d{4})")
_NUMBERED: Final = re.compile(r"((?:^|(?<=[\s(]))\d{1,3}(?:[.,\u00a0\u202f]\d+)*\.?|[№§]) (?=\w)")
_YEAR_WORD: Final = re.compile(r"(?<=\d{4}) (?=(?:гг?|рр?)\.)")
_DASH: Final = re.compile(r" (?=[–—] )")
_FRENCH: Final = re.compile(
    r"(?<=[\w%)\]»…\"’]) ?(?=[;!?](?:$|[\s»]))|(?<=[\w)\]»’]) ?(?=:(?:$|\s))"
)
_GUILLEMETS: Final = re.compile(r"(?<=«)\s?(?=\S)|(?<=[^\s«])\s?(?=»)")
# Latin words and figures with signs inside would change places in a line read from the right.
_LATIN: Final = r"\+?[A-Za-z0-9À-ɏ](?:[A-Za-z0-9À-ɏ_.,:/()+@&'’–-]*[A-Za-z0-9À-ɏ])?"
_LEFT_TO_RIGHT: Final = re.compile(rf"{_LATIN}(?:[ \u00a0]{_LATIN})*")
_LETTER: Final = re.compile(r"[A-Za-zÀ-ɏ]")
_PLAIN_NUMBER: Final = re.compile(r"[\d.,]+")
_ENTITY: Final = re.compile(r"&[#\w]+;|.", re.DOTALL)
_MARKED: Final = re.compile(r"(&[#\w]+;|<[^>]*>)")


def lines(text: str, language: str) -> Markup:
    """Return `text` prepared for breaking into lines in `language`; markup is escaped.

    Languages with spaces keep the last two words together, Chinese and Japanese the last four
    signs. What a language never parts stays together, what it never joins may be parted.
    """
    flat = str(escape(text)).strip()
    if language in UNSPACED:
        return Markup(_last_signs(flat))  # noqa: S704  # escaped above
    if language == "lo":
        return Markup(_outside_marks(flat, with_breaks))  # noqa: S704  # escaped above
    closed = _outside_marks(_DATE.sub("\u00a0", flat), RULES.get(language, _numbered))
    if flat.count(" ") > LAST_SIGNS:
        closed = _LAST_WORD.sub("\u00a0", closed)
    return Markup(keep_words(closed) if language == "ko" else closed)  # noqa: S704  # escaped


def _last_signs(flat: str) -> str:
    signs = _ENTITY.findall(flat)
    if len(signs) <= SHORT:
        return flat
    return "".join(signs[:-LAST_SIGNS]) + JOINER.join(signs[-LAST_SIGNS:])


def _outside_marks(flat: str, rule: Callable[[str], str]) -> str:
    """Apply `rule` to the text between entities and tags, which it would take for words."""
    pieces = _MARKED.split(flat)
    pieces[::2] = map(rule, pieces[::2])
    return "".join(pieces)


def _as_written(text: str) -> str:
    return text


def _numbered(text: str) -> str:
    """Keep a number and the word it counts, or the month after the day, on one line."""
    return _NUMBERED.sub("\\1\u00a0", text)


def _french(text: str) -> str:
    """Put the narrow space before high signs and inside guillemets, whether typed or not."""
    return _GUILLEMETS.sub(NARROW, _FRENCH.sub(NARROW, _numbered(text)))


def _slavic(language: str) -> Callable[[str], str]:
    """Return the rule: no preposition of one letter ends a line, no dash begins one."""
    letters = SLAVIC[language] + SLAVIC[language].lower()
    lone = re.compile(rf"(?<![^\s(„«\u00a0])([{letters}]) (?=\S)")

    def rule(text: str) -> str:
        kept = lone.sub("\\1\u00a0", _numbered(text))
        return _DASH.sub("\u00a0", _YEAR_WORD.sub("\u00a0", kept))

    return rule


def _arabic(text: str) -> str:
    """Set numbers of papers, telephones and Latin names apart, so that they read as written."""
    return _LEFT_TO_RIGHT.sub(_apart, _numbered(text))


def _apart(found: re.Match[str]) -> str:
    run = found[0]
    if _PLAIN_NUMBER.fullmatch(run):
        return run
    return ISOLATE.format(run if _LETTER.search(run) else run.replace(" ", "\u00a0"))


RULES: Final[Mapping[str, Callable[[str], str]]] = {
    "ko": _as_written,
    "en": _as_written,
    "fr": _french,
    "ar": _arabic,
    **{language: _slavic(language) for language in SLAVIC},
}
