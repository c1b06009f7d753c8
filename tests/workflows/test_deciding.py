"""Whose turn it is, who is barred, what is asked again: the approval line at work."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from exchange import clock
from exchange.approvals import waited_for
from exchange.errors import NotPermitted, NotReady, StepUpNeeded
from exchange.models import CaseKind, Document, Event, Holding, Outcome, Part, Role, db
from exchange.workflows.perform import perform
from exchange.workflows.project import PROJECT
from tests.office import away, read
from tests.workflows.journeys import begun_project, project_draft, walk

BACK = {
    "remarks": "See the two points.",
    "points": [
        {"field": "budget", "remark": "Say who pays for the beds."},
        {"field": "title", "remark": "Name the choir."},
    ],
}


def turns(case) -> list[str]:
    return [taker.person.name for _, takers in waited_for(case) for taker in takers]


def decide(case, who, action, payload=None, **more):
    return perform(PROJECT, case.id, action, actor=who, payload=payload or {}, **more)


def refused(case, who, action, payload=None) -> list[str]:
    with pytest.raises(NotReady) as refusal:
        decide(case, who, action, payload, confirmed_at=clock.now())
    return [unmet.code for unmet in refusal.value.unmet]


def test_a_step_opens_when_the_steps_before_it_are_done(submitted, office):
    assert turns(submitted) == ["team"]
    case = walk("projects", submitted, (office["team"], "review"))
    assert turns(case) == ["budget", "youth"]
    case = walk("projects", case, (office["youth"], "concur"))
    assert turns(case) == ["budget"]
    case = walk("projects", case, (office["budget"], "concur"))
    assert turns(case) == ["chief"]
    case = walk("projects", case, (office["chief"], "approve", {"note": "Go."}))
    assert case.state == "approved"
    assert [s.outcome for s in case.approval.steps] == ["agreed"] * 4 + ["open"]
    read(case, office["archive"])
    assert case.approval.steps[-1].outcome is Outcome.SEEN


def test_only_whose_turn_it_is_may_act(submitted, office, director):
    for who in ("budget", "chief", "mayor", "archive"):
        with pytest.raises(NotPermitted):
            decide(submitted, office[who], "review")
    with pytest.raises(NotPermitted):
        decide(submitted, director, "approve")
    with pytest.raises(NotPermitted):
        decide(submitted, office["team"], "approve")


def test_nothing_is_decided_unread_or_without_a_second_factor(submitted, office):
    assert refused(submitted, office["team"], "review") == ["unread"]
    read(submitted, office["team"])
    with pytest.raises(StepUpNeeded):
        decide(submitted, office["team"], "review")
    with pytest.raises(StepUpNeeded):
        decide(submitted, office["team"], "review", confirmed_at=clock.now() - timedelta(hours=1))
    assert decide(submitted, office["team"], "review", confirmed_at=clock.now()).version == 3


def test_a_case_read_before_it_was_resubmitted_is_read_again(submitted, office, officer):
    read(submitted, office["team"])
    again = walk("projects", submitted, (officer, "recall"), (officer, "submit"))
    assert refused(again, office["team"], "review") == ["unread"]


def test_the_author_never_decides_even_as_the_new_holder(submitted, office, officer):
    team = submitted.approval.steps[0].post
    team.holdings[0].ends_on = date(2001, 1, 1)
    team.holdings.append(Holding(person=officer, starts_on=date(2001, 1, 2)))
    db.session.commit()
    read(submitted, officer)
    for action, words in (("review", {}), ("return", {"remarks": "mine"})):
        assert refused(submitted, officer, action, words) == ["own_proposal"]


def test_the_authors_deputy_never_decides(submitted, office, officer):
    today = clock.today("Europe/Berlin")
    away(officer, office["team"], today, today)
    read(submitted, office["team"])
    assert refused(submitted, office["team"], "review") == ["authors_deputy"]


def test_a_line_nobody_else_can_take_refuses_the_submission(office, officer):
    today = clock.today("Europe/Berlin")
    away(office["chief"], officer, today, today + timedelta(days=3))
    (unmet,) = _unmet_of_submission(officer)
    assert unmet.code == "nobody_can_take"
    assert "Chief" in str(unmet)


def _unmet_of_submission(officer):
    with pytest.raises(NotReady) as refusal:
        decide(begun_project(officer), officer, "submit")
    return refusal.value.unmet


def test_while_the_holder_is_away_only_the_deputy_decides_and_it_is_marked(submitted, office):
    today = clock.today("Europe/Berlin")
    case = walk("projects", submitted, (office["team"], "review"))
    case = walk("projects", case, (office["budget"], "concur"), (office["youth"], "concur"))
    away(office["chief"], office["budget"], today, today)
    with pytest.raises(NotPermitted):
        decide(case, office["chief"], "approve")
    case = walk("projects", case, (office["budget"], "approve"))
    step = case.approval.steps[3]
    assert (step.capacity, step.on_behalf_of, step.is_delegated) == (
        "deputy",
        office["chief"],
        True,
    )
    block = db.session.query(Document).one().facts["approval"]
    assert [box["role"] for box in block] == ["draft", "review", "concur", "concur", "decide"]
    assert (block[-1]["mark"], block[-1]["name"]) == ("both", "budget")
    told = db.session.query(Event).filter_by(action="approve").one().inputs["facts"]
    assert (told["capacity"], told["delegated"]) == ("deputy", True)
    assert told["on_behalf_of"] == office["chief"].title


@pytest.mark.parametrize(
    ("own_share", "decides", "delegated"),
    [("999.99", "chief", True), ("1000", "mayor", False), ("250000", "mayor", False)],
)
def test_the_amount_the_city_bears_says_who_decides(
    office, officer, own_share, decides, delegated
):
    budget = [{"item": "beds", "city": "portland", "amount": own_share}]
    case = begun_project(officer, budget=budget, budget_total=own_share)
    case = walk("projects", case, (officer, "submit"))
    step = next(s for s in case.approval.steps if s.part is Part.DECIDE)
    assert (step.is_delegated, case.approval.amount) == (delegated, Decimal(own_share))
    assert step.post.holdings[0].person is office[decides]


def test_an_amount_in_another_currency_goes_all_the_way_up(office, officer):
    case = begun_project(officer, budget_currency="JPY", budget=[], budget_total="0")
    case = walk("projects", case, (officer, "submit"))
    assert [s.is_delegated for s in case.approval.steps] == [False] * 5


def test_what_is_returned_says_which_fields_and_resubmission_shows_what_changed(
    submitted, office, officer
):
    case = walk("projects", submitted, (office["team"], "review"))
    case = walk("projects", case, (office["budget"], "concur"), (office["youth"], "concur"))
    case = walk("projects", case, (office["chief"], "return", BACK))
    assert (case.state, case.approval.outcome) == ("draft", Outcome.RETURNED)
    assert case.approval.steps[3].points == BACK["points"]
    changed = project_draft(title="Harbour choir")
    changed["budget"][0]["item"] = "beds in the hostel"
    case = walk("projects", case, (officer, "edit", changed), (officer, "submit"))
    assert [one["field"] for one in case.approval.changes] == ["title", "budget"]
    assert case.approval.changes[0] == {
        "field": "title",
        "before": "Choir exchange",
        "after": "Harbour choir",
    }
    outcomes = {s.part + str(s.position): s.outcome for s in case.approval.steps}
    assert outcomes == {
        "review1": "open",  # answers for the whole
        "concur2": "waiting",  # money changed
        "concur3": "carried",  # people did not
        "decide4": "waiting",
        "inform5": "waiting",
    }
    case = walk("projects", case, (office["team"], "review"), (office["budget"], "concur"))
    assert turns(case) == ["chief"]
    assert case.approval.round == 2


def test_an_unchanged_case_asks_only_who_sent_it_back_and_who_decides(submitted, office, officer):
    case = walk("projects", submitted, (office["team"], "review"))
    case = walk("projects", case, (office["budget"], "concur"))
    case = walk("projects", case, (office["youth"], "return", {"remarks": "Say more."}))
    case = walk("projects", case, (officer, "submit"))
    assert turns(case) == ["youth"]


def test_remarks_name_fields_the_case_has(submitted, office):
    read(submitted, office["team"])
    wrong = {"remarks": "See", "points": [{"field": "secret", "remark": "?"}]}
    assert refused(submitted, office["team"], "return", wrong) == ["no_such_field"]


def test_a_proposal_is_called_back_only_before_anybody_acted(submitted, office, officer):
    case = walk("projects", submitted, (officer, "recall"))
    assert (case.state, case.approval.outcome) == ("draft", Outcome.RECALLED)
    case = walk("projects", case, (officer, "submit"), (office["team"], "review"))
    with pytest.raises(NotReady) as refusal:
        decide(case, officer, "recall")
    assert refusal.value.unmet[0].code == "somebody_acted"
    gone = walk("projects", case, (officer, "withdraw", {"reason": "No time."}))
    assert (gone.state, gone.approval.outcome) == ("withdrawn", Outcome.WITHDRAWN)
    assert turns(gone) == []


def test_only_the_deciding_post_rejects(submitted, office):
    with pytest.raises(NotPermitted):
        decide(submitted, office["team"], "reject", {"reason": "No."})
    case = walk("projects", submitted, (office["team"], "review"))
    case = walk("projects", case, (office["budget"], "concur"), (office["youth"], "concur"))
    case = walk("projects", case, (office["chief"], "reject", {"reason": "Not this year."}))
    assert (case.state, case.approval.outcome) == ("rejected", Outcome.REJECTED)


def test_what_is_no_longer_as_submitted_is_not_agreed_to(submitted, office):
    read(submitted, office["team"])
    submitted.title = "Another title"
    db.session.commit()
    assert refused(submitted, office["team"], "review") == ["not_as_submitted"]
    assert decide(
        submitted, office["team"], "return", {"remarks": "Look."}, confirmed_at=clock.now()
    )


def test_a_new_line_changes_no_running_case(submitted, office, make_line, make_post):
    post = make_post("another", office["archive"])
    make_line(CaseKind.PROJECT, (Part.DECIDE, post))
    case = walk("projects", submitted, (office["team"], "review"))
    assert turns(case) == ["budget", "youth"]
    assert len(case.approval.steps) == 5


def test_without_a_line_in_force_nothing_is_submitted(make_person, tie, home):
    author = make_person(Role.OFFICER, name="author")
    (unmet,) = _unmet_of_submission(author)
    assert unmet.code == "no_line"
