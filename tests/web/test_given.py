"""The public page of aid, and the pages of claims and corrections: who sees what."""

from datetime import date

import pytest

from exchange import clock
from exchange.models import Claim, Document, PhotoUse, Recognised, Role, ShipmentState, db
from tests.making import saved
from tests.web.kept import a_photo
from tests.web.test_photos import add, scene, sent, the_photo
from tests.workflows.conftest import packed_shipment, receiving_shipment
from tests.workflows.journeys import RECOUNT, USE, count, receiving, walk

__all__ = ["packed_shipment", "receiving_shipment"]
SHORT = count(4, 2, 200, short=100, reason="Never came.")


@pytest.fixture
def disputed(receiving_shipment, liaison):
    return walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(SHORT, rest=True)),
        (liaison, "sign_with_reservations", {"remarks": "As counted."}),
    )


@pytest.fixture
def published(disputed, liaison, officer):
    return walk("shipments", disputed, (liaison, "report_use", USE), (officer, "publish"))


def test_anybody_sees_what_was_given_and_who_was_given_it(app, published, officer, liaison):
    page = app.test_client().get(
        f"/aid/{published.public_token}", headers={"Accept-Language": "en"}
    )
    assert page.status_code == 200
    for words in ("sent 600 · arrived good 500", "The clinics", "120 people"):
        assert words in page.text
    for personal in (officer.name, liaison.name, "As counted", "Never came"):
        assert personal not in page.text


def test_what_is_taken_down_is_not_there(app, published, officer):
    anybody = app.test_client()
    anybody.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    walk("shipments", published, (officer, "unpublish"))
    assert anybody.get(f"/aid/{published.public_token}").status_code == 404
    assert anybody.get("/aid/ABCD-EFGH").status_code == 404


def test_the_check_page_of_its_papers_leads_there(app, published):
    paper = db.session.query(Document).filter_by(kind="goods_received").one()
    paper.sha256, paper.issued_at, paper.shared_at = "a" * 64, clock.now(), clock.now()
    paper.pages = 1
    db.session.execute(db.update(Document).where(Document.id == paper.id).values(state="sent"))
    db.session.commit()
    page = app.test_client().get(f"/check/{paper.check_code}").text
    assert f"/aid/{published.public_token}" in page


@pytest.mark.parametrize(
    ("recognised", "noted", "shown"),
    [
        (Recognised.AGREED, [PhotoUse.PUBLIC_PAGE], True),
        (Recognised.NOBODY, [PhotoUse.PUBLIC_PAGE, PhotoUse.PAPER], True),
        (Recognised.NOT_ASKED, [PhotoUse.PUBLIC_PAGE], False),
        (Recognised.AGREED, [PhotoUse.PAPER], False),
        (Recognised.AGREED, [], False),
    ],
)
def test_only_a_photo_agreed_to_for_it_is_on_the_page(
    app, published, officer, recognised, noted, shown
):
    photo = a_photo(app, published, officer)
    photo.recognised, photo.consent_for = recognised, [one.value for one in noted]
    photo.consent_by, photo.consent_on = "The ward sister", date(2020, 2, 6)
    saved(photo)
    anybody, here = app.test_client(), f"/aid/{published.public_token}"
    address = f"{here}/photos/{photo.id}.jpg"
    page = anybody.get(here).text
    assert (address in page) is shown
    assert "ward sister" not in page
    assert anybody.get(address).status_code == (200 if shown else 404)


def test_nobody_is_public_unless_it_is_noted_who_agreed(app, published, officer):
    photo = a_photo(app, published, officer)
    photo.consent_for = [PhotoUse.PUBLIC_PAGE.value]
    saved(photo)
    assert str(photo.id) not in app.test_client().get(f"/aid/{published.public_token}").text


def test_consent_is_asked_for_with_who_and_when(reader, officer, make_shipment):
    one, case = reader(officer), make_shipment(ShipmentState.RECEIVED)
    content = sent(scene((1200, 800)))
    answer = add(one, case, content, **{"consent_for-0-": "public_page"})
    assert answer.status_code == 422
    assert "Note who agreed to the public page" in answer.text
    told = {"consent_for-0-": "public_page", "consent_by": "The ward", "consent_on": "2020-02-06"}
    assert add(one, case, content, **told).status_code == 303
    assert the_photo().may_be_public
    here = f"/shipments/{case.id}/photos/{the_photo().id}"
    assert 'value="public_page" checked' in one.open(here)


def test_a_photo_agreed_to_for_the_page_alone_is_on_no_paper(app, published, officer):
    photo = a_photo(app, published, officer)
    photo.recognised, photo.consent_for = Recognised.AGREED, [PhotoUse.PUBLIC_PAGE.value]
    assert not photo.may_be_printed
    photo.consent_for = [PhotoUse.PAPER.value]
    assert photo.may_be_printed


def test_both_sides_read_the_claim_and_each_what_the_other_said(
    reader, disputed, officer, liaison
):
    claim = db.session.query(Claim).one()
    ours, theirs = reader(officer), reader(liaison)
    shipment = ours.open(f"/shipments/{disputed.id}")
    assert claim.number in shipment
    assert "A claim is not settled yet" in shipment
    here = f"/claims/{claim.id}"
    said = {"position": "It left whole.", "version": str(claim.version)}
    assert ours.send(f"{here}/contest", **said).status_code == 303
    page = theirs.open(here)
    assert "It left whole." in page
    assert "Answer the objection" in page
    assert "Decken und Masken" in page
    assert "that opened the claim" in ours.open(here)
    assert "Decken und Masken" not in ours.open("/claims")
    assert "officer of the receiving city" in ours.open(here)
    asked = f"/access?asked=claims:answer&number={claim.number}"
    assert "officer of the receiving city" in ours.open(asked)


def test_a_stranger_finds_no_claim(reader, disputed, make_person, stranger):
    claim = db.session.query(Claim).one()
    one = reader(make_person(Role.OFFICER, stranger))
    assert one.client.get(f"/claims/{claim.id}").status_code == 404


def test_a_correction_shows_what_it_took_the_place_of(
    reader, disputed, officer, director, liaison
):
    claim = db.session.query(Claim).one()
    walk("claims", claim, (officer, "agree", {"settlement": "write_off"}), (officer, "settle"))
    closing = {"waiver": "None is asked.", "thanks": "Letter 12"}
    walk(
        "shipments",
        disputed,
        (officer, "close", closing),
        (director, "reopen", {"reason": "Found."}),
        (liaison, "correct", RECOUNT | {"counts": [count(4, 2, 300)]}),
    )
    page = reader(officer).open(f"/shipments/{disputed.id}")
    for words in ("Correction 2", "Found behind the door.", "<s>200</s>", "<s>100</s>"):
        assert words in page


def test_the_form_of_a_report_offers_what_is_left(reader, disputed, liaison):
    page = reader(liaison).open(f"/shipments/{disputed.id}/report_use")
    for name, value in {"uses-0-quantity": "100", "uses-1-quantity": "500"}.items():
        assert f'name="{name}"' in page
        assert f'value="{value}"' in page
