"""An aid shipment: goods that leave a consignor's city for a consignee's."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from exchange.models.base import Base
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.decided import Decided
from exchange.models.partial_date import PartialDate
from exchange.models.people import Person

if TYPE_CHECKING:
    from exchange.models.receipts import Count


class ShipmentState(StrEnum):
    """Where a shipment stands."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"
    PACKED = "packed"
    DISPATCHED = "dispatched"
    IN_TRANSIT = "in_transit"
    ARRIVED = "arrived"
    RECEIVING = "receiving"
    RECEIVED = "received"
    DISPUTED = "disputed"
    LOST = "lost"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class TransportMode(StrEnum):
    """How the goods travel."""

    AIR = "air"
    SEA = "sea"
    ROAD = "road"
    RAIL = "rail"
    POST = "post"


class Settlement(StrEnum):
    """How a difference found on receipt was settled between the two cities."""

    WRITE_OFF = "write_off"
    REPLACEMENT = "replacement"
    CARRIER_CLAIM = "carrier_claim"


class HandlingMark(StrEnum):
    """How a carton wants to be handled, after ISO 780."""

    THIS_WAY_UP = "this_way_up"
    FRAGILE = "fragile"
    KEEP_DRY = "keep_dry"
    KEEP_FROM_SUN = "keep_from_sun"
    NO_HOOKS = "no_hooks"


class Incoterm(StrEnum):
    """Terms of delivery, Incoterms 2020 (ICC)."""

    EXW = "exw"
    FCA = "fca"
    CPT = "cpt"
    CIP = "cip"
    DAP = "dap"
    DPU = "dpu"
    DDP = "ddp"
    FAS = "fas"
    FOB = "fob"
    CFR = "cfr"
    CIF = "cif"


class Shipment(Decided, Case):
    """One consignment under one waybill, in answer to the consignee's appeal or acceptance."""

    __tablename__ = "shipment"
    __table_args__ = (
        CheckConstraint("consignor_id <> consignee_id", name="two_cities"),
        UniqueConstraint("consignor_id", "number"),
        Index("ix_shipment_consignor_state", "consignor_id", "state", "created_at"),
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
    currency: Mapped[str] = mapped_column(String(3))
    mode: Mapped[TransportMode | None]
    carrier: Mapped[str] = mapped_column(default="")
    waybill: Mapped[str | None]
    seal: Mapped[str] = mapped_column(default="")
    pallets: Mapped[int] = mapped_column(default=0)
    eta: Mapped[date | None]
    dispatched_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    state: Mapped[ShipmentState] = mapped_column(default=ShipmentState.DRAFT)
    decision_note: Mapped[str] = mapped_column(default="")
    settlement: Mapped[Settlement | None]
    closing_note: Mapped[str] = mapped_column(default="")
    # What papers say of the carriage and of the use beside the columns, as the schemas checked it.
    carriage: Mapped[dict[str, Any]] = mapped_column(default=dict)
    use: Mapped[dict[str, Any]] = mapped_column(default=dict)

    owner_city_id: Mapped[UUID] = synonym("consignor_id")
    partner_city_id: Mapped[UUID] = synonym("consignee_id")
    consignor: Mapped[City] = relationship(foreign_keys=consignor_id, lazy="joined")
    consignee: Mapped[City] = relationship(foreign_keys=consignee_id, lazy="joined")
    owner_city: Mapped[City] = synonym("consignor")
    partner_city: Mapped[City] = synonym("consignee")
    officer: Mapped[Person] = relationship()
    lines: Mapped[list["ShipmentLine"]] = relationship(
        cascade="all, delete-orphan", order_by="ShipmentLine.position", lazy="selectin"
    )
    cartons: Mapped[list["Carton"]] = relationship(
        cascade="all, delete-orphan", order_by="Carton.position", lazy="selectin"
    )

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


class Carton(Base):
    """A handling unit counted out and counted in as one; sizes in mm, weights in g.

    `sscc` is its GS1 Serial Shipping Container Code, 18 digits with the check digit last.
    """

    __tablename__ = "carton"
    __table_args__ = (
        CheckConstraint("gross_g >= net_g AND net_g >= 0", name="gross_covers_net"),
        UniqueConstraint("shipment_id", "position"),
    )

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    position: Mapped[int]
    sscc: Mapped[str] = mapped_column(String(18), unique=True)
    length_mm: Mapped[int]
    width_mm: Mapped[int]
    height_mm: Mapped[int]
    net_g: Mapped[int]
    gross_g: Mapped[int]

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
    count: Mapped["Count | None"] = relationship(back_populates="content", lazy="selectin")
