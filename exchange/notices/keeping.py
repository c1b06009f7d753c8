"""What became of notices: sent, failed, read, sent again. Only this file of the room commits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import select, update

from exchange import outbox
from exchange.clock import now
from exchange.errors import N_, NotFound
from exchange.models import (
    Delivery,
    MailState,
    Notice,
    NoticeKind,
    NoticePreference,
    Person,
    Role,
    db,
)
from exchange.models.opening import begin_writing
from exchange.notices.writing import administrators_of, tell


@contextmanager
def writing() -> Iterator[None]:
    """Keep all that is changed inside, or none of it."""
    begin_writing(db.session)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def keep_sent(notices: Sequence[Notice], revision: str) -> None:
    """Note that a mail with these notices left."""
    with writing():
        for notice in notices:
            notice.tries += 1
            notice.mail_state, notice.sent_at = MailState.SENT, now()
            notice.last_error, notice.template_revision = "", revision


def keep_failed(notices: Sequence[Notice], reason: str, *, is_over: bool, is_grave: bool) -> None:
    """Note that a mail did not leave, and whether that is the end of it.

    What is grave is told to the administrators of the reader's city: one notice at a time,
    however many mails fail.
    """
    with writing():
        for notice in notices:
            notice.tries += 1
            notice.last_error = reason
            if is_over:
                notice.mail_state = MailState.FAILED
        if is_grave and notices:
            _alarm(notices[0].city_id)


def mark_read(reader: Person, notice_id: UUID) -> Notice:
    """Note that `reader` read one of their notices, and return it."""
    person_id = reader.id
    with writing():
        notice = db.session.get(Notice, notice_id)
        if notice is None or notice.person_id != person_id:
            raise NotFound(N_("There is nothing here."))
        notice.read_at = notice.read_at or now()
    return notice


def mark_all_read(reader: Person) -> None:
    """Note that `reader` read all there is."""
    person_id = reader.id
    with writing():
        db.session.execute(
            update(Notice)
            .where(Notice.person_id == person_id, Notice.read_at.is_(None))
            .values(read_at=now())
        )


def prefer(reader: Person, delivery: Delivery, hour: int, always: Sequence[NoticeKind]) -> None:
    """Keep how `reader` likes to be told from now on; mails owed already go as they were owed."""
    person_id = reader.id
    with writing():
        wish = db.session.scalar(
            select(NoticePreference).where(NoticePreference.person_id == person_id)
        ) or NoticePreference(person_id=person_id)
        wish.delivery, wish.digest_hour = delivery, hour
        wish.always_immediate = [kind.value for kind in always]
        db.session.add(wish)


def send_again(administrator: Person, notice_id: UUID) -> None:
    """Owe a mail of the administrator's city once more, from the beginning."""
    city_id, may = administrator.city_id, Role.ADMINISTRATOR in administrator.parts
    with writing():
        notice = db.session.get(Notice, notice_id, with_for_update=True)
        if not may or notice is None or notice.city_id != city_id:
            raise NotFound(N_("There is nothing here."))
        if notice.mail_state == MailState.FAILED:
            notice.mail_state, notice.delivery = MailState.OWED, Delivery.IMMEDIATE
            notice.tries, notice.digest_on = 0, None
            outbox.post(outbox.Job.SEND_NOTICE, notice_id=str(notice.id))


def keep_link_sent(person: Person) -> None:
    """Note that a mail with a link left, or is wanted no more."""
    with writing():
        person.credential.ask_for_link(None)


def keep_link_failed(
    person: Person, purpose: str, reason: str, *, is_over: bool, is_grave: bool
) -> None:
    """Note that a mail with a link did not leave, and whether that is the end of it.

    What is grave is told to who keeps the account; the end of it also to whose it is.
    """
    with writing():
        kept = person.credential
        kept.link_purpose, kept.link_error = purpose, reason
        kept.link_tries += 1
        if is_over:
            kept.link_failed_at = now()
            tell(person, NoticeKind.LINK_FAILED)
        if is_grave and person.owner_city_id is not None:
            _alarm(person.owner_city_id)


def send_link_again(administrator: Person, person_id: UUID) -> None:
    """Owe a mail with a link once more, to somebody whose account the administrator keeps."""
    city_id, may = administrator.city_id, Role.ADMINISTRATOR in administrator.parts
    with writing():
        person = db.session.get(Person, person_id)
        if not may or person is None or person.owner_city_id != city_id:
            raise NotFound(N_("There is nothing here."))
        kept = person.credential
        db.session.refresh(kept, with_for_update=True)
        if kept.link_failed_at is not None and kept.link_purpose:
            kept.ask_for_link(kept.link_purpose)
            told = {"person_id": str(person.id), "purpose": kept.link_purpose}
            outbox.post(outbox.Job.SEND_LINK, **told)


def _alarm(city_id: UUID) -> None:
    for one in administrators_of(city_id):
        unread = db.session.scalar(
            select(Notice.id).where(
                Notice.person_id == one.id,
                Notice.kind == NoticeKind.MAIL_FAILED,
                Notice.read_at.is_(None),
            )
        )
        if unread is None:
            tell(one, NoticeKind.MAIL_FAILED)
