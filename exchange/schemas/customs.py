"""What the actions on a consignment at customs ask."""

from exchange.schemas.inputs import LONG, Asked, text


class StoppedByCustoms(Asked):
    """Which authority stopped the goods, and why."""

    authority = text(required=True)
    reason = text(LONG, required=True, least=3)


class DonatedLocally(Asked):
    """Who was given the goods where they were stopped."""

    handed_to = text(required=True)
    note = text(LONG, load_default="")
