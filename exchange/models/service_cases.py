"""A request to a support centre: what it is about and where it stands, and nothing of who asked.

Who asked, their telephone and their words lie sealed in a personal record of the same case.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.people import Person


class ServiceState(StrEnum):
    """Where a request stands."""

    REQUESTED = "requested"
    TRIAGED = "triaged"
    WAITING_LIST = "waiting_list"
    SCHEDULED = "scheduled"
    NO_SHOW = "no_show"
    ATTENDED = "attended"
    REFERRED = "referred"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Topic(StrEnum):
    """What counselling is about.

    Source: https://timenews.co.kr/web/news/article/1423100 (stay, labour, nationality, law, life).
    """

    LABOUR = "labour"
    STAY = "stay"
    NATIONALITY = "nationality"
    LAW = "law"
    LIFE = "life"


class Channel(StrEnum):
    """How a request came in."""

    ONLINE = "online"
    TELEPHONE = "telephone"
    DESK = "desk"


class Meeting(StrEnum):
    """How a resident wants to be met."""

    CALL = "call"
    VISIT = "visit"
    VIDEO = "video"


class Wished(StrEnum):
    """When somebody can come: as the doors are open."""

    ANY = "any"
    DAY = "day"
    EVENING = "evening"
    SATURDAY = "saturday"


class Urgency(StrEnum):
    """How long a request may wait."""

    ORDINARY = "ordinary"
    SOON = "soon"
    AT_ONCE = "at_once"


class ServiceOutcome(StrEnum):
    """What came of it."""

    ADVISED = "advised"
    ACCOMPANIED = "accompanied"
    PAPERS_DONE = "papers_done"
    REFERRED = "referred"
    NOT_OURS = "not_ours"


class ServiceCase(Case):
    """One request of a resident. It lies between the city of the centre and itself.

    `language` is the one the resident is spoken to in. With `code`, a keyed digest of the one-time
    code, whoever asked follows, changes or withdraws it. `contact_by` is the day by which the
    centre has called, counted in its own working days.
    """

    __tablename__ = "service_case"
    __table_args__ = (
        UniqueConstraint("owner_city_id", "number"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_service_case_owner_state", "owner_city_id", "state", "created_at"),
    )

    number: Mapped[str]
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    code: Mapped[str | None] = mapped_column(String(64))
    topic: Mapped[Topic]
    channel: Mapped[Channel]
    meeting: Mapped[Meeting]
    wished: Mapped[Wished] = mapped_column(default=Wished.ANY)
    language: Mapped[str] = mapped_column(String(8))
    needs_interpreter: Mapped[bool]
    urgency: Mapped[Urgency] = mapped_column(default=Urgency.ORDINARY)
    state: Mapped[ServiceState] = mapped_column(default=ServiceState.REQUESTED)
    contact_by: Mapped[date]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(default="")
    referred_to: Mapped[str] = mapped_column(default="")
    outcome: Mapped[ServiceOutcome | None]
    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)

    partner_city_id: Mapped[UUID] = synonym("owner_city_id")
    owner_city: Mapped[City] = relationship(foreign_keys=owner_city_id, lazy="joined")
    partner_city: Mapped[City] = synonym("owner_city")
    officer: Mapped[Person | None] = relationship(foreign_keys=officer_id)

    @property
    def title(self) -> str:
        """What it is about, as lists and papers need a title; pages say it in words."""
        return self.topic.value
