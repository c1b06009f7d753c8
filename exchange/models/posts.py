"""Posts of a city, who held each from when to when, and who acted for whom meanwhile."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from exchange.models.base import Base
from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.people import Person


class PostState(StrEnum):
    """Whether the post is there to be held."""

    OPEN = "open"
    ABOLISHED = "abolished"


class AbsenceState(StrEnum):
    """Whether an absence counts."""

    NOTED = "noted"
    REVOKED = "revoked"


class Post(Case):
    """A seat of the city's order, whoever holds it; decisions belong to posts, not to persons.

    `superior` is the next post up, to which a step that is late is escalated.
    """

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("owner_city_id", "code"),)

    code: Mapped[str]
    names: Mapped[dict[str, str]]
    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    superior_id: Mapped[UUID | None] = mapped_column(ForeignKey("post.id"))
    state: Mapped[PostState] = mapped_column(default=PostState.OPEN)

    partner_city_id: Mapped[UUID] = synonym("owner_city_id")
    owner_city: Mapped[City] = relationship(lazy="joined")
    partner_city: Mapped[City] = synonym("owner_city")
    superior: Mapped["Post | None"] = relationship(remote_side="Post.id")
    holdings: Mapped[list["Holding"]] = relationship(
        cascade="all, delete-orphan", order_by="Holding.starts_on", back_populates="post"
    )

    @property
    def number(self) -> str:
        """What it is called in lists of cases."""
        return self.code

    @property
    def title(self) -> str:
        """Its name in the city's own language."""
        return self.names.get(self.owner_city.letter_language) or self.names["en"]


class Holding(Base):
    """One person in one post from a first to a last day; `ends_on` is open while they stay.

    `is_acting` marks somebody who minds a post that is vacant (직무대리).
    """

    __tablename__ = "holding"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        UniqueConstraint("post_id", "starts_on"),
        Index("ix_holding_person", "person_id", "starts_on"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    is_acting: Mapped[bool] = mapped_column(default=False)

    post: Mapped[Post] = relationship(back_populates="holdings")
    person: Mapped[Person] = relationship(lazy="joined")

    def covers(self, day: date) -> bool:
        """Say whether the person held the post on `day`."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Absence(Case):
    """Somebody away from a first to a last day, and who decides in their place (대결)."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("person_id <> deputy_id", name="two_people"),
        Index("ix_absence_person", "person_id", "ends_on"),
        Index("ix_absence_deputy", "deputy_id", "ends_on"),
    )

    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    deputy_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[AbsenceState] = mapped_column(default=AbsenceState.NOTED)

    partner_city_id: Mapped[UUID] = synonym("owner_city_id")
    owner_city: Mapped[City] = relationship(lazy="joined")
    partner_city: Mapped[City] = synonym("owner_city")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")
    deputy: Mapped[Person] = relationship(foreign_keys=deputy_id, lazy="joined")

    @property
    def number(self) -> str:
        """What it is called in lists of cases."""
        return f"{self.starts_on}/{self.ends_on}"

    @property
    def names(self) -> dict[str, str]:
        """Whose absence it is, by language."""
        return self.person.title or {"en": self.person.name}

    @property
    def title(self) -> str:
        """Whose absence it is, in the city's own language."""
        words = self.person.title
        return words.get(self.owner_city.letter_language) or words.get("en") or self.person.name
