"""Pauses that grow with every proof that fails, alike for names known and unknown."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from exchange.clock import now
from exchange.errors import N_, Locked
from exchange.identity.keeping import kept
from exchange.models import Failure, db

FREE_TRIES = 5
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
FORGOTTEN = timedelta(days=1)


def attempt(kind: str, name: str) -> None:
    """Count a try before it is judged, so that many at once gain nothing; raise Locked in a pause.

    `kind` says what is tried, `name` for whom; a success is told with `cleared`.
    """
    try:
        _count(_key(kind, name))
    except IntegrityError:  # another try for the same name was the first
        _count(_key(kind, name))


def cleared(kind: str, name: str) -> None:
    """Forget the failures of one name."""
    with kept():
        db.session.execute(delete(Failure).where(Failure.sha256 == _key(kind, name)))


def _count(key: str) -> None:
    with kept():
        db.session.execute(delete(Failure).where(Failure.last_at < now() - FORGOTTEN))
        row = db.session.scalar(select(Failure).where(Failure.sha256 == key).with_for_update())
        if row is None:
            row = Failure(sha256=key, times=0, last_at=now())
            db.session.add(row)
        ends = _ends(row)
        if ends > now():
            minutes = -(-(ends - now()) // timedelta(minutes=1))
            raise Locked(
                N_("Too many tries. Try again in %(minutes)s minutes."), minutes=str(minutes)
            )
        row.times, row.last_at = row.times + 1, now()


def _ends(row: Failure) -> datetime:
    if row.times < FREE_TRIES:
        return row.last_at
    pause: timedelta = FIRST_PAUSE * 2 ** min(row.times - FREE_TRIES, 16)
    return row.last_at + min(pause, LONGEST_PAUSE)


def _key(kind: str, name: str) -> str:
    return sha256(f"{kind}\n{name.strip().lower()}".encode(errors="replace")).hexdigest()
