"""Korean particles by the sound a word ends in, and Korean words that lines do not break."""

import re
from typing import Final

PAIRS: Final = {
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "은": ("은", "는"),
}
FIRST, LAST, FINALS, RIEUL = 0xAC00, 0xD7A3, 28, 8
DIGITS: Final = {
    "0": 21,
    "1": RIEUL,
    "3": 16,
    "6": 1,
    "7": RIEUL,
    "8": RIEUL,
}  # 영 일 삼 육 칠 팔
LATIN: Final = {"l": RIEUL, "m": 16, "n": 4}
JOINER: Final = "\u2060"
_WORD: Final = re.compile(
    r"(?<=[^\s\u2060])(?=[\uac00-\ud7a3])|(?<=[\uac00-\ud7a3])(?=[^\s\u2060])"
)


def final_of(word: str) -> int:
    """Return the final consonant the word is spoken with: 0 for none, 8 for ㄹ.

    Closing brackets and quotation marks are looked through; figures are read in Sino-Korean;
    a Latin word is judged by its last letter, which is right for most names of places.
    """
    sounded = re.sub(r"[^\w]+$", "", word)
    last = sounded[-1:]
    if last and FIRST <= ord(last) <= LAST:
        return (ord(last) - FIRST) % FINALS
    if sounded.lower().endswith("ng"):
        return 21
    return DIGITS.get(last, LATIN.get(last.lower(), 0))


def particle(word: str, which: str) -> str:
    """Return the particle in the shape `word` asks for; `which` is 이, 을, 과, 은 or 으로."""
    final = final_of(word)
    if which == "으로":
        return "로" if final in {0, RIEUL} else "으로"
    closed, open_ = PAIRS[which]
    return closed if final else open_


def keep_words(text: str) -> str:
    """Join the syllables of each word, because WeasyPrint does not know word-break: keep-all."""
    return _WORD.sub(JOINER, text) if " " in text.strip() else text
