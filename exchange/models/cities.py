"""Countries, cities, and the office through which a city writes letters."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.base import Base


class Country(Base):
    """A country or place by its ISO 3166-1 code; `names` by language, from CLDR.

    `relations_with` lists the ISO codes of countries known to have diplomatic relations with it.
    """

    __tablename__ = "country"

    code: Mapped[str] = mapped_column(String(2), unique=True)
    names: Mapped[dict[str, str]]
    region: Mapped[str]
    calling_code: Mapped[str]
    currency: Mapped[str] = mapped_column(String(3))
    relations_with: Mapped[list[str]]


class City(Base):
    """A municipality that may own cases or answer them.

    `names` is what people call it and `official_names` what stands on a letterhead, both by
    language tag; a language nobody has confirmed is absent, never guessed.
    """

    __tablename__ = "city"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_on_earth"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_on_earth"),
    )

    slug: Mapped[str] = mapped_column(unique=True)
    names: Mapped[dict[str, str]]
    official_names: Mapped[dict[str, str]]
    government_names: Mapped[dict[str, str]]
    head_titles: Mapped[dict[str, str]]
    country_id: Mapped[UUID] = mapped_column(ForeignKey("country.id"))
    letter_language: Mapped[str]
    timezone: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    population: Mapped[int | None]
    population_source: Mapped[str] = mapped_column(default="")

    country: Mapped[Country] = relationship(lazy="joined")
    office: Mapped["Office | None"] = relationship(back_populates="city", lazy="joined")


class Office(Base):
    """The international-relations office of a city: whose letterhead, numbers and check codes.

    A city without one owns nothing but the aid it announces. `series_prefix` opens each number of
    its letters. `donation_review` says whether its rules ask a committee to look at offered aid
    before it is accepted; which rules those are stands in `donation_review_source`.
    A `company_prefix_demo` is nobody's: codes made of it are for showing, not for sending.
    """

    __tablename__ = "office"

    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), unique=True)
    names: Mapped[dict[str, str]]
    addresses: Mapped[dict[str, str]]
    telephone: Mapped[str]
    website: Mapped[str]
    series_prefix: Mapped[str]
    currency: Mapped[str] = mapped_column(String(3))
    check_url: Mapped[str]
    company_prefix: Mapped[str] = mapped_column(default="")
    company_prefix_demo: Mapped[bool] = mapped_column(default=False)
    donation_review: Mapped[bool] = mapped_column(default=False)
    donation_review_source: Mapped[str] = mapped_column(default="")

    city: Mapped[City] = relationship(back_populates="office")
