"""Requests to a centre made straight into a state, with who asked sealed beside them."""

from datetime import date, timedelta

import pytest

from exchange.clock import now
from exchange.models import (
    Channel,
    Meeting,
    ServiceCase,
    ServiceState,
    Topic,
    db,
)
from exchange.numbering import check_code
from exchange.vault.records import keep
from exchange.workflows.service_records import REQUEST
from tests.making import saved

ASKED = {
    "topic": "labour",
    "words": "My last month was not paid.",
    "telephone": "010-0000-0000",
    "name": "Nguyen Thi Mai",
    "meeting": "visit",
    "wished": "evening",
    "needs_interpreter": True,
    "channel": "telephone",
    "language": "vi",
    "consent": True,
}
MEETING = {
    "starts_at": "2020-02-05T18:00:00+01:00",
    "ends_at": "2020-02-05T19:00:00+01:00",
    "place": "Room 1",
}
MET = frozenset(ServiceState) - {"requested", "triaged", "waiting_list"}


@pytest.fixture
def make_service_case(home, make_person):
    """Return a callable that makes a request in a state; whoever was met was met an hour ago."""

    def make(state=ServiceState.REQUESTED, **facts) -> ServiceCase:
        starts_at = now() - timedelta(hours=1) if state in MET else None
        case = ServiceCase(
            **{
                "number": f"SC-2020-{make.count:04}",
                "reference": check_code(),
                "topic": Topic.LABOUR,
                "channel": Channel.ONLINE,
                "meeting": Meeting.VISIT,
                "language": "vi",
                "needs_interpreter": True,
                "contact_by": date(2020, 2, 3),
                "state": state,
                "starts_at": starts_at,
                "ends_at": starts_at and starts_at + timedelta(minutes=30),
                "owner_city_id": home.id,
            }
            | facts
        )
        make.count += 1
        case = saved(case)
        told = {name: ASKED[name] for name in ("name", "telephone", "words")}
        keep(home.id, REQUEST, case.id, told, date(2090, 1, 1))
        db.session.commit()
        return case

    make.count = 1
    return make
