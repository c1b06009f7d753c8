"""Approval lines (결재선), and each run of a case through one: frozen, step by step."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from exchange.models.base import Base
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.people import Person
from exchange.models.posts import Post


class CaseKind(StrEnum):
    """What a line decides on."""

    PROJECT = "project"
    SHIPMENT = "shipment"
    AGREEMENT = "agreement"
    LETTER = "letter"


class LineState(StrEnum):
    """Whether a line is being written, in use, or of the past."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    RETIRED = "retired"


class Part(StrEnum):
    """What a step asks of a post: 검토, 협조, 결재, 공람."""

    REVIEW = "review"
    CONCUR = "concur"
    DECIDE = "decide"
    INFORM = "inform"


class Capacity(StrEnum):
    """By what right somebody took a step: 본인, 대결, 직무대리, or as the next post up."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    ACTING = "acting"
    SUPERIOR = "superior"


class Outcome(StrEnum):
    """What became of a step, or of a whole run."""

    WAITING = "waiting"
    OPEN = "open"
    AGREED = "agreed"
    CARRIED = "carried"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    RECALLED = "recalled"
    SEEN = "seen"


class ApprovalLine(Case):
    """Which posts a kind of case goes through; of those in force the newest is used.

    A line in force is never edited: a new one takes its place, and running cases keep theirs.
    """

    __tablename__ = "approval_line"
    __table_args__ = (
        UniqueConstraint("owner_city_id", "number"),
        Index("ix_approval_line_in_force", "owner_city_id", "case_kind", "in_force_at"),
    )

    number: Mapped[str]
    title: Mapped[str]
    case_kind: Mapped[CaseKind]
    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    currency: Mapped[str] = mapped_column(String(3))
    in_force_at: Mapped[datetime | None]
    state: Mapped[LineState] = mapped_column(default=LineState.DRAFT)

    partner_city_id: Mapped[UUID] = synonym("owner_city_id")
    owner_city: Mapped[City] = relationship(lazy="joined")
    partner_city: Mapped[City] = synonym("owner_city")
    steps: Mapped[list["LineStep"]] = relationship(
        cascade="all, delete-orphan", order_by="LineStep.position", lazy="selectin"
    )
    delegations: Mapped[list["Delegation"]] = relationship(
        cascade="all, delete-orphan", order_by="Delegation.below", lazy="selectin"
    )


class LineStep(Base):
    """One step of a line; `matter` names the fields it answers for, or none for all."""

    __tablename__ = "line_step"
    __table_args__ = (UniqueConstraint("line_id", "position"),)

    line_id: Mapped[UUID] = mapped_column(ForeignKey("approval_line.id"))
    position: Mapped[int]
    part: Mapped[Part]
    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id"))
    working_days: Mapped[int]
    matter: Mapped[list[str]]

    post: Mapped[Post] = relationship(lazy="joined")


class Delegation(Base):
    """The post that decides finally (전결) on amounts below `below`, in the line's currency."""

    __tablename__ = "delegation"
    __table_args__ = (UniqueConstraint("line_id", "below"),)

    line_id: Mapped[UUID] = mapped_column(ForeignKey("approval_line.id"))
    below: Mapped[Decimal]
    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id"))

    post: Mapped[Post] = relationship(lazy="joined")


class Approval(Base):
    """One run of a case through its line: what is decided on is frozen, with its digest.

    `content` is the case as its form holds it; `changes` lists, field by field, what is different
    from the run before: {field, before, after}. `amount` is what delegation went by.
    """

    __tablename__ = "approval"
    __table_args__ = (
        UniqueConstraint("subject_id", "round"),
        Index("ix_approval_author", "author_id", "outcome"),
        Index(
            "ix_approval_current",
            "subject_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    round: Mapped[int]
    is_current: Mapped[bool] = mapped_column(default=True)
    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    partner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    line_id: Mapped[UUID] = mapped_column(ForeignKey("approval_line.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str]
    title: Mapped[str]
    amount: Mapped[Decimal | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    content: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    content_sha256: Mapped[str] = mapped_column(String(64))
    changes: Mapped[list[Any]] = mapped_column(default=list)
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.OPEN)
    submitted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    city: Mapped[City] = relationship(foreign_keys=city_id)
    partner_city: Mapped[City] = relationship(foreign_keys=partner_city_id)
    author: Mapped[Person] = relationship()
    steps: Mapped[list["ApprovalStep"]] = relationship(
        cascade="all, delete-orphan",
        order_by="ApprovalStep.position",
        lazy="selectin",
        back_populates="approval",
    )


class ApprovalStep(Base):
    """One post's part in one run: when it opened, by when it is due, who took it and how.

    `stage` orders the steps; those of one stage are open together. `post_names` is the post as it
    was called at submission. A step carried over from the run before keeps who took it then.
    """

    __tablename__ = "approval_step"
    __table_args__ = (
        UniqueConstraint("approval_id", "position"),
        Index("ix_approval_step_post", "post_id", "outcome", "due_on"),
        Index("ix_approval_step_superior", "escalated_to_id", "outcome", "due_on"),
        Index("ix_approval_step_taken_by", "taken_by_id", "taken_at"),
        Index("ix_approval_step_for", "on_behalf_of_id", "taken_at"),
        Index("ix_approval_step_due", "outcome", "due_on"),
    )

    approval_id: Mapped[UUID] = mapped_column(ForeignKey("approval.id"))
    position: Mapped[int]
    stage: Mapped[int]
    part: Mapped[Part]
    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id"))
    post_names: Mapped[dict[str, str]]
    is_delegated: Mapped[bool] = mapped_column(default=False)
    working_days: Mapped[int]
    matter: Mapped[list[str]]
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.WAITING)
    opened_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]
    escalated_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("post.id"))
    taken_at: Mapped[datetime | None]
    taken_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    on_behalf_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    capacity: Mapped[Capacity | None]
    note: Mapped[str] = mapped_column(default="")
    points: Mapped[list[Any]] = mapped_column(default=list)

    approval: Mapped[Approval] = relationship(back_populates="steps")
    post: Mapped[Post] = relationship(foreign_keys=post_id)
    escalated_to: Mapped[Post | None] = relationship(foreign_keys=escalated_to_id)
    taken_by: Mapped[Person | None] = relationship(foreign_keys=taken_by_id)
    on_behalf_of: Mapped[Person | None] = relationship(foreign_keys=on_behalf_of_id)


class Reading(Base):
    """Somebody opened the case as it was submitted; nobody decides on what they never saw."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("approval_id", "person_id"),)

    approval_id: Mapped[UUID] = mapped_column(ForeignKey("approval.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
