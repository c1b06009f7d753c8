"""A notice is written in the transaction of its cause; its mail is a job owed from then on."""

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from exchange import outbox
from exchange.models import (
    Case,
    Delivery,
    Grant,
    MailState,
    Notice,
    NoticeKind,
    NoticePreference,
    Person,
    Role,
    db,
)
from exchange.policy import may_see

# Of these no mail is made: the first would be the next to fail.
IN_APP_ONLY = frozenset({NoticeKind.MAIL_FAILED, NoticeKind.LINK_FAILED})
# How somebody proves who they are has changed: whoever did not do it must learn of it at once,
# whatever somebody else may have set for them.
ALWAYS_AT_ONCE = frozenset(
    {
        NoticeKind.SECOND_FACTOR_SET_UP,
        NoticeKind.SECOND_FACTOR_REMOVED,
        NoticeKind.SECOND_FACTOR_RESET,
        NoticeKind.RECOVERY_CODES_RENEWED,
        NoticeKind.PASSKEY_ADDED,
        NoticeKind.PASSKEY_REMOVED,
        NoticeKind.PASSWORD_CHANGED,
        NoticeKind.TOKEN_MADE,
    }
)
LONGEST_TITLE = 200
SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")
DEFAULT = NoticePreference(delivery=Delivery.IMMEDIATE, always_immediate=[])


def tell(
    person: Person,
    kind: NoticeKind,
    subject: Case | None = None,
    *,
    by: Person | None = None,
    cause: UUID | None = None,
    **params: str,
) -> Notice | None:
    """Write that `person` is told of `subject`, in the caller's transaction, and owe the mail.

    None, and nothing written, where they no longer act for a city, where they did it themselves
    (`by`), where they may not see the subject, or where this transaction told them already.
    `cause` is the id of the event, which tells nobody twice. Of `params`, `due` (a date),
    `amount` with `currency`, and `action` are shown as such.
    """
    if not person.active or person.city_id is None or (by is not None and by.id == person.id):
        return None
    if subject is not None and not may_see(person, subject):
        return None
    if any(_is_same(one, person, kind, subject, cause) for one in db.session.new):
        return None
    delivery = _delivery(person, kind)
    notice = Notice(
        person_id=person.id,
        person=person,
        city_id=person.city_id,
        by=by,
        kind=kind,
        language=person.language,
        cause_id=cause,
        params=params,
        delivery=delivery,
        mail_state=MailState.NONE if delivery is Delivery.NONE else MailState.OWED,
        **_named(person, subject),
    )
    db.session.add(notice)
    if delivery is Delivery.IMMEDIATE:
        outbox.post(outbox.Job.SEND_NOTICE, notice_id=str(notice.id))
    return notice


def administrators_of(city_id: UUID) -> Sequence[Person]:
    """Return who sees to the accounts and the mails of a city."""
    return db.session.scalars(
        select(Person)
        .join(Grant)
        .where(Person.city_id == city_id, Person.active, Grant.role == Role.ADMINISTRATOR)
    ).all()


def _delivery(person: Person, kind: NoticeKind) -> Delivery:
    if kind in IN_APP_ONLY:
        return Delivery.NONE
    if kind in ALWAYS_AT_ONCE:
        return Delivery.IMMEDIATE
    wish = db.session.scalar(
        select(NoticePreference).where(NoticePreference.person_id == person.id)
    )
    wish = wish or DEFAULT
    return Delivery.IMMEDIATE if kind in wish.always_immediate else wish.delivery


def _named(person: Person, subject: Case | None) -> dict[str, object]:
    """Return what the subject is called on the person's own side, on one line."""
    if subject is None:
        return {"title": "", "number": ""}
    is_theirs = not subject.is_kept_for(person.city_id)
    own = str(getattr(subject, "title", ""))
    title = str(getattr(subject, "title_partner", "")) or own if is_theirs else own
    return {
        "subject_kind": subject.__tablename__,
        "subject_id": subject.id,
        "title": SPACES.sub(" ", title).strip()[:LONGEST_TITLE],
        "number": str(getattr(subject, "number", "")),
    }


def _is_same(
    one: object, person: Person, kind: NoticeKind, subject: Case | None, cause: UUID | None
) -> bool:
    if not isinstance(one, Notice) or one.person_id != person.id:
        return False
    about = subject.id if subject is not None else None
    return (cause is not None and one.cause_id == cause) or (
        one.kind == kind and one.subject_id == about
    )
