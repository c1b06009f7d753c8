"""A pledge: what one city promises in answer to an appeal."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.sql import ColumnElement, exists, or_

from exchange.models.appeals import Appeal
from exchange.models.base import Base
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.items import Item
from exchange.models.people import Person


class PledgeState(StrEnum):
    """Where a pledge stands."""

    DRAFT = "draft"
    PLEDGED = "pledged"
    FULFILLED = "fulfilled"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


class Pledge(Case):
    """A promise of the city that gives to the city in need; shared once it is made.

    Whoever keeps the appeal on behalf of the city in need is asked beside that city; where the
    city that gives keeps no office here, `behalf_city` keeps the pledge on its behalf.
    """

    __tablename__ = "pledge"
    __table_args__ = (
        CheckConstraint("owner_city_id <> partner_city_id", name="two_cities"),
        CheckConstraint("behalf_city_id <> owner_city_id", name="behalf_of_another"),
        UniqueConstraint("owner_city_id", "number"),
        Index("ix_pledge_owner_state", "owner_city_id", "state", "created_at"),
        Index("ix_pledge_partner_shared", "partner_city_id", "shared_at"),
    )

    number: Mapped[str]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), index=True)
    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    partner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    behalf_city_id: Mapped[UUID | None] = mapped_column(ForeignKey("city.id"), index=True)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    expected_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[PledgeState] = mapped_column(default=PledgeState.DRAFT)

    owner_city: Mapped[City] = relationship(foreign_keys=owner_city_id, lazy="joined")
    partner_city: Mapped[City] = relationship(foreign_keys=partner_city_id, lazy="joined")
    behalf_city: Mapped[City | None] = relationship(foreign_keys=behalf_city_id)
    officer: Mapped[Person] = relationship()
    appeal: Mapped[Appeal] = relationship(lazy="joined")
    lines: Mapped[list["PledgeLine"]] = relationship(
        cascade="all, delete-orphan", order_by="PledgeLine.position", lazy="selectin"
    )

    @property
    def title(self) -> str:
        """What it answers, in the words of the city in need."""
        return self.appeal.title

    @property
    def title_partner(self) -> str:
        """What it answers, for the city in need."""
        return self.appeal.title

    @property
    def titles(self) -> dict[str, str]:
        """What it answers, by language."""
        return self.appeal.titles

    @property
    def reference(self) -> str:
        """The one name by which forms know it: whose it is, and its number."""
        return f"{self.owner_city.slug}/{self.number}"

    @property
    def addressed_ids(self) -> frozenset[UUID]:
        """The city in need, and the city that keeps the appeal on its behalf."""
        both = (self.partner_city_id, self.appeal.behalf_city_id)
        return frozenset(one for one in both if one is not None)

    @classmethod
    def is_addressed_to(cls, city_id: UUID | None) -> ColumnElement[bool]:
        """Say in SQL whether a city is in need, or keeps the appeal on its behalf."""
        kept = exists().where(Appeal.id == cls.appeal_id, Appeal.behalf_city_id == city_id)
        return or_(cls.partner_city_id == city_id, kept)

    @classmethod
    def is_kept_by(cls, city_id: UUID | None) -> ColumnElement[bool]:
        """Say in SQL whether it is a city's own, or kept by it on another's behalf."""
        return or_(cls.owner_city_id == city_id, cls.behalf_city_id == city_id)


class PledgeLine(Base):
    """So many of an item in a `unit`, `base_quantity` of its base units."""

    __tablename__ = "pledge_line"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND base_quantity > 0", name="something"),
        UniqueConstraint("pledge_id", "position"),
        UniqueConstraint("pledge_id", "item_id"),
    )

    pledge_id: Mapped[UUID] = mapped_column(ForeignKey("pledge.id"))
    position: Mapped[int]
    item_id: Mapped[UUID] = mapped_column(ForeignKey("item.id"), index=True)
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(String(3))
    base_quantity: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(default="")

    item: Mapped[Item] = relationship(lazy="joined")

    @property
    def item_code(self) -> str:
        """The item's code, as forms name it."""
        return self.item.code
