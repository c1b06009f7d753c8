"""Who may read of people, and what that reading gives."""

import pytest

from exchange import clock
from exchange.errors import NotFound, NotPermitted, NotReady
from exchange.models import ProjectState, Role
from exchange.permissions import Permission
from exchange.policy import holders, is_own, may_see, must_prove_twice, sides_read
from exchange.queries import cases
from exchange.workflows.perform import begin
from exchange.workflows.person import PERSON
from exchange.workflows.registry import WORKFLOWS
from tests.workflows.accounts import INVITATION


def test_people_are_seen_only_by_who_may(
    officer, administrator, make_person, liaison, director, partner, system
):
    auditor = make_person(Role.AUDITOR)
    foreign = make_person(Role.ADMINISTRATOR, partner)
    for reader in (administrator, auditor):
        assert cases.find(PERSON, officer.id, reader) is officer
        assert cases.page_of(PERSON, reader).total >= 4
        assert sum(cases.counts_by_state(PERSON, reader).values()) >= 4
    for reader in (officer, director, liaison, foreign):
        with pytest.raises(NotFound):
            cases.find(PERSON, officer.id, reader)
        mine = cases.page_of(PERSON, reader)
        assert all(p.owner_city_id == reader.city_id for p in mine.rows)
    assert cases.page_of(PERSON, officer).total == 0
    assert cases.counts_by_state(PERSON, officer) == {}
    assert may_see(system, officer, Permission.PERSON_READ)


def test_an_auditor_reads_everything_and_does_nothing(make_person, make_project, officer):
    auditor = make_person(Role.AUDITOR)
    project = make_project()
    assert cases.find(WORKFLOWS["projects"], project.id, auditor) is project
    for flow, case in ((WORKFLOWS["projects"], project), (PERSON, officer)):
        assert flow.available_actions(case, auditor) == ()


def test_an_administrator_decides_nothing_by_it(administrator, make_project):
    for state in ProjectState:
        offers = WORKFLOWS["projects"].available_actions(make_project(state), administrator)
        assert offers == ()


def test_somebody_of_no_city_invites_nobody(system):
    with pytest.raises(NotPermitted):
        begin(PERSON, actor=system, payload=INVITATION)
    system.city = None
    with pytest.raises(NotReady):
        PERSON.beginning.create(system, {})


def test_the_policy_answers_about_accounts(officer, director, make_project):
    assert is_own(officer, officer)
    assert not is_own(officer, director)
    assert not is_own(officer, make_project())
    assert must_prove_twice(director)
    assert not must_prove_twice(officer)
    assert sides_read(officer, None) == (True, True)
    assert sides_read(officer, Permission.PERSON_READ) == (False, False)
    assert holders(Permission.PERSON_ACCEPT) == (("own", "account"),)
    assert ("owner", "administrator") in holders(Permission.PERSON_MANAGE)
    assert clock.now() >= officer.created_at
