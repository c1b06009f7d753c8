"""Who acts for the cities of a demonstration: offices and posts; and the service's own person."""

from pathlib import Path

from flask_security import hash_password
from sqlalchemy import select

from exchange import identity
from exchange.interchange import cells
from exchange.interchange.rows import Shape, read
from exchange.interchange.upsert import TableReport, Upsert
from exchange.models import GUESTS, City, Grant, Office, Person, PersonState, Role, db

OFFICE = Shape(
    plain=(
        "city",
        "telephone",
        "website",
        "series_prefix",
        "currency",
        "company_prefix",
        "company_prefix_demo",
        "donation_review",
        "donation_review_source",
    ),
    worded=("names", "addresses"),
)
PERSON = Shape(plain=("email", "city", "roles", "language"), worded=("title",))
YES_NO = {"yes": True, "no": False}
SYSTEM = "system@localhost"
HUMAN = {role.value: role for role in Role if role not in {Role.SYSTEM, *GUESTS}}


def load_offices(path: Path, cities: dict[str, City], check_url: str) -> TableReport:
    """Load the offices; their papers are checked at `check_url`."""
    table = Upsert("offices", Office, ["city_id"])
    for row in read(path, OFFICE, ["city"]):
        city = row.get("city", cells.known_in(cities, "a known city"))
        is_reviewed = row.maybe("donation_review", cells.known_in(YES_NO, "yes or no")) or False
        if is_reviewed and not row.text("donation_review_source"):
            raise row.bad("donation_review_source", "say which rules ask for the review")
        table.put(
            city.slug,
            city_id=city.id,
            names=row.words("names", "en"),
            addresses=row.words("addresses", "en"),
            telephone=row.text("telephone"),
            website=row.text("website"),
            series_prefix=row.get("series_prefix", cells.series),
            currency=row.get("currency", cells.currency),
            check_url=check_url,
            company_prefix=row.maybe("company_prefix", cells.company_prefix) or "",
            company_prefix_demo=bool(
                row.maybe("company_prefix_demo", cells.known_in(YES_NO, "yes or no"))
            ),
            donation_review=is_reviewed,
            donation_review_source=row.text("donation_review_source"),
        )
    return table.report


def load_people(
    path: Path, cities: dict[str, City], password: str
) -> tuple[TableReport, TableReport]:
    """Load posts as people, and their roles; only a new person gets `password`."""
    people = Upsert("people", Person, ["email"])
    roles = Upsert("roles", Grant, ["person_id", "role"])
    for row in read(path, PERSON, ["email"]):
        address = row.get("email", cells.email)
        is_new = people.find(address) is None
        city = row.get("city", cells.known_in(cities, "a known city"))
        titles, language = row.words("title", "en"), row.get("language", cells.language)
        person = people.put(
            address,
            email=address,
            name=titles.get(language, titles["en"]),
            title=titles,
            language=language,
            city_id=city.id,
            owner_city_id=city.id,
            **({"state": PersonState.ACTIVE} if is_new else {}),
        )
        if is_new:
            _open(person, password)
        for role in row.get("roles", _roles):
            roles.put(f"{address}, {role}", person_id=person.id, role=role)
    return people.report, roles.report


def load_system() -> TableReport:
    """See to the one person through whom the service itself acts; nobody signs in as it."""
    report = TableReport("service")
    if db.session.scalar(select(Person).join(Grant).where(Grant.role == Role.SYSTEM)) is not None:
        report.unchanged = 1
        return report
    report.added = 1
    person = identity.new_person(
        None,
        (Role.SYSTEM,),
        name="system",
        title={"en": "The service", "ko": "시스템"},
        email=SYSTEM,
        active=False,
    )
    db.session.add(person)
    identity.write_beginning(person, source="load")
    return report


def _open(person: Person, password: str) -> None:
    """Let a post loaded for the first time in, and open its history."""
    person.password = hash_password(password)
    identity.write_beginning(person, source="load")


def _roles(cell: str) -> list[Role]:
    read_one = cells.known_in(HUMAN, f"one of {', '.join(HUMAN)}")
    return [read_one(role) for role in dict.fromkeys(cell.split(" "))]
