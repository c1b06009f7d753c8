"""The way of a consignment: its legs, what happened on them, and what papers a border asks."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.carriage import TransportMode
from exchange.models.cities import Country
from exchange.models.people import Person


class BorderPaper(StrEnum):
    """What a border may ask for beside the papers of the consignment itself."""

    PERMIT = "permit"
    EXEMPTION = "exemption"
    CERTIFICATE = "certificate"


class WayMark(StrEnum):
    """What happened on the way."""

    PICKED_UP = "picked_up"
    DEPARTED = "departed"
    TRANSHIPPED = "transhipped"
    CUSTOMS_REACHED = "customs_reached"
    CUSTOMS_CLEARED = "customs_cleared"
    ARRIVED = "arrived"
    DELIVERED = "delivered"
    DELAYED = "delayed"


class ToldBy(StrEnum):
    """Who told of it."""

    CLERK = "clerk"
    LIAISON = "liaison"
    CARRIER = "carrier"


class ImportRule(Base):
    """What a country asks of goods whose HS code begins with `hs` ("*": of all), and its source.

    One of `papers` (kinds, with blanks between) must be there before the consignment may come to
    the state `blocks`; with none it is only said. `shelf_life_days` must be left on arrival.
    """

    __tablename__ = "import_rule"
    __table_args__ = (UniqueConstraint("country_id", "hs", "papers"),)

    country_id: Mapped[UUID] = mapped_column(ForeignKey("country.id"))
    hs: Mapped[str] = mapped_column(String(10))
    papers: Mapped[str] = mapped_column(default="")
    blocks: Mapped[str] = mapped_column(default="")
    shelf_life_days: Mapped[int | None]
    since: Mapped[date | None]
    until: Mapped[date | None]
    source: Mapped[str]

    country: Mapped[Country] = relationship()


class ShipmentPaper(Base):
    """A permit, an exemption or a certificate that goes with a consignment."""

    __tablename__ = "shipment_paper"
    __table_args__ = (UniqueConstraint("shipment_id", "kind", "number"),)

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    kind: Mapped[BorderPaper]
    number: Mapped[str]
    issued_by: Mapped[str]
    valid_until: Mapped[date | None]
    reference: Mapped[str] = mapped_column(default="")


class Leg(Base):
    """One carriage from place to place by UN/LOCODE; each moment has the zone of its place."""

    __tablename__ = "leg"
    __table_args__ = (UniqueConstraint("shipment_id", "position"),)

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    position: Mapped[int]
    from_place: Mapped[str] = mapped_column(String(5))
    from_zone: Mapped[str] = mapped_column(String(64))
    to_place: Mapped[str] = mapped_column(String(5))
    to_zone: Mapped[str] = mapped_column(String(64))
    mode: Mapped[TransportMode]
    carrier: Mapped[str] = mapped_column(default="")
    vehicle: Mapped[str] = mapped_column(default="")
    bill: Mapped[str] = mapped_column(default="")
    container: Mapped[str] = mapped_column(default="")
    departs_at: Mapped[datetime | None]
    departed_at: Mapped[datetime | None]
    arrives_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]


class WayEvent(Base):
    """What happened where and when, who told of it, and under which id a carrier knows it."""

    __tablename__ = "way_event"
    __table_args__ = (UniqueConstraint("shipment_id", "carrier_event"),)

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"))
    mark: Mapped[WayMark]
    place: Mapped[str] = mapped_column(String(5))
    zone: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    told_by: Mapped[ToldBy]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(default="")
    carrier_event: Mapped[str | None]

    person: Mapped[Person] = relationship()
