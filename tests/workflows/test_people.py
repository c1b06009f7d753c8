"""People as cases: who manages them, what is refused, and what follows from each step."""

import json
from datetime import timedelta

import pytest

from exchange import identity
from exchange.auditing import verify
from exchange.clock import now
from exchange.errors import NotFound, NotPermitted, NotReady, StepUpNeeded, WrongState
from exchange.identity import recovery
from exchange.models import (
    ApiToken,
    Event,
    OutboxMessage,
    Person,
    PersonState,
    Role,
    WebSession,
    db,
)
from exchange.queries import cases
from exchange.workflows.perform import begin
from exchange.workflows.person import PERSON
from tests.making import saved
from tests.postgres import ON_BOTH
from tests.workflows.accounts import INVITATION, REASON, TITLES, act, refusal

PEOPLE = """
invited
    administrator: resend_invitation edit change_roles leave
    themself: accept_invitation
active
    administrator: edit change_roles suspend reset_second_factor leave
    themself: edit_own
suspended
    administrator: edit change_roles restore leave
left
"""


@pytest.fixture
def invited(administrator, tie) -> Person:
    return begin(PERSON, actor=administrator, payload=INVITATION)


@pytest.fixture
def make_account(make_person):
    count = iter(range(1000))

    def make(state: PersonState, role: Role = Role.OFFICER) -> Person:
        person = make_person(role, name=f"{state} {next(count)}")
        person.state = state
        db.session.commit()
        return person

    return make


def test_each_state_offers_exactly_this(
    make_account, administrator, everyone, make_person, partner
):
    others = everyone | {
        "partner's administrator": make_person(Role.ADMINISTRATOR, partner),
    }
    lines = []
    for state in PERSON.states:
        account = make_account(state)
        lines.append(state.value)
        for who, person in [*others.items(), ("themself", account)]:
            if offers := PERSON.available_actions(account, person):
                lines.append(f"    {who}: {' '.join(offer.action for offer in offers)}")
    assert sorted(lines) == sorted(PEOPLE.strip().splitlines())


def test_what_is_not_offered_is_refused_and_leaves_no_trace(make_account, administrator, everyone):
    before = db.session.query(Event).count()
    for state in PERSON.states:
        account = make_account(state)
        for person in [*everyone.values(), administrator]:
            offered = {one.action for one in PERSON.available_actions(account, person)}
            for action in set(PERSON.actions) - offered:
                with pytest.raises((NotPermitted, WrongState, NotFound)):
                    act(account, action, person, {"roles": ["officer"], **REASON})
    assert db.session.query(Event).count() == before


def test_an_invitation_opens_an_account_and_owes_one_mail(invited, administrator, home):
    assert invited.state == PersonState.INVITED
    assert invited.email == "new.person@portland.example"
    assert (invited.city_id, invited.owner_city_id) == (home.id, home.id)
    assert not invited.active
    [message] = db.session.query(OutboxMessage).all()
    assert message.args == {"person_id": str(invited.id), "purpose": "invitation"}
    assert act(invited, "accept_invitation", invited).active
    assert invited.parts == {Role.OFFICER}


def test_every_step_is_sealed_in_its_history(invited, administrator, officer):
    for action, payload in (
        ("accept_invitation", {}),
        ("edit", INVITATION | {"full_name": "C D"} | {}),
        ("change_roles", {"roles": ["clerk", "officer"]}),
        ("suspend", REASON),
        ("restore", {}),
        ("reset_second_factor", {}),
        ("leave", {}),
    ):
        actor = invited if action == "accept_invitation" else administrator
        wanted = {
            k: payload[k] for k in payload if action != "edit" or k in {"full_name", "titles"}
        }
        act(invited, action, actor, wanted)
    assert invited.name == "C D"
    assert invited.state == PersonState.LEFT
    assert verify().fault is None
    events = cases.history_of(PERSON, invited, administrator)
    assert len(events) == 8
    [change] = [e for e in events if e.action == "change_roles"]
    assert change.inputs["facts"] == {"before": ["officer"], "after": ["clerk", "officer"]}


def test_no_secret_ever_enters_an_event(invited, administrator):
    db.session.query(Person)
    act(invited, "accept_invitation", invited)
    invited.password = "$argon2id$secret"
    invited.credential.totp_secret = "JBSWY3DP"
    db.session.commit()
    [code, *_] = recovery.renew(invited)
    act(invited, "reset_second_factor", administrator)
    told = json.dumps([e.inputs for e in db.session.query(Event)])
    for secret in ("argon2", "JBSWY3DP", code):
        assert secret not in told


def test_nobody_manages_their_own_account(administrator, make_person):
    make_person(Role.ADMINISTRATOR, name="another")
    for action, payload in (
        ("change_roles", {"roles": ["administrator", "director"]}),
        ("suspend", REASON),
        ("reset_second_factor", {}),
        ("leave", {}),
    ):
        assert refusal(administrator, action, administrator, payload) == "oneself"


def test_a_city_never_loses_its_last_administrator(administrator, make_person, system):
    other = make_person(Role.ADMINISTRATOR, name="other")
    act(other, "change_roles", administrator, {"roles": ["officer"]})
    assert other.parts == {Role.OFFICER}
    act(other, "change_roles", administrator, {"roles": ["officer", "administrator"]})
    # Two who end each other: the second finds themself without the right.
    act(administrator, "suspend", other, REASON)
    with pytest.raises(NotPermitted):
        act(other, "suspend", system, REASON)
    assert [p.name for p in db.session.query(Person).filter_by(active=True) if p.parts] != []


@ON_BOTH
def test_the_last_administrator_is_kept_by_guard_and_by_effect(
    administrator, home, partner, make_person, tie
):
    """An account of another city, kept by ours, may be that city's last."""
    theirs = make_person(Role.ADMINISTRATOR, partner)
    theirs.owner_city_id = home.id
    db.session.commit()
    assert refusal(theirs, "suspend", administrator, REASON) == "last_administrator"
    assert refusal(theirs, "leave", administrator) == "last_administrator"
    assert (
        refusal(theirs, "change_roles", administrator, {"roles": ["liaison"]})
        == "last_administrator"
    )
    saved(make_person(Role.ADMINISTRATOR, partner, "a second"))
    assert act(theirs, "suspend", administrator, REASON).state == PersonState.SUSPENDED


def test_an_address_is_one_persons(invited, administrator):
    with pytest.raises(NotReady) as refused:
        begin(PERSON, actor=administrator, payload=INVITATION)
    assert refused.value.unmet[0].code == "address_taken"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"acts_for": "elsewhere"}, "no_tie"),
        ({"acts_for": "nowhere"}, "no_such_city"),
        ({"acts_for": "harbour", "roles": ["director"]}, "partner_roles"),
        ({"titles": [*TITLES, *TITLES]}, "language_twice"),
    ],
)
def test_an_invitation_that_does_not_fit_says_why(administrator, tie, stranger, change, code):
    with pytest.raises(NotReady) as refused:
        begin(PERSON, actor=administrator, payload=INVITATION | change)
    assert refused.value.unmet[0].code == code


def test_a_liaison_of_a_partner_is_kept_by_the_owner_city(administrator, tie, home, partner):
    wanted = {"acts_for": "harbour", "roles": ["liaison"]}
    person = begin(PERSON, actor=administrator, payload=INVITATION | wanted)
    assert (person.city_id, person.owner_city_id) == (partner.id, home.id)
    assert act(person, "resend_invitation", administrator).state == PersonState.INVITED
    assert db.session.query(OutboxMessage).count() == 2
    assert (
        begin(
            PERSON,
            actor=administrator,
            payload=INVITATION | {"acts_for": "portland", "email": "own@portland.example"},
        ).city_id
        == home.id
    )


def test_suspension_ends_sessions_and_tokens(officer, administrator, browser):
    browser(officer)
    secret, row = identity.new_token(officer, "x", timedelta(days=1))
    saved(row)
    act(officer, "suspend", administrator, REASON)
    assert db.session.query(WebSession).count() == 0
    assert db.session.query(ApiToken).one().revoked_at is not None
    assert identity.person_of_token(secret) is None


def test_weighty_steps_ask_for_a_second_factor(officer, administrator):
    for action, payload in (("change_roles", {"roles": ["clerk"]}), ("reset_second_factor", {})):
        for stale in (None, now() - timedelta(hours=1)):
            with pytest.raises(StepUpNeeded):
                act(officer, action, administrator, payload, confirmed_at=stale)
