"""A mailing: one decision by which many partner cities get a letter each, in their languages."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from exchange.models.base import Base
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.decided import Decided
from exchange.models.people import Person
from exchange.models.projects import CancelReason


class MailingKind(StrEnum):
    """The kinds of letter that can say the same to many; each has a paper of the same name."""

    SYMPATHY = "sympathy"
    CONGRATULATION = "congratulation"
    REGRET = "regret"
    APPROVAL_NOTICE = "approval_notice"


class MailingState(StrEnum):
    """Where a mailing stands; while it is `making`, its letters are made one after another."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"
    MAKING = "making"
    MADE = "made"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class Mailing(Decided, Case):
    """One decision, many letters. `title` and `message` are in the owner's language.

    It lies between the owner's city and itself: each of its letters is shared with its own city,
    the mailing with none.
    """

    __tablename__ = "mailing"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        UniqueConstraint("owner_city_id", "number"),
        Index("ix_mailing_owner_state", "owner_city_id", "state", "created_at"),
    )

    number: Mapped[str]
    kind: Mapped[MailingKind]
    title: Mapped[str]
    message: Mapped[str] = mapped_column(default="")
    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[MailingState] = mapped_column(default=MailingState.DRAFT)
    decision_note: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    participant_count: Mapped[int] = mapped_column(default=0)
    decided_on: Mapped[date | None]
    celebrated_on: Mapped[date | None]
    reason: Mapped[CancelReason | None]

    partner_city_id: Mapped[UUID] = synonym("owner_city_id")
    owner_city: Mapped[City] = relationship(lazy="joined")
    partner_city: Mapped[City] = synonym("owner_city")
    officer: Mapped[Person] = relationship()
    recipients: Mapped[list["MailingRecipient"]] = relationship(
        cascade="all, delete-orphan", order_by="MailingRecipient.position", lazy="selectin"
    )
    texts: Mapped[list["MailingText"]] = relationship(
        cascade="all, delete-orphan", order_by="MailingText.position", lazy="selectin"
    )

    @property
    def line_kind(self) -> str:
        """The kind of approval line it takes: that of letters."""
        return "letter"

    @property
    def cities(self) -> list[City]:
        """The cities it goes to, by their slugs."""
        return [one.city for one in self.recipients]

    @property
    def by_language(self) -> Mapping[str, "MailingText"]:
        """What it says in the languages of its recipients."""
        return MappingProxyType({one.in_language: one for one in self.texts})


class MailingRecipient(Base):
    """A city that gets its letter of a mailing; `position` counts them by their slugs."""

    __tablename__ = "mailing_recipient"
    __table_args__ = (
        UniqueConstraint("mailing_id", "city_id"),
        UniqueConstraint("mailing_id", "position"),
    )

    mailing_id: Mapped[UUID] = mapped_column(ForeignKey("mailing.id"))
    position: Mapped[int]
    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)

    city: Mapped[City] = relationship(lazy="joined")


class MailingText(Base):
    """What a mailing says in one language of its recipients."""

    __tablename__ = "mailing_text"
    __table_args__ = (
        UniqueConstraint("mailing_id", "in_language"),
        UniqueConstraint("mailing_id", "position"),
    )

    mailing_id: Mapped[UUID] = mapped_column(ForeignKey("mailing.id"))
    position: Mapped[int]
    in_language: Mapped[str]
    title: Mapped[str]
    message: Mapped[str] = mapped_column(default="")
