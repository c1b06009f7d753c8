"""Sums as sources state them, beside what their rows add up to."""

from dataclasses import dataclass

from sqlalchemy import select

from exchange.models import City, PastAid, StatedTotal, db


@dataclass(frozen=True, slots=True)
class Stated:
    """A sum as a source states it, beside what the rows of that day add up to."""

    total: StatedTotal
    rows: int

    @property
    def difference(self) -> int:
        """By how much the rows are more than the source says."""
        return self.rows - self.total.quantity


def stated_of(city: City) -> list[Stated]:
    """Return the sums that sources state of aid to `city`, beside the rows they are about."""
    totals = db.session.scalars(select(StatedTotal).where(StatedTotal.consignee_id == city.id))
    rows = db.session.scalars(select(PastAid).where(PastAid.consignee_id == city.id)).all()
    return [
        Stated(
            total,
            sum(
                row.quantity
                for row in rows
                if (row.took_place, row.item, row.unit)
                == (total.took_place, total.item, total.unit)
            ),
        )
        for total in totals
    ]
