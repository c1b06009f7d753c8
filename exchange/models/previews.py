"""How a letter would look, or what changed in a paper: pictures of pages, kept for a day."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base


class PreviewState(StrEnum):
    """Whether the pictures are there."""

    QUEUED = "queued"
    READY = "ready"
    FAILED = "failed"


class Preview(Base):
    """One asking to see a letter as it would be; the facts carry no number of the register.

    One that `compares` shows two papers side by side: its facts name what stood `before` and what
    stands `after`. `unprinted` names the facts that stand nowhere on the pages.
    """

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
    compares: Mapped[bool] = mapped_column(default=False, server_default=false())
    unprinted: Mapped[list[str]] = mapped_column(default=list, server_default="[]")

    pages: Mapped[list["PreviewPage"]] = relationship(
        cascade="all, delete-orphan", order_by="PreviewPage.position"
    )


class PreviewPage(Base):
    """One page as a PNG; `changes` says each place that differs as [words before, words now]."""

    __tablename__ = "preview_page"
    __table_args__ = (UniqueConstraint("preview_id", "position"),)

    preview_id: Mapped[UUID] = mapped_column(ForeignKey("preview.id"))
    position: Mapped[int]
    png: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    changes: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
