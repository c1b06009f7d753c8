"""Which characters each script needs on paper, taken from the standards its offices write in."""

from collections.abc import Iterable
from functools import cache

from zhon import cedict

EUROPEAN = (
    range(0x0020, 0x007F),
    range(0x00A0, 0x0250),  # Latin-1 and Latin Extended-A and -B
    range(0x02B0, 0x0300),
    range(0x0300, 0x0370),  # combining marks
    range(0x1E00, 0x1F00),  # Vietnamese
    range(0x2000, 0x2070),  # general punctuation, em space, word joiner
    range(0x2070, 0x20D0),  # superscripts and currency signs
    range(0x2100, 0x2200),  # letterlike, number forms, arrows
    range(0x2200, 0x2300),
)
COMMON_CJK = (
    range(0x2460, 0x2500),  # enclosed numbers
    range(0x25A0, 0x2700),  # geometric shapes and signs
    range(0x3000, 0x3040),
    range(0x3200, 0x3400),  # enclosed letters, units
    range(0xFF00, 0xFFF0),  # full-width forms
)
KANA = (range(0x3040, 0x3100), range(0x31F0, 0x3200))
CYRILLIC = (range(0x0400, 0x0530), range(0x1C80, 0x1C90), range(0x2DE0, 0x2E00))
LAO = (range(0x20, 0x21), range(0x0E80, 0x0F00), range(0x25CC, 0x25CD))
ARABIC = (
    range(0x0600, 0x0700),
    range(0x0750, 0x0780),  # letters beyond Arabic proper, for names
    range(0x08A0, 0x0900),
    range(0xFB50, 0xFE00),  # presentation forms: none is written, but a name may be pasted so
    range(0xFE70, 0xFEFF),
)
UNSEEN = (range(0x200B, 0x2010), range(0x2028, 0x202F), range(0x2060, 0x2070))  # leave no glyph
HANGUL = (range(0x3130, 0x3190), range(0xAC00, 0xD7A4))


@cache
def encodable(codec: str) -> frozenset[int]:
    """Return the code points that a two-byte `codec` holds."""
    return frozenset(
        ord(text)
        for lead in range(0x81, 0xFF)
        for trail in range(0x40, 0xFF)
        if len(text := bytes((lead, trail)).decode(codec, "ignore")) == 1
    )


def paper(script: str) -> frozenset[int]:
    """Return the code points of a paper in KR, JP, SC, TC, LC (Latin and Cyrillic), LO or AR.

    Latin is part of each but Lao, whose Latin is that of LC. The CJK faces go without Cyrillic:
    theirs has no Ukrainian and no Mongolian, and a word may not change its face half-way.
    """
    if script in _ALPHABETS:
        return _joined(*_ALPHABETS[script]) - _joined(*UNSEEN)
    return _joined(*EUROPEAN, *COMMON_CJK, *_OWN[script]()) - _joined(*CYRILLIC, *UNSEEN)


def _korean() -> tuple[Iterable[int], ...]:
    """KS X 1001 and every modern syllable, so that no name is missing one."""
    return (*HANGUL, encodable("euc_kr"))


def _japanese() -> tuple[Iterable[int], ...]:
    """JIS X 0208, levels 1 and 2, with the vendor signs that names need (髙, 﨑)."""
    return (*KANA, encodable("cp932"))


def _simplified() -> tuple[Iterable[int], ...]:
    """GB 2312, and of GBK what a dictionary of simplified Chinese uses, for personal names."""
    return encodable("gb2312"), encodable("gbk") & frozenset(map(ord, cedict.simplified))


def _traditional() -> tuple[Iterable[int], ...]:
    """Big5."""
    return (encodable("big5"),)


_ALPHABETS = {"LC": (*EUROPEAN, *CYRILLIC), "LO": LAO, "AR": (*EUROPEAN, *ARABIC)}
_OWN = {"KR": _korean, "JP": _japanese, "SC": _simplified, "TC": _traditional}


def _joined(*parts: Iterable[int]) -> frozenset[int]:
    return frozenset().union(*parts)
