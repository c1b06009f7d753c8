"""Photos and what they leave behind: a history, a carton's number, the papers that show them."""

import pytest
from sqlalchemy import func, select

from exchange import photos
from exchange.facts.photos import photos_for_paper
from exchange.models import Carton, DocumentKind, Event, Photo, ShipmentState, db
from tests.documents.shipments import sscc
from tests.documents.test_photographs import scene, sent
from tests.web.test_pages import issued
from tests.web.test_photos import WORDS, add, kept, the_photo


@pytest.fixture
def shipment(make_shipment):
    return make_shipment(ShipmentState.RECEIVED)


def test_a_deleted_photo_stays_on_the_paper_that_shows_it(
    app, reader, officer, home, partner, shipment
):
    one = reader(officer)
    add(one, shipment, sent(scene()))
    (stated,) = photos_for_paper(shipment)
    kind = DocumentKind.GOODS_RECEIVED
    issued(app, officer, home, partner, shipment, facts={"photos": [stated]}, kind=kind)
    photo = the_photo()
    assert photos.is_printed(photo)
    here = f"/shipments/{shipment.id}/photos/{photo.id}"
    assert "A paper shows this photo" in one.open(here)
    assert "Papers that show it keep it." in one.open(f"{here}/delete")
    large, paper = photo.sha256, photo.paper_sha256
    assert one.send(f"{here}/delete").status_code == 303
    assert db.session.scalar(select(func.count(Photo.id))) == 0
    assert kept(app) == {f"{paper}.jpg"}, "the file the paper is made of, and no other"
    assert app.extensions["photos"].get(paper)
    add(one, shipment, sent(scene((1600, 1200))))
    assert the_photo().position == 2, "no other photo is ever called photo 1"
    assert large not in {one.sha256 for one in db.session.scalars(select(Photo))}


def test_what_happens_to_a_photo_is_in_the_history_both_sides_read(
    app, reader, officer, liaison, shipment
):
    one = reader(officer)
    add(one, shipment, sent(scene()))
    here = f"/shipments/{shipment.id}/photos/{the_photo().id}"
    one.send(here, **WORDS | {"caption": "A name that is gone", "recognised": "agreed"})
    one.send(f"{here}/delete")
    events = db.session.scalars(
        select(Event).where(Event.subject_id == shipment.id).order_by(Event.position.desc())
    ).all()[:3]
    assert [event.action for event in events] == ["delete_photo", "describe_photo", "add_photo"]
    assert {event.source for event in events} == {event.target for event in events}
    assert events[1].inputs["recognised"] == "agreed"
    assert not any("gone" in str(event.inputs) for event in events), "words can be forgotten"
    for person in (officer, liaison):
        page = reader(person).open(f"/shipments/{shipment.id}")
        for said in ("added photo 1", "changed the words of photo 1", "deleted photo 1"):
            assert said in page
    db.session.refresh(shipment)
    assert shipment.version == events[0].position


def test_a_photo_names_its_carton_and_no_other(reader, officer, shipment):
    one = reader(officer)
    answer = add(one, shipment, sent(scene()), carton="999")
    assert answer.status_code == 422
    assert "There is no carton of that number." in answer.text
    sizes = dict.fromkeys(("length_mm", "width_mm", "height_mm", "net_g", "gross_g"), 300)
    shipment.cartons.append(Carton(position=1, sscc=sscc(1), **sizes))
    db.session.commit()
    assert add(one, shipment, sent(scene()), carton="1").status_code == 303
    assert the_photo().carton == 1
    assert "Carton 1" in one.open(f"/shipments/{shipment.id}")
    here = f"/shipments/{shipment.id}/photos/{the_photo().id}"
    assert one.send(here, **WORDS, carton="999").status_code == 422
    assert one.send(here, **WORDS).status_code == 303
    assert the_photo().carton is None
