"""What a currency was worth on a day, as somebody recorded it with its source."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.cities import City
from exchange.models.partial_date import PartialDate


class ExchangeRate(Base):
    """One unit of `currency` was worth `rate` of `quote` on a day; both by ISO 4217.

    The rate is kept as it was written, in decimal digits: no float ever.
    """

    __tablename__ = "exchange_rate"
    __table_args__ = (
        UniqueConstraint("currency", "quote", "day"),
        CheckConstraint("currency <> quote", name="two_currencies"),
    )

    currency: Mapped[str] = mapped_column(String(3))
    quote: Mapped[str] = mapped_column(String(3))
    day: Mapped[date]
    written: Mapped[str] = mapped_column(String(24))
    source: Mapped[str]

    @property
    def rate(self) -> Decimal:
        """How much of `quote` one unit of `currency` was."""
        return Decimal(self.written)


class StatedTotal(Base):
    """A sum of aid as a source states it; the rows may add up to another, and both are shown."""

    __tablename__ = "stated_total"
    __table_args__ = (UniqueConstraint("consignee_id", "took_place", "item"),)

    consignee_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)
    took_place: Mapped[PartialDate]
    item: Mapped[str]
    quantity: Mapped[int]
    unit: Mapped[str]
    source: Mapped[str]

    consignee: Mapped[City] = relationship()
