"""What is asked about a photo."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from exchange.errors import N_
from exchange.models import PhotoUse, Recognised
from exchange.schemas.inputs import Asked, text, whole
from exchange.schemas.shipments import MOST_CARTONS

CAPTION = 160


class Use(fields.Enum[PhotoUse]):
    """What a photo may be used for; rows keep the bare word."""

    def _serialize(self, value: Any, *_: object, **__: object) -> str:
        return str(value)


class PhotoWords(Asked):
    """What is to be seen, when it was taken, and whether people can be recognised."""

    caption = text(CAPTION, required=True)
    caption_partner = text(CAPTION, load_default="")
    taken_on = fields.Date(load_default=None)
    recognised = fields.Enum(Recognised, by_value=True, required=True)
    consent_by = text(load_default="")
    consent_on = fields.Date(load_default=None)
    consent_for = fields.List(Use(PhotoUse, by_value=True), load_default=list)

    @validates_schema
    def consent_is_noted(self, data: dict[str, Any], **_: object) -> None:
        """Nothing is shown to the public unless it is known who agreed, and when."""
        if PhotoUse.PUBLIC_PAGE in data.get("consent_for", ()):
            missing = [name for name in ("consent_by", "consent_on") if not data.get(name)]
            if missing:
                raise ValidationError(
                    {
                        name: [N_("Note who agreed to the public page, and when.")]
                        for name in missing
                    }
                )


class ShipmentPhotoWords(PhotoWords):
    """The same, and the number of the carton that is to be seen, if it is one."""

    carton = whole(1, MOST_CARTONS, load_default=None)
