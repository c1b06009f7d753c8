"""An appeal: a city in need says what it lacks, to the cities it asks."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym
from sqlalchemy.sql import ColumnElement, exists, or_

from exchange.models.base import Base
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.items import Item
from exchange.models.people import Person


class AppealState(StrEnum):
    """Where an appeal stands; only what arrived makes it met."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PARTLY_MET = "partly_met"
    MET = "met"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


# In these an appeal may be answered.
OPEN_APPEALS = frozenset({AppealState.PUBLISHED, AppealState.PARTLY_MET, AppealState.MET})


class Priority(StrEnum):
    """How much hangs on a line of an appeal."""

    LIFE_SAVING = "life_saving"
    URGENT = "urgent"
    NORMAL = "normal"


class Appeal(Case):
    """What a city lacks, item by item. `title` is in its own language, `title_english` beside it.

    It lies between the city in need and itself; those it asks are its `asked` cities, and it
    exists for them once it is shared. For a city that keeps no office here, `behalf_city` keeps
    the case on its behalf. `to_all` says that every city with a tie that day is asked.
    """

    __tablename__ = "appeal"
    __table_args__ = (
        UniqueConstraint("owner_city_id", "number"),
        Index("ix_appeal_owner_state", "owner_city_id", "state", "created_at"),
        CheckConstraint("behalf_city_id <> owner_city_id", name="behalf_of_another"),
    )

    number: Mapped[str]
    title: Mapped[str]
    title_english: Mapped[str] = mapped_column(default="")
    situation: Mapped[str] = mapped_column(default="")
    situation_english: Mapped[str] = mapped_column(default="")
    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    behalf_city_id: Mapped[UUID | None] = mapped_column(ForeignKey("city.id"), index=True)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    to_all: Mapped[bool] = mapped_column(default=True)
    published_at: Mapped[datetime | None]
    state: Mapped[AppealState] = mapped_column(default=AppealState.DRAFT)
    closing_note: Mapped[str] = mapped_column(default="")

    partner_city_id: Mapped[UUID] = synonym("owner_city_id")
    owner_city: Mapped[City] = relationship(foreign_keys=owner_city_id, lazy="joined")
    partner_city: Mapped[City] = synonym("owner_city")
    behalf_city: Mapped[City | None] = relationship(foreign_keys=behalf_city_id)
    officer: Mapped[Person] = relationship()
    lines: Mapped[list["AppealLine"]] = relationship(
        cascade="all, delete-orphan", order_by="AppealLine.position", lazy="selectin"
    )
    asked: Mapped[list["AppealCity"]] = relationship(
        cascade="all, delete-orphan", order_by="AppealCity.position", lazy="selectin"
    )

    @property
    def titles(self) -> dict[str, str]:
        """What it is called, by language."""
        english = {"en": self.title_english} if self.title_english else {}
        return {self.owner_city.letter_language: self.title} | english

    @property
    def title_partner(self) -> str:
        """What it is called by those it asks."""
        return self.title_english

    @property
    def cities(self) -> list[City]:
        """The cities it asks, by their slugs."""
        return [one.city for one in self.asked]

    @property
    def reference(self) -> str:
        """The one name by which forms of other cities know it: whose it is, and its number."""
        return f"{self.owner_city.slug}/{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it may be answered."""
        return self.state in OPEN_APPEALS

    @property
    def addressed_ids(self) -> frozenset[UUID]:
        """The cities it asks."""
        return frozenset(one.city_id for one in self.asked)

    @classmethod
    def is_addressed_to(cls, city_id: UUID | None) -> ColumnElement[bool]:
        """Say in SQL whether a city is among those it asks."""
        return exists().where(AppealCity.appeal_id == cls.id, AppealCity.city_id == city_id)

    @classmethod
    def is_kept_by(cls, city_id: UUID | None) -> ColumnElement[bool]:
        """Say in SQL whether it is a city's own, or kept by it on another's behalf."""
        return or_(cls.owner_city_id == city_id, cls.behalf_city_id == city_id)


class AppealCity(Base):
    """A city that is asked; `position` counts them by their slugs."""

    __tablename__ = "appeal_city"
    __table_args__ = (
        UniqueConstraint("appeal_id", "city_id"),
        UniqueConstraint("appeal_id", "position"),
    )

    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    position: Mapped[int]
    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)

    city: Mapped[City] = relationship(lazy="joined")


class AppealLine(Base):
    """What is lacking: so many of an item in a `unit`, `base_quantity` of its base units."""

    __tablename__ = "appeal_line"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND base_quantity > 0", name="something"),
        UniqueConstraint("appeal_id", "position"),
        UniqueConstraint("appeal_id", "item_id"),
    )

    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    position: Mapped[int]
    item_id: Mapped[UUID] = mapped_column(ForeignKey("item.id"), index=True)
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(String(3))
    base_quantity: Mapped[int] = mapped_column(BigInteger)
    needed_by: Mapped[date | None]
    priority: Mapped[Priority] = mapped_column(default=Priority.NORMAL)
    note: Mapped[str] = mapped_column(default="")

    item: Mapped[Item] = relationship(lazy="joined")

    @property
    def item_code(self) -> str:
        """The item's code, as forms name it."""
        return self.item.code
