"""What arrived: receipts, and the count of every content of every carton."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.cartons import CartonContent
from exchange.models.people import Person


class SealFound(StrEnum):
    """How the seal was found on arrival."""

    INTACT = "intact"
    BROKEN = "broken"


class Receipt(Base):
    """One counting of some of the cartons, by one person, on one day; never edited.

    `signed_at` is the service's clock, `device_at` that of the device it was counted on, which may
    have been out of reach for days; `drawn` is the signature as an SVG path, `sending` the key
    the device gave it.
    `correction` says why earlier counts of its cartons no longer hold, where it corrects some.
    """

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("shipment_id", "position"),)

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    position: Mapped[int]
    counted_on: Mapped[date]
    place: Mapped[str]
    remarks: Mapped[str] = mapped_column(default="")
    seal: Mapped[SealFound | None]
    signed_at: Mapped[datetime]
    signed_name: Mapped[str] = mapped_column(default="")
    drawn: Mapped[str] = mapped_column(default="")
    device_at: Mapped[datetime | None]
    device_zone: Mapped[str] = mapped_column(default="")
    sending: Mapped[str] = mapped_column(default="")
    received_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    correction: Mapped[str] = mapped_column(default="")

    received_by: Mapped[Person] = relationship()
    counts: Mapped[list["Count"]] = relationship(
        cascade="all, delete-orphan", foreign_keys="Count.receipt_id"
    )


class Count(Base):
    """What became of one carton's content: the conservation law holds in each row.

    good + damaged + short + expired + refused = dispatched + over. `dispatched` is held equal to
    the content's quantity by the foreign key, so nobody can pack again what was counted.
    Of a content one count holds; an earlier one names the receipt it was superseded by.
    """

    __tablename__ = "receipt_count"
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
        CheckConstraint("short = 0 OR over = 0", name="not_short_and_over"),
        CheckConstraint(
            "reason <> '' OR (good = dispatched AND over = 0)", name="difference_has_reason"
        ),
        ForeignKeyConstraint(
            ["content_id", "dispatched"], ["carton_content.id", "carton_content.quantity"]
        ),
        Index(
            "uq_receipt_count_current",
            "content_id",
            unique=True,
            sqlite_where=text("superseded_by_id IS NULL"),
            postgresql_where=text("superseded_by_id IS NULL"),
        ),
        Index("ix_receipt_count_content_id", "content_id"),
    )

    receipt_id: Mapped[UUID] = mapped_column(ForeignKey("receipt.id"), index=True)
    content_id: Mapped[UUID]
    dispatched: Mapped[int]
    good: Mapped[int]
    damaged: Mapped[int] = mapped_column(default=0)
    short: Mapped[int] = mapped_column(default=0)
    over: Mapped[int] = mapped_column(default=0)
    expired: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    superseded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("receipt.id"))

    content: Mapped[CartonContent] = relationship(back_populates="counts")
    receipt: Mapped[Receipt] = relationship(foreign_keys=receipt_id, overlaps="counts")

    @property
    def is_clean(self) -> bool:
        """Everything sent arrived whole, and nothing more."""
        return self.good == self.dispatched and self.over == 0
