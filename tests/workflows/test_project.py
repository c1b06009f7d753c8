"""An exchange project: what each step asks, refuses and does."""

from decimal import Decimal

import pytest

from exchange.errors import NotFound, NotReady
from exchange.models import Document, Event, PartialDate, Tie, TieKind, db
from exchange.workflows.perform import begin, perform
from exchange.workflows.project import PROJECT
from tests.office import happened
from tests.postgres import ON_BOTH
from tests.workflows.journeys import SHA256, begun_project, project_draft, walk


@ON_BOTH
def test_a_project_goes_from_draft_to_closed(invited_project, officer, director, liaison):
    closed = walk(
        "projects",
        invited_project,
        (liaison, "accept", {"note": "With joy."}),
        (officer, "start"),
        (officer, "postpone", {"reason": "A storm."}),
        (officer, "resume", {"starts_on": "2027-06-01", "ends_on": "2027-06-09"}),
        (officer, "start"),
        (
            officer,
            "report",
            {"outcome": "They sang.", "people_took_part": 19, "final_cost": "290.10"},
        ),
        (director, "close", {"thanks": "Letter IR-2027-0004"}),
    )
    assert (closed.state, closed.people_took_part, closed.thanks) == (
        "closed",
        19,
        "Letter IR-2027-0004",
    )
    assert closed.final_cost == Decimal("290.1")
    told = db.session.query(Event).filter_by(subject_id=closed.id).order_by(Event.position).all()
    assert [event.position for event in told] == list(range(1, closed.version + 1))
    assert [event.action for event in told][:4] == [
        "begin",
        "submit",
        "approve",
        "issue_invitation",
    ]


def test_an_unready_proposal_says_everything_that_is_missing(officer, make_city):
    make_city("nowhere")
    bare = {"partner": "nowhere", "type": "sport", "title": "Race"}
    project = begin(PROJECT, actor=officer, payload=bare)
    with pytest.raises(NotReady) as refusal:
        perform(PROJECT, project.id, "submit", actor=officer)
    assert [unmet.code for unmet in refusal.value.unmet] == [
        "words_missing",
        "dates_missing",
        "reply_date_missing",
        "people_missing",
        "budget_unbalanced",
        "no_tie",
    ]
    assert "add up to 0; the total says 0" in str(refusal.value)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"purpose_partner": ""}, "words_missing"),
        ({"ends_on": ""}, "dates_missing"),
        ({"reply_by": "2027-05-01"}, "reply_date_missing"),
        ({"reply_by": ""}, "reply_date_missing"),
        ({"participant_count": 0, "participants": []}, "people_missing"),
        ({"participant_count": 1, "participants": [{"name": "A"}] * 2}, "people_missing"),
        ({"budget_total": "300"}, "budget_unbalanced"),
        ({"budget": []}, "budget_unbalanced"),
    ],
)
def test_a_proposal_is_submitted_only_when_it_is_whole(officer, tie, said, code):
    project = begun_project(officer, **said)
    with pytest.raises(NotReady) as refusal:
        perform(PROJECT, project.id, "submit", actor=officer)
    assert [unmet.code for unmet in refusal.value.unmet] == [code]


@pytest.mark.parametrize(
    ("began", "ended", "stands"),
    [
        (PartialDate(2001), None, True),
        (PartialDate(2999), None, False),
        (None, None, False),
        (PartialDate(2001), PartialDate(2020), False),
    ],
)
def test_only_a_tie_that_certainly_stands_will_do(officer, home, partner, began, ended, stands):
    db.session.add(
        Tie(
            owner_city_id=home.id,
            partner_city_id=partner.id,
            kind=TieKind.FRIENDSHIP,
            began=began,
            ended=ended,
            source="the test",
        )
    )
    db.session.commit()
    (submit,) = (
        offer
        for offer in PROJECT.available_actions(begun_project(officer), officer)
        if offer.action == "submit"
    )
    assert ([unmet.code for unmet in submit.unmet] == []) is stands


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"partner": "atlantis"}, "no_such_city"),
        ({"partner": "portland"}, "same_city"),
        ({"ends_on": "2027-04-30"}, "dates_reversed"),
        ({"budget": [{"item": "x", "city": "atlantis", "amount": "1"}]}, "no_such_city"),
        ({"budget": [{"item": "x", "city": "harbour", "amount": "1.005"}]}, "too_many_decimals"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(officer, tie, said, code):
    with pytest.raises(NotReady) as refusal:
        begun_project(officer, **said)
    assert [unmet.code for unmet in refusal.value.unmet] == [code]
    assert happened() == 0


def test_a_draft_without_a_currency_takes_the_offices(officer, tie):
    assert begun_project(officer, budget_currency="").budget_currency == "EUR"


@ON_BOTH
def test_editing_writes_the_draft_anew(officer, tie):
    project = begun_project(officer)
    changed = project_draft(title="Other", participants=[], budget=[], budget_total="0")
    edited = walk("projects", project, (officer, "edit", changed))
    assert (edited.title, edited.participants, edited.budget) == ("Other", [], [])
    assert edited.version == 2


def test_a_returned_proposal_carries_the_remarks_back(submitted_project, director):
    returned = walk("projects", submitted_project, (director, "return", {"remarks": "Too dear."}))
    assert (returned.state, returned.decision_note) == ("draft", "Too dear.")


def test_the_letter_is_frozen_when_it_is_decided_on(submitted_project, director, officer):
    approved = walk("projects", submitted_project, (director, "approve", {"note": "Good."}))
    paper = db.session.query(Document).one()
    approved.title = "changed behind"
    assert paper.facts["title"]["en"] == "Choir exchange"
    assert [step["role"] for step in paper.facts["approval"]] == ["draft", "decide"]
    assert paper.facts["approval"][1]["post"]["en"] == "Director"
    assert paper.shared_at is None


def test_nobody_is_invited_before_the_letter_is_issued(submitted_project, director, system):
    approved = walk("projects", submitted_project, (director, "approve"))
    with pytest.raises(NotReady) as refusal:
        perform(
            PROJECT,
            approved.id,
            "issue_invitation",
            actor=system,
            payload={"number": "IR-1", "sha256": SHA256},
        )
    assert [unmet.code for unmet in refusal.value.unmet] == ["letter_missing"]


@ON_BOTH
def test_the_partner_knows_nothing_before_the_letter(
    submitted_project, director, liaison, system, issue_letter
):
    def sees(case):
        with pytest.raises(NotFound):
            perform(PROJECT, case.id, "accept", actor=liaison)

    sees(submitted_project)
    sees(walk("projects", submitted_project, (director, "approve")))


def test_a_letter_of_a_project_called_off_meanwhile_stays_at_home(
    submitted_project, director, issue_letter
):
    walk(
        "projects",
        submitted_project,
        (director, "approve"),
        (director, "cancel", {"reason": "budget"}),
    )
    paper = issue_letter(submitted_project)
    assert (paper.state, paper.shared_at) == ("issued", None)


@pytest.mark.parametrize(
    ("dates", "first"),
    [({}, "2027-05-01"), ({"starts_on": "2027-07-01", "ends_on": "2027-07-03"}, "2027-07-01")],
)
def test_the_partners_wishes_go_back_into_the_draft(invited_project, liaison, dates, first):
    wish = {"remarks": "A month later?"} | dates
    draft = walk("projects", invited_project, (liaison, "propose_changes", wish))
    assert (draft.state, str(draft.starts_on)) == ("draft", first)
    assert draft.decision_note == "A month later?"


def test_a_partner_who_knows_of_it_is_not_exchanged_for_another(
    invited_project, liaison, officer, make_city
):
    make_city("nowhere")
    walk("projects", invited_project, (liaison, "propose_changes", {"remarks": "Later."}))
    with pytest.raises(NotReady) as refusal:
        perform(
            PROJECT,
            invited_project.id,
            "edit",
            actor=officer,
            payload=project_draft(partner="nowhere", budget=[]),
        )
    assert [unmet.code for unmet in refusal.value.unmet] == ["partner_invited"]


def test_new_dates_must_be_in_order(invited_project, liaison, officer):
    walk(
        "projects", invited_project, (liaison, "accept"), (officer, "postpone", {"reason": "ill"})
    )
    reversed_days = {"starts_on": "2027-06-09", "ends_on": "2027-06-01"}
    with pytest.raises(NotReady) as refusal:
        perform(PROJECT, invited_project.id, "resume", actor=officer, payload=reversed_days)
    assert [unmet.code for unmet in refusal.value.unmet] == ["dates_reversed"]
