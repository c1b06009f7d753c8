"""Numbers that have no gaps, and codes that cannot be guessed."""

import secrets

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite

from exchange.models import City, NumberSeries, db

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I
SSCC_EXTENSION = "3"
SSCC_BODY = 17


def next_number(city: City, series: str, year: int) -> int:
    """Give the next number of a city's series in a year, starting at 1.

    It is taken in the caller's transaction: rolled back, the number was never given.
    """
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement: Insert = (
        insert(NumberSeries)
        .values(city_id=city.id, series=series, year=year, last=1)
        .on_conflict_do_update(
            index_elements=["city_id", "series", "year"],
            set_={"last": NumberSeries.last + 1},
        )
        .returning(NumberSeries.last)
    )
    return int(db.session.execute(statement).scalar_one())


def numbered(city: City, series: str, year: int) -> str:
    """Return the next number as it is written on paper, such as `IR-2020-0031`."""
    return f"{series}-{year}-{next_number(city, series, year):04}"


def check_code() -> str:
    """Return eight random letters and digits, such as `7K4Q-9M2T` (40 bits)."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def sscc(company_prefix: str, serial: int) -> str:
    """Return the GS1 Serial Shipping Container Code of a logistic unit.

    Source: GS1 General Specifications, AI (00): extension digit, company prefix, serial
    reference, and the modulo-10 check digit, 18 digits in all.
    """
    body = SSCC_EXTENSION + company_prefix + str(serial).zfill(SSCC_BODY - 1 - len(company_prefix))
    if len(body) != SSCC_BODY or not body.isdigit():
        raise ValueError(f"{company_prefix} and {serial} do not make an SSCC")
    weighed = sum(int(d) * (3 if place % 2 == 0 else 1) for place, d in enumerate(body))
    return body + str(-weighed % 10)
