"""The words by which a case is found, one row a word and city that may read the case."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from exchange.models.base import Base

LONGEST_TERM = 32
# Words are compared letter by letter: a locale's own order would put a prefix apart.
TERM = String(LONGEST_TERM).with_variant(String(LONGEST_TERM, collation="C"), "postgresql")


class SearchTerm(Base):
    """A word of a case, as `exchange.searching.terms` writes it; `at` is when the case began."""

    __tablename__ = "search_term"
    __table_args__ = (
        Index("ix_search_term_found", "city_id", "term", "at"),
        Index("ix_search_term_subject_id", "subject_id"),
    )

    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    term: Mapped[str] = mapped_column(TERM)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID]
    at: Mapped[datetime]
