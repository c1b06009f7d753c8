"""Photos of a case as people add, describe, see and delete them."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from exchange.documents.photographs import MOST_SENT
from exchange.facts.photos import photos_for_paper
from exchange.models import (
    Photo,
    ProjectState,
    Recognised,
    Role,
    ShipmentState,
    db,
)
from exchange.workflows import photos as rules
from tests.documents.test_photographs import scene, sent
from tests.web.conftest import TOKEN

WORDS = {"caption": "마스크", "caption_partner": "口罩", "recognised": "nobody"}


@pytest.fixture
def shipment(make_shipment):
    return make_shipment(ShipmentState.RECEIVED)


def add(one, case, content, plural="shipments", **words):
    """Send the form as a browser does, without a file of the test's own in between."""
    address = f"/{plural}/{case.id}/photos/new"
    token = TOKEN.search(one.open("/"))[1]
    parts = [part(name, said) for name, said in (WORDS | words | {"csrf_token": token}).items()]
    body = b"".join([*parts, part("photo", content, '; filename="photo.jpg"'), b"--edge--\r\n"])
    return one.client.post(
        address,
        input_stream=BytesIO(body),
        content_length=len(body),
        content_type="multipart/form-data; boundary=edge",
    )


def part(name, said, more=""):
    head = f'--edge\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + (said if isinstance(said, bytes) else said.encode()) + b"\r\n"


def the_photo():
    return db.session.scalars(select(Photo)).one()


def kept(app):
    store = app.extensions["photos"]
    return {one.split("/")[-1] for one in store.filesystem.find(store.root)}


def test_a_photo_is_kept_shown_described_anew_and_deleted(app, reader, officer, shipment):
    one = reader(officer)
    content = sent(scene((3000, 2000)))
    assert add(one, shipment, content).status_code == 303
    photo = the_photo()
    assert (photo.width, photo.height, photo.position, photo.person_id) == (
        2000,
        1333,
        1,
        officer.id,
    )
    assert kept(app) == {f"{digest}.jpg" for digest in photo.files}
    here = f"/shipments/{shipment.id}/photos/{photo.id}"
    page = one.open(f"/shipments/{shipment.id}")
    assert "1. 마스크" in page
    assert f"{here}/small.jpg" in page
    picture = one.client.get(f"{here}/large.jpg")
    assert picture.mimetype == "image/jpeg"
    assert Image.open(BytesIO(picture.data)).size == (2000, 1333)
    assert "口罩" in one.open(here)
    one.send(here, **WORDS | {"caption": "손 세정제", "taken_on": "2020-03-25"})
    assert "손 세정제" in one.open(f"/shipments/{shipment.id}")
    assert "for good" in one.open(f"{here}/delete")
    assert the_photo().caption == "손 세정제", "asking deletes nothing"
    assert one.send(f"{here}/delete").status_code == 303
    assert db.session.scalar(select(func.count(Photo.id))) == 0
    assert kept(app) == set()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a photo."),
        (sent(scene(), "GIF"), "no JPEG, PNG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no JPEG, PNG or WebP"),
        (sent(scene())[:900], "damaged or not complete"),
    ],
)
def test_what_is_no_photo_is_refused_at_its_field(reader, officer, shipment, content, said):
    answer = add(reader(officer), shipment, content)
    assert answer.status_code == 422
    assert said in answer.text
    assert "마스크" in answer.text, "what was typed is still there"
    assert 'aria-invalid="true"' in answer.text
    assert db.session.scalar(select(func.count(Photo.id))) == 0


def test_a_photo_without_words_or_without_saying_who_is_seen_is_not_kept(
    reader, officer, shipment
):
    for missing in ("caption", "recognised"):
        assert add(reader(officer), shipment, sent(scene()), **{missing: ""}).status_code == 422
    assert db.session.scalar(select(func.count(Photo.id))) == 0


def test_photos_may_be_larger_than_other_forms_but_not_without_bound(reader, officer, shipment):
    one = reader(officer)
    large = sent(scene()) + bytes(9 * 1024 * 1024)  # what follows the end of a JPEG is not read
    assert add(one, shipment, large).status_code == 303
    assert add(one, shipment, bytes(MOST_SENT + 128 * 1024)).status_code == 413
    nine = {"caption": "x" * (9 * 1024 * 1024)}
    assert one.client.post(f"/shipments/{shipment.id}/edit", data=nine).status_code == 413


def test_the_partner_who_receives_adds_photos_and_deletes_only_their_own(
    reader, officer, liaison, shipment
):
    add(reader(officer), shipment, sent(scene()))
    ours = the_photo()
    one = reader(liaison)
    assert add(one, shipment, sent(scene()), caption="arrived").status_code == 303
    theirs = db.session.scalars(select(Photo).where(Photo.caption == "arrived")).one()
    here = f"/shipments/{shipment.id}/photos"
    assert "1. 마스크" in one.open(f"/shipments/{shipment.id}")
    assert one.client.get(f"{here}/{ours.id}/delete").status_code == 404
    assert one.send(f"{here}/{ours.id}/delete").status_code == 403
    assert one.send(f"{here}/{ours.id}", **WORDS).status_code == 403
    assert one.send(f"{here}/{theirs.id}/delete").status_code == 303


def test_photos_of_another_city_or_another_case_are_not_there(
    reader, officer, make_person, stranger, shipment, make_shipment, make_project
):
    add(reader(officer), shipment, sent(scene()))
    photo, other = the_photo(), make_shipment()
    foreign = reader(make_person(Role.OFFICER, stranger))
    clerk = reader(make_person(Role.CLERK))
    for end in ("", "/large.jpg", "/small.jpg", "/delete"):
        assert (
            foreign.client.get(f"/shipments/{shipment.id}/photos/{photo.id}{end}").status_code
            == 404
        )
        elsewhere = f"/shipments/{other.id}/photos/{photo.id}{end}"
        assert reader(officer).client.get(elsewhere).status_code == 404
    assert foreign.client.get(f"/shipments/{shipment.id}/photos/new").status_code == 404
    assert clerk.client.get(f"/shipments/{shipment.id}/photos/new").status_code == 404
    assert clerk.client.get(f"/shipments/{shipment.id}/photos/{photo.id}").status_code == 200
    hidden = make_project(ProjectState.DRAFT)
    assert foreign.client.get(f"/projects/{hidden.id}/photos/new").status_code == 404


def test_a_paper_states_only_photos_whose_people_agreed(reader, officer, shipment):
    one = reader(officer)
    for recognised in ("not_asked", "agreed", "nobody"):
        add(one, shipment, sent(scene((1200, 1600))), recognised=recognised)
    stated = photos_for_paper(shipment)
    assert [photo["n"] for photo in stated] == [2, 3]
    assert stated[0]["caption"] == {"ko": "마스크", "zh-Hans": "口罩"}
    assert (stated[0]["width_mm"], stated[0]["height_mm"]) == ("45.2", "60.3")
    assert [photo["n"] for photo in photos_for_paper(shipment, without={2})] == [3]
    asked = db.session.scalars(select(Photo).where(Photo.position == 1)).one()
    assert asked.recognised is Recognised.NOT_ASKED
    assert "Not to be printed" in one.open(f"/shipments/{shipment.id}")


def test_the_same_photo_twice_is_one_file_until_both_are_deleted(app, reader, officer, shipment):
    one = reader(officer)
    for caption in ("first", "second"):
        add(one, shipment, sent(scene()), caption=caption)
    for left in (1, 0):
        photo = db.session.scalars(select(Photo)).first()
        files = photo.files
        one.send(f"/shipments/{shipment.id}/photos/{photo.id}/delete")
        assert kept(app) == ({f"{digest}.jpg" for digest in files} if left else set())


def test_a_case_holds_so_many_photos_and_no_more(app, reader, officer, shipment, monkeypatch):
    monkeypatch.setattr(rules, "MOST", 1)
    add(reader(officer), shipment, sent(scene()))
    answer = add(reader(officer), shipment, sent(scene((900, 700))))
    assert answer.status_code == 422
    assert "delete one first" in answer.text
    assert kept(app) == {f"{one}.jpg" for one in the_photo().files}, "nothing of the refused one"
