"""What programs show: secrets that speak for a person, as far and as long as they say."""

import secrets
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select, update

from exchange.clock import now
from exchange.identity.keeping import kept
from exchange.models import ApiToken, NoticeKind, Person, Scope, db
from exchange.notices import tell

NOTED_EVERY = timedelta(minutes=1)
ORDER = tuple(Scope)


def token_row(token: str) -> ApiToken | None:
    """Return the row of a token that is good now."""
    known = db.session.scalar(
        select(ApiToken).where(
            ApiToken.sha256 == sha256(token.encode(errors="replace")).hexdigest()
        )
    )
    if known is None or known.revoked_at is not None or known.expires_at <= now():
        return None
    return known if known.person.active else None


def person_of_token(token: str) -> Person | None:
    """Return whom `token` speaks for, while it lasts."""
    known = token_row(token)
    return None if known is None else known.person


def new_token(
    person: Person, label: str, lasts: timedelta, scope: Scope = Scope.DECIDE
) -> tuple[str, ApiToken]:
    """Return a new secret, shown once, and the row to store for it."""
    token = secrets.token_urlsafe(32)
    row = ApiToken(
        person_id=person.id,
        label=label,
        sha256=sha256(token.encode()).hexdigest(),
        scope=scope,
        expires_at=now() + lasts,
    )
    return token, row


def make(person: Person, label: str, lasts: timedelta, scope: Scope) -> str:
    """Store a new token, tell whom it speaks for, and return its secret."""
    secret, row = new_token(person, label, lasts, scope)
    with kept():
        db.session.add(row)
        tell(person, NoticeKind.TOKEN_MADE)
    return secret


def reaches(token: ApiToken, needed: Scope) -> bool:
    """Say whether a token goes as far as is needed."""
    return ORDER.index(token.scope) >= ORDER.index(needed)


def note_use(token: ApiToken) -> None:
    """Write down that it was used, at most once a minute."""
    if token.last_used_at is None or now() - token.last_used_at >= NOTED_EVERY:
        _set(token, last_used_at=now())


def note_confirmation(token: ApiToken) -> None:
    """Write down that its person's one-time code came with a request just now."""
    _set(token, confirmed_at=now())


def revoke(token: ApiToken) -> None:
    """End a token; it is kept as a record."""
    _set(token, revoked_at=token.revoked_at or now())


def _set(token: ApiToken, **values: object) -> None:
    token_id = token.id
    with kept():
        db.session.execute(update(ApiToken).where(ApiToken.id == token_id).values(**values))
