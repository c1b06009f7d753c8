"""By what somebody is let in now: their browsers and their programs."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from exchange.clock import now
from exchange.identity.sessions import LONGEST, LONGEST_IDLE
from exchange.models import ApiToken, Person, WebSession, db


@dataclass(frozen=True, slots=True)
class Access:
    """The sessions and tokens that are good now, the latest used first."""

    sessions: Sequence[WebSession]
    tokens: Sequence[ApiToken]


def access_of(person: Person) -> Access:
    """Return what lets `person` in at this moment."""
    at = now()
    sessions = db.session.scalars(
        select(WebSession)
        .where(
            WebSession.person_id == person.id,
            WebSession.created_at > at - LONGEST,
            WebSession.seen_at > at - LONGEST_IDLE,
        )
        .order_by(WebSession.seen_at.desc())
    ).all()
    tokens = db.session.scalars(
        select(ApiToken)
        .where(
            ApiToken.person_id == person.id,
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > at,
        )
        .order_by(ApiToken.created_at.desc())
    ).all()
    return Access(sessions, tokens)
