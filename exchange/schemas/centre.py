"""What is asked of a text of a centre."""

from marshmallow import fields, validate

from exchange.models import CENTRE_LANGUAGES, TextPart
from exchange.models.centre import LONGEST_KEY, LONGEST_TEXT
from exchange.schemas.inputs import Asked, text, whole

MOST_WRITINGS = 1_000_000


class TextWritten(Asked):
    """A text as it shall stand, and what its writer saw: its version and the source's revision.

    Both are 0 for what is not there yet. `reviewed` says that the writer read a translation
    beside its source.
    """

    about = text(LONGEST_KEY + 10, required=True)
    part = fields.Enum(TextPart, by_value=True, required=True)
    language = fields.String(required=True, validate=validate.OneOf(CENTRE_LANGUAGES))
    words = text(LONGEST_TEXT, required=True)
    reviewed = fields.Boolean(load_default=False)
    version = whole(0, MOST_WRITINGS, required=True)
    revision = whole(0, MOST_WRITINGS, required=True)
