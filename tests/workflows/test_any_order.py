"""Whatever is counted, signed, claimed, corrected in whatever order: the law of receipts holds."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from exchange import clock
from exchange.errors import ExchangeError
from exchange.models import DONE, Claim, Count, Shipment, db
from exchange.workflows.distributing import none_given_twice
from exchange.workflows.perform import perform
from exchange.workflows.registry import WORKFLOWS
from tests.workflows.journeys import (
    CLOSING,
    DISPATCH,
    PACKING,
    RECOUNT,
    USE,
    begun_shipment,
    count,
    receiving,
    walk,
)

SEQUENCES = 25
CARTONS = ((1, 1, 50), (2, 1, 50), (3, 2, 300), (4, 2, 300))
found = st.tuples(st.sampled_from(CARTONS), st.integers(0, 50), st.booleans())
moves = st.one_of(
    st.tuples(st.sampled_from(("record_receipt", "correct")), found),
    st.tuples(
        st.sampled_from(
            (
                *("rest", "sign_clean", "sign_with_reservations", "sign_with_reservations"),
                *("declare_lost", "close", "close", "reopen", "report_use"),
            )
        ),
        st.none(),
    ),
    st.tuples(st.sampled_from(("agree", "contest", "settle", "settle", "close_claim")), st.none()),
)
COUNTED = (("record_receipt", (CARTONS[3], 30, False)), ("rest", None))
SIGNED = (*COUNTED, ("sign_with_reservations", None))
STARTS = (
    (),
    SIGNED,
    (*SIGNED, ("agree", None), ("settle", None), ("close", None), ("reopen", None)),
)
SAID = {
    "close": CLOSING,
    "reopen": {"reason": "Found more."},
    "declare_lost": {"reason": "Burnt."},
    "sign_with_reservations": {"remarks": "As counted."},
    "rest": receiving(rest=True),
    "report_use": USE,
    "agree": {"settlement": "write_off"},
    "contest": {"position": "It left whole."},
}


@pytest.fixture
def people(officer, director, clerk, liaison, tie):
    who = dict.fromkeys(("close", "agree", "contest", "settle", "close_claim"), officer)
    return who | {"declare_lost": director, "reopen": director, "clerk": clerk, "liaison": liaison}


def play(case, people, kind, one) -> None:
    if kind in {"agree", "contest", "settle", "close_claim"}:
        claims = db.session.query(Claim).filter_by(shipment_id=case.id)
        subject, plural = claims.order_by(Claim.created_at.desc()).first(), "claims"
    else:
        subject, plural = case, "shipments"
    if subject is None:
        return
    payload = SAID.get(kind, {})
    if one is not None:
        (carton, line, sent), differs, over = one
        short = {"over": differs} if over else {"short": differs}
        said = count(carton, line, sent + differs * (1 if over else -1), reason="Seen.", **short)
        payload = RECOUNT | {"counts": [said]} if kind == "correct" else receiving(said)
    try:
        perform(
            WORKFLOWS[plural],
            subject.id,
            {"rest": "record_receipt", "close_claim": "close"}.get(kind, kind),
            actor=people.get(kind, people["liaison"]),
            payload=payload,
            confirmed_at=clock.now(),
        )
    except ExchangeError:
        db.session.rollback()


def check(case) -> None:
    """Each content has one count that holds at most, and all of them obey the law."""
    current = db.session.scalars(select(Count).where(Count.superseded_by_id.is_(None))).all()
    mine = {content.id: content for content in case.contents}
    held = [one for one in current if one.content_id in mine]
    assert len({one.content_id for one in held}) == len(held)
    for one in held:
        accounted = one.good + one.damaged + one.short + one.expired + one.refused
        assert accounted == mine[one.content_id].quantity + one.over
    if case.state == "closed":
        claims = db.session.query(Claim).filter_by(shipment_id=case.id).all()
        assert all(claim.state in DONE for claim in claims)
    if case.state in {"received", "disputed", "lost", "closed"}:
        assert len(held) == len(mine)
    assert none_given_twice(case) is None


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(start=st.sampled_from(STARTS), steps=st.lists(moves, min_size=4, max_size=20))
def test_in_any_order_the_law_holds_and_nothing_closes_with_an_open_claim(
    people, officer, director, start, steps
):
    case = walk(
        "shipments",
        begun_shipment(officer),
        (officer, "submit"),
        (director, "approve"),
        (people["clerk"], "pack", PACKING),
        (people["clerk"], "dispatch", DISPATCH),
        (people["liaison"], "start_receiving"),
    )
    for kind, one in (*start, *steps):
        play(case, people, kind, one)
        db.session.expire_all()
        case = db.session.get_one(Shipment, case.id)
        check(case)
