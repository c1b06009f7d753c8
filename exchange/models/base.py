"""The database handle, the columns every table shares, and the column types of the trade."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum as PyEnum
from typing import Any
from uuid import UUID, uuid4

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, BigInteger, DateTime, Enum, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from exchange.clock import now
from exchange.models.partial_date import PartialDate

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
DECIMALS = 4


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in, aware UTC out, on SQLite as on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Store the moment in UTC; a moment without a zone is a programming error."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Amount(TypeDecorator[Decimal]):
    """An exact amount of money, kept as a whole number of ten-thousandths; no float ever."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> int | None:
        """Scale up; more than four decimals is a programming error."""
        if value is None:
            return None
        scaled = value.scaleb(DECIMALS)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {DECIMALS} decimals")
        return int(scaled)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> Decimal | None:
        """Scale down."""
        return None if value is None else Decimal(value).scaleb(-DECIMALS)


class PartialDateType(TypeDecorator[PartialDate]):
    """A date known to the day, the month or the year, stored as it is written."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, _dialect: Dialect) -> str | None:
        """Write it as ISO 8601, as far as it is known."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> PartialDate | None:
        """Read it back."""
        return None if value is None else PartialDate.parse(value)


class Base(DeclarativeBase):
    """Every row has an id made in Python, so a job can name it before the first flush."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: UtcDateTime(),
            Decimal: Amount(),
            PartialDate: PartialDateType(),
            dict[str, Any]: JSON(),
            dict[str, str]: JSON(),
            list[str]: JSON(),
            list[Any]: JSON(),
            PyEnum: Enum(
                PyEnum,
                native_enum=False,
                length=40,
                create_constraint=False,
                values_callable=lambda kind: [member.value for member in kind],
            ),
        },
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    created_at: Mapped[datetime] = mapped_column(default=now)

    def __init__(self, **values: Any) -> None:
        """Set columns and relationships by name; raise TypeError for a name that is not one."""
        for name, value in {"id": uuid4(), **values}.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)


db = SQLAlchemy(
    model_class=Base,
    disable_autonaming=True,
    session_options={"expire_on_commit": False},  # `keeping` says what is read again instead
)
