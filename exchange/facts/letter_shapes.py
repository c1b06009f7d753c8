"""The frozen facts of each letter; see `shapes` for how texts, dates and figures are written.

What is optional is stated as "" or []; a letter leaves out the sentence that would say it.
"""

from typing import Literal, NotRequired, TypedDict

from exchange.facts.shapes import Contact, PaperFacts, Tie, Words


class Reference(TypedDict):
    """Another paper or case that the letter belongs to."""

    kind: Literal["project", "shipment", "letter", "goods_received", "appeal", "agreement"]
    number: str


class GivenLine(TypedDict):
    """One line of goods as a letter lists it."""

    description: Words
    quantity: str  # decimal
    unit: str  # UN/ECE Recommendation 20
    unit_label: Words
    received_on: NotRequired[str]  # ISO date; in a letter of thanks
    handed_to: NotRequired[Words]
    used_for: NotRequired[Words]


class Own(TypedDict):
    """What an officer may add to a letter, and what goes with it."""

    message: Words
    wording: dict[str, Words]
    enclosed: list[str]


PLAIN: Own = {"message": {}, "wording": {}, "enclosed": []}


class LetterFacts(PaperFacts):
    """What every letter carries beside its own facts.

    `wording` holds passages that an officer wrote anew before approval, by key and language;
    `message` is the officer's own paragraph, {} where there is none.
    """

    ties: list[Tie]  # oldest first; [] when there is none yet
    contact: Contact
    reference: NotRequired[list[Reference]]
    message: NotRequired[Words]
    wording: NotRequired[dict[str, Words]]
    enclosed: NotRequired[list[str]]  # numbers of papers that go with the letter


class VisitFacts(LetterFacts):
    """A letter about something two cities do together: acceptance, approval notice, regret."""

    title: Words
    starts_on: str  # ISO date, or ""
    ends_on: str
    participants: int  # 0 where it is not said


class AcceptanceFacts(VisitFacts):
    """A letter that accepts an invitation."""

    answered: str  # number of the letter answered, or ""
    answered_on: str


class ApprovalNoticeFacts(VisitFacts):
    """A letter that tells the partner that a project was approved."""

    approved_on: str


class RegretFacts(VisitFacts):
    """A letter that cancels; `reason` is one of the list of cancellations."""

    reason: str


class DeclinedFacts(RegretFacts):
    """A letter that declines offered aid; `reason` is one of the list of refusals."""

    declined: bool


class ReliefFacts(LetterFacts):
    """A letter of sympathy, or one that offers aid."""

    event: Words  # a noun phrase that can stand after "because of"
    goods: list[GivenLine]
    reply_by: NotRequired[str]


class DonationFacts(LetterFacts):
    """The letter that goes with a consignment."""

    goods: list[GivenLine]
    dispatched_on: str
    carrier: str
    waybill: str
    eta: str
    papers: list[str]  # kinds of the papers sent with it


class ThanksFacts(LetterFacts):
    """A letter of thanks, filled from a confirmed receipt and the end-use report."""

    goods: list[GivenLine]
    received_on: str


class CongratulationFacts(LetterFacts):
    """A letter on an anniversary of the present tie; `on` is the day it falls on."""

    on: str


class ReferralFacts(LetterFacts):
    """A letter of the support centre to another body; nothing personal is in it."""

    body: Words
    case: str  # number of the service case
    service: Words
    consent_on: str
    reply_by: str


class CompactFacts(LetterFacts):
    """A letter of intent, an agreement, or a memorandum of understanding.

    `tie` says which kind of tie it founds. `council_resolution` is required for a sister city;
    `term_years` 0 is an agreement without a term.
    """

    tie: Literal["sister", "friendship", "project"]
    fields: list[str]
    owner_body: Words
    partner_body: Words
    intent_on: str
    council_resolution: str
    council_resolved_on: str
    term_years: int
    notice_months: int
    originals: int  # in each language
    place: Words
    signed_on: str
