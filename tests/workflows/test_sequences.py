"""Whatever people do in whatever order: nothing is approved past its line, or unseen."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange import clock, history
from exchange.approvals import waited_for
from exchange.errors import ExchangeError
from exchange.models import (
    AbsenceState,
    CaseKind,
    Document,
    Outcome,
    Part,
    Person,
    Project,
    ProjectState,
    db,
)
from exchange.posts import deputies_of
from exchange.workflows.agreeing import ACTIONS
from exchange.workflows.content import content_of
from exchange.workflows.perform import perform
from exchange.workflows.project import PROJECT
from exchange.workflows.reading import note_reading
from exchange.workflows.routing import GIVEN
from tests.office import away
from tests.workflows.journeys import begun_project, project_draft

SEQUENCES = 60
WHO = ("officer", "team", "budget", "youth", "chief", "mayor", "archive")
MOVES = ("submit", "review", "concur", "approve", "return", "reject", "recall", "withdraw", "edit")
SAID: dict[str, Any] = {
    "return": {"remarks": "More.", "points": [{"field": "title", "remark": "Longer."}]},
    "reject": {"reason": "No."},
    "withdraw": {"reason": "No time."},
}
move = st.tuples(st.sampled_from(MOVES), st.sampled_from(WHO), st.booleans())
event = st.one_of(
    move,
    move,
    move,
    st.tuples(st.just("next"), st.none(), st.none()),
    st.tuples(st.just("next"), st.none(), st.none()),
    st.tuples(st.just("away"), st.sampled_from(WHO), st.sampled_from(WHO)),
    st.tuples(st.just("back"), st.none(), st.none()),
    st.tuples(st.just("line"), st.none(), st.none()),
    st.tuples(st.just("rewrite"), st.none(), st.none()),
)


@dataclass
class Stage:
    """One case, its office, and what was agreed to by whom on which content."""

    case: Project
    people: dict[str, Person]
    change_line: Callable[[], object]
    absences: list[Any] = field(default_factory=list)

    def play(self, kind: str, one: Any, other: Any) -> None:
        if kind == "away" and one != other:
            today = clock.today("Europe/Berlin")
            self.absences.append(away(self.people[one], self.people[other], today, today))
        elif kind == "back":
            for absence in self.absences:
                absence.state = AbsenceState.REVOKED
            self.absences.clear()
            db.session.commit()
        elif kind == "line":
            self.change_line()
        elif kind == "rewrite":
            self.case.title = f"{self.case.title}!"  # behind the door's back
            db.session.commit()
        elif kind == "next":
            self._let_the_next_agree()
        elif kind in MOVES:
            self._take(kind, self.people[one], reads=bool(other))

    def _let_the_next_agree(self) -> None:
        for step, takers in waited_for(self.case)[:1]:
            for taker in takers[:1]:
                self._take(ACTIONS[step.part], taker.person, reads=True)

    def _take(self, action: str, who: Person, *, reads: bool) -> None:
        if reads:
            note_reading(self.case, who)
        payload = SAID.get(action, {})
        if action == "edit":
            payload = project_draft(title=f"Choir {clock.now().microsecond}")
        try:
            perform(
                PROJECT,
                self.case.id,
                action,
                actor=who,
                payload=payload,
                confirmed_at=clock.now(),
            )
        except ExchangeError:
            return
        if action in {"review", "concur", "approve"}:
            self._was_rightful(who)

    def _was_rightful(self, who: Person) -> None:
        """Whoever agreed is neither the author nor their deputy, and saw what was frozen."""
        run = self.case.approval
        today = clock.today("Europe/Berlin")
        authors = {self.case.officer_id, run.author_id}
        assert who.id not in authors
        assert not any(who.id in deputies_of(run.city_id, one, today) for one in authors)
        assert history.digest(content_of(self.case)) == run.content_sha256

    def check(self) -> None:
        run = self.case.approval
        if self.case.state == ProjectState.APPROVED:
            acting = [step for step in run.steps if step.part is not Part.INFORM]
            assert all(step.outcome in GIVEN for step in acting)
            assert acting[-1].part is Part.DECIDE
            assert acting[-1].outcome is Outcome.AGREED
            assert run.outcome is Outcome.AGREED
            assert db.session.query(Document).filter_by(subject_id=self.case.id).count() == 1
        elif run is not None:
            assert run.outcome is not Outcome.AGREED
        if self.case.state == ProjectState.IN_APPROVAL:
            open_stages = {s.stage for s in run.steps if s.outcome is Outcome.OPEN}
            assert len(open_stages) == 1
            given_later = [
                s for s in run.steps if s.outcome is Outcome.AGREED and s.stage > min(open_stages)
            ]
            assert given_later == []


@pytest.fixture
def stage(office, officer, make_line, make_post) -> Callable[[], Stage]:
    """Return a callable that begins another case in the same office."""
    people = office | {"officer": officer}
    again = [
        make_post("budget-again", people["budget"]),
        make_post("chief-again", people["chief"]),
    ]

    def change_line() -> object:
        return make_line(CaseKind.PROJECT, (Part.CONCUR, again[0]), (Part.DECIDE, again[1]))

    def begin() -> Stage:
        return Stage(begun_project(officer), people, change_line)

    return begin


def test_no_sequence_of_steps_approves_what_it_should_not(stage):
    ends = play_sequences(stage, SEQUENCES)
    assert ends["approved"], "some of them have to come through"


@pytest.mark.soak
def test_ten_thousand_sequences_approve_nothing_they_should_not(stage):
    assert play_sequences(stage, 10_000)["approved"]


def play_sequences(stage, count: int) -> Counter[str]:
    """Play so many sequences, checking after every step; return where the cases ended."""
    ends: Counter[str] = Counter()

    @settings(
        max_examples=count,
        deadline=timedelta(seconds=30),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(event, min_size=4, max_size=25))
    def play(events) -> None:
        one = stage()
        for kind, who, other in [("submit", "officer", True), *events]:
            one.play(kind, who, other)
            one.check()
        one.play("back", None, None)
        ends[one.case.state.value] += 1

    play()
    return ends
