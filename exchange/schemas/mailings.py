"""What a mailing asks, kind by kind: which cities, and what it says in their languages."""

from collections.abc import Mapping
from typing import Any, Final, Self

from marshmallow import fields, pre_load, validate

from exchange.models import CancelReason, MailingKind
from exchange.schemas.inputs import LONG, SHORT, Asked, text, whole

MOST_CITIES = 200
MOST_LANGUAGES = 40

COMMON: Final = ("kind", "title", "message", "recipients", "texts")
FIELDS: Final[Mapping[MailingKind, tuple[str, ...]]] = {
    MailingKind.SYMPATHY: (),
    MailingKind.CONGRATULATION: ("celebrated_on",),
    MailingKind.REGRET: ("starts_on", "ends_on", "reason"),
    MailingKind.APPROVAL_NOTICE: ("starts_on", "ends_on", "participant_count", "decided_on"),
}


class MailingTextInput(Asked):
    """Title and own paragraph in one language of the recipients; English is the last resort."""

    in_language = text(SHORT, required=True)
    title_partner = text(required=True, attribute="title")
    message_partner = text(LONG, load_default="", attribute="message")


class MailingDraft(Asked):
    """A mailing as far as it is written; `recipients` are slugs of cities."""

    kind = fields.Enum(MailingKind, by_value=True, required=True)
    title = text(required=True)
    message = text(LONG, load_default="")
    starts_on = fields.Date(load_default=None)
    ends_on = fields.Date(load_default=None)
    participant_count = whole(0, 100_000, load_default=0)
    decided_on = fields.Date(load_default=None)
    celebrated_on = fields.Date(load_default=None)
    reason = fields.Enum(CancelReason, by_value=True, load_default=None, allow_none=True)
    recipients = fields.List(
        text(), required=True, validate=validate.Length(min=1, max=MOST_CITIES)
    )
    texts = fields.List(
        fields.Nested(MailingTextInput),
        load_default=list,
        validate=validate.Length(max=MOST_LANGUAGES),
    )

    @pre_load
    def drop_languages_without_words(self, data: Any, **_: object) -> Any:
        """Forget the rows of a form that offer a language in which nothing was written."""
        if not isinstance(data, dict) or not isinstance(data.get("texts"), list):
            return data
        rows = [one for one in data["texts"] if not isinstance(one, dict) or _says(one)]
        return {**data, "texts": rows}

    @classmethod
    def fitted(cls, subject: Any, typed: Mapping[str, Any]) -> Self:
        """Return the form of one kind: of the mailing, or of what was chosen for a new one."""
        chosen = typed.get("kind") if subject is None else subject.kind.value
        if chosen not in set(MailingKind):
            return cls(only=("kind",))
        return cls(only=(*COMMON, *FIELDS[MailingKind(chosen)]))


def _says(row: Mapping[str, Any]) -> bool:
    return any(str(value or "").strip() for name, value in row.items() if name != "in_language")
