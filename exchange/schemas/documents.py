"""What is asked of a paper after it was issued: an acknowledgement, or why it is void."""

from enum import StrEnum

from marshmallow import fields, validate

from exchange.schemas.inputs import LONG, Asked, Reason, text

MOST_CORRECTIONS = 50
LONGEST_PATH = 120


class FactsBasis(StrEnum):
    """From what a replacement is set: the case as it stands now, or the facts as they were."""

    ANEW = "anew"
    AS_ISSUED = "as_issued"


class Voiding(Reason):
    """Why a paper is void; `reason_public` shows it to whoever checks the paper."""

    reason_public = fields.Boolean(load_default=False)


class Correction(Asked):
    """One text that was wrong: where it stands in the facts, as `title.en`, and what it is."""

    fact = text(LONGEST_PATH, required=True)
    correct_words = text(LONG, required=True)


class Replacement(Voiding):
    """Why another paper takes its place, and from which facts that one is set."""

    basis = fields.Enum(FactsBasis, by_value=True, load_default=FactsBasis.ANEW)
    corrections = fields.List(
        fields.Nested(Correction),
        load_default=list,
        validate=validate.Length(max=MOST_CORRECTIONS),
    )
