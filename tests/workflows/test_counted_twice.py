"""Links and counts that differ: opened and revoked through the door, both counts kept."""

import secrets
from datetime import timedelta
from uuid import uuid4

import pytest

from exchange import clock
from exchange.errors import NotFound, NotPermitted, NotReady
from exchange.models import (
    Chosen,
    Count,
    CountConflict,
    Document,
    DocumentKind,
    Grant,
    Notice,
    Person,
    PersonState,
    ReceiptLink,
    Role,
    db,
)
from exchange.policy import may_see
from exchange.workflows.perform import Once, perform
from exchange.workflows.sendings import is_open, take
from exchange.workflows.shipment import SHIPMENT
from tests.making import saved
from tests.workflows.journeys import CLOSING, DISPATCH, count, receiving, walk

WET = count(1, 1, 40, damaged=10, reason="Wet.")
OTHER = Once("count k2", "b" * 64)
WHY = {"reason": "Looked at it again."}


def guest_of(case) -> Person:
    return saved(
        Person(
            name="Wei",
            title={"en": "Wei"},
            email=f"{uuid4().hex}@guest.invalid",
            state=PersonState.LEFT,
            city_id=case.consignee_id,
            confined_to=case.id,
            grants=[Grant(role=Role.COUNTER)],
        )
    )


@pytest.fixture
def guest(receiving_shipment):
    return guest_of(receiving_shipment)


@pytest.fixture
def twice(receiving_shipment, liaison, guest):
    """Carton 1 counted as sent by the liaison, and later as wet by a guest."""
    walk("shipments", receiving_shipment, (liaison, "record_receipt", receiving(count(1, 1, 50))))
    return walk("shipments", receiving_shipment, (guest, "record_receipt", receiving(WET)))


def conflict() -> CountConflict:
    return db.session.query(CountConflict).one()


def choice(chosen: str) -> dict:
    return {"conflict": str(conflict().id), "chosen": chosen, **WHY}


def codes(case, action, actor, payload=None) -> list[str]:
    with pytest.raises(NotReady) as refusal:
        perform(SHIPMENT, case.id, action, actor=actor, payload=payload or {})
    return [unmet.code for unmet in refusal.value.unmet]


def test_labels_carry_a_link_whose_token_is_kept_nowhere_else(receiving_shipment, clerk):
    link = db.session.query(ReceiptLink).one()
    assert (link.shipment_id, link.created_by_id) == (receiving_shipment.id, clerk.id)
    papers = db.session.query(Document).all()
    urls = {paper.kind: paper.facts.get("receipt_url", "") for paper in papers}
    assert urls[DocumentKind.CARTON_LABELS].startswith("http://127.0.0.1:8000/r/")
    assert urls[DocumentKind.PALLET_LABELS] == urls[DocumentKind.CARTON_LABELS]
    assert not any(url for kind, url in urls.items() if not kind.endswith("_labels"))
    assert link.sha256 not in urls[DocumentKind.CARTON_LABELS]


def test_a_link_is_opened_in_a_language_and_revoked_once(receiving_shipment, clerk, liaison):
    opened = {"sha256": secrets.token_hex(32), "in_language": "lo", "days": 3}
    walk("shipments", receiving_shipment, (liaison, "open_link", opened))
    link = db.session.query(ReceiptLink).filter_by(sha256=opened["sha256"]).one()
    assert link.language == "lo"
    assert timedelta(days=2) < link.expires_at - clock.now() <= timedelta(days=3)
    told = {"link": str(link.id), "reason": "Lost telephone."}
    walk("shipments", receiving_shipment, (clerk, "revoke_link", told))
    assert db.session.get(ReceiptLink, link.id).revoked_by_id == clerk.id
    assert codes(receiving_shipment, "revoke_link", clerk, told) == ["no_such_link"]
    for one in db.session.query(ReceiptLink).filter_by(revoked_at=None):
        last = {"link": str(one.id), "reason": "All of them."}
        walk("shipments", receiving_shipment, (clerk, "revoke_link", last))
    assert codes(receiving_shipment, "revoke_link", clerk, told) == ["no_link"]


def test_a_later_count_that_differs_is_kept_beside_the_first(twice, liaison, officer):
    kept = conflict()
    assert (kept.good, kept.damaged, kept.reason, kept.first["good"]) == (40, 10, "Wet.", 50)
    assert db.session.query(Count).one().good == 50
    assert {one.person_id for one in db.session.query(Notice).filter_by(kind="moved")} >= {
        liaison.id,
        officer.id,
    }
    walk("shipments", twice, (liaison, "record_receipt", receiving(rest=True)))
    assert codes(twice, "sign_clean", liaison) == ["counted_twice"]


@pytest.mark.parametrize(("chosen", "good"), [("first", 50), ("other", 40)])
def test_one_of_two_counts_is_chosen_and_both_stay_readable(twice, liaison, chosen, good):
    walk("shipments", twice, (liaison, "choose_count", choice(chosen)))
    kept = conflict()
    assert (kept.chosen, kept.first["good"], kept.good) == (Chosen(chosen), 50, 40)
    standing = db.session.query(Count).filter(Count.superseded_by_id.is_(None)).one()
    assert standing.good == good
    assert (standing.receipt_id == kept.receipt_id) == (chosen == "other")
    again = {"conflict": str(kept.id), "chosen": "first", **WHY}
    assert codes(twice, "choose_count", liaison, again) == ["no_conflict"]


def test_only_what_there_is_can_be_chosen(twice, liaison, guest):
    wrong = choice("first") | {"conflict": str(uuid4())}
    assert codes(twice, "choose_count", liaison, wrong) == ["no_such_conflict"]
    with pytest.raises(NotPermitted):
        perform(SHIPMENT, twice.id, "choose_count", actor=guest, payload=choice("other"))


def test_a_count_after_the_signature_is_kept_and_changes_nothing(
    receiving_shipment, liaison, guest, officer
):
    assert codes(receiving_shipment, "count_again", liaison, receiving(WET)) == [
        "nothing_counted_yet"
    ]
    signed = walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(rest=True)),
        (liaison, "sign_clean"),
        (guest, "count_again", receiving(WET)),
    )
    assert codes(signed, "choose_count", liaison, choice("other")) == ["signed_already"]
    assert codes(signed, "close", officer, CLOSING) == ["counted_twice"]
    walk(
        "shipments",
        signed,
        (liaison, "choose_count", choice("first")),
        (officer, "close", CLOSING),
    )
    assert db.session.query(Count).filter_by(good=40).count() == 0


def test_a_guest_counts_one_shipment_and_does_nothing_else(
    receiving_shipment, guest, make_shipment, liaison
):
    other = make_shipment(receiving_shipment.state, number="AS-other")
    assert may_see(guest, receiving_shipment)
    assert not may_see(guest, other)
    with pytest.raises(NotFound):
        perform(SHIPMENT, other.id, "record_receipt", actor=guest, payload=receiving(rest=True))
    offered = {one.action for one in SHIPMENT.available_actions(receiving_shipment, guest)}
    assert offered == {"record_receipt", "sign_clean", "sign_with_reservations", "count_again"}
    assert SHIPMENT.available_actions(other, guest) == ()


def sending(*counts, **more):
    return receiving(*counts) | {"sending": "k1", "signed_name": "Wei"} | more


def test_the_same_sending_twice_is_one_receipt_and_one_answer(receiving_shipment, guest, liaison):
    walk("shipments", receiving_shipment, (liaison, "record_receipt", receiving(count(1, 1, 50))))
    said, once = sending(WET, count(2, 1, 50)), Once("count k1", "a" * 64)
    first = take(receiving_shipment.id, guest, said, "", once)
    again = take(receiving_shipment.id, guest, said, "", once)
    assert first.twice == again.twice == (1,)
    assert db.session.query(Count).count() == 2
    assert db.session.query(CountConflict).count() == 1


def test_a_sending_begins_counts_and_signs_in_one_go(packed_shipment, clerk):
    case = walk("shipments", packed_shipment, (clerk, "dispatch", DISPATCH))
    guest, once = guest_of(case), Once("count k1", "a" * 64)
    wet = sending(WET, rest_as_sent=True, remarks="One is wet.")
    taken = take(case.id, guest, wet, "sign_with_reservations", once)
    assert (taken.shipment.state, taken.unmet, is_open(taken.shipment)) == ("disputed", (), False)
    late = take(case.id, guest, sending(count(1, 1, 50), sending="k2"), "sign_clean", OTHER)
    assert (late.shipment.state, late.twice, late.unmet) == ("disputed", (1,), ())
    alike = take(case.id, guest, sending(WET, sending="k3"), "", Once("count k3", "c" * 64))
    assert alike.twice == ()


def test_a_signature_that_is_not_due_is_told_and_a_wrong_count_is_refused(
    receiving_shipment, guest
):
    taken = take(receiving_shipment.id, guest, sending(WET), "sign_clean", OTHER)
    assert [one.code for one in taken.unmet] == ["uncounted", "discrepancy"]
    assert is_open(taken.shipment)
    nothing = take(receiving_shipment.id, guest, sending(), "", Once("count k3", "c" * 64))
    assert nothing.twice == ()
    with pytest.raises(NotReady, match="add up"):
        take(receiving_shipment.id, guest, sending(count(2, 1, 1)), "", Once("count k4", "d" * 64))
    walk("shipments", receiving_shipment, (guest, "record_receipt", receiving(rest=True)))
    wrong = sending(count(1, 1, 1), sending="k5")
    with pytest.raises(NotReady, match="add up"):
        take(receiving_shipment.id, guest, wrong, "", Once("count k5", "e" * 64))
