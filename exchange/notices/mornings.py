"""Whose morning it is: one mail a person and day with all that waited for it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from exchange import clock, outbox, working_days
from exchange.models import City, Delivery, MailState, Notice, NoticePreference, Person, db
from exchange.models.notices import DIGEST_HOUR
from exchange.notices.keeping import writing


def post_digests() -> int:
    """Owe a mail to everybody whose hour has come and for whom something waits; return how many.

    What comes after the hour waits for the next day they work, or on which something is due.
    Twice or from two places changes nothing: the job is written once for that day.
    """
    return sum(_post(person_id) for person_id in _waiting())


def gathered(person_id: UUID, day: date) -> Sequence[Notice]:
    """Return what goes into somebody's mail of a day, oldest first."""
    return db.session.scalars(
        select(Notice)
        .where(Notice.person_id == person_id, Notice.digest_on == day)
        .order_by(Notice.created_at, Notice.id)
    ).all()


def opening(zone: str, hour: int) -> datetime:
    """Return when the morning mail of today is due in a place, in UTC.

    An hour the clocks skip counts from where it would have begun; of one that comes twice, the
    first counts.
    """
    here = clock.now().astimezone(ZoneInfo(zone))
    return here.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)


def _waiting() -> Sequence[UUID]:
    return db.session.scalars(_of_digests(select(Notice.person_id)).distinct()).all()


def _post(person_id: UUID) -> bool:
    try:
        with writing():
            reader = db.session.get_one(Person, person_id)
            return reader.city is not None and _post_where_due(reader, reader.city)
    except IntegrityError:
        return False  # another scheduler wrote the same job a moment before


def _post_where_due(reader: Person, city: City) -> bool:
    person_id = reader.id
    opens, today = opening(reader.zone, _hour(person_id)), clock.today(reader.zone)
    if clock.now() < opens:
        return False
    owed = db.session.scalars(
        _of_digests(select(Notice)).where(Notice.person_id == person_id, Notice.created_at < opens)
    ).all()
    is_meant = working_days.is_working(today, city.country.code) or today in [
        one.due for one in owed
    ]
    return bool(owed) and is_meant and _gather(person_id, today, owed)


def _hour(person_id: UUID) -> int:
    hour = db.session.scalar(
        select(NoticePreference.digest_hour).where(NoticePreference.person_id == person_id)
    )
    return DIGEST_HOUR if hour is None else hour


def _gather(person_id: UUID, day: date, owed: Sequence[Notice]) -> bool:
    told = {"person_id": str(person_id), "day": day.isoformat()}
    job = outbox.post_once(outbox.Job.SEND_DIGEST, person_id, day.isoformat(), **told)
    if job is None:
        return False
    for notice in owed:
        notice.digest_on = day
    return True


def _of_digests(rows: Select[Any]) -> Select[Any]:
    return rows.where(
        Notice.mail_state == MailState.OWED,
        Notice.delivery == Delivery.DIGEST,
        Notice.digest_on.is_(None),
    )
