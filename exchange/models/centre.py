"""A city's centre for foreign residents: when it is open, what it does, and in which words."""

from datetime import date, time
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from exchange.models.append_only import seal_tables
from exchange.models.base import Base
from exchange.models.cities import City
from exchange.models.people import Person

# What residents read and write in; letters and the rest of the service have lists of their own.
CENTRE_LANGUAGES: Final = ("ko", "en", "vi", "zh-Hans", "ru", "mn", "th", "fil")
LONGEST_TEXT: Final = 600
LONGEST_KEY: Final = 60
KEPT_STATES: Final = "status IN ('current', 'reviewed', 'machine')"


class TextPart(StrEnum):
    """What a text tells of what it is about."""

    TITLE = "title"
    WHAT = "what"
    FOR_WHOM = "for_whom"
    BRING = "bring"


class TextState(StrEnum):
    """How far a text can be relied on.

    The last two are never stored: a text is outdated once its source has a later revision.
    """

    CURRENT = "current"  # the source itself
    REVIEWED = "reviewed"  # a translation somebody has read beside the source
    MACHINE = "machine"  # a translation nobody has read
    OUTDATED = "outdated"
    MISSING = "missing"


class Centre(Base):
    """The centre of one city; names and addresses by language, none guessed.

    Its texts are written in `source_language` and translated from it. `hours_attested_on` is the
    day its hours were last known to be so. A telephone that is not known is "".
    """

    __tablename__ = "centre"

    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), unique=True)
    names: Mapped[dict[str, str]]
    operators: Mapped[dict[str, str]]
    addresses: Mapped[dict[str, str]]
    telephone: Mapped[str]
    counselling_telephone: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    source_language: Mapped[str] = mapped_column(String(10))
    closed_on_holidays: Mapped[bool] = mapped_column(default=True)
    hours_attested_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")

    city: Mapped[City] = relationship(lazy="joined")
    hours: Mapped[list["OpeningHours"]] = relationship(
        order_by="OpeningHours.weekday, OpeningHours.opens", lazy="selectin"
    )
    other_days: Mapped[list["ClosedDay"]] = relationship(order_by="ClosedDay.day", lazy="selectin")
    rooms: Mapped[list["CentreRoom"]] = relationship(
        order_by="CentreRoom.position, CentreRoom.key", lazy="selectin"
    )
    lines: Mapped[list["ServiceLine"]] = relationship(
        order_by="ServiceLine.position, ServiceLine.key", lazy="selectin"
    )

    @property
    def places(self) -> tuple[tuple[str, TextPart], ...]:
        """About what, and which part of it, something may be written; topics come beside them."""
        lines = ((f"line:{one.key}", part) for one in self.lines for part in TextPart)
        rooms = ((f"room:{one.key}", TextPart.TITLE) for one in self.rooms)
        return (("centre", TextPart.TITLE), ("centre", TextPart.WHAT), *lines, *rooms)


class _OfCentre(Base):
    """A row of one centre."""

    __abstract__ = True

    @declared_attr
    def centre_id(cls) -> Mapped[UUID]:  # noqa: N805  # a class, not an instance
        """The centre it is of."""
        return mapped_column(ForeignKey("centre.id"))


class OpeningHours(_OfCentre):
    """From when to when the centre is open on a weekday, Monday 0; between two rows is a break."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        UniqueConstraint("centre_id", "weekday", "opens"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="a_weekday"),
        CheckConstraint("closes > opens", name="closes_after_it_opens"),
    )

    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]
    source: Mapped[str] = mapped_column(default="")


class ClosedDay(_OfCentre):
    """A day unlike its weekday: closed, or open from when to when; `reasons` by language.

    It counts before a public holiday does, so a centre may say that it is open on one.
    """

    __tablename__ = "closed_day"
    __table_args__ = (
        UniqueConstraint("centre_id", "day"),
        CheckConstraint("(opens IS NULL) = (closes IS NULL)", name="both_hours_or_none"),
        CheckConstraint("closes > opens", name="closes_after_it_opens"),
    )

    day: Mapped[date]
    opens: Mapped[time | None]
    closes: Mapped[time | None]
    reasons: Mapped[dict[str, str]]
    source: Mapped[str] = mapped_column(default="")


class CentreRoom(_OfCentre):
    """A room; `floor` is a number, or "roof". How many it holds is often not known."""

    __tablename__ = "room"
    __table_args__ = (
        UniqueConstraint("centre_id", "key"),
        CheckConstraint("capacity > 0", name="holds_somebody"),
    )

    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    names: Mapped[dict[str, str]]
    floor: Mapped[str] = mapped_column(String(10))
    capacity: Mapped[int | None]
    position: Mapped[int]
    source: Mapped[str] = mapped_column(default="")


class ServiceLine(_OfCentre):
    """One thing the centre does, and the languages it is known to be done in.

    `asked_for` says whether the form that asks for help offers it.
    """

    __tablename__ = "service_line"
    __table_args__ = (UniqueConstraint("centre_id", "key"),)

    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    languages: Mapped[list[str]]
    position: Mapped[int]
    asked_for: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")


class CentreText(_OfCentre):
    """One text about something in one language: `line:counselling`, `topic:labour`, `centre`.

    `source_revision` is, of a source, which writing of it this is; of a translation, the writing
    it was made from. Of two people who change a text at once the second is refused.
    """

    __tablename__ = "centre_text"
    __table_args__ = (
        UniqueConstraint("centre_id", "about", "part", "language"),
        CheckConstraint("source_revision > 0", name="of_a_writing"),
        CheckConstraint(KEPT_STATES, name="status_that_is_kept"),
    )

    about: Mapped[str] = mapped_column(String(LONGEST_KEY + 10))
    part: Mapped[TextPart]
    language: Mapped[str] = mapped_column(String(10))
    text: Mapped[str]
    source_revision: Mapped[int] = mapped_column(default=1)
    status: Mapped[TextState]
    source: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    def state_beside(self, original: "CentreText") -> TextState:
        """Say how far this can be relied on beside its source as it stands now."""
        is_behind = self.source_revision != original.source_revision
        return TextState.OUTDATED if is_behind else self.status


class CentreTextChange(Base):
    """Who wrote or read a text when, and what it said before and after; never touched again."""

    __tablename__ = "centre_text_change"

    text_id: Mapped[UUID] = mapped_column(ForeignKey("centre_text.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    before: Mapped[str]
    after: Mapped[str]
    status_before: Mapped[TextState]
    status_after: Mapped[TextState]
    source_revision: Mapped[int]

    text: Mapped[CentreText] = relationship()
    person: Mapped[Person] = relationship(lazy="joined")


seal_tables(Base.metadata, Base.metadata.tables[CentreTextChange.__tablename__])
