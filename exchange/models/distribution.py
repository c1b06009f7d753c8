"""What became of aid that arrived: who was given how much of it, when, where, and for what."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.people import Person
from exchange.models.shipments import ShipmentLine


class Distribution(Base):
    """So many units of one line given to one body; a row is retracted, never edited.

    `report` numbers the reports of a shipment. `handed_to` names an institution or a group, no
    person: it is shown to the public where the shipment is published. `people` may be unknown, 0.
    """

    __tablename__ = "distribution"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="something"),
        CheckConstraint("people >= 0", name="no_negative_people"),
        UniqueConstraint("shipment_id", "report", "position"),
        Index("ix_distribution_line_id", "line_id"),
    )

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    report: Mapped[int]
    position: Mapped[int]
    line_id: Mapped[UUID] = mapped_column(ForeignKey("shipment_line.id"))
    quantity: Mapped[int]
    handed_to: Mapped[str]
    handed_to_partner: Mapped[str] = mapped_column(default="")
    people: Mapped[int] = mapped_column(default=0)
    used_for: Mapped[str] = mapped_column(default="")
    used_for_partner: Mapped[str] = mapped_column(default="")
    given_on: Mapped[date]
    place: Mapped[str]
    reported_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    retracted_at: Mapped[datetime | None]
    retraction: Mapped[str] = mapped_column(default="")

    line: Mapped[ShipmentLine] = relationship(lazy="joined")
    reported_by: Mapped[Person] = relationship()
