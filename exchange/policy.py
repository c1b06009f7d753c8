"""Who may do what, where: one table, and one question asked of it."""

from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Protocol
from uuid import UUID

from exchange.approvals import turn_of
from exchange.clock import now
from exchange.models import Part, Person, Role


class Permission(StrEnum):
    """Named subject:action; the whole vocabulary of authority."""

    PROJECT_PREPARE = "project:prepare"
    PROJECT_CLOSE = "project:close"
    PROJECT_INVITE = "project:invite"
    PROJECT_ANSWER = "project:answer"
    LETTER_PREPARE = "letter:prepare"
    LETTER_ISSUE = "letter:issue"
    LETTER_CANCEL = "letter:cancel"
    MAILING_PREPARE = "mailing:prepare"
    MAILING_MAKE = "mailing:make"
    MAILING_CANCEL = "mailing:cancel"
    SHIPMENT_PREPARE = "shipment:prepare"
    SHIPMENT_CANCEL = "shipment:cancel"
    SHIPMENT_PACK = "shipment:pack"
    SHIPMENT_DISPATCH = "shipment:dispatch"
    SHIPMENT_TRACK = "shipment:track"
    SHIPMENT_RECEIVE = "shipment:receive"
    CASE_REVIEW = "case:review"
    CASE_CONCUR = "case:concur"
    CASE_DECIDE = "case:decide"
    CASE_RETURN = "case:return"
    CASE_ESCALATE = "case:escalate"
    POST_KEEP = "post:keep"
    LINE_KEEP = "line:keep"
    ABSENCE_NOTE = "absence:note"
    DOCUMENT_ORDER = "document:order"
    DOCUMENT_RENDER = "document:render"
    DOCUMENT_RETRY = "document:retry"
    DOCUMENT_SEND = "document:send"
    DOCUMENT_ACKNOWLEDGE = "document:acknowledge"
    DOCUMENT_VOID = "document:void"
    REGISTER_READ = "register:read"
    PERSON_READ = "person:read"
    PERSON_MANAGE = "person:manage"
    PERSON_ACCEPT = "person:accept"
    PERSON_EDIT_OWN = "person:edit_own"


P = Permission

STAFF = frozenset({P.REGISTER_READ, P.ABSENCE_NOTE})
OWNER_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: STAFF
    | {P.PROJECT_PREPARE, P.LETTER_PREPARE, P.SHIPMENT_PREPARE, P.DOCUMENT_RETRY}
    | {P.MAILING_PREPARE, P.MAILING_CANCEL, P.DOCUMENT_ORDER},
    Role.CLERK: STAFF
    | {P.SHIPMENT_PACK, P.SHIPMENT_DISPATCH, P.SHIPMENT_TRACK}
    | {P.DOCUMENT_RETRY, P.DOCUMENT_VOID},
    Role.DIRECTOR: STAFF
    | {P.PROJECT_CLOSE, P.SHIPMENT_CANCEL, P.SHIPMENT_DISPATCH, P.DOCUMENT_VOID}
    | {P.LETTER_CANCEL, P.MAILING_CANCEL, P.DOCUMENT_ORDER},
    Role.LIAISON: frozenset({P.ABSENCE_NOTE}),
    Role.CENTRE_STAFF: frozenset({P.ABSENCE_NOTE}),
    Role.ADMINISTRATOR: STAFF | {P.PERSON_READ, P.PERSON_MANAGE, P.POST_KEEP, P.LINE_KEEP},
    Role.AUDITOR: frozenset({P.PERSON_READ, P.REGISTER_READ}),
}
PARTNER_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.LIAISON: frozenset(
        {P.PROJECT_ANSWER, P.SHIPMENT_TRACK, P.SHIPMENT_RECEIVE, P.DOCUMENT_ACKNOWLEDGE}
    ),
    Role.CLERK: frozenset({P.SHIPMENT_RECEIVE}),
}
GLOBAL_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.SYSTEM: frozenset(
        {P.PROJECT_INVITE, P.LETTER_ISSUE, P.DOCUMENT_RENDER, P.DOCUMENT_SEND, P.CASE_ESCALATE}
        | {P.MAILING_MAKE}
    ),
}
# Held by whoever may act today for the post of an open step, whatever role they have.
STEP_GRANTS: dict[Permission, frozenset[Part]] = {
    P.CASE_REVIEW: frozenset({Part.REVIEW}),
    P.CASE_CONCUR: frozenset({Part.CONCUR}),
    P.CASE_DECIDE: frozenset({Part.DECIDE}),
    P.CASE_RETURN: frozenset({Part.REVIEW, Part.CONCUR, Part.DECIDE}),
}
# What anybody may do with their own account, whatever their part.
OWN_GRANTS: frozenset[Permission] = frozenset({P.PERSON_ACCEPT, P.PERSON_EDIT_OWN})
NO_GRANTS: frozenset[Permission] = frozenset()
# Parts that decide or administer: their word counts, so they prove twice who they are.
DECIDING = frozenset({Role.DIRECTOR, Role.ADMINISTRATOR})
# Parts that write papers, or see to it that they can be written.
WORDING = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
DECISIONS = frozenset(
    {
        *STEP_GRANTS,
        P.PROJECT_CLOSE,
        P.LETTER_CANCEL,
        P.SHIPMENT_CANCEL,
        P.DOCUMENT_VOID,
        P.PERSON_MANAGE,
        P.POST_KEEP,
        P.LINE_KEEP,
    }
)
# Pages that are no case of any kind: what is asked of somebody to read them for their own city.
PAGES: dict[str, Permission] = {"register": P.REGISTER_READ}
_freshness = {"within": timedelta(minutes=15)}
# The side somebody stands on, and the role they play there: ("owner", "officer").
Right = tuple[str, str]


class BetweenCities(Protocol):
    """Anything that lies between an owner city and a partner city."""

    @property
    def owner_city_id(self) -> UUID | None:
        """The city that begins it; none keeps the service's own account."""

    @property
    def partner_city_id(self) -> UUID | None:
        """The city that answers."""

    @property
    def shared_at(self) -> datetime | None:
        """When the partner first came to know of it."""


def may(actor: Person, permission: Permission, subject: BetweenCities) -> bool:
    """Say whether `actor` holds `permission` over `subject`; nothing is allowed by default."""
    return bool(rights(actor, permission, subject))


def rights(actor: Person, permission: Permission, subject: BetweenCities) -> tuple[Right, ...]:
    """Return by what right `actor` holds `permission` over `subject`, named as in `holders`."""
    if permission in STEP_GRANTS:
        turn = turn_of(actor, subject, STEP_GRANTS[permission])
        return () if turn is None else (("post", turn.step.part.value),)
    if permission in OWN_GRANTS:
        return holders(permission) if is_own(actor, subject) else ()
    sides = _sides_of(actor, subject)
    parts = actor.parts
    return tuple(one for one in holders(permission) if one[0] in sides and one[1] in parts)


def may_begin(actor: Person, permission: Permission) -> bool:
    """Say whether `actor` may begin a case of their own city under `permission`."""
    return keeps_office(actor) and bool(rights_to_begin(actor, permission))


def keeps_office(actor: Person) -> bool:
    """Say whether the city of `actor` keeps an office here; without one it begins nothing."""
    return actor.city is not None and actor.city.office is not None


def rights_to_begin(actor: Person, permission: Permission) -> tuple[Right, ...]:
    """Return by what right `actor` holds `permission` over what their own city begins."""
    return tuple(
        (side, role)
        for side, role in holders(permission)
        if side == "owner" and role in actor.parts
    )


def may_read_page(actor: Person, page: str) -> bool:
    """Say whether `actor` may read that page of their own city."""
    return actor.city_id is not None and bool(rights_to_begin(actor, PAGES[page]))


def is_fresh(confirmed_at: datetime | None) -> bool:
    """Say whether a second factor given at that moment still counts."""
    return confirmed_at is not None and now() - confirmed_at <= _freshness["within"]


def keep_fresh(within: timedelta) -> None:
    """Set for how long a second factor counts, for this whole process."""
    _freshness["within"] = within


def may_see(actor: Person, subject: BetweenCities, reading: Permission | None = None) -> bool:
    """Say whether `subject` exists for `actor`: their own city's, or shared with their city.

    Where cases of its kind ask for a permission to be read, `actor` holds `reading` as well.
    """
    if actor.city_id is None:
        return Role.SYSTEM in actor.parts
    ours, theirs = sides_read(actor, reading)
    if actor.city_id == subject.owner_city_id:
        return ours
    return theirs and actor.city_id == subject.partner_city_id and subject.shared_at is not None


def exists_for(actor: Person, subject: BetweenCities, reading: Permission | None = None) -> bool:
    """Say whether the door knows of `subject` for `actor`: they may see it, or it is theirs."""
    return may_see(actor, subject, reading) or is_own(actor, subject)


def sides_read(actor: Person, reading: Permission | None) -> tuple[bool, bool]:
    """Say whether `actor` may read cases their city owns, and those shared with their city."""
    if reading is None:
        return True, True
    ours, theirs = (
        any(reading in grants.get(role, NO_GRANTS) for role in actor.parts)
        for grants in (OWNER_GRANTS, PARTNER_GRANTS)
    )
    return ours, theirs


def is_own(actor: Person, subject: BetweenCities) -> bool:
    """Say whether `subject` is the very account of `actor`."""
    return isinstance(subject, Person) and subject.id == actor.id


def must_prove_twice(person: Person) -> bool:
    """Say whether a part this person plays asks for a second factor."""
    return not DECIDING.isdisjoint(person.parts)


def may_read_words(person: Person) -> bool:
    """Say whether it is for this person to know how far papers are translated."""
    return keeps_office(person) and not WORDING.isdisjoint(person.parts)


@cache
def holders(permission: Permission) -> tuple[Right, ...]:
    """List who could act under `permission`: the side (owner, partner, service) and the role.

    For a step of an approval line: `post`, and the part that post has in the line.
    """
    if permission in STEP_GRANTS:
        return tuple(("post", part.value) for part in Part if part in STEP_GRANTS[permission])
    if permission in OWN_GRANTS:
        return (("own", "account"),)
    sides = (("owner", OWNER_GRANTS), ("partner", PARTNER_GRANTS), ("service", GLOBAL_GRANTS))
    return tuple(
        (side, role.value)
        for side, grants in sides
        for role, granted in grants.items()
        if permission in granted
    )


def _sides_of(actor: Person, subject: BetweenCities) -> frozenset[str]:
    sides = (("owner", subject.owner_city_id), ("partner", subject.partner_city_id))
    return frozenset({"service", *(side for side, city in sides if city == actor.city_id)})
