"""Notices as their readers see them, those of a case, and the mails that are in trouble."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from exchange.clock import now
from exchange.errors import N_, NotFound
from exchange.models import (
    Credential,
    Delivery,
    Document,
    MailState,
    Notice,
    NoticePreference,
    Person,
    PersonState,
    db,
)
from exchange.models.notices import DIGEST_HOUR
from exchange.queries.cases import PAGE, Page
from exchange.workflows.engine import Subject

OVERDUE = timedelta(minutes=15)
MOST_OF_A_CASE = 100
REACHED_BY_LINK = (PersonState.INVITED, PersonState.ACTIVE)


def page_of(reader: Person, *, number: int = 1, size: int = PAGE, unread: bool = False) -> Page:
    """Return one page of what `reader` was told, newest first."""
    mine = select(Notice).where(Notice.person_id == reader.id)
    if unread:
        mine = mine.where(Notice.read_at.is_(None))
    return _page(mine.options(joinedload(Notice.by)), number, size)


def unread_count(reader: Person) -> int:
    """Count what `reader` has not read; one look into an index."""
    unread = select(func.count()).where(Notice.person_id == reader.id, Notice.read_at.is_(None))
    return db.session.scalar(unread) or 0


def find(reader: Person, notice_id: UUID) -> Notice:
    """Return a notice of `reader`, or raise NotFound."""
    notice = db.session.get(Notice, notice_id)
    if notice is None or notice.person_id != reader.id:
        raise NotFound(N_("There is nothing here."))
    return notice


def preference_of(reader: Person) -> NoticePreference:
    """Return how `reader` likes to be told, as they said or as it is for everybody."""
    wish = select(NoticePreference).where(NoticePreference.person_id == reader.id)
    return db.session.scalar(wish) or NoticePreference(
        delivery=Delivery.IMMEDIATE, digest_hour=DIGEST_HOUR, always_immediate=[]
    )


def troubled(city_id: UUID | None, *, number: int = 1) -> Page:
    """Return the mails to a city's people that failed, were tried in vain or are overdue."""
    is_late = and_(Notice.delivery == Delivery.IMMEDIATE, Notice.created_at < now() - OVERDUE)
    in_trouble = or_(
        Notice.mail_state == MailState.FAILED,
        and_(Notice.mail_state == MailState.OWED, or_(Notice.tries > 0, is_late)),
    )
    mails = select(Notice).where(Notice.city_id == city_id, in_trouble)
    return _page(mails.options(joinedload(Notice.person)), number, PAGE)


def links_in_trouble(city_id: UUID | None) -> Sequence[Person]:
    """Return whom a mail with a link did not reach, of the accounts a city keeps."""
    kept = Credential
    return db.session.scalars(
        select(Person)
        .join(Person.credential)
        .where(
            Person.owner_city_id == city_id,
            Person.state.in_(REACHED_BY_LINK),
            or_(kept.link_tries > 0, kept.link_failed_at.is_not(None)),
        )
        .order_by(kept.link_failed_at.is_(None), Person.name)
        .options(contains_eager(Person.credential))
        .limit(PAGE)
    ).all()


def of_case(case: Subject) -> Sequence[Notice]:
    """Return who was told what of a case and its papers, newest first."""
    papers = select(Document.id).where(Document.subject_id == case.id)
    return db.session.scalars(
        select(Notice)
        .where(or_(Notice.subject_id == case.id, Notice.subject_id.in_(papers)))
        .order_by(Notice.created_at.desc(), Notice.id)
        .options(joinedload(Notice.person))
        .limit(MOST_OF_A_CASE)
    ).all()


def _page(rows: Select[Any], number: int, size: int) -> Page:
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    newest = rows.order_by(Notice.created_at.desc(), Notice.id)
    found = db.session.scalars(newest.limit(size).offset((number - 1) * size)).all()
    return Page(list(found), number, total, size)
