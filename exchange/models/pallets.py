"""Pallets: handling units that cartons stand on, each with a code of its own."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.models.base import Base


class Pallet(Base):
    """What a forklift lifts as one; sizes in mm as it stands there loaded, weights in g.

    `gross_g` is the sum of the cartons on it and of `tare_g`, the empty pallet; nobody types it.
    """

    __tablename__ = "pallet"
    __table_args__ = (
        CheckConstraint("tare_g >= 0 AND gross_g >= tare_g", name="gross_covers_tare"),
        UniqueConstraint("shipment_id", "position"),
        UniqueConstraint("id", "shipment_id"),  # a carton stands on none of another consignment
    )

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    position: Mapped[int]
    sscc: Mapped[str] = mapped_column(String(18), unique=True)
    length_mm: Mapped[int]
    width_mm: Mapped[int]
    height_mm: Mapped[int]
    tare_g: Mapped[int]
    gross_g: Mapped[int]

    @property
    def volume_mm3(self) -> int:
        """The room it takes, exactly."""
        return self.length_mm * self.width_mm * self.height_mm
