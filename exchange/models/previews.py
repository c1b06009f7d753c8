"""How a letter would look: pictures of its pages, kept for a day and for one office only."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base


class PreviewState(StrEnum):
    """Whether the pictures are there."""

    QUEUED = "queued"
    READY = "ready"
    FAILED = "failed"


class Preview(Base):
    """One asking to see a letter as it would be; the facts carry no number of the register."""

    __tablename__ = "preview"
    __table_args__ = (Index("ix_preview_subject", "subject_id", "person_id"),)

    subject_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(40))
    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    facts: Mapped[dict[str, Any]]
    state: Mapped[PreviewState] = mapped_column(default=PreviewState.QUEUED)
    failure_message: Mapped[str] = mapped_column(default="")
    failure_params: Mapped[dict[str, str]] = mapped_column(default=dict)

    pages: Mapped[list["PreviewPage"]] = relationship(
        cascade="all, delete-orphan", order_by="PreviewPage.position"
    )


class PreviewPage(Base):
    """One page as a PNG."""

    __tablename__ = "preview_page"
    __table_args__ = (UniqueConstraint("preview_id", "position"),)

    preview_id: Mapped[UUID] = mapped_column(ForeignKey("preview.id"))
    position: Mapped[int]
    png: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
