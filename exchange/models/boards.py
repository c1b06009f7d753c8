"""A view of a board that somebody keeps: which cases they look at together."""

from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.models.base import Base

LONGEST_NAME = 60


class SavedView(Base):
    """What one person calls a choice of filters; `query` is as it stands in the address."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("person_id", "plural", "name"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    plural: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    query: Mapped[str] = mapped_column(String(400))
