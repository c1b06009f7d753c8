"""The people who act for a city, and the parts each plays there."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from flask_security.core import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.cities import City


class Role(StrEnum):
    """The part a person plays for one city; `system` is a worker acting through the same door."""

    OFFICER = "officer"
    CLERK = "clerk"
    DIRECTOR = "director"
    LIAISON = "liaison"
    CENTRE_STAFF = "centre_staff"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SYSTEM = "system"


class Person(Base, UserMixin):  # type: ignore[misc]  # UserMixin knows no UUID
    """Someone who signs in and acts for exactly one city; the system acts for none.

    `title` is the post as it stands in sentences and on papers, by language.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("city_id IS NOT NULL OR NOT active", name="acts_for_a_city"),
    )

    name: Mapped[str]
    title: Mapped[dict[str, str]]
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en")
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, default=lambda: uuid4().hex
    )
    city_id: Mapped[UUID | None] = mapped_column(ForeignKey("city.id"), index=True)

    city: Mapped[City | None] = relationship(lazy="joined")
    grants: Mapped[list["Grant"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", back_populates="person"
    )

    @property
    def parts(self) -> frozenset[Role]:
        """The roles this person holds."""
        return frozenset(grant.role for grant in self.grants)


class Grant(Base):
    """One role held by one person."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role]

    person: Mapped[Person] = relationship(back_populates="grants")


class ApiToken(Base):
    """A program's key to act as a person: only its SHA-256 is kept, and it ends on a date."""

    __tablename__ = "api_token"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    label: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class IdempotencyKey(Base):
    """A request already answered: the same key and body again changes nothing."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str] = mapped_column(String(255))
    request_sha256: Mapped[str] = mapped_column(String(64))
    subject_id: Mapped[UUID]
