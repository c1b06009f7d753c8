"""What the letters of a claim say: that there is one, how it is answered, how it was settled."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final, cast

from exchange.facts.letter_shapes import ClaimFacts
from exchange.facts.paper import head_between, order
from exchange.facts.spoken import typed_words
from exchange.facts.ties import ties_of_letter
from exchange.facts.words import in_both, letter_language, unit_names
from exchange.models import Claim, Document, DocumentKind, Person

COPIES: Final = 2


class Step(StrEnum):
    """At which step of a claim a letter is written."""

    NOTICE = "notice"
    AGREED = "agreed"
    CONTESTED = "contested"
    SETTLED = "settled"


def order_claim_letter(
    claim: Claim, actor: Person, step: Step, words: str = "", enclosed: Sequence[str] = ()
) -> Document | None:
    """Order the letter of this step; none where the city that would write it has no office.

    Notice is given by the consignee, the consignor answers, and who has settled it writes so.
    """
    cities = (claim.owner_city, claim.partner_city)
    ours = step is Step.NOTICE or (step is Step.SETTLED and actor.city_id == cities[0].id)
    issuer, other = cities if ours else cities[::-1]
    if issuer.office is None:
        return None
    head = head_between(issuer, other, issuer.office.series_prefix, COPIES)
    facts = claim_facts(claim, cast("Any", head), step, words, enclosed)
    title = claim.title if ours else claim.title_partner
    return order(DocumentKind.CLAIM, claim, actor, title, facts, (issuer, other))


def claim_facts(
    claim: Claim, head: ClaimFacts, step: Step, words: str = "", enclosed: Sequence[str] = ()
) -> ClaimFacts:
    """Return the whole of what the letter says; `enclosed` are numbers of papers with it."""
    office = head["office"]
    way = claim.settlement.value if claim.settlement else ""
    facts: dict[str, Any] = {
        **head,
        "ties": ties_of_letter(claim.owner_city, claim.partner_city),
        "contact": {"names": office["names"], "phone": office["phone"], "email": ""},
        "reference": [{"kind": "shipment", "number": claim.shipment.number}],
        "claim": claim.number,
        "shipment": claim.shipment.number,
        "step": step.value,
        "way": way if step in {Step.AGREED, Step.SETTLED} else "",
        "carrier": claim.carrier if step is Step.SETTLED else "",
        "carrier_reference": claim.carrier_reference if step is Step.SETTLED else "",
        "goods": [_line(claim, line) for line in claim.lines],
        "enclosed": list(enclosed),
        "said": typed_words(words, head["languages"]),
    }
    return cast("ClaimFacts", facts)


def _line(claim: Claim, line: Any) -> dict[str, Any]:
    both = tuple(
        letter_language(city.letter_language) for city in (claim.partner_city, claim.owner_city)
    )
    return {
        "description": in_both(line.item, line.item_partner, cast("tuple[str, str]", both)),
        "difference": line.difference.value,
        "quantity": str(line.quantity),
        "unit": line.unit,
        "unit_label": unit_names(line.unit),
    }
