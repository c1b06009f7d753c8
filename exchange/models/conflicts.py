"""Two counts of one content that differ: both are kept, and one is chosen."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.cartons import CartonContent
from exchange.models.people import Person
from exchange.models.receipts import Receipt


class Chosen(StrEnum):
    """Which of two counts stands."""

    FIRST = "first"
    OTHER = "other"


class CountConflict(Base):
    """A later count that differs from the one that stands; the law holds in it as in any count.

    `first` is what stood when it came, by class, with its reason and who counted; `receipt` is
    under which the other came. Neither is changed by the choice.
    """

    __tablename__ = "count_conflict"
    __table_args__ = (
        CheckConstraint(
            "good + damaged + short + expired + refused = dispatched + over",
            name="conservation",
        ),
        CheckConstraint(
            "good >= 0 AND damaged >= 0 AND short >= 0 AND expired >= 0"
            " AND refused >= 0 AND over >= 0",
            name="no_negative_count",
        ),
        CheckConstraint("(chosen IS NULL) = (settled_at IS NULL)", name="settled_by_a_choice"),
        UniqueConstraint("content_id", "receipt_id"),
    )

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"), index=True)
    content_id: Mapped[UUID] = mapped_column(ForeignKey("carton_content.id"))
    receipt_id: Mapped[UUID] = mapped_column(ForeignKey("receipt.id"))
    first: Mapped[dict[str, Any]]
    dispatched: Mapped[int]
    good: Mapped[int]
    damaged: Mapped[int] = mapped_column(default=0)
    short: Mapped[int] = mapped_column(default=0)
    over: Mapped[int] = mapped_column(default=0)
    expired: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    chosen: Mapped[Chosen | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    content: Mapped[CartonContent] = relationship()
    receipt: Mapped[Receipt] = relationship()
    settled_by: Mapped[Person | None] = relationship()
