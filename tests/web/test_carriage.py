"""A paper replaced with another carriage: the others that differ are named and offered too."""

import pytest

from exchange.errors import NotReady
from exchange.models import Document, DocumentKind, db
from exchange.queries.carriage import corrections_from_others, differing
from exchange.workflows.document import DOCUMENT
from exchange.workflows.perform import perform
from tests.workflows.journeys import (
    DISPATCH,
    ISSUED,
    PACKING,
    begun_shipment,
    line,
    walk,
)

REASON = {"reason": "Another carrier took over.", "basis": "as_issued"}
CARRIED = DISPATCH | {"vehicle": "NW 217"}


@pytest.fixture
def gone(officer, director, clerk, tie, system):
    shipment = walk(
        "shipments",
        begun_shipment(officer, lines=[line("blanket", 100), line("mask", 600)]),
        (officer, "submit"),
        (director, "approve"),
        (clerk, "pack", PACKING),
        (clerk, "dispatch", {key: said for key, said in CARRIED.items() if key != "eta"}),
    )
    for paper in db.session.query(Document).filter_by(subject_id=shipment.id).all():
        walk("documents", paper, (system, "issue", ISSUED), (system, "send"))
    return shipment


def paper_of(shipment, kind) -> Document:
    found = db.session.query(Document).filter_by(subject_id=shipment.id, kind=kind)
    return found.order_by(Document.edition.desc()).first()


def replaced(paper, clerk, **facts) -> None:
    corrections = [{"fact": name, "correct_words": said} for name, said in facts.items()]
    walk("documents", paper, (clerk, "replace", REASON | {"corrections": corrections}))


def test_papers_that_left_together_agree(gone):
    assert all(differing(paper) == [] for paper in db.session.query(Document))


def test_what_was_left_open_can_be_stated_later_and_a_day_is_a_day(gone, clerk):
    waybill = paper_of(gone, DocumentKind.WAYBILL)
    with pytest.raises(NotReady) as refused:
        replaced(waybill, clerk, eta="soon")
    assert [one.code for one in refused.value.unmet] == ["no_day"]
    replaced(waybill, clerk, eta="2020-02-04", seal="S-1", carrier="Southwind")
    facts = paper_of(gone, DocumentKind.WAYBILL).facts
    assert (facts["eta"], facts["seal"], facts["carrier"]) == ("2020-02-04", "S-1", "Southwind")


def test_every_other_paper_that_states_the_old_carriage_is_named_and_offered(
    gone, clerk, officer, reader, system
):
    replaced(paper_of(gone, DocumentKind.WAYBILL), clerk, carrier="Southwind", eta="2020-02-04")
    waybill = walk("documents", paper_of(gone, DocumentKind.WAYBILL), (system, "issue", ISSUED))
    named = {one.other.kind.value: one.facts for one in differing(waybill)}
    assert named["manifest"] == [
        ("carrier", "Southwind", "Northwind"),
        ("eta", "2020-02-04", ""),
    ]
    assert named.keys() == {"manifest", "packing_list", "invoice", "donation"}, "which print it"
    page = reader(clerk).open(f"/documents/{waybill.id}")
    invoice = paper_of(gone, DocumentKind.INVOICE)
    assert "Other papers of this consignment state otherwise" in page
    assert f"/documents/{invoice.id}/replace" in page
    assert f"/documents/{invoice.id}/replace" not in reader(officer).open(
        f"/documents/{waybill.id}"
    )
    form = reader(clerk).open(f"/documents/{invoice.id}/replace")
    assert "Southwind" in form
    assert corrections_from_others(invoice) == {"carrier": "Southwind"}
    replaced(invoice, clerk, **corrections_from_others(invoice))
    assert "invoice" not in {one.other.kind.value for one in differing(waybill)}
    assert corrections_from_others(paper_of(gone, DocumentKind.INVOICE)) == {}


def test_what_is_no_paper_of_carriage_differs_from_nothing(gone, clerk):
    replaced(paper_of(gone, DocumentKind.WAYBILL), clerk, carrier="Southwind")
    assert differing(paper_of(gone, DocumentKind.CARTON_LABELS)) == []
    old = db.session.query(Document).filter_by(kind=DocumentKind.WAYBILL, edition=1).one()
    assert differing(old) == []


def test_the_mode_of_transport_is_no_text_to_be_corrected(gone, clerk):
    waybill = paper_of(gone, DocumentKind.WAYBILL)
    with pytest.raises(NotReady):
        perform(
            DOCUMENT,
            waybill.id,
            "replace",
            actor=clerk,
            payload=REASON | {"corrections": [{"fact": "mode", "correct_words": "sea"}]},
        )
