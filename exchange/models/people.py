"""The people who act for a city, the parts each plays there, and who keeps their account."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from flask_security.core import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym, validates

from exchange.models.base import Base
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.credentials import Credential


class Role(StrEnum):
    """The part a person plays for one city.

    `system` is a worker acting through the same door, `counter` a guest who counts one shipment,
    `resident` whoever asked the centre for help, without a name, for their one request.
    """

    OFFICER = "officer"
    CLERK = "clerk"
    DIRECTOR = "director"
    LIAISON = "liaison"
    CENTRE_STAFF = "centre_staff"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    COUNTER = "counter"
    RESIDENT = "resident"
    SYSTEM = "system"


# Guests hold these for one case, and sign in nowhere.
GUESTS = frozenset({Role.COUNTER, Role.RESIDENT})


class PersonState(StrEnum):
    """Where an account stands."""

    INVITED = "invited"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"


class Scope(StrEnum):
    """How far a program may go: read, act, or also decide; each holds those before it.

    A key to a calendar stands in an address, which others may come to see: it opens nothing else.
    """

    CALENDAR = "calendar"
    READ = "read"
    ACT = "act"
    DECIDE = "decide"


class Person(Case, UserMixin):  # type: ignore[misc]  # UserMixin knows no UUID
    """Someone who signs in and acts for exactly one city; the system acts for none.

    The owner city's administrator keeps the account: that of their own people, and that of the
    liaisons of partner cities. `title` is the post as it stands in sentences and on papers, by
    language. What a person proves themselves with lies in `credential`, so that the account's
    version counts its history and nothing else. A guest is confined to one case and signs in
    nowhere.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("city_id IS NOT NULL OR NOT active", name="acts_for_a_city"),
        CheckConstraint("confined_to IS NULL OR NOT active", name="guest_never_signs_in"),
        Index("ix_person_owner_state", "owner_city_id", "state", "created_at"),
    )

    name: Mapped[str]
    title: Mapped[dict[str, str]]
    email: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str] = mapped_column(default="en")
    timezone: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[PersonState] = mapped_column(default=PersonState.INVITED)
    active: Mapped[bool] = mapped_column(default=False)
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, default=lambda: uuid4().hex
    )
    city_id: Mapped[UUID | None] = mapped_column(ForeignKey("city.id"), index=True)
    owner_city_id: Mapped[UUID | None] = mapped_column(ForeignKey("city.id"))  # type: ignore[assignment]  # the system's account is nobody's
    partner_city_id: Mapped[UUID] = synonym("city_id")
    confined_to: Mapped[UUID | None]

    city: Mapped[City | None] = relationship(foreign_keys=city_id, lazy="joined")
    owner_city: Mapped[City | None] = relationship(foreign_keys=owner_city_id)  # type: ignore[assignment]  # the same
    partner_city: Mapped[City] = synonym("city")
    grants: Mapped[list["Grant"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", back_populates="person"
    )
    credential: Mapped[Credential] = relationship(cascade="all, delete-orphan")

    def __init__(self, **values: Any) -> None:
        """Begin with nothing proved."""
        password = values.pop("password", None)
        super().__init__(**{"state": PersonState.INVITED, "credential": Credential(), **values})
        self.credential.password = password

    @property
    def parts(self) -> frozenset[Role]:
        """The roles this person holds."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def zone(self) -> str:
        """The IANA time zone they read moments in: their own, or that of their city."""
        return self.timezone or (self.city.timezone if self.city else "UTC")

    @property
    def number(self) -> str:
        """What the account is known by."""
        return self.email

    @property
    def password(self) -> str | None:
        """The password's hash."""
        return self.credential.password

    @password.setter
    def password(self, value: str | None) -> None:
        self.credential.password = value

    @validates("state")
    def _may_sign_in_while_active(self, _name: str, state: PersonState) -> PersonState:
        self.active = state == PersonState.ACTIVE
        return state


class Grant(Base):
    """One role held by one person."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role]

    person: Mapped[Person] = relationship(back_populates="grants")


class ApiToken(Base):
    """A program's key to act as a person: only its SHA-256 is kept, and it ends on a date.

    `confirmed_at` is when the program last gave its person's one-time code with a request.
    """

    __tablename__ = "api_token"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    label: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[Scope] = mapped_column(default=Scope.DECIDE)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class WebSession(Base):
    """One browser somebody signed in with; the cookie holds a secret, here is its SHA-256.

    A `confined` session was opened without the second factor its person must have, and leads
    nowhere but to the page that gives one.
    """

    __tablename__ = "web_session"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str]
    address: Mapped[str]
    seen_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confined: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(lazy="joined")


class IdempotencyKey(Base):
    """A request already answered: the same key and body again changes nothing."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str] = mapped_column(String(255))
    request_sha256: Mapped[str] = mapped_column(String(64))
    subject_id: Mapped[UUID]
