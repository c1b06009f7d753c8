"""What an account must satisfy at each step, and what each step does to it."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from exchange import clock, letters
from exchange.errors import N_, NotPermitted, NotReady, UnmetCondition
from exchange.models import (
    ApiToken,
    City,
    Credential,
    ForeignAccount,
    Grant,
    NoticeKind,
    Passkey,
    Person,
    PersonState,
    RecoveryCode,
    Role,
    Tie,
    WebSession,
    db,
)
from exchange.notices import tell
from exchange.workflows.engine import Inputs, Told
from exchange.workflows.handing_over import bars_nobody, hand_over, open_cases
from exchange.workflows.partner_cities import city_by_slug

# Those who act for another city answer it there; they run nothing here.
FOR_PARTNERS = frozenset({Role.LIAISON, Role.CLERK})
LAST = UnmetCondition(
    "last_administrator", N_("This is the city's last administrator; appoint another first.")
)


def not_oneself(person: Person, actor: Person) -> UnmetCondition | None:
    """Nobody widens, ends or resets their own account."""
    if person.id != actor.id:
        return None
    return UnmetCondition(
        "oneself", N_("This is your own account; another administrator decides.")
    )


def not_the_last_administrator(person: Person, _actor: Person) -> UnmetCondition | None:
    """Somebody can always manage the city's people."""
    is_one = person.state == PersonState.ACTIVE and Role.ADMINISTRATOR in person.parts
    return LAST if is_one and not _other_administrators(person) else None


def invite(actor: Person, inputs: Inputs) -> Person:
    """Make an account of the actor's city, and owe the mail that opens it."""
    home = actor.city
    if home is None:
        raise NotReady(UnmetCondition("no_city", N_("You act for no city.")))
    city = _city_acted_for(home, inputs["acts_for"])
    roles = _roles(inputs, is_partner=city.id != home.id)
    person = Person(
        email=_free_address(inputs["email"]),
        city=city,
        city_id=city.id,
        owner_city=home,
        owner_city_id=home.id,
        grants=[Grant(role=role) for role in roles],
    )
    edit(person, actor, inputs)
    letters.invite(person)
    return person


def edit(person: Person, _actor: Person, inputs: Inputs) -> None:
    """Write the account's facts anew."""
    tags = [one["in_language"] for one in inputs["titles"]]
    if len(tags) != len(set(tags)):
        raise NotReady(
            UnmetCondition("language_twice", N_("Each language can have one title only."))
        )
    person.name, person.language = inputs["full_name"], inputs["language"]
    person.title = {one["in_language"]: one["words"] for one in inputs["titles"]}


def edit_own(person: Person, _actor: Person, inputs: Inputs) -> None:
    """Write what people say of themselves; the zone of their city is not kept as their own."""
    person.name, person.language = inputs["full_name"], inputs["language"]
    zone = inputs["timezone"]
    person.timezone = None if person.city and zone == person.city.timezone else zone


def send_again(person: Person, _actor: Person, _inputs: Inputs) -> None:
    """Owe the mail once more; an earlier link goes on working until one is used."""
    letters.invite(person)


def change_roles(person: Person, actor: Person, inputs: Inputs) -> Told:
    """Give exactly these parts, and keep on record which there were; programs start anew."""
    roles = _roles(inputs, is_partner=person.city_id != person.owner_city_id)
    before = sorted(role.value for role in person.parts)
    if Role.ADMINISTRATOR not in roles:
        _keep_an_administrator(person, actor)
    kept = [grant for grant in person.grants if grant.role in roles]
    new = [Grant(role=role) for role in roles if role not in person.parts]
    person.grants = [*kept, *new]
    _end_access(person)
    return {"before": before, "after": sorted(role.value for role in roles)}


def suspend(person: Person, actor: Person, _inputs: Inputs) -> None:
    """Shut every door at once."""
    _keep_an_administrator(person, actor)
    _end_access(person)


def reset_second_factor(person: Person, actor: Person, _inputs: Inputs) -> None:
    """Forget all they proved themselves with, and owe the mail by which they begin anew.

    The password goes too: whoever knows it must not be able to give the next second factor.
    """
    _forget_proofs(person)
    _end_access(person)
    letters.invite(person)
    tell(person, NoticeKind.SECOND_FACTOR_RESET, by=actor)


def leave(person: Person, actor: Person, inputs: Inputs) -> Told:
    """Hand over what is open, shut every door, and keep the name in the history only."""
    _keep_an_administrator(person, actor)
    cases = open_cases(person)
    handed = []
    if cases:
        successor = _successor(person, inputs["successor"])
        if unmet := bars_nobody(cases, successor):
            raise NotReady(unmet)
        handed = hand_over(cases, person, successor, actor)
    _forget_proofs(person)
    _end_access(person)
    return {"handed_over": handed}


def successors_of(person: Person) -> list[Person]:
    """Return who may take over from `person`: active officers of the same city."""
    return list(
        db.session.scalars(
            select(Person)
            .join(Grant)
            .where(
                Grant.role == Role.OFFICER,
                Person.state == PersonState.ACTIVE,
                Person.city_id == person.city_id,
                Person.id != person.id,
            )
            .order_by(Person.name)
        ).unique()
    )


def _successor(person: Person, wanted: UUID | None) -> Person:
    for one in successors_of(person):
        if one.id == wanted:
            return one
    raise NotReady(
        UnmetCondition(
            "successor_missing", N_("Choose an active officer who takes over the open cases.")
        )
    )


def _city_acted_for(home: City, slug: str) -> City:
    if not slug or slug == home.slug:
        return home
    city, day = city_by_slug(slug), clock.today(home.timezone)
    ties = db.session.scalars(
        select(Tie).where(Tie.owner_city_id == home.id, Tie.partner_city_id == city.id)
    )
    if not any(tie.may_be_in_force(day) for tie in ties):
        raise NotReady(UnmetCondition("no_tie", N_("There is no tie in force with this city.")))
    return city


def _roles(inputs: Inputs, *, is_partner: bool) -> list[Role]:
    roles = [Role(part.value) for part in dict.fromkeys(inputs["roles"])]
    if is_partner and not FOR_PARTNERS.issuperset(roles):
        raise NotReady(
            UnmetCondition(
                "partner_roles", N_("Who acts for another city can be its liaison or clerk only.")
            )
        )
    return roles


def _free_address(written: str) -> str:
    address = written.lower()
    if db.session.scalar(select(Person.id).where(func.lower(Person.email) == address)):
        raise NotReady(
            UnmetCondition("address_taken", N_("Somebody has this e-mail address already."))
        )
    return address


def _other_administrators(person: Person) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Person)
            .join(Grant)
            .where(
                Grant.role == Role.ADMINISTRATOR,
                Person.state == PersonState.ACTIVE,
                Person.city_id == person.city_id,
                Person.id != person.id,
            )
        )
        or 0
    )


def _keep_an_administrator(person: Person, actor: Person) -> None:
    """Ask once more with the city's row locked: two who end each other wait in line.

    The second finds themself without the right, also where somebody else would be left.
    """
    locked = select(City.id).where(City.id == person.city_id).with_for_update(key_share=True)
    db.session.scalar(locked)
    still = select(Grant.id).join(Person).where(Person.id == actor.id, Person.active)
    if db.session.scalar(still.where(Grant.role == Role.ADMINISTRATOR)) is None:
        raise NotPermitted(N_("This is not yours to do."))
    if not_the_last_administrator(person, person):
        raise NotReady(LAST)


def _end_access(person: Person) -> None:
    """End every session and token."""
    _run(delete(WebSession).where(WebSession.person_id == person.id))
    _run(
        update(ApiToken)
        .where(ApiToken.person_id == person.id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def _forget_proofs(person: Person) -> None:
    for noun in (RecoveryCode, Passkey, ForeignAccount):
        _run(delete(noun).where(noun.person_id == person.id))
    nothing = {"password": None, "totp_secret": None, "totp_counter": None}
    _run(update(Credential).where(Credential.person_id == person.id).values(**nothing))


def _run(change: Any) -> None:
    db.session.execute(change, execution_options={"synchronize_session": "fetch"})
