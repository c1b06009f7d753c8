"""Figures by language, and sums in words that can be read back to the very sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.documents.figures import (
    capital_figures,
    korean_words,
    money,
    number,
    sum_in_words,
)

SUMS = st.integers(0, 10**18 - 1).map(lambda cents: Decimal(cents) / 100)
WON = st.integers(0, 10**16 - 1)
FORMS = {
    "zh-Hans": ("零壹贰叁肆伍陆柒捌玖", {"万": 10**4, "亿": 10**8}),
    "zh-Hant": ("零壹貳參肆伍陸柒捌玖", {"萬": 10**4, "億": 10**8, "兆": 10**12}),
}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read(words, digits, places, groups):
    """Return the number that East Asian numerals spell; a group may stand upon a group."""
    total = group = digit = 0
    for sign in words:
        if sign in places:
            group += (digit or 1) * places[sign]
            digit = 0
        elif sign in groups:
            unit = groups[sign]
            if unit > total > 0 and not group and not digit:
                total *= unit  # 万亿
            elif 0 < total < unit:
                total = (total + group + digit) * unit
            else:
                total += (group + digit) * unit
            group = digit = 0
        else:
            digit = digits.index(sign)
    return total + group + digit


def read_capitals(words, language):
    digits, groups = FORMS[language]
    whole, parts = words.removesuffix("整").split("元") if "元" in words else ("零", words)
    parts = parts.removesuffix("整")
    cents = sum(
        digits.index(parts[parts.index(unit) - 1]) * worth
        for unit, worth in (("角", 10), ("分", 1))
        if unit in parts
    )
    return read(whole, digits, PLACES, groups) + Decimal(cents) / 100


@given(SUMS)
@pytest.mark.parametrize("language", FORMS)
def test_capital_figures_are_read_back_to_the_very_sum(language, value):
    words = capital_figures(value, language)
    assert read_capitals(words, language) == value
    assert "零零" not in words
    assert words.endswith(("整", "分"))


@given(WON)
def test_korean_words_are_read_back_to_the_very_sum(value):
    words = korean_words(Decimal(value))
    places = {"십": 10, "백": 100, "천": 1000}
    groups = {"만": 10**4, "억": 10**8, "조": 10**12}
    assert read(words, "영일이삼사오육칠팔구", places, groups) == value


@given(WON, WON)
def test_two_sums_never_have_the_same_words(one, other):
    assert (korean_words(Decimal(one)) == korean_words(Decimal(other))) == (one == other)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("18000000", "壹仟捌佰万元整"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("1001000000000", "壹万零壹拾亿元整"),
        ("5000000010000000", "伍仟万亿零壹仟万元整"),
    ],
)
def test_capital_figures_follow_the_rules_for_bills(value, words):
    assert capital_figures(Decimal(value), "zh-Hans") == words


def test_a_certificate_states_its_sum_as_each_language_asks():
    said = [sum_in_words("18000000", "KRW", tag) for tag in ("ko", "zh-Hans", "zh-Hant", "en")]
    assert said == [
        "금18,000,000원(금일천팔백만원)",
        "KRW\u00a018,000,000（大写：韩元壹仟捌佰万元整）",
        "KRW\u00a018,000,000（大寫：韓元壹仟捌佰萬元整）",
        "KRW\u00a018,000,000",
    ]
    assert sum_in_words("113560", "KRW", "ko") == "금113,560원(금일십일만삼천오백육십원)"
    assert sum_in_words("1234.5", "USD", "ko") == "USD\u00a01,234.50"


@pytest.mark.parametrize("value", ["-1", "10000000000000000", "0.001", "NaN"])
def test_a_sum_that_has_no_words_is_refused(value):
    with pytest.raises((ValueError, ArithmeticError)):
        sum_in_words(value, "CNY", "zh-Hans")


def test_won_have_no_parts():
    with pytest.raises(ValueError, match="has no parts"):
        sum_in_words("1.50", "KRW", "ko")


@pytest.mark.parametrize(
    ("language", "figure", "sum_"),
    [
        ("ko", "1,020.0", "USD\u00a012,000.00"),
        ("vi", "1.020,0", "12.000,00\u00a0USD"),
        ("de", "1.020,0", "12.000,00\u00a0USD"),
        ("fr", "1\u202f020,0", "12\u202f000,00\u00a0USD"),
        ("ru", "1\u00a0020,0", "12\u00a0000,00\u00a0USD"),
        ("ar", "1.020,0", "12.000,00\u00a0USD"),
        ("mn", "1,020.0", "USD\u00a012,000.00"),
        ("lo", "1.020,0", "USD\u00a012.000,00"),
    ],
)
def test_figures_and_money_are_written_as_cldr_has_them(language, figure, sum_):
    assert number("1020.0", language) == figure
    assert money("12000", "USD", language) == sum_
