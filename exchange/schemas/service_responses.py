"""What the API shows of a request to a centre: never who asked, nor in which words."""

from marshmallow import fields

from exchange.models import (
    Channel,
    Meeting,
    ServiceOutcome,
    ServiceState,
    Topic,
    Urgency,
    Wished,
)
from exchange.schemas.responses import Case


class ServiceCaseSummary(Case):
    """A request as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    state = fields.Enum(ServiceState, by_value=True)
    topic = fields.Enum(Topic, by_value=True)
    language = fields.String(metadata={"description": "the resident is spoken to in"})
    urgency = fields.Enum(Urgency, by_value=True)
    contact_by = fields.Date()
    starts_at = fields.AwareDateTime(allow_none=True)


class ServiceCase(ServiceCaseSummary):
    """A request."""

    class Meta:
        """Everything is shown."""

        exclude: tuple[str, ...] = ()

    channel = fields.Enum(Channel, by_value=True)
    meeting = fields.Enum(Meeting, by_value=True)
    wished = fields.Enum(Wished, by_value=True)
    needs_interpreter = fields.Boolean()
    ends_at = fields.AwareDateTime(allow_none=True)
    place = fields.String()
    referred_to = fields.String()
    outcome = fields.Enum(ServiceOutcome, by_value=True, allow_none=True)
