"""Who may do what, where: the questions asked of the table of permissions."""

from datetime import datetime, timedelta
from functools import cache
from typing import Protocol
from uuid import UUID

from exchange.approvals import turn_of
from exchange.clock import now
from exchange.models import GUESTS, Part, Person, Role
from exchange.permissions import (
    ABROAD_GRANTS,
    BEHALF_GRANTS,
    DECIDING,
    FOR_PARTNER_GRANTS,
    GLOBAL_GRANTS,
    NO_GRANTS,
    OWN_GRANTS,
    OWNER_GRANTS,
    PAGES,
    PARTNER_GRANTS,
    STEP_GRANTS,
    WORDING,
    Permission,
)

FOR_PARTNER = frozenset[Permission]().union(*FOR_PARTNER_GRANTS.values())
_freshness = {"within": timedelta(minutes=15)}
# The side somebody stands on, and the role they play there: ("owner", "officer").
Right = tuple[str, str]


class BetweenCities(Protocol):
    """Anything that lies between an owner city and a partner city."""

    @property
    def owner_city_id(self) -> UUID | None:
        """The city that begins it; none keeps the service's own account."""

    @property
    def behalf_city_id(self) -> UUID | None:
        """The city that keeps it on behalf of the owner, if any does."""

    @property
    def addressed_ids(self) -> frozenset[UUID]:
        """The cities that answer, or read it."""

    @property
    def shared_at(self) -> datetime | None:
        """When the other side first came to know of it."""


def may(actor: Person, permission: Permission, subject: BetweenCities) -> bool:
    """Say whether `actor` holds `permission` over `subject`; nothing is allowed by default."""
    return bool(rights(actor, permission, subject))


def rights(actor: Person, permission: Permission, subject: BetweenCities) -> tuple[Right, ...]:
    """Return by what right `actor` holds `permission` over `subject`, named as in `holders`."""
    if _is_elsewhere(actor, subject):
        return ()
    if permission in STEP_GRANTS:
        turn = turn_of(actor, subject, STEP_GRANTS[permission])
        return () if turn is None else (("post", turn.step.part.value),)
    if permission in OWN_GRANTS:
        return holders(permission) if is_own(actor, subject) else ()
    sides = _sides_of(actor, permission, subject)
    if permission in FOR_PARTNER and speaks_for_partner(actor, subject):
        sides |= {"for_partner"}
    parts = actor.parts
    return tuple(one for one in holders(permission) if one[0] in sides and one[1] in parts)


def may_begin(actor: Person, permission: Permission) -> bool:
    """Say whether `actor` may begin a case of their own city under `permission`."""
    return bool(rights_to_begin(actor, permission))


def keeps_office(actor: Person) -> bool:
    """Say whether the city of `actor` keeps an office here."""
    return actor.city is not None and actor.city.office is not None


def rights_to_begin(actor: Person, permission: Permission) -> tuple[Right, ...]:
    """Return by what right `actor` may begin a case of their own city under `permission`.

    A city that keeps no office here begins nothing but what its liaison may announce from abroad.
    """
    side = "owner" if keeps_office(actor) else "abroad"
    return tuple(one for one in holders(permission) if one[0] == side and one[1] in actor.parts)


def stands_in(actor: Person, subject: BetweenCities) -> bool:
    """Say whether the city of `actor` keeps the case for an owner without an office here."""
    return actor.city_id is not None and actor.city_id == subject.behalf_city_id


def is_ours(actor: Person, subject: BetweenCities) -> bool:
    """Say whether the case is of the city of `actor`, or in its care."""
    return actor.city_id == subject.owner_city_id or stands_in(actor, subject)


def owner_is_abroad(subject: BetweenCities) -> bool:
    """Say whether `subject` is owned by a city that keeps no office here."""
    owner = getattr(subject, "owner_city", None)
    return owner is not None and owner.office is None


def acts_for_owner(actor: Person, permission: Permission, subject: BetweenCities) -> bool:
    """Say whether `actor` holds `permission` only on behalf of the owner, another city."""
    if not any(side == "behalf" for side, _ in holders(permission)):
        return False
    held = rights(actor, permission, subject)
    return bool(held) and all(side == "behalf" for side, _ in held)


def may_read_page(actor: Person, page: str) -> bool:
    """Say whether `actor` may read that page of their own city."""
    return actor.city_id is not None and any(
        PAGES[page] in OWNER_GRANTS.get(role, NO_GRANTS) for role in actor.parts
    )


def may_read_page_of(actor: Person, page: str, city_id: UUID) -> bool:
    """Say whether `actor` may read that page, and it is one of their own city."""
    return actor.city_id == city_id and may_read_page(actor, page)


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
    if _is_elsewhere(actor, subject):
        return False
    ours, theirs = sides_read(actor, reading)
    if actor.city_id in {subject.owner_city_id, subject.behalf_city_id}:
        return ours
    return theirs and actor.city_id in subject.addressed_ids and subject.shared_at is not None


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


def speaks_for_partner(actor: Person, subject: BetweenCities) -> bool:
    """Say whether `actor` stands with the owner, and the partner keeps no office here."""
    partner = getattr(subject, "partner_city", None)
    return actor.city_id == subject.owner_city_id and partner is not None and not partner.office


def must_prove_twice(person: Person) -> bool:
    """Say whether a part this person plays asks for a second factor."""
    return not DECIDING.isdisjoint(person.parts)


def may_read_words(person: Person) -> bool:
    """Say whether it is for this person to know how far papers are translated."""
    return keeps_office(person) and not WORDING.isdisjoint(person.parts)


@cache
def holders(permission: Permission) -> tuple[Right, ...]:
    """List who could act under `permission`: the side and the role.

    Sides are the owner, the partner, the partner on `behalf` of an owner without an office here,
    such an owner itself (`abroad`), and the service.

    For a step of an approval line: `post`, and the part that post has in the line.
    """
    if permission in STEP_GRANTS:
        return tuple(("post", part.value) for part in Part if part in STEP_GRANTS[permission])
    if permission in OWN_GRANTS:
        return (("own", "account"),)
    sides = (
        ("owner", OWNER_GRANTS),
        ("partner", PARTNER_GRANTS),
        ("behalf", BEHALF_GRANTS),
        ("abroad", ABROAD_GRANTS),
        ("for_partner", FOR_PARTNER_GRANTS),
        ("service", GLOBAL_GRANTS),
    )
    return tuple(
        (side, role.value)
        for side, grants in sides
        for role, granted in grants.items()
        if permission in granted
    )


def _is_elsewhere(actor: Person, subject: BetweenCities) -> bool:
    """Say whether `actor` is a guest, and this not the one case they were let in for."""
    is_guest = not GUESTS.isdisjoint(actor.parts)
    return is_guest and actor.confined_to != getattr(subject, "id", None)


def _sides_of(actor: Person, permission: Permission, subject: BetweenCities) -> frozenset[str]:
    """Return where `actor` stands; an owner's office is asked for only where it matters."""
    city, found = actor.city_id, {"service"}
    if city is None:
        return frozenset(found)
    if city == subject.owner_city_id:
        found.add("owner")
    if city in subject.addressed_ids:
        found.add("partner")
    asked = {side for side, _ in holders(permission)}
    if "behalf" in asked and city == subject.behalf_city_id:
        found.add("behalf")
    if "abroad" in asked and "owner" in found and owner_is_abroad(subject):
        found.add("abroad")
    return frozenset(found)
