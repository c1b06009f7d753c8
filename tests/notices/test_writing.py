"""A notice as it is written: to whom, as they wish, with its mail owed or not at all."""

from uuid import uuid4

import pytest

from exchange.models import (
    Delivery,
    MailState,
    Notice,
    NoticeKind,
    OutboxMessage,
    ShipmentState,
    db,
)
from exchange.notices import tell
from exchange.outbox import Job

K = NoticeKind


def test_nobody_is_told_what_they_did_nor_twice_nor_after_they_left(
    officer, director, make_project
):
    project, cause = make_project(), uuid4()
    assert tell(officer, K.MOVED, project, by=officer) is None
    assert tell(officer, K.MOVED, project, by=director, cause=cause) is not None
    assert tell(officer, K.APPROVED, project, by=director, cause=cause) is None
    assert tell(officer, K.MOVED, project, by=director) is None
    db.session.commit()
    assert tell(officer, K.MOVED, project, by=director) is not None, "another time"
    officer.active = False
    assert tell(officer, K.RETURNED, project, by=director) is None


def test_a_notice_and_its_mail_are_owed_or_neither(officer, director, make_project):
    notice = tell(officer, K.RETURNED, make_project(), by=director)
    assert notice is not None
    assert (notice.delivery, notice.mail_state) == (Delivery.IMMEDIATE, MailState.OWED)
    db.session.rollback()
    assert db.session.query(OutboxMessage).count() == db.session.query(Notice).count() == 0
    tell(officer, K.RETURNED, make_project(), by=director)
    db.session.commit()
    owed = db.session.query(OutboxMessage).one()
    assert (owed.job, owed.args) == (
        Job.SEND_NOTICE,
        {"notice_id": str(db.session.query(Notice).one().id)},
    )


@pytest.mark.parametrize(
    ("delivery", "kind", "state", "jobs"),
    [
        (Delivery.NONE, K.RETURNED, MailState.NONE, 0),
        (Delivery.DIGEST, K.RETURNED, MailState.OWED, 0),
        (Delivery.DIGEST, K.STEP_OPENED, MailState.OWED, 1),
        (Delivery.IMMEDIATE, K.MAIL_FAILED, MailState.NONE, 0),
    ],
)
def test_each_is_told_as_they_wish(officer, wishes, delivery, kind, state, jobs):
    wishes(officer, delivery, always_immediate=[K.STEP_OPENED.value])
    notice = tell(officer, kind)
    db.session.commit()
    assert notice.mail_state == state
    assert db.session.query(OutboxMessage).count() == jobs


def test_titles_are_told_on_one_line(officer, director, make_project):
    project = make_project(title="Choir\r\nBcc: all@harbour.example\n\x00 exchange " + "x" * 300)
    notice = tell(officer, K.RETURNED, project, by=director)
    assert notice.title.startswith("Choir Bcc: all@harbour.example exchange x")
    assert len(notice.title) == 200


@pytest.mark.parametrize("state", [ShipmentState.DRAFT, ShipmentState.PACKED])
def test_the_partner_is_told_nothing_before_it_is_shared(liaison, make_shipment, state):
    assert tell(liaison, K.MOVED, make_shipment(state)) is None
    assert tell(liaison, K.MOVED, make_shipment(ShipmentState.DISPATCHED)) is not None
