"""What every case has: two cities, a state, a version, and the head of its history."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from exchange.models.base import Base
from exchange.models.cities import City

GENESIS = "0" * 64


class Case(Base):
    """A subject of a workflow. Version n of a case is event n of its chain, whose hash is `head`.

    Only `workflows.perform` moves `state`. `shared_at` is when the partner first came to know of
    the case; before that it does not exist for them.
    """

    __abstract__ = True
    if TYPE_CHECKING:
        owner_city_id: Mapped[UUID]
        partner_city_id: Mapped[UUID]
        owner_city: Mapped[City]
        partner_city: Mapped[City]
        state: Mapped[Any]

    version: Mapped[int] = mapped_column(default=1, sort_order=90)
    head: Mapped[str] = mapped_column(String(64), default=GENESIS, sort_order=91)
    shared_at: Mapped[datetime | None] = mapped_column(sort_order=92)

    def __init__(self, **values: Any) -> None:
        """Begin with an empty history."""
        super().__init__(**{"head": GENESIS, **values})

    @property
    def behalf_city_id(self) -> UUID | None:
        """The city that keeps the case on behalf of its owner, if any does."""
        return None

    @property
    def addressed_ids(self) -> frozenset[UUID]:
        """The cities on the other side: the partner, unless a kind of case has many readers."""
        return frozenset({self.partner_city_id})

    def is_kept_for(self, city_id: UUID | None) -> bool:
        """Say whether a city reads the case as its owner does: it is theirs, or in their care."""
        return city_id is not None and city_id in {self.owner_city_id, self.behalf_city_id}

    def reads_all(self, city_id: UUID | None) -> bool:
        """Say whether a city reads the owner's own steps in the history too."""
        return self.is_kept_for(city_id)

    @classmethod
    def is_addressed_to(cls, city_id: UUID | None) -> ColumnElement[bool]:
        """Say in SQL whether a city is on the other side."""
        return cls.partner_city_id == city_id

    @classmethod
    def is_kept_by(cls, city_id: UUID | None) -> ColumnElement[bool]:
        """Say in SQL what `is_kept_for` says of one case."""
        return cls.owner_city_id == city_id

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805  # a class, not an instance
        """Let the database refuse the second of two writers."""
        return {"version_id_col": cls.__table__.c.version}
