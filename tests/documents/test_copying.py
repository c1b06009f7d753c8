"""Text copied out of a paper is the text that was set, in every language and both weights."""

import re

import pikepdf
import pytest

from exchange.documents import copying
from exchange.documents.faces import WEIGHTS
from tests.documents.papers import read_back
from tests.documents.sentences import SENTENCES
from tests.documents.specimens import specimen

UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
PUNCTUATION = re.compile("[،.]")
AM, NIKHAHIT, LONG_A = "\u0eb3", "\u0ecd", "\u0eb2"


def copied(language, style):
    """Return what poppler copies: in the order of the file, but Arabic in that of the reader."""
    order = "-nopgbrk" if language == "ar" else "-raw"
    text = read_back(specimen(language, style), "pdftotext", order, "FILE", "-")
    return UNSEEN.sub("", text)


def in_shape(text):
    """Return Lao with its vowel am in two parts and the tone behind, as shaping leaves it."""
    text = text.replace(AM, NIKHAHIT + LONG_A)
    return re.sub(rf"([\u0ec8-\u0ecb]){NIKHAHIT}", rf"{NIKHAHIT}\1", "".join(text.split()))


@pytest.mark.parametrize("style", ["Serif", "Sans"])
@pytest.mark.parametrize("language", [tag for tag in SENTENCES if tag != "ar"])
def test_a_sentence_is_copied_whole(language, style):
    sentence = in_shape(SENTENCES[language])
    times = 3 if language == "ko" else 2
    assert in_shape(copied(language, style)).count(sentence) == times


@pytest.mark.parametrize("style", ["Serif", "Sans"])
def test_every_arabic_word_is_copied_whole(style):
    found = PUNCTUATION.sub("", copied("ar", style)).split()
    words = PUNCTUATION.sub("", SENTENCES["ar"]).split()
    assert {word: found.count(word) for word in words} == dict.fromkeys(words, 2)


@pytest.mark.parametrize("language", SENTENCES)
def test_no_glyph_says_nothing(language, tmp_path):
    file = tmp_path / "specimen.pdf"
    file.write_bytes(specimen(language))
    with pikepdf.open(file) as pdf:
        told = [
            o.ToUnicode.read_bytes()
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and "/ToUnicode" in o
        ]
    assert told
    assert not any(b"<>" in entries for entries in told)


def test_joined_forms_and_ligatures_are_spelled_by_their_letters():
    arabic = list(copying.spelling("Serif", "AR", WEIGHTS[0]).values())
    assert arabic.count("ب") > 3
    assert "ff" in copying.spelling("Serif", "LC", WEIGHTS[0]).values()
