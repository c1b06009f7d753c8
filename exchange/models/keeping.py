"""What a session still knows after a commit: who acts and where, but nothing of a case."""

from typing import Final

from sqlalchemy import event
from sqlalchemy.orm import Session

from exchange.models.base import db
from exchange.models.cities import City, Country, Office
from exchange.models.people import ApiToken, Grant, Person

KEPT: Final = (ApiToken, City, Country, Grant, Office, Person)


@event.listens_for(db.session, "after_commit")
def read_cases_again(session: Session) -> None:
    """Forget what a decision may have moved; the reader and the cities are not read twice."""
    for known in list(session.identity_map.values()):
        if not isinstance(known, KEPT):
            session.expire(known)
