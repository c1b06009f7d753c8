"""What changes of people ask."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, validate

from exchange import clock
from exchange.errors import N_
from exchange.models import GUESTS, Role
from exchange.schemas.inputs import Asked, text

# Everything but the service itself and its guests, which nobody is made.
UNGIVEN = frozenset({Role.SYSTEM, *GUESTS})
Part = StrEnum("Part", {role.name: role.value for role in Role if role not in UNGIVEN})  # type: ignore[misc]  # its members are known when it runs
LANGUAGE_TAG = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$"
ADDRESS = r"^[^@\s\"<>,;:\\]{1,64}@[A-Za-z0-9.-]{1,180}$"
MOST_TITLES = 24
READING = ("ko", "en")  # what the pages are written in


class Title(Asked):
    """The post in one language."""

    in_language = fields.String(
        required=True,
        validate=validate.Regexp(LANGUAGE_TAG, error=N_("Choose one of the list.")),
    )
    words = text(required=True)


def titles() -> fields.List[Any]:
    """Return a field for the post in several languages; as a case keeps it, it is a map."""
    return Titles(
        fields.Nested(Title), required=True, validate=validate.Length(min=1, max=MOST_TITLES)
    )


class Titles(fields.List[Any]):
    """Rows in a form and in JSON, a map by language in the case."""

    def _serialize(self, value: Any, *more: Any, **named: Any) -> Any:
        if isinstance(value, Mapping):
            value = [{"in_language": tag, "words": words} for tag, words in value.items()]
        return super()._serialize(value, *more, **named)


def parts() -> fields.List[Any]:
    """Return a field for the roles somebody holds."""
    return fields.List(
        fields.Enum(Part, by_value=True), required=True, validate=validate.Length(min=1)
    )


class AccountFacts(Asked):
    """How somebody is called, and how the service speaks to them."""

    full_name = text(required=True)
    titles = titles()
    language = fields.String(validate=validate.OneOf(READING), load_default=READING[-1])


def _is_zone(name: str) -> None:
    if name not in clock.zones():
        raise ValidationError(N_("Choose one of the list."))


class OwnFacts(Asked):
    """What people say of themselves; their post and their roles are the office's to say."""

    full_name = text(required=True)
    language = fields.String(required=True, validate=validate.OneOf(READING))
    timezone = fields.String(
        load_default=None,
        validate=_is_zone,
        metadata={"description": "an IANA time zone; that of the city where none is sent"},
    )


class Invitation(AccountFacts):
    """Whom to invite: for their own city, or for a partner city; to the part they will play."""

    email = fields.String(
        required=True,
        validate=validate.Regexp(ADDRESS, error=N_("Write an e-mail address.")),
    )
    acts_for = text(load_default="")
    roles = parts()


class Roles(Asked):
    """The parts somebody plays from now on."""

    roles = parts()


class Departure(Asked):
    """Who takes over what is still open; nobody needs to where nothing is."""

    successor = fields.UUID(load_default=None)
    note = text(load_default="")
