"""A paper after it was issued: sent, acknowledged, voided, replaced; every number says why."""

import pytest

from exchange.errors import NotFound, NotPermitted, NotReady, WrongState
from exchange.models import (
    Document,
    DocumentKind,
    DocumentState,
    Event,
    Mailing,
    MailingState,
    Notice,
    OutboxMessage,
    ProjectState,
    db,
)
from exchange.queries import cases
from exchange.workflows.document import DOCUMENT
from exchange.workflows.perform import perform
from tests.postgres import ON_BOTH
from tests.workflows.journeys import DISPATCH, ISSUED, SHA256, begun_mailing, walk

S = DocumentState
REASON = {"reason": "The day was wrong."}


@pytest.fixture
def sent_letter(invited_project, system):
    paper = db.session.query(Document).one()
    return walk("documents", paper, (system, "send"))


def successor_of(paper) -> Document:
    db.session.expire_all()
    return db.session.query(Document).filter_by(replaces_id=paper.id).one()


@ON_BOTH
def test_a_letter_is_sent_and_acknowledged(sent_letter, liaison):
    assert (sent_letter.state, sent_letter.shared_at is None) == (S.SENT, False)
    answered = walk("documents", sent_letter, (liaison, "acknowledge", {"note": "It is here."}))
    assert answered.state == S.ACKNOWLEDGED


def test_nothing_is_sent_of_a_case_called_off(
    submitted_project, director, system, issue_letter, liaison
):
    approved = walk("projects", submitted_project, (director, "approve"))
    paper = issue_letter(approved)
    walk("projects", approved, (director, "cancel", {"reason": "budget"}))
    with pytest.raises(NotReady) as refusal:
        perform(DOCUMENT, paper.id, "send", actor=system)
    assert [one.code for one in refusal.value.unmet] == ["case_called_off"]
    with pytest.raises(NotFound):
        perform(DOCUMENT, paper.id, "acknowledge", actor=liaison)


def test_a_void_paper_says_why_and_keeps_its_number(sent_letter, clerk, officer, liaison):
    for nobody in (officer, liaison):
        with pytest.raises(NotPermitted):
            perform(DOCUMENT, sent_letter.id, "void", actor=nobody, payload=REASON)
    number = sent_letter.number
    void = walk("documents", sent_letter, (clerk, "void", REASON | {"reason_public": True}))
    assert (void.state, void.number, void.void_reason) == (S.VOID, number, "The day was wrong.")
    assert void.void_reason_public
    assert void.voided_at is not None
    with pytest.raises(WrongState):
        perform(DOCUMENT, void.id, "void", actor=clerk, payload=REASON)


@ON_BOTH
def test_a_replacement_is_frozen_anew_under_the_next_number(
    sent_letter, invited_project, director, officer
):
    invited_project.title = "Choir exchange of the two cities"
    db.session.commit()
    old = walk("documents", sent_letter, (director, "replace", REASON))
    new = successor_of(old)
    assert (old.state, old.replaced_by, new.replaces) == (S.REPLACED, new, old)
    assert (old.serial, new.serial, new.edition) == (1, 2, 2)
    assert (new.state, new.kind, new.subject_id) == (S.QUEUED, old.kind, old.subject_id)
    assert new.facts["title"]["en"] == "Choir exchange of the two cities"
    assert (new.facts["version"], new.facts["number"]) == (2, new.number)
    assert new.check_code == new.facts["check_code"] != old.check_code
    assert old.facts["title"]["en"] == "Choir exchange"
    assert [paper.number for paper in cases.papers_of(invited_project, officer)] == [
        new.number,
        old.number,
    ]
    assert invited_project.state == ProjectState.INVITED
    event = db.session.query(Event).filter_by(subject_id=old.id, action="replace").one()
    assert event.inputs["facts"] == {"number": new.number, "version": 2}


def test_what_still_counts_is_shown_before_a_newer_void_one(
    sent_letter, invited_project, director, officer, system
):
    old = walk("documents", sent_letter, (director, "replace", REASON))
    new = walk("documents", successor_of(old), (system, "issue", ISSUED))
    walk("documents", new, (director, "replace", REASON))
    shown = cases.papers_of(invited_project, officer)
    assert [paper.serial for paper in shown] == [3, 2, 1]
    walk("documents", shown[0], (system, "issue", ISSUED), (director, "void", REASON))
    assert [paper.state for paper in cases.papers_of(invited_project, officer)] == [
        S.VOID,
        S.REPLACED,
        S.REPLACED,
    ]


def test_a_replacement_may_keep_the_facts_and_correct_some_words(
    sent_letter, invited_project, clerk
):
    invited_project.title = "Not this"
    db.session.commit()
    corrections = [{"fact": "purpose.en", "correct_words": "Sing and dance together"}]
    said = REASON | {"basis": "as_issued", "corrections": corrections}
    old = walk("documents", sent_letter, (clerk, "replace", said))
    new = successor_of(old)
    same = {"title", "reply_by", "costs", "approval", "series", "copies", "owner", "partner"}
    assert {name: new.facts[name] for name in same} == {name: old.facts[name] for name in same}
    assert new.facts["purpose"]["en"] == "Sing and dance together"
    assert old.facts["purpose"]["en"] == "Sing together"


@pytest.mark.parametrize(
    "path",
    ["number", "version", "owner.names.en", "approval.0.name", "check_url", "a.b", "x"],
)
def test_what_a_paper_is_cannot_be_corrected_away(sent_letter, clerk, path):
    said = REASON | {"corrections": [{"fact": path, "correct_words": "x"}]}
    with pytest.raises(NotReady) as refusal:
        perform(DOCUMENT, sent_letter.id, "replace", actor=clerk, payload=said)
    assert [one.code for one in refusal.value.unmet] == ["no_such_fact"]
    db.session.expire_all()
    assert db.session.query(Document).one().state == S.SENT


def test_quantities_of_a_manifest_are_mended_in_the_case_never_on_the_paper(
    packed_shipment, clerk, system
):
    walk("shipments", packed_shipment, (clerk, "dispatch", DISPATCH))
    paper = db.session.query(Document).filter_by(kind=DocumentKind.MANIFEST).one()
    walk("documents", paper, (system, "issue", ISSUED), (system, "send"))
    said = REASON | {"corrections": [{"fact": "lines.0.quantity", "correct_words": "7"}]}
    with pytest.raises(NotReady):
        perform(DOCUMENT, paper.id, "replace", actor=clerk, payload=said)
    said = {"corrections": [{"fact": "lines.0.description.en", "correct_words": "wool blanket"}]}
    old = walk("documents", paper, (clerk, "replace", REASON | said))
    new = successor_of(old)
    assert new.facts["lines"][0]["description"]["en"] == "wool blanket"
    assert new.facts["cartons"] == old.facts["cartons"]
    assert new.number.startswith("MF-")


def test_a_failed_letter_may_be_replaced_and_then_takes_the_project_on(
    submitted_project, director, system
):
    project = walk("projects", submitted_project, (director, "approve"))
    paper = db.session.query(Document).one()
    failure = {"code": "glyphs", "message": "No glyph", "params": {}}
    failed = walk("documents", paper, (system, "fail", failure))
    old = walk("documents", failed, (director, "replace", REASON))
    new = walk("documents", successor_of(old), (system, "issue", ISSUED))
    letter = {"number": new.number, "sha256": SHA256}
    assert walk("projects", project, (system, "issue_invitation", letter)).state == "invited"


def test_a_void_paper_is_replaced_later_and_keeps_its_first_reason(sent_letter, director):
    void = walk("documents", sent_letter, (director, "void", REASON))
    old = walk("documents", void, (director, "replace", {"reason": "Now we know better."}))
    assert (old.state, old.void_reason) == (S.REPLACED, "The day was wrong.")
    assert successor_of(old).edition == 2


def test_the_partner_is_told_of_a_paper_they_knew_that_it_no_longer_counts(
    sent_letter, director, liaison, officer
):
    old = walk("documents", sent_letter, (director, "replace", REASON))
    told = [event.action for event in cases.history_of(DOCUMENT, old, liaison)]
    assert told == ["replace", "send", "issue"]
    assert [paper.number for paper in cases.papers_of(old, liaison)] == []
    with pytest.raises(NotFound):  # before it is sent
        cases.find(DOCUMENT, successor_of(old).id, liaison)


def test_what_left_with_a_consignment_is_not_frozen_anew(packed_shipment, clerk, system):
    walk("shipments", packed_shipment, (clerk, "dispatch", DISPATCH))
    paper = db.session.query(Document).filter_by(kind=DocumentKind.WAYBILL).one()
    walk("documents", paper, (system, "issue", ISSUED), (system, "send"))
    with pytest.raises(NotReady) as refused:
        perform(DOCUMENT, paper.id, "replace", actor=clerk, payload=REASON | {"basis": "anew"})
    assert [one.code for one in refused.value.unmet] == ["frozen_for_good"]


@pytest.fixture
def letter_of_mailing(officer, director, system, tie):
    draft = begun_mailing(officer, "harbour", title="the flood")
    mailing = walk("mailings", draft, (officer, "submit"), (director, "approve"))
    paper = db.session.query(Document).filter_by(subject_id=mailing.id).one()
    walk("mailings", mailing, (system, "start"))
    return walk("documents", paper, (system, "issue", ISSUED), (system, "send"))


@ON_BOTH
@pytest.mark.parametrize("basis", ["anew", "as_issued"])
def test_a_letter_of_a_mailing_is_replaced_by_the_next_to_the_same_city(
    letter_of_mailing, director, officer, liaison, system, partner, basis
):
    partner.head_titles = {"en": "Lady Mayor"}
    db.session.commit()
    said = {"basis": basis, "corrections": [{"fact": "event.en", "correct_words": "the storm"}]}
    old = walk("documents", letter_of_mailing, (director, "replace", REASON | said))
    new = successor_of(old)
    assert (old.state, new.state, new.edition) == (S.REPLACED, S.QUEUED, 2)
    assert new.serial == old.serial + 1
    assert (new.subject_kind, new.subject_id) == ("mailing", old.subject_id)
    assert (new.partner_city, new.kind, new.title) == (partner, old.kind, "the flood")
    assert (old.facts["event"]["en"], new.facts["event"]["en"]) == ("the flood", "the storm")
    assert new.facts["approval"] == old.facts["approval"]
    head = new.facts["partner"]["head_title"]["en"]
    assert head == ("Lady Mayor" if basis == "anew" else "Mayor")
    moved = db.session.query(Notice).filter_by(subject_id=old.id, kind="moved")
    assert {one.person_id for one in moved} == {officer.id, liaison.id}
    walk("documents", new, (system, "issue", ISSUED), (system, "send"))
    mailing = walk("mailings", db.session.get_one(Mailing, old.subject_id), (system, "finish"))
    last = db.session.query(Event).filter_by(subject_id=mailing.id, action="finish").one()
    assert last.inputs["facts"] == {"made": 1, "failed": 0, "left": 0}, "one city, one letter"


def test_a_letter_of_a_mailing_called_off_is_neither_tried_again_nor_replaced(
    make_document, make_mailing, director, officer
):
    paper, mailing = make_document(S.FAILED), make_mailing(MailingState.CANCELLED)
    paper.subject_kind, paper.subject_id = "mailing", mailing.id
    db.session.commit()
    offered = {one.action: one.unmet for one in DOCUMENT.available_actions(paper, officer)}
    assert [one.code for one in offered["retry"]] == ["mailing_called_off"]
    for who, action, payload, code in (
        (officer, "retry", {}, "mailing_called_off"),
        (director, "replace", REASON, "case_called_off"),
    ):
        with pytest.raises(NotReady) as refused:
            perform(DOCUMENT, paper.id, action, actor=who, payload=payload)
        assert [one.code for one in refused.value.unmet] == [code]
    assert db.session.query(OutboxMessage).count() == 0
