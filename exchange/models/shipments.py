"""An aid shipment: goods that leave a consignor's city for a consignee's."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from exchange.models.appeals import Appeal
from exchange.models.base import Base
from exchange.models.carriage import RefusalReason, TransportMode
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.decided import Decided
from exchange.models.items import Item
from exchange.models.pallets import Pallet
from exchange.models.partial_date import PartialDate
from exchange.models.people import Person
from exchange.models.pledges import Pledge
from exchange.models.way import Leg, ShipmentPaper, WayEvent

if TYPE_CHECKING:
    from exchange.models.cartons import Carton, CartonContent


class ShipmentState(StrEnum):
    """Where a shipment stands."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    PACKED = "packed"
    DISPATCHED = "dispatched"
    IN_TRANSIT = "in_transit"
    AT_CUSTOMS = "at_customs"
    HELD = "held"
    ARRIVED = "arrived"
    RECEIVING = "receiving"
    RECEIVED = "received"
    DISPUTED = "disputed"
    LOST = "lost"
    REFUSED_ENTRY = "refused_entry"
    RETURNED = "returned"
    DESTROYED = "destroyed"
    DONATED_LOCALLY = "donated_locally"
    CLOSED = "closed"
    REJECTED = "rejected"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class Shipment(Decided, Case):
    """One consignment under one waybill, in answer to the consignee's appeal or acceptance."""

    __tablename__ = "shipment"
    __table_args__ = (
        CheckConstraint("consignor_id <> consignee_id", name="two_cities"),
        UniqueConstraint("consignor_id", "consignee_id", "number"),  # the consignee numbers too
        Index("ix_shipment_consignor_state", "consignor_id", "state", "created_at"),
        Index("ix_shipment_state_eta", "state", "eta"),
        Index("ix_shipment_consignor_created", "consignor_id", "created_at"),
        Index("ix_shipment_consignee_shared", "consignee_id", "shared_at"),
        Index("ix_shipment_consignee_state", "consignee_id", "state", "created_at"),
        Index("ix_shipment_consignee_created", "consignee_id", "created_at"),
    )

    number: Mapped[str]
    title: Mapped[str]
    title_partner: Mapped[str] = mapped_column(default="")
    consignor_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    consignee_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    appeal_reference: Mapped[str] = mapped_column(default="")
    appeal_on: Mapped[PartialDate | None]
    appeal_id: Mapped[UUID | None] = mapped_column(ForeignKey("appeal.id"), index=True)
    pledge_id: Mapped[UUID | None] = mapped_column(ForeignKey("pledge.id"), index=True)
    currency: Mapped[str] = mapped_column(String(3))
    mode: Mapped[TransportMode | None]
    carrier: Mapped[str] = mapped_column(default="")
    waybill: Mapped[str | None]
    seal: Mapped[str] = mapped_column(default="")
    eta: Mapped[date | None]
    late_noted_for: Mapped[date | None]  # the eta of which it was noted that it is over
    dispatched_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    state: Mapped[ShipmentState] = mapped_column(default=ShipmentState.DRAFT)
    decision_note: Mapped[str] = mapped_column(default="")
    accepted_at: Mapped[datetime | None]
    refusal: Mapped[RefusalReason | None]
    # What the consignee's committee resolved, as the schema checked it, and who recorded it.
    donation_review: Mapped[dict[str, Any]] = mapped_column(default=dict)
    closing_note: Mapped[str] = mapped_column(default="")
    # What papers say of the carriage and of the use beside the columns, as the schemas checked it.
    carriage: Mapped[dict[str, Any]] = mapped_column(default=dict)
    use: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # The public page: its address is kept when it is taken down, and is never another's.
    public_token: Mapped[str | None] = mapped_column(String(12), unique=True)
    published_at: Mapped[datetime | None]

    owner_city_id: Mapped[UUID] = synonym("consignor_id")
    partner_city_id: Mapped[UUID] = synonym("consignee_id")
    consignor: Mapped[City] = relationship(foreign_keys=consignor_id, lazy="joined")
    consignee: Mapped[City] = relationship(foreign_keys=consignee_id, lazy="joined")
    owner_city: Mapped[City] = synonym("consignor")
    partner_city: Mapped[City] = synonym("consignee")
    officer: Mapped[Person] = relationship()
    appeal: Mapped[Appeal | None] = relationship()
    pledge: Mapped[Pledge | None] = relationship()
    lines: Mapped[list["ShipmentLine"]] = relationship(
        cascade="all, delete-orphan", order_by="ShipmentLine.position", lazy="selectin"
    )
    cartons: Mapped[list["Carton"]] = relationship(
        cascade="all, delete-orphan", order_by="Carton.position", lazy="selectin"
    )
    pallet_units: Mapped[list[Pallet]] = relationship(
        cascade="all, delete-orphan", order_by=Pallet.position, lazy="selectin"
    )
    border_papers: Mapped[list[ShipmentPaper]] = relationship(
        cascade="all, delete-orphan", order_by=ShipmentPaper.created_at
    )
    legs: Mapped[list[Leg]] = relationship(cascade="all, delete-orphan", order_by=Leg.position)
    way_events: Mapped[list[WayEvent]] = relationship(
        cascade="all, delete-orphan", order_by=WayEvent.at
    )

    @property
    def pallets(self) -> int:
        """How many pallets there are."""
        return len(self.pallet_units)

    @property
    def reviewed_on(self) -> date | None:
        """The day the donation review committee resolved, if it did."""
        day = self.donation_review.get("resolved_on")
        return date.fromisoformat(day) if day else None

    @property
    def behalf_city_id(self) -> UUID | None:
        """The consignee, once it knows of what a city without an office here sends it."""
        is_abroad = self.consignor.office is None
        return self.consignee_id if is_abroad and self.shared_at is not None else None

    def reads_all(self, city_id: UUID | None) -> bool:
        """The consignor's own steps are its own, though another city acts for it."""
        return city_id == self.consignor_id

    @property
    def contents(self) -> list["CartonContent"]:
        """Every content of every carton, in order."""
        return [content for carton in self.cartons for content in carton.contents]


class ShipmentLine(Base):
    """What is sent: an item, how much of it in its UN/ECE Rec 20 `unit`, and its HS 2022 code."""

    __tablename__ = "shipment_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="something"),
        CheckConstraint("unit_value >= 0", name="no_negative_value"),
        UniqueConstraint("shipment_id", "position"),
    )

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    position: Mapped[int]
    item: Mapped[str]
    item_partner: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(String(3))
    origin: Mapped[str] = mapped_column(String(2))
    hs_code: Mapped[str] = mapped_column(String(13))
    unit_value: Mapped[Decimal]
    lot: Mapped[str] = mapped_column(default="")
    expiry: Mapped[PartialDate | None]
    permit: Mapped[str] = mapped_column(default="")
    item_id: Mapped[UUID | None] = mapped_column(ForeignKey("item.id"), index=True)
    # What the catalogue asked and how it counted when the line was written (workflows.catalogued).
    needs: Mapped[dict[str, Any]] = mapped_column(default=dict)

    catalogued: Mapped[Item | None] = relationship(lazy="joined")

    @property
    def item_code(self) -> str:
        """The code of the item it names, as forms do; "" where it names none."""
        return self.catalogued.code if self.catalogued is not None else ""
