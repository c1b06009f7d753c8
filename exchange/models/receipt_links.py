"""Links by which cartons are counted without an account, who opened them, and who was refused.

Nothing that opens anything is stored: of a link's token, a code and a cookie only digests are.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.people import Person
from exchange.models.shipments import Shipment


class CodeWay(StrEnum):
    """How a one-time code reached whoever typed it."""

    MAIL = "mail"
    TELEPHONE = "telephone"


class Knock(StrEnum):
    """Why a receipt link was not opened, or a count not taken."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    CLOSED = "closed"
    WRONG_CODE = "wrong_code"
    USED_CODE = "used_code"
    NO_VISIT = "no_visit"
    LOCKED = "locked"
    TOO_LATE = "too_late"


class ReceiptLink(Base):
    """What a QR code on a carton leads to: one shipment, until a moment, unless revoked.

    `sha256` is that of the token in the address. The token alone opens nothing: whoever sees the
    carton can read it.
    """

    __tablename__ = "receipt_link"

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipment.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(10))
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    shipment: Mapped[Shipment] = relationship()
    created_by: Mapped[Person] = relationship(foreign_keys=created_by_id)


class ReceiptCode(Base):
    """A code that opens a link on one device once; `tries` counts the wrong ones typed meanwhile.

    `address` is where it was mailed; one read out by telephone has none.
    """

    __tablename__ = "receipt_code"
    __table_args__ = (Index("ix_receipt_code_link_sha256", "link_id", "sha256"),)

    link_id: Mapped[UUID] = mapped_column(ForeignKey("receipt_link.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    way: Mapped[CodeWay]
    address: Mapped[str] = mapped_column(default="")
    given_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class ReceiptVisit(Base):
    """A device that gave a code: its cookie's SHA-256, and the guest account it counts as."""

    __tablename__ = "receipt_visit"

    link_id: Mapped[UUID] = mapped_column(ForeignKey("receipt_link.id"), index=True)
    code_id: Mapped[UUID] = mapped_column(ForeignKey("receipt_code.id"), unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str]
    address: Mapped[str]

    link: Mapped[ReceiptLink] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(lazy="joined")


class ReceiptRefusal(Base):
    """An attempt that was refused; `told` keeps a count that came too late to be taken."""

    __tablename__ = "receipt_refusal"
    __table_args__ = (Index("ix_receipt_refusal_created_at", "created_at"),)

    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("receipt_link.id"))
    why: Mapped[Knock]
    address: Mapped[str]
    device: Mapped[str]
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)

    link: Mapped[ReceiptLink | None] = relationship()
