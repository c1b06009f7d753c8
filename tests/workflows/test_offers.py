"""An offer of aid: its letter, its review, and every answer to it."""

import pytest
from marshmallow import ValidationError

from exchange.errors import NotReady, StepUpNeeded
from exchange.models import Document, Role, db
from exchange.numbering import sscc
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT
from tests.workflows.journeys import DISPATCH, PACKING, begun_shipment, package, walk
from tests.workflows.sending import (
    OFFER,
    REFUSAL,
    REVIEW,
    abroad,
    contact,
    make_inbound,
    reviewing,
    sender,
)

__all__ = ["abroad", "contact", "make_inbound", "reviewing", "sender"]


def unmet(case, action, actor, payload=None) -> list[str]:
    with pytest.raises(NotReady) as refusal:
        perform(
            SHIPMENT, case.id, action, actor=actor, payload=payload, confirmed_at=case.shared_at
        )
    return [one.code for one in refusal.value.unmet]


def papers(case) -> dict[str, Document]:
    found = db.session.query(Document).filter_by(subject_id=case.id)
    return {paper.kind.value: paper for paper in found}


@pytest.fixture
def approved(officer, director, tie):
    return walk(
        "shipments",
        begun_shipment(officer, appeal_reference=""),
        (officer, "submit"),
        (director, "approve"),
    )


@pytest.fixture
def offered(approved, officer):
    return walk("shipments", approved, (officer, "offer", OFFER))


def test_an_offer_has_its_letter_as_it_was_decided_on(offered):
    letter = papers(offered)["offer"]
    assert (letter.number[:2], letter.state) == ("IR", "queued")
    assert letter.facts["event"] == {"en": "the flood"}
    assert [line["quantity"] for line in letter.facts["goods"]] == ["100", "600"]
    assert letter.facts["reply_by"] == "2027-01-31"
    assert letter.facts["approval"]
    assert offered.shared_at is not None


def test_an_offer_without_a_day_to_answer_by_names_none(approved, officer):
    said = {name: words for name, words in OFFER.items() if name != "reply_by"}
    assert (
        papers(walk("shipments", approved, (officer, "offer", said)))["offer"].facts["reply_by"]
        == ""
    )


def test_what_is_accepted_is_packed_and_unpacked_again_as_it_was(offered, liaison, clerk):
    accepted = walk("shipments", offered, (liaison, "accept_offer"))
    assert accepted.accepted_at is not None
    packed = walk("shipments", accepted, (clerk, "pack", PACKING))
    assert walk("shipments", packed, (clerk, "unpack")).state == "accepted"


def test_a_liaison_needs_no_second_factor_where_no_review_is_asked(offered, liaison):
    assert perform(SHIPMENT, offered.id, "accept_offer", actor=liaison).state == "accepted"


def test_what_is_not_accepted_is_not_packed(offered, approved, clerk, officer):
    assert SHIPMENT.permitted("pack", offered, clerk)
    assert "pack" not in {one.action for one in SHIPMENT.available_actions(offered, clerk)}
    assert walk("shipments", offered, (officer, "withdraw_offer", {"reason": "Gone."})).state == (
        "withdrawn"
    )


def test_an_offer_needs_a_tie_or_an_appeal(approved, officer, tie):
    db.session.delete(tie)
    db.session.commit()
    assert unmet(approved, "offer", officer, OFFER) == ["no_tie"]


def test_a_refusal_has_its_letter_from_the_office_that_refuses(offered, liaison, partner):
    refused = walk("shipments", offered, (liaison, "refuse_offer", REFUSAL))
    letter = papers(refused)["regret"]
    assert (refused.state, refused.refusal) == ("refused", "no_capacity")
    assert (letter.owner_city, letter.partner_city.slug) == (partner, "portland")
    assert (letter.facts["reason"], letter.facts["declined"]) == ("no_capacity", True)
    assert letter.facts["message"] == {"en": "Sorry."}


def test_a_city_without_an_office_refuses_without_a_letter_of_ours(offered, liaison, partner):
    db.session.delete(partner.office)
    db.session.commit()
    refused = walk("shipments", offered, (liaison, "refuse_offer", {"reason": "no_need"}))
    assert set(papers(refused)) == {"offer"}


def test_a_director_answers_after_the_review_with_a_second_factor(
    make_inbound, reviewing, officer, director
):
    case = make_inbound("offered")
    assert unmet(case, "accept_offer", director) == ["review_missing"]
    assert unmet(case, "accept_offer", officer) == ["review_missing", "for_the_director"]
    reviewed = walk("shipments", case, (officer, "review_offer", REVIEW))
    with pytest.raises(StepUpNeeded):
        perform(SHIPMENT, reviewed.id, "accept_offer", actor=director)
    assert walk("shipments", reviewed, (director, "accept_offer")).state == "accepted"


def test_a_later_review_takes_the_place_of_an_earlier_one(make_inbound, reviewing, officer):
    against = REVIEW | {"finding": "refuse", "remarks": "It expires too soon."}
    case = walk("shipments", make_inbound("offered"), (officer, "review_offer", against))
    assert case.donation_review["finding"] == "refuse"
    again = REVIEW | {"finding": "conditions", "remarks": "Without the soap."}
    case = walk("shipments", case, (officer, "review_offer", again))
    assert case.donation_review["remarks"] == "Without the soap."


def test_an_unfavourable_review_cannot_be_passed_over(make_inbound, reviewing, officer, director):
    against = REVIEW | {"finding": "refuse", "remarks": "It expires too soon."}
    case = walk("shipments", make_inbound("offered"), (officer, "review_offer", against))
    assert unmet(case, "accept_offer", director) == ["review_against"]
    refused = walk("shipments", case, (director, "refuse_offer", {"reason": "regulations"}))
    assert papers(refused)["regret"].owner_city.slug == "portland"


def test_nobody_answers_what_they_reviewed_themselves(make_inbound, reviewing, make_person):
    both = make_person(Role.OFFICER, name="both")
    both.grants.append(type(both.grants[0])(role=Role.DIRECTOR))
    db.session.commit()
    case = walk("shipments", make_inbound("offered"), (both, "review_offer", REVIEW))
    assert unmet(case, "accept_offer", both) == ["own_review"]
    assert unmet(case, "refuse_offer", both, REFUSAL) == ["own_review"]


def test_no_review_is_recorded_where_none_is_asked(make_inbound, officer):
    assert unmet(make_inbound("offered"), "review_offer", officer, REVIEW) == ["no_review_asked"]


@pytest.mark.parametrize(
    ("action", "said", "field"),
    [
        ("review_offer", REVIEW | {"finding": "conditions"}, "remarks"),
        ("refuse_offer", {"reason": "other", "message": "Only ours."}, "message_partner"),
        ("refuse_offer", {"reason": "other", "message_partner": "Nur ihre."}, "message"),
        ("refuse_offer", {"reason": "too far"}, "reason"),
    ],
)
def test_what_is_said_is_whole(make_inbound, officer, action, said, field):
    case = make_inbound("offered")
    with pytest.raises(ValidationError) as wrong:
        perform(SHIPMENT, case.id, action, actor=officer, payload=said)
    assert list(wrong.value.messages) == [field]


THEIRS = [sscc("4012345", n) for n in (1, 2, 3)]


def packing(*codes: str, cartons: int = 2) -> dict:
    return {"packages": [package(cartons, (1, 100 // cartons), ssccs=" ".join(codes))]}


def test_cartons_keep_the_codes_they_came_with_and_the_rest_get_ours(make_inbound, clerk):
    case = walk("shipments", make_inbound("accepted"), (clerk, "pack", packing(THEIRS[0])))
    assert [carton.sscc for carton in case.cartons] == [THEIRS[0], sscc("8800000", 1)]
    assert walk("shipments", case, (clerk, "unpack")).state == "approved"


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        (THEIRS, "too_many_codes"),
        ([THEIRS[0], THEIRS[0]], "codes_taken"),
        ([sscc("8800000", 9)], "codes_taken"),
    ],
)
def test_a_code_stands_on_one_carton_and_is_the_senders(make_inbound, clerk, codes, code):
    assert unmet(make_inbound("accepted"), "pack", clerk, packing(*codes)) == [code]


def test_a_code_that_another_carton_bears_is_refused(make_inbound, clerk):
    walk("shipments", make_inbound("accepted"), (clerk, "pack", packing(THEIRS[0])))
    other = make_inbound("accepted")
    assert unmet(other, "pack", clerk, packing(THEIRS[0])) == ["codes_taken"]


def test_an_office_gives_its_own_cartons_their_codes(make_shipment, clerk):
    assert unmet(make_shipment("approved"), "pack", clerk, packing(THEIRS[0])) == ["own_codes"]


@pytest.mark.parametrize("wrong", ["123", THEIRS[0][:-1] + "x", f"{int(THEIRS[0]) + 1:018}"])
def test_a_code_is_read_with_its_check_digit(make_inbound, clerk, wrong):
    case = make_inbound("accepted")
    with pytest.raises(ValidationError):
        perform(SHIPMENT, case.id, "pack", actor=clerk, payload=packing(wrong))


def test_what_the_sender_hands_over_orders_no_paper_in_its_name(make_inbound, clerk):
    gone = walk(
        "shipments",
        make_inbound("accepted"),
        (clerk, "pack", packing()),
        (clerk, "dispatch", DISPATCH),
    )
    assert (gone.state, papers(gone)) == ("dispatched", {})
