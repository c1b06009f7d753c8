"""Real cities and ties of the fixtures, as facts of papers hold them."""

import csv
import tomllib
from functools import cache
from pathlib import Path

from exchange.facts.words import country_names, unit_names

WORLD = Path(__file__).parents[2] / "fixtures" / "world"
HOME = "daejeon"
# One partner for each language of papers.
CITIES = {
    "ja": "sapporo",
    "zh-Hans": "wuhan",
    "zh-Hant": "kaohsiung",
    "vi": "binh-duong",
    "en": "seattle",
    "hu": "budapest",
    "es": "granada",
    "sv": "uppsala",
    "ru": "novosibirsk",
    "de": "dresden",
    "fr": "nice",
    "it": "florence",
    "cs": "brno",
    "ar": "algiers",
    "uk": "kharkiv",
    "mn": "ulaanbaatar",
    "lo": "luang-prabang",
    "id": "south-tangerang",
}
TEXTS = tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))
OFFICE = {
    "names": TEXTS["office"],
    "addresses": {
        "ko": "대전광역시 동구 대전로 841, 2층",
        "en": "2F, 841 Daejeon-ro, Dong-gu, Daejeon, Republic of Korea",
    },
    "phone": "+82 42 223 0789",
    "web": "dic.or.kr",
}


@cache
def city(slug: str) -> dict:
    """Return one city as facts hold it."""
    row = next(one for one in _rows("cities.csv") if one["slug"] == slug)
    country = next(one for one in _rows("countries.csv") if one["code"] == row["country"])
    return {
        "slug": slug,
        "names": _words(row, "official_names"),
        "short_names": _words(row, "names"),
        "country": country_names(row["country"]) | _words(country, "names"),
        "head_title": _words(row, "head_titles"),
        "government": _words(row, "government_names"),
    }


@cache
def country_of(slug: str) -> str:
    """Return the ISO 3166-1 code of a city's country."""
    return next(one["country"] for one in _rows("cities.csv") if one["slug"] == slug)


@cache
def ties(slug: str) -> list[dict]:
    """Return the sister and friendship ties of the home city with another, oldest first."""
    found = [
        {"kind": row["kind"], "began": row["began"]}
        for row in _rows("ties.csv")
        if (row["owner"], row["partner"]) == (HOME, slug) and row["kind"] != "contact"
    ]
    return sorted(found, key=lambda tie: tie["began"])


def unit(code: str) -> dict:
    """Return what a unit is called."""
    return {"unit": code, "unit_label": unit_names(code)}


def _words(row: dict, field: str) -> dict:
    local = row.get("letter_language", "")
    found = {
        key.split(".", 1)[1]: text
        for key, text in row.items()
        if key.startswith(f"{field}.") and text
    }
    if "local" in found:
        found[local] = found.pop("local")
    return found


@cache
def _rows(name: str) -> list[dict]:
    with (WORLD / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
