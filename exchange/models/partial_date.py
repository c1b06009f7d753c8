"""A date as far as it is known: to the day, to the month, or to the year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

PARTS = {1: 4, 2: 7, 3: 10}  # how many numbers, and how long they are when written


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A calendar date whose day, or day and month, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, written: str) -> "PartialDate":
        """Read `2010-10-22`, `2010-10` or `2010`; raise ValueError for anything else."""
        numbers = written.split("-")
        if PARTS.get(len(numbers)) != len(written) or not all(n.isdigit() for n in numbers):
            raise ValueError(f"{written!r} is not a year, a month or a day")
        found = cls(*(int(n) for n in numbers))
        _ = found.latest  # there is no such day as 2019-02-30
        return found

    @property
    def earliest(self) -> date:
        """The first day it can have been."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can have been."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Write it in ISO 8601, as far as it is known."""
        written = f"{self.year:04}"
        for number in (self.month, self.day):
            written += "" if number is None else f"-{number:02}"
        return written
