"""Particles, dates and names as each language writes them."""

import pytest
from babel import Locale

from exchange.documents.typeset import lines
from exchange.facts.words import LETTER_LANGUAGES, country_names
from exchange.wording.dates import (
    file_date,
    length,
    long_date,
    period,
    registered_date,
    step_date,
)
from exchange.wording.heads import post_of_head
from exchange.wording.korean import keep_words, particle
from exchange.wording.words import government, with_article
from tests.documents.cities import DAEJEON, SEATTLE, WUHAN


@pytest.mark.parametrize(
    ("word", "particles"),
    [
        ("대전", "이을과은으로"),
        ("삿포로", "가를와는로"),
        ("서울", "이을과은로"),
        ("‘교류’", "가를와는로"),
        ("2020", "이을과은으로"),
        ("Brisbane", "가를와는로"),
        ("Seoul", "이을과은로"),
        ("Nanjing", "이을과은으로"),
    ],
)
def test_particles_follow_the_sound(word, particles):
    assert (
        "".join(particle(word, which) for which in ("이", "을", "과", "은", "으로")) == particles
    )


@pytest.mark.parametrize(
    ("language", "day", "month", "year"),
    [
        ("ko", "2020년 1월 5일", "2004년 2월", "1999년"),
        ("ja", "2020年1月5日", "2004年2月", "1999年"),
        ("zh-Hans", "2020年1月5日", "2004年2月", "1999年"),
        ("zh-Hant", "2020年1月5日", "2004年2月", "1999年"),
        ("vi", "5 tháng 1 năm 2020", "tháng 2 năm 2004", "1999"),
        ("en", "5 January 2020", "February 2004", "1999"),
        ("hu", "2020. január 5.", "2004. február", "1999."),
        ("es", "5 de enero de 2020", "febrero de 2004", "1999"),
        ("sv", "5 januari 2020", "februari 2004", "1999"),
        ("ru", "5 января 2020 г.", "февраль 2004 г.", "1999"),
        ("de", "5. Januar 2020", "Februar 2004", "1999"),
        ("fr", "5 janvier 2020", "février 2004", "1999"),
        ("it", "5 gennaio 2020", "febbraio 2004", "1999"),
        ("cs", "5. ledna 2020", "únor 2004", "1999"),
        ("ar", "5 جانفي 2020", "فيفري 2004", "1999"),
        ("uk", "5 січня 2020 р.", "лютий 2004 р.", "1999"),
        ("mn", "2020 оны нэгдүгээр сарын 5", "2004 оны хоёрдугаар сар", "1999"),
        ("lo", "5 ມັງກອນ 2020", "ກຸມພາ 2004", "1999"),
        ("id", "5 Januari 2020", "Februari 2004", "1999"),
    ],
)
def test_a_date_says_no_more_than_is_known(language, day, month, year):
    said = [long_date(iso, language) for iso in ("2020-01-05", "2004-02", "1999")]
    assert said == [day, month, year]


def test_the_era_is_given_once_where_offices_file_by_it():
    assert registered_date("2020-01-15", "ja") == "2020年（令和2年）1月15日"
    assert registered_date("2019-05-01", "ja") == "2019年（令和元年）5月1日"
    assert registered_date("2019-04-30", "ja") == "2019年（平成31年）4月30日"
    assert registered_date("1980-01-01", "ja") == "1980年1月1日"
    assert registered_date("2020-01-15", "ko") == "2020년 1월 15일"


def test_periods_and_their_length():
    assert period("2020-07-20", "2020-07-24", "ko") == "2020년 7월 20일~24일"
    assert period("2020-07-20", "2020-07-24", "en") == "20–24 July 2020"
    assert period("2020-07-30", "2020-08-03", "en") == "30 July – 3 August 2020"
    assert period("2020-12-30", "2021-01-03", "en") == "30 December 2020 – 3 January 2021"
    assert period("2020-07-20", "2020-07-20", "ja") == "2020年7月20日"
    assert period("2020-07", "2020-08", "ko") == "2020년 7월 – 2020년 8월"
    assert length("2020-07-20", "2020-07-24", "ja") == "（4泊5日）"
    assert length("2020-07", "2020-08", "ja") == ""


@pytest.mark.parametrize(
    ("language", "within", "across", "days"),
    [
        ("vi", "20–24 tháng 7 năm 2020", "30 tháng 7 – 3 tháng 8 năm 2020", " (5 ngày)"),
        ("hu", "2020. július 20–24.", "2020. július 30. – augusztus 3.", " (5 nap)"),
        ("es", "20–24 de julio de 2020", "30 de julio – 3 de agosto de 2020", " (5 días)"),
        ("sv", "20–24 juli 2020", "30 juli – 3 augusti 2020", " (5 dagar)"),
        ("ru", "20–24 июля 2020 г.", "30 июля – 3 августа 2020 г.", " (5 дней)"),
        ("de", "20.–24. Juli 2020", "30. Juli – 3. August 2020", " (5 Tage)"),
        ("fr", "20–24 juillet 2020", "30 juillet – 3 août 2020", " (5 jours)"),
        ("it", "20–24 luglio 2020", "30 luglio – 3 agosto 2020", " (5 giorni)"),
        ("cs", "20.–24. července 2020", "30. července – 3. srpna 2020", " (5 dnů)"),
        ("ar", "من 20 إلى 24 جويلية 2020", "من 30 جويلية إلى 3 أوت 2020", " (5 أيام)"),
        ("uk", "20–24 липня 2020 р.", "30 липня – 3 серпня 2020 р.", " (5 днів)"),
        (
            "mn",
            "2020 оны долоодугаар сарын 20–24",
            "2020 оны долоодугаар сарын 30 – наймдугаар сарын 3",
            " (5 хоног)",
        ),
        ("lo", "20–24 ກໍລະກົດ 2020", "30 ກໍລະກົດ – 3 ສິງຫາ 2020", " (5 ມື້)"),
        ("id", "20–24 Juli 2020", "30 Juli – 3 Agustus 2020", " (5 hari)"),
    ],
)
def test_periods_say_what_both_dates_share_once(language, within, across, days):
    assert period("2020-07-20", "2020-07-24", language) == within
    assert period("2020-07-30", "2020-08-03", language) == across
    assert length("2020-07-20", "2020-07-24", language).replace("\u00a0", " ") == days


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_two_years_are_both_said(language):
    said = period("2020-12-30", "2021-01-03", language)
    assert "2020" in said
    assert "2021" in said
    assert len(long_date("2020-01-01", language)) > 4


def test_the_first_of_a_month_is_an_ordinal_in_french():
    assert long_date("2020-05-01", "fr") == "1er mai 2020"
    assert period("2020-05-01", "2020-05-11", "fr") == "1er–11 mai 2020"


def test_office_lines_write_dots_in_korean():
    assert file_date("2020-01-15", "ko") == "2020. 1. 15."
    assert step_date("2020-01-13", "2020-01-15", "ko") == "1. 13."
    assert step_date("2019-12-30", "2020-01-15", "ko") == "2019. 12. 30."
    assert step_date("", "2020-01-15", "ja") == ""


def test_the_post_of_a_city_s_head_is_joined_as_each_language_does():
    said = [
        post_of_head(DAEJEON, "owner", lang, {}).text for lang in ("ko", "ja", "zh-Hans", "en")
    ]
    assert said == [
        "대전광역시장",
        "大田広域市長",
        "大田广域市市长",
        "Mayor of Daejeon Metropolitan City",
    ]
    assert post_of_head(SEATTLE, "partner", "ja", {}).text == "Mayor of the City of Seattle"
    county = SEATTLE | {"names": {"ko": "몽고메리카운티"}, "head_title": {"ko": "군수"}}
    assert post_of_head(county, "partner", "ko", {}).text == "몽고메리카운티 군수"
    assert government(WUHAN, "partner", "ja").lang == "en"
    assert with_article("The City of Calgary") == "the City of Calgary"


def test_korean_words_are_kept_whole_and_markup_is_escaped():
    assert keep_words("두 도시") == "두 도\u2060시"
    assert lines("a < b", "en") == "a &lt; b"
    assert lines("敬请于二月前惠予回复我们将悉心准备", "zh-Hans").endswith(
        "悉\u2060心\u2060准\u2060备"
    )


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_countries_are_called_what_cldr_calls_them(language):
    named = Locale.parse(language.replace("-", "_")).territories
    for code in filter(str.isalpha, named):
        assert country_names(code)[language] == named[code]
