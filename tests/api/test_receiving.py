"""A program counts by the same law as a form, a link and a file."""

from exchange.models import Count, CountConflict, Receipt, db
from tests.api.asked import refused
from tests.web.guests import guest, make_guest
from tests.workflows.journeys import count, receiving

__all__ = ["guest", "make_guest"]


def test_a_program_counts_and_no_difference_goes_unexplained(program, liaison, guest):
    desk, here = program(liaison), f"/shipments/{guest.shipment_id}"
    begun = desk.act(f"{here}/start_receiving", guest.shipment.version).get_json()
    version = begun["version"]
    silent = desk.act(f"{here}/record_receipt", version, receiving(count(1, 1, 49, short=1)))
    assert refused(silent, 422, "not_ready")["unmet"][0]["code"] == "reason_missing"
    assert db.session.query(Count).count() == 0
    said = receiving(count(1, 1, 49, short=1, reason="One never came."))
    key = {"Idempotency-Key": "counted once"}
    first = desk.act(f"{here}/record_receipt", version, said, **key)
    again = desk.act(f"{here}/record_receipt", version, said, **key)
    assert first.status_code == again.status_code == 200
    assert db.session.query(Receipt).count() == 1
    other = receiving(count(1, 1, 50))
    twice = desk.act(f"{here}/record_receipt", again.get_json()["version"], other)
    assert twice.status_code == 200
    assert db.session.query(CountConflict).one().first["reason"] == "One never came."


def test_a_program_chooses_between_two_counts_and_keeps_links(program, liaison, guest):
    desk, here = program(liaison), f"/shipments/{guest.shipment_id}"
    opened = desk.act(f"{here}/open_link", guest.shipment.version, {"sha256": "a" * 64})
    assert opened.status_code == 200
    wrong = desk.act(f"{here}/open_link", guest.shipment.version, {"sha256": "no digest"})
    refused(wrong, 422, "invalid")
    none = {"conflict": str(guest.link_id), "chosen": "first", "reason": "because"}
    refused(desk.act(f"{here}/choose_count", guest.shipment.version, none), 409, "wrong_state")
