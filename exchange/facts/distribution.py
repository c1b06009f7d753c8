"""Who was given what of the goods that arrived, as papers and pages tell it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from exchange.facts.shapes import Words
from exchange.facts.spoken import typed_words
from exchange.models import DONE, Claim, Distribution, Shipment, db


def given_out(shipment: Shipment) -> list[Distribution]:
    """Return what was reported to have been given out and not retracted, in order."""
    return [row for row in every_report(shipment) if row.retracted_at is None]


def every_report(shipment: Shipment) -> list[Distribution]:
    """Return every row of every report, retracted ones too, in order."""
    return list(
        db.session.scalars(
            select(Distribution)
            .where(Distribution.shipment_id == shipment.id)
            .order_by(Distribution.report, Distribution.position)
        )
    )


def people_of(shipment: Shipment) -> int:
    """Return how many people were reached, as far as it was said."""
    return sum(row.people for row in given_out(shipment))


def receivers_of(shipment: Shipment, languages: Sequence[str]) -> Words:
    """Return who was given the goods, in each language it was typed in."""
    return _listed(given_out(shipment), "handed_to", languages)


def settled_by(shipment: Shipment) -> str:
    """Return how the last difference was settled, or nothing."""
    way = db.session.scalar(
        select(Claim.settlement)
        .where(Claim.shipment_id == shipment.id, Claim.state.in_(DONE))
        .order_by(Claim.created_at.desc())
        .limit(1)
    )
    return way.value if way else ""


def use_of_line(
    shipment: Shipment, number: int, languages: Sequence[str], whole: Words
) -> dict[str, Any]:
    """Return to whom one line went and what for; `whole` stands where its rows do not say.

    What is not said in every language of the letter is left out: it has one half for each.
    """
    rows = [row for row in given_out(shipment) if row.line.position == number]
    found = {name: _listed(rows, name, languages) for name in ("handed_to", "used_for")}
    found["used_for"] = found["used_for"] or whole
    return {name: words for name, words in found.items() if set(languages) <= words.keys()}


def _listed(rows: Sequence[Distribution], name: str, languages: Sequence[str]) -> Words:
    said: dict[str, list[str]] = {}
    for row in rows:
        for text in (getattr(row, name), getattr(row, f"{name}_partner")):
            for language, words in typed_words(text, languages).items():
                known = said.setdefault(language, [])
                if words not in known:
                    known.append(words)
    return {language: "; ".join(texts) for language, texts in said.items()}
