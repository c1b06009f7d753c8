"""The catalogue of what aid is made of: an item, what it needs, and its units in exact ratios."""

from enum import StrEnum
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base


class ItemCategory(StrEnum):
    """What an item is for."""

    PROTECTION = "protection"
    HYGIENE = "hygiene"
    DIAGNOSTICS = "diagnostics"
    MEDICINE = "medicine"
    EQUIPMENT = "equipment"
    SHELTER = "shelter"
    WATER = "water"
    ENERGY = "energy"
    FOOD = "food"


class TextStatus(StrEnum):
    """Whether somebody who speaks the language has read a text."""

    MACHINE = "machine"
    REVIEWED = "reviewed"


class UnknownUnit(LookupError):
    """A unit in which an item is not counted: `unit` and the `item`'s code."""

    def __init__(self, item: str, unit: str) -> None:
        super().__init__(f"{item} is not counted in {unit}")
        self.item, self.unit = item, unit


class Item(Base):
    """Something aid is made of; belongs to no city, as the registry of cities does.

    `hs_code` is of HS 2022, "" where no source was found; `unit` the UN/ECE Rec 20 code in which
    it is added up. `lowest_c` and `highest_c` are the temperatures it bears, in °C; `per_carton`
    the usual base units in one carton, where known; `marks` are members of HandlingMark.
    `reviewed` lists the languages in which somebody has read the name; the others are machine.
    """

    __tablename__ = "item"
    __table_args__ = (CheckConstraint("highest_c >= lowest_c", name="warm_above_cold"),)

    code: Mapped[str] = mapped_column(unique=True)
    category: Mapped[ItemCategory]
    names: Mapped[dict[str, str]]
    reviewed: Mapped[list[str]] = mapped_column(default=list)
    hs_code: Mapped[str] = mapped_column(String(13), default="")
    unit: Mapped[str] = mapped_column(String(3))
    needs_lot: Mapped[bool] = mapped_column(default=False)
    needs_expiry: Mapped[bool] = mapped_column(default=False)
    needs_permit: Mapped[bool] = mapped_column(default=False)
    lowest_c: Mapped[int | None]
    highest_c: Mapped[int | None]
    per_carton: Mapped[int | None]
    marks: Mapped[list[str]] = mapped_column(default=list)
    in_use: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(default="")

    units: Mapped[list["ItemUnit"]] = relationship(
        cascade="all, delete-orphan", order_by="ItemUnit.unit", lazy="selectin"
    )

    @property
    def counted_in(self) -> tuple[str, ...]:
        """Every unit it may be counted in, its base unit first."""
        return (self.unit, *(one.unit for one in self.units))

    @property
    def needs(self) -> dict[str, Any]:
        """What a line of this item must say or bear, as plain JSON to be frozen there."""
        named = {"lot": self.needs_lot, "expiry": self.needs_expiry, "permit": self.needs_permit}
        asked: dict[str, Any] = {name: True for name, is_asked in named.items() if is_asked}
        if self.lowest_c is not None and self.highest_c is not None:
            asked["temperature"] = [self.lowest_c, self.highest_c]
        return asked | ({"marks": list(self.marks)} if self.marks else {})

    def status_of(self, language: str) -> TextStatus:
        """Say how far the name in `language` may be relied on."""
        return TextStatus.REVIEWED if language in self.reviewed else TextStatus.MACHINE

    def ratio(self, unit: str) -> Fraction:
        """Return how many base units one `unit` holds, exactly; raise UnknownUnit."""
        if unit == self.unit:
            return Fraction(1)
        for one in self.units:
            if one.unit == unit:
                return Fraction(one.numerator, one.denominator)
        raise UnknownUnit(self.code, unit)

    def converted(self, quantity: int | Fraction, unit: str, wanted: str) -> Fraction:
        """Return so many `unit` in `wanted`, exactly; raise UnknownUnit."""
        return quantity * self.ratio(unit) / self.ratio(wanted)


class ItemUnit(Base):
    """Another unit of an item: one of it is `numerator`/`denominator` base units."""

    __tablename__ = "item_unit"
    __table_args__ = (
        CheckConstraint("numerator > 0 AND denominator > 0", name="more_than_nothing"),
        UniqueConstraint("item_id", "unit"),
    )

    item_id: Mapped[UUID] = mapped_column(ForeignKey("item.id"))
    unit: Mapped[str] = mapped_column(String(3))
    numerator: Mapped[int]
    denominator: Mapped[int]
