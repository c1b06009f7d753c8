"""Which papers a case has at which step, who issues them, and that all say the same."""

from decimal import Decimal

import pytest

from exchange.documents.checking import check
from exchange.models import Document, db
from tests.postgres import ON_BOTH
from tests.workflows.journeys import CLOSING, DISPATCH, USE, count, receiving, walk

REMARKS = {"remarks": "As counted."}
CARRIED = DISPATCH | {
    "vehicle": "NW 217",
    "marks": ["this_way_up", "keep_dry"],
    "stacking_limit": 6,
    "incoterm": "dap",
    "named_place": "Harbour",
    "freight": "120.50",
    "port_of_loading": "DEHAM",
}


def papers(case) -> dict[str, Document]:
    found = db.session.query(Document).filter_by(subject_id=case.id)
    return {paper.kind.value: paper for paper in found.order_by(Document.created_at)}


@pytest.fixture
def gone(packed_shipment, clerk):
    return walk("shipments", packed_shipment, (clerk, "dispatch", CARRIED))


@pytest.fixture
def without_office(partner):
    db.session.delete(partner.office)
    db.session.commit()


@pytest.fixture
def received(gone, liaison):
    def receive(*counts):
        kind = "sign_with_reservations" if counts else "sign_clean"
        return walk(
            "shipments",
            gone,
            (liaison, "start_receiving"),
            (liaison, "record_receipt", receiving(*counts, rest=True)),
            (liaison, kind, REMARKS if counts else {}),
        )

    return receive


@ON_BOTH
def test_all_papers_leave_with_the_goods_each_from_its_own_series(gone):
    numbers = {kind: paper.number[:2] for kind, paper in papers(gone).items()}
    assert numbers == {
        "manifest": "MF",
        "packing_list": "PL",
        "waybill": "WB",
        "invoice": "PI",
        "certificate": "DC",
        "carton_labels": "LB",
        "pallet_labels": "LP",
        "donation": "IR",
    }
    assert len({paper.check_code for paper in papers(gone).values()}) == 8


def test_papers_frozen_together_agree(gone):
    facts = {kind: paper.facts for kind, paper in papers(gone).items()}
    for kind, own in facts.items():
        check(kind, own, {other: theirs for other, theirs in facts.items() if other != kind})
    assert facts["waybill"]["totals"] == facts["invoice"]["totals"]
    assert facts["waybill"]["totals"]["gross_kg"] == "40"
    assert Decimal(facts["certificate"]["value"]) == Decimal(1050)
    assert facts["invoice"]["incoterm"] == "DAP"
    assert facts["invoice"]["freight"] == "120.5"
    assert facts["waybill"]["papers"]["invoice"] == facts["invoice"]["number"]
    assert facts["donation"]["papers"][:2] == ["manifest", "packing_list"]


def test_what_leaves_the_house_shows_no_approval(gone):
    facts = {kind: paper.facts["approval"] for kind, paper in papers(gone).items()}
    assert facts["manifest"]
    assert [kind for kind, steps in facts.items() if not steps] == [
        "certificate",
        "carton_labels",
        "pallet_labels",
    ]


def test_every_carton_and_pallet_has_a_code_of_its_own(gone):
    found = papers(gone)
    codes = [
        label["sscc"]
        for kind in ("carton_labels", "pallet_labels")
        for label in found[kind].facts["labels"]
    ]
    assert len(set(codes)) == len(gone.cartons) + gone.pallets


def test_a_clean_receipt_is_noted_by_the_sender_where_the_receiver_has_no_office(
    without_office, received
):
    found = papers(received())
    assert found["goods_received"].facts["clean"]
    assert "discrepancy" not in found
    assert found["goods_received"].owner_city.slug == "portland"
    assert found["goods_received"].number.startswith("GR-")


def test_a_difference_is_reported_class_by_class(received):
    found = papers(received(count(4, 2, 260, damaged=30, short=10, reason="Wet.")))
    facts = found["discrepancy"].facts
    assert not facts["clean"]
    assert [(one["kind"], one["quantity"]) for one in facts["differences"]] == [
        ("damaged", "30"),
        ("short", "10"),
    ]
    assert facts["papers"]["goods_received"] == found["goods_received"].number
    line = facts["lines"][1]
    assert (line["sent"], line["good"], line["damaged"], line["short"]) == (
        "600",
        "560",
        "30",
        "10",
    )


def test_a_receiver_with_an_office_notes_and_thanks(received, officer, liaison):
    told = (liaison, "report_use", USE)
    closed = walk("shipments", received(), told, (officer, "close", CLOSING))
    found = papers(closed)
    for kind in ("goods_received", "end_use", "thanks"):
        assert found[kind].owner_city.slug == "harbour", kind
        assert found[kind].partner_city.slug == "portland", kind
    thanks = found["thanks"].facts
    assert [(line["quantity"], line["received_on"]) for line in thanks["goods"]] == [
        ("100", "2020-02-03"),
        ("600", "2020-02-03"),
    ]
    assert thanks["reference"][0]["number"] == found["goods_received"].number
    assert found["end_use"].facts["people"] == 120


def test_papers_about_what_arrived_name_the_parties_as_the_goods_left(received, home):
    before = dict(home.government_names)
    home.government_names = {"en": "Renamed"}
    db.session.commit()
    found = papers(received())
    assert found["goods_received"].facts["consignor"]["names"] == before


def test_no_end_use_report_without_anything_to_report(without_office, received, officer):
    closed = walk("shipments", received(), (officer, "close", CLOSING))
    assert not {"end_use", "thanks"} & papers(closed).keys()


@ON_BOTH
def test_an_exchange_that_took_place_is_reported(invited_project, officer, liaison):
    told = walk(
        "projects",
        invited_project,
        (liaison, "accept"),
        (officer, "start"),
        (officer, "report", {"outcome": "They sang.", "people_took_part": 19}),
    )
    facts = papers(told)["outcome"].facts
    assert (facts["took_part"], facts["planned"], facts["budget"]) == (19, 20, "300.5")
    assert facts["outcome"] == {"en": "They sang."}


def test_a_partner_who_was_invited_is_told_that_nothing_comes_of_it(invited_project, director):
    cancelled = walk("projects", invited_project, (director, "cancel", {"reason": "budget"}))
    regret = papers(cancelled)["regret"]
    assert (regret.facts["reason"], regret.number[:2]) == ("budget", "IR")
    assert regret.facts["title"]["en"] == "Choir exchange"


def test_a_partner_who_knows_of_nothing_is_told_nothing(submitted_project, director):
    cancelled = walk(
        "projects",
        submitted_project,
        (director, "approve"),
        (director, "cancel", {"reason": "budget"}),
    )
    assert "regret" not in papers(cancelled)
