"""A shipment that answers an appeal, or carries out a pledge: named, checked, and weighed."""

from exchange import outbox
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import Appeal, Pledge, PledgeState, Shipment
from exchange.workflows.appeal_rules import appeal_named
from exchange.workflows.engine import Inputs
from exchange.workflows.pledge_rules import pledge_named


def answer(shipment: Shipment, inputs: Inputs) -> None:
    """Note which appeal and pledge a draft answers; raise NotReady for what is not its to answer.

    A pledge names its appeal. What the draft named before stays valid, however it stands now.
    """
    pledge = _pledge(shipment, inputs["pledge"]) if inputs["pledge"] else None
    appeal = _appeal(shipment, inputs["appeal"]) if inputs["appeal"] else None
    if pledge is not None and appeal is not None and pledge.appeal_id != appeal.id:
        raise NotReady(
            UnmetCondition("another_appeal", N_("The pledge was made to another appeal."))
        )
    shipment.pledge, shipment.pledge_id = pledge, None if pledge is None else pledge.id
    appeal = appeal if pledge is None else pledge.appeal
    shipment.appeal, shipment.appeal_id = appeal, None if appeal is None else appeal.id


def is_answer(shipment: Shipment) -> bool:
    """Say whether it answers an appeal that stands and asks the consignor."""
    appeal = shipment.appeal
    return appeal is not None and appeal.is_open and shipment.consignor_id in appeal.addressed_ids


def weigh(shipment: Shipment) -> None:
    """Owe it to the appeal to be weighed anew, now that something was counted in for it."""
    if shipment.appeal_id is not None:
        outbox.post(outbox.Job.WEIGH_APPEAL, appeal_id=str(shipment.appeal_id))


def _appeal(shipment: Shipment, reference: str) -> Appeal:
    appeal = appeal_named(reference)
    if appeal is not None and appeal.id == shipment.appeal_id:
        return appeal
    is_asked = appeal is not None and shipment.consignor_id in appeal.addressed_ids
    if appeal is None or not is_asked or not appeal.is_open:
        raise NotReady(
            UnmetCondition(
                "no_such_appeal", N_("There is no such appeal that your city may answer.")
            )
        )
    if appeal.owner_city_id != shipment.consignee_id:
        raise NotReady(
            UnmetCondition("appeal_of_another", N_("The appeal is of another city than this aid."))
        )
    return appeal


def _pledge(shipment: Shipment, reference: str) -> Pledge:
    pledge = pledge_named(reference)
    if pledge is not None and pledge.id == shipment.pledge_id:
        return pledge
    is_theirs = pledge is not None and pledge.owner_city_id == shipment.consignor_id
    if pledge is None or not is_theirs or pledge.state != PledgeState.PLEDGED:
        raise NotReady(
            UnmetCondition("no_such_pledge", N_("There is no such pledge of your city."))
        )
    if pledge.partner_city_id != shipment.consignee_id:
        raise NotReady(
            UnmetCondition("pledge_of_another", N_("The pledge was made to another city."))
        )
    return pledge
