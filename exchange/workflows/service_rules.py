"""What each step of a request does; what is personal goes into its records and nowhere else."""

from datetime import date, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import select, update

from exchange import clock, working_days
from exchange.centre_hours import open_day_after
from exchange.errors import N_, UnmetCondition
from exchange.models import (
    Centre,
    Channel,
    City,
    Person,
    PersonalRecord,
    Role,
    ServiceCase,
    ServiceOutcome,
    db,
)
from exchange.numbering import check_code, numbered
from exchange.schemas.service_cases import PERSONAL
from exchange.vault.records import change as reseal
from exchange.vault.records import keep
from exchange.workflows.colleagues import own_city
from exchange.workflows.engine import Inputs, Told
from exchange.workflows.service_records import NOTE, REQUEST, request_of

SERIES: Final = "SC"
CONTACT_DAYS: Final = 2  # days the centre is open, in which it calls
KEPT_FOR: Final = timedelta(days=365)  # after the last step


def is_asked_for_now(case: ServiceCase, _actor: Person) -> UnmetCondition | None:
    """What was set for a day is over only once that moment has come."""
    if case.starts_at is None or case.starts_at <= clock.now():
        return None
    return UnmetCondition("not_begun", N_("The appointment has not begun yet."))


def create(actor: Person, inputs: Inputs) -> ServiceCase:
    """Take a request in: what it is about here, who asked in a record of its own."""
    city = own_city(actor)
    by_resident = Role.RESIDENT in actor.parts
    today = clock.today(city.timezone)
    case = ServiceCase(
        id=actor.confined_to if by_resident else uuid4(),
        number=numbered(city, SERIES, today.year),
        reference=check_code(),
        channel=Channel.ONLINE if by_resident else inputs["channel"],
        language=inputs["language"],
        contact_by=_contact_by(city, today),
        owner_city=city,
        owner_city_id=city.id,
        officer_id=None if by_resident else actor.id,
    )
    _write(case, inputs)
    keep(city.id, REQUEST, case.id, _personal(inputs), today + KEPT_FOR)
    return case


def change(case: ServiceCase, _actor: Person, inputs: Inputs) -> None:
    """Write the request anew, before anybody has read it."""
    _write(case, inputs)
    reseal(request_of(case), _personal(inputs))
    _keep_on(case)


def triage(case: ServiceCase, actor: Person, inputs: Inputs) -> None:
    """Say what it needs; whoever read it is in charge."""
    case.topic, case.urgency = inputs["topic"], inputs["urgency"]
    case.needs_interpreter = inputs["needs_interpreter"]
    case.officer_id = actor.id
    case.outcome = None
    write_down(case, actor, inputs)


def wait(case: ServiceCase, actor: Person, inputs: Inputs) -> None:
    """Put it on the list of those who wait for a time."""
    case.starts_at = case.ends_at = None
    case.place = ""
    write_down(case, actor, inputs)


def schedule(case: ServiceCase, _actor: Person, inputs: Inputs) -> None:
    """Set the time and the place."""
    case.starts_at, case.ends_at, case.place = (
        inputs["starts_at"],
        inputs["ends_at"],
        inputs["place"],
    )
    _keep_on(case)


def refer(case: ServiceCase, actor: Person, inputs: Inputs) -> None:
    """Hand it to another body, which the resident agreed to."""
    case.referred_to = inputs["referred_to"]
    write_down(case, actor, inputs)


def resolve(case: ServiceCase, actor: Person, inputs: Inputs) -> None:
    """Say what came of it."""
    outcome: ServiceOutcome = inputs["outcome"]
    case.outcome = outcome
    write_down(case, actor, inputs)


def reopen(case: ServiceCase, actor: Person, inputs: Inputs) -> None:
    """Take it up again."""
    case.outcome = None
    write_down(case, actor, inputs)


def end(case: ServiceCase, _actor: Person, _inputs: Inputs) -> None:
    """Leave it be; from here its personal records have so long to live."""
    _keep_on(case)


def write_down(case: ServiceCase, actor: Person, inputs: Inputs) -> Told | None:
    """Keep what was said as a record of its own, and say that something was."""
    _keep_on(case)
    if not inputs["note"]:
        return None
    facts = {"note": inputs["note"], "by": str(actor.id), "at": clock.now().isoformat()}
    keep(case.owner_city_id, NOTE, case.id, facts, _last_day(case.owner_city))
    return {"written_down": True}


def _contact_by(city: City, today: date) -> date:
    """Return by when the centre calls; where its hours are not known, working days count."""
    centre = db.session.scalar(select(Centre).where(Centre.city_id == city.id))
    day = open_day_after(centre, today, CONTACT_DAYS) if centre else None
    return day or working_days.after(today, CONTACT_DAYS, city.country.code)


def _write(case: ServiceCase, inputs: Inputs) -> None:
    for name in ("topic", "meeting", "wished", "needs_interpreter"):
        setattr(case, name, inputs[name])


def _personal(inputs: Inputs) -> dict[str, str]:
    return {name: inputs[name] for name in PERSONAL}


def _keep_on(case: ServiceCase) -> None:
    """Let what is personal live on from the last step, not from the first."""
    db.session.execute(
        update(PersonalRecord)
        .where(PersonalRecord.subject_id == case.id, PersonalRecord.purged_at.is_(None))
        .values(purge_on=_last_day(case.owner_city))
    )


def _last_day(city: City) -> date:
    return clock.today(city.timezone) + KEPT_FOR
