"""Fixtures every test may use. Anything used by one folder lives in that folder's conftest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from pathlib import Path

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient

from exchange import identity
from exchange.app import create_app
from exchange.config import Config
from exchange.models import (
    City,
    Country,
    Office,
    PartialDate,
    Person,
    Role,
    Tie,
    TieKind,
    db,
)
from tests import sharing
from tests.aid import items, make_appeal, make_pledge
from tests.claims import make_claim
from tests.making import make_letter, make_mailing, make_project, make_shipment, saved
from tests.office import administrator, director, make_line, make_post
from tests.postgres import fresh_database, postgres
from tests.servers import queue_server
from tests.visits import browser, fresh

__all__ = [
    "administrator",
    "browser",
    "director",
    "fresh",
    "items",
    "make_appeal",
    "make_claim",
    "make_letter",
    "make_line",
    "make_mailing",
    "make_pledge",
    "make_post",
    "make_project",
    "make_shipment",
    "postgres",
]

PASSWORD = "correct horse battery staple"


class Visit(FlaskClient):
    """A client whose every request is a request of its own, whatever context the test is in."""

    def open(self, *args, **more):
        answer = Context().run(super().open, *args, **more)
        if has_app_context():
            db.session.rollback()  # the test reads anew what the request stored
        return answer


QUIET = {
    "TESTING": True,
    "RATELIMIT_ENABLED": False,
    "SECURITY_PASSWORD_HASH": "plaintext",
    "SECURITY_HASHING_SCHEMES": ["hex_md5"],
    "SECURITY_DEPRECATED_HASHING_SCHEMES": [],
}


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory) -> Iterator[str]:
    """A real queue server of this test process."""
    with queue_server(tmp_path_factory.mktemp("queue")) as url:
        yield url


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory, redis_url: str) -> Flask:
    """The app of this test process; a test takes it by `app`."""
    folder = tmp_path_factory.mktemp("shared")
    return sharing.build(
        sharing.settings_in(folder, f"sqlite:///{folder / sharing.NAME}", redis_url)
    )


@pytest.fixture
def database_url(request: pytest.FixtureRequest, shared_app: Flask) -> Iterator[str]:
    """SQLite, or a fresh PostgreSQL database where a test asks for it (tests.postgres.ON_BOTH)."""
    if getattr(request, "param", "sqlite") == "sqlite":
        with sharing.emptied(shared_app) as address:
            yield address
        return
    with fresh_database(request.getfixturevalue("postgres")) as address:
        yield address


@pytest.fixture
def config(tmp_path: Path, redis_url: str, database_url: str) -> Config:
    return sharing.settings_in(tmp_path, database_url, redis_url)


@pytest.fixture
def app(config: Config, shared_app: Flask) -> Iterator[Flask]:
    """The app of this test process, or one of this test's own where its settings are its own."""
    if sharing.fits(shared_app, config):
        with sharing.lent(shared_app, config), used(shared_app):
            yield shared_app
        return
    own = create_app(config)
    with used(own):
        db.create_all()
        yield own


@contextmanager
def used(app: Flask) -> Iterator[None]:
    """Make the app quiet and open it, and leave it with nothing at hand."""
    app.config.update(TESTING=True, RATELIMIT_ENABLED=False)
    app.test_client_class = Visit
    identity.limiter.enabled = False
    app.extensions["queue"].empty()
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def make_city(app: Flask) -> Callable[..., City]:
    def make(slug: str, language: str = "en", *, office: bool = True, **facts) -> City:
        country = db.session.query(Country).filter_by(code=facts.get("country", "XX")).first()
        country = country or Country(
            code=facts.get("country", "XX"),
            names={"en": "Somewhere", "ko": "어느 나라"},
            region="Nowhere",
            calling_code="+0",
            currency="EUR",
            relations_with=["XX"],
        )
        name = slug.replace("-", " ").title()
        city = City(
            slug=slug,
            names={"en": name, "ko": f"{name}시"},
            official_names={"en": f"City of {name}", "ko": f"{name}시"},
            government_names={"en": f"{name} City Hall"},
            head_titles={"en": "Mayor", "ko": "시장"},
            country=country,
            letter_language=language,
            timezone=facts.get("timezone", "Europe/Berlin"),
        )
        if office:
            city.office = Office(
                names={"en": "International Relations"},
                addresses={"en": "1 Square"},
                telephone="",
                website="",
                series_prefix="IR",
                currency="EUR",
                check_url="http://127.0.0.1:8000",
                company_prefix="8800000",
            )
        return saved(city)

    return make


@pytest.fixture
def home(make_city) -> City:
    return make_city("portland")


@pytest.fixture
def partner(make_city) -> City:
    return make_city("harbour")


@pytest.fixture
def stranger(make_city) -> City:
    return make_city("elsewhere")


@pytest.fixture
def tie(home: City, partner: City) -> Tie:
    return saved(
        Tie(
            owner_city_id=home.id,
            partner_city_id=partner.id,
            kind=TieKind.SISTER,
            began=PartialDate(2001),
            source="the test",
        )
    )


@pytest.fixture
def make_person(app: Flask, home: City):
    def make(role: Role, city: City | None = None, name: str | None = None) -> Person:
        city = city or home
        name = name or f"{role.value} {city.slug}"
        person = identity.new_person(
            None,
            (role,),
            name=name,
            title={"en": name, "ko": name},
            email=f"{name.replace(' ', '.')}@{city.slug}.example",
            city=city,
            language="en",
        )
        return saved(person)

    return make


@pytest.fixture
def officer(make_person, director) -> Person:
    """One who proposes, in an office where the director decides."""
    return make_person(Role.OFFICER)


@pytest.fixture
def clerk(make_person) -> Person:
    return make_person(Role.CLERK)


@pytest.fixture
def liaison(make_person, partner: City) -> Person:
    return make_person(Role.LIAISON, partner)


@pytest.fixture
def system(app: Flask) -> Person:
    return saved(
        identity.new_person(
            None,
            (Role.SYSTEM,),
            name="system",
            title={"en": "The service", "ko": "시스템"},
            email="system@localhost",
            active=False,
            city=None,
        )
    )
