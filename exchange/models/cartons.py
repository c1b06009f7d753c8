"""Cartons: handling units counted out and counted in, and what lies in each."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.pallets import Pallet
from exchange.models.partial_date import PartialDate
from exchange.models.shipments import ShipmentLine

if TYPE_CHECKING:
    from exchange.models.receipts import Count


class Carton(Base):
    """A handling unit counted out and counted in as one; sizes in mm, weights in g.

    `sscc` is its GS1 Serial Shipping Container Code, 18 digits with the check digit last; `pallet`
    is what it stands on, where somebody said.
    """

    __tablename__ = "carton"
    __table_args__ = (
        CheckConstraint("gross_g >= net_g AND net_g >= 0", name="gross_covers_net"),
        UniqueConstraint("shipment_id", "position"),
        ForeignKeyConstraint(["pallet_id", "shipment_id"], ["pallet.id", "pallet.shipment_id"]),
    )

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    pallet_id: Mapped[UUID | None] = mapped_column(index=True)
    position: Mapped[int]
    sscc: Mapped[str] = mapped_column(String(18), unique=True)
    length_mm: Mapped[int]
    width_mm: Mapped[int]
    height_mm: Mapped[int]
    net_g: Mapped[int]
    gross_g: Mapped[int]

    pallet: Mapped[Pallet | None] = relationship(
        primaryjoin="foreign(Carton.pallet_id) == Pallet.id"
    )  # the pallets of a shipment are loaded with it
    contents: Mapped[list["CartonContent"]] = relationship(
        cascade="all, delete-orphan", order_by="CartonContent.position", lazy="selectin"
    )


class CartonContent(Base):
    """So many units of one line in one carton; fixed once a count refers to it."""

    __tablename__ = "carton_content"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="something"),
        UniqueConstraint("carton_id", "position"),
        UniqueConstraint("carton_id", "line_id"),
        UniqueConstraint("id", "quantity"),
    )

    carton_id: Mapped[UUID] = mapped_column(ForeignKey("carton.id"))
    line_id: Mapped[UUID] = mapped_column(ForeignKey("shipment_line.id"), index=True)
    position: Mapped[int]
    quantity: Mapped[int]
    lot: Mapped[str] = mapped_column(default="")
    expiry: Mapped[PartialDate | None]

    line: Mapped[ShipmentLine] = relationship(lazy="joined")
    counts: Mapped[list["Count"]] = relationship(
        back_populates="content", order_by="Count.created_at", lazy="selectin"
    )

    @property
    def count(self) -> "Count | None":
        """The count that holds: the one nothing superseded."""
        return next((one for one in self.counts if one.superseded_by_id is None), None)
