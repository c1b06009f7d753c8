"""What is asked about a photo."""

from marshmallow import fields

from exchange.models import Recognised
from exchange.schemas.inputs import Asked, text

CAPTION = 160


class PhotoWords(Asked):
    """What is to be seen, when it was taken, and whether people can be recognised."""

    caption = text(CAPTION, required=True)
    caption_partner = text(CAPTION, load_default="")
    taken_on = fields.Date(load_default=None)
    recognised = fields.Enum(Recognised, by_value=True, required=True)
