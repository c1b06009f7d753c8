"""An office in which somebody can decide: posts, who holds them, and lines in force."""

import itertools
from datetime import date

import pytest
from sqlalchemy import select

from exchange import clock, history
from exchange.models import (
    Absence,
    AbsenceState,
    ApprovalLine,
    CaseKind,
    City,
    Delegation,
    Event,
    Holding,
    LineState,
    LineStep,
    Part,
    Person,
    Post,
    PostState,
    Role,
    db,
)
from exchange.models.opening import begin_writing
from exchange.workflows.reading import note_reading

LONG_AGO = date(2000, 1, 1)


def begun(kind: str, case, actor: Person | None = None):
    """Store a case of the office with the event that began it."""
    begin_writing(db.session)
    with db.session.no_autoflush:
        actor = actor or db.session.scalars(select(Person).limit(1)).one()
        history.append(kind, case, "begin", ("", case.state.value), actor, {})
        db.session.add(case)
    db.session.commit()
    return case


@pytest.fixture
def make_post(home: City):
    """Return a callable that makes a post, held by `holder` if one is given."""

    def make(code: str, holder: Person | None = None, superior: Post | None = None, **more):
        name = code.replace("-", " ").capitalize()
        held = [Holding(person=holder, starts_on=LONG_AGO)] if holder else []
        return begun(
            "post",
            Post(
                owner_city=more.get("city", home),
                code=code,
                names={"en": name, "ko": f"{name} 자리"},
                superior=superior,
                holdings=held,
                state=more.get("state", PostState.OPEN),
            ),
        )

    return make


@pytest.fixture
def make_line(home: City):
    """Return a callable that puts a line in force: (part, post, matter …) each."""
    count = itertools.count(1)

    def make(
        kind: CaseKind, *steps: tuple, delegations: tuple = (), state=LineState.IN_FORCE, city=home
    ):
        return begun(
            "approval_line",
            ApprovalLine(
                owner_city=city,
                number=f"TL-{next(count):04}",
                title="Line",
                case_kind=kind,
                currency="EUR",
                in_force_at=clock.now() if state == LineState.IN_FORCE else None,
                state=state,
                steps=[
                    LineStep(position=n, part=part, post=post, working_days=2, matter=list(matter))
                    for n, (part, post, *matter) in enumerate(steps, 1)
                ],
                delegations=[Delegation(below=below, post=post) for below, post in delegations],
            ),
        )

    return make


@pytest.fixture
def director(make_person, make_post, make_line) -> Person:
    """The one who decides on projects and shipments, alone."""
    person = make_person(Role.DIRECTOR)
    post = make_post("director", person)
    for kind in CaseKind:
        make_line(kind, (Part.DECIDE, post))
    return person


@pytest.fixture
def administrator(make_person) -> Person:
    return make_person(Role.ADMINISTRATOR)


def happened() -> int:
    """Count what happened to cases, beside the setting up of the office itself."""
    order = ("post", "approval_line", "absence")
    return db.session.query(Event).filter(Event.subject_kind.not_in(order)).count()


def away(
    person: Person, deputy: Person, first: date, last: date, state=AbsenceState.NOTED
) -> Absence:
    """Note that somebody is away, and who stands in for them."""
    return begun(
        "absence",
        Absence(
            owner_city_id=person.city_id,
            person=person,
            deputy=deputy,
            starts_on=first,
            ends_on=last,
            state=state,
        ),
        person,
    )


def read(case, *readers: Person) -> None:
    """Let each of them open the case."""
    for reader in readers:
        note_reading(case, reader)
