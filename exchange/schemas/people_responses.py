"""What the API shows of people, to those who may read them: nothing they prove themselves with."""

from marshmallow import fields

from exchange.models import PersonState, Role
from exchange.schemas.responses import Case


class PersonSummary(Case):
    """An account as a list shows it."""

    class Meta:
        """Lists say nothing of actions; an account has no papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    title = fields.Dict(metadata={"description": "the post, by language"})  # type: ignore[assignment]
    state = fields.Enum(PersonState, by_value=True)
    name = fields.String()
    email = fields.String()
    language = fields.String()
    timezone = fields.String(attribute="zone")
    roles = fields.List(fields.Enum(Role, by_value=True), attribute="parts")


class Person(PersonSummary):
    """An account."""

    class Meta:
        """An account has no papers."""

        exclude: tuple[str, ...] = ("papers",)
