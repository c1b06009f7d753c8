"""Reading a case: noted once, by whoever it concerns, and never lost to a second window."""

import pytest

from exchange.errors import NotReady
from exchange.models import ApprovalStep, Outcome, Part, Reading, db
from exchange.workflows import reading
from exchange.workflows.content import amount_of
from exchange.workflows.decision_rules import agreeing
from tests.office import read
from tests.workflows.journeys import walk


def test_the_same_reader_in_two_windows_is_noted_once(submitted, office, monkeypatch):
    read(submitted, office["team"])
    monkeypatch.setattr(reading, "has_read", lambda _run, _reader: False)
    read(submitted, office["team"])
    assert db.session.query(Reading).count() == 1


def test_opening_informs_only_whom_it_was_meant_for(submitted, office, liaison):
    case = walk("projects", submitted, (office["team"], "review"))
    case = walk("projects", case, (office["budget"], "concur"), (office["youth"], "concur"))
    case = walk("projects", case, (office["chief"], "approve"))
    read(case, office["mayor"], liaison)
    (to_know,) = db.session.query(ApprovalStep).filter_by(part=Part.INFORM)
    assert to_know.outcome is Outcome.OPEN
    read(case, office["archive"])
    db.session.refresh(to_know)
    assert to_know.outcome is Outcome.SEEN
    assert not db.session.query(Reading).filter_by(person_id=liaison.id).count()


def test_whose_turn_has_passed_between_gate_and_step_is_refused(submitted, office):
    with pytest.raises(NotReady) as refusal:
        agreeing(Part.REVIEW)(submitted, office["mayor"], {})
    assert refusal.value.unmet[0].code == "not_your_turn"


def test_what_has_no_amount_is_not_given_one(office):
    assert amount_of(office["mayor"]) == (None, None)
