"""What is asked about a photo."""

from marshmallow import fields

from exchange.models import Recognised
from exchange.schemas.inputs import Asked, text, whole
from exchange.schemas.shipments import MOST_CARTONS

CAPTION = 160


class PhotoWords(Asked):
    """What is to be seen, when it was taken, and whether people can be recognised."""

    caption = text(CAPTION, required=True)
    caption_partner = text(CAPTION, load_default="")
    taken_on = fields.Date(load_default=None)
    recognised = fields.Enum(Recognised, by_value=True, required=True)


class ShipmentPhotoWords(PhotoWords):
    """The same, and the number of the carton that is to be seen, if it is one."""

    carton = whole(1, MOST_CARTONS, load_default=None)
