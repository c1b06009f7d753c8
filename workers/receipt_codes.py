"""The job of mailing a one-time code for a receipt link, made at the moment it is sent."""

from datetime import timedelta
from uuid import UUID

import structlog
from flask import current_app

from exchange.identity import receipt_visits as visits
from exchange.mail import MailFailed, send
from exchange.models import CodeWay, Person, ReceiptLink, db
from exchange.outbox import NotNow
from exchange.wording.receipt_page import words
from workers.context import job

log = structlog.get_logger()
PAUSE = timedelta(minutes=1)


def give_up(link_id: str, person_id: str) -> None:
    """Tell the operator; the office can read a code out instead."""
    log.error("receipt code not sent", link_id=link_id, person_id=person_id)


@job(giving_up=give_up)
def send_code(link_id: str, person_id: str) -> None:
    """Send one liaison a code, while the link is open; a repeated job sends another code."""
    link = db.session.get_one(ReceiptLink, UUID(link_id))
    person = db.session.get_one(Person, UUID(person_id))
    if visits.why_shut(link) is not None or not person.active:
        return
    say, number, address, name = (
        words(link.language),
        link.shipment.number,
        person.email,
        person.name,
    )
    code = visits.new_code(link.id, CodeWay.MAIL, address)
    text = say.said("mail_text", name=name, number=number, code=f"{code[:4]} {code[4:]}")
    subject = say.said("mail_subject", number=number)
    config = current_app.extensions["config"]
    try:
        send(config, address, subject, text, language=say.language)
    except MailFailed as failure:
        if failure.is_final:
            raise
        raise NotNow(PAUSE) from failure
