"""A photograph of a case: what arrived, how it was used, what came of an exchange."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.people import Person


class Recognised(StrEnum):
    """Whether people can be recognised in a photo, and if so whether they agreed to its use."""

    NOBODY = "nobody"
    AGREED = "agreed"
    NOT_ASKED = "not_asked"


class Photo(Base):
    """One photo in three sizes, each a file of the store under its own SHA-256.

    `width` and `height` are pixels, `size` is bytes, all of the large one; `caption` is in the
    owner's letter language, `caption_partner` in the partner's; `carton` is the number of the
    carton of a shipment that is to be seen.
    """

    __tablename__ = "photo"
    __table_args__ = (
        CheckConstraint("width > 0 AND height > 0 AND size > 0", name="something"),
        UniqueConstraint("subject_id", "position"),
        Index("ix_photo_sha256", "sha256"),
    )

    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID]
    position: Mapped[int]
    caption: Mapped[str]
    caption_partner: Mapped[str] = mapped_column(default="")
    taken_on: Mapped[date | None]
    recognised: Mapped[Recognised]
    carton: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(String(64))
    paper_sha256: Mapped[str] = mapped_column(String(64))
    small_sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    paper_width: Mapped[int]
    paper_height: Mapped[int]
    size: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship()

    @property
    def may_be_printed(self) -> bool:
        """Nobody can be recognised, or everybody who can agreed."""
        return self.recognised is not Recognised.NOT_ASKED

    @property
    def files(self) -> frozenset[str]:
        """The digests of its files."""
        return frozenset({self.sha256, self.paper_sha256, self.small_sha256})
