"""In which language a counting page speaks, and how it says what was refused."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from babel.numbers import format_decimal
from flask import Flask, request
from marshmallow import ValidationError

from exchange.documents.photographs import PhotoRefused
from exchange.errors import ExchangeError, NotReady, UnmetCondition
from exchange.facts.words import LETTER_LANGUAGES
from exchange.models import ReceiptLink
from exchange.wording.locales import locale_of
from exchange.wording.receipt_page import Words, words

OWN_NAMES = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}


def install(app: Flask) -> None:
    """Give the templates of these pages their numbers and names."""
    app.jinja_env.globals.update(
        number=number, named=named, own_name=own_name, fresh_key=lambda: uuid4().hex
    )


def number(value: int, language: str) -> str:
    """Write a number as readers of that language do."""
    return str(format_decimal(value, locale=locale_of(language)))


def named(names: Mapping[str, str], language: str) -> str:
    """Return a name in that language, else in English, else in any."""
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


def own_name(language: str) -> str:
    """Return what a language calls itself."""
    own = locale_of(language).get_language_name(locale_of(language)) or language
    return OWN_NAMES.get(language) or own[:1].upper() + own[1:]


def words_of(link: ReceiptLink | None) -> Words:
    """Return the words in the language chosen in the address, else that of the link.

    Who has no link is answered in the first language their browser asks for.
    """
    chosen = request.args.get("l", "")
    if chosen in LETTER_LANGUAGES:
        return words(chosen)
    if link is not None:
        return words(link.language)
    return words(request.accept_languages.best_match(LETTER_LANGUAGES) or "en")


def chosen() -> dict[str, Any]:
    """Return the language chosen in the address, to be kept in the next."""
    wanted = request.args.get("l", "")
    return {"l": wanted} if wanted in LETTER_LANGUAGES else {}


def unmet_in_words(said: Words, unmet: Iterable[UnmetCondition]) -> list[str]:
    """Return what stands in the way, each as a sentence of the page."""
    return [_sentence(said, one.code, dict(one.params)) for one in unmet]


def refusal_in_words(said: Words, refusal: Exception) -> list[str]:
    """Return why what was sent was not taken."""
    if isinstance(refusal, NotReady):
        return unmet_in_words(said, refusal.unmet)
    if isinstance(refusal, ValidationError):
        fields: Any = refusal.messages
        return [said["fill_in"]] if {"place", "counted_on"} & set(fields) else [said["not_taken"]]
    if isinstance(refusal, PhotoRefused):
        return [said["no_photo"]]
    code = refusal.code if isinstance(refusal, ExchangeError) else ""
    return [said["too_late"] if code in {"wrong_state", "not_found"} else said["not_taken"]]


def _sentence(said: Words, code: str, places: dict[str, str]) -> str:
    key = f"unmet_{code}"
    return said.said(key, **places) if key in said else said["not_taken"]
