"""Counting by a link: a form without script, a device that kept everything, two counters."""

from io import BytesIO

import pytest
from PIL import Image

from exchange.models import (
    Count,
    CountConflict,
    Photo,
    Receipt,
    ReceiptRefusal,
    Recognised,
    SealFound,
    db,
)
from exchange.web.receipt_form import figures_of
from tests.web.guests import change_link, guest, make_guest

__all__ = ["guest", "make_guest"]

WET = {"carton": 1, "line": 1, "good": 40, "damaged": 10, "reason": "Wet."}


def picture() -> BytesIO:
    kept = BytesIO()
    Image.new("RGB", (400, 300), "brown").save(kept, "JPEG")
    kept.seek(0)
    return kept


def form(guest, **typed):
    base = {"sending": "f1", "place": "Store 1", "signed_name": "Wei"}
    return guest.client.post(f"{guest.here}/count", data=base | typed)


def test_a_form_without_script_counts_and_signs(guest):
    guest.let_in()
    typed = {"c1-1-good": "40", "c1-1-kind": "damaged", "c1-1-reason": "Wet.", "seal": "broken"}
    photo = {"c1-1-photo": (picture(), "a.jpg"), "nobody": "yes"}
    first = form(guest, **typed, **photo)
    assert (first.status_code, first.location) == (303, guest.here)
    page = guest.client.get(guest.here).text
    assert "Wet." in page
    assert "Carton 2" in page
    signed = form(
        guest,
        sending="f2",
        rest_as_sent="true",
        remarks="One is wet.",
        signing="sign_with_reservations",
    )
    assert signed.status_code == 303
    assert guest.shipment.state == "disputed"
    assert "Received with reservations" in guest.client.get(guest.here).text
    receipts = db.session.query(Receipt).order_by(Receipt.position).all()
    assert [(one.signed_name, one.seal) for one in receipts] == [
        ("Wei", SealFound.BROKEN),
        ("Wei", None),
    ]
    photo = db.session.query(Photo).one()
    assert (photo.recognised, photo.person.name) == (Recognised.NOBODY, "Wei")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"c1-1-good": "forty"}, "Carton 1: write a whole number."),
        ({"c1-1-good": "10.5"}, "Carton 1: write a whole number."),
        ({"c1-1-good": "40"}, "Carton 1: choose the kind of difference."),
        ({"c1-1-good": "40", "c1-1-kind": "damaged"}, "Carton 1: give the reason."),
        ({"c1-1-good": "40", "c1-1-damaged": "5", "c1-1-reason": "x"}, "do not add up"),
        ({"c1-1-good": "50", "place": ""}, "Write where it was counted."),
        ({"c1-1-good": "50", "drawn": "<svg>"}, "could not be taken"),
        ({"c1-1-good": "50", "c1-1-photo": (BytesIO(b"no"), "a.jpg")}, "cannot be read"),
        ({"c1-1-good": "50", "signing": "sign_clean"}, "Still to count: 2."),
    ],
)
def test_what_cannot_be_counted_is_said_at_once_and_what_was_typed_stays(guest, typed, said):
    guest.let_in()
    answer = form(guest, **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(Count).count() == (1 if "signing" in typed else 0)


def test_figures_may_be_split_and_set_apart():
    assert figures_of({}, "c", 1000, 1000) == {"over": 0}
    assert figures_of({}, "c", 1002, 1000) == {"over": 2}
    split = {"c-damaged": "1,000", "c-short": "5"}
    assert figures_of(split, "c", 0, 1000) == {
        "damaged": 1000,
        "short": 5,
        "expired": 0,
        "refused": 0,
        "over": 5,
    }


def test_a_device_sends_later_and_twice_and_both_times_are_kept(guest):
    guest.let_in()
    body = {
        "counts": [WET],
        "device_at": "2026-11-01T08:00:00+08:00",
        "device_zone": "Asia/Shanghai",
        "drawn": "M1 2L30 40",
        "signed_name": "Wei",
    }
    first, again = guest.send(**body), guest.send(**body)
    assert first.status_code == 200
    assert first.json == again.json
    receipt = db.session.query(Receipt).one()
    assert receipt.device_at.isoformat() == "2026-11-01T00:00:00+00:00"
    assert (receipt.device_zone, receipt.drawn, receipt.sending) == (
        "Asia/Shanghai",
        "M1 2L30 40",
        "k1",
    )
    assert receipt.signed_at > receipt.device_at
    other = guest.send(**(body | {"counts": [WET | {"good": 41, "damaged": 9}]}))
    assert (other.status_code, db.session.query(Count).count()) == (422, 1)


def test_two_devices_that_differ_are_both_kept_and_both_told(make_guest, app):
    one = make_guest(cartons=1).let_in()
    other = type(one)(app, app.test_client(), one.token, one.link_id, one.shipment_id).let_in()
    clean = {"carton": 1, "line": 1, "good": 50}
    assert one.send(counts=[clean], signing="sign_clean").json["state"] == "received"
    late = other.send(sending="k2", counts=[WET], signing="sign_with_reservations")
    assert (late.status_code, late.json["twice"], late.json["is_open"]) == (200, [1], False)
    assert db.session.query(CountConflict).one().good == 40
    assert "another count differs" in one.client.get(one.here).text


def test_what_comes_when_all_is_over_is_kept_with_the_refusal(guest):
    guest.let_in()
    change_link(guest, revoked_at=guest.shipment.dispatched_at)
    answer = guest.send(counts=[WET])
    assert (answer.status_code, answer.json["wrong"][0][:20]) == (410, "The count is closed.")
    kept = db.session.query(ReceiptRefusal).filter_by(why="too_late").one()
    assert kept.told["counts"] == [WET]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([], 400),
        ({}, 400),
        ({"sending": "x", "counts": [{"carton": 1}]}, 422),
        (
            {
                "sending": "x",
                "place": "S",
                "counted_on": "2026-11-01",
                "counts": [WET | {"line": 9}],
            },
            422,
        ),
    ],
)
def test_nonsense_from_a_device_is_refused_whole(guest, body, status):
    guest.let_in()
    answer = guest.client.post(f"{guest.here}/count", json=body)
    assert (answer.status_code, db.session.query(Count).count()) == (status, 0)


def test_a_photo_is_kept_once_and_bare(guest):
    guest.let_in()
    for _ in range(2):
        sent = {"photo": (picture(), "a.jpg"), "caption": "Carton 1", "counted_on": "2026-11-01"}
        answer = guest.client.post(f"{guest.here}/photo", data=sent)
        assert answer.json == {"kept": True}
    photo = db.session.query(Photo).one()
    assert (photo.caption, photo.recognised) == ("Carton 1", Recognised.NOT_ASKED)
    assert guest.client.post(f"{guest.here}/photo").status_code == 422


@pytest.mark.parametrize(
    ("language", "direction", "word"),
    [("ar", "rtl", "الصندوق 1"), ("lo", "ltr", "ກ່ອງ 1"), ("zh-Hans", "ltr", "1 号箱")],
)
def test_the_page_speaks_the_language_of_the_link_and_keeps_another_chosen(
    make_guest, language, direction, word
):
    one = make_guest(language=language).let_in()
    page = one.client.get(one.here).text
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert word in page
    korean = one.client.get(f"{one.here}?l=ko").text
    assert "상자 1" in korean
    assert "/count?l=ko" in korean


def test_the_carton_whose_label_was_scanned_comes_first(guest):
    guest.let_in()
    sscc = guest.shipment.cartons[1].sscc
    page = guest.client.get(f"{guest.here}?c={sscc}").text
    assert page.index('id="c2"') < page.index('id="c1"')
    back = guest.client.post(
        f"{guest.here}/enter", data={"code": guest.code(), "name": "x", "c": sscc}
    )
    assert back.location.endswith(f"?c={sscc}")


def test_many_cartons_come_in_pages(make_guest, monkeypatch):
    monkeypatch.setattr("exchange.web.receipt_form.A_PAGE", 2)
    one = make_guest(cartons=3).let_in()
    assert "Page 2 of 2" in one.client.get(one.here).text
    assert 'id="c3"' in one.client.get(f"{one.here}?p=2").text
