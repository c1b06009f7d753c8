"""What the API shows of a run through an approval line."""

from marshmallow import fields

from exchange.models import Capacity, Outcome, Part
from exchange.schemas.showing import Shown, amount


class ApprovalStep(Shown):
    """One post's part in a run; `capacity` says by what right it was taken."""

    position = fields.Integer()
    stage = fields.Integer()
    part = fields.Enum(Part, by_value=True)
    post = fields.Dict(attribute="post_names", metadata={"description": "by language"})
    is_delegated = fields.Boolean()
    outcome = fields.Enum(Outcome, by_value=True)
    due_on = fields.Date(allow_none=True)
    taken_at = fields.AwareDateTime(allow_none=True)
    capacity = fields.Enum(Capacity, by_value=True, allow_none=True)
    note = fields.String()
    points = fields.List(fields.Dict())


class Approval(Shown):
    """A run through the approval line; `content_sha256` is the digest of what is decided on."""

    round = fields.Integer()
    outcome = fields.Enum(Outcome, by_value=True)
    submitted_at = fields.AwareDateTime()
    content_sha256 = fields.String()
    amount = amount(allow_none=True)
    currency = fields.String(allow_none=True)
    changes = fields.List(fields.Dict())
    steps = fields.List(fields.Nested(ApprovalStep))
