"""Photos through the door: each in the history of its case, and on the papers ordered after."""

from datetime import date
from types import SimpleNamespace

import pytest
from marshmallow import ValidationError

from exchange.documents.checking import check
from exchange.errors import NotFound, NotPermitted, StaleVersion
from exchange.models import Claim, Document, Event, Photo, Recognised, db
from exchange.workflows import photos
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT
from tests.postgres import ON_BOTH
from tests.workflows.journeys import CLOSING, DISPATCH, USE, count, receiving, walk

SAID = {
    "caption": "Wet",
    "caption_partner": "Nass",
    "taken_on": date(2020, 2, 3),
    "recognised": Recognised.NOBODY,
}


def kept(n: int) -> dict:
    """Return digests and sizes as of a photo that lies in the store."""
    digests = {name: f"{n:0>63}{end}" for name, end in zip(FILES, "abc", strict=True)}
    sizes = {"width": 2000, "height": 1500, "paper_width": 475, "paper_height": 356, "size": 9}
    return digests | sizes


FILES = ("sha256", "paper_sha256", "small_sha256")


def papers(case) -> dict[str, Document]:
    found = db.session.query(Document).filter_by(subject_id=case.id)
    return {paper.kind.value: paper for paper in found.order_by(Document.created_at)}


@pytest.fixture
def counted(packed_shipment, clerk, liaison):
    return walk(
        "shipments",
        packed_shipment,
        (clerk, "dispatch", DISPATCH),
        (liaison, "start_receiving"),
        (liaison, "record_receipt", receiving(count(4, 2, 290, short=10, reason="-"), rest=True)),
    )


@ON_BOTH
def test_what_arrived_is_shown_on_the_note_and_what_was_done_with_it_on_the_report(
    counted, officer, liaison
):
    photos.add(counted, liaison, SAID | {"carton": 4}, kept(1))
    photos.add(counted, officer, SAID | {"recognised": Recognised.NOT_ASKED}, kept(2))
    photos.add(counted, liaison, SAID | {"carton": None}, kept(3))
    signed = walk(
        "shipments", counted, (liaison, "sign_with_reservations", {"remarks": "As counted."})
    )
    photos.add(signed, liaison, SAID | {"caption": "In use"}, kept(4))
    written_off = {"settlement": "write_off"}
    claim = db.session.query(Claim).one()
    walk("claims", claim, (officer, "agree", written_off), (officer, "settle"))
    closed = walk("shipments", signed, (liaison, "report_use", USE), (officer, "close", CLOSING))
    found = papers(closed)
    note = found["goods_received"].facts["photos"]
    assert [(one["n"], one["carton"]) for one in note] == [(1, 4), (3, 0)]
    assert note[0]["url"] == f"photo:{kept(1)['paper_sha256']}"
    assert (note[0]["width_mm"], note[0]["taken_on"]) == ("80.4", "2020-02-03")
    assert found["discrepancy"].facts["photos"] == note
    assert [one["n"] for one in found["end_use"].facts["photos"]] == [4]
    facts = {kind: paper.facts for kind, paper in found.items()}
    for kind, own in facts.items():
        check(kind, own, {name: theirs for name, theirs in facts.items() if name != kind})


def test_what_came_of_an_exchange_is_shown_on_its_report(invited_project, officer, liaison):
    project = walk("projects", invited_project, (liaison, "accept"), (officer, "start"))
    photos.add(project, officer, SAID, kept(1))
    told = {"outcome": "They sang.", "people_took_part": 19}
    facts = papers(walk("projects", project, (officer, "report", told)))["outcome"].facts
    assert [one["caption"] for one in facts["photos"]] == [{"en": "Wet"}]


@ON_BOTH
def test_each_photo_is_an_event_of_its_case_and_its_number_is_never_given_again(
    counted, officer, liaison
):
    before, state = counted.version, counted.state
    first = photos.add(counted, officer, SAID, kept(1))
    photos.describe(counted, officer, first.id, {"recognised": Recognised.AGREED})
    assert photos.delete(counted, officer, first.id) == {kept(1)[name] for name in FILES}
    assert photos.add(counted, liaison, SAID, kept(2)).position == 2
    assert (counted.version, counted.state) == (before + 4, state)
    events = db.session.query(Event).filter(
        Event.subject_id == counted.id, Event.position > before
    )
    told = [(one.action, one.inputs["n"]) for one in events.order_by(Event.position)]
    assert told == [("add_photo", 1), ("describe_photo", 1), ("delete_photo", 1), ("add_photo", 2)]


def test_who_read_the_case_before_a_photo_came_is_told_to_read_again(counted, officer, liaison):
    read = counted.version
    photos.add(counted, officer, SAID, kept(1))
    with pytest.raises(StaleVersion):
        perform(
            SHIPMENT,
            counted.id,
            "sign_with_reservations",
            actor=liaison,
            payload={"remarks": "As counted."},
            expected_version=read,
        )


def test_a_photo_is_the_affair_of_who_prepares_receives_or_added_it(
    counted, officer, clerk, liaison, director
):
    with pytest.raises(NotPermitted):
        photos.add(counted, director, SAID, kept(1))
    ours = photos.add(counted, officer, SAID, kept(1))
    for change in (photos.describe, lambda *known: photos.delete(*known[:3])):
        with pytest.raises(NotPermitted):
            change(counted, liaison, ours.id, {"caption": "Mine"})
    theirs = photos.add(counted, liaison, SAID, kept(2))
    photos.describe(counted, officer, theirs.id, {"caption": "Corrected"})
    photos.delete(counted, liaison, theirs.id)
    with pytest.raises(NotFound):
        photos.delete(counted, liaison, theirs.id)
    assert db.session.query(Photo).one().caption == "Wet"
    assert not photos.may_add(officer, SimpleNamespace(__tablename__="letter"))
    assert not photos.may_add(clerk, counted)


def test_nothing_is_kept_of_what_is_refused(counted, invited_project, officer, monkeypatch):
    version = counted.version
    with pytest.raises(ValidationError):
        photos.add(counted, officer, SAID | {"carton": 99}, kept(1))
    with pytest.raises(ValidationError):
        photos.add(invited_project, officer, SAID | {"carton": 1}, kept(1))
    monkeypatch.setattr(photos, "MOST", 0)
    with pytest.raises(photos.TooManyPhotos):
        photos.add(counted, officer, SAID, kept(1))
    db.session.refresh(counted)
    assert counted.version == version
    assert db.session.query(Photo).count() == 0
