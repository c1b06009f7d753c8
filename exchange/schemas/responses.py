"""What the API shows of each thing; the input schemas say what it takes."""

from typing import Any

from marshmallow import fields

from exchange.models import (
    DocumentKind,
    DocumentState,
    MailState,
    NoticeKind,
    ProjectState,
    ProjectType,
    TieKind,
)
from exchange.schemas.approval_responses import Approval
from exchange.schemas.inputs import PartialDateField
from exchange.schemas.showing import Shown, amount


class Unmet(Shown):
    """One condition that is not yet satisfied."""

    code = fields.String(metadata={"description": "stable, for programs"})
    message = fields.String(metadata={"description": "in the reader's language"})


class Problem(Shown):
    """A refusal, after RFC 9457."""

    type = fields.String(metadata={"description": "stable: urn:exchange:problem:<code>"})
    title = fields.String()
    status = fields.Integer()
    detail = fields.String(metadata={"description": "in the reader's language"})
    instance = fields.String()
    code = fields.String()
    unmet = fields.List(fields.Nested(Unmet))
    errors = fields.Dict(metadata={"description": "what is wrong, by field"})


class Action(Shown):
    """An action the reader may take, and what it still waits for."""

    action = fields.String()
    target = fields.String()
    unmet = fields.List(fields.Nested(Unmet))


class Paper(Shown):
    """A paper of a case, as far as it exists for the reader."""

    id = fields.UUID()
    number = fields.String()
    kind = fields.Enum(DocumentKind, by_value=True)
    state = fields.Enum(DocumentState, by_value=True)
    languages = fields.List(fields.String())
    pages = fields.Integer(allow_none=True)
    progress = fields.Integer()
    edition = fields.Integer(metadata={"description": "1, or one more than what it replaces"})
    check_code = fields.String()
    sha256 = fields.String(allow_none=True)
    failure = fields.Method("say_failure", allow_none=True)

    def say_failure(self, paper: Any) -> str | None:
        """Return why it could not be made, in English, or nothing."""
        return None if paper.failure is None else str(paper.failure)


class Case(Shown):
    """What every case shows."""

    id = fields.UUID()
    number = fields.String()
    version = fields.Integer(metadata={"description": "to be sent back as If-Match"})
    title = fields.String()
    owner_city = fields.String(attribute="owner_city.slug")
    partner_city = fields.String(attribute="partner_city.slug")
    created_at = fields.AwareDateTime()
    actions = fields.List(fields.Nested(Action))
    papers = fields.List(fields.Nested(Paper))


class BudgetLine(Shown):
    """One item of the budget; `city` is the slug of the city that bears it."""

    item = fields.String()
    item_partner = fields.String()
    city = fields.String(attribute="city.slug")
    amount = amount()


class Participant(Shown):
    """Someone who travels."""

    name = fields.String()
    organisation = fields.String()
    post = fields.String()
    nationality = fields.String()


class ProjectSummary(Case):
    """An exchange project as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    state = fields.Enum(ProjectState, by_value=True)
    type = fields.Enum(ProjectType, by_value=True)
    title_partner = fields.String()
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)


class Project(ProjectSummary):
    """An exchange project."""

    class Meta:
        """Everything is shown."""

        exclude: tuple[str, ...] = ()

    purpose = fields.String()
    purpose_partner = fields.String()
    reply_by = fields.Date(allow_none=True)
    participant_count = fields.Integer()
    budget_total = amount(allow_none=True)
    budget_currency = fields.String(allow_none=True)
    budget = fields.List(fields.Nested(BudgetLine))
    participants = fields.List(fields.Nested(Participant))
    outcome = fields.String()
    people_took_part = fields.Integer(allow_none=True)
    final_cost = amount(allow_none=True)
    thanks = fields.String()
    wording = fields.Dict(metadata={"description": "passages written anew, by key and language"})
    approval = fields.Nested(Approval, allow_none=True)


class DocumentSummary(Case):
    """A paper in the register as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    state = fields.Enum(DocumentState, by_value=True)
    kind = fields.Enum(DocumentKind, by_value=True)
    subject_kind = fields.String(
        allow_none=True, metadata={"description": "nothing where the reader may not open it"}
    )
    subject_id = fields.UUID(allow_none=True)
    languages = fields.List(fields.String())
    issued_at = fields.AwareDateTime(allow_none=True)


class Document(DocumentSummary):
    """A paper in the register."""

    class Meta:
        """A paper has no papers."""

        exclude: tuple[str, ...] = ("papers",)

    check_code = fields.String()
    pages = fields.Integer(allow_none=True)
    sha256 = fields.String(allow_none=True)
    facts_sha256 = fields.String()
    template_revision = fields.String()
    progress = fields.Integer()
    edition = fields.Integer(metadata={"description": "1, or one more than what it replaces"})
    replaces = fields.String(attribute="replaces.number")
    replaced_by = fields.String(attribute="replaced_by.number")
    voided_at = fields.AwareDateTime(allow_none=True)
    void_reason = fields.String()
    void_reason_public = fields.Boolean()


class Event(Shown):
    """One event of a case's chain; `hash` seals it together with `previous_hash`."""

    position = fields.Integer()
    action = fields.String()
    source = fields.String()
    target = fields.String()
    actor = fields.Dict(attribute="actor.title", metadata={"description": "the post, by language"})
    at = fields.AwareDateTime()
    inputs = fields.Dict()
    previous_hash = fields.String()
    hash = fields.String()


class City(Shown):
    """A city of the registry."""

    slug = fields.String()
    names = fields.Dict()
    country = fields.String(attribute="country.code")
    timezone = fields.String()
    letter_language = fields.String()


class Tie(Shown):
    """A tie that stood on the day asked for; dates as far as they are known."""

    partner = fields.String(attribute="partner_city.slug")
    kind = fields.Enum(TieKind, by_value=True)
    began = PartialDateField(allow_none=True)
    attested_on = PartialDateField(allow_none=True)
    ended = PartialDateField(allow_none=True)
    source = fields.String()


class Notice(Shown):
    """One thing somebody was told; `params` holds amounts, dates and codes as they are stored."""

    id = fields.UUID()
    kind = fields.Enum(NoticeKind, by_value=True)
    subject_kind = fields.String(allow_none=True)
    subject_id = fields.UUID(allow_none=True)
    title = fields.String()
    number = fields.String()
    params = fields.Dict()
    created_at = fields.AwareDateTime()
    read_at = fields.AwareDateTime(allow_none=True)
    mail_state = fields.Enum(MailState, by_value=True)
