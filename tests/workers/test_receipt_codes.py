"""A one-time code by mail: made as it is sent, in the language of the link, while it is open."""

import email
import re
from dataclasses import replace
from email.policy import default

import pytest

from exchange import clock
from exchange.mail import MailFailed
from exchange.models import OutboxMessage, Person, ReceiptCode, db
from exchange.outbox import Job
from tests.web.guests import change, change_link, guest, make_guest
from workers.receipt_codes import give_up, send_code

__all__ = ["guest", "make_guest"]


def letters(config) -> list[str]:
    files = sorted((config.data_dir / "mail").glob("*.eml"))
    read = [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]
    return [f"{one['To']}\n{one['Subject']}\n{one.get_content()}" for one in read]


def test_the_liaison_gets_a_code_that_opens_the_link(make_guest, run_jobs, config, liaison):
    one = make_guest(language="ko")
    one.client.post(f"{one.here}/code")
    run_jobs()
    (letter,) = letters(config)
    assert liaison.email in letter
    assert f"{one.shipment.number} 물품 확인 코드" in letter
    code = re.search(r"\d{4} \d{4}", letter)[0]
    assert db.session.query(ReceiptCode).one().address == liaison.email
    assert one.enter(code).status_code == 303


def test_no_code_is_sent_for_a_link_that_ended_or_to_who_left(guest, run_jobs, config, liaison):
    change_link(guest, expires_at=clock.now())
    run_jobs()
    send_code(str(guest.link_id), str(liaison.id))
    assert letters(config) == []
    assert Job.SEND_RECEIPT_CODE.value == "workers.receipt_codes.send_code"


def test_a_mail_that_does_not_leave_is_tried_again_later(app, guest, run_jobs, config, liaison):
    guest.client.post(f"{guest.here}/code")
    app.extensions["config"] = replace(config, mail_url="smtp://127.0.0.1:9")
    run_jobs()
    waiting = db.session.query(OutboxMessage).filter_by(job=Job.SEND_RECEIPT_CODE.value).one()
    assert (waiting.finished_at, waiting.not_before > clock.now()) == (None, True)


def test_a_mail_that_can_never_leave_is_an_error(app, guest, run_jobs, config, liaison):
    run_jobs()
    change(Person, liaison.id, email="no address")
    with pytest.raises(MailFailed):
        send_code(str(guest.link_id), str(liaison.id))
    give_up(str(guest.link_id), str(liaison.id))
