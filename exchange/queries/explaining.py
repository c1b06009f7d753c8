"""May somebody do something here, and why: the door's own questions, asked and answered aloud."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from exchange.errors import N_
from exchange.models import City, Person, Role
from exchange.permissions import OWN_GRANTS, STEP_GRANTS, Permission
from exchange.policy import (
    Right,
    exists_for,
    holders,
    is_ours,
    keeps_office,
    rights,
    rights_to_begin,
)
from exchange.queries.explaining_posts import of_posts, of_steps
from exchange.queries.findings import Answer, Finding, against, as_is, con, fact, pro, unmet
from exchange.workflows.engine import Subject, Transition, Workflow
from exchange.workflows.perform import BEGIN


@dataclass(frozen=True, slots=True)
class Abroad:
    """A city that keeps no office here."""

    office: None = None


@dataclass(frozen=True, slots=True)
class Imagined:
    """A case that is not there: what a permission would give over one like it."""

    owner_city_id: UUID | None = None
    addressed_ids: frozenset[UUID] = frozenset()
    behalf_city_id: UUID | None = None
    shared_at: datetime | None = None
    owner_city: City | Abroad | None = None


def explain(
    flow: Workflow,
    action: str,
    person: Person,
    subject: Subject | None = None,
    reader: Person | None = None,
) -> Answer:
    """Say whether `person` may take `action` on `subject`, or on a case of this kind, and why.

    The answer is the door's own, asked without an input: what an effect refuses for a wrong count
    or date nobody can foresee. A `reader` of the partner city is not told the owner's own affairs.
    """
    if action == BEGIN:
        return Answer(tuple(_of_beginning(flow, person)))
    rows = flow.find(action)
    if subject is None:
        return Answer(tuple(_in_general(flow, rows, person)))
    told = [*_of_account(person, rows[0].permission), _of_sight(flow, subject, person)]
    inner = list(_of_case(flow, action, subject, person))
    if reader is not None and (whose := _whose_affair(flow, action, subject, reader)):
        inner = [(con if against(inner) else pro)("internal", whose)]
    return Answer((*told, _of_need(rows), *inner))


def _whose_affair(flow: Workflow, action: str, subject: Subject, reader: Person) -> str:
    """Return the sentence that `action` is the other city's own affair, if it is."""
    if flow.is_internal(action) and not is_ours(reader, subject):
        return N_("This is the owner city's own affair; no more is told here.")
    if flow.is_theirs(action) and reader.city_id != subject.partner_city_id:
        return N_("This is the partner city's own affair; no more is told here.")
    return ""


def _of_case(flow: Workflow, action: str, subject: Subject, person: Person) -> Iterable[Finding]:
    rows = flow.find(action)
    mine = flow.permitted(action, subject, person)
    yield _of_right(subject, person, mine or rows)
    here = [row for row in mine or rows if subject.state in row.source]
    states = sorted({f"{flow.kind}.state.{one}" for row in rows for one in row.source})
    now = [f"{flow.kind}.state.{subject.state}"]
    if not here:
        message = N_("It stands at “%(state)s”; this can be done only at: %(states)s.")
        yield con("state", message, state=now, states=states)
        return
    yield pro("state", N_("It stands at “%(state)s”, where this can be done."), state=now)
    if mine:
        yield from _of_conditions(here[0], subject, person)
    yield from _of_second_factor(row for row in here if row.asks_twice(subject))


def _of_conditions(row: Transition, subject: Subject, person: Person) -> Iterable[Finding]:
    missing = row.unmet(subject, person)
    yield from map(unmet, missing)
    if row.guards and not missing:
        yield pro("conditions", N_("Every condition is met."))


def _of_account(person: Person, permission: Permission) -> Iterable[Finding]:
    """Say whether they can sign in; the service and who is invited come without it."""
    if Role.SYSTEM in person.parts or permission in OWN_GRANTS:
        return
    yes, no = N_("The account is active."), N_("The account is not active; nobody signs in by it.")
    yield pro("account", yes) if person.active else con("account", no)


def _of_sight(flow: Workflow, subject: Subject, person: Person) -> Finding:
    if exists_for(person, subject, flow.read):
        return pro("sight", N_("They may see the case."))
    message = N_("The case is of other cities; for them it does not exist.")
    if subject.is_kept_for(person.city_id) and flow.read is not None:
        message = N_("Cases of this kind are seen only by who may read them: %(holders)s.")
        return con("sight", message, holders=_keys(holders(flow.read)))
    if person.city_id in subject.addressed_ids and subject.shared_at is None:
        message = N_("The case is not shared with their city yet; until then it does not exist.")
    return con("sight", message)


def _of_need(rows: Iterable[Transition]) -> Finding:
    asked = list(dict.fromkeys(row.permission for row in rows))
    return fact(
        "permission",
        N_("It needs the permission %(permission)s. That is held by: %(holders)s."),
        permission=[as_is(one.value) for one in asked],
        holders=_keys(right for one in asked for right in holders(one)),
    )


def _of_right(subject: Subject, person: Person, rows: Iterable[Transition]) -> Finding:
    asked = list(dict.fromkeys(row.permission for row in rows))
    parts = frozenset(part for one in asked for part in STEP_GRANTS.get(one, ()))
    if parts:
        return of_steps(subject, person, parts)
    return _of_parts(person, (right for one in asked for right in rights(person, one, subject)))


def _of_parts(person: Person, held: Iterable[Right]) -> Finding:
    if found := _keys(held):
        return pro("right", N_("They hold it as: %(rights)s."), rights=found)
    return con(
        "right",
        N_("They do not hold it: for %(city)s they are %(parts)s."),
        city=[person.city.names if person.city else "access.no_city"],
        parts=[f"person.role.{role}" for role in sorted(person.parts)] or ["access.no_part"],
    )


def _of_beginning(flow: Workflow, person: Person) -> Iterable[Finding]:
    opening = flow.beginning
    if opening is None:
        yield con("beginning", N_("Nobody begins one of these; the service does."))
        return
    yield from _of_account(person, opening.permission)
    held = rights_to_begin(person, opening.permission)
    yes, no = N_("Their city keeps an office here."), N_("Their city keeps no office here.")
    if keeps_office(person):
        yield pro("office", yes)
    else:
        yield (fact if held else con)("office", no)
    message = N_("It needs the permission %(permission)s. That is held by: %(holders)s.")
    needed = [one for one in holders(opening.permission) if one[0] in {"owner", "abroad"}]
    asked = [as_is(opening.permission.value)]
    yield fact("permission", message, permission=asked, holders=_keys(needed))
    yield _of_parts(person, held)


def _in_general(flow: Workflow, rows: tuple[Transition, ...], person: Person) -> Iterable[Finding]:
    yield from _of_account(person, rows[0].permission)
    yield _of_need(rows)
    if any(row.permission in STEP_GRANTS for row in rows):
        yield of_posts(person)
    else:
        theirs = frozenset(() if person.city_id is None else (person.city_id,))
        like = (
            Imagined(person.city_id, owner_city=person.city),
            Imagined(None, theirs),
            Imagined(None, theirs, person.city_id, owner_city=Abroad()),
            person,
        )
        yield _of_parts(
            person,
            (
                right
                for row in rows
                for one in (like[3:] if row.permission in OWN_GRANTS else like[:3])
                for right in rights(person, row.permission, one)
            ),
        )
    states = sorted({f"{flow.kind}.state.{one}" for row in rows for one in row.source})
    yield fact("states", N_("It can be done at: %(states)s."), states=states)
    yield from _of_second_factor(rows)


def _of_second_factor(rows: Iterable[Transition]) -> Iterable[Finding]:
    if any(row.step_up for row in rows):
        yield fact("step_up", N_("A second factor is asked for, given not long ago."))


def _keys(found: Iterable[Right]) -> list[str]:
    return list(dict.fromkeys(f"person.{side}.{role}" for side, role in found))
