"""The counting page is written whole in every language of letters."""

import re

import pytest

from exchange.facts.words import LETTER_LANGUAGES
from exchange.wording.receipt_page import WORDS, offered, words

PLACE = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_every_text_is_there_with_the_places_of_the_english_one(language):
    english, said = words("en"), words(language)
    assert list(said) == list(english)
    for key, text in said.items():
        assert text.strip(), key
        assert set(PLACE.findall(text)) == set(PLACE.findall(english[key])), key


def test_there_are_no_other_files_and_each_says_how_far_it_can_be_trusted():
    files = {one.stem: one.read_text(encoding="utf-8") for one in WORDS.glob("*.toml")}
    assert set(files) == set(LETTER_LANGUAGES)
    assert {name for name, text in files.items() if 'status = "current"' in text} == {"ko", "en"}


def test_a_language_nobody_writes_in_is_answered_in_english():
    assert words("tlh").language == "en"
    assert offered("tlh") == ("en", "ko")
    assert offered("vi") == ("vi", "ko", "en")
