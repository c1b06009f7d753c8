"""A link and a code open one shipment on one device; everything else is refused and noted."""

from datetime import timedelta

import pytest

from exchange import clock
from exchange.identity import receipt_visits as visits
from exchange.models import (
    CodeWay,
    Event,
    Person,
    ReceiptCode,
    ReceiptVisit,
    Role,
    Shipment,
    ShipmentState,
    db,
)
from exchange.workflows.registry import WORKFLOWS
from tests.web.guests import change, change_link, guest, make_guest, reasons
from tests.web.test_every_route import OPEN, addresses, theirs
from tests.workflows.conftest import make_document, office_makers

__all__ = ["guest", "make_document", "make_guest", "office_makers", "theirs"]

LATER = {
    "unknown": lambda _guest: None,
    "expired": lambda one: change_link(one, expires_at=clock.now() - timedelta(seconds=1)),
    "revoked": lambda one: change_link(one, revoked_at=clock.now()),
    "closed": lambda one: change(Shipment, one.shipment_id, state=ShipmentState.CLOSED),
}


def test_a_code_opens_the_shipment_on_this_device_alone(guest, app):
    asked = guest.client.get(guest.here)
    assert "Code, 8 digits" in asked.text
    assert "Carton 1" not in asked.text
    guest.let_in()
    assert "Carton 1" in guest.client.get(guest.here).text
    assert "Carton 1" not in app.test_client().get(guest.here).text
    cookie = guest.client.get_cookie("count", path=guest.here)
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", guest.here)
    assert db.session.query(ReceiptVisit).one().sha256 != cookie.value
    assert reasons() == []


def test_who_counts_is_a_guest_with_a_history_who_can_never_sign_in(guest):
    guest.let_in()
    person = db.session.query(Person).filter_by(name="Wei").one()
    assert (person.parts, person.active, person.confined_to) == (
        {Role.COUNTER},
        False,
        guest.shipment_id,
    )
    begun = db.session.query(Event).filter_by(subject_id=person.id).one()
    assert (begun.action, begun.inputs) == ("begin", {"roles": ["counter"]})


@pytest.mark.parametrize("why", LATER)
def test_a_link_that_ended_or_never_was_opens_nothing_and_is_noted(guest, why):
    guest.let_in()
    LATER[why](guest)
    here = "/r/never-was" if why == "unknown" else guest.here
    answers = [
        guest.client.get(here),
        guest.client.get(f"{here}/app.webmanifest"),
        guest.client.post(f"{here}/code"),
        guest.client.post(f"{here}/enter", data={"code": "1", "name": "x"}),
        guest.client.post(f"{here}/photo"),
        guest.client.post(f"{here}/count"),
    ]
    assert {one.status_code for one in answers} == {404}
    assert all("This link does not work" in one.text for one in answers)
    assert reasons() == [why] * 6


def test_a_guessed_code_is_refused_and_soon_not_even_looked_at(guest):
    code = guest.code()
    wrong = "00000000" if code != "00000000" else "11111111"
    said = [guest.enter(wrong).status_code for _ in range(6)]
    assert said == [403] * 5 + [429]
    assert "Try again in 1 minutes" in guest.enter(code).text
    assert reasons() == ["wrong_code"] * 5 + ["locked"] * 2
    assert db.session.query(ReceiptVisit).count() == 0
    assert db.session.query(ReceiptCode).one().tries == 5


def test_a_used_code_and_an_old_one_are_refused(guest, app):
    code = guest.code()
    assert guest.enter(f"{code[:4]} {code[4:]}").status_code == 303
    other = app.test_client().post(f"{guest.here}/enter", data={"code": code, "name": "x"})
    assert other.status_code == 403
    old = guest.code()
    row = db.session.query(ReceiptCode).filter_by(used_at=None).one()
    change(ReceiptCode, row.id, expires_at=clock.now())
    assert guest.enter(old).status_code == 403
    assert reasons() == ["used_code", "used_code"]


def test_a_code_of_one_shipment_opens_no_other(make_guest):
    one, other = make_guest("a" * 22), make_guest("b" * 22)
    assert other.enter(one.code()).status_code == 403
    assert reasons() == ["wrong_code"]


@pytest.mark.parametrize("name", ["", "  ", "a\u0007b"])
def test_whoever_counts_gives_a_name(guest, name):
    answer = guest.enter(guest.code(), name)
    assert (answer.status_code, "Write your name" in answer.text) == (422, True)


def test_a_cookie_of_one_shipment_opens_nothing_else(make_guest, app, theirs):
    one, other = make_guest("a" * 22).let_in(), make_guest("b" * 22)
    secret = one.client.get_cookie("count", path=one.here).value
    thief = app.test_client()
    thief.set_cookie("count", secret, path="/")
    assert "Code, 8 digits" in thief.get(other.here).text
    assert thief.post(f"{other.here}/count", json={"sending": "x"}).status_code == 401
    assert thief.post(f"{other.here}/photo").status_code == 401
    assert set(reasons()) == {"no_visit"}
    for turn in range(len(WORKFLOWS)):
        for method, endpoint, address, _named in addresses(app, theirs, turn):
            if endpoint in OPEN or endpoint.startswith("receipts."):
                continue
            body = {"json": {}} if "/api/" in address else {}
            got = thief.open(address, method=method, **body)
            assert got.status_code in {302, 401}, (method, address)


def test_another_site_sends_nothing_in_the_readers_name(guest):
    guest.let_in()
    sent = guest.client.post(f"{guest.here}/count", headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403


def test_the_page_may_keep_itself_and_nothing_else_may(guest):
    assert "worker-src 'self'" in guest.client.get(guest.here).headers["Content-Security-Policy"]
    worker = guest.client.get("/r/worker.js")
    assert worker.mimetype == "text/javascript"
    told = guest.client.get(f"{guest.here}/app.webmanifest")
    assert told.mimetype == "application/manifest+json"
    assert (told.json["start_url"], told.json["scope"]) == (guest.here, guest.here)
    assert "worker-src" not in guest.client.get("/sign-in").headers["Content-Security-Policy"]


def test_a_code_is_owed_by_mail_and_not_without_end(guest, liaison):
    said = guest.client.post(f"{guest.here}/code")
    assert "the code is on its way" in said.text
    for _ in range(visits.MOST_MAILS):
        with guest.app.test_request_context():
            visits.new_code(guest.link_id, CodeWay.MAIL, liaison.email)
    queue = guest.app.extensions["queue"]
    assert [job.func_name for job in queue.jobs] == ["workers.receipt_codes.send_code"]
    guest.client.post(f"{guest.here}/code")
    assert len(queue.jobs) == 1
