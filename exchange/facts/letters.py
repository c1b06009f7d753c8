"""What a letter of an office's own accord says, frozen as it was decided on."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, cast

from exchange.facts import shapes
from exchange.facts.letter_shapes import GivenLine, LetterFacts
from exchange.facts.paper import header, languages_of, office_of, order
from exchange.facts.ties import ties_of_letter
from exchange.facts.words import in_both, unit_names
from exchange.models import Document, DocumentKind, Letter, LetterGoods, LetterKind, Person

COPIES: Final = 2


def order_letter(letter: Letter, actor: Person) -> Document:
    """Freeze what the letter says, and order it."""
    office = office_of(letter.owner_city)
    facts = letter_facts(letter, header(letter, office.series_prefix, COPIES))
    return order(DocumentKind(letter.kind.value), letter, actor, letter.title, facts)


def letter_facts(letter: Letter, head: shapes.PaperFacts) -> LetterFacts:
    """Return the whole of what the letter says, in both languages."""
    both = languages_of(letter)
    office = head["office"]
    message = in_both(letter.message, letter.message_partner, both) if letter.message else {}
    facts: dict[str, Any] = {
        **head,
        "ties": ties_of_letter(letter.owner_city, letter.partner_city),
        "contact": {"names": office["names"], "phone": office["phone"], "email": ""},
        "reference": [{"kind": "letter", "number": letter.number}],
        "message": message,
        "wording": letter.wording,
    }
    return cast("LetterFacts", facts | OWN[letter.kind](letter, both))


def _visit(letter: Letter, both: tuple[str, str]) -> dict[str, Any]:
    return {
        "title": in_both(letter.title, letter.title_partner, both),
        "starts_on": _day(letter.starts_on),
        "ends_on": _day(letter.ends_on),
        "participants": letter.participant_count,
    }


def _acceptance(letter: Letter, both: tuple[str, str]) -> dict[str, Any]:
    answered = {"answered": letter.answered, "answered_on": _day(letter.answered_on)}
    return _visit(letter, both) | answered


def _approval_notice(letter: Letter, both: tuple[str, str]) -> dict[str, Any]:
    return _visit(letter, both) | {"approved_on": _day(letter.decided_on)}


def _regret(letter: Letter, both: tuple[str, str]) -> dict[str, Any]:
    return _visit(letter, both) | {"reason": letter.reason.value if letter.reason else "other"}


def _relief(letter: Letter, both: tuple[str, str]) -> dict[str, Any]:
    return {
        "event": in_both(letter.title, letter.title_partner, both),
        "goods": [given(line, both) for line in letter.goods],
        "reply_by": _day(letter.reply_by),
    }


def _thanks(letter: Letter, both: tuple[str, str]) -> dict[str, Any]:
    received = _day(letter.received_on)
    goods = [
        {
            **given(line, both),
            "received_on": received,
            "handed_to": _both(line.handed_to, line.handed_to_partner, both),
            "used_for": _both(line.used_for, line.used_for_partner, both),
        }
        for line in letter.goods
    ]
    return {"goods": goods, "received_on": received}


def _congratulation(letter: Letter, _both: tuple[str, str]) -> dict[str, Any]:
    return {"on": _day(letter.celebrated_on)}


def _compact(letter: Letter, both: tuple[str, str]) -> dict[str, Any]:
    office = office_of(letter.owner_city)
    return {
        "tie": letter.tie.value if letter.tie else "project",
        "fields": list(letter.cooperation),
        "owner_body": office.names,
        "partner_body": in_both(letter.partner_body, letter.partner_body_partner, both),
        "intent_on": "" if letter.intent_on is None else str(letter.intent_on),
        "council_resolution": letter.council_resolution,
        "council_resolved_on": _day(letter.council_resolved_on),
        "term_years": letter.term_years,
        "notice_months": letter.notice_months,
        "originals": letter.originals,
        "place": _both(letter.place, letter.place_partner, both),
        "signed_on": _day(letter.signed_on),
    }


OWN: Final[Mapping[LetterKind, Callable[[Letter, tuple[str, str]], dict[str, Any]]]] = {
    LetterKind.ACCEPTANCE: _acceptance,
    LetterKind.APPROVAL_NOTICE: _approval_notice,
    LetterKind.REGRET: _regret,
    LetterKind.OFFER: _relief,
    LetterKind.SYMPATHY: _relief,
    LetterKind.THANKS: _thanks,
    LetterKind.CONGRATULATION: _congratulation,
    LetterKind.INTENT: _compact,
    LetterKind.AGREEMENT: _compact,
}


def given(line: LetterGoods, both: tuple[str, str]) -> GivenLine:
    """Return one line of goods as a letter lists it."""
    return {
        "description": in_both(line.item, line.item_partner, both),
        "quantity": str(line.quantity),
        "unit": line.unit,
        "unit_label": unit_names(line.unit),
    }


def _both(own: str, theirs: str, languages: tuple[str, str]) -> shapes.Words:
    """Return a text in both languages, or nothing where neither side wrote any."""
    return in_both(own or theirs, theirs, languages) if own or theirs else {}


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
