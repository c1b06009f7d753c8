"""A letter that an office writes of its own accord: what it says, and in whose words."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.decided import Decided
from exchange.models.partial_date import PartialDate
from exchange.models.people import Person
from exchange.models.projects import CancelReason


class LetterKind(StrEnum):
    """Each is a kind of paper of the same name; invitations and cover letters have their cases."""

    ACCEPTANCE = "acceptance"
    APPROVAL_NOTICE = "approval_notice"
    OFFER = "offer"
    SYMPATHY = "sympathy"
    THANKS = "thanks"
    REGRET = "regret"
    CONGRATULATION = "congratulation"
    INTENT = "intent"
    AGREEMENT = "agreement"


class LetterState(StrEnum):
    """Where a letter stands."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"
    ISSUED = "issued"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class TieFounded(StrEnum):
    """What an agreement makes of two cities."""

    SISTER = "sister"
    FRIENDSHIP = "friendship"
    PROJECT = "project"


class Letter(Decided, Case):
    """One letter to one partner city. `title` is what it is about, in each side's language.

    `wording` holds passages an officer wrote anew, by the passage's key and the language.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("owner_city_id <> partner_city_id", name="two_cities"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        UniqueConstraint("owner_city_id", "number"),
        Index("ix_letter_owner_state", "owner_city_id", "state", "created_at"),
        Index("ix_letter_partner_shared", "partner_city_id", "shared_at"),
    )

    number: Mapped[str]
    kind: Mapped[LetterKind]
    title: Mapped[str]
    title_partner: Mapped[str] = mapped_column(default="")
    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    partner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[LetterState] = mapped_column(default=LetterState.DRAFT)
    decision_note: Mapped[str] = mapped_column(default="")
    message: Mapped[str] = mapped_column(default="")
    message_partner: Mapped[str] = mapped_column(default="")
    wording: Mapped[dict[str, Any]] = mapped_column(default=dict)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    participant_count: Mapped[int] = mapped_column(default=0)
    reply_by: Mapped[date | None]
    answered: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    received_on: Mapped[date | None]
    celebrated_on: Mapped[date | None]
    reason: Mapped[CancelReason | None]
    tie: Mapped[TieFounded | None]
    cooperation: Mapped[list[str]] = mapped_column(default=list)
    partner_body: Mapped[str] = mapped_column(default="")
    partner_body_partner: Mapped[str] = mapped_column(default="")
    intent_on: Mapped[PartialDate | None]
    council_resolution: Mapped[str] = mapped_column(default="")
    council_resolved_on: Mapped[date | None]
    term_years: Mapped[int] = mapped_column(default=0)
    notice_months: Mapped[int] = mapped_column(default=6)
    originals: Mapped[int] = mapped_column(default=2)
    place: Mapped[str] = mapped_column(default="")
    place_partner: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]

    owner_city: Mapped[City] = relationship(foreign_keys=owner_city_id, lazy="joined")
    partner_city: Mapped[City] = relationship(foreign_keys=partner_city_id, lazy="joined")
    officer: Mapped[Person] = relationship()
    goods: Mapped[list["LetterGoods"]] = relationship(
        cascade="all, delete-orphan", order_by="LetterGoods.position", lazy="selectin"
    )

    @property
    def paper_kind(self) -> str:
        """The kind of its paper."""
        return self.kind.value

    @property
    def line_kind(self) -> str:
        """The kind of approval line it takes: what binds a city goes the way of agreements."""
        binding = self.kind in {LetterKind.INTENT, LetterKind.AGREEMENT}
        return "agreement" if binding else "letter"


class LetterGoods(Base):
    """One line of goods that a letter offers, sends or gives thanks for."""

    __tablename__ = "letter_goods"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="something"),
        UniqueConstraint("letter_id", "position"),
    )

    letter_id: Mapped[UUID] = mapped_column(ForeignKey("letter.id"))
    position: Mapped[int]
    item: Mapped[str]
    item_partner: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(String(3))
    handed_to: Mapped[str] = mapped_column(default="")
    handed_to_partner: Mapped[str] = mapped_column(default="")
    used_for: Mapped[str] = mapped_column(default="")
    used_for_partner: Mapped[str] = mapped_column(default="")
