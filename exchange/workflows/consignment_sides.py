"""Who sends and who receives: as it is asked for, and as it stays once it was begun."""

from sqlalchemy import and_, or_, select

from exchange import clock, numbering
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import City, Person, Shipment, Tie, db
from exchange.policy import owner_is_abroad
from exchange.workflows.answering import is_answer
from exchange.workflows.colleagues import own_city
from exchange.workflows.engine import Inputs
from exchange.workflows.partner_cities import city_by_slug, other_city

SENT, ANNOUNCED = "AS", "AR"
NO_TIE = UnmetCondition("no_tie", N_("There is neither a tie in force nor an appeal."))


def sides_asked(actor: Person, inputs: Inputs) -> tuple[City, City]:
    """Return consignor and consignee of a new shipment, or raise why it is not to be begun.

    Whoever names another city as the consignor announces its aid to their own: only for a city
    that keeps no office here, and one that theirs has to do with.
    """
    own = own_city(actor)
    consignor = city_by_slug(inputs["consignor"]) if inputs["consignor"] else own
    consignee = other_city(inputs["consignee"], consignor.id)
    if own.id not in {consignor.id, consignee.id}:
        raise _refused("not_ours", N_("Aid from another city is announced to your own city only."))
    if consignor.id != own.id and consignor.office is not None:
        raise _refused(
            "announces_itself", N_("That city keeps an office here and offers its aid itself.")
        )
    if consignor.office is None:
        if consignee.office is None:
            raise _refused(
                "no_office_receives", N_("Neither city keeps an office here that could count it.")
            )
        answers = any(inputs[name] for name in ("appeal_reference", "appeal", "pledge"))
        if not answers and not bound(consignor, consignee):
            raise NotReady(NO_TIE)
    return consignor, consignee


def number_of(consignor: City, consignee: City) -> str:
    """Return the next case number: of who sends, or of who receives from a city without office."""
    city, series = (consignee, ANNOUNCED) if consignor.office is None else (consignor, SENT)
    return numbering.numbered(city, series, clock.today(city.timezone).year)


def stay_as_begun(shipment: Shipment, inputs: Inputs) -> None:
    """Refuse another consignor, or another consignee of what the consignee has numbered."""
    other = inputs["consignor"] not in {"", shipment.consignor.slug}
    numbered = owner_is_abroad(shipment) and inputs["consignee"] != shipment.consignee.slug
    if other or numbered:
        raise _refused(
            "sides_stand", N_("Who sends and who receives stays as it was begun; begin another.")
        )


def tie_or_appeal(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Aid goes between cities with a tie in force, or in answer to an appeal."""
    answers = shipment.appeal_reference or is_answer(shipment)
    if answers or bound(shipment.consignor, shipment.consignee):
        return None
    return NO_TIE


def bound(consignor: City, consignee: City) -> bool:
    """Say whether a tie of any kind is in force between the two, whichever entered it."""
    day = clock.today(consignor.timezone)
    one, other = consignor.id, consignee.id
    ties = db.session.scalars(
        select(Tie).where(
            or_(
                and_(Tie.owner_city_id == one, Tie.partner_city_id == other),
                and_(Tie.owner_city_id == other, Tie.partner_city_id == one),
            )
        )
    )
    return any(tie.is_in_force(day) for tie in ties)


def _refused(code: str, message: str) -> NotReady:
    return NotReady(UnmetCondition(code, message))
