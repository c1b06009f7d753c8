"""The job of sending somebody a link, made at the moment it is sent."""

from datetime import timedelta
from uuid import UUID

import structlog
from flask import current_app
from flask_babel import force_locale, gettext

from exchange.errors import N_
from exchange.identity import links
from exchange.letters import Purpose
from exchange.mail import MailFailed, send
from exchange.models import Person, db
from exchange.outbox import NotNow
from workers.context import job

log = structlog.get_logger()
PAUSE = timedelta(minutes=2)

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
    """Tell the operator; the administrator can send it again."""
    log.error("link not sent", person_id=person_id, purpose=purpose)


@job(giving_up=give_up)
def send_link(person_id: str, purpose: str) -> None:
    """Send one mail, where the account may still be opened by it."""
    person, what = db.session.get_one(Person, UUID(person_id)), Purpose(purpose)
    if person.state not in links.OPENS[what]:
        return
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
        if failure.is_final:
            raise
        raise NotNow(PAUSE) from failure
