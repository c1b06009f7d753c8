"""Two administrators who remove each other at one moment: one does, and one stays."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Barrier

import pytest
from sqlalchemy import delete, func, select

from exchange import clock
from exchange.auditing import verify
from exchange.errors import NotPermitted, NotReady, WrongState
from exchange.models import Event, Grant, Person, Role, db
from exchange.workflows.perform import perform
from exchange.workflows.person import PERSON
from tests.postgres import ON_BOTH

WAYS = {
    "suspend": {"reason": "Long leave."},
    "leave": {},
    "change_roles": {"roles": ["officer"]},
}
ROUNDS = {"postgresql": 4, "sqlite": 1}


def remove(app, action, person_id, actor_id, start) -> str:
    """Take an administrator's place from them, in a thread, at the same moment as the other."""
    with app.app_context():
        actor = db.session.get_one(Person, actor_id)
        assert Role.ADMINISTRATOR in actor.parts
        db.session.commit()  # what was read is kept, as a request keeps its reader
        start.wait()
        try:
            perform(
                PERSON,
                person_id,
                action,
                actor=actor,
                payload=WAYS[action],
                confirmed_at=clock.now(),
            )
        except (NotPermitted, NotReady, WrongState) as refusal:
            return type(refusal).__name__
        finally:
            db.session.remove()
        return "won"


def administrators(city_id) -> int:
    return db.session.scalar(
        select(func.count())
        .select_from(Person)
        .join(Grant)
        .where(Person.city_id == city_id, Person.active, Grant.role == Role.ADMINISTRATOR)
    )


@ON_BOTH
@pytest.mark.parametrize("others", [0, 1], ids=["two alone", "a third beside them"])
def test_of_two_administrators_who_remove_each_other_exactly_one_does(
    app, home, make_person, others
):
    city_id = home.id
    for n in range(others):
        make_person(Role.ADMINISTRATOR, name=f"third {n}")
    ends: Counter[tuple[str, ...]] = Counter()
    rounds = [*product(WAYS, WAYS)] * ROUNDS[db.engine.dialect.name]
    with ThreadPoolExecutor(2) as pool:
        for n, ways in enumerate(rounds):
            pair = [make_person(Role.ADMINISTRATOR, name=f"{n} {one}").id for one in "ab"]
            db.session.remove()
            start = Barrier(2)
            both = [
                pool.submit(remove, app, way, whom, by, start)
                for way, whom, by in zip(ways, pair, reversed(pair), strict=True)
            ]
            ends[tuple(sorted(one.result(timeout=30) for one in both))] += 1
            assert administrators(city_id) == 1 + others
            db.session.execute(delete(Grant).where(Grant.person_id.in_(pair)))
            db.session.commit()
    assert all(end.count("won") == 1 for end in ends), ends
    assert db.session.query(Event).filter_by(subject_kind="person").count() == len(rounds)
    assert verify().fault is None or "person" in verify().fault.case
