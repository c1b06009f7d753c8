"""The job of sending somebody a link, made at the moment it is sent.

Tried as often, and with the same pauses, as the mail of a notice; then it is given up, and who
keeps the account is told and can send it again.
"""

from uuid import UUID

import structlog
from flask import current_app
from flask_babel import force_locale, gettext

from exchange.errors import N_
from exchange.identity import links
from exchange.letters import Purpose
from exchange.mail import MailFailed, send
from exchange.models import Person, db
from exchange.notices.keeping import keep_link_failed, keep_link_sent
from exchange.notices.sending import GRAVE_AFTER, PAUSES
from exchange.outbox import NotNow
from workers.context import job

log = structlog.get_logger()

SUBJECT = {
    Purpose.INVITATION: N_("You are invited to the city exchange service"),
    Purpose.RESET: N_("Set another password"),
}
TEXT = {
    Purpose.INVITATION: N_(
        "%(name)s,\n\nthe office opened an account for you. Choose a password here, within seven"
        " days:\n\n%(link)s\n\nIf you did not expect this, do nothing."
    ),
    Purpose.RESET: N_(
        "%(name)s,\n\nsomebody asked for another password for your account. Choose one here,"
        " within an hour:\n\n%(link)s\n\nIf it was not you, do nothing; your password stays."
    ),
}
MAKE = {Purpose.INVITATION: links.invitation_link, Purpose.RESET: links.reset_link}


def give_up(person_id: str, purpose: str) -> None:
    """Note that no mail can be made of it: a fault of ours, which somebody has to look at."""
    log.error("link not sent", person_id=person_id, purpose=purpose)
    person = db.session.get_one(Person, UUID(person_id))
    keep_link_failed(person, purpose, "fault", is_over=True, is_grave=True)


@job(giving_up=give_up)
def send_link(person_id: str, purpose: str) -> None:
    """Make one attempt at the mail, where the account may still be opened by it."""
    person, what = db.session.get_one(Person, UUID(person_id)), Purpose(purpose)
    if person.state not in links.OPENS[what]:
        keep_link_sent(person)
        return
    tries = person.credential.link_tries
    with force_locale(person.language):
        subject = gettext(SUBJECT[what])
        text = gettext(TEXT[what]) % {"name": person.name, "link": MAKE[what](person)}
    try:
        send(
            current_app.extensions["config"],
            person.email,
            subject,
            text,
            language=person.language,
        )
    except MailFailed as failure:
        is_over = failure.is_final or tries >= len(PAUSES)
        is_grave = is_over or tries + 1 >= GRAVE_AFTER
        keep_link_failed(person, purpose, failure.reason, is_over=is_over, is_grave=is_grave)
        if not is_over:
            raise NotNow(PAUSES[tries]) from failure
        return
    keep_link_sent(person)
