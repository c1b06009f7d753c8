"""Figures and sums as each language writes them, and sums in words where custom asks for them."""

from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel.numbers import NumberPattern, get_currency_precision, parse_pattern

from exchange.wording.locales import locale_of

MOST: Final = Decimal(10) ** 16  # sums in words stay below ten thousand 兆, the last unit here
HUNDREDTHS: Final = 2
GROUP: Final = 4  # East Asian numerals go by ten thousands

KOREAN_DIGITS: Final = "영일이삼사오육칠팔구"
KOREAN_PLACES: Final = ("", "십", "백", "천")
KOREAN_GROUPS: Final = ("", "만", "억", "조")
CHINESE_DIGITS: Final = {"zh-Hans": "零壹贰叁肆伍陆柒捌玖", "zh-Hant": "零壹貳參肆伍陸柒捌玖"}
CHINESE_PLACES: Final = ("", "拾", "佰", "仟")
CHINESE_GROUPS: Final = {"zh-Hans": ("", "万", "亿", "万亿"), "zh-Hant": ("", "萬", "億", "兆")}
CHINESE_UNIT: Final = {"zh-Hans": "元", "zh-Hant": "元"}


def number(text: str, language: str) -> str:
    """Return the figure with as many places as `text` has; raise decimal.InvalidOperation."""
    value = Decimal(text)
    return _apply(value, _places(value), language)


def money(text: str, currency: str, language: str) -> str:
    """Return "KRW 18,000,000", "18.000.000 KRW" and so on, by the ISO 4217 code.

    Signs such as $ and ₩ mean several currencies or are not known abroad; the code stands where
    the language puts the sign. As many places as the currency has, more where `text` has more.
    """
    value = Decimal(text)
    pattern = locale_of(language).currency_formats["standard"].pattern.split(";")[0]
    figure = _apply(value, max(_places(value), get_currency_precision(currency)), language)
    if pattern.lstrip("\u200f").startswith("¤"):
        return f"{currency}\u00a0{figure}"
    return f"{figure}\u00a0{currency}"


def sum_in_words(text: str, currency: str, language: str) -> str:
    """Return the sum as a certificate states it, hard to alter; in most languages figures only.

    Korean (won): 금18,000,000원(금일천팔백만원), as the enforcement rule of the Regulation on
    Administrative Efficiency has it. Chinese: figures, then 大写. Raises ValueError for a sum that
    has no such words: negative, beyond 10^16, or finer than its currency's hundredths.
    """
    if language == "ko" and currency == "KRW":
        return f"금{number(text, language)}원(금{korean_words(Decimal(text))}원)"
    if language in CHINESE_DIGITS:
        label = "大写" if language == "zh-Hans" else "大寫"
        named = locale_of(language).currencies.get(currency, currency)
        words = capital_figures(Decimal(text), language)
        return f"{money(text, currency, language)}（{label}：{named}{words}）"
    return money(text, currency, language)


def korean_words(value: Decimal) -> str:
    """Return 일천팔백만 for 18000000; every 일 is written, so that none can be put before it."""
    whole, parts = _whole_and_parts(value)
    if parts:
        raise ValueError(f"a sum of won has no parts: {value}")
    if not whole:
        return KOREAN_DIGITS[0]
    said = ""
    for group in range(len(KOREAN_GROUPS) - 1, -1, -1):
        four = whole // 10 ** (GROUP * group) % 10**GROUP
        digits = [four // 10**place % 10 for place in range(GROUP - 1, -1, -1)]
        words = "".join(
            KOREAN_DIGITS[digit] + place
            for digit, place in zip(digits, reversed(KOREAN_PLACES), strict=True)
            if digit
        )
        said += words + KOREAN_GROUPS[group] if words else ""
    return said


def capital_figures(value: Decimal, language: str) -> str:
    """Return 壹仟捌佰万元整: the figures of cheques, which no stroke turns into others.

    By the rules of the People's Bank for filling in bills: one 零 for any run of inner noughts,
    整 after 元 and 角, none after 分.
    """
    whole, parts = _whole_and_parts(value)
    digits, unit = CHINESE_DIGITS[language], CHINESE_UNIT[language]
    tenths, hundredths = divmod(parts, 10)
    said = _chinese_whole(whole, language) + unit if whole or not parts else ""
    if tenths:
        said += f"{digits[tenths]}角"
    elif hundredths and whole:
        said += digits[0]
    return said + (f"{digits[hundredths]}分" if hundredths else "整")


def _chinese_whole(whole: int, language: str) -> str:
    digits, groups = CHINESE_DIGITS[language], CHINESE_GROUPS[language]
    if not whole:
        return digits[0]
    said, nought = "", False
    for group in range(len(groups) - 1, -1, -1):
        four = whole // 10 ** (GROUP * group) % 10**GROUP
        for place in range(GROUP - 1, -1, -1):
            digit = four // 10**place % 10
            if digit:
                said += digits[0] if nought and said else ""
                said += digits[digit] + CHINESE_PLACES[place]
            nought = not digit
        if four:
            said += _group(groups, group, whole, language)
    return said


def _group(groups: tuple[str, ...], group: int, whole: int, language: str) -> str:
    """Return the name of the group; mainland Chinese says 万亿 as 万 of the 亿 that follow."""
    together = group == len(groups) - 1 and language == "zh-Hans"
    return "万" if together and whole // 10**8 % 10**4 else groups[group]


def _whole_and_parts(value: Decimal) -> tuple[int, int]:
    if not 0 <= value < MOST or _places(value.normalize()) > HUNDREDTHS:
        raise ValueError(f"{value} cannot be written out as a sum")
    return divmod(int(value * 100), 100)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is not a figure")  # noqa: TRY004  # it is not finite
    return max(0, -exponent)


def _apply(value: Decimal, places: int, language: str) -> str:
    written: str = _pattern(language, places).apply(value, locale_of(language))
    return written


@lru_cache(maxsize=256)
def _pattern(language: str, places: int) -> NumberPattern:
    pattern = parse_pattern(locale_of(language).decimal_formats[None].pattern)
    pattern.frac_prec = (places, places)
    return pattern
