"""What an absence must satisfy: one's own, with a deputy who is there, and never rewritten."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import Absence, AbsenceState, Person, Role, db
from exchange.workflows.colleagues import colleague, own_city
from exchange.workflows.engine import Inputs, Told


def is_theirs(absence: Absence, actor: Person) -> UnmetCondition | None:
    """People note their own absence; an administrator may for anybody."""
    if actor.id == absence.person_id or Role.ADMINISTRATOR in actor.parts:
        return None
    return UnmetCondition("not_yours", N_("Only they themselves or an administrator may do this."))


def not_over(absence: Absence, _actor: Person) -> UnmetCondition | None:
    """What has passed stays as it was."""
    if absence.ends_on >= _today(absence) - timedelta(days=1):
        return None
    return UnmetCondition("over", N_("This absence is over."))


def not_begun(absence: Absence, _actor: Person) -> UnmetCondition | None:
    """Only what has not begun before today can be taken back; the rest can be ended."""
    if absence.starts_on >= _today(absence):
        return None
    return UnmetCondition("begun", N_("It has begun: end it on a day instead."))


def create(actor: Person, inputs: Inputs) -> Absence:
    """Note an absence of the actor, or of whom an administrator names."""
    city = own_city(actor)
    person = colleague(city.id, inputs["person"]) if inputs["person"] else actor
    deputy = colleague(city.id, inputs["deputy"])
    absence = Absence(
        owner_city=city,
        owner_city_id=city.id,
        person=person,
        person_id=person.id,
        deputy=deputy,
        deputy_id=deputy.id,
        starts_on=inputs["starts_on"],
        ends_on=inputs["ends_on"],
        state=AbsenceState.NOTED,
    )
    if absence.starts_on < _today(absence):
        raise NotReady(
            UnmetCondition("in_the_past", N_("What has passed stays: give a later day."))
        )
    if unmet := is_theirs(absence, actor) or _impossible(absence):
        raise NotReady(unmet)
    return absence


def end_on(absence: Absence, _actor: Person, inputs: Inputs) -> Told:
    """Come back earlier, or stay away longer; days that have passed stay."""
    last: date = inputs["ends_on"]
    before, absence.ends_on = absence.ends_on, last
    if last < max(absence.starts_on, _today(absence) - timedelta(days=1)):
        raise NotReady(
            UnmetCondition("in_the_past", N_("What has passed stays: give a later day."))
        )
    if unmet := _impossible(absence):
        raise NotReady(unmet)
    return {"before": before.isoformat()}


def _impossible(absence: Absence) -> UnmetCondition | None:
    if absence.person_id == absence.deputy_id:
        return UnmetCondition("own_deputy", N_("Nobody can stand for themselves."))
    if _is_away(absence, absence.person_id):
        return UnmetCondition("away_already", N_("They are away on some of these days already."))
    if _is_away(absence, absence.deputy_id):
        return UnmetCondition("deputy_away", N_("The deputy is away on some of these days too."))
    return None


def _is_away(absence: Absence, person_id: UUID) -> bool:
    noun: Any = Absence
    found = db.session.scalar(
        select(noun.id)
        .where(
            noun.id != absence.id,
            noun.state == AbsenceState.NOTED,
            noun.person_id == person_id,
            noun.starts_on <= absence.ends_on,
            or_(noun.ends_on.is_(None), noun.ends_on >= absence.starts_on),
        )
        .limit(1)
    )
    return found is not None


def _today(absence: Absence) -> date:
    return clock.today(absence.owner_city.timezone)
