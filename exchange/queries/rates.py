"""What a currency was worth on a day, as far as anybody recorded it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from exchange.models import ExchangeRate, db

LATEST = timedelta(days=7)  # over a holiday the last rate before it stands


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of a currency in another: how much, and of which day that is."""

    rate: Decimal
    on: date | None


@dataclass(frozen=True, slots=True)
class Rates:
    """Every rate recorded into one currency, newest first by currency."""

    currency: str
    known: dict[str, list[ExchangeRate]]

    @classmethod
    def into(cls, currency: str) -> "Rates":
        """Read what is recorded; one statement."""
        known: dict[str, list[ExchangeRate]] = {}
        rows = select(ExchangeRate).where(ExchangeRate.quote == currency)
        for row in db.session.scalars(rows.order_by(ExchangeRate.day.desc())):
            known.setdefault(row.currency, []).append(row)
        return cls(currency, known)

    def of(self, currency: str, day: date) -> Rate | None:
        """Return the rate of that day, or the last one of the week before it; None if unknown."""
        if currency == self.currency:
            return Rate(Decimal(1), None)
        fresh = (r for r in self.known.get(currency, ()) if day - LATEST <= r.day <= day)
        found = next(fresh, None)
        return None if found is None else Rate(found.rate, found.day)
