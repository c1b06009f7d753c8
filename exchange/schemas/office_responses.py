"""What the API shows of posts, absences and approval lines."""

from marshmallow import fields

from exchange.models import AbsenceState, CaseKind, LineState, Part, PostState
from exchange.schemas.responses import Case
from exchange.schemas.showing import Shown, amount


class Held(Shown):
    """Who held a post from a first to a last day."""

    person = fields.Dict(attribute="person.title", metadata={"description": "by language"})
    starts_on = fields.Date()
    ends_on = fields.Date(allow_none=True)
    is_acting = fields.Boolean()


class PostSummary(Case):
    """A post as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    state = fields.Enum(PostState, by_value=True)
    code = fields.String()
    names = fields.Dict(keys=fields.String(), values=fields.String())


class Post(PostSummary):
    """A post, and who held it when."""

    class Meta:
        """Everything is shown."""

        exclude: tuple[str, ...] = ("papers",)

    superior = fields.Method("say_superior", allow_none=True)
    holdings = fields.List(fields.Nested(Held))

    def say_superior(self, post: object) -> str | None:
        """Return the code of the next post up, or nothing."""
        superior = getattr(post, "superior", None)
        return None if superior is None else str(superior.code)


class AbsenceSummary(Case):
    """An absence as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    state = fields.Enum(AbsenceState, by_value=True)
    deputy = fields.Dict(attribute="deputy.title", metadata={"description": "by language"})
    starts_on = fields.Date()
    ends_on = fields.Date()


class Absence(AbsenceSummary):
    """An absence, with who decides meanwhile."""

    class Meta:
        """Everything is shown."""

        exclude: tuple[str, ...] = ("papers",)


class LineStep(Shown):
    """One step of a line; `matter` names what it answers for, nothing meaning the whole."""

    part = fields.Enum(Part, by_value=True)
    post = fields.String(attribute="post.code")
    working_days = fields.Integer()
    matter = fields.List(fields.String())


class Delegation(Shown):
    """Below this amount that post decides finally."""

    below = amount()
    post = fields.String(attribute="post.code")


class ApprovalLineSummary(Case):
    """An approval line as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    state = fields.Enum(LineState, by_value=True)
    case_kind = fields.Enum(CaseKind, by_value=True)
    in_force_at = fields.AwareDateTime(allow_none=True)


class ApprovalLine(ApprovalLineSummary):
    """An approval line."""

    class Meta:
        """Everything is shown."""

        exclude: tuple[str, ...] = ("papers",)

    currency = fields.String()
    steps = fields.List(fields.Nested(LineStep))
    delegations = fields.List(fields.Nested(Delegation))
