"""A city's own accounts: its sign-in service says who somebody is, never that they exist here."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app
from sqlalchemy import func, select

from exchange.identity.keeping import kept
from exchange.models import City, ForeignAccount, Person, PersonState, db

EXTENSION = "city accounts"
PATIENCE = 10
OPEN = (PersonState.INVITED, PersonState.ACTIVE)


@dataclass(frozen=True, slots=True)
class Provider:
    """One city's sign-in service, as the file of the installation names it.

    `second_factor` lists the words in the provider's `amr` or `acr` that count as a second
    factor; with none listed, its word counts as a password only.
    """

    city: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    second_factor: frozenset[str]


def install(app: Flask, place: Path | None) -> None:
    """Read the providers, and make ready to ask them; nothing is asked before it is needed."""
    providers = _read(place) if place else {}
    oauth = OAuth(app)
    for slug, one in providers.items():
        oauth.register(
            slug,
            client_id=one.client_id,
            client_secret=one.client_secret,
            server_metadata_url=f"{one.issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "timeout": PATIENCE,
            },
        )
    app.extensions[EXTENSION] = (providers, oauth)


def providers() -> Mapping[str, Provider]:
    """Return the providers by the slug of their city."""
    known: Mapping[str, Provider] = current_app.extensions[EXTENSION][0]
    return known


def client(slug: str) -> Any:
    """Return what speaks with one city's provider."""
    return current_app.extensions[EXTENSION][1].create_client(slug)


def public_url() -> str:
    """Return the address providers send people back to."""
    address: str = current_app.extensions["config"].public_url
    return address


def person_of_claims(provider: Provider, claims: Mapping[str, Any]) -> Person | None:
    """Return whom the provider's word is of: by subject, or at first by a verified address.

    Only people of the provider's own city are found, and only while their account is open.
    """
    issuer, subject = str(claims["iss"]), str(claims["sub"])
    if issuer.rstrip("/") != provider.issuer:
        return None
    known = db.session.scalar(
        select(ForeignAccount).where(
            ForeignAccount.issuer == issuer, ForeignAccount.subject == subject
        )
    )
    if known is not None:
        person = db.session.get(Person, known.person_id)
    elif claims.get("email_verified") is True:
        person = _by_address(provider, str(claims.get("email", "")))
    else:
        return None
    if person is None or person.city is None or person.city.slug != provider.city:
        return None
    return person if person.state in OPEN else None


def remember(person: Person, claims: Mapping[str, Any]) -> None:
    """Know this account by its subject from now on, whatever its address becomes."""
    issuer, subject, person_id = str(claims["iss"]), str(claims["sub"]), person.id
    with kept():
        known = select(ForeignAccount.id).where(
            ForeignAccount.issuer == issuer, ForeignAccount.subject == subject
        )
        if db.session.scalar(known) is None:
            db.session.add(ForeignAccount(person_id=person_id, issuer=issuer, subject=subject))


def proved_twice(provider: Provider, claims: Mapping[str, Any]) -> bool:
    """Say whether the provider's word counts as a second factor too."""
    said = claims.get("amr")
    words = {str(word) for word in said} if isinstance(said, list) else set()
    return not provider.second_factor.isdisjoint(words | {str(claims.get("acr", ""))})


def _by_address(provider: Provider, address: str) -> Person | None:
    """Find who was invited under an address; an account tied to another subject is not taken."""
    person = db.session.scalar(
        select(Person)
        .join(City, City.id == Person.city_id)
        .where(func.lower(Person.email) == address.lower(), City.slug == provider.city)
    )
    if person is None:
        return None
    tied = db.session.scalar(
        select(ForeignAccount.id).where(
            ForeignAccount.person_id == person.id,
            ForeignAccount.issuer.in_((provider.issuer, f"{provider.issuer}/")),
        )
    )
    return person if tied is None else None


def _read(place: Path) -> dict[str, Provider]:
    try:
        told = tomllib.loads(place.read_text())["provider"]
        found = [_provider(one, place.parent) for one in told]
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as wrong:
        raise RuntimeError(f"OIDC_FILE {place} cannot be used: {wrong!r}") from None
    return {one.city: one for one in found}


def _provider(told: Mapping[str, Any], folder: Path) -> Provider:
    secret = told.get("client_secret") or (folder / told["client_secret_file"]).read_text().strip()
    return Provider(
        city=told["city"],
        name=told["name"],
        issuer=told["issuer"].rstrip("/"),
        client_id=told["client_id"],
        client_secret=secret,
        second_factor=frozenset(told.get("second_factor", ())),
    )
