"""EPCIS inside the papers of a shipment: what had happened when each was ordered, no more."""

import io
import json

import pikepdf
import pytest

from exchange.models import Document, DocumentKind, DocumentState, db
from exchange.outbox import relay
from tests.documents.papers import set_and_joined
from tests.documents.shipments import a_manifest
from tests.documents.vera import STANDARDS, faults
from tests.interchange.test_epcis import disputed, schema
from tests.workflows.conftest import packed_shipment
from tests.workflows.journeys import walk
from workers.lives import TELLING

__all__ = ["disputed", "packed_shipment", "schema"]
CREATED = "commissioning"


@pytest.fixture
def made(app, disputed, system, run_jobs):
    """Return the papers of a shipment that was counted, made only now, by their kind."""
    relay(app.extensions["queue"])
    run_jobs()
    papers = db.session.query(Document).filter_by(subject_id=disputed.id).all()
    assert {paper.state for paper in papers} == {DocumentState.SENT}
    return {paper.kind: app.extensions["store"].get(paper.sha256) for paper in papers}


def steps_told(pdf: bytes, schema) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        beside = opened.attachments["epcis.json"]
        assert str(beside.obj["/AFRelationship"]) == "/Supplement"
        told = json.loads(beside.get_file().read_bytes())
    assert [str(error) for error in schema.iter_errors(told)] == []
    return [event["bizStep"] for event in told["epcisBody"]["eventList"]]


def test_each_paper_tells_what_had_happened_when_it_was_ordered(made, schema):
    for kind in (DocumentKind.PACKING_LIST, DocumentKind.MANIFEST, DocumentKind.WAYBILL):
        told = steps_told(made[kind], schema)
        assert CREATED in told
        assert told[-2:] == ["loading", "shipping"]  # the step that ordered it is told as well
    discrepancy = steps_told(made[DocumentKind.DISCREPANCY], schema)
    assert {CREATED, "departing", "receiving"} <= set(discrepancy)
    assert discrepancy[-1] == "accepting"


def test_only_papers_that_tell_of_goods_hold_it(made):
    for kind, pdf in made.items():
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert ("epcis.json" in opened.attachments) == (kind in TELLING)


@pytest.mark.parametrize("standard", STANDARDS)
def test_papers_that_hold_it_are_archives(made, standard):
    assert faults(made[DocumentKind.WAYBILL], standard) == []


def test_a_paper_in_place_of_another_tells_what_had_happened_until_then(
    app, disputed, made, schema, clerk, run_jobs
):
    waybill = db.session.query(Document).filter_by(kind=DocumentKind.WAYBILL).one()
    walk(
        "documents",
        waybill,
        (clerk, "replace", {"reason": "A stamp was missing.", "basis": "as_issued"}),
    )
    relay(app.extensions["queue"])
    run_jobs()
    later = db.session.query(Document).filter_by(replaces_id=waybill.id).one()
    told = steps_told(app.extensions["store"].get(later.sha256), schema)
    assert told[-1] == "accepting"


@pytest.mark.parametrize("standard", STANDARDS)
def test_joined_papers_hold_it_too(standard):
    paper = set_and_joined(a_manifest(450), life=b'{"type": "EPCISDocument"}')
    assert faults(paper.pdf, standard) == []
    with pikepdf.open(io.BytesIO(paper.pdf)) as opened:
        assert sorted(opened.attachments) == ["epcis.json", "facts.json"]
        assert len(opened.Root.AF) == 2
