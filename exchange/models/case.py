"""What every case has: two cities, a state, a version, and the head of its history."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import String
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

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805  # a class, not an instance
        """Let the database refuse the second of two writers."""
        return {"version_id_col": cls.__table__.c.version}
