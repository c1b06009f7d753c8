"""Where what people prove themselves with is stored: one transaction, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from exchange.models import db
from exchange.models.opening import begin_writing


@contextmanager
def kept() -> Iterator[None]:
    """Store what the block changes, or nothing of it."""
    begin_writing(db.session)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
