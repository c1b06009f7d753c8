"""The ties between cities, dated only as far as the sources go."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base
from exchange.models.cities import City
from exchange.models.partial_date import PartialDate


class TieKind(StrEnum):
    """Sister needs a council resolution; friendship does not; contact is a letter of intent."""

    SISTER = "sister"
    FRIENDSHIP = "friendship"
    CONTACT = "contact"


PARTNERSHIPS = frozenset({TieKind.SISTER, TieKind.FRIENDSHIP})


class Tie(Base):
    """One agreement between an owner city and a partner, from a beginning to an end.

    `began` and `ended` may be known to the month or year only, or not at all. Where the beginning
    is unknown, `attested_on` is the first day a source shows the tie standing.
    """

    __tablename__ = "tie"
    __table_args__ = (UniqueConstraint("owner_city_id", "partner_city_id", "kind"),)

    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)
    partner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)
    kind: Mapped[TieKind]
    began: Mapped[PartialDate | None]
    attested_on: Mapped[PartialDate | None]
    ended: Mapped[PartialDate | None]
    source: Mapped[str]

    owner_city: Mapped[City] = relationship(foreign_keys=owner_city_id)
    partner_city: Mapped[City] = relationship(foreign_keys=partner_city_id)

    def is_in_force(self, day: date) -> bool:
        """Say whether the tie certainly stood on `day`; a doubtful day counts as not."""
        start = self.began or self.attested_on
        if start is None or start.latest > day:
            return False
        return self.ended is None or self.ended.earliest > day

    def may_be_in_force(self, day: date) -> bool:
        """Say whether the tie can have stood on `day`, given what is not known."""
        starts = self.began is None or self.began.earliest <= day
        return starts and (self.ended is None or self.ended.latest > day)


class PastExchange(Base):
    """An exchange that took place before this service, as its source tells it."""

    __tablename__ = "past_exchange"
    __table_args__ = (UniqueConstraint("partner_city_id", "took_place", "title"),)

    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)
    partner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)
    took_place: Mapped[PartialDate]
    type: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    source: Mapped[str]


class PastAid(Base):
    """Aid that changed hands before this service: one item, one direction, one source."""

    __tablename__ = "past_aid"
    __table_args__ = (UniqueConstraint("consignor_id", "consignee_id", "took_place", "item"),)

    consignor_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)
    consignee_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)
    took_place: Mapped[PartialDate]
    item: Mapped[str]
    quantity: Mapped[int]
    unit: Mapped[str]
    source: Mapped[str]
