"""Sums of money in words, where an office writes them so: Korean and Chinese.

A stand-in until `figures` has them; both say the same.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from exchange.documents.packing import figure

FOUR: Final = 10_000
KOREAN: Final = ("", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구")
KOREAN_PLACES: Final = ("", "십", "백", "천")
KOREAN_GROUPS: Final = ("", "만", "억", "조", "경")
CHINESE: Final[Mapping[str, str]] = {
    "zh-Hans": "零壹贰叁肆伍陆柒捌玖",
    "zh-Hant": "零壹貳參肆伍陸柒捌玖",
}
CHINESE_PLACES: Final = ("", "拾", "佰", "仟")
CHINESE_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "zh-Hans": ("", "万", "亿", "万亿", "亿亿"),
    "zh-Hant": ("", "萬", "億", "兆", "京"),
}
CURRENCIES: Final[Mapping[str, Mapping[str, str]]] = {
    "zh-Hans": {"KRW": "韩元", "CNY": "人民币", "USD": "美元", "EUR": "欧元", "JPY": "日元"},
    "zh-Hant": {"KRW": "韓元", "CNY": "人民幣", "USD": "美元", "EUR": "歐元", "TWD": "新臺幣"},
}


def sum_in_words(amount: str, currency: str, language: str) -> str:
    """Return a sum so that nobody can add a figure to it: 금18,000,000원(금일천팔백만원).

    Korean has it for won, Chinese (大写) for every currency it names; elsewhere the currency and
    the figure stand alone.
    """
    sum_ = Decimal(amount)
    written = figure(sum_)
    if language == "ko" and currency == "KRW" and sum_ == sum_.to_integral_value():
        return f"금{sum_:,.0f}원(금{korean_number(int(sum_))}원)"
    named = CURRENCIES.get(language, {}).get(currency)
    if named:
        return f"{written}{named}（{chinese_sum(sum_, language)}）"
    return f"{currency} {written}"


def korean_number(number: int) -> str:
    """Return 일천팔백만 for 18,000,000; every 일 is written, as on cheques."""
    said = ""
    for group, digits in _groups(number):
        read = "".join(KOREAN[digit] + KOREAN_PLACES[place] for place, digit in digits if digit)
        said += read + KOREAN_GROUPS[group] if read else ""
    return said or "영"


def chinese_sum(amount: Decimal, language: str) -> str:
    """Return 壹仟捌佰万元整 for 18,000,000, with 角 and 分 where the sum has cents.

    Source: the rules of the People's Bank of China for bills and settlement vouchers.
    """
    cents = int(amount.quantize(Decimal("0.01")) * 100)
    whole, tenths, hundredths = cents // 100, cents // 10 % 10, cents % 10
    digits = CHINESE[language]
    said = f"{_chinese_number(whole, language)}元" if whole or not cents else ""
    if not tenths and not hundredths:
        return f"{said}整"
    said += f"{digits[tenths]}角" if tenths else "零" if whole else ""
    return said + (f"{digits[hundredths]}分" if hundredths else "整")


def _chinese_number(number: int, language: str) -> str:
    digits, groups = CHINESE[language], CHINESE_GROUPS[language]
    said, gap = "", False
    for group, four in _groups(number):
        read = ""
        for place, digit in four:
            if not digit:
                gap = True
                continue
            read += ("零" if gap and (said or read) else "") + digits[digit]
            read += CHINESE_PLACES[place]
            gap = False
        said += read + groups[group] if read else ""
        gap = gap or not read
    return said or digits[0]


def _groups(number: int) -> list[tuple[int, list[tuple[int, int]]]]:
    """Return the groups of four figures, highest first, each figure with its place."""
    fours = []
    group = 0
    while number:
        number, four = divmod(number, FOUR)
        figures = [(place, four // 10**place % 10) for place in (3, 2, 1, 0)]
        fours.append((group, figures))
        group += 1
    return fours[::-1]
