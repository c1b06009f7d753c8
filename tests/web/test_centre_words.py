"""The words of a centre's page are written whole in each of its languages."""

import re
import unicodedata
from datetime import date, time

import pytest

from exchange.models import CENTRE_LANGUAGES
from exchange.wording.centre_page import (
    OWN_NAMES,
    WORDS,
    span,
    weekday,
    weekday_and_day,
    whole_day,
    words,
)

PLACE = re.compile(r"\{\w+\}")
DAY = date(2028, 2, 29)  # a Tuesday


@pytest.mark.parametrize("language", CENTRE_LANGUAGES)
def test_every_text_is_there_with_the_places_of_the_english_one(language):
    english, said = words("en"), words(language)
    assert said.language == language
    assert list(said) == list(english)
    for key, text in said.items():
        assert text.strip(), key
        assert unicodedata.is_normalized("NFC", text), key
        assert set(PLACE.findall(text)) == set(PLACE.findall(english[key])), key


def test_there_are_no_other_files_and_each_says_how_far_it_can_be_trusted():
    files = {one.stem: one.read_text(encoding="utf-8") for one in WORDS.glob("*.toml")}
    assert set(files) == set(CENTRE_LANGUAGES) == set(OWN_NAMES)
    assert {name for name, text in files.items() if 'status = "current"' in text} == {"ko", "en"}


def test_another_language_is_answered_in_english():
    assert words("tlh").language == "en"


def test_days_are_written_as_their_readers_do():
    assert {tag: weekday_and_day(DAY, tag) for tag in CENTRE_LANGUAGES} == {
        "ko": "2월 29일 화요일",
        "en": "Tuesday, 29 February",
        "vi": "Thứ Ba, 29 tháng 2",
        "zh-Hans": "2月29日 星期二",
        "ru": "Вторник, 29 февраля",
        "mn": "хоёрдугаар сарын 29 Мягмар",
        "th": "วันอังคาร, 29 กุมภาพันธ์",
        "fil": "Martes, Pebrero 29",
    }
    assert all("2028" in whole_day(DAY, tag) for tag in CENTRE_LANGUAGES)
    assert len({weekday(n, "mn") for n in range(7)}) == 7
    assert span(time(9), time(18, 30)) == "09:00–18:30"
