"""An exchange project: what two cities mean to do together, and what came of it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.decided import Decided
from exchange.models.people import Person


class ProjectState(StrEnum):
    """Where a project stands."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"
    INVITED = "invited"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    REPORTED = "reported"
    CLOSED = "closed"
    POSTPONED = "postponed"
    REJECTED = "rejected"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class ProjectType(StrEnum):
    """What kind of exchange it is."""

    CULTURE = "culture"
    YOUTH = "youth"
    SPORT = "sport"
    ECONOMY = "economy"
    SCIENCE = "science"
    ADMINISTRATION = "administration"
    DELEGATION = "delegation"
    DISASTER = "disaster"
    EDUCATION = "education"
    CONFERENCE = "conference"


class CancelReason(StrEnum):
    """Why an exchange that was agreed to does not take place."""

    DISEASE_CONTROL = "disease_control"
    NO_INTERPRETER = "no_interpreter"
    BUDGET = "budget"
    PROTOCOL_CLASH = "protocol_clash"
    DISASTER = "disaster"
    OTHER = "other"


class Project(Decided, Case):
    """A proposal by an owner city to do something with a partner city; its paper invites.

    `title` and `purpose` are in the owner's letter language, their `_partner` twins in the
    partner's (or English): both halves of the letter are words a person chose.
    """

    __tablename__ = "project"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("owner_city_id <> partner_city_id", name="two_cities"),
        CheckConstraint("participant_count >= 0", name="counts_people"),
        UniqueConstraint("owner_city_id", "number"),
        Index("ix_project_owner_state", "owner_city_id", "state", "created_at"),
        Index("ix_project_owner_created", "owner_city_id", "created_at"),
        Index("ix_project_partner_shared", "partner_city_id", "shared_at"),
        Index("ix_project_partner_state", "partner_city_id", "state", "created_at"),
        Index("ix_project_partner_created", "partner_city_id", "created_at"),
    )

    number: Mapped[str]
    type: Mapped[ProjectType]
    title: Mapped[str]
    title_partner: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    purpose_partner: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    reply_by: Mapped[date | None]
    participant_count: Mapped[int] = mapped_column(default=0)
    budget_total: Mapped[Decimal | None]
    budget_currency: Mapped[str | None] = mapped_column(String(3))
    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    partner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[ProjectState] = mapped_column(default=ProjectState.DRAFT)
    decision_note: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    people_took_part: Mapped[int | None]
    final_cost: Mapped[Decimal | None]
    thanks: Mapped[str] = mapped_column(default="")
    wording: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")

    owner_city: Mapped[City] = relationship(foreign_keys=owner_city_id, lazy="joined")
    partner_city: Mapped[City] = relationship(foreign_keys=partner_city_id, lazy="joined")
    officer: Mapped[Person] = relationship()
    budget: Mapped[list["BudgetLine"]] = relationship(
        cascade="all, delete-orphan", order_by="BudgetLine.position", lazy="selectin"
    )
    participants: Mapped[list["Participant"]] = relationship(
        cascade="all, delete-orphan", order_by="Participant.position", lazy="selectin"
    )
    paper_kind = "invitation"


class BudgetLine(Base):
    """One item of the budget and the city that bears it; amounts in the ISO 4217 `currency`."""

    __tablename__ = "budget_line"
    __table_args__ = (CheckConstraint("amount >= 0", name="no_negative_amount"),)

    project_id: Mapped[UUID] = mapped_column(ForeignKey("project.id"), index=True)
    position: Mapped[int]
    item: Mapped[str]
    item_partner: Mapped[str] = mapped_column(default="")
    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(String(3))

    city: Mapped[City] = relationship()


class Participant(Base):
    """Someone who travels, named as in the passport; numbers of passports are not kept here."""

    __tablename__ = "participant"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("project.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    nationality: Mapped[str] = mapped_column(String(2), default="")
