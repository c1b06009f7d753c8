"""A claim: what differed when aid was counted, and what the two cities say and do about it."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.append_only import seal_tables
from exchange.models.base import Base
from exchange.models.carriage import Settlement
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.people import Person
from exchange.models.shipments import Shipment


class ClaimState(StrEnum):
    """Where a claim stands."""

    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    CONTESTED = "contested"
    AGREED = "agreed"
    SETTLED = "settled"
    CLOSED = "closed"


DONE = frozenset({ClaimState.SETTLED, ClaimState.CLOSED})


class ClaimCause(StrEnum):
    """What opened a claim."""

    RESERVATIONS = "reservations"
    LOSS = "loss"


class Difference(StrEnum):
    """In which way what was counted differs from what was sent."""

    DAMAGED = "damaged"
    SHORT = "short"
    EXPIRED = "expired"
    REFUSED = "refused"
    OVER = "over"


class Stance(StrEnum):
    """What one side says at a step of a claim."""

    ACKNOWLEDGES = "acknowledges"
    AGREES = "agrees"
    CONTESTS = "contests"
    ANSWERS = "answers"
    GIVES_WAY = "gives_way"


class Claim(Case):
    """The consignee's claim about one signature. It owns the case, the consignor answers it.

    `numbered_by` is whichever of the two keeps an office here, the consignee first: its series
    gives the number, and its officers are told of papers. `settlement` is the way agreed on.
    """

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("owner_city_id <> partner_city_id", name="two_cities"),
        UniqueConstraint("numbered_by_id", "number"),
        Index("ix_claim_shipment", "shipment_id", "state"),
        Index("ix_claim_owner_state", "owner_city_id", "state", "created_at"),
        Index("ix_claim_partner_shared", "partner_city_id", "shared_at"),
    )

    number: Mapped[str]
    title: Mapped[str]
    title_partner: Mapped[str] = mapped_column(default="")
    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    partner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    numbered_by_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    cause: Mapped[ClaimCause]
    currency: Mapped[str] = mapped_column(String(3))
    settlement: Mapped[Settlement | None]
    replacement_id: Mapped[UUID | None] = mapped_column(ForeignKey("shipment.id"), unique=True)
    carrier: Mapped[str] = mapped_column(default="")
    carrier_reference: Mapped[str] = mapped_column(default="")
    carrier_amount: Mapped[Decimal | None]
    settled_at: Mapped[datetime | None]
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.OPENED)

    shipment: Mapped[Shipment] = relationship(foreign_keys=shipment_id)
    replacement: Mapped[Shipment | None] = relationship(foreign_keys=replacement_id)
    owner_city: Mapped[City] = relationship(foreign_keys=owner_city_id)
    partner_city: Mapped[City] = relationship(foreign_keys=partner_city_id)
    numbered_by: Mapped[City] = relationship(foreign_keys=numbered_by_id)
    lines: Mapped[list["ClaimLine"]] = relationship(
        cascade="all, delete-orphan", order_by="ClaimLine.position", lazy="selectin"
    )
    positions: Mapped[list["ClaimPosition"]] = relationship(order_by="ClaimPosition.position")

    @property
    def value(self) -> Decimal:
        """What the claim is about, at the value each unit was sent with."""
        return sum((line.value for line in self.lines), Decimal(0))


class ClaimLine(Base):
    """So many units of one line that differ in one way, frozen when the claim was opened."""

    __tablename__ = "claim_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="something"),
        UniqueConstraint("claim_id", "position"),
        UniqueConstraint("claim_id", "line_no", "difference"),
    )

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claim.id"))
    position: Mapped[int]
    line_no: Mapped[int]
    difference: Mapped[Difference]
    item: Mapped[str]
    item_partner: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(String(3))
    unit_value: Mapped[Decimal]

    @property
    def is_missing(self) -> bool:
        """Whether these units are not there to be used; what came beside them is no loss."""
        return self.difference is not Difference.OVER

    @property
    def value(self) -> Decimal:
        """What these units are worth."""
        return self.unit_value * self.quantity if self.is_missing else Decimal(0)


class ClaimPosition(Base):
    """What one side said, word for word, by whom and when; the database never changes it.

    `on_behalf` marks what the consignee wrote down for a consignor that keeps no office here.
    """

    __tablename__ = "claim_position"
    __table_args__ = (UniqueConstraint("claim_id", "position"),)

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claim.id"))
    position: Mapped[int]
    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    stance: Mapped[Stance]
    settlement: Mapped[Settlement | None]
    words: Mapped[str] = mapped_column(default="")
    on_behalf: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime]

    city: Mapped[City] = relationship()
    person: Mapped[Person] = relationship()


seal_tables(Base.metadata, Base.metadata.tables[ClaimPosition.__tablename__])
