"""Mail what somebody is to be told; running a job again finds it sent and changes nothing."""

from datetime import date
from uuid import UUID

from flask import current_app

from exchange.models import Notice, Person, db
from exchange.notices import mornings, sending
from workers.context import job


def give_up(notice_id: str) -> None:
    """Note that no mail could be made of a notice."""
    sending.give_up([db.session.get_one(Notice, UUID(notice_id))])


def give_up_digest(person_id: str, day: str) -> None:
    """Note that no mail could be made of a morning's notices."""
    sending.give_up(mornings.gathered(UUID(person_id), date.fromisoformat(day)))


@job(giving_up=give_up)
def send_notice(notice_id: str) -> None:
    """Send the mail of one notice."""
    notice = db.session.get_one(Notice, UUID(notice_id))
    sending.send_one(current_app.extensions["config"], notice)


@job(giving_up=give_up_digest)
def send_digest(person_id: str, day: str) -> None:
    """Send the one mail of somebody's morning."""
    reader = db.session.get_one(Person, UUID(person_id))
    notices = mornings.gathered(reader.id, date.fromisoformat(day))
    config = current_app.extensions["config"]
    sending.send_many(config, reader, notices, f"digest-{reader.id}-{day}")
