"""A closed file is taken up again: counts supersede, papers say so, and nothing is edited."""

import pytest

from exchange.errors import NotReady, StepUpNeeded
from exchange.models import Claim, Count, Document, Receipt, Role, db
from exchange.web.check import Verdict, look_up
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT
from tests.postgres import ON_BOTH
from tests.workflows.journeys import CLOSING, ISSUED, RECOUNT, USE, count, receiving, walk

REASON = {"reason": "A carton was found behind the door."}
SHORT = count(4, 2, 200, short=100, reason="Never came.")
FOUND = count(4, 2, 300)


def papers(case, kind: str) -> list[Document]:
    found = db.session.query(Document).filter_by(subject_id=case.id, kind=kind)
    return found.order_by(Document.edition).all()


def codes(case, action, actor, payload=None) -> list[str]:
    with pytest.raises(NotReady) as refusal:
        walk("shipments", case, (actor, action, payload or {}))
    return [unmet.code for unmet in refusal.value.unmet]


@pytest.fixture
def closed(receiving_shipment, liaison, officer, system):
    """A file closed with a shortage written off, its papers issued and sent."""
    case = walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(SHORT, rest=True)),
        (liaison, "sign_with_reservations", {"remarks": "As counted."}),
    )
    for paper in papers(case, "goods_received"):
        walk("documents", paper, (system, "render"), (system, "issue", ISSUED), (system, "send"))
    claim = db.session.query(Claim).one()
    walk("claims", claim, (officer, "agree", {"settlement": "write_off"}), (officer, "settle"))
    return walk("shipments", case, (liaison, "report_use", USE), (officer, "close", CLOSING))


@ON_BOTH
def test_a_correction_supersedes_the_count_and_the_note(closed, director, liaison, officer):
    again = walk("shipments", closed, (director, "reopen", REASON))
    assert again.state == "receiving"
    recount = RECOUNT | {"counts": [FOUND]}
    signed = walk("shipments", again, (liaison, "correct", recount), (liaison, "sign_clean"))
    content = next(one for one in signed.contents if one.count.content_id == one.id)
    assert content.count.superseded_by_id is None
    receipt = db.session.query(Receipt).filter(Receipt.correction != "").one()
    was = db.session.query(Count).filter_by(superseded_by_id=receipt.id).one()
    assert (was.good, was.short, was.reason) == (200, 100, "Never came.")
    assert receipt.correction == "Found behind the door."
    first, second = papers(signed, "goods_received")
    assert (first.state, second.replaces_id, second.edition) == ("replaced", first.id, 2)
    assert second.facts["version"] == 2
    assert second.facts["clean"]
    assert first.void_reason == "Found behind the door."
    assert first.is_made
    assert look_up(first.check_code).verdict is Verdict.SUPERSEDED
    assert papers(signed, "discrepancy")[0].state == "void"
    assert db.session.query(Claim).count() == 1
    assert walk("shipments", signed, (officer, "close", CLOSING)).state == "closed"
    assert len(papers(signed, "thanks")) == 2


def test_a_new_difference_opens_a_claim_of_that_alone(closed, director, liaison, officer):
    worse = count(1, 1, 45, damaged=5, reason="Mould.")
    case = walk(
        "shipments",
        closed,
        (director, "reopen", REASON),
        (liaison, "correct", RECOUNT | {"counts": [worse]}),
        (liaison, "sign_with_reservations", {"remarks": "As counted again."}),
    )
    claims = db.session.query(Claim).order_by(Claim.created_at).all()
    assert [(one.line_no, one.difference, one.quantity) for c in claims for one in c.lines] == [
        (2, "short", 100),
        (1, "damaged", 5),
    ]
    assert [one.state for one in papers(case, "discrepancy")] == ["replaced", "queued"]
    assert codes(case, "close", officer, CLOSING) == ["open_claim"]


def test_signed_again_without_a_count_nothing_is_written_anew(closed, director, liaison, officer):
    case = walk(
        "shipments",
        closed,
        (director, "reopen", REASON),
        (liaison, "sign_with_reservations", {"remarks": "It stands."}),
        (officer, "close", CLOSING),
    )
    kinds = ("goods_received", "discrepancy", "end_use", "thanks")
    assert [len(papers(case, kind)) for kind in kinds] == [1, 1, 1, 1]
    assert db.session.query(Claim).count() == 1


def test_either_director_reopens_and_proves_who_they_are(closed, make_person, partner, director):
    with pytest.raises(StepUpNeeded):
        perform(SHIPMENT, closed.id, "reopen", actor=director, payload=REASON)
    theirs = make_person(Role.DIRECTOR, partner)
    assert walk("shipments", closed, (theirs, "reopen", REASON)).state == "receiving"


def test_what_never_came_in_is_not_reopened(make_shipment, director):
    assert codes(make_shipment("closed"), "reopen", director, REASON) == ["never_counted"]


def test_only_what_was_counted_is_counted_again(closed, director, liaison):
    case = walk("shipments", closed, (director, "reopen", REASON))
    for counts in ([count(9, 1, 50)], [FOUND, FOUND]):
        recount = RECOUNT | {"counts": counts}
        assert codes(case, "correct", liaison, recount) == ["not_to_correct"]
    wrong = RECOUNT | {"counts": [count(4, 2, 299)]}
    assert codes(case, "correct", liaison, wrong) == ["does_not_add_up"]
    assert db.session.query(Count).filter(Count.superseded_by_id.is_not(None)).count() == 0


def test_no_more_is_given_out_than_arrived_good(closed, director, liaison):
    much = USE | {"uses": [{"line": 2, "quantity": 501, "handed_to": "The clinics"}]}
    assert codes(closed, "report_use", liaison, much) == ["more_than_arrived"]
    nowhere = USE | {"uses": [{"line": 9, "quantity": 1, "handed_to": "The clinics"}]}
    assert codes(closed, "report_use", liaison, nowhere) == ["no_such_line"]
    all_of_it = USE | {"uses": [{"line": 2, "quantity": 500, "handed_to": "The clinics"}]}
    case = walk(
        "shipments", closed, (liaison, "report_use", all_of_it), (director, "reopen", REASON)
    )
    less = RECOUNT | {"counts": [count(3, 2, 299, damaged=1, reason="Torn.")]}
    assert codes(case, "correct", liaison, less) == ["more_than_arrived"]
    taken_back = {"report": 2, "reason": "Counted twice."}
    case = walk(
        "shipments", case, (liaison, "retract_use", taken_back), (liaison, "correct", less)
    )
    assert codes(case, "retract_use", liaison, taken_back) == ["no_such_report"]
    walk("shipments", case, (liaison, "retract_use", taken_back | {"report": 1}))
    assert codes(case, "retract_use", liaison, taken_back) == ["no_reports"]


def test_all_that_arrived_can_be_reported_in_parts(closed, liaison):
    rest = [
        {"line": 1, "quantity": 90, "handed_to": "Schools", "used_for": "Pupils"},
        {"line": 2, "quantity": 500, "handed_to": "Homes"},
    ]
    case = walk("shipments", closed, (liaison, "report_use", USE | {"uses": rest}))
    assert codes(case, "report_use", liaison, USE) == ["nothing_left"]


def test_a_file_is_not_closed_before_its_use_is_told_or_waived(
    receiving_shipment, liaison, officer
):
    case = walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(rest=True)),
        (liaison, "sign_clean"),
    )
    thanks = {"thanks": "Letter 12"}
    assert codes(case, "close", officer, thanks) == ["no_end_use"]
    told = USE | {"uses": [USE["uses"][0] | {"used_for": "Wards"}]}
    case = walk("shipments", case, (liaison, "report_use", told), (officer, "close", thanks))
    report = papers(case, "end_use")[0].facts
    assert (report["handed_to"], report["people"]) == ({"en": "The clinics"}, 120)
    line = papers(case, "thanks")[0].facts["goods"][0]
    assert (line["handed_to"], line["used_for"]) == ({"en": "The clinics"}, {"en": "Wards"})


def test_it_is_published_and_taken_down_and_keeps_its_address(closed, officer):
    case = walk("shipments", closed, (officer, "publish"))
    token = case.public_token
    assert codes(case, "publish", officer) == ["published"]
    case = walk("shipments", case, (officer, "unpublish"))
    assert codes(case, "unpublish", officer) == ["not_published"]
    assert walk("shipments", case, (officer, "publish")).public_token == token
