"""Everybody who may act on a case between two cities, and cases walked to a state."""

from datetime import timedelta
from decimal import Decimal

import pytest

from exchange import clock, history
from exchange.models import (
    BEING_MADE,
    WITHDRAWN,
    AbsenceState,
    CaseKind,
    Document,
    DocumentKind,
    DocumentState,
    LineState,
    Part,
    Person,
    PostState,
    ProjectState,
    Role,
    db,
)
from tests.office import away
from tests.workflows.journeys import (
    DISPATCH,
    ISSUED,
    PACKING,
    SHA256,
    begun_project,
    begun_shipment,
    walk,
)

MADE = frozenset(DocumentState) - BEING_MADE - {DocumentState.FAILED}


@pytest.fixture
def everyone(
    make_person, administrator, officer, director, clerk, liaison, system, home, partner
) -> dict:
    """Return one person a role: the owner's by role, the partner's as `partner's role`."""
    others = {
        f"partner's {role.value}": make_person(role, partner)
        for role in (Role.OFFICER, Role.DIRECTOR, Role.CLERK)
    }
    return {
        "officer": officer,
        "director": director,
        "clerk": clerk,
        "liaison": make_person(Role.LIAISON, home),
        "administrator": administrator,
        "auditor": make_person(Role.AUDITOR),
        "centre staff": make_person(Role.CENTRE_STAFF),
        **others,
        "partner's liaison": liaison,
        "system": system,
    }


@pytest.fixture
def administrator(make_person) -> Person:
    return make_person(Role.ADMINISTRATOR)


@pytest.fixture
def make_document(make_project, officer):
    """Return a callable that makes a paper in a state, as if ordered for some project."""
    count = iter(range(1, 10_000))

    def make(state=DocumentState.QUEUED) -> Document:
        project, number = make_project(ProjectState.INVITED), next(count)
        paper = Document(
            kind=DocumentKind.INVITATION,
            number=f"XX-{number}",
            check_code=f"XXXX-{number:04}",
            subject_kind="project",
            subject_id=project.id,
            title=project.title,
            owner_city_id=project.owner_city_id,
            partner_city_id=project.partner_city_id,
            ordered_by_id=officer.id,
            languages=["en"],
            facts={"copies": 2, "languages": ["en", "en"], "title": {"en": "Choir exchange"}},
            facts_sha256=history.digest({}),
            state=state,
            sha256=SHA256 if state in MADE else None,
            shared_at=clock.now() if state in MADE - {DocumentState.ISSUED} else None,
            void_reason="because" if state in WITHDRAWN else "",
        )
        db.session.add(paper)
        db.session.commit()
        return paper

    return make


@pytest.fixture
def office_makers(make_post, make_line, make_person, clerk, home):
    """Return one callable a noun of the office, each given a state."""
    count = iter(range(1, 10_000))

    def post(state=PostState.OPEN):
        return make_post(f"post-{next(count)}", clerk, state=state)

    def line(state=LineState.DRAFT):
        return make_line(CaseKind.LETTER, (Part.DECIDE, post()), state=state)

    def absence(state=AbsenceState.NOTED):
        first = clock.today(home.timezone) + timedelta(days=9)
        one, other = (make_person(Role.CLERK, name=f"clerk {next(count)}") for _ in range(2))
        return away(one, other, first, first + timedelta(days=3), state)

    return {"posts": post, "lines": line, "absences": absence}


@pytest.fixture
def submitted_project(officer, tie):
    return walk("projects", begun_project(officer), (officer, "submit"))


@pytest.fixture
def issue_letter(system):
    """Return a callable that has the only paper of a case issued, as a worker would."""

    def issue(case) -> Document:
        paper = db.session.query(Document).filter_by(subject_id=case.id).one()
        return walk("documents", paper, (system, "render"), (system, "issue", ISSUED))

    return issue


@pytest.fixture
def invited_project(submitted_project, director, system, issue_letter):
    approved = walk("projects", submitted_project, (director, "approve"))
    paper = issue_letter(approved)
    letter = {"number": paper.number, "sha256": paper.sha256}
    return walk("projects", approved, (system, "issue_invitation", letter))


@pytest.fixture
def packed_shipment(officer, director, clerk, tie):
    return walk(
        "shipments",
        begun_shipment(officer),
        (officer, "submit"),
        (director, "approve"),
        (clerk, "pack", PACKING),
    )


@pytest.fixture
def receiving_shipment(packed_shipment, clerk, liaison):
    return walk(
        "shipments", packed_shipment, (clerk, "dispatch", DISPATCH), (liaison, "start_receiving")
    )


@pytest.fixture
def office(officer, make_person, make_post, make_line, tie) -> dict[str, Person]:
    """A line of a review, two concurrences side by side, a decision, and one to be informed."""
    names = ("team", "budget", "youth", "chief", "mayor", "archive")
    people = {name: make_person(Role.OFFICER, name=name) for name in names}
    mayor = make_post("mayors-office", people["mayor"])
    chief = make_post("chief", people["chief"], mayor)
    posts = {name: make_post(f"{name}-post", people[name], chief) for name in names[:3]}
    make_line(
        CaseKind.PROJECT,
        (Part.REVIEW, posts["team"]),
        (Part.CONCUR, posts["budget"], "money"),
        (Part.CONCUR, posts["youth"], "people"),
        (Part.DECIDE, mayor),
        (Part.INFORM, make_post("archive-post", people["archive"])),
        delegations=((Decimal(1000), chief),),
    )
    return people


@pytest.fixture
def submitted(officer, office):
    return walk("projects", begun_project(officer), (officer, "submit"))
