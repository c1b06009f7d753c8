"""What somebody was told, in which language, how, and with what result."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.people import Person

DIGEST_HOUR = 8


class NoticeKind(StrEnum):
    """What a notice is about; each kind has its sentence in every catalogue."""

    STEP_OPENED = "step_opened"
    STEP_REMINDED = "step_reminded"
    STEP_ESCALATED = "step_escalated"
    STEP_TAKEN_BY_DEPUTY = "step_taken_by_deputy"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"
    WITHDRAWN_OR_RECALLED = "withdrawn_or_recalled"
    NOBODY_CAN_TAKE = "nobody_can_take"
    ANSWER_AWAITED = "answer_awaited"
    ANSWERED = "answered"
    MOVED = "moved"
    APPEALED = "appealed"
    PLEDGED = "pledged"
    ARRIVING = "arriving"
    LATE = "late"
    RECEIVED_OR_DISPUTED = "received_or_disputed"
    CLAIM_OPENED = "claim_opened"
    CLAIM_ANSWERED = "claim_answered"
    PAPER_ISSUED = "paper_issued"
    PAPER_FAILED = "paper_failed"
    MAIL_FAILED = "mail_failed"
    LINK_FAILED = "link_failed"
    HANDED_OVER = "handed_over"
    SECOND_FACTOR_SET_UP = "second_factor_set_up"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    SECOND_FACTOR_RESET = "second_factor_reset"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # the name of a kind
    TOKEN_MADE = "token_made"  # noqa: S105  # the same


class Delivery(StrEnum):
    """How a notice leaves the house; every notice is on its reader's page besides."""

    IMMEDIATE = "immediate"
    DIGEST = "digest"
    NONE = "none"


class MailState(StrEnum):
    """What became of the mail of a notice."""

    OWED = "owed"
    SENT = "sent"
    FAILED = "failed"
    NONE = "none"


class Notice(Base):
    """One person told of one thing once: the same event never tells the same person twice.

    `title` and `number` are those of the case when it was told; `params` holds only such words as
    may be shown (amounts, dates, codes of actions), as they are stored, not as they are written.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "cause_id"),
        Index("ix_notice_inbox", "person_id", "read_at", "created_at"),
        Index("ix_notice_subject", "subject_id", "created_at"),
        Index("ix_notice_mail", "mail_state", "delivery", "city_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[NoticeKind]
    language: Mapped[str] = mapped_column(String(10))
    cause_id: Mapped[UUID | None]
    subject_kind: Mapped[str | None]
    subject_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    params: Mapped[dict[str, str]] = mapped_column(default=dict)
    template_revision: Mapped[str] = mapped_column(String(64), default="")
    read_at: Mapped[datetime | None]
    delivery: Mapped[Delivery]
    digest_on: Mapped[date | None]
    mail_state: Mapped[MailState]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    by: Mapped[Person | None] = relationship(foreign_keys=by_id)

    @property
    def due(self) -> date | None:
        """The day something is asked by, if any."""
        day = self.params.get("due", "")
        return date.fromisoformat(day) if day else None


class NoticePreference(Base):
    """How somebody likes to be told; who never said so is told at once.

    `digest_hour` is on their own clock; kinds in `always_immediate` wait for no digest.
    """

    __tablename__ = "notice_preference"
    __table_args__ = (CheckConstraint("digest_hour BETWEEN 0 AND 23", name="hour_of_a_day"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    delivery: Mapped[Delivery] = mapped_column(default=Delivery.IMMEDIATE)
    digest_hour: Mapped[int] = mapped_column(default=DIGEST_HOUR)
    always_immediate: Mapped[list[str]] = mapped_column(default=list)
