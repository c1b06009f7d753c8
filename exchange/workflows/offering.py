"""The rows by which aid is offered or announced, reviewed, and accepted or refused."""

from exchange.models import ShipmentState
from exchange.permissions import Permission
from exchange.schemas.inputs import Note, Reason
from exchange.schemas.offers import Announcement, DonationReview, Offer, Refusal
from exchange.workflows import offer_rules as rules
from exchange.workflows.engine import Guard, Transition, row

P, S = Permission, ShipmentState
OFFERED = frozenset({S.OFFERED})
ANSWER = (rules.for_the_director, rules.not_own_review)


def offer_rows(ready: tuple[Guard, ...], bound: Guard) -> tuple[Transition, ...]:
    """Return the rows from a draft or an approved shipment to its acceptance.

    `ready` is asked of what is announced without an approval here, `bound` of every offer.
    """
    twice = {"step_up": True, "step_up_if": rules.review_asked}
    return (
        row(
            "announce",
            frozenset({S.DRAFT}),
            S.OFFERED,
            P.SHIPMENT_ANNOUNCE,
            inputs=Announcement,
            guards=ready,
            effect=rules.announce,
        ),
        row(
            "offer",
            frozenset({S.APPROVED}),
            S.OFFERED,
            P.SHIPMENT_PREPARE,
            inputs=Offer,
            guards=(bound,),
            effect=rules.offer,
        ),
        row(
            "review_offer",
            OFFERED,
            S.OFFERED,
            P.SHIPMENT_REVIEW,
            inputs=DonationReview,
            guards=(rules.to_be_reviewed,),
            effect=rules.review,
            theirs=True,
        ),
        row(
            "accept_offer",
            OFFERED,
            S.ACCEPTED,
            P.SHIPMENT_ANSWER,
            inputs=Note,
            guards=(rules.review_is_favourable, *ANSWER),
            effect=rules.accept,
            **twice,
        ),
        row(
            "refuse_offer",
            OFFERED,
            S.REFUSED,
            P.SHIPMENT_ANSWER,
            inputs=Refusal,
            guards=ANSWER,
            effect=rules.refuse,
            aside=True,
            **twice,
        ),
        row(
            "withdraw_offer",
            OFFERED,
            S.WITHDRAWN,
            P.SHIPMENT_PREPARE,
            inputs=Reason,
            aside=True,
        ),
    )
