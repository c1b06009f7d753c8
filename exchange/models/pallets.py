"""Pallets: handling units that cartons stand on, each with a code of its own."""

from math import prod
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.models.base import Base


class Pallet(Base):
    """What a forklift lifts as one; sizes in mm as it stands there loaded, weights in g.

    `gross_g` is the sum of the cartons on it and of `tare_g`, the empty pallet; nobody types it.
    What nobody said is None, and so is the code of one packed before pallets had codes.
    """

    __tablename__ = "pallet"
    __table_args__ = (
        CheckConstraint("tare_g >= 0 AND gross_g >= tare_g", name="gross_covers_tare"),
        UniqueConstraint("shipment_id", "position"),
        UniqueConstraint("id", "shipment_id"),  # a carton stands on none of another consignment
    )

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    position: Mapped[int]
    sscc: Mapped[str | None] = mapped_column(String(18), unique=True)
    length_mm: Mapped[int | None]
    width_mm: Mapped[int | None]
    height_mm: Mapped[int | None]
    tare_g: Mapped[int | None]
    gross_g: Mapped[int | None]

    @property
    def size_mm(self) -> tuple[int, int, int] | None:
        """Its length, width and height, where somebody measured it."""
        if self.length_mm is None or self.width_mm is None or self.height_mm is None:
            return None
        return self.length_mm, self.width_mm, self.height_mm

    @property
    def volume_mm3(self) -> int | None:
        """The room it takes, exactly, where somebody measured it."""
        return None if self.size_mm is None else prod(self.size_mm)
