"""What happened, what is still to be done, and which numbers were given."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.append_only import seal_tables
from exchange.models.base import Base
from exchange.models.people import Person


class Event(Base):
    """One transition of one case, appended and never touched again; triggers refuse the rest.

    `hash` is the SHA-256 of this row's canonical JSON together with `previous_hash`, so each case
    is a chain of its own and unrelated cases never wait for each other.
    """

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("subject_id", "position"),)

    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    position: Mapped[int]
    action: Mapped[str]
    source: Mapped[str]
    target: Mapped[str]
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    inputs: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    actor: Mapped[Person] = relationship(lazy="joined")


class Anchor(Base):
    """A seal over the heads of all cases that moved since the last one; append-only too."""

    __tablename__ = "anchor"

    position: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AnchoredHead(Base):
    """Where one case's chain stood when an anchor was set."""

    __tablename__ = "anchored_head"
    __table_args__ = (UniqueConstraint("anchor_id", "subject_id"),)

    anchor_id: Mapped[UUID] = mapped_column(ForeignKey("anchor.id"), index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(index=True)
    position: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class OutboxMessage(Base):
    """A job for the queue, written in the same transaction as its cause.

    The row, not the queue, is the truth: until `finished_at` is set the job is owed. A job that
    waits for its hour is not handed over before `not_before`.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_owed", "finished_at", "relayed_at"),)

    job: Mapped[str]
    args: Mapped[dict[str, Any]]
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    relayed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class NumberSeries(Base):
    """The last number given in one series of one city in one year."""

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("city_id", "series", "year"),)

    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    series: Mapped[str]
    year: Mapped[int]
    last: Mapped[int]


APPEND_ONLY = (Event.__tablename__, Anchor.__tablename__, AnchoredHead.__tablename__)
seal_tables(Base.metadata, *(Base.metadata.tables[name] for name in APPEND_ONLY))
