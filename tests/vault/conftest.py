"""A record of a resident of the home city, and a ring that grows."""

from datetime import date

import pytest

from exchange.models import db
from exchange.models.opening import begin_writing
from exchange.vault.keys import add_key, read_ring
from exchange.vault.records import keep
from tests.vault.hidden import FACTS

LATER = date(2099, 12, 31)


@pytest.fixture
def make_record(home, make_project):
    """Return a callable that keeps facts beside a case of the home city."""

    def make(facts=FACTS, purge_on=LATER, *, city=home, subject_id=None):
        city_id, subject = city.id, subject_id or make_project().id
        begin_writing(db.session)
        record = keep(city_id, "project", subject, facts, purge_on)
        db.session.commit()
        return record

    return make


@pytest.fixture
def new_key(config):
    """Return a callable that makes another key the current one, and gives the ring."""

    def make():
        add_key(config.personal_keys)
        return read_ring(config.personal_keys)

    return make
