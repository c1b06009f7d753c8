"""A form that is sent twice at the same moment, as a thumb or a network does, is one request."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from exchange.auditing import verify
from exchange.models import Person, PersonalRecord, Role, ServiceCase, db
from tests.centres import make_centre
from tests.postgres import ON_BOTH
from tests.web.residents import SHOWN, Resident, resident

__all__ = ["make_centre", "resident"]
TIMES = 4


def send(device: Resident, carried: dict[str, str], start: Barrier) -> tuple[int, list[str]]:
    start.wait()
    answer = device.send(carried)
    return answer.status_code, SHOWN.findall(answer.text)


@ON_BOTH
def test_however_often_at_once_it_is_one_request_with_one_code(resident):
    carried = resident.blank()
    cookie = resident.client.get_cookie("session").value
    devices = [resident.elsewhere() for _ in range(TIMES)]
    for one in devices:
        one.client.set_cookie("session", cookie)
    start = Barrier(TIMES)
    db.session.remove()
    with ThreadPoolExecutor(TIMES) as pool:
        said = list(pool.map(lambda one: send(one, carried, start), devices))
    assert {status for status, _ in said} == {200}
    assert len({tuple(shown) for _, shown in said}) == 1
    assert db.session.query(ServiceCase).count() == db.session.query(PersonalRecord).count() == 1
    guests = [one for one in db.session.query(Person) if Role.RESIDENT in one.parts]
    assert len(guests) == 1
    assert verify().fault is None
