"""The frozen facts of reports; see `shapes` for how texts, dates and figures are written."""

from typing import Literal, NotRequired, TypedDict

from exchange.facts.shapes import PaperFacts, PaperPhoto, Words


class CostLine(TypedDict):
    """One item of the budget, and who bore it."""

    item: Words
    bearer: Words
    amount: str


class Attendant(TypedDict):
    """Somebody who took part; reports name no passports."""

    name: str
    organisation: str
    post: str


class OutcomeFacts(PaperFacts):
    """What came of an exchange."""

    case: str
    kind: str  # culture, youth …
    title: Words
    aims: Words
    starts_on: str
    ends_on: str
    planned: int
    took_part: int  # 0 where it is not said
    currency: str
    budget: str
    cost: str  # or ""
    outcome: Words
    thanks: Words
    costs: list[CostLine]
    people: list[Attendant]
    photos: NotRequired[list[PaperPhoto]]


class TieRow(TypedDict):
    """One tie; dates as far as they are known."""

    kind: str
    began: str
    attested_on: str
    ended: str
    source: str


class ExchangeRow(TypedDict):
    """One exchange, past or on our books."""

    on: str
    kind: str
    title: Words
    number: str
    state: str
    people: int
    source: str


class AidRow(TypedDict):
    """One item of aid."""

    on: str
    item: Words
    quantity: str
    unit: Words
    number: str
    source: str


class PaperRow(TypedDict):
    """One paper of the register."""

    on: str
    kind: str
    number: str
    title: Words
    state: NotRequired[str]


class CityRecordFacts(PaperFacts):
    """Everything between two cities, as of the day of issue."""

    ties: list[TieRow]
    exchanges: list[ExchangeRow]
    sent: list[AidRow]
    received: list[AidRow]
    papers: list[PaperRow]


class Sums(TypedDict):
    """Counts of one row of a yearly report; money by ISO 4217 code."""

    projects: int
    people: int
    cost: dict[str, str]
    shipments: int
    cartons: int
    gross_kg: str
    value: dict[str, str]
    papers: int


class PartnerSums(Sums):
    """The sums of one partner city."""

    names: Words
    country: Words


class MonthSums(Sums):
    """The sums of one month, 1 to 12."""

    month: int


class YearlyFacts(PaperFacts):
    """What a city did in one year, counted from its register."""

    year: int
    partners: list[PartnerSums]
    months: list[MonthSums]
    scope: Literal["year"]
