"""The pages for residents are written whole in every language, and say how far to trust them."""

import re

import pytest

from exchange.models import (
    CENTRE_LANGUAGES,
    Meeting,
    ServiceOutcome,
    ServiceState,
    Topic,
    Wished,
)
from exchange.wording.asking_page import WORDS, words

PLACE = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", CENTRE_LANGUAGES)
def test_every_text_is_there_with_the_places_of_the_english_one(language):
    english, said = words("en"), words(language)
    assert list(said) == list(english)
    for key, text in said.items():
        assert text.strip(), key
        assert set(PLACE.findall(text)) == set(PLACE.findall(english[key])), key
    assert said.is_read == (language in {"ko", "en"})


def test_there_are_no_other_files_and_an_unknown_language_is_answered_in_korean():
    assert {one.stem for one in WORDS.glob("*.toml")} == set(CENTRE_LANGUAGES)
    assert words("tlh").language == "ko"


def test_everything_a_request_can_be_has_its_words():
    wanted = {f"{one}_{state.value}" for state in ServiceState for one in ("state", "next")}
    wanted |= {f"outcome_{one.value}" for one in ServiceOutcome}
    wanted |= {f"wished_{one.value}" for one in Wished}
    for key, noun in (("topic", Topic), ("meeting", Meeting)):
        wanted |= {f"{key}_{one.value}{more}" for one in noun for more in ("", "_more")}
    assert wanted <= set(words("en"))
