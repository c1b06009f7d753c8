"""Whatever people do with aid in whatever order, both ways: the law of the chain holds."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from exchange.models import Role
from tests.workflows.lives import Life
from tests.workflows.sending import abroad, contact, reviewing, sender

__all__ = ["abroad", "contact", "reviewing", "sender"]

LIVES = 60
PARTS = 20  # of the ten thousand, so that every core plays some
most, often = st.sampled_from([True] * 11 + [False]), st.sampled_from([True] * 5 + [False])
move = st.tuples(most, often, st.integers(0, 2**32 - 1))
moves = st.lists(move, min_size=16, max_size=32)


@pytest.fixture
def live(
    officer,
    director,
    clerk,
    liaison,
    make_person,
    home,
    partner,
    tie,
    reviewing,
    contact,
    sender,
    system,
) -> Callable[[bool, bool], Life]:
    """Return a callable that begins another life among the same people."""
    people = {
        "officer": officer,
        "director": director,
        "clerk": clerk,
        "liaison": liaison,
        "partner's director": make_person(Role.DIRECTOR, partner),
        "sender": sender,
        "system": system,
    }
    codes: dict = {}
    return lambda outbound, asked_for: Life(people, codes, outbound, asked_for)


def test_no_life_of_a_shipment_breaks_the_law(live):
    ends, taken = play(live, LIVES)
    assert sum(ends.values()) >= LIVES
    assert {"pack", "dispatch", "start_receiving", "record_receipt"} <= set(taken)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_lives_of_shipments_break_no_law(live, part):
    ends, taken = play(live, 10_000 // PARTS)
    wanted = {"sign_with_reservations", "declare_lost", "reopen", "settle"}  # others are rare
    assert wanted <= set(taken)
    assert ends["closed"]


def play(live, lives: int) -> tuple[Counter[str], Counter[str]]:
    """Play so many lives, checking after every step; return their ends and the steps taken."""
    ends, taken = Counter[str](), Counter[str]()

    @settings(
        max_examples=lives,
        deadline=timedelta(seconds=60),
        database=None,
        phases=[Phase.generate],  # a life is short enough to read, and long to shrink
        suppress_health_check=list(HealthCheck),
    )
    @given(outbound=st.booleans(), asked_for=st.booleans(), steps=moves)
    def one(outbound, asked_for, steps) -> None:
        life = live(outbound, asked_for)
        for step in steps:
            life.step(step)
            life.check()
        ends[life.cases()[0][1].state.value] += 1
        taken.update(life.taken)

    one()
    return ends, taken
